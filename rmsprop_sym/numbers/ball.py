"""Balls: real numbers known to lie within a radius of a midpoint, rounded outwards at every operation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NoReturn

import flint

from rmsprop_sym.numbers.literal import as_double, literal, written

# An end point with a larger binary exponent than this is not written out as a fraction.
LARGEST_BINARY_EXPONENT = 1_000_000


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Every ball operation inside the block is rounded to this many bits.

    >>> with precision(200):
    ...     print(Ball(2).sqrt().arb.rel_accuracy_bits() >= 198)
    True
    """
    before = flint.ctx.prec
    flint.ctx.prec = bits
    try:
        yield
    finally:
        flint.ctx.prec = before


@dataclass(frozen=True, slots=True, init=False, eq=False, repr=False)
class Ball:  # noqa: PLW1641  # without an equality there is no hash
    """A set of real numbers that certainly contains the true one.

    Made of an int, a Fraction or text (or an arb); a float is refused unless `of_double` says that its
    binary value is meant. A float literal in an operation is the decimal that it prints. What is
    undefined somewhere in the ball (a quotient by a ball around zero, the root of a ball that reaches
    below it) is not finite, stays so, and decides nothing. Balls cannot be compared by == or <, for
    two that overlap are neither equal nor different: ask `surely_less` and `surely_differs`.

    >>> x = Ball("0.9") * 0.1
    >>> x.surely_less(Ball("0.091")), Ball("0.09").surely_differs(x)
    (True, False)
    """

    arb: flint.arb

    # NumPy scalars and arrays leave the operation to us, and we refuse it.
    __array_ufunc__: ClassVar[None] = None

    def __init__(self, x: int | Fraction | str | flint.arb) -> None:
        """Take x as it is written."""
        object.__setattr__(self, "arb", _definite(x if isinstance(x, flint.arb) else _rounded(written(x))))

    @classmethod
    def of_double(cls, x: float) -> Ball:
        """The value that a binary float holds, exactly; infinity and nan give a ball that is not finite.

        >>> Ball.of_double(0.1).exact
        Fraction(3602879701896397, 36028797018963968)
        """
        return _ball(_definite(flint.arb(as_double(x))))

    @classmethod
    def between(cls, low: int | Fraction | str, high: int | Fraction | str) -> Ball:
        """A ball that contains every number from low to high.

        >>> Ball.between("0.9", "0.99").surely_less(Ball(1))
        True
        """
        first, last = written(low), written(high)
        if first > last:
            message = f"an interval from {low} to {high} is empty; did you mean between({high!r}, {low!r})?"
            raise ValueError(message)
        return _ball(_rounded(first).union(_rounded(last)))

    @staticmethod
    def constant(value: float) -> Ball:
        """The literal `value`, as a ball."""
        lifted = _lifted(value)
        if lifted is None:
            return Ball(value)  # type: ignore[arg-type]  # raises, and says why
        return _ball(lifted)

    @property
    def exact(self) -> Fraction | None:
        """The number, if the ball is a single point, else None."""
        return _fraction(self.arb) if self.arb.is_exact() and self.is_finite() else None

    def is_finite(self) -> bool:
        """Whether the ball says anything at all: its number is defined everywhere in it."""
        return bool(self.arb.is_finite())

    def lower(self) -> Fraction:
        """The lower end of the ball, exactly.

        Raises ValueError if the ball is not finite.
        """
        middle, radius = self._middle_and_radius()
        return middle - radius

    def upper(self) -> Fraction:
        """The upper end of the ball, exactly.

        Raises ValueError if the ball is not finite.
        """
        middle, radius = self._middle_and_radius()
        return middle + radius

    def _middle_and_radius(self) -> tuple[Fraction, Fraction]:
        if not self.is_finite():
            raise ValueError("a ball that is not finite has no end points")
        middle, radius = _fraction(self.arb.mid()), _fraction(self.arb.rad())
        if middle is None or radius is None:
            raise OverflowError(f"the end points of {self} are too large to be written out")
        return middle, radius

    def surely_less(self, other: Ball | float) -> bool:
        """Whether every member of this ball is below every member of the other; False decides nothing."""
        y = _needed("surely_less", other)
        return self.is_finite() and bool(y.is_finite()) and bool(self.arb < y)

    def surely_differs(self, other: Ball | float) -> bool:
        """Whether the two balls have no number in common; False decides nothing."""
        y = _needed("surely_differs", other)
        return self.is_finite() and bool(y.is_finite()) and not self.arb.overlaps(y)

    def __repr__(self) -> str:
        """The midpoint and the radius, rounded outwards."""
        return f"Ball({self.arb})"

    def __add__(self, other: Any) -> Ball:
        y = other.arb if type(other) is Ball else _lifted(other)
        return NotImplemented if y is None else _ball(self.arb + y)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Ball:
        y = other.arb if type(other) is Ball else _lifted(other)
        return NotImplemented if y is None else _ball(self.arb - y)

    def __rsub__(self, other: Any) -> Ball:
        y = _lifted(other)
        return NotImplemented if y is None else _ball(y - self.arb)

    def __mul__(self, other: Any) -> Ball:
        y = other.arb if type(other) is Ball else _lifted(other)
        return NotImplemented if y is None else _ball(self.arb * y)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Ball:
        y = other.arb if type(other) is Ball else _lifted(other)
        return NotImplemented if y is None else _ball(_definite(self.arb / y))

    def __rtruediv__(self, other: Any) -> Ball:
        y = _lifted(other)
        return NotImplemented if y is None else _ball(_definite(y / self.arb))

    def __pow__(self, n: int) -> Ball:
        """The n-th power by multiplications; flint's own square of a ball around zero is nan."""
        if type(n) is not int:
            return NotImplemented
        if n == 2:
            return _ball(self.arb * self.arb)
        return 1 / _power(self, -n) if n < 0 else _power(self, n)

    def __neg__(self) -> Ball:
        return _ball(-self.arb)

    def __pos__(self) -> Ball:
        return self

    def __abs__(self) -> Ball:
        return _ball(abs(self.arb))

    def sqrt(self) -> Ball:
        """The square root; not finite if the ball reaches below zero."""
        return _ball(_definite(self.arb.sqrt()))

    def sign(self) -> Ball:
        """-1, 0 or 1, or the ball of all three if the sign is not certain."""
        return _ball(self.arb.sgn()) if self.is_finite() else self

    def maximum(self, other: Any) -> Ball:
        """A ball around the larger of the two, without deciding which it is."""
        y = _needed("maximum", other)
        return _ball(self.arb.max(y) if self.is_finite() and y.is_finite() else flint.arb.nan())

    def __eq__(self, other: object) -> bool:
        _undecided("==", other)

    def __ne__(self, other: object) -> bool:
        _undecided("!=", other)

    def __lt__(self, other: object) -> bool:
        _undecided("<", other)

    def __le__(self, other: object) -> bool:
        _undecided("<=", other)

    def __gt__(self, other: object) -> bool:
        _undecided(">", other)

    def __ge__(self, other: object) -> bool:
        _undecided(">=", other)

    def __bool__(self) -> NoReturn:
        raise TypeError("a ball has no truth value; use surely_less or surely_differs")


