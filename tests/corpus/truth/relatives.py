"""Statements about several rules, about units, and about floats."""

import numpy as np

from corpus import units
from corpus.row import RIGHT, WRONG
from corpus.simulation import drawn
from corpus.statements import Computed, Formula


def same(truth, says, one, other, why, *, letters=None, renamed=()):
    """Two rules that are said to move theta alike; some letters have values, others another name in the second rule."""

    def how():
        for seed in range(40):
            a = drawn(seed, one, fixed=letters or {})
            b = drawn(seed, other, fixed={**(letters or {}), **{new: a.letters[old] for old, new in renamed}})
            if any(abs(_way(a, t) - _way(b, t)) > 1e-30 for t in (1, 2, 3, 5)):
                return False
        return True

    return Computed(truth, says, "rules", how, why)


def _way(world, t):
    """How far theta has come, by the gradients that are not zero at first: what is undefined moves nothing."""
    world.gradients[:] = [3, -1, 2, 5, -4]
    return world.state("theta", t) - world.state("theta", 0)


def measured(truth, name, says, rule, *, why):
    """A statement about units, which the corpus computes from the exponents of theta and g."""
    quote = f"```{{claim}} {name}\n:rule: {rule}\n«{says}»\n"
    return Computed(truth, quote, "dimension", lambda: units.holds(says, rule), why)


def over(truth, name, form, says, *, how, why):
    """A statement about floats."""
    return Computed(truth, f"```{{claim}} {name}\n:over: {form}\n«{says}»\n", "float", how, why)


def claim(truth, name, rule, says, *, why, given=""):
    """A claim by its name, under its own rule."""
    line = f":given: {given}\n" if given else ""
    return Formula(truth, f"```{{claim}} {name}\n:rule: {rule}\n{line}«{says}»\n", says, why, given, rule)


def bfloat16(x):
    """The nearest number of eight significant bits."""
    mantissa, exponent = np.frexp(x)
    return float(np.ldexp(np.round(mantissa * 256) / 256, exponent))


