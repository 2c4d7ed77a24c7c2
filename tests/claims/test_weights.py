"""Claims that words make about the weights of a mean."""

from __future__ import annotations

import pytest

RULE = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$ and $w_t = w_{t-1} - \eta g_t/\sqrt{v_t}$.

"""
SAID = {
    r"The square $g_{t-k}^2$ enters $v_t$ with weight $(1-\beta)\beta^k$.": "PROVED",
    r"The square $g_{t-k}^2$ enters $v_t$ with weight $(1-\beta)\beta^{k-1}$.": "REFUTED",
    r"The weight of $g_1^2$ in $v_t$ is $(1-\beta)\beta^{t-1}$.": "PROVED",
    r"The weight of $g_i^2$ is $\beta^{t-i}$.": "REFUTED",
    r"In $v_{10}$ the square $g_4^2$ has the weight $(1-\beta)\beta^6$.": "PROVED",
    r"The weight of $g_4^2$ in $v_{10}$ is $(1-\beta)\beta^7$.": "REFUTED",
}
LEFT_ALONE = [
    r"The relative weight of $g_i^2$ is $\beta^{t-i}$.",
    r"Up to a constant factor the weight of $g_i^2$ is $\beta^{t-i}$.",
    r"The square $g_4^2$ has the weight $(1-\beta)\beta^6$.",  # in which mean, nobody says
    r"Is the weight of $g_i^2$ equal to $\beta^i$?",
    r"The weight of $g_i$ is $\beta^i$.",  # in a mean of gradients, which is not there
]


@pytest.mark.parametrize("text", SAID)
def test_a_weight_is_that_of_the_sum(judge, text):
    """It falls by the decay with every step that has gone by."""
    assert judge(RULE + text).grades == [SAID[text]]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_another_weight_is_left_alone(judge, text):
    """Nothing is said of it."""
    assert judge(RULE + text).grades == []
