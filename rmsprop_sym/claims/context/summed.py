"""A change over several steps, held against the steps one by one that were worked out above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.context.book import Entry, Mark
from rmsprop_sym.claims.expressions.syntax import Node, parse_statement
from rmsprop_sym.claims.quantities.slips import Slip, literal


def summed(mark: Mark, total: Node, steps: Sequence[Entry]) -> Slip | str:
    """The slip in a sum of steps, or why it is not said to be right; empty if it fits."""
    number = reading(total)
    if number is None:
        return ""
    said, unit = number.value, number.numeral.unit
    right = sum((each.right for each in steps), Fraction(0))
    slack = unit + sum((abs(each.printed - each.right) for each in steps if not each.wrong), Fraction(0))
    if abs(said - right) <= slack:
        return ""
    kind = _explained(said, steps, slack)
    if not kind:
        return f"the steps above add up to {literal(_cut(right, unit))}"
    [node] = parse_statement(_sum(steps, unit)).members
    return Slip(str(mark), total, node, str(node), kind, Fraction(0))


def _explained(said: Fraction, steps: Sequence[Entry], slack: Fraction) -> str:
    """Which slip makes the sum of steps what it is said to be."""
    if any(each.wrong for each in steps) and abs(said - sum(each.printed for each in steps)) <= slack:
        return f"it goes on from {next(each.mark for each in steps if each.wrong)}, which is wrong"
    if abs(abs(said) - sum(abs(each.right) for each in steps)) <= slack:
        return "the signs of the steps are lost"
    for each in steps:
        if each.right and abs(said - sum(other.right for other in steps) + 2 * each.right) <= slack:
            return f"the sign of {each.mark} is turned round"
        if each.right and abs(said - sum(other.right for other in steps) + each.right) <= slack:
            return f"{each.mark} is left out"
    return ""


def _sum(steps: Iterable[Entry], unit: Fraction) -> str:
    """The sum of steps as it is written."""
    first, *others = (_cut(each.right, unit) for each in steps)
    return "".join([str(literal(first)), *(f" {'-' if each < 0 else '+'} {literal(abs(each))}" for each in others)])


def _cut(value: Fraction, unit: Fraction) -> Fraction:
    """The number with two more digits than a unit has."""
    return round(value / (unit / 100)) * (unit / 100)