def _definite(x: flint.arb) -> flint.arb:
    """Half a line of numbers says as little as none, so both are nan: 1/inf must not become a zero."""
    return x if x.is_finite() else flint.arb.nan()


def _ball(x: flint.arb) -> Ball:
    """The ball around x, which is finite or nan; sums and products of such are such."""
    made = _new(Ball)
    _set_arb(made, x)
    return made


# Looked up once, for every operation of every step makes a ball.
_new = object.__new__
_set_arb = Ball.__dict__["arb"].__set__


def _rounded(x: Fraction) -> flint.arb:
    return flint.arb(flint.fmpq(x.numerator, x.denominator))


def _lifted(x: object) -> flint.arb | None:
    if isinstance(x, Ball):
        return x.arb
    if type(x) is int:
        return flint.arb(x)
    value = literal(x)
    return None if value is None else _rounded(value)


def _needed(operation: str, other: object) -> flint.arb:
    y = _lifted(other)
    if y is None:
        message = f"{operation} of a ball and {type(other).__name__} {other!r}; both must be of one kind"
        raise TypeError(message)
    return y


def _power(x: Ball, n: int) -> Ball:
    power = Ball(1) if x.is_finite() else x
    for digit in f"{n:b}":
        power *= power
        if digit == "1":
            power *= x
    return power


def _fraction(x: flint.arb) -> Fraction | None:
    mantissa, exponent = x.man_exp()
    if abs(exponent) > LARGEST_BINARY_EXPONENT:
        return None
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _undecided(operation: str, other: object) -> NoReturn:
    message = f"{operation} of balls is not decided by their overlap ({other!r}); use surely_less or surely_differs"
    raise TypeError(message)
