"""What words alone claim about a rule is judged as the formula that they mean."""

from __future__ import annotations

import pytest

RULE = r"""# Notes on RMSProp

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \qquad \theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t}+\varepsilon} $$

"""
SAID = {
    "AdaGrad's accumulator never decreases, that of RMSProp can.": "PROVED",
    "In RMSProp the running average never decreases.": "REFUTED",
    "The denominator can only grow, since squares are added.": "REFUTED",
    "The effective learning rate can only shrink.": "REFUTED",
    "AdaGrad's effective learning rate can only shrink.": "PROVED",
    "The moving average is never negative.": "PROVED",
    "No step is longer than the learning rate.": "REFUTED",
    "With AdaGrad, no step is longer than the learning rate.": "PROVED",
    "The first step is exactly as long as the learning rate.": "REFUTED",
    "The first step is always longer than the learning rate.": "PROVED",
    "In Adam the first step is exactly eta long for any nonzero gradient.": "PROVED",
    "Every step goes against the current gradient.": "PROVED",
    "In Adam, every step goes against the current gradient.": "REFUTED",
    "With a constant gradient the step lengths decrease to the learning rate.": "PROVED",
    r"With a constant gradient the steps increase steadily to $\eta$.": "REFUTED",
    r"For a constant gradient the step sizes tend to $\eta$ from below.": "REFUTED",
    "The centred step is never longer than the plain one.": "REFUTED",
    "The centred step is never shorter than the plain one.": "PROVED",
    "Centring makes the very first step shorter.": "REFUTED",
    "Subtracting $m_t^2$ makes the first step longer.": "PROVED",
    "Leaving the corrections out makes the first step too short.": "REFUTED",
    "Without bias correction, the early steps come out too long.": "PROVED",
    "Without the correction the first averages are too small.": "PROVED",
    "$v_t$ is at most the largest squared gradient.": "PROVED",
    "Suppose all gradients are equal. Then the running average never decreases.": "PROVED",
}
NOT_ACCUSED = [
    "Once the gradient has vanished, the running average never increases.",
    "It is not true that the running average never decreases.",
    "Does the running average never decrease?",
    "If the gradients grow, the running average never decreases.",
    "Without momentum the first step is exactly as long as the learning rate.",
    "In Nadam no step is longer than the learning rate.",
    "For large batches no step is longer than the learning rate.",
    "Some believe that no step is longer than the learning rate.",
    "Let $|g_t|$ decrease. No step is longer than the learning rate.",
    "In AMSGrad the denominator can only grow.",
    "With the corrections in place the early steps are not too small.",
]


@pytest.mark.parametrize("text", SAID)
def test_words_about_a_rule_are_judged(judge, text):
    """Each sentence is proved or refuted by what it means."""
    assert judge(RULE + text).grades == [SAID[text]]


@pytest.mark.parametrize("text", NOT_ACCUSED)
def test_what_may_hold_under_a_condition_is_not_accused(judge, text):
    """Conditions, denials, questions and other rules accuse nobody, and bless nobody either."""
    assert {*judge(RULE + text).grades} <= {"OPEN"}


def test_a_rule_of_two_is_judged_only_if_both_agree(judge):
    """Where a note has several rules and names none, what holds of one of them only is left alone."""
    both = (
        RULE.replace("on RMSProp", "") + "Now $G_t = G_{t-1} + g_t^2$ and $x_t = x_{t-1} - \\eta g_t/\\sqrt{G_t}$.\n\n"
    )
    assert "REFUTED" not in judge(both + "The accumulator never decreases.").grades


def test_a_section_about_a_constant_gradient_excuses_what_holds_there(judge):
    """A heading may be the condition."""
    section = "## Constant gradient\n\nThe running average never decreases.\n"
    assert "REFUTED" not in judge(RULE + section).grades


def test_values_decide_how_long_an_uncorrected_step_of_adam_is(judge):
    """It depends on both decays."""
    note = "# Adam\n\nLet $\\beta_1 = {}$ and $\\beta_2 = {}$.\n\nWithout correction, the first step is too long.\n"
    assert judge(note.format("0.9", "0.999")).grades == ["PROVED"]
    assert judge(note.format("0.9", "0.9")).grades == ["REFUTED"]


def test_how_much_too_small_something_is_is_another_claim(judge):
    """What is too small by a factor is not judged as if it were only too small."""
    assert judge(RULE + "Without the correction the first averages are too small by a factor of 3.").grades == []


@pytest.mark.parametrize(
    "text",
    [
        "In sign-SGD no step is longer than the learning rate.",
        "For SGD with clipping no step is longer than the learning rate.",
        r"The first step is shorter than $\eta$ as soon as that is so.",
    ],
)
def test_a_relative_of_a_rule_and_a_condition_behind_are_no_claim_about_it(judge, text):
    """Another rule is another rule, and as soon as is if."""
    assert "REFUTED" not in judge(RULE + text).grades


def test_what_is_said_of_a_start_from_zero_is_not_held_against_another_start(judge):
    """From one, the early means of small gradients are too large."""
    started = RULE.replace("g_t^2,", "g_t^2, v_0 = 1,")
    assert "REFUTED" not in judge(started + "Without correction the early averages are too large.").grades
    assert "REFUTED" in judge(RULE + "Without correction the early averages are too large.").grades
