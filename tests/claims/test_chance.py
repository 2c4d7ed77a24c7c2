"""Means and variances are judged on laws of which all is so that the note says, or may suppose."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""# Averages

We run $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ and $m_t = \beta m_{t-1} + (1-\beta) g_t$, both from $v_0 = m_0 = 0$,
and step by $\theta_t = \theta_{t-1} - \eta g_t/(\sqrt{v_t}+\epsilon)$.

## Random gradients

"""
LAW = RULE + "Assume that the gradients are i.i.d. with mean $\\mu$ and variance $\\sigma^2$.\n\n"
RIGHT = [
    r"$\mathbb{E}[v_t] = (1-\beta^t)(\sigma^2+\mu^2)$.",
    r"$\operatorname{E} m_t = (1-\beta^t)\mu$.",
    r"$\operatorname{Var}(m_t) = (1-\beta)^2 \frac{1-\beta^{2t}}{1-\beta^2}\sigma^2$.",
    r"$\mathrm{Var}(g_t) = \mathbb{E}[g_t^2] - \mathbb{E}[g_t]^2$.",
    r"$\mathbb{V}[m_t] \to \frac{1-\beta}{1+\beta}\sigma^2$.",
    r"$\mathbb{E}[m_t^2] \le \mathbb{E}[v_t]$.",
    r"$\mathbb{E}\left[\frac{1}{\sqrt{v_t}}\right] \ge \frac{1}{\sqrt{\mathbb{E}[v_t]}}$ by Jensen.",
    r"$\langle g^2 \rangle = \mu^2 + \sigma^2$.",
    r"$\mathbb{E}|g_t| \le \sqrt{\mathbb{E} g_t^2}$.",
    r"If the mean is zero, $\mathbb{E} v_t = (1-\beta^t)\sigma^2$.",
    r"For zero-mean gradients $\mathbb{E}[v_\infty] = \operatorname{Var}(g)$.",
    r"For Gaussian gradients with zero mean, $\operatorname{Var}(v_\infty) = 2\sigma^4\frac{1-\beta}{1+\beta}$.",
    r"In the long run, $\mathbb{E} v_t = \mu^2+\sigma^2$.",
    r"For stationary gradients $\mathbb{E} v_t = (1-\beta^t)\mathbb{E}[g^2]$.",
    r"All terms are nonnegative, and $\mathbb{E} v_t = (1-\beta^t)\mathbb{E}[g^2]$.",
    r"For large $t$ the bias is gone and $\mathbb{E} v_t = \mu^2 + \sigma^2$.",
    r"For random signs $g_t = \pm 1$ with probability $1/2$ each, $\operatorname{Var}(v_t) = 0$.",
    r"For gradients uniform on $[-1,1]$, $\mathbb{E} v_\infty = 1/3$.",
    r"The mean estimate fluctuates with $\operatorname{Var} m_\infty = \frac{1-\beta}{1+\beta}\sigma^2$.",
]
WRONG = [
    r"$\mathbb{E}[v_t] = (1-\beta^t)\sigma^2$.",
    r"$\operatorname{E} m_t = \mu$.",
    r"$\operatorname{Var}(m_t) = (1-\beta)^2 \frac{1-\beta^{t}}{1-\beta^2}\sigma^2$.",
    r"$\mathrm{Var}(g_t) = \mathbb{E}[g_t^2] - \mathbb{E}[g_t]$.",
    r"$\mathbb{V}[m_t] \to (1-\beta)^2\sigma^2$.",
    r"$\mathbb{E}[m_t^2] \ge \mathbb{E}[v_t]$.",
    r"$\mathbb{E}\left[\frac{1}{\sqrt{v_t}}\right] \le \frac{1}{\sqrt{\mathbb{E}[v_t]}}$ by Jensen.",
    r"$\langle g^2 \rangle = \sigma^2$.",
    r"$\mathbb{E}|g_t| = \sqrt{\mathbb{E} g_t^2}$.",
    r"If the mean is zero, $\mathbb{E} v_t = (1-\beta^t)\sigma$.",
    r"For zero-mean gradients $\mathbb{E}[v_\infty] = 2\operatorname{Var}(g)$.",
    r"For Gaussian gradients with zero mean, $\operatorname{Var}(v_\infty) = 3\sigma^4\frac{1-\beta}{1+\beta}$.",
    r"For stationary gradients $\mathbb{E} v_t/(1-\beta^t) = (1-\beta^t)\mathbb{E}[g^2]$.",
    r"In the long run, $\mathbb{E} v_t = \mu^2-\sigma^2$.",
    r"For random signs $g_t = \pm 1$ with probability $1/2$ each, $\operatorname{Var}(v_t) = 1-\beta^t$.",
    r"For gradients uniform on $[-1,1]$, $\mathbb{E} v_\infty = 1/2$.",
]
LEFT_ALONE = [
    r"If all gradients are equal, $\operatorname{Var}(m_t) = 0$.",
    r"For deterministic gradients $\mathbb{E}\sqrt{v_t} = \sqrt{\mathbb{E} v_t}$.",
    r"It is not true that $\mathbb{E}\sqrt{v_t} = \sqrt{\mathbb{E} v_t}$.",
    r"Is $\mathbb{E}\sqrt{v_t} = \sqrt{\mathbb{E} v_t}$?",
    r"With perfectly correlated gradients, $\operatorname{Var}(m_\infty) = \sigma^2$.",
    r"For normalised gradients $\mathbb{E} v_t = 1-\beta^t$.",
    r"The noise has mean square one, hence $\mathbb{E} v_t = 1-\beta^t$.",
    r"Without noise, $\mathbb{E} m_t^2 = (\mathbb{E} m_t)^2$.",
    r"Started at $v_0 = \mu^2+\sigma^2$, we have $\mathbb{E} v_t = \mu^2+\sigma^2$ at every step.",
]


