"""What a change of all gradients does, and what steps are in seconds, in the words of many hands."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = (
    r"We keep $s_t = \rho s_{t-1} + (1-\rho) g_t^2$ from 0 with $\rho = 0.99$ and step by $\eta g_t/\sqrt{s_t}$."
    "\n\n"
)


def grades(text):
    """The grades of what a note says in a sentence."""
    found = Note("n.md").verdicts(RULE + text)
    return [str(each.grade) for each in found if each.place.line > 1 and str(each.grade) not in {"OPEN", "UNREAD"}]


@pytest.mark.parametrize(
    "text",
    [
        "Loss times ten: every $s_t$ becomes a hundred times larger.",
        "Multiply every gradient by 30. Then all three methods take the same steps as before.",
        "If all gradients are multiplied by 7, then the steps do not change as long as eps is negligible.",
        "A weight whose gradients are 20 times as large gets an effective learning rate 20 times smaller.",
        "Our loop makes 40 steps per second. For this a run of 120 steps, or 3.0 s on the same machine, is short.",
        r"At $200$ updates per second and $\rho = 0.99$ we have $\tau \approx 0.497\,\mathrm{s}$.",
    ],
)
def test_what_follows_of_a_scale_is_right(text):
    """The square of the factor, the factor, or none of it."""
    assert "REFUTED" not in grades(text)
    assert grades(text)


@pytest.mark.parametrize(
    "text",
    [
        "Loss times ten: every $s_t$ becomes ten times larger.",
        "A weight whose gradients are 20 times as large gets an effective learning rate 400 times smaller.",
        "Our loop makes 40 steps per second. For this a run of 120 steps, or 30 s on the same machine, is short.",
        r"At $200$ updates per second and $\rho = 0.99$ we have $\tau \approx 4.97\,\mathrm{s}$.",
    ],
)
def test_what_does_not_follow_of_a_scale_is_accused(text):
    """A square is left out, or a decimal point is elsewhere."""
    assert "REFUTED" in grades(text)


@pytest.mark.parametrize(
    "text",
    [
        "If SGD sees gradients 10 times larger, its steps are 10 times larger.",
        "If one gradient is doubled, $s_t$ does not change by 4.",
        "If the loss is multiplied by 3 from now on, $s_t$ grows by a factor of 3 at first.",
        "Multiply the loss by 10 and the rate by 2. Then the steps are not the same.",
        "Our loop makes 40 steps per second. Elsewhere a run of 120 steps, or 30 s, is short.",
    ],
)
def test_another_change_is_left_alone(text):
    """Another rule, one gradient, another rate, or another machine may be meant."""
    assert "REFUTED" not in grades(text)


NAMELESS = "The class of RMSProp keeps `avg_sq`, and divides by its root.\n\n"


@pytest.mark.parametrize("factor, wrong", [("a factor of 64", True), ("a factor of 4096", False)])
def test_a_state_may_have_its_name_in_the_program_alone(factor, wrong):
    """What a program calls avg_sq is a mean of squares."""
    found = Note("n.md").verdicts(f"{NAMELESS}If you multiply the loss by 64, then `avg_sq` grows by {factor}.")
    assert [str(each.grade) == "REFUTED" for each in found] == [wrong]
