"""True statements in words that no theorem has, and their false neighbours, which are never proved."""

from __future__ import annotations

import pytest
from claims.test_proving import case, judged

from rmsprop_sym.claims.symbolic.consequences import consequences, signs_known
from rmsprop_sym.claims.symbolic.defined import divisors, some_gradient
from rmsprop_sym.claims.symbolic.divided import multiplied
from rmsprop_sym.claims.symbolic.letters import stated
from rmsprop_sym.claims.symbolic.statements import Case
from rmsprop_sym.deadline import seconds_left, time_limit
from rmsprop_sym.kernel.theorem import Gap, assume

SLOPE = "constant g; eps = 0"
SOME_SLOPE = f"{SLOPE}; g != 0"
UP = f"{SLOPE}; g > 0"
STEP = "abs(theta(t) - theta(t - 1))"
FIRST = "abs(theta(1) - theta(0))"

# the rule, what is given, a true statement, and one that is nearly the same and false
NEIGHBOURS = [
    ("rmsprop", "eps > 0", f"{STEP} < eta/sqrt(1 - beta)", f"{STEP} < eta"),
    ("rmsprop_eps_inside", "eps > 0", f"{STEP} < eta/sqrt(1 - beta)", f"{STEP} < eta*sqrt(1 - beta)"),
    ("rmsprop", "eps > 0", "theta(t - 1) - theta(t) < eta/sqrt(1 - beta)", "theta(t - 1) - theta(t) < eta"),
    ("rmsprop", "", "theta(t) >= theta(t - 1) - eta/sqrt(1 - beta)", "theta(t) >= theta(t - 1) - eta"),
    ("adagrad", "eps > 0", f"{STEP} < eta", f"{STEP} < eta/2"),
    ("adagrad_eps_inside", "eps > 0", f"{STEP} < eta", f"{STEP} < eta/2"),
    ("adagrad", SLOPE, f"{STEP} = eta/sqrt(t)", f"{STEP} = eta/t"),
    ("adagrad", "constant g", f"{STEP} <= eta/sqrt(t)", f"{STEP} >= eta/sqrt(t)"),
    ("adagrad", "constant g; eps > 0", f"{STEP} < eta/sqrt(t)", f"{STEP} < eta/t"),
    ("adagrad", UP, "theta(t) = theta(t - 1) - eta/sqrt(t)", "theta(t) = theta(t - 1) + eta/sqrt(t)"),
    ("adagrad", "g(1) > 0; eps = 0", "theta(1) = theta(0) - eta", "theta(1) = theta(0) + eta"),
    ("adagrad", "abs(g(i)) <= M", "sqrt(G(t)) <= sqrt(t)*M", "sqrt(G(t)) <= M"),
    ("adagrad", "", "eta/(sqrt(G(t)) + eps) <= eta/(sqrt(G(t - 1)) + eps)", "G(t) <= G(t - 1)"),
    ("adam", "", f"{FIRST} <= eta", f"{FIRST} <= eta/2"),
    ("adam", "eps > 0", f"{FIRST} < eta", f"{FIRST} < eta/2"),
    ("adam", "eps = 0; g(1) > 0", "theta(1) = theta(0) - eta", "theta(1) = theta(0) + eta"),
    ("adam", "eps = 0; g(1) < 0", "theta(1) = theta(0) + eta", "theta(1) = theta(0) - eta"),
    ("adam", SLOPE, f"{STEP} = eta", f"{STEP} = eta/sqrt(1 - beta2)"),
    ("adam", "constant g", f"{STEP} <= eta", f"{STEP} >= eta"),
    ("adam", UP, "theta(t) = theta(0) - t*eta", "theta(t) = theta(0) - (t + 1)*eta"),
    ("momentum", "constant g", "theta(t) = theta(0) - t*eta*g", "theta(t) = theta(0) - eta*g"),
    ("rmsprop_bias_corrected", SOME_SLOPE, f"{STEP} = eta", f"{STEP} = eta/sqrt(1 - beta^t)"),
    ("rmsprop", "eps = 0", f"{FIRST} = eta/sqrt(1 - beta)", f"{FIRST} = eta/(1 - beta)"),
    ("rmsprop", SOME_SLOPE, f"{STEP} > eta", f"{STEP} < eta"),
    ("rmsprop_no_eps", "constant g", f"{STEP} > eta", f"{STEP} <= eta"),
    ("rmsprop_eps_inside", SLOPE, f"{STEP} = eta/sqrt(1 - beta^t)", f"{STEP} = eta/sqrt(1 - beta)"),
    ("rmsprop", UP, "theta(t) = theta(t - 1) - eta/sqrt(1 - beta^t)", "theta(t) = theta(t - 1) - eta/(1 - beta^t)"),
    ("rmsprop", "constant g", "v(t) >= v(t - 1)", "v(t) <= v(t - 1)"),
    ("rmsprop", "constant g; g != 0", "v(t) > v(t - 1)", "v(t) = v(t - 1)"),
    ("rmsprop", "constant g", "sqrt(v(t)) >= sqrt(v(t - 1))", "sqrt(v(t)) <= sqrt(v(t - 1))"),
    ("rmsprop", "constant g", "v(2)/v(1) = 1 + beta", "v(2)/v(1) = 1 - beta"),
    ("rmsprop", "constant g", "v(t)/v(1) = (1 - beta^t)/(1 - beta)", "v(t)/v(1) = 1 - beta^t"),
    ("rmsprop", "constant g", "sqrt(v(t))/abs(g) = sqrt(1 - beta^t)", "sqrt(v(t))/g = sqrt(1 - beta^t)"),
    (
        "adam",
        "",
        "m(2)/(1 - beta1^2) = (beta1*g(1) + g(2))/(1 + beta1)",
        "m(2)/(1 - beta1^2) = (g(1) + beta1*g(2))/(1 + beta1)",
    ),
]


