"""Tables as lecturers make them: heads that are formulas or words, several rules, values said in prose."""

from __future__ import annotations

import pytest

RULE = r"""RMSProp keeps $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$ and steps by
$x_t = x_{t-1} - \eta\,g_t/\sqrt{v_t}$.

"""
VALUES = r"Let $\beta = \frac12$ and $\eta = 0.1$. The gradients are $2$, $-1$, $3$ and $0$. We start at $x = 1$."
RUN = {
    r"\sqrt{v_t}": ("1.4142", "1.2247", "2.2913", "1.6202"),
    r"x_t - x_{t-1}": ("-0.1414", "0.0816", "-0.1309", "0"),
    r"(x_t - x_{t-1})/\eta": ("-1.4142", "0.8165", "-1.3093", "0"),
    r"\lvert x_t - x_{t-1}\rvert": ("0.1414", "0.0816", "0.1309", "0"),
    r"v_t/(1-\beta^t)": ("4", "2", "6", "2.8"),
    r"1-\beta^t": ("0.5", "0.75", "0.875", "0.9375"),
    r"\frac{\eta}{\sqrt{v_t}}": ("0.0707", "0.0816", "0.0436", "0.0617"),
}
WRONG = "0.2345"


def table(head, cells, values=VALUES, between=""):
    """A note with a table of one column beside the steps."""
    rows = "\n".join(f"| {step} | {cell} |" for step, cell in enumerate(cells, 1))
    return f"{RULE}{values}\n\n{between}| $t$ | {head} |\n|---|---|\n{rows}\n"


def put(cells, k, cell=WRONG):
    """The cells with one in the place of the k-th."""
    return [*cells[:k], cell, *cells[k + 1 :]]


@pytest.mark.parametrize("head", RUN)
def test_a_column_may_be_headed_by_a_formula(judge, head):
    """Every cell is judged, and the one that is wrong is found, in the last row too."""
    assert {"PROVED", "ROUNDS"} >= {*judge(table(f"${head}$", RUN[head])).grades[-4:]}
    for k in (1, 3):
        grades = judge(table(f"${head}$", put(RUN[head], k))).grades[-4:]
        assert ([k], "REFUTED") == ([n for n, grade in enumerate(grades) if grade == "REFUTED"], grades[k])


@pytest.mark.parametrize("head", ["$x_t - x_{t-2}$", "$f(x_t)$", "$q_t + v_t$", "$x_{t+1} - x_t$"])
def test_a_formula_in_other_letters_is_no_column(judge, head):
    """Nothing is judged where a letter or a step is not known."""
    assert "REFUTED" not in judge(table(head, ("0.1", "0.2", "0.3", "0.4"))).grades


@pytest.mark.parametrize(
    "head, said",
    [
        ("displacement", r"The displacement is $x_t - x_{t-1}$."),
        ("move", r"By the move we mean $x_t - x_{t-1}$; the move $x_t - x_{t-1}$ is small."),
        (r"$\Delta_t$", r"We write $\Delta_t = x_t - x_{t-1}$."),
        ("$d_t$", r"Put $d_t := x_t - x_{t-1}$."),
        ("update", ""),
        ("change", ""),
    ],
)
def test_a_column_may_be_headed_by_a_word(judge, head, said):
    """By one that the note defines, or by one that is usual; one wrong cell among right ones is accused."""
    cells = RUN[r"x_t - x_{t-1}"]
    right = judge(table(head, cells, f"{said} {VALUES}")).grades[-4:]
    assert {"PROVED", "ROUNDS"} >= {*right}
    wrong = judge(table(head, put(cells, 2, "-0.1903"), f"{said} {VALUES}")).grades[-4:]
    assert ["REFUTED"] == [grade for grade in wrong if grade not in ("PROVED", "ROUNDS")]


def test_a_word_that_no_cell_bears_out_accuses_nobody(judge):
    """The updates of another run, or another thing that is so called."""
    assert "REFUTED" not in judge(table("update", ("0.7", "0.6", "0.5", "0.4"))).grades


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_change_is_counted_with_the_sign_of_its_column(judge, sign):
    """A column of downward changes is right; a cell with the other sign than all others may be meant so."""
    downwards = [cell.removeprefix("-") if cell.startswith("-") else f"-{cell}" for cell in RUN[r"x_t - x_{t-1}"]]
    cells = downwards if sign else RUN[r"x_t - x_{t-1}"]
    assert {"PROVED", "ROUNDS"} >= {*judge(table("step", cells)).grades[-4:]}


