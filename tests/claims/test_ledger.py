"""Tables that explain themselves: what each column is, which cells do not fit, and what is left alone."""

from __future__ import annotations

import pytest

PLAIN = """The rates: beta = 0.9, eta = 0.1.

| t | g | {state} | {root} | {move} |
|---|---|---|---|---|
| 1 | 2 | 0.40000 | 0.63246 | {sign}0.31623 |
| 2 | 1 | 0.46000 | 0.67823 | {sign}0.14744 |
| 3 | -3 | 1.31400 | 1.14630 | {back}0.26171 |
| 4 | 1 | {fourth} | 1.13252 | {sign}0.08830 |
"""
RIGHT = "1.28260"


@pytest.mark.parametrize(
    "heads, sign, back",
    [
        (("$q_t$", "$\\sqrt{q_t}$", "$x_{t+1} - x_t$"), "-", "+"),
        (("mean square", "RMS", "subtracted"), "", "-"),
        (("cache", "denominator", "Δw"), "-", "+"),
        (("acc", "root of acc", "update"), "", "-"),
        (("second moment", "root", "step length"), "", ""),
    ],
)
def test_a_column_is_what_most_of_its_cells_say(judge, heads, sign, back):
    """Whatever the heads are called, the right cells hold and the one wrong cell is accused."""
    told = {**dict(zip(("state", "root", "move"), heads, strict=True)), "sign": sign, "back": back}
    assert {"PROVED", "ROUNDS"} >= {*judge(PLAIN.format(fourth=RIGHT, **told)).grades}
    wrong = judge(PLAIN.format(fourth="1.82260", **told))
    assert ["1.82260"] == [verdict.text for verdict in wrong.verdicts if verdict.grade == "REFUTED"]


@pytest.mark.parametrize("words", ["Gradients are clipped.", "AMSGrad keeps the largest one.", "Find the wrong cell:"])
def test_words_that_may_explain_a_cell_leave_it_open(judge, words):
    """A run that is said to be another one is not accused."""
    told = {"state": "v", "root": "rms", "move": "step", "sign": "", "back": "-"}
    assert "REFUTED" not in judge(f"{words} {PLAIN.format(fourth='1.82260', **told)}").grades


CORRECTED = """Adam with decays 0.9 and 0.99, rate 0.1, from $x_0 = 1$.

| t | g | m | r | m hat | r hat | x |
|---|---|---|---|---|---|---|
| 1 | 2 | 0.2000 | 0.0400 | 2.0000 | 4.0000 | 0.9000 |
| 2 | 1 | 0.2800 | 0.0496 | 1.4737 | {second} | 0.8067 |
| 3 | -1 | 0.1520 | 0.0591 | 0.5609 | 1.9900 | 0.7669 |
| 4 | 4 | 0.5368 | 0.2185 | 1.5609 | 5.5455 | 0.7006 |
"""


def test_corrected_averages_and_where_they_lead_are_computed(judge):
    """An average over 1 - beta^t, which the head calls hat, leads to x with the steps of Adam."""
    assert {"PROVED", "ROUNDS"} >= {*judge(CORRECTED.format(second="2.4925")).grades}
    wrong = judge(CORRECTED.format(second="2.4800"))
    assert ["2.4800"] == [verdict.text for verdict in wrong.verdicts if verdict.grade == "REFUTED"]


CENTRED = """decay = 0.5

     t    g     sq        avg       sq - avg^2
     1    2     2.0000    1.0000    1.0000
     2    4     9.0000    2.5000    2.7500
     3   -2     6.5000    0.2500    {third}
     4    6     21.2500   3.1250    11.4844
"""


def test_a_table_set_by_blanks_may_have_heads_of_several_words(judge):
    """Two blanks part the columns of plain text."""
    assert {"PROVED", "ROUNDS"} >= {*judge(CENTRED.format(third="6.4375"), "note.txt").grades}
    wrong = judge(CENTRED.format(third="6.2500"), "note.txt")
    assert ["6.2500"] == [verdict.text for verdict in wrong.verdicts if verdict.grade == "REFUTED"]