def grades(text):
    """The grades of the last paragraph of a note."""
    last = text.rstrip().count("\n") + 1
    return {str(each.grade) for each in Note("n.md").verdicts(text) if each.place.line == last}


@pytest.mark.parametrize("said", RIGHT)
def test_what_holds_for_every_law_that_is_allowed_survives(said):
    """A right claim is decided."""
    assert grades(LAW + said) <= {"SURVIVED", "PROVED"}
    assert grades(LAW + said)


@pytest.mark.parametrize("said", WRONG)
def test_what_fails_for_a_law_that_is_allowed_is_refuted(said):
    """A wrong claim is accused."""
    assert "REFUTED" in grades(LAW + said)


@pytest.mark.parametrize("said", LEFT_ALONE)
def test_what_may_suppose_another_law_is_left_alone(said):
    """Nothing is accused, nor blessed, where the law is denied or not known."""
    assert grades(LAW + said) <= {"OPEN", "UNREAD"}


def test_a_moment_that_is_named_by_a_formula_has_its_value_under_a_law_that_is_pinned():
    """The fourth moment is not the variance of the square."""
    note = (
        RULE + "The $g_t$ are independent; put $s = \\mathbb{E}[g_t^2]$ and $\\kappa = \\operatorname{Var}(g_t^2)$.\n\n"
    )
    assert {"SURVIVED"} == grades(note + "For standard normal $g$ we find $s = 1$ and $\\kappa = 2$.")
    assert {"SURVIVED", "REFUTED"} == grades(note + "For standard normal $g$ we find $s = 1$ and $\\kappa = 3$.")
    assert not grades(note + "Now take $s = 3$.")


def test_a_zero_mean_said_elsewhere_protects_a_claim():
    """Which sentences a condition is for is not always certain."""
    wrong = r"Then $\mathbb{E}[v_\infty] = \operatorname{Var}(g)$."
    assert "REFUTED" in grades(LAW + wrong)
    assert "REFUTED" not in grades(LAW + "Near the minimum the gradients are only noise.\n\n" + wrong)
    assert "REFUTED" not in grades(RULE + "All gradients fluctuate about a mean of zero.\n\n" + wrong)


@pytest.mark.parametrize(
    "law",
    [
        "Let the gradients be centred, of variance $\\sigma^2$.",
        "The gradients have variance $\\sigma^2$ and take both signs equally often.",
        "Mean-free gradients of variance $\\sigma^2$ are fed in.",
        "The gradients, which were centred before, have variance $\\sigma^2$.",
    ],
)
def test_a_mean_that_is_zero_in_other_words_protects_a_claim(law):
    """What may say that the mean is zero is taken into account."""
    assert "REFUTED" not in grades(RULE + law + "\n\n" + r"The root tends to $\sqrt{\mathbb{E}[v_\infty]} = \sigma$.")


def test_a_letter_that_is_not_named_decides_nothing():
    """What sigma is has to be said."""
    assert grades(RULE + r"The mean is $\mathbb{E} v_t = (1-\beta^t)\sigma^2$.") <= {"OPEN", "UNREAD"}


def test_the_running_mean_by_its_own_name_is_no_expectation():
    """A value of E[g^2] at some step is not the mean of a law."""
    note = (
        "$E[g^2]_t = \\gamma E[g^2]_{t-1} + (1-\\gamma) g_t^2$ and"
        " $x_{t+1} = x_t - \\frac{\\eta}{\\sqrt{E[g^2]_t+\\epsilon}} g_t$.\n\n"
    )
    assert grades(note + "After the first step $E[g^2] = 0.025$.") <= {"OPEN", "UNREAD"}


def test_a_spread_needs_gradients_that_are_independent():
    """A variance that holds for independent gradients is not blessed for any others."""
    said = r"$\operatorname{Var} m_\infty = \frac{1-\beta}{1+\beta}\sigma^2$."
    assert {"OPEN"} == grades(RULE + "The gradients have mean $\\mu$ and variance $\\sigma^2$.\n\n" + said)


def test_a_heading_about_what_is_left_does_not_move_powers_of_the_steps_to_the_end():
    """What counts the steps speaks of each of them."""
    heading = RULE + "## How much bias is left?\n\nFor stationary gradients "
    assert grades(heading + r"$\mathbb{E} v_t = (1-\beta^{t-1})\mathbb{E}[g^2]$.") == {"OPEN"}
    assert grades(heading + r"$\mathbb{E} v_t = (1-\beta^t)\mathbb{E}[g^2]$.") == {"SURVIVED"}
