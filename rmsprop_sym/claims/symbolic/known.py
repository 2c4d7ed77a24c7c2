"""What is known around a claim: theorems at its letters, the rule's equations, the values of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache

from rmsprop_sym.alphabet import DOMAINS, t
from rmsprop_sym.claims.symbolic.letters import Reading, states_in
from rmsprop_sym.errors import UserError
from rmsprop_sym.evaluate import Point, Undefined
from rmsprop_sym.kernel.certificate import MEMORY, UNIT, normal, number, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Apply, Head, Lambda, Letter, Number, Scalar, Symbol, Term, term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, follows, limit, limit_of_equal, specialise
from rmsprop_sym.library import Entry
from rmsprop_sym.rules import Rule
from rmsprop_sym.rules.run import RunState
from rmsprop_sym.search import X, term_of, use_by_elimination

UNROLLED = 6


_DERIVED: dict[Rule, tuple[Entry, ...]] = {}  # what has been derived so far; to derive it takes a while
_NAMED: dict[Theorem, str] = {}  # what that is called


def derived(rule: Rule) -> tuple[Entry, ...]:
    """What the machine derives about a rule: closed forms, limits, the first step, bounds."""
    from rmsprop_sym.discover import consequences

    if rule not in _DERIVED:
        try:
            _DERIVED[rule] = consequences(rule).entries
        except (UserError, Gap):
            _DERIVED[rule] = ()
        _NAMED.update({entry.theorem: f"{entry.name} of {rule.name}" for entry in _DERIVED[rule]})
    return _DERIVED[rule]


def named_by_machine(theorem: Theorem) -> str:
    """What a theorem is called that was derived about a rule; nothing if it was not."""
    while theorem.rule in ("instance", "discharge", "specialise"):
        theorem = theorem.premises[0]
    return _NAMED.get(theorem, "")


@lru_cache(maxsize=MEMORY)
def granted(claim: Claim) -> Theorem:
    """The claim under itself as hypothesis: one theorem for each, so that what follows from it is found once."""
    return assume(claim)


def used(theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem]) -> Theorem | None:
    """The theorem at these letters, or None where it has no instance."""
    try:
        return use_by_elimination(theorem, by, facts)
    except (Gap, OverflowError):
        return None


def same(theorem: Theorem, claim: Claim) -> Theorem | None:
    """The claim itself, from a theorem that differs only in how its sides are written."""
    if theorem.claim == claim:
        return theorem
    try:
        if theorem.claim.relation == claim.relation == "->":
            return _same_limit(theorem, claim)
        for sign in (1, -1) if claim.relation == "=" == theorem.claim.relation else (1,):
            try:
                return follows(claim, [theorem], [sign])
            except Gap:
                continue
    except (Gap, OverflowError):
        pass
    return None


def _same_limit(theorem: Theorem, claim: Claim) -> Theorem | None:
    """The same limit, along the letter of the claim and with the sides as it writes them."""
    assert isinstance(claim.left, Lambda)
    along = limit(X, {X: theorem}, claim.left.index)
    assert isinstance(along.claim.left, Lambda)
    found = limit_of_equal(along, follows(Claim(claim.left.body, "=", along.claim.left.body)), claim.right)
    return found if found.claim == claim else None


def mappings(theorem: Theorem, claim: Claim, reading: Reading) -> Iterator[dict[Symbol, Term]]:
    """The letters of a theorem at what this claim has: its indices for t, its constants for free letters."""
    symbols = theorem.claim.free().union(*(h.free() for h in theorem.hypotheses))
    fixed = {x: value for x, value in reading.fixed.items() if x in symbols}
    steps = [x for x in symbols if isinstance(x, Letter) and x.natural]
    others = [x for x in symbols if isinstance(x, Letter) and not x.natural and x not in DOMAINS]
    indices = list(dict.fromkeys(i for _, index in sorted(states_in([claim]), key=str) for i in (index, index - 1)))
    indices = indices or sorted((x for x in claim.free() if isinstance(x, Letter) and x.natural), key=str)
    indices = [i for i in indices if not isinstance(i, Number) or i.value >= 0][:4]
    constants = list(dict.fromkeys(_constants(claim, reading)))[:4]
    first = steps[0] if len(steps) == 1 else None
    for index in dict.fromkeys([first, *indices] if first else [None]):
        by = dict(fixed) if index is None or first is None else {**fixed, first: index}
        if len(others) == 1 and others[0] not in claim.free():
            yield from ({**by, others[0]: constant} for constant in constants)
        else:
            yield by


def _constants(claim: Claim, reading: Reading) -> Iterator[Term]:
    """Letters that are no hyper-parameters, or their values, and the squares."""
    for x, value in reading.fixed.items():
        if x not in DOMAINS:
            yield value
            yield value**2
    for h in reading.given:
        for side in (h.left, h.right):
            bound = side.body if isinstance(side, Lambda) else side
            if h.relation != "=" and isinstance(bound, Number) and bound != ZERO:
                yield bound
                yield bound**2
    given = frozenset[Symbol]().union(*(h.free() for h in reading.given))
    for x in (*sorted(claim.free(), key=str), *sorted(given - claim.free(), key=str)):
        if isinstance(x, Letter) and not x.natural and x not in DOMAINS:
            yield x
            yield x**2


def equations(reading: Reading, claim: Claim, facts: Sequence[Theorem]) -> tuple[Theorem, ...]:
    """The rule's equations for the states that are spoken of, back to the start if that is near."""
    spoken = sorted(states_in([claim, *reading.given]), key=str)
    if reading.run is None:
        return ()
    names = _computed_from(reading.run.rule, frozenset(name for name, _ in spoken))
    return _equations(reading, names, tuple(dict.fromkeys(index for _, index in spoken)), tuple(facts))


