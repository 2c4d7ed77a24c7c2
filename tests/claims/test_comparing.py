"""How many times as long a step is as a rate, or as another step: each fault caught, right statements left alone."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.quantities.mentions import mentioned
from rmsprop_sym.claims.quantities.multiples import multiples
from rmsprop_sym.claims.quantities.paces import ALWAYS, Moment
from rmsprop_sym.claims.quantities.telling import Tellings

RMSPROP = r"We keep $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ from $v_0 = 0$, with $\beta = 0.9$ and $\eta = 0.01$."
BOTH = f"{RMSPROP} The gradient is constant. AdaGrad sums, $G_t = G_{{t-1}} + g_t^2$."
ADAM = (
    r"Adam keeps $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$ and $r_t = \beta_2 r_{t-1} + (1-\beta_2) g_t^2$, with"
    r" $\beta_1 = 0.9$ and $\beta_2 = 0.999$, and $\hat m_t = m_t/(1-\beta_1^t)$. The gradient is constant."
)
MOMENTUM = "With momentum: buf = 0.9*buf + g / sqrt(r + eps), x = x - lr*buf, and r = 0.99 r + 0.01 g^2."
CENTRED = (
    r"Centred: $s_t = 0.9 s_{t-1} + 0.1 g_t^2$ and $m_t = 0.9 m_{t-1} + 0.1 g_t$,"
    r" the step is over $\sqrt{s_t - m_t^2}$."
)
WRONG = [
    (RMSPROP, r"With $\beta = 0.99$ the first step is a hundred times lr."),
    (RMSPROP, r"Going from $\beta = 0.9$ to $\beta = 0.99$ makes the first step larger by a factor of 10."),
    (RMSPROP, r"For $\beta = 0.99$ the first step is ten times as long as for $\beta = 0.9$."),
    (RMSPROP, r"Without the correction the first step is ten times longer."),
    (RMSPROP, r"With the correction the first step has length $\eta$. Without it the first step is 10 times as long."),
    (RMSPROP, r"Without bias correction the first step of RMSProp is 316 % longer."),
    (RMSPROP, r"The first step is shorter than the corrected one by a factor of 3.16."),
    (RMSPROP, r"The uncorrected first step is ten times too long."),
    (RMSPROP, r"$v_1$ is 3.16 times too small."),
    (RMSPROP, r"The half-life grows by a factor of 100 when going from 0.9 to 0.99."),
    (RMSPROP, r"The first step is 3.16 eta for $\beta = 0.9$ and 100 eta for $\beta = 0.99$."),
    (BOTH, r"At $t = 100$ RMSProp's step is a hundred times as long as AdaGrad's."),
    (BOTH, r"The first step of RMSProp is ten times as long as that of AdaGrad."),
    (BOTH, r"AdaGrad's first step is 3.16 eta."),
    (BOTH, r"In AdaGrad step 100 is one hundredth of step 1."),
    (BOTH, r"After 400 steps AdaGrad's step is 1/400 of the first."),
    (ADAM, r"RMSProp with $\beta = 0.999$ has no correction; its first step is 1000 times as long as Adam's."),
    (ADAM, r"Without the two corrections the first step would be only $0.1\,\eta$."),
    (ADAM, r"Leaving the correction out makes step 10 about 6.5 times too short."),
    (MOMENTUM, r"With momentum each step is in the long run 100 times the learning rate."),
    (BOTH, r"A constant gradient gives AdaGrad $\mathrm{lr}/t$ at step $t$, RMSProp $\mathrm{lr}/\sqrt{1-\beta^t}$."),
    (BOTH, r"At step $t$ the step of RMSProp is $\frac{\eta}{1-\beta^t}$ for a constant gradient."),
    (RMSPROP, r"The first step is $\eta/\sqrt{\beta}$."),
    (RMSPROP, r"The first step is $\eta/(1-\beta)$ long."),
    (RMSPROP, r"For $\beta = 0.99$ the largest possible step is thus 100 times the learning rate."),
    (RMSPROP, r"The move is $1.0\cdot 10^{-4}$, ten times less than the 0.01 that we had before."),
    (
        RMSPROP,
        r"The variance is $\frac1{19}$ of that of one gradient, so the standard deviation falls by a factor of 19.",
    ),
]
RIGHT = [
    (RMSPROP, r"With $\beta = 0.99$ the first step is ten times lr."),
    (RMSPROP, r"Going from $\beta = 0.9$ to $\beta = 0.99$ makes the first step larger by a factor of 3.16."),
    (RMSPROP, r"Without the correction the first step is about three times longer."),
    (RMSPROP, r"With the correction the first step has length $\eta$. Without it the first step is 3.16 times longer."),
    (RMSPROP, r"The first step is 216 % longer than the corrected one."),
    (RMSPROP, r"$v_1$ is ten times too small, therefore the first step is 3.16 times too long."),
    (RMSPROP, r"The first step is 3.16 eta for $\beta = 0.9$ and 10 eta for $\beta = 0.99$."),
    (RMSPROP, r"The first step is 3.16 eta for 0.9 and 10 eta for 0.99."),
    (BOTH, r"At $t = 100$ RMSProp's step is ten times as long as AdaGrad's."),
    (BOTH, r"By step 10000 the effective learning rate of AdaGrad has shrunk by a factor of 100."),
    (BOTH, r"In AdaGrad step 100 is one tenth of step 1."),
    (ADAM, r"RMSProp with $\beta = 0.999$ has no correction; its first step is 31.6 times as long as Adam's."),
    (ADAM, r"Leaving the correction out makes step 10 about 6.5 times too long."),
    (ADAM, r"The first step of the uncorrected Adam is 3.16 times as long as that of the corrected one."),
    (MOMENTUM, r"With momentum each step is in the long run 10 times the learning rate."),
    (BOTH, r"AdaGrad's $k$-th step has length $\eta/\sqrt{k}$; RMSProp's has length $\eta/\sqrt{1-\beta^k}\to\eta$."),
    (BOTH, r"The constant gradient makes $G_t = t g^2$ and the step size of AdaGrad is $\eta/\sqrt{t}$."),
    (RMSPROP, r"The first step is $\eta/\sqrt{1-\beta}$."),
    (RMSPROP, r"For $\beta = 0.99$ the largest possible step is thus ten times the learning rate."),
    (RMSPROP, r"The move is $1.0\cdot 10^{-4}$, a hundred times less than the 0.01 that we had before."),
    (
        RMSPROP,
        r"The variance is $\frac1{19}$ of that of one gradient, the standard deviation falls by a factor of 4.36.",
    ),
]
LEFT_ALONE = [
    (BOTH, r"Unlike AdaGrad's, the first step is 3.16 eta."),
    (RMSPROP, r"The first step without root would be ten times the learning rate."),
    (RMSPROP, r"If we start from $v_0 = 1$, the first step is 0.95 times lr."),
    (RMSPROP, r"With gradient 0.001 and $\epsilon = 0.01$ the first step is a tenth of lr."),
    (RMSPROP, r"A second spike makes the step ten times as long as the first one."),
    (RMSPROP, r"In this run step 3 is twice as long as step 1."),
    (RMSPROP, r"It is not true that the first step is ten times lr."),
    (RMSPROP, r"Is the first step ten times lr?"),
    (RMSPROP, r"With $\eta = 0.1$ the first step is ten times as long as with $\eta = 0.01$."),
    (RMSPROP, r"A ten times larger learning rate makes the first step ten times longer."),
    (RMSPROP, r"The first step in x is twice as long as the first step in y."),
    (RMSPROP, r"The first step of SGD is ten times eta for a gradient of 10."),
    (RMSPROP, r"The first step is at most 10 times the learning rate."),
    (RMSPROP, r"The first step is less than 10 times the learning rate."),
    (BOTH, r"With a decaying rate, step 100 is one hundredth of step 1."),
    (BOTH, r"With a rate that we lower by hand, the step is $\eta/t$."),
    (BOTH, r"With the schedule $\eta/t$ the step is $\eta/t$."),
    (BOTH, r"The mean step over $t$ steps is $2\eta/\sqrt{t}$."),
    (RMSPROP, r"The step is $\eta/\sqrt{v_t}$ times the gradient."),
    (ADAM, r"For Adam the largest possible step is ten times the learning rate."),
    (RMSPROP, r"Of these there are 2, 3 times more than 1 of the others."),
    (RMSPROP, r"If the variance is 9, the standard deviation is 3."),
    (RMSPROP, r"A quarter of the first step is 0.79 lr."),
    (RMSPROP, r"For $g = 2$ the effective learning rate at the first step is 1.58 eta."),
    (RMSPROP, r"PyTorch's first step is 10 times lr by default."),
    (RMSPROP, r"Multiplying all gradients by 10 and lr by 10 makes the steps ten times longer."),
    (RMSPROP, r"The variance falls by a factor of 4 in x, the standard deviation falls by a factor of 4 in y."),
    (ADAM, r"With $\beta_1 = 0$ and without corrections, the first step of Adam is 31.6 times lr."),
    (ADAM, r"Leaving out the correction of m makes the first step 10 times shorter."),
    (BOTH, r"After 100 steps we have come ten times as far as after the first step."),
    (MOMENTUM, r"In the long run each step is 10 times lr."),
    (CENTRED, r"The first step is 3.33 times the learning rate."),
    (CENTRED, r"Without the mean the first step would be 3.16 times the learning rate."),
    (ADAM, r"With Nesterov's variant the first step is 1.9 times lr."),
    (f"{RMSPROP} We also try eps = 0.1.", r"The first step is 2.4 times lr."),
]


def grades(rule, sentence):
    """The grades of what a sentence says below a rule."""
    tellings = Tellings()
    tellings.hears([rule, sentence], "Notes")
    return [str(each.evidence.grade) for each in tellings.remarks(sentence, "Notes")]


@pytest.mark.parametrize("rule,sentence", WRONG)
def test_a_wrong_multiple_is_refuted(rule, sentence):
    """By the law of the rule that the sentence speaks of, with the decay and the correction that it means."""
    assert "REFUTED" in grades(rule, sentence)


@pytest.mark.parametrize("rule,sentence", RIGHT)
def test_a_right_multiple_is_confirmed(rule, sentence):
    """And nothing in its sentence is accused."""
    found = grades(rule, sentence)
    assert found
    assert {*found} <= {"PROVED", "ROUNDS"}


@pytest.mark.parametrize("rule,sentence", LEFT_ALONE)
def test_what_may_be_meant_otherwise_is_not_accused(rule, sentence):
    """Another rule, another start, another quantity, a bound, or words that are not known."""
    assert "REFUTED" not in grades(rule, sentence)


def test_words_that_are_not_understood_are_kept():
    """They stop every judgement of their clause."""
    assert mentioned("the purple first step").strange == ("purple",)
    assert mentioned("without the correction the very first step").corrected is False


def test_a_multiple_knows_in_which_direction_it_points():
    """A factor of three up is a third down."""
    found = [(each.kind, each.value) for each in multiples("it is 3 times shorter, and larger by a factor of 10")]
    assert found == [("down", "3"), ("up", "10")]


def test_a_centred_step_has_no_length_in_the_long_run():
    """What is divided by tends to zero."""
    assert Moment("rmsprop_centred", ALWAYS, squares="0.9").length is None
    assert Moment("rmsprop_centred", "1", squares="0.9").length == "1/sqrt((0.9)*(1 - 0.9))"