@pytest.mark.parametrize("rule, given, text", [row[:3] for row in NEIGHBOURS])
def test_a_true_statement_is_proved_in_other_words(rule, given, text):
    """From a bound on a size, a known sign, a root, a product, or what a step must not divide by."""
    evidence = judged(text, rule, given)
    assert "PROVED" == str(evidence.grade), evidence.reason


@pytest.mark.parametrize("rule, given, text", [(*row[:2], row[3]) for row in NEIGHBOURS])
def test_its_false_neighbour_is_refuted(rule, given, text):
    """The same with a factor, a sign, a root or an index that is not so."""
    assert "REFUTED" == str(judged(text, rule, given).grade)


def test_a_sign_is_known_of_what_is_supposed_positive_alone():
    """Of what is only not negative, neither sign nor size is written otherwise."""
    known = case("theta(1) = theta(0)", "adam", "g(1) > 0; g(2) >= 0").supposed
    assert ["abs(g(1)) = g(1)", "sign(g(1)) = 1"] == [_said(sign) for sign in signs_known(known)]


def _said(theorem):
    return stated(theorem.claim).replace("1*", "")


def test_a_bound_on_a_size_bounds_the_number_and_its_opposite():
    """And nothing else is said of it."""
    bound = assume(case("abs(g(1)) <= c", "rmsprop").claim)
    assert ["g(1) <= c", "-g(1) <= c"] == [_said(each) for each in consequences(bound, [])]


def test_a_gradient_is_there_only_where_the_rule_would_divide_by_nothing():
    """With an eps that may be positive it divides by eps, and of a later step the gradient may be 0."""
    without, with_eps = case(f"{FIRST} = eta", "rmsprop", "eps = 0"), case(f"{FIRST} = eta", "rmsprop")
    later = case(f"{STEP} = eta", "rmsprop", "eps = 0")
    found = [
        [_said(each) for each in some_gradient(list(divisors(c.claim, c.reading)), c.reading)]
        for c in (without, with_eps, later)
    ]
    assert [["g(1) != 0"], [], []] == found


