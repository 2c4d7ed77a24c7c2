r"""Steps beside an inequality: from which on it holds, whatever few words stand between the two formulas."""

import pytest

HEAD = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$.

With $\beta = 0.8$ we can put in numbers.

"""


def grades(judge, line):
    """The grades of what is said in a line below the definition and its numbers."""
    return [each.grade.name for each in judge(HEAD + line).verdicts if each.place.line > 4]


@pytest.mark.parametrize(
    "line",
    [
        r"$\beta^t < 0.05$ from $t \ge %d$ on.",
        r"We have $\beta^t < 0.05$ as soon as $t \ge %d$.",
        r"$\beta^t < 0.05$ only from $t\geq %d$.",
        r"$\beta^t < 0.05$ means $t \ge %d$.",
        r"$\beta^t < 0.05$ if and only if $t \ge %d$.",
        r"Solving $\beta^t < 0.05$ gives $t \ge %d$.",
        r"At step $t = %d$ we have $\beta^t < 0.05$ for the first time.",
        r"For all $t \ge %d$ we have $\beta^t < 0.05$.",
        r"After %d steps $\beta^t < 0.05$.",
    ],
)
def test_a_step_beside_an_inequality_is_held_against_the_first_at_which_it_holds(judge, line):
    """0.8^14 is below 0.05 and 0.8^13 is not; 0.8^11 is far from it."""
    assert "REFUTED" not in grades(judge, line % 14)
    assert {"PROVED", "ENCLOSED"} & {*grades(judge, line % 14)}
    assert "REFUTED" in grades(judge, line % 11)


@pytest.mark.parametrize(
    "line",
    [
        r"If $\beta^t < 0.05$, then $t \ge 11$.",
        r"$\beta^t < 0.05$ only if $t \ge 11$.",
        r"$\beta^t > 0.05$ as long as $t \le 13$.",
        r"Is $\beta^t < 0.05$ from $t \ge 11$ on?",
        r"It is wrong that $\beta^t < 0.05$ from $t \ge 11$ on.",
        r"After 11 steps $\beta^t < 0.05$ is still far away.",
        r"$\beta^t < 0.05$ once $t \ge 20$, say.",
        r"At $t = 11$ we have $\beta^t < 0.1$, and $\beta^t < 0.05$ at $t = 14$.",
    ],
)
def test_what_is_no_first_step_is_left_alone(judge, line):
    """A necessary condition, a question, a denial and a step later than the first accuse nothing."""
    assert "REFUTED" not in grades(judge, line)
