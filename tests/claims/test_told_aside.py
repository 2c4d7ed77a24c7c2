"""Numbers in prose that belong to another method, are bounds, or are asked for are no claims about the note's rule."""

from __future__ import annotations

import pytest

RULE = r"""# Notes on RMSProp

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \quad v_0 = 0, \qquad \theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t}} $$

Let $\beta = 0.9$ and $\eta = 0.02$.

"""
RIGHT = [
    "Had we divided by the mean square itself, the first step would be 0.02/0.1 = 0.2.",
    "Some code drops the root; there the first step is 0.02/0.1 = 0.2.",
    "Because the rate is warmed up, the first step is 0.02 * 0.1 = 0.002.",
    r"For $\beta = 0.99$ the half-life of the root is twice as long: 138 steps.",
    "After 22 steps without a gradient the effective rate has more than tripled.",
    "AdaGrad with a constant gradient: by step 10 000 the steps have fallen by a factor of 100.",
    r"To get a half-life of 100 steps we take $\beta = 0.9931$.",
]
WRONG = [
    "The first step is 0.02/0.1 = 0.2.",
    "Without a gradient the root of $v$ shrinks by the factor 0.9 per step.",
    "AdaGrad with a constant gradient: by step 100 the steps have fallen by a factor of 100.",
    "The half-life of the weights is 10 steps.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_of_something_else_is_not_accused(judge, text):
    """Another method, a bound, a thing asked for, and the thousands behind a blank."""
    assert "REFUTED" not in judge(RULE + text).grades


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_of_the_rule_is_found(judge, text):
    """The same phrases without the words that excuse them."""
    assert "REFUTED" in judge(RULE + text).grades
