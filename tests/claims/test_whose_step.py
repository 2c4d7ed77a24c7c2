"""A step is that of the rule which a section names, and a half-life that of the buffer which is named."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""# Optimizers

## RMSProp

$$s_t = \beta s_{t-1} + (1-\beta) g_t^2, \qquad w_t = w_{t-1} - \eta\,\frac{g_t}{\sqrt{s_t}+\epsilon}$$

Here $\beta = 0.9$ and $s_0 = 0$.

"""
BUFFER = r"""# Two memories

$$ v_t = 0.9\, v_{t-1} + 0.1\, g_t^2, \quad u_t = 0.8\, u_{t-1} + g_t/\sqrt{v_t}, \quad x_t = x_{t-1} - 0.01\, u_t $$

"""
ADAGRAD = r"""# AdaGrad

$G_t = G_{t-1} + g_t^2$ with $G_0 = 0$, and $w_t = w_{t-1} - \eta\, g_t/\sqrt{G_t}$, where $\eta = 0.5$.

"""


def refuted(text):
    """Whether something in a note is accused."""
    return any(str(each.grade) == "REFUTED" for each in Note("n.md").verdicts(text))


@pytest.mark.parametrize(
    "text",
    [
        "## Adam\n\nWith both corrections the first step has length $\\eta$.",
        "## AdaGrad\n\nThe sum starts with one square, so the first step has size $\\eta$.",
        "## Signum\n\nNo step is longer than $\\eta$, and the first step has length $\\eta$.",
        "## Sign descent\n\nThe first step has length $\\eta$.",
        "## Others\n\nIn AdaGrad the sum has one term only. The first step has length $\\eta$.",
    ],
)
def test_the_step_of_another_rule_is_not_accused(text):
    """The formulas above are of RMSProp, and the section is not."""
    assert not refuted(RULE + text + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "## The start\n\nThe first step has length $\\eta$.",
        "## Adam\n\nIts own first step has length $\\eta$. The first step of RMSProp has length $\\eta$.",
        "## Start of RMSProp\n\nThe first step has length $\\eta$.",
    ],
)
def test_the_step_of_the_rule_itself_is(text):
    """The same words below another heading are wrong."""
    assert refuted(RULE + text + "\n")


def test_a_half_life_is_that_of_the_buffer_which_is_named():
    """0.8 halves in 3.11 steps, 0.9 in 6.58."""
    assert not refuted(BUFFER + "The half-life of the momentum is 3.11 steps, that of $v$ 6.58.\n")
    assert not refuted(BUFFER + "The half-life is 3.11 steps for the velocity.\n")
    assert refuted(BUFFER + "The half-life of $v$ is 3.11 steps.\n")


def test_what_is_said_of_every_stretch_of_steps_is_not_said_of_one():
    """It halves whenever the number of steps quadruples, and not after 10000 steps."""
    said = "With a constant gradient the move after 10000 steps is $\\eta/100$; {} the number of steps quadruples.\n"
    assert not refuted(ADAGRAD + said.format("it halves whenever"))
    assert not refuted(ADAGRAD + said.format("in general it halves each time"))
    assert refuted(ADAGRAD + "Under a constant gradient, by step 100 the step has fallen to a fifth.\n")


PLAIN = r"""# RMSProp

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \quad v_0 = 0, \quad w_t = w_{t-1} - \eta g_t/\sqrt{v_t} $$

We take $\beta = 0.9$ and $\eta = 0.01$.

"""


@pytest.mark.parametrize(
    "text",
    [
        "The first step here is 3.16 times longer than that of Adam.",
        "The first step is 3.16 times longer than the one of AdaGrad.",
        "With $\\beta$ and $\\beta^2$ the half-lives are 2 to 1.",
    ],
)
def test_what_it_is_compared_with_is_not_the_subject(text):
    """The rule behind a comparison, and the ratio of two numbers, are no subject and no number."""
    assert not refuted(PLAIN + text + "\n")


def test_a_wrong_comparison_is_accused():
    """It is 3.16 times as long."""
    assert refuted(PLAIN + "The first step of RMSProp is 31.6 times longer than that of Adam.\n")


def test_a_length_behind_a_part_of_the_rate_is_no_number_of_rates():
    """Here the rate is 0.5, and a fifth of it 0.1."""
    assert not refuted(ADAGRAD + "Under a constant gradient AdaGrad's step at $t=25$ is $\\eta/5=0.100$.\n")
