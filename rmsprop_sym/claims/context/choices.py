"""The values of the letters of a link: those that were said nearest to it, and all that were said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product

from rmsprop_sym.claims.context.links import multiples_of
from rmsprop_sym.claims.context.worked import THERE, Example
from rmsprop_sym.claims.context.worth import ELSEWHERE, SENTENCE, Heard, Worth
from rmsprop_sym.claims.conventions.model import GRADIENT, PARAMETER, Model
from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.printing import decimal
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Literal, Name, Node, has_letters, walk
from rmsprop_sym.claims.expressions.tree import names_in
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.sentence import Formula

EPS = "eps"
IDLE = Fraction(1)  # what is put for what does not matter
NEGLIGIBLE = (Fraction(0), Fraction(1, 10**8))  # what eps is in an example that does not speak of it


@dataclass(frozen=True)
class Choice:
    """One of the values of a letter, of the start of theta, or of the gradients, as the note calls it.

    The letter is that of the rule.
    """

    letter: str
    value: Fraction | None = None
    gradients: tuple[tuple[int, Fraction], ...] = ()
    law: Node | None = None
    nearness: int = field(default=ELSEWHERE, compare=False)
    called: str = field(default="", compare=False)

    def __str__(self) -> str:
        """As a verdict tells it."""
        if self.value is not None:
            return f"{self.called or self.letter} = {_told(self.value)}"
        if self.law is not None:
            return f"{self.called}(t) = {str(self.law).replace(THERE, f'({THERE})')}"
        return "; ".join(f"{self.called}({step}) = {_told(value)}" for step, value in self.gradients)


@dataclass(frozen=True)
class Choices:
    """The values that a note has said of the letters of a formula, for a rule if one is spoken of.

    `given` are values that the words of the formula fix.
    """

    worth: Worth
    formula: Formula
    link: Chain
    model: Model | None
    given: Mapping[str, Fraction]

    @cached_property
    def translated(self) -> Chain:
        """The link in the letters of the rule."""
        return self.model.translated(self.link) if self.model else self.link

    @cached_property
    def runs(self) -> bool:
        """Whether the link speaks of a letter at a step."""
        return any(isinstance(part, Apply) for member in self.link.members for part in walk(member))

    @cached_property
    def by_letter(self) -> dict[str, list[Choice]]:
        """The values of each letter that matters, the newest first; a factor of the right side has none."""
        found: dict[str, list[Choice]] = {}
        for each in reversed([*self._said(), *self._given()]):
            if each.letter in self._needed and each not in found.setdefault(each.letter, []):
                found[each.letter].append(each)
        if EPS in self._needed and EPS not in found:
            found[EPS] = [Choice(EPS, value, nearness=k) for k, value in zip((1, 0), NEGLIGIBLE, strict=True)]
        return {letter: some for letter, some in found.items() if some}

    @cached_property
    def _needed(self) -> set[str]:
        """The letters whose values matter."""
        left, right = self.translated.members
        names = {part.name for member in (left, right) for part in walk(member) if isinstance(part, Name)}
        factors = {
            name
            for name in names_in(right)
            if (share := multiples_of(right, name)) is not None and not has_letters(share)
        }
        rules = {GRADIENT, PARAMETER, *self.model.rule.hyper} if self.runs and self.model else set[str]()
        return (names | (rules - self._idle)) - factors

    @cached_property
    def _idle(self) -> set[str]:
        """What does not matter to the means and sums of gradients that are given one by one."""
        moves = any(
            part.name == PARAMETER for each in self.translated.members for part in walk(each) if isinstance(part, Apply)
        )
        needed = moves or not self.runs or any(each.law is not None for each in self.worth.heard)
        return set() if needed else {PARAMETER, "eta", EPS} - names_in(self.translated)

    def _given(self) -> Iterator[Choice]:
        """What the rule's own formulas have in numbers, and what the words beside the link fix."""
        for name, value in self.model.values.items() if self.model and self.runs else ():
            yield Choice(name, value, nearness=SENTENCE, called=name)
        for name, value in self.given.items():
            yield Choice(self._letter(name), value, nearness=SENTENCE, called=name)

    def _letter(self, name: str) -> str:
        """What the rule calls a letter."""
        if self.model is None:
            return name
        match self.model.translated(Chain((Name(name),), ())).members[0]:
            case Name(name=ours):
                return ours
        return name

    def _said(self) -> Iterator[Choice]:
        """What was said, in the order of the note; gradients of one paragraph are one choice."""
        open_at, listed = (0, ""), dict[int, Fraction]()
        for heard in self.worth.heard:
            nearness = heard.nearness(self.formula)
            if heard.law is not None:
                yield Choice(GRADIENT, law=heard.law, nearness=nearness, called=heard.name)
            elif heard.index is None and (heard.name not in NATURALS or nearness == SENTENCE):
                yield Choice(self._letter(heard.name), heard.values[0], nearness=nearness, called=heard.name)
            elif heard.index is None:
                continue
            elif (at := self._at(heard)) and at.name == PARAMETER and at.arguments == (Literal("0"),):
                called = f"{heard.name}({heard.index})"
                yield Choice(PARAMETER, heard.values[0], nearness=nearness, called=called)
            elif at and at.name == GRADIENT:
                here = (heard.sentence[0], heard.heading)
                first = heard.index
                listed = {} if here != open_at or len(heard.values) > 1 else listed
                listed = {**listed, **{first + k: value for k, value in enumerate(heard.values)}}
                open_at = here
                yield Choice(GRADIENT, None, tuple(sorted(listed.items())), nearness=nearness, called=heard.name)

    def _at(self, heard: Heard) -> Apply | None:
        """The letter at its index, as the rule has it."""
        written = Apply(heard.name, (Literal(str(heard.index)),))
        if self.model is None or not self.model.knows(heard.name):
            return None
        try:
            found = self.model.translated(Chain((written,), ())).members[0]
        except Unreadable:
            return None
        return found if isinstance(found, Apply) else None

    def examples(self, *, far: bool) -> Iterator[tuple[Example, list[Choice]]]:
        """The examples that the nearest values make, or all values, the newest first, and these values."""
        for chosen in product(*(_sure(some) if far else _nearest(some) for some in self.by_letter.values())):
            values = {each.letter: each.value for each in chosen if each.value is not None}
            start = values.pop(PARAMETER, None)
            values = {**dict.fromkeys(self._idle & {*(self.model.rule.hyper if self.model else ())}, IDLE), **values}
            start = IDLE if start is None and self._idle else start
            gradients = next((each for each in chosen if each.letter == GRADIENT), Choice(GRADIENT))
            rule = self.model.rule if self.model else None
            yield Example(rule, values, dict(gradients.gradients), start, gradients.law), list(chosen)


def _nearest(some: Sequence[Choice]) -> Sequence[Choice]:
    """The values that were said nearest; of those of the formula's own sentence, the last one."""
    nearness = max(each.nearness for each in some)
    near = [each for each in some if each.nearness == nearness]
    return near[:1] if nearness == SENTENCE else near


def _sure(some: Sequence[Choice]) -> Sequence[Choice]:
    """All values, unless the formula's own sentence says which."""
    return _nearest(some) if any(each.nearness == SENTENCE for each in some) else some


def _told(value: Fraction) -> str:
    """The number in decimals where these end soon."""
    text = decimal(value, value)
    return text if "e" not in text and Fraction(text) == value else str(value)
