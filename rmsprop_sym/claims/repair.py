"""The nearest truth to a statement that fails: a missing hypothesis, an index, a root, a sign, a factor; proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import chain, islice
from typing import TYPE_CHECKING

from rmsprop_sym.alphabet import DOMAINS, eps, g, i
from rmsprop_sym.claims.evidence import ByTheorem
from rmsprop_sym.claims.letters import stated, states_in
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.deadline import TookTooLong, time_limit
from rmsprop_sym.evaluate import Point, Undefined, holds
from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ONE,
    PLUS,
    POWER,
    SUM,
    TIMES,
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
from rmsprop_sym.rules.run import RunState
from rmsprop_sym.sampling import met
from rmsprop_sym.search import walk

if TYPE_CHECKING:
    from rmsprop_sym.claims.symbolic import Case

MOST_TRIED = 8  # what is found at all is found among the first five
SECONDS = 2.0  # counting what is tried, not the time, says the same on every machine; this is for what does not end
LIKELY, LIKELY_GIVEN = 12, 5
MOST_EDITS = 300
Candidate = tuple[Claim, tuple[Claim, ...]]


def repaired(case: Case, point: Point) -> tuple[str, ByTheorem] | None:
    """The nearest truth; looking for it must not cost the verdict."""
    try:
        with time_limit(SECONDS):
            return _nearest(case, point)
    except TookTooLong:
        return None


def _nearest(case: Case, point: Point) -> tuple[str, ByTheorem] | None:
    """The first of the candidates that is proved."""
    tried = [point, *islice(case.points(), LIKELY)]
    tries = 0
    for written, more in chain(_later(case, point), candidates(case)):
        candidate = replace(written, left=tidy(written.left), right=tidy(written.right))
        other = replace(case, reading=replace(case.reading, given=(*case.reading.given, *more)), claim=candidate)
        places = list(islice(other.points(), LIKELY_GIVEN)) if more else tried
        if not places or not all(_may_hold(candidate, place) for place in places):
            continue
        if (tries := tries + 1) > MOST_TRIED:
            return None
        theorem = other.proof()
        instance = next((place for place in places if all(met(h, place) for h in other.supposed)), None)
        if theorem is not None and instance is not None:
            evidence = ByTheorem(candidate, theorem, other.supposed, instance)
            if evidence.grade is Grade.PROVED:
                given = f" given {', '.join(map(stated, more))}" if more else ""
                return f"{stated(candidate)}{given}", evidence
    return None


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
    yield from ((candidate, ()) for candidate in _edits(claim, _mistaken))
    yield from ((candidate, ()) for candidate in _known(case))
    yield from ((candidate, ()) for candidate in _edits(claim, _changed))
    yield from ((claim, more) for more in missing if more not in bare)
    if claim.relation == "=":
        yield Claim(claim.left, "<=", claim.right), ()
        yield Claim(claim.right, "<=", claim.left), ()


def _edits(claim: Claim, changed: Callable[[Term], Iterator[Term]]) -> Iterator[Claim]:
    """The claim with one small thing changed, on the right first."""
    rights = (Claim(claim.left, claim.relation, right) for right in _edited(claim.right, changed))
    lefts = (Claim(left, claim.relation, claim.right) for left in _edited(claim.left, changed))
    sides = rights if claim.relation == "=" and isinstance(claim.left, Apply) else (*rights, *lefts)
    for edited in islice(dict.fromkeys(sides), MOST_EDITS):
        if normal(edited.left) != normal(edited.right) and not _says_nothing(edited):
            yield edited


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
    zero = Claim(eps, "=", ZERO)
    no_eps = (zero,) if "eps" in run.rule.hyper and eps not in case.reading.fixed and zero not in known else ()
    first = {
        Claim(part, "!=", ZERO)
        for side in (claim.left, claim.right)
        for part in _written(side)
        if isinstance(part, Apply) and part.head.kind == "sequence"
    } or ({Claim(g(1), "!=", ZERO)} if any(index == ONE for _, index in states_in([claim])) else set())
    moving = tuple(sorted((h for h in first if h not in known), key=str))[:1]
    starts = tuple(
        Claim(RunState(run, name)(0), "=", _start(run.rule.start[name]))
        for name in run.rule.start
        if case.reading.free_start and any(name == spoken for spoken, _ in states_in([claim]))
    )
    constant = Claim(Lambda(i, g(i)), "=", Lambda(i, Letter("g")), (ONE,))
    steady = (constant,) if Letter("g") in claim.free() and constant not in known else ()
    for more in (starts, no_eps, moving, (*no_eps, *moving), steady, (*no_eps, *steady)):
        if more:
            yield more


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
            if any(spoken == name and normal(at) == before for spoken, at in states_in([claim])):
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
            known.append(Claim(claim.left, t.relation, t.right))
        elif t.relation != "=" != claim.relation and normal(t.right) == normal(claim.right):
            known.append(Claim(t.left, t.relation, claim.right))
    yield from sorted(known, key=lambda c: sum(1 for side in (c.left, c.right) for _ in walk(side)))


def _edited(whole: Term, changed: Callable[[Term], Iterator[Term]]) -> Iterator[Term]:
    """The term with one small thing changed, at its root first and then below."""
    yield from changed(whole)
    match whole:
        case Apply(Head(_, "state"), (*owners, index)):
            yield from (Apply(whole.head, (*owners, other)) for other in _nearby(index))
        case Apply(head, (a, Number())) if head == POWER:
            yield from (Apply(head, (other, whole.args[1])) for other in _edited(a, changed))
        case Apply(head, args):
            for k, arg in enumerate(args):
                yield from (Apply(head, (*args[:k], other, *args[k + 1 :])) for other in _edited(arg, changed))
        case Lambda(index, body):
            yield from (Lambda(index, other) for other in _edited(body, changed))


def tidy(whole: Term) -> Term:
    """The term with its indices and exponents as short as they can be: t - 1 for -1 + t."""
    match whole:
        case Apply(head, args):
            return _short(Apply(head, tuple(map(tidy, args)))) if head == PLUS else Apply(head, tuple(map(tidy, args)))
        case Lambda(index, body):
            return Lambda(index, tidy(body))
    return whole


def _short(whole: Term) -> Term:
    """Letters and a number, where a sum of natural letters is no more than that: t - i + 1."""
    rest = dict(normal(whole))
    number = rest.pop(UNIT, Fraction(0))
    signs = {
        x: rest.pop(monomial)
        for x in free(whole)
        if isinstance(x, Letter)
        for monomial in normal(x)
        if monomial in rest
    }
    if not rest and not signs:
        return Number(number)
    if rest or 1 not in signs.values() or not set(signs.values()) <= {1, -1}:
        return whole
    first, *others = sorted(signs, key=lambda x: (-signs[x], x.name))
    short: Term = first
    for x in others:
        short = short + x if signs[x] > 0 else short - x
    return short if not number else short + Number(number) if number > 0 else short - Number(-number)


def _nearby(index: Term) -> Iterator[Term]:
    """An index off by one."""
    yield index - 1
    yield index + 1


def _mistaken(whole: Term) -> Iterator[Term]:
    """What is often written instead of something else: a root, a size, a square, a sign, the place of eps, an index."""
    match whole:
        case Apply(head, (_, _)) if head in (PLUS, POWER):
            yield from _other_sum(whole) if head == PLUS else _other_power(whole)
        case Apply(Head("sqrt" | "abs", "function"), (inner,)):
            yield from _eps_outside(inner)
            yield inner
        case Apply(Head(_, "sequence"), (index,)):
            yield whole**2
            yield from (Apply(whole.head, (other,)) for other in _nearby(index))
        case Letter() if whole in DOMAINS and whole.name.startswith("beta"):
            yield from (1 - whole, ONE)


def _changed(whole: Term) -> Iterator[Term]:
    """What else may be missing: a factor, a root, a number counted wrongly."""
    match whole:
        case Letter(natural=True):
            yield from _nearby(whole)
        case Number(value) if value.denominator == 1:
            yield from (Number(value + by) for by in (1, -1))
    if isinstance(whole, Apply) and whole.head in (PLUS, TIMES, POWER):
        yield from (whole.sqrt(), abs(whole), -whole)
    if not (isinstance(whole, Lambda) or (isinstance(whole, Letter) and whole.natural)):
        for decay in sorted(_decays(whole), key=lambda x: x.name):
            yield from (whole * (1 - decay), whole * decay, whole / (1 - decay), whole / (1 - decay).sqrt())


def _other_sum(whole: Apply) -> Iterator[Term]:
    """The sum with a sign turned, or with its second term below the root of its first."""
    a, b = whole.args
    if isinstance(a, Apply) and a.head == Head("sqrt"):
        yield (a.args[0] + b).sqrt()
    match b:
        case Apply(head, (Number(n), c)) if head == TIMES and n < 0:
            yield a + Number(-n) * c
        case _:
            yield a - b


def _eps_outside(inner: Term) -> Iterator[Term]:
    """The root of the first term, and the second one outside."""
    match inner:
        case Apply(head, (a, b)) if head == PLUS:
            yield a.sqrt() + b


def _other_power(whole: Apply) -> Iterator[Term]:
    """The power with another exponent."""
    base, exponent = whole.args
    match exponent:
        case Number(n) if n != -1:
            yield from (base, base ** Number(n + 1), base ** Number(n - 1))
        case Number():
            return
        case _:
            yield from (base**other for other in _nearby(exponent))


def _decays(whole: Term) -> set[Letter]:
    """The decays among the letters near a term, or the usual one."""
    found = {x for x in free(whole) if isinstance(x, Letter) and x.name.startswith("beta")}
    return found or {x for x in DOMAINS if x.name == "beta"}
