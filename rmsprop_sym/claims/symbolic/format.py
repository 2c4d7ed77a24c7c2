"""Floats of a binary format, each operation rounded: binary64, binary32, bfloat16, binary16.

Operations are done in binary64 and rounded again; for + - * / and the root that is the same as rounding once, for a
format of at most 25 bits (Figueroa 1995, When is double rounding innocuous).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import frexp, isfinite, ldexp, sqrt


@dataclass(frozen=True)
class Format:
    """A binary format: how many bits a number has, and between which exponents it lies."""

    name: str
    bits: int
    least: int
    largest: int


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("binary64", 53, -1022, 1023),
        Format("binary32", 24, -126, 127),
        Format("bfloat16", 8, -126, 127),
        Format("binary16", 11, -14, 15),
    )
}


class Nowhere(ArithmeticError):
    """There is no float here: an overflow, a zero divisor, the root of a negative number, a letter without value."""


class Overflow(Nowhere):
    """The number is too large for the format."""


@dataclass(frozen=True)
class Float:
    """A number of a format.

    >>> one, third = (Float.of(Fraction(x), FORMATS["binary16"]) for x in ("1", "1/3"))
    >>> (one - third).value
    0.6669921875
    """

    value: float
    format: Format

    @classmethod
    def of(cls, number: Fraction, form: Format) -> Float:
        """The number rounded to the format."""
        return cls(_rounded(number, form), form)

    def _do(self, operation: Callable[..., float], *others: object) -> Float:
        try:
            values = [self._same(other).value for other in others]
            result = operation(*values)
        except OverflowError as error:
            raise Overflow(str(error)) from None
        except (ZeroDivisionError, ValueError) as error:
            raise Nowhere(str(error)) from None
        return Float(_fitted(result, self.format), self.format)

    def _same(self, other: object) -> Float:
        if isinstance(other, Float):
            return other
        return Float.of(Fraction(repr(other) if isinstance(other, float) else str(other)), self.format)

    def __add__(self, other: object) -> Float:
        return self._do(lambda a, b: a + b, self, other)

    def __radd__(self, other: object) -> Float:
        return self._do(lambda a, b: a + b, other, self)

    def __sub__(self, other: object) -> Float:
        return self._do(lambda a, b: a - b, self, other)

    def __rsub__(self, other: object) -> Float:
        return self._do(lambda a, b: a - b, other, self)

    def __mul__(self, other: object) -> Float:
        return self._do(lambda a, b: a * b, self, other)

    def __rmul__(self, other: object) -> Float:
        return self._do(lambda a, b: a * b, other, self)

    def __truediv__(self, other: object) -> Float:
        return self._do(lambda a, b: a / b, self, other)

    def __rtruediv__(self, other: object) -> Float:
        return self._do(lambda a, b: a / b, other, self)

    def __neg__(self) -> Float:
        return Float(-self.value, self.format)

    def __abs__(self) -> Float:
        return Float(abs(self.value), self.format)

    def __pow__(self, exponent: int) -> Float:
        if exponent not in (1, 2):
            raise Nowhere("a power above the square has no one order of operations")
        return self * self if exponent == 2 else self

    def sqrt(self) -> Float:
        """The square root."""
        return self._do(sqrt, self)

    def sign(self) -> Float:
        """-1, 0 or 1."""
        return Float(float((self.value > 0) - (self.value < 0)), self.format)

    def maximum(self, other: object) -> Float:
        """The larger of the two."""
        return self._do(max, self, other)

    def constant(self, value: float) -> Float:
        """The number that the literal prints."""
        return self._same(value)


def _rounded(number: Fraction, form: Format) -> float:
    """The nearest number of the format, ties to even."""
    if not number:
        return 0.0
    exponent = number.numerator.bit_length() - number.denominator.bit_length()
    if abs(number) < Fraction(2) ** exponent:
        exponent -= 1
    quantum = max(exponent, form.least) - form.bits + 1
    return _fitted(ldexp(round(number / Fraction(2) ** quantum), quantum), form)


def _fitted(value: float, form: Format) -> float:
    """A binary64 rounded to the format."""
    if not isfinite(value):
        raise Overflow("an overflow")
    quantum = max(frexp(value)[1] - 1, form.least) - form.bits + 1
    fitted = ldexp(round(ldexp(value, -quantum)), quantum) if form.bits < 53 and value else value
    if frexp(fitted)[1] - 1 > form.largest:
        raise Overflow("an overflow")
    return fitted
