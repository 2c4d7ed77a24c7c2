"""The nearest truth to a statement that fails: a missing hypothesis, an index, a root, a sign, a factor; proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from rmsprop_sym.alphabet import beta, eps, g, i
from rmsprop_sym.claims.symbolic.defined import divisors
from rmsprop_sym.claims.symbolic.edits import changed, edited, mistaken, tidy
from rmsprop_sym.claims.symbolic.evidence import ByTheorem
from rmsprop_sym.claims.symbolic.letters import stated, states_in
from rmsprop_sym.claims.symbolic.solving import roots
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.deadline import TookTooLong, seconds_left, time_limit
from rmsprop_sym.evaluate import Point, Undefined, holds
from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ONE,
    SUM,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    Term,
    free,
)
from rmsprop_sym.kernel.theorem import Gap, assume
from rmsprop_sym.rules.run import RunState, letter
from rmsprop_sym.sampling import met
from rmsprop_sym.search import walk

if TYPE_CHECKING:
    from rmsprop_sym.claims.symbolic.statements import Case

MOST_TRIED = 24  # by what is known at once
WORKED_OUT = {"=": 5, "<=": 2, "<": 2}  # how many of these are worked out as well, which takes longer
SECONDS = 2.0  # counting what is tried, not the time, says the same on every machine; this is for what does not end
SHARE = 0.8  # of the time that is left, so that the verdict is given in any case
LIKELY, LIKELY_GIVEN = 12, 5
MOST_EDITS = 300
_BOUNDS = (Letter("M"), Letter("G"), Letter("c"))
CONSTANT = Claim(Lambda(i, g(i)), "=", Lambda(i, Letter("g")), (ONE,))
Candidate = tuple[Claim, tuple[Claim, ...]]


def repaired(case: Case, point: Point) -> tuple[str, ByTheorem] | None:
    """The nearest truth; looking for it must not cost the verdict."""
    try:
        with time_limit(min(SECONDS, SHARE * seconds_left())):
            return _nearest(case, point)
    except TookTooLong:
        return None


def _nearest(case: Case, point: Point) -> tuple[str, ByTheorem] | None:
    """The first of the candidates that is proved; better one that says itself what it supposes."""
    unsaid = None
    for found, more in _proved(case, point):
        if not (more and found[1].theorem.hypotheses & set(divisors(found[1].claim, case.reading, more))):
            return found
        unsaid = unsaid or found
    return unsaid


def _proved(case: Case, point: Point) -> Iterator[tuple[tuple[str, ByTheorem], tuple[Claim, ...]]]:
    """The candidates that are proved, and what they suppose besides."""
    tried = [point, *islice(case.places, LIKELY)]
    tries = 0
    for written, more in chain(_later(case, point), candidates(case)):
        candidate = replace(written, left=tidy(written.left), right=tidy(written.right))
        reading = replace(case.reading, given=(*case.reading.given, *more)) if more else case.reading
        other = replace(case, reading=reading, claim=candidate)
        places = list(islice(other.places, LIKELY_GIVEN)) if more else tried
        if not places or not all(_may_hold(candidate, place) for place in places):
            continue
        if (tries := tries + 1) > MOST_TRIED:
            return
        theorem = other.proof() if tries <= WORKED_OUT.get(candidate.relation, 0) else other.at_once()
        instance = next((place for place in places if all(met(h, place) for h in other.supposed)), None)
        if theorem is not None and instance is not None:
            evidence = ByTheorem(candidate, theorem, other.supposed, instance)
            if evidence.grade is Grade.PROVED:
                given = f" given {', '.join(map(stated, more))}" if more else ""
                yield (f"{stated(candidate)}{given}", evidence), more


def _later(case: Case, point: Point) -> Iterator[Candidate]:
    """The claim from the first step on, where it fails before it."""
    for x in sorted(case.claim.free(), key=str):
        if isinstance(x, Letter) and x.natural and point.letters.get(x) == 0:
            yield case.claim, (Claim(ONE, "<=", x),)


def _may_hold(claim: Claim, point: Point) -> bool:
    """Whether the claim does not fail at the point."""
    try:
        return holds(claim, point) is not False
    except Undefined:
        return True


def candidates(case: Case) -> Iterator[Candidate]:
    """What may have been meant, the likeliest first."""
    claim = case.claim
    missing = list(_missing(case))
    says_eps = any(eps in _written(side) for side in (claim.left, claim.right))
    bare = [more for more in missing if not says_eps or Claim(eps, "=", ZERO) not in more]
    yield from ((claim, more) for more in bare)
    yield from ((candidate, ()) for candidate in _own_equation(case))
    if claim.relation in ("<", "<="):
        yield Claim(claim.left, "<=", claim.right), ()
        yield Claim(claim.right, claim.relation, claim.left), ()
        yield Claim(claim.right, "<=", claim.left), ()
    if not states_in([claim]) and claim.relation != "=":
        yield from ((claim, (up_to,)) for up_to in _borders(case))
        return  # with another number or factor it would be another statement
    known = list(_known(case))
    factors = partial(changed, _decays(case))
    yield from ((candidate, ()) for candidate in _edits(claim, mistaken))
    yield from ((candidate, ()) for candidate in known if _start_unsaid(claim, candidate))
    yield from ((candidate, ()) for candidate in _edits(claim, factors))
    yield from ((candidate, ()) for candidate in known if not _start_unsaid(claim, candidate))
    yield from ((claim, more) for more in missing if more not in bare)
    if CONSTANT not in case.supposed and not any(isinstance(x, Letter) and x in _BOUNDS for x in claim.free()):
        yield claim, (CONSTANT,)
    if claim.relation == "=":
        yield Claim(claim.left, "<=", claim.right), ()
        yield Claim(claim.right, "<=", claim.left), ()


def _borders(case: Case) -> Iterator[Claim]:
    """Up to where, or from where on, an inequality in one letter may hold: the value that makes it an equation."""
    claim = case.claim
    for x, value in roots(Claim(claim.left, "=", claim.right), case.supposed) or ():
        yield Claim(x, "<=", Number(value))
        yield Claim(Number(value), "<=", x)


def _decays(case: Case) -> list[Letter]:
    """The decays of the rule that is spoken of, or the usual one; none whose value is supposed: 1 - 1 is no share."""
    run = case.reading.run
    owned = map(letter, run.rule.hyper) if run else ()
    found = {x for x in (*case.claim.free(), *owned) if isinstance(x, Letter)}
    decays = sorted((x for x in found if x.name.startswith("beta")), key=lambda x: x.name) or [beta]
    worth = {h.left for h in case.supposed if h.relation == "=" and isinstance(h.right, Number)}
    return [x for x in decays if x not in worth | case.reading.fixed.keys()]


def _start_unsaid(claim: Claim, candidate: Claim) -> bool:
    """Whether a candidate speaks of a start only where the claim does."""
    starts = [{name for name, index in states_in([c]) if index == ZERO} for c in (candidate, claim)]
    return starts[0] <= starts[1]


def _edits(claim: Claim, change: Callable[[Term], Iterator[Term]]) -> Iterator[Claim]:
    """The claim with one small thing changed, on the right first."""
    rights = (Claim(claim.left, claim.relation, right) for right in edited(claim.right, change))
    lefts = (Claim(left, claim.relation, claim.right) for left in edited(claim.left, change))
    sides = rights if claim.relation == "=" and isinstance(claim.left, Apply) else (*rights, *lefts)
    for other in islice(dict.fromkeys(sides), MOST_EDITS):
        if normal(other.left) != normal(other.right) and not _says_nothing(other):
            yield other


def _says_nothing(claim: Claim) -> bool:
    """Whether a change made a size, a root or a side a number."""
    parts = [part for side in (claim.left, claim.right) for part in _written(side)]
    inside = [p.args[0] for p in parts if isinstance(p, Apply) and p.head.name in ("abs", "sqrt", "sign")]
    return any(not normal(term).keys() - {UNIT} for term in inside)


def _missing(case: Case) -> Iterator[tuple[Claim, ...]]:
    """Hypotheses that a statement may have left out."""
    run, claim = case.reading.run, case.claim
    if run is None:
        return
    known = set(case.supposed)
    spoken = {x for hypothesis in known for x in hypothesis.free()}
    zero = Claim(eps, "=", ZERO)
    no_eps = (zero,) if "eps" in run.rule.hyper and eps not in case.reading.fixed and zero not in known else ()
    steady = (CONSTANT,) if Letter("g") in claim.free() and CONSTANT not in known else ()
    first = {
        Claim(part, "!=", ZERO)
        for side in (claim.left, claim.right)
        for part in _written(side)
        if isinstance(part, Apply) and part.head.kind == "sequence"
    } or ({Claim(g(1), "!=", ZERO)} if any(index == ONE for _, index in states_in([claim])) else set())
    if CONSTANT in (*known, *steady):
        first = {Claim(Letter("g"), "!=", ZERO)}
    moving = tuple(sorted((h for h in first if h not in known), key=str))[:1]
    starts = tuple(
        Claim(RunState(run, name)(0), "=", _start(run.rule.start[name]))
        for name in run.rule.start
        if case.reading.free_start and any(name == spoken for spoken, _ in states_in([claim]))
    )
    some_eps = (Claim(ZERO, "<", eps),) if claim.relation == "<" and no_eps else ()
    bounded = [x for x in _BOUNDS if claim.relation != "=" and x in claim.free() and x not in spoken]
    new = tuple(map(_bounded, bounded))
    for more in (new, starts, no_eps, moving, (*no_eps, *moving), steady, (*no_eps, *steady), some_eps):
        if more:
            yield more


def _bounded(x: Letter) -> Claim:
    """That no gradient is larger than a letter."""
    return Claim(Lambda(i, abs(g(i))), "<=", Lambda(i, x), (ONE,))


def _written(whole: Term) -> Iterator[Term]:
    """The parts of a term that are in print; what owns a state, and what a sum runs over, is not."""
    yield whole
    if isinstance(whole, Apply) and whole.head != SUM:
        for arg in whole.args[-1:] if whole.head.kind == "state" else whole.args:
            yield from _written(arg)


def _start(value: int) -> Term:
    return Number(ONE.value * value)


def _own_equation(case: Case) -> Iterator[Claim]:
    """The equation of the rule, where a state is said to come from the step before."""
    run, claim = case.reading.run, case.claim
    match claim:
        case Claim(Apply(Head(name, "state"), (*_, index)), "=", _) if run is not None:
            before = normal(index - 1)
            spoken = states_in([claim])
            closed = name == "theta" and {each for each, _ in spoken} == {name}
            if not closed and any(each == name and normal(at) == before for each, at in spoken):
                with suppress(Gap):
                    true = RunState(run, name).at(index, *map(assume, case.supposed)).claim.at(case.reading.fixed)
                    yield Claim(claim.left, "=", true.right)


def _known(case: Case) -> Iterator[Claim]:
    """What theorems say about one of the sides, the shortest first."""
    claim, known = case.claim, []
    for theorem in case.instances if claim.relation == "=" else case.bounds():
        t = theorem.claim
        if t.within:
            continue
        if t.relation == "=" == claim.relation:
            sides = ((t.left, t.right), (t.right, t.left))
            known += [Claim(claim.left, "=", b) for a, b in sides if normal(a) == normal(claim.left) != normal(b)]
        elif t.relation != "=" != claim.relation and normal(t.left) == normal(claim.left):
            known += [Claim(claim.left, t.relation, t.right)] if free(t.right) else []
        elif t.relation != "=" != claim.relation and normal(t.right) == normal(claim.right):
            known += [Claim(t.left, t.relation, claim.right)] if free(t.left) else []
    yield from sorted(known, key=lambda c: sum(1 for side in (c.left, c.right) for _ in walk(side)))