@cache
def _computed_from(rule: Rule, names: frozenset[str]) -> tuple[str, ...]:
    """Those states of a rule, and all from which they are computed."""
    run, reached = rule.run(), set(names)
    while more := {n for name in reached for n, _ in states_in([RunState(run, name).at(t + 1).claim])} - reached:
        reached |= more
    return tuple(name for name in rule.states if name in reached)


@lru_cache(maxsize=256)
def _equations(
    reading: Reading, names: tuple[str, ...], indices: tuple[Term, ...], facts: tuple[Theorem, ...]
) -> tuple[Theorem, ...]:
    return tuple(_at_each(reading, names, indices, facts))


def _at_each(
    reading: Reading, names: Sequence[str], indices: Sequence[Term], facts: Sequence[Theorem]
) -> Iterator[Theorem]:
    assert reading.run
    rule = reading.run.rule
    hyper: dict[str, Scalar] = {x.name: v for x, v in reading.fixed.items() if x.name in rule.hyper}
    run = rule.run(None, **hyper)
    if not reading.free_start:
        yield from (RunState(run, name).start for name in rule.start if name in names)
    last = max((int(i.value) for i in indices if isinstance(i, Number)), default=0)
    wanted = [term(k) for k in range(1, min(last, UNROLLED) + 1)] + [i for i in indices if not isinstance(i, Number)]
    wanted += _between(wanted)
    for index in wanted:
        yield from (special for fact in facts if fact.claim.within for special in _specialised(fact, index, facts))
        for name in names:
            try:
                yield RunState(run, name).at(index, *facts)
            except Gap:
                continue


def _between(indices: Sequence[Term]) -> list[Term]:
    """The steps between those that are a few steps apart."""
    known = [normal(index) for index in indices]
    between = [
        term_of(plus(p, number(k)))
        for p in known
        for q in known
        if 1 < (apart := plus(q, p, -1)).get(UNIT, 0) <= UNROLLED and not apart.keys() - {UNIT}
        for k in range(1, int(apart[UNIT]))
    ]
    return [index for index in dict.fromkeys(between) if normal(index) not in known]


def _specialised(fact: Theorem, index: Term, facts: Sequence[Theorem]) -> Iterator[Theorem]:
    try:
        yield specialise(fact, index, *(f for f in facts if f.claim.relation == "<=" and not f.claim.within))
    except Gap:
        return


def determined(reading: Reading) -> Point | None:
    """The point at which everything spoken of has a value, if what is supposed says so and says nothing else."""
    run = reading.run
    values = _values(reading)
    if run is None or values is None or not values.members:
        return None
    spoken = {name for name, _ in states_in(reading.claims)}
    anywhere = {name for name in run.rule.states if reading.free_start or name not in run.rule.start}
    if spoken & anywhere - set(values.starts):
        return None
    sequences = {name: _partial(members.__getitem__) for name, members in values.members.items()}
    return Point(values.letters, sequences, {run.rule.name: run.rule}, values.starts)


@dataclass
class _Values:
    """The values that hypotheses give, one for each letter, member and start."""

    letters: dict[Letter, Fraction]
    members: dict[str, dict[int, Fraction]] = field(default_factory=dict)
    starts: dict[str, Fraction] = field(default_factory=dict)


def _values(reading: Reading) -> _Values | None:
    """The values, or None where something else is supposed as well, or two values for one thing."""
    letters = {x: v.value for x, v in reading.fixed.items() if isinstance(x, Letter) and isinstance(v, Number)}
    values = _Values(letters)
    for hypothesis in reading.given:
        match hypothesis:
            case Claim(Letter() as x, "=", Number(value)) if not x.natural or (value >= 0 and value.denominator == 1):
                kept = values.letters.setdefault(x, value)
            case Claim(Apply(Head(name, "sequence"), (Number(index),)), "=", Number(value)):
                kept = values.members.setdefault(name, {}).setdefault(int(index), value)
            case Claim(Apply(Head(name, "state"), (*_, Number(index))), "=", Number(value)) if index == 0:
                said = {} if reading.free_start or reading.run is None else reading.run.rule.start
                kept = values.starts.setdefault(name, Fraction(said.get(name, value)))
            case _:
                return None
        if kept != value:
            return None
    return values


def _partial(members: Callable[[int], Fraction]) -> Callable[[int], Fraction]:
    def member(index: int) -> Fraction:
        try:
            return members(index)
        except KeyError:
            raise Undefined(f"g({index}) has no value") from None

    return member
