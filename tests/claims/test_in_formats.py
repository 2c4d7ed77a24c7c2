"""What prose says of floats is judged in the format that it names, and what it denies or supposes is left alone."""

from __future__ import annotations

import numpy as np
import pytest

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.quantities.in_formats import remarks
from rmsprop_sym.claims.quantities.in_limits import limits

RIGHT = [
    "In `float32` the sum $1+10^{-8}$ is rounded to $1$.",
    "float32: `1 + 1e-8 == 1` holds, the constant disappears.",
    "`1 + 1e-8 == 1` is true in float32.",
    "float16: `1e-8` rounds to zero.",
    "In half precision a gradient of 256 squares to infinity.",
    "In float32 the square of $g = 10^{20}$ overflows.",
    "float32: a gradient of 1e-23 squares to zero.",
    "bfloat16 (8 significant bits): 0.999 rounds to exactly 1.",
    "In bf16, 0.99 is stored as 0.98828125.",
    "In float32 the decay 0.9 is stored as 0.89999998.",
    "The machine epsilon of `float32` is $2^{-23}$.",
    "The machine epsilon of float64 is about $1.11\\cdot 10^{-16}$.",  # half of what others call so
    "The largest finite float16 is 65504.",
    "The smallest positive float16 is $2^{-24} \\approx 5.96 \\times 10^{-8}$.",
]
WRONG = [
    "In float64 as well, $1+10^{-8}$ is rounded to $1$.",
    "float32: `1 + 1e-7 == 1` holds as well.",
    "float16: `1e-7` rounds to zero.",
    "In half precision a gradient of 200 squares to infinity.",
    "The square of $g=10^{19}$ already overflows in `float32`.",
    "float32: a gradient of `1e-20` squares to zero.",
    "bfloat16: 0.99 rounds to exactly 1.",
    "In float32 the decay 0.9 is stored as 0.89999989.",
    "The machine epsilon of float32 is $2^{-22}$.",
    "The largest finite float16 is 65535.",
    "The smallest normal float16 is $2^{-24}$.",
]
LEFT_ALONE = [
    "In float32 the decay 0.9 is rounded to 24 bits.",
    "In float16 the value 0.0316 is rounded to 3 digits.",
    "In float32 `x` is rounded to 3 and 0.9 is rounded to about 7 significant digits.",
    "In float32 the sum $1+10^{-8}$ is not rounded to $2$.",
    "If it were float16, $1+10^{-8}$ is rounded to $2$.",
    "Students think that in float64 $1+10^{-8}$ is rounded to $1$.",
    "In float32 and float64 $1+10^{-8}$ is rounded to $1$.",
    "$1+10^{-8}$ is rounded to $1$.",
    "With stochastic rounding in bfloat16, 0.99 rounds to 1.",
    "In float64 `x + 1e-8 == x` holds.",
]


def words(text):
    """The grades of what the text says of floats."""
    return [str(each.evidence.grade) for each in (*remarks(text), *limits(text))]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_so_in_the_format_is_right(text):
    """A right remark is blessed."""
    assert set(words(text)) <= {"PROVED", "ROUNDS"}
    assert words(text)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_not_so_in_the_format_is_accused_with_the_float_that_it_is(text):
    """A wrong remark is accused, and its witness is the float."""
    (said,) = (*remarks(text), *limits(text))
    assert str(said.evidence.grade) == "REFUTED"
    assert said.evidence.witness


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_denied_supposed_or_said_of_no_one_format_is_left_alone(text):
    """Nothing is taken from such a sentence."""
    assert not words(text)


def test_so_does_repeats_what_was_said_last():
    """The second number is held to the same."""
    said = list(remarks("In float32 a gradient of 1e-23 squares to zero, and so does a gradient of `1e-20`."))
    assert [str(each.evidence.grade) for each in said] == ["PROVED", "REFUTED"]


def test_a_format_holds_on_until_another_is_named():
    """The sentence after it may do without."""
    said = list(remarks("In float16 it is coarse. 1e-8 rounds to zero. In float32 1e-8 rounds to zero."))
    assert [each.over for each in said] == ["binary16", "binary32"]


@pytest.mark.parametrize("number", ["0.1", "1e-8", "3.14159", "65519", "1e-5", "12345.67"])
def test_the_floats_are_those_of_numpy(number):
    """What NumPy makes of the number is right."""
    for name, kind in (("float16", np.float16), ("float32", np.float32)):
        (said,) = remarks(f"In {name} the number {number} is rounded to {float(kind(float(number)))!r}.")
        assert str(said.evidence.grade) in {"PROVED", "ROUNDS"}


def test_in_a_note_it_stands_at_its_place_with_its_format():
    """The verdict says where, and over which format."""
    (verdict,) = Note("n.md").verdicts("Floats\n\nIn `float64`, `1 + 1e-8` is rounded to 1.")
    assert (verdict.place.line, verdict.place.column) == (3, 15)
    assert (verdict.kind, verdict.over, str(verdict.grade)) == ("float", "binary64", "REFUTED")


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"In float32 the spacing above 1 is $2^{-23} \approx 1.91\cdot 10^{-7}$.", ["REFUTED"]),
        (r"The largest square of float32 is that of $\sqrt{3.4\cdot 10^{38}} \approx 5.8\cdot 10^{19}$.", ["REFUTED"]),
        (r"In float32 $1 + 10^{-8} = 1$ and $10^{-30}\cdot 10^{-30} = 0$.", []),
        (r"In float32, $1/3 = 0.33333334$ and $0.1\cdot 3 = 0.30000001$.", []),
        (r"In float16, $2^{-26} = 0$, and $256^2 = 65504$ where it saturates.", []),
    ],
)
def test_what_no_rounding_makes_is_wrong_in_floats_too(judge, text, expected):
    """Products, quotients and roots of normal numbers are off by a rounding; sums may lose everything."""
    assert expected == [grade for grade in judge(text).grades if grade == "REFUTED"]
    assert not expected or "PROVED" not in judge(text).grades
