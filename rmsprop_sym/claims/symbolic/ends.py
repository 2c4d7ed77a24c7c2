r"""Limits of expressions in letters alone, whichever letter goes to an end: `\lim_{\beta\to1} (1-\beta^t) = 0`."""

from __future__ import annotations

from dataclasses import dataclass

from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import Chain, Infinity, Limit, Literal, Node
from rmsprop_sym.claims.symbolic.nearing import (
    DECAYS,
    LATE,
    SMALL,
    Way,
    differences,
    letters_of,
    precisely,
    standing,
    vanishes,
)
from rmsprop_sym.claims.verdict import Evidence, Grade


@dataclass(frozen=True)
class Arrives(Evidence):
    """Whether an expression goes to what is said, for several choices of its other letters."""

    said: str
    found: tuple[tuple[bool | None, str], ...]

    @property
    def grade(self) -> Grade:
        """SURVIVED if it does for all of them, REFUTED if it does for none."""
        arrived = {each for each, _ in self.found}
        if len(arrived) != 1 or None in arrived:
            return Grade.OPEN
        return Grade.SURVIVED if True in arrived else Grade.REFUTED

    @property
    def because(self) -> str | None:
        """Where it was followed to."""
        return f"it was followed for {self.said}" if self.grade is not Grade.OPEN else None

    @property
    def witness(self) -> str | None:
        """How far it was from what is said, at the end."""
        return self.found[0][1] if self.grade is Grade.REFUTED else None

    @property
    def samples(self) -> int | None:
        """For how many choices of its other letters."""
        return len(self.found)

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return "how it goes on cannot be told from the steps tried" if self.grade is Grade.OPEN else None


def arrives(link: Chain) -> Arrives | None:
    r"""Whether a limit is what is said; None if the link is about something else.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [str(arrives(parse_formula(rf"\lim_{{\beta\to1}} \frac{{1-\beta^t}}{{1-\beta}} = {x}")).grade) for x in "1t"]
    ['REFUTED', 'SURVIVED']
    """
    limits = [each for each in link.members if isinstance(each, Limit)]
    if not limits or link.relations != ("=",) or len({(each.variable, each.point) for each in limits}) > 1:
        return None
    name, point = limits[0].variable, limits[0].point
    if not isinstance(point, Infinity | Literal) or (isinstance(point, Infinity) and point.negative):
        return None
    left, right = (each.body if isinstance(each, Limit) else each for each in link.members)
    plain = [each for each in link.members if not isinstance(each, Limit)]
    if any(name in letters_of(Chain((each,), ())) for each in plain):
        return None
    if not all(name in letters_of(Chain((each.body,), ())) for each in limits):
        return None
    bare = Chain(tuple(Literal("0") if isinstance(each, Infinity) else each for each in (left, right)), ("=",))
    found = tuple(_followed(way, left, right) for way in _towards(name, point, letters_of(bare)))
    return Arrives(f"{name} to {point}", found)


def _towards(name: str, point: Node, letters: set[str]) -> list[Way]:
    """The ways to the point, for different choices of the other letters."""
    if isinstance(point, Literal):
        below = name in DECAYS and point.value > 0
        ends = [point.value - h if below else point.value + h for h in SMALL]
    else:
        ends = [*LATE] if name in NATURALS else [1 / h for h in SMALL]
    return [Way(f"{name} to {point}", tuple(kept | {name: x} for x in ends)) for kept in standing(letters)]


def _followed(way: Way, left: Node, right: Node) -> tuple[bool | None, str]:
    """Whether the left side comes to the right one; it does not only if it is so where what is slow has come far."""
    (early, told), (late, _) = (_arrived(each, left, right) for each in (way, way.further))
    return (early or None if late is None else late), told


def _arrived(way: Way, left: Node, right: Node) -> tuple[bool | None, str]:
    """Whether the left side comes to the right one on the way, and where it is at its end."""
    if isinstance(left, Infinity) and not isinstance(right, Infinity):
        left, right = right, left
    try:
        here = way.values(left)
        told = (
            f"{', '.join(f'{name} = {x}' for name, x in way.steps[-1].items())}: it is {here[-1].str(6, radius=False)}"
        )
        if isinstance(right, Infinity):
            with precisely():
                shrinks = vanishes([1 / each for each in here])
                positive = (here[-1] > 0) != right.negative
            return (shrinks if positive or not shrinks else False), told
        there = way.values(right)
        if all(each == 0 for each in there):
            return vanishes(here), told
        return vanishes(differences(here, there)), told
    except (Undefined, ZeroDivisionError):
        return None, ""
