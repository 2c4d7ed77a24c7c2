"""What follows from facts about letters, with what is known of sizes, fractions and products below 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from rmsprop_sym.claims.symbolic.measures import below_one
from rmsprop_sym.claims.symbolic.quotients import same_fraction
from rmsprop_sym.claims.symbolic.tidiness import products, sizes
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Term
from rmsprop_sym.kernel.theorem import Gap, Theorem, instance, law
from rmsprop_sym.search import X, Y, prove_by_elimination, use_by_elimination
from rmsprop_sym.search.lemmas import size_squared


class Unknown(Exception):
    """It is not known here whether something is so, or what something tends to."""


@dataclass(eq=False)
class Grounds:
    """The facts that are taken for known."""

    facts: Sequence[Theorem]

    def __post_init__(self) -> None:
        """What is neither negative nor 0 is positive."""
        self.facts = [*self.facts, *map(self._positive, self.facts)]

    def _positive(self, fact: Theorem) -> Theorem:
        c = fact.claim
        low = self.shown(Claim(ZERO, "<=", c.left)) if (c.relation, c.right, c.within) == ("!=", ZERO, ()) else None
        if low is None:
            return fact
        return use_by_elimination(law("strict"), {X: ZERO, Y: c.left}, [low, *self.facts])

    def apart(self, whole: Term) -> bool:
        """Whether a term is known to differ from 0."""
        return self.shown(Claim(whole, "!=", ZERO)) is not None

    def shown(self, claim: Claim, more: Iterable[Theorem] = ()) -> Theorem | None:
        """The claim from the facts, if it follows."""
        squares = [instance(size_squared(), {X: inside}) for inside in dict.fromkeys(sizes(claim))]
        below = [f for p in products(claim) for f in below_one(p, self.facts)] if claim.relation == "!=" else []
        try:
            return prove_by_elimination(claim, [*more, *squares, *below, *self.facts])
        except (Gap, OverflowError):
            return self._same_fraction(claim) if claim.relation == "=" else None

    def _same_fraction(self, claim: Claim) -> Theorem | None:
        with suppress(Gap, OverflowError):
            return same_fraction(claim, lambda divisor: self.shown(Claim(divisor, "!=", ZERO)))
        return None

    def proved(self, claim: Claim, more: Iterable[Theorem] = ()) -> Theorem:
        """The claim from the facts; raises Unknown if it does not follow."""
        found = self.shown(claim, more)
        if found is None:
            raise Unknown
        return found
