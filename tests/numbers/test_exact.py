"""Exact numbers: rational, without any error, and strict about what they are made of."""

from __future__ import annotations

import pickle
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmsprop_sym.numbers import constant, maximum, sign, sqrt
from rmsprop_sym.numbers.exact import Exact, Irrational

rationals = st.fractions()


@given(rationals, rationals)
def test_operations_are_those_of_fractions(x, y):
    """Sum, difference and product agree with Python's Fraction."""
    a, b = Exact(x), Exact(y)
    assert [(a + b).fraction, (a - b).fraction, (a * b).fraction] == [x + y, x - y, x * y]


@given(rationals, rationals.filter(bool))
def test_quotients_are_those_of_fractions(x, y):
    """A quotient by a non-zero number agrees with Python's Fraction."""
    assert (Exact(x) / Exact(y)).fraction == x / y


@given(rationals.filter(bool), st.integers(-6, 6))
def test_powers_are_those_of_fractions(x, n):
    """A power, negative ones too, agrees with Python's Fraction."""
    assert (Exact(x) ** n).fraction == Fraction(x) ** n


@given(rationals, rationals)
def test_comparisons_are_those_of_fractions(x, y):
    """Every comparison agrees with Python's Fraction."""
    a, b = Exact(x), Exact(y)
    assert [a == b, a != b, a < b, a <= b, a > b, a >= b] == [x == y, x != y, x < y, x <= y, x > y, x >= y]


@given(rationals)
def test_the_root_of_a_square_is_its_absolute_value(x):
    """Squares have rational roots, and the root is not negative."""
    assert sqrt(Exact(x) ** 2) == abs(Exact(x))


def test_a_float_literal_is_the_decimal_that_it_prints():
    """0.9 in a body is nine tenths, whichever side it stands on."""
    one = Exact(1)
    assert [one * 0.9, 0.9 * one, 1 - one * 0.9, 0.3 / one, one - 0.1] == [
        Fraction(9, 10), Fraction(9, 10), Fraction(1, 10), Fraction(3, 10), Fraction(9, 10)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, value",
    [
        ("0.9", Fraction(9, 10)),
        ("1e-8", Fraction(1, 10**8)),
        ("9/10", Fraction(9, 10)),
        ("-.5", -Fraction(1, 2)),
        (3, 3),
    ],
)
def test_it_is_made_of_what_is_written(text, value):
    """Decimals, fractions and whole numbers are taken exactly."""
    assert Exact(text).fraction == value


@pytest.mark.parametrize("x", [0.9, np.float64(0.9), np.float32(0.5), True, None, 1j])
def test_a_float_is_refused(x):
    """A float does not say whether its decimal or its binary value is meant."""
    with pytest.raises(TypeError, match="Write"):
        Exact(x)


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "1/0x2", "0.9.1", "1e", "٣", "1e100001", "1e-0100001", f"1e{10**3000}"]
)
def test_what_is_no_number_is_refused(text):
    """Text that is no decimal, or one too large to be held, is refused at once."""
    with pytest.raises(ValueError, match=r"is not a number|exponent beyond"):
        Exact(text)


def test_the_binary_value_of_a_double_is_taken_on_demand():
    """of_double keeps every bit, and so differs from the decimal."""
    assert Exact.of_double(0.1).fraction == Fraction(0.1)
    assert Exact.of_double(np.float32(0.1)).fraction == Fraction(float(np.float32(0.1)))
    assert Exact.of_double(0.1) != Exact("0.1")


@pytest.mark.parametrize("x", [float("nan"), float("inf"), 2**53 + 1])
def test_of_double_refuses_what_is_no_finite_double(x):
    """Infinity, nan and a whole number between doubles have no exact binary value."""
    with pytest.raises((ValueError, OverflowError, TypeError)):
        Exact.of_double(x)


