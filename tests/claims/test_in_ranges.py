"""What prose says of ranges of floats is held against a number within the range, in the format that it names."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rmsprop_sym.claims.quantities.in_limits import limits
from rmsprop_sym.claims.quantities.in_ranges import ranges

EPS = (Fraction(1, 10**8),)
RIGHT = [
    "In float32, from 0.25 upward adding 1e-8 does nothing.",
    "float32: from $\\sqrt{v} = 0.5$ on adding eps changes nothing.",
    "In float32 adding 1e-8 to a root of size 1 changes nothing.",
    "In half precision adding 1e-8 to 0.01 has no effect.",
    "float16: squares vanish for |g| below 1e-4.",
    "float16: squares vanish only for |g| below 2e-4.",
    "In float32, squares overflow for gradients above 1e20.",
    "In half precision the square of everything above 300 overflows.",
    "In bfloat16, gradients up to 1e19 can be squared.",
]
WRONG = [
    "In float32, from 0.01 upward adding 1e-8 does nothing.",
    "float64: from $\\sqrt{v} = 0.5$ on adding eps changes nothing.",
    "In float64 adding 1e-8 to a root of size 1 changes nothing.",
    "float16: squares vanish for |g| below 0.1.",
    "float16: squares vanish only for |g| below 6e-8.",
    "In float32, squares overflow for gradients above 1e10.",
    "In float32, squares overflow only for gradients above 1e38.",
    "In float32, gradients up to 1e38 can be squared.",
]
LEFT_ALONE = [
    "From 0.01 upward adding 1e-8 does nothing.",
    "In float32, from 0.01 upward adding 1e-8 would do nothing.",
    "In float32, squares vanish for |g| below 5e-23 where small numbers are flushed to zero.",
    "In float32 and float64, gradients up to 1e38 can be squared.",
    "Some believe that in float32 gradients up to 1e38 can be squared.",
    "With loss scaling, in float16 squares vanish only for |g| below 6e-8.",
    "In float16 gradients up to 1e38 cannot be squared.",
]


def grades(text):
    """The grades of what the text says of ranges."""
    return [str(each.evidence.grade) for each in ranges(text, EPS)]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_so_in_the_range_is_proved(text):
    """At a number of the range."""
    assert ["PROVED"] == grades(text)


@pytest.mark.parametrize("text", WRONG)
def test_what_fails_in_the_range_is_refuted(text):
    """By a number of the range."""
    assert ["REFUTED"] == grades(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_names_no_one_format_or_supposes_something_is_left_alone(text):
    """Nothing is taken from it."""
    assert not grades(text)


def test_limits_are_read_without_the_name_of_their_format_beside_them():
    """The format stands before a colon, or at the head of the sentence."""
    said = "bfloat16: the machine epsilon is $2^{-7}$. The gap above 1 is $2^{-8}$."
    assert ["PROVED", "REFUTED"] == [str(each.evidence.grade) for each in limits(said)]
