"""Lengths of steps written out for one gradient: wrong ones are found whatever their words suppose."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""# Lengths

We keep $r_t = \rho r_{t-1} + (1-\rho) g_t^2$ with $r_0 = 0$, and move by $x_t = x_{t-1} - \alpha g_t/\sqrt{r_t}$.

## Remark

"""
WRONG = [
    r"For AdaGrad it is $\frac{\alpha |g|}{\sqrt{t g^2}} = \frac{\alpha}{t}$.",
    r"For calm seas it is $\frac{\alpha |g_1|}{\sqrt{(1-\rho) g_1^2}} = \frac{\alpha}{1-\rho}$.",
    r"Whenever it is steady, $\frac{\alpha |g_t|}{\sqrt{(1-\rho) g_t^2}} = \alpha\sqrt{1-\rho}$.",
]
RIGHT = [
    r"For AdaGrad it is $\frac{\alpha |g|}{\sqrt{t g^2}} = \frac{\alpha}{\sqrt{t}}$.",
    r"For calm seas it is $\frac{\alpha |g_1|}{\sqrt{(1-\rho) g_1^2}} = \frac{\alpha}{\sqrt{1-\rho}}$.",
    r"At the first step it is for AdaGrad $\frac{\alpha |g|}{\sqrt{t g^2}} = \frac{\alpha}{t}$.",
    r"For unit slopes $\alpha |g| = \alpha g^2$.",
    r"When the decay tends to one, $\alpha \rho = \alpha \rho^2$.",
    r"If it climbs, $\alpha g = \alpha |g|$.",
    r"With a fair decay $\alpha \sqrt{\rho} = \alpha \sqrt{1-\rho}$.",
    r"When three steps are made, $\frac{\alpha |g|}{\sqrt{t g^2}} = \frac{\alpha}{\sqrt{3}}$.",
    r"The two are in balance where $\alpha |g| = \alpha (1-\rho)$.",
    r"It is wrong for AdaGrad that $\frac{\alpha |g|}{\sqrt{t g^2}} = \frac{\alpha}{t}$.",
]


def graded(text):
    """The grades of what a note says after its rule."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(RULE + text)]


@pytest.mark.parametrize("text", WRONG)
def test_a_length_that_is_wrong_for_all_letters_is_refuted_whatever_is_supposed(text):
    """No gradient, no decay and no later step makes it right."""
    assert "REFUTED" in graded(text)


@pytest.mark.parametrize("text", RIGHT)
def test_a_length_that_may_be_right_is_left_alone(text):
    """It holds, or for some value that the words may mean, or it is denied."""
    assert "REFUTED" not in graded(text)
