"""Right statements that look like wrong ones: what follows from rounded numbers, of another number, or without eps."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""We keep $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$,
$w_t = w_{t-1} - \eta g_t/(\sqrt{v_t}+\epsilon)$,
and write $\Delta_t = \eta g_t/(\sqrt{v_t}+\epsilon)$ for what is subtracted.

"""
MEANS = RULE.replace("v", "m").replace("g_t^2", "g_t") + "Let the $g_t$ be i.i.d. with variance $\\sigma^2$. "


def grades(text):
    """The grades of a note, in order."""
    return [str(each.grade) for each in Note("n.md").verdicts(text)]


RIGHT = [
    r"Then $q = 0.6513/\sqrt{0.009955} = 0.6513/0.09978$.",
    RULE + r"If $g_t = g \ne 0$ for all $t$, then $|\Delta_t| = \frac{\eta}{\sqrt{1-\beta^t}} \to \eta$.",
    MEANS + r"$\operatorname{Var}(m_\infty) = \frac{0.1}{1.9}\sigma^2 = 0.0526\,\sigma^2$.",
    "In float16 the square of a gradient of 1e-4 becomes zero.",
    RULE + r"Let $\beta = 0.8$. With zero gradients $v$ shrinks to 80 percent per step, and $\eta/\sqrt{v}$ grows by"
    "\na factor of 1/sqrt(0.8) = 1.118 per step.",
]
WRONG = [
    r"Then $q = 0.6513/\sqrt{0.009955} = 0.6513/0.09987$.",
    RULE + r"Without $\epsilon$, if $g_t = g \ne 0$ for all $t$, then $|\Delta_t| = \frac{\eta}{1-\beta^t} \to \eta$.",
    "In float16 a gradient of 1e-4 becomes zero.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_statement_is_not_accused(text):
    """It is right or open, whatever it looks like."""
    assert "REFUTED" not in grades(text)


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_one_beside_it_is(text):
    """The same words with another number are accused."""
    assert "REFUTED" in grades(text)


def test_what_follows_from_rounded_results_is_not_accused():
    """The numbers of a quotient were worked out and rounded in its sentence; one that they do not give is wrong."""
    results = r"We have $1-0.9^{10} = 0.651$ and $1-0.999^{10} = 0.00996$, so the factor is $0.651/\sqrt{0.00996} = "
    assert "REFUTED" not in grades(f"{results}6.53$.")
    assert "REFUTED" in grades(f"{results}6.58$.")
    exact = r"We have $0.36 + 0.1 = 0.46$, so $0.9\cdot 0.46 + 0.9 = "
    assert "REFUTED" in grades(f"{exact}1.316$.")
