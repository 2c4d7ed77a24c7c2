"""Statements about limits, judged: proved, or refuted by another limit or by there being none, or left open.

A limit speaks of what comes late: an instance of it is one at which the sequence means something there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from rmsprop_sym import alphabet
from rmsprop_sym.claims.evidence import ByTheorem, Contrary, coordinates, resting_on, valued
from rmsprop_sym.claims.letters import said, stated
from rmsprop_sym.claims.tending import Tending
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.evaluate import Beyond, Point, Undefined, conditions, evaluate
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Lambda, Letter, Number, Term, substitute
from rmsprop_sym.kernel.theorem import Theorem, cases
from rmsprop_sym.library import unknown_axioms
from rmsprop_sym.sampling import met

if TYPE_CHECKING:
    from rmsprop_sym.claims.symbolic import Case

SAMPLES = 40
LATE = (12, 13)
UNKNOWN = "no theorem here implies this limit, and none contradicts it"


def meant(claim: Claim) -> tuple[Claim, ...]:
    """The conditions under which both sides of a limit mean something, as far as they do not speak of what grows."""
    assert isinstance(claim.left, Lambda)
    plain = [c for side in (claim.left.body, claim.right) for c in conditions(side) if not c.within and c.free()]
    return tuple(c for c in plain if claim.left.index not in c.free())


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
class Absurd(Evidence):
    """A theorem about what a sequence tends to, and another limit of it that would follow from the claim."""

    claim: Claim
    theorem: Theorem
    implied: Theorem
    supposed: tuple[Claim, ...]
    instance: Point

    @property
    def grade(self) -> Grade:
        """REFUTED: a sequence has one limit."""
        true, would = self.theorem.claim, self.implied.claim
        same = true.relation == would.relation == "->" and normal(true.left) == normal(would.left)
        known = self.theorem.hypotheses <= set(self.supposed) and self.implied.hypotheses <= {*self.supposed, self.claim}
        honest = not unknown_axioms(self.theorem) and not unknown_axioms(self.implied)
        there = all(met(h, self.instance) for h in self.supposed)
        other = met(Claim(true.right, "!=", would.right), self.instance)
        return Grade.REFUTED if same and known and honest and there and other else Grade.OPEN

    @property
    def witness(self) -> str:
        """The instance, and the two limits there."""
        true, would = self.theorem.claim, self.implied.claim
        values = ", ".join(coordinates(Claim(true.right, "=", would.right), self.instance))
        limits = [valued(side, self.instance) for side in (true.right, would.right)]
        assert isinstance(true.left, Lambda)
        sequence = said(true.left.body)
        told = f"{sequence} tends to {limits[0]}, and would tend to {limits[1]} if there were such a limit"
        return f"{values}: {told}" if values else told

    @property
    def because(self) -> str:
        """What the theorem rests on, and what it says."""
        return f"{resting_on(self.theorem)}: {stated(self.theorem.claim)}"

    @property
    def trusts(self) -> tuple[str, ...]:
        """The definitions and axioms below."""
        return self.theorem.trusts()


def judged(case: Case) -> Evidence:
    """What is known about a limit that no theorem of the library states."""
    needing = _needing(case)
    instance = next((point for point in needing.points() if means_something(needing.claim, point)), None)
    if instance is None:
        return Undecided("no instance known at which the sequence means something late; it says nothing")
    theorem = _tending(needing).as_said() or _by_cases(needing)
    if theorem is not None:
        return ByTheorem(needing.claim, theorem, needing.supposed, instance)
    return case.contrary() or _refuted(case, needing) or Undecided(_reason(needing))


def _tending(case: Case) -> Tending:
    return Tending(case.claim, case.reading, case.supposed)


def _by_cases(case: Case) -> Theorem | None:
    """The claim where a letter is 0, and where it is not."""
    for x in _tending(case).doubtful():
        nothing = Claim(x, "=", ZERO)
        both = [_tending(_with(case, [Claim(x, sign, ZERO)])).as_said() for sign in ("=", "!=")]
        if both[0] is not None and both[1] is not None:
            return cases(nothing, both[0], both[1])
    return None


def _needing(case: Case) -> Case:
    """The case where nothing that is divided by at every step is 0."""
    needed = tuple(_tending(case).needed())
    return _with(case, needed) if needed else case


def _with(case: Case, more: Sequence[Claim]) -> Case:
    return replace(case, reading=replace(case.reading, given=(*case.reading.given, *more)))


def _refuted(case: Case, needing: Case) -> Evidence | None:
    """A refutation, if need be in a special case of what is supposed."""
    for special in (needing, *(_with(case, more) for more in _special(case))):
        for theorem, implied in _tending(special).absurd():
            for point in islice(special.points(), SAMPLES):
                direct = implied.claim == case.claim
                refutation = (
                    Contrary(case.claim, theorem, special.supposed, point)
                    if direct
                    else Absurd(case.claim, theorem, implied, special.supposed, point)
                )
                if refutation.grade is Grade.REFUTED and means_something(case.claim, point):
                    return refutation
    return None


def _special(case: Case) -> Iterator[tuple[Claim, ...]]:
    """What may be supposed besides, for a counterexample."""
    spoken = {x for claim in (case.claim, *case.supposed) for x in claim.free()} | set(case.reading.fixed)
    some_eps = (Claim(ZERO, "<", alphabet.eps),) if alphabet.eps in spoken else ()
    steady = Claim(Lambda(alphabet.i, alphabet.g(alphabet.i)), "=", Lambda(alphabet.i, Letter("g")), (ONE,))
    constant = () if steady in case.supposed or alphabet.g.head not in spoken else (steady,)
    letters = [Letter("g")] if constant or Letter("g") in spoken else []
    for sign in ("!=", "="):
        about = tuple(Claim(x, sign, ZERO) for x in letters)
        for more in ((*constant, *about), (*constant, *about, *some_eps)):
            if more:
                yield more


def _reason(case: Case) -> str:
    """Why it is open: what is known of the sequence."""
    known = _tending(case)
    if known.theorem is None:
        return UNKNOWN
    return f"it tends to {said(known.theorem.claim.right)}; whether that is the same is not known here"
