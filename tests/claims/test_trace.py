"""Tables of a run are run again, and every cell is judged."""

from __future__ import annotations

import pytest

RUN = """```{{trace}} run
:where: eta = 0.1; beta = 0.9; eps = 1e-8; theta = 0
| step | g1 | g2 | v1 | v2 | rate1 | rate2 | theta1 | theta2 |
|---|---|---|---|---|---|---|---|---|
| 1 | 0.5 | 0.0 | 0.0250 | 0.0000 | 0.6325 | {first} | -0.3162 | 0.0000 |
| 2 | 0.4 | 0.3 | 0.0385 | 0.0090 | 0.5096 | 1.0541 | -0.5201 | -0.3162 |
| 3 | 0.3 | 0.0 | 0.0437 | 0.0081 | 0.4786 | 1.1111 | -0.6637 | -0.3162 |
| 4 | 0.5 | 0.2 | 0.0643 | {v2} | 0.3944 | {rate2} | -0.8609 | {theta2} |
| 5 | 0.4 | 0.0 | 0.0739 | {last} | 0.3680 | 0.9920 | -1.0081 | -0.5045 |
```
"""
RIGHT = {"first": "10000000.0", "v2": "0.0113", "rate2": "0.9411", "theta2": "-0.5045", "last": "0.0102"}
FRONT = "---\nrmsprop_sym:\n  rule: {rule}\n{more}---\n\n"


@pytest.fixture
def trace(judge):
    """Judges a text after a front matter that names the rule."""

    def judged(text, rule="rmsprop", more=""):
        return judge(FRONT.format(rule=rule, more=more) + text)

    return judged


def test_a_right_table_is_not_accused(trace):
    """Thirty right cells: exact ones are proved, the others round."""
    report = trace(RUN.format(**RIGHT))
    assert 30 == len(report.grades)
    assert {"PROVED", "ROUNDS"} == set(report.grades)
    exact = [verdict.text for verdict in report.verdicts if verdict.grade == "PROVED"]
    assert ["0.0250", "0.0000", "10000000.0", "0.0000", "0.0385", "0.0090", "0.0081"] == exact


def test_a_tie_in_a_table_is_exact(trace):
    """v at step 3 is 0.04365 exactly, and both neighbours are right."""
    for printed in ("0.0437", "0.0436"):
        text = RUN.format(**RIGHT).replace("0.0437", printed)
        [cell] = [verdict for verdict in trace(text).verdicts if verdict.text == printed]
        assert ("ROUNDS", True, "873/20000") == (cell.grade, cell.evidence.tie, cell.evidence.exact)


def test_a_wrong_cell_is_found_and_put_right(trace):
    """The verdict stands at the cell, says what the rule gives, and names what it trusts."""
    [cell] = [v for v in trace(RUN.format(**RIGHT | {"v2": "0.0133"})).verdicts if v.grade == "REFUTED"]
    assert ("0.0133", 13, 28, 34) == (cell.text, cell.place.line, cell.place.column, cell.place.end_column)
    assert ("v2 at step 4 ≈ 0.0113", "ROUNDS") == (cell.evidence.attempt, cell.evidence.attempt_grade)
    assert (("rmsprop",), "1129/100000", "trace", "rmsprop", "run") == (
        cell.evidence.trusts,
        cell.evidence.exact,
        cell.kind,
        cell.rule,
        cell.id,
    )


def test_one_slip_does_not_accuse_the_rows_below_of_a_new_one(trace):
    """A wrong cell that follows from what is printed above it, or beside it, says so."""
    wrong = {"v2": "0.0133", "rate2": "0.8672", "theta2": "-0.4896", "last": "0.0120"}
    because = {v.text: v.evidence.because for v in trace(RUN.format(**RIGHT | wrong)).verdicts if v.grade == "REFUTED"}
    assert {"0.0133", "0.8672", "-0.4896", "0.0120"} == set(because)
    assert "follows" not in because["0.0133"]
    assert "it follows from v = 0.0133 as printed in its row" in because["0.8672"]
    assert "it follows from v = 0.0133 as printed in its row" in because["-0.4896"]
    assert "it follows from the row above as printed" in because["0.0120"]


def test_the_other_place_of_eps_is_another_table(trace):
    """3162.3 is right for eps inside the root, and wrong for eps outside."""
    inside = trace(RUN.format(**RIGHT | {"first": "1000.0"}), rule="rmsprop_eps_inside")
    assert "REFUTED" not in inside.grades
    outside = trace(RUN.format(**RIGHT | {"first": "1000.0"}))
    assert ["1000.0"] == [v.text for v in outside.verdicts if v.grade == "REFUTED"]


