"""Rules that a note names and gives no formulas of: they are what everybody has by the name, but for their steps."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RMSPROP = r"""RMSProp has $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$ and
$w_{t+1} = w_t - \eta g_t/(\sqrt{v_t}+\epsilon)$.

"""
ADAM = RMSPROP + "## Adam\n\nHere $m_t$ goes with $\\beta_1 = 0.9$ and $v_t$ with $\\beta_2 = 0.999$. "
ADAGRAD = RMSPROP + "## AdaGrad\n\n"


def grades(text):
    """The grades of a note, in order."""
    return [str(each.grade) for each in Note("n.md").verdicts(text)]


RIGHT = [
    ADAM + r"Then $\hat m_t = m_t/(1-\beta_1^t)$ and $\hat v_t = v_t/(1-\beta_2^t)$.",
    ADAM + r"Then $\hat m_1 = g_1$.",
    ADAM + r"For a constant gradient $v_t = (1-\beta_2^t)g^2$.",
    ADAGRAD + r"For a constant gradient $G_t = t g^2$.",
    RMSPROP + r"In Adam $\hat v_1 = g_1^2$.",
    RMSPROP + r"As in Adam, for a constant gradient $v_t = (1-\beta^t)g^2$.",
]
WRONG = [
    ADAM + r"Then $\hat m_1 = \beta_1 g_1$.",
    ADAM + r"For a constant gradient $v_t = (1-\beta_2^t)g$.",
    ADAM + r"For a constant gradient $v_t = (1-\beta_1^t)g^2$.",
    ADAGRAD + r"For a constant gradient $G_t = t g$.",
]
OPEN = [
    ADAM + r"The first step is $|w_2 - w_1| = \eta/\sqrt{1-\beta_2}$.",
    ADAM + r"The first step is $|w_2 - w_1| = \eta$.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_the_rule_that_is_named_is_meant(text):
    """What follows from it is proved."""
    assert set(grades(text)) <= {"PROVED"}


@pytest.mark.parametrize("text", WRONG)
def test_what_contradicts_it_is_wrong(text):
    """Its means are the same for everybody."""
    assert grades(text)[-1] == "REFUTED"


@pytest.mark.parametrize("text", OPEN)
def test_its_steps_are_not_accused(text):
    """Where eps stands, and what is corrected, differs."""
    assert grades(text)[-1] == "OPEN"
