"""The referee: every proof of the library once more, by an engine that shares no code with the kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rmsprop_sym import library
from rmsprop_sym.referee.flint import Referee
from rmsprop_sym.rules import RULES

ENGINE = "flint"

__all__ = ["ENGINE", "Referee", "Report", "Verdict", "replay"]


@dataclass(frozen=True)
class Verdict:
    """A theorem, and why it is not replayed (empty if it is)."""

    name: str
    reason: str

    @property
    def replayed(self) -> list[str]:
        """The engines that replay it."""
        return [] if self.reason else [ENGINE]

    def json(self) -> dict[str, Any]:
        """The verdict in the published fields."""
        return {"name": self.name, "replayed": self.replayed, "reason": self.reason}


@dataclass(frozen=True)
class Report:
    """What became of each theorem."""

    verdicts: tuple[Verdict, ...]

    @property
    def replayed(self) -> int:
        """How many theorems are replayed."""
        return sum(not verdict.reason for verdict in self.verdicts)

    @property
    def exit_code(self) -> int:
        """0 if every theorem is replayed, otherwise 1."""
        return int(self.replayed < len(self.verdicts))

    def json(self) -> dict[str, Any]:
        """The report in the published fields."""
        totals = {"replayed": self.replayed, "not replayed": len(self.verdicts) - self.replayed}
        return {"version": 1, "theorems": [verdict.json() for verdict in self.verdicts], "totals": totals}

    def lines(self) -> tuple[str, ...]:
        """The report for people."""
        rows = [f"{v.name}: {f'not replayed: {v.reason}' if v.reason else 'replayed'}" for v in self.verdicts]
        return (*rows, f"{self.replayed} replayed, {len(self.verdicts) - self.replayed} not replayed")


def replay(names: Sequence[str] = ()) -> Report:
    """Replays the theorems of those names, or all of them.  Raises UserError for a name that no theorem has."""
    entries = [library.find(name) for name in names] or list(library.theorems().values())
    referee = Referee(library.ledger(), RULES)
    return Report(tuple(Verdict(entry.name, referee.fault(entry.theorem) or "") for entry in entries))