@pytest.mark.parametrize(
    "head",
    [
        "E₁ | w₁ | lr₁",
        "v_1 | theta_1 | rate_1",
        "$v_1$ | $\\theta_1$ | lr1",
        "v | θ | rate",
        "s1 | x1 | lr_1",
        "v (mean square) | $w$ (parameter) | effective lr",
    ],
)
def test_columns_are_known_by_the_names_that_notes_use(trace, head):
    """A profile of letters is data; a missing index means 1."""
    text = f"| step | g₁ | {head} |\n|---|---|---|---|---|\n| 1 | 0.5 | 0.025 | −0.316 | 0.633 |"
    report = trace(text, more="  where: eta = 0.1; beta = 0.9; eps = 0; theta = 0\n")
    assert ["PROVED", "ROUNDS", "REFUTED"] == report.grades


def test_a_note_may_name_its_own_letters(trace):
    """A mapping in the front matter adds to the profile."""
    more = "  notation: {Q: v, grad: g}\n  where: {beta: 0.9}\n"
    assert ["PROVED"] == trace("| step | grad | Q |\n|---|---|---|\n| 1 | 0.5 | 0.025 |", more=more).grades


def test_a_table_printed_by_a_script_is_a_trace(trace):
    """In fenced text several columns may stand between two bars."""
    text = (
        "```text\nStep |    g1    g2 |      v1      v2\n---------------\n"
        "   1 |  0.50  0.00 |  0.0250  0.0000\n   2 |  0.40  0.30 |  0.0385  0.0091\n```"
    )
    report = trace(text, more="  where: beta = 0.9\n")
    assert ["PROVED", "PROVED", "PROVED", "REFUTED"] == report.grades
    assert (11, 31) == (report.verdicts[-1].place.line, report.verdicts[-1].place.column)


def test_other_tables_are_no_traces(trace, judge):
    """Another column is prose; the table of a note without a rule is unread; in fenced text it is nothing."""
    table = "| step | g | v | note |\n|---|---|---|---|\n| 1 | 0.5 | 7 | 1+1 = 3 |"
    assert ["OPEN", "REFUTED"] == trace(table).grades
    assert ["REFUTED", "REFUTED"] == trace(table, more="  where: beta = 0.9\n").grades
    assert ["REFUTED"] == trace("| step | v | note |\n|---|---|---|\n| 1 | 7 | 1+1 = 3 |").grades
    assert ["UNREAD"] == judge("| step | g | v |\n|---|---|---|\n| 1 | 0.5 | 7 |").grades
    assert [] == trace("```\n| a | b |\n| 1 | 1+1 = 3 |\n```").grades


def test_gradients_and_decays_may_stand_beside_the_table(trace):
    """With listed gradients each row is a run of its own, with its own decay."""
    text = """```{trace} decays
:where: eta = 0.1; eps = 1e-8; theta = 0
:gradients: g1 = 0.5, 0.4, 0.3, 0.5, 0.4; g2 = 0, 0.3, 0, 0.2, 0
| step | beta | theta1 | theta2 |
|---|---|---|---|
| 5 | 0.50 | -0.5488 | -0.2546 |
| 5 | 0.90 | -1.0632 | -0.5045 |
| 5 | 0.99 | -3.0593 | -0.3157 |
```"""
    assert ["ROUNDS", "ROUNDS", "REFUTED", "ROUNDS", "ROUNDS", "REFUTED"] == trace(text).grades


def test_a_column_of_rates_is_a_schedule(trace):
    """Without listed gradients a hyper-parameter column sets the value of its own step."""
    text = "| step | g | eta | theta |\n|---|---|---|---|\n| 1 | 2 | 0.1 | −0.2 |\n| 2 | 2 | 0.05 | −0.3 |"
    assert ["PROVED", "PROVED"] == trace(text, rule="sgd", more="  where: theta = 0\n").grades


def test_a_start_may_be_set_for_each_parameter(trace):
    """`theta2 = 5` starts the second parameter there."""
    text = "| step | g1 | g2 | theta1 | theta2 |\n|---|---|---|---|---|\n| 0 | | | 1 | 5 |\n| 1 | 1 | 1 | 0.9 | 4.9 |"
    assert ["PROVED"] * 4 == trace(text, rule="sgd", more="  where: eta = 0.1; theta = 1; theta2 = 5\n").grades


