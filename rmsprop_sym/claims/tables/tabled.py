"""What the tables of a note say: runs of its rules, values of formulas, and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.context.formulas import Formulas
from rmsprop_sym.claims.expressions.tokens import RELATION
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.read.tables import turned
from rmsprop_sym.claims.tables.recorded import Run, cells, looks_recorded, runs
from rmsprop_sym.claims.tables.tabulated import Tabulated
from rmsprop_sym.claims.traces.cells import Cell
from rmsprop_sym.claims.words.heard import Heard

Placed = tuple[Context, str | None, Cell]


@dataclass(frozen=True)
class Tabled:
    """A table as the runs that it records, or as values of formulas."""

    table: Table
    found: Sequence[Sequence[Run]]
    values: Tabulated

    def cells(self, words: str) -> Iterator[Placed]:
        """Its computed cells, each with what holds there, and the rule that it is a run of."""
        for trace, cell in cells(self.found, words):
            yield trace.context, trace.rule.name, cell
        if not self.found:
            yield from ((Context(), None, cell) for cell in self.values.cells())

    @property
    def others(self) -> list[int]:
        """The columns whose cells are prose."""
        if self.found and turned(self.table) is not self.table:
            return []
        if self.found:
            return sorted(set.intersection(*(set(some[0].trace.others) for some in self.found)))
        width = max(map(len, (self.table.head, *self.table.rows)))
        return [k for k in range(width) if k not in self.values.columns or self._computes(k)]

    def _computes(self, k: int) -> bool:
        """Whether a column has chains of its own: 1/(1 - 0.9) = 10."""
        return any(re.search(RELATION, row[k].text) for row in self.table.rows if k < len(row))

    def is_unnamed(self, context: Context) -> bool:
        """Whether it looks like the record of a run of which nobody says by what rule."""
        return not self.found and not self.values.columns and looks_recorded(self.table, context)


def read_table(table: Table, formulas: Formulas, heard: Heard) -> Tabled:
    """The table as what it is most likely meant to be."""
    named = heard.named(cell.text for cell in turned(table).head)
    return Tabled(table, runs(turned(table), formulas, heard, named), Tabulated(table, named))
