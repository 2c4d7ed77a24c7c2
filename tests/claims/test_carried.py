"""What a text computes with rounded numbers is right if it is with the numbers that it rounds."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note


def grades(text):
    """The grades of a note, in order."""
    return [str(each.grade) for each in Note("n.md").verdicts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "With $r = 0.1$ the root is $0.316$ and the move is $0.04/0.316 = 0.126$.",
        "The root of 0.19 is 0.436, and so the step is $0.02/0.436 = 0.0459$.",
        "It is 0.65132 by then, or 0.651, and $1/0.651 = 1.535$.",
    ],
)
def test_a_number_by_the_unrounded_one_before_it_is_not_accused(text):
    """The root, or the longer number, stands before it."""
    assert "REFUTED" not in grades(text)


@pytest.mark.parametrize(
    "text",
    [
        "The move is $0.04/0.316 = 0.126$.",
        "With $r = 0.1$ the root is $0.316$ and the move is $0.04/0.316 = 0.128$.",
        "With $r = 0.2$ the root is $0.447$ and the move is $0.04/0.316 = 0.126$.",
    ],
)
def test_another_number_is(text):
    """No number before it has that root, or the last digit is wrong by it, too."""
    assert "REFUTED" in grades(text)
