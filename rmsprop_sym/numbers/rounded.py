"""Rounded balls: real numbers, and how far from each of them floating-point code may land.

A `Rounded` number is two things: an interval [low, high] that contains the real value of an expression,
and a bound `error` on the distance between that value and any result that floating-point arithmetic of a
`Format` gives for it.  Every operation passes the distances of its operands on and adds its own rounding,
half a unit in the last place of the largest result it can have.

What is covered: +, -, *, / and the square root, rounded to nearest, gradual underflow included, under any
rule for ties.  Fused multiply-add is covered too, for it leaves a rounding out.  So are intermediate results of
a format with at least 11 digits more and no smaller range, such as the 64 digits of an x87 below binary64: every
operation is let miss by 1/2048 of its rounding more, which is what that of the wider format can be, and what a
result that is rounded twice can be off by.  What is not covered: directed rounding, and reciprocals, roots or powers
that are not rounded correctly.  Subnormal numbers that are flushed to zero are covered by formats of their own, in
FLUSHED.

All arithmetic here is on arrays of doubles and every double is pushed outwards by one unit in its last
place, so the bounds are rigorous.  A bound that cannot be given is infinite and decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rmsprop_sym.numbers.formats import BINARY64, LARGEST, LEAST, Arithmetic, Doubles
from rmsprop_sym.numbers.literal import literal

Flags: TypeAlias = NDArray[np.bool_]

FIELDS = ("low", "high", "error", "floored", "zero")  # the arrays of a Rounded number
ULP = 2.0**-52  # of 1; times a normal double it is at least one unit in the last place of it


def up(x: Doubles) -> Doubles:
    """A double above every real number that rounds to x, for x >= 0.

    >>> float(up(np.float64(1))) > 1, float(up(np.float64(0))) == LEAST
    (True, True)
    """
    # x + x*ULP is at least the next double above a normal x, and rounding is monotone; below, LEAST is the next.
    return x + (x * ULP + LEAST)


def down(x: Doubles) -> Doubles:
    """A double below every real number that rounds to x, for x >= 0, and not below 0.

    >>> float(down(np.float64(1))) < 1, float(down(np.float64(np.inf))) < LARGEST
    (True, True)
    """
    x = np.minimum(x, LARGEST)  # what overflowed is only known to lie beyond the largest double
    return np.maximum(x - (x * ULP + LEAST), 0.0)


def enclosing(low: Doubles, high: Doubles) -> tuple[Doubles, Doubles]:
    """The ends of an interval of either sign, each moved outwards past every real number that rounds to it."""
    # An end that overflowed inwards is only known to lie beyond the largest double.
    low = np.minimum(low, LARGEST)
    high = np.maximum(high, -LARGEST)
    return low - (np.abs(low) * ULP + LEAST), high + (np.abs(high) * ULP + LEAST)


@dataclass(frozen=True, slots=True, eq=False)
class Rounded:
    """Arrays of real numbers in [low, high], and how far from each its floating-point value may lie.

    `floored` says that the floating-point value is surely not negative, `zero` that real and
    floating-point value are surely 0.

    >>> from rmsprop_sym.numbers.formats import BINARY32
    >>> with np.errstate(all="ignore"):
    ...     third = Rounded.of(1.0, BINARY32) / 3
    >>> bool(abs(float(np.float32(1) / np.float32(3)) - 1 / 3) <= third.error < 2.0**-25)
    True
    """

    low: Doubles
    high: Doubles
    error: Doubles
    floored: Flags
    zero: Flags
    arithmetic: Arithmetic

    __array_ufunc__: ClassVar[None] = None

    @classmethod
    def of(cls, values: Any, arithmetic: Arithmetic, error: Any = 0.0) -> Rounded:
        """The doubles `values` themselves, which the floating-point values miss by at most `error`.

        A value or an error that is not finite gives a ball that decides nothing.
        """
        x = np.asarray(values, dtype=np.float64)
        e = np.where(np.isfinite(x), np.asarray(error, dtype=np.float64), np.inf)
        return cls(x, x, e, x >= e, (x == 0) & (e == 0), arithmetic)

    @classmethod
    def of_fractions(cls, values: Any, arithmetic: Arithmetic, errors: Any) -> Rounded:
        """The fractions `values`, which the floating-point values miss by at most the fractions `errors`.

        >>> from rmsprop_sym.numbers.formats import BINARY32
        >>> x = Rounded.of_fractions([Fraction(1, 10)], BINARY32, [Fraction(0)])
        >>> bool(x.low[0] < 0.1 < x.high[0])
        True
        """
        near = Rounded.of([float(x) for x in values], arithmetic, [float(e) for e in errors])
        exact = np.array([Fraction(float(x)) == y for x, y in zip(near.low, values, strict=True)])
        low, high = enclosing(near.low, near.high)
        error = np.where([e == 0 for e in errors], 0.0, up(near.error))
        low, high = np.where(exact, near.low, low), np.where(exact, near.high, high)
        return cls(low, high, error, low >= error, near.zero & exact & (error == 0), arithmetic)

    @classmethod
    def stacked(cls, rows: Sequence[Rounded]) -> Rounded:
        """The numbers as the rows of one array."""
        low, high, error, floored, zero = (np.stack([getattr(x, name) for x in rows]) for name in FIELDS)
        return cls(low, high, error, floored, zero, rows[0].arithmetic)

    def row(self, k: int) -> Rounded:
        """The k-th row."""
        low, high, error, floored, zero = (getattr(self, name)[k] for name in FIELDS)
        return Rounded(low, high, error, floored, zero, self.arithmetic)

    def constant(self, value: int) -> Rounded:
        """The whole number `value` in the shape and arithmetic of this number."""
        return Rounded.of(np.full_like(self.low, value), self.arithmetic)

    def under(self, arithmetic: Arithmetic) -> Rounded:
        """The same numbers, calculated with from here on in another arithmetic."""
        return replace(self, arithmetic=arithmetic)

    def widened(self, by: Doubles, *, floored: Flags | None = None) -> Rounded:
        """The same real numbers, missed by `by` more."""
        error = _sure(np.where(by == 0, self.error, up(self.error + by)))
        surely = (self.low >= error) if floored is None else floored
        return replace(self, error=error, floored=surely, zero=self.zero & (by == 0))

    def exactly(self) -> Rounded:
        """The same real numbers, not missed at all."""
        none = np.zeros_like(self.error)
        return replace(self, error=none, floored=self.low >= 0, zero=(self.low == 0) & (self.high == 0))

    def settled(self) -> Rounded:
        """Every floating-point value that this number may have, as a real number of its own, not missed at all."""
        low, high = enclosing(self.low - self.error, self.high + self.error)
        exact = self.error == 0
        low = np.where(exact, self.low, np.where(self.floored, np.maximum(low, 0.0), low))
        high = np.where(exact, self.high, high)
        error = np.where(self.error < np.inf, 0.0, np.inf)
        return replace(self, low=low, high=high, error=error)

    def contains(self, x: Any) -> Any:
        """Whether each x lies within the bounds; a nan lies nowhere, and a ball without bounds contains all numbers.

        >>> from rmsprop_sym.numbers.formats import BINARY32
        >>> Rounded.of(1.0, BINARY32, error=0.5).contains(1.25)
        np.True_
        """
        ball = self.settled()
        return np.where(self.error < np.inf, (ball.low <= x) & (x <= ball.high), ~np.isnan(x))[()]

    @property
    def magnitude(self) -> Doubles:
        """The largest size of the real value."""
        return np.maximum(np.abs(self.low), np.abs(self.high))

    def __add__(self, other: Any) -> Rounded:
        y = self._lifted(other)
        if y is None:
            return NotImplemented
        low, high = enclosing(self.low + y.low, self.high + y.high)
        summed = self._rounded(low, high, up(self.error + y.error), self.floored & y.floored, self.zero & y.zero)
        return _where(self.zero, y, _where(y.zero, self, summed))  # x + 0 is x, without a rounding

    __radd__ = __add__

    def __neg__(self) -> Rounded:
        return replace(self, low=-self.high, high=-self.low, floored=self.zero | (self.high <= -self.error))

    def __pos__(self) -> Rounded:
        return self

    def __sub__(self, other: Any) -> Rounded:
        y = self._lifted(other)
        return NotImplemented if y is None else self + (-y)

    def __rsub__(self, other: Any) -> Rounded:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> Rounded:
        y = self._lifted(other)
        if y is None:
            return NotImplemented
        if y is self:
            return self._square()
        ends = (self.low * y.low, self.low * y.high, self.high * y.low, self.high * y.high)
        low, high = enclosing(np.minimum.reduce(ends), np.maximum.reduce(ends))
        carried = up(up(self.magnitude * y.error) + up(up(y.magnitude + y.error) * self.error))
        zero = (self.zero & (y.error < np.inf)) | (y.zero & (self.error < np.inf))
        return self._rounded(low, high, up(carried), self.floored & y.floored, zero)

    __rmul__ = __mul__

    def _square(self) -> Rounded:
        inner = np.where(self.low > 0, self.low, np.where(self.high < 0, -self.high, 0.0))
        carried = up(up(up(2 * self.magnitude) + self.error) * self.error)
        low, high = down(inner * inner), up(self.magnitude * self.magnitude)
        return self._rounded(low, high, carried, np.ones_like(self.zero), self.zero)

    def __pow__(self, n: int) -> Rounded:
        """The square, as a product; other powers are computed in as many ways as there are libraries.

        For NumPy's arrays x**2 is that product.  For its scalars it is the C library's pow, which may miss the
        nearest float.
        """
        return self._square() if type(n) is int and n == 2 else NotImplemented

    def __truediv__(self, other: Any) -> Rounded:
        y = self._lifted(other)
        if y is None:
            return NotImplemented
        nearest = np.where(y.low > 0, y.low, np.where(y.high < 0, -y.high, np.nan))  # nan: may be a division by 0
        ends = (self.low / y.low, self.low / y.high, self.high / y.low, self.high / y.high)
        low, high = enclosing(np.minimum.reduce(ends), np.maximum.reduce(ends))
        quotient = np.maximum(np.abs(low), np.abs(high))
        divisor = down(np.maximum(nearest - y.error, 0.0))
        divisor = np.where(y.error == 0, nearest, divisor)
        carried = up(up(self.error + up(quotient * y.error)) / np.where(divisor > 0, divisor, np.nan))
        return self._rounded(low, high, carried, self.floored & y.floored, self.zero & (divisor > 0))

    def __rtruediv__(self, other: Any) -> Rounded:
        y = self._lifted(other)
        return NotImplemented if y is None else y / self

    def sqrt(self) -> Rounded:
        """The square root; without bounds where the floating-point value may be negative."""
        inner = np.maximum(self.low, 0.0)
        low, high = down(np.sqrt(inner)), up(np.sqrt(self.high))
        # |sqrt(a) - sqrt(b)| is |a - b|/(sqrt(a) + sqrt(b)), and at most sqrt|a - b|.
        least = np.maximum(down(inner - self.error), 0.0)
        apart = down(low + down(np.sqrt(least)))
        carried = np.minimum(up(self.error / np.where(apart > 0, apart, LEAST)), up(np.sqrt(self.error)))
        carried = np.where(self.floored, carried, np.nan)
        return self._rounded(low, high, carried, np.ones_like(self.zero), self.zero)

    def __abs__(self) -> Rounded:
        low = np.where(self.low > 0, self.low, np.where(self.high < 0, -self.high, 0.0))
        return replace(self, low=low, high=self.magnitude, floored=np.ones_like(self.zero))

    def maximum(self, other: Any) -> Rounded:
        """The larger of the two, which is one of them and so is not rounded."""
        y = self._lifted(other)
        if y is None:
            raise TypeError(f"no maximum of a rounded number and {type(other).__name__}")
        low, high = np.maximum(self.low, y.low), np.maximum(self.high, y.high)
        error, zero = np.maximum(self.error, y.error), self.zero & y.zero
        return Rounded(low, high, error, self.floored | y.floored, zero, self.arithmetic)

    def sign(self) -> Rounded:
        """-1, 0 or 1; missed by up to 2 where the sign is not certain."""
        certain = (self.low > self.error) | (-self.high > self.error) | self.zero
        error = np.where(certain, 0.0, np.where(self.error < np.inf, 2.0, np.inf))
        low, high = np.sign(self.low), np.sign(self.high)
        return replace(self, low=low, high=high, error=error, floored=self.floored | (low >= error))

    def _rounded(self, low: Doubles, high: Doubles, carried: Doubles, floored: Flags, zero: Flags) -> Rounded:
        """The result of one operation: what its operands missed, carried, and its own rounding."""
        largest = up(np.maximum(np.abs(low), np.abs(high)) + carried)
        least = down(np.maximum(np.maximum(low, -high) - carried, 0.0))
        error = _sure(np.where(zero, 0.0, up(carried + self.arithmetic.missed(largest, least))))
        low, high = np.where(zero, 0.0, low), np.where(zero, 0.0, high)
        return Rounded(low, high, error, floored | zero | (low >= error), zero, self.arithmetic)

    def _lifted(self, other: Any) -> Rounded | None:
        if isinstance(other, Rounded):
            return other if other.arithmetic is self.arithmetic else None
        value = literal(other)
        return None if value is None else self._literal(value)

    def _literal(self, value: Fraction) -> Rounded:
        """A number written in the rule: a decimal, read as a double and then rounded to the format."""
        near = np.float64(float(value))
        whole = value.denominator == 1 and abs(value) <= 2**8  # so small that every format has it
        missed = 0 if whole else self.arithmetic.rounding(np.abs(near)) + BINARY64.rounding(np.abs(near))
        return Rounded.of_fractions([value], self.arithmetic, [Fraction(float(missed))]).row(0)


def _sure(error: Doubles) -> Doubles:
    """The error bound, or infinity where there is none."""
    return np.where(error < np.inf, error, np.inf)


def _where(flags: Flags, x: Rounded, y: Rounded) -> Rounded:
    """x where the flag is set, y elsewhere."""
    if not np.any(flags):
        return y
    low, high, error, floored, zero = (np.where(flags, getattr(x, name), getattr(y, name)) for name in FIELDS)
    return Rounded(low, high, error, floored, zero, y.arithmetic)
