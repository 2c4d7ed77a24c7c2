"""Numbers and effects that prose states of means: each fault caught, and each right statement left alone."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.quantities.telling import Tellings

RMSPROP = r"We keep $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ from $v_0 = 0$, with $\beta = 0.9$ and $\eta = 0.01$."
ADAM = (
    r"Adam keeps $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$ and $r_t = \beta_2 r_{t-1} + (1-\beta_2) g_t^2$,"
    r" with $\beta_1 = 0.9$ and $\beta_2 = 0.999$."
)
ADAGRAD = r"AdaGrad sums, $G_t = G_{t-1} + g_t^2$. The gradient is constant."
CENTRED = (
    r"Centred: $s_t = 0.9 s_{t-1} + 0.1 g_t^2$ and $m_t = 0.9 m_{t-1} + 0.1 g_t$,"
    r" the step is over $\sqrt{s_t - m_t^2}$."
)


def grades(sentence: str, rule: str = RMSPROP, title: str = "Notes") -> list[str]:
    """The grades of what a sentence says below a rule."""
    tellings = Tellings()
    tellings.hears([rule, sentence], title)
    return [str(each.evidence.grade) for each in tellings.remarks(sentence, title)]


@pytest.mark.parametrize(
    "rule,sentence",
    [
        (RMSPROP, "The half-life of a weight is 9 steps."),
        (RMSPROP, "For $\\beta = 0.99$ the half-life is 99 steps."),
        (RMSPROP, "The influence of a gradient halves every 10 steps."),
        (RMSPROP, "To forget 99 % of a spike takes 22 steps."),
        (RMSPROP, "To collect 90 per cent of the weight we need about 50 steps."),
        (RMSPROP, "After 10 steps the contribution of a gradient has dropped to 65 %."),
        (RMSPROP, "After 10 steps an old gradient has lost 35 % of its weight."),
        (RMSPROP, "The averaging is worth 38 independent samples."),
        (ADAM, "The half-life of $m$ is 6.6 steps, that of $r$ is 69 steps."),
        (ADAM, "The root of $r$ decays with a half-life of 693 steps."),
        (ADAM, "So $r$ remembers 10 times as long as $m$."),
        (RMSPROP, "While the gradient is zero, the root $\\sqrt{v_t}$ shrinks by the factor 0.9 in every step."),
        (RMSPROP, "Without a gradient $v_t$ loses 5 % per step."),
        (RMSPROP, "Without gradients the effective learning rate grows by a factor of 1.11 per step."),
        (RMSPROP, "With zero gradients $v$ has halved after 14 steps."),
        (RMSPROP, "If the loss is multiplied by 7, $v_t$ grows by a factor of 7."),
        (RMSPROP, "Multiply all gradients by 5. Then $v_t$ is larger by a factor of 10."),
        (RMSPROP, "Doubling all gradients doubles every step."),
        (RMSPROP, "If all gradients are multiplied by 3, the steps become three times larger."),
        (RMSPROP, "If we scale the loss by $c$, $v_t$ scales with $c$."),
        (RMSPROP, "Halving the learning rate leaves all as it is, since the steps stay the same."),
        (RMSPROP, "When $v_t$ quadruples, the effective learning rate falls to a quarter."),
        (ADAGRAD, "At $t = 25$ the step has become smaller by a factor of 25."),
        (ADAGRAD, "To halve the first step one needs $t = 2$."),
        (RMSPROP, "The first step has length 0.1."),
        (RMSPROP, "With $\\beta = 0.96$ the first step would be $0.01/0.04 = 0.25$."),
        (RMSPROP, "With a constant gradient, at $t = 5$ the step is $0.01/0.41 = 0.0244$."),
        (RMSPROP, "Without the correction the first steps come out too short."),
        (RMSPROP, "Without bias correction the first average is too small by a factor of 3.16."),
        (ADAM, "Leaving both corrections out makes the first step too short."),
        (RMSPROP, "The half-life is 6.6 steps. At 10 steps per second that is 66 s."),
        (RMSPROP, "Multiplying the loss by $c$ multiplies $v_t$ by $c$."),
        (RMSPROP, "Scaling the gradients by 3 makes the root $\\sqrt{v_t}$ 9 times larger."),
        (RMSPROP, "If the loss goes up by a factor of 3, $v_t$ goes up by a factor of 3."),
        (RMSPROP, "Inside we get $1/4 = 0.25$. Outside we get $1/2 = 0.5$. The two values differ by a factor of 4."),
        (RMSPROP, "Then $v_k = 1 + 9\\cdot 0.9^k$, and it takes 50 steps until $v$ is below 2."),
        (
            RMSPROP,
            "If the gradient is zero, the effective rate rises by 10 % per step. After 7 steps it has doubled.",
        ),
    ],
)
def test_a_wrong_number_in_prose_is_found(rule: str, sentence: str) -> None:
    """What contradicts the note's own means is refuted."""
    assert "REFUTED" in grades(sentence, rule)


