"""What a note is made of, whatever its format: prose, formulas, tables, directives, and settings for the file."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rmsprop_sym.claims.expressions.passage import Line, Passage, join
from rmsprop_sym.claims.verdict import Place

_CONDITIONAL = re.compile(r"\W*(?:if|when|whenever|provided|given|unless|for|as|while|until|once|only|except)\b")
MOST_TOLD = 4  # lines that are passed over


@dataclass(frozen=True)
class Display:
    """Mathematics set apart from the prose, without what it is set apart by."""

    passage: Passage


@dataclass(frozen=True)
class Row:
    """A line of plain text that is a formula, as it is written, and as it is read, with the words around it.

    `begins` says that no prose stands right above it, `numbered` that it opens a numbered item, `defines` that it is a
    recurrence.
    """

    written: Line
    formula: Line
    said: Line
    rest: tuple[Line, ...]
    begins: bool
    numbered: bool
    defines: bool

    @property
    def stated(self) -> int | None:
        """How many of its formulas are stated; all, if those behind a definition say where it starts."""
        conditional = _CONDITIONAL.match("".join(piece.text for piece in self.rest))
        return None if self.defines and not conditional else 1

    @property
    def passage(self) -> Passage:
        """The line as prose with its formula between dollars."""
        formula = Line(self.formula.number, self.formula.column - 1, f"${self.formula.text}$")
        return join([self.said, formula, *self.rest])


@dataclass(frozen=True)
class Directive:
    """A fenced `{claim}` or `{trace}`: its name, its options with their lines, and the lines of its body."""

    kind: str
    name: str
    opening: Line
    options: tuple[tuple[str, Line], ...]
    body: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table: the cells of its head and of its rows; `fenced` text is read only if it is a trace.

    One that lines of prose tell step by step has been `told`: it is these lines.
    """

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    fenced: bool = False
    told: str = ""


@dataclass(frozen=True)
class Code:
    """A program in Python, which is parsed for its definitions and never run."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Complaint:
    """A part of the file that could not be read, and why."""

    line: Line
    reason: str


@dataclass(frozen=True)
class FrontMatter:
    """The lines that say what holds for the whole file, as YAML."""

    lines: tuple[Line, ...]


Block = Passage | Display | Row | Directive | Table | Code | Complaint | FrontMatter


def first_line(block: Block) -> int:
    """The number of the line on which the block begins."""
    match block:
        case Passage():
            return block.lines[0].number
        case Display():
            return block.passage.lines[0].number
        case Row():
            return block.written.number
        case Table():
            return block.head[0].number
        case Directive():
            return block.opening.number
        case Code():
            return block.lines[0].number
        case Complaint():
            return block.line.number
        case FrontMatter():
            return block.lines[0].number if block.lines else 1


@dataclass(frozen=True)
class Passed:
    """A line that looks like mathematics and is not read, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Sheet:
    """A text in which lines count from 1, and its blocks; a notebook has one for each cell.

    `left_out` names the files that belong to the note and are not read with it, `passed` the lines of prose, and
    `spelled` the letters that are read for its words.
    """

    text: str
    blocks: Iterable[Block]
    cell: int | None = None
    left_out: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)

    def written(self, place: Place) -> str:
        """What stands at a place of the sheet."""
        lines = self.text.splitlines()[place.line - 1 : place.end_line]
        whole = " ".join(lines)
        text = whole[place.column - 1 : len(whole) - len(lines[-1]) + place.end_column - 1] if lines else ""
        return re.sub(r"\s+", " ", text) if lines[1:] else text

    def end_of_word(self, place: Place) -> int:
        """The column at which the word ends in which a place ends."""
        line, end = self.text.splitlines()[place.end_line - 1], place.end_column - 1
        more = re.match(r"\w*", line[end:]) if line[end - 1 : end].isalpha() else None
        return place.end_column + (more.end() if more else 0)

    def remarks(self, judged: Container[int]) -> Iterator[str]:
        """What is to be said about what was not read of it, but for lines on which something was judged.

        >>> sheet = Sheet("", (), passed=(Passed(4, "who knows"),))
        >>> list(sheet.remarks(judged={})), list(sheet.remarks(judged={4}))
        (['1 line looks like mathematics and is passed over: line 4 (who knows)'], [])
        """
        if self.left_out:
            yield f"what it inputs is not read with it: {', '.join(self.left_out)}; name these files, too"
        if self.spelled:
            read = ", ".join(f"{letter} for {word}" for word, letter in self.spelled.items())
            yield f"it is read with {read}"
        passed = [each for each in self.passed if each.line not in judged]
        if passed:
            count = f"{len(passed)} lines look" if passed[1:] else "1 line looks"
            told = "; ".join(f"line {each.line} ({each.reason})" for each in passed[:MOST_TOLD])
            more = "; ..." if passed[MOST_TOLD:] else ""
            yield f"{count} like mathematics and {'are' if passed[1:] else 'is'} passed over: {told}{more}"
