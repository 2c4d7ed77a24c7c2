"""That one rule is a special case of another may be said in words."""

from __future__ import annotations

import pytest

SAID = {
    "Adam with beta1 = 0 is RMSProp with bias correction.": "PROVED",
    r"Setting $\beta_1 = 0$ turns Adam into RMSProp with bias correction.": "PROVED",
    "RMSProp with beta = 0 is sign descent with step eta.": "PROVED",
    r"For $\beta = 0$, RMSProp reduces to sign descent.": "PROVED",
    r"Heavy ball with $\mu = 0$ is plain gradient descent.": "PROVED",
    "RMSProp with beta = 1 is AdaGrad, since nothing is forgotten.": "REFUTED",
    r"RMSProp with $\beta = 0$ becomes plain gradient descent.": "REFUTED",
    r"Setting $\beta_1 = 0$ turns Adam into AdaGrad.": "REFUTED",
}
LEFT_ALONE = [
    r"Adam with $\beta_1 = 0$ is RMSProp.",
    r"RMSProp with $\beta = 1 - 1/t$ is AdaGrad.",
    r"RMSProp with $\beta = 1$ is not AdaGrad.",
    r"Is RMSProp with $\beta = 1$ AdaGrad?",
    r"Some books claim that RMSProp with $\beta = 1$ is AdaGrad.",
    r"RMSProp with $\beta = 0$ is almost plain gradient descent.",
    r"Adam without bias correction and with $\beta_1 = 0$ is RMSProp.",
]


@pytest.mark.parametrize("text", SAID)
def test_special_cases_are_judged(judge, text):
    """They are proved by induction, or refuted by a run."""
    assert judge(f"# Relations\n\n{text}\n").grades == [SAID[text]]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_loose_or_denied_is_left_alone(judge, text):
    """Loose ways of speaking, denials and questions are neither blessed nor accused."""
    assert "REFUTED" not in judge(f"# Relations\n\n{text}\n").grades
    assert "rules" not in [verdict.kind for verdict in judge(f"# Relations\n\n{text}\n").verdicts]


def test_from_the_first_step_on_is_meant_strictly(judge):
    """Adam without momentum still has its correction, which RMSProp in the note has not."""
    plain = (
        "$$ v_t = \\beta v_{t-1} + (1-\\beta) g_t^2, "
        "\\quad \\theta_t = \\theta_{t-1} - \\eta g_t/(\\sqrt{v_t}+\\varepsilon) $$\n\n"
    )
    said = "With $\\beta_1 = 0$ Adam gives exactly the {} with $\\beta=\\beta_2$, from the first step on."
    assert "REFUTED" in judge(plain + said.format("RMSProp steps of section 1")).grades
    assert "REFUTED" not in judge(plain + said.format("steps of RMSProp with bias correction")).grades
    assert "REFUTED" not in judge(said.format("RMSProp steps")).grades