@pytest.mark.parametrize(
    "rule,sentence",
    [
        (RMSPROP, "The half-life of a weight is 6.6 steps."),
        (RMSPROP, "The half-life of a weight is about 7 steps."),
        (RMSPROP, "For $\\beta = 0.99$ the half-life is 69 steps."),
        (RMSPROP, "To forget 99 % of a spike takes 44 steps."),
        (RMSPROP, "After 10 steps the contribution of a gradient has dropped to 35 %."),
        (RMSPROP, "After 10 steps 65 % of the memory is gone."),
        (RMSPROP, "The averaging is worth 19 independent samples."),
        (ADAM, "The half-life of $m$ is 6.6 steps, that of $r$ is 693 steps."),
        (ADAM, "The root of $r$ decays with a half-life of 1386 steps."),
        (ADAM, "So $r$ remembers about 100 times as long as $m$."),
        (RMSPROP, "While the gradient is zero, the root $\\sqrt{v_t}$ shrinks by the factor 0.949 in every step."),
        (RMSPROP, "Without a gradient $v_t$ loses 10 % per step."),
        (RMSPROP, "Without gradients the effective learning rate grows by a factor of 1.05 per step."),
        (RMSPROP, "With zero gradients $v$ has halved after 7 steps."),
        (RMSPROP, "Without a gradient $v$ shrinks by 0.9 per step, so after 7 steps it has halved."),
        (RMSPROP, "If the loss is multiplied by 7, $v_t$ grows by a factor of 49."),
        (RMSPROP, "Multiply all gradients by 5. Then $v_t$ is larger by a factor of 25, and the steps stay the same."),
        (RMSPROP, "Doubling the learning rate doubles every step."),
        (RMSPROP, "If we scale the loss by $c$, $v_t$ scales with $c^2$ and its root $\\sqrt{v_t}$ with $c$."),
        (RMSPROP, "When $v_t$ quadruples, the effective learning rate is halved."),
        (ADAGRAD, "At $t = 25$ the step has become smaller by a factor of 5."),
        (ADAGRAD, "To halve the first step one needs $t = 4$."),
        (RMSPROP, "The first step has length 0.0316."),
        (RMSPROP, "With $\\beta = 0.96$ the first step would be $0.01/0.2 = 0.05$, five times $\\eta$."),
        (RMSPROP, "With a constant gradient, at $t = 5$ the step is $0.01/0.640 = 0.0156$."),
        (RMSPROP, "Without the correction the first steps come out too long."),
        (RMSPROP, "Without bias correction the first average is too small by a factor of 10."),
        (ADAM, "Leaving both corrections out makes the first step too long."),
        (RMSPROP, "The half-life is 6.6 steps. At 10 steps per second that is 0.66 s."),
        (RMSPROP, "Multiplying the loss by $c$ multiplies $v_t$ by $c^2$."),
        (RMSPROP, "Scaling the gradients by 3 makes the root $\\sqrt{v_t}$ three times larger."),
        (RMSPROP, "Multiplying the loss by 3 makes the effective learning rate 3 times smaller."),
        (RMSPROP, "The half-life is 6.6 steps. At 10 steps per second that is 660 ms."),
        (RMSPROP, "Inside we get $1/4 = 0.25$. Outside we get $1/2 = 0.5$. The two values differ by a factor of 2."),
        (RMSPROP, "Then $v_k = 1 + 9\\cdot 0.9^k$, and it takes 21 steps until $v$ is below 2."),
        (RMSPROP, "For $\\beta = 0.99$ the half-life is 69 steps. The half-life of $v$ itself is 6.6 steps."),
        (RMSPROP, "A half-life of the root is something else. The half-life is 6.6 steps."),
    ],
)
def test_a_right_number_in_prose_is_decided(rule: str, sentence: str) -> None:
    """What follows from the note's own means holds, and nothing in it is accused."""
    found = grades(sentence, rule)
    assert found
    assert {*found} <= {"PROVED", "ROUNDS", "ENCLOSED"}


