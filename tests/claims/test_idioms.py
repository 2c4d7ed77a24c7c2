r"""Turns of speech beside a formula that suppose nothing, and those that look alike and do."""

import pytest

START = r"""Let $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$,
$\theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t} + \epsilon}$.

"""

WRONG = [
    r"Equivalently, $v_t = v_{t-1} + (1-\beta)(v_{t-1} - g_t^2)$.",
    r"This can be rewritten as $v_t = v_{t-1} + \beta(g_t^2 - v_{t-1})$.",
    r"Rearranged, $v_t = v_{t-1} - \beta(v_{t-1} - g_t^2)$.",
    r"Some lecturers prefer another form of the same recursion, $v_t = v_{t-1} + (1-\beta)(v_{t-1} - g_t^2)$.",
    r"Programmers store the change, $v_t - v_{t-1} = (1-\beta)(v_{t-1} - g_t^2)$.",
    r"The average dominates the newest square, so that $v_t \ge g_t^2$ without exception.",
    r"By brute force $v_2 = \beta(1-\beta) g_1^2 + \beta(1-\beta) g_2^2$.",
    r"For a single parameter we unroll to $v_t = (1-\beta)\sum_{i=1}^t \beta^{i} g_i^2$.",
    r"If we unroll the recursion, we obtain $v_t = (1-\beta)\sum_{i=1}^t \beta^{t-i+1} g_i^2$.",
    r"When all is said and done, $v_t = \sum_{i=1}^t \beta^{t-i} g_i^2$.",
    r"With the geometric series the weights sum to $(1-\beta)\sum_{i=1}^t \beta^{t-i} = 1 - \beta^{t+1}$.",
    r"That is why $v_t \ge g_t^2$ for every $t$.",
    r"So $v_t \ge g_t^2$ for all $t$ and no square gets lost.",
    r"In the error-correction form $v_t - v_{t-1} = (1-\beta)(v_{t-1} - g_t^2)$.",
]
NOT_SURELY_WRONG = [
    r"If we apply the rule to unit gradients, $v_t = 1-\beta^t$.",
    r"If we use the definition with no memory, $v_t = g_t^2$.",
    r"If we iterate the recursion with zero gradients, $v_{t+k} = \beta^k v_t$.",
    r"If you unroll the recursion with momentum, $v_t = \sum_{i=1}^t \beta^{t-i} g_i^2$.",
    r"If we insert the formula of the first step, $v_t = (1-\beta) g_t^2$.",
    r"With the closed form of AdaGrad, $v_t = \sum_{i=1}^t g_i^2$.",
    r"With the trick of starting at the first square, $v_1 = g_1^2$.",
    r"For the average of equal squares, $v_t = (1-\beta^t) g_1^2$.",
    r"In one dimension with equal squares, $v_t = (1-\beta^t) g_1^2$.",
    r"With the smoothing constant at one half, $v_t = \frac12 (v_{t-1} + g_t^2)$.",
    r"By construction of the example, $v_2 = (1-\beta^2) g_1^2$.",
    r"Why is $v_t = g_t^2$ not true?",
    r"This is why $v_t = g_t^2$ fails.",
    r"Many people write that $|g_t| \le \sqrt{v_t}$, which is the same mistake.",
    r"Some people use $v_t - v_{t-1} = g_t^2$.",
    r"So $v_t \le g_t^2$ and no step is short, or so they say.",
    r"The same recursion with the roles swapped reads $v_t = (1-\beta) v_{t-1} + \beta g_t^2$.",
    r"The same recursion for AdaGrad is $v_t = v_{t-1} + g_t^2$.",
    r"The same recursion, without forgetting, is $v_t = v_{t-1} + g_t^2$.",
    r"This can be rewritten as $v_t = \rho v_{t-1} + (1-\rho) g_t^2$.",
    r"The same update, written once more: $\theta_t = \theta_{t-1} - \frac{\eta g_t}{\sqrt{v_t}}$.",
]


@pytest.mark.parametrize("sentence", WRONG)
def test_a_turn_of_speech_hides_no_mistake(judge, sentence):
    """Words that suppose nothing keep no wrong formula open."""
    assert ["REFUTED"] == judge(START + sentence).grades


@pytest.mark.parametrize("sentence", NOT_SURELY_WRONG)
def test_what_looks_like_one_and_supposes_something_is_left_open(judge, sentence):
    """A formula that its words may save, or deny, is not accused."""
    assert "REFUTED" not in judge(START + sentence).grades


@pytest.mark.parametrize(
    "heading", ["RMSProp, one coordinate at a time", "How large can a step be?", "Part one: the average"]
)
def test_a_heading_that_counts_or_asks_how_large_supposes_nothing(judge, heading):
    """The number in a heading is no value of a gradient, and its size none that is supposed."""
    wrong = r"Hence $|g_t| \le \sqrt{v_t}$ for all $t$."
    assert ["REFUTED"] == judge(f"{START}# {heading}\n\n{wrong}").grades


@pytest.mark.parametrize("heading", ["Gradients that are all one", "Large gradients", "What if all are equal"])
def test_a_heading_that_supposes_something_is_heard(judge, heading):
    """What a heading may suppose of gradients keeps a formula below it open."""
    assert ["OPEN"] == judge(f"{START}# {heading}\n\nHence $v_t = 1 - \\beta^t$.").grades
