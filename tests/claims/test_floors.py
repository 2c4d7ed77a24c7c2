"""What prose says of the smallest divisor that eps leaves, under the root and beside it."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.quantities.floors import Floors
from rmsprop_sym.rules import RULES

INSIDE = Floors([[Model(RULES["rmsprop_eps_inside"], {"x": "theta"})]], "1e-6")
OUTSIDE = Floors([[Model(RULES["rmsprop"], {"x": "theta"})]], "1e-8")
RIGHT = [
    (INSIDE, r"The denominator at $r_t = 0$ is $10^{-3}$."),
    (INSIDE, "So the denominator is never below 0.001."),
    (INSIDE, "eps starts to dominate once r is below about 1e-6."),
    (INSIDE, "eps takes over when sqrt(r) is below 1e-3."),
    (INSIDE, r"For $v_k=0$ the effective step size equals $10^{3}\,\alpha$."),
    (INSIDE, "With eps outside the root, the denominator at v = 0 is 1e-6."),
    (INSIDE, "eps = 1e-8 inside the root corresponds to 1e-4 outside."),
    (OUTSIDE, r"At $v=0$ the inside form with `eps=1e-10` has denominator $\sqrt{10^{-10}} = 10^{-5}$."),
    (OUTSIDE, "To get our floor with the inside form you need `eps=1e-16`."),
    (OUTSIDE, "eps takes over once v is below 1e-16."),
    (OUTSIDE, "The inside form has a floor of sqrt(eps): for eps = 1e-10 the floor is 1e-5."),
    (OUTSIDE, "They compute `sqrt(v + eps)`. To reproduce our default floor of 1e-8 there, set its eps to 1e-16."),
    (INSIDE, "It is a thousand times stronger at zero than with the same number outside the root."),
    (INSIDE, r"For tiny gradients it is SGD with learning rate $\alpha/\sqrt{\varepsilon}$."),
]
WRONG = [
    (INSIDE, r"Our $\delta = 10^{-6}$ means that the denominator at $r = 0$ is $10^{-6}$."),
    (INSIDE, "eps starts to dominate once r is below about 1e-3."),
    (INSIDE, "eps takes over when sqrt(r) is below 1e-6."),
    (INSIDE, r"For $v_k=0$ the effective step size equals $10^{6}\,\alpha$."),
    (INSIDE, "eps = 1e-4 inside corresponds to 1e-8 outside."),
    (OUTSIDE, "To get our floor with the inside form you need `eps=1e-4`."),
    (OUTSIDE, "To get our floor of 1e-6 with eps inside one sets eps = 1e-3 there."),
    (OUTSIDE, "eps takes over once v is below 1e-8."),
    (OUTSIDE, "The inside form has a floor of sqrt(eps): for eps = 1e-10 the floor is 1e-20."),
    (OUTSIDE, "They compute `sqrt(v + eps)`. To reproduce our default floor of 1e-8 there, set its eps to 1e-4."),
    (INSIDE, "It is a million times stronger at zero than with the same number outside the root."),
    (INSIDE, r"For tiny gradients it is SGD with learning rate $\alpha/\varepsilon$."),
]
LEFT_ALONE = [
    (INSIDE, "The denominator is never below 1e-6."),
    (INSIDE, r"For large gradients it is unlike SGD with learning rate $\alpha/\varepsilon$."),
    (INSIDE, "It is 20 times stronger at zero than what they measured outside the lab."),
    (INSIDE, r"The denominator at $r=0$ is not $10^{-6}$."),
    (INSIDE, "Is the denominator at $r=0$ equal to 1e-6?"),
    (INSIDE, "Some people think that the denominator at $r=0$ is $10^{-6}$."),
    (INSIDE, "With another constant the denominator at $r=0$ is $0.2$."),
    (Floors([[Model(RULES["rmsprop"], {"x": "theta"})]], ""), "The denominator at v = 0 is 1e-4."),
    (Floors((), "1e-8"), "The denominator at v = 0 is 1e-4."),
    (
        Floors([[Model(RULES["rmsprop"], {"x": "theta"})]], "1e-8", near="Keras adds eps under the root."),
        "There the denominator at v = 0 is 1e-4.",
    ),
]


def grades(floors, text):
    """The grades of what the text says."""
    return {str(each.evidence.grade) for each in floors.remarks(text)}


@pytest.mark.parametrize("floors,text", RIGHT)
def test_a_right_divisor_is_right(floors, text):
    """The root is taken where eps stands below it."""
    assert grades(floors, text)
    assert grades(floors, text) <= {"PROVED", "ROUNDS"}


@pytest.mark.parametrize("floors,text", WRONG)
def test_a_root_left_out_or_taken_for_a_square_is_refuted(floors, text):
    """Each has a known slip."""
    assert grades(floors, text) == {"REFUTED"}


@pytest.mark.parametrize("floors,text", LEFT_ALONE)
def test_a_weaker_bound_another_place_and_a_denial_are_left_alone(floors, text):
    """Nobody is accused of them."""
    assert not grades(floors, text)
