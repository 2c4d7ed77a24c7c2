"""Every theorem of `derivations/`, by name, with what it rests on."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from rmsprop_sym.alphabet import DOMAINS, show, shown
from rmsprop_sym.board import Derivation, Line, Refused, name_of
from rmsprop_sym.catalogue import PACKAGE, Topic, defined, folder, sources, topic, topics
from rmsprop_sym.errors import UserError
from rmsprop_sym.evaluate import Point, conditions, means_something
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume
from rmsprop_sym.rules import RULES, Rule
from rmsprop_sym.rules.run import recursion
from rmsprop_sym.sampling import points
from rmsprop_sym.search import from_squares, prove, root_from_square, root_monotone, size_from_square

__all__ = [
    "PACKAGE",
    "Board",
    "Entry",
    "Refused",
    "Standing",
    "find",
    "ledger",
    "ledger_json",
    "loaded",
    "reason_name",
    "theorems",
    "theorems_about",
    "unknown_axioms",
]


class Standing(StrEnum):
    """What is promised about a theorem."""

    PROVED = "PROVED"
    OPEN = "OPEN"


@dataclass(frozen=True)
class Row:
    """A line of a board in print."""

    line: int
    relation: str
    expression: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """Lines under each other, and what they are for."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Entry:
    """A theorem of the library under its name."""

    name: str
    derivation: Derivation
    rules: Mapping[str, Rule] = field(default_factory=lambda: RULES)

    @property
    def theorem(self) -> Theorem:
        """The kernel's theorem."""
        return self.derivation.theorem

    @cached_property
    def topic(self) -> Topic:
        """What it speaks of."""
        return topic(self.theorem)

    @cached_property
    def witness(self) -> Point | None:
        """An instance that meets all hypotheses and gives both sides a value; else it might speak of nothing."""
        claim = self.theorem.claim
        drawn = points(sorted(self.theorem.hypotheses, key=str), claim.free(), self.rules)
        return next((point for point in drawn if means_something(claim, point)), None)

    @property
    def grade(self) -> Standing:
        """PROVED if every axiom below it stands in the ledger, and something meets its hypotheses."""
        return Standing.PROVED if not unknown_axioms(self.theorem) and self.witness else Standing.OPEN

    @property
    def domains(self) -> tuple[Claim, ...]:
        """The hypotheses that are the usual domain of a hyper-parameter."""
        usual = {claim for claims in DOMAINS.values() for claim in claims}
        return tuple(sorted(self.theorem.hypotheses & usual, key=show))

    @property
    def hypotheses(self) -> tuple[Claim, ...]:
        """The other hypotheses."""
        return tuple(sorted(self.theorem.hypotheses - {*self.domains}, key=show))

    @cached_property
    def meaning(self) -> tuple[Claim, ...]:
        """Where both sides mean something, as far as the hypotheses do not say so already."""
        claim = self.theorem.claim
        known = [assume(h) for h in (*self.theorem.hypotheses, *(c for cs in DOMAINS.values() for c in cs))]
        sides = dict.fromkeys(c for side in (claim.left, claim.right) for c in conditions(side))
        return tuple(c for c in sides if not _follows(c, known))

    @cached_property
    def printed(self) -> Mapping[Claim | Term, str]:
        """The statement, all that it supposes, and every line, in print; the runs are told apart alike everywhere."""
        lines = [line for _, lines in self._titled for line in lines]
        reasons = [reason for line in lines for reason in line.reasons if isinstance(reason, Theorem)]
        things: list[Claim | Term] = [self.theorem.claim, *self.hypotheses, *self.domains, *self.meaning]
        things += [reason.claim for reason in reasons if reason.rule == "hypothesis"]
        things += [line.expression for line in lines]
        return dict(zip(things, shown(things), strict=True))

    @property
    def statement(self) -> str:
        """What was proved, in print."""
        return self.printed[self.theorem.claim]

    @property
    def boards(self) -> tuple[Board, ...]:
        """The boards that show it, in print."""
        return tuple(Board(title, tuple(map(self._row, lines))) for title, lines in self._titled)

    @property
    def _titled(self) -> list[tuple[str, tuple[Line, ...]]]:
        titled = [("", self.derivation.lines)] if self.derivation.lines else []
        base, step, *examples = self.derivation.parts or (None, None)
        titled += [("for 0", base.lines), ("from t to t + 1", step.lines)] if base and step else []
        return titled + [(f"for example: {example.says}", example.lines) for example in examples if example]

    def _row(self, line: Line) -> Row:
        reasons = tuple(dict.fromkeys(map(self._reason, line.reasons)))
        return Row(line.number, line.relation, self.printed[line.expression], reasons)

    def _reason(self, reason: Derivation | Theorem) -> str:
        if isinstance(reason, Theorem) and reason.rule == "hypothesis":
            inductive = reason.claim == self.theorem.claim
            return "the induction hypothesis" if inductive else f"given {self.printed[reason.claim]}"
        return reason_name(reason)

    @property
    def sources(self) -> tuple[str, ...]:
        """The theorems that it is read off from."""
        return tuple(map(reason_name, self.derivation.sources))

    @property
    def file(self) -> str:
        """Where it stands: a file of `derivations/`, or the file of a rule whose consequence it is."""
        path = Path(self.derivation.path)
        return f"derivations/{path.name}" if path.parent.name == "derivations" else str(path)

    def json(self) -> dict[str, Any]:
        """The theorem in the published fields."""
        d = self.derivation
        return {
            "name": self.name,
            "statement": self.statement,
            "hypotheses": [self.printed[h] for h in (*self.hypotheses, *self.meaning)],
            "domains": [self.printed[h] for h in self.domains],
            "grade": str(self.grade),
            "trusts": list(self.theorem.trusts()),
            "replayed": [],
            "file": self.file,
            "line": d.line,
            "steps": [
                {
                    "line": row.line,
                    "relation": row.relation,
                    "expression": row.expression,
                    "reasons": list(row.reasons),
                }
                for board in self.boards
                for row in board.rows
            ],
        }


