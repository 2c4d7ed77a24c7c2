"""Balls: they always contain the true number, and decide only what is certain."""

from __future__ import annotations

import operator
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mpf

from rmsprop_sym.numbers import constant, maximum, sign, sqrt
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.exact import Exact

rationals = st.fractions(max_denominator=10**20)
NOTHING = Ball(1) / 0


def holds(ball, x):
    """Whether the rational number x lies in the ball."""
    return ball.lower() <= x <= ball.upper()


@given(rationals, rationals)
def test_operations_contain_the_exact_result(x, y):
    """Sum, difference and product of balls contain those of the numbers."""
    a, b = Ball(x), Ball(y)
    pairs = [(a + b, x + y), (a - b, x - y), (a * b, x * y), (-a, -x), (abs(a), abs(x))]
    assert all(holds(ball, exact) for ball, exact in pairs)


@given(rationals, rationals.filter(bool))
def test_quotients_contain_the_exact_result(x, y):
    """A quotient of balls contains that of the numbers."""
    assert holds(Ball(x) / Ball(y), x / y)


@given(rationals.filter(bool), st.integers(-9, 9))
def test_powers_contain_the_exact_result(x, n):
    """A power of a ball contains that of the number."""
    assert holds(Ball(x) ** n, Fraction(x) ** n)


@given(rationals)
def test_roots_contain_the_exact_result(x):
    """The root of a square contains the number's absolute value."""
    assert holds(sqrt(Ball(abs(x)) ** 2), abs(x)) or x == 0


@given(rationals, rationals, st.fractions(0, 1), st.fractions(0, 1))
def test_intervals_contain_what_happens_inside(low, high, here, there):
    """Operations on intervals contain the result at every pair of points inside."""
    low, high = min(low, high), max(low, high)
    x, y = low + here * (high - low), low + there * (high - low)
    box = Ball.between(low, high)
    pairs = [(box, x), (box * box, x * y), (box - box, x - y), (box**2, x**2), (box**3, x**3)]
    assert all(holds(ball, exact) for ball, exact in pairs)


@given(rationals, rationals)
def test_what_is_surely_less_is_less(x, y):
    """surely_less and surely_differs are right whenever they say yes, and points are decided."""
    a, b = Ball(x), Ball(y)
    assert not a.surely_less(b) or x < y
    assert not a.surely_differs(b) or x != y
    assert a.surely_less(Ball(x + abs(x) + 1))


@given(rationals, rationals, rationals, rationals)
def test_intervals_are_decided_by_their_ends(a, b, c, d):
    """One interval is surely less if its upper end is below the other's lower; they differ if they share nothing."""
    x, y = Ball.between(min(a, b), max(a, b)), Ball.between(min(c, d), max(c, d))
    below, above = x.upper() < y.lower(), y.upper() < x.lower()
    assert [x.surely_less(y), x.surely_differs(y)] == [below, below or above]


def test_an_overlap_decides_nothing():
    """Balls that share a number are neither less nor different, in either order."""
    a, b = Ball.between(0, 2), Ball.between(1, 3)
    pairs = ((a, b), (b, a), (a, a))
    assert [f(x, y) for f in (Ball.surely_less, Ball.surely_differs) for x, y in pairs] == [False] * 6


def test_touching_balls_are_not_surely_less():
    """Less is strict: intervals with one common end are undecided."""
    assert not Ball(1).surely_less(1)
    assert not Ball.between(0, 1).surely_less(Ball.between(1, 2))


@pytest.mark.parametrize("compare", [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge])
def test_comparison_operators_are_refused(compare):
    """== and < on balls would take an overlap for an answer."""
    for other in (Ball(1), 1, 0.5, Exact(1)):
        with pytest.raises(TypeError, match="surely_less"):
            compare(Ball(1), other)


def test_a_ball_has_no_truth_value_and_no_hash():
    """`if ball:` and a set of balls would need an equality."""
    with pytest.raises(TypeError):
        bool(Ball(1))
    with pytest.raises(TypeError):
        hash(Ball(1))


