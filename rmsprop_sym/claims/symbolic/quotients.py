"""Equations between fractions: multiplied by all that is divided by, both sides are one polynomial."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, PLUS, POWER, TIMES, ZERO, Apply, Letter, Number, Symbol, Term, substitute
from rmsprop_sym.kernel.theorem import Theorem, assume, discharge, follows, instance, law
from rmsprop_sym.search import X, Y, eliminated, prove_by_elimination, term_of

MOST_DIVISORS = 6


def same_fraction(claim: Claim, apart: Callable[[Term], Theorem | None]) -> Theorem | None:
    """An equation between fractions, where `apart` shows that what is divided by is not 0.

    >>> from rmsprop_sym.alphabet import x
    >>> known = [assume(Claim(ZERO, "<", x))]
    >>> equation = Claim(1 / (x + x**2), "=", 1 / x - 1 / (1 + x))
    >>> same_fraction(equation, lambda d: prove_by_elimination(Claim(d, "!=", ZERO), known)).claim == equation
    True
    """
    names = _Divisors()
    whole = names.without(claim.left - claim.right)
    known = [fact for d in names.divisors if (fact := apart(d)) is not None]
    if not 0 < len(names.divisors) <= MOST_DIVISORS or len(known) < len(names.divisors):
        return None
    cleared, product = names.cleared(whole)
    ones = [discharge(instance(law("reciprocal"), {X: fact.claim.left}), fact) for fact in known]
    placed = discharge(instance(cleared, names.meaning), *ones)
    if normal(placed.claim.right):
        return None
    factor = substitute(product, names.meaning)
    nothing = follows(Claim((claim.left - claim.right) * factor, "=", ZERO), [placed], [1])
    some = prove_by_elimination(Claim(factor, "!=", ZERO), known)
    zero = discharge(instance(_no_factor(), {X: claim.left - claim.right, Y: factor}), nothing, some)
    return follows(claim, [zero], [1])


@dataclass
class _Divisors:
    """Letters for what is divided by, and for its inverse."""

    divisors: list[Term] = field(default_factory=list)

    def without(self, whole: Term) -> Term:
        """The term with letters in place of its inverses."""
        match whole:
            case Apply(head, (a, Number(q))) if head == POWER and q < 0 and q.denominator == 1:
                return self._inverse(self._place(a)) ** Number(-q)
            case Apply(head, (a, b)) if head in (PLUS, TIMES):
                return Apply(head, (self.without(a), self.without(b)))
            case Apply(head, (a, Number(q))) if head == POWER and q.denominator == 1:
                return Apply(head, (self.without(a), Number(q)))
        return whole

    def _place(self, divisor: Term) -> int:
        wanted = normal(divisor)
        known = next((k for k, d in enumerate(self.divisors) if normal(d) == wanted), len(self.divisors))
        self.divisors += [divisor] * (known == len(self.divisors))
        return known

    def _inverse(self, k: int) -> Letter:
        return Letter(f"_inverse_{k}")

    def _divisor(self, k: int) -> Letter:
        return Letter(f"_divisor_{k}")

    @property
    def meaning(self) -> dict[Symbol, Term]:
        """What the letters stand for."""
        own: dict[Symbol, Term] = {self._divisor(k): d for k, d in enumerate(self.divisors)}
        return own | {self._inverse(k): 1 / d for k, d in enumerate(self.divisors)}

    def cleared(self, whole: Term) -> tuple[Theorem, Term]:
        """A polynomial in inverses times a product of divisors, as one without inverses; and that product."""
        p, ones = normal(whole), []
        product: Term = ONE
        for k in range(len(self.divisors)):
            degrees = (dict(dict(m).get(self._inverse(k), frozenset())).get(UNIT, Fraction(0)) for m in p)
            product = product * self._divisor(k) ** Number(max(degrees, default=Fraction(0)))
            ones.append(assume(Claim(self._divisor(k) * self._inverse(k), "=", ONE)))
        reduced = eliminated(normal(whole * product), ones)
        claim = Claim(whole * product, "=", term_of(reduced.rest))
        return follows(claim, list(reduced.taken), [-1 * term_of(c) for c in reduced.taken.values()]), product


@cache
def _no_factor() -> Theorem:
    """x = 0, from x*y = 0 and y != 0."""
    nothing, some = assume(Claim(X * Y, "=", ZERO)), assume(Claim(Y, "!=", ZERO))
    inverse = discharge(instance(law("reciprocal"), {X: Y}), some)
    return follows(Claim(X, "=", ZERO), [nothing, inverse], [1 / Y, -X])
