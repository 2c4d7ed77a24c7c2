"""Closed forms as they are typed: sums in words and in small letters, Δ alone, states without a step, numbers said."""

from __future__ import annotations

import pytest

RULE = "sₜ = ρ·sₜ₋₁ + (1−ρ)·gₜ²\nwₜ = wₜ₋₁ − η·gₜ/(√sₜ + ε)\n\nWe start from s₀ = 0 and neglect ε from here on.\n\n"
LOG = "  s = decay*s + (1-decay)*g*g\n  w -= lr*g/(sqrt(s) + eps)\n\ndecay = 0.95, lr = 0.01. s starts at 0.\n\n"


@pytest.mark.parametrize(
    "said, grade",
    [
        ("So sₜ = (1−ρ)·Σᵢ₌₁ᵗ ρᵗ⁻ⁱ·gᵢ².", "PROVED"),
        ("So sₜ = (1−ρ)·Σᵢ₌₁ᵗ ρⁱ·gᵢ².", "REFUTED"),
        ("So s[t] = (1 - ρ) * sum over k = 1..t of ρ^(t-k) * g[k]^2.", "PROVED"),
        ("So s[t] = (1 - ρ) * sum over k = 1..t of ρ^k * g[k]^2.", "REFUTED"),
        ("So s[t] = (1 - ρ) * sum from i = 1 to t of ρ^(t-i+1) * g[i]^2.", "REFUTED"),
        ("So |Δ₁| = η/√(1−ρ).", "PROVED"),
        ("So |Δ₁| = η/√ρ.", "REFUTED"),
        ("So |Δ₁| = η/√(1−ρ), whatever g₁ ≠ 0 is.", "PROVED"),
        ("So |Δ₁| = η/(1−ρ), whatever g₁ ≠ 0 is.", "REFUTED"),
        ("Here √(s+ε) ≤ √s + √ε for all s, ε ≥ 0.", "PROVED"),
    ],
)
@pytest.mark.parametrize("name", ["n.txt", "n.md"])
def test_closed_forms_are_read_as_they_are_typed(judge, said, grade, name):
    """Each with the mistake that is made there."""
    assert [grade] == judge(f"{RULE}{said}\n", name).grades


@pytest.mark.parametrize(
    "said, grade",
    [
        ("With a constant gradient g: s = (1 - 0.95^t) * g^2.", "PROVED"),
        ("With a constant gradient g: s = (1 - 0.95^(t-1)) * g^2.", "REFUTED"),
        ("After the first update s = 0.05*g^2.", "PROVED"),
        ("First update: s = 0.05*g^2.", "PROVED"),
        ("With a constant gradient g: s = (1 - 0.9^t) * g^2.", "OPEN"),
        ("If s had started at 1 and g = 0, then s = 0.95^t.", "OPEN"),
    ],
)
def test_the_number_of_a_decay_that_was_said_is_the_decay(judge, said, grade):
    """A number that was not said may be another decay."""
    found = judge(f"{LOG}{said}\n", "n.txt").grades
    assert grade == found[-1] or (grade == "OPEN" and not {"REFUTED", "PROVED"} & {*found})


def test_a_note_may_mean_something_else_by_its_delta(judge):
    """What it is defined to be is what it is; without a definition its sign is not known."""
    own = RULE + "We write Δₜ = sₜ − sₜ₋₁. "
    assert "PROVED" in judge(own + "Then |Δ₁| = (1−ρ)·g₁².\n", "n.txt").grades
    assert "REFUTED" not in judge(own + "Then |Δ₁| = (1−ρ)·g₁².\n", "n.txt").grades
    assert "REFUTED" not in judge(RULE + "Then Δ₁ = η·sign(g₁)/√(1−ρ).\n", "n.txt").grades


def test_suppositions_of_a_heading_are_no_excuse_in_general(judge):
    """The formula that holds for one decay only is wrong as a rule."""
    text = RULE + "## By hand, ρ = ½\n\nHere s₁ = ½·g₁². In general |Δ₁| = η/√ρ.\n"
    assert "REFUTED" in judge(text, "n.md").grades
