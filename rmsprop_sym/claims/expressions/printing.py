"""Numbers as decimals: as many digits as are certain, and all of them where they end."""

from __future__ import annotations

from fractions import Fraction

SIGNIFICANT = 12
LONGEST_EXACT = 16
LONGEST_FRACTION = 60


def round_half_up(value: Fraction, unit: Fraction) -> Fraction:
    """The nearest multiple of the unit, away from zero at a tie.

    >>> round_half_up(Fraction(-5, 2), Fraction(1))
    Fraction(-3, 1)
    """
    steps = int(abs(value) / unit + Fraction(1, 2))
    return (steps if value >= 0 else -steps) * unit


def plain(value: Fraction, places: int) -> str:
    """A value that is not negative, with so many digits after the point."""
    digits = str(int(value * Fraction(10) ** max(places, 0) + Fraction(1, 2)))
    if places <= 0:
        return digits
    digits = digits.rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def scientific(value: Fraction, places: int) -> str:
    """The value with a power of ten, its last digit counting units of 10**-places."""
    digits = str(abs(int(value * Fraction(10) ** places)))
    mantissa = digits[0] + ("." + digits[1:] if digits[1:] else "")
    return f"{'-' * (value < 0)}{mantissa}e{len(digits) - 1 - places}"


def magnitude(value: Fraction) -> int:
    """The exponent of the leading decimal digit of a value that is not zero.

    >>> magnitude(Fraction(1, 1000)), magnitude(Fraction(999))
    (-3, 2)
    """
    value = abs(value)
    guess = int((value.numerator.bit_length() - value.denominator.bit_length()) * 0.30103)
    while Fraction(10) ** guess > value:
        guess -= 1
    while Fraction(10) ** (guess + 1) <= value:
        guess += 1
    return guess


def fraction(value: Fraction) -> str | None:
    """The fraction, unless it is too long to be read.

    >>> fraction(Fraction(77, 2000))
    '77/2000'
    """
    short = max(value.numerator.bit_length(), value.denominator.bit_length()) < 3 * LONGEST_FRACTION
    text = str(value) if short else ""
    return text if 0 < len(text) <= LONGEST_FRACTION else None


def decimal(low: Fraction, high: Fraction, significant: int = SIGNIFICANT) -> str:
    """The number between the bounds in decimals: all of them where they end soon, else as many as are certain.

    >>> decimal(Fraction(77, 2000), Fraction(77, 2000)), decimal(Fraction(2, 3), Fraction(2, 3))
    ('0.0385', '0.666666666667')
    """
    if low == high == 0:
        return "0"
    top = magnitude(max(abs(low), abs(high)))
    if low == high and -LONGEST_EXACT < top < LONGEST_EXACT:
        places = next((n for n in range(LONGEST_EXACT - top) if (low * 10**n).denominator == 1), None)
        if places is not None:
            return "-" * (low < 0) + plain(abs(low), places)
    for digits in range(significant, 0, -1):
        places = digits - 1 - top
        unit = Fraction(10) ** -places
        value = round_half_up(low, unit)
        if value == round_half_up(high, unit):
            if -6 < top < LONGEST_EXACT:
                return "-" * (value < 0) + plain(abs(value), max(places, 0))
            return scientific(value, places)
    return scientific(round_half_up(low, Fraction(10) ** top), -top)