def test_what_was_supposed_of_a_divisor_is_said():
    """The verdict names the divisor that must not be 0."""
    assert "where sqrt(v(1)) + eps != 0" in judged(f"{FIRST} = eta/sqrt(1 - beta)", "rmsprop", "eps = 0").read_as


def test_a_quotient_is_multiplied_out_only_where_its_divisor_is_not_zero():
    """Nothing is multiplied without that."""
    whole = case("v(2)/v(1) = 1 + beta", "rmsprop")
    assert multiplied(whole.claim, [assume(h) for h in whole.supposed])
    with pytest.raises(Gap, match="not known to differ from zero"):
        multiplied(whole.claim, [])


def test_what_comes_back_supposes_nothing_more():
    """A proof by parts that supposes what is not supposed here is none."""
    whole = case("sqrt(v(t)) >= sqrt(v(t - 1))", "rmsprop", "constant g")
    theorem = Case.proof(whole)
    assert theorem is not None
    assert theorem.hypotheses <= set(whole.supposed)


REPAIRS = [
    ("v(t) <= M^2", "rmsprop", "", "v(t) <= M**2 given abs(g(i)) <= M for every i >= 1"),
    ("sqrt(v(t)) <= M", "rmsprop", "", "sqrt(v(t)) <= M given abs(g(i)) <= M for every i >= 1"),
    ("G(t) <= t*M^2", "adagrad", "", "G(t) <= t*M**2 given abs(g(i)) <= M for every i >= 1"),
    ("sqrt(v(t)) = sqrt(1 - beta^t)*g", "rmsprop", "constant g", "sqrt(v(t)) = sqrt(1 - beta**t)*abs(g)"),
    ("1/sqrt(1 - beta) <= 5", "", "", "1/sqrt(1 - beta) <= 5 given beta <= 24/25"),
    ("1/(1 - beta) <= 10", "", "", "1/(1 - beta) <= 10 given beta <= 9/10"),
    (f"{FIRST} < eta", "adam", "", "abs(theta(1) - theta(0)) < eta given 0 < eps"),
    ("theta(1) = theta(0) - eta", "rmsprop", "g(1) > 0; eps = 0", "theta(1) = theta(0) - eta/sqrt(1 - beta)"),
    ("theta(1) = theta(0) + eta*sign(g(1))", "adam", "eps = 0", "theta(1) = theta(0) - eta*sign(g(1))"),
    ("m(1) = g(1)", "adam", "", "m(1) = (1 - beta1)*g(1)"),
    ("v(1) = g(1)^2", "rmsprop", "", "v(1) = (1 - beta)*g(1)**2"),
    ("sqrt(G(t)) = t*abs(g)", "adagrad", "constant g", "sqrt(G(t)) = sqrt(t)*abs(g)"),
    ("g(t)^2 <= v(t)", "rmsprop", "", "(1 - beta)*g(t)**2 <= v(t)"),
    (f"{STEP} = eta/t", "adagrad", SLOPE, "abs(theta(t) - theta(t - 1)) = eta/sqrt(t)"),
    (f"{FIRST} = eta/sqrt(1 - beta2)", "adam", "eps = 0; g(1) != 0", "abs(theta(1) - theta(0)) = eta"),
]


@pytest.mark.parametrize("text, rule, given, attempt", REPAIRS)
def test_a_repair_is_near_and_proved(text, rule, given, attempt):
    """The bound on the gradients, the size, up to where it holds, the sign, the share, the root."""
    evidence = judged(text, rule, given)
    assert ("REFUTED", attempt, "PROVED") == (str(evidence.grade), evidence.attempt, str(evidence.attempt_grade))


def test_the_time_that_is_left_is_that_of_the_innermost_limit():
    """So that a repair ends before the verdict has to be given."""
    assert seconds_left() == float("inf")
    with time_limit(100), time_limit(5):
        assert seconds_left() < 5.001
