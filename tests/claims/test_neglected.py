"""Where a note leaves the small constant out for long, what it claims is judged without it, too."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

HEAD = "---\nrmsprop_sym:\n  rule: rmsprop\n---\n"
STEP = r"For $g_1 \ne 0$ the first step has $|\theta_1 - \theta_0| = {}$."
RIGHT, WRONG = STEP.format(r"\eta/\sqrt{1-\beta}"), STEP.format(r"\eta/(1-\beta)")


def judged(text):
    """The last verdict of a note about RMSProp."""
    return list(Note("n.md").verdicts(HEAD + text))[-1]


SAID = [
    r"On all slides with numbers we put $\epsilon = 0$.",
    r"The constant in the denominator is left out ($\epsilon = 0$) everywhere, and a step with $g_t = 0$ is zero.",
    r"Unless a question says otherwise, $\epsilon = 0$, and a step with $g_t = 0$ leaves $x$ where it is.",
    "I leave out the little epsilon everywhere.",
    r"Unless $\epsilon$ is mentioned we neglect it.",
    r"We ignore $\epsilon$ in these notes.",
    "From now on the constant in the denominator is ignored.",
    "Ignore $\\epsilon$ from now on.",
    r"Except in the section on $\epsilon$, we set $\epsilon = 0$.",
]


@pytest.mark.parametrize("said", SAID)
def test_what_is_left_out_for_the_whole_note_is_left_out_below_each_heading(said):
    """What holds without it is proved under that, and what does not even hold then is refuted."""
    right, wrong = (judged(f"# Notes\n\n{said}\n\n## Steps\n\n{text}") for text in (RIGHT, WRONG))
    assert ("PROVED", "eps = 0", "REFUTED") == (str(right.grade), right.given[-1], str(wrong.grade))


@pytest.mark.parametrize(
    "text",
    [
        rf"If $\epsilon = 0$, it is so throughout. {RIGHT}",
        "Except in the section on $\\epsilon$, we set $\\epsilon = 0$.\n\n## The role of $\\epsilon$\n\n" + RIGHT,
        "In these notes $\\epsilon = 0$.\n\nNow let $\\epsilon > 0$. " + RIGHT,
        "## One\n\nIn this section $\\epsilon = 0$.\n\n## Two\n\n" + RIGHT,
        "We never set $\\epsilon = 0$ in these notes.\n\n" + RIGHT,
    ],
)
def test_what_is_not_left_out_for_long_is_not_left_out_of_a_claim(text):
    """It is a condition, or left out elsewhere, or taken in again: with the constant the step is shorter."""
    assert "PROVED" != str(judged(text).grade)


def test_a_claim_that_speaks_of_the_constant_is_judged_with_it():
    """At 0 it would hold."""
    step = STEP.format(r"\eta|g_1|/(\sqrt{1-\beta}|g_1| + CONSTANT)")
    text = f"Throughout these notes $\\epsilon = 0$.\n\n## Steps\n\n{step}"
    assert "PROVED" == str(judged(text.replace("CONSTANT", r"\epsilon")).grade)
    assert "REFUTED" == str(judged(text.replace("CONSTANT", r"2\epsilon")).grade)
