"""Which written order gives a run bit for bit: plain, or with products that are fused into sums.

Nothing here judges.  What is found says more about code that is within its bound: the order of its operations, the
coefficients that it stores, and whether its compiler contracts a*b + c into a fused multiply-add.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from types import SimpleNamespace
from typing import Any

import numpy as np

from rmsprop_sym.crosscheck.coefficients import COEFFICIENTS, Coefficients
from rmsprop_sym.crosscheck.judge import Run, coefficients_of
from rmsprop_sym.crosscheck.orders import Order, Stage
from rmsprop_sym.crosscheck.written import WRITTEN
from rmsprop_sym.rules import Rule, State

IN_THE_DTYPE = COEFFICIENTS[1:]  # the models that store numbers of the dtype
MOST = 200
SPLIT = 2.0**27 + 1


@dataclass(frozen=True)
class Bits:
    """The orders of the letters, and whether products are fused into sums."""

    orders: tuple[str, ...]
    fused: bool


def has_few_orders(rule: Rule) -> bool:
    """Whether the orders of the rule can all be tried one by one.

    >>> from rmsprop_sym.rules import RULES
    >>> has_few_orders(RULES["rmsprop"]), has_few_orders(RULES["adamw"])
    (True, False)
    """
    return prod(len(stage.orders) for stage in WRITTEN[rule.name]) <= MOST


def bit_for_bit(rule: Rule, run: Run) -> Bits | None:
    """How the run was calculated, if a published order with published coefficients gives every number of it."""
    stages = WRITTEN[rule.name]
    begin = {**rule.start, **{stage.letter: stage.start for stage in stages if stage.start is not None}}
    start = {letter: np.full_like(run.theta[0], value) for letter, value in begin.items()}
    with np.errstate(all="ignore"):
        for kind in (Plain, FusedFirst, FusedLast):
            for model in IN_THE_DTYPE:
                for orders in _choices(stages):
                    if _gives(rule, run, orders, kind, _coefficients(rule, model, run, kind), start):
                        return Bits(tuple(order.written for order in orders.values()), kind is not Plain)
    return None


def _choices(stages: Sequence[Stage]) -> Iterator[dict[str, Order]]:
    """Every choice of one order for each letter."""
    for chosen in product(*(stage.orders for stage in stages)):
        yield dict(zip((stage.letter for stage in stages), chosen, strict=True))


class Plain:
    """Arrays of a dtype; each operation is rounded by itself."""

    def __init__(self, value: Any, factors: tuple[Any, Any] | None = None) -> None:
        self.value, self.factors = value, factors

    def __mul__(self, other: Plain) -> Plain:
        return type(self)(self.value * other.value, (self.value, other.value))

    def __truediv__(self, other: Plain) -> Plain:
        return type(self)(self.value / other.value)

    def __rtruediv__(self, one: int) -> Plain:
        return type(self)(one / self.value)

    def __rsub__(self, one: int) -> Plain:
        return type(self)(one - self.value)

    def __add__(self, other: Plain) -> Plain:
        return type(self)(self.value + other.value)

    def __sub__(self, other: Plain) -> Plain:
        return type(self)(self.value - other.value)

    def sqrt(self) -> Plain:
        """The rounded root."""
        return type(self)(np.sqrt(self.value))

    def maximum(self, other: Plain) -> Plain:
        """The larger one of each pair."""
        return type(self)(np.maximum(self.value, other.value))


class FusedFirst(Plain):
    """The same, but a product that is added is not rounded before; of two the first."""

    def __add__(self, other: Plain) -> Plain:
        return _fused(type(self), self, other, 1) if self.factors else _fused(type(self), other, self, 1)

    def __sub__(self, other: Plain) -> Plain:
        return _fused(type(self), other, self, -1)


class FusedLast(Plain):
    """The same; of two products the last is not rounded."""

    def __add__(self, other: Plain) -> Plain:
        return _fused(type(self), other, self, 1) if other.factors else _fused(type(self), self, other, 1)

    def __sub__(self, other: Plain) -> Plain:
        return _fused(type(self), other, self, -1)


def _fused(kind: type[Plain], term: Plain, other: Plain, sign: int) -> Plain:
    """other + term, or other - term, where a product in the term is not rounded by itself."""
    if not term.factors:
        return kind(other.value + sign * term.value)
    a, b = term.factors
    return kind(multiplied_and_added(sign * a, b, other.value))


def multiplied_and_added(a: Any, b: Any, c: Any) -> Any:
    """a*b + c, rounded once but for ties that rounding twice breaks otherwise.

    >>> float(multiplied_and_added(np.float64(1 + 2**-52), np.float64(1 - 2**-52), np.float64(-1))) == -(2.0**-104)
    True
    """
    if c.dtype != np.float64:
        return (a.astype(np.float64) * b.astype(np.float64) + c.astype(np.float64)).astype(c.dtype)
    high = a * b
    (a1, a2), (b1, b2) = _halves(a), _halves(b)
    low = ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2
    whole = high + c
    part = whole - high
    rounded = (high - (whole - part)) + (c - part)
    exact = whole + (rounded + low)
    return np.where(np.isfinite(exact), exact, whole)


def _halves(x: Any) -> tuple[Any, Any]:
    """The number as a sum of two with half of its digits."""
    high = SPLIT * x - (SPLIT * x - x)
    return high, x - high


def _coefficients(rule: Rule, model: Coefficients, run: Run, kind: type[Plain]) -> list[SimpleNamespace]:
    """What the model stores, before a change of the rate and after it."""
    tables = [coefficients_of(rule, model, part) for part in (run, *([run.later] if run.changed else []))]
    dtype = np.dtype(run.dtype)
    return [
        SimpleNamespace(**{n: kind(np.array([float(row[n]) for row in table]).astype(dtype)) for n in table[0]})
        for table in tables
    ]


def _gives(  # noqa: PLR0917 - a run, and all that it is tried with
    rule: Rule,
    run: Run,
    orders: Mapping[str, Order],
    kind: type[Plain],
    coefficients: Sequence[SimpleNamespace],
    start: Mapping[str, Any],
) -> bool:
    """Whether the orders give every number of the run from the numbers before it."""
    dtype = np.dtype(run.dtype)
    shown = {letter: rows.astype(dtype) for letter, rows in run.shown(rule).items()}
    old = State(**{letter: kind(x.astype(dtype)) for letter, x in start.items()})
    for k, g in enumerate(run.gradients.astype(dtype)):
        c = coefficients[1 if run.changed and k >= run.changed[0] else 0]
        for letter, rows in shown.items():
            setattr(old, letter, kind(rows[k]))
        new = State()
        for letter, order in orders.items():
            setattr(new, letter, order.body(old, new, kind(g), c))
        if not all(np.array_equal(getattr(new, x).value, rows[k + 1], equal_nan=True) for x, rows in shown.items()):
            return False
        old = new
    return True
