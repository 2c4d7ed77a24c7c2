"""Formats of floating-point numbers, and how far one operation in them may land from the real result."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Doubles: TypeAlias = NDArray[np.float64]

LEAST = 2.0**-1074  # the least positive double
LARGEST = float(np.finfo(np.float64).max)
WIDER = 2.0**-11  # the share of a rounding that the same operation rounds in a format with 11 digits more


class Arithmetic(Protocol):
    """How far one operation may land from the real result."""

    def rounding(self, magnitude: Doubles) -> Doubles:
        """The largest error of rounding a number that is at most `magnitude` in size."""
        ...  # pragma: no cover

    def missed(self, largest: Doubles, least: Doubles) -> Doubles:
        """The largest error of one operation whose unrounded result lies between `least` and `largest` in size."""
        ...  # pragma: no cover


@dataclass(frozen=True)
class Reals:
    """Arithmetic without rounding.

    >>> float(REALS.rounding(np.float64(3)))
    0.0
    """

    def rounding(self, magnitude: Doubles) -> Doubles:
        """No error at all."""
        return np.zeros_like(magnitude)

    def missed(self, largest: Doubles, least: Doubles) -> Doubles:  # noqa: ARG002  (nothing is rounded at any size)
        """No error at all."""
        return np.zeros_like(largest)


@dataclass(frozen=True)
class Format:
    """A binary floating-point format: its name, its digits, the exponent of its least number, its largest number.

    >>> float(BINARY32.rounding(np.float64(1)) * 2**24), float(BINARY32.rounding(np.float64(1e-45)) * 2**150)
    (1.0, 1.0)
    """

    name: str
    digits: int
    least: int
    largest: float

    def rounding(self, magnitude: Doubles) -> Doubles:
        """Half a unit in the last place of the largest result; infinite if it may overflow.

        The unit stays that of the least number through the subnormal range.
        """
        exponent = np.frexp(np.maximum(magnitude, LEAST))[1]
        half = np.ldexp(1.0, np.maximum(exponent - self.digits, self.least) - 1)
        return np.where(magnitude <= self.largest, np.maximum(half, LEAST), np.inf)

    def missed(self, largest: Doubles, least: Doubles) -> Doubles:  # noqa: ARG002  (small results round no worse)
        """The rounding of the largest result, and that of a wider format before it."""
        # Among subnormal doubles the share is lost; what the result is moved outwards by makes up for it.
        return self.rounding(largest) * (1 + WIDER)

    @property
    def least_normal(self) -> float:
        """The least positive number with all digits."""
        return float(np.ldexp(1.0, self.least + self.digits - 1))

    def unread(self, x: Doubles) -> Doubles:
        """How much of a number is lost when it is read: nothing."""
        return np.zeros_like(x)

    def nearest(self, value: Fraction) -> Fraction | None:
        """The number of the format nearest to a rational one, the even one of two; None beyond the largest.

        >>> BFLOAT16.nearest(Fraction("0.999")), BINARY16.nearest(Fraction("1e-8")), BINARY16.nearest(Fraction(65520))
        (Fraction(1, 1), Fraction(0, 1), None)
        """
        if not value:
            return value
        up_to = abs(value).numerator.bit_length() - value.denominator.bit_length()
        exponent = up_to + 1 if abs(value) >= Fraction(2) ** up_to else up_to
        unit = Fraction(2) ** max(exponent - self.digits, self.least)
        rounded = round(value / unit) * unit
        return rounded if abs(rounded) <= self.largest else None


@dataclass(frozen=True)
class Flushed(Format):
    """A format whose operations give 0 in place of a subnormal result, and read 0 in place of a subnormal operand.

    >>> binary32 = FLUSHED["binary32"]
    >>> [float(binary32.missed(np.float64(x), np.float64(x))) >= x for x in (1e-39, 1e-37)]
    [True, False]
    """

    def missed(self, largest: Doubles, least: Doubles) -> Doubles:
        """The rounding; or the whole result, if it can be smaller than the least normal number."""
        gone = np.where(least < self.least_normal, np.minimum(largest, self.least_normal), 0.0)
        return np.maximum(Format.missed(self, largest, least), gone)

    def unread(self, x: Doubles) -> Doubles:
        """How much of a number is lost when it is read: all of a subnormal one.

        >>> float(FLUSHED["binary32"].unread(np.float64(1e-45))) > 0, float(FLUSHED["binary32"].unread(np.float64(1)))
        (True, 0.0)
        """
        return np.where(np.abs(x) < self.least_normal, np.abs(x), 0.0)


REALS = Reals()
BINARY16 = Format("binary16", 11, -24, 65504.0)
BFLOAT16 = Format("bfloat16", 8, -133, 2.0**128 - 2.0**120)
BINARY32 = Format("binary32", 24, -149, float(np.finfo(np.float32).max))
BINARY64 = Format("binary64", 53, -1074, LARGEST)
FORMATS = {"float16": BINARY16, "bfloat16": BFLOAT16, "float32": BINARY32, "float64": BINARY64}
FLUSHED = {f.name: Flushed(f.name, f.digits, f.least, f.largest) for f in FORMATS.values()}
