"""Tables drawn with bars or by blanks, as Markdown has them and as scripts print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.read.logs import logs

RULED = re.compile(r"[\s|:+=-]+")
_ITEM = re.compile(r"(?P<row>\*)?\s*-(?:\s+|$)")
LEAST = 2  # steps that make the head of a table a column
_WORD, _PHRASE = r"\S+", r"\S+(?: \S+)*"
NUMBER = re.compile(r"[-−+]?\.?\d")
NOTHING = re.compile(r"[-−–—.…]{1,3}|n/?a", re.IGNORECASE)  # what stands in a cell without a number


def tables(lines: Iterable[Line], *, fenced: bool) -> Iterator[Table]:
    """The tables among the lines: drawn with bars, or in fenced text by blanks alone; a rule of dashes is passed over.

    >>> [table] = tables([Line(1, 1, "| step | g |"), Line(2, 1, "|---|---|"), Line(3, 1, "| 1 | 0.5 |")], fenced=True)
    >>> [cell.text for cell in table.rows[0]], table.rows[0][1].column
    (['1', '0.5'], 7)
    """
    for piece in logs(lines) if fenced else [list(lines)]:
        yield from [piece] if isinstance(piece, Table) else _drawn(piece, fenced=fenced)


def _drawn(lines: Iterable[Line], *, fenced: bool) -> Iterator[Table]:
    """The tables that are drawn with bars or by blanks."""
    barred: list[tuple[Line, ...]] = []
    plain: list[Line] = []
    for line in [*lines, Line(0, 0, "")]:
        ruled = bool(line.text.strip()) and RULED.fullmatch(line.text) is not None
        if ruled and (barred or plain or "|" in line.text):
            continue  # a row of empty cells is a rule, too
        if "|" not in line.text and len(barred) > 1:
            yield _in_columns(barred) if fenced else Table(barred[0], tuple(barred[1:]))
        barred = [*barred, _cells(line)] if "|" in line.text else []
        if fenced and ("|" in line.text or not line.text.strip()):
            yield from aligned(plain)
            plain = []
        else:
            plain.append(line)


def listed(lines: Iterable[Line]) -> Iterator[Table]:
    """The table that a list of lists is, as MyST has them: a star begins a row, a dash a cell.

    >>> [table] = listed([Line(1, 1, "* - g"), Line(2, 1, "  - v"), Line(3, 1, "* - 1"), Line(4, 1, "  - 0.1")])
    >>> [cell.text for cell in table.head], [cell.text for cell in table.rows[0]]
    (['g', 'v'], ['1', '0.1'])
    """
    rows: list[list[Line]] = []
    for line in lines:
        match = _ITEM.match(line.text)
        if match and match["row"]:
            rows.append([])
        if match and rows:
            text = line.text[match.end() :]
            rows[-1].append(Line(line.number, line.column + match.end(), text.rstrip()))
    if len(rows) > 1:
        yield Table(tuple(rows[0]), tuple(map(tuple, rows[1:])))


def turned(table: Table) -> Table:
    """The table with its columns as rows, if its steps stand in the head: | t | 1 | 2 | 3 |.

    >>> head, row = (tuple(Line(1, 1, cell) for cell in cells) for cells in (("t", "1", "2"), ("v", "0.1", "0.2")))
    >>> [cell.text for cell in turned(Table(head, (row,))).head]
    ['t', 'v']
    """
    lines = (table.head, *table.rows)
    numbered = [cell.text.strip("$ ") for cell in table.head[1:]]
    steps = numbered in ([str(k) for k in range(first, first + len(numbered))] for first in (0, 1))
    if len(numbered) < LEAST or not steps or any(len(line) != len(table.head) for line in lines):
        return table
    columns = list(zip(*lines, strict=True))
    return Table(columns[0], tuple(columns[1:]), table.fenced)


def aligned(lines: Sequence[Line]) -> Iterator[Table]:
    """The table that lines of equally many words are, if the first line has no number and the others have many.

    Where a head has several words, two blanks part the columns.

    >>> lines = "t  g  new w", "1  2  0.5", "2  2  0.3"
    >>> [table] = aligned([Line(n, 1, text) for n, text in enumerate(lines, 1)])
    >>> [cell.text for cell in table.head]
    ['t', 'g', 'new w']
    """
    for pattern in (_WORD, _PHRASE):
        rows = [tuple(_found(line, pattern)) for line in lines]
        for i, head in enumerate(rows):
            end = next((j for j in range(i + 1, len(rows)) if not _is_row(rows[j], len(head))), len(rows))
            if end > i + 1 and len(head) > 1 and not any(NUMBER.match(cell.text) for cell in head):
                yield Table(head, tuple(rows[i + 1 : end]), fenced=True)
                return


def _is_row(cells: Sequence[Line], width: int) -> bool:
    """Whether the line has as many words as the head, most of them numbers; a dash stands for a number left out."""
    return len(cells) == width and are_numbers([cell.text for cell in cells])


def are_numbers(texts: Sequence[str]) -> bool:
    """Whether most of the texts are numbers, those not counted that stand for none.

    >>> are_numbers(["1", "0.5", "so"]), are_numbers(["0", "-", "-", "1.5"]), are_numbers(["-", "--", "so"])
    (True, True, False)
    """
    left_out = sum(NOTHING.fullmatch(text) is not None for text in texts)
    return sum(NUMBER.match(text) is not None for text in texts) > (len(texts) - left_out) / 2


def _in_columns(rows: Sequence[tuple[Line, ...]]) -> Table:
    """A table printed by a script, which may put several columns between two bars."""
    split = [tuple(word for cell in row for word in _found(cell, _WORD)) for row in rows]
    best = split if len({len(row) for row in split}) == 1 else rows
    return Table(best[0], tuple(best[1:]), fenced=True)


def _cells(line: Line) -> tuple[Line, ...]:
    """What stands between the bars; a cell with nothing in it stays a cell."""
    text = line.text.rstrip()
    first, last = int(text.lstrip().startswith("|")), text.count("|") + 1 - int(text.endswith("|"))
    cells, start = list[Line](), 0
    for part in text.split("|"):
        cell = part.strip()
        cells.append(Line(line.number, line.column + start + part.find(cell), cell))
        start += len(part) + 1
    return tuple(cells[first:last])


def _found(line: Line, pattern: str) -> Iterator[Line]:
    """The parts of the line that the pattern finds, each with its column."""
    for match in re.finditer(pattern, line.text):
        yield Line(line.number, line.column + match.start(), match[0])
