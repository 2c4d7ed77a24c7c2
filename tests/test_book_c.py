"""Moments and Adam, by runs in plain fractions that share no code with the theorems."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rmsprop_sym import library
from rmsprop_sym.library import Standing

BETA, BETA1, BETA2 = Fraction(3, 4), Fraction(9, 10), Fraction(999, 1000)
MIXED = [Fraction(*pair) for pair in ((3, 1), (-1, 2), (0, 1), (7, 3), (-100, 1), (1, 100), (5, 1))]
NAMES = {
    "second_moment", "centred_variance_step", "centred_variance", "mean_of_constant", "variance_of_constant",
    "variance_of_constant_vanishes", "first_mean", "first_mean_square", "adam_first_step_with_eps", "adam_first_step",
    "no_mean", "memory_of_adam", "rmsprop_in_adam", "adam_mean_of_constant", "momentum_bias",
    "adam_mean_square_of_constant", "adam_bias_correction", "stale_share", "adam_mean_bound",
    "adam_constant_step", "stale_share_limit", "adam_step_bound", "adam_corrected_step_bound", "correction_helps",
    "adam_mean_strictly_below", "rmsprop_in_adam_uncorrected", "expected_bias", "expected_bias_correction",
    "ema_variance", "spread_step", "adam_factor_above", "adam_factor_below",
}  # fmt: skip


def mean(values, beta):
    """The running mean from 0 after each step."""
    m, found = Fraction(0), []
    for value in values:
        m = beta * m + (1 - beta) * value
        found.append(m)
    return found


def squares(values):
    """The squares of the values."""
    return [value**2 for value in values]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_it_is_proved(name):
    """Under its name, by the kernel, about something."""
    assert Standing.PROVED is library.find(name).grade


def test_the_mean_of_squares_is_variance_and_square_of_the_mean():
    """For values 1, 4, 6 with the probabilities 1/2, 1/3, 1/6."""
    weighed = [(1, Fraction(1, 2)), (4, Fraction(1, 3)), (6, Fraction(1, 6))]
    x = sum(w * value for value, w in weighed)
    assert sum(w * value**2 for value, w in weighed) == sum(w * (value - x) ** 2 for value, w in weighed) + x**2


def test_the_running_variance_is_not_negative_at_equal_decays():
    """With one decay it is not; a mean that is slower to forget than its squares breaks it."""
    assert all(m**2 <= v for m, v in zip(mean(MIXED, BETA), mean(squares(MIXED), BETA), strict=True))
    spike = [1, 1, 1, 0, 0, 0]
    slow, fast = mean(spike, Fraction(9, 10)), mean(squares(spike), Fraction(1, 10))
    assert any(m**2 > v for m, v in zip(slow, fast, strict=True))


def test_a_constant_gradient_seems_to_vary():
    """By beta**t*(1 - beta**t)*x**2."""
    same = [Fraction(5)] * 6
    seen = [v - m**2 for m, v in zip(mean(same, BETA), mean(squares(same), BETA), strict=True)]
    assert [BETA**t * (1 - BETA**t) * 25 for t in range(1, 7)] == seen


def test_the_corrected_means_are_right_on_a_constant_gradient():
    """The mean is x, the mean square x**2."""
    same = [Fraction(-3)] * 6
    assert {-3} == {m / (1 - BETA1**t) for t, m in enumerate(mean(same, BETA1), 1)}
    assert {9} == {v / (1 - BETA2**t) for t, v in enumerate(mean(squares(same), BETA2), 1)}


def test_the_mean_is_bounded_by_the_root_of_the_mean_square():
    """The gradients that come near the bound grow by beta2/beta1 a step; a tenth less is not a bound."""
    ceiling = (1 - BETA1) ** 2 / ((1 - BETA2) * (1 - BETA1**2 / BETA2))
    grown = [(BETA2 / BETA1) ** i for i in range(60)]
    for gradients in (MIXED, grown):
        pairs = zip(mean(gradients, BETA1), mean(squares(gradients), BETA2), strict=True)
        assert all(m**2 <= ceiling * v for m, v in pairs)
    assert mean(grown, BETA1)[-1] ** 2 > ceiling * Fraction(9, 10) * mean(squares(grown), BETA2)[-1]
    assert Fraction(727, 100) ** 2 < ceiling < Fraction(728, 100) ** 2


def test_corrected_the_mean_has_the_same_bound():
    """And at equal decays the first step reaches it, so that it is not strict."""
    ceiling = (1 - BETA1) ** 2 / ((1 - BETA2) * (1 - BETA1**2 / BETA2))
    grown = [(BETA2 / BETA1) ** i for i in range(60)]
    for gradients in (MIXED, grown):
        pairs = zip(mean(gradients, BETA1), mean(squares(gradients), BETA2), strict=True)
        corrected = [(m / (1 - BETA1**t), v / (1 - BETA2**t)) for t, (m, v) in enumerate(pairs, 1)]
        assert all(m**2 < ceiling * v for m, v in corrected)
    assert (1 - BETA) ** 2 / ((1 - BETA) * (1 - BETA**2 / BETA)) == 1


def test_the_memory_of_uncorrelated_squares_varies_as_said():
    """Over all 2**4 outcomes of four squares that are 1 or 9, each by the toss of a coin."""
    outcomes = [[1 + 8 * (k >> i & 1) for i in range(4)] for k in range(16)]
    for t in range(1, 5):
        memories = [mean(outcome, BETA)[t - 1] for outcome in outcomes]
        expected = sum(memories) / 16
        assert (1 - BETA**t) * 5 == expected
        variance = sum((memory - expected) ** 2 for memory in memories) / 16
        assert 16 * (1 - BETA) * (1 - BETA ** (2 * t)) / (1 + BETA) == variance
