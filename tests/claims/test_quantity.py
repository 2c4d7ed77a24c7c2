"""A worked number stands for the quantity that its words, or the letter before it, call it."""

from __future__ import annotations

import pytest

RULE = r"""# Notes

$$ s_k = \rho s_{k-1} + (1-\rho) g_k^2, \qquad x_k = x_{k-1} - \alpha \frac{g_k}{\sqrt{s_k}+\delta} $$

Let $\rho = 0.8$, $\alpha = 0.05$ and $\delta = 10^{-8}$.

"""
SLIPS = {
    "The square of three steps ago has the weight $0.2\\cdot 0.8^2 = 0.128$.": "the exponent is one too small",
    "The weight of $g_{k-6}^2$ is $0.2\\cdot 0.8^7 = 0.0419$.": "the exponent is one too large",
    "How much weight has a square that is four steps old? Answer: $0.8\\cdot 0.2^4 = 0.00128$.": (
        "the decay and 1 minus the decay are exchanged"
    ),
    "A gradient seven steps back enters with $0.2\\cdot 0.8^8 = 0.03355$.": "the exponent is one too large",
    "The oldest of ten gradients has the weight $0.2\\cdot 0.8^{10} = 0.0215$.": "the exponent is one too large",
    "The newest square gets the weight $1 - 0.2 = 0.8$.": "the decay stands where 1 minus the decay belongs",
    "The last 6 squares carry $0.8^6 = 0.262$ of the weight.": "that is the share of all older ones",
    "After 7 steps the sum of the weights is $1 - 0.8^6 = 0.738$.": "the exponent is one too small",
    "The half-life for this decay is $1/(1-0.8) = 5$ steps.": "that is the time constant",
    "The half-life (counted in steps) is $h = -1/\\ln 0.8 = 4.48$.": "that is the time after which 1/e is left",
    "The time constant is $\\ln 0.5/\\ln 0.8 = 3.11$ steps.": "that is the half-life",
    "With $\\rho = 0.96$ the bound on a step is $0.05/0.04 = 1.25$.": "the root is missing",
    "With $\\rho = 0.96$ the longest possible step is $0.05/0.04 = 1.25$.": "the root is missing",
    "Where $s_k = 0.16$, the effective learning rate is $0.05/0.16 = 0.3125$.": "the root is missing",
    "The gradient has the mean 2 and the variance 5. The second moment is then $4 - 5 = -1$.": (
        "the variance has to be added"
    ),
    "The gradient has mean 3 and standard deviation 2. So $E[g^2] = 9 + 2 = 11$.": (
        "the standard deviation is not squared"
    ),
    "Let $E[g] = 3$ and $\\mathrm{Var}(g) = 7$. Then $\\mathbb{E}[g^2] = 3 + 7 = 10$.": "the mean is not squared",
    "For Gaussian gradients $s$ has the relative standard deviation $2\\cdot 0.2/1.8 = 0.222$.": (
        "that is the variance for Gaussian gradients, without its root"
    ),
    "In a quiet phase the effective rate grows by the factor $1/0.8 = 1.25$ with every step.": "the root is missing",
    "After 8 steps $1 - 0.8^8 = 0.832$ of its weight is left.": "that is what is gone",
    "After 8 steps it has lost $0.8^8 = 0.168$ of its weight.": "that is what is left",
    "We get $\\hat s_3 = 1.4/0.8^3 = 2.73$.": "it is the weight of the start that stands there",
}
RIGHT = [
    "The square of three steps ago has the weight $0.2\\cdot 0.8^3 = 0.1024$.",
    "The weight of $g_{k-6}^2$ is $0.2\\cdot 0.8^6 = 0.0524$.",
    "The oldest of ten gradients has the weight $0.2\\cdot 0.8^9 = 0.0268$.",
    "The last 6 squares carry $1 - 0.8^6 = 0.738$ of the weight.",
    "Everything older than 6 steps has together $0.8^6 = 0.262$.",
    "The newest square gets the weight $1 - 0.8 = 0.2$.",
    "The old mean is kept with the factor $1 - 0.2 = 0.8$.",
    "After 7 steps the sum of the weights is $1 - 0.8^7 = 0.790$.",
    "At $k = 6$, counted from 0, the sum of the weights is $1 - 0.8^7 = 0.790$.",
    "The half-life is $\\ln 0.5/\\ln 0.8 = 3.11$ steps.",
    "The time constant is $1/(1-0.8) = 5$ steps, longer than the half-life.",
    "The half-life is shorter than the window, $1/(1-0.8) = 5$.",
    "With $\\rho = 0.96$ the bound on a step is $0.05/\\sqrt{0.04} = 0.25$.",
    "With $\\rho = 0.96$ and momentum the bound on a step is $0.05/0.04 = 1.25$.",
    "If you forget the root, the bound on a step is $0.05/0.2 = 0.25$.",
    "Where $s_k = 0.16$, the effective learning rate is $0.05/0.4 = 0.125$.",
    "Where the root is $0.16$, the effective learning rate is $0.05/0.16 = 0.3125$.",
    "The gradient has the mean 2 and the variance 5. The second moment is then $4 + 5 = 9$.",
    "The gradient has the mean square 9 and the mean 2. Its variance is $9 - 4 = 5$.",
    "The variance of $s$ is $2\\cdot 0.2/1.8 = 0.222$ in units of $\\sigma^4$.",
    "Its standard deviation is the root of the variance, $\\sqrt{2\\cdot 0.2/1.8} = 0.471$.",
    "In a quiet phase the mean shrinks by the factor $1 - 0.2 = 0.8$ with every step.",
    "In a quiet phase the effective rate grows by the factor $1/\\sqrt{0.8} = 1.118$ with every step.",
    "After 8 steps $0.8^8 = 0.168$ of its weight is left.",
    "After 8 steps it has lost $1 - 0.8^8 = 0.832$ of its weight.",
    "We get $\\hat s_3 = 1.4/(1 - 0.8^3) = 2.87$.",
    "The bound on the total distance is $0.05/0.2 = 0.25$.",
    "It is wrong to say that the half-life is $1/(1-0.8) = 5$ steps.",
    "In Adam with $\\beta_2 = 0.99$ the square of three steps ago has the weight $0.01\\cdot 0.99^3 = 0.0097$.",
    "Measured against the newest, the relative weight of three steps ago is $0.8^3 = 0.512$.",
]
PLAIN = r"""Notes on the rule

    s = rho*s + (1-rho)*g^2,   x = x - lr*g/(sqrt(s) + eps)

We use rho = 0.8 and lr = 0.05.

"""
PLAIN_SLIPS = {
    "The half-life is 1/(1 - 0.8) = 5 steps.": "that is the time constant",
    "A square from 3 steps ago has the weight 0.8 * 0.2^3 = 0.0064.": "the decay and 1 minus the decay are exchanged",
    "Answer to the second mail: after 6 steps the weights sum to 1 - 0.8^7 = 0.790.": "the exponent is one too large",
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_number_that_a_slip_makes_of_its_quantity_is_accused(judge, text):
    """The arithmetic holds, the quantity is something else, and the slip has a name."""
    said = [verdict.evidence for verdict in judge(RULE + text).verdicts if verdict.grade == "REFUTED"]
    assert [each.because.rsplit("; ", 1)[-1] for each in said] == [SLIPS[text]]


@pytest.mark.parametrize("text", PLAIN_SLIPS)
def test_plain_text_is_held_against_the_same_table(judge, text):
    """The names are the same, whatever the format."""
    report = judge(PLAIN + text, "note.txt")
    said = [verdict.evidence for verdict in report.verdicts if verdict.grade == "REFUTED"]
    assert [each.because.rsplit("; ", 1)[-1] for each in said] == [PLAIN_SLIPS[text]]


@pytest.mark.parametrize("text", RIGHT)
def test_the_quantity_itself_and_other_ones_are_left_alone(judge, text):
    """Right numbers, those of other quantities that sound alike, other rules, and denied ones are not accused."""
    assert "REFUTED" not in judge(RULE + text).grades


@pytest.mark.parametrize("text", RIGHT[:18])
def test_what_is_right_is_still_called_right(judge, text):
    """To look for the quantity costs no verdict about a number that is it."""
    assert judge(RULE + text).verdicts[-1].grade.holds