def test_hypotheses_set_values_too(trace):
    """`:given: eps = 0` is as good as a value."""
    text = "```{trace} x\n:given: eps = 0; theta = 0\n| step | g | rate |\n|---|---|---|\n| 1 | 0.5 | 0.632 |\n```"
    assert ["ROUNDS"] == trace(text, more="  given: eta = 0.1\n  where: beta = 0.9\n").grades


def test_a_trace_says_nothing_under_what_cannot_be(trace):
    """Contradictory values leave every cell open."""
    text = "```{trace} x\n:given: beta = 0.5\n| step | g | v |\n|---|---|---|\n| 1 | 0.5 | 7 |\n```"
    report = trace(text, more="  where: beta = 0.9\n")
    assert ["OPEN"] == report.grades
    assert "contradicts itself at beta = 0.5" in report.reasons[0]


@pytest.mark.parametrize(
    "where, row, reason",
    [
        ("beta = 0.9; eps = 0; eta = 0.1; theta = 0", "| 1 | 0.0 | 5 |", "a division by zero"),
        ("beta = 0.9; eps = 0; theta = 0", "| 1 | 0.5 | 5 |", "eta has no value"),
        ("beta = 0.9; eps = 0; eta = 0.1; theta = 0", "| 2 | 0.5 | 5 |", "the gradient g1 of step 1 is not given"),
        ("beta = 0.9; eps = 0; eta = 0.1; theta = 0", "| x | 0.5 | 5 |", "does not say after which step"),
        ("beta = 0.9; eps = 0; eta = 0.1; theta = 0", "| 99999999 | 0.5 | 5 |", "does not say after which step"),
        ("beta = 0.9; eps = 0; eta = 0.1; theta = 0", "| 0 | 0.5 | 5 |", "no rate before the first step"),
        ("beta = 0.9; eps = 0; eta = 0.1; theta = 0", "| 1 | 0.5 | abc |", "'abc' is no printed number"),
    ],
)
def test_what_has_no_value_is_open_with_the_reason(trace, where, row, reason):
    """An undefined rate, a missing input and an unreadable cell accuse nobody."""
    report = trace(f"```{{trace}} x\n:where: {where}\n| step | g | rate |\n|---|---|---|\n{row}\n```")
    assert {report.grades[0]} <= {"OPEN", "UNREAD"}
    assert reason in report.reasons[0]


def test_a_column_that_needs_no_rate_is_judged_without_one(trace):
    """v is judged where eta and theta are unknown."""
    text = "| step | g | v | theta |\n|---|---|---|---|\n| 1 | 0.5 | 0.025 | 1 |"
    assert ["PROVED", "OPEN"] == trace(text, more="  where: beta = 0.9\n").grades


def test_dashes_are_no_cells(trace):
    """An empty cell and a dash print nothing."""
    text = "| step | g | v |\n|---|---|---|\n| 1 | 0.5 | — |\n| 2 | 0.5 |  |"
    assert [] == trace(text, more="  where: beta = 0.9\n").grades


@pytest.mark.parametrize(
    "body, reason",
    [
        (":rule: rmsprob\n| step | g | v |\n|---|---|---|\n| 1 | 2 | 3 |", "did you mean rmsprop?"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "no column of this table"),
        ("nothing", "no table"),
        (":where: beta\n| step | g | v |\n| 1 | 2 | 3 |", "sets nothing"),
    ],
)
def test_a_trace_that_cannot_be_run_says_why(trace, body, reason):
    """The complaint stands at the line that opens the trace."""
    report = trace(f"```{{trace}} x\n{body}\n```")
    assert ["UNREAD"] == report.grades
    assert reason in report.reasons[0]
    assert 6 == report.verdicts[0].place.line


def test_a_trace_without_a_rule_says_so(judge):
    """Neither the note nor the trace names one."""
    assert ["no rule is named; write :rule: rmsprop"] == judge(
        "```{trace} x\n| step | g | v |\n| 1 | 2 | 3 |\n```"
    ).reasons


