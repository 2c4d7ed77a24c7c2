"""Numbers worked out step by step are held against the rule, the gradients, and what was worked out above them."""

from __future__ import annotations

import pytest

RULE = r"""# A run by hand

$$ v_t = \beta v_{t-1} + (1-\beta) g_t^2, \qquad w_t = w_{t-1} - \eta \frac{g_t}{\sqrt{v_t}+\varepsilon} $$

Take $\beta = 0.75$, $\eta = 0.2$, $v_0 = 0$ and $w_0 = 0$. The gradients are $4$, $-2$, $6$.

- $v_1 = 0.25\cdot 16 = 4$, $w_1 = 0 - 0.2\cdot 4/2 = -0.4$
"""
SLIPS = {
    r"- $v_2 = 0.75\cdot 4 + 0.25\cdot 2 = 3.5$": "the gradient is not squared",
    r"- $v_2 = 3 + 0.5 = 3.5$": "the gradient is not squared",
    r"- $v_2 = 4$, $v_3 = 0.25\cdot 4 + 0.75\cdot 36 = 28$": "the decay and 1 minus the decay are exchanged",
    r"- $v_2 = 0.75\cdot 4 - 0.25\cdot 4 = 2$": "what comes in is subtracted",
    r"- $v_2 = 4 + 0.25\cdot 4 = 5$": "the decay is missing",
    r"- $v_2 = 4$, $v_3 = 0.75\cdot 4 + 36 = 39$": "the factor 1 minus the decay is missing",
    r"- $v_2 = 0.75\cdot 4 + 0.25\cdot 16 = 7$": "it is the gradient of the step before",
    r"- $v_2 = 4$, $w_2 = -0.4 - 0.2\cdot 2/2 = -0.6$": "the sign is turned round",
    r"- $v_2 = 4$, $w_2 - w_1 = -0.2\cdot 2/2 = -0.2$": "the sign is turned round",
    r"- $v_2 = 4$, $w_2 = -0.4 + 0.4/4 = -0.3$": "the root is missing",
    r"- $v_2 = 4$. The step is $0.4/4 = 0.1$.": "the root is missing",
    "- $v_2 = 4$, $v_3 = 3 + 9 = 12$, $w_3 = -0.2 - 1.2/2 = -0.8$": "it is divided by the root of v(2)",
}
RIGHT = [
    r"- $v_2 = 0.75\cdot 4 + 0.25\cdot 4 = 4$",
    r"- $v_2 = 3 + 1 = 4$, $w_2 = -0.4 + 0.4/\sqrt{4} = -0.2$",
    r"- $v_2 = 0.25\cdot (-2)^2 + 0.75\cdot 4 = 4$",
    r"- $w_1 = -0.4$, and the quotient of the two is $0.4/4 = 0.1$.",
    r"- Without the square it would be $v_2 = 0.75\cdot 4 + 0.25\cdot 2 = 3.5$.",
    r"- If we forgot the square we had $v_2 = 0.75\cdot 4 + 0.25\cdot 2 = 3.5$.",
    r"- The other coordinate starts at $u_1 = 4$ and has $u_2 = 0.75\cdot 4 + 0.25\cdot 2 = 3.5$.",
    r"- With $g_2 = \sqrt 2$ instead, $v_2 = 0.75\cdot 4 + 0.25\cdot 2 = 3.5$.",
    r"- The mean of the sizes is $a_2 = 0.75\cdot 4 + 0.25\cdot 2 = 3.5$.",
    "- $v_2 = 4$, $v_3 = 3 + 9 = 12$, $w_3 = -0.2 - 1.2/3.464 = -0.546$",
]


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_in_a_run_is_named(judge, text):
    """The arithmetic holds, and the rule makes something else of the numbers above it."""
    said = [verdict.evidence for verdict in judge(RULE + text).verdicts if verdict.grade == "REFUTED"]
    assert [evidence.because.endswith(SLIPS[text]) for evidence in said] == [True]
    assert [evidence.attempt_grade.holds for evidence in said] == [True]


@pytest.mark.parametrize("text", RIGHT)
def test_a_run_that_is_right_or_another_one_is_left_alone(judge, text):
    """Right numbers in any order, other letters, and what is said to be otherwise are not accused."""
    assert "REFUTED" not in judge(RULE + text).grades


def test_what_goes_on_from_a_slip_is_neither_accused_nor_called_right(judge):
    """Only the first wrong number is wrong, and those after it are right for another run."""
    text = "- $v_2 = 3 + 0.5 = 3.5$\n- $v_3 = 0.75\\cdot 3.5 + 0.25\\cdot 36 = 11.625$\n"
    last = judge(RULE + text).verdicts[-1]
    assert (last.grade, "goes on from v(2)" in last.evidence.reason) == ("OPEN", True)


def test_a_term_that_nothing_explains_is_not_what_a_run_makes_of_it(judge):
    """A sum of which one term belongs to the rule and the other to nothing that is known is held against the run."""
    found = judge(RULE + r"- $v_2 = 0.75\cdot 4 + 0.25\cdot 7 = 4.75$").verdicts
    assert ["v(2) = 4"] == [each.evidence.attempt for each in found if each.grade == "REFUTED"]


