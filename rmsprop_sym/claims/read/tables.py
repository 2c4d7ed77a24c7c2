"""Tables drawn with bars, as Markdown has them and as scripts print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rmsprop_sym.claims.passage import Line
from rmsprop_sym.claims.read.block import Table

RULED = re.compile(r"[\s|:+=-]+")


def tables(lines: Iterable[Line], *, fenced: bool) -> Iterator[Table]:
    """The pipe tables among the lines; a line of dashes below the head is passed over.

    >>> [table] = tables([Line(1, 1, "| step | g |"), Line(2, 1, "|---|---|"), Line(3, 1, "| 1 | 0.5 |")], fenced=True)
    >>> [cell.text for cell in table.rows[0]], table.rows[0][1].column
    (['1', '0.5'], 7)
    """
    rows: list[tuple[Line, ...]] = []
    for line in [*lines, Line(0, 0, "")]:
        if "|" in line.text:
            if not RULED.fullmatch(line.text):  # a row of empty cells is a rule, too
                rows.append(tuple(_found(line, r"[^\s|](?:[^|]*[^\s|])?")))
        elif line.text.strip() and rows and RULED.fullmatch(line.text):
            continue
        else:
            if len(rows) > 1:
                yield _in_columns(rows) if fenced else Table(rows[0], tuple(rows[1:]))
            rows = []


def _in_columns(rows: Sequence[tuple[Line, ...]]) -> Table:
    """A table printed by a script, which may put several columns between two bars."""
    split = [tuple(word for cell in row for word in _found(cell, r"\S+")) for row in rows]
    best = split if len({len(row) for row in split}) == 1 else rows
    return Table(best[0], tuple(best[1:]), fenced=True)


def _found(line: Line, pattern: str) -> Iterator[Line]:
    """The parts of the line that the pattern finds, each with its column."""
    for match in re.finditer(pattern, line.text):
        yield Line(line.number, line.column + match.start(), match[0])
