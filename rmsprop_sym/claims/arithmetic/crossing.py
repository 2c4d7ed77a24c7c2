"""The first step at which an inequality holds, against the one that is said to be it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from rmsprop_sym.claims.arithmetic.comparison import ENGINE, compare
from rmsprop_sym.claims.arithmetic.direction import at_step, direction
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Call,
    Chain,
    Literal,
    Name,
    Negate,
    Node,
    has_letters,
    walk,
)
from rmsprop_sym.claims.expressions.tree import names_in, rebuilt
from rmsprop_sym.claims.verdict import Evidence, Grade

WALKED, FARTHEST = 1000, 10**6
FACTORS = {"eta", "alpha", "lr", "gamma"}  # what is taken for positive


@dataclass(frozen=True)
class Crossing:
    """An inequality in one step whose other letters have values; `letter` is the step."""

    chain: Chain
    letter: str

    def holds(self, step: int) -> bool | None:
        """Whether it holds at a step; None if that is not known."""
        left, right = (at_step(each, self.letter, step) for each in self.chain.members)
        with suppress(Undefined):
            grade = compare(left, self.chain.relations[0], right).grade
            return None if grade is Grade.OPEN else grade is not Grade.REFUTED
        return None

    @cached_property
    def stays(self) -> bool:
        """Whether it surely holds at every step from the first one on at which it does."""
        way = direction(Binary("-", *self.chain.members), self.letter)
        return way in ((1, 0) if self.chain.relations[0] in (">", ">=") else (-1, 0))

    @cached_property
    def first(self) -> int | None:
        """The first step at which it holds, if that is found."""
        if not self.stays:
            return self._before(WALKED)
        high = 1
        while high <= FARTHEST and self.holds(high) is False:
            high *= 2
        low = high // 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.holds(middle) else (middle, high)
        return high if self.holds(high) and (high == 1 or self.holds(high - 1) is False) else None

    def _before(self, last: int) -> int | None:
        """The first step up to the last one, if it is known of each before that it fails."""
        for step in range(1, last + 1):
            held = self.holds(step)
            if held is not False:
                return step if held else None
        return None


@dataclass(frozen=True)
class FirstStep(Evidence):
    """A step that is said to be the first at which an inequality holds, or else one from which on it does.

    Where it is `loose`, it may do so earlier, too.
    """

    crossing: Crossing
    step: int
    is_first: bool
    written: str
    loose: bool = False

    @property
    def grade(self) -> Grade:
        """REFUTED if it fails there, or holds before and is said not to; what holds must be known at every step."""
        return self._grade

    @cached_property
    def _grade(self) -> Grade:
        here = self.crossing.holds(self.step)
        before = self.step > 1 and self.crossing.holds(self.step - 1)
        if here is False or (self.is_first and here and before):
            return Grade.REFUTED
        sure = self.crossing.stays and (self.loose or self.crossing.first == self.step)
        if here and (sure or (self.is_first and self.crossing.first == self.step)):
            return Grade.ENCLOSED if self._enclosed else Grade.PROVED
        return Grade.OPEN

    @property
    def _enclosed(self) -> bool:
        left, right = (at_step(each, self.crossing.letter, self.step) for each in self.crossing.chain.members)
        return bool(compare(left, self.crossing.chain.relations[0], right).engine)

    @property
    def read_as(self) -> str:
        """The statement as it was understood."""
        at = self._said(self.step)
        return f"{self.written} first at {at}" if self.is_first else f"{self.written} from {at} on"

    def _said(self, step: int) -> str:
        return f"{self.crossing.letter} = {step}"

    @property
    def because(self) -> str | None:
        """Which step is the first."""
        first = self.crossing.first if self.grade is not Grade.OPEN else None
        return None if first is None else f"it holds for the first time at {self._said(first)}"

    @property
    def witness(self) -> str | None:
        """The step at which it fails, or the one before at which it holds already."""
        if self.grade is not Grade.REFUTED:
            return None
        fails = self.crossing.holds(self.step) is False
        return f"it fails at {self._said(self.step)}" if fails else f"it holds at {self._said(self.step - 1)}"

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        if self.grade is not Grade.OPEN:
            return None
        first = self.crossing.first
        known = first is not None and first < self.step
        return f"it holds from {self._said(first or 0)} on already" if known else "which step is the first is not known"

    @property
    def trusts(self) -> tuple[str, ...]:
        """The engine of the enclosures."""
        return ENGINE if self.grade is Grade.ENCLOSED else ()

    @property
    def attempt(self) -> str | None:
        """The first step."""
        return self._true.read_as if self._true else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about it."""
        return self._true.grade if self._true else None

    @cached_property
    def _true(self) -> FirstStep | None:
        first = self.crossing.first if self.grade is Grade.REFUTED else None
        return None if first is None else replace(self, step=first)


