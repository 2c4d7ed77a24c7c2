"""The value of an expression: exact where it can be, enclosed where it must be, and undefined where it is."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from flint import arb
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from rmsprop_sym.claims.arithmetic.comparison import Difference
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.numeral import numeral
from rmsprop_sym.claims.expressions.real import Undefined, bounds, evaluate
from rmsprop_sym.claims.expressions.roots import Root
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.single import judge
from rmsprop_sym.claims.traces.running import Quantity


def value(text, bits=64):
    """The value of an expression."""
    return evaluate(parse_statement(text).members[0], bits)


@pytest.mark.parametrize(
    "text, exact",
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("√0.25", Fraction(1, 2)),
        ("√0.1·√10", Fraction(1)),
        ("√8/√2", Fraction(2)),
        ("√2 − √2", Fraction(0)),
        ("√8 − √2 − √2", Fraction(0)),
        ("√2^4", Fraction(4)),
        ("(1/4)^(3/2)", Fraction(1, 8)),
        ("2^-3", Fraction(1, 8)),
        ("0^0", Fraction(1)),
        ("-2^2", Fraction(-4)),
        ("max(√2·√2, 1, 3/2)", Fraction(2)),
        ("min(√2, 1)", Fraction(1)),
        ("sign(1 − √2)", Fraction(-1)),
        ("abs(-√4)", Fraction(2)),
        ("exp(0) + log(1)", Fraction(1)),
        ("1^√2", Fraction(1)),
        ("sum(k, k, 1, 100)", Fraction(5050)),
        ("sum(k, k, 5, 4)", Fraction(0)),
        ("√0.1", Root(1, Fraction(1, 10))),
        ("-1/√10", Root(-1, Fraction(1, 10))),
    ],
)
def test_what_is_rational_or_a_root_is_exact(text, exact):
    """No ball is used where none is needed."""
    assert exact == value(text)


@pytest.mark.parametrize(
    "text",
    [
        "1/0", "0^-1", "1/(√2 − √2)", "√(-1)", "√(1 − √2)", "ln(0)", "ln(-1)", "(-8)^(1/3)", "(-2)^√2", "2^1000001",
        "9**9**9**9", "exp(1000000)", "sum(1, k, 1, 1/2)", "sum(1, k, 3, 1)", "sum(1, k, 1, 9999)",
        "sum(sum(i, i, 1, 2), k, 1, 2)", "sign(√2 + √3 − √3 − √2)", "0·ln(0)", "beta + 1",
    ],
)  # fmt: skip
def test_what_has_no_value_says_so(text):
    """Undefined is raised, never a value made up."""
    with pytest.raises(Undefined):
        bounds(value(text))


@pytest.mark.parametrize("ball", [arb("nan"), arb("inf"), arb("0 +/- inf"), arb(1) / arb(0, 1)])
def test_a_ball_that_is_not_finite_has_no_bounds(ball):
    """Neither nan nor an infinite ball decides anything."""
    with pytest.raises(Undefined):
        bounds(ball)


def test_overlapping_balls_decide_nothing():
    """A difference that may be zero is neither proved nor refuted, for any relation."""
    low, high = Fraction(-1, 10**30), Fraction(1, 10**30)
    for relation in ("=", "!=", "<", "<=", ">", ">="):
        assert "OPEN" == Difference(low, high, relation, "a", "b", engine=("Arb",)).grade


def test_a_wide_enclosure_decides_no_digit():
    """The last digit is open while the bounds reach across its rounding border."""
    assert "OPEN" == Rounded(Fraction(124, 1000), Fraction(126, 1000), Reading("0.13"), "=", "x").grade
    assert "OPEN" == Rounded(Fraction(9, 10), Fraction(11, 10), Reading("1"), "=", "x").grade
    assert "OPEN" == Rounded(Fraction(65, 100), Fraction(67, 100), Reading("0.66…"), "=", "x").grade


NUMBERS = st.integers(1, 99).map(lambda n: f"0.{n:02d}") | st.integers(2, 30).map(str)
EXPRESSIONS = st.recursive(
    NUMBERS,
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from("+-*/"), parts).map(lambda x: f"({x[0]}{x[1]}{x[2]})"),
        parts.map(lambda x: f"sqrt({x})"),
        parts.map(lambda x: f"({x})^2"),
        parts.map(lambda x: f"exp(-({x})^2)"),
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS)
def test_the_bounds_contain_the_value_that_mpmath_finds(text):
    """An independent evaluation lies between the bounds."""
    python = text.replace("^", "**").replace("sqrt", "mp.sqrt").replace("exp", "mp.exp")
    try:
        # A root of a cancelled sum keeps only a part of the digits, so there are many.
        with mp.workdps(1000):
            other = eval(re.sub(r"\d+(?:\.\d+)?", r'mpf("\g<0>")', python), {"mp": mp, "mpf": mpf})  # noqa: S307
        low, high = bounds(value(text, 128), 128)
    except (Undefined, ZeroDivisionError):
        reject()
    assume(isinstance(other, mpf))
    with mp.workdps(100):
        slack = mpf(10) ** -30 * (1 + abs(other))
        assert mpf(low.numerator) / low.denominator - slack <= other <= mpf(high.numerator) / high.denominator + slack


@pytest.mark.parametrize(
    "text, number, places, integer, truncated",
    [
        ("0.0250", Fraction(1, 40), 4, False, False),
        ("1,000", Fraction(1000), 0, True, False),
        ("1{,}000", Fraction(1000), 0, True, False),
        (r"1\,000", Fraction(1000), 0, True, False),
        ("1_000.5", Fraction(2001, 2), 1, False, False),
        ("5.15×10⁻⁴", Fraction(103, 200000), 6, False, False),
        (r"5.15\times 10^{-4}", Fraction(103, 200000), 6, False, False),
        ("2e3", Fraction(2000), -3, False, False),
        ("63 %", Fraction(63, 100), 2, False, False),
        ("0.63…", Fraction(63, 100), 2, False, True),
        (".5", Fraction(1, 2), 1, False, False),
    ],
)
def test_a_printed_number_says_its_value_and_its_last_place(text, number, places, integer, truncated):
    """Trailing zeros, thousands, powers of ten and per cents count."""
    found = numeral(text)
    assert (number, places, integer, truncated) == (found.value, found.places, found.integer, found.truncated)


@pytest.mark.parametrize("text", ["0,5", "1,00", "1,0000", "1.2.3", "1e99999", "9" * 400, "", "x"])
def test_what_is_no_number_is_refused(text):
    """A comma is never decimal, and there are limits."""
    with pytest.raises(ValueError, match=r"no number|larger than"):
        numeral(text)


def test_a_quantity_knows_the_factor_before_the_newest_gradient():
    """Squares are no multiples; sums, products with others and quotients are."""
    g, two = Quantity(Fraction(3), Fraction(1)), Quantity(Fraction(2))
    step = 1 - two * g / (g**2 + 1)
    assert (Fraction(2, 5), Fraction(-1, 5)) == (step.value, step.factor)
    assert Fraction(0) == (g * g).factor == g.sqrt().factor == abs(g).factor


def test_a_quantity_without_a_value_passes_the_reason_on():
    """A division by zero is told where it is used."""
    broken = 1 / Quantity(Fraction(0)) + 1
    assert "a division by zero" == str((2 * broken).value)


@pytest.mark.parametrize(
    "text, grade",
    [("log(1000)/log(10) = 3", "PROVED"), ("log(8)/log(4) = 1.5", "PROVED"), ("log(8)/log(2) = 4", "REFUTED")],
)
def test_a_logarithm_that_is_rational_is_exact(text, grade):
    """What no ball decides: to which exponent one number is a power of another."""
    assert grade == str(judge(text).grade)


def test_a_logarithm_that_is_not_rational_stays_a_ball():
    """A base next to 1, a base of 1, and a number that is no power."""
    assert "ROUNDS" == str(judge("log(2)/log(10) ≈ 0.301").grade)
    assert "PROVED" != str(judge("log(3)/log(2) = 1.585").grade)
    assert "OPEN" == str(judge("log(2)/log(1) = 3").grade)
    assert "PROVED" != str(judge("log(2)/log(1.0000000000000000000001) = 3").grade)
