"""Exact rational numbers: a rule without a root runs on them without any error."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NoReturn

from flint import fmpq, fmpz

from rmsprop_sym.numbers.literal import as_double, literal, written

# A power with more bits than this is refused: it would fill the memory before it means anything.
LARGEST_BITS = 50_000_000


class Irrational(ArithmeticError):
    """A square root that is not rational, asked of an exact number."""


@dataclass(frozen=True, slots=True, init=False, eq=False, repr=False)
class Exact:
    """A rational number, computed with exactly.

    Made of an int, a Fraction or text; a float is refused unless `of_double` says that its binary
    value is meant. A float literal in an operation is the decimal that it prints.

    >>> Exact("0.9") * 0.1 + Exact(1) / 3
    Exact('127/300')
    """

    value: fmpq

    # NumPy scalars and arrays leave the operation to us, and we refuse it.
    __array_ufunc__: ClassVar[None] = None

    def __init__(self, x: int | Fraction | str) -> None:
        """Take x as it is written."""
        object.__setattr__(self, "value", _rational(written(x)))

    @classmethod
    def of_double(cls, x: float) -> Exact:
        """The value that a binary float holds, exactly.

        >>> Exact.of_double(0.5), Exact.of_double(0.1) == Exact("0.1")
        (Exact('1/2'), False)
        """
        return _exact(_rational(Fraction(as_double(x))))

    @staticmethod
    def constant(value: float) -> Exact:
        """The literal `value`, as an exact number."""
        lifted = _lifted(value)
        if lifted is None:
            return Exact(value)  # type: ignore[arg-type]  # raises, and says why
        return _exact(lifted)

    @property
    def fraction(self) -> Fraction:
        """The same number, as Python's own Fraction."""
        return Fraction(int(self.value.p), int(self.value.q))

    def __repr__(self) -> str:
        """Python that makes the number again."""
        return f"Exact('{self}')"

    def __str__(self) -> str:
        """The number as a fraction in lowest terms."""
        return str(self.value)  # flint prints any length; Python's int stops at 4300 digits

    def __hash__(self) -> int:
        """The hash of the Fraction, to which it is equal."""
        return hash(self.fraction)

    def __reduce__(self) -> tuple[type[Exact], tuple[Fraction]]:
        """Pickled as a Fraction."""
        return Exact, (self.fraction,)

    def __add__(self, other: Any) -> Exact:
        y = _lifted(other)
        return NotImplemented if y is None else _exact(self.value + y)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Exact:
        y = _lifted(other)
        return NotImplemented if y is None else _exact(self.value - y)

    def __rsub__(self, other: Any) -> Exact:
        y = _lifted(other)
        return NotImplemented if y is None else _exact(y - self.value)

    def __mul__(self, other: Any) -> Exact:
        y = _lifted(other)
        return NotImplemented if y is None else _exact(self.value * y)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Exact:
        y = _lifted(other)
        return NotImplemented if y is None else _quotient(self.value, y)

    def __rtruediv__(self, other: Any) -> Exact:
        y = _lifted(other)
        return NotImplemented if y is None else _quotient(y, self.value)

    def __pow__(self, n: int) -> Exact:
        """The n-th power; the zeroth power of zero is one."""
        if type(n) is not int:
            return NotImplemented
        size = max(self.value.p.bit_length(), self.value.q.bit_length())
        if size > 1 and size * abs(n) > LARGEST_BITS:
            message = f"a power of {abs(n)} of a number of {size} bits is too large to be exact"
            raise OverflowError(message)
        return _quotient(fmpq(1), _power(self.value, -n)) if n < 0 else _exact(_power(self.value, n))

    def __neg__(self) -> Exact:
        return _exact(-self.value)

    def __pos__(self) -> Exact:
        return self

    def __abs__(self) -> Exact:
        return _exact(abs(self.value))

    def sqrt(self) -> Exact:
        """The square root, if it is rational.

        Raises Irrational if it is not, and ValueError below zero.

        >>> Exact("0.25").sqrt()
        Exact('1/2')
        """
        if self.value < 0:
            message = f"{_shown(self.value)} has no real square root"
            raise ValueError(message)
        top, rest = self.value.p.sqrtrem()
        bottom, other_rest = self.value.q.sqrtrem()
        if rest != 0 or other_rest != 0:
            message = f"the square root of {_shown(self.value)} is not rational; run the rule on balls instead"
            raise Irrational(message)
        return _exact(fmpq(top, bottom))

    def sign(self) -> Exact:
        """-1, 0 or 1."""
        return _exact(fmpq((self.value > 0) - (self.value < 0)))

    def maximum(self, other: Any) -> Exact:
        """The larger of the two."""
        y = _lifted(other)
        if y is None:
            _refuse("maximum", other)
        return _exact(max(self.value, y))

    def __eq__(self, other: object) -> bool:
        y = _lifted(other)
        if y is None and hasattr(other, "dtype"):
            _refuse("==", other)
        return NotImplemented if y is None else bool(self.value == y)

    def __lt__(self, other: Any) -> bool:
        y = _lifted(other)
        return NotImplemented if y is None else bool(self.value < y)

    def __le__(self, other: Any) -> bool:
        y = _lifted(other)
        return NotImplemented if y is None else bool(self.value <= y)

    def __gt__(self, other: Any) -> bool:
        y = _lifted(other)
        return NotImplemented if y is None else bool(self.value > y)

    def __ge__(self, other: Any) -> bool:
        y = _lifted(other)
        return NotImplemented if y is None else bool(self.value >= y)

    def __bool__(self) -> bool:
        """Whether the number differs from zero."""
        return bool(self.value != 0)


def _exact(value: fmpq) -> Exact:
    made = object.__new__(Exact)
    object.__setattr__(made, "value", value)
    return made


def _rational(x: Fraction) -> fmpq:
    return fmpq(x.numerator, x.denominator)


def _lifted(x: object) -> fmpq | None:
    if isinstance(x, Exact):
        return x.value
    if type(x) is int:
        return fmpq(x)
    value = literal(x)
    return None if value is None else _rational(value)


def _power(x: fmpq, n: int) -> fmpq:
    return fmpq(fmpz(x.p) ** n, fmpz(x.q) ** n)


def _quotient(x: fmpq, y: fmpq) -> Exact:
    if y == 0:
        message = f"{_shown(x)} is divided by zero"
        raise ZeroDivisionError(message)
    return _exact(x / y)


def _shown(x: fmpq) -> str:
    bits = max(x.p.bit_length(), x.q.bit_length())
    return str(x) if bits <= 200 else f"a fraction of {bits} bits"


def _refuse(operation: str, other: object) -> NoReturn:
    message = f"{operation} of an exact number and {type(other).__name__} {other!r}; both must be of one kind"
    raise TypeError(message)
