"""Statements about limits, judged: proved, or refuted by another limit or by there being none, or left open.

A limit speaks of what comes late: an instance of it is one at which the sequence means something there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from rmsprop_sym import alphabet
from rmsprop_sym.claims.symbolic.contrary import Contrary, means_something
from rmsprop_sym.claims.symbolic.evidence import ByTheorem
from rmsprop_sym.claims.symbolic.letters import said, stated
from rmsprop_sym.claims.symbolic.tending import Tending
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.evaluate import conditions
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, POWER, ZERO, Apply, Lambda, Letter
from rmsprop_sym.kernel.theorem import Theorem, cases
from rmsprop_sym.search import walk

if TYPE_CHECKING:
    from rmsprop_sym.claims.symbolic.statements import Case

SAMPLES = 40
UNKNOWN = "no theorem here implies this limit, and none contradicts it"


def meant(claim: Claim) -> tuple[Claim, ...]:
    """The conditions under which both sides of a limit mean something, as far as they do not speak of what grows."""
    assert isinstance(claim.left, Lambda)
    plain = [c for side in (claim.left.body, claim.right) for c in conditions(side) if not c.within and c.free()]
    return tuple(c for c in plain if claim.left.index not in c.free())


def judged(case: Case) -> Evidence:
    """What is known about a limit that no theorem of the library states."""
    known = _tending(case)
    needed = tuple(known.needed())
    needing, known = (_with(case, needed), _tending(_with(case, needed))) if needed else (case, known)
    instance = next((point for point in needing.places if means_something(needing.claim, point)), None)
    if instance is None:
        return Undecided("no instance known at which the sequence means something late; it says nothing")
    theorem = known.as_said() or _by_cases(needing, known.doubtful())
    if theorem is not None and needed and _divides_by_gradient(case.claim):
        return Undecided(f"it tends to that where {', '.join(map(stated, needed))}; suppose that")
    if theorem is not None:
        return ByTheorem(needing.claim, theorem, needing.supposed, instance)
    refuted = _against(case, needing, known) or case.contrary()
    return refuted or _in_special(case) or Undecided(_reason(known))


def _divides_by_gradient(claim: Claim) -> bool:
    """Whether a member of a sequence alone is divided by, as where `rate(t)` is a change of theta over a gradient.

    What stands before the gradient has a value also where that is 0, and then perhaps another limit.
    """
    powers = (p for side in (claim.left, claim.right) for p in walk(side) if isinstance(p, Apply) and p.head == POWER)
    return any(isinstance(p.args[0], Apply) and p.args[0].head.kind == "sequence" for p in powers)


def _tending(case: Case) -> Tending:
    return Tending(case.claim, case.reading, case.supposed)


def _by_cases(case: Case, doubtful: Sequence[Letter]) -> Theorem | None:
    """The claim where a letter is 0, and where it is not."""
    for x in doubtful:
        nothing = _tending(_with(case, [Claim(x, "=", ZERO)])).as_said()
        some = nothing and _tending(_with(case, [Claim(x, "!=", ZERO)])).as_said()
        if nothing and some:
            return cases(Claim(x, "=", ZERO), nothing, some)
    return None


def _with(case: Case, more: Sequence[Claim]) -> Case:
    return replace(case, reading=replace(case.reading, given=(*case.reading.given, *more)))


def _in_special(case: Case) -> Evidence | None:
    """A refutation in a special case of what is supposed."""
    specials = (_with(case, more) for more in _special(case))
    return next(filter(None, (_against(case, special, _tending(special)) for special in specials)), None)


def _against(case: Case, special: Case, known: Tending) -> Evidence | None:
    """An instance at which the sequence does not tend to what is said."""
    besides = tuple(h for h in special.supposed if h not in case.supposed)
    for theorem, implied in known.absurd():
        for point in islice(special.places, SAMPLES):
            contrary = Contrary(case.claim, theorem, implied, special.supposed, point, besides)
            if contrary.grade is Grade.REFUTED:
                return contrary
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


def _reason(known: Tending) -> str:
    """Why it is open: what is known of the sequence."""
    if known.theorem is None:
        return UNKNOWN
    return f"it tends to {said(known.theorem.claim.right)}; whether that is the same is not known here"
