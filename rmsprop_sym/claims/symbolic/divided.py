"""Equations between quotients, without their divisors where these are not 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import mul

from rmsprop_sym.kernel.certificate import UNIT, Polynomial, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Apply, Term, term
from rmsprop_sym.kernel.theorem import Theorem, follows, law
from rmsprop_sym.search import X, eliminated, prove_by_elimination, term_of
from rmsprop_sym.search.lemmas import by_lemma
from rmsprop_sym.search.terms import atom_term

MOST_DIVISORS = 4


@dataclass(frozen=True)
class Multiplied:
    """An equation, and the same times all that it is divided by."""

    claim: Claim
    other: Claim
    cleared: tuple[tuple[Theorem, Term], ...]
    reciprocals: tuple[Theorem, ...]

    def back(self, theorem: Theorem) -> Theorem:
        """The equation itself, from the one without divisors."""
        facts, cofactors = [theorem, *(f for f, _ in self.cleared)], [term(1), *(c for _, c in self.cleared)]
        done, left = term(1), self.claim.right - self.claim.left
        undone: list[Term] = []
        for reciprocal in self.reciprocals:
            undone.append(left * done)
            done = done * reciprocal.claim.left
        inverse = _product([1 / divisor for divisor in map(_inverted, self.reciprocals)])
        return follows(self.claim, [*facts, *self.reciprocals], [*(c * inverse for c in cofactors), *undone])


def multiplied(claim: Claim, facts: Sequence[Theorem]) -> Multiplied | None:
    """The equation times its divisors, which are not 0 by the facts; None where it has none, or one may be 0."""
    if claim.relation != "=" or claim.within:
        return None
    difference = normal(claim.right - claim.left)
    divisors = _divisors(difference)
    if not 0 < len(divisors) <= MOST_DIVISORS:
        return None
    reciprocals = []
    for divisor in divisors:
        apart = prove_by_elimination(Claim(divisor, "!=", ZERO), facts)
        reciprocals.append(by_lemma(law("reciprocal"), {X: divisor}, [apart]))
    flat = eliminated(normal(term_of(difference) * _product(divisors)), reciprocals)
    if not flat.rest or _divisors(flat.rest):
        return None
    left = term_of({m: -c for m, c in flat.rest.items() if c < 0})
    right = term_of({m: c for m, c in flat.rest.items() if c > 0})
    cleared = tuple((fact, term_of(c)) for fact, c in flat.taken.items())
    return Multiplied(claim, Claim(left, "=", right), cleared, tuple(reciprocals))


def _product(factors: Sequence[Term]) -> Term:
    return reduce(mul, factors, term(1))


def _inverted(reciprocal: Theorem) -> Term:
    """The divisor that stands in a reciprocal's claim, x*(1/x) = 1."""
    whole = reciprocal.claim.left
    assert isinstance(whole, Apply)
    return whole.args[0]


def _divisors(p: Polynomial) -> list[Term]:
    """What is divided by, each as often as in its highest power; nothing where a power is no number."""
    found: dict[Term, int] = {}
    for a, e in sorted({pair for m in p for pair in m}, key=str):
        if isinstance(a, tuple) and a[0] == "inverse":
            n = dict(e).get(UNIT, Fraction(0))
            if len(e) != 1 or n.denominator != 1:
                return []
            divisor = _below(a)
            found[divisor] = max(int(n), found.get(divisor, 0))
    return [divisor for divisor, n in found.items() for _ in range(n)]


def _below(inverse: tuple[object, ...]) -> Term:
    """What an atom is the inverse of."""
    inner = inverse[1]
    return term_of(dict(inner)) if isinstance(inner, frozenset) else atom_term(inner)
