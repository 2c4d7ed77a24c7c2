"""The published list: the orders and coefficients in which healthy code writes down the step of a rule.

`verify` accepts what one of these could return, operation by operation, and nothing else.  Over the reals every
order of a letter is the same number; they differ only in where they round.  What differs by a sign or by swapped
operands alone rounds alike and stands here once; a fused multiply-add or a wider intermediate result rounds less
and is covered by the order that it is made from.

`c` holds the coefficients: the rule's hyper-parameters, and `rest` for 1 - beta.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, TypeAlias

import numpy as np

from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules import State

Body: TypeAlias = Callable[[State, State, Any, SimpleNamespace], Any]
Way: TypeAlias = Callable[[Any, Any, Any], Any]
Divisor: TypeAlias = Callable[[State, SimpleNamespace], Any]


@dataclass(frozen=True)
class Order:
    """One way of writing the new value of a letter, and an implementation that writes it so."""

    written: str
    body: Body
    as_in: str


@dataclass(frozen=True)
class Stage:
    """The orders in which one letter of a rule is computed; the first is the one that carries old errors on.

    `never_negative` says that no order here returns a negative number, whatever it rounds: each operation
    rounds monotonically and the unrounded result is bounded below by a float that leads to 0 or more.
    """

    letter: str
    orders: tuple[Order, ...]
    never_negative: bool = False


@dataclass(frozen=True)
class Coefficients:
    """One way of turning the doubles that are passed into the coefficients that are multiplied with."""

    name: str
    of: Callable[[Mapping[str, float], Any], dict[str, Fraction]]
    as_in: str


MEAN_SQUARE = Stage(
    "v",
    (
        Order(
            "beta*v + (1 - beta)*(g*g)",
            lambda old, _, g, c: c.beta * old.v + c.rest * (g * g),
            "MLX, Optax, Keras 3, JAX examples, PyTorch on a GPU",
        ),
        Order(
            "beta*v + ((1 - beta)*g)*g",
            lambda old, _, g, c: c.beta * old.v + (c.rest * g) * g,
            "PyTorch on a CPU, Chainer, PaddlePaddle",
        ),
        Order(
            "v + (1 - beta)*(g*g - v)",
            lambda old, _, g, c: old.v + c.rest * (g * g - old.v),
            "TensorFlow's kernel, Caffe2, timm",
        ),
    ),
    never_negative=True,
)

SUM_OF_SQUARES = Stage(
    "G",
    (Order("G + g*g", lambda old, _, g, __: old.G + g * g, "PyTorch"),),
    never_negative=True,
)

WAYS: tuple[tuple[str, Way, str], ...] = (
    ("(eta*g)/d", lambda eta, g, d: (eta * g) / d, "PyTorch on a CPU, MLX, Keras, TensorFlow"),
    ("eta*(g/d)", lambda eta, g, d: eta * (g / d), "PyTorch on a GPU, torch.compile"),
    ("(eta/d)*g", lambda eta, g, d: (eta / d) * g, "a rate for each parameter, as lecture code writes it"),
    ("g/(d/eta)", lambda eta, g, d: g / (d / eta), "PyTorch with a capturable rate"),
    ("eta*(g*(1/d))", lambda eta, g, d: eta * (g * (1 / d)), "Optax"),
    ("(eta*g)*(1/d)", lambda eta, g, d: (eta * g) * (1 / d), "OneFlow, Sonnet, TensorFlow on a GPU"),
    ("(eta*(1/d))*g", lambda eta, g, d: (eta * (1 / d)) * g, "a rate for each parameter, through a reciprocal"),
)


MEAN = Stage(
    "m",
    (
        Order("beta*m + (1 - beta)*g", lambda old, _, g, c: c.beta * old.m + c.rest * g, "Keras 3, Optax"),
        Order(
            "m + (1 - beta)*(g - m)",
            lambda old, _, g, c: old.m + c.rest * (g - old.m),
            "PyTorch where 1 - beta < 1/2, TensorFlow's kernel",
        ),
        Order(
            "g - (g - m)*(1 - (1 - beta))",
            lambda old, _, g, c: g - (g - old.m) * (1 - c.rest),
            "PyTorch where 1 - beta is 1/2 or more",
        ),
    ),
)

DIRECTIONS: tuple[tuple[str, Way, str], ...] = (
    ("g/d", lambda _, g, d: g / d, "PyTorch"),
    ("g*(1/d)", lambda _, g, d: g * (1 / d), "a reciprocal first"),
)

OUTSIDE = (lambda new, c: sqrt(new.v) + c.eps,)
INSIDE = (lambda new, c: sqrt(new.v + c.eps),)
CENTRED_OUTSIDE = (lambda new, c: sqrt(new.v - new.m * new.m) + c.eps,)
CENTRED_INSIDE = (
    lambda new, c: sqrt((new.v - new.m * new.m) + c.eps),  # Keras, Optax
    lambda new, c: sqrt((new.v + c.eps) - new.m * new.m),  # Keras on its PyTorch backend
)


def _theta(*divisors: Divisor) -> Stage:
    """The weights, less the step over the divisor, in every way of dividing."""

    def order(way: Way, divisor: Divisor, written: str, as_in: str) -> Order:
        return Order(f"theta - {written}", lambda old, new, g, c: old.theta - way(c.eta, g, divisor(new, c)), as_in)

    return Stage("theta", tuple(order(way, d, written, as_in) for d in divisors for written, way, as_in in WAYS))


def _buffer(ways: Sequence[tuple[str, Way, str]], *divisors: Divisor) -> Stage:
    """The momentum: what is left of it, and the newest step or direction, in every way of dividing."""

    def order(way: Way, divisor: Divisor, written: str, as_in: str) -> Order:
        def body(old: State, new: State, g: Any, c: SimpleNamespace) -> Any:
            return c.mu * old.b + way(getattr(c, "eta", None), g, divisor(new, c))

        return Order(f"mu*b + {written}", body, as_in)

    return Stage("b", tuple(order(way, d, written, as_in) for d in divisors for written, way, as_in in ways))


def _nesterov(*divisors: Divisor) -> Stage:
    """The weights, less the newest step and what the momentum will add to the next one."""

    def order(way: Way, divisor: Divisor, written: str, as_in: str) -> Order:
        def body(old: State, new: State, g: Any, c: SimpleNamespace) -> Any:
            return old.theta - (way(c.eta, g, divisor(new, c)) + c.mu * new.b)

        return Order(f"theta - ({written} + mu*b)", body, as_in)

    return Stage("theta", tuple(order(way, d, written, as_in) for d in divisors for written, way, as_in in WAYS))


RATE_OUTSIDE = Stage("theta", (Order("theta - eta*b", lambda old, new, _, c: old.theta - c.eta * new.b, "PyTorch"),))
RATE_INSIDE = Stage(
    "theta", (Order("theta - b", lambda old, new, _, __: old.theta - new.b, "Keras 3, Optax, JAX examples"),)
)

WRITTEN: dict[str, tuple[Stage, ...]] = {
    "rmsprop": (MEAN_SQUARE, _theta(*OUTSIDE)),
    "rmsprop_eps_inside": (MEAN_SQUARE, _theta(*INSIDE)),
    "rmsprop_tf1": (MEAN_SQUARE, _theta(*INSIDE)),
    "rmsprop_eps_outside_ones": (MEAN_SQUARE, _theta(*OUTSIDE)),
    "rmsprop_no_eps": (MEAN_SQUARE, _theta(lambda new, _: sqrt(new.v))),
    "rmsprop_centred": (MEAN_SQUARE, MEAN, _theta(*CENTRED_OUTSIDE)),
    "rmsprop_centred_eps_inside": (MEAN_SQUARE, MEAN, _theta(*CENTRED_INSIDE)),
    "rmsprop_momentum": (MEAN_SQUARE, _buffer(DIRECTIONS, *OUTSIDE), RATE_OUTSIDE),
    "rmsprop_momentum_rate_inside": (MEAN_SQUARE, _buffer(WAYS, *INSIDE), RATE_INSIDE),
    "rmsprop_centred_momentum": (MEAN_SQUARE, MEAN, _buffer(DIRECTIONS, *CENTRED_OUTSIDE), RATE_OUTSIDE),
    "rmsprop_graves": (MEAN_SQUARE, MEAN, _buffer(WAYS, *CENTRED_INSIDE), RATE_INSIDE),
    "rmsprop_nesterov": (MEAN_SQUARE, _buffer(WAYS, *INSIDE), _nesterov(*INSIDE)),
    "rmsprop_tf1_momentum": (MEAN_SQUARE, _buffer(WAYS, *INSIDE), RATE_INSIDE),
    "adagrad": (SUM_OF_SQUARES, _theta(lambda new, c: sqrt(new.G) + c.eps)),
    "adagrad_eps_inside": (SUM_OF_SQUARES, _theta(lambda new, c: sqrt(new.G + c.eps))),
    "sgd": (Stage("theta", (Order("theta - eta*g", lambda old, _, g, c: old.theta - c.eta * g, "PyTorch"),)),),
}


def _exact(hyper: Mapping[str, float], _: Any) -> dict[str, Fraction]:
    coefficients = {name: Fraction(value) for name, value in hyper.items()}
    return {**coefficients, "rest": 1 - coefficients["beta"]} if "beta" in coefficients else coefficients


def _cast(hyper: Mapping[str, float], dtype: Any) -> dict[str, Fraction]:
    doubles = {**hyper, "rest": 1.0 - hyper["beta"]} if "beta" in hyper else hyper
    return {name: Fraction(float(np.dtype(dtype).type(value))) for name, value in doubles.items()}


def _formed(hyper: Mapping[str, float], dtype: Any) -> dict[str, Fraction]:
    coefficients = _cast(hyper, dtype)
    if "beta" in hyper:
        number = np.dtype(dtype).type
        coefficients["rest"] = Fraction(float(number(1) - number(hyper["beta"])))
    return coefficients


# The hull takes each coefficient from any of these, so mixtures are in it too.
COEFFICIENTS = (
    Coefficients("the doubles as they are", _exact, "float64 arithmetic on float32 weights"),
    Coefficients("1 - beta formed in double, then each cast to the dtype", _cast, "PyTorch, Keras, Optax, MLX, NumPy"),
    Coefficients("beta cast to the dtype, 1 - beta formed there", _formed, "TensorFlow's kernel, PaddlePaddle, burn"),
)


LEAKS_AS_IN = {
    ("eta", "beta", "eps"): "tf.compat.v1, MXNet 1.9",
    ("beta", "eps"): "PaddlePaddle 3.3",
    ("eta", "beta"): "tf-keras legacy",
}


def _leak(*names: str) -> Coefficients:
    """The named hyper-parameters pass through float32 before anything is calculated in double."""

    def of(hyper: Mapping[str, float], dtype: Any) -> dict[str, Fraction]:
        through = {name: float(np.float32(value)) if name in names else value for name, value in hyper.items()}
        return _formed(through, dtype)

    return Coefficients(f"{', '.join(names)} through float32", of, LEAKS_AS_IN.get(names, "no code that is known"))


# Not in the hull: these are faults of float64 code, and are named when they explain a run.
LEAKS = tuple(
    _leak(*names)
    for names in (
        ("beta",),
        ("eta",),
        ("eps",),
        ("eta", "beta"),
        ("beta", "eps"),
        ("eta", "eps"),
        ("eta", "beta", "eps"),
    )
)
