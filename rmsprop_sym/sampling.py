"""Points that meet hypotheses: the instance that a theorem needs, and the places where a claim is tried.

Nothing here proves; a point is believed because every hypothesis is evaluated at it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from math import inf, lcm
from time import process_time
from typing import Any

from rmsprop_sym.evaluate import Point, Undefined, conditions, evaluate, holds
from rmsprop_sym.kernel.certificate import NOTHING, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Apply, Head, Lambda, Letter, Number, Symbol, Term, free, parts, substitute
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules.rule import Rule

TRIES = 150
PASSES = 3  # one equation may need what a later one fixes
DECAYS = [Fraction(*pair) for pair in ((9, 10), (1, 2), (3, 4), (99, 100), (1, 10), (16, 25))]
RATES = [Fraction(*pair) for pair in ((1, 10), (1, 1), (2, 1), (1, 2))]
REALS = [
    Fraction(*pair) for pair in ((1, 1), (2, 1), (1, 2), (-1, 1), (3, 1), (-2, 3), (4, 1), (0, 1), (-7, 2), (1, 10))
]


def points(
    hypotheses: Sequence[Claim],
    symbols: Iterable[Symbol],
    rules: Mapping[str, Rule],
    *,
    seed: int = 0,
    tries: int = TRIES,
    seconds: float = inf,
    free_start: bool = False,
) -> Iterator[Point]:
    """Points at which every hypothesis holds, drawn anew at each try; the same ones for the same seed.

    States start where their rule says, and anywhere if the start is free.  It gives up after so many seconds of work.
    """
    deadline = process_time() + seconds
    spoken = {*symbols}.union(*(h.free() for h in hypotheses))
    for attempt in range(tries):
        if process_time() > deadline:
            return
        rng = random.Random(seed * 1_000_003 + attempt) if attempt else _Familiar()  # noqa: S311 - samples, not secrets
        special = SPECIAL.get(attempt, SPECIAL.get(attempt % 10)) if attempt else FAMILIAR
        point = _drawn(hypotheses, spoken, rules, rng, special, free_start)
        if _natural(point) and all(met(h, point) for h in hypotheses):
            yield point


class _Familiar(random.Random):
    """Draws the first of everything: the values that a reader knows from a blackboard."""

    def choice(self, seq: Any) -> Any:
        """The first of them."""
        return seq[0]


def _natural(point: Point) -> bool:
    """Whether the natural letters stand for 0, 1, 2, ..."""
    return all(v >= 0 and v.denominator == 1 for x, v in point.letters.items() if x.natural)


def met(hypothesis: Claim, point: Point) -> bool:
    """Whether a hypothesis holds at a point.

    One for every index is looked at through a whole period of the sequences, if it speaks of the index only through
    them, or is the law by which a sequence goes on; otherwise it counts as not met.
    """
    try:
        if not hypothesis.within:
            return holds(hypothesis, point) is True
        ends = [int(_number(end, point)) for end in hypothesis.within]
        if followed := _followed(hypothesis, point):
            return all(holds(_one(hypothesis, i), point) for i in range(ends[0], max(followed.fixed, default=0) + 1))
        last = ends[1] if len(ends) > 1 else ends[0] + _period(hypothesis, point)
        return all(holds(_one(hypothesis, index), point) is True for index in range(ends[0], last + 1))
    except Undefined:
        return False


def _followed(hypothesis: Claim, point: Point) -> _Members | None:
    """The sequence of which the hypothesis is the law, one that always gives a next member."""
    match hypothesis:
        case Claim(Lambda(_, Apply(Head(name, "sequence"), _)), "=", Lambda(j, body), (_low,)):
            members = point.sequences.get(name)
            if isinstance(members, _Members) and members.law and members.law[:2] == (j, body):
                return None if any(conditions(body)) else members
    return None


def _period(hypothesis: Claim, point: Point) -> int:
    """After how many indices nothing new comes.  Raises Undefined if the index itself is spoken of."""
    assert isinstance(hypothesis.left, Lambda) and isinstance(hypothesis.right, Lambda)  # noqa: PT018 - one fact
    for side in (hypothesis.left, hypothesis.right):
        if not _only_as_member(side.body, side.index):
            raise Undefined("a hypothesis speaks of its index itself")
    members = [point.sequences[s.name] for s in hypothesis.free() if isinstance(s, Head)]
    known = [m for m in members if isinstance(m, _Members) and not m.law]
    if len(known) < len(members):
        raise Undefined("a sequence has no known period")
    return lcm(*(len(m.cycle) for m in known)) + max((max(m.fixed, default=0) for m in known), default=0)


def _only_as_member(whole: Term, index: Letter) -> bool:
    """Whether the index stands only in arguments where a cycle comes round: natural multiples of it."""
    match whole:
        case Apply(Head(_, "sequence"), (argument,)):
            return NOTHING.natural(normal(argument))
        case Letter():
            return whole != index
    return all(_only_as_member(part, index) for part in parts(whole))


def _one(claim: Claim, index: int) -> Claim:
    assert isinstance(claim.left, Lambda) and isinstance(claim.right, Lambda)  # noqa: PT018 - one fact about claims
    sides = [substitute(side.body, {side.index: Number(Fraction(index))}) for side in (claim.left, claim.right)]
    return Claim(sides[0], claim.relation, sides[1])


def _number(term: Term, point: Point) -> Fraction:
    value = evaluate(term, point)
    if not isinstance(value, Exact):
        raise Undefined("a value is not rational")
    return value.fraction


def _drawn(  # noqa: PLR0917 - all of them are what a point is drawn from
    hypotheses: Sequence[Claim],
    symbols: set[Symbol],
    rules: Mapping[str, Rule],
    rng: random.Random,
    special: Sequence[Fraction] | None,
    anywhere: bool,  # noqa: FBT001 - handed down from `points`
) -> Point:
    letters = {
        x: _letter(x, rng) if (fixed := _fixed(x, special)) is None else fixed
        for x in sorted((s for s in symbols if isinstance(s, Letter)), key=str)
    }
    members = {
        head.name: _Members(rng, special, _usual(head.name))
        for head in sorted((s for s in symbols if isinstance(s, Head)), key=str)
    }
    for name in {name for h in hypotheses for name in _from_nought(h)} & members.keys():
        members[name].low = 0
    names = dict.fromkeys(n for rule in rules.values() for n in rule.states if anywhere or n not in rule.start)
    if CHANCE in members and (outcomes := letters.get(Letter("n", natural=True))):
        members[CHANCE].cycle[:] = [1 / outcomes]
    point = Point(letters, members, rules, {name: rng.choice(REALS) for name in names})
    for hypothesis in PASSES * [h for h in hypotheses if h.relation == "="]:
        point = _assigned(hypothesis, point, members)
    for hypothesis in (h for h in hypotheses if h.within and h.relation != "="):
        _kept(hypothesis, point, members)
    for sequence in members.values():
        sequence.point = point
    return point


def _from_nought(hypothesis: Claim) -> Iterator[str]:
    """The sequences of which a hypothesis speaks from 0 on: of the member 0, or of every one from there on."""
    yield from _members_at(hypothesis.left, ZERO)
    yield from _members_at(hypothesis.right, ZERO)
    match hypothesis:
        case Claim(Lambda(i, left), _, Lambda(j, right), (Number(low), *_)) if low == 0:
            yield from _members_at(left, i)
            yield from _members_at(right, j)


def _members_at(whole: Term, index: Term) -> Iterator[str]:
    match whole:
        case Apply(Head(name, "sequence"), (at,)) if at == index:
            yield name
    for part in parts(whole):
        yield from _members_at(part, index)


FAMILIAR = [Fraction(*pair) for pair in ((3, 10), (1, 2), (2, 5))]
CHANCE = "P"  # the probabilities of n outcomes
ONES, NOUGHT = Fraction(1), Fraction(0)
ROUND_OFFS = [Fraction(*pair) for pair in ((1, 16), (1, 64), (1, 1024))]  # u, the unit round-off
ROUNDED = {"delta", "nu", "rho"}  # what operations miss by, below every unit round-off
ROUNDINGS = [Fraction(*pair) for pair in ((1, 1024), (-1, 2048), (0, 1), (-1, 1024), (1, 3000))]
HALF = Fraction(1, 2)
FIRST = [NOUGHT, ONES, *[NOUGHT] * 62]  # one gradient, and none after it
AT_BOUNDS = [ONES]  # and so is every letter that may bound them
AT_REST = [HALF, ONES, *[HALF] * 62]  # after the first gradient of 1, no mean of squares moves at a decay of 3/4
SPECIAL = {7: [NOUGHT], 8: [ONES], 9: [ONES, *[NOUGHT] * 63]}  # gradients: none at all, all alike, one among none
SPECIAL |= {17: FIRST, 37: FIRST, 18: AT_BOUNDS, 38: AT_BOUNDS, 27: AT_REST, 28: AT_REST, 29: AT_REST}


class _Members:
    """The members of a sequence: drawn ones in a cycle, and those that a hypothesis fixes, one by one or by a law."""

    def __init__(self, rng: random.Random, cycle: Sequence[Fraction] | None, usual: Sequence[Fraction]) -> None:
        pool = usual if rng.random() < 0.3 else [x for x in usual if x]
        given = cycle if cycle and usual is REALS else ()  # a schedule is none of the special gradients
        self.cycle = list(given) or [rng.choice(pool) for _ in range(1 if rng.random() < 0.3 else 64)]
        self.fixed: dict[int, Fraction] = {}
        self.law: tuple[Letter, Term, int] | None = None
        self.point: Point | None = None
        self.low = 1

    @property
    def first(self) -> int:
        """The least index: 1, as of a gradient, but 0 where a hypothesis begins there."""
        return 0 if 0 in self.fixed or (self.law and self.law[2] == 0) else self.low

    def __call__(self, index: int) -> Fraction:
        if self.law and self.point:
            j, body, low = self.law
            for after in range(low + 1, index + 1):  # one by one: each needs the one before
                if after not in self.fixed:
                    self.fixed[after] = _number(substitute(body, {j: Number(Fraction(after - 1))}), self.point)
        return self.fixed.get(index, self.cycle[index % len(self.cycle)])


def _fixed(letter: Letter, special: Sequence[Fraction] | None) -> Fraction | None:
    """What a letter stands for beside special gradients, if that is no matter of choice."""
    if special is AT_REST and letter.name.startswith("beta"):
        return 1 - HALF**2
    if special is AT_BOUNDS and not letter.natural and _usual(letter.name) is REALS:
        return ONES
    return NOUGHT if special and special is not FAMILIAR and letter.name == "eps" else None


def _letter(letter: Letter, rng: random.Random) -> Fraction:
    if letter.natural:
        return Fraction(rng.choice((3, 1, 2, 0, 4, 6)))
    return rng.choice(_usual(letter.name))


def _usual(name: str) -> Sequence[Fraction]:
    """What a letter of this name usually stands for."""
    if name.startswith("beta") or name == "mu":
        return DECAYS
    if name == "u":
        return ROUND_OFFS
    if name in ROUNDED:
        return ROUNDINGS
    return RATES if name in ("eta", "eps") else REALS


def _kept(hypothesis: Claim, point: Point, members: Mapping[str, _Members]) -> None:
    """Leaves in a sequence only those members that a hypothesis for every index allows, if there are any."""
    names = {s.name for s in hypothesis.free() if isinstance(s, Head)}
    if len(names) != 1 or not (sequence := members[names.pop()]).cycle or sequence.law:
        return
    with suppress(Undefined):
        allowed = [k for k in range(len(sequence.cycle)) if holds(_one(hypothesis, k + len(sequence.cycle)), point)]
        sequence.cycle[:] = [sequence.cycle[k] for k in allowed] or sequence.cycle


def _assigned(equation: Claim, point: Point, members: Mapping[str, _Members]) -> Point:
    """The point with the letter, member, sequence or start that an equation determines."""
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        try:
            match left, right:
                case Letter(), _ if left not in free(right):
                    return point.at(left, _number(right, point))
                case Apply(Head(name, "sequence"), (index,)), _:
                    members[name].fixed[int(_number(index, point))] = _number(right, point)
                    return point
                case Apply(Head(name, "state"), (*_, Number(value))), _ if value == 0 and name in point.starts:
                    return replace(point, starts={**point.starts, name: _number(right, point)})
                case Lambda(i, Apply(Head(name, "sequence"), (index,))), Lambda(j, body) if index == i + 1:
                    members[name].law = j, body, int(_number(equation.within[0], point))
                    return point
                case Lambda(i, Apply(Head(name, "sequence"), (j,))), Lambda(_, body) if i == j:
                    members[name].cycle[:] = [_number(body, point)]
                    return point
                case Lambda(i, body), Lambda(_, Letter() as constant):
                    for head in (h for h in free(body) if isinstance(h, Head) and h.name != CHANCE):
                        first = members[head.name].cycle[0]
                        members[head.name].cycle[:] = [first, -first, first]
                    return point.at(constant, _number(body, point.at(i, Fraction(1))))
        except Undefined:
            continue
    return point
