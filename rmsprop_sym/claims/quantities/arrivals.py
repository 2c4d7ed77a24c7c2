"""Sentences about the first step at which something holds, judged with the values that the note says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product

from rmsprop_sym.claims.arithmetic.crossing import FirstStep, crossing
from rmsprop_sym.claims.expressions.formula import NATURALS, parse_formula
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Literal, Name, Node, has_letters, walk
from rmsprop_sym.claims.expressions.tree import rebuilt
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.read.formulas import formulas, statements
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.claims.words.disowning import DISOWNED, disowned, disowned_below
from rmsprop_sym.claims.words.firsts import First, firsts, worded
from rmsprop_sym.claims.words.wording import words

MOST = 8  # combinations of values that are tried
SEVERAL = "several inequalities stand beside it, and it is the first step of only some"
_NUMBERED = re.compile(r"\b(?:questions?|exercises?|problems?|tasks?)\s*(?:no\.?\s*)?\w{1,3}\b", re.IGNORECASE)


@dataclass
class Arrivals:
    """What a note has said so far that the first steps at which something holds may depend on.

    `values` has every value of each letter, the newest last, and `closed` what its states were proved to be.
    """

    values: dict[str, dict[Node, None]] = field(default_factory=dict)
    closed: dict[Node, Node] = field(default_factory=dict)

    def hears(self, chain: Chain, grades: Sequence[Grade]) -> None:
        """Takes over what a letter is worth, or what a state was proved to be."""
        for name, value in _worth(chain):
            self.values.setdefault(name, {}).pop(value, None)
            self.values[name][value] = None
        left, right = chain.members[0], chain.members[-1]
        proved = bool(grades) and all(grade.holds for grade in grades) and {*chain.relations} == {"="}
        if proved and _speaks_of_steps(left) and not _speaks_of_steps(right):
            self.closed[left] = right

    def forgets(self) -> None:
        """Begins a part of the note in which states may be others."""
        self.closed = {}

    def judged(self, text: str, title: str) -> Iterator[Remark]:
        """What is to be said about the first steps of a text, formulas between dollars, below a title."""
        found = list(firsts(text))
        read = list(_chains(text)) if found else []
        for first in found:
            ways = list(self._ways(first, read))
            if ways:
                before, after = text[first.sentence[0] : first.span[0]], text[first.span[1] :]
                word = disowned(words(before), words(after)) or disowned_below(_NUMBERED.sub(" ", title))
                yield _weighed(first, ways, word)

    def _ways(self, first: First, read: Sequence[tuple[int, Chain]]) -> Iterator[Way]:
        """The inequalities that are meant, with each choice of the values that may be."""
        written = _meant(first, read)
        meant = [Chain(tuple(map(self._closed, chain.members)), chain.relations) for chain in written]
        named = {part.name for chain in meant for part in walk(chain) if isinstance(part, Name)}
        options = {name: found for name in sorted(named) if (found := self._values_at(name, first, read))}
        for chosen in islice(product(*options.values()), MOST):
            values = dict(zip(options, chosen, strict=True))
            made = [crossing(chain, values, NATURALS) for chain in meant]
            pairs = zip(made, written, strict=True)
            said = [
                FirstStep(each, first.step, first.is_first, str(chain), first.loose) for each, chain in pairs if each
            ]
            if said and len(said) == len(made):
                yield Way(tuple(said), tuple(f"{name} = {value}" for name, value in values.items()))

    def _closed(self, node: Node) -> Node:
        """The node with what its states were proved to be."""
        return rebuilt(node, self.closed.get) if self.closed else node

    def _values_at(self, name: str, first: First, read: Sequence[tuple[int, Chain]]) -> list[Node]:
        """What a letter is worth in a sentence: what is said nearest, in it, or before; else all that was said."""
        said = [(at, value) for at, chain in read for letter, value in _worth(chain) if letter == name]
        inside = [(at, value) for at, value in said if first.sentence[0] <= at < first.sentence[1]]
        near = [value for at, value in inside if at < first.span[0]] or [value for _, value in inside][:1]
        near = near or [value for at, value in said if at < first.sentence[0]]
        return near[-1:] or list(reversed(self.values.get(name, {})))


@dataclass(frozen=True)
class Way:
    """The inequalities that may be meant, each at the step that is said to be its first, under some values."""

    said: tuple[FirstStep, ...]
    given: tuple[str, ...]

    @cached_property
    def evidence(self) -> Evidence:
        """What is known of all of them, if it is the same."""
        each = [guarded(lambda one=one: one) for one in self.said]  # type: ignore[misc]
        alike = len({evidence.grade is Grade.REFUTED for evidence in each}) == 1
        weakest = max(each, key=lambda evidence: list(Grade).index(evidence.grade))
        return weakest if alike else Undecided(SEVERAL)


def _weighed(first: First, ways: Sequence[Way], word: str | None) -> Remark:
    """What holds under some values that were said is said of these; what fails under all of them is wrong."""
    held = next((way for way in ways if way.evidence.grade.holds), None)
    way = held or next((way for way in ways if way.evidence.grade is not Grade.REFUTED), ways[0])
    doubted = word and not held and way.evidence.grade is Grade.REFUTED
    evidence = Undecided(DISOWNED.format(word)) if doubted else way.evidence
    return Remark(*first.span, "inequality", way.said[0].read_as, evidence, way.given)


def _meant(first: First, read: Sequence[tuple[int, Chain]]) -> list[Chain]:
    """The inequalities of its own clause, else of its sentence, else of the one before."""
    unequal = [(at, chain) for at, chain in read if chain.relations[0] in ("<", "<=", ">", ">=")]
    for low, high in (first.clause, first.sentence, (first.before, first.sentence[0])):
        found = [chain for at, chain in unequal if low <= at < high and _has_step(chain) and not _is_it(first, chain)]
        if found:
            return found
    return []


def _is_it(first: First, chain: Chain) -> bool:
    """Whether the inequality is the very claim: t >= 44."""
    return any(isinstance(each, Literal) and each.value == first.step for each in chain.members) and any(
        isinstance(each, Name) for each in chain.members
    )


def _has_step(chain: Chain) -> bool:
    return any(isinstance(part, Name) and part.name in NATURALS for part in walk(chain))


def _chains(text: str) -> Iterator[tuple[int, Chain]]:
    """The links of every formula of a text, each with the place of its formula."""
    rows = [(start + at, row) for start, end in formulas(text) for at, row in statements(text[start:end])]
    for at, row in (*rows, *worded(text)):
        with suppress(Unreadable):
            chain = parse_formula(row)
            for left, relation, right in zip(chain.members, chain.relations, chain.members[1:], strict=False):
                yield at, Chain((left, right), (relation,))


def _worth(chain: Chain) -> Iterator[tuple[str, Node]]:
    """The letter of an equation that gives it a value, and the value."""
    match chain:
        case Chain((Name(name=name), value), ("=",)) if not has_letters(value) and name not in NATURALS:
            yield name, value


def _speaks_of_steps(node: Node) -> bool:
    return any(isinstance(part, Apply) for part in walk(node))
