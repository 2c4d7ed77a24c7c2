"""Letters that a formula writes as words: the rate and the decay set upright."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = (
    r"The rule is $s_t = \text{decay}\, s_{t-1} + (1-\text{decay})\,g_t^2$ with $s_0=0$ "
    r"and $w_t = w_{t-1} - \text{lr}\,\frac{g_t}{\sqrt{s_t}}$."
    "\n\n"
)


def graded(text):
    """The grade of the last formula of a note."""
    return str(list(Note("n.md").verdicts(RULE + text))[-1].grade)


@pytest.mark.parametrize(
    "grade, formula",
    [
        ("PROVED", r"s_1 = (1-\text{decay})\, g_1^2"),
        ("REFUTED", r"s_1 = \text{decay}\, g_1^2"),
        ("PROVED", r"w_1 - w_0 = -\frac{\text{lr}\,g_1}{\sqrt{1-\text{decay}}\,|g_1|}"),
        ("REFUTED", r"w_1 - w_0 = -\frac{\text{lr}\,g_1}{(1-\text{decay})\,|g_1|}"),
        ("PROVED", r"2\cdot\text{lr}\cdot g_1 = 2\,\text{lr}g_1"),
        ("PROVED", r"0.1/0.01 = 10\,\text{lr}"),
    ],
)
def test_a_rate_or_a_decay_in_upright_letters_is_a_letter_unless_it_is_only_the_unit_of_a_number(grade, formula):
    """It is no remark that cuts its formula."""
    assert graded(f"We have ${formula}$.") == grade
