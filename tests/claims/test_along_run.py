"""Worked steps whose arithmetic holds and which are not what the note's own rule and numbers make of the letter."""

import pytest

NOTE = r"""# By hand

$$v_t = \rho v_{t-1} + (1-\rho)\,g_t^2, \qquad w_t = w_{t-1} - \frac{\alpha}{\sqrt{v_t}+\delta}\,g_t$$

We take $\rho = 0.8$, $\alpha = 0.1$, $\delta = 0$, start at $v_0 = 0$ and $w_0 = 2$, and see the gradients 3, -1, 2.

"""
DEEP = NOTE.replace(r"\alpha", r"\epsilon")

WRONG = [
    r"$v_2 = 0.8\cdot 1.8 + 0.2\cdot 3^2 = 3.24$",
    r"$v_2 = 1.8 + 0.2\cdot (-1)^2 = 2$",
    r"$v_3 = 0.8\cdot 1.64 = 1.312$",
    r"$v_3 = 0.8\times 1.80 + 0.2\times 2^2 = 2.24$",
    r"$v_3 = 0.2\,(3^2 + 0.8\cdot(-1)^2 + 0.8^2\cdot 2^2) = 2.472$",
    r"$\sqrt{v_2} = \sqrt{1.80} \approx 1.342$",
    r"$\Delta w_2 = -\frac{0.1}{\sqrt{1.80}}\cdot(-1) \approx 0.0745$",
    r"$w_1 - w_0 = -\frac{0.1\cdot 3}{1.8} \approx -0.167$",
    r"$w_1 = 2 + 0.1\cdot\frac{3}{\sqrt{1.8}} \approx 2.22$",
    r"$w_2 = 2 + 0.0781 = 2.0781$",
    r"$\frac{\alpha}{\sqrt{v_2}} = \frac{0.1}{1.64} \approx 0.061$",
]
RIGHT = [
    r"$v_2 = 0.8\cdot 1.8 + 0.2\cdot (-1)^2 = 1.64$",
    r"$v_2 = 0.8\cdot 0.2\cdot 3^2 + 0.2 = 1.64$",
    r"$v_3 = 0.8\times 1.6 + 0.2\times 2^2 = 2.08$",
    r"$v_3 = 0.2\,(0.8^2\cdot 3^2 + 0.8\cdot(-1)^2 + 2^2) = 2.112$",
    r"$\sqrt{v_2} = \sqrt{1.6} \approx 1.26$",
    r"$\Delta w_2 = \frac{0.1}{\sqrt{1.64}} \approx 0.0781$",
    r"$w_1 = 2 - 0.1\cdot\frac{3}{1.34} \approx 1.776$",
    r"$w_2 = 1.776 + 0.078 = 1.854$",
    r"$\frac{\alpha}{\sqrt{v_2}} = \frac{0.1}{1.28} \approx 0.0781$",
    r"In the second coordinate $v_1 = 0.2\cdot 4^2 = 3.2$ and $v_2 = 0.8\cdot 3.2 + 0.2\cdot 1 = 2.76$.",
    r"With gradients of 5 instead $v_1 = 0.2\cdot 5^2 = 5$ and $v_2 = 0.8\cdot 5 + 0.2\cdot 25 = 9$.",
    r"If we forgot the old value, we had $v_3 = 0.8\cdot 1.8 + 0.2\cdot 4 = 2.24$.",
    r"The parameters have $v_1 = 0.2\cdot 3^2 = 1.8$ and $v_2 = 0.2\cdot 4^2 = 3.2$.",
    r"- $v_1 = 0.8\cdot 1.8 + 0.2\cdot 2^2 = 2.24$",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_worked_step_is_held_against_the_run(judge, text):
    """An old value, a gradient, a weight, a root or a sign that the run does not have there."""
    assert "REFUTED" in judge(NOTE + text).grades


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_run_makes_or_another_run_does_is_left_alone(judge, text):
    """Numbers that were rounded on the way, another coordinate, another list, and what is only supposed."""
    assert "REFUTED" not in judge(NOTE + text).grades


def test_a_tiny_eps_is_left_out_of_worked_steps(judge):
    """Nobody writes it; a large one would be missed."""
    text = r"$w_1 = 2 - 0.1\cdot 3/\sqrt{1.8} = 1.776$"
    assert "REFUTED" not in judge(NOTE.replace(r"\delta = 0", r"\delta = 10^{-8}") + text).grades
    assert "REFUTED" in judge(NOTE.replace(r"\delta = 0", r"\delta = 1") + text).grades


def test_a_run_stops_where_an_earlier_step_was_wrong(judge):
    """What goes on from a slip is right for the note's own numbers; only the slip is accused."""
    text = "$v_2 = 0.8\\cdot 1.8 + 0.2\\cdot 1 = 1.46$\n\n$v_3 = 0.8\\cdot 1.46 + 0.2\\cdot 4 = 1.968$\n"
    assert ["REFUTED"] == [grade for grade in judge(NOTE + text).grades if grade == "REFUTED"]


def test_epsilon_may_be_the_rate_where_delta_is_added_to_the_root(judge):
    """As in the best known book on deep learning."""
    assert "REFUTED" in judge(DEEP + r"$w_1 = 2 - 0.1\cdot\frac{3}{1.8} \approx 1.833$").grades
    assert "REFUTED" not in judge(DEEP + r"$w_1 = 2 - 0.1\cdot\frac{3}{\sqrt{1.8}} \approx 1.776$").grades
    assert judge(DEEP + r"Hence $|w_1 - w_0| = \epsilon/\sqrt{1-\rho}$ for $\delta = 0$.").grades == ["PROVED"]
