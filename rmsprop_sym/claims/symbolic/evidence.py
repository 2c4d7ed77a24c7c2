"""What a verdict about letters rests on; each piece computes its grade from what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from rmsprop_sym.alphabet import is_state, show
from rmsprop_sym.claims.symbolic.known import named_by_machine
from rmsprop_sym.claims.symbolic.letters import Reading, said, stated
from rmsprop_sym.claims.verdict import Evidence, Grade, weakest
from rmsprop_sym.evaluate import Box, Point, Undefined, conditions, evaluate, holds, holds_within
from rmsprop_sym.kernel.certificate import NOTHING, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Apply, Head, Letter, Term
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.library import loaded, reason_name, unknown_axioms
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.sampling import met
from rmsprop_sym.search import walk

MOST_PARTS, MOST_MEMBERS = 500, 6
_NOT = {"=": "is not", "!=": "is", "<=": "is more than", "<": "is not less than"}


def _always(condition: Claim) -> bool:
    """Whether a condition holds whatever the letters are, as 1 - 1 <= t does."""
    return condition.relation == "<=" and NOTHING.natural(normal(condition.right - condition.left))


@dataclass(frozen=True)
class Judged(Evidence):
    """The evidence for a statement, which is that for the weakest of its links, and how it was read."""

    reading: Reading
    links: tuple[Evidence, ...]
    text: str

    @cached_property
    def _weakest(self) -> Evidence:
        worst = weakest(link.grade for link in self.links)
        return next(link for link in self.links if link.grade is worst)

    @property
    def grade(self) -> Grade:
        """That of the weakest link."""
        return self._weakest.grade

    @property
    def kind(self) -> str:
        """What sort of statement it is."""
        relations = {claim.relation for claim in self.reading.claims}
        return "limit" if "->" in relations else "identity" if relations <= {"="} else "inequality"

    @property
    def read_as(self) -> str:
        """The statement as it was understood."""
        proofs = [link for link in self.links if isinstance(link, ByTheorem)]
        supposed = {*self.reading.given, *self.reading.domains}
        meant = dict.fromkeys(c for p in proofs for c in p.conditions if c not in supposed and not _always(c))
        where = ", ".join(map(stated, meant))
        return f"{self.text}   where {where}" if where else self.text

    @property
    def given(self) -> tuple[str, ...]:
        """What was supposed."""
        return tuple(map(stated, (*self.reading.given, *self.reading.steps)))

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains of the letters."""
        return tuple(map(show, self.reading.domains))

    def __getattribute__(self, name: str) -> object:
        """What a verdict asks for and this class does not answer itself is asked of the weakest link."""
        if name in (
            "because",
            "witness",
            "trusts",
            "value",
            "exact",
            "tie",
            "samples",
            "reason",
            "attempt",
            "attempt_grade",
        ):
            return getattr(self._weakest, name)
        return super().__getattribute__(name)


@dataclass(frozen=True)
class ByTheorem(Evidence):
    """A theorem that says just this, under hypotheses that are supposed, and an instance that meets them all."""

    claim: Claim
    theorem: Theorem
    supposed: tuple[Claim, ...]
    instance: Point

    @property
    def grade(self) -> Grade:
        """PROVED, if all of this is so."""
        says = self.theorem.claim == self.claim and self.theorem.hypotheses <= set(self.supposed)
        sound = not unknown_axioms(self.theorem) and all(met(h, self.instance) for h in self.supposed)
        return Grade.PROVED if says and sound else Grade.OPEN

    @property
    def because(self) -> str:
        """The theorems of the library that it rests on directly."""
        return resting_on(self.theorem)

    @property
    def conditions(self) -> tuple[Claim, ...]:
        """Those hypotheses that only say that both sides mean something."""
        meant = {c for side in (self.claim.left, self.claim.right) for c in conditions(side)}
        return tuple(sorted((h for h in self.theorem.hypotheses if h in meant or h.relation == "!="), key=show))

    @property
    def trusts(self) -> tuple[str, ...]:
        """The definitions and axioms below."""
        return self.theorem.trusts()


