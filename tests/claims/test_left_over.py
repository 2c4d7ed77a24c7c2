"""The share that is left of a weight after some steps, as prose gives it, is held against the power of the decay."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.quantities.named import Reader

RIGHT = [
    "With $\\beta = 0.98$ a weight has, after 100 steps, dropped to about 13 % of what it was.",
    "For $\\beta = 0.98$, after 100 steps the weight has dropped to 13.3 % of what it was.",
    "For $\\beta = 0.98$, after 100 steps, twice the memory, a weight is down to 13 per cent of its initial value.",
    "For $\\beta = 0.98$, after 100 further updates its contribution retains only 13 % of its original size.",
    "For $\\beta = 0.98$ the weight of a square after 50 steps is still 36 % of its first value.",
    "For $\\beta = 0.98$ the influence of a square has after 50 steps shrunk to $36.4\\,\\%$ of its first size.",
]
WRONG = [text.replace("13", "37").replace("36", "60") for text in RIGHT]
LEFT_ALONE = [
    "For $\\beta = 0.98$, after 100 steps the weight has lost 37 % of what it was.",
    "For $\\beta = 0.98$, after 100 steps the weight has dropped by 37 % of what it was.",
    "For $\\beta = 0.98$, after 100 steps the root of the weight has dropped to 36.4 % of what it was.",
    "For $\\beta = 0.98$, after 100 steps the influence of a spike on the step has dropped to 36 % of its first size.",
    "For $\\beta = 0.98$, after 100 steps the weight has not dropped to 37 % of what it was.",
    "For $\\beta = 0.98$, after 100 steps the rate and not the weight has dropped to 37 % of what it was.",
    "For $\\beta = 0.98$, if after 100 steps the weight has dropped to 37 % of what it was, all is well.",
    "For $\\beta = 0.98$, does after 100 steps the weight drop to 37 % of what it was?",
    "After 100 steps the weight has dropped to 37 % of what it was.",
]


def grades(text):
    """The grades of what a sentence says of the decay beta."""
    return [str(each.evidence.grade) for each in Reader("beta".__eq__).remarks(text)]


@pytest.mark.parametrize("text", RIGHT)
def test_the_right_share_rounds(text):
    """0.98 to the hundredth power is 13.3 %."""
    assert [] == [each for each in grades(text) if each != "ROUNDS"]
    assert grades(text)


@pytest.mark.parametrize("text", WRONG)
def test_the_share_after_half_as_many_steps_is_refuted(text):
    """37 % are left after 50 steps, and 60 % after 25."""
    assert ["REFUTED"] == grades(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_of_something_else_is_left_alone(text):
    """What is lost, roots, steps, denials, questions and unknown decays are not judged."""
    assert [] == grades(text)


def test_a_note_gives_the_decay(judge):
    """The decay may stand in the code of a note, and only there."""
    text = "# Memory\n\nWith `decay = 0.98`.\n\n* After 100 steps a weight has dropped to 37 % of what it was.\n"
    assert ["REFUTED"] == [grade for grade in judge(text).grades if grade != "OPEN"]


def test_the_decay_in_code_counts_beside_formulas(judge):
    """A note with TeX may give its decay in backticks; two of them leave it open."""
    rule = "$s_t = \\beta s_{t-1} + (1-\\beta) g_t^2$, where `decay = 0.98` is used"
    left = "\n\n* After 100 steps a weight has dropped to 37 % of what it was.\n"
    assert "REFUTED" in judge(f"{rule}.{left}").grades
    assert "REFUTED" not in judge(f"{rule}, or `decay = 0.99`.{left}").grades
