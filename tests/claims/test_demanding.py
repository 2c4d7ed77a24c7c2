"""What a note demands, counts, or supposes of every step is no claim that fails."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""$$v_t = \beta v_{t-1} + (1-\beta) g_t^2, \qquad v_0 = 0,$$
$$\theta_t = \theta_{t-1} - \frac{\eta g_t}{\sqrt{v_t} + \varepsilon}.$$

"""


def grades(text):
    """The grades of a note, in order."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(text)]


DEMANDS = [
    "We need ", "We want ", "So one wants ", "They ask for ", "The spec demands ", "It is required that ", "Our goal: ",
    "The target is ", "One has to have ", "To have ", "In order to get ", "It suffices that ", "We insist on ",
    "We want the start to be forgotten: ", "Choose $t$ so that ", "This is so as soon as ",
]  # fmt: skip


@pytest.mark.parametrize("words", DEMANDS)
def test_what_is_demanded_is_not_claimed(words):
    """A demand holds for some steps and not for others."""
    assert "REFUTED" not in grades(rf"{words}$0.8^t \le 0.05$.")


@pytest.mark.parametrize("words", ["We have ", "Hence ", "We need to show that ", "Then "])
def test_what_is_claimed_is_judged(words):
    """Words that demand nothing excuse nothing."""
    assert ["REFUTED"] == grades(rf"{words}$0.8^t \le 0.05$.")


def test_what_follows_from_a_demand_is_still_judged():
    """A claim beside a demand fails as any other."""
    assert "REFUTED" in grades(RULE + r"We need $v_t \ge 0$. Then $v_t \le g_t^2$.")


ALWAYS = [
    (r"If $g_t = 1$, then $v_t = 1 - \beta^t$.", "PROVED"),
    (r"With $g_t = -3$ we get $v_t = 9(1 - \beta^t)$.", "PROVED"),
    (r"Suppose $g_t = c$. Then $v_t = (1 - \beta^t) c^2$.", "PROVED"),
    (r"If $g_t = 0$, then $v_t = \beta v_{t-1}$.", "PROVED"),
    (r"If $g_t = 0$, then $v_t = v_{t-1}$.", "REFUTED"),
    (r"If $g_t = 1$, then $v_t = 1 - \beta^{t-1}$.", "REFUTED"),
]


@pytest.mark.parametrize("text, grade", ALWAYS)
def test_what_is_supposed_of_one_gradient_may_be_meant_of_all(text, grade):
    """An equation on the gradient of a step is one on all of them where only that makes the claim hold."""
    assert [grade] == grades(RULE + text)


def test_a_buffer_of_the_notes_own_runs_on_what_is_supposed():
    """The gradient of a recurrence defined in the same sentence is the same at every step."""
    text = r"A buffer $u_t = \mu u_{t-1} + g_t$ with $u_0 = 0$ and $g_t = 1$ has $u_t = \frac{1-\mu^{t}}{1-\mu}$."
    assert ["PROVED"] == grades(text)
    assert ["REFUTED"] == grades(text.replace(r"^{t}", r"^{t+1}"))


STRICT = r"The first step obeys $|\theta_1 - \theta_0| < \frac{\eta}{\sqrt{1-\beta}}$."


def test_what_only_a_missing_eps_breaks_is_not_accused():
    """A strict bound holds with an eps above zero, and fails where eps is said to be zero."""
    assert "REFUTED" not in grades(RULE + STRICT)
    assert ["REFUTED"] == grades(RULE + r"If $\varepsilon = 0$, then" + STRICT[3:])
    assert ["REFUTED"] == grades(RULE + STRICT.replace(r"\frac{\eta}{\sqrt{1-\beta}}", r"\eta"))


COUNTED = [
    ("The half-life is ln(2)/(-ln(0.98)) = 34 steps.", "ROUNDS"),
    (r"It is $\ln(2)/\ln(1/0.98) = 34$ iterations.", "ROUNDS"),
    ("A tenth is left after ln(10)/(-ln(0.98)) = 114 updates.", "ROUNDS"),
    ("One needs ln(20)/(-ln(0.98)) = 149 steps.", "OPEN"),
    ("The half-life is ln(2)/(-ln(0.98)) = 35 steps.", "OPEN"),
    ("The half-life is ln(2)/(-ln(0.98)) = 33 steps.", "REFUTED"),
    ("The half-life is ln(2)/(-ln(0.98)) = 34.", "REFUTED"),
    ("The half-life is ln(2)/(-ln(0.98)) = 34 times longer.", "REFUTED"),
    ("There are 500/200 = 3 steps.", "REFUTED"),
]


@pytest.mark.parametrize("text, grade", COUNTED)
def test_a_whole_number_of_steps_is_rounded_where_it_cannot_be_exact(text, grade):
    """A bare whole number after = is exact; one that counts steps is what decimals can say of the value."""
    assert [grade] == grades(text)
