"""What eps has to become where gradients are scaled, in words."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.quantities.scaled_eps import eps_of_scale
from rmsprop_sym.rules import RULES

BESIDE = [[Model(RULES["rmsprop"], {"x": "theta"})]]
UNDER = [[Model(RULES["rmsprop_eps_inside"], {"x": "theta"})]]


def grades(families, text, above=""):
    """The grades of what a note with such a rule says."""
    return [str(each.evidence.grade) for each in eps_of_scale(text, families, above)]


@pytest.mark.parametrize(
    "text",
    [
        r"If every $g_t$ is multiplied by $c>0$ and $\epsilon$ by $c$ too, then the iterates do not change at all.",
        "With gradients 30 times larger, eps must be 30 times larger for the same steps.",
        "If the loss is multiplied by 16, multiply eps by 16 to get the same steps.",
        "If the loss is multiplied by c and eps by c, the run is unchanged.",
    ],
)
def test_beside_the_root_eps_goes_with_the_gradient(text):
    """It has the unit of the gradient there, and that of its square under the root."""
    assert grades(BESIDE, text) == ["PROVED"]
    assert grades(UNDER, text) == ["REFUTED"]


def test_a_form_of_the_sentence_counts_more_than_the_rule_of_the_note():
    """For the other form the factor is c squared, and the factor may stand above."""
    said = r"For $\sqrt{v_t+\epsilon}$ the same statement holds, and $\epsilon$ has to be multiplied by "
    above = "Let all gradients be multiplied. If every gradient is multiplied by $c$, what then?"
    assert grades(BESIDE, f"{said}$c$.", above) == ["REFUTED"]
    assert grades(BESIDE, f"{said}$c^2$.", above) == ["PROVED"]


@pytest.mark.parametrize(
    "text",
    [
        "If the loss is multiplied by 16, eps does not have to be multiplied by 16 to get the same steps.",
        "If the loss is multiplied by 16 and eps by 16, the weights decay.",
        "If the learning rate is multiplied by 16 and eps by 256, nothing is the same.",
        "Does eps have to be multiplied by 256 for the same steps, if the loss is multiplied by 16?",
        "If the loss is multiplied by 16, eps must be multiplied by 3 for the same steps.",
    ],
)
def test_what_claims_no_such_thing_is_left_alone(text):
    """It is denied, asked, or of something else."""
    assert not grades(BESIDE, text)
