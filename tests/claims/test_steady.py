"""What a note calls a gradient that stays the same is known to what it claims with that letter."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

HEAD = "---\nrmsprop_sym:\n  rule: rmsprop\n---\n"
RIGHT, WRONG = r"$v_t = (1-\beta^t) c^2$", r"$v_t = (1-\beta^t) c$"


def judged(text):
    """The grades of a note about RMSProp, in order."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(HEAD + text)]


CALLED = [
    r"For a constant gradient $c$ we have {}.",
    r"For a constant gradient $c \neq 0$ we have {}.",
    r"For a constant, nonzero gradient $c$: {}.",
    r"With a constant gradient of $c$ one finds {}.",
    r"Under a constant gradient, say $c$, {}.",
    r"For a constant gradient (call it $c$) {}.",
    r"We have {} under a constant gradient $c$.",
    r"We have {} if every gradient equals $c$.",
    r"Suppose the gradient is $c$ in every step. Then {}.",
    r"If the gradient is always $c$, then {}.",
    r"If the gradient stays at $c$ for all $t$, then {}.",
    r"If the gradients are all equal to $c$, then {}.",
    r"With the same gradient $c > 0$ again and again, {}.",
    r"Let $g_t \equiv c$. Then {}.",
    r"Let $g_t = c \ne 0$ for all $t$. Then {}.",
    "## Constant gradient $c$\n\nThe mean is {}.",
    "## Exercise 3\n\nFind $v_t$ for a constant gradient $c$.\n\n### Solution\n\nIt is {}.",
    "If the gradient is $c$ at every step, then:\n\n- {}",
]


@pytest.mark.parametrize("text", CALLED)
def test_a_letter_is_the_gradient_that_it_is_said_to_be(text):
    """In the sentence, before it, in a heading, in an exercise, before a list; what is wrong then is refuted."""
    assert ("PROVED", "REFUTED") == (judged(text.format(RIGHT))[-1], judged(text.format(WRONG))[-1])


UNTOLD = [
    r"For a constant gradient $c$ from step 3 on, {}.",
    r"Consider a constant gradient $c$ during the first ten steps. Then {}.",
    r"Let the gradient be $c$ for $t > 5$. Then {}.",
    r"Let the gradient be $c$ at step 3. Then {}.",
    r"We have {} with a constant $c > 0$.",
    r"If both coordinates see the same gradient $c$, then {}.",
    r"For a gradient that is $c$ on average, {}.",
    r"For a constant gradient $c$ in expectation, {}.",
    r"Let $c > 0$. Then {}.",
    r"For a constant gradient $c$ it grows. Now let $g_t = (-1)^t c$. Then {}.",
    "## Exercise 3\n\nFind $v_t$ for a constant gradient $c$.\n\n## Exercise 4\n\nIt is {}.",
]


@pytest.mark.parametrize("text", UNTOLD)
def test_a_letter_that_is_no_constant_gradient_is_neither_blessed_nor_accused(text):
    """It is one for some steps only, or something else, or was named under another heading."""
    assert ("OPEN", "OPEN") == (judged(text.format(RIGHT))[-1], judged(text.format(WRONG))[-1])


def test_a_letter_that_bounds_gradients_is_no_constant_one_any_more():
    """What holds for the constant gradient is not proved of those that it bounds."""
    assert ["OPEN"] == judged(rf"For a constant gradient $c$ it grows. If $|g_t| \le c$ for all $t$, then {RIGHT}.")


def test_a_size_that_stays_says_nothing_of_the_sign():
    """What depends on the sign is not proved, and what holds for every sign is not accused."""
    text = r"For gradients of constant size $c$, $v_t = {}$."
    assert ["SURVIVED", "REFUTED"] == [*judged(text.format(r"(1-\beta^t)c^2")), *judged(text.format(r"(1-\beta)^tc^2"))]
    assert "REFUTED" not in judged(r"For gradients of constant size $c$, $v_t \ge v_{t-1}$.")
    assert ["REFUTED"] == judged(r"For gradients of constant size $c$, $v_t \le v_{t-1}$.")


@pytest.mark.parametrize("said", ["positive gradient $c$", "gradient $c > 0$"])
def test_what_is_said_of_the_sign_is_known_to_claims_without_the_letter(said):
    """A step under a positive gradient leads down; under any other it may lead up."""
    down = rf"For a constant {said} and $\epsilon = 0$, $\theta_t - \theta_{{t-1}} = -\eta/\sqrt{{1-\beta^t}}$."
    assert ["PROVED"] == judged(down)
    assert ["REFUTED"] == judged(down.replace("positive", "negative").replace("> 0", "< 0"))


def test_the_value_of_a_constant_gradient_is_known_to_claims_without_the_letter():
    """The length of the first step depends on it where eps counts."""
    step = r"$|\theta_1 - \theta_0| = \eta/(\sqrt{1-\beta}+\epsilon)$"
    assert ["PROVED"] == judged(f"With a constant gradient $c = 1$ we get {step}.")
    assert ["PROVED"] == judged(f"Let the gradient be $c = 1$ in every step. Then {step}.")
    assert ["REFUTED"] == judged(f"With a constant gradient $c = 2$ we get {step}.")
    assert ["OPEN"] == judged(f"With a constant gradient $c = 1$ it moves. It is {step}.")


def test_what_holds_for_a_constant_gradient_is_not_proved_of_the_sentences_after_it():
    """The next sentence may speak of any gradients, unless it concludes from the one before."""
    assert ["PROVED", "OPEN"] == judged(f"For a constant gradient $c$, {RIGHT}. Also $v_t \\ge v_{{t-1}}$.")
    assert ["PROVED", "PROVED"] == judged(f"For a constant gradient $c$, {RIGHT}. Hence $v_t \\ge v_{{t-1}}$.")
