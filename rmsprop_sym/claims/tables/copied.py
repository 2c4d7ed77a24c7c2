"""What the tables of a note record of its states and gradients, kept for what is worked out beside them."""

from __future__ import annotations

import re
from fractions import Fraction

from rmsprop_sym.claims.context.book import Entry, Mark, head_of, mark_of
from rmsprop_sym.claims.context.worth import Worth
from rmsprop_sym.claims.conventions.model import GRADIENT, PARAMETER
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.quantities.updating import KINDS
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.traces.cells import printed_in
from rmsprop_sym.claims.unreadable import Unreadable

_COUNTED = re.compile(r"\W*(?:[tnk]|steps?|iterations?|updates?)\W*", re.IGNORECASE)
MOST_ROWS = 50


def copy(table: Table, worth: Worth, models: Models) -> None:
    """Keeps the columns that are headed by a state of a rule, by its gradient or by its parameter."""
    if not _COUNTED.fullmatch(table.head[0].text):
        return
    marks = [_mark(cell.text, models) for cell in table.head]
    for row in table.rows[:MOST_ROWS]:
        step = _number(row[0]) if row else None
        for mark, cell in zip(marks, row, strict=False):
            value = _number(cell) if mark and step is not None and step.denominator == 1 else None
            if mark and step is not None and value is not None:
                at = Mark(mark.letter, mark.kind, int(step))
                worth.book.entries.append(Entry(at, value, value, worth.under, tabled=True))


def _mark(head: str, models: Models) -> Mark | None:
    """What a column is headed by, if that is a letter which counts steps."""
    letter = head_of(head.strip("$ "))
    found = mark_of(letter, models) if letter is not None else None
    return found if found and found.step is None and found.kind in (*KINDS, GRADIENT, PARAMETER) else None


def _number(cell: Line) -> Fraction | None:
    """The number in a cell, if it is one."""
    try:
        return printed_in(cell).value
    except Unreadable:
        return None
