"""The report on a note tells everything once, in the order of the text."""

from __future__ import annotations

import pytest

from rmsprop_sym import check

RULE = r"""We use $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$, and
$\theta_t = \theta_{t-1} - \eta g_t / (\sqrt{v_t} + \epsilon)$.

"""
MIXED = """With $\\beta = 0.9$ the half-life is about 6.6 steps.
In RMSProp the running average never decreases.
Then 1/(1 - 0.9) = 11.
"""
FIRST = r"""Let $\eta = 0.02$ and $\beta = 0.9$, with $\epsilon = 0$.
The first step has length $0.02/0.1 = 0.2$.
"""


@pytest.fixture
def reported(tmp_path):
    """(line, grade, text) of each verdict about a note."""

    def report(text):
        note = tmp_path / "note.md"
        note.write_text(text, encoding="utf-8")
        return [(each.place.line, str(each.grade), each.text) for each in check([note]).verdicts]

    return report


def test_numbers_and_words_of_a_paragraph_are_told_in_the_order_of_its_lines(reported):
    """What is read apart is put where it stands."""
    assert [(4, "ROUNDS"), (5, "REFUTED"), (6, "REFUTED")] == [each[:2] for each in reported(RULE + MIXED)]


def test_a_number_is_accused_once(reported):
    """The chain in its place names the slip, so that the words around it need not be accused again."""
    assert [text for _, grade, text in reported(RULE + FIRST) if grade == "REFUTED"] == ["0.02/0.1"]


def test_lines_that_were_judged_are_not_said_to_be_passed_over(tmp_path):
    """What stands beside the judged part of a line may look like mathematics still."""
    note = tmp_path / "note.md"
    note.write_text("- β = 0.9: 1/(1 − 0.9) = 10\n\nthen v_t >= beta*noise holds\n", encoding="utf-8")
    assert ["1 line looks like mathematics and is passed over: line 3"] == [
        each.text.partition(" (")[0] for each in check([note]).notes
    ]
