"""A new state in numbers, held against its rule term by term: for g = 2 the square is missing in `0.9*1.84 + 0.1*2`.

What fits in any place that is known is right; else one slip has to explain one term while the other one fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import Binary, Negate, Node, parse_statement
from rmsprop_sym.claims.quantities.slips import EXCHANGED, NO_SHARE, NO_SQUARE, SAME, Slip, literal, near, value_of

SQUARES, SUM, MEAN = "v", "G", "m"
KINDS = (SQUARES, SUM, MEAN)
NO_FIT = "it is right as a number, but a term of {} is {} here, and what is known makes it {}"


@dataclass(frozen=True)
class Place:
    """What is known where a new state is worked out: the old state, the gradient, and those of the step before."""

    old: Fraction | None
    gradient: Fraction
    older: Fraction | None = None
    gradient_before: Fraction | None = None


@dataclass(frozen=True)
class Updating:
    """A state by its kind, how it is called, and the decays that may be meant."""

    kind: str
    what: str
    decays: Sequence[Fraction]

    def slip(self, head: Node, places: Sequence[Place]) -> Slip | None:
        """The slip in an expression for the new state; None if it is right anywhere, or nothing explains it."""
        terms = summands(head)
        tried = [(decay, place) for decay in self._decays for place in places]
        if not terms or any(self._fits(terms, decay, place) for decay, place in tried):
            return None
        return next(filter(None, (self._slip(head, terms, decay, place) for decay, place in tried)), None)

    def fits(self, head: Node, places: Sequence[Place]) -> bool:
        """Whether an expression is what the rule makes of one of the places."""
        terms = summands(head)
        return bool(terms) and any(self._fits(terms, decay, place) for decay in self._decays for place in places)

    def doubt(self, head: Node, places: Sequence[Place]) -> str:
        """Why an expression of which one term fits is not the new state for certain; empty if both do, or none."""
        terms = summands(head)
        if len(terms) != 2 or self.fits(head, places):
            return ""
        for decay, place, turned, k in product(self._decays, places, (1, -1), (0, 1)):
            (_, one), (other, value) = terms[::turned]
            right = self._right(decay, place)
            if right[k] and is_near(one, right[k]) and not is_near(value, right[1 - k]):
                return NO_FIT.format(self.what, other, self.formula(decay, place))
        return ""

    @property
    def _decays(self) -> Sequence[Fraction]:
        return (Fraction(1),) if self.kind == SUM else self.decays

    def _right(self, decay: Fraction, place: Place) -> tuple[Fraction, Fraction]:
        """The two terms of the new state: what is kept of the old one, and what comes in."""
        share = Fraction(1) if self.kind == SUM else 1 - decay
        entering = place.gradient if self.kind == MEAN else place.gradient**2
        return decay * (place.old or Fraction(0)), share * entering

    def _fits(self, terms: Sequence[tuple[Node, Fraction]], decay: Fraction, place: Place) -> bool:
        """Whether the terms are those of the rule, in any order."""
        right = [each for each in self._right(decay, place) if each]
        said = [value for _, value in terms if value]
        return len(right) == len(said) and (_agree(said, right) or _agree(said, right[::-1]))

    def _slip(self, head: Node, terms: Sequence[tuple[Node, Fraction]], decay: Fraction, place: Place) -> Slip | None:
        """The slip that explains the terms, if one does."""
        kept, new = self._right(decay, place)
        said = [value for _, value in terms if value]
        for one, other, kind in self._spoiled(decay, place):
            wrong = [each for each in (one, other) if each]
            apart = not (is_near(one, kept) and is_near(other, new))
            if apart and len(wrong) == len(said) and (_agree(said, wrong) or _agree(said, wrong[::-1])):
                formula = self.formula(decay, place)
                [right] = parse_statement(formula).members
                return Slip(self.what, head, right, formula, kind, Fraction(0))
        return None

    def _spoiled(self, decay: Fraction, place: Place) -> Iterator[tuple[Fraction, Fraction, str]]:
        """The two terms with one slip in them, and its name."""
        kept, new = self._right(decay, place)
        share = Fraction(1) if self.kind == SUM else 1 - decay
        for entering, kind in _entering(self.kind, place).items():
            yield kept, share * entering, kind
        yield kept, -new, "what comes in is subtracted" if new > 0 else "the sign of the gradient is lost"
        if self.kind == SUM:
            return
        old = place.old or Fraction(0)
        yield kept, new / share, NO_SHARE
        yield share * old, new / share * decay, EXCHANGED
        if old:
            yield old, new, "the decay is missing"
        if place.older:
            yield decay * place.older, new, "the value before the old one stands for it"

    def formula(self, decay: Fraction, place: Place) -> str:
        """The right side of the rule in numbers."""
        old, gradient = literal(place.old or Fraction(0)), literal(place.gradient)
        entering = f"({gradient})" if place.gradient < 0 else f"{gradient}"
        entering = entering if self.kind == MEAN else f"{entering}^2"
        if self.kind == SUM:
            return f"{old} + {entering}"
        return f"{literal(decay)}*{old} + {literal(1 - decay)}*{entering}"


def _entering(kind: str, place: Place) -> Mapping[Fraction, str]:
    """What comes in instead of the gradient or its square by one slip, and how that is called."""
    g, before = place.gradient, place.gradient_before
    found: dict[Fraction, str] = {}
    if kind == MEAN:
        found[g**2] = "the gradient is squared"
    else:
        found[abs(g)] = found[g] = NO_SQUARE
    if before:
        found.setdefault(before if kind == MEAN else before**2, "it is the gradient of the step before")
    return found


def _agree(said: Sequence[Fraction], right: Sequence[Fraction]) -> bool:
    return all(is_near(one, other) for one, other in zip(said, right, strict=True))


def is_near(said: Fraction, right: Fraction) -> bool:
    """Whether two numbers differ by no more than rounding may make of them."""
    return near(said, right, SAME)


def summands(node: Node) -> list[tuple[Node, Fraction]]:
    """The terms of a sum, each with its value and sign; none if one of them has no value.

    >>> [said] = parse_statement("0.9*2 - 0.1*3").members
    >>> [str(value) for _, value in summands(said)]
    ['9/5', '-3/10']
    """
    try:
        return [(each, sign * value_of(each)) for each, sign in _terms(node, 1)]
    except (Undefined, ZeroDivisionError):
        return []


def _terms(node: Node, sign: int) -> Iterator[tuple[Node, int]]:
    match node:
        case Binary(op="+" | "-" as op, left=left, right=right):
            yield from _terms(left, sign)
            yield from _terms(right, sign if op == "+" else -sign)
        case Negate(operand=operand):
            yield from _terms(operand, -sign)
        case _:
            yield node, sign


def weight(term: Node) -> Fraction | None:
    """The number before the first sign of multiplication of a term."""
    while isinstance(term, Binary) and term.op == "*":
        term = term.left
    try:
        return value_of(term)
    except (Undefined, ZeroDivisionError):
        return None


@dataclass(frozen=True)
class Quotient:
    """A step in numbers: what it is divided by, and the number above that, with its sign."""

    above: Fraction
    below: Node

    @property
    def divisor(self) -> Fraction:
        """The value of what it is divided by."""
        return value_of(self.below)


def quotient(node: Node) -> Quotient | None:
    """The only division of a product, as `-0.1*5/sqrt(8.2)` has one.

    >>> [said] = parse_statement("-0.1*5/4").members
    >>> str(quotient(said).above), str(quotient(said).below)
    ('-1/2', '4')
    """
    try:
        above, below = _factors(node)
    except (Undefined, ZeroDivisionError):
        return None
    return Quotient(above, below[0]) if len(below) == 1 else None


def _factors(node: Node) -> tuple[Fraction, list[Node]]:
    """The number above the line of a product, and its divisors."""
    match node:
        case Negate(operand=operand):
            above, below = _factors(operand)
            return -above, below
        case Binary(op="*", left=left, right=right):
            (one, below), (other, more) = _factors(left), _factors(right)
            return one * other, below + more
        case Binary(op="/", left=left, right=right):
            above, below = _factors(left)
            return above, [*below, right]
    return value_of(node), []
