"""Numbers with a name in words are held against what the name means for the decay of the note."""

from __future__ import annotations

import pytest

RULE = r"""# Notes

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \qquad \theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t}} $$

Let $\beta = 0.85$.

"""
SLIPS = {
    r"The half-life is $-1/\ln 0.85 = 6.15$ steps.": "that is the time after which 1/e is left",
    r"Its influence is halved every $1/(1-0.85) = 6.67$ steps.": "that is the time constant",
    r"The weight halves after $\ln 10/(-\ln 0.85) = 14.2$ steps.": "that is the time after which a tenth is left",
    r"At $t = 4$ the uncorrected step is larger by $1/(1-0.85^4) = 2.09$.": "the root is missing",
    r"The correction makes the step at $t = 4$ shorter by the factor $1 - 0.85^4 = 0.478$.": "the root is missing",
    r"The correction makes the denominator $\sqrt{\hat v}$ larger by the factor $1/(1 - 0.85^4) = 2.09$ at $t = 4$.": (
        "the root is missing"
    ),
    r"After 6 zeros in a row the rate has grown by a factor of $1/0.85^6 = 2.65$.": "the root is missing",
    r"Over 6 silent steps that is a factor of $0.85^6 = 0.377$ for the denominator.": "the root is missing",
    r"The first centred step is longer by the factor $1/0.85 = 1.176$.": "the root is missing",
    r"A spike of size 12 adds $0.15\cdot 12 = 1.8$.": "the gradient is not squared",
    r"A burst of height 12 contributes $0.85\cdot 144 = 122.4$.": "the decay stands where 1 minus the decay belongs",
    r"After 9 steps the mean has reached $0.85^9 = 0.232$ of its limit.": "that is what is still missing",
    r"After 9 steps what is left is $1 - 0.85^9 = 0.768$ of it.": "that is what is gone",
    r"Its influence is halved every $\ln 0.85/\ln 0.5 = 0.234$ steps.": "the quotient is upside down",
    r"The weight of $g_{t-4}^2$ is $0.85\cdot 0.15^4 = 0.00043$.": "the decay and 1 minus the decay are exchanged",
    r"A square 4 steps back has weight $0.85\cdot 0.15^4 = 0.00043$.": "the decay and 1 minus the decay are exchanged",
    r"The sum of the weights in $v_3$ is $0.85^3 = 0.614$.": "that is what is missing of 1",
    r"After 5 steps the weights add up to $0.85^5 = 0.444$.": "that is what is missing of 1",
}
RIGHT = [
    r"The half-life is $\ln 2/(-\ln 0.85) = 4.27$ steps.",
    r"The half-life of the root is $2\ln 2/(-\ln 0.85) = 8.53$ steps.",
    r"The half-life is shorter than the time constant, which is $-1/\ln 0.85 = 6.15$ steps.",
    r"As a rule of thumb it is halved every $1/(1-0.85) = 6.67$ steps.",
    r"Not the half-life is $-1/\ln 0.85 = 6.15$, but the time constant.",
    r"At $t = 4$ the uncorrected step is larger by $1/\sqrt{1-0.85^4} = 1.446$.",
    r"At $t = 4$ the uncorrected mean is too small by the factor $1-0.85^4 = 0.478$.",
    r"The step is longer because the corrected mean is larger by $1/(1-0.85^4) = 2.09$.",
    r"After 6 zeros in a row the mean has shrunk by a factor of $0.85^6 = 0.377$.",
    r"After 6 zeros in a row the rate has grown by a factor of $1/0.85^3 = 1.628$.",
    r"If one forgets the root, at $t = 4$ the uncorrected step is larger by $1/(1-0.85^4) = 2.09$.",
    r"A spike of size 12 adds $0.15\cdot 144 = 21.6$.",
    r"A spike of size 12 adds $0.15\cdot 12 = 1.8$ to the mean of the gradients.",
    r"A squared gradient of 12 adds $0.15\cdot 12 = 1.8$.",
    r"After 9 steps the mean has reached $1 - 0.85^9 = 0.768$ of its limit.",
    r"After 9 steps what is left is $0.85^9 = 0.232$ of it.",
    r"The weight of $g_{t-4}^2$ is $0.15\cdot 0.85^4 = 0.0783$.",
    r"The sum of the weights in $v_3$ is $1 - 0.85^3 = 0.386$.",
    r"The sum of the weights of all older squares is $0.85^3 = 0.614$.",
    r"After 5 steps the weights add up to $0.85^5 = 0.444$ less than 1.",
    r"The weights of what was there before add up to $0.85^5 = 0.444$.",
    r"The relative weight of $g_{t-4}^2$ is $0.85^4 = 0.522$.",
]


@pytest.mark.parametrize("text", SLIPS)
def test_a_number_with_the_name_of_another_is_accused(judge, text):
    """The arithmetic holds, the name means another number, and one slip explains it."""
    said = [verdict.evidence for verdict in judge(RULE + text).verdicts if verdict.grade == "REFUTED"]
    assert [each.because.rsplit("; ", 1)[-1] for each in said] == [SLIPS[text]]
    assert [each.attempt_grade.holds for each in said] == [True]


@pytest.mark.parametrize("text", RIGHT)
def test_a_number_with_its_own_name_is_left_alone(judge, text):
    """Right numbers, those of something else in the same sentence, and denied ones are not accused."""
    assert "REFUTED" not in judge(RULE + text).grades