SETTINGS = "eta = 0.1; beta = 0.9; beta1 = 0.9; beta2 = 0.99; mu = 0.9; eps = 1e-8; theta = 0"
OTHERS = {
    "adam": """| t | g_t | m_t | v_t | rate | θ_t | remark |
|---|---|---|---|---|---|---|
| 1 | 0.5 | 0.05 | 0.0025 | 0.2 | -0.1 | warm |
| 2 | 0.4 | 0.085 | 0.004075 | | n/a | — |
""",
    "rmsprop_momentum": """| step | $g$ | $E[g^2]$ | b | w |
|---|---|---|---|---|
| 1 | 0.5 | 0.025 | 3.1623 | -0.3162 |
| 2 | 0.4 | 0.0385 | 4.8846 | −0.8047 |
""",
    "rmsprop": r"""| Iteration | gradient | $\\mathbb{E}[g^2]_t$ | learning rate | $w_t$ |
|---|---|---|---|---|
| 1 | 0.5 | 0.025 | 0.632 | -0.316 |
| 2 | 0.4 | 0.0385 | 0.510 | -0.520 |
""".replace("\\\\", "\\"),
    "momentum": """| step | grad | m | x |
|---|---|---|---|
| 1 | 0.5 | 0.05 | -0.05 |
| 2 | -0.25 | 0.02 | -0.060526 |
""",
    "rmsprop_centred": """| step | g | m | v | theta |
|---|---|---|---|---|
| 0 |  | 0 | 0 | 0 |
| 1 | 0.5 | 0.05 | 0.025 | -0.3333 |
""",
}


@pytest.mark.parametrize("rule", OTHERS)
def test_every_rule_may_be_traced_under_the_heads_of_a_course(judge, rule):
    """Heads in another notation, words and blanks in cells: right cells are right, and a spoiled one is found."""
    text = f"```{{trace}}\n:rule: {rule}\n:where: {SETTINGS}\n{OTHERS[rule]}```\n"
    assert {"PROVED", "ROUNDS"} == set(judge(text).grades)
    assert "REFUTED" in judge(text.replace("| 0.025 |", "| 0.026 |").replace("| 0.05 |", "| 0.06 |")).grades


def test_the_rate_of_adam_stands_before_the_corrected_mean(judge):
    """At the first step it is eta over the size of the gradient, whatever beta1 is."""
    head = f"```{{trace}}\n:rule: adam\n:where: {SETTINGS}\n| step | g | rate |\n|---|---|---|\n"
    assert ["ROUNDS"] == judge(head + "| 1 | 0.5 | 0.2 |\n```\n").grades
    assert ["REFUTED"] == judge(head + "| 1 | 0.5 | 0.02 |\n```\n").grades


def test_corrected_means_are_columns(judge):
    """A mean over the sum of its weights is judged under its own letter, in words and in LaTeX."""
    options = ":rule: adam\n:where: eta = 0.1; beta1 = 0.9; beta2 = 0.99; eps = 1e-8; theta = 0\n"
    table = "| t | g | {} | {} |\n|---|---|---|---|\n| 1 | 2 | 2 | 4 |\n| 2 | 1 | 1.474 | 2.429 |\n"
    for heads in (("mhat", "vhat"), (r"$\hat{m}_t$", r"$\hat{v}_t$"), ("m\u0302", "v\u0302")):
        verdicts = judge(f"```{{trace}} a\n{options}{table.format(*heads)}```\n")
        assert ["PROVED", "PROVED", "ROUNDS", "REFUTED"] == verdicts.grades


GIVEN = "  where: eta = 0.1; beta = 0.9; eps = 0; theta = 1\n"
ROWS = "| step | g | v | theta |\n|---|---|---|---|\n| 1 | 0.5 |  | 0.6838 |\n| 2 | 0.4 | 0.0385 |\n"


@pytest.mark.parametrize("around", ["{}", "```{{trace}} it\n{}```\n", "```text\n{}```\n"])
def test_a_cell_with_nothing_in_it_keeps_its_column(trace, around):
    """What stands behind a missing number is not read under the head before."""
    report = trace(around.format(ROWS), more=GIVEN)
    assert [("ROUNDS", "0.6838"), ("PROVED", "0.0385")] == list(zip(report.grades, report.texts, strict=True))


def test_a_table_set_by_blanks_alone_is_a_trace(trace):
    """Scripts print columns without bars; other words around them are no rows."""
    text = "```text\nrunning 2 steps\nstep   g      v\n1      0.5    0.025\n2      0.4    0.0386\ndone\n```\n"
    report = trace(text, more=GIVEN)
    assert ["PROVED", "REFUTED"] == report.grades
    assert (11, 15) == (report.verdicts[-1].place.line, report.verdicts[-1].place.column)
    assert [] == trace("```text\na b\n1 2\n3 4\n```\n", more=GIVEN).grades


