"""Tables of worked steps as lecturers set them: arrays, heads with formulas, rows of starts, gradients said outside."""

from __future__ import annotations

import pytest

ARRAY = r"""We use $q_t = \beta q_{{t-1}} + (1-\beta) g_t^2$ with $\beta = 0.5$ and $q_0 = 0$.

$$
\begin{{array}}{{c|rr}}
t & g_t & q_t \\ \hline
1 & 4 & \num{{8.000}} \\
2 & 2 & \mathbf{{6.000}} \\
3 & 2 & \phantom{{-}}{third} \\
4 & 6 & 20.500
\end{{array}}
$$
"""
HEADED = """Update rule:

    s_t = decay * s_{{t-1}} + (1 - decay) * g_t^2
    w_t = w_{{t-1}} - lr * g_t / sqrt(s_t)

with decay = 0.5, lr = 0.1 and s_0 = 0. Here are the numbers.

   t     g      s          RMS        step = lr*g/RMS
   0     -      0          -          -
   1     4      8.0000     2.8284     0.14142
   2     2      6.0000     2.4495     {second}
   3     2      5.0000     2.2361     0.08944
   4     6      20.500     4.5277     0.13252

The last one is long.
"""
CONSTANT = """RMSProp with $v_t = 0.9 v_{{t-1}} + 0.1 g_t^2$, $v_0 = 0$ and $\\eta = 0.1$.

{said}

| t | $v_t$ | $\\sqrt{{v_t}}$ |
|---|---|---|
| 1 | 0.4000 | 0.6325 |
| 2 | 0.7600 | 0.8718 |
| 3 | {third} | 1.0412 |
| 4 | 1.3756 | 1.1729 |
"""
SIDES = """RMSProp is $v_t = \\beta v_{{t-1}} + (1-\\beta) g_t^2$
and $w_t = w_{{t-1}} - \\eta g_t/\\sqrt{{v_t + \\epsilon}}$.

Here $\\beta = 0.9$, $\\eta = 0.1$, $\\epsilon = 0.1$, $v_0 = 0$ and $w_0 = 1.5$.

| t | g | v | w |
|---|---|---|---|
| 1 | 2 | 0.4000 | {first} |
| 2 | 0.5 | 0.3850 | {rest[0]} |
| 3 | 1 | 0.4465 | {rest[1]} |
| 4 | 0.2 | 0.4059 | {rest[2]} |
"""


def wrong(report):
    """The texts that are accused."""
    return [verdict.text for verdict in report.verdicts if verdict.grade == "REFUTED"]


def test_an_array_in_a_formula_is_a_table(judge):
    """Its cells are judged, however they are set."""
    right = judge(ARRAY.format(third="5.000"))
    assert right.grades.count("PROVED") == 4
    assert wrong(judge(ARRAY.format(third="5.500"))) == ["\\phantom{-}5.500"]


def test_a_head_may_say_its_formula_and_a_row_its_start(judge):
    """The column is read by its name or by its formula, and dashes are no cells."""
    assert wrong(judge(HEADED.format(second="0.08165"), "note.txt")) == []
    assert wrong(judge(HEADED.format(second="0.00817"), "note.txt")) == ["0.00817"]


@pytest.mark.parametrize(
    "said",
    ["The gradient is always $g = 2$.", "We feed it $g_t = 2$ each time.", "Let the gradient be constant, $g = 2$."],
)
def test_a_constant_gradient_needs_no_column(judge, said):
    """The run goes by the gradient that stays the same."""
    assert wrong(judge(CONSTANT.format(said=said, third="1.0840"))) == []
    assert wrong(judge(CONSTANT.format(said=said, third="1.8040"))) == ["1.8040"]


def test_another_constant_accuses_no_run(judge):
    """A number that does not make the column is not the gradient of it."""
    assert wrong(judge(CONSTANT.format(said="Take gradients of 3 at most.", third="1.0840"))) == []


def test_a_first_step_is_held_against_the_start_and_the_side_of_eps(judge):
    """With eps below the root the first step is shorter than 1/(sqrt(v) + eps) would have it."""
    right = SIDES.format(first="1.2172", rest=("1.1454", "1.0101", "0.9820"))
    assert wrong(judge(right)) == []
    assert "1.2269" in wrong(judge(SIDES.format(first="1.2269", rest=("1.1551", "1.0199", "0.9917"))))


@pytest.mark.parametrize("words", ["The rate is lr divided by the root.", "Afterwards it goes up again."])
def test_words_about_the_table_are_no_other_run(judge, words):
    """A definition of the rate, and what the rate does, excuse no cell."""
    note = HEADED.replace("The last one is long.", words)
    assert wrong(judge(note.format(second="0.00817"), "note.txt")) == ["0.00817"]


def test_a_tie_that_a_program_rounds_down_is_not_accused(judge):
    """What is just between two numbers may be printed as either."""
    text = """We average $m_t = 0.5 m_{{t-1}} + 0.5 g_t$ from $m_0 = 0$.

| t | g | m |
|---|---|---|
| 1 | 1 | 0.500 |
| 2 | 1 | 0.750 |
| 3 | 1 | 0.875 |
| 4 | 3 | 1.937 |
| 5 | 1 | 1.469 |
| 6 | 1 | {last} |
"""
    assert "1.937" not in wrong(judge(text.format(last="1.234")))
    assert "1.324" in wrong(judge(text.format(last="1.324")))


VECTORS = """Two weights, with `rho = 0.5`, `lr = 0.1` and the mean of squares `s` from 0.

```
t=1 g=[2. 6.] s=[ 2.  18.] rms=[1.4142 4.2426] step=[0.1414 0.1414]
t=2 g=[1. 2.] s=[ 1.5 11. ] rms=[1.2247 3.3166] step=[0.0816 {second}]
t=3 g=[4. 2.] s=[8.75 7.5 ] rms=[2.958  2.7386] step=[0.1352 0.073 ]
t=4 g=[3. 1.] s=[8.875 {last}] rms=[2.9791 2.0616] step=[0.1007 0.0485]
```
"""


def test_vectors_in_brackets_are_runs_of_their_own(judge):
    """Each coordinate has its own gradients and its own mean."""
    right = judge(VECTORS.format(second="0.0603", last="4.25 "))
    assert not wrong(right)
    assert len(right.grades) > 20
    assert wrong(judge(VECTORS.format(second="0.0630", last="4.25 "))) == ["0.0630"]
    assert wrong(judge(VECTORS.format(second="0.0603", last="4.52 "))) == ["4.52"]


def test_a_head_of_three_words_stands_over_a_column(judge):
    """A table that blanks set apart is one, though one of its heads has several words."""
    note = """AdaGrad adds the squares up: G_t = G_{{t-1}} + g_t^2 with G_0 = 0.

  t    g    sum of squares    root
  1    2    4.0000            2.0000
  2    5    29.000            5.3852
  3    3    {third}            6.1644

That is it.
"""
    assert wrong(judge(note.format(third="38.000"), "note.txt")) == []
    assert "32.000" in wrong(judge(note.format(third="32.000"), "note.txt"))
