"""What a run of the checker says: every verdict, in the order of the files, and the counts."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Something to say about a whole file."""

    path: str
    text: str


@dataclass(frozen=True)
class Report:
    """The verdicts about some files, and what there is to say about each file as a whole."""

    verdicts: tuple[Verdict, ...]
    notes: tuple[Note, ...] = ()

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
        return {"version": VERSION, "statements": [verdict.json() for verdict in self.verdicts], "totals": self.totals}

    def exit_code(self, *, strict: bool) -> int:
        """0 if nothing is refuted, 1 if something is; with `strict`, 3 if something is left undecided.

        >>> Report(()).exit_code(strict=True)
        0
        """
        totals = self.totals
        if totals["REFUTED"]:
            return 1
        return 3 if strict and totals["OPEN"] + totals["UNREAD"] + totals["SURVIVED"] else 0
