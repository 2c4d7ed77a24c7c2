"""Plain notes whose rule is a program: words for letters, states without steps, tables set by blanks."""

from __future__ import annotations

import pytest

CODE = (
    "What we run:\n\n    sqavg = decay*sqavg + (1-decay)*grad*grad\n    w = w - lr*grad/(sqrt(sqavg) + eps)\n\n"
    "where decay = 0.9, lr = 0.1, eps = 0, and sqavg starts at 0.\n\n"
)
ADDED = (
    "    acc = rate_of_decay * acc + (1 - rate_of_decay) * dx**2\n"
    "    x += - learning_rate * dx / (np.sqrt(acc) + eps)\n\nHere acc starts at 0.\n\n"
)
ARROWS = "    s <- b s + (1-b) g^2\n    x <- x - eta g / (sqrt(s) + eps)\n\nfrom s = 0.\n\n"


@pytest.mark.parametrize(
    "text, grades",
    [
        (CODE + "Always sqavg >= (1 - decay)*grad^2.\n", ["PROVED"]),
        (CODE + "Always sqavg >= grad^2.\n", ["REFUTED"]),
        (CODE + "On the first step sqavg = (1 - decay)*grad^2.\n", ["PROVED"]),
        (CODE + "On the first step sqavg = decay*grad^2.\n", ["REFUTED"]),
        (CODE + "For a constant gradient grad: sqavg = (1 - decay^t)*grad^2.\n", ["PROVED"]),
        (ADDED + "It is never negative: acc >= 0.\n", ["PROVED"]),
        (ADDED + "At every step acc >= dx^2.\n", ["REFUTED"]),
        (ARROWS + "At every step s >= (1-b) g^2.\n", ["PROVED"]),
        (ARROWS + "At every step s >= g^2.\n", ["REFUTED"]),
    ],
)
def test_a_word_that_a_program_moves_on_is_a_letter(judge, text, grades):
    """What is claimed of it is judged by the rule that the program is, as of the step that is made."""
    assert grades == judge(text, "n.txt").grades


@pytest.mark.parametrize(
    "text",
    [
        "After a while we see sqavg = grad^2.\n",
        "It may be that sqavg = (1 - decay)*grad^2.\n",
        "After the warm-up sqavg <= grad^2.\n",
        "In the long run sqavg = grad^2 for a constant gradient.\n",
        "Somewhere sqavg = 0.5*grad^2.\n",
        "sqavg = grad^2\n",
    ],
)
def test_a_claim_without_a_step_is_not_accused_where_some_step_may_be_meant(judge, text):
    """It may be true of the first step, or in the long run."""
    assert "REFUTED" not in judge(CODE + text, "n.txt").grades


TABLE = (
    "Log:\n\n  t   grad   sqavg    w change\n  1    2.0   0.400   -0.3162\n  2    1.0   0.460   -0.1474\n"
    "  3    0.0   0.414   0.0000\n"
)


def test_a_table_set_by_blanks_is_run_again(judge):
    """Its heads may be words of the program, also of two words, and a wrong cell is found."""
    said = judge(CODE + TABLE, "n.txt")
    assert len(said.grades) == 6
    assert {*said.grades} <= {"PROVED", "ROUNDS"}
    wrong = judge(CODE + TABLE.replace("0.414", "0.441"), "n.txt")
    assert [each.text for each in wrong.verdicts if str(each.grade) == "REFUTED"] == ["0.441"]


def test_a_table_between_rules_of_signs_of_equality_is_one(judge):
    """Its columns stand where the parts of the rule do, however near."""
    text = "= ===== =====\nt grad  sqavg\n= ===== =====\n1 2.0   0.400\n2 1.0   0.490\n= ===== =====\n"
    assert judge(CODE + text, "n.txt").grades == ["PROVED", "REFUTED"]


def test_a_claim_is_printed_as_the_note_writes_it(judge):
    """The words stand in the report, the letters only in what was read."""
    said = judge(CODE + "Always 0 <= sqavg.\n", "n.txt")
    assert [each.text for each in said.verdicts] == ["0 <= sqavg"]
    assert "it is read with v for sqavg, g for grad" in [note.text for note in said.notes]


@pytest.mark.parametrize(
    "text",
    [
        "wealth = work*wealth + luck\n\nAlways wealth >= luck.\n",
        "the rate = the mean rate\n",
        "for g in gs:\n    sq = d*sq + (1-d)*g*g\n\nso sq >= g\n",
    ],
)
def test_what_is_no_rule_names_no_letters(judge, text):
    """Words of other equations, and of whole programs, stay words."""
    assert judge(text, "n.txt").grades == []


def test_a_word_keeps_all_digits_of_its_step(judge):
    """The tenth state is not the first one with a nought behind it."""
    said = "For k = 10 that is sqavg_10 = 0.01 + 0.3487*2.499 = 0.8814.\n"
    assert "REFUTED" not in judge(CODE + said, "n.txt").grades
