"""Sentences about steps, growth and memory: each fault is caught, and each true look-alike is left alone."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.quantities.lexicon import Letters, tokens
from rmsprop_sym.claims.quantities.telling import Tellings

RMSPROP = r"We keep $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ from $v_0 = 0$, with $\beta = 0.9$ and $\eta = 0.01$."
ADAGRAD = r"AdaGrad sums, $G_t = G_{t-1} + g_t^2$, and divides by $\sqrt{G_t}$. The gradient is a constant $c$ here."
ANY_GRADIENT = r"AdaGrad sums, $G_t = G_{t-1} + g_t^2$, and divides by $\sqrt{G_t}$."
ADAM = (
    r"Adam keeps $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$ and $r_t = \beta_2 r_{t-1} + (1-\beta_2) g_t^2$,"
    r" with $\beta_1 = 0.9$ and $\beta_2 = 0.999$, both corrected."
)


def grades(sentence: str, rule: str = RMSPROP, title: str = "Notes") -> list[str]:
    """The grades of what a sentence says below a rule."""
    tellings = Tellings()
    tellings.hears([rule, sentence], title)
    return [str(each.evidence.grade) for each in tellings.remarks(sentence, title)]


WRONG = [
    (RMSPROP, "The first step is ten times as long as $\\eta$."),
    (RMSPROP, "With $\\beta = 0.96$ the very first update is 25 times $\\eta$, whatever the gradient."),
    (RMSPROP, "If you take $\\beta = 0.96$ instead, the first move is 25 times as long as $\\eta$, which is a lot."),
    (RMSPROP, "Raising $\\beta$ from 0.9 to 0.999 makes the first step 100 times longer."),
    (RMSPROP, "If we go from $\\beta = 0.96$ to $\\beta = 0.99$, the first step becomes four times larger."),
    (RMSPROP, "Changing $\\beta$ from 0.9 to 0.99 makes the half-life about 100 times longer."),
    (RMSPROP, "The first step is $\\eta/(1-\\beta)$ long."),
    (RMSPROP, "Without the correction the first step is smaller than $\\eta$."),
    (RMSPROP, "Without the correction RMSProp starts about three times too slowly."),
    (RMSPROP, "Leaving the correction out makes the start more cautious."),
    (ADAM, "So leaving both corrections out makes the start more cautious."),
    (RMSPROP, "With the correction the first step is exactly $\\eta/\\sqrt{1-\\beta}$ in size."),
    (RMSPROP, "A first gradient of 8 gives a first step four times as long."),
    (RMSPROP, "If the first gradient is 30 times as large, the first step is 30 times as long."),
    (RMSPROP, "The first step is proportional to the size of the gradient."),
    (RMSPROP, "No step of RMSProp is ever longer than $\\eta$."),
    (RMSPROP, "Once the average has warmed up, a step can never be longer than $2\\eta$, whatever gradients come in."),
    (RMSPROP, "A step may be longer than $4\\eta$."),
    (RMSPROP, "Larger $\\beta$: longer memory and a smaller first step."),
    (RMSPROP, "Smaller $\\beta$: longer memory, smaller first step."),
    (ADAGRAD, "The step falls like $1/t$."),
    (ADAGRAD, "So the effective learning rate $\\eta/\\sqrt{G_t}$ decays as $1/t$."),
    (ADAGRAD, "The step is halved every time $t$ doubles."),
    (ADAGRAD, "Four times as many steps make the step four times smaller."),
    (ADAGRAD, "The total distance it can travel is finite."),
    (ADAGRAD, "The sum of all its steps converges."),
    (ADAGRAD, "The total distance after $T$ steps grows like $\\log T$."),
    (ADAGRAD, "It takes 10 steps until the step is a tenth of the first."),
    (ADAGRAD, "To get to a hundredth of the first step you need 100 steps."),
    (ADAGRAD, "Even the hundredth step is only a hundredth of the first."),
    (ADAGRAD, "The accumulator grows like $t^2$."),
    (RMSPROP, "A spike has a half-life of $1/(1-\\beta) = 10$ steps."),
    (RMSPROP, "For a half-life of ten steps take $\\beta \\approx 0.905$."),
    (RMSPROP, "For $\\beta = 0.99$, after 200 steps less than ten per cent of a gradient is left."),
    (RMSPROP, "Thirty steps after an outlier, a tenth of its excess is still in the average."),
    (RMSPROP, "From zero and with a constant gradient 25 steps are enough for 95 per cent of the final value."),
    (RMSPROP, "The last $n$ weights sum to $\\beta^n$."),
    (RMSPROP, "With a constant gradient the first step is ten times as large as the steps we end up with."),
    (RMSPROP, "After ten steps the weights add up to about $0.349$."),
    (RMSPROP, "The last 20 weights sum to 0.12."),
    (RMSPROP, "For the weights to add up to 99 % one needs 22 steps."),
    (RMSPROP, "A weight has fallen below 0.0001 after 44 steps."),
    (ADAGRAD, "The steps get short. After 10000 steps the step is down to $\\eta/1000$."),
    (RMSPROP, "The weights sum to $1-\\beta^{t-1}$."),
]
RIGHT = [
    (RMSPROP, "The first step is about three times as long as $\\eta$."),
    (RMSPROP, "If you take $\\beta = 0.96$ instead, the first move is 5 times as long as $\\eta$, which is a lot."),
    (RMSPROP, "Raising $\\beta$ from 0.9 to 0.999 makes the first step ten times longer."),
    (RMSPROP, "If we go from $\\beta = 0.96$ to $\\beta = 0.99$, the first step becomes twice as long."),
    (RMSPROP, "The first step is $\\eta/\\sqrt{1-\\beta}$ long."),
    (RMSPROP, "Without the correction RMSProp starts about three times too fast."),
    (ADAM, "So leaving both corrections out makes the start more aggressive."),
    (RMSPROP, "A first gradient of 8 gives the very same first step."),
    (RMSPROP, "With bias correction the first step is exactly as long as the learning rate."),
    (RMSPROP, "The first step does not depend on the size of the gradient."),
    (RMSPROP, "A step can never be longer than $4\\eta$."),
    (RMSPROP, "A step may be longer than $3\\eta$."),
    (RMSPROP, "Larger $\\beta$: longer memory and a larger first step."),
    (ADAGRAD, "The step falls like $1/\\sqrt{t}$."),
    (ADAGRAD, "The step is halved every time $t$ quadruples."),
    (ADAGRAD, "The total distance it can travel is unbounded."),
    (ADAGRAD, "To get to a tenth of the first step you need 100 steps."),
    (ADAGRAD, "The accumulator grows like $t$."),
    (RMSPROP, "For a half-life of ten steps take $\\beta \\approx 0.933$."),
    (RMSPROP, "For $\\beta = 0.99$, after 300 steps less than five per cent of a gradient is left."),
    (RMSPROP, "Twenty steps after an outlier, about 12 per cent of its excess is still in the average."),
    (RMSPROP, "From zero and with a constant gradient 29 steps are enough for 95 per cent of the final value."),
    (RMSPROP, "The last $n$ weights sum to $1-\\beta^n$."),
    (RMSPROP, "With a constant gradient the first step is about three times as large as the steps we end up with."),
    (RMSPROP, "After ten steps the weights add up to about $0.651$."),
    (RMSPROP, "The last 20 weights sum to 0.88."),
    (RMSPROP, "For the weights to add up to 99 % one needs 44 steps."),
    (RMSPROP, "A weight has fallen below 0.0001 after 88 steps."),
    (ADAGRAD, "The steps get short. After 10000 steps the step is down to $\\eta/100$."),
]
NOT_ACCUSED = [
    (RMSPROP, "If the correction is switched on, the first step is as long as $\\eta$."),
    (RMSPROP, "With momentum the first step is ten times $\\eta$."),
    (RMSPROP, "In our log the first step was ten times $\\eta$."),
    (RMSPROP, "The first step is not ten times $\\eta$."),
    (RMSPROP, "Is the first step ten times $\\eta$?"),
    (RMSPROP, "The first step of AdaGrad is exactly $\\eta$."),
    (RMSPROP, "The second step is as long as the first."),
    (RMSPROP, "With $1-\\beta = 0.01$ the first step is ten times $\\eta$."),
    (RMSPROP, "With a decay of 0.99 the first step is ten times $\\eta$."),
    (RMSPROP, "At $\\beta = 99/100$ the half-life is 69 steps."),
    (RMSPROP, "Raising $\\eta$ from 0.01 to 0.1 makes the first step ten times longer."),
    (RMSPROP, "If the second gradient is 100 times as large, the second step is about three times as long."),
    (RMSPROP, "No step is longer than $\\eta$ if the gradient is constant."),
    (RMSPROP, "After clipping no step is longer than $\\eta$."),
    (RMSPROP, "For a constant gradient and with the correction, no step is longer than $\\eta$."),
    (RMSPROP, "Without the correction the average starts ten times too low."),
    (RMSPROP, "The excess of a spike falls by a third every four steps."),
    (RMSPROP, "The schedule has a half-life of 10 steps."),
    (RMSPROP, "There the half-life is 69 steps."),
    (RMSPROP, "The last 20 gradients sum to 3.5."),
    (RMSPROP, "The loss is below 0.0001 after 44 steps."),
    (RMSPROP, "A weight is below 0.001 after 44 steps."),
    (ADAGRAD, "The sum is large. After 100 steps it is $\\eta/7$."),
    (RMSPROP, "For a half-life of ten steps in the root take $\\beta = 0.871$."),
    (RMSPROP, "After 20 steps 1.2 % of the spike is still in $v$."),
    (RMSPROP, "The last $n$ gradients sum to $1-\\beta^n$."),
    (RMSPROP, "29 steps are enough to train the network to 95 per cent of its final value."),
    (ANY_GRADIENT, "The step falls like $1/t$."),
    (ANY_GRADIENT, "The total distance is finite when the gradients are summable."),
    (ADAGRAD, "For a gradient that falls like $1/t$, the step falls like $1/t$."),
    (ADAGRAD, "SGD's rate falls like $1/t$."),
    (ADAGRAD, "The change of the step falls like $t^{-3/2}$."),
    (ADAGRAD, "The square of the step is halved when $t$ doubles."),
    (ADAM, "Without the correction of $m$ alone the first step is ten times too short."),
    (ADAM, "The half-life of $r$ is 693 steps."),
]


@pytest.mark.parametrize("rule,sentence", WRONG)
def test_a_wrong_sentence_is_found(rule: str, sentence: str) -> None:
    """What contradicts the rule is refuted."""
    assert "REFUTED" in grades(sentence, rule)


@pytest.mark.parametrize("rule,sentence", RIGHT)
def test_a_right_sentence_is_confirmed(rule: str, sentence: str) -> None:
    """What follows from the rule holds, and is not accused."""
    found = grades(sentence, rule)
    assert found
    assert [] == [each for each in found if each not in ("PROVED", "ENCLOSED", "ROUNDS")]


@pytest.mark.parametrize("rule,sentence", NOT_ACCUSED)
def test_a_true_sentence_that_looks_alike_is_not_accused(rule: str, sentence: str) -> None:
    """Another rule, another decay, conditions, denials and questions are no faults."""
    assert "REFUTED" not in grades(sentence, rule)


def test_a_word_that_is_not_known_stops_the_reading() -> None:
    """A part of a sentence is judged only if all of its words are understood."""
    assert "unknown" in [each.concept for each in tokens("the purple step is ten times eta", Letters(["beta"]))]
    assert [] == grades("The purple first step is ten times as long as $\\eta$.")
