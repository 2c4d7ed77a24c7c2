"""A quantity as words name it: the formulas that it may be, and the slips that are known of it.

A number that is one of the formulas is right; one that is exactly what a slip gives is wrong, and one that is neither
is not said to be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product

from rmsprop_sym.claims.expressions.printing import decimal
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import Node, parse_statement
from rmsprop_sym.claims.expressions.tree import names_in
from rmsprop_sym.claims.quantities.slips import Slip, near, put, value_of

HERE = "§"  # where the number stands in its sentence
EXACT, APART = Fraction(1, 250), Fraction(1, 100)
MOST = 24  # choices of values that are tried
DIGITS = 6
UNFIT = "it is right as a number, but the words around it call it {}, and that is {} = {}"
Values = Mapping[str, Sequence[Fraction]]  # what each letter of a rule may be worth
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Quantity:
    """Words that name a number, the formulas that may be meant, the slips, and words that make it doubtful.

    A quantity of certain rules is theirs alone; some need a word in the sentence, some one in it or near it.
    """

    name: str
    words: re.Pattern[str]
    right: Sequence[str]
    slips: Mapping[str, str]
    doubts: re.Pattern[str] = NEVER
    rules: frozenset[str] = field(default=frozenset())
    needs: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None

    def begins(self, sentence: str, around: str = "") -> int:
        """Where the name begins that a sentence gives to the number at its sign; -1 if it gives none."""
        match = self.words.search(sentence)
        if match is None or (self.needs and not self.needs.search(sentence)):
            return -1
        return match.start() if self.near is None or self.near.search(f"{around} {sentence}") else -1

    def slip(self, said: Node, values: Values) -> Slip | None:
        """The slip that explains a number; None if it is right for any of the values, or nothing explains it."""
        value = size_of(said)
        if value is None or self.fits(value, values):
            return None
        for wrong, kind in self.slips.items():
            for chosen in _choices(self.right[0], wrong, values=values):
                right, meant = put(self.right[0], chosen), put(wrong, chosen)
                if right and meant and _is(value, meant, EXACT):
                    formula = self._nearest(value, chosen)
                    return Slip(self.name, said, put(formula, chosen) or right, formula, kind, Fraction(0))
        return None

    def unfit(self, said: Node, values: Values) -> str:
        """Why a number is not said to be the quantity; empty if it is, or nothing is known of it."""
        value = size_of(said)
        chosen = next(_choices(self.right[0], values=values), None)
        right = put(self.right[0], chosen) if chosen is not None else None
        if value is None or right is None or names_in(right) or self.fits(value, values):
            return ""
        worth = value_of(right)
        return UNFIT.format(self.name, self.right[0], decimal(worth, worth, DIGITS))

    def fits(self, value: Fraction, values: Values) -> bool:
        """Whether a number is what one of the formulas is worth."""
        for formula in self.right:
            for chosen in _choices(formula, values=values):
                node = put(formula, chosen)
                if node and _is(value, node, APART):
                    return True
        return False

    def _nearest(self, value: Fraction, chosen: Mapping[str, Fraction]) -> str:
        """Of two formulas that are each other's inverse the one on the same side of 1."""
        for formula in self.right[:2]:
            node = put(formula, chosen)
            if node and not names_in(node) and (value_of(node) > 1) == (value > 1):
                return formula
        return self.right[0]


def named(sentence: str, around: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities whose names stand nearest to the number in its sentence."""
    found = [(each.begins(sentence, around), each) for each in quantities]
    last = max((begin for begin, _ in found), default=-1)
    return [each for begin, each in found if begin == last >= 0]


def size_of(node: Node) -> Fraction | None:
    """The size of the number that an expression is; None if it is none.

    >>> str(size_of(parse_statement("-1/4").members[0]))
    '1/4'
    """
    try:
        return abs(value_of(node))
    except (Undefined, ZeroDivisionError, OverflowError):
        return None


def _is(value: Fraction, node: Node, share: Fraction) -> bool:
    """Whether a number is that of an expression."""
    other = None if names_in(node) else size_of(node)
    return other is not None and near(value, other, share)


def _choices(*formulas: str, values: Values) -> Iterator[dict[str, Fraction]]:
    """Each way to give the letters of formulas one of the values that they may have; none if one has no value."""
    names = sorted({name for each in formulas for name in names_in(parse_statement(each).members[0])} - {"pi"})
    for numbers in islice(product(*(values.get(name, ()) for name in names)), MOST):
        yield dict(zip(names, numbers, strict=True))
