r"""Arrays in formulas set apart, as the tables that they are: `\begin{array}{cc} t & v_t \\ 1 & 0.4 \\ ...`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rmsprop_sym.claims.expressions.passage import Line, Passage
from rmsprop_sym.claims.read.block import Block, Display, Table
from rmsprop_sym.claims.read.tables import are_numbers

LEAST_ROWS, LEAST_COLUMNS = 2, 2
_ARRAY = re.compile(
    r"\\begin\{(?P<kind>array|tabular)\}\s*(?:\[\w\]\s*)?\{(?:[^{}]|\{[^{}]*\})*\}(?P<body>.*?)\\end\{(?P=kind)\}"
)
_RULE = re.compile(r"\\(?:[hc]line|toprule|midrule|bottomrule|hdashline)(?:\{[^{}]*\})?")
_END = re.compile(r"\\\\(?:\[[^\]]{0,30}\])?")
_CELL = re.compile(r"(?:[^&\\]|\\.)+|(?<=&)(?=&|$)")
_WORDS = re.compile(r"\\(?:text(?:rm|bf|it|sf)?|mbox|math(?:rm|bf))\{([^{}]*)\}")
_SET = re.compile(r"\\(?:num|textbf|mathbf|phantom|hphantom)\{([^{}]*)\}|[\s$]|\\[,;:!]")


def with_arrays(blocks: Iterable[Block]) -> Iterator[Block]:
    r"""The blocks, with tables for the displays that are arrays of numbers below a head.

    >>> from rmsprop_sym.claims.expressions.passage import join
    >>> array = r"\begin{array}{c|c} t & v_t \\ \hline 1 & 0.4 \\ 2 & 0.36 \end{array}"
    >>> [table] = with_arrays([Display(join([Line(1, 1, array)]))])
    >>> [cell.text for cell in table.head], [cell.text for cell in table.rows[1]]
    (['t', 'v_t'], ['2', '0.36'])
    """
    for block in blocks:
        found = list(_tables(block.passage)) if isinstance(block, Display) else []
        if found:
            yield from found
        else:
            yield block


def _tables(passage: Passage) -> Iterator[Table]:
    """The arrays in a formula that are tables of numbers."""
    for match in _ARRAY.finditer(passage.text) if "\\begin{" in passage.text else ():
        head, *rows = [tuple(row) for row in _rows(passage, *match.span("body"))] or [()]
        same = len(head) >= LEAST_COLUMNS and all(len(row) == len(head) for row in rows)
        if same and len(rows) >= LEAST_ROWS and not _is_row(head) and all(map(_is_row, rows)):
            yield Table(tuple(_plain(cell) for cell in head), tuple(rows))


def _is_row(cells: tuple[Line, ...]) -> bool:
    """Whether most of the cells are numbers, those left out not counted."""
    texts = (_SET.sub(lambda match: match[1] or "", cell.text) for cell in cells)
    return are_numbers([text or "-" for text in texts])


def _plain(cell: Line) -> Line:
    """The head of a column without what sets its words upright."""
    words = _WORDS.fullmatch(cell.text)
    return Line(cell.number, cell.column, words[1] if words else cell.text)


def _rows(passage: Passage, start: int, end: int) -> Iterator[Iterable[Line]]:
    """The rows of an array, each cell where it stands."""
    body = _RULE.sub(lambda match: " " * len(match[0]), passage.text[start:end])
    begin = 0
    for stop in [*_END.finditer(body), None]:
        until = stop.start() if stop else len(body)
        if body[begin:until].strip():
            yield list(_cells(passage, body[begin:until], start + begin))
        begin = stop.end() if stop else until


def _cells(passage: Passage, row: str, offset: int) -> Iterator[Line]:
    """The cells of a row."""
    for match in _CELL.finditer(row):
        first = offset + match.start() + len(match[0]) - len(match[0].lstrip())
        place = passage.place("", first, first + 1)
        yield Line(place.line, place.column, match[0].strip())
