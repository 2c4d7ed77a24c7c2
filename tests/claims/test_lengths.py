"""Claims about the length of a step may be told in words."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

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


ELSEWHERE = [
    "## Adam\n\nHere $\\hat u_1 = g_1$ and $\\hat v_1 = g_1^2$, therefore the first step has length $\\eta$.",
    "## Adam\n\nNeglecting the constant, the first step has size $\\eta$.",
    "In AdaGrad, if $g_1 \\ne 0$, the first step has size $\\eta$.",
    "AdaGrad is simpler. If $g_1 \\ne 0$, the first step has size $\\eta$.",
    "With the correction, and $g_1 \\ne 0$, the first step has size $\\eta$.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_the_step_of_another_rule_is_not_held_against_the_newest_one(judge, text):
    """A heading, a name before, a hat or a correction says of which rule a step is."""
    assert "REFUTED" not in judge(RULE + text).grades


@pytest.mark.parametrize("heading", ["## RMSProp", "## RMSProp and AdaGrad", "## The first step"])
def test_the_step_of_the_rule_itself_is_still_judged_below_a_heading(judge, heading):
    """A heading that names the rule, or none, takes nothing away."""
    assert judge(f"{RULE}{heading}\n\nIf $g_1 \\ne 0$, the first step has size $\\eta$.").grades == ["REFUTED"]


@pytest.mark.parametrize("moves", [r"w_{t+1} = w_t - \eta g_t/\sqrt{G_t}", r"w_t = w_{t-1} - \eta g_t/\sqrt{G_t}"])
def test_the_step_with_a_number_is_the_one_of_its_gradient(moves):
    """Whether the parameter is counted from its gradient on or one later."""
    head = f"AdaGrad sums $$G_t = G_{{t-1}} + g_t^2,\\qquad {moves}$$ with $G_0 = 0$.\n\n"
    said = head + r"For a constant gradient $c \ne 0$ the $t$-th step has length ${}$."
    grades = [
        [str(each.grade) for each in Note("n.md").verdicts(said.replace("{}", size))][-1]
        for size in (r"\eta/\sqrt{t}", r"\eta/t")
    ]
    assert ["PROVED", "REFUTED"] == grades


@pytest.mark.parametrize(
    "said",
    [
        r"After correction $\hat v_1 = g_1^2$. The first step has length $\eta$ then.",
        r"Since $\hat v_1 = g_1^2$, we see $|w_1 - w_0| = \eta$.",
    ],
)
def test_a_step_with_the_corrected_mean_is_not_held_against_the_plain_rule(judge, said):
    """It stands right before; without it the same length is wrong."""
    rule = (
        r"$$v_t = \beta v_{t-1} + (1-\beta) g_t^2,\qquad w_t = w_{t-1} - \eta \frac{g_t}{\sqrt{v_t}}$$ with $v_0 = 0$."
        "\n\n"
    )
    assert "REFUTED" not in judge(rule + said).grades
    assert "REFUTED" in judge(rule + r"For $g_1 \ne 0$ we see $|w_1 - w_0| = \eta$.").grades