def test_steps_that_are_left_out_are_filled_by_the_gradients_beside_the_table(judge):
    """A table may print every other step of gradients that the words list."""
    text = """With beta = 0.5 and $g = 2, 4, -2, 6, 2$.

| t | v |
|---|---|
| 1 | 2.000 |
| 3 | 6.500 |
| 5 | {} |
"""
    assert ["PROVED"] * 3 == judge(text.format("12.625")).grades[-3:]
    assert "REFUTED" == judge(text.format("16.225")).grades[-1]


def test_digits_that_come_from_rounded_ones_are_not_accused(judge):
    """Gradients of many digits, and cells computed from the row above as printed, may be off in the last place."""
    text = """On $f(x) = x^2/2$ with beta = 0.9 and eta = 0.1, from $x_0 = 2$, row by row.

| t | g | v | x |
|---|---|---|---|
| 1 | 2.000 | 0.400 | 1.684 |
| 2 | 1.684 | 0.644 | 1.474 |
| 3 | 1.474 | 0.797 | 1.309 |
| 4 | 1.309 | 0.889 | 1.170 |
"""
    assert "REFUTED" not in judge(text).grades


def test_a_state_may_be_shown_before_its_step(judge):
    """A row with the state that a step begins with is as right as one with the state that it leads to."""
    text = """beta = 0.9, eta = 0.1, from $w_0 = 1$.

| t | g | w | v |
|---|---|---|---|
| 1 | 2 | 1.00000 | 0.00000 |
| 2 | 1 | 0.68377 | 0.40000 |
| 3 | -3 | 0.53633 | 0.46000 |
| 4 | 1 | 0.79805 | 1.31400 |
"""
    assert "REFUTED" not in judge(text).grades
    assert "REFUTED" in judge(text.replace("0.79805", "0.97805")).grades


def test_the_root_of_a_column_that_is_not_known_may_have_eps_below_it(judge):
    """A denominator with a small number in it is not accused, though most of its cells fit without it."""
    text = """The decays are 0.95, and eps = 1e-6.

| t | D | sqrt(D + eps) |
|---|---|---|
| 1 | 0.001900 | {first} |
| 2 | 0.002380 | 0.04879 |
| 3 | 0.003065 | 0.05537 |
| 4 | 0.004000 | 0.06325 |
"""
    assert "REFUTED" not in judge(text.format(first="0.04360")).grades
    assert "REFUTED" in judge(text.format(first="0.04630")).grades


def test_a_table_between_rules_of_signs_of_equality_is_read_in_markdown(judge):
    """Simple tables of reStructuredText, also with heads of several words."""
    text = """We keep `decay = 0.5` and start at `w = 1`, with the rate 0.1.

=== === ======= ======== =======
t   g   cache   the root new w
=== === ======= ======== =======
1   2   2.0000  1.4142   0.8586
2   -2  3.0000  1.7321   0.9740
3   4   9.5000  {}   0.8443
4   1   5.2500  2.2913   0.8006
=== === ======= ======== =======
"""
    assert {"PROVED", "ROUNDS"} >= {*judge(text.format("3.0822")).grades}
    assert ["3.8022"] == [v.text for v in judge(text.format("3.8022")).verdicts if v.grade == "REFUTED"]


@pytest.mark.parametrize("words, accused", [("In floating point:", True), ("In float16 and back:", False)])
def test_floats_explain_small_errors_and_coarse_floats_large_ones(judge, words, accused):
    """A digit that is far off is no rounding error of an ordinary float."""
    told = {"state": "v", "root": "rms", "move": "step", "sign": "", "back": "-"}
    assert accused == ("REFUTED" in judge(f"{words} {PLAIN.format(fourth='1.82260', **told)}").grades)
