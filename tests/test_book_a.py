"""Start-up, bounds, scale and the place of eps, by runs in plain fractions that share no code with the theorems."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import isqrt

import pytest

from rmsprop_sym import library
from rmsprop_sym.library import Standing

BETA = Fraction(3, 4)  # sqrt(1 - beta) = 1/2
ETA = Fraction(1, 10)
NAMES = {
    "fresh_share", "step_bound_of_memory", "step_bound_from_any_start", "step_bound",
    "first_step_larger_if", "first_step_larger_only_if", "first_step_larger_inside_if",
    "first_step_larger_inside_only_if", "decay_below_one", "memory_fills", "schedule_rises", "memory_full",
    "startup_amplification", "startup_decreases", "startup_ends", "constant_step_schedule", "bias_correction",
    "scale_with_eps", "scale_repaired", "scale_repaired_inside", "not_scale_invariant_from_one",
    "not_rotation_invariant", "eps_outside_inside", "eps_outside_inside_within_root_two",
    "eps_outside_inside_equal_if", "eps_outside_inside_equal_only_if", "memory_eps_inside", "ratio_of_steps", "eps_gap",
    "eps_gap_not_below", "eps_gap_not_above", "eps_gap_first_order", "eps_gap_unseen",
    "rate_at_rest", "rate_at_rest_inside", "rate_at_rest_in_numbers", "rate_at_rest_inside_in_numbers",
}  # fmt: skip


def root(value):
    """The square root of a fraction that has a rational one."""
    value = Fraction(value)
    found = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    assert value == found**2
    return found


def means(gradients, beta=BETA, start=0):
    """The running mean squares after each step."""
    v, found = Fraction(start), []
    for g in gradients:
        v = beta * v + (1 - beta) * g**2
        found.append(v)
    return found


def outside(gradients, eps=0, start=0, beta=BETA):
    """The steps with eps outside the root."""
    return [-ETA * g / (root(v) + eps) for g, v in zip(gradients, means(gradients, beta, start), strict=True)]


def inside(gradients, eps):
    """The steps with eps inside the root."""
    return [-ETA * g / root(v + eps) for g, v in zip(gradients, means(gradients), strict=True)]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_it_is_proved(name):
    """Under its name, by the kernel, about something."""
    assert Standing.PROVED is library.find(name).grade


# --- bounds -------------------------------------------------------------------------------------------

MIXED = [Fraction(*pair) for pair in ((3, 1), (-1, 2), (0, 1), (7, 3), (-100, 1), (1, 100), (1, 100), (5, 1))]


@pytest.mark.parametrize("start", [0, 1, Fraction(1, 1000)])
def test_no_step_is_above_the_bound(start):
    """The squares of the steps, without eps, against eta**2/(1 - beta); and each share against its mean."""
    for g, v in zip(MIXED, means(MIXED, start=start), strict=True):
        assert (1 - BETA) * g**2 <= v
        assert ETA**2 * g**2 / v <= ETA**2 / (1 - BETA)


def test_the_bound_is_met_by_the_first_step():
    """So it cannot be smaller; and a spike after rest comes as near as one likes."""
    assert abs(outside([5])[0]) == ETA / root(1 - BETA)
    assert means([0, 0, 0, 1000])[-1] == (1 - BETA) * 1000**2


def test_a_negative_start_breaks_the_bound():
    """The hypothesis 0 <= v(0) is needed."""
    assert ETA**2 / means([1], start=Fraction(-1, 4))[0] > ETA**2 / (1 - BETA)


@pytest.mark.parametrize("eps", [Fraction(n, 4) for n in range(9)])
@pytest.mark.parametrize("g", [1, -1, 2])
def test_the_first_step_outside_is_larger_just_below_the_border(eps, g):
    """|step| > eta if and only if eps < (1 - sqrt(1 - beta))*|g|."""
    assert (abs(outside([g], eps)[0]) > ETA) == (eps < (1 - root(1 - BETA)) * abs(g))


@pytest.mark.parametrize("eps", [0, Fraction(5, 4), 3, Fraction(21, 4)])
def test_the_first_step_inside_is_larger_just_below_the_border(eps):
    """|step| > eta if and only if eps < beta*g**2, which is 3 at g = 2."""
    assert (abs(inside([2], eps)[0]) > ETA) == (eps < BETA * 4)


# --- start-up -----------------------------------------------------------------------------------------

ALIKE = [Fraction(sign * 2) for sign in (1, -1, -1, 1, 1, 1, -1, 1, 1, 1)]


def test_steps_on_gradients_of_one_size_start_too_large():
    """Their squares are eta**2/(1 - beta**t), which falls towards eta**2 and never meets it."""
    squares = [ETA**2 * g**2 / v for g, v in zip(ALIKE, means(ALIKE), strict=True)]
    assert [ETA**2 / (1 - BETA**t) for t in range(1, 11)] == squares
    assert all(later < earlier for earlier, later in pairwise(squares))
    assert ETA**2 < squares[-1] < ETA**2 * Fraction(107, 100)


def test_the_warm_up_makes_every_step_the_rate():
    """eta_t = eta*sqrt(1 - beta**t) rises, and eta_t*|g|/sqrt(v_t) is eta."""
    rates = [ETA**2 * (1 - BETA**t) for t in range(1, 11)]
    assert all(earlier < later < ETA**2 for earlier, later in pairwise(rates))
    assert {ETA**2} == {rate * g**2 / v for rate, g, v in zip(rates, ALIKE, means(ALIKE), strict=True)}


def test_the_corrected_mean_is_right_from_the_first_step_on():
    """v_t/(1 - beta**t) is g**2."""
    assert {4} == {v / (1 - BETA**t) for t, v in enumerate(means(ALIKE), 1)}


def test_the_correction_is_not_right_from_another_start():
    """From v(0) = 1 it is not, so the check can fail."""
    assert {4} != {v / (1 - BETA**t) for t, v in enumerate(means(ALIKE, start=1), 1)}


# --- scale --------------------------------------------------------------------------------------------

EVEN = [Fraction(2), Fraction(1), Fraction(1), Fraction(-1)]  # from 0 and at 3/4, v is 1 at every step
SCALES = [Fraction(1, 2), Fraction(3), Fraction(10)]
EPS = [Fraction(0), Fraction(1, 100), Fraction(3)]


def times(c, gradients):
    """Every gradient c times as large."""
    return [c * g for g in gradients]


@pytest.mark.parametrize("c", SCALES)
@pytest.mark.parametrize("eps", EPS)
def test_a_scale_divides_eps_by_it(c, eps):
    """Gradients c times as large and eps: as if eps were eps/c; and c*eps with them undoes it."""
    assert [1] * 4 == means(EVEN)
    assert outside(EVEN, eps / c) == outside(times(c, EVEN), eps)
    assert outside(EVEN, eps) == outside(times(c, EVEN), c * eps)
    assert (eps == 0) == (outside(EVEN, eps) == outside(times(c, EVEN), eps))


@pytest.mark.parametrize("c", SCALES)
@pytest.mark.parametrize("eps", [Fraction(0), Fraction(5, 4), Fraction(3)])
def test_inside_the_root_it_takes_the_square(c, eps):
    """c**2*eps undoes the scale, c*eps does not."""
    assert inside(EVEN, eps) == inside(times(c, EVEN), c**2 * eps)
    first = EVEN[:1]
    squares = [(c * g) ** 2 / (v + c * eps) for g, v in zip(first, means(times(c, first)), strict=True)]
    assert (eps == 0) == (squares == [g**2 / (v + eps) for g, v in zip(first, means(first), strict=True)])


def test_from_one_the_scale_is_felt():
    """1 and 9 as gradients, at 0.9 and without eps: one rate and three."""
    steps = [outside([g], start=1, beta=Fraction(9, 10))[0] for g in (1, 9)]
    assert [-ETA, -3 * ETA] == steps


def test_turning_the_gradient_does_not_turn_the_step():
    """(5, 10) turned by cos = 3/5 and sin = 4/5 is (-5, 10), but their steps are not turned so."""
    cosine, sine = Fraction(3, 5), Fraction(4, 5)
    assert (-5, 10) == (cosine * 5 - sine * 10, sine * 5 + cosine * 10)
    east, north, turned = (outside([g])[0] for g in (5, 10, -5))
    assert (ETA / root(1 - BETA) / 5, ETA / root(1 - BETA)) == (cosine * east - sine * north, turned)


# --- the place of eps ---------------------------------------------------------------------------------

TRIPLES = [(3, 4), (4, 3), (5, 12), (8, 15), (0, 1), (1, 0), (20, 21)]  # sqrt(x) and eps with a rational hypotenuse


@pytest.mark.parametrize("side, eps", TRIPLES)
def test_the_hypotenuse_is_between(side, eps):
    """sqrt(x + eps**2) <= sqrt(x) + eps <= sqrt(2)*sqrt(x + eps**2), the first equal just where one side is 0."""
    hypotenuse = root(side**2 + eps**2)
    assert hypotenuse <= side + eps
    assert (side + eps) ** 2 <= 2 * hypotenuse**2
    assert (hypotenuse == side + eps) == (side * eps == 0)


GAPS = [(Fraction(r), Fraction(w)) for r, w in ((4, 3), (2, 2), (1, Fraction(1, 2)), (Fraction(1, 3), Fraction(1, 9)))]


@pytest.mark.parametrize("lifted, plain", GAPS)
def test_the_gap_is_what_the_theorem_says(lifted, plain):
    """For roots of x + eps and x that are rational: its exact form, its bounds, its first order with what is left."""
    x, eps = plain**2, lifted**2 - plain**2
    gap = lifted / (plain + eps) - 1
    assert gap == eps * (1 / (lifted + plain) - 1) / (plain + eps)
    assert -eps / plain <= gap <= eps / (2 * x)
    first = eps * (1 / (2 * plain) - 1) / plain
    left = eps**2 * (1 / (2 * plain) / (lifted + plain) ** 2 + (1 / (2 * plain) - 1) / plain) / (plain + eps)
    assert gap == first - left


@pytest.mark.parametrize("plain, seen", [(Fraction(1), False), (Fraction(1, 10), True)])
def test_the_gap_is_seen_only_where_eps_is_large(plain, seen):
    """Near eps = 1e-8 it is within a unit 2**-24 of binary32 at x = 1, and not at x = 1/100."""
    unit, lifted = Fraction(1, 2**24), plain + Fraction(1, 2 * 10**8) / plain
    eps = lifted**2 - plain**2
    assert seen == (abs(lifted / (plain + eps) - 1) > unit)
    assert seen == (not eps <= min(unit * plain, 2 * unit * plain**2))


def test_the_steps_differ_by_the_ratio():
    """On one memory, outside is inside times sqrt(v + eps)/(sqrt(v) + eps)."""
    ratio = root(1 + 3) / (1 + Fraction(3))
    assert outside(EVEN, Fraction(3)) == times(ratio, inside(EVEN, 3))


def test_at_rest_the_place_of_eps_is_everything():
    """With a rate of 0.1 and eps = 1e-8: ten million outside the root, a thousand inside it."""
    eps = Fraction(1, 10**8)
    assert [0, 0] == means([0, 0])
    assert (10**7, 10**3) == (ETA / (root(0) + eps), ETA / root(0 + eps))
