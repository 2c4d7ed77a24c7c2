"""Each rule, run on every kind of number, against a plain formula that does not know the rule."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import accumulate

import mpmath
import numpy as np
import pytest

from rmsprop_sym.alphabet import t
from rmsprop_sym.crosscheck import verify
from rmsprop_sym.crosscheck.written import WRITTEN
from rmsprop_sym.errors import UserError
from rmsprop_sym.evaluate import Point, evaluate, holds
from rmsprop_sym.kernel.term import Number
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.exact import Exact, Irrational
from rmsprop_sym.rules import RULES, adagrad, rmsprop, rule, sgd
from rmsprop_sym.rules.run import letter, recursion
from rmsprop_sym.rules.units import plain_units

# Thirty gradients: a tiny one first, so that eps matters, then all sizes and signs, zeros among them.
GRADIENTS = ("0.00390625", *("0.5", "-0.375", "0", "2", "0.0625", "-1.5", "0.0078125", "1.25", "0") * 4)[:30]
THETA = "0.25"
HYPER = {"eta": "0.125", "beta": "0.75", "beta1": "0.5", "beta2": "0.875", "eps": "0.0078125", "mu": "0.5"}
HYPER |= {"lamda": "0.25"}

# The kinds that a rule runs on, each made from the same texts; all values are exact in binary16.
CONTEXT = mpmath.mp.clone()
CONTEXT.dps = 60
root = CONTEXT.sqrt


def faded(values, beta):
    """The sum of all values so far, each times beta for every step since."""
    return sum(beta**age * x for age, x in enumerate(reversed(values)))


def mean(values, beta, start=0):
    """The running mean, each weight written out."""
    return beta ** len(values) * start + (1 - beta) * faded(values, beta)


def fair_mean(values, beta):
    """The weighted mean whose weights add up to one."""
    return faded(values, beta) / sum(beta**age for age in range(len(values)))


def square(values):
    """The square of every value."""
    return [x * x for x in values]


def variance(values, beta):
    """The mean square about the running mean."""
    return mean(square(values), beta) - mean(values, beta) ** 2


def eps_hat_step(g, eta, beta1, beta2, eps):
    """Adam's step, eps as it counts beside a root that is not corrected."""
    shrunk = root((1 - beta2) * sum(beta2**age for age in range(len(g))))
    return eta * fair_mean(g, beta1) / (root(fair_mean(square(g), beta2)) + eps / shrunk)


# One step of each rule by a plain formula: sums over all gradients so far, no recurrence.
FORMULAS = {
    "rmsprop": lambda g, eta, beta, eps: eta * g[-1] / (root(mean(square(g), beta)) + eps),
    "rmsprop_eps_inside": lambda g, eta, beta, eps: eta * g[-1] / root(mean(square(g), beta) + eps),
    "rmsprop_tf1": lambda g, eta, beta, eps: eta * g[-1] / root(mean(square(g), beta, start=1) + eps),
    "rmsprop_eps_outside_ones": lambda g, eta, beta, eps: eta * g[-1] / (root(mean(square(g), beta, start=1)) + eps),
    "rmsprop_no_eps": lambda g, eta, beta: eta * g[-1] / root(mean(square(g), beta)),
    "rmsprop_max_eps": lambda g, eta, beta, eps: eta * g[-1] / max(root(mean(square(g), beta)), eps),
    "rmsprop_bias_corrected": lambda g, eta, beta, eps: eta * g[-1] / (root(fair_mean(square(g), beta)) + eps),
    "rmsprop_centred": lambda g, eta, beta, eps: eta * g[-1] / (root(variance(g, beta)) + eps),
    "rmsprop_centred_eps_inside": lambda g, eta, beta, eps: eta * g[-1] / root(variance(g, beta) + eps),
    "rmsprop_momentum": lambda g, eta, beta, eps, mu: faded(each("rmsprop", g, eta=eta, beta=beta, eps=eps), mu),
    "rmsprop_momentum_rate_inside": lambda g, eta, beta, eps, mu: faded(
        each("rmsprop_eps_inside", g, eta=eta, beta=beta, eps=eps), mu
    ),
    "rmsprop_bias_corrected_eps_inside": lambda g, eta, beta, eps: eta * g[-1] / root(fair_mean(square(g), beta) + eps),
    "rmsprop_centred_momentum": lambda g, eta, beta, eps, mu: faded(
        each("rmsprop_centred", g, eta=eta, beta=beta, eps=eps), mu
    ),
    "rmsprop_graves": lambda g, eta, beta, eps, mu: faded(
        each("rmsprop_centred_eps_inside", g, eta=eta, beta=beta, eps=eps), mu
    ),
    "rmsprop_nesterov": lambda g, eta, beta, eps, mu: (
        FORMULAS["rmsprop_eps_inside"](g, eta, beta, eps)
        + mu * FORMULAS["rmsprop_momentum_rate_inside"](g, eta, beta, eps, mu)
    ),
    "rmsprop_tf1_momentum": lambda g, eta, beta, eps, mu: faded(
        each("rmsprop_tf1", g, eta=eta, beta=beta, eps=eps), mu
    ),
    "adagrad": lambda g, eta, eps: eta * g[-1] / (root(sum(square(g))) + eps),
    "adagrad_eps_inside": lambda g, eta, eps: eta * g[-1] / root(sum(square(g)) + eps),
    "momentum": lambda g, eta, beta: eta * fair_mean(g, beta),
    "adam": lambda g, eta, beta1, beta2, eps: eta * fair_mean(g, beta1) / (root(fair_mean(square(g), beta2)) + eps),
    "adam_eps_hat": eps_hat_step,
    "sgd": lambda g, eta: eta * g[-1],
}

