r"""What steps and averages are said in words to tend to, and an epsilon that words leave out."""

import pytest

RULE = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$ and
$w_t = w_{t-1} - \eta \frac{g_t}{\sqrt{v_t} + \epsilon}$.

"""
FIRST = r"If $g_1 \ne 0$, the first step is $|w_1 - w_0| = X$."


@pytest.mark.parametrize(
    "sentence, right, wrong",
    [
        (r"For a constant gradient $g \ne 0$ the step tends to $X$.", r"\eta", r"\eta/\sqrt{1-\beta}"),
        (r"If $g_t = g$ is constant and not zero, the step tends to $X$.", r"-\eta\,\mathrm{sign}(g)", r"-\eta g"),
        (r"For a constant gradient $g$ the running average settles at $X$.", "g^2", "|g|"),
        (r"Let $g_t = g$ for all $t$. In the long run the accumulator converges to $X$.", "g^2", r"(1-\beta)g^2"),
    ],
)
def test_what_is_said_to_be_neared_is_held_to_the_limit(judge, sentence, right, wrong):
    """The length of a step is compared without epsilon and without its sign, and an average as it is."""
    assert ["PROVED"] == judge(RULE + sentence.replace("X", right)).grades
    assert ["REFUTED"] == judge(RULE + sentence.replace("X", wrong)).grades


@pytest.mark.parametrize(
    "sentence",
    [
        r"With momentum the step tends to $\eta/(1-\mu)$.",
        r"If the gradients die out, the step tends to $\eta/2$.",
        r"Does the step tend to $\eta g$? No, the step tends to $\eta$ times a sign.",
        r"It is wrong that the step tends to $\eta g$.",
        r"For increasing gradients the average tends to $\infty$.",
    ],
)
def test_what_may_be_said_of_other_steps_is_left_alone(judge, sentence):
    """Other rules, other gradients, questions and denials accuse nobody."""
    assert "REFUTED" not in judge(RULE + sentence).grades


@pytest.mark.parametrize(
    "words",
    [
        r"The $\epsilon$ is tiny, and I neglect it in all numbers below.",
        r"The $\epsilon = 10^{-8}$ is small and is neglected in every solution.",
        r"Here $\epsilon$ plays no role below.",
        r"I leave $\epsilon$ out wherever I compute.",
    ],
)
def test_an_epsilon_that_is_neglected_is_left_out_below(judge, words):
    """What holds without it is right, and what fails without it too is not."""
    right, wrong = (FIRST.replace("X", said) for said in (r"\frac{\eta}{\sqrt{1-\beta}}", r"\eta\sqrt{1-\beta}"))
    assert ["PROVED"] == judge(f"{RULE}{words}\n\n{right}").grades
    assert ["REFUTED"] == judge(f"{RULE}{words}\n\n{wrong}").grades


@pytest.mark.parametrize(
    "words",
    [
        r"We do not neglect $\epsilon$ below.",
        r"The paper drops $\epsilon$ in the formulas.",
        r"We drop the first term below, but keep $\epsilon$.",
    ],
)
def test_an_epsilon_that_is_kept_is_not_left_out(judge, words):
    """Words that keep it, or speak of others who do not, leave nothing out."""
    assert "PROVED" not in judge(f"{RULE}{words}\n\n" + FIRST.replace("X", r"\frac{\eta}{\sqrt{1-\beta}}")).grades
