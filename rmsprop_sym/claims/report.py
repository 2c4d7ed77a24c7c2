"""What a run of the checker says: every verdict, in the order of the files, and the counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rmsprop_sym.claims.verdict import Grade, Verdict

VERSION = 1
ORDER = (
    Grade.PROVED,
    Grade.ENCLOSED,
    Grade.ROUNDS,
    Grade.SURVIVED,
    Grade.REFUTED,
    Grade.OPEN,
    Grade.UNREAD,
)


@dataclass(frozen=True)
class Note:
    """Something to say about a whole file, and the line at which it is seen, if it is one."""

    path: str
    text: str
    line: int | None = None
    cell: int | None = None

    def json(self) -> dict[str, object]:
        """The remark as published."""
        return {"path": self.path, "cell": self.cell, "line": self.line, "text": self.text}


@dataclass(frozen=True)
class Source:
    """The text that was read of a file, or of one cell of a notebook."""

    path: str
    text: str
    cell: int | None = None

    @cached_property
    def lines(self) -> list[str]:
        r"""The lines, as places count them.

        >>> Source("n.md", "one\r\ntwo\n").lines
        ['one', 'two', '']
        """
        return re.split(r"\r\n|\r|\n", self.text)


@dataclass(frozen=True)
class Report:
    """The verdicts about some files, what there is to say about each file as a whole, and what was read of them."""

    verdicts: tuple[Verdict, ...]
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    interrupted: bool = False

    @classmethod
    def joined(cls, reports: Iterable[Report]) -> Report:
        """One report of many, in their order.

        >>> Report.joined([Report(()), Report((), (Note("n.md", "nothing to judge was found"),))]).notes[0].path
        'n.md'
        """
        parts = list(reports)
        return cls(
            tuple(verdict for part in parts for verdict in part.verdicts),
            tuple(note for part in parts for note in part.notes),
            tuple(source for part in parts for source in part.sources),
            any(part.interrupted for part in parts),
        )

    @property
    def totals(self) -> dict[str, int]:
        """How many verdicts there are of each grade.

        >>> Report(()).totals["REFUTED"]
        0
        """
        grades = [verdict.grade for verdict in self.verdicts]
        return {str(grade): grades.count(grade) for grade in ORDER}

    def json(self) -> dict[str, object]:
        """The report as published."""
        return {
            "version": VERSION,
            "statements": [verdict.json() for verdict in self.verdicts],
            "remarks": [note.json() for note in self.notes],
            "totals": self.totals,
        }

    def exit_code(self, *, strict: bool) -> int:
        """0 if nothing is refuted, 1 if something is; with `strict`, 3 if something is left undecided.

        >>> Report(()).exit_code(strict=True)
        0
        """
        totals = self.totals
        if totals["REFUTED"]:
            return 1
        return 3 if strict and totals["OPEN"] + totals["UNREAD"] + totals["SURVIVED"] else 0
