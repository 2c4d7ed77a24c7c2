"""Values that are put in for letters: those of the note, where they are what is printed."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = (
    r"$$v_t = \beta v_{t-1} + (1-\beta) g_t^2,\qquad w_t = w_{t-1} - \eta \frac{g_t}{\sqrt{v_t}}$$"
    "\n\nwith $v_0 = 0$, $\\beta = 0.9$ and $\\eta = 0.001$.\n\n"
)


def graded(text: str) -> list[str]:
    """The grades of what is said after the rule."""
    return [str(each.grade) for each in Note("n.md").verdicts(RULE + text)]


@pytest.mark.parametrize(
    "said, wrong",
    [
        (r"\eta/\sqrt{1-\beta} = 0.001/\sqrt{0.1}", r"\eta/\sqrt{1-\beta} = 0.001/\sqrt{0.9}"),
        (r"(1-\beta)^2 = (1 - 0.9)^2", r"(1-\beta)^2 = 1 - 0.9^2"),
        (r"\eta/(1-\beta) = 0.001/(1 - 0.9)", r"\eta/(1-\beta) = 0.001/0.9"),
    ],
)
def test_the_values_of_the_note_are_put_in_rightly(said: str, wrong: str) -> None:
    """What is printed names them, so that no other values can be meant."""
    assert graded(f"We see $|w_t - w_{{t-1}}| \\le \\eta/\\sqrt{{1-\\beta}}$ and ${said}$.")[-1] in {"PROVED", "ROUNDS"}
    assert "REFUTED" in graded(f"We see ${wrong}$.")


@pytest.mark.parametrize(
    "said",
    [
        r"If one takes a decay of a tenth, $\eta/\sqrt{1-\beta} = 0.001/\sqrt{0.9}$.",
        r"With $\beta = 0.1$ we see $\eta/\sqrt{1-\beta} = 0.001/\sqrt{0.9}$.",
        r"With the roles of $\beta$ and $1-\beta$ exchanged, $\eta/\sqrt{1-\beta} = 0.001/\sqrt{0.9}$.",
        "A run with $\\beta = 0.1$ is another thing.\n\nThere $\\eta/\\sqrt{1-\\beta} = 0.001/\\sqrt{0.9}$.",
        r"We choose the decay so that $\eta/\sqrt{1-\beta} = 0.001/\sqrt{0.9}$.",
        r"We see $\eta/\sqrt{1-\beta} = 0.002$.",
    ],
)
def test_other_values_may_be_meant(said: str) -> None:
    """They are said beside, or above, or what is printed does not tell."""
    assert "REFUTED" not in graded(said)