# The rules with weight decay: the rule without it, and whether it is added to the gradient or taken off apart.
DECAYED = {
    "rmsprop_l2": ("rmsprop", "added"),
    "rmsprop_l2_eps_inside": ("rmsprop_eps_inside", "added"),
    "rmsprop_decoupled": ("rmsprop", "apart"),
    "rmsprop_decoupled_eps_inside": ("rmsprop_eps_inside", "apart"),
    "adam_l2": ("adam", "added"),
    "adamw": ("adam", "apart"),
    "adamw_eps_hat": ("adam_eps_hat", "apart"),
}


def each(name, gradients, **hyper):
    """Every step by the plain formula."""
    return [FORMULAS[name](gradients[: t + 1], **hyper) for t in range(len(gradients))]


def own(subject, kind):
    """The hyper-parameters of a rule, in the given kind of number."""
    return {name: kind(HYPER[name]) for name in subject.hyper}


@cache
def expected_thetas(name):
    """Theta after each step, by the plain formula, to sixty digits."""
    number = CONTEXT.mpf
    gradients, hyper = [number(g) for g in GRADIENTS], own(RULES[name], number)
    if name in DECAYED:
        return decayed_thetas(*DECAYED[name], gradients, **hyper)
    return [number(THETA) - total for total in accumulate(each(name, gradients, **hyper))]


def decayed_thetas(name, how, gradients, lamda, **hyper):
    """Theta after each step of the rule without weight decay, and with it added to the gradient or taken off apart."""
    seen, thetas = [], [CONTEXT.mpf(THETA)]
    for g in gradients:
        seen.append(g + lamda * thetas[-1] if how == "added" else g)
        shrunk = thetas[-1] if how == "added" else (1 - hyper["eta"] * lamda) * thetas[-1]
        thetas.append(shrunk - FORMULAS[name](seen, **hyper))
    return thetas[1:]


def thetas(subject, kind):
    """Theta after each step, by the rule, in the given kind of number."""
    return [state.theta for state in subject.trajectory(map(kind, GRADIENTS), kind(THETA), **own(subject, kind))]


every_rule = pytest.mark.parametrize("subject", RULES.values(), ids=RULES)


@every_rule
def test_high_precision_runs_agree_with_the_formula(subject):
    """The recurrence in mpmath gives the sums over all thirty steps to all but the last digits."""
    pairs = zip(thetas(subject, CONTEXT.mpf), expected_thetas(subject.name), strict=True)
    assert max(abs(x - y) for x, y in pairs) < CONTEXT.mpf("1e-57")


@every_rule
def test_balls_contain_what_the_formula_gives(subject):
    """At 100 bits each of thirty balls holds the value of the formula, and is small."""
    with precision(100):
        balls = thetas(subject, Ball)
    for ball, value in zip(balls, expected_thetas(subject.name), strict=True):
        middle, radius = fraction(value), Fraction(1, 10**57)
        assert ball.lower() <= middle + radius
        assert middle - radius <= ball.upper()
        assert ball.upper() - ball.lower() < Fraction(1, 2**80)


@every_rule
def test_a_ball_run_of_another_rule_does_not_contain_it(subject):
    """The balls tell the rules apart: every other rule's last value lies outside."""
    with precision(100):
        last = thetas(subject, Ball)[-1]
    others = [fraction(expected_thetas(other.name)[-1]) for other in RULES.values() if other is not subject]
    assert [value for value in others if last.lower() <= value <= last.upper()] == []


