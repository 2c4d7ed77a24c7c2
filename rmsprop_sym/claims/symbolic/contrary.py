"""The evidence against a limit: the sequence tends to another number, or what follows from the limit does.

A limit speaks of what comes late: an instance of it is one at which the sequence means something there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from rmsprop_sym.claims.symbolic.evidence import ByTheorem, coordinates, resting_on, valued
from rmsprop_sym.claims.symbolic.letters import said, stated
from rmsprop_sym.claims.verdict import Evidence, Grade
from rmsprop_sym.evaluate import Beyond, Point, Undefined, evaluate
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, Lambda, Number, Term, free, substitute
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.library import unknown_axioms
from rmsprop_sym.sampling import met, points

LATE = (12, 13)
FEW = 12


def means_something(claim: Claim, point: Point) -> bool:
    """Whether the sequence has values late, and the limit one, at a point."""
    assert isinstance(claim.left, Lambda)
    members = [substitute(claim.left.body, {claim.left.index: Number(ONE.value * k)}) for k in LATE]
    return all(_has_value(term, point) for term in (*members, claim.right))


def _has_value(term: Term, point: Point) -> bool:
    try:
        evaluate(term, point)
    except Beyond:
        return True
    except Undefined:
        return False
    return True


@dataclass(frozen=True)
class Contrary(Evidence):
    """A theorem about what a sequence tends to, and another limit of it that the claim is or would imply."""

    claim: Claim
    theorem: Theorem
    implied: Theorem
    supposed: tuple[Claim, ...]
    instance: Point
    special: tuple[Claim, ...] = ()  # what is supposed besides, for a counterexample

    @property
    def general(self) -> bool:
        """Whether it may have been meant of other sequences, or of letters that are not 0."""
        return any(h.within or h.relation == "=" for h in self.special)

    @property
    def grade(self) -> Grade:
        """REFUTED: a sequence has one limit."""
        true, would = self.theorem.claim, self.implied.claim
        same = true.relation == would.relation == "->" and normal(true.left) == normal(would.left)
        known = self.theorem.hypotheses <= set(self.supposed) and self.implied.hypotheses <= {
            *self.supposed,
            self.claim,
        }
        honest = not unknown_axioms(self.theorem) and not unknown_axioms(self.implied)
        other = met(Claim(true.right, "!=", would.right), self.instance)
        there = other and all(met(h, self.instance) for h in self.supposed)
        sound = same and known and honest and there and means_something(self.claim, self.instance)
        return Grade.REFUTED if sound else Grade.OPEN

    @property
    def varies(self) -> bool:
        """Whether the true limit may be another number at other values of what is not fixed."""
        true = self.theorem.claim
        if not free(true.right):
            return False
        tried = islice(points(self.supposed, {*true.free(), *self.claim.free()}, {}), FEW)
        values = {valued(true.right, point) if _has_value(true.right, point) else None for point in tried}
        return len(values) != 1 or None in values

    @property
    def _direct(self) -> bool:
        return self.implied.claim == self.claim

    @property
    def _true(self) -> str:
        given = ", ".join(map(stated, self.special))
        return f"{stated(self.theorem.claim)}{f' given {given}' if given else ''}"

    @property
    def witness(self) -> str:
        """The instance, and the two limits there."""
        sides = self.theorem.claim.right, self.implied.claim.right
        values = ", ".join(coordinates(Claim(sides[0], "=", sides[1]), self.instance))
        true, would = (valued(side, self.instance) for side in sides)
        told = f"it tends to {true}, not to {would}"
        if not self._direct:
            assert isinstance(self.theorem.claim.left, Lambda)
            sequence = said(self.theorem.claim.left.body)
            told = f"{sequence} tends to {true}, and would tend to {would} if there were such a limit"
        return f"{values}: {told}" if values else told

    @property
    def because(self) -> str:
        """What the theorem rests on, and what it says."""
        return f"{resting_on(self.theorem)}: {self._true}"

    @property
    def trusts(self) -> tuple[str, ...]:
        """The definitions and axioms below."""
        return self.theorem.trusts()

    @property
    def attempt(self) -> str | None:
        """The true limit, where it is one of this sequence."""
        return self._true if self._direct else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about it."""
        if not self._direct:
            return None
        return ByTheorem(self.theorem.claim, self.theorem, self.supposed, self.instance).grade
