"""Formulas beside words that are not known: refuted only where they fail in every world that is usually supposed."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""We run $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$,
and keep $m_t = \beta m_{t-1} + (1-\beta) g_t$ with $m_0 = 0$. Write $w_k = (1-\beta)\beta^k$.

"""


def graded(text):
    """The grade of the last formula of a note."""
    return str(list(Note("n.md").verdicts(RULE + text))[-1].grade)


FALSE = [
    r"Up to time $t$ the weights sum up to $\sum_{k=0}^{t-1} w_k = 1-\beta^{t-1}$.",
    r"The centroid of the data is $\sum_{k\ge0} k\,w_k = 1/(1-\beta)$ steps back.",
    r"The ledger obeys $v_t - v_{t-1} = (1-\beta)(g_t^2 - v_t)$.",
    r"The ledger obeys $v_t - v_{t-1} = (1-\beta)(g_t - v_{t-1})$, an update with rate $1-\beta$ to the square.",
    r"Tedious bookkeeping along the diagonal yields $m_t^2 \le (1-\beta)^2 v_t$.",
    r"Tallying up the entries yields $v_1 = \beta g_1^2$.",
    r"Throughout we assume bounded gradients. The weights add up to $\sum_{i=1}^t \beta^{t-i} = 1-\beta^t$.",
    (
        r"Throughout we use $v_t/(1-\beta^t)$ and neglect $\epsilon$. The mean age of a gradient in the average "
        r"(the newest has age 0) is $\sum_{k\ge0} (1-\beta)\,k\,\beta^k = 1/(1-\beta)$."
    ),
    "The weights add up to\n\n$$(1-\\beta)\\sum_{i=1}^t \\beta^{t-i} = 1 - \\beta^{t+1},$$\n\nnot to one, but nearly.",
]


@pytest.mark.parametrize("text", FALSE)
def test_what_fails_in_every_usual_world_is_refuted_whatever_an_unknown_word_means(text):
    """A word that nobody knows may suppose much, but nothing under which such a formula holds."""
    assert graded(text) == "REFUTED"


TRUE_IN_SOME_WORLD = [
    r"By saturation we get $v_t = g_t^2$.",
    r"On level terrain we get $v_{t+1}/v_t = \beta$.",
    r"In its wake we get $v_t = \beta^{t-1} v_1$.",
    r"On hillsides we get $v_t \ge v_{t-1}$.",
    r"At the outlook point we get $v_t = (1-\beta) g_t^2$.",
    r"Uphill the total is $m_t > 0$.",
    r"In the far tail the weights sum up to $\sum_{k=0}^{t-1} w_k = 1$.",
    r"The Nadam people get $v_1 = \beta g_1^2$.",
    r"Folklore says $v_1 = \beta g_1^2$.",
    r"If the ledger is odd, $v_1 = \beta g_1^2$.",
    r"With odd ledgers $v_1 = \beta g_1^2$.",
    r"For sparse data the first entry is $v_1 = \beta g_1^2$.",
    r"The ledgers of Yogi obey $v_1 = \beta g_1^2$.",
    r"The weights add up to $\sum_{k=0}^{t-1} w_k = 1-\beta^{t-1}$, not true.",
    r"The weights, for large $t$, add up to $\sum_{k=0}^{t-1} w_k = 1-\beta^{t-1}$.",
    r"Suppose that $\beta = 1 - \beta$. Then $\sum_{k\ge0} (1-\beta)\,k\,\beta^k = 2\beta$.",
    r"An update with rates that vary obeys $v_t - v_{t-1} = (1-\beta)(g_t^2 - v_t)$.",
]


@pytest.mark.parametrize("text", TRUE_IN_SOME_WORLD)
def test_what_holds_in_some_world_or_is_narrowed_in_known_words_is_not_accused(text):
    """A word that is not known may mean that world; a conditional may mean anything."""
    assert graded(text) != "REFUTED"
