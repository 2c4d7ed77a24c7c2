"""A step that is divided by a number which an average had further above is not always one without its root."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

NOTE = r"""# Worked numbers

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \quad v_0=0, \qquad w_t = w_{t-1} - \frac{\eta}{\sqrt{v_t}+\epsilon} g_t $$

with $\beta = 0.9$ and $\eta = 0.1$.

With $g_1 = 5$ we have $v_1 = 0.1\cdot 25 = 2.5$.

"""


def refuted(text):
    """Whether something in the note is accused."""
    return any(str(each.grade) == "REFUTED" for each in Note("n.md").verdicts(NOTE + text + "\n"))


@pytest.mark.parametrize(
    "text",
    [
        "The schedule divides by 2.5, so that the rate is $0.1/2.5 = 0.04$.",
        "With $\\epsilon = 0.5$ and $\\sqrt{v} = 2$ the step is $0.1\\cdot 4/2.5 = 0.16$.",
        "A parameter whose root is 2.5 has the effective rate $0.1/2.5 = 0.04$.",
        "When $v = 6.25$ the step is $0.1\\cdot 5/2.5=0.2$.",
        "The rate of change is $(3.85-2.5)/2.5 = 0.54$.",
        "The denominator was 2.5, and the step $0.1\\cdot 4/2.5 = 0.16$.",
    ],
)
def test_another_divisor_of_that_size_is_not_accused(text):
    """It is a root, a sum with eps, a schedule, or no step at all."""
    assert not refuted(text)


def test_the_average_itself_is():
    """Nothing else is 2.5 here."""
    assert refuted("So the step is $0.1\\cdot 5/2.5 = 0.2$.")