@pytest.mark.parametrize(
    "undefined",
    [
        lambda: Ball(1) / 0, lambda: Ball(0) / 0, lambda: 1 / Ball.between(-1, 1), lambda: Ball(0) ** -1,
        lambda: Ball(-1).sqrt(), lambda: Ball.between(-1, 1).sqrt(), lambda: Ball.of_double(float("nan")),
        lambda: Ball.of_double(float("inf")), lambda: Ball(flint.arb("inf")), lambda: NOTHING + 1, lambda: NOTHING * 0,
        lambda: NOTHING**0, lambda: 1 / NOTHING, lambda: 1 / Ball.of_double(float("inf")), lambda: sign(NOTHING),
        lambda: abs(NOTHING), lambda: maximum(NOTHING, Ball(1)), lambda: maximum(Ball(1), NOTHING), lambda: -NOTHING,
    ],
)  # fmt: skip
def test_what_is_undefined_is_not_finite_and_decides_nothing(undefined):
    """A quotient by zero, a root below zero, infinity and nan never decide anything, nor does what is made of them."""
    ball = undefined()
    answers = [f(x, y) for f in (Ball.surely_less, Ball.surely_differs) for x, y in ((ball, Ball(1)), (Ball(1), ball))]
    assert [ball.is_finite(), *answers, ball.exact] == [False] * 5 + [None]
    with pytest.raises(ValueError, match="no end points"):
        ball.upper()


def test_the_square_of_a_ball_around_zero_is_finite():
    """Powers are multiplied out, because flint's own square of such a ball is nan."""
    assert not (flint.arb(0, 1) ** 2).is_finite()
    assert (Ball.between(-1, 1) ** 2).is_finite()


def test_maximum_is_not_decided_by_comparison():
    """The maximum of overlapping balls holds the maximum of every pair of their members."""
    both = maximum(Ball.between(0, 2), Ball.between(1, 3))
    assert all(holds(both, max(x, y)) for x in (0, 1, 2) for y in (1, 2, 3))
    assert maximum(Ball(1), 2).exact == maximum(2, Ball(1)).exact == 2


def test_the_sign_of_a_ball_around_zero_is_any_sign():
    """A sign is only said where it is certain."""
    assert [sign(Ball(x)).exact for x in (-2, 0, "0.1")] == [-1, 0, 1]
    assert all(holds(sign(Ball.between(-1, 1)), s) for s in (-1, 0, 1))


def test_a_float_literal_is_the_decimal_that_it_prints():
    """0.9 in a body is nine tenths, not the nearest double."""
    with precision(300):
        ball = 0.9 * Ball(1)
        assert holds(ball, Fraction(9, 10))
        assert ball.surely_differs(Ball.of_double(0.9))


@pytest.mark.parametrize("x", [0.9, np.float64(0.9), np.float32(0.9), True, None])
def test_a_float_is_refused(x):
    """A float does not say whether its decimal or its binary value is meant."""
    with pytest.raises(TypeError, match="Write"):
        Ball(x)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_is_held_exactly(x):
    """of_double keeps every bit, whatever the precision."""
    with precision(20):
        assert Ball.of_double(x).exact == Fraction(x)


@pytest.mark.parametrize("other", [np.float64(0.5), np.zeros(2), Exact(1), "0.5", None, 1j, flint.arb(1)])
def test_another_kind_of_number_is_refused(other):
    """A ball mixes with literals only, on either side."""
    for operation in (
        lambda: Ball(1) + other, lambda: other + Ball(1), lambda: Ball(1) * other, lambda: other / Ball(1),
        lambda: Ball(2) ** other, lambda: Ball(1).maximum(other), lambda: Ball(1).surely_less(other),
        lambda: Ball(1).surely_differs(other),
    ):  # fmt: skip
        with pytest.raises(TypeError):
            operation()


def test_precision_is_local_to_its_block():
    """More bits inside, the old number after it, also after an error."""
    before = flint.ctx.prec
    with precision(500):
        narrow = Ball(2).sqrt()
    assert 0 < narrow.upper() - narrow.lower() < Fraction(1, 2**490)
    with pytest.raises(ZeroDivisionError), precision(100):
        raise ZeroDivisionError
    assert flint.ctx.prec == before


def test_an_empty_interval_is_refused():
    """The ends of an interval stand in order."""
    with pytest.raises(ValueError, match="did you mean between"):
        Ball.between(2, 1)


def test_huge_exponents_stay_quick():
    """A power of huge exponent is a ball; only writing its end points out is refused."""
    with precision(200):
        huge = Ball(10) ** 10**18
        assert [Ball(1).surely_less(huge), (1 / huge).surely_less(1)] == [True, True]
    with pytest.raises(OverflowError):
        huge.upper()
    assert (Ball(2) ** 10**18).exact is None
    assert (Ball(-1) ** 10**5000).exact == 1


def test_constants_are_balls():
    """A start value is lifted into the kind."""
    assert constant(1, Ball("0.3")).exact == 1


def test_the_maximum_of_mpmath_numbers_stays_an_mpmath_number():
    """A literal that is larger is lifted, and nan stays."""
    assert [type(maximum(0, mpf(-1))), maximum(mpf(-1), 0), maximum(mpf(3), mpf(2))] == [mpf, 0, 3]
    assert all(mpmath.isnan(maximum(*pair)) for pair in ((mpf("nan"), mpf(1)), (mpf(1), mpf("nan"))))
