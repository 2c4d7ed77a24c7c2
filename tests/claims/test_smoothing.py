"""A note whose letter is the share of what is new has no decay by that letter: what words say is not accused by it."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

TURNED = [
    r"We keep $v_t = (1-\beta) v_{t-1} + \beta g_t^2$ with $v_0 = 0$ and $\beta = 0.1$.",
    r"We keep $v_t = \rho g_t^2 + (1-\rho) v_{t-1}$ with $v_0 = 0$ and $\rho = 0.1$.",
    r"We keep $v_t = v_{t-1} + \gamma (g_t^2 - v_{t-1})$ with $v_0 = 0$ and $\gamma = 0.1$.",
]
USUAL = r"We keep $v_t = (1-\beta) g_t^2 + \beta v_{t-1}$ with $v_0 = 0$ and $\beta = 0.1$."
SAID = [
    "The half-life is 6.58 steps.",
    r"The half-life is $\ln 2/(-\ln 0.9) = 6.58$ steps.",
    r"The weight of $g_{t-4}^2$ is $0.1\cdot 0.9^4 = 0.0656$.",
    "After 22 steps 90 % of the limit is reached.",
    r"A spike of size 10 adds $0.1\cdot 100 = 10$.",
]


def grades(text):
    """The grades of a note, in order."""
    return [str(each.grade) for each in Note("n.md").verdicts(text)]


@pytest.mark.parametrize("rule", TURNED)
@pytest.mark.parametrize("said", SAID)
def test_the_share_of_what_is_new_is_no_decay(rule, said):
    """What is right for 1 minus the letter is not accused."""
    assert "REFUTED" not in grades(f"{rule}\n\n{said}")


@pytest.mark.parametrize("said", SAID)
def test_the_same_words_about_a_decay_are_accused(said):
    """With the letter at the old mean they are wrong."""
    assert "REFUTED" in grades(f"{USUAL}\n\n{said}")


@pytest.mark.parametrize("decay, rate", [("alpha", "lr"), ("alpha", "gamma"), ("gamma", "alpha")])
def test_a_decay_by_the_name_of_a_rate_is_no_rate(decay, rate):
    """Libraries call the decay alpha, and others the rate."""
    code = f"    sq = {decay}*sq + (1-{decay})*g*g\n    p -= {rate}*g/(sqrt(sq) + eps)"
    rule = f"`rms({rate}=1e-2, {decay}=0.99)`\n\n{code}\n\n"
    right = f"`sq` starts at 0. Hence the first update is {rate}/sqrt(1-{decay}) = 0.1 in size, ten times `{rate}`."
    assert "REFUTED" not in grades(rule + right)
