"""Roots and logarithms of rational numbers: exact where they are rational, else square roots by their square."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, log

from flint import fmpz

LARGEST_DEGREE = 40_000
MOST, DEEPEST = 64, 6  # of exponents, and of their denominators


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


def exponent(base: object, power: object) -> Fraction | None:
    """The rational number with a small denominator to which the base has this power, if there is one.

    >>> str(exponent(Fraction(10), Fraction(1000))), str(exponent(Fraction(4), Fraction(1, 8)))
    ('3', '-3/2')
    >>> exponent(Fraction(2), Fraction(3)) is None
    True
    """
    if not isinstance(base, Fraction) or not isinstance(power, Fraction) or base <= 0 or power <= 0:
        return None
    above, below = (log(each.numerator) - log(each.denominator) for each in (power, base))
    if abs(above) > MOST * abs(below):
        return None
    found = Fraction(above / below).limit_denominator(DEEPEST) if below else Fraction(0)
    return found if below and base**found.numerator == power**found.denominator else None