def fraction(value):
    """The rational number that an mpmath number is."""
    numerator, denominator = mpmath.libmp.to_rational(value._mpf_)
    return Fraction(int(numerator), int(denominator))


@every_rule
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_float_runs_agree_with_the_formula_to_their_precision(subject, dtype):
    """Thirty steps together cost no more than thirty-six units in the last place of one."""
    error = [
        abs(CONTEXT.mpf(float(x)) - y)
        for x, y in zip(thetas(subject, dtype), expected_thetas(subject.name), strict=True)
    ]
    assert max(error) < 36 * np.finfo(dtype).eps


@every_rule
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_arrays_are_run_element_by_element(subject, dtype):
    """Each column of a run over arrays is the run over its elements, in every bit, and keeps dtype and shape."""
    gradients = np.random.default_rng(5).standard_normal((4, 3)).astype(dtype)
    start = np.array([0.5, -1.0, 2.0], dtype=dtype)
    hyper = own(subject, float)
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


def test_rmsprop_runs_exactly_where_the_roots_are_rational():
    """beta = 16/25 and two sides of a right-angled triangle give v = 9 and v = 25."""
    first, second = exact_run(rmsprop, ["25/3", 5], eta=1, beta="16/25", eps=0)
    assert [first.v, second.v] == [25, 25]
    assert [first.theta, second.theta] == [Fraction(-5, 3), Fraction(-8, 3)]


# beta = 16/25 leaves 9/25 of the first square, and beta = 1/2 leaves a quarter of it as variance.
FIRST_STEPS = [
    ("rmsprop", {"eps": "16"}, "5", "5/19"),
    ("rmsprop_eps_inside", {"eps": "16"}, "5", "1"),
    ("rmsprop_tf1", {"eps": "3"}, "1", "1/2"),
    ("rmsprop_tf1", {"eps": "0"}, "21/4", "21/13"),
    ("rmsprop_eps_outside_ones", {"eps": "3"}, "1", "1/4"),
    ("rmsprop_no_eps", {}, "5", "5/3"),
    ("rmsprop_max_eps", {"eps": "2"}, "5", "5/3"),
    ("rmsprop_max_eps", {"eps": "4"}, "5", "5/4"),
    ("rmsprop_bias_corrected", {"eps": "5"}, "-5", "-1/2"),
    ("rmsprop_centred", {"beta": "1/2", "eps": "3"}, "2", "1/2"),
    ("rmsprop_centred_eps_inside", {"beta": "1/2", "eps": "3"}, "2", "1"),
    ("rmsprop_momentum", {"eps": "2", "mu": "1/2"}, "5", "1"),
    ("rmsprop_momentum_rate_inside", {"eps": "16", "mu": "1/2"}, "5", "1"),
    ("rmsprop_bias_corrected_eps_inside", {"eps": "16"}, "3", "3/5"),
    ("rmsprop_centred_momentum", {"beta": "1/2", "eps": "3", "mu": "1/2"}, "2", "1/2"),
    ("rmsprop_graves", {"beta": "1/2", "eps": "3", "mu": "1/2"}, "2", "1"),
    ("rmsprop_nesterov", {"eps": "16", "mu": "1/2"}, "5", "3/2"),
    ("rmsprop_tf1_momentum", {"eps": "3", "mu": "1/2"}, "1", "1/2"),
    ("adagrad", {"eps": "2"}, "3", "3/5"),
    ("adagrad_eps_inside", {"eps": "16"}, "3", "3/5"),
    ("momentum", {}, "5", "5"),
    ("adam", {"beta1": "0.9", "beta2": "0.999", "eps": "5"}, "-5", "-1/2"),
    ("adam_eps_hat", {"beta1": "0.9", "beta2": "7/16", "eps": "15/4"}, "5", "1/2"),
    ("sgd", {}, "5", "5"),
    ("rmsprop_l2", {"eps": "16"}, "5", "5/19"),
    ("rmsprop_l2_eps_inside", {"eps": "16"}, "5", "1"),
    ("rmsprop_decoupled", {"eps": "16"}, "5", "5/19"),
    ("rmsprop_decoupled_eps_inside", {"eps": "16"}, "5", "1"),
    ("adam_l2", {"beta1": "0.9", "beta2": "0.999", "eps": "5"}, "-5", "-1/2"),
    ("adamw", {"beta1": "0.9", "beta2": "0.999", "eps": "5"}, "-5", "-1/2"),
    ("adamw_eps_hat", {"beta1": "0.9", "beta2": "7/16", "eps": "15/4"}, "5", "1/2"),
]

