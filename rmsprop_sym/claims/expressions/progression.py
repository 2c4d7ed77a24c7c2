"""Numbers that go on in a pattern: `1 + 0.9 + 0.81 + …` has a constant ratio, `1 + 2 + 3 + … + 100` a constant step."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from rmsprop_sym.claims.expressions.printing import decimal
from rmsprop_sym.claims.expressions.real import Undefined, evaluate
from rmsprop_sym.claims.expressions.syntax import Binary, Infinity, Literal, Name, Negate, Node, Sum, has_letters

ENOUGH = 3
MOST_TERMS = 2_000


def progression(first: Sequence[Node], last: Sequence[Node], index: Name) -> Sum | None:
    """The sum of the terms before the dots and the last one, if they are three and follow one pattern only.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> terms = parse_statement("1 = 0.9 = 0.81").members
    >>> print(progression(terms, [], Name("k")))
    sum(0.9^k, k, 0, oo)
    >>> doubling_or_counting = parse_statement("1 = 2 = 16").members
    >>> progression(doubling_or_counting[:2], doubling_or_counting[2:], Name("k"))
    """
    if len(first) + len(last) < ENOUGH or any(map(has_letters, (*first, *last))):
        return None
    try:
        values = [evaluate(term) for term in (*first, *last)]
    except Undefined:
        return None
    exact = [value for value in values if isinstance(value, Fraction)]
    if len(exact) < len(values) or 0 in exact or len(set(exact)) < len(exact):
        return None
    begun, end = exact[: len(first)], exact[len(first) :]
    ratios = {after / before for before, after in pairwise(begun)}
    steps = {after - before for before, after in pairwise(begun)}
    found = [
        _geometric(begun[0], ratios.pop(), end, index) if len(ratios) == 1 else None,
        _arithmetic(begun[0], steps.pop(), end, index) if len(steps) == 1 and end else None,
    ]
    fitting = [each for each in found if each]
    return fitting[0] if len(fitting) == 1 else None


def _geometric(start: Fraction, ratio: Fraction, end: Sequence[Fraction], index: Name) -> Sum | None:
    """The sum of powers of the ratio, which without a last term goes on for ever."""
    power = Binary("^", _number(ratio), index)
    body = power if start == 1 else Binary("*", _number(start), power)
    if not end:
        return Sum(body, index.name, Literal("0"), Infinity())
    count, value = 0, start
    while value != end[0] and count < MOST_TERMS and (abs(value) > abs(end[0])) == (abs(ratio) < 1):
        count, value = count + 1, value * ratio
    return Sum(body, index.name, Literal("0"), Literal(str(count))) if value == end[0] else None


def _arithmetic(start: Fraction, step: Fraction, end: Sequence[Fraction], index: Name) -> Sum | None:
    """The sum of terms that grow by the step."""
    count = (end[0] - start) / step
    if count.denominator != 1 or not 0 < count < MOST_TERMS:
        return None
    body = Binary("+", _number(start), Binary("*", _number(step), index))
    return Sum(body, index.name, Literal("0"), Literal(str(int(count))))


def _number(value: Fraction) -> Node:
    """The number as a node: in decimals where they end, else as a fraction."""
    text = decimal(abs(value), abs(value))
    exact = Literal(text) if "e" not in text and Fraction(text) == abs(value) else None
    size = exact or Binary("/", Literal(str(abs(value.numerator))), Literal(str(value.denominator)))
    return Negate(size) if value < 0 else size
