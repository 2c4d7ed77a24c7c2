"""Attacks on the judge of statements with letters, each by its name."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.symbolic.settings import read_hypotheses, read_settings
from rmsprop_sym.claims.symbolic.statements import judge
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.rules import RULES


def judged(text, rule="rmsprop", given="", where="", start=""):
    """The evidence for a statement."""
    return judge(
        parse_statement(text),
        rule=RULES.get(rule),
        given=read_hypotheses(given),
        where=read_settings(where),
        options={"start": start} if start else {},
    )


def grade(*args, **kwargs):
    """The grade of a statement, or UNREAD."""
    try:
        return str(judged(*args, **kwargs).grade)
    except Unreadable:
        return "UNREAD"


# --- what is supposed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        "v(0) = 1",
        "v(0) != 0",
        "v(1) < 0",
        "g(1) = 1; g(1) = 2",
        "constant g; g(1) = 1; g(2) = 2",
        "constant g; g(1) != g(2)",
        "beta = 1; beta = 0",
        "beta = 1; beta < 1",
        "beta > 1",
        "2 = beta",
        "eta < 0",
        "eps < 0",
        "eps = 0; eps = 1",
        "1 = 2",
        "0 < 0",
        "x < x",
        "x != x",
        "g(1) != g(1)",
        "t < 0",
        "t = 1/2",
        "t = -1",
        "k = t + 1; t = k + 1",
        "sqrt(eta) = -1",
        "1/0 = 1",
    ],
)
@pytest.mark.parametrize("text", ["v(t) >= 0", "x = x", "v(0) = 7*eta", "t < 1"])
def test_contradictory_hypotheses_prove_and_refute_nothing(text, given):
    """The statement says nothing."""
    assert grade(text, given=given) == "OPEN"


@pytest.mark.parametrize(
    "given, where, start",
    [
        ("beta = 0.9; beta = 0.8", "g = 1", ""),
        ("beta = 0.8; g(1) = 2; g(1) = 1", "", ""),
        ("g(1) = 1", "beta = 0.8; g = 2", ""),
        ("", "beta = 0.8; g = 2, 1; g(1) = 1", ""),
        ("beta = 0.9", "beta = 0.8; g = 1", ""),
        ("v(0) = 1", "beta = 0.8; g = 1", ""),
        ("v(0) = 0; v(0) = 1", "beta = 0.8; g = 1", "any"),
        ("constant g", "beta = 0.8; g = 1, 2", ""),
        ("eps = 1; eps = 2", "beta = 0.8; g = 1", ""),
    ],
)
@pytest.mark.parametrize("text", ["v(1) = 0.2", "v(1) = 1", "v(1) ≈ 0.2", "v(1) ≈ 7.0"])
def test_values_that_contradict_each_other_decide_nothing(text, given, where, start):
    """Not by the last of them, nor by the first."""
    assert grade(text, given=given, where=where, start=start) in ("OPEN", "UNREAD")


def test_the_start_may_be_repeated():
    """It is what the rule says."""
    assert grade("v(1) = (1 - beta)*g(1)^2", given="v(0) = 0") == "PROVED"


def test_the_start_may_not_be_contradicted():
    """What follows from it says nothing."""
    assert grade("v(1) = beta + (1 - beta)*g(1)^2", given="v(0) = 1") == "OPEN"


def test_a_freed_start_may_be_anything():
    """What rests on the start is then refuted, and a hypothesis may give another."""
    assert [
        grade("v(0) = 0", start="any"),
        grade("v(t) = (1 - beta^t)*g^2", given="constant g", start="any"),
        grade("v(0) = 1", given="v(0) = 1", start="any"),
        grade("v(1) = beta + (1 - beta)*g(1)^2", given="v(0) = 1", start="any"),
        grade("v(0) = 2", given="v(0) = 1", start="any"),
    ] == ["REFUTED", "REFUTED", "PROVED", "PROVED", "REFUTED"]


@pytest.mark.parametrize(
    "where, given",
    [
        ("beta = 2", ""),
        ("beta = -1/2", ""),
        ("eta = -0.1", ""),
        ("eps = -1", ""),
        ("beta in [2, 3]", ""),
        ("t = -1", ""),
        ("t = 1/2", ""),
        ("g(0) = 1", ""),
        ("", "beta = 2"),
        ("", "eps = -1"),
        ("", "eta = -1"),
    ],
)
@pytest.mark.parametrize("text", ["v(t) >= 0", "v(t) = 7", "beta^t = 1/beta", "v(1) = 1 - beta", "v(1) ≈ 0.1"])
def test_an_instance_outside_the_domain_is_refused(text, where, given):
    """Whatever is said there."""
    assert grade(text, given=given, where=f"{where}; g(1) = 1" if "≈" in text else where) in ("OPEN", "UNREAD")


def test_the_border_of_beta_is_taken_at_its_word():
    """At 1 the memory never moves, and it is not AdaGrad."""
    assert [
        grade("v(t) = v(0)", where="beta = 1"),
        grade("v(t) = sum(g(i)^2, i, 1, t)", where="beta = 1"),
        grade("v(t) = (1 - beta^t)*g^2", given="constant g; beta = 1"),
    ] == ["PROVED", "REFUTED", "PROVED"]


def test_no_limit_is_carried_to_the_border_of_beta():
    """At 1 the weights add up to nothing, and v stays where it is."""
    weights = "limit((1 - beta)*sum(beta^(t - i), i, 1, t), t, oo) = 1"
    steady = "limit(v(t), t, oo) = g^2"
    assert {
        grade(weights, where="beta = 1"),
        grade(weights, given="beta = 1"),
        grade(steady, given="constant g; beta = 1"),
        grade(steady, given="constant g", where="beta = 1"),
    } <= {"OPEN", "REFUTED"}


def test_a_natural_letter_takes_no_other_value():
    """k = t - 5 makes t at least 5; it makes k no negative number."""
    assert [grade("k >= 0", given="k = t - 5"), grade("t >= 5", given="k = t - 5")] in (
        ["PROVED", "PROVED"],
        ["PROVED", "SURVIVED"],
        ["SURVIVED", "SURVIVED"],
    )


def test_a_constant_gradient_is_supposed_in_its_own_words():
    """Without it g means nothing; of another letter it cannot be said."""
    assert [grade("v(t) = g^2"), grade("v(t) >= 0", given="constant v")] == ["UNREAD", "UNREAD"]


# --- two rules, two runs --------------------------------------------------------------------------------

INSIDE, OUTSIDE = "-eta*g(t)/sqrt(v(t) + eps)", "-eta*g(t)/(sqrt(v(t)) + eps)"


@pytest.mark.parametrize(
    "rule, right, expected",
    [
        ("rmsprop", OUTSIDE, "PROVED"),
        ("rmsprop", INSIDE, "REFUTED"),
        ("rmsprop_eps_inside", INSIDE, "PROVED"),
        ("rmsprop_eps_inside", OUTSIDE, "REFUTED"),
    ],
)
def test_each_dialect_has_its_own_step(rule, right, expected):
    """What one rule does proves nothing about the other."""
    assert grade(f"theta(t) - theta(t - 1) = {right}", rule) == expected


def test_eps_inside_is_not_eps_outside():
    """Not even when both dialects are known to the library."""
    assert [grade("sqrt(v(t) + eps) = sqrt(v(t)) + eps", rule) for rule in ("rmsprop", "rmsprop_eps_inside")] == [
        "REFUTED",
        "REFUTED",
    ]


def test_theorems_of_one_rule_are_not_cited_for_another():
    """AdaGrad's first step has the size eta, RMSProp's has not."""
    text, given = "abs(theta(1) - theta(0)) = eta", "eps = 0; g(1) != 0"
    assert [grade(text, rule, given) for rule in ("adagrad", "rmsprop", "rmsprop_eps_inside", "sgd")] == [
        "PROVED",
        "REFUTED",
        "REFUTED",
        "REFUTED",
    ]


def test_a_letter_of_another_rule_means_nothing():
    """AdaGrad has no v, RMSProp no state G, and without a rule there is no state at all."""
    assert [grade("v(t) >= 0", "adagrad"), grade("G(t) >= 0", "rmsprop"), grade("v(t) >= 0", None)] == ["UNREAD"] * 3


# --- where both sides mean something --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, condition",
    [
        ("g(1)/g(1) = 1", "g(1) != 0"),
        ("x/x = 1", "x != 0"),
        ("sqrt(x)^2 = x", "0 <= x"),
        ("sum(1, i, 1, t - 3) = t - 3", "t - 3"),
    ],
)
def test_a_statement_is_proved_only_where_it_means_something_and_says_where(text, condition):
    """g/g = 1 is printed with g != 0."""
    evidence = judged(text)
    assert str(evidence.grade) == "PROVED"
    assert condition in f"{evidence.read_as} {', '.join(evidence.given)}"


@pytest.mark.parametrize(
    "text",
    [
        "x/0 = 1",
        "0*(1/0) + x = x",
        "x/(beta - beta) = 0",
        "sqrt(-1)^2*x = -x",
        "1/(v(0)*x) = 0",
        "sum(g(i), i, 3, 1) = 0",
        "sum(g(i), i, 3, 1) = -g(2)",
        "sum(g(i), i, 3, 1) + x = x",
        "sum(g(i), i, 0, 2) = g(1) + g(2)",
        "g(0) = 0",
        "g(0)^2 >= 0",
        "v(0 - 1) >= 0",
        "v(sqrt(2)) >= 0",
        "g(1/2) = g(1/2)",
    ],
)
def test_what_is_defined_nowhere_is_open(text):
    """It is neither true nor false."""
    assert grade(text) == "OPEN"


def test_an_empty_sum_is_zero():
    """And a sum of one term is that term."""
    assert [
        grade("sum(g(i), i, 1, 0) = 0"),
        grade("sum(g(i), i, 1, 0) = g(1)"),
        grade("sum(g(i), i, 2, 2) = g(2)"),
        grade("sum(g(i), i, t + 1, t) = 0"),
    ] == ["PROVED", "REFUTED", "PROVED", "PROVED"]


def test_the_root_of_a_square_is_the_size():
    """sqrt((v - 5)^2) is v - 5 only where v is not below 5."""
    assert [
        grade("sqrt((v(1) - 5)^2) = v(1) - 5"),
        grade("sqrt((v(1) - 5)^2) = abs(v(1) - 5)"),
        grade("sqrt((v(1) - 5)^2) = 5 - v(1)", given="v(1) >= 5"),
    ] == ["REFUTED", "PROVED", "REFUTED"]


def test_a_negative_power_means_something_where_its_base_is_not_zero():
    """beta^(t - 5) is a number at t = 0 too, and larger than 1."""
    assert [grade(text) for text in ("beta^(t - 5) <= 1", "beta^(-t) = 1", "(t - 5)*beta^(t - 5) >= 0")] == [
        "REFUTED",
        "REFUTED",
        "REFUTED",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "oo = oo",
        "x + oo = oo",
        "v(1) < oo",
        "zoo = 1",
        "zoo + 1 = zoo",
        "nan = nan",
        "v(1) != nan",
        "I^2 = -1",
        "v(oo) = 1",
        "sum(g(i), i, oo, 1) = 0",
        "max(oo, x) >= x",
        "∞ = x",
        "x = -oo",
        "e = x",
    ],
)
def test_what_is_no_real_number_is_refused(text):
    """Infinity, the complex infinity, nan and the imaginary unit are no terms."""
    assert grade(text) == "UNREAD"


# --- bound letters --------------------------------------------------------------------------------------


def test_a_bound_letter_shadows_a_free_one():
    """The index of a sum is not the letter outside, whatever its name and its value."""
    assert [
        grade("sum(i, i, 1, 3) = 6", where="i = 7"),
        grade("sum(i, i, 1, 3) = 3*i", where="i = 2"),
        grade("sum(i, i, 1, 3) = 3*i", where="i = 3"),
        grade("sum(t, t, 1, t) = t^2"),
        grade("sum(t, i, 1, t) = t^2"),
        grade("sum(g(i), i, 1, t) = t*g(i)"),
        grade("sum(g(t), t, 1, t) = t*g(t)"),
        grade("sum(g(t), i, 1, t) = t*g(t)"),
        grade("sum(g(k), k, 1, t) = sum(g(i), i, 1, t)"),
    ] == ["PROVED", "PROVED", "REFUTED", "REFUTED", "PROVED", "REFUTED", "REFUTED", "PROVED", "PROVED"]


def test_a_cited_fact_does_not_capture_a_bound_letter():
    """constant g is about every i, and x = g(i) about one."""
    assert [
        grade("sum(x, i, 1, 2) = 2*x", given="x = g(i)"),
        grade("sum(x, i, 1, 2) = g(1) + g(2)", given="x = g(i)"),
        grade("sum(g(i), i, 1, 2) = 2*g(i)", given="i = 1"),
    ] == ["PROVED", "REFUTED", "REFUTED"]


def test_the_letter_of_a_limit_is_bound():
    """A value for t outside says nothing about the limit."""
    assert [
        grade("limit(v(t), t, oo) = g^2", given="constant g", where="t = 3"),
        grade("limit(v(t), t, oo) = g^2", given="constant g; t = 3"),
    ] == ["PROVED", "PROVED"]
    assert grade("limit(v(t), t, oo) = v(t)", given="constant g") in ("OPEN", "REFUTED", "UNREAD")
    assert grade("limit(v(t), t, oo) = t", given="constant g") in ("OPEN", "REFUTED", "UNREAD")


# --- limits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, expected",
    [
        ("limit(v(t), t, oo) = g^2", "PROVED"),
        ("limit(v(t), t, oo) = g", "REFUTED"),
        ("limit(v(t), t, oo) = (1 - beta)*g^2", "REFUTED"),
        ("limit(v(t), t, oo) = 0*g", "REFUTED"),
        ("limit((1 - beta)*sum(beta^(t - i), i, 1, t), t, oo) = 1", "PROVED"),
        ("limit((1 - beta)*sum(beta^(t - i), i, 1, t), t, oo) = 1 - beta", "REFUTED"),
    ],
)
def test_a_sequence_has_one_limit(text, expected):
    """The theorem proves it, and refutes every other."""
    assert grade(text, given="constant g") == expected


@pytest.mark.parametrize(
    "text",
    ["limit(v(t), t, 0) = 0", "limit(v(t), t, oo) = oo", "limit(v(t), t, oo) <= 1", "limit(v(t), beta, oo) = 1"],
)
def test_a_limit_that_is_not_read_says_so(text):
    """It is not taken for another."""
    assert grade(text) == "UNREAD"


def test_a_limit_as_hypothesis_is_open_or_unread():
    """No instance can be looked at for ever."""
    assert grade("x = x", given="limit(v(t), t, oo) = 1") in ("OPEN", "UNREAD")


# --- equations that ask for a value ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, solutions",
    [
        ("1/(1 - beta) = 10", ["beta = 9/10"]),
        ("1/sqrt(1 - beta) = 10", ["beta = 99/100"]),
        ("1 - beta = 0.1", ["beta = 9/10"]),
        ("abs(beta - 1/2) = 1/4", ["beta = 1/4", "beta = 3/4"]),
        ("eps = 0", ["eps = 0"]),
    ],
)
def test_an_equation_between_hyper_parameters_and_numbers_is_open_and_says_when_it_holds(text, solutions):
    """It holds for some value; which one is meant, the note has to say."""
    evidence = judged(text)
    assert (str(evidence.grade), [s for s in solutions if s in evidence.reason]) == ("OPEN", solutions)


@pytest.mark.parametrize(
    "text, given, where, expected",
    [
        ("1/(1 - beta) = 10", "", "beta = 0.9", "PROVED"),
        ("1/(1 - beta) = 10", "beta = 0.9", "", "PROVED"),
        ("1/(1 - beta) = 10", "", "beta = 0.8", "REFUTED"),
        ("1/(1 - beta) = 10", "beta = 0.8", "", "REFUTED"),
        ("1/(1 - beta) = 10", "beta >= 0.95", "", "REFUTED"),
        ("1/(1 - beta) = 10", "", "beta in [0.95, 0.99]", "REFUTED"),
        ("1/(1 - beta) = -10", "", "", "REFUTED"),
        ("beta = 2", "", "", "REFUTED"),
        ("eta = 0", "", "", "REFUTED"),
    ],
)
def test_an_equation_whose_letter_is_fixed_or_never_solves_it_is_decided(text, given, where, expected):
    """There is nothing left to ask."""
    assert grade(text, given=given, where=where) == expected


# --- relations ------------------------------------------------------------------------------------------


def test_strictness_is_looked_at():
    """v is never negative, and it is 0 at the start and as long as the gradients are."""
    assert [
        grade("v(t) >= 0"),
        grade("v(t) > 0"),
        grade("v(t) > 0", given="1 <= t"),
        grade("v(t) > 0", given="t = 1"),
        grade("0 < v(t)", given="constant g"),
    ] == ["PROVED", "REFUTED", "REFUTED", "REFUTED", "REFUTED"]


def test_apart_is_not_below():
    """!= is its own relation."""
    assert [
        grade("v(t) != -1"),
        grade("v(t) != 0"),
        grade("beta != 1"),
        grade("g(1) != g(1)"),
        grade("x^2 != -1"),
    ] == ["PROVED", "REFUTED", "PROVED", "REFUTED", "PROVED"]


def test_a_chain_is_as_good_as_its_worst_link():
    """One wrong link refutes it."""
    assert [
        grade("0 <= v(t) = beta*v(t - 1) + (1 - beta)*g(t)^2"),
        grade("0 < v(t) = beta*v(t - 1) + (1 - beta)*g(t)^2"),
        grade("0 <= v(t) = beta*v(t - 1) + g(t)^2"),
        grade("v(1) = (1 - beta)*g(1)^2 = g(1)^2 - beta*g(1)^2"),
    ] == ["PROVED", "REFUTED", "REFUTED", "PROVED"]


# --- digits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, expected",
    [
        ("v(2) = 0.0385", "PROVED"),
        ("v(2) = 0.038", "REFUTED"),
        ("v(2) ≈ 0.0385", "PROVED"),
        ("v(2) ≈ 0.038", "ROUNDS"),
        ("v(2) ≈ 0.039", "ROUNDS"),
        ("v(2) ≈ 0.04", "ROUNDS"),
        ("v(2) ≈ 0.037", "REFUTED"),
        ("abs(theta(1) - theta(0)) ≈ 0.316", "ROUNDS"),
        ("abs(theta(1) - theta(0)) ≈ 0.3163", "REFUTED"),
        ("abs(theta(1) - theta(0)) ≈ 0.3162", "ROUNDS"),
        ("abs(theta(1) - theta(0)) = 0.316", "REFUTED"),
    ],
)
def test_digits_of_a_run_are_its_exact_values_rounded(text, expected):
    """v(2) is 0.0385 and the first step 0.1*sqrt(10) = 0.316227..."""
    assert grade(text, where="g = 0.5, 0.4; beta = 0.9; eta = 0.1; eps = 0; theta = 0") == expected


def test_wrong_digits_are_put_right():
    """The right ones round."""
    evidence = judged("v(3) ≈ 0.0447", where="g = 0.5, 0.4, 0.3; beta = 0.9")
    assert (evidence.attempt, str(evidence.attempt_grade)) == ("v(3) ≈ 0.0437", "ROUNDS")


def test_digits_without_values_for_every_letter_are_open():
    """There is nothing to round."""
    assert [grade("v(1) ≈ 0.1"), grade("v(3) ≈ 0.1", where="g = 1, 2; beta = 0.9")] == ["OPEN", "OPEN"]


# --- nonsense and hostility -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "v(1)^999999 >= 0",
        "2^(10^9) > x",
        "9^9^9^9*x = 1",
        "x^(9^9^9) = 1",
        "sum(g(i), i, 1, 10^9) = 1",
        "v(10^9) >= 1",
        "g(10^100) = 1",
        "0.1^5000*x >= 1",
        "beta^100000 = 1/2",
    ],
)
def test_what_is_too_large_to_be_looked_at_is_open(text):
    """It is neither proved nor refuted, and nothing overflows."""
    assert grade(text) == "OPEN"


@pytest.mark.parametrize(
    "text",
    [
        "foo = 1",
        "v = 1",
        "theta = theta",
        "v(1, 2) = 1",
        "v() = 1",
        "sum(g(i), beta, 1, t) = 1",
        "sum(g(i), i, 1) = 1",
        "import(1) = 1",
        "__class__ = 1",
        "v(t).claim = 1",
        "x[1] = 1",
        "sqrt = 1",
        "v(t) = ",
        "= v(t)",
        "x ~ y",
        "(" * 150 + "x",
        "-" * 150 + "x = x",
        "abs(" * 150 + "x" + ")" * 150 + " = x",
    ],
)
def test_nonsense_is_unread(text):
    """With one clear reason, and nothing but Unreadable is raised."""
    assert grade(text) == "UNREAD"


@pytest.mark.parametrize("function", ["v(sqrt(2))", "sum(g(i), i, 1, sqrt(2))", "beta^sqrt(2)", "g(sqrt(2))", "x^beta"])
def test_an_index_that_is_no_whole_number_decides_nothing(function):
    """And nothing irrational escapes."""
    assert grade(f"{function} = 1") == "OPEN"


def test_the_largest_of_three_is_looked_for_among_three():
    """max and min take as many as are written."""
    assert [grade("max(1, 2, x) < x"), grade("min(3, 2, 1)*x = 2*x"), grade("max(1, x, y) = max(1, x)")] == [
        "REFUTED",
        "REFUTED",
        "REFUTED",
    ]
