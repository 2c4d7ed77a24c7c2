"""Claims about the length of a step may be told in words."""

from __future__ import annotations

import pytest

RULE = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$ and $w_t = w_{t-1} - \eta g_t/\sqrt{v_t}$.

"""
SAID = {
    r"If $g_1 \ne 0$, the first step has length exactly $\eta/\sqrt{1-\beta}$.": "PROVED",
    r"If $g_1 \ne 0$, the first step has length $\eta/\sqrt{\beta}$.": "REFUTED",
    r"The length of each step is at most $\eta/\sqrt{1-\beta}$.": "PROVED",
    r"No single step can be longer than $\eta/\sqrt{1-\beta}$.": "PROVED",
    r"No step is longer than $\eta/\sqrt{\beta}$.": "REFUTED",
    r"The steps never exceed $\eta$.": "REFUTED",
    r"For a constant gradient $c \ne 0$ the length of the step tends to $\eta$.": "PROVED",
    r"For a constant gradient $c \ne 0$ the $t$-th step has length $\eta/\sqrt{1-\beta^t}$.": "PROVED",
    r"For a constant gradient $c \ne 0$ the $t$-th step has length $\eta/t$.": "REFUTED",
}
LEFT_ALONE = [
    r"Is the length of each step at most $\eta$?",
    r"It is not true that the steps never exceed $\eta$.",
    r"For small gradients no step is longer than $\eta$.",
]


@pytest.mark.parametrize("text", SAID)
def test_what_is_told_in_words_is_judged_as_a_formula(judge, text):
    """The words make the left side and the relation."""
    said = judge(RULE + text)
    assert said.grades == [SAID[text]]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_claimed_is_not_accused(judge, text):
    """Questions, denials and conditions that are not read accuse nobody."""
    assert "REFUTED" not in judge(RULE + text).grades


def test_without_a_rule_nobody_knows_how_long_a_step_is(judge):
    """There is no parameter to speak of."""
    assert judge(r"The steps never exceed $\eta$.").grades == []
