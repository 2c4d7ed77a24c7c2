"""What becomes of a state where every gradient is scaled is judged as an arrow, and not as a limit."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""# Scales

The running mean is $s_t = \rho s_{t-1} + (1-\rho) g_t^2$ from $s_0 = 0$, and a step is
$\theta_t = \theta_{t-1} - \eta g_t/(\sqrt{s_t}+\epsilon)$.

"""
RIGHT = [
    r"Multiply the loss by a constant $k>0$. Then $s_t \to k^2 s_t$.",
    r"Replace every $g_t$ by $a\,g_t$ with $a > 0$; this gives $s_t \mapsto a^2 s_t$.",
    r"If all gradients are scaled by $c>0$, $\sqrt{s_t} \to c\sqrt{s_t}$.",
    (r"We neglect $\epsilon$. Under $g_t \mapsto c\,g_t$ with $c > 0$ one finds $\frac{g_t}{\sqrt{s_t}} \mapsto "
    r"\frac{c\,g_t}{\sqrt{c^2 s_t}} = \frac{g_t}{\sqrt{s_t}}$."),
]
WRONG = [
    r"Multiply the loss by a constant $k>0$. Then $s_t \to k s_t$.",
    r"Replace every $g_t$ by $a\,g_t$ with $a > 0$; this gives $s_t \mapsto s_t$.",
    r"If all gradients are scaled by $c>0$, $\sqrt{s_t} \to c^2\sqrt{s_t}$.",
    r"If the loss is multiplied by $c>0$, $g_t \to c\,g_t$ and $s_t \to c\,s_t$.",
]
LEFT_ALONE = [
    r"Multiply the loss by $k>0$ only at the last step; it is not true that $s_t \to k s_t$.",
    r"For a constant gradient $g_t = c$ we have $s_t \to c^2$.",
    r"If the learning rate is scaled by $c>0$, then $s_t \to s_t$.",
    r"Under $g_t \to c\,g_t$ a common mistake is $s_t \to c\,s_t$.",
    r"If only the last gradient is scaled by $c$, so $g_t \to c\,g_t$, then $s_t \to s_t + (1-\rho)(c^2-1) g_t^2$.",
]


def _grades(text: str) -> list[str]:
    found = Note("note.md").verdicts(RULE + text)
    return [str(each.grade) for each in found if each.place.line > RULE.count("\n")]


@pytest.mark.parametrize("text", RIGHT)
def test_squares_are_scaled_by_the_square_of_the_factor(text: str) -> None:
    """The arrow is read as what becomes of the state."""
    assert _grades(text)[-1] in {"PROVED", "SURVIVED"}


@pytest.mark.parametrize("text", WRONG)
def test_another_power_of_the_factor_is_refuted(text: str) -> None:
    """The factor without its square, or squared once too often."""
    assert "REFUTED" in _grades(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_arrows_that_scale_something_else_are_left_alone(text: str) -> None:
    """Limits, other scalings and mistakes that are announced are not accused."""
    assert "REFUTED" not in _grades(text)
