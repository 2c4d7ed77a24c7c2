"""A state under equal gradients that is worked out in one go is held against its closed form."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

HEAD = r"""RMSProp keeps $$v_t = \beta v_{t-1} + (1-\beta) g_t^2,\qquad
\theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t}}$$ with $v_0=0$, $\beta=0.9$ and $\eta=0.01$.

"""


def judged(text):
    """What a note about RMSProp says of its last line: grades and reasons."""
    found = [*Note("n.md").verdicts(HEAD + text)]
    return {str(each.grade): each.evidence.because or each.evidence.reason for each in found if each.place.line > 3}


SAID = [
    "With the gradients 1, 1, 1 we find {}.",
    "Let $g_1=g_2=g_3=1$. Then {}.",
    "For a constant gradient $g=1$ we get {}.",
    "Let $g_t = 1$ for all $t$. Then {}.",
    "If all gradients are 1, then {}.",
]


@pytest.mark.parametrize("text", SAID)
def test_what_is_left_is_not_what_has_come_in(text):
    """The slip is named where the right sum is one of another quantity; the right one is left alone."""
    wrong = judged(text.format("$v_3 = 0.9^3 = 0.729$"))
    assert "what is left" in wrong["REFUTED"]
    assert set(judged(text.format("$v_3 = 1 - 0.9^3 = 0.271$"))) <= {"PROVED"}


@pytest.mark.parametrize(
    "formula, slip",
    [
        (r"v_3 = 4\cdot(1-0.9^2) = 0.76", "one too small"),
        (r"v_3 = 4\cdot(1-0.9^4) = 1.3756", "one too large"),
        (r"v_3 = 2\cdot(1-0.9^3) = 0.542", "not squared"),
        (r"v_3 = 4\cdot(1-0.1^3) = 3.996", "exchanged"),
    ],
)
def test_slips_in_closed_forms_are_named(formula, slip):
    """Each is right as a sum, and another quantity."""
    assert slip in judged(f"With a constant gradient $g=2$ we get ${formula}$.")["REFUTED"]


def test_what_is_no_known_slip_is_left_open():
    """It is right as a number and does not fit."""
    assert "REFUTED" not in (found := judged(r"With a constant gradient $g=2$ we get $v_3 = 4\cdot 0.3 = 1.2$."))
    assert "PROVED" not in found


@pytest.mark.parametrize(
    "text",
    [
        r"With a constant gradient $g=2$ we get $v_3 = 0.9\cdot 0.76+0.1\cdot 4 = 1.084$.",
        r"With a constant gradient $g=2$ from $v_0 = 4$ we get $v_3 = 4\cdot 0.9^3 + 4\cdot(1-0.9^3) = 4$.",
        r"For a constant gradient $g=2$ the weight of the start is $0.9^3 = 0.729$.",
        r"After the gradients 1, 1, 1 three zeros follow, and $v_6 = 0.9^3\cdot 0.271 = 0.197559$.",
    ],
)
def test_other_numbers_beside_equal_gradients_are_not_accused(text):
    """A step worked out from the one before, another start, a weight, a later state."""
    assert "REFUTED" not in judged(text)
