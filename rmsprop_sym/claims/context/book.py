"""What a note has worked out in numbers so far: states at their steps, gradients, and how far its steps went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from rmsprop_sym.claims.conventions.model import GRADIENT, PARAMETER, PARAMETERS
from rmsprop_sym.claims.expressions.formula import formula_in
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Call, Literal, Name, Negate, Node
from rmsprop_sym.claims.expressions.tokens import CHANGED
from rmsprop_sym.claims.quantities.updating import MEAN, SQUARES, SUM, Place

if TYPE_CHECKING:
    from rmsprop_sym.claims.conventions.models import Models

CHANGE = "change"
MOST = 12  # places that are tried
_NEAR = 160  # characters before a chain in which its letter stands
_CUT = re.compile(
    r"\$|\\q?quad|\\\\|&|[,;:]\s|\s{3,}|\n|\(|\b(?:so|and|with|together|hence|thus|then|is|gives|get)\s", re.IGNORECASE
)
_RELATION = re.compile(r"(?:=|≈|:=|\\approx|\\doteq)\s*[&$]*\s*[+]?\s*\$?\s*$")
_LABEL = re.compile(
    r"(?:\b(?:step|update|iteration|round|time)\s+(?:number\s+|no\.\s*)?|(?<![\w\\])[tnk]\s*=\s*)\$?(?P<step>\d{1,4})\$?\s*[:.)—-]",
    re.IGNORECASE,
)
_SPELLED = (("Δ", r"\Delta "), (r"\mathrm", ""), (r"\operatorname", ""))


@dataclass(frozen=True)
class Mark:
    """What stands left of a chain: a letter, what it is for its rule, and the step at which it stands.

    A change goes from a step `since` to another one; what has no step in the formula may have one by a label before it.
    """

    letter: str
    kind: str
    step: int | None
    since: int | None = None
    sized: bool = False

    def __str__(self) -> str:
        """The letter as it is printed."""
        if self.since is not None and self.letter in PARAMETERS:
            return f"{self.letter}({self.step}) - {self.letter}({self.since})"
        return self.letter if self.step is None else f"{self.letter}({self.step})"


@dataclass(frozen=True)
class Entry:
    """A number that the note has worked out, what it is without a slip, and under which headings it stands."""

    mark: Mark
    printed: Fraction
    right: Fraction
    under: str
    wrong: bool = False
    tabled: bool = False


@dataclass
class Book:
    """The numbers that were worked out, in the order of the note."""

    entries: list[Entry] = field(default_factory=list)

    def last(self, letter: str, step: int | None, under: str) -> Entry | None:
        """The newest value of a letter at a step under the same headings; at any step if it has none."""
        found = (each for each in reversed(self.entries) if each.mark.letter == letter and each.under == under)
        return next((each for each in found if each.mark.step == step), None)

    def is_by_steps(self, mark: Mark, value: Fraction | None, under: str) -> bool:
        """Whether an index of a letter counts steps: one that counts coordinates comes with another value again."""
        seen = {(mark.step, mark.since): value} if mark.step is not None and value is not None else {}
        for each in self.entries:
            ours = each.mark.letter == mark.letter and each.under == under and not each.tabled
            if ours and each.mark.step is not None:
                known = seen.setdefault((each.mark.step, each.mark.since), each.printed)
                if abs(known - each.printed) > abs(known) / 100:
                    return False
        return True

    def roots(self, under: str) -> Iterator[Entry]:
        """The means and sums of squares under the same headings, the newest first."""
        for each in reversed(self.entries):
            if each.mark.kind in (SQUARES, SUM) and each.under == under:
                yield each

    def changes(self, letter: str, moving: Sequence[int], under: str) -> list[Entry]:
        """The changes of a parameter in the steps in which it moves; none if one is missing."""
        found = []
        for step in moving:
            steps = (
                each
                for each in reversed(self.entries)
                if each.mark.kind == CHANGE and each.mark.step == step and each.under == under
                if each.mark.letter not in PARAMETERS or each.mark.letter == letter
                if each.mark.since in (None, step - 1) and not each.mark.sized
            )
            found.append(next(steps, None))
        known = [each for each in found if each]
        return known if len(known) == len(found) else []


def mark_before(text: str, models: Models) -> Mark | None:
    """What stands directly before a chain of numbers with a sign of equality, if it is a letter that can be read."""
    head = head_before(text)
    found = mark_of(head, models) if head is not None else None
    return found and labelled(found, text[-_NEAR:])


def head_before(text: str) -> Node | None:
    r"""What stands left of the sign of equality with which a text ends, if it can be read.

    >>> print(head_before(r"so we get $\Delta w_2 = "))
    Deltaw(2)
    """
    text = text[-_NEAR:]
    relation = _RELATION.search(text)
    if not relation:
        return None
    said = text[: relation.start()].rstrip().rstrip("&$ ")
    piece = _CUT.split(said)[-1]
    for old, new in _SPELLED:
        piece = piece.replace(old, new)
    return head_of(piece)


def head_of(text: str) -> Node | None:
    """What the text is, where it stands left of a sign of equality; None if it cannot."""
    chain = formula_in(f"{text} = 0")
    return chain.members[0] if chain and len(chain.members) == 2 else None


def labelled(mark: Mark, text: str) -> Mark:
    """The mark with the step of a label such as `step 3:` before it, if the letter itself stands at none."""
    labels = list(_LABEL.finditer(text)) if mark.step is None else []
    return Mark(mark.letter, mark.kind, int(labels[-1]["step"]), mark.since, mark.sized) if labels else mark


def mark_of(node: Node, models: Models) -> Mark | None:
    """What an expression in letters is for its rule: a state, a change of the parameter, or a letter of its own."""
    match node:
        case Call(function="abs", arguments=(operand,)):
            found = mark_of(operand, models)
            return found and Mark(found.letter, found.kind, found.step, found.since, sized=True)
        case Binary(op="-", left=Apply() as left, right=Apply() as right) if left.name == right.name:
            last, first = _step(left), _step(right)
            if last is None or first is None or kind_of(left.name, models) != PARAMETER:
                return None
            return Mark(left.name, CHANGE, max(first, last), min(first, last), sized=first > last)
        case Apply(name=name):
            return Mark(name, kind_of(name, models), _step(node))
        case Name(name=name):
            return Mark(name, kind_of(name, models), None)
    return None


def kind_of(name: str, models: Models) -> str:
    """What the newest rule that knows a letter calls it; a change for a letter that begins like one."""
    bare = name.removesuffix("hat")
    if name == GRADIENT:
        return GRADIENT
    if bare.startswith(CHANGED) or bare == "Delta":
        return CHANGE
    model = next((each for family in reversed(models.families) for each in family if each.knows(bare)), None)
    called = model.called(bare) if model else ""
    if bare in PARAMETERS and not called:
        called = PARAMETER
    return f"{called}hat" if name.endswith("hat") and called in (SQUARES, MEAN) else called


def _step(node: Apply) -> int | None:
    """The step at which a letter stands, if that is a number."""
    match node.arguments:
        case (Literal() as index, *_) if index.numeral.integer:
            return int(index.value)
    return None


def printed(node: Node) -> Fraction | None:
    """The number that a member of a chain prints alone."""
    match node:
        case Literal():
            return node.value
        case Negate(operand=Literal() as operand):
            return -operand.value
    return None


@dataclass(frozen=True)
class Gradients:
    """What a note says its gradients are: lists from the first step on, single ones at steps, and the last one."""

    lists: Sequence[tuple[Fraction, ...]] = ()
    single: Sequence[tuple[int, Fraction]] = ()
    here: Fraction | None = None

    @property
    def said(self) -> list[Fraction]:
        """All of them."""
        found = [*(g for each in self.lists for g in each), *(g for _, g in self.single)]
        return found if self.here is None else [*found, self.here]

    def at(self, step: int, shift: int = 0) -> list[Fraction]:
        """What the gradient of a step may be."""
        listed = [each[step - 1] for each in self.lists if 0 < step <= len(each)]
        return list(dict.fromkeys([*listed, *(value for index, value in self.single if index == step - shift)]))

    def steady_until(self, step: int) -> Fraction | None:
        """What every gradient up to a step is, if all are the same, or none if that is not known."""
        found = [self.at(index) for index in range(1, step + 1)]
        values = {value for each in found for value in each}
        return values.pop() if len(values) == 1 and all(found) else None

    def places(self, book: Book, mark: Mark, under: str, decays: Sequence[Fraction], start: Fraction) -> list[Place]:
        """The places at which a state may be worked out: from what is printed of it before, or by a run."""
        if mark.step is None:
            last = book.last(mark.letter, None, under)
            return [Place(last.printed, self.here)] if last and self.here is not None else []
        found = []
        before, older = (book.last(mark.letter, mark.step - k, under) for k in (1, 2))
        for g in self.at(mark.step):
            old = start if mark.step == 1 else before.printed if before else None
            if old is not None:
                found.append(Place(old, g, older.printed if older else None, self._before(mark.step)))
        for each in self.lists if mark.kind in (SQUARES, SUM, MEAN) else ():
            found += [Place(old, each[mark.step - 1]) for old in _runs(mark, each, decays, start)]
        return found[:MOST]

    def _before(self, step: int) -> Fraction | None:
        found = self.at(step - 1)
        return found[0] if len(found) == 1 else None


def _runs(mark: Mark, gradients: Sequence[Fraction], decays: Sequence[Fraction], start: Fraction) -> Iterator[Fraction]:
    """What a state is before a step if it runs along a list of gradients from its start."""
    step = mark.step or 0
    if not 1 < step <= len(gradients):
        return
    for decay in (Fraction(1),) if mark.kind == SUM else decays:
        value, share = start, Fraction(1) if mark.kind == SUM else 1 - decay
        for g in gradients[: step - 1]:
            value = decay * value + share * (g if mark.kind == MEAN else g**2)
        yield value
