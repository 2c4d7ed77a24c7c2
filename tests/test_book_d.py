"""Expectation, units, clipping, curvatures, AdaGrad as a mean: by numbers that share no code with the theorems."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, product
from math import exp, isclose, log, sqrt

import pytest

from rmsprop_sym import library
from rmsprop_sym.alphabet import g, i
from rmsprop_sym.board import eq, every
from rmsprop_sym.evaluate import Point, holds
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.library import Standing
from rmsprop_sym.rules import RULES
from rmsprop_sym.sampling import met, points

HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)
NAMES = [
    "units",
    "units_eps_inside",
    "units_of_adagrad",
    "units_of_momentum",
    "units_of_adam",
    "units_of_adadelta",
    "units_without_the_root",
    "adagrad_as_ema",
    "adagrad_as_ema_eps_inside",
    "adagrad_as_ema_needs_less_eps",
    "adagrad_mean_at_first",
    "adagrad_mean_after_one_more",
    "clipping",
    "clipping_keeps",
    "clipping_cuts",
    "quadratic_gd_two_curvatures",
    "quadratic_gd_best_rate",
    "first_step_at_nine_tenths",
    "window_left_below",
    "window_left_above",
    "eps_gap_size",
    "eps_gap_seen_if",
    "eps_gap_seen_only_if",
    "step_of_max_eps_above",
    "step_of_max_eps_below",
    "eps_added_or_not_undercut",
    "economic_dispatch",
    "economic_dispatch_of_many",
    "uncorrelated_variances",
    "momentum_step_of_constant",
    "rate_changed",
    "bilinear_gd",
    "bilinear_gd_alternating",
    "bilinear_momentum",
    "half_life_of_nine_tenths_above",
    "half_life_of_nine_tenths_below",
]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_proved(name):
    """Under its name, by the kernel, about something."""
    assert Standing.PROVED is library.find(name).grade


def test_probabilities_are_drawn_that_sum_to_one():
    """The instance of a theorem on n outcomes has n of them, each as likely, and its gradients are not all 0."""
    theorem = library.find("expected_bias").theorem
    found = list(points(sorted(theorem.hypotheses, key=str), theorem.claim.free(), RULES, tries=300))
    outcomes = {int(point.letters[n]) for point in found for n in point.letters if n.name == "n"}
    assert max(outcomes) > 1
    assert all(holds(theorem.claim, point) is not False for point in found)
    for point in found:
        (n,) = (value for letter, value in point.letters.items() if letter.name == "n")
        assert sum(point.sequences["P"](k) for k in range(1, int(n) + 1)) in (0, 1)
    assert any(point.sequences["g"](5) for point in found)


@pytest.mark.parametrize("name", ["expected_bias", "ema_variance", "units", "bilinear_gd", "uncorrelated_variances"])
def test_exact_runs_deny_what_is_false(name):
    """The same claim with one more on its right fails at a point that meets the hypotheses."""
    theorem = library.find(name).theorem
    wrong = Claim(theorem.claim.left, "=", theorem.claim.right + 1)
    drawn = points(sorted(theorem.hypotheses, key=str), theorem.claim.free(), RULES)
    said = {holds(wrong, point) for point in islice(drawn, 4)}
    assert {False} == said


def test_a_sequence_is_looked_at_wherever_the_index_leads():
    """g(2*i) = 1 for every i is not met where g(4) is 5, though g(2) is 1."""
    cycle = next(points([], [g.head], RULES)).sequences["g"]
    for values, said in (([1, 5, 1], False), ([1, 1, 1], True)):
        cycle.cycle[:] = map(Fraction, values)
        point = Point({}, {"g": cycle}, RULES)
        assert said is met(every(i, eq(g(2 * i), 1), 1), point)


def test_the_memory_is_biased_by_what_is_missing_of_its_weights():
    """Over all outcomes of three squares that are 1 or 5 by the toss of a coin, the mean is 3*(1 - beta**t)."""
    for beta in (HALF, NINE_TENTHS):
        memories = []
        for squares in product([1, 5], repeat=3):
            v = Fraction(0)
            for square in squares:
                v = beta * v + (1 - beta) * square
            memories.append(v)
        assert 3 * (1 - beta**3) == sum(memories) / 8


def test_the_mean_of_squares_is_the_memory_of_a_decay_that_grows():
    """v <- (1 - 1/t)*v + g**2/t is sum(g**2)/t from the first step on, wherever it starts."""
    v, squares = Fraction(77), []
    for t, gradient in enumerate([3, -1, 4, 0, 5], 1):
        squares.append(Fraction(gradient) ** 2)
        v = (1 - Fraction(1, t)) * v + Fraction(1, t) * gradient**2
        assert sum(squares) / t == v


def test_at_the_same_eps_adagrad_is_ahead():
    """1/(sqrt(2) + 1) is more than (1/sqrt(2))/(1 + 1)."""
    assert 1 / (sqrt(2) + 1) > 1 / (2 * sqrt(2)) + 0.06


@pytest.mark.parametrize("x", range(-7, 8))
def test_what_is_clipped_is_what_two_sizes_say(x):
    """(abs(x + c) - abs(x - c))/2 is the nearest number between -c and c."""
    assert max(-3, min(x, 3)) == (abs(x + 3) - abs(x - 3)) / 2


def test_one_rate_serves_two_curvatures_worse_than_one():
    """At the curvatures 1 and 9 no rate of a fine grid has factors below 8/10; 2/10 has just these."""
    worst = {Fraction(k, 100): max(abs(1 - Fraction(k, 100)), abs(1 - Fraction(k, 100) * 9)) for k in range(1, 100)}
    assert min(worst.values()) == Fraction(8, 10) == worst[Fraction(2, 10)]


@pytest.mark.parametrize("n", [2, 10, 1000])
def test_about_a_third_is_left_after_the_window(n):
    """Between exp(-1/beta) and exp(-1) at beta = 1 - 1/n."""
    beta = 1 - 1 / n
    assert exp(-1 / beta) < beta**n < exp(-1)


def test_half_is_left_after_six_and_a_half_steps_at_nine_tenths():
    """log(1/2)/log(0.9) is 6.5788: after 6 steps more is left, after 7 less; after 10 it is 35 %."""
    assert isclose(6.5788, log(0.5) / log(0.9), abs_tol=5e-5)
    assert NINE_TENTHS**7 < HALF < NINE_TENTHS**6
    assert Fraction(34, 100) < NINE_TENTHS**10 < Fraction(35, 100)


def test_two_players_spiral_out_or_stay_on_an_ellipse():
    """By 1 + eta**2 a step when both move at once; x**2 + y**2 - eta*x*y stays when one answers the other."""
    eta, x, y, a, b = Fraction(1, 3), Fraction(1), Fraction(2), Fraction(1), Fraction(2)
    for _ in range(5):
        size, kept = x**2 + y**2, a**2 + b**2 - eta * a * b
        x, y = x - eta * y, y + eta * x
        a = a - eta * b
        b = b + eta * a
        assert (1 + eta**2) * size == x**2 + y**2
        assert kept == a**2 + b**2 - eta * a * b


@pytest.mark.parametrize("mu", [-0.9, -0.3, 0.0, 0.4, 0.95])
@pytest.mark.parametrize("eta", [0.01, 0.3, 2.0])
def test_no_momentum_makes_two_players_contract(mu, eta):
    """L**2 - (1 + mu + i*eta)*L + mu = 0 has a root outside the unit circle."""
    half = (1 + mu + 1j * eta) / 2
    off = (half**2 - mu) ** 0.5
    assert max(abs(half + off), abs(half - off)) > 1


def test_a_floor_is_felt_where_the_root_is_below_it():
    """Of max(root, eps), half the sum and half the gap of both."""
    for root, eps in product([Fraction(k, 7) for k in range(5)], repeat=2):
        assert max(root, eps) == (root + eps + abs(root - eps)) / 2


def test_a_shift_of_load_costs_what_is_said():
    """At the slopes 2 and 3, from outputs 4 and 5: the gap of the marginal costs, and half of both slopes."""
    for x in (Fraction(-1), Fraction(2, 3), Fraction(5)):
        before = 1 * 4 + Fraction(2 * 16, 2) + 6 * 5 + Fraction(3 * 25, 2)
        after = (4 + x) + (4 + x) ** 2 + 6 * (5 - x) + 3 * (5 - x) ** 2 / 2
        assert (1 + 2 * 4 - (6 + 3 * 5)) * x + 5 * x**2 / 2 == after - before