@pytest.mark.parametrize(
    "values",
    [
        r"Let $\beta = 1/2$, $\eta = 0.1$ and $g = (2, -1, 3, 0)$.",
        r"Let $\beta = 0.5$, $\eta = \tfrac{1}{10}$, $g_1 = 2$, $g_2 = -1$, $g_3 = 3$, $g_4 = 0$.",
        r"Let $\beta = 0.5$, $\eta = 10^{-1}$, and feed it the gradients $2, -1, 3, 0$.",
        r"Let β = 0.5, η = 0.1. Gradients: 2, -1, 3, 0",
        r"With $\beta = 0.5$, $\eta = 0.1$ the gradient sequence is $(2, -1, 3, 0)$.",
        r"Let $\beta = 0.5$, $\eta = 0.1$ and $g_1, \dots, g_4 = 2, -1, 3, 0$.",
        r"We start with $\beta = 0.5$ (and $\eta = 0.1$): $(g_1, g_2, g_3, g_4) = (2, -1, 3, 0)$.",
    ],
)
def test_values_are_heard_in_many_words(judge, values):
    """Gradients in lists, one by one, and after the word; fractions and powers of ten."""
    cells = RUN[r"x_t - x_{t-1}"]
    assert {"PROVED", "ROUNDS"} >= {*judge(table("$x_t - x_{t-1}$", cells, values)).grades[-4:]}
    assert "REFUTED" in judge(table("$x_t - x_{t-1}$", put(cells, 0), values)).grades


@pytest.mark.parametrize(
    "values",
    [
        r"Let $\beta = 0.5$, $\eta = 0.1$. Gradients 2 or -1 or 3 would do.",
        r"Let $\beta = 0.5$, $\eta = 0.1$. There are 4 gradients, 2 of them old.",
        r"Let $\beta = 0.5$, $\eta = 0.1$ and $g_2 = -1$, $g_3 = 3$.",
    ],
)
def test_what_is_no_list_of_gradients_is_not_heard(judge, values):
    """Without gradients the cells stay open."""
    assert "REFUTED" not in judge(table("$v_t$", ("9", "8", "7", "6"), values)).grades


SUM = r"""AdaGrad: $G_t = G_{t-1} + g_t^2$, $G_0 = 0$, $w_t = w_{t-1} - \eta g_t/\sqrt{G_t}$.
RMSProp: $r_t = \gamma r_{t-1} + (1-\gamma) g_t^2$, $r_0 = 0$, $w_t = w_{t-1} - \eta g_t/\sqrt{r_t}$.

With $\gamma = 0.8$:

| t | g | r | G |
|---|---|---|---|
| 1 | 3 | 1.8 | 9 |
| 2 | 4 | 4.64 | 25 |
| 3 | 0 | 3.712 | THIRD |
| 4 | -2 | FOURTH | 29 |
"""


@pytest.mark.parametrize("third, fourth, wrong", [("25", "3.7696", []), ("29", "3.7696", [5]), ("25", "3.6796", [6])])
def test_the_columns_of_two_rules_are_judged_each_by_its_own(judge, third, fourth, wrong):
    """Row by row, and one rule's column does not excuse the other's."""
    found = judge(SUM.replace("THIRD", third).replace("FOURTH", fourth))
    assert wrong == [k for k, grade in enumerate(found.grades) if grade == "REFUTED"]
    assert 8 == len(found.grades)
    assert {"rmsprop_no_eps", "adagrad"} >= {verdict.rule for verdict in found.verdicts}


def test_a_state_that_came_with_another_rule_is_a_column_of_the_newest(judge):
    """The centred rule adds a mean to a mean square; what follows from a wrong cell of its row is told."""
    text = r"""$s_t = \rho s_{t-1} + (1-\rho) g_t^2$, $w_t = w_{t-1} - \eta g_t/\sqrt{s_t}$, $s_0 = 0$.
The centred rule has a mean $a_t = \rho a_{t-1} + (1-\rho) g_t$, $a_0 = 0$, too. Let $\rho = 0.9$.

| t | g | s | a | s − a² |
|---|---|---|---|---|
| 1 | 2 | 0.4 | 0.2 | 0.36 |
| 2 | 1 | 0.46 | 0.28 | 0.3816 |
| 3 | -1 | 0.514 | 0.352 | 0.3901 |
"""
    found = judge(text)
    assert ["0.352", "0.3901"] == [v.text for v in found.verdicts if v.grade == "REFUTED"]
    assert "it follows from v = 0.514 and m = 0.352 as printed in its row" in (
        found.verdicts[-1].evidence.because or ""
    )


