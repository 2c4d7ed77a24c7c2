"""What letters are worth: the values that a note has said so far, and where, and the letters that it has defined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction

from rmsprop_sym.claims.context.book import Book
from rmsprop_sym.claims.context.worked import THERE
from rmsprop_sym.claims.conventions.model import GRADIENT, PARAMETERS, offset
from rmsprop_sym.claims.expressions.passage import Spot
from rmsprop_sym.claims.expressions.real import Undefined, evaluate
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Limit, Literal, Name, Node, has_letters, walk
from rmsprop_sym.claims.expressions.tree import names_in, rebuilt
from rmsprop_sym.claims.quantities.telling import Tellings
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.said import in_turn, said_in
from rmsprop_sym.claims.words.scope import for_all
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import cut_sentences, is_condition, words

SENTENCE, SECTION, ABOVE, ELSEWHERE = 3, 2, 1, 0


@dataclass(frozen=True)
class Heard:
    """Numbers that a letter was said to be, alone or from an index on, or a law for it; and where that was said."""

    name: str
    index: int | None
    values: tuple[Fraction, ...]
    heading: str
    sentence: tuple[int, int] = (0, 0)
    law: Node | None = None

    def nearness(self, formula: Formula) -> int:
        """How near to a formula it was said."""
        if self.heading == formula.heading:
            return SENTENCE if self.sentence == formula.sentence else SECTION
        return ABOVE if self.heading and formula.heading.startswith(f"{self.heading} . ") else ELSEWHERE


@dataclass(frozen=True)
class Shown:
    """A formula of the note, what stands before it, formulas between dollars, and the grades of its links."""

    chain: Chain
    before: str
    grades: list[Grade]
    where: Spot = field(default=Spot(1))

    @property
    def certain(self) -> bool:
        """Whether it is known to hold, or defines something."""
        return all(grade.holds for grade in self.grades)

    @property
    def value(self) -> Node | None:
        """What it says that something is, or is at most, in letters; None if it is wrong, or speaks of a step."""
        last = self.chain.members[-1]
        plain = not any(isinstance(part, Limit | Apply) for part in walk(last)) and not isinstance(last, Name)
        known = {*self.chain.relations} <= {"=", "≈", "<="} and Grade.REFUTED not in self.grades
        return last if has_letters(last) and plain and known else None

    @property
    def only_values(self) -> bool:
        """Whether it does no more than to say in numbers what letters are, or where they lie."""
        return bool(self.chain.relations) and not has_letters(self.chain.members[-1])

    @property
    def bounds(self) -> bool:
        """Whether it says what something is at most."""
        return self.chain.relations[-1:] == ("<=",)

    @property
    def bounds_a_step(self) -> bool:
        """Whether it says how far a step goes at most."""
        named = [part.name for part in walk(self.chain.members[0]) if isinstance(part, Apply)]
        return self.bounds and len(named) > 1 and {*named} <= PARAMETERS

    @property
    def is_first_step(self) -> bool:
        """Whether it says how far the first step goes."""
        steps = {part for part in walk(self.chain.members[0]) if isinstance(part, Apply) and part.name in PARAMETERS}
        return {str(each.arguments[0]) for each in steps} == {"0", "1"}


@dataclass
class Worth:
    """What was said to be worth what, in the order of the note; what was defined, told, and worked out."""

    heard: list[Heard] = field(default_factory=list)
    defined: dict[str, Node] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    tellings: Tellings = field(default_factory=Tellings)
    book: Book = field(default_factory=Book)
    under: str = ""

    def reads(self, text: str, heading: str) -> None:
        """Takes notice of the gradients that words of a passage list, and of the headings above it."""
        self.under = heading
        listed = (said.values for said in said_in(text) if said.name == GRADIENT and len(said.values) > 1)
        self.heard += [Heard(GRADIENT, 1, values, heading) for values in listed]
        counted = [each.index or 0 for each in self.heard if each.name == GRADIENT and each.heading == heading]
        self.heard += [Heard(GRADIENT, k, (g,), heading) for k, g in in_turn(text, max(counted, default=0))]

    def hear(self, formula: Formula) -> None:
        """Keeps what the letters on the left of an equation are said to be worth."""
        self.shown.append(Shown(formula.chain, formula.leading, [], formula.where))
        *firsts, last = formula.chain.members
        if {*formula.chain.relations} == {"="}:
            for first in firsts:
                self.heard += self._heard(first, last, formula)

    def _heard(self, first: Node, last: Node, formula: Formula) -> Iterator[Heard]:
        """What one letter is said to be worth."""
        where = formula.heading, formula.sentence
        match first:
            case Name(name=name) if has_letters(last):
                if name not in names_in(last):  # what is so changed is a state
                    self.defined[name] = last
            case Name(name=name) if name not in self.defined:
                yield from (Heard(name, None, (value,), *where) for value in value_of(last))
            case Apply(name=name, arguments=(Literal() as index,)) if index.numeral.integer:
                yield from (Heard(name, int(index.value), (value,), *where) for value in value_of(last))
            case Apply(name=name, arguments=(Name(),)) if name == GRADIENT and (law := _law(first, last, formula)):
                yield Heard(GRADIENT, None, (), *where, law)

    @property
    def said(self) -> list[tuple[str, Fraction]]:
        """The letters without an index that were said to be a number, each with it."""
        return [(each.name, each.values[0]) for each in self.heard if each.index is None and len(each.values) == 1]

    def tells(self, chain: Chain) -> bool:
        """Whether the chain speaks of the value of a letter that was defined by an expression."""
        *firsts, last = chain.members
        named = all(isinstance(first, Name) and first.name in self.defined for first in firsts)
        return bool(firsts) and named and not has_letters(last)

    def tells_about(self, formula: Formula) -> bool:
        """Whether the formula tells the digits of a defined letter after another one: 6.6 for 0.9 and h ≈ 69."""
        return self.tells(formula.chain) and formula.chain.relations == ("≈",) and not is_condition(formula.before)

    def spelled_out(self, chain: Chain) -> Chain:
        """The chain with what its letters were defined to be in their place."""
        valued = {each.name for each in self.heard if each.index is None}

        def change(part: Node) -> Node | None:
            return self.defined.get(part.name) if isinstance(part, Name) and part.name not in valued else None

        return chain.rebuilt(change)


def value_of(node: Node) -> Sequence[Fraction]:
    """The number that a side is, if it is one and rational."""
    with suppress(Undefined):
        value = None if has_letters(node) else evaluate(node)
        return [value] if isinstance(value, Fraction) else []
    return []


def _law(first: Apply, law: Node, formula: Formula) -> Node | None:
    """What every gradient is, if that comes of the parameter before the step alone, or is always the same number."""
    at = offset(first.arguments[0])
    parts = {part for part in walk(law) if isinstance(part, Apply)}
    before = at and (at[0], at[1] - 1)
    if len(parts) > 1 or any(part.name not in PARAMETERS or offset(part.arguments[0]) != before for part in parts):
        return None
    if not parts and not for_all(f"{cut_sentences(formula.before)[-1]} {cut_sentences(words(formula.rest))[0]}"):
        return None
    there = rebuilt(law, lambda part: Name(THERE) if isinstance(part, Apply) else None)
    letters = names_in(there)
    return there if letters <= {THERE} else None
