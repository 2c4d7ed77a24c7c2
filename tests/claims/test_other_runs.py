"""Numbers of a run are held against the rule only where nothing before its list says that it is another run."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""# A run

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \quad v_0=0, \qquad w_t = w_{t-1} - \frac{\eta}{\sqrt{v_t}+\epsilon} g_t $$

with $\beta = 0.9$, $\eta = 0.1$, and $\epsilon=10^{-8}$ is dropped.

"""
OTHERS = {
    "Rate 0.01 from $w_0=1$:": r"1. $g_1=2$: $v_1=0.4$, step $0.0316$, $w_1=0.9684$",
    "With bias correction, from $w_0=1$, we print the uncorrected $v$.": r"1. $g_1=2$: $v_1=0.4$, $w_1=0.9000$",
    "What happens if the root is forgotten ($w_0=1$):": r"1. $g_1=2$: $v_1=0.4$, $w_1=0.5000$",
    "A buggy version that does not square ($w_0=1$):": r"1. $g_1=2$: $v_1=0.2000$, $w_1=0.6838$",
    "With $\\epsilon=0.1$ inside, from $w_0=1$:": r"1. $g_1=2$: $v_1=0.4$, $w_1=0.7172$",
    "Every gradient clipped to 1 in size, $w_0=1$:": r"1. $g_1=2$: $v_1=0.1000$, $w_1=0.6838$",
    "AdaGrad in its place, from $w_0=1$:": r"1. $g_1=2$: $v_1=4.0000$, $w_1=0.9000$",
}


def refuted(text):
    """Whether something in the note is accused."""
    return any(str(each.grade) == "REFUTED" for each in Note("n.md").verdicts(RULE + text + "\n"))


@pytest.mark.parametrize("intro", OTHERS)
def test_another_run_is_not_accused(intro):
    """Its numbers are right for what the words before the list say."""
    assert not refuted(f"{intro}\n\n{OTHERS[intro]}")


def test_the_rule_itself_is():
    """The same numbers below words that say nothing else."""
    assert refuted("From $w_0=1$:\n\n1. $g_1=2$: $v_1=0.4$, $w_1=0.9684$")
