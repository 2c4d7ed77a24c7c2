"""Each rule, run on every kind of number, against a plain formula that does not know the rule."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.exact import Exact, Irrational
from rmsprop_sym.rules import RULES, adagrad, rmsprop, rmsprop_eps_inside, rule, sgd
from rmsprop_sym.rules.units import units

GRADIENTS = ("0.5", "-0.375", "0", "2", "0.0625", "-1.5")
THETA = "0.25"
HYPER = {"eta": "0.125", "beta": "0.75", "eps": "0.0078125"}

# The kinds that a rule runs on, each made from the same texts; all values are exact in binary16.
CONTEXT = mpmath.mp.clone()
CONTEXT.dps = 60
KINDS = {
    "float16": np.float16,
    "float32": np.float32,
    "float64": np.float64,
    "mpmath": CONTEXT.mpf,
    "ball": Ball,
}


def squares(gradients, beta):
    """The weighted sum of all squares so far, each weight written out."""
    ages = range(len(gradients))
    return sum((1 - beta) * beta**age * g * g for age, g in zip(ages, reversed(gradients), strict=True))


def steps_of(subject, gradients, eta, beta=None, eps=None):
    """The steps by the plain formula: sums over all gradients so far, no recurrence, in mpmath."""
    so_far = [gradients[: t + 1] for t in range(len(gradients))]
    root = CONTEXT.sqrt
    return {
        "rmsprop": lambda: [eta * g[-1] / (root(squares(g, beta)) + eps) for g in so_far],
        "rmsprop_eps_inside": lambda: [eta * g[-1] / root(squares(g, beta) + eps) for g in so_far],
        "adagrad": lambda: [eta * g[-1] / (root(sum(x * x for x in g)) + eps) for g in so_far],
        "sgd": lambda: [eta * g[-1] for g in so_far],
    }[subject.name]()


def expected_thetas(subject):
    """Theta after each step, by the plain formula, to sixty digits."""
    hyper = {name: CONTEXT.mpf(HYPER[name]) for name in subject.hyper}
    steps = steps_of(subject, [CONTEXT.mpf(g) for g in GRADIENTS], **hyper)
    return [CONTEXT.mpf(THETA) - sum(steps[: t + 1]) for t in range(len(steps))]


def thetas(subject, kind):
    """Theta after each step, by the rule, in the given kind of number."""
    hyper = {name: kind(HYPER[name]) for name in subject.hyper}
    return [state.theta for state in subject.trajectory(map(kind, GRADIENTS), kind(THETA), **hyper)]


every_rule = pytest.mark.parametrize("subject", RULES.values(), ids=RULES)


@every_rule
def test_high_precision_runs_agree_with_the_formula(subject):
    """The recurrence in mpmath gives the sums to all but the last digits."""
    pairs = zip(thetas(subject, CONTEXT.mpf), expected_thetas(subject), strict=True)
    assert max(abs(x - y) for x, y in pairs) < CONTEXT.mpf("1e-57")


@every_rule
def test_balls_contain_what_the_formula_gives(subject):
    """At 100 bits each ball holds the value of the formula, and is small."""
    with precision(100):
        balls = thetas(subject, Ball)
    for ball, value in zip(balls, expected_thetas(subject), strict=True):
        middle, radius = fraction(value), Fraction(1, 10**57)
        assert ball.lower() <= middle + radius
        assert middle - radius <= ball.upper()
        assert ball.upper() - ball.lower() < Fraction(1, 2**80)


@every_rule
def test_a_ball_run_of_another_rule_does_not_contain_it(subject):
    """The balls tell the rules apart: every other rule's last value lies outside."""
    with precision(100):
        last = thetas(subject, Ball)[-1]
    others = [fraction(expected_thetas(other)[-1]) for other in RULES.values() if other is not subject]
    assert [value for value in others if last.lower() <= value <= last.upper()] == []


def fraction(value):
    """The rational number that an mpmath number is."""
    numerator, denominator = mpmath.libmp.to_rational(value._mpf_)
    return Fraction(int(numerator), int(denominator))


@every_rule
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_float_runs_agree_with_the_formula_to_their_precision(subject, dtype):
    """Each of six steps costs at most a handful of roundings."""
    error = [
        abs(CONTEXT.mpf(float(x)) - y) for x, y in zip(thetas(subject, dtype), expected_thetas(subject), strict=True)
    ]
    assert max(error) < 6 * 6 * np.finfo(dtype).eps


@every_rule
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_arrays_are_run_element_by_element(subject, dtype):
    """Each column of a run over arrays is the run over its elements, in every bit, and keeps dtype and shape."""
    gradients = np.random.default_rng(5).standard_normal((4, 3)).astype(dtype)
    start = np.array([0.5, -1.0, 2.0], dtype=dtype)
    hyper = {name: float(HYPER[name]) for name in subject.hyper}
    together = np.array([state.theta for state in subject.trajectory(gradients, start, **hyper)])
    alone = [
        [state.theta for state in subject.trajectory(column, x, **hyper)]
        for column, x in zip(gradients.T, start, strict=True)
    ]
    assert (together.dtype, together.shape) == (dtype, (4, 3))
    assert together.T.tolist() == np.array(alone).tolist()


def exact_run(subject, gradients, **hyper):
    """The states of a run in exact rational numbers, from theta = 0."""
    numbers = {name: Exact(value) for name, value in hyper.items()}
    return list(subject.trajectory([Exact(g) for g in gradients], Exact(0), **numbers))


