"""Markdown without dollars: formulas among words, marks around them, programs in fences, formulas below a directive."""

from __future__ import annotations

import pytest

RULE = "The rule: v_t = beta*v_{t-1} + (1-beta)*g_t^2\n\nw_t = w_{t-1} - eta*g_t/(sqrt(v_t) + eps), v_0 = 0\n\n"


@pytest.mark.parametrize(
    "text, grades",
    [
        ("For every gradient v_t >= (1-beta)*g_t^2 holds.\n", ["PROVED"]),
        ("For every gradient v_t >= g_t^2 holds.\n", ["REFUTED"]),
        ("For every gradient **v_t >= g_t^2** holds.\n", ["REFUTED"]),
        ("For every gradient `v_t >= g_t^2` holds.\n", ["REFUTED"]),
        ("It is *not* so that v_t >= g_t^2 always.\n", ["OPEN"]),
        ("Is v_t >= g_t^2 always?\n", ["OPEN"]),
        ("See `optim.py` and `beta`.\n", []),
    ],
)
def test_formulas_among_words_are_read_as_in_plain_text(judge, text, grades):
    """With emphasis or backticks around them, too; what is denied or asked is not accused."""
    found = judge(f"{RULE}{text}", "n.md").grades
    assert [grade if grade != "UNREAD" else "OPEN" for grade in found] == grades


def test_a_note_with_dollars_keeps_its_backticks(judge):
    """Code is code where mathematics is set."""
    text = r"$$v_t = \beta v_{t-1} + (1-\beta) g_t^2$$" + "\n\nHere `v_t >= g_t^2` is code.\n"
    assert judge(text, "n.md").grades == []


@pytest.mark.parametrize("fence", ["```\n{}```\n\n", "```python\n{}```\n\n"])
def test_a_program_in_a_fence_says_what_the_rule_is(judge, fence):
    """Its words are letters in the prose below it."""
    code = "msq = decay * msq + (1 - decay) * dx**2\nx -= lr * dx / (np.sqrt(msq) + eps)\n"
    text = fence.format(code) + "At every step msq >= {}*dx^2.\n"
    assert judge(text.format("(1-decay)"), "n.md").grades == ["PROVED"]
    assert judge(text.format("1"), "n.md").grades == ["REFUTED"]


def test_formulas_below_a_directive_without_a_fence_are_formulas(judge):
    """Each stands where it stands in the file."""
    text = (
        ".. math::\n\n   v_t = \\beta v_{t-1} + (1-\\beta) g_t^2, \\qquad v_0 = 0\n\nAlways\n\n"
        ".. math:: v_t \\ge g_t^2\n\nas one sees.\n"
    )
    [verdict] = judge(text, "n.md").verdicts
    assert (7, 11) == (verdict.place.line, verdict.place.column)
    assert "REFUTED" == str(verdict.grade)


def test_lines_that_are_passed_over_are_told_for_markdown_without_dollars(judge):
    """As they are for plain text."""
    said = [note.text for note in judge(RULE + "so v_t >= beta*noise\n", "n.md").notes]
    assert "1 line looks like mathematics and is passed over: line 5 ('noise' is no letter that is known)" in said


def test_a_corrected_mean_by_another_letter_is_a_column(judge):
    """Where r is the mean square, rhat is the corrected one, below the step of another rule, too."""
    text = (
        "$$r_t = \\beta_2 r_{t-1} + (1-\\beta_2) g_t^2$$\n\n"
        "$$x_t = x_{t-1} - \\eta g_t / (\\sqrt{r_t} + \\epsilon)$$\n\n"
        "$$m_t = \\beta_1 m_{t-1} + (1-\\beta_1) g_t,$$\n\n"
        "$$x_t = x_{t-1} - \\eta\\hat m_t / (\\sqrt{\\hat r_t} + \\epsilon)$$\n\n"
        "With $\\eta = 0.1$, $\\beta_1 = 0.5$, $\\beta_2 = 0.75$, $\\epsilon = 0$:\n\n"
        "| t | g | m | r | mhat | rhat |\n|---|---|---|---|---|---|\n"
        "| 1 | 2 | 1 | 1 | 2 | 4 |\n| 2 | 0 | 0.5 | 0.75 | 0.667 | 1.714 |\n"
    )
    assert "REFUTED" not in judge(text, "n.md").grades
    assert judge(text.replace("1.714", "1.500"), "n.md").grades[-1] == "REFUTED"


def test_a_number_behind_a_value_begins_a_chain_of_its_own(judge):
    """A value at the end of a line is no factor of what the next one begins with."""
    assert judge(RULE + "At t = 100\n0.9^100 = 0.0266 is small.\n", "n.md").grades == ["REFUTED"]
    assert judge(RULE + "At t = 10\n0.9^10 = 0.349 is small.\n", "n.txt").grades == ["ROUNDS"]
