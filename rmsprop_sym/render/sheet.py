"""A theorem set out for print: statement, suppositions, boards, and reasons in words; how it looks is the page's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from rmsprop_sym.alphabet import DOMAINS, runs, terms_of
from rmsprop_sym.board import Derivation, Line, Reason, theorem_of
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Letter, Term, free
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.library import Entry, reason_name, theorems
from rmsprop_sym.render.formula import Formulas, names_in
from rmsprop_sym.render.notation import STANDARD, Notation

# What the kernel's rules and the lemmas are called when a line rests on them and on no named theorem.
WORDS = {
    "reverse": "the sum taken from its other end",
    "split": "the sum split in two",
    "sum": "the sum taken on both sides",
    "law": "the laws of the real numbers",
    "root_from_square": "the square of the root",
    "size_from_square": "the squares of both sides",
    "from_squares": "the squares of both sides",
    "root_monotone": "what stands under the roots",
}
USUAL = frozenset(claim for claims in DOMAINS.values() for claim in claims)


@dataclass(frozen=True)
class Name:
    """A theorem, an axiom or a rule by its name; the page shows it as such."""

    name: str


Words = tuple[str | Name, ...]
ALGEBRA: Words = ("algebra",)


@dataclass(frozen=True)
class Row:
    """A line: its relation to the one above, its formula, and why."""

    relation: str
    formula: str
    why: Words


@dataclass(frozen=True)
class Block:
    """Lines under each other, and what they are for."""

    title: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One theorem in a notation.

    Raises UserError if the notation gives two of its letters one symbol.
    """

    entry: Entry
    notation: Notation = STANDARD

    def __post_init__(self) -> None:
        self.notation.refuse_clashes(names_in(self._things), self.entry.name)

    @property
    def statement(self) -> str:
        """What was proved."""
        return self._formulas.claim(self.entry.theorem.claim)

    @property
    def given(self) -> list[str]:
        """The hypotheses, in the order of their labels."""
        return [self._formulas.claim(claim) for claim in self.entry.hypotheses]

    @property
    def domains(self) -> list[str]:
        """Where the letters live; natural ones are 0, 1, 2, ..."""
        natural = sorted(x.name for x in self._free if x.natural)
        counted = [rf"{', '.join(str(self.notation.symbol(x)) for x in natural)} \in \{{0, 1, 2, \dots\}}"] * bool(
            natural
        )
        return self._formulas.joined(self.entry.domains) + counted

    @property
    def where(self) -> list[str]:
        """What must hold for both sides to mean something."""
        return [self._formulas.claim(claim) for claim in self.entry.meaning]

    @property
    def marks(self) -> list[tuple[str, Name, str]]:
        """The superscripts that tell runs apart: the rule of each, and what the run is made with."""
        write = self._formulas
        return [(write.marks[key], Name(run.rule), write.details(run)) for key, run in runs(self._things).items()]

    @property
    def sources(self) -> Words:
        """What it is read off from, if it has no lines."""
        return self._why(self.entry.derivation.sources)

    @property
    def trusts(self) -> list[Words]:
        """The rules and axioms below."""
        kinds = [name.rpartition(" ") for name in self.entry.theorem.trusts()]
        return [(f"the {kind or 'rule'} ", Name(name)) for kind, _, name in kinds]

    @property
    def blocks(self) -> list[Block]:
        """The boards."""
        return [Block(title, tuple(map(self._row, lines))) for title, lines in self._boards]

    # --- what there is to print ---------------------------------------------------------------------

    @cached_property
    def _boards(self) -> list[tuple[Words, tuple[Line, ...]]]:
        derivation = self.entry.derivation
        found: list[tuple[Words, tuple[Line, ...]]] = [((), derivation.lines)] if derivation.lines else []
        if derivation.parts:
            base, step, *examples = derivation.parts
            found += [(("The start, at 0.",), base.lines), (("One step further.",), step.lines)]
            found += [(("For example, ", Name(e.name), "."), e.lines) for e in map(_named, examples)]
        return [(title, lines) for title, lines in found if lines]

    @cached_property
    def _things(self) -> list[Term | Claim]:
        lines = [line.expression for _, board in self._boards for line in board]
        return [self.entry.theorem.claim, *self.entry.hypotheses, *self.entry.domains, *lines]

    @cached_property
    def _formulas(self) -> Formulas:
        return Formulas.about(self._things, self.notation)

    @property
    def _free(self) -> list[Letter]:
        claims = [self.entry.theorem.claim, *self.entry.hypotheses]
        return [x for x in free(*(t for claim in claims for t in terms_of(claim))) if isinstance(x, Letter)]

    def _row(self, line: Line) -> Row:
        return Row(line.relation, self._formulas.term(line.expression), self._why(line.reasons))

    # --- reasons ------------------------------------------------------------------------------------

    def _why(self, reasons: Iterable[Reason]) -> Words:
        """The reasons in words: each once, joined as in a sentence."""
        nouns = list(dict.fromkeys(noun for reason in reasons for noun in self._called(reason)))
        nouns = [noun for noun in nouns if noun != ALGEBRA] or nouns
        joints = ["by ", *[", "] * (len(nouns) - 2), " and "]
        pieces = [piece for joint, noun in zip(joints, nouns, strict=False) for piece in (joint, *noun)]
        return tuple(
            each
            for is_name, run in groupby(pieces, lambda piece: isinstance(piece, Name))
            for each in (run if is_name else ["".join(map(str, run))])
        )

    def _called(self, reason: Reason) -> list[Words]:
        if isinstance(reason, Derivation) and reason.name and reason_name(reason) not in theorems():
            return [(Name(reason.name),)]
        return self._nouns(theorem_of(reason))

    def _nouns(self, theorem: Theorem) -> list[Words]:
        """What a reason is called: never the formula again."""
        if (name := reason_name(theorem)) in theorems():
            return [(Name(name),)]
        while theorem.rule in ("instance", "discharge", "specialise") and not reason_name(theorem).isidentifier():
            theorem = theorem.premises[0]
        name = reason_name(theorem)
        if name in theorems() or theorem.rule == "axiom":
            return [(Name(name),)]
        if theorem.rule == "definition":
            return [self._definition(theorem)]
        if theorem.rule == "hypothesis":
            return [(self._hypothesis(theorem.claim),)]
        if name.isidentifier() or theorem.rule in WORDS:
            return [(WORDS.get(name) or WORDS.get(theorem.rule) or name.replace("_", " "),)]
        return [noun for premise in theorem.premises for noun in self._nouns(premise)] or [ALGEBRA]

    def _definition(self, theorem: Theorem) -> Words:
        start, several = theorem.data[-1] == "start", any(run.named for run in runs(self._things).values())
        if several:
            return ("the start of " if start else "the rule ", Name(str(theorem.data[0])))
        return ("the start value" if start else "the rule",)

    def _hypothesis(self, claim: Claim) -> str:
        if claim == self.entry.theorem.claim:
            return "the induction hypothesis"
        if claim in USUAL:
            return "the domain"
        labels = dict(zip(self.entry.hypotheses, labelled(self.entry.hypotheses), strict=True))
        return f"hypothesis {labels.get(claim, '')}".rstrip()


def labelled(things: Sequence[object]) -> Iterator[str]:
    """(a), (b), ... where there are several; a single thing needs no label."""
    return iter([f"({chr(ord('a') + k)})" for k in range(len(things))] if len(things) > 1 else [""] * len(things))


def _named(example: Derivation) -> Derivation:
    return next((e.derivation for e in theorems().values() if e.derivation is example), example)


def by_file(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The theorems of each derivation file, in their order."""
    files: dict[str, list[Entry]] = {}
    for entry in entries:
        files.setdefault(Path(entry.derivation.path).stem, []).append(entry)
    return files


def title(file: str) -> str:
    """The heading of a derivation file."""
    return file.replace("_", " ").capitalize()