@dataclass(frozen=True)
class Counterexample(Evidence):
    """An exact instance of everything supposed at which the claim fails, and perhaps what is true instead."""

    claim: Claim
    supposed: tuple[Claim, ...]
    point: Point
    nearest: tuple[str, ByTheorem] | None = None
    general: ClassVar[bool] = True  # it fails somewhere, not at the values that a note fixes

    @property
    def grade(self) -> Grade:
        """REFUTED, if the instance is one."""
        fails = holds(self.claim, self.point) is False and all(met(h, self.point) for h in self.supposed)
        return Grade.REFUTED if fails else Grade.OPEN

    @property
    def because(self) -> str | None:
        """What the true statement rests on."""
        return f"{self.nearest[1].because}: {self.nearest[0]}" if self.nearest else None

    @property
    def witness(self) -> str:
        """The instance, and what both sides are worth there."""
        left, right = (_shown(evaluate(side, self.point)) for side in (self.claim.left, self.claim.right))
        values = ", ".join(coordinates(self.claim, self.point))
        return f"{values}: {left} {_NOT[self.claim.relation]} {right}" if values else f"{left}, not {right}"

    @property
    def attempt(self) -> str | None:
        """The nearest truth."""
        return self.nearest[0] if self.nearest else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about it."""
        return self.nearest[1].grade if self.nearest else None

    @property
    def trusts(self) -> tuple[str, ...]:
        """The rules that were run."""
        return tuple(sorted({s.head.rule for side in (self.claim.left, self.claim.right) for s in _states(side)}))


@dataclass(frozen=True)
class ExactRun(Evidence):
    """A claim whose every letter has a value, and the point at which it is evaluated."""

    claim: Claim
    point: Point

    @property
    def grade(self) -> Grade:
        """PROVED or REFUTED where both sides are rational or surely apart; OPEN where balls overlap."""
        held = holds(self.claim, self.point)
        if held is None:
            return Grade.OPEN
        sides = [evaluate(side, self.point) for side in (self.claim.left, self.claim.right)]
        sure = Grade.PROVED if all(isinstance(side, Exact) for side in sides) else Grade.ENCLOSED
        return sure if held else Grade.REFUTED

    @property
    def because(self) -> str:
        """What the left side is worth."""
        return f"{said(self.claim.left)} is {_shown(evaluate(self.claim.left, self.point))}"

    @property
    def attempt(self) -> str | None:
        """The true value."""
        value = evaluate(self.claim.left, self.point)
        wrong = self.grade is Grade.REFUTED and self.claim.relation == "=" and isinstance(value, Exact)
        return f"{said(self.claim.left)} = {_shown(value)}" if wrong else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about it."""
        return Grade.PROVED if self.attempt else None

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return "the two sides are too close to tell apart" if self.grade is Grade.OPEN else None


@dataclass(frozen=True)
class Enclosed(Evidence):
    """An inequality that ball arithmetic shows in every part of a box, cut up until it does."""

    claim: Claim
    box: Box
    point: Point

    @cached_property
    def parts(self) -> int:
        """Into how many parts the box was cut; 0 if some part cannot be decided."""
        waiting, done = [self.box], 0
        while waiting and done + len(waiting) <= MOST_PARTS:
            part = waiting.pop()
            if self._shown(part):
                done += 1
            else:
                waiting += _halves(part)
        return 0 if waiting else done

    def _shown(self, part: Box) -> bool:
        try:
            return holds_within(self.claim, part, self.point)
        except Undefined:
            return False

    @property
    def grade(self) -> Grade:
        """ENCLOSED, if every part is decided."""
        return Grade.ENCLOSED if self.parts else Grade.OPEN

    @property
    def because(self) -> str:
        """How the box was covered."""
        cut = f", cut into {self.parts} parts" if self.parts > 1 else ""
        ends = ", ".join(f"{low} <= {x.name} <= {high}" for x, (low, high) in self.box.items())
        return f"ball arithmetic covers {ends}{cut}"

    @property
    def trusts(self) -> tuple[str, ...]:
        """The engine."""
        return ("Arb",)