def test_a_column_that_names_another_rule_is_none_of_this_one(judge):
    """Two parameters side by side, each by its own rule."""
    text = r"""SGD: $w_t = w_{t-1} - \eta g_t$. RMSProp: $s_t = \beta s_{t-1} + (1-\beta) g_t^2$, $s_0 = 0$,
$w_t = w_{t-1} - \eta g_t/\sqrt{s_t}$. With $\eta = 0.1$, $\beta = 0.9$, $w_0 = 5$ and $g = 4, 3, 2$:

| step | $w_t$ (SGD) | $w_t$ (RMSProp) |
|---|---|---|
| 1 | 4.6 | 4.6838 |
| 2 | 4.3 | 4.4877 |
| 3 | 4.1 | 4.3163 |
"""
    found = judge(text)
    assert ["PROVED", "ROUNDS"] * 2 + ["PROVED", "REFUTED"] == found.grades
    assert ["sgd", "rmsprop_no_eps"] * 3 == [verdict.rule for verdict in found.verdicts]


NUMBERS = r"""RMSProp keeps $r_t = 0.9\,r_{t-1} + 0.1\,g_t^2$ with $r_0 = 0$ and steps by
$x_t = x_{t-1} - 0.01\,\frac{g_t}{\sqrt{r_t} + 10^{-8}}$.

"""


@pytest.mark.parametrize(
    "claim, grade",
    [
        (r"If $g_t = c$ for all $t$, then $r_t = c^2(1 - 0.9^t)$.", "PROVED"),
        (r"If $g_t = c$ for all $t$, then $r_t = c^2(1 - 0.9^{t-1})$.", "REFUTED"),
        (r"Always $r_t \ge 0.1\,g_t^2$.", "PROVED"),
        (r"Always $r_t \ge 0.9\,g_t^2$.", "REFUTED"),
        (r"Now take the decay 0.99. If $g_t = c$ for all $t$, then $r_t = c^2(1 - 0.99^t)$.", "OPEN"),
    ],
)
def test_numbers_in_a_definition_are_the_values_of_its_letters(judge, claim, grade):
    """Later formulas are about these values, unless they are about another decay."""
    assert grade == judge(NUMBERS + claim).grades[-1]


def test_a_table_below_a_rule_with_numbers_is_a_run_of_it(judge):
    """Also of a rule without a name, of which the newest step counts."""
    text = r"""Descent: $w_t = w_{t-1} - \eta g_t$. A ball: $u_t = 0.9\,u_{t-1} + g_t$,
$w_t = w_{t-1} - \eta u_t$, $u_0 = 0$. We begin with $w_0 = 1$, and $\eta = 0.1$.

| t | $g_t$ | $u_t$ | $w_t$ |
|--:|--:|--:|--:|
| 1 | 4 | 4 | 0.6 |
| 2 | 2.4 | 6 | 0 |
| 3 | 0 | 5.4 | −0.54 |
| 4 | −2.16 | 2.7 | LAST |
"""
    assert ["PROVED"] * 8 == judge(text.replace("LAST", "−0.81")).grades
    assert ["PROVED"] * 7 + ["REFUTED"] == judge(text.replace("LAST", "−0.27")).grades


def test_other_coefficients_are_no_decay(judge):
    """0.9 and 0.2 are no share and its rest, so that nothing is said of the table."""
    text = NUMBERS.replace("0.1\\,g_t^2", "0.2\\,g_t^2")
    assert "REFUTED" not in judge(f"{text}| t | g | r |\n|---|---|---|\n| 1 | 1 | 0.1 |\n| 2 | 1 | 0.19 |\n").grades


FUNCTIONS = r"""| $\gamma$ | half-life | $1/(1-\gamma)$ | first update $/\,\eta$ |
|---|---|---|---|
| 0.9 | 6.58 | 10 | 3.16 |
| 0.99 | {} | {} | 10 |
| 0.999 | 692.8 | 1000 | {} |
"""


@pytest.mark.parametrize(
    "cells, wrong",
    [
        (("68.97", "100", "31.6"), []),
        (("68.97", "100", "100"), ["100"]),
        (("69.87", "100", "31.6"), ["69.87"]),
        (("68.97", "90", "31.6"), ["90"]),
    ],
)
def test_a_table_of_formulas_in_its_first_letter_is_judged(judge, cells, wrong):
    """Words are formulas where most of their cells say so."""
    found = judge(FUNCTIONS.format(*cells))
    assert wrong == [verdict.text for verdict in found.verdicts if verdict.grade == "REFUTED"]
    assert 9 == len(found.grades)


