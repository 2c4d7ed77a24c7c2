"""What is nearly equal: two expressions of which the ratio goes to 1 as a letter goes to an end of its range.

Where corrections are written beside what is largest, the first of them must be right, too: 1 + x/2, and not 1 + x.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from flint import arb

from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import Binary, Chain, Literal, Negate, Node, walk
from rmsprop_sym.claims.symbolic.nearing import Way, differences, letters_of, precisely, vanishes, ways
from rmsprop_sym.claims.verdict import Evidence, Grade

FAR_OFF = "their ratio goes to 1 in no limit of their letters"
NOT_THERE = "their ratio does not go to 1 for {}"
FIRST = "as {} goes on, what is written beside the largest part is not the first correction"


class Fit(Enum):
    """How two expressions go together as letters go to an end."""

    CLOSE = "their ratio goes to 1, with the corrections that are written"
    SPOILED = "their ratio goes to 1, and the first correction is wrong"
    APART = "their ratio does not go to 1"
    UNSURE = "it cannot be told"


_FITS = {True: Fit.CLOSE, False: Fit.APART, None: Fit.UNSURE}


@dataclass(frozen=True)
class Nearly(Evidence):
    """How the two sides of a link go together in each of the ways that may be meant; `certain` ones are no others."""

    fits: tuple[tuple[Way, Fit], ...]
    meant: tuple[str, ...] = ()
    certain: bool = False

    @property
    def grade(self) -> Grade:
        """SURVIVED if they are close in a way that is meant, REFUTED if they are in none at all."""
        if self.certain and all(fit in {Fit.SPOILED, Fit.APART} for way, fit in self.fits if way.said in self.meant):
            return Grade.REFUTED
        if self.close:
            return Grade.SURVIVED if any(map(self._is_meant, self.close)) else Grade.OPEN
        told = (fit in {Fit.SPOILED, Fit.APART} or (fit is Fit.UNSURE and way.is_rare) for way, fit in self.fits)
        return Grade.REFUTED if self.fits and all(told) else Grade.OPEN

    @property
    def close(self) -> list[Way]:
        """The ways on which they are close, whatever the other letters are."""
        other = {way.said for way, fit in self.fits if fit is not Fit.CLOSE}
        return [way for way, fit in self.fits if fit is Fit.CLOSE and way.said not in other]

    def _is_meant(self, way: Way) -> bool:
        return way.said in self.meant if self.meant else not way.is_rare

    @property
    def _spoiled(self) -> str | None:
        return next((way.said for way, fit in self.fits if fit is Fit.SPOILED), None)

    @property
    def because(self) -> str | None:
        """In which limit it was found to hold, or that there is none."""
        if self.grade is Grade.REFUTED and self.certain:
            return NOT_THERE.format(" or ".join(self.meant))
        if self.grade is Grade.REFUTED:
            return FIRST.format(self._spoiled) if self._spoiled else FAR_OFF
        close = dict.fromkeys(way.said for way in self.close if self._is_meant(way))
        return f"the ratio of both sides goes to 1 for {' or '.join(close)}" if self.grade is Grade.SURVIVED else None

    @property
    def samples(self) -> int | None:
        """How many times both sides were worked out."""
        return sum(len(way.steps) for way, _ in self.fits)

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return "in which limit it is meant cannot be told" if self.grade is Grade.OPEN else None


def nearly(link: Chain) -> Nearly:
    r"""How the two sides of a link between letters go together, as each of these goes to an end of its range.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [str(nearly(parse_formula(x)).grade) for x in (r"\ln\beta ≈ \beta - 1", r"\ln\beta ≈ 1 - \beta")]
    ['SURVIVED', 'REFUTED']
    """
    return Nearly(tuple((way, _fit(way, *link.members)) for way in ways(letters_of(link))))


def _fit(way: Way, left: Node, right: Node) -> Fit:
    """How two sides go together on a way; apart they are only if they are so where what is slow has come far."""
    early, late = (_fit_on(each, left, right) for each in (way, way.further))
    return Fit.UNSURE if late is Fit.UNSURE and early is Fit.APART else early if late is Fit.UNSURE else late


def _fit_on(way: Way, left: Node, right: Node) -> Fit:
    try:
        return _compared(way, left, right)
    except (Undefined, ZeroDivisionError):
        return Fit.UNSURE


def _compared(way: Way, left: Node, right: Node) -> Fit:
    here = way.values(left)
    if right == Literal("0"):
        return _FITS[vanishes(here)]
    there = way.values(right)
    share = _rounded(right)
    off = [_less(each, share) for each in differences(here, there)]
    found = _FITS[vanishes(off)]
    if found is not Fit.CLOSE or share:
        return found
    factor, terms = _summed(right)
    sizes = [way.values(term) for term in terms]
    small = [k for k, each in enumerate(sizes) if _is_smaller(each, sizes)]
    if not small or len(small) == len(terms):
        return _as_they_change(here, there)
    scale = way.values(factor)
    with precisely():
        main, beside = ([sum(each, arb(0)) for each in zip(*some, strict=True)] for some in _parted(sizes, small))
        rest = [x / s - m for x, s, m in zip(here, scale, main, strict=True)]
    if all(each.contains(0) for each in rest):
        return Fit.UNSURE
    fit = _FITS[vanishes(differences(rest, beside))]
    return Fit.SPOILED if fit is Fit.APART else fit


def _as_they_change(here: Sequence[arb], there: Sequence[arb]) -> Fit:
    """How two expressions go together that come to the same: where both change on the way, they do so alike."""
    with precisely():
        mine, other = here[0] - here[1], there[0] - there[1]
        is_still = abs(other) <= abs(there[1]) * arb("1e-40")
        grows = not abs(there[0] - there[2]) < abs(there[2]) / 10
        ratio = arb(1) if is_still else mine / other
    if is_still or grows or not ratio.is_finite():
        return Fit.CLOSE
    return Fit.SPOILED if ratio < 0 else Fit.CLOSE if abs(ratio - 1) < arb("0.05") else Fit.UNSURE


def _rounded(node: Node) -> Fraction:
    """By which share a side may be off for the digits that are printed in it."""
    printed = [part for part in walk(node) if isinstance(part, Literal) and not part.numeral.integer and part.value]
    return sum((part.numeral.unit / 2 / part.value for part in printed), Fraction(0))


def _less(error: arb, share: Fraction) -> arb:
    """What is left of an error that rounding does not explain."""
    allowed = arb(share.numerator) / share.denominator
    return error if not share else arb(0) if abs(error) <= allowed else abs(error) - allowed


def _summed(node: Node) -> tuple[Node, list[Node]]:
    """An expression as a factor times a sum, which is as it is written: c (1 - x) and c/(1 - x) are told apart."""
    match node:
        case Binary(op="*", left=left, right=right):
            for factor, rest in ((left, right), (right, left)):
                if len(terms := [*_terms(rest)]) > 1:
                    return factor, terms
        case Binary(op="/", left=above, right=below) if len(terms := [*_terms(above)]) > 1:
            return Binary("/", Literal("1"), below), terms
        case Negate(operand=operand):
            factor, terms = _summed(operand)
            return Negate(factor), terms
    return Literal("1"), [*_terms(node)]


def _terms(node: Node) -> Iterator[Node]:
    """The terms of a sum, those in brackets as one."""
    match node:
        case Binary(op="+" | "-" as op, left=left, right=right):
            yield from _terms(left)
            yield right if op == "+" else Negate(right)
        case _:
            yield node


def _is_smaller(values: Sequence[arb], sizes: Sequence[Sequence[arb]]) -> bool:
    """Whether a term becomes nothing beside the largest."""
    with precisely():
        most = [max((abs(each[n]) for each in sizes), key=lambda x: x.mid()) for n in range(len(values))]
        return vanishes([x / y for x, y in zip(values, most, strict=True)]) is True


def _parted(sizes: Sequence[Sequence[arb]], small: Sequence[int]) -> tuple[list[Sequence[arb]], list[Sequence[arb]]]:
    """The terms that are as large as any, and those that become nothing beside them."""
    return [x for k, x in enumerate(sizes) if k not in small], [x for k, x in enumerate(sizes) if k in small]
