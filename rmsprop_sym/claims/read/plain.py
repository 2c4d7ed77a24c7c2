"""Plain text: paragraphs between blank lines, whatever their indentation, and the tables that scripts print."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from rmsprop_sym.claims.expressions.passage import Line, Passage, join
from rmsprop_sym.claims.read.block import Block, Code, Passed, Sheet, Table
from rmsprop_sym.claims.read.by_hand import with_runs
from rmsprop_sym.claims.read.code import programs_in
from rmsprop_sym.claims.read.markdown import blocks, commonmark, lines_of
from rmsprop_sym.claims.read.passed import passed_over
from rmsprop_sym.claims.read.printed import set_apart
from rmsprop_sym.claims.read.spans import with_spans
from rmsprop_sym.claims.read.spelling import Spelling, spelling
from rmsprop_sym.claims.read.stated import changes, with_rows
from rmsprop_sym.claims.read.tables import RULED, tables
from rmsprop_sym.claims.read.typed import PLAIN, dollared, with_steps, with_sums

_MARK = re.compile(r"\s*(?:[<>](?!=)|--(?!-))")
_RULE = re.compile(r"\s*([-=~*#_])\1{2,}\s*")
MARKDOWN_ONLY = ("code", "html_block", "lheading", "hr", "reference")


def sheets(text: str) -> Iterator[Sheet]:
    r"""The text as one sheet.

    >>> [sheet] = sheets("Indented, but no code:\n\n    1/3 = 0.33")
    >>> [block.text for block in sheet.blocks]
    ['Indented, but no code:', '1/3 = 0.33']
    """
    lines = lines_of(text)
    programs = list(programs_in([Line(number, 1, line) for number, line in enumerate(lines, 1)]))
    coded = {line.number for program in programs for line in program.lines}
    letters = spelling("\n".join("" if number in coded else line for number, line in enumerate(lines, 1)))
    read = [letters.text(line) for line in lines]
    found = [*programs, *with_runs(_blocks(with_sums(with_steps(text)), letters, coded), read)]
    yield Sheet(text, found, passed=tuple(dict.fromkeys(_passed(found))), spelled=letters.letters)


def _passed(found: Sequence[Block]) -> Iterator[Passed]:
    """The lines of prose that look like mathematics, but for those of programs."""
    coded = {line.number for block in found if isinstance(block, Code) for line in block.lines}
    for block in found:
        lines = block.lines if isinstance(block, Passage) else ()
        yield from (each for line in lines if line.number not in coded for each in passed_over(line))


def _blocks(text: str, letters: Spelling, coded: Container[int]) -> Iterator[Block]:
    """The blocks, with the tables and the formulas taken out of the paragraphs."""
    raw = [letters.text(line) for line in lines_of(text)]
    for block in _pieces(text):
        if isinstance(block, Passage):
            yield from _typed(join(_spanned(map(letters.line, block.lines))), raw, coded)
        else:
            yield letters.table(block) if isinstance(block, Table) else block


def _spanned(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, in pieces where formulas stand between backticks."""
    for line in lines:
        yield from with_spans(line) if "`" in line.text else [line]


def _typed(passage: Passage, raw: Sequence[str], coded: Container[int]) -> Iterator[Block]:
    """The prose, with its formulas apart or in dollars; what programs and assignments do is left as it is."""
    fixed = any(line.number in coded or changes(line.text) for line in passage.lines)
    for block in with_rows(passage, raw, PLAIN, coded):
        yield dollared(block) if isinstance(block, Passage) and not fixed else block


def _pieces(text: str) -> Iterator[Block]:
    """The blocks, with the tables taken out of the paragraphs."""
    for block in blocks(text, commonmark(*MARKDOWN_ONLY)):
        if isinstance(block, Passage):
            for lines in _unquoted(block.lines):
                yield from _parted(lines)
        else:
            yield block


def _unquoted(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines, parted before each that begins with a mark: `<` may end a quotation, and `--` is no minus."""
    starts = [i for i, line in enumerate(lines) if i == 0 or _MARK.match(line.text)]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start:end]


def _parted(lines: Sequence[Line]) -> Iterator[Block]:
    """The lines of a paragraph as prose and tables: a table has a rule below its head, or is set by blanks."""
    for piece in set_apart(lines):
        yield from [piece] if isinstance(piece, Table) else _barred(piece)


def _barred(lines: Sequence[Line]) -> Iterator[Block]:
    """The lines as prose and tables that are drawn with bars."""
    done = 0
    for i in range(1, len(lines) - 1):
        bars = lines[i - 1].text.count("|")
        if i > done and bars and RULED.fullmatch(lines[i].text):
            end = next((j for j in range(i + 1, len(lines)) if lines[j].text.count("|") != bars), len(lines))
            yield from _cut(lines[done : i - 1])
            yield from tables(lines[i - 1 : end], fenced=True)
            done = end
    yield from _cut(lines[done:])


def _cut(lines: Sequence[Line]) -> Iterator[Passage]:
    """The lines as paragraphs that end at rules, as one below a heading is; the rules are left out."""
    rules = [i for i, line in enumerate(lines) if _RULE.fullmatch(line.text)]
    for start, end in pairwise([-1, *rules, len(lines)]):
        if start + 1 < end:
            yield join(lines[start + 1 : end])