def test_a_column_whose_word_is_meant_otherwise_is_open(judge):
    """Half-lives in epochs, of a hundred steps each."""
    text = "| $\\beta$ | half-life |\n|---|---|\n| 0.9 | 0.066 |\n| 0.99 | 0.690 |\n| 0.999 | 6.928 |\n"
    assert ["OPEN"] * 3 == judge(text).grades


def test_a_list_of_lists_is_a_table(judge):
    """As MyST has it; a cell is told where it stands."""
    lists = "* - $t$\n  - $v_t$\n* - 1\n  - 2\n* - 2\n  - 1.5\n* - 3\n  - 5.52\n"
    found = judge(f"{RULE}{VALUES}\n\n```{{list-table}} A run\n:header-rows: 1\n\n{lists}```\n")
    assert ["PROVED", "PROVED", "REFUTED"] == found.grades[-3:]
    assert ("5.52", 16, 5) == (found.texts[-1], found.verdicts[-1].place.line, found.verdicts[-1].place.column)


def test_a_table_may_have_its_steps_in_its_head(judge):
    """And a row for each letter."""
    text = "| $t$ | 1 | 2 | 3 |\n|---|---|---|---|\n| $g_t$ | 2 | -1 | 3 |\n| $v_t$ | 2 | 1.5 | LAST |\n"
    assert ["PROVED"] * 3 == judge(f"{RULE}{VALUES}\n\n{text.replace('LAST', '5.25')}").grades[-3:]
    assert ["PROVED", "PROVED", "REFUTED"] == judge(f"{RULE}{VALUES}\n\n{text.replace('LAST', '5.52')}").grades[-3:]


@pytest.mark.parametrize(
    "head, unknown, grade",
    [
        ("λ", ("0.3", "0.2", "0.5", "0.4"), "REFUTED"),
        ("λ", ("0", "0", "0", "0.4"), "OPEN"),
        ("clipped g", ("2", "-1", "3", "1"), "OPEN"),
        ("event", ("x", "y", "z", "reset"), "OPEN"),
    ],
)
def test_an_unknown_column_excuses_what_it_may_have_changed(judge, head, unknown, grade):
    """Numbers that did not matter before do not matter; a clipped gradient, a reset, or the first decay may."""
    cells = zip((2, -1, 3, 1), unknown, ("2", "1.5", "5.25", "1.375"), strict=True)
    rows = "\n".join(f"| {t} | {g} | {other} | {v} |" for t, (g, other, v) in enumerate(cells, 1))
    text = f"{RULE}Let $\\beta = 0.5$.\n\n| t | g | {head} | v |\n|---|---|---|---|\n{rows}\n"
    assert grade == judge(text).grades[-1]


LAGS = r"""# RMSProp

We use $s_t = \rho s_{t-1} + (1-\rho) g_t^2$ with $s_0 = 0$
and $\theta_t = \theta_{t-1} - \alpha g_t/(\sqrt{s_t}+\epsilon)$.

A gradient that is $k$ steps old has weight $(1-\rho)\rho^k$. For $\rho = 0.8$:

| $k$ | weight |
|----:|-------:|
| 0 | 0.2 |
| 1 | 0.16 |
| 4 | FOURTH |

| $\rho$ | first step | weight of the last 10 |
|----:|-------:|---:|
| 0.9 | $3.16\,\alpha$ | 0.6513 |
| 0.96 | $FIRST\,\alpha$ | 0.3352 |
| 0.99 | $10\,\alpha$ | LAST |
"""


def test_a_column_of_words_is_the_formula_that_they_were_given(judge):
    """A weight is no parameter where it was a formula just before, and a first step is a multiple of the rate."""
    right, wrong = (
        LAGS.replace("FOURTH", fourth).replace("FIRST", first).replace("LAST", last)
        for fourth, first, last in (("0.0819", "5", "0.0956"), ("0.0891", "25", "0.0965"))
    )
    assert not {*judge(right).grades} & {"REFUTED", "OPEN"}
    assert ["0.0891", "$25\\,\\alpha$", "0.0965"] == [
        each.text for each in judge(wrong).verdicts if each.grade == "REFUTED"
    ]
