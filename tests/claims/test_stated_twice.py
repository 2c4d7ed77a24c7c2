"""What a note says in two ways, quotes or supposes for a moment: no start, letter or number is taken from elsewhere."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""$$v_t = \beta v_{t-1} + (1-\beta) g_t^2, \qquad v_0 = 0$$

"""
ADAM = r"""$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$
$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \hat v_t = \frac{v_t}{1-\beta_2^t},
\theta_t = \theta_{t-1} - \frac{\eta \hat m_t}{\sqrt{\hat v_t}+\epsilon}$$

"""


def grades(text):
    """The grades of a note, in order."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(text)]


STARTS = ["For a start $v_0 = 3$ it is larger.", "If $v_0 = 2$, it is larger.", "Others start it at $v_0 = 1$."]


@pytest.mark.parametrize("aside", STARTS)
def test_a_start_said_aside_does_not_stand_against_the_first(aside):
    """The rule starts where its definition says, or nobody is accused for it."""
    assert "REFUTED" not in grades(RULE + aside + "\n\n" + r"Then $v_1 = (1-\beta) g_1^2$.")
    assert "REFUTED" in grades(RULE + aside + "\n\n" + r"Then $v_1 = (1+\beta) g_1^2$.")


def test_a_sentence_may_start_elsewhere():
    """Its own start replaces that of the rule, and no other one."""
    assert ["PROVED"] == grades(RULE + r"If $v_0 = 2$, then $v_1 = 2\beta + (1-\beta) g_1^2$.")
    assert ["REFUTED"] == grades(RULE + r"If $v_0 = 2$, then $v_1 = \beta + (1-\beta) g_1^2$.")


def test_one_state_that_starts_elsewhere_leaves_the_others():
    """A start of v says nothing of m."""
    text = ADAM + "We start from $v_0 = 1$.\n\n"
    assert ["PROVED"] == grades(text + r"Then $m_1 = (1-\beta_1) g_1$.")[-1:]
    assert ["REFUTED"] == grades(text + r"Then $m_1 = \beta_1 g_1$.")[-1:]


def test_what_holds_under_a_supposition_makes_no_letter_short_for_it():
    """An equation that holds for a decay of zero defines no mean."""
    text = r"Suppose for now that $\beta = 0$. Then $v_t = g_t^2$." + "\n\n" + r"We have $v_2 = g_1^2/4 + g_2^2/2$."
    assert "REFUTED" not in grades(text)
    assert "PROVED" not in grades(text.replace(r"g_1^2/4 + g_2^2/2", "g_2^2"))


QUOTED = [
    "Someone wrote: 0.8*0.25 = 0.02. Fine.", "So 0.8*0.25 = 0.02. That is wrong, it is 0.2.",
    '"0.8*0.25 = 0.02", says a post.', "It is not the case that 0.8*0.25 = 0.02.", "Most people get 0.8*0.25 = 0.02.",
]  # fmt: skip


@pytest.mark.parametrize("text", QUOTED)
def test_a_product_that_somebody_else_gets_wrong_is_not_the_notes(text):
    """What is quoted, denied or taken back accuses nobody."""
    assert "REFUTED" not in grades(text)


@pytest.mark.parametrize("text", ["We get 0.8*0.25 = 0.02. So it is.", "That is wrong. Here 0.8*0.25 = 0.02."])
def test_a_product_of_the_notes_own_is_judged(text):
    """Words of another sentence excuse nothing."""
    assert "REFUTED" in grades(text)
