"""Runs that lines of text write down step by step, and rules however they are typed."""

from __future__ import annotations

import pytest

RULE = "    s[t] = d * s[t-1] + (1 - d) * g[t]^2\n    w[t] = w[t-1] - lr * g[t] / sqrt(s[t])\n\nWe start from 0, "
GIVEN = "with d = 0.75, lr = 0.1 and the gradients 2, -4, 6, 2:\n\n"
LINES = "step 1: s = 1, move -0.2\nstep 2: s = 4.75, move 0.1835\nstep 3: s = {}, move -0.1693\nstep 4: s = 10.421875\n"


def traced(found):
    """The grades of the cells, by their texts."""
    return {verdict.text: str(verdict.grade) for verdict in found.verdicts if verdict.kind == "trace"}


@pytest.mark.parametrize("name", ["n.txt", "n.md"])
def test_each_number_of_a_run_told_in_lines_is_judged_by_the_rule(judge, name):
    """Digits exchanged in one of them are found, and the others are right."""
    right = traced(judge(RULE + GIVEN + LINES.format("12.5625"), name))
    assert {"1", "4.75", "12.5625", "10.421875", "-0.2", "0.1835", "-0.1693"} <= {*right}
    assert "REFUTED" not in right.values()
    assert "REFUTED" == traced(judge(RULE + GIVEN + LINES.format("12.6525"), name))["12.6525"]


@pytest.mark.parametrize(
    "lines",
    [
        "- s_1 = 1\n- s_2 = 0.75*1 + 4 = 4.75\n- s_3 = {}\n- s_4 = 10.421875\n",
        "after step 1: s = 1\nafter step 2: s = 4.75\nafter step 3: s = {}\nafter step 4: s = 10.421875\n",
        "t=1: s = 1; t=2: s = 4.75\nt=2: s = 4.75\nt=3: s = {}\nt=4: s = 10.421875\n",
        "s₁ = 1, s₂ = 4.75, s₃ = {}, s₄ = 10.421875\n",
        "1) s_1 = 1 (small)\n2) s_2 = 4.75\n3) s_3 = {}   # the big one\n4) s_4 = 10.421875\n",
    ],
)
def test_a_run_may_be_a_list_or_one_line(judge, lines):
    """Steps are told by labels or by indices, remarks stand in brackets."""
    text = RULE + GIVEN + lines
    assert "REFUTED" not in judge(text.format("12.5625"), "n.txt").grades
    assert "REFUTED" in judge(text.format("12.6525"), "n.txt").grades


@pytest.mark.parametrize(
    "text",
    [
        RULE + GIVEN + "This is how it goes wrong:\n\n" + LINES.format("12.6525"),
        RULE + GIVEN + "With momentum beside it:\n\n" + LINES.format("12.6525").replace("4.75", "4.57"),
        RULE + GIVEN + "Resumed from a checkpoint:\n\n" + LINES.format("13").replace("1,", "3,").replace("4.75", "5.1"),
        RULE + "somewhere.\n\n" + LINES.format("12.6525"),
        "Nobody says what this is:\n\n" + LINES.format("12.6525"),
        RULE + GIVEN + "step 1: s = 1\nstep 2: the loss is 3\nstep 3: z = 7\n",
    ],
)
def test_a_run_is_not_accused_where_something_else_may_be_meant(judge, text):
    """Another rule, another start, no values, or an announced mistake."""
    assert "REFUTED" not in judge(text, "n.txt").grades


def test_a_hand_may_leave_eps_out(judge):
    """Though the note says what it is in its program."""
    rule = "  s := 0.5*s + 0.5*g^2\n  w := w - 0.1*g/(sqrt(s) + eps)\n\neps = 0.01, s starts at 0.\n\n"
    rule += "Gradients 2, 4, 1.\n\n"
    lines = "step 1: s = 2, move 0.1414\nstep 2: s = 9, move 0.1333\nstep 3: s = 5, move {}\n"
    assert "REFUTED" not in judge(rule + lines.format("0.0447"), "n.txt").grades
    assert "REFUTED" in judge(rule + lines.format("0.4470"), "n.txt").grades


@pytest.mark.parametrize(
    "rule",
    [
        "```\nsₜ = β·sₜ₋₁ + (1−β)·gₜ²\nwₜ = wₜ₋₁ − η·gₜ/√sₜ\n```\n\n",
        "    sₜ = β·sₜ₋₁ + (1−β)·gₜ²\n    wₜ = wₜ₋₁ − η·gₜ/√sₜ\n\n",
        "    s = beta*s + (1-beta)*g*g\n    q -= eta*g/sqrt(s)\n\n",
        "s <- beta*s + (1-beta)*g^2\nw <- w - eta*g/sqrt(s)\n\n",
    ],
)
@pytest.mark.parametrize("name", ["n.txt", "n.md"])
def test_a_rule_set_apart_gives_its_letters_a_meaning(judge, rule, name):
    """In a fence without a language, set in by blanks, with arrows, or with -= for a step."""
    if "```" in rule and name == "n.txt":
        return
    assert ["PROVED"] == judge(rule + "In the first step s_1 = (1-beta)*g_1^2.\n", name).grades
    assert ["REFUTED"] == judge(rule + "In the first step s_1 = beta*g_1^2.\n", name).grades


def test_a_state_by_any_letter_stands_below_the_root_of_the_step(judge):
    """So that the place of eps is known, and a first step is judged."""
    rule = "  r := beta*r + (1-beta)*g^2\n  x := x - lr*g/sqrt(r + eps)\n\nr starts at 0.\n\nAlways "
    assert ["PROVED"] == judge(rule + "|x_t - x_{t-1}| <= lr*|g_t|/sqrt(eps).\n", "n.txt").grades


@pytest.mark.parametrize(
    "lines",
    ["  n = 4:  3.439\n  n = {}\n  n = 12: 7.1757\n", "- n = 4 -> 3.439\n- n = {}\n- n = 12 -> 7.1757\n"],
)
@pytest.mark.parametrize("name", ["n.txt", "n.md"])
def test_a_list_below_a_formula_is_what_the_formula_is(judge, lines, name):
    """The value of the step before is found; other letters or no formula above it leave the list alone."""
    above = "If the quotient has settled, the buffer after n steps is (1 - 0.9^n) / (1 - 0.9):\n\n"
    between = " -> " if "->" in lines else ": "
    right, wrong = (lines.format(f"8{between}{number}") for number in ("5.6953", "5.2170"))
    assert "REFUTED" not in judge(above + right, name).grades
    assert "REFUTED" in judge(above + wrong, name).grades
    assert "REFUTED" not in judge("What we counted, by the hour:\n\n" + wrong, name).grades
    assert "REFUTED" not in judge(above + wrong.replace("n =", "k ="), name).grades


def test_cells_of_a_table_set_by_blanks_may_have_their_unit(judge):
    """A first step in units of the rate, below words of which each column has several."""
    table = (
        "  decay   half-life (steps)   1/(1-decay)   first move\n  0.8     3.11                5             2.24 lr\n"
    )
    table += "  0.95    13.51               20            {}\n  0.99    68.97               100           10 lr\n"
    assert "REFUTED" not in judge("The choices:\n\n" + table.format("4.47 lr"), "n.txt").grades
    assert "REFUTED" in judge("The choices:\n\n" + table.format("20 lr"), "n.txt").grades
