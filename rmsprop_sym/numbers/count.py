"""The number of steps taken: an int whose quotients and roots are made in the kind that they are computed with."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, ClassVar

from rmsprop_sym.numbers import constant, sqrt

PLAIN = (int, float, Fraction)
Operation = Callable[[Any, Any], Any]


def _left(operation: Operation) -> Operation:
    return lambda self, other: self.with_(other, operation)


def _right(operation: Operation) -> Operation:
    return lambda self, other: self.with_(other, lambda a, b: operation(b, a))


class Pending:
    """A number that no kind has claimed yet: it becomes one where it meets another.

    >>> from rmsprop_sym.numbers.exact import Exact
    >>> (1 - 1 / Count(3)) * Exact(5), sqrt(Count(4)) * Exact(5)
    (Exact('10/3'), Exact('10'))
    """

    __array_ufunc__: ClassVar[None] = None  # NumPy's arrays leave the operation to us

    def __init__(self, make: Callable[[Any], Any]) -> None:
        """Take what makes the number, in the kind of its argument."""
        self.make = make

    def with_(self, other: Any, operation: Operation) -> Any:
        """The operation with another number; with a plain one or another such it stays pending."""
        if isinstance(other, Pending):
            return Pending(lambda like: operation(self.make(like), other.make(like)))
        if isinstance(other, PLAIN):
            return Pending(lambda like: operation(self.make(like), other))
        return operation(self.make(other), other)

    def sqrt(self) -> Pending:
        """The root, pending too."""
        return Pending(lambda like: sqrt(self.make(like)))

    __add__, __sub__, __mul__ = _left(operator.add), _left(operator.sub), _left(operator.mul)
    __truediv__, __pow__ = _left(operator.truediv), _left(operator.pow)
    __radd__, __rsub__, __rmul__ = _right(operator.add), _right(operator.sub), _right(operator.mul)
    __rtruediv__ = _right(operator.truediv)

    def __neg__(self) -> Pending:
        """The opposite, pending too."""
        return Pending(lambda like: -self.make(like))


class Count(int):
    """How many steps were taken.

    >>> from rmsprop_sym.numbers.exact import Exact
    >>> Exact("0.5") ** (Count(2) + 1), Exact(1) / (3 * Count(5))
    (Exact('1/8'), Exact('1/15'))
    """

    __array_ufunc__: ClassVar[None] = None

    @property
    def pending(self) -> Pending:
        """The same number, to be made in some kind."""
        return Pending(lambda like: constant(int(self), like))

    def with_(self, other: Any, operation: Operation) -> Any:
        """The operation with another number; with an int it is a count again."""
        result = operation(int(self), int(other) if isinstance(other, int) else other)
        return Count(result) if type(result) is int else result

    def sqrt(self) -> Pending:
        """The root, in the kind of what it is computed with."""
        return self.pending.sqrt()

    __add__, __sub__, __mul__ = _left(operator.add), _left(operator.sub), _left(operator.mul)
    __radd__, __rsub__, __rmul__ = _right(operator.add), _right(operator.sub), _right(operator.mul)
    __pow__ = _left(operator.pow)  # type: ignore[assignment]  # an int's takes a modulus too
    __rpow__ = _right(operator.pow)  # type: ignore[assignment]

    def __truediv__(self, other: Any) -> Any:
        """The quotient, in the kind of what it is computed with."""
        return self.pending / (int(other) if isinstance(other, int) else other)

    def __rtruediv__(self, other: Any) -> Any:
        """The same, the count below."""
        return other / self.pending

    def __neg__(self) -> Any:
        """The opposite."""
        return Count(-int(self))
