"""What prose says of the limits of formats, of sums in which numbers are lost, and of squares that leave a format."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rmsprop_sym.claims.quantities.in_formats import remarks
from rmsprop_sym.claims.quantities.in_limits import limits
from rmsprop_sym.claims.quantities.in_squares import squares
from rmsprop_sym.claims.quantities.in_sums import lost

RIGHT = [
    "Neighbouring float16 numbers near 1 are 9.77e-4 apart.",
    "The gap between 1 and the next larger float32 is $1.2\\cdot10^{-7}$.",
    "`np.finfo(np.float32).eps` is 1.19e-7.",
    "65504, the largest float16 number, is soon reached.",
    "float16 stops at 65504.",
    "The next float32 number after 1 is 1.00000012.",
    "The smallest positive normal float32 is about $1.18 \\cdot 10^{-38}$.",
    "The smallest positive float32 is $1.4 \\cdot 10^{-45}$.",
    "bfloat16 has 8 significant bits.",
    "Thus `np.float16(2048) + np.float16(1) == 2048`.",
    "In float32, 3e-8 is swallowed when it is added to 1.",
    "In float32 everything smaller than 5.9e-8 is lost when added to 1.",
    "In float16, 1e-4 vanishes beside 1.",
    "In float16 $g^2$ overflows as soon as $|g| > 255.9$.",
    "The gradient squared overflows float32 once $|g|$ exceeds about $1.84\\cdot10^{19}$.",
    "float32: the squared gradient underflows to zero once |g| falls below 2.6e-23.",
]
WRONG = [
    "Neighbouring float16 numbers near 1 are 4.88e-4 apart.",
    "The gap between 1 and the next larger float32 is $5.96\\cdot10^{-8}$.",
    "The smallest positive float32 is $1.18 \\cdot 10^{-38}$.",
    "float16 goes up to 32768.",
    "bfloat16 has 11 significant bits.",
    "Hence `np.float32(1) + np.float32(1e-6) == 1`.",
    "In float32, 3e-7 is swallowed when it is added to 1.",
    "In float32 every number below 1.19e-7 is lost when added to 1.",
    "In float16 adding 1e-2 to 1 does not change it.",
    "In float16, 1e-3 vanishes beside 1.",
    "In float16 $g^2$ overflows as soon as $|g|$ exceeds 65504.",
    "float32: the squared gradient underflows to zero once |g| falls below 1.4e-45.",
    "In float32, if |g| exceeds 1e10, the squared gradient overflows.",
]
LEFT_ALONE = [
    "The gap above 1 is 1e-3.",
    "The largest float32 gradient is 3.",
    "The largest value in float32 runs is 12.",
    "The smallest positive float32 is $1.18\\cdot 10^{-38}$, apart from subnormal numbers.",
    "With the tiny ones flushed to zero, the smallest positive float32 is $1.18\\cdot 10^{-38}$.",
    "float16 overflows at 100000.",
    "float16 overflows at roughly 65000.",
    "float16 has 10 significant bits.",
    "The check `np.float32(1) + np.float32(1e-6) == 1` is False.",
    "In float16, 1e-3 is not lost when added to 1.",
    "In float32 any value below 1e-7 vanishes.",
    "In float32 a number below 1e-7 might be lost when added to 1.",
    "In float32 adding 1e-6 to 1 does not do harm.",
    "In float32 the squared gradient overflows once |g| exceeds 1e30.",
    "In bfloat16 $g^2$ does not overflow once |g| exceeds 300.",
    "In float32 the squared gradient overflows once |g| exceeds about 1e19.",
    "With subnormals switched off, in float32 the squared gradient vanishes once |g| falls below 1e-19.",
]


def grades(text):
    """The grades of what the text says of floats."""
    return [str(each.evidence.grade) for read in (remarks, limits, lost, squares) for each in read(text)]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_so_in_the_format_is_right(text):
    """A right sentence is blessed."""
    assert grades(text)
    assert set(grades(text)) <= {"PROVED", "ROUNDS"}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_not_so_in_the_format_is_accused(text):
    """A wrong sentence is accused."""
    assert grades(text) == ["REFUTED"]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_denied_supposed_rough_or_of_no_one_format_is_left_alone(text):
    """Nothing is taken from such a sentence."""
    assert not grades(text)


def test_as_well_repeats_the_sum_and_our_epsilon_is_that_of_the_note():
    """The second number is added to what the first was added to."""
    said = lost("In float32, 1e-8 is lost when added to 1. Our eps is lost as well.", (Fraction(1, 10**5),))
    assert [str(each.evidence.grade) for each in said] == ["PROVED", "REFUTED"]
