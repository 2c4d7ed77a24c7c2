"""Points that meet hypotheses: the instance that a theorem needs, and the places where a claim is tried.

Nothing here proves; a point is believed because every hypothesis is evaluated at it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from rmsprop_sym.evaluate import Point, Undefined, evaluate, holds
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Apply, Head, Lambda, Letter, Number, Symbol, Term, free, substitute
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules.rule import Rule

TRIES = 300
INDICES = 9
DECAYS = [Fraction(*pair) for pair in ((9, 10), (1, 2), (3, 4), (99, 100), (1, 10), (16, 25))]
REALS = [Fraction(*pair) for pair in ((1, 1), (2, 1), (1, 2), (-1, 1), (3, 1), (-2, 3), (4, 1), (0, 1), (-7, 2), (1, 10))]


def points(
    hypotheses: Sequence[Claim], symbols: Iterable[Symbol], rules: Mapping[str, Rule], *, seed: int = 0, tries: int = TRIES
) -> Iterator[Point]:
    """Points at which every hypothesis holds, drawn anew at each try; the same ones for the same seed."""
    spoken = {*symbols}.union(*(h.free() for h in hypotheses))
    for attempt in range(tries):
        point = _drawn(hypotheses, spoken, rules, random.Random(seed * 1_000_003 + attempt))  # noqa: S311 - samples
        if point and all(met(h, point) for h in hypotheses):
            yield point


def met(hypothesis: Claim, point: Point) -> bool:
    """Whether a hypothesis holds at a point; one for every index is looked at for the first few."""
    try:
        if not hypothesis.within:
            return holds(hypothesis, point) is True
        ends = [int(_number(end, point)) for end in hypothesis.within]
        last = ends[1] if len(ends) > 1 else ends[0] + INDICES
        return all(holds(_one(hypothesis, index), point) is True for index in range(ends[0], last + 1))
    except Undefined:
        return False


def _one(claim: Claim, index: int) -> Claim:
    assert isinstance(claim.left, Lambda) and isinstance(claim.right, Lambda)  # noqa: PT018 - one fact about claims
    sides = [substitute(side.body, {side.index: Number(Fraction(index))}) for side in (claim.left, claim.right)]
    return Claim(sides[0], claim.relation, sides[1])


def _number(term: Term, point: Point) -> Fraction:
    value = evaluate(term, point)
    if not isinstance(value, Exact):
        raise Undefined("a value is not rational")
    return value.fraction


def _drawn(
    hypotheses: Sequence[Claim], symbols: set[Symbol], rules: Mapping[str, Rule], rng: random.Random
) -> Point | None:
    letters = {x: _letter(x, rng) for x in sorted((s for s in symbols if isinstance(s, Letter)), key=str)}
    sequences = {head.name: _sequence(rng) for head in sorted((s for s in symbols if isinstance(s, Head)), key=str)}
    starts = {name: rng.choice(REALS) for rule in rules.values() for name in rule.states if name not in rule.start}
    point = Point(letters, {name: values.__getitem__ for name, values in sequences.items()}, rules, starts)
    for hypothesis in hypotheses:
        if hypothesis.relation == "=":
            point = _assigned(hypothesis, point, sequences)
    return point


def _letter(letter: Letter, rng: random.Random) -> Fraction:
    if letter.natural:
        return Fraction(rng.choice((1, 2, 3, 0, 4, 6)))
    if letter.name.startswith("beta") or letter.name == "mu":
        return rng.choice(DECAYS)
    return rng.choice(REALS[:3]) if letter.name in ("eta", "eps") else rng.choice(REALS)


def _sequence(rng: random.Random) -> list[Fraction]:
    """Values for the indices from 0 on; some stay away from zero, some do not."""
    pool = REALS if rng.random() < 0.3 else [x for x in REALS if x]
    if rng.random() < 0.3:
        return [rng.choice(pool)] * 2050
    return [rng.choice(pool) for _ in range(2050)]


def _assigned(equation: Claim, point: Point, sequences: dict[str, list[Fraction]]) -> Point:
    """The point with the letter, member, sequence or start that an equation determines."""
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        try:
            match left, right:
                case Letter(), _ if left not in free(right):
                    return point.at(left, _number(right, point))
                case Apply(Head(name, "sequence"), (index,)), _:
                    sequences[name][int(_number(index, point))] = _number(right, point)
                    return point
                case Apply(Head(name, "state"), (*_, Number(value))), _ if value == 0:
                    starts = {**point.starts, name: _number(right, point)}
                    return Point(point.letters, point.sequences, point.rules, starts)
                case Lambda(i, Apply(Head(name, "sequence"), (j,))), Lambda(k, body) if i == j:
                    for index in range(INDICES + 60):
                        sequences[name][index] = _number(body, point.at(k, Fraction(index)))
                    return point
                case Lambda(i, body), Lambda(_, Letter() as constant):
                    for head in free(body):
                        if isinstance(head, Head):
                            first = sequences[head.name][1]
                            sequences[head.name][:] = [first if k % 3 else -first for k in range(len(sequences[head.name]))]
                    return point.at(constant, _number(body, point.at(i, Fraction(1))))
        except (Undefined, IndexError):
            continue
    return point
