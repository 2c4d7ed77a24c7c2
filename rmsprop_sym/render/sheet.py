"""A theorem set out for print: statement, suppositions, boards, and reasons in words; how it looks is the page's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from itertools import groupby
from pathlib import Path

from rmsprop_sym.alphabet import DOMAINS, runs, terms_of
from rmsprop_sym.board import Derivation, Line, Reason, theorem_of
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Letter, Term, free
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.library import PACKAGE, Entry, ledger, loaded, reason_name
from rmsprop_sym.render.formula import Formulas, names_in
from rmsprop_sym.render.notation import STANDARD, Notation
from rmsprop_sym.render.prose import Formula, set_out
from rmsprop_sym.rules import Rule
from rmsprop_sym.rules.run import recursion

# What the kernel's rules and the lemmas are called when a line rests on them and on no named theorem.
WORDS = {
    "reverse": "the sum taken from its other end",
    "split": "the sum split in two",
    "sum": "the sum taken on both sides",
    "induction": "induction",
    "law": "the laws of the real numbers",
    "root_from_square": "the square of the root",
    "size_from_square": "the squares of both sides",
    "from_squares": "the squares of both sides",
    "root_monotone": "the monotony of the root",
}
USUAL = frozenset(claim for claims in DOMAINS.values() for claim in claims)


@dataclass(frozen=True)
class Name:
    """A theorem, an axiom or a rule by its name; the page shows it as such."""

    name: str


Words = tuple[str | Name | Formula, ...]
ALGEBRA: Words = ("algebra",)
NOTHING: Words = ("nothing but the laws of the real numbers",)


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
    """One theorem in the notation of a course."""

    entry: Entry
    course: Notation = STANDARD

    @cached_property
    def notation(self) -> Notation:
        """The notation in which no two letters of the theorem are written alike."""
        return self.course.apart(names_in(self._things))

    @property
    def says(self) -> Words:
        """What the derivation says of itself, its formulas in the notation."""
        return set_out(self.entry.derivation.says, Formulas(self.notation))

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
    def suppositions(self) -> list[Words]:
        """What is supposed, and what the superscripts mean, a sentence each."""
        given = _sentence("Given", self.given, [*labelled(self.given)])
        rest = [_sentence(word, claims) for word, claims in (("For", self.domains), ("Where", self.where))]
        return [sentence for sentence in (given, *rest, *self._superscripts) if sentence]

    @property
    def _superscripts(self) -> list[Words]:
        joints = ("The superscript ", " marks the run of "), *[("", " that of ")] * len(self.marks)
        said: list[Words] = [
            (joint, Formula(f"({mark})"), of, rule, *((" with ", Formula(made)) if made else ()))
            for (joint, of), (mark, rule, made) in zip(joints, self.marks, strict=False)
        ]
        return [merged([*enumerated(said), "."])] if said else []

    @property
    def sources(self) -> Words:
        """What it is read off from, if it has no lines but the statement itself."""
        reasons = self._boards[0][1][-1].reasons if self._at_once else self.entry.derivation.sources
        return self._why(reasons) or ("by algebra",) * self._at_once

    @property
    def rests(self) -> Words:
        """The rules and axioms below."""
        kinds: dict[str, list[Words]] = {}
        for kind, _, name in (name.rpartition(" ") for name in self.entry.theorem.trusts()):
            kinds.setdefault(kind or "rule", []).append((Name(name),))
        said: list[Words] = [
            (f"the {kind}{'s' * (len(names) > 1)} ", *enumerated(names)) for kind, names in kinds.items()
        ]
        return enumerated(said) or NOTHING

    @property
    def rules(self) -> list[Rule]:
        """The rules below."""
        return [self.entry.rules[name] for name in self.entry.theorem.trusts() if name in self.entry.rules]

    @property
    def blocks(self) -> list[Block]:
        """The boards, unless there is one that only says the statement again."""
        between: Words = () if self.suppositions else ("Line by line.",)  # two formulas want words between them
        boards = [] if self._at_once else self._boards
        return [Block(title or between, tuple(map(self._row, lines))) for title, lines in boards]

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

    @property
    def _at_once(self) -> bool:
        """Whether the one board has one step, which is the statement."""
        match self._boards:
            case [((), (first, line))]:
                return Claim(first.expression, line.relation, line.expression) == self.entry.theorem.claim
        return False

    @cached_property
    def _things(self) -> list[Term | Claim]:
        lines = [line.expression for _, board in self._boards for line in board]
        return [self.entry.theorem.claim, *self.entry.hypotheses, *self.entry.domains, *self.entry.meaning, *lines]

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
        labels = sorted(label for label in self._labels.values() if (label,) in nouns)
        if len(labels) > 1:
            nouns = [noun for noun in nouns if noun not in [(label,) for label in labels]]
            nouns.append(("hypotheses ", *enumerated([(label.removeprefix("hypothesis "),) for label in labels])))
        return merged(["by ", *enumerated(nouns)]) if nouns else ()

    def _called(self, reason: Reason) -> list[Words]:
        if isinstance(reason, Derivation) and reason.name and reason_name(reason) not in loaded():
            return [(Name(reason.name),)]
        return self._nouns(theorem_of(reason))

    def _nouns(self, theorem: Theorem) -> list[Words]:
        """What a reason is called: never the formula again."""
        name = reason_name(theorem)
        if name in loaded() or name in {str(axiom.data[0]) for axiom in ledger()}:
            return [(Name(name),)]
        while theorem.rule in ("instance", "discharge", "specialise") and name not in WORDS:
            theorem = theorem.premises[0]
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
        return self._labels.get(claim, "the domain" if claim in USUAL else "the hypothesis")

    @cached_property
    def _labels(self) -> dict[Claim, str]:
        """What the hypotheses are called: a single one needs no label."""
        claims = self.entry.hypotheses
        labels = [f"hypothesis {label}".rstrip() if label else "the hypothesis" for label in labelled(claims)]
        return dict(zip(claims, labels, strict=True))


def labelled(things: Sequence[object]) -> Iterator[str]:
    """(a), (b), ... where there are several; a single thing needs no label."""
    return (f"({chr(ord('a') + k)}) " if len(things) > 1 else "" for k in range(len(things)))


def _sentence(word: str, claims: Sequence[str], labels: Sequence[str] = ()) -> Words:
    """The claims behind a word, each with its label; nothing if there is none."""
    pieces = [
        piece
        for k, claim in enumerate(claims)
        for piece in (f"{', ' if k else f'{word} '}{labels[k] if labels else ''}", Formula(claim))
    ]
    return merged([*pieces, "."]) if pieces else ()


def enumerated(nouns: Sequence[Words]) -> Words:
    """The nouns as a sentence lists them.

    >>> enumerated([("a",), ("b",), (Name("c"),)])
    ('a, b and ', Name(name='c'))
    """
    joints = ["", *[", "] * (len(nouns) - 2), " and "][: len(nouns)]
    return merged([piece for joint, noun in zip(joints, nouns, strict=True) for piece in (joint, *noun)])


def merged(pieces: Iterable[str | Name | Formula]) -> Words:
    """The pieces, those of plain words run together."""
    runs_of_text = groupby(pieces, lambda piece: isinstance(piece, str))
    found = (("".join(map(str, run)),) if is_text else tuple(run) for is_text, run in runs_of_text)
    return tuple(piece for run in found for piece in run if piece)


def equations(rule: Rule, notation: Notation) -> list[str]:
    """The equations of a rule in a notation: where its states start, and each step."""
    known = recursion(rule)
    steps = [Claim(known.state(name, known.step + 1), "=", body) for name, _, body in known.states]
    starts = [Claim(known.state(name, ZERO), "=", start) for name, start, _ in known.states if start is not None]
    formulas = Formulas(notation.apart(names_in([*steps, *starts])))
    return [formulas.claim(claim) for claim in (*steps, *starts)]


def _named(example: Derivation) -> Derivation:
    return next((e.derivation for e in loaded().values() if e.derivation is example), example)


def by_file(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The theorems of each derivation file, in their order."""
    files: dict[str, list[Entry]] = {}
    for entry in entries:
        files.setdefault(Path(entry.derivation.path).stem, []).append(entry)
    return files


def asks(file: str) -> str:
    """What a derivation file says that it answers, in plain characters."""
    return " ".join((import_module(f"{PACKAGE}.{file}").__doc__ or "").partition("\n\n")[0].split())


def question(file: str, notation: Notation = STANDARD) -> Words:
    """What a derivation file says that it answers."""
    return set_out(asks(file), Formulas(notation))


def rules_below(sheets: Iterable[Sheet]) -> list[Rule]:
    """The rules that the theorems rest on, each once."""
    return list({rule.name: rule for sheet in sheets for rule in sheet.rules}.values())


def title(file: str) -> str:
    """The heading of a derivation file."""
    return file.replace("_", " ").capitalize()
