"""Roots of rational numbers: exact where they are rational, and square roots by their square where not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from flint import fmpz

LARGEST_DEGREE = 40_000


@dataclass(frozen=True)
class Root:
    """A number by its sign and its square, where only the square is rational."""

    sign: int
    square: Fraction


def root(sign: int, square: Fraction) -> Fraction | Root:
    """The number of this sign and square, as a Fraction where it is one.

    >>> root(-1, Fraction(1, 4)), root(1, Fraction(2))
    (Fraction(-1, 2), Root(sign=1, square=Fraction(2, 1)))
    """
    above, below = isqrt(square.numerator), isqrt(square.denominator)
    if above**2 == square.numerator and below**2 == square.denominator:
        return Fraction(sign * above, below)
    return Root(sign, square)


def exact_root(base: Fraction, degree: int) -> Fraction | None:
    """The root of a positive number where it is rational.

    >>> exact_root(Fraction(8, 27), 3), exact_root(Fraction(2), 3)
    (Fraction(2, 3), None)
    """
    if base <= 0 or degree > LARGEST_DEGREE:
        return None
    above, below = (int(fmpz(part).root(degree)) for part in (base.numerator, base.denominator))
    found = Fraction(above, below)
    return found if found**degree == base else None
