r"""Limits in letters, with the words that lecturers put beside them, and true ones that look alike."""

import pytest

START = r"""Let $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$,
$\theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t} + \epsilon}$.

"""
GOOD = {"PROVED", "SURVIVED"}

PAIRS = [
    (r"As $t$ grows, $v_t$ approaches $X$ if $g_t = g$ for all $t$.", r"g^2", r"\beta g^2"),
    (r"For constant $g$ the steady state is $v_\infty = X$.", r"g^2", r"(1-\beta) g^2"),
    (r"For constant $g>0$ the quotient $g_t/\sqrt{v_t} \to X$ as $t \to \infty$.", "1", r"\frac{1}{\sqrt{1-\beta}}"),
    (r"Under a constant gradient $g > 0$ the quotient $\frac{g_t}{\sqrt{v_t}} \to X$ as $t$ grows.", "1", "0"),
    (r"As $t\to\infty$ the sum $(1-\beta)\sum_{i=1}^t \beta^{t-i} \to X$.", "1", r"\frac{1}{1-\beta}"),
    (r"For large $t$ the factor $1-\beta^t$ tends to $X$.", "1", "0"),
    (r"In the long run, the gradient being constant, $v_t \to X$.", "g^2", r"|g|"),
    (r"Let $g_t = g \ne 0$ for all $t$. Eventually $\sqrt{v_t} \to X$.", "|g|", "g^2"),
    (r"We have $v_t = X$.", r"(1-\beta)\sum_{i\le t} \beta^{t-i} g_i^2", r"(1-\beta)\sum_{i\le t} \beta^{t-i+1} g_i^2"),
]


@pytest.mark.parametrize("sentence, right, wrong", PAIRS)
def test_a_limit_is_held_to_the_true_one(judge, sentence, right, wrong):
    """The right limit is found right, and another one is refuted, whatever late steps are called."""
    assert set(judge(START + sentence.replace("X", right)).grades) <= GOOD
    assert ["REFUTED"] == judge(START + sentence.replace("X", wrong)).grades


@pytest.mark.parametrize(
    "sentence",
    [
        r"If the gradients vanish from step $T$ on, then $v_t \to 0$.",
        r"For $\beta \to 0$ the average $v_t \to g_t^2$.",
        r"If $g_t \to 0$, then in the long run $v_t \to 0$.",
        r"For decaying gradients $v_t \to 0$ eventually.",
        r"For constant $g$ and growing $\beta$, $v_t \to 0$.",
        r"With $g$ constant until step $5$ and zero from then on, $v_t \to 0$.",
        r"Without memory $v_t \to g$ for the gradient $g = 1$.",
        r"It is wrong that $v_t \to g$ in the long run.",
        r"Does $v_t \to g$ in the long run?",
        r"The gradient is two in every step. Then $v_t \to 4$.",
        r"With a constant gradient of size two $v_t \to 4$ in the long run.",
        r"As $\beta \to 1$ with $t$ fixed, $v_t \to 0$.",
    ],
)
def test_a_limit_of_something_else_is_left_alone(judge, sentence):
    """What is supposed of the gradients, or grows instead of the step, may make another limit right."""
    assert "REFUTED" not in judge(START + sentence).grades


@pytest.mark.parametrize(
    "sentence",
    [
        r"As $\beta \to 1$, for a constant gradient $g$, we have $v_t \to g^2$.",
        r"For constant $g$ the average $v_t \to g^2$ as $\beta \to 0$.",
        r"For fixed $t$ and $\beta \to 1$ we have $\beta^t \to 0$.",
    ],
)
def test_a_limit_in_another_letter_is_not_blessed_as_one_in_steps(judge, sentence):
    """What holds as the steps go on may be meant as a decay nears 1, and be wrong then."""
    assert set(judge(START + sentence).grades) <= {"OPEN", "UNREAD", "REFUTED"}
