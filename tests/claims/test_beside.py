"""What stands beside a claim in its sentence, or above it, and is no condition on it, and what is one."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

HEAD = "---\nrmsprop_sym:\n  rule: rmsprop\n---\n"
GROWS = r"$v_t \ge v_{t-1}$"


def judged(text):
    """The grades of a note about RMSProp, in order."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(HEAD + text)]


@pytest.mark.parametrize(
    "text",
    [
        "The mean obeys {}, whereas for large $t$ the step is short.",
        "The mean obeys {}; the step does not.",
        r"The mean obeys {}, while $v_t \ge (1-\beta) g_t^2$.",
        "## What is in the mean?\n\nThe mean obeys {}.",
        "## Question 3\n\nThe mean obeys {}.",
        "The $t$-th mean obeys {}.",
    ],
)
def test_what_is_set_against_a_claim_or_asked_before_it_is_no_condition(text):
    """Beyond a contrast stands another claim, and a heading that asks what is so is answered below."""
    assert "REFUTED" == judged(text.format(GROWS))[0]


@pytest.mark.parametrize(
    "text",
    [
        "The mean obeys {}, but only for large gradients.",
        "The mean obeys {}; here we assumed more.",
        "The mean obeys {}, while $g_t = 2$.",
        "The mean obeys {} from $t = 38$ on.",
        "The mean obeys {} from step 38 on.",
        "The mean obeys {} after ten steps.",
        "The mean obeys {} up to $t = 5$.",
        "The mean obeys {} at the initial point.",
        "## Does the mean grow?\n\nThe mean obeys {}.",
        "## Questions\n\nThe mean obeys {}.",
    ],
)
def test_what_may_be_a_condition_keeps_a_claim_from_being_accused(text):
    """Some steps only, a supposition behind a semicolon, a question that may be answered with no."""
    assert "OPEN" == judged(text.format(GROWS))[0]


def test_what_a_number_is_said_to_be_the_first_of_is_no_claim():
    """It is not said to hold for every step."""
    assert [] == judged(f"The first $t$ for which {GROWS} is the third.")


def test_no_condition_changes_arithmetic():
    """A product that is wrong is wrong under every condition; only what the note does not claim is not accused."""
    chain = r"$\eta \cdot 0.1/\sqrt{0.001} \approx {}\,\eta$"
    assert ["REFUTED"] == judged(f"Without the root the first step would have been {chain}.".replace("{}", "0.316"))
    assert ["ROUNDS"] == judged(f"Without the root the first step would have been {chain}.".replace("{}", "3.162"))
    assert ["OPEN"] == judged(f"A student wrote {chain}.".replace("{}", "0.316"))


def test_claims_about_numbered_steps_of_an_example_are_not_judged_for_every_gradient():
    """The gradients may be those that the section lists."""
    step = r"The third update is $\theta_3 - \theta_2 = \eta$."
    assert ["OPEN"] == judged(f"Take the gradients 4, 2, -2 and 6.\n\n{step}")
    assert ["REFUTED"] == judged(step)


def test_the_options_of_a_box_are_no_words_of_it():
    """They stand between its opening and its text."""
    text = f"```{{admonition}} Pattern\n:class: tip\nThe mean obeys {GROWS}.\n```\n"
    assert ["REFUTED"] == judged(text)
