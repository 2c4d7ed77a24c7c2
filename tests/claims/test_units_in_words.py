"""Units that prose names are held to those of the note's own rule, with its own units of the loss and the parameter."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

OUTSIDE = r"""We run $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ and
$\theta_{t+1} = \theta_t - \eta \frac{g_t}{\sqrt{v_t}+\epsilon}$.

With the loss in volts and $\theta$ in seconds we look at units.

"""
INSIDE = OUTSIDE.replace(r"\sqrt{v_t}+\epsilon", r"\sqrt{v_t+\epsilon}")


def said(text):
    """The grades of what a note says of units."""
    return [str(each.grade) for each in Note("n.md").verdicts(text) if each.kind == "dimension"]


@pytest.mark.parametrize(
    "text",
    [
        r"$v_t$ is in $\mathrm{V^2/s^2}$.",
        r"$\epsilon$ carries the unit of the gradient.",
        "The learning rate is in seconds.",
        r"$\epsilon$, which is added next to the root, is in V/s.",
        "The learning rate has the same unit as the parameter.",
    ],
)
def test_a_right_unit_is_proved(text):
    """By letter or by word, in symbols or spelled out."""
    assert ["PROVED"] == said(OUTSIDE + text)


@pytest.mark.parametrize(
    "text",
    [
        "$v_t$ is in V/s.",
        r"$\epsilon$ carries the unit of the squared gradient.",
        "The learning rate is in V/s.",
        r"$\epsilon$, which stands next to the root, is in V^2/s^2.",
        "The learning rate has the unit of the gradient.",
    ],
)
def test_a_wrong_unit_is_refuted(text):
    """With the unit that is so."""
    assert ["REFUTED"] == said(OUTSIDE + text)


def test_the_unit_of_eps_is_that_of_where_it_stands():
    """Inside the root it is that of a square."""
    assert ["PROVED"] == said(INSIDE + r"$\epsilon$ carries $\mathrm{V^2/s^2}$.")
    assert ["REFUTED"] == said(INSIDE + r"$\epsilon$ carries $\mathrm{V/s}$, like the gradient.")


@pytest.mark.parametrize(
    "text",
    [
        r"If $\epsilon$ stood inside the root, $\epsilon$ would be in V^2/s^2.",
        r"$\theta_t$ is in $\Theta$, and $\beta$ is in $(0,1)$.",
        "The gradient has m components.",
        "For plain gradient descent the learning rate is in s^2/V.",
        "Without the root the learning rate is in V.",
        "The parameter is in seconds.",
    ],
)
def test_other_rules_and_other_uses_of_the_words_are_left_alone(text):
    """Nothing is said of them."""
    assert not said(OUTSIDE + text)


@pytest.mark.parametrize(
    "text, grade",
    [
        (
            r"If gradients are multiplied by $k$, the steps stay the same if we replace $\epsilon$ by $k\epsilon$.",
            1,
        ),
        (
            r"If gradients are multiplied by $k$, the steps stay the same if we replace $\epsilon$ by $k^2\epsilon$.",
            2,
        ),
        (r"When the loss is scaled by $10$, the updates do not change if $\epsilon$ is multiplied by $100$.", 2),
    ],
)
def test_eps_follows_the_scale_of_the_gradients_by_its_unit(text, grade):
    """Outside the root it goes with the gradient, inside with the square."""
    assert ["PROVED" if grade == 1 else "REFUTED"] == said(OUTSIDE + text)
    assert ["PROVED" if grade == 2 else "REFUTED"] == said(INSIDE + text)


def test_a_place_in_the_sentence_is_that_of_its_eps():
    """What stands under the root has the unit of the squares, whatever the note itself does."""
    assert said(OUTSIDE + "An `eps` under the root has the units of $g$.") == ["REFUTED"]
    assert said(OUTSIDE + "An `eps` under the root has the units of $v_t$.") == ["PROVED"]
    assert said(OUTSIDE + r"With $\epsilon$ inside the root, $\epsilon$ is in V^2/s^2.") == ["PROVED"]
    assert said(INSIDE + r"$\epsilon$ outside the root has the unit of $g_t$.") == ["PROVED"]
    assert said(OUTSIDE + r"$\epsilon$ is added outside the root and must have the unit of $v_t$.") == ["REFUTED"]


@pytest.mark.parametrize("power,grade", [("c", "REFUTED"), ("c^2", "PROVED")])
def test_the_factor_of_eps_may_be_said_after_that_of_the_gradients(power, grade):
    """In another sentence, or as what the loss is replaced by."""
    loss = "Replace $f$ by $cf$. The iterates remain the same if we also replace $\\epsilon$ by ${}\\,\\epsilon$."
    steps = (
        "All gradients are multiplied by $c$.\n\nThe steps are restored if $\\epsilon$ is replaced by ${}\\,\\epsilon$."
    )
    assert [grade] == said(INSIDE + loss.format(power))
    assert [grade] == said(INSIDE + steps.format(power))


def test_without_a_factor_or_with_another_effect_nothing_is_said_of_eps():
    """Nobody is accused."""
    assert not said(INSIDE + "The steps remain the same if we replace $\\epsilon$ by $c\\,\\epsilon$.")
    assert not said(INSIDE + "All gradients are scaled by $c$. The steps would change for $c\\epsilon$.")
