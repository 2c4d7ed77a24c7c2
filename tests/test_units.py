"""The units of a rule: found by running it on units, confirmed by running it on scaled numbers."""

from __future__ import annotations

import inspect
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers import maximum, sign, sqrt
from rmsprop_sym.numbers.dimension import ONE, THETA, Clash, Dimension, Equations, G, Unit
from rmsprop_sym.rules import RULES, rmsprop, rmsprop_eps_outside_ones, rmsprop_tf1, rule, sgd
from rmsprop_sym.rules.units import plain_units, units

HYPER = dict(eta=0.125, beta=0.75, beta1=0.5, beta2=0.75, eps=0.0625, mu=0.5, lamda=0.25)


@rule(v=0)
def rootless(old, new, g, *, eta, beta, eps):
    """RMSProp with the square root forgotten."""
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - eta * g / (new.v + eps)


@rule(v=1)
def from_one(old, new, g, *, eta, beta):
    """A start value of one."""
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - eta * g / sqrt(new.v)


MEAN_SQUARE = "[v] = [g]^2; [eta] = [theta]; [beta] = 1"
MEANS = "[m] = [g]; [v] = [g]^2; [eta] = [theta]; [beta1] = 1; [beta2] = 1; [eps] = [g]"
UNITS = {
    "rmsprop": f"{MEAN_SQUARE}; [eps] = [g]",
    "rmsprop_eps_inside": f"{MEAN_SQUARE}; [eps] = [g]^2",
    "rmsprop_tf1": "[g] = 1; [v] = 1; [eta] = [theta]; [beta] = 1; [eps] = 1",
    "rmsprop_eps_outside_ones": "[g] = 1; [v] = 1; [eta] = [theta]; [beta] = 1; [eps] = 1",
    "rmsprop_no_eps": MEAN_SQUARE,
    "rmsprop_max_eps": f"{MEAN_SQUARE}; [eps] = [g]",
    "rmsprop_bias_corrected": f"{MEAN_SQUARE}; [eps] = [g]",
    "rmsprop_centred": "[v] = [g]^2; [m] = [g]; [eta] = [theta]; [beta] = 1; [eps] = [g]",
    "rmsprop_centred_eps_inside": "[v] = [g]^2; [m] = [g]; [eta] = [theta]; [beta] = 1; [eps] = [g]^2",
    "rmsprop_momentum": "[v] = [g]^2; [b] = 1; [eta] = [theta]; [beta] = 1; [eps] = [g]; [mu] = 1",
    "rmsprop_momentum_rate_inside": (
        "[v] = [g]^2; [b] = [theta]; [eta] = [theta]; [beta] = 1; [eps] = [g]^2; [mu] = 1"
    ),
    "rmsprop_bias_corrected_eps_inside": f"{MEAN_SQUARE}; [eps] = [g]^2",
    "rmsprop_centred_momentum": ("[v] = [g]^2; [m] = [g]; [b] = 1; [eta] = [theta]; [beta] = 1; [eps] = [g]; [mu] = 1"),
    "rmsprop_graves": ("[v] = [g]^2; [m] = [g]; [b] = [theta]; [eta] = [theta]; [beta] = 1; [eps] = [g]^2; [mu] = 1"),
    "rmsprop_nesterov": "[v] = [g]^2; [b] = [theta]; [eta] = [theta]; [beta] = 1; [eps] = [g]^2; [mu] = 1",
    "rmsprop_tf1_momentum": ("[g] = 1; [v] = 1; [b] = [theta]; [eta] = [theta]; [beta] = 1; [eps] = 1; [mu] = 1"),
    "adagrad": "[G] = [g]^2; [eta] = [theta]; [eps] = [g]",
    "adagrad_eps_inside": "[G] = [g]^2; [eta] = [theta]; [eps] = [g]^2",
    "momentum": "[m] = [g]; [eta] = [theta]/[g]; [beta] = 1",
    "adam": MEANS,
    "sgd": "[eta] = [theta]/[g]",
    "rmsprop_l2": f"{MEAN_SQUARE}; [eps] = [g]; [lamda] = [g]/[theta]",
    "rmsprop_l2_eps_inside": f"{MEAN_SQUARE}; [eps] = [g]^2; [lamda] = [g]/[theta]",
    "rmsprop_decoupled": f"{MEAN_SQUARE}; [eps] = [g]; [lamda] = 1/[theta]",
    "rmsprop_decoupled_eps_inside": f"{MEAN_SQUARE}; [eps] = [g]^2; [lamda] = 1/[theta]",
    "adam_eps_hat": MEANS,
    "adam_l2": f"{MEANS}; [lamda] = [g]/[theta]",
    "adamw": f"{MEANS}; [lamda] = 1/[theta]",
    "adamw_eps_hat": f"{MEANS}; [lamda] = 1/[theta]",
}


