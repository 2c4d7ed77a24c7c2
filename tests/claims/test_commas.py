"""Tables parted by commas are judged cell by cell, and a heading with signs below it begins no program."""

from __future__ import annotations

import pytest

RULE = (
    r"$r_t = \alpha r_{t-1} + (1-\alpha) g_t^2$, $r_0 = 0$, "
    r"$x_t = x_{t-1} - \eta g_t/\sqrt{r_t}$, $\alpha = 0.9$, $\eta = 0.1$, $x_0 = 0$."
)
ROWS = ["1, 2.0, 0.4", "2, 1.0, 0.46"]
TABLES = [
    [".. csv-table::", '   :header: "t", "g", "r"', "   :widths: 3, 4, 4", "", *(f"   {row}" for row in ROWS)],
    ["```{csv-table} The run", ":header: t, g, r", "", *ROWS, "```"],
    ["```csv", "t,g,r", "1,2.0,0.4", "2,1.0,0.46", "```"],
    ["```", "t; g; r", "1; 2.0; 0.4", "2; 1.0; 0.46", "```"],
    ["# t, g, r", *ROWS],
    ["t\tg\tr", "1\t2.0\t0.4", "2\t1.0\t0.46"],
]
NO_TABLES = [
    ["```python", "t, g, r", *ROWS[:1], "2, 1.0, 0.5", "```"],  # a program, of which nobody says what it does
    ["With t, g, r", "1, 2.0, 0.4", "2, 1.0, 0.5 all is well."],
    ["The letters are t, g, and r", "1, 2.0, 0.4", "2, 1.0, 0.5"],
    ["t, g, r", "2, 1.0, 0.5"],
    ["t, g, r", "1, 2,0, 0,4", "2, 1,0, 0,5"],  # a comma may be decimal
]


def text_of(lines):
    """A note with the rule above the lines."""
    return "\n".join(["# Run", "", RULE, "", *lines, ""])


@pytest.mark.parametrize("lines", TABLES)
def test_right_cells_are_right(judge, lines):
    """However the cells are parted, they are what the rule makes of the gradients."""
    result = judge(text_of(lines))
    assert ["0.4", "0.46"] == [text for text in result.texts if text.startswith("0.4")]
    assert "REFUTED" not in result.grades


@pytest.mark.parametrize("lines", TABLES)
def test_a_wrong_cell_is_accused_where_it_stands(judge, lines):
    """A wrong cell is found at its own line and column."""
    text = text_of([line.replace("0.46", "0.64") for line in lines])
    [wrong] = [verdict for verdict in judge(text).verdicts if str(verdict.grade) == "REFUTED"]
    line = text.split("\n")[wrong.place.line - 1]
    assert "0.64" == line[wrong.place.column - 1 : wrong.place.end_column - 1]


@pytest.mark.parametrize("lines", NO_TABLES)
def test_what_is_no_table_is_left_alone(judge, lines):
    """Programs, sentences, lone rows and decimal commas are not taken for tables."""
    assert "REFUTED" not in judge(text_of(lines)).grades


def test_it_is_read_in_plain_text_as_well(judge):
    """Rows of numbers with commas below a head are a table in plain text, too."""
    lines = ["r_t = 0.9*r_{t-1} + 0.1*g_t^2,  r_0 = 0", "", "t, g, r", "1, 2.0, 0.4", "2, 1.0, 0.64"]
    assert "REFUTED" in judge("\n".join(lines), "note.txt").grades


@pytest.mark.parametrize("sign", list("~^\"'`+*"))
def test_a_heading_may_have_any_signs_below_it(judge, sign):
    """What stands below such a heading is read, and a right formula stays right."""
    title = "The longest step"
    heading = [title, sign * len(title), ""]
    result = judge(text_of([*heading, r"So $r_t \ge (1-\alpha) g_t^2$ but $r_t \ge g_t^2$."]))
    assert ["PROVED", "REFUTED"] == result.grades[-2:]


def test_a_program_between_tildes_stays_a_program(judge):
    """Tildes that open and close a program are no headings, though one is as long as the line above it."""
    result = judge(text_of(["Coda", "~~~~", "1/2 = 2/3", "~~~~~"]))
    assert "REFUTED" not in result.grades
