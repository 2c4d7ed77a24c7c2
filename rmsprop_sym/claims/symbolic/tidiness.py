"""Terms without what adds or multiplies nothing, and the factors of a product."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, PLUS, POWER, SUM, TIMES, ZERO, Apply, Head, Letter, Number, Term
from rmsprop_sym.search import walk


def tidy(whole: Term) -> Term:
    """The term without what adds or multiplies nothing.

    >>> from rmsprop_sym.alphabet import show, x
    >>> show(tidy(1 / (1 - x * 0) ** 2 + x**1 * 1))
    '1 + x'
    """
    match whole:
        case Apply(head, args):
            return _plain(Apply(head, tuple(map(tidy, args)))) if head in (PLUS, TIMES, POWER) else _at(head, args)
    return whole


def _at(head: Head, args: tuple[Term, ...]) -> Term:
    """A function of tidy arguments; the root and the size of nothing are nothing."""
    if head.kind != "function" or head == SUM:
        return Apply(head, args)
    inside = tuple(map(tidy, args))
    return ZERO if head in (Head("sqrt"), Head("abs")) and inside == (ZERO,) else Apply(head, inside)


def _plain(whole: Apply) -> Term:
    value = normal(whole)
    if not value.keys() - {UNIT}:
        return Number(value.get(UNIT, Fraction(0)))
    a, b = whole.args
    if whole.head == PLUS:
        return b if a == ZERO else a if b == ZERO else whole
    if whole.head == TIMES:
        return b if a == ONE else a if b == ONE else _number_first(a, b)
    return a if b == ONE else whole


def _number_first(a: Term, b: Term) -> Term:
    """A product, with two numbers before it as one."""
    match a, b:
        case Number(p), Apply(head, (Number(q), rest)) if head == TIMES:
            return rest if p * q == 1 else Number(p * q) * rest
    return a * b


def factors(whole: Term) -> Iterator[Term]:
    """The factors of a product as it is written."""
    match whole:
        case Apply(head, (a, b)) if head == TIMES:
            yield from factors(a)
            yield from factors(b)
        case _:
            yield whole


def products(claim: Claim) -> Iterator[Term]:
    """Products and powers of letters, which may be below 1 as their factors are."""
    for part in dict.fromkeys(p for side in (claim.left, claim.right) for p in walk(side)):
        match part:
            case Apply(head, (Letter(), Letter() | Number())) if head in (TIMES, POWER):
                yield part


def sizes(claim: Claim) -> Iterator[Term]:
    """What stands between bars."""
    for part in (p for side in (claim.left, claim.right) for p in walk(side)):
        match part:
            case Apply(Head("abs", "function"), (inside,)):
                yield inside
