"""The number that a rule is run on when a table is judged: exact while it can be, a ball where it must be.

It also remembers how much of it is a multiple of the newest gradient, so that the effective rate can be
read off a step: what stands before g in theta, with the sign turned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.expressions.real import (
    Real,
    Undefined,
    absolute,
    add,
    invert,
    largest,
    multiply,
    raise_to,
    sign,
    square_root,
)

ZERO = Fraction(0)
Known = Real | Undefined


@dataclass(frozen=True)
class Quantity:
    """A real number, and the factor with which the newest gradient stands in it.

    What has no value keeps the reason why, and passes it on.

    >>> g = Quantity(Fraction(1, 2), Fraction(1))
    >>> (1 - 3 * g).factor, (g**2).factor
    (Fraction(-3, 1), Fraction(0, 1))
    """

    value: Known
    factor: Known = ZERO

    def __add__(self, other: object) -> Quantity:
        it = quantity(other)
        return Quantity(_known(add, self.value, it.value), _known(add, self.factor, it.factor))

    __radd__ = __add__

    def __neg__(self) -> Quantity:
        return self * -1

    def __sub__(self, other: object) -> Quantity:
        return self + -quantity(other)

    def __rsub__(self, other: object) -> Quantity:
        return quantity(other) + -self

    def __mul__(self, other: object) -> Quantity:
        it = quantity(other)
        value = _known(multiply, self.value, it.value)
        if self.factor == ZERO:
            return Quantity(value, ZERO if it.factor == ZERO else _known(multiply, it.factor, self.value))
        return Quantity(value, _known(multiply, self.factor, it.value) if it.factor == ZERO else ZERO)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Quantity:
        return self * Quantity(_known(invert, quantity(other).value))

    def __rtruediv__(self, other: object) -> Quantity:
        return quantity(other) / self

    def __pow__(self, exponent: int) -> Quantity:
        return Quantity(_known(raise_to, self.value, Fraction(exponent)))

    def __abs__(self) -> Quantity:
        return Quantity(_known(absolute, self.value))

    def sqrt(self) -> Quantity:
        """The square root."""
        return Quantity(_known(square_root, self.value))

    def sign(self) -> Quantity:
        """-1, 0 or 1."""
        return Quantity(_known(sign, self.value))

    def maximum(self, other: object) -> Quantity:
        """The larger of the two."""
        return Quantity(_known(largest, self.value, quantity(other).value))

    @staticmethod
    def constant(value: float) -> Quantity:
        """The number that the literal prints."""
        return quantity(value)


def quantity(x: object) -> Quantity:
    """The number as a quantity; a float is the decimal that it prints."""
    if isinstance(x, Quantity):
        return x
    if isinstance(x, Undefined | Fraction):
        return Quantity(x)
    return Quantity(Fraction(repr(x) if isinstance(x, float) else str(x)))


def _known(operation: Callable[..., Real], *arguments: Known) -> Known:
    """The result of the operation, or the first reason why there is none."""
    for argument in arguments:
        if isinstance(argument, Undefined):
            return argument
    try:
        return operation(*arguments)
    except Undefined as reason:
        return reason
