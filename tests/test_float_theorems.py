"""The theorems about floats: the model is the written order, its laws can be met, and real runs keep the bounds."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import numpy as np
import pytest

from rmsprop_sym import library
from rmsprop_sym.alphabet import Sequence, beta, eps, eta, g, i, show, t, x, y
from rmsprop_sym.board import eq, every
from rmsprop_sym.rules import RULES, rmsprop
from rmsprop_sym.rules.roundings import rounded
from rmsprop_sym.sampling import points

W = Sequence("W")
HALVED = every(t, eq(W(t + 1), W(t) / 2))


def drawn(*hypotheses):
    """A few points that meet the hypotheses."""
    return list(islice(points(hypotheses, {W.head}, RULES), 3))


def test_a_law_is_met_by_the_sequence_that_follows_it():
    """From its start, and as far as anybody looks."""
    for point in drawn(HALVED, eq(W(0), 8)):
        assert [8, 4, 2, 1, Fraction(1, 2)] == [point.sequences["W"](k) for k in range(5)]
        assert Fraction(8, 2**3000) == point.sequences["W"](3000)


@pytest.mark.parametrize(
    "other",
    [eq(W(5), 7), every(t, eq(W(t + 1), W(t) / 3)), every(i, eq(W(i), 1)), every(t, eq(W(t + 1), 1 / (W(t) - W(t))))],
    ids=show,
)
def test_a_law_that_something_else_breaks_is_not_met(other):
    """Then a theorem that supposes both speaks of nothing."""
    assert [] == drawn(HALVED, eq(W(0), 8), other)


def test_every_operation_is_rounded_in_the_written_order():
    """Four roundings in the mean, five in the step; what may underflow may miss more."""
    found = rounded(
        rmsprop,
        {"v": x, "theta": y, "g": g(1)},
        {"v": y},
        {"beta": beta, "rest": 1 - beta, "eta": eta, "eps": eps},
        lambda k: k,
    )
    mean = "beta*x*(1 + delta(1)) + nu(1)"
    fresh = "((1 - beta)*(g(1)*g(1)*(1 + delta(2)) + nu(2))*(1 + delta(3)) + nu(3))"
    assert f"({mean} + {fresh})*(1 + delta(4))" == show(found["v"])
    divisor = "((sqrt(y)*(1 + delta(2)) + eps)*(1 + delta(3)))"
    step = f"((eta*g(1)*(1 + delta(1)) + nu(1))/{divisor}*(1 + delta(4)) + nu(4))"
    assert f"(y - {step})*(1 + delta(5))" == show(found["theta"])


def test_a_float_run_is_one_that_the_theorem_speaks_of():
    """In binary32 each operation of the mean has a delta of at most u, or it underflows by at most z."""
    unit, half = Fraction(1, 2**24), Fraction(1, 2**150)
    rng = np.random.default_rng(3)
    b, c, v = np.float32(0.9), np.float32(1) - np.float32(0.9), np.float32(0)
    for gradient in (rng.normal(size=300) * 10.0 ** rng.integers(-24, 3, 300)).astype(np.float32):
        kept, square = b * v, gradient * gradient
        fresh = c * square
        results = [
            (kept, exact(b) * exact(v)),
            (square, exact(gradient) ** 2),
            (fresh, exact(c) * exact(square)),
            (kept + fresh, exact(kept) + exact(fresh)),
        ]
        for number, (computed, wanted) in enumerate(results):
            off = abs(exact(computed) - wanted)
            assert off <= unit * wanted or (number != len(results) - 1 and off <= half)
        v = kept + fresh


def exact(number):
    """The number, exactly."""
    return Fraction(float(number))


@pytest.mark.parametrize("name", ["ema_rounding", "step_rounding", "coefficient_bias", "stagnation"])
def test_the_promised_theorems_trust_no_more_than_the_rule(name):
    """Rounding is supposed, never believed: no axiom says how floats behave."""
    assert set(library.find(name).theorem.trusts()) <= {"rmsprop", "axiom powers_vanish"}