def test_division_by_zero_is_an_error():
    """There is no exact infinity, neither by / nor by a negative power."""
    for quotient in (lambda: Exact(1) / 0, lambda: 1 / Exact(0), lambda: Exact(0) / Exact(0), lambda: Exact(0) ** -1):
        with pytest.raises(ZeroDivisionError):
            quotient()


def test_the_empty_product_is_one():
    """The zeroth power is one, also of zero."""
    assert Exact(0) ** 0 == 1


def test_an_irrational_root_is_refused():
    """The root of two is not an exact number; nor is that of one half."""
    for x in ("2", "1/2", "2/9", "4/3"):
        with pytest.raises(Irrational):
            Exact(x).sqrt()


def test_a_root_below_zero_is_refused():
    """A negative number has no real root."""
    with pytest.raises(ValueError, match="no real square root"):
        Exact(-4).sqrt()


def test_a_power_too_large_to_hold_is_refused():
    """A huge exponent raises instead of filling the memory, but powers of one are fine."""
    with pytest.raises(OverflowError):
        Exact(2) ** 10**9
    assert [Exact(-1) ** (10**30 + 1), Exact(1) ** -(10**30), Exact(0) ** 10**30] == [-1, 1, 0]


@pytest.mark.parametrize("other", [np.float64(0.5), np.float32(0.5), np.zeros(2), "0.5", None, 1j])
def test_another_kind_of_number_is_refused(other):
    """An exact number mixes with literals only, on either side."""
    for operation in (
        lambda: Exact(1) + other, lambda: other + Exact(1), lambda: Exact(1) * other, lambda: other - Exact(1),
        lambda: Exact(1) / other, lambda: other / Exact(1), lambda: Exact(2) ** other, lambda: Exact(1) < other,
        lambda: Exact(1).maximum(other),
    ):  # fmt: skip
        with pytest.raises(TypeError):
            operation()


def test_nan_is_no_literal():
    """A literal without a decimal is refused."""
    with pytest.raises(ValueError, match="nan has no decimal"):
        Exact(1) + float("nan")


def test_signs_constants_and_maxima():
    """The functions a body may call answer in the exact kind."""
    x = Exact("-7/3")
    assert [sign(x), sign(-x), sign(x - x), constant(1, x), maximum(x, 0), maximum(0.5, x)] == [
        -1, 1, 0, 1, 0, Fraction(1, 2)
    ]  # fmt: skip


def test_another_kind_is_neither_equal_nor_different():
    """== with a NumPy number is refused, because a silent False would pass for a difference."""
    for other in (np.float64(1), np.float32(1), np.ones(2)):
        with pytest.raises(TypeError, match="both must be of one kind"):
            bool(Exact(1) == other)


def test_numbers_of_any_size_are_printed_and_reported():
    """Ten thousand digits are printed, and an error about them is still the right error, and short."""
    large = Exact(10) ** 10_000 / 3
    assert str(large).endswith("0/3")
    for fault, message in ((large.sqrt, "root of a fraction of"), ((-large).sqrt, "a fraction of .* has no real")):
        with pytest.raises(ArithmeticError if fault == large.sqrt else ValueError, match=message):
            fault()
    assert pickle.loads(pickle.dumps(large)) == large  # noqa: S301  # our own bytes


@pytest.mark.parametrize("text", ["1" * 5000, "1" * 200_000 + "x", "." * 100_000, "1/" * 50_000])
def test_long_text_is_refused_at_once(text):
    """A text longer than any number that is meant is not even read."""
    with pytest.raises(ValueError, match=r"at most 4000"):
        Exact(text)


def test_it_is_immutable_hashable_and_survives_pickling():
    """It behaves as a value."""
    x = Exact("1/3")
    assert {x: "a third"}[Fraction(1, 3)] == "a third"
    assert pickle.loads(pickle.dumps(x)) == x  # noqa: S301  # our own bytes
    assert eval(repr(x)) == x  # noqa: S307  # our own text
    with pytest.raises(AttributeError):
        x.value = 1
