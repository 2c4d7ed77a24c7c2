"""Tables with columns for the coordinates of vectors, as one table for each: `t=1 s=[0.4 62.5] w=[1.7 0.7]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Block, Table

COORDINATE = "{}⟨{}⟩"
_COORDINATE = re.compile(r"(?P<name>.+)⟨(?P<k>\d)⟩")


def by_coordinates(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with a table for each coordinate where columns are those of vectors, without numbers beside these.

    >>> cells = [tuple(Line(1, 1, text) for text in row) for row in (("t", "s⟨1⟩", "s⟨2⟩"), ("1", "0.4", "62.5"))]
    >>> first, second = by_coordinates([Table(cells[0], (cells[1],))])
    >>> [cell.text for cell in second.head], [cell.text for cell in second.rows[0]]
    (['t', 's'], ['1', '62.5'])
    """
    for block in blocks:
        numbers = sorted(_numbers(block)) if isinstance(block, Table) else []
        if numbers and isinstance(block, Table):
            yield from (_only(block, k) for k in numbers)
        else:
            yield block


def _numbers(table: Table) -> set[str]:
    """The numbers of the coordinates of which a table has columns."""
    found = (_COORDINATE.fullmatch(cell.text) for cell in table.head)
    return {match["k"] for match in found if match}


def _only(table: Table, number: str) -> Table:
    """The columns of one coordinate, behind the first one if that is none of any."""
    found = [_COORDINATE.fullmatch(cell.text) for cell in table.head]
    kept = [k for k, match in enumerate(found) if (match["k"] == number if match else k == 0)]
    names = {k: match["name"] for k, match in enumerate(found) if match}
    head = tuple(Line(cell.number, cell.column, names.get(k, cell.text)) for k, cell in enumerate(table.head))
    rows = tuple(tuple(row[k] for k in kept) for row in table.rows if len(row) == len(head))
    return Table(tuple(head[k] for k in kept), rows, table.fenced)
