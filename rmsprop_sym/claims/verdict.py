"""A verdict says what was understood, what is promised about it, and what the promise rests on.

The grade is never typed: it is a property of the evidence, and the evidence computes it from what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Grade(StrEnum):
    """The seven words of a verdict, strongest first; REFUTED stands outside the order."""

    PROVED = "PROVED"
    ENCLOSED = "ENCLOSED"
    ROUNDS = "ROUNDS"
    SURVIVED = "SURVIVED"
    OPEN = "OPEN"
    UNREAD = "UNREAD"
    REFUTED = "REFUTED"

    @property
    def holds(self) -> bool:
        """Whether the word says that the statement is right.

        >>> Grade.ROUNDS.holds, Grade.SURVIVED.holds
        (True, False)
        """
        return self in {Grade.PROVED, Grade.ENCLOSED, Grade.ROUNDS}


def weakest(grades: Iterable[Grade]) -> Grade:
    """The grade of a whole is that of its weakest part, and one refuted part refutes it.

    >>> str(weakest([Grade.PROVED, Grade.ROUNDS])), str(weakest([Grade.OPEN, Grade.REFUTED]))
    ('ROUNDS', 'REFUTED')
    """
    return max(grades, key=list(Grade).index)


@dataclass(frozen=True)
class Place:
    """Where a statement stands: lines and columns from 1, in code points, ends exclusive; no path, no file."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None

    def __str__(self) -> str:
        """The place as editors understand it.

        >>> str(Place("notes.md", 12, 3, 12, 41))
        'notes.md:12:3'
        """
        return f"{self.whole_line}:{self.column}" if self.path else ""

    @property
    def whole_line(self) -> str:
        """The place without its column.

        >>> Place("notes.ipynb", 2, 3, 2, 9, cell=0).whole_line
        'notes.ipynb:cell 0:2'
        """
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{self.path}:{cell}{self.line}"


class Evidence(Protocol):
    """What a verdict rests on; only `grade` must be answered, and only by a property that computes it."""

    @property
    def grade(self) -> Grade:
        """What the evidence promises."""
        ...

    @property
    def because(self) -> str | None:
        """The fact that decides."""
        return None

    @property
    def witness(self) -> str | None:
        """An exact instance in which the statement fails."""
        return None

    @property
    def trusts(self) -> tuple[str, ...]:
        """The definitions, axioms and engines below it."""
        return ()

    @property
    def value(self) -> str | None:
        """The true value, in decimals."""
        return None

    @property
    def exact(self) -> str | None:
        """The true value as a fraction, where it is one."""
        return None

    @property
    def tie(self) -> bool:
        """Whether the true value lies exactly between two printable neighbours."""
        return False

    @property
    def samples(self) -> int | None:
        """How many samples were effective, where it was sampled."""
        return None

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return None

    @property
    def attempt(self) -> str | None:
        """The nearest truth."""
        return None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about the nearest truth."""
        return None


@dataclass(frozen=True)
class Undecided(Evidence):
    """Nothing here decides the statement, for the reason given."""

    why: str
    nearest: str | None = None
    nearest_evidence: Evidence | None = None

    @property
    def grade(self) -> Grade:
        """It promises nothing."""
        return Grade.OPEN

    @property
    def reason(self) -> str:
        """Why nothing is promised."""
        return self.why

    @property
    def attempt(self) -> str | None:
        """The nearest truth."""
        return self.nearest

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about the nearest truth."""
        return self.nearest_evidence.grade if self.nearest_evidence else None


@dataclass(frozen=True)
class Unread(Evidence):
    """The statement could not be turned into mathematics, for the reason given."""

    why: str

    @property
    def grade(self) -> Grade:
        """It promises nothing."""
        return Grade.UNREAD

    @property
    def reason(self) -> str:
        """Why nothing is promised."""
        return self.why


@dataclass(frozen=True)
class Verdict:
    """One statement, where it stands, how it was read, and the evidence about it."""

    place: Place
    text: str
    kind: str
    evidence: Evidence
    read_as: str | None = None
    id: str | None = None
    rule: str | None = None
    given: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    over: str = "real"
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """Refuses evidence whose grade is written down where it should be computed."""
        if not isinstance(getattr(type(self.evidence), "grade", None), property):
            kind = type(self.evidence).__name__
            raise TypeError(f"{kind} does not compute its grade; a verdict takes evidence, not a grade")

    @property
    def grade(self) -> Grade:
        """What the evidence promises."""
        return self.evidence.grade

    def json(self) -> dict[str, object]:
        """The verdict as the fields of the report, in their published order."""
        at, proof = self.place, self.evidence
        return {
            "path": at.path or None,
            "line": at.line,
            "column": at.column,
            "end_line": at.end_line,
            "end_column": at.end_column,
            "id": self.id,
            "kind": self.kind,
            "cell": at.cell,
            "text": self.text,
            "read_as": self.read_as,
            "rule": self.rule,
            "given": list(self.given),
            "domains": list(self.domains),
            "over": self.over,
            "grade": str(self.grade),
            "because": proof.because,
            "witness": proof.witness,
            "value": proof.value,
            "exact": proof.exact,
            "tie": proof.tie,
            "samples": proof.samples,
            "trusts": list(proof.trusts),
            "try": proof.attempt,
            "try_grade": None if proof.attempt_grade is None else str(proof.attempt_grade),
            "reason": proof.reason,
            "seconds": round(self.seconds, 6),
        }


def unread(place: Place, text: str, reason: str, name: str | None = None) -> Verdict:
    """The verdict about what could not be turned into mathematics."""
    return Verdict(place, text, "unread", Unread(reason), id=name)
