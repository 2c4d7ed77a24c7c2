"""Logarithms that are rational: the tenth of a thousand is three."""

from __future__ import annotations

from fractions import Fraction
from math import log

MOST = 64
DEEPEST = 6


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