def crossing(chain: Chain, values: Mapping[str, Node], steps: str) -> Crossing | None:
    """The inequality as one in a step alone; None if another letter has no value, and does not cancel.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> found = crossing(parse_statement("(1 - beta^t)*c^2 >= 0.9*c^2"), {"beta": Literal("0.9")}, "tn")
    >>> found.letter, found.first
    ('t', 22)
    """
    if len(chain.members) != 2 or chain.relations[0] not in ("<", "<=", ">", ">="):
        return None
    members = tuple(rebuilt(each, lambda part: _valued(part, values)) for each in chain.members)
    named = names_in(*members) - {"pi"}
    letters = sorted(named & set(steps))
    if len(letters) != 1 or any(isinstance(part, Apply) for part in walk(*members)):
        return None
    bare = Chain(members, chain.relations)
    for name in sorted(named - set(letters)):
        cancelled = _without(bare, name)
        if cancelled is None:
            return None
        bare = cancelled
    is_bound = any(each == Name(letters[0]) for each in bare.members) and any(
        isinstance(each, Literal) for each in bare.members
    )
    return None if is_bound else Crossing(bare, letters[0])


def _valued(part: Node, values: Mapping[str, Node]) -> Node | None:
    return replace(values[part.name], span=part.span) if isinstance(part, Name) and part.name in values else None


def _without(chain: Chain, name: str) -> Chain | None:
    """The chain at 1 in place of a letter of the same degree on both sides that is positive, or whose sign is lost."""
    degrees = {degree(member, name) for member in chain.members}
    if len(degrees) > 1 or None in degrees or not (name in FACTORS or _is_even(chain, name)):
        return None
    one = tuple(
        rebuilt(each, lambda part: Literal("1", span=part.span) if part == Name(name) else None)
        for each in chain.members
    )
    return Chain(one, chain.relations)


def _is_even(chain: Chain, name: str) -> bool:
    """Whether the letter stands in squares and sizes only."""

    def outside(node: Node) -> bool:
        match node:
            case Name(name=own):
                return own == name
            case Call(function="abs"):
                return False
            case Binary(op="^", right=Literal() as power) if power.value % 2 == 0:
                return False
        return any(map(outside, node.parts))

    return not any(map(outside, chain.members))


def degree(node: Node, name: str) -> Fraction | None:
    """How often the node has the letter as a factor; None if it is no multiple of a power of it.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> [degree(parse_statement(f"{x} = 1").members[0], "c") for x in ("2*c^2", "sqrt(c^2)", "1 + c")]
    [Fraction(2, 1), Fraction(1, 1), None]
    """
    if Name(name) not in walk(node):
        return Fraction(0)
    match node:
        case Name():
            return Fraction(1)
        case Negate(operand=inner) | Call(function="abs", arguments=(inner,)):
            return degree(inner, name)
        case Call(function="sqrt", arguments=(inner,)):
            found = degree(inner, name)
            return None if found is None else found / 2
        case Binary(op="^", left=base, right=power) if not has_letters(power) and isinstance(power, Literal):
            found = degree(base, name)
            return None if found is None else found * power.value
        case Binary(op="^"):
            return None
        case Binary(op=op, left=left, right=right):
            one, other = degree(left, name), degree(right, name)
            if one is None or other is None:
                return None
            if op in "*/":
                return one + other if op == "*" else one - other
            return one if one == other else None
    return None