# From theta = 2, with lamda = 1/2: the gradient 4 becomes 5, or theta loses 1 beside the step.
DECAYED_STEPS = [
    ("rmsprop_l2", {"eps": "16"}, "4", "5/19"),
    ("rmsprop_l2_eps_inside", {"eps": "16"}, "4", "1"),
    ("rmsprop_decoupled", {"eps": "16"}, "5", "24/19"),
    ("rmsprop_decoupled_eps_inside", {"eps": "16"}, "5", "2"),
    ("adam_l2", {"beta1": "0.9", "beta2": "0.999", "eps": "5"}, "4", "1/2"),
    ("adamw", {"beta1": "0.9", "beta2": "0.999", "eps": "5"}, "5", "3/2"),
    ("adamw_eps_hat", {"beta1": "0.9", "beta2": "7/16", "eps": "15/4"}, "5", "3/2"),
]


@pytest.mark.parametrize("name, hyper, g, step", FIRST_STEPS)
def test_the_first_step_is_exact_where_its_root_is_rational(name, hyper, g, step):
    """Numbers that fit give every rule a first step without any rounding."""
    defaults = {"eta": "1", "beta": "16/25", "lamda": "1/2"}
    given = {letter: (defaults | hyper)[letter] for letter in RULES[name].hyper}
    assert exact_run(RULES[name], [g], **given)[0].theta == -Fraction(step)


@pytest.mark.parametrize("name, hyper, g, step", DECAYED_STEPS)
def test_weight_decay_is_exact_where_its_root_is_rational(name, hyper, g, step):
    """Weights that start away from zero tell an L2 penalty from a decay of its own."""
    given = {"eta": "1", "beta": "16/25", "lamda": "1/2", **hyper}
    numbers = {letter: Exact(given[letter]) for letter in RULES[name].hyper}
    assert next(RULES[name].trajectory([Exact(g)], Exact(2), **numbers)).theta == 2 - Fraction(step)


def test_every_rule_has_an_exact_first_step():
    """No rule is left out of the table."""
    assert {name for name, *_ in FIRST_STEPS} == set(RULES)
    assert {name for name, *_ in DECAYED_STEPS} == set(DECAYED) == {n for n, r in RULES.items() if "lamda" in r.hyper}


def test_the_place_of_the_rate_shows_from_the_second_step_on():
    """Where the rate changes on the way, the old steps keep the old rate only if it stands inside."""
    given = {"beta": Exact("16/25"), "eps": Exact(0), "mu": Exact("1/2")}
    last = []
    for subject in (RULES["rmsprop_momentum"], RULES["rmsprop_momentum_rate_inside"]):
        first = subject.step(subject.begin(Exact(0)), Exact("25/3"), eta=Exact(1), **given)
        second = subject.step(first, Exact(5), eta=Exact(2), **given)
        last.append(second.theta)
    assert last == [-Fraction(5, 3) - 2 * (Fraction(5, 6) + 1), -Fraction(5, 3) - (Fraction(5, 6) + 2)]


def test_momentum_runs_exactly():
    """Thirty steps of running means, each weight written out, without any rounding."""
    gradients = [Fraction(g) for g in GRADIENTS]
    steps = [fair_mean(gradients[: t + 1], Fraction(3, 4)) for t in range(30)]
    states = exact_run(RULES["momentum"], GRADIENTS, eta="1/7", beta="3/4")
    assert [state.theta.fraction for state in states] == [-total / 7 for total in accumulate(steps)]


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


# Rules without a divisor, and rules that start with one other than zero.
UNDIVIDED = {"rmsprop_tf1", "rmsprop_tf1_momentum", "rmsprop_eps_outside_ones", "momentum", "sgd"}


def without_eps(subject, kind):
    """The hyper-parameters with eps = 0, and a beta whose root is rational."""
    values = {**HYPER, "eps": "0", "beta": "0.25", "beta2": "0.75", "lamda": "0"}
    return {name: kind(values[name]) for name in subject.hyper}


@every_rule
def test_a_division_by_zero_ends_an_exact_run(subject):
    """With eps = 0 a gradient of zero from the start has nothing to be divided by."""
    run = subject.trajectory([Exact(0)], Exact(THETA), **without_eps(subject, Exact))
    if subject.name in UNDIVIDED:
        assert next(run).theta == Fraction(THETA)
    else:
        with pytest.raises(ZeroDivisionError):
            next(run)


