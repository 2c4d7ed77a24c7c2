"""The number of steps: an int that computes in the kind of what it meets."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from rmsprop_sym.numbers import sqrt
from rmsprop_sym.numbers.ball import Ball
from rmsprop_sym.numbers.count import Count
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules import rule

KINDS = [Exact(1), Ball(1), np.float32(1), np.ones(2, np.float16), mpmath.mpf(1)]


def test_a_third_of_a_step_is_exact():
    """Python's own 1/3 is a float, and the decimal that it prints is no third."""
    assert Exact(1) / 3 == (1 / Count(3)) * Exact(1) == Exact(1) * (1 / Count(3))
    assert Exact(1) / 3 != (1 / 3) * Exact(1)


@pytest.mark.parametrize("one", KINDS, ids=lambda one: type(one).__name__)
def test_a_count_computes_in_the_kind_that_it_meets(one):
    """Quotients and roots have the kind, and the dtype, of the other number."""
    for value in ((1 - 1 / Count(4)) * one, one / sqrt(Count(4)), one * (Count(2) + 1), one ** Count(3)):
        assert type(one) is type(value)
        assert getattr(one, "dtype", None) == getattr(value, "dtype", None)


def test_a_count_stays_a_count():
    """What is added to a number of steps is a number of steps."""
    assert [Count] * 4 == [type(n) for n in (Count(2) + 1, 1 + Count(2), 2 * Count(2), -Count(1))]
    assert 9 == Count(3) ** 2 == 3 ** Count(2)


def test_a_mean_of_all_so_far_is_exact():
    """The running mean with the decay 1 - 1/t is the mean, exactly."""

    @rule(v=0)
    def mean(old, new, g):
        new.v = (1 - 1 / (old.t + 1)) * old.v + g / (old.t + 1)
        new.theta = old.theta

    *_, last = mean.trajectory([Exact(n) for n in (1, 5, 6, 7, 8, 9, 20)], Exact(0))
    assert Exact(8) == last.v
