"""Where a statement is tried: points that meet what is supposed, drawn as they are asked for, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from time import process_time

from rmsprop_sym.claims.symbolic.letters import Reading
from rmsprop_sym.evaluate import Point, Undefined, holds
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Symbol
from rmsprop_sym.rules import Rule
from rmsprop_sym.sampling import points

SECONDS = 0.5  # of drawing; the draws are counted, and this is only for those that take long
FEW, DRAWS = 5, 30


class Drawn:
    """Points of which each is drawn once, however often they are gone through."""

    def __init__(self, source: Iterator[Point]) -> None:
        self.known: list[Point] = []
        self.source, self.spent = source, 0.0

    def __iter__(self) -> Iterator[Point]:
        """From the first one on."""
        k = 0
        while k < len(self.known) or self._more():
            yield self.known[k]
            k += 1

    def _more(self) -> bool:
        started = process_time()
        point = next(self.source, None) if self.spent < SECONDS else None
        self.spent += process_time() - started
        self.known += [point] if point else []
        return point is not None


def drawn(hypotheses: Iterable[Claim], symbols: Iterable[Symbol], reading: Reading) -> Drawn:
    """Points that meet the hypotheses, for the rule of the reading."""
    rules = {reading.run.rule.name: reading.run.rule} if reading.run else {}
    return Drawn(points(tuple(hypotheses), symbols, rules, free_start=reading.free_start))


def fails_somewhere(claim: Claim, reading: Reading, supposed: Iterable[Claim]) -> bool:
    """Whether the claim fails at one of a few points that meet what is supposed: then no proof of it is worth a try."""
    rule = reading.run.rule if reading.run else None
    return any(fails(claim, p) for p in _few(tuple(supposed), claim.free(), rule, reading.free_start))


@lru_cache(maxsize=64)
def _few(hypotheses: tuple[Claim, ...], symbols: frozenset[Symbol], rule: Rule | None, anywhere: bool) -> list[Point]:  # noqa: FBT001 - a part of the key
    """The first few points that meet hypotheses."""
    rules = {rule.name: rule} if rule else {}
    return list(islice(points(hypotheses, symbols, rules, tries=DRAWS, free_start=anywhere), FEW))


def fails(claim: Claim, point: Point) -> bool:
    """Whether the claim surely fails at a point."""
    try:
        return holds(claim, point) is False
    except Undefined:
        return False
