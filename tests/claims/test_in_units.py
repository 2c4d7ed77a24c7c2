"""What prose says of units is judged by the units of the note's rule, and left alone where these are not certain."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""
$$s_t = \rho s_{t-1} + (1-\rho) g_t^2, \qquad w_t = w_{t-1} - \gamma \frac{g_t}{\sqrt{s_t} + \varepsilon},$$ $s_0 = 0$.

"""
MEASURED = "Suppose that $w$ is measured in metres and the loss in joules. "
RIGHT = [
    "$s_t$ has the same unit as $g_t^2$.",
    r"$\varepsilon$ and $\sqrt{s_t}$ have the same units.",
    r"Hence $g_t/\sqrt{s_t}$ is dimensionless.",
    r"The decay $\rho$ has no unit.",
    r"The unit of $\gamma$ is that of $w_t$.",
    MEASURED + "Then $g_t$ has the unit J/m.",
    MEASURED + "Then $s_t$ is measured in J²/m².",
    MEASURED + r"Then $\gamma$ has the unit $\mathrm{m}$.",
    "$w$ is measured in meters and the cost in dollars. Then $s_t$ is measured in dollars squared per meter squared.",
]
WRONG = [
    "$s_t$ has the same unit as $g_t$.",
    r"$\varepsilon$ has the unit of $s_t$.",
    r"The learning rate $\gamma$ is dimensionless.",
    r"The unit of $\gamma$ is that of $w_t^2$.",
    MEASURED + "Then $s_t$ has the unit J/m.",
    MEASURED + r"The constant $\varepsilon$ must have the unit J²/m² as well.",
    MEASURED + r"Then $\gamma$ is measured in joules.",
]
LEFT_ALONE = [
    r"$\varepsilon$ does not have the unit of $s_t$.",
    r"Would $\gamma$ be dimensionless? The rate $\gamma$ is dimensionless?",
    "$s_t$ has the unit J/m.",  # of what, nobody says
    "$q_t$ has the same unit as $g_t$.",
    r"$\gamma$ has the unit $m$.",  # a letter, or a metre
    r"For plain gradient descent $\gamma$ is dimensionless.",
]


def grades(text, rule=RULE):
    """The grades of what a note with that rule says of units."""
    found = Note("n.md").verdicts(f"{rule}{text}")
    return [str(verdict.grade) for verdict in found if verdict.kind == "dimension"]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_rule_gives_is_right(text):
    """A right remark is blessed."""
    assert grades(text) == ["PROVED"]


@pytest.mark.parametrize("text", WRONG)
def test_another_unit_is_accused(text):
    """A wrong remark is accused."""
    assert grades(text) == ["REFUTED"]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_certain_is_left_alone(text):
    """Nothing is said of it."""
    assert not grades(text)


def test_without_a_rule_nothing_is_said():
    """There are no letters to measure."""
    assert not grades("$s_t$ has the same unit as $g_t$.", rule="")


def test_a_letter_of_a_state_alone_is_not_taken_for_the_rate():
    """The mean alone does not say what gamma is."""
    mean = r"$s_t = \rho s_{t-1} + (1-\rho) g_t^2$." + "\n\n"
    assert not grades(r"The learning rate $\gamma$ is dimensionless.", rule=mean)
    assert grades("$s_t$ has the same unit as $g_t^2$.", rule=mean) == ["PROVED"]


def test_eps_inside_the_root_has_the_unit_of_the_mean():
    """The place of eps decides."""
    inside = RULE.replace(r"\sqrt{s_t} + \varepsilon", r"\sqrt{s_t + \varepsilon}")
    assert grades(r"$\varepsilon$ has the unit of $s_t$.", rule=inside) == ["PROVED"]
