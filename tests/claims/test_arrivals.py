r"""Steps that are said to be the first at which something holds are judged by the inequality beside them."""

import pytest

from rmsprop_sym.claims.arithmetic.crossing import crossing
from rmsprop_sym.claims.expressions.syntax import Literal, parse_statement
from rmsprop_sym.claims.words.firsts import firsts

MEAN = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$. If $g_t = c$ for all $t$, then
$v_t = (1-\beta^t) c^2$.

"""
SAID = r"With $\beta = 0.9$, "


def stepped(judge, text):
    """The verdicts about first steps in a note."""
    return [each for each in judge(text).verdicts if "first at" in each.read_as or " on" in each.read_as]


@pytest.mark.parametrize(
    "text, right",
    [
        (r"the first $t$ for which $1-\beta^t \ge 0.99$ is $t=%d$.", 44),
        (r"the smallest $t$ such that $1-\beta^t > 0.99$ is %d.", 44),
        (r"the first step at which $\beta^t \le 0.01$ is step %d.", 44),
        (r"we have $1-\beta^t \ge 0.9$, and the smallest such $t$ is $%d$.", 22),
        (
            r"we need $\beta^t \le 0.01$, i.e. $t \ge \ln(0.01)/\ln(0.9)$. The first such step is $t = %d$.",
            44,
        ),
        (r"$1-\beta^t \ge 0.9$ holds for the first time at step %d.", 22),
        (r"$1-\beta^t = 0.9$ is not met, but $1-\beta^t > 0.9$ is first reached at step %d.", 22),
        (r"it takes %d steps until $\beta^t < 0.5$.", 7),
        (r"to get $\beta^t < 0.5$ one needs at least %d steps.", 7),
        (r"for $1-\beta^t \ge 0.99$ we need $t \ge %d$ steps.", 44),
        (r"$\beta^t \le 0.1^3$ first holds at $t = %d$.", 66),
        (r"the factor $1-\beta^t$ exceeds $0.99$ for the first time at $t = %d$.", 44),
        (r"the factor $1-\beta^t$ first exceeds $0.99$ at $t = %d$.", 44),
        (r"the factor $\beta^t$ drops below 1 %% at step %d.", 44),
        (r"the factor $\beta^t$ falls below $0.5$ at $t = %d$.", 7),
    ],
)
def test_a_first_step_is_the_right_one_and_no_neighbour(judge, text, right):
    """The step is proved, and the one before and the one after are refuted with the right one offered."""
    for step, grades in ((right, {"PROVED", "ENCLOSED"}), (right - 1, {"REFUTED"}), (right + 1, {"REFUTED"})):
        (verdict,) = stepped(judge, f"{SAID}{text % step}\n")
        assert str(verdict.grade) in grades, step
        if grades == {"REFUTED"}:
            assert f"= {right}" in verdict.evidence.attempt
            assert verdict.evidence.attempt_grade.holds


@pytest.mark.parametrize(
    "text, grades",
    [
        (r"$1/\sqrt{1-\beta^t} \le 1.01$ holds from $t = 38$ on.", {"PROVED", "ENCLOSED"}),
        (r"$1/\sqrt{1-\beta^t} \le 1.01$ holds from $t = 37$ on.", {"REFUTED"}),
        (r"$1/\sqrt{1-\beta^t} \le 1.01$ holds from $t = 39$ on.", {"OPEN"}),  # true, and earlier, too
        (r"$1-\beta^t \ge 0.9$ holds for $t \ge 22$.", {"PROVED", "ENCLOSED"}),
        (r"$1-\beta^t \ge 0.9$ holds for all $t \ge 21$.", {"REFUTED"}),
        (r"$1-\beta^t \ge 0.9$ holds for all $t \ge 30$.", {"PROVED"}),
        (r"$\beta^t$ is below $0.01$ from step 44 on.", {"PROVED", "ENCLOSED"}),
        (r"$\beta^t$ is below $0.01$ from step 43 on.", {"REFUTED"}),
        (r"$\beta^t$ falls below $0.01$ after 43 steps.", {"REFUTED"}),
        (r"$\beta^t$ falls below $0.01$ after 50 steps.", {"OPEN"}),
    ],
)
def test_where_something_holds_from_a_later_step_on_nobody_is_accused(judge, text, grades):
    """From a step on means that it holds there, and not that it does not hold before."""
    (verdict,) = stepped(judge, f"{SAID}{text}\n")
    assert str(verdict.grade) in grades


def test_strict_and_weak_inequalities_are_told_apart(judge):
    """At a tie, only the weak inequality holds: 1 - (1/2)^2 = 3/4."""
    for relation, step, grade in (
        (r"\ge", 2, "PROVED"),
        (">", 2, "REFUTED"),
        (">", 3, "PROVED"),
        (r"\ge", 3, "REFUTED"),
    ):
        text = rf"With $\beta = 1/2$, the first $t$ with $1 - \beta^t {relation} 3/4$ is $t = {step}$."
        assert [grade] == [str(each.grade) for each in stepped(judge, text)]


def test_a_state_is_put_in_by_what_the_note_has_proved_of_it(judge):
    """The constant cancels, and the decay is that of the sentence, not of another one."""
    for said, step, grade in (
        ("0.99", 230, "PROVED"),
        ("0.99", 229, "REFUTED"),
        ("0.9", 22, "PROVED"),
        ("0.9", 230, "REFUTED"),
    ):
        text = rf"{MEAN}With $\beta = {said}$, the first $t$ for which $v_t \ge 0.9\,c^2$ is $t={step}$."
        assert [grade] == [str(each.grade) for each in stepped(judge, text)]
    assert [] == stepped(
        judge, MEAN.replace("1-\\beta^t", "1-\\beta") + r"The first $t$ with $v_t \ge 0.9 c^2$ is $t = 22$."
    )


@pytest.mark.parametrize(
    "text",
    [
        r"The first $t$ with $1-\beta^t \ge 0.9$ is $t = 21$.",  # no value is said
        r"With $\beta = 0.9$ the first $t$ with $1-\beta^t \ge 0.9$ is about $21$.",
        r"With $\beta = 0.9$ and $1-\beta^t \ge 0.9$, the first step is $21$.",
        r"With $\beta = 0.9$ and $1-\beta^t \ge 0.9$, the first value is $21$ in the list.",
        r"With $\beta = 0.9$ the first $t$ with $1-\beta^t \ge 0.9$ is $21.85$.",
        r"With $\beta = 0.9$ the first $t$ with $1-\beta^t \ge c$ is $21$.",
        r"With $\beta = 0.9$ and $1-\beta^t \ge 0.9$, the bound from step $21$ stays.",
        r"With $\beta = 0.9$ the first ten values satisfy $1-\beta^t \ge 0.01$. It is $t = 21$.",
    ],
)
def test_what_says_of_no_step_that_it_is_the_first_is_passed_over(judge, text):
    """Hedges, lengths, and letters without a value make no such claim."""
    assert [] == stepped(judge, text + "\n")


@pytest.mark.parametrize(
    "text",
    [
        r"With $\beta = 0.9$, it is wrong that the first $t$ with $1-\beta^t \ge 0.9$ is $t = 21$.",
        r"Is it true that, with $\beta = 0.9$, the first $t$ with $1-\beta^t \ge 0.9$ is $t = 21$?",
        "We use $\\beta = 0.9$ and $\\beta = 0.8$.\n\nThe first $t$ with $1-\\beta^t > 0.9$ is $t = 11$.",
    ],
)
def test_what_the_note_denies_asks_or_says_of_another_value_is_not_accused(judge, text):
    """A step that is right under a value that was said before is right."""
    assert "REFUTED" not in [str(each.grade) for each in stepped(judge, text + "\n")]


def test_what_may_hold_and_fail_again_is_walked_through():
    """Where the direction is not known, every step before must be seen to fail."""
    made = crossing(parse_statement("t*x^t >= 3.4"), {"x": Literal("0.9")}, "t")
    assert not made.stays
    assert 8 == made.first
    assert made.holds(13) is False
    assert crossing(parse_statement("t*x^t >= 4"), {"x": Literal("0.9")}, "t").first is None


@pytest.mark.parametrize(
    "text", ["1 - x^t >= 0.9*c", "c*(1 - x^t) >= c*0.9", "c^2*(1 - x^t) >= 0.9*c", "t >= 44", "x^n < t"]
)
def test_a_letter_that_does_not_cancel_makes_no_inequality_in_a_step(text):
    """A factor whose sign may be negative turns the inequality round."""
    assert crossing(parse_statement(text), {"x": Literal("0.9")}, "tn") is None


def test_numbers_that_are_printed_with_thousands_are_steps():
    """A comma or a thin space between thousands is no end of the number."""
    assert [4603] * 3 == [
        found.step
        for said in ("4,603", r"4{,}603", r"4\,603")
        for found in firsts(rf"The first $t$ with $0.999^t \le 0.01$ is $t = {said}$.")
    ]


def test_an_inequality_at_every_step_is_not_right_because_it_is_at_one(judge):
    """A step that was said before is no value of the step that the inequality speaks of."""
    text = r"The first $t$ with $0.9^t \le 0.01$ is $t = 44$. For every $t$ we have $1/\sqrt{1-0.9^t} \le 1.01$."
    found = [each for each in judge(text).verdicts if "sqrt" in each.read_as]
    assert not any(each.grade.holds for each in found)