def _follows(claim: Claim, known: Sequence[Theorem]) -> bool:
    try:
        prove(claim, known)
    except Gap:
        return False
    return True


@cache
def ledger() -> tuple[Theorem, ...]:
    """The axioms, all of them."""
    return tuple(import_module(f"{PACKAGE}._facts").AXIOMS)


def ledger_json() -> list[dict[str, Any]]:
    """The ledger in the published fields."""
    return [
        {
            "name": axiom.data[0],
            "statement": show(axiom.claim),
            "hypotheses": sorted(map(show, axiom.hypotheses)),
            "source": axiom.data[1],
        }
        for axiom in ledger()
    ]


def unknown_axioms(theorem: Theorem) -> tuple[str, ...]:
    """What a theorem rests on and should not: axioms that are not the ledger's, rules that only borrow a name."""
    known = {(a.data, a.claim, a.hypotheses) for a in ledger()}
    used = [t for t in theorem.ancestry() if t.rule == "axiom"]
    axioms = [str(t.data[0]) for t in used if (t.data, t.claim, t.hypotheses) not in known]
    borrowed = [r.rule for r in theorem.recursions if r.rule in RULES and recursion(RULES[r.rule]) != r]
    return tuple(sorted(axioms + borrowed))


@contextmanager
def _without_collection() -> Iterator[None]:
    """All that a file makes is kept; to look for garbage meanwhile would take a fourth of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


@cache
def _file(name: str) -> dict[str, Entry]:
    """The theorems of one file by name, in the order of its lines; what it imports is loaded with it."""
    with _without_collection():
        members, place = vars(import_module(f"{PACKAGE}.{name}")), folder() / f"{name}.py"
    own = {n: (d, line) for n, line in defined(name).items() if isinstance(d := members.get(n), Derivation)}
    parts = {id(part) for d, _ in own.values() for part in d.parts[:2]}
    return {
        n: Entry(n, _standing(d, str(place), d.line if Path(d.path).stem == name else line))
        for n, (d, line) in own.items()
        if id(d) not in parts
    }


def _standing(d: Derivation, path: str, line: int) -> Derivation:
    """The derivation in a file: what a function of another file made stands, with its lines, where it was asked for."""
    parts = tuple(_standing(part, path, part.line if part.path == path else line) for part in d.parts)
    lines = d.lines if d.path == path else tuple(replace(each, number=line) for each in d.lines)
    return replace(d, path=path, line=line, lines=lines, parts=parts)


@cache
def theorems() -> dict[str, Entry]:
    """The theorems by name, in the order of the files and of the lines in them."""
    with _without_collection():
        return _in(tuple(sources()))


def theorems_about(fits: Callable[[Topic], bool]) -> Iterator[Entry]:
    """The theorems on a topic that fits; a file without one is not loaded."""
    for file, known in topics().items():
        if known is None or any(map(fits, known.values())):
            yield from (entry for entry in _file(file).values() if fits(entry.topic))


def loaded() -> dict[str, Entry]:
    """The theorems of the files that are loaded by now: whatever a theorem at hand rests on is among them."""
    return _in(_loaded())


def _loaded() -> tuple[str, ...]:
    return tuple(file for file in sources() if f"{PACKAGE}.{file}" in sys.modules)


@cache
def _in(files: tuple[str, ...]) -> dict[str, Entry]:
    return {name: entry for file in files for name, entry in _file(file).items()}


@cache
def _names(files: tuple[str, ...]) -> dict[int, str]:
    lemmas = {id(lemma()): lemma.__name__ for lemma in (root_from_square, size_from_square)}
    lemmas |= {id(lemma(sign)): lemma.__name__ for lemma in (from_squares, root_monotone) for sign in ("<", "<=")}
    return lemmas | {id(entry.theorem): name for name, entry in _in(files).items()}


def reason_name(reason: Derivation | Theorem) -> str:
    """What a reason is called in the library."""
    theorem, names = reason.theorem if isinstance(reason, Derivation) else reason, _names(_loaded())
    while id(theorem) not in names and theorem.rule in ("instance", "discharge", "specialise"):
        theorem = theorem.premises[0]
    return names.get(id(theorem)) or name_of(reason if isinstance(reason, Derivation) and reason.name else theorem)


def find(name: str) -> Entry:
    """The theorem of that name; of the files only the one that defines it is loaded, with what that one imports.

    Raises UserError, with the nearest names, if there is none.
    """
    for file in sources():
        if name in defined(file) and name in _file(file):
            return _file(file)[name]
    from difflib import get_close_matches

    names = [name for file, known in topics().items() for name in (defined(file) if known is None else known)]
    near = get_close_matches(name, names, n=3) or [known for known in names if name and name in known][:3]
    meant = f" Did you mean {', '.join(near)}?" if near else ""
    raise UserError(f"there is no theorem {name!r}.{meant} `rmsprop-sym derive` lists all.")
