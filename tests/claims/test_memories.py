"""How means remember, in words: each fault is caught, and each right sentence and each look-alike is left alone."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.quantities.telling import Tellings

RMSPROP = r"We keep $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ from $v_0 = 0$, with $\beta = 0.9$ and $\eta = 0.01$."
ADAM = (
    r"Adam keeps $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$ and $r_t = \beta_2 r_{t-1} + (1-\beta_2) g_t^2$,"
    r" with $\beta_1 = 0.9$ and $\beta_2 = 0.999$."
)
HOLDS = {"PROVED", "ENCLOSED", "ROUNDS"}


def grades(text: str, rule: str = RMSPROP) -> list[str]:
    """The grades of what a text says below a rule."""
    tellings = Tellings()
    tellings.hears([rule, text], "Notes")
    return [str(each.evidence.grade) for each in tellings.remarks(text, "Notes")]


WRONG = (
    "The weight of an old square is halved every 9.49 steps.",
    "A weight halves every 10 steps.",
    "Half of the weight is gone after 10 steps.",
    "After 20 steps 87.8 % of an old square is left.",
    "After 20 steps 12.5 % of an old square is left.",
    "After 20 steps an old square has still 87.8 % of its weight.",
    "The ten newest gradients together hold 35 % of the weight.",
    "90 % of the weight sits in the last 10 gradients.",
    "Gradients older than 20 steps still carry 88 % of the weight.",
    "At $t=4$ we are missing 34.4 % of the weight.",
    "With a constant gradient, after 10 steps $v_t$ has reached 34.9 % of its final value.",
    "For $\\beta = 0.99$ the weight of an old gradient is down to one per cent after 229 steps.",
    "An old weight is down to one half after 10 steps and down to one per cent after about 22.",
    "A gradient 20 steps old carries half the weight of the current one.",
    "Already after 14 steps less than one percent of the old $v$ is left.",
    "The half-life is 6.6 steps. For $\\beta = 0.99$ it is 100 steps.",
    "The half-life is 6.6 steps; for $\\beta = 0.99$ it is 96, and with 0.999 693.",
    "The half-life is 6.58 steps for $\\beta = 0.9$, and 99.5 steps for $\\beta = 0.99$.",
    "If the gradient is switched off, $\\sqrt{v_t}$ halves after 6.58 steps.",
    "The gradient is switched off; $v_t$ halves after 6.58 steps, its root after 3.29.",
    "$v_t$ is above 90 % of $g^2$ for the first time at $t = 15$.",
    "The weight of a gradient falls to 1/e after 6.6 steps.",
    "The time constant is 9.49 steps, i.e. after that many steps a weight has halved.",
    "The weight drops by a factor of 10 every 44 steps.",
    "It takes 22 steps until a spike has faded to one per cent.",
    "Within 5 steps half of the weight is gone.",
    "At 200 Hz the half-life is 3.29 s.",
    "Each step takes 20 ms. The half-life is 1.32 s.",
    "The half-life is 6.58 steps, at 200 Hz 0.329 s.",
    "To collect 99 % you need about 30.",
    "For $\\beta = 0.99$ the half-life rises to 100 steps.",
    "$v_t$ forgets half of the past in 10 steps.",
    "By $t = 22$ we have 99 % of the limit.",
    "So the half-life is 10 steps, so a short run never forgets its start.",
)
RIGHT = (
    "The weight of an old square is halved every 6.58 steps.",
    "Half of the weight is gone after 7 steps.",
    "After 20 steps 12.2 % of an old square is left.",
    "After 20 steps an old square has still 12 % of its weight.",
    "The last ten gradients carry about 65% of the total weight.",
    "All but 10 % of the weight lies in the last 22 gradients.",
    "Nine tenths of the total weight belong to the last twenty-two gradients.",
    "Gradients older than 20 steps still carry 12 % of the weight.",
    "At $t=4$ we are missing 65.6 % of the weight.",
    "With a constant gradient, after 10 steps $v_t$ has reached 65.1 % of its final value.",
    "For $\\beta = 0.99$ the weight of an old gradient is down to one per cent after 458 steps.",
    "An old weight is down to one half after 6.58 steps and down to one per cent after about 44.",
    "A gradient 20 steps old carries an eighth of the weight of the current one.",
    "The half-life is 6.6 steps; for $\\beta = 0.99$ it is 69, and with 0.999 693.",
    "The half-life is 6.58 steps for $\\beta = 0.9$, 68.97 steps for $\\beta = 0.99$.",
    "If the gradient is switched off, $\\sqrt{v_t}$ halves after 13.2 steps.",
    "$v_t$ is above 90 % of $g^2$ for the first time at $t = 22$.",
    "The weight of a gradient falls to 1/e after 9.49 steps.",
    "The effective memory is 10 steps; after that many steps 34.9 % of the weight is left.",
    "The weight drops by a factor of 10 every 22 steps.",
    "Twenty-two steps after the spike a tenth of it is left.",
    "After 22 steps the mean has covered 90 % of the way to its limit.",
    "The mean comes within 10 % of its limit after 22 steps.",
    "After 10 steps the mean is still 34.9 % short of its limit.",
    "After 10 updates the root of $v_t$ has reached 80.7 % of its limit.",
    "Within 50 steps half of the weight is gone.",
    "The weight has more than halved after 10 steps.",
    "At 200 Hz the half-life is 0.0329 s.",
    "We make 10 steps per second. After 2 s a spike has faded to 12.2 %.",
    "The half-life is 6.6 steps. At 20 steps per epoch that is 0.33 epochs.",
    "To collect 99 % you need about 44.",
    "half-life = 6.58",
    "By $t = 44$ we have 99 % of the limit.",
    "An old gradient counts half as much as a new one after 6.6 steps.",
    "We need 44 iterations before the mean is within one per cent of its final value.",
    "A half-life of 69 steps takes a decay of 0.99.",
)
ALONE = (
    "Half of the gradients are zero in the first 100 steps.",
    "The last 20 steps account for half of the time.",
    "The half-life is less than 10 steps.",
    "Two half-lives are 13.2 steps.",
    "A half-life of 100 steps means $\\beta = 0.5^{1/100}$.",
    "To get a half-life of 100 steps, set the decay to 0.9931.",
    "The half-life grows by 62 steps.",
    "With weight decay the weights halve every 100 steps.",
    "The learning rate halves every 30 steps.",
    "After 100 steps the loss has dropped to 12 %.",
    "The spike was $g = 10$ while all others are 1, and $v_t$ is down to half after 8 steps.",
    "In the run above $v_t$ has reached 80 % of its final value after 50 steps.",
    "For a gradient that grows, $v_t$ reaches 90 % of its final value after 60 steps.",
    "The first 10 gradients carry 34.9 % of the weight after 20 steps.",
    "Every 100 steps half of the memory is freed.",
    "It takes 6.6 steps to lose half of the weight and 22 to lose 90 %.",
    "The weight of the first gradient is 3.5 % after 10 steps.",
    "Is it true that half of the weight is gone after 10 steps?",
    "It is wrong to say that half of the weight is gone after 10 steps.",
    "If half of the weight were gone after 10 steps, the decay would be larger.",
    'Somebody wrote "a weight halves every 10 steps" on the board.',
    "After 10 steps half of the pruned weights are back.",
    "The parameter has reached 90 % of its limit after 30 steps.",
    "We decay the learning rate, since late gradients are noisy. It halves every 1000 steps.",
    "We halve the batch every 100 steps.",
    "The gradients halve every 10 steps.",
    "In the second phase the mean halves every 100 steps.",
    "The EMA of the parameters has a half-life of 100 steps.",
    "The weight of the gradient has dropped to 3 % after 10 steps.",
    "After 13 steps the step has reached 90 % of its limit.",
    "Kim uses 0.99, where the half-life is 69 steps.",
    "The average of the last 10 gradients is half of the first one.",
    "Give the $\\beta$ that has a half-life of 100 steps.",
    "The weights of the last 10 gradients add up to 0.65, those of all older ones to at most 0.35.",
    "For a half-life of 100 we solve $\\beta^{100} = 1/2$.",
)


@pytest.mark.parametrize("text", WRONG)
def test_a_share_that_is_not_left_then_is_found(text: str) -> None:
    """What contradicts `left = beta^n` is refuted."""
    assert "REFUTED" in grades(text)


@pytest.mark.parametrize("text", RIGHT)
def test_a_share_that_is_left_then_is_decided(text: str) -> None:
    """What follows from `left = beta^n` holds."""
    found = grades(text)
    assert found
    assert {*found} <= HOLDS


@pytest.mark.parametrize("text", ALONE)
def test_what_only_sounds_like_memory_is_not_accused(text: str) -> None:
    """Other things that halve, bounds that are not sharp, and what the note does not claim are left alone."""
    assert "REFUTED" not in grades(text)


@pytest.mark.parametrize("steps,expected", [("693", set()), ("69", {"REFUTED"})])
def test_each_of_two_means_has_its_own_half_life(steps: str, expected: set[str]) -> None:
    """What is said of the second mean is held against its own decay."""
    found = grades(f"The half-life of $m$ is 6.6 steps, that of $r$ is {steps} steps.", ADAM)
    assert expected == {*found} - HOLDS


def test_a_mean_that_does_not_start_at_zero_is_not_accused() -> None:
    """What is reached after some steps depends on the start."""
    rule = RMSPROP.replace("v_0 = 0", "v_0 = 1")
    assert "REFUTED" not in grades("After 10 steps $v_t$ has reached 34.9 % of its final value.", rule)