def test_what_a_script_printed_is_missed_only_if_it_has_gradients(judge):
    """Without a rule, columns of steps and numbers may be anything."""
    assert [] == judge("```text\nt   x\n1   2\n2   3\n```\n").grades
    assert ["UNREAD"] == judge("```text\nt   g   v\n1   2   0.4\n2   3   1\n```\n").grades


def test_gradients_that_a_script_may_have_rounded_accuse_nobody(trace):
    """g = 0.4966 is printed as 0.497, and v = 0.0246613 is right for it; what no such g gives is wrong."""
    text = "```text\nstep   g      v\n1      0.497  {}\n```\n"
    assert ["OPEN"] == trace(text.format("0.0246613"), more=GIVEN).grades
    assert ["REFUTED"] == trace(text.format("0.0346613"), more=GIVEN).grades


@pytest.mark.parametrize(
    "head, cells, grades",
    [
        (r"$\sqrt{v_t}$", ("0.158", "0.169"), ["ROUNDS", "REFUTED"]),
        ("√v", ("0.158", "0.196"), ["ROUNDS", "ROUNDS"]),
        (r"$\Delta\theta_t$", ("-0.316", "-0.204"), ["ROUNDS", "ROUNDS"]),
        ("Δθ", ("0.316", "-0.244"), ["OPEN", "REFUTED"]),
        ("$g_t^2$", ("0.25", "0.8"), ["PROVED", "REFUTED"]),
        ("loss", ("0.25", "0.8"), []),
    ],
)
def test_a_column_may_be_made_of_a_letter(trace, head, cells, grades):
    """Roots, changes and squares are worked out; a change may be counted with the other sign."""
    rows = f"| 1 | 0.5 | 0.025 | {cells[0]} |\n| 2 | 0.4 | 0.0385 | {cells[1]} |"
    report = trace(f"| step | gradient $g_t$ | v | {head} |\n|---|---|---|---|\n{rows}", more=GIVEN)
    found = list(zip(report.grades, report.texts, strict=True))
    assert grades == [grade for grade, text in found if text in cells]
    assert ["PROVED", "PROVED"] == [grade for grade, text in found if text not in cells]


@pytest.mark.parametrize("head", ["weight decay", "clipped g", "λ"])
def test_a_column_that_may_matter_keeps_a_cell_from_being_accused(trace, head):
    """What fits is right all the same; what does not fit is open, and the verdict names the column."""
    text = f"| step | g | v | {head} |\n|---|---|---|---|\n| 1 | 0.5 | 0.025 | 0.1 |\n| 2 | 0.4 | 0.0386 | 0.1 |"
    report = trace(text, more=GIVEN)
    assert ["PROVED", "OPEN"] == report.grades
    assert repr(head) in report.reasons[1]


OWN = r"""We start from $v_0 = {}$ and keep $v_t = \beta v_{{t-1}} + (1-\beta) g_t^2$, and step by
$\theta_t = \theta_{{t-1}} - \eta \frac{{g_t}}{{\sqrt{{v_t}} + \epsilon}}$.

| step | g | v |
|---|---|---|
| 1 | 0.5 | 0.025 |
"""


def test_a_table_below_a_note_s_own_definition_is_a_run_of_it(judge):
    """The rule is known by the note's formulas, and so is its start; a value that is missing is asked for by name."""
    for start, rule in (("0", "rmsprop"), ("1", "rmsprop_eps_outside_ones")):
        [verdict] = judge(OWN.format(start)).verdicts
        assert (rule, "OPEN") == (verdict.rule, str(verdict.grade))
        assert "beta has no value" in (verdict.evidence.reason or "")


def test_a_table_set_by_blanks_is_read_in_plain_text(judge):
    """A paragraph whose lines are columns of numbers below their heads is a table, and no prose."""
    head = "---\nrmsprop_sym:\n  rule: rmsprop\n  where: beta = 0.9; eta = 0.1; eps = 0\n---\n"
    text = "By hand:\n\nstep  g    v\n----  ---  ------\n1     0.5  0.025\n2     0.4  0.0395\n"
    assert ["PROVED", "REFUTED"] == judge(head + text, "note.txt").grades
    assert [] == judge("the sum of two\n1 and 2 is\n3 or 4 so\n", "note.txt").grades