@pytest.mark.parametrize(
    "rule,sentence",
    [
        (RMSPROP, "Is the half-life 9 steps?"),
        (RMSPROP, "It is wrong to say that the half-life is 9 steps."),
        (RMSPROP, "Choose the decay such that the half-life is 100 steps."),
        (RMSPROP, "The half-life of the learning rate schedule is 100 steps."),
        (RMSPROP, "The half-life of $q$ is 100 steps."),
        (RMSPROP, "After 10 steps the loss has dropped to 65 %."),
        (RMSPROP, "To reach 90 % accuracy takes 300 steps."),
        (RMSPROP, "After 10 steps the weight of the first gradient has dropped to 3.5 %."),
        (RMSPROP, "If one gradient is 10 times larger than the others, $v_t$ grows by a factor of 11."),
        (RMSPROP, "If the gradients are multiplied by 10 from step 5 on, $v_t$ grows by a factor of 40."),
        (RMSPROP, "With SGD, multiplying the loss by 10 makes every step ten times longer."),
        (RMSPROP, "Doubling the learning rate halves the number of steps."),
        (RMSPROP, "Every 100 steps the learning rate is halved, and the error falls by a factor of 3."),
        (RMSPROP, "With a gradient again, the root shrinks by the factor 0.97 per step."),
        (RMSPROP, "No gradient is larger than 1, and $v$ shrinks by a factor of 0.95 per step."),
        (RMSPROP, "The first step is $w_1 = 2 - 0.0316 = 1.9684$."),
        (RMSPROP, "For a tiny gradient $g = 1e-9$ the first step has length 0.0025."),
        (RMSPROP, "Now start at $v_0 = 1$. The first step has length 0.0095."),
        (RMSPROP, "With the correction the first step has length 0.01."),
        (RMSPROP, "The first step of AdaGrad has length 0.01."),
        (RMSPROP, "In two coordinates the first step has length 0.0447."),
        (ADAM, "Adam's first step has length 0.001."),
        (ADAM, "Without the correction of $m$ the first steps would be too short."),
        (ADAM, "A weight halves in 6.6 steps."),
        (CENTRED, "The first step has length 3.33 eta."),
        (CENTRED, "Without a gradient the denominator shrinks by 0.97 per step."),
        (ADAGRAD, "Without a gradient the effective learning rate stays the same in every step."),
        (RMSPROP, "The half-life is twice that of the other mean, and that of the root is twice as long."),
        (RMSPROP, "For a half-life of 100 steps one takes $\\beta = 0.9931$."),
        (RMSPROP, "With ten steps a second the half-life is 0.66 s."),
        (RMSPROP, "It takes 50 steps until the loss is below 2."),
        (RMSPROP, "According to a colleague the half-life is 40 steps."),
        (RMSPROP, "If the loss is multiplied by 10, $v_t$ grows by a factor of 10 squared."),
        (RMSPROP, "Without a gradient $v$ halves twice in 13.2 steps."),
        (RMSPROP, "Without a gradient $\\log v$ shrinks by 0.105 per step."),
        (ADAGRAD, "At $t = 100$ the step is smaller by a factor of 2 than at $t = 25$."),
    ],
)
def test_what_may_be_right_otherwise_is_left_alone(rule: str, sentence: str) -> None:
    """What asks, denies, supposes, or speaks of another rule is not accused."""
    assert "REFUTED" not in grades(sentence, rule)


def test_what_stands_below_a_heading_about_mistakes_is_left_alone() -> None:
    """A heading disowns what stands below it."""
    assert not grades("The half-life of a weight is 9 steps.", title="Common mistakes")