def test_each_rule_has_its_units():
    """The units of states and hyper-parameters follow from the body and the start alone."""
    assert {name: str(plain_units(subject)) for name, subject in RULES.items()} == UNITS


def test_a_rule_without_its_root_has_units_of_its_own():
    """The rate then carries what the root would have cancelled."""
    assert str(units(rootless)) == "[v] = [g]^2; [eta] = [theta][g]; [beta] = 1; [eps] = [g]^2"


def own(subject):
    """The hyper-parameters of a rule."""
    return {name: HYPER[name] for name in subject.hyper}


def run(subject, theta, g, **hyper):
    """Every state after each of three steps, in double precision."""
    states = subject.trajectory([g, -3 * g, g / 2], np.float64(theta), **hyper)
    return [[getattr(state, name) for name in subject.states] for state in states]


def scale(unit, theta, g):
    """By how much a quantity of this unit grows when theta and g do."""
    return theta ** float(unit.power_of("theta")) * g ** float(unit.power_of("g"))


def scaled_run(subject, of, theta, g):
    """The run with everything scaled by its unit, scaled back."""
    hyper = {name: value * scale(of[name], theta, g) for name, value in own(subject).items()}
    factors = [scale(of[name], theta, g) for name in subject.states]
    rows = run(subject, theta * 0.7, g * 1.3, **hyper)
    return [[x / factor for x, factor in zip(row, factors, strict=True)] for row in rows]


@pytest.mark.parametrize("subject", [*RULES.values(), rootless], ids=lambda subject: subject.name)
def test_scaling_theta_and_g_scales_everything_by_its_unit(subject):
    """With powers of two the scaled run is the old one in every bit."""
    plain = run(subject, 0.7, 1.3, **own(subject))
    of = plain_units(subject).of
    assert scaled_run(subject, of, 8.0, scale(of["g"], 8.0, 0.25)) == plain


@pytest.mark.parametrize("letter", ["v", "eta", "eps"])
def test_a_wrong_unit_is_caught_by_scaling(letter):
    """The scaling test fails if one unit is off by a factor of [g]."""
    wrong = dict(units(rmsprop).of)
    wrong[letter] *= G
    plain = run(rmsprop, 0.7, 1.3, **own(rmsprop))
    assert scaled_run(rmsprop, wrong, 8.0, 0.25) != plain


def clash_of(subject, **known):
    """The clash that the rule raises."""
    with pytest.raises(Clash) as caught:
        units(subject, **known)
    return caught.value


def line_of(subject, text):
    """The number of the line of the body that contains the text."""
    lines, first = inspect.getsourcelines(subject.body)
    return first + next(i for i, line in enumerate(lines) if text in line)


def test_without_the_root_the_rate_cannot_have_the_units_of_theta():
    """The clash names the line, the units and what would be consistent."""
    clash = clash_of(rootless, eta=THETA)
    assert (clash.left, clash.right, clash.operation) == (THETA, THETA / G, "the difference")
    assert (Path(clash.file).name, clash.line) == ("test_units.py", line_of(rootless, "new.theta"))
    assert str(clash).endswith("the difference of [theta] and [theta]/[g]; consistent is [eta] = [theta][g]")


def test_the_rate_of_rmsprop_has_the_units_of_theta():
    """Asserting the right unit changes nothing."""
    assert units(rmsprop, eta=THETA) == units(rmsprop)


def test_a_sum_of_unlike_units_clashes_at_its_line():
    """The running mean of the gradient cannot be added to its square, wherever in the expression it stands."""

    @rule(v=0)
    def confused(old, new, g, *, eta, beta):
        new.v = beta * old.v + (1 - beta) * g**2
        new.theta = old.theta - eta * g / sqrt(
            g  # a gradient
            + new.v
        )  # fmt: skip

    clash = clash_of(confused)
    assert (str(clash.left), str(clash.right)) == ("[g]", "[g]^2")
    assert clash.line in (line_of(confused, "a gradient"), line_of(confused, "+ new.v"))