def _halves(box: Box) -> list[Box]:
    """The box cut in two across its longest side."""
    x = max(box, key=lambda y: box[y][1] - box[y][0])
    low, high = box[x]
    middle = (low + high) / 2
    return [{**box, x: (low, middle)}, {**box, x: (middle, high)}] if low < high else []


@dataclass(frozen=True)
class Survived(Evidence):
    """Samples that met everything supposed, at none of which the claim fails."""

    claim: Claim
    supposed: tuple[Claim, ...]
    tried: tuple[Point, ...]

    @property
    def grade(self) -> Grade:
        """SURVIVED, if there are samples and the claim holds at each."""
        return Grade.SURVIVED if self._holds else Grade.OPEN

    @cached_property
    def _holds(self) -> bool:
        sound = self.tried and all(all(met(h, p) for h in self.supposed) for p in self.tried)
        return bool(sound) and all(holds(self.claim, p) is True for p in self.tried)

    @property
    def samples(self) -> int:
        """How many there were."""
        return len(self.tried)

    @property
    def reason(self) -> str:
        """That this is no proof."""
        return f"it holds at {len(self.tried)} exact samples; no theorem here implies it"


def resting_on(theorem: Theorem) -> str:
    """The theorems of the library that a theorem rests on directly, or what else it is made from."""
    plain = "the equations of the rule" if theorem.recursions else "algebra"
    return ", ".join(dict.fromkeys(_below(theorem))) or plain


def _below(theorem: Theorem) -> Iterator[str]:
    """The library's theorems below a theorem, without those below them."""
    machine, name = named_by_machine(theorem), reason_name(theorem)
    if machine or name in loaded():
        yield machine or name
    else:
        for premise in theorem.premises:
            yield from _below(premise)


def _states(whole: Term) -> list[Apply]:
    return [part for part in walk(whole) if is_state(part)]


def coordinates(claim: Claim, point: Point) -> Iterator[str]:
    """The values of the letters, starts and members that matter: without them the sides have other values, or none."""
    for x in sorted((s for s in claim.free() if isinstance(s, Letter)), key=lambda s: s.name):
        if _values(claim, replace(point, letters={y: v for y, v in point.letters.items() if y != x})) is None:
            yield f"{x.name} = {point.letters[x]}"
    for name, value in sorted(point.starts.items()):
        if _values(claim, replace(point, starts={**point.starts, name: value + 1})) != _values(claim, point):
            yield f"{name}(0) = {value}"
    for name in sorted(s.name for s in claim.free() if isinstance(s, Head)):
        for index in sorted(_asked(claim, point, name))[:MOST_MEMBERS]:
            yield f"{name}({index}) = {point.sequences[name](index)}"


def _values(claim: Claim, point: Point) -> list[str] | None:
    try:
        return [_shown(evaluate(side, point)) for side in (claim.left, claim.right)]
    except Undefined:
        return None


def _asked(claim: Claim, point: Point, name: str) -> set[int]:
    """The indices at which the sides ask for a member of the sequence."""
    asked: set[int] = set()

    def member(index: int) -> Fraction:
        asked.add(index)
        return point.sequences[name](index)

    _values(claim, replace(point, sequences={**point.sequences, name: member}))
    return asked


def valued(whole: Term, point: Point) -> str:
    """What a term is worth at a point."""
    return _shown(evaluate(whole, point))


def _shown(value: object) -> str:
    return str(value.fraction) if isinstance(value, Exact) else f"≈ {value.arb.str(6, radius=False)}"  # type: ignore[attr-defined]
