"""What holds in a limit of its letters is judged there: near equalities, limits in any letter, sums without an end."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""# Memory

The running mean is $s_t = \rho s_{t-1} + (1-\rho) g_t^2$ from $s_0 = 0$, and a step is
$\theta_t = \theta_{t-1} - \eta g_t/(\sqrt{s_t}+\epsilon)$.

"""
RIGHT = [
    r"Since $\rho \approx 1$, $-\ln\rho \approx 1-\rho$.",
    r"To first order, $\rho^{k} \approx 1 - k(1-\rho)$.",
    r"As $\rho$ is close to one, $\rho^{1/(1-\rho)} \approx 1/e$.",
    r"For large $t$ we have $1/(1-\rho^t) \approx 1 + \rho^t$.",
    r"If $\epsilon \ll s_t$, $\sqrt{s_t+\epsilon} \approx \sqrt{s_t} + \frac{\epsilon}{2\sqrt{s_t}}$.",
    r"For $\rho \to 1$ the half-life obeys $\frac{\ln 2}{-\ln\rho} \approx \frac{0.693}{1-\rho}$.",
    r"Note that $\lim_{\rho\to1^-} \frac{1-\rho^t}{1-\rho} = t$.",
    r"We have $\frac{1-\rho^n}{1-\rho} \to n$ as $\rho \to 1$.",
    r"Here $\lim_{\epsilon\to0} \frac{\eta}{\sqrt{s_t}+\epsilon} = \frac{\eta}{\sqrt{s_t}}$.",
    r"Recall that $\sum_{t=1}^\infty \frac{\eta}{\sqrt t} = \infty$.",
    r"Recall that $\sum_{t\ge1} 1/t^2 < \infty$.",
]
WRONG = [
    r"Since $\rho \approx 1$, $-\ln\rho \approx \frac{1}{1-\rho}$.",
    r"To first order, $\rho^{k} \approx 1 + k(1-\rho)$.",
    r"As $\rho$ is close to one, $\rho^{1/(1-\rho)} \approx 1/2$.",
    r"For large $t$ we have $1/(1-\rho^t) \approx 1 - \rho^t$.",
    r"If $\epsilon \ll s_t$, $\sqrt{s_t+\epsilon} \approx \sqrt{s_t} + \frac{\epsilon}{2 s_t}$.",
    r"For large $t$ we have $1-\rho^t \approx 0$.",
    r"Note that $\lim_{\rho\to1} \frac{1-\rho^t}{1-\rho} = 1$.",
    r"Here $\lim_{\epsilon\to\infty} \frac{\eta}{\sqrt{s_t}+\epsilon} = \eta$.",
    r"Recall that $\sum_{t=1}^\infty 1/\sqrt t < \infty$.",
    r"Recall that $\sum_{t\ge1} 1/t^2 = \infty$.",
]
LEFT_ALONE = [
    r"With $\rho = 1 - 1/t$ one has $\rho^t \approx 1/e$.",
    r"After the half-life $\rho^t \approx \frac12$.",
    r"We choose the number of steps such that $\rho^t \approx 1-\rho$.",
    r"Up to a constant factor, $\frac{\ln 2}{-\ln\rho} \approx \frac{1}{1-\rho}$.",
    r"A common mistake is $\ln\rho \approx 1-\rho$.",
    r"It is wrong that $\sum_{t=1}^\infty 1/t < \infty$.",
    r"When the steps are few, $1-\rho^t \approx 0$.",
    r"Between neighbours, $s_t \approx s_{t-1}$.",
    r"The memory is $\tau \approx \frac{3}{1-\rho}$.",
]


def _grades(text: str) -> list[str]:
    found = Note("note.md").verdicts(RULE + text)
    return [str(each.grade) for each in found if each.place.line > RULE.count("\n")]


@pytest.mark.parametrize("text", RIGHT)
def test_what_holds_in_the_limit_that_is_meant_is_said_to_hold(text: str) -> None:
    """The last formula holds in the limit that its sentence says, or in the usual one."""
    assert _grades(text)[-1] in {"PROVED", "SURVIVED"}


@pytest.mark.parametrize("text", WRONG)
def test_what_holds_in_no_limit_is_refuted(text: str) -> None:
    """The first correction is wrong, or the sides do not go together at all."""
    assert "REFUTED" in _grades(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_equations_rough_sizes_and_denied_ones_are_left_alone(text: str) -> None:
    """What is to be solved, what is only a size, and what the note does not claim is not accused."""
    assert "REFUTED" not in _grades(text)


def test_a_member_behind_a_wrong_one_is_held_against_what_is_right() -> None:
    """Only the wrong member of a chain is accused, and not the right one that follows."""
    text = r"Hence $s_t = (1-\rho)\sum_{i=1}^{t}\rho^{i} g_i^2 = (1-\rho)\sum_{i=1}^t \rho^{t-i} g_i^2$."
    assert _grades(text) == ["REFUTED", "PROVED"]


def test_a_sum_weighed_by_the_number_of_its_terms_has_its_value() -> None:
    """The mean age is worked out with the decay of the note."""
    text = r"With $\rho = 0.9$ the mean age is $\sum_{j=0}^\infty j(1-\rho)\rho^j = "
    assert _grades(text + "9$.")[-1] in {"PROVED", "ROUNDS"}
    assert _grades(text + "10$.")[-1] == "REFUTED"


@pytest.mark.parametrize(
    "text",
    [
        r"It is $\lim_{t\to\infty} t^{-1/100} = 0$.",
        r"It is $\lim_{t\to\infty} t^{1/100} = \infty$.",
        r"It is $\lim_{t\to\infty} 1/\ln t = 0$.",
        r"It is $\lim_{t\to\infty} \frac{1}{\ln\ln t} = 0$.",
        r"It is $\lim_{\beta\to1} (1-\beta)^{1/100} = 0$.",
        r"It is $\lim_{t\to\infty} t\cdot 0.99999^t = 0$.",
        r"It is $1/\ln t \approx 0$ for large $t$.",
        r"It is $\sum_{t=1}^\infty 1/t^{1.0001} < \infty$.",
        r"It is $\sum_{t=1}^\infty 0.99999^t < \infty$.",
    ],
)
def test_what_is_slow_is_not_accused(text: str) -> None:
    """It has not come far where it is looked at, and still goes on."""
    assert "REFUTED" not in _grades(text)


def test_what_is_slow_is_not_blessed_for_its_beginning() -> None:
    """It grows at first."""
    assert "SURVIVED" not in _grades(r"It is $\lim_{t\to\infty} t\cdot 0.99999^t = \infty$.")
    assert "REFUTED" in _grades(r"It is $\sum_{t=1}^\infty 1/t^{0.9999} < \infty$.")
