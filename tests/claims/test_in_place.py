"""Arithmetic that is right in itself is held against what its place says that it works out."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""# Notes on RMSProp

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \qquad \theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t}+\varepsilon} $$

Let $\beta = 0.9$ and $\eta = 0.02$. The gradients are $3$, $-2$, $0.5$.

"""
SLIPS = {
    "The first step is $0.02/0.1 = 0.2$.": "the root is missing",
    r"With $\beta = 0.99$ the first step would be $0.02/0.01 = 2$.": "the root is missing",
    r"The first step is $\eta/0.1 = 10\eta$.": "the root is missing",
    r"The first step has length $0.02\cdot 0.3162 = 0.006324$.": "it is divided where it has to be multiplied",
    r"The length of the first step is $0.02/\sqrt{0.9} = 0.0211$.": "the decay stands where 1 minus the decay belongs",
    "With a constant gradient, at $t = 5$ the step is $0.02/0.40951 = 0.0488$.": "the root is missing",
    r"For $t = 8$ the first gradient has the weight $0.1\cdot 0.9^8 = 0.0430$.": "the exponent is one too large",
    r"A square that is 4 steps old has the weight $0.1\cdot 0.9^3 = 0.0729$.": "the exponent is one too small",
    r"For a cap of $4\eta$ we choose $\beta = 1 - 1/4 = 0.75$.": "the bound is eta/sqrt(1 - decay)",
    r"For a half-life of 20 steps take $\beta = 1 - 1/20 = 0.95$.": "and not this half-life",
    r"With every 5th gradient and the same memory, the decay must be $0.9^{1/5} = 0.979$.": "forget more each",
    r"We compute $\hat v_3 = 1.2/(1 - 0.9^2) = 6.32$.": "the exponent is one too small",
    r"By hand $v_2 = 0.9\cdot 0.9 + 0.1\cdot 2 = 1.01$.": "the gradient is not squared",
    r"With $g = 0.5$ the next value is $v_3 = 0.9\cdot 2 + 0.1\cdot 0.5 = 1.85$.": "the gradient is not squared",
}
RIGHT = [
    "The first step is $0.02/0.3162 = 0.0633$.",
    r"The first step is $0.02/\sqrt{0.1} = 0.0632$.",
    r"The first step is $1/\sqrt{0.1} = 3.16$ times as long as the rate.",
    "Without the root the first step would be $0.02/0.1 = 0.2$.",
    "The quotient of the rate and its weight is $0.02/0.1 = 0.2$.",
    "It is wrong that the first step is $0.02/0.1 = 0.2$.",
    r"With a constant gradient, at $t = 5$ the step is $0.02/\sqrt{0.40951} = 0.03125$.",
    "At $t = 5$ the step is $0.02/0.40951 = 0.0488$.",
    r"For $t = 8$ the first gradient has the weight $0.1\cdot 0.9^7 = 0.0478$.",
    r"For $t = 8$ the start enters with the weight $0.9^8 = 0.4305$.",
    r"By hand $v_2 = 0.9\cdot 0.9 + 0.1\cdot 4 = 1.21$.",
    r"By hand $v_2 = 0.9\cdot 0.9 + 0.1\cdot 4 = 1.21$.",
    r"For the mean of the sizes, $a_2 = 0.9\cdot 0.3 + 0.1\cdot 2 = 0.47$.",
    r"For a cap of $4\eta$ we choose $\beta = 1 - 1/16 = 0.9375$.",
    r"For a time constant of 20 steps take $\beta = 1 - 1/20 = 0.95$.",
    r"For a half-life of 20 steps take $\beta = 0.5^{1/20} = 0.966$.",
    r"With every 5th gradient and the same memory, the decay must be $0.9^5 = 0.590$.",
    r"With the correction $\hat v_3 = 1.114/(1 - 0.9^3) = 4.11$.",
    r"In Adam the first step is $0.02/0.1 = 0.2$.",
    r"Had we divided by the mean square itself, the first step is $0.02/0.1 = 0.2$.",
    r"If one divides by $v_t$ instead of by its root, the first step is $0.02/0.1 = 0.2$.",
    r"Some code drops the square root; there the first step is $0.02/0.1 = 0.2$.",
    r"Relative to the newest one, at $t = 8$ the first gradient has the weight $0.9^7 = 0.478$.",
    r"At $t = 8$ the first gradient has the unnormalised weight $0.9^7 = 0.478$.",
    r"In the buffer a gradient that is 4 steps old has the weight $0.9^4 = 0.6561$.",
    r"At $t = 8$ the first gradient $g_0$ has the weight $0.1\cdot 0.9^8 = 0.0430$.",
    r"8 steps later the first gradient has the weight $0.1\cdot 0.9^8 = 0.0430$.",
    r"With warm-up the first step is $0.02\cdot 0.1 = 0.002$.",
    r"Restarting with $v = 0.01$ kept, the first step is $0.02/0.1 = 0.2$ for $g = 1$.",
    r"In the second coordinate the gradients are $1$, $4$. In the first one $v_2 = 0.9\cdot 0.9 + 0.1\cdot 4 = 1.21$.",
    r"The squared gradients are $9$, $2$. So $v_2 = 0.9\cdot 0.9 + 0.1\cdot 2 = 1.01$.",
    r"If $g_2^2 = 2$, then $v_2 = 0.9\cdot 0.9 + 0.1\cdot 2 = 1.01$.",
    r"A common mistake is $v_2 = 0.9\cdot 0.9 + 0.1\cdot 2 = 1.01$.",
]


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_named(judge, text):
    """The arithmetic holds, and the number is not what the words before it, or the letter, say."""
    said = [verdict.evidence for verdict in judge(RULE + text).verdicts if verdict.grade == "REFUTED"]
    slips = [evidence for evidence in said if evidence.because.endswith(SLIPS[text])]
    assert [evidence.attempt_grade.holds for evidence in slips] == [True]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_or_something_else_is_left_alone(judge, text):
    """Right numbers, other quantities, other rules and denied ones are not accused."""
    assert "REFUTED" not in judge(RULE + text).grades


def test_numbers_alone_are_judged_whatever_the_letters_before_them_are(judge):
    """The last link of a chain has no letter, and no values of the example change it."""
    assert judge(RULE + "The loss is $f(w_4) = 3\\cdot 1.5^2 = 4.5$.").grades[-1] == "REFUTED"
    assert judge(RULE + "The loss is $f(w_4) = 3\\cdot 1.5^2 = 6.75$.").grades[-1] == "PROVED"


CORRECTS = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0=0$ and $\beta=0.9$.

$v_2 = 0.9\cdot 1.6 + 0.1\cdot 4 = 1.84$.

"""


@pytest.mark.parametrize(
    "text, accused",
    [
        (r"One divides by $1-\beta^t$, which for the second step gives $\hat v_2 = 1.84/0.81 = 2.27$.", True),
        (r"One divides by $1-\beta^t$, which for the second step gives $\hat v_2 = 1.84/0.19 = 9.68$.", False),
        (r"If one forgot the one, $\hat v_2 = 1.84/0.81 = 2.27$ would come out.", False),
        (r"In another version $\hat v_2 = 1.84/0.81 = 2.27$.", False),
    ],
)
def test_a_corrected_mean_is_known_by_its_hat_whatever_words_lead_to_it(text, accused):
    """What stands below the line is a known slip to its last digit; what is denied or of another rule is left alone."""
    grades = {str(each.grade) for each in Note("n.md").verdicts(CORRECTS + text)}
    assert accused == ("REFUTED" in grades)
