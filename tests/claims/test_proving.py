"""What is proved by an induction of the checker's own, and what it offers instead of what is wrong."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims import check
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.symbolic.letters import read
from rmsprop_sym.claims.symbolic.proving import found_out
from rmsprop_sym.claims.symbolic.settings import read_hypotheses, read_settings
from rmsprop_sym.claims.symbolic.statements import Case, judge
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import RULES
from rmsprop_sym.rules.rule import rule

CONSTANT = "constant g"


def case(text, rule="rmsprop_eps_inside", given="", where="", start=""):
    """The claim of a statement with what is supposed."""
    reading = read(
        parse_statement(text),
        rule=RULES.get(rule),
        given=read_hypotheses(given),
        where=read_settings(where),
        options={"start": start} if start else {},
    )
    return Case(reading, reading.claims[0])


def judged(text, rule="rmsprop", given="", where="", start=""):
    """The evidence for a statement."""
    return judge(
        parse_statement(text),
        rule=RULES.get(rule),
        given=read_hypotheses(given),
        where=read_settings(where),
        options={"start": start} if start else {},
    )


@pytest.mark.parametrize(
    "text, rule, given, start",
    [
        ("v(t) = (1 - beta)*sum(beta^(t - i)*g(i)^2, i, 1, t)", "rmsprop_eps_inside", "", ""),
        ("v(t) = sum((1 - beta)*beta^k*g(t - k)^2, k, 0, t - 1)", "rmsprop_eps_inside", "", ""),
        ("v(t) = beta^t*v(0) + (1 - beta^t)*g^2", "rmsprop_no_eps", CONSTANT, "any"),
        ("(1 - beta)*sum(beta^k, k, 0, t - 1) = 1 - beta^t", "", "", ""),
        ("(1 - beta)*sum(beta^k, k, 0, n) = 1 - beta^(n + 1)", "", "", ""),
        ("sum(i, i, 1, n) = n*(n + 1)/2", "", "", ""),
        ("v(t) >= 0", "rmsprop_momentum", "", ""),
        ("v(t) >= 0", "rmsprop", "v(0) >= 0", "any"),
        ("v(t) >= (1 - beta)*g(t)^2", "rmsprop_eps_inside", "", ""),
        ("v(t + 1) >= beta*v(t)", "rmsprop_eps_inside", "", ""),
        ("G(t) = t*g^2", "adagrad", CONSTANT, ""),
        ("G(t) <= G(t + 1)", "adagrad_eps_inside", "", ""),
        ("m(t) = (1 - beta^t)*g", "momentum", CONSTANT, ""),
        ("theta(t) = theta(0) - eta*sum(g(i), i, 1, t)", "sgd", "", ""),
    ],
)
def test_it_is_found_out_without_the_library(text, rule, given, start):
    """The theorem says just this, under what is supposed and nothing else."""
    one = case(text, rule, given, start=start)
    theorem = found_out(one.claim, one.reading, one.supposed)
    assert theorem is not None
    assert theorem.claim == one.claim
    assert theorem.hypotheses <= set(one.supposed)


@pytest.mark.parametrize(
    "text, rule, given, start",
    [
        ("v(t) = (1 - beta)*sum(beta^(t - i)*g(i)^2, i, 1, t)", "rmsprop_eps_inside", "", "any"),
        ("v(t) = (1 - beta)*sum(beta^(t - i + 1)*g(i)^2, i, 1, t)", "rmsprop_eps_inside", "", ""),
        ("(1 - beta)*sum(beta^k, k, 0, t) = 1 - beta^t", "", "", ""),
        ("v(t) >= 0", "rmsprop", "", "any"),
        ("v(t) >= g(t)^2", "rmsprop_eps_inside", "", ""),
        ("v(t + 1) >= v(t)", "rmsprop_eps_inside", "", ""),
        ("G(t) = t*g^2", "adagrad", "", ""),
    ],
)
def test_what_is_false_is_not(text, rule, given, start):
    """One index, one start or one hypothesis away from the truth there is no proof."""
    text = text.replace("g^2", "g(1)^2") if not given else text
    one = case(text, rule, given, start=start)
    assert found_out(one.claim, one.reading, one.supposed) is None


@pytest.mark.parametrize(
    "text, rule, given, attempt",
    [
        ("v(t) = beta*v(t - 1) + (1 - beta)*g(t)", "rmsprop", "", "v(t) = beta*v(t - 1) + (1 - beta)*g(t)**2"),
        ("v(t) = beta*v(t - 1) + g(t)^2", "rmsprop", "", "v(t) = beta*v(t - 1) + (1 - beta)*g(t)**2"),
        (
            "theta(t) = theta(t - 1) - eta*g(t)/(v(t) + eps)",
            "rmsprop",
            "",
            "theta(t) = theta(t - 1) - eta*g(t)/(sqrt(v(t)) + eps)",
        ),
        (
            "v(t) = (1 - beta)*sum(beta^(t - i + 1)*g(i)^2, i, 1, t)",
            "rmsprop",
            "",
            "v(t) = (1 - beta)*sum(beta**(t - i)*g(i)**2, i, 1, t)",
        ),
        ("v(t) = (1 - beta^(t - 1))*g^2", "rmsprop", CONSTANT, "v(t) = (1 - beta**t)*g**2"),
        (
            "(1 - beta)*sum(beta^k, k, 0, t) = 1 - beta^t",
            "",
            "",
            "(1 - beta)*sum(beta**k, k, 0, t) = 1 - beta**(t + 1)",
        ),
        (
            "theta(1) - theta(0) = -eta*g(1)/sqrt((1 - beta)*g(1)^2 + eps)",
            "rmsprop",
            "",
            "theta(1) - theta(0) = -eta*g(1)/(sqrt((1 - beta)*g(1)**2) + eps)",
        ),
        ("v(t) < 0", "rmsprop", "", "0 <= v(t)"),
        ("v(t) > 0", "rmsprop", "", "0 <= v(t)"),
        ("G(t) <= G(t - 1)", "adagrad", "", "G(t - 1) <= G(t)"),
        ("limit(v(t), t, oo) = g", "rmsprop", CONSTANT, "limit(v(t), t, oo) = g**2"),
        (
            "abs(theta(1) - theta(0)) = eta/sqrt(1 - beta)",
            "rmsprop",
            "",
            "abs(theta(1) - theta(0)) = eta/sqrt(1 - beta) given eps = 0, g(1) != 0",
        ),
    ],
)
def test_the_nearest_truth_is_offered_and_proved(text, rule, given, attempt):
    """The root, the square, the index, the side of eps, the direction, the missing hypothesis."""
    for _ in range(3):  # what is loaded for the first time takes longer than a repair may
        evidence = judged(text, rule, given)
    assert ("REFUTED", attempt, "PROVED") == (str(evidence.grade), evidence.attempt, str(evidence.attempt_grade))


def test_a_missing_start_is_named():
    """From anywhere the mean is not the closed form; from zero it is."""
    evidence = judged("v(t) = (1 - beta^t)*g^2", given=CONSTANT, start="any")
    assert ("REFUTED", "v(t) = (1 - beta**t)*g**2 given v(0) = 0") == (str(evidence.grade), evidence.attempt)
    assert "v(0) = 1" in evidence.witness


def test_where_nothing_near_is_true_nothing_is_offered():
    """A bound that is false in every direction."""
    evidence = judged("v(t) <= g(t)^2")
    assert ("REFUTED", None) == (str(evidence.grade), evidence.attempt)


OWN = """
from rmsprop_sym.rules import rule