def test_a_start_value_of_one_forces_a_gradient_without_unit():
    """One can only be added to a square of gradients if gradients are plain numbers."""
    assert (clash_of(from_one).left, clash_of(from_one).right) == (ONE, G**2)
    assert str(units(from_one, g=ONE)) == "[g] = 1; [v] = 1; [eta] = [theta]; [beta] = 1"


@pytest.mark.parametrize("subject", [rmsprop_tf1, rmsprop_eps_outside_ones], ids=lambda subject: subject.name)
def test_a_dialect_that_starts_from_one_says_what_it_asks_of_its_gradients(subject):
    """The clash advises plain numbers, whatever else was asked for."""
    assert str(clash_of(subject)).endswith("; consistent is [g] = 1")
    assert str(clash_of(subject, eta=THETA)).endswith("; consistent is [eta] = [theta], [g] = 1")


def test_a_rule_that_no_units_suit_says_so():
    """A parameter that is added to a gradient and to one clashes even for plain gradients."""

    @rule(v=1)
    def hopeless(old, new, g):
        new.v = old.v + old.theta
        new.theta = old.theta - g

    for subject in (lambda: units(hopeless), lambda: plain_units(hopeless), lambda: units(hopeless, g=ONE)):
        with pytest.raises(Clash, match=r"the sum of 1 and \[theta\]; and no other choice helps"):
            subject()


def test_a_state_keeps_its_unit():
    """A state that changes its unit on the way clashes where it is assigned."""

    @rule(v=1)
    def drifting(old, new, g, *, eta):
        new.v = old.v * g
        new.theta = old.theta - eta * g

    clash = clash_of(drifting)
    assert (clash.left, clash.right, clash.line) == (ONE, G, line_of(drifting, "new.v"))


def test_a_letter_that_nothing_binds_is_free():
    """A product of two hyper-parameters binds only one of them."""

    @rule()
    def twofold(old, new, g, *, alpha, eta):
        new.theta = old.theta - alpha * eta * g

    found = units(twofold)
    assert (found.free, str(found)) == (("eta",), "[alpha] = [theta]/([g][eta]); [eta] = [eta]")


def test_functions_powers_and_literals_have_their_units():
    """Maximum and zero keep a unit, sign drops it, a power multiplies it."""

    @rule(v=0)
    def medley(old, new, g, *, eta, eps, kappa):
        new.v = maximum(abs(-old.v), g**2) + 0
        new.theta = old.theta - eta * sign(g) * g**-1 / maximum(eps, sqrt(new.v)) * (2 + kappa**0) * (0.5 - 3 / kappa)

    assert str(units(medley)) == "[v] = [g]^2; [eta] = [theta][g]^2; [eps] = [g]; [kappa] = 1"


def test_an_unknown_letter_is_a_mistake_of_the_user():
    """Asserting the unit of a letter that the rule does not have names those that it has."""
    with pytest.raises(UserError, match="sgd has no letter 'eps'; its letters are theta, eta, g"):
        units(sgd, eps=G)


def test_a_body_that_branches_is_refused():
    """A comparison would show the units of one side only."""

    @rule()
    def branching(old, new, g, *, eta):
        new.theta = old.theta - eta if g > 0 else old.theta

    with pytest.raises(TypeError, match="cannot be compared"):
        units(branching)


@pytest.mark.parametrize("other", [np.float64(2), "2", None])
def test_another_kind_of_number_is_refused(other):
    """A dimension mixes with literals only."""
    x = Dimension(G, Equations(rmsprop.body.__code__))
    sums = (lambda: x + other, lambda: other - x, lambda: x.maximum(other))
    for operation in (*sums, lambda: x * other, lambda: other / x, lambda: x**other):
        with pytest.raises(TypeError):
            operation()


@pytest.mark.parametrize(
    "unit, text",
    [
        (ONE, "1"), (G**-1, "1/[g]"), (THETA / G**2, "[theta]/[g]^2"), (G ** Fraction(1, 2), "[g]^(1/2)"),
        (Unit.of("eta") * G * THETA, "[theta][g][eta]"), (ONE / (G * THETA**3), "1/([theta]^3[g])"), (G * G**-1, "1"),
    ],
)  # fmt: skip
def test_units_print_as_products_of_brackets(unit, text):
    """Numerators first, one slash, base units before others."""
    assert str(unit) == text