def test_a_letter_whose_numbers_are_means_of_squares_is_one_without_a_rule(judge):
    """Two new values that fit the list of gradients say what the letter is."""
    note = "# By hand, γ = ½\n\nLet η = 0.1.\n\ngradients: 4, −6, 2\n\n- q₁ = ½·0 + ½·16 = 8\n- q₂ = ½·8 + ½·36 = 22\n"
    assert judge(note + "- q₃ = ½·22 + ½·2 = 12\n").grades.count("REFUTED") == 1
    assert "REFUTED" not in judge(note + "- q₃ = ½·22 + ½·4 = 13\n").grades
    assert "REFUTED" not in judge(note.replace("16 = 8", "4 = 2") + "- q₃ = ½·22 + ½·2 = 12\n").grades


def test_an_index_that_counts_coordinates_is_no_step(judge):
    """The same letter comes again with another value, which its next step in that coordinate is."""
    text = "- $v_2 = 0.25\\cdot 9 = 2.25$\n- $v_1 = 0.75\\cdot 4 + 0.25\\cdot 2 = 3.5$\n- $v_2 = 1.6875 + 0 = 1.6875$\n"
    assert "REFUTED" not in judge(RULE + text).grades
    assert judge(RULE + text).grades[-1] == "PROVED"


def test_a_list_of_gradients_from_elsewhere_is_not_that_of_another_run(judge):
    """Words that speak of gradients here may mean others, although no list of them can be read."""
    run = "\n# Another run\n\nThe gradient is 4 and then the root of 2: "
    assert "REFUTED" not in judge(RULE + run + r"$v_2 = 0.75\cdot 4 + 0.25\cdot 2 = 3.5$.").grades


STEPS = r"""
So $v_2 = 4$ and $v_3 = 12$, and

- $w_1 - w_0 = -0.2\cdot 4/2 = -0.4$
- $w_2 - w_1 = 0.2\cdot 2/2 = 0.2$
- $w_3 - w_2 = -0.2\cdot 6/3.464 = -0.346$

"""
SUMS = {
    "Together $w_3 - w_0 = -0.946$.": "the signs of the steps are lost",
    "Together $w_3 - w_0 = 0.146$.": "the sign",
    "Together $w_3 - w_0 = -0.200$.": "w(3) - w(2) is left out",
}


@pytest.mark.parametrize("text", SUMS)
def test_a_sum_of_steps_with_a_slip_is_accused(judge, text):
    """The steps are known one by one, and their sum is another one."""
    said = [verdict.evidence for verdict in judge(RULE + STEPS + text).verdicts if verdict.grade == "REFUTED"]
    assert [SUMS[text] in evidence.because for evidence in said] == [True]


def test_a_step_without_a_gradient_adds_nothing_to_a_sum(judge):
    """It is not worked out, and the list of the gradients says that it stands still."""
    rule = RULE.replace("$6$.", "$0$, $6$.").replace("w_0 = 0$.", "w_0 = 0$, without $\\varepsilon$.")
    items = STEPS.split("\n\n")[1].replace("w_3 - w_2", "w_4 - w_3")
    steps = items.replace("3.464 = -0.346", "3.354 = -0.358") + "\n\n"
    wrong = judge(rule + steps + "Together $w_4 - w_0 = -0.958$.").verdicts
    assert ["signs" in each.evidence.because for each in wrong if each.grade == "REFUTED"] == [True]
    assert "REFUTED" not in judge(rule + steps + "Together $w_4 - w_0 = -0.558$.").grades


def test_a_right_sum_of_steps_is_not_accused(judge):
    """Its last digit may come of rounded steps."""
    for text in ("Together $w_3 - w_0 = -0.546$.", "Together $w_3 - w_0 = -0.5464$.", "So $w_2 - w_0 = -0.2$."):
        assert "REFUTED" not in judge(RULE + STEPS + text).grades


TABLE = """
| t | $g_t$ | $v_t$ |
|---|---|---|
| 1 | 4 | 4 |
| 2 | -2 | 4 |
| 3 | 6 | 12 |

"""


def test_a_step_is_held_against_the_state_that_a_table_records(judge):
    """What stands under the root is in the table, and the step is divided by it as it is."""
    wrong = judge(RULE + TABLE + r"- $w_3 - w_2 = -0.2\cdot 6/12 = -0.1$").verdicts
    assert [each.evidence.kind for each in wrong if each.grade == "REFUTED"] == ["the root is missing"]
    right = judge(RULE + TABLE + r"- $w_3 - w_2 = -0.2\cdot 6/3.4641 = -0.3464$").grades
    assert "REFUTED" not in right


def test_a_corrected_mean_is_held_against_the_formula_on_its_left(judge):
    """The numbers of the second member are those of the first one at another step."""
    wrong = judge(RULE + TABLE + r"So $\frac{v_3}{1-\beta^3} = \frac{12}{0.4375} = 27.43$.").verdicts
    assert [each.evidence.kind for each in wrong if each.grade == "REFUTED"] == ["the exponent is one too small"]
    right = judge(RULE + TABLE + r"So $\frac{v_3}{1-\beta^3} = \frac{12}{0.578125} = 20.76$.").grades
    assert "REFUTED" not in right