@rule(s=0)
def leaky(old, new, g, *, eta, mu):
    new.s = mu * old.s + g**2
    new.theta = old.theta - eta * g / (1 + new.s)
"""
NOTE = """```{claim}
:rule: leaky
s(t) = mu*s(t - 1) + g(t)^2
s(t) = sum(mu^(t - i)*g(i)^2, i, 1, t)
s(t) >= 0
s(t) = sum(mu^(t - i)*g(i), i, 1, t)
```

```{claim}
:rule: leaky
:given: constant g
:for: t -> oo
s(t) = g^2/(1 - mu)
s(t) = g^2
```

```{trace}
:rule: leaky
:where: eta = 1; mu = 0.5; theta = 0
| step | g | s | theta |
|---|---|---|---|
| 1 | 1 | 1 | -0.5 |
| 2 | 2 | 4.5 | -0.87 |
```
"""


def test_a_rule_of_the_readers_own_is_judged_like_any_other(tmp_path):
    """Its equations, its closed form, its sign and its limit are found out; its table is run."""
    (tmp_path / "mine.py").write_text(OWN, encoding="utf-8")
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    report = check([tmp_path / "note.md"], rules=[str(tmp_path / "mine.py")])
    expected = ["PROVED", "PROVED", "PROVED", "REFUTED", "PROVED", "REFUTED", "PROVED", "PROVED", "PROVED", "REFUTED"]
    assert expected == [str(verdict.grade) for verdict in report.verdicts]
    assert {"UNREAD"} == {str(verdict.grade) for verdict in check([tmp_path / "note.md"]).verdicts}


def test_a_rule_of_ones_own_has_a_name_of_its_own(tmp_path):
    """A file that gives another rule a built-in name is refused, and so is one without rules."""
    (tmp_path / "note.md").write_text("1 + 1 = 2", encoding="utf-8")
    for text, reason in ((OWN.replace("leaky", "sgd"), "name of a built-in rule"), ("x = 1\n", "has no rules")):
        (tmp_path / "mine.py").write_text(text, encoding="utf-8")
        with pytest.raises(UserError, match=reason):
            check([tmp_path / "note.md"], rules=[str(tmp_path / "mine.py")])


@pytest.mark.parametrize(
    "text, grade, attempt",
    [
        ("v(t) = g^2", "PROVED", None),
        ("v(t) = g", "REFUTED", "limit(v(t), t, oo) = g**2"),
        ("v(t) = 0", "REFUTED", "limit(v(t), t, oo) = g**2"),
        ("beta^t = 0", "PROVED", None),
        ("sum(beta^k, k, 0, t) = 1", "REFUTED", "limit(sum(beta**k, k, 0, t), t, oo) = 1/(1 - beta)"),
    ],
)
def test_in_the_limit_an_equation_speaks_of_the_limit(text, grade, attempt):
    """`:for: t -> oo` makes an equation one of limits, and another limit refutes it."""
    evidence = judge(
        parse_statement(text),
        rule=RULES["rmsprop_eps_inside"],
        given=read_hypotheses(CONSTANT),
        options={"for": "t -> oo"},
    )
    assert (grade, attempt) == (str(evidence.grade), evidence.attempt)


def test_a_range_that_is_not_known_is_not_passed_over():
    """What `:for:` says and nobody reads must not be judged as if it were not there."""
    with pytest.raises(Unreadable, match="is not read"):
        judge(parse_statement("v(t) = 0"), rule=RULES["rmsprop"], options={"for": "t > 3"})


@pytest.mark.parametrize(
    "text, rule, given",
    [
        ("v(t) <= max(v(t - 1), g(t)^2)", "rmsprop", ""),
        ("v(t) >= min(v(t - 1), g(t)^2)", "rmsprop", ""),
        ("abs(m(t)) <= beta*abs(m(t - 1)) + (1 - beta)*abs(g(t))", "momentum", ""),
        ("sqrt(1 - beta)*abs(g(t)) <= sqrt(v(t) + eps)", "rmsprop_eps_inside", ""),
        ("1/(sqrt(G(t)) + 1) <= 1/(sqrt(G(t - 1)) + 1)", "adagrad", ""),
        ("(1 - beta)*beta^(k + 1) < (1 - beta)*beta^k", "", ""),
        ("(1 - beta)*beta^k < 1", "", ""),
        ("sqrt(1 - beta) > 1 - beta", "", ""),
        ("1/sqrt(1 - beta^t) <= 1/sqrt(1 - beta)", "", ""),
        ("1 - beta^t >= 1 - beta", "", "1 <= t"),
        ("v(t) >= (1 - beta)*beta^(t - 1)*g(1)^2", "rmsprop", "1 <= t"),
        ("v(t - 1) <= v(t)", "rmsprop", "v(t - 1) <= g(t)^2"),
        ("v(t) <= (1 - beta^t)*M^2", "rmsprop", "abs(g(i)) <= M"),
        ("G(t) >= t*M^2", "adagrad", "abs(g(i)) >= M; M > 0"),
        ("m(t) >= 0", "momentum", "g(i) >= 0"),
        ("v(t) = beta^2*v(t - 2) + (1 - beta)*(beta*g(t - 1)^2 + g(t)^2)", "rmsprop", ""),
    ],
)
def test_an_inequality_is_worked_out(text, rule, given):
    """By expansion between 0 and 1, by sizes, by squares and by clearing divisors."""
    assert case(text, rule, given).proof() is not None


@pytest.mark.parametrize(
    "text, rule, given",
    [
        ("v(t) <= min(v(t - 1), g(t)^2)", "rmsprop", ""),
        ("v(t) >= max(v(t - 1), g(t)^2)", "rmsprop", ""),
        ("abs(m(t)) >= beta*abs(m(t - 1)) + (1 - beta)*abs(g(t))", "momentum", ""),
        ("sqrt(1 - beta)*abs(g(t)) < sqrt(v(t) + eps)", "rmsprop_eps_inside", ""),
        ("(1 - beta)*beta^k < 1 - beta", "", ""),
        ("(1 - beta)*beta^k < beta", "", ""),
        ("sqrt(1 - beta) < 1 - beta", "", ""),
        ("1 - beta^t >= 1 - beta", "", ""),
        ("1/sqrt(1 - beta^t) < 1/sqrt(1 - beta)", "", ""),
        ("beta - beta^2 <= 1/5", "", ""),
        ("v(t) <= (1 - beta)*M^2", "rmsprop", "abs(g(i)) <= M"),
        ("v(t) < (1 - beta^t)*M^2", "rmsprop", "abs(g(i)) <= M"),
        ("m(t) > 0", "momentum", "g(i) >= 0"),
    ],
)
def test_a_wrong_inequality_is_not_worked_out(text, rule, given):
    """What fails somewhere, if only at an edge, has no proof."""
    assert case(text, rule, given).proof() is None


BOUNDED = "abs(g(i)) <= M"
SHRINKS, GROWS = "theta(t) < theta(t - 1)", "theta(t) > theta(t - 1)"


@pytest.mark.parametrize(
    "text, rule, given",
    [
        ("abs(theta(t) - theta(t - 1)) <= eta*abs(g(t))/eps", "rmsprop", "eps > 0"),
        ("abs(theta(t) - theta(t - 1)) <= eta*abs(g(t))/eps", "adagrad", ""),
        ("abs(theta(t) - theta(t - 1)) <= eta*abs(g(t))/sqrt(eps)", "rmsprop_eps_inside", ""),
        (SHRINKS, "rmsprop", "g(t) > 0"),
        (SHRINKS, "rmsprop_eps_inside", "g(t) > 0; eps = 0"),
        (GROWS, "rmsprop", "g(t) < 0"),
        ("theta(t) <= theta(t - 1)", "rmsprop", "g(t) >= 0"),
        ("g(t)*(theta(t) - theta(t - 1)) <= 0", "rmsprop", ""),
        ("g(t)*(theta(t) - theta(t - 1)) < 0", "rmsprop", "g(t) != 0"),
        ("abs(m(t)/(1 - beta1^t)) <= M", "adam", BOUNDED),
        ("v(t)/(1 - beta2^t) <= M^2", "adam", BOUNDED),
        ("v(t)/(1 - beta^t) <= M^2", "rmsprop", BOUNDED),
        ("v(t) <= 1 - beta^t", "rmsprop_eps_inside", "abs(g(i)) <= 1"),
        ("v(t) < 1", "rmsprop_eps_inside", "abs(g(i)) <= 1"),
    ],
)
def test_what_a_step_and_a_corrected_mean_are_bounded_by(text, rule, given):
    """By eps, by the sign of the gradient, and by the bounds of the gradients."""
    evidence = judged(text, rule, given)
    assert ("PROVED", None) == (str(evidence.grade), evidence.reason)


@pytest.mark.parametrize(
    "text, rule, given",
    [
        ("abs(theta(t) - theta(t - 1)) < eta*abs(g(t))/eps", "rmsprop", "eps > 0"),
        ("abs(theta(t) - theta(t - 1)) <= eta*abs(g(t))/eps", "rmsprop_eps_inside", "eps > 0"),
        ("abs(theta(t) - theta(t - 1)) <= eta*abs(g(t))/sqrt(eps)", "rmsprop", "eps > 0"),
        (SHRINKS, "rmsprop", "g(t) >= 0; eps > 0"),
        (GROWS, "rmsprop", "g(t) > 0"),
        (SHRINKS, "rmsprop", "g(t) < 0"),
        ("theta(t) <= theta(t - 1)", "rmsprop", "g(t - 1) >= 0"),
        ("g(t)*(theta(t) - theta(t - 1)) < 0", "rmsprop", "eps > 0"),
        ("abs(m(t)/(1 - beta1^t)) < M", "adam", BOUNDED),
        ("v(t)/(1 - beta2^t) <= M", "adam", BOUNDED),
        ("v(t)/(1 - beta^t) <= (1 - beta)*M^2", "rmsprop", BOUNDED),
        ("v(t) < 1 - beta^t", "rmsprop_eps_inside", "abs(g(i)) <= 1"),
    ],
)
def test_what_they_are_not_bounded_by(text, rule, given):
    """The same with a strict sign too many, eps in the other place, or a bound that is too small."""
    assert "REFUTED" == str(judged(text, rule, given).grade)


@rule(v=0, G=0)
def both(old, new, g, *, eta, beta):
    """A mean and a sum of the same squares, side by side."""
    new.v = beta * old.v + (1 - beta) * g**2
    new.G = old.G + g**2
    new.theta = old.theta - eta * g


@pytest.mark.parametrize(
    "text, grade",
    [
        ("v(t) <= G(t)", "PROVED"),
        ("v(t) <= (1 - beta)*G(t)", "PROVED"),
        ("v(t) < G(t)", "REFUTED"),
        ("v(t) >= (1 - beta)*G(t)", "REFUTED"),
        ("v(t) <= (1 - beta)^2*G(t)", "REFUTED"),
    ],
)
def test_a_mean_is_below_the_sum(text, grade):
    """An induction may need that a state is not negative."""
    assert grade == str(judge(parse_statement(text), rule=both).grade)


def test_a_root_is_what_its_square_says():
    """An equation or a bound of a root follows from that of what stands below it."""
    assert "PROVED" == str(judged("sqrt(v(t)) = sqrt(1 - beta^t)*abs(g)", given=CONSTANT).grade)
    assert "REFUTED" == str(judged("sqrt(v(t)) = sqrt(1 - beta^t)*g", given=CONSTANT).grade)
    assert "PROVED" == str(judged("sqrt(v(t)) <= M", given="abs(g(i)) <= M").grade)
    assert "REFUTED" == str(judged("sqrt(v(t)) < M", given="abs(g(i)) <= M").grade)


def test_a_hypothesis_about_a_step_of_no_other_is_for_every_step():
    """It is said to be; one that the statement itself counts by is for that step."""
    every = judged("v(t) <= M^2", given="abs(g(i)) <= M")
    assert ("abs(g(i)) <= M for every i >= 1",) == every.given
    assert "v(t) <= M^2" not in every.given
    assert "REFUTED" == str(judged("v(t) <= (1 - beta)*M^2", given="abs(g(i)) <= M").grade)
    assert "REFUTED" == str(judged("m(t) >= 0", "momentum", given="g(t) >= 0").grade)


def test_what_fails_before_the_first_step_is_offered_from_it_on():
    """The repair is the first step, and no factor of nothing."""
    assert "1 - beta <= 1 - beta**t given 1 <= t" == judged("1 - beta^t >= 1 - beta").attempt


@pytest.mark.parametrize(
    "name, divisor", [("rmsprop", "(sqrt(v(t)) + eps)"), ("rmsprop_eps_inside", "sqrt(v(t) + eps)")]
)
def test_the_length_of_a_step_is_that_of_its_quotient(name, divisor):
    """Sizes of numerator and divisor, at any step; at another step it is wrong."""
    said = f"eta*abs(g(t))/{divisor}"
    assert "PROVED" == case(f"abs(theta(t) - theta(t - 1)) = {said}", name).decided().grade
    assert "REFUTED" == case(f"abs(theta(t + 1) - theta(t)) = {said}", name).decided().grade
