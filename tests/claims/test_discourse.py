"""What is said of the text, its author or its proof is no condition on a formula beside it."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.words.discourse import without_discourse
from rmsprop_sym.claims.words.wording import is_condition

NOTE = r"""# RMSProp

The rule keeps $v_t = \beta v_{{t-1}} + (1-\beta) g_t^2$ with $v_0 = 0$, where $0<\beta<1$.

## Remark

{}
"""
WRONG = r"$v_{t+1} \le \beta v_t$"
RIGHT = r"$v_{t+1} \ge \beta v_t$"
TELLING = [
    "A look at the older handout shows that {}.",
    "On the blackboard I scribbled {}.",
    "The third line delivers {}.",
    "In plain words, {}.",
    "Oddly enough, {}.",
    "At a high level, {}.",
    "It is no surprise that {}.",
    "One more line and we are done: {}.",
    "My neighbour likes to write {}.",
    "As a sanity check, {}.",
    "Let us record that {}.",
    "We have {}, which is what the booklet promised.",
    "It does not depend on where we start, since {}.",
    "So {} and the rule behaves oddly near a steady slope.",
    "Of the two bounds this is the sharper one: {}.",
]
SUPPOSING = [
    "On a dead stretch {}.",
    "In the pause we have {}.",
    "The second line assumes that {}.",
    "At a noisy level, {}.",
    "The line search gives {}.",
    "If it sleeps, the proof delivers {}.",
    "On the straight line {}.",
    "We mute it and write {}.",
    "We have {}, as nothing arrives.",
    "We hope that {}.",
    "So {} and the rule stays constant.",
    "So {} and the rule moves on only where it is dead.",
    "We look at a dull one where {}.",
]


def graded(sentence, formula):
    """The grade of a formula in a sentence."""
    verdicts = Note("n.md").verdicts(NOTE.format(sentence.format(formula)))
    return " ".join(str(verdict.grade) for verdict in verdicts)


@pytest.mark.parametrize("sentence", TELLING)
def test_a_wrong_formula_is_found_among_words_that_only_tell(sentence):
    """Whoever writes it, and on which page, it is refuted, and the right one is not."""
    assert graded(sentence, WRONG) == "REFUTED"
    assert graded(sentence, RIGHT) == "PROVED"


@pytest.mark.parametrize("sentence", SUPPOSING)
def test_a_formula_is_left_alone_where_its_words_may_suppose_that_no_gradient_comes(sentence):
    """It holds there, so that it is not accused."""
    assert graded(sentence, WRONG) != "REFUTED"


@pytest.mark.parametrize("words", ["Feeding ones,", "As the all-ones test shows,", "A saturated run shows that"])
def test_a_formula_is_left_alone_where_its_words_may_make_every_gradient_one(words):
    """The mean of ones is what their weights add up to."""
    assert "REFUTED" not in graded(f"{words} {{}}.", r"$v_t = 1-\beta^t$")


@pytest.mark.parametrize("words", ["In the settled state", "For the memoryless rule"])
def test_a_formula_is_left_alone_where_its_words_may_let_the_mean_catch_up(words):
    """A mean of one square is that square."""
    assert "REFUTED" not in graded(f"{words} {{}}.", "$v_t = g_t^2$")


def test_an_adjective_belongs_to_its_noun():
    """What is older is the book, and what is small is the remark; a sparse one is not taken for the telling."""
    assert without_discourse("In the older book").split() == []
    assert without_discourse("A neat remark:").split() == [":"]
    assert without_discourse("In the sparse book,").split() == ["In", "the", "sparse", ","]


def test_writing_is_a_naming_only_where_somebody_writes():
    """What somebody likes to write is claimed, and what we write is named."""
    assert not is_condition("My neighbour likes to write ")
    assert is_condition("We write ")
