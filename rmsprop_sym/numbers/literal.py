"""What a literal means to a kind of number that is not floating point: the decimal that it prints."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite

# Beyond this many digits a power of ten is refused, and so is a text longer than this:
# nobody means it, and it would fill the memory.
LARGEST_EXPONENT = 100_000
LONGEST = 4000

_SHAPE = re.compile(r"\s*[+-]?(\d+/\d+|(\d+(\.\d*)?|\.\d+)([eE](?P<exponent>[+-]?\d+))?)\s*", re.ASCII)


def written(x: int | Fraction | str) -> Fraction:
    """The number that is written, exactly; a float is refused, because what it says is not what it is.

    Raises TypeError for a float and ValueError for text that is no decimal or fraction.

    >>> written("0.9"), written("1e-8"), written("9/10")
    (Fraction(9, 10), Fraction(1, 100000000), Fraction(9, 10))
    """
    if isinstance(x, str):
        return _parsed(x)
    if isinstance(x, bool) or not isinstance(x, int | Fraction):
        message = _refusal(x)
        raise TypeError(message)
    return Fraction(x)


def literal(x: object) -> Fraction | None:
    """The decimal that an operand of an operation stands for, or None if the operand is not a literal.

    Only plain Python numbers are literals; a NumPy scalar is a kind of number of its own.

    >>> literal(0.9), literal(2), literal("0.9")
    (Fraction(9, 10), Fraction(2, 1), None)
    """
    if type(x) is float:
        return _decimal(x)
    if type(x) is int or isinstance(x, Fraction):
        return Fraction(x)
    return None


def as_double(x: float) -> float:
    """The same number as a Python float; refused if no double is equal to it.

    >>> as_double(2**53 + 1)
    Traceback (most recent call last):
    TypeError: 9007199254740993 is no double; nearest is 9007199254740992.0. Write an int, a Fraction or text instead.
    """
    value = float(x)
    if isfinite(value) and value != x:
        message = f"{x!r} is no double; nearest is {value!r}. Write an int, a Fraction or text instead."
        raise TypeError(message)
    return value


def _decimal(x: float) -> Fraction:
    if not isfinite(x):
        message = f"{x!r} has no decimal; only finite numbers are literals"
        raise ValueError(message)
    return Fraction(repr(x))


def _parsed(text: str) -> Fraction:
    if len(text) > LONGEST:
        raise ValueError(f"{text[:20]}... has {len(text)} characters; a number has at most {LONGEST}.")
    match = _SHAPE.fullmatch(text)
    if match is None:
        message = f"{text!r} is not a number. Write a decimal or a fraction, such as '0.9', '1e-8' or '9/10'."
        raise ValueError(message)
    digits = (match["exponent"] or "").lstrip("+-0")
    if len(digits) > len(str(LARGEST_EXPONENT)) or int(digits or 0) > LARGEST_EXPONENT:
        message = f"{text!r} has an exponent beyond {LARGEST_EXPONENT}."
        raise ValueError(message)
    return Fraction(text)


def _refusal(x: object) -> str:
    if isinstance(x, float):
        return (
            f"{x!r} is a float, and it is not said whether its decimal or its binary value is meant. "
            f"Write '{float(x)!r}' for the decimal, or of_double({float(x)!r}) for the binary value."
        )
    return f"{x!r} is a {type(x).__name__}. Write an int, a Fraction, or text such as '0.9'."
