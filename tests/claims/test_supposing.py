"""What lecturers suppose of all gradients, in many turns of speech: they stay, they are bounded, they vanish."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

HEAD = "---\nrmsprop_sym:\n  rule: rmsprop\n---\n"


def judged(text):
    """The grade of the last formula of a note about RMSProp."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(HEAD + text)][-1]


STEADY = [
    r"If the gradient is a constant $c$ then {}.",
    r"Should the gradient stay at $c$, {}.",
    r"If one keeps the gradient fixed at $c$, {}.",
    r"If the same gradient $c$ arrives in each step, {}.",
    r"Feed in the same gradient $c$ over and over: {}.",
    r"Take $g_i=c$ for $i=1,\dots,t$. Then {}.",
    r"Plugging in $g_i=c$ gives {}.",
    r"Put $g_1=g_2=\dots=c$. Then {}.",
    r"Whenever all the $g_i$ are equal to $c$, {}.",
    r"If $g_t$ has the constant value $c$, {}.",
    r"Consider the special case $g_t = c$ (constant). Then {}.",
    r"If the loss is linear, so that $g_t=c$, we have {}.",
    r"Let the gradient be constant, $g_t=c$. We find {}.",
    r"When fed with a constant $c$, the average is {}.",
]


@pytest.mark.parametrize("text", STEADY)
def test_gradients_that_stay_the_same_are_heard_in_many_turns(text):
    """The closed form is proved, and with one step too few it is refuted."""
    found = [judged(text.format(each)) for each in (r"$v_t = (1-\beta^t)c^2$", r"$v_t = (1-\beta^{t-1})c^2$")]
    assert ["PROVED", "REFUTED"] == found


BOUNDED = [
    r"If all gradients are bounded by $G$, {}.",
    r"Assume $|g_t|\le G$. Then {}.",
    r"Suppose that no gradient exceeds $G$ in absolute value. Then {}.",
    r"If gradients are clipped at $G$, then {}.",
    r"Under the usual assumption $|g_t|\le G$ it follows that {}.",
    r"If $G$ bounds all gradients, {}.",
    r"Let $G$ be a bound on the gradients. Then {}.",
]


@pytest.mark.parametrize("text", BOUNDED)
def test_a_bound_on_gradients_is_heard_in_many_turns(text):
    """The mean keeps below its square, and not below less."""
    right, wrong = (judged(text.format(each)) for each in (r"$v_t \le G^2$", r"$v_t \le (1-\beta) G^2$"))
    assert right in {"PROVED", "SURVIVED"}
    assert wrong == "REFUTED"


QUIET = [
    r"Suppose the gradients vanish from step $t$ on. Then {}.",
    r"If all gradients after step $t$ are zero, {}.",
    r"If the gradient is zero from step $t+1$ on, then {}.",
    r"Suppose $g_i=0$ for all $i>t$. Then {}.",
    r"When $g_{{t+1}}=\dots=g_{{t+k}}=0$, we have {}.",
    r"If the next $k$ gradients are zero, {}.",
    r"After $k$ steps without gradient, {}.",
    r"Assume no gradient arrives after step $t$: {}.",
    r"If $g_{{t+j}}=0$ for $j=1,\dots,k$, then {}.",
    r"From step $t$ onwards let $g=0$. Then {}.",
]


@pytest.mark.parametrize("text", QUIET)
def test_what_was_kept_decays_once_the_gradients_vanish(text):
    """Steps are counted from the last gradient, wherever the mean stands there; a run from zero would say nothing."""
    found = [judged(text.format(each)) for each in (r"$v_{t+k} = \beta^k v_t$", r"$v_{t+k} = \beta^{2k} v_t$")]
    assert ["PROVED", "REFUTED"] == found


@pytest.mark.parametrize(
    "text",
    [
        r"Assume $|g_t|\le G$ for all odd $t$. Then $v_t \le G^2$.",
        r"If the first gradient is bounded by $G$ only for $t \le 3$, then $v_t \le G^2$.",
        r"If the gradients vanish from step $t$ on in one coordinate, then $v_{t+k} = \beta^{2k} v_t$.",
        r"If the gradients vanish from step $t$ on until step $T$, then $v_{t+k} = \beta^{2k} v_t$.",
        r"Take $g_i=c$ for $i=1,\dots,T$. Later $v_t = (1-\beta^{t-1})c^2$.",
    ],
)
def test_what_is_supposed_in_part_is_neither_blessed_nor_accused(text):
    """Odd steps, one coordinate and the time until a step are not all steps."""
    assert judged(text) not in {"PROVED", "REFUTED"}


def test_a_heading_on_forgetting_denies_nothing():
    """To forget something is a mistake; forgetting alone is what the mean does."""
    wrong = r"$v_t = (1-\beta)\sum_{i=1}^t \beta^{t-i+1} g_i^2$"
    assert judged(f"## Weights and forgetting\n\nUnrolling the recursion, {wrong}.") == "REFUTED"
    assert judged(f"Forgetting the index, {wrong}.") == "OPEN"


TRUE = [
    r"If the next $k$ gradients are zero, $v_{t+k} < v_t$.",
    r"When the gradient vanishes, $v_t \le v_{t-1}$.",
    r"If the gradient is $c$ for $t\le 5$ and zero afterwards, then $v_7 = \beta^2(1-\beta^5)c^2$.",
    r"If all gradients but the first are zero, $v_t = (1-\beta)\beta^{t-1}g_1^2$.",
    r"If the gradient vanishes at step $t$ only, $v_{t+1} = \beta^2 v_{t-1} + (1-\beta)g_{t+1}^2$.",
    r"If the current gradient is zero, $v_{t+1} = \beta^2 v_{t-1} + (1-\beta) g_{t+1}^2$.",
    r"If $|g_t| \ge c$ for all $t$, then $v_t \ge (1-\beta^t)c^2$.",
    r"If the gradient stays at $c$ after step $s$, then $v_{s+k} = \beta^k v_s + (1-\beta^k)c^2$.",
    r"Suppose $|g_i| = M$ for one $i \le t$. Then $v_t \ge (1-\beta)\beta^{t-i}M^2$.",
    r"Suppose $g_t = c$. Then $v_t = \beta v_{t-1} + (1-\beta)c^2$.",
    r"If all gradients are equal to $c$ except the first, which is zero, then $v_t = (1-\beta^{t-1})c^2$.",
    r"With a constant gradient $c$ and $v_0 = c^2$, $v_t = c^2$.",
    r"If $\epsilon$ is not negligible, $|\theta_1-\theta_0| < \eta/\sqrt{1-\beta}$.",
    r"When the gradient is zero at two steps in a row, $v_{t+1} = \beta^2 v_{t-1}$.",
]


@pytest.mark.parametrize("text", TRUE)
def test_what_is_right_under_its_own_words_is_not_accused(text):
    """Gradients that vanish once, later, or but for one, and bounds from below."""
    assert judged(text) != "REFUTED"


@pytest.mark.parametrize(
    "text",
    [
        r"If the next $k$ gradients are zero, $v_{t+5} = \beta^5 v_t$.",
        r"When $g_{t+1}=\dots=g_{t+k}=0$, $v_{t+9} = \beta^9 v_t$.",
        r"If $g_{t+j}=0$ for $j=1,\dots,k$, then $v_{t+2} = \beta^2 v_t$.",
    ],
)
def test_nothing_is_blessed_beyond_the_gradients_that_vanish(text):
    """There may be fewer of them."""
    assert judged(text) not in {"PROVED", "SURVIVED"}