HEARD = r"""Here $v_t = \beta v_{{t-1}} + (1-\beta) g_t^2$ with $v_0 = 0$ and
$w_t = w_{{t-1}} - \eta g_t/(\sqrt{{v_t}} + \epsilon)$.

{values}

| step | g | v | w |
|---|---|---|---|
| 1 | 4 | 1.6 | 0.9684 |
| 2 | -2 | {second} | 0.9831 |
| 3 | 1 | 1.756 | {third} |
"""
SAID = r"Let $\beta = 0.9$, $\eta = 0.01$ and $w_0 = 1$."


def test_the_values_of_a_table_are_heard_in_the_prose_above(judge):
    """What the note says of its letters is what the table is run with, and is told beside each cell."""
    found = judge(HEARD.format(values=SAID, second="1.84", third="0.9756"))
    assert ["PROVED", "ROUNDS"] * 3 == found.grades
    assert ("beta = 0.9", "eta = 0.01", "theta = 1", "eps = 0") == tuple(found.verdicts[0].given)


@pytest.mark.parametrize("second, third, wrong", [("1.48", "0.9756", 2), ("1.84", "0.9576", 5)])
def test_a_cell_that_does_not_fit_a_column_that_does_is_refuted(judge, second, third, wrong):
    """The other cells of its column show that the values are meant."""
    grades = judge(HEARD.format(values=SAID, second=second, third=third)).grades
    assert [wrong] == [k for k, grade in enumerate(grades) if grade == "REFUTED"]


@pytest.mark.parametrize(
    "values",
    [r"Some take $\beta = 0.99$ and $\eta = 0.1$, with $w_0 = 1$.", r"Let $\beta = 0.9$ and $\eta = 0.1$.", ""],
)
def test_a_table_that_hardly_fits_what_was_heard_is_not_accused(judge, values):
    """Other values were meant, or none were said."""
    found = judge(HEARD.format(values=values, second="1.84", third="0.9756"))
    assert not {"REFUTED"} & {*found.grades}


def test_the_values_that_the_table_fits_best_are_taken(judge):
    """Of two values that the prose names, the older one is meant here, which is told."""
    found = judge(HEARD.format(values=SAID + r" Some take $\beta = 0.99$.", second="1.48", third="0.9756"))
    assert ["PROVED", "ROUNDS", "REFUTED", "ROUNDS", "PROVED", "ROUNDS"] == found.grades
    assert "beta = 0.9" in found.verdicts[0].given


@pytest.mark.parametrize("values", ["We take β = 0.9, η = 0.01, w_0 = 1.", "beta=0.9, lr=1e-2, w0 = 1"])
def test_values_in_plain_prose_are_heard(judge, values):
    """Without dollars, too."""
    assert ["PROVED", "ROUNDS"] * 3 == judge(HEARD.format(values=values, second="1.84", third="0.9756")).grades
    assert "REFUTED" in judge(HEARD.format(values=values, second="1.85", third="0.9756")).grades


@pytest.mark.parametrize(
    "values", ["beta = 0.9*0.5, lr = 0.01", "beta = 0.9.1, lr = 0.01", "alphabeta = 0.9, lr = 0.01"]
)
def test_what_is_no_value_is_not_heard(judge, values):
    """A product, a version, another word; what the table itself tells with the numbers said names them."""
    told = judge(HEARD.format(values=values, second="1.84", third="0.9756")).verdicts
    assert all(verdict.grade == "OPEN" or "beta = 0.9" in (verdict.read_as or "") for verdict in told[::2])


def test_a_table_of_the_notes_own_rule_is_judged(judge):
    """A rule without a name, with its roots and where its parameter starts in a row of its own."""
    text = r"""$u_t = \mu u_{t-1} + g_t$, $x_t = x_{t-1} - \eta u_t$, $u_0 = 0$. Let $\mu = 0.9$ and $\eta = 0.1$.

| $t$ | $g_t$ | $u_t$ | $x_t$ |
|---|---|---|---|
| 0 | - | 0 | 1 |
| 1 | 1 | 1 | 0.9 |
| 2 | 0.5 | 1.4 | 0.76 |
| 3 | -0.2 | 1.06 | 0.645 |
"""
    assert ["PROVED"] * 7 + ["REFUTED"] == judge(text).grades


def test_a_column_of_roots_of_a_sum_is_judged(trace):
    """AdaGrad's root, and a wrong one."""
    text = r"""| step | g | $G_t$ | $\sqrt{G_t}$ |
|---|---|---|---|
| 1 | 3 | 9 | 3 |
| 2 | 4 | 25 | 6 |
"""
    assert ["PROVED", "PROVED", "PROVED", "REFUTED"] == trace(text, rule="adagrad").grades
