"""Numbers of an example: a link is worked out from values of its letters, by a run of the rule if need be."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from rmsprop_sym.claims.arithmetic.comparison import ENGINE, Difference
from rmsprop_sym.claims.arithmetic.digits import Rounded, reading
from rmsprop_sym.claims.context.links import multiples_of, prints_digits
from rmsprop_sym.claims.conventions.model import GRADIENT, PARAMETER
from rmsprop_sym.claims.expressions.real import MINUS_ONE, Bounds, Real, Undefined, add, bounds, evaluate, multiply
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Node, Span, walk
from rmsprop_sym.claims.expressions.tree import names_in, rebuilt
from rmsprop_sym.claims.traces.running import Quantity, quantity
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.numbers.ball import precision
from rmsprop_sym.rules import Rule, State

PRECISIONS = (64, 256, 1024)
MOST_STEPS = 1000
TINY = Fraction(1, 10**4)  # of a value, by which leaving eps out may change it
LONG = 100  # as an integer, of the digits that have been rounded more than once
THERE = "theta(t - 1)"  # where a gradient is taken that a law gives
TRIALS = (Fraction(1), Fraction(2))  # of a letter without a value
STARTS = (Fraction(0), Fraction(1))  # of theta, where none is said
UNROUNDED = "a number in it may be rounded, and it is not exactly so"


class Unrounded(Undecided):
    """An equation that does not hold as printed, and does with numbers of which the printed ones are the digits."""


@dataclass(frozen=True)
class Example:
    """A rule, if one is spoken of, and numbers: for letters, for gradients by their steps, for the start of theta.

    A gradient that is not listed is what the law says at the parameter before the step.
    """

    rule: Rule | None
    letters: Mapping[str, Fraction]
    gradients: Mapping[int, Fraction] = field(default_factory=dict)
    start: Fraction | None = None
    law: Node | None = None

    def judged(self, link: Chain) -> Evidence:
        """What is known about a link between a side in letters and one in numbers, or in so many times a letter."""
        evidence: Evidence = Undecided("no precision was tried")
        for bits in PRECISIONS:
            try:
                evidence = self._judged(link, bits)
            except Undefined as error:
                return Undecided(str(error))
            if evidence.grade is not Grade.OPEN:
                break
        return evidence

    def _judged(self, link: Chain, bits: int) -> Evidence:
        left, right = link.members
        free = sorted(_names(right) - {*self.letters})
        share = multiples_of(right, free[0]) if len(free) == 1 else right
        if len(free) > 1 or share is None or _names(share) - {*self.letters}:
            raise Undefined(f"{' and '.join(free)} has no value")
        return _Side(self, bits).against(left, free[0] if free else "", share, link.relations[0])


@dataclass(frozen=True)
class _Side:
    """The values of an example at one precision."""

    example: Example
    bits: int

    def against(self, left: Node, free: str, share: Node, relation: str) -> Evidence:
        """The left side, by the free letter if there is one, against the number of times that the right side has."""
        value, meaning, printed = self.per(left, free), f"({left})/{free}" if free else str(left), reading(share)
        rules = (self.example.rule.name,) if self.example.rule else ()
        if printed and relation in ("=", "≈"):
            engine = () if isinstance(value, Fraction) else ENGINE
            return Rounded(*bounds(value, self.bits), printed, relation, meaning, engine=(*rules, *engine))
        with precision(self.bits):
            apart = add(value, multiply(MINUS_ONE, self.of(share, {})))
        engine = () if isinstance(apart, Fraction) else ENGINE
        compared = relation.replace("≈", "=")
        ends = bounds(apart, self.bits)
        evidence = Difference(*ends, compared, meaning, str(share), engine=engine, rules=rules)
        rounded = prints_digits(share) or relation == "≈"
        return self._beyond_rounding(value, meaning, share) if rounded and evidence.grade is Grade.REFUTED else evidence

    def _beyond_rounding(self, value: Real, meaning: str, share: Node) -> Evidence:
        """What fails as printed: whether it does whatever its digits were rounded from, a tiny eps left out."""
        exact = {*self.example.letters.values(), *self.example.gradients.values()}
        exact |= {1 - each for each in exact}
        with precision(self.bits):
            low, high = bounds(evaluate(share, self.bits, _roundings(share, exact)), self.bits)
            apart = [bounds(add(value, multiply(MINUS_ONE, end)), self.bits) for end in (high, low)]
        rules = (self.example.rule.name,) if self.example.rule else ()
        tiny = max(map(abs, bounds(value, self.bits))) * TINY
        ends = apart[0][0] - tiny, apart[1][1] + tiny
        engine = () if isinstance(value, Fraction) else ENGINE
        evidence = Difference(*ends, "=", meaning, str(share), bounds(value, self.bits), engine=engine, rules=rules)
        return evidence if evidence.grade is Grade.REFUTED else Unrounded(UNROUNDED)

    def per(self, left: Node, free: str) -> Real:
        """The left side, or how many times a letter it is that has no value."""
        if not free:
            return self.of(left, {})
        once, twice = (self.of(left, {free: trial}) for trial in TRIALS)
        self._agree(twice, multiply(TRIALS[1], once), f"{left} is no multiple of {free}")
        return once

    def of(self, node: Node, more: Mapping[str, Fraction]) -> Real:
        """The value of an expression in the letters of the rule."""
        example = self.example
        if example.start is not None or not any(isinstance(each, Apply) for each in walk(node)):
            return self._of(example, node, more)
        here, there = (self._of(replace(example, start=start), node, more) for start in STARTS)
        self._agree(here, there, "where theta starts is not said")
        return here

    def _agree(self, one: Real, other: Real, reason: str) -> None:
        """Raises Undefined, with the reason, if two values differ for certain."""
        with precision(self.bits):
            low, high = bounds(add(one, multiply(MINUS_ONE, other)), self.bits)
        if not low <= 0 <= high:
            raise Undefined(reason)

    def _of(self, example: Example, node: Node, more: Mapping[str, Fraction]) -> Real:
        letters = {**example.letters, **more}
        run = _Run(example, letters, self.bits)
        known: dict[str, Real] = dict(letters)

        def change(part: Node) -> Node | None:
            match part:
                case Apply(name=name):
                    known[str(part)] = run.letter(name, _step(part))
                case Binary("-", Name(name=one), Name(name=other)) if _is_step(one, other):
                    known[str(part)] = run.change(int(one.removeprefix(PARAMETER)[1:-1]))
                case _:
                    return None
            return Name(str(part))

        return evaluate(rebuilt(node, change), self.bits, letters=known)


def _roundings(node: Node, exact: Collection[Fraction]) -> dict[Span, Bounds]:
    """What the printed numbers of an expression may have been rounded from, but for those that are exact.

    Long ones may have come of rounded numbers themselves, and are off by a unit in their last digit.
    """
    found = {}
    for part in walk(node):
        if isinstance(part, Literal) and not part.numeral.integer and part.value not in exact:
            digits = abs(part.value) / part.numeral.unit
            off = part.numeral.unit / (1 if digits >= LONG else 2)
            found[part.span] = part.value - off, part.value + off
    return found


@dataclass(frozen=True)
class _Run:
    """The run of the example's rule with values for all its letters."""

    example: Example
    letters: Mapping[str, Fraction]
    bits: int

    @cached_property
    def states(self) -> list[State]:
        """The states so far."""
        assert self.example.rule
        return [self.example.rule.begin(quantity(self.example.start or Fraction(0)))]

    def letter(self, name: str, step: int) -> Real:
        """The value of a letter after so many steps.

        Raises Undefined if it has none.
        """
        if name == GRADIENT:
            return self.gradient(step)
        if self.example.rule is None or name not in self.example.rule.states or not 0 <= step <= MOST_STEPS:
            raise Undefined(f"{name}({step}) is not known")
        with precision(self.bits):
            while len(self.states) <= step:
                self.states.append(self.next)
        value = quantity(getattr(self.states[step], name)).value
        if isinstance(value, Undefined):
            raise value
        return value

    def change(self, step: int) -> Real:
        """What a step adds to theta; exact, if theta itself does not matter to it."""
        new, old = self.letter(PARAMETER, step), self.letter(PARAMETER, step - 1)
        with precision(self.bits):
            apart = add(new, multiply(MINUS_ONE, old))
            still = State(**{**vars(self.states[step - 1]), PARAMETER: quantity(0)})
            alone = self.stepped(still, step).theta.value
            low, high = bounds(add(apart, multiply(MINUS_ONE, alone)), self.bits)
        return alone if low <= 0 <= high else apart

    @property
    def next(self) -> State:
        """The newest state after one more step."""
        return self.stepped(self.states[-1], len(self.states))

    def stepped(self, old: State, step: int) -> State:
        """The state after the step with this number from another one."""
        rule = self.example.rule
        assert rule
        hyper = {name: quantity(self.letters.get(name, Undefined(f"{name} has no value"))) for name in rule.hyper}
        return rule.step(old, Quantity(self.gradient(step)), **hyper)

    def gradient(self, step: int) -> Real:
        """The gradient of a step.

        Raises Undefined if nothing is said about it.
        """
        if step in self.example.gradients:
            return self.example.gradients[step]
        if self.example.law is None:
            raise Undefined(f"g({step}) is not said")
        there = self.letter(PARAMETER, step - 1)
        return evaluate(self.example.law, self.bits, letters={**self.letters, THERE: there})


def _names(node: Node) -> set[str]:
    return names_in(node) - {"pi"}


def _is_step(one: str, other: str) -> bool:
    """Whether two names are theta after a step and before it."""
    at, before = (re.fullmatch(rf"{PARAMETER}\((\d+)\)", name) for name in (one, other))
    return at is not None and before is not None and int(at[1]) == int(before[1]) + 1


def _step(part: Apply) -> int:
    match part.arguments:
        case (Literal() as index,) if index.numeral.integer:
            return int(index.value)
    raise Undefined(f"{part} stands at no number of steps")
