"""Tables of formulas in the letter of their first column: beta, 1/(1 - beta), half-life."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial

from rmsprop_sym.claims.arithmetic.comparison import ENGINE
from rmsprop_sym.claims.arithmetic.digits import Rounded
from rmsprop_sym.claims.expressions.formula import expression_in, parse_formula
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.real import PRECISIONS, Undefined, bounds, evaluate
from rmsprop_sym.claims.expressions.tree import Apply, Call, Name, Node, letters_in, rebuilt, walk
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.traces.cells import Cell, bare, input_in, is_blank, printed_in
from rmsprop_sym.claims.traces.trace import LEAST
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.claims.words.prose import in_dollars

MEMORY, HALF_LIFE, FIRST, SHARE = "1/(1 - {0})", "log(2)/log(1/{0})", "1/sqrt(1 - {0})", "1 - {0}^{1}"
_IN_STEPS = r"(?:\s*\((?:in\s+)?(?:steps|updates|iterations)\))?"
WORDS: Mapping[str, str] = {
    r"(?:total\s+)?(?:weight|share)\s+of\s+the\s+(?:last|newest|latest)\s+\$?(\d{1,4})\$?(?:\s+\w+)?": SHARE,
    rf"half[- ]?life{_IN_STEPS}": HALF_LIFE,
    r"(?:effective\s+)?(?:memory|window|horizon|time[- ]constant|averaging)(?:\s+(?:length|size|time|window))?"
    rf"{_IN_STEPS}": MEMORY,
    r"(?:length\s+of\s+the\s+)?(?:very\s+)?first\s+(?:step|update|move)(?:\s+(?:length|size))?\s*\$?\s*"
    r"(?:(?:/|in units of).*)?": FIRST,
}
MOST_ROWS, LONGEST = 400, 200
NEAR = Fraction(1, 20)  # of the value, for a number that is only about it
UNNAMED = "kappa"  # a letter in place of the word at the head of the first column
VAGUE = "it does not fit {}, but the column may mean something else"
_TIMES_THE_RATE = re.compile(r"(?<=\d)(?:\\[,;:! ]|\s|\\cdot|[·*~])*(?:\\(?:eta|alpha)|η|α|lr)\s*\$?\s*$")
_APPROXIMATELY = re.compile(r"^\s*\$?\s*(?:≈|~|∼|\\approx|about)\s*")


@dataclass(frozen=True)
class Tabulated:
    """A table whose first column has the values of a letter, what the note calls some formulas, and what it sets."""

    table: Table
    named: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def letter(self) -> str | None:
        """The letter at the head of the first column, if there is one alone."""
        formula = _formula(self.table.head[0].text)
        match formula:
            case Name(name=name) | Apply(name=name):
                return name
        return UNNAMED if self.word else None

    @cached_property
    def word(self) -> str:
        """The word at the head of the first column, if the note has a formula with it: rms/(rms + eps)."""
        head = self.table.head[0].text.strip(" *`")
        used = re.compile(rf"(?<![\w\\]){re.escape(head)}(?!\w)")
        named = re.fullmatch(r"[a-z]\w{2,11}", head) and any(map(used.search, self.named.values()))
        return head if named else ""

    @cached_property
    def columns(self) -> dict[int, tuple[Node, bool]]:
        """The columns that are formulas in the letter alone, and whether only words say so."""
        if len(self.table.rows) > MOST_ROWS or max(len(cell.text) for cell in self.table.head) > LONGEST:
            return {}
        if self.letter is None:
            return {}
        read = {k: self._column(cell.text) for k, cell in enumerate(self.table.head[1:], 1)}
        return {k: column for k, column in read.items() if column}

    def _column(self, text: str) -> tuple[Node, bool] | None:
        """What the head of a column says, and whether it says it in words."""
        said = in_dollars(text)
        inside = re.findall(r"\$([^$]+)\$", said)
        named = self.named.get(text)
        if self.word and named:
            named = re.sub(rf"(?<![\w\\]){self.word}(?!\w)", UNNAMED, named)
        words = ((re.fullmatch(words, said.strip(" *`"), re.IGNORECASE), of) for words, of in WORDS.items())
        word = next((of.format(self.letter, *match.groups()) for match, of in words if match), "")
        for formula in (said, named or "", *(inside if len(inside) == 1 else ()), word):
            node = _formula(formula)
            if node and self._is_of_letter(node):
                return node, formula is not said and not (self.word and formula is named)
        return None

    def _is_of_letter(self, node: Node) -> bool:
        """Whether the formula has the letter, and no other without a value."""
        letters = letters_in(node) - {"pi"}
        alone = self.letter in letters and letters <= {self.letter, *self.values}
        return alone and not isinstance(node, Name | Apply) and not any(map(_is_indexed, walk(node)))

    def cells(self) -> Iterator[Cell]:
        """The cells that are values of formulas, row by row."""
        for row in self.table.rows:
            for k in self.columns:
                if k < len(row) and self._compared(k, row) is not None:
                    formula = self.columns[k][0]
                    letter = self.word or self.letter
                    read_as = f"{formula} at {letter} = {bare(row[0])} ≈ {_printed(row[k]).text.strip('$ ')}"
                    yield Cell(row[k], read_as, partial(self._evidence, k, row))

    def _evidence(self, k: int, row: tuple[Line, ...]) -> Evidence:
        """What is known about a cell; one that does not fit is wrong if its column fits otherwise."""
        evidence, (formula, vague) = self._compared(k, row), self.columns[k]
        assert evidence is not None
        held = self._grades[k].count(True)
        sure = held > self._grades[k].count(False) and held >= LEAST if vague else held >= self._grades[k].count(False)
        rough = _APPROXIMATELY.match(row[k].text) and isinstance(evidence, Rounded) and _is_near(evidence)
        doubtful = rough or not sure
        return Undecided(VAGUE.format(formula)) if evidence.grade is Grade.REFUTED and doubtful else evidence

    @cached_property
    def _grades(self) -> dict[int, list[bool]]:
        """Whether the cells of each column hold, as far as that is decided."""
        found = {k: [self._compared(k, row) for row in self.table.rows if k < len(row)] for k in self.columns}
        grades = {k: [guarded(lambda one=one: one).grade for one in some if one] for k, some in found.items()}  # type: ignore[misc]
        return {k: [g.holds for g in some if g.holds or g is Grade.REFUTED] for k, some in grades.items()}

    def _compared(self, k: int, row: tuple[Line, ...]) -> Evidence | None:
        """The number in a cell against the formula, if both can be told."""
        value = input_in(row[0])
        if value is None or is_blank(row[k]):
            return None
        said = {**self.values, self.letter or "": value}
        numbers = {name: parse_formula(f"({number})").members[0] for name, number in said.items()}
        at = rebuilt(self.columns[k][0], lambda node: numbers.get(node.name) if isinstance(node, Name) else None)
        evidence: Evidence | None = None
        try:
            printed = printed_in(_printed(row[k]))
            for bits in PRECISIONS[:3]:
                low, high = bounds(evaluate(at, bits), bits)
                engine = () if low == high else ENGINE
                evidence = Rounded(low, high, printed, "≈", f"{self.columns[k][0]}", engine=engine)
                if evidence.grade is not Grade.OPEN:
                    break
        except (Unreadable, Undefined):
            return None
        return evidence


def _is_near(evidence: Rounded) -> bool:
    """Whether a number that is only about another is near to it."""
    return abs(evidence.low - evidence.printed.value) <= abs(evidence.low) * NEAR


def _printed(cell: Line) -> Line:
    """The cell without a sign that it is rounded, and without the rate of which it is a multiple."""
    found = _APPROXIMATELY.match(cell.text)
    text = cell.text[found.end() :] if found else cell.text
    text = _TIMES_THE_RATE.sub("", text)
    return Line(cell.number, cell.column + (found.end() if found else 0), text)


def _formula(text: str) -> Node | None:
    """The text as a formula that is not compared with another."""
    said = in_dollars(text).strip("*` ")
    inner = said.strip("$")
    return expression_in(inner.strip()) if inner.strip() and "$" not in inner else None


def _is_indexed(part: Node) -> bool:
    """Whether a part is a letter with an index, or a function that is no number's."""
    return isinstance(part, Apply) or (isinstance(part, Call) and part.function not in {"sqrt", "log", "exp", "abs"})
