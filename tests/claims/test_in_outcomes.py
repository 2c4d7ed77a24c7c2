"""What becomes of a number in a format is read where all words of a part of a sentence are known."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note


def grades(text):
    """The grades of what a note says of floats."""
    return [str(each.grade) for each in Note("n.md").verdicts(text) if each.kind == "float"]


@pytest.mark.parametrize(
    "text",
    [
        "In half precision a gradient of $300$ already overflows when squared.",
        "A gradient of `1e-24` in float32: its square is stored as 0.",
        "In float16 the square of 2e-3 is a subnormal number.",
        "A gradient of 200 does not overflow when squared in float16.",
        "In float16, a gradient of 400 can no longer be squared without overflow.",
        "In float16 eps = 1e-8 cannot be represented.",
        "In float32 the square $g^2$ becomes subnormal as soon as $|g| < 2^{-63}$.",
        "In float32, gradients above 1.9e19 overflow when squared.",
        "In float16, eps = 1e-8 never has any effect.",
    ],
)
def test_what_becomes_of_a_number_is_right(text):
    """Each is what the format makes of it."""
    assert len(grades(text)) == 1
    assert grades(text)[0] in {"PROVED", "ROUNDS"}


@pytest.mark.parametrize(
    "text",
    [
        "In half precision, $10^{-8}$ is stored as a subnormal number.",
        "A gradient of `1e-21` in float32: its square is stored as 0.",
        "In float16 a gradient of 150 already overflows when squared.",
        "In bfloat16 the square of 1e-10 underflows to zero.",
        "In float32 the square $g^2$ becomes subnormal as soon as $|g| < 2^{-126}$.",
        "In float32 eps = 1e-8 never has any effect.",
        "In float16 the value 0.01 is subnormal.",
    ],
)
def test_what_does_not_become_of_a_number_is_accused(text):
    """The format makes something else of it."""
    assert grades(text) == ["REFUTED"]


@pytest.mark.parametrize(
    "text",
    [
        "For a root of 1, eps = 1e-8 has no effect at all in float32.",
        "In float32, 1e-8 is lost.",
        "The squares are kept in float16. A gradient of 300 overflows.",
        "In float16, is a gradient of 200 too large when squared?",
        "It is wrong that in float16 a gradient of 200 overflows when squared.",
        "With subnormals flushed, in float32 the square of 1e-20 is zero.",
        "After scaling by 100, a gradient of 5 overflows when squared in float16.",
        "In float32 gradients above 3.4e38 overflow when squared.",
    ],
)
def test_what_may_be_meant_otherwise_is_left_alone(text):
    """A condition, a doubt, or a sum that is not named may be meant."""
    assert not grades(text)


@pytest.mark.parametrize(
    "said, grade",
    [
        ("$0.5$ is exactly representable in float16.", "PROVED"),
        ("$0.9$ is exactly representable in float16.", "REFUTED"),
        ("In bfloat16, $257$ is represented exactly.", "REFUTED"),
        ("In bfloat16, $256$ is represented exactly.", "PROVED"),
        ("$0.1$ is not exactly representable in float32.", "PROVED"),
        ("$0.5$ is not exactly representable in float32.", "REFUTED"),
        ("$0.9$ is representable in float16.", "PROVED"),
    ],
)
def test_what_is_exactly_representable_is_no_rounded_number(said, grade):
    """A number that a format rounds is in its range, and is not represented exactly."""
    assert [grade] == grades(said)
