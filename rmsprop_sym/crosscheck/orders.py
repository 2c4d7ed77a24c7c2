"""The orders in which healthy code writes down the step of a rule; `written` lists them by rule.

`verify` accepts what one of these could return, operation by operation, and nothing else.  Over the reals every
order of a letter is the same number; they differ only in where they round.  What differs by a sign or by swapped
operands alone rounds alike and stands here once; a fused multiply-add or a wider intermediate result rounds less
and is covered by the order that it is made from.

`c` holds the coefficients: the rule's hyper-parameters, `rest` for 1 - beta, and `base` for the beta that is raised to
the power t.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeAlias

from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules import State

Body: TypeAlias = Callable[[State, State, Any, SimpleNamespace], Any]
Way: TypeAlias = Callable[..., Any]
Seen: TypeAlias = Callable[[State, Any], Any]
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
    `start` is where a letter starts that code remembers, or needs for one that it remembers, and that is no state of
    the rule: a power of beta, or the gradient with its weight decay.
    """

    letter: str
    orders: tuple[Order, ...]
    never_negative: bool = False
    start: int | None = None


SQUARES: tuple[tuple[str, Way, str], ...] = (
    (
        "beta*v + (1 - beta)*(g*g)",
        lambda v, g, beta, rest: beta * v + rest * (g * g),
        "MLX, Optax, Keras 3, JAX examples, PyTorch on a GPU",
    ),
    (
        "beta*v + ((1 - beta)*g)*g",
        lambda v, g, beta, rest: beta * v + (rest * g) * g,
        "PyTorch on a CPU, Chainer, PaddlePaddle",
    ),
    (
        "v + (1 - beta)*(g*g - v)",
        lambda v, g, _, rest: v + rest * (g * g - v),
        "TensorFlow's kernel, Caffe2, timm",
    ),
)
MEANS: tuple[tuple[str, Way, str], ...] = (
    ("beta*m + (1 - beta)*g", lambda m, g, beta, rest: beta * m + rest * g, "Keras 3, Optax"),
    (
        "m + (1 - beta)*(g - m)",
        lambda m, g, _, rest: m + rest * (g - m),
        "PyTorch where 1 - beta < 1/2, TensorFlow's kernel",
    ),
    (
        "g - (g - m)*(1 - (1 - beta))",
        lambda m, g, _, rest: g - (g - m) * (1 - rest),
        "PyTorch where 1 - beta is 1/2 or more",
    ),
)


def fresh(_: State, g: Any) -> Any:
    """The gradient as it comes."""
    return g


def decayed(new: State, _: Any) -> Any:
    """The gradient with its weight decay."""
    return new.d


def _remembered(letter: str, ways: Sequence[tuple[str, Way, str]], number: str, seen: Seen) -> tuple[Order, ...]:
    """The orders of a running mean of what is seen, with the decay of that number."""

    def order(written: str, way: Way, as_in: str) -> Order:
        def body(old: State, new: State, g: Any, c: SimpleNamespace) -> Any:
            return way(getattr(old, letter), seen(new, g), getattr(c, f"beta{number}"), getattr(c, f"rest{number}"))

        return Order(written, body, as_in)

    return tuple(order(*way) for way in ways)


def mean_square(number: str = "", seen: Seen = fresh) -> Stage:
    """The running mean of the squares."""
    return Stage("v", _remembered("v", SQUARES, number, seen), never_negative=True)


def mean(number: str = "", seen: Seen = fresh) -> Stage:
    """The running mean."""
    return Stage("m", _remembered("m", MEANS, number, seen))


MEAN_SQUARE, MEAN = mean_square(), mean()

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


def divided(*divisors: Divisor, seen: Seen = fresh) -> Stage:
    """The weights, less the step over the divisor, in every way of dividing."""

    def order(way: Way, divisor: Divisor, written: str, as_in: str) -> Order:
        def body(old: State, new: State, g: Any, c: SimpleNamespace) -> Any:
            return old.theta - way(c.eta, seen(new, g), divisor(new, c))

        return Order(f"theta - {written}", body, as_in)

    return Stage("theta", tuple(order(way, d, written, as_in) for d in divisors for written, way, as_in in WAYS))


def buffer(ways: Sequence[tuple[str, Way, str]], *divisors: Divisor) -> Stage:
    """The momentum: what is left of it, and the newest step or direction, in every way of dividing."""

    def order(way: Way, divisor: Divisor, written: str, as_in: str) -> Order:
        def body(old: State, new: State, g: Any, c: SimpleNamespace) -> Any:
            return c.mu * old.b + way(getattr(c, "eta", None), g, divisor(new, c))

        return Order(f"mu*b + {written}", body, as_in)

    return Stage("b", tuple(order(way, d, written, as_in) for d in divisors for written, way, as_in in ways))


def nesterov(*divisors: Divisor) -> Stage:
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