_ZERO, _FIRST = "constant g; eps = 0; g != 0", "eps = 0; g(1) != 0"
ROWS = (
    same(
        RIGHT,
        "rmsprop_momentum at mu = 0 equals rmsprop\n",
        "rmsprop_momentum",
        "rmsprop",
        "the buffer is the step",
        letters={"mu": 0},
    ),
    same(
        WRONG,
        "rmsprop_momentum equals rmsprop_momentum_rate_inside",
        "rmsprop_momentum",
        "rmsprop_momentum_rate_inside",
        "one has eps beside the root, the other under it",
    ),
    same(
        RIGHT,
        "rmsprop at eps = 0 equals rmsprop_eps_inside at eps = 0",
        "rmsprop",
        "rmsprop_eps_inside",
        "without eps there is no place for it",
        letters={"eps": 0},
    ),
    same(WRONG, "\nrmsprop equals rmsprop_eps_inside", "rmsprop", "rmsprop_eps_inside", "eps > 0"),
    same(
        RIGHT,
        "adam at beta1 = 0 equals rmsprop_bias_corrected with beta2 = beta",
        "adam",
        "rmsprop_bias_corrected",
        "mhat is the gradient",
        letters={"beta1": 0},
        renamed=[("beta2", "beta")],
    ),
    same(
        WRONG,
        "adam at beta1 = 0 equals rmsprop with beta2 = beta",
        "adam",
        "rmsprop",
        "the correction is missing",
        letters={"beta1": 0},
        renamed=[("beta2", "beta")],
    ),
    same(
        WRONG,
        "rmsprop at beta = 1 equals adagrad",
        "rmsprop",
        "adagrad",
        "v stays 0, and the sum grows",
        letters={"beta": 1, "eps": 1},
    ),
    same(
        RIGHT,
        "adagrad at eps = 0 equals adagrad_eps_inside at eps = 0",
        "adagrad",
        "adagrad_eps_inside",
        "without eps there is no place for it",
        letters={"eps": 0},
    ),
    same(RIGHT, "rmsprop at eps = 0 equals rmsprop_no_eps", "rmsprop", "rmsprop_no_eps", "eps = 0", letters={"eps": 0}),
    measured(RIGHT, "dimensionless", "unit(g/sqrt(v)) = 1", "rmsprop", why="g over g"),
    measured(RIGHT, "unit-of-v", "unit(v) = unit(g^2)", "rmsprop", why="a mean of squares"),
    measured(WRONG, "unit-of-v-wrong", "unit(v) = unit(g)", "rmsprop", why="a mean of squares"),
    measured(RIGHT, "eps-outside", "unit(eps) = unit(g)", "rmsprop", why="it is added to the root of v"),
    measured(RIGHT, "eps-inside", "unit(eps) = unit(g^2)", "rmsprop_eps_inside", why="it is added to v"),
    measured(WRONG, "eps-inside-like-outside", "unit(eps) = unit(g)", "rmsprop_eps_inside", why="it is added to v"),
    measured(
        RIGHT, "eta-is-a-length", "unit(eta) = unit(theta)", "rmsprop", why="g over its root mean square has none"
    ),
    measured(WRONG, "eta-of-descent", "unit(eta) = unit(theta)", "sgd", why="it carries those of theta over g"),
    over(WRONG, "one-minus-beta", "binary64", "1 - 0.9 = 0.1", how=lambda: 1 - 0.9 == 0.1, why="0.09999999999999998"),
    over(RIGHT, "one-minus-half", "binary64", "1 - 0.5 = 0.5", how=lambda: 1 - 0.5 == 0.5, why="powers of two"),
    over(WRONG, "tenths", "binary64", "0.1 + 0.2 = 0.3", how=lambda: 0.1 + 0.2 == 0.3, why="0.30000000000000004"),
    over(
        RIGHT,
        "tenths-in-single",
        "binary32",
        "0.1 + 0.2 = 0.3",
        how=lambda: bool(np.float32(0.1) + np.float32(0.2) == np.float32(0.3)),
        why="in single precision it comes out",
    ),
    over(
        RIGHT,
        "eps-vanishes",
        "binary32",
        "1 + 1e-8 = 1",
        how=lambda: bool(np.float32(1) + np.float32(1e-8) == np.float32(1)),
        why="below half a unit in the last place",
    ),
    over(
        WRONG,
        "eps-vanishes-in-double",
        "binary64",
        "1 + 1e-8 = 1",
        how=lambda: 1 + 1e-8 == 1,
        why="1e-8 is seen in double",
    ),
    over(RIGHT, "beta-is-one", "bfloat16", "0.999 = 1", how=lambda: bfloat16(0.999) == 1, why="eight bits"),
    over(
        RIGHT,
        "squares-underflow",
        "binary16",
        "0.0001^2 = 0",
        how=lambda: bool(np.float16(0.0001) * np.float16(0.0001) == 0),
        why="1e-8 is below half of the least number, 5.96e-8",
    ),
    claim(RIGHT, "adam-first-moment", "adam", "m(1) = (1 - beta1)*g(1)", why="one step from zero"),
    claim(RIGHT, "adam-corrected", "adam", "mhat(1) = g(1)", why="the correction takes the factor away"),
    claim(RIGHT, "adam-corrected-square", "adam", "vhat(1) = g(1)^2", why="the correction takes the factor away"),
    claim(WRONG, "adam-corrected-always", "adam", "vhat(t) = g(t)^2", why="only at the first step"),
    claim(RIGHT, "adam-constant", "adam", "mhat(t) = g", why="the weights' sum is divided away", given="constant g"),
    claim(RIGHT, "adam-first-step", "adam", "abs(theta(1) - theta(0)) = eta", why="g over its size", given=_FIRST),
    claim(
        WRONG,
        "adam-first-step-amplified",
        "adam",
        "abs(theta(1) - theta(0)) = eta/sqrt(1 - beta2)",
        why="that is without the correction",
        given=_FIRST,
    ),
    claim(RIGHT, "adam-unrolled", "adam", "m(t) = (1 - beta1)*sum(beta1^(t - i)*g(i), i, 1, t)", why="induction"),
    claim(RIGHT, "centred-variance", "rmsprop_centred", "v(t) - m(t)^2 >= 0", why="a variance, over weights below one"),
    claim(
        WRONG, "centred-variance-wrong", "rmsprop_centred", "v(t) - m(t) >= 0", why="g = 1/2 is more than its square"
    ),
    claim(RIGHT, "adagrad-constant", "adagrad", "G(t) = t*g^2", why="t equal terms", given="constant g"),
    claim(RIGHT, "adagrad-rate", "adagrad", "rate(t) = eta/(abs(g)*sqrt(t))", why="the root of t g^2", given=_ZERO),
    claim(
        RIGHT,
        "adagrad-rate-dies",
        "adagrad",
        "limit(rate(t), t, oo) = 0",
        why="the sum has no bound",
        given="constant g; g != 0",
    ),
    claim(RIGHT, "momentum-mean", "momentum", "m(t) = (1 - beta^t)*g", why="the weights' sum", given="constant g"),
    claim(RIGHT, "descent", "sgd", "theta(t) = theta(0) - eta*sum(g(i), i, 1, t)", why="the steps, added up"),
    claim(WRONG, "descent-bounded", "sgd", "abs(theta(t) - theta(t - 1)) <= eta", why="a gradient of 2"),
    claim(
        RIGHT,
        "corrected-constant",
        "rmsprop_bias_corrected",
        "abs(theta(t) - theta(t - 1)) = eta",
        why="the correction makes v the square",
        given=_ZERO,
    ),
    claim(RIGHT, "ones-start", "rmsprop_tf1", "v(1) = beta + (1 - beta)*g(1)^2", why="it starts at 1"),
    claim(WRONG, "ones-start-as-zeros", "rmsprop_tf1", "v(1) = (1 - beta)*g(1)^2", why="it starts at 1"),
)
