"""Evidence that was weighed in another process: its words, for what they rest on cannot leave that process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rmsprop_sym.claims.report import Report
from rmsprop_sym.claims.verdict import Evidence, Grade


@dataclass(frozen=True)
class Relayed:
    """What evidence said when it was asked in the process that holds it."""

    words: Mapping[str, Any]

    @property
    def grade(self) -> Grade:
        """What the evidence promised."""
        return Grade(self.words["grade"])

    def __getattr__(self, name: str) -> Any:
        """Any other thing that the evidence said."""
        if name.startswith("__") or name == "words":
            raise AttributeError(name)
        return self.words[name]


WORDS = tuple(name for name, value in vars(Evidence).items() if isinstance(value, property))


def relayed(report: Report) -> Report:
    """The report with evidence that can be sent to another process.

    >>> relayed(Report(())) == Report(())
    True
    """
    return replace(report, verdicts=tuple(replace(each, evidence=_words(each.evidence)) for each in report.verdicts))


def _words(evidence: Evidence) -> Any:
    """What the evidence says."""
    return Relayed({name: getattr(evidence, name) for name in WORDS})
