"""The orders of means that are corrected for their start, and of weights that decay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, TypeAlias

from rmsprop_sym.crosscheck.orders import DIRECTIONS, WAYS, Divisor, Order, Stage, Way
from rmsprop_sym.numbers import sqrt
from rmsprop_sym.numbers.rounded import Rounded
from rmsprop_sym.rules import State

Pair: TypeAlias = Callable[[State, Any, SimpleNamespace], tuple[Any, Any]]

UNITS = 2  # in the last place: by so much a library's power may be off


def power(number: str = "") -> Stage:
    """beta to the power t; of all ways to calculate it a running product rounds most."""

    def body(old: State, _: State, __: Any, c: SimpleNamespace) -> Any:
        return getattr(c, f"base{number}") * getattr(old, f"p{number}")

    order = Order("beta*p", body, "TensorFlow's kernel of Adam, and integer powers by squaring")
    return Stage(f"p{number}", (order,), never_negative=True, start=1)


def correction(number: str = "") -> Stage:
    """The sum of the weights of a mean, by which it is divided."""

    def product(_: State, new: State, __: Any, ___: SimpleNamespace) -> Any:
        return 1 - getattr(new, f"p{number}")

    def library(_: State, new: State, __: Any, ___: SimpleNamespace) -> Any:
        return 1 - about(getattr(new, f"p{number}"))

    return Stage(
        f"k{number}",
        (
            Order("1 - p", product, "TensorFlow's kernel of Adam"),
            Order("1 - p, the power off by 2 units in the last place", library, "PyTorch, Optax, Keras 3"),
        ),
    )


def about(x: Any) -> Any:
    """A number as a power function may return it; what is not rounded is returned as it is."""
    if not isinstance(x, Rounded):
        return x
    return x.widened(2 * UNITS * x.arithmetic.rounding(x.magnitude))


OUTSIDE = (
    lambda new, c: sqrt(new.v / new.k) + c.eps,
    lambda new, c: sqrt(new.v) / sqrt(new.k) + c.eps,
)
INSIDE = (lambda new, c: sqrt(new.v / new.k + c.eps),)

MEAN_STEP = Stage(
    "theta",
    (
        Order("theta - eta*(m/k)", lambda old, new, _, c: old.theta - c.eta * (new.m / new.k), "Optax"),
        Order("theta - (eta/k)*m", lambda old, new, _, c: old.theta - (c.eta / new.k) * new.m, "the rate corrected"),
        Order("theta - (eta*m)/k", lambda old, new, _, c: old.theta - (c.eta * new.m) / new.k, "from left to right"),
    ),
)

# The step is the rate times n over a divisor: pairs of a rate and of n.
PLAIN: tuple[Pair, ...] = (lambda _, g, c: (c.eta, g),)
ADAM: tuple[Pair, ...] = (
    lambda new, _, c: (c.eta, new.m / new.k1),  # Optax
    lambda new, _, c: (c.eta / new.k1, new.m),  # PyTorch
)
EPS_HAT: tuple[Pair, ...] = (
    lambda new, _, c: ((c.eta * sqrt(new.k2)) / new.k1, new.m),  # Keras, TensorFlow
    lambda new, _, c: (c.eta * (sqrt(new.k2) / new.k1), new.m),
)
ADAMS: tuple[Divisor, ...] = (
    lambda new, c: sqrt(new.v / new.k2) + c.eps,  # Optax
    lambda new, c: sqrt(new.v) / sqrt(new.k2) + c.eps,  # PyTorch
)
ON_THE_DEVICE = Order(
    "m/(sqrt(v)/(sqrt(k2)*r) + eps/r) with r = eta/k1",
    lambda _, new, __, c: new.m / (sqrt(new.v) / (sqrt(new.k2) * (c.eta / new.k1)) + c.eps / (c.eta / new.k1)),
    "PyTorch with a capturable rate",
)


def step(pairs: Sequence[Pair], divisors: Sequence[Divisor], *others: Order) -> Stage:
    """What the weights lose to the gradient, in every way of dividing."""

    def order(way: Way, pair: Pair, divisor: Divisor, written: str, as_in: str) -> Order:
        def body(_: State, new: State, g: Any, c: SimpleNamespace) -> Any:
            rate, above = pair(new, g, c)
            return way(rate, above, divisor(new, c))

        return Order(written.replace("g", "n"), body, as_in)

    found = (order(way, pair, d, written, as_in) for pair in pairs for d in divisors for written, way, as_in in WAYS)
    return Stage("s", (*found, *others))


LESS_THE_STEP = Stage("theta", (Order("theta - s", lambda old, new, _, __: old.theta - new.s, "every Adam"),))

SHRUNK: tuple[Order, ...] = (
    Order("theta*(1 - eta*lamda) - s", lambda old, new, _, c: old.theta * (1 - c.eta * c.lamda) - new.s, "PyTorch"),
    Order(
        "(theta - (theta*lamda)*eta) - s",
        lambda old, new, _, c: (old.theta - (old.theta * c.lamda) * c.eta) - new.s,
        "Keras 3",
    ),
    Order(
        "(theta - (eta*lamda)*theta) - s",
        lambda old, new, _, c: (old.theta - (c.eta * c.lamda) * old.theta) - new.s,
        "the decay before the step",
    ),
    Order(
        "(theta - s) - (eta*lamda)*theta",
        lambda old, new, _, c: (old.theta - new.s) - (c.eta * c.lamda) * old.theta,
        "the decay after the step",
    ),
    Order(
        "theta - (s + (eta*lamda)*theta)",
        lambda old, new, _, c: old.theta - (new.s + (c.eta * c.lamda) * old.theta),
        "both at once",
    ),
)


def shrunk(pairs: Sequence[Pair], divisors: Sequence[Divisor]) -> Stage:
    """The weights, less the step and less what they lose by themselves."""

    def order(way: Way, pair: Pair, divisor: Divisor, written: str) -> Order:
        def body(old: State, new: State, g: Any, c: SimpleNamespace) -> Any:
            rate, above = pair(new, g, c)
            return old.theta - rate * (way(rate, above, divisor(new, c)) + c.lamda * old.theta)

        return Order(f"theta - eta*({written.replace('g', 'n')} + lamda*theta)", body, "Optax")

    chained = (order(way, pair, d, written) for pair in pairs for d in divisors for written, way, _ in DIRECTIONS)
    return Stage("theta", (*SHRUNK, *chained))


DECAYED = Stage(
    "d",
    (Order("g + lamda*theta", lambda old, _, g, c: g + c.lamda * old.theta, "PyTorch, Optax"),),
    start=0,
)