def test_the_values_of_the_section_count() -> None:
    """A decay that was said below the same heading is the one that is meant."""
    tellings = Tellings()
    tellings.hears([RMSPROP], "Rule")
    sentence = "The half-life is 13.5 steps."
    tellings.hears([RMSPROP, "Let $\\beta = 0.95$.", sentence], "Memory")
    [said] = tellings.remarks(sentence, "Memory")
    assert str(said.evidence.grade) == "ROUNDS"
    assert said.given == ("beta = 0.95",)


def test_a_pace_is_not_what_has_happened_by_a_step():
    """It halves each time the steps quadruple, whatever the number of steps said before."""
    pace = "At step 400 the step is lr / 20; in general it halves whenever $t$ is quadrupled."
    assert "REFUTED" not in grades(pace, ADAGRAD)
    assert grades("At step 400 the step has halved.", ADAGRAD) == ["REFUTED"]


QUIET = r"We keep $E[g^2]_t = \gamma E[g^2]_{t-1} + (1-\gamma) g_t^2$, $\gamma = 0.9$."
IDLE = (
    "Now the gradient is zero. After 50 idle steps $E[g^2]$ is down to 0.5 % and the effective learning rate is up by"
)
SCALED_WRONG = [
    (RMSPROP, "Multiply the loss by 100. All $g_t$ are 100 times larger, $v_t$ becomes 100 times larger."),
    (RMSPROP, "Multiplying the loss by 1000 multiplies $v_t$ by a thousand."),
    (RMSPROP, "Multiplying the learning rate by 10 leaves every step as it was."),
    (RMSPROP, "Gradients that are ten times larger make $v_t$ ten times larger."),
    (RMSPROP, "For the same gradients a ten times larger lr gives three times larger steps."),
    (RMSPROP, "The gradients are multiplied by $c$, and $v_t$ becomes $c v_t$."),
    (ADAGRAD, r"To bring the step down to $\eta/1000$ you need $t = 10^5$ iterations."),
    (QUIET, f"{IDLE} a factor of 194."),
]
SCALED_RIGHT = [
    (RMSPROP, "All $g_t$ are 100 times larger, $v_t$ becomes 10000 times larger, and the steps do not change."),
    (RMSPROP, "Multiplying the loss by 1000 multiplies $v_t$ by a million and leaves every move as it was."),
    (RMSPROP, "For the same gradients a ten times larger lr gives ten times larger steps."),
    (RMSPROP, r"Replace $f$ by $cf$: the gradient is multiplied by c, and $v_t$ becomes $c^2 v_t$."),
    (ADAGRAD, r"To bring the step down to $\eta/1000$ you need $t = 10^6$ iterations."),
    (QUIET, f"{IDLE} a factor of 13.9."),
]


@pytest.mark.parametrize("rule,sentence", SCALED_WRONG)
def test_a_wrong_effect_of_a_change_is_refuted(rule, sentence):
    """Squares grow with the square of what gradients are multiplied by, and roots fall with the root of the decay."""
    assert "REFUTED" in grades(sentence, rule)


@pytest.mark.parametrize("rule,sentence", SCALED_RIGHT)
def test_a_right_effect_of_a_change_is_confirmed(rule, sentence):
    """The same sentences with the right numbers."""
    found = grades(sentence, rule)
    assert found
    assert {*found} <= {"PROVED", "ROUNDS"}


@pytest.mark.parametrize(
    "sentence",
    [
        "If the loss is doubled and the rate halved, the steps are halved.",
        "Multiplying the loss by 10 leaves the loss curve the same in shape.",
        "If the gradients are 10 times larger from now on, $v_t$ first becomes 10.9 times larger.",
        "A ten times larger gradient at one step makes $v_t$ 10.9 times larger.",
        "Multiplying the loss by 10 leaves, for every $\\epsilon > 0$, no step as it was.",
    ],
)
def test_changes_that_are_made_together_or_once_are_left_alone(sentence):
    """Two changes may undo each other, and what changes later does not change all squares."""
    assert "REFUTED" not in grades(sentence)