def test_sgd_runs_exactly():
    """Without a root nothing is rounded."""
    assert [state.theta for state in exact_run(sgd, ["0.1", "0.2", "-0.3"], eta="0.1")] == [-0.01, -0.03, 0]


def test_rmsprop_runs_exactly_where_the_roots_are_rational():
    """beta = 16/25 and two sides of a right-angled triangle give v = 9 and v = 25."""
    first, second = exact_run(rmsprop, ["25/3", 5], eta=1, beta="16/25", eps=0)
    assert [first.v, second.v] == [25, 25]
    assert [first.theta, second.theta] == [Fraction(-5, 3), Fraction(-8, 3)]


def test_eps_outside_and_inside_differ_exactly():
    """v = 9 and eps = 16: the root of 25 is 5, but 3 + 16 is 19."""
    outside, inside = (exact_run(r, [5], eta=1, beta="16/25", eps=16)[0] for r in (rmsprop, rmsprop_eps_inside))
    assert [outside.theta, inside.theta] == [Fraction(-5, 19), -1]


def test_adagrad_runs_exactly_on_pythagorean_gradients():
    """3, 4, 12, 84 have the sums of squares 3^2, 5^2, 13^2, 85^2."""
    states = exact_run(adagrad, [3, 4, 12, 84], eta=1, eps=0)
    assert [state.G for state in states] == [9, 25, 169, 7225]
    assert states[-1].theta == -(1 + Fraction(4, 5) + Fraction(12, 13) + Fraction(84, 85))


def test_an_irrational_root_ends_an_exact_run():
    """One gradient of 1 at beta = 9/10 has the root of 1/10 under it."""
    with pytest.raises(Irrational, match="square root of 1/10"):
        exact_run(rmsprop, [1], eta=1, beta="0.9", eps=0)


def test_literals_in_a_body_are_decimals():
    """0.9 means nine tenths to exact numbers and balls, and the nearest number to a float."""

    @rule(v=1)
    def fading(old, new, g):
        new.v = 0.9 * old.v + 0.1 * g**2
        new.theta = old.theta - g

    assert [state.v for state in exact_run(fading, [0, 0])] == [0.9, 0.81]
    with precision(200):
        ball = next(fading.trajectory([Ball(0)], Ball(0))).v
        assert ball.lower() <= Fraction(9, 10) <= ball.upper()
    assert next(fading.trajectory([np.float32(0)], np.float32(0))).v == np.float32(0.9)


@every_rule
def test_a_division_by_zero_ends_an_exact_run(subject):
    """With eps = 0 a gradient of zero from the start has nothing to be divided by."""
    hyper = {name: HYPER[name] for name in subject.hyper} | ({"eps": "0"} if "eps" in subject.hyper else {})
    if subject is sgd:
        assert exact_run(subject, [0], **hyper)[0].theta == 0
    else:
        with pytest.raises(ZeroDivisionError):
            exact_run(subject, [0], **hyper)


@every_rule
def test_a_division_by_zero_leaves_no_finite_ball(subject):
    """The same run on balls goes on, and says nothing from there on."""
    hyper = {name: Ball(HYPER[name]) for name in subject.hyper} | ({"eps": Ball(0)} if "eps" in subject.hyper else {})
    first, second = subject.trajectory([Ball(0), Ball(1)], Ball(0), **hyper)
    assert [first.theta.is_finite(), second.theta.is_finite()] == [subject is sgd] * 2


@every_rule
def test_kinds_do_not_mix(subject):
    """Exact gradients and a NumPy start, or balls, are refused instead of rounded."""
    hyper = {name: Exact(HYPER[name]) for name in subject.hyper}
    for theta, g in ((np.float64(0), Exact(1)), (Exact(0), Ball(1)), (Ball(0), np.float32(1)), (Exact(0), np.zeros(2))):
        with pytest.raises(TypeError):
            list(subject.trajectory([g], theta, **hyper))


@every_rule
def test_states_start_where_the_rule_says(subject):
    """Before the first step no step is counted, and each state has its start value in the kind of theta."""
    state = subject.begin(np.zeros(3, dtype=np.float16))
    assert state.t == 0
    assert {name: getattr(state, name).tolist() for name in subject.start} == {
        name: [value] * 3 for name, value in subject.start.items()
    }
    assert {getattr(state, name).dtype for name in subject.states} == {np.dtype(np.float16)}


@every_rule
def test_steps_are_counted_from_one(subject):
    """`t` is 1 after the first step."""
    hyper = {name: float(HYPER[name]) for name in subject.hyper}
    assert [state.t for state in subject.trajectory(np.ones(3), np.float64(0), **hyper)] == [1, 2, 3]


@every_rule
def test_a_rule_says_where_it_comes_from(subject):
    """Its name is that of its body, it has a source and a docstring, and its defaults are its own and exact."""
    assert (subject.name, RULES[subject.name]) == (subject.body.__name__, subject)
    assert subject.source
    assert subject.body.__doc__
    assert set(subject.defaults) <= set(subject.hyper)
    assert all(Exact(value) > 0 for value in subject.defaults.values())


@every_rule
def test_the_units_in_its_docstring_are_its_units(subject):
    """What the docstring says about units is what running it on units says."""
    said = subject.body.__doc__.split("Units: ")[1].split(".")[0].split(", ")
    assert [part for part in str(units(subject)).split("; ") if not part.endswith("= 1")] == said
