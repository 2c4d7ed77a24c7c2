"""What never happens and what can happen, from step to step or against something else, is judged as its law."""

from __future__ import annotations

import pytest

RULE = r"""# Notes on RMSProp

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \qquad \theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t}+\varepsilon} $$

"""
CENTRED = RULE + "## The centred variant\n\nIt keeps $m_t$ as well.\n\n"
RIGHT = [
    r"AdaGrad's $\eta/\sqrt{G_t}$ never goes up again.",
    r"RMSProp's $\eta/\sqrt{v_t}$ can go up again.",
    "$v_t$ can fall again.",
    "The running average can also decrease.",
    "For a constant gradient the steps become shorter from each $t$ to the next.",
    "$v_t$ never exceeds the largest squared gradient.",
    "AdaGrad's accumulator can exceed the largest squared gradient.",
    "The first step does not depend on how large $g_1$ is.",
    "No later step is longer than the first.",
    r"The closer $\beta$ is to 1, the looser the bound on a step.",
    r"A larger $\beta$ means a longer memory.",
    r"A larger $\beta$ gives a smoother average.",
]
WRONG = [
    "As in AdaGrad, the effective step size of RMSProp never increases with $t$.",
    r"RMSProp's $\eta/\sqrt{v_t}$ never goes up either, it only falls more slowly.",
    "AdaGrad's accumulator can shrink.",
    r"Suppose all gradients are constant. Then the step lengths increase monotonically to their limit $\eta$.",
    "For a constant gradient the steps get longer with every step.",
    "$v_t$ can exceed the largest $g^2$ so far.",
    "In Adam the first step is the longest of all.",
    "For a constant gradient AdaGrad's total path stays bounded.",
    r"It is easy: the closer $\beta$ is to 1, the tighter the bound on a step.",
    r"The larger $\beta$, the shorter the half-life.",
    r"A larger $\beta$ makes the first step shorter.",
]
RIGHT_CENTRED = [
    "For the same $g$ history its update is never smaller than the plain one.",
    "The plain step is never longer than the centred one.",
    "Here $v_t - m_t^2$ is never negative.",
]
WRONG_CENTRED = [
    "For the same $g$ history its update is never larger than the plain one.",
    "As the centred denominator is never larger than the plain one, a centred step is never longer than a plain one.",
    "$v_t - m_t^2$ can turn negative even in exact arithmetic.",
]
NOT_ACCUSED = [
    "The steps become shorter each time.",
    "If the gradients decay fast, AdaGrad's total path stays bounded.",
    "AdaGrad's total path stays bounded.",
    r"$\eta/\sqrt{v_t}$ only shrinks in the example.",
    "In this run the running average can only grow.",
    r"$v_t$ never falls faster than by the factor $\beta$.",
    "Over the first ten steps the running average only grows.",
    "While $g_t = 0$, the effective rate keeps growing.",
    "From there on $v_t$ only falls.",
    "$v_t$ never falls below zero.",
    "$v_t$ never falls as fast as $m_t$.",
    "$m_t$ never falls.",
    "With momentum, the effective step size never increases.",
    "Some think that the effective step size never increases.",
    "In SGD the first step does not depend on how large $g_1$ is.",
    "$v_t - m_t^2$ can turn negative by rounding.",
    r"The closer $\beta$ is to 1, the tighter the bound on the variance.",
    r"With bias correction a larger $\beta$ makes the first step shorter.",
    r"A larger $\beta$ would mean a shorter memory.",
]


@pytest.mark.parametrize("text", [*RIGHT, *(CENTRED + each for each in RIGHT_CENTRED)])
def test_a_right_order_is_proved(judge, text):
    """By a theorem, or by a run where something can be."""
    assert "PROVED" in judge(text if text.startswith("#") else RULE + text).grades


@pytest.mark.parametrize("text", [*WRONG, *(CENTRED + each for each in WRONG_CENTRED)])
def test_a_wrong_order_is_refuted(judge, text):
    """By a run, or by a theorem where something cannot be."""
    assert "REFUTED" in judge(text if text.startswith("#") else RULE + text).grades


@pytest.mark.parametrize("text", NOT_ACCUSED)
def test_what_is_narrower_or_about_something_else_is_not_accused(judge, text):
    """A run of the note, a bound, another letter, another rule, rounding."""
    assert "REFUTED" not in judge(RULE + text).grades


def test_a_start_at_zero_that_is_written_down_changes_nothing(judge):
    """A dialect that starts at one is not meant then."""
    started = RULE.replace("g_t^2,", "g_t^2, v_0 = 0,")
    assert "REFUTED" in judge(started + "The effective step size never increases.").grades


def test_what_letters_of_a_rule_are_anyway_supposes_nothing(judge):
    """A rate is positive, and a decay is between 0 and 1."""
    said = r"The gradient is divided by a root, with $\eta > 0$ and $\varepsilon > 0$." + "\n\n"
    assert "REFUTED" in judge(RULE + said + "The effective step size never increases.").grades
