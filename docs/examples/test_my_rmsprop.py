"""The tests of my_rmsprop.py: no tolerance in them is chosen."""

from pathlib import Path

import numpy as np
import pytest
from my_rmsprop import descend, rmsprop

from rmsprop_sym.pytest_plugin import assert_follows, assert_golden


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("code", [rmsprop, descend])
def test_it_follows_rmsprop(code, dtype):
    """A step, and a run of steps, on families of gradients, small and large."""
    assert_follows("rmsprop", code, dtype=dtype)


def test_it_follows_rmsprop_on_gradients_of_my_own(rmsprop_oracle):
    """What comes out lies between the least and the greatest number that rounding allows."""
    hyper = dict(eta=0.1, beta=0.9, eps=1e-8)
    gradients, theta0 = np.array([[0.5, 0.0], [0.4, 0.3]]), np.zeros(2)
    expected = rmsprop_oracle("rmsprop", gradients, theta0, **hyper)
    expected.assert_allows(descend(gradients, theta0, **hyper))


@pytest.mark.parametrize("code", [rmsprop, descend])
def test_it_agrees_with_the_golden_vectors(code):
    """The same numbers are there for tests in other languages."""
    assert_golden(Path(__file__).with_name("rmsprop-float32.json"), code)