@every_rule
def test_a_division_by_zero_leaves_no_finite_ball(subject):
    """The same run on balls goes on, and says nothing from there on."""
    first, second = subject.trajectory([Ball(0), Ball(1)], Ball(0), **without_eps(subject, Ball))
    assert [first.theta.is_finite(), second.theta.is_finite()] == [subject.name in UNDIVIDED] * 2


@every_rule
def test_kinds_do_not_mix(subject):
    """Exact gradients and a NumPy start, or balls, are refused instead of rounded."""
    for theta, g in ((np.float64(0), Exact(1)), (Exact(0), Ball(1)), (Ball(0), np.float32(1)), (Exact(0), np.zeros(2))):
        with pytest.raises(TypeError):
            list(subject.trajectory([g], theta, **own(subject, Exact)))


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
    assert [state.t for state in subject.trajectory(np.ones(3), np.float64(0), **own(subject, float))] == [1, 2, 3]


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
    """What the docstring says about units is what running it on units says, but for decays, which have none."""
    said = subject.body.__doc__.split("Units: ")[1].split(".")[0].split(", ")
    found = plain_units(subject).of
    assert [f"[{letter}] = {found[letter]}" for letter in (part[1:].split("]")[0] for part in said)] == said
    assert found.keys() - {part[1:].split("]")[0] for part in said} <= {"theta", "g", "beta", "beta1", "beta2", "mu"}


def point(subject):
    """The run of these tests, as values of letters."""
    gradients = [Fraction(g) for g in GRADIENTS]
    values = {letter(name): Fraction(HYPER[name]) for name in subject.hyper}
    return Point(values, {"g": lambda i: gradients[i - 1]}, {subject.name: subject}, {"theta": Fraction(THETA)})


@every_rule
def test_the_letters_of_a_rule_say_what_its_numbers_do(subject):
    """The kernel takes the rule as a recursion, and its equations hold along the run."""
    assert [name for name, *_ in recursion(subject).states] == list(subject.states)
    for name in subject.states:
        equation = getattr(subject, name).at(t + 1).claim
        found = [holds(equation.at({t: Number(Fraction(steps))}), point(subject)) for steps in (0, 1, 6, 29)]
        assert False not in found
        assert found[0] is True or name in {"theta", "b"}


@every_rule
def test_an_equation_in_letters_is_not_that_of_another_rule(subject):
    """The comparison of letters with numbers finds a rule that computes something else."""
    another = replace(sgd, name=subject.name, start=subject.start, body=drifting(subject), hyper=subject.hyper)
    equation = subject.theta.at(t + 1).claim.at({t: Number(Fraction(6))})
    assert holds(equation, replace(point(subject), rules={subject.name: another})) is False


def drifting(subject):
    """The body of a rule, with the gradient taken once more."""

    def body(old, new, g, **hyper):
        subject.body(old, new, g, **hyper)
        new.theta = new.theta - g

    return body


@every_rule
def test_a_rule_counts_its_steps_in_letters(subject):
    """Theta after thirty steps, by the run on letters, is the plain formula's."""
    last = evaluate(subject.theta(30), point(subject))
    value, radius = fraction(expected_thetas(subject.name)[-1]), Fraction(1, 10**57)
    low, high = (last.lower(), last.upper()) if isinstance(last, Ball) else (last.fraction, last.fraction)
    assert low - radius <= value <= high + radius
    assert high - low < Fraction(1, 2**200)


def test_every_rule_has_its_orders_published():
    """`verify` and `identify` can hold code to every rule."""
    assert set(RULES) == set(WRITTEN)


def test_a_rule_without_published_orders_is_refused(monkeypatch):
    """`verify` needs to know how a rule may be written down, and says for which rules it does."""
    name = "adam"
    monkeypatch.delitem(WRITTEN, name)
    said = f"no written orders are listed for the rule {name}; verify knows {', '.join(WRITTEN)}."
    with pytest.raises(UserError, match=f"^{said}$"):
        verify("mine.py:f", rule=name, dtype="float32", steps=1, size=1)


def test_the_refusal_is_one_line_on_the_terminal():
    """The command ends with the status of wrong use and no traceback."""
    command = [sys.executable, "-m", "rmsprop_sym", "verify", "mine.py:f", "--rule", "adamm"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr == "rmsprop-sym: no rule is named 'adamm'; did you mean 'adam'?\n"
