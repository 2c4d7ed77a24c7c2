"""What words of a passage say besides its formulas, and where: of quantities, units, floats, and first steps."""

from __future__ import annotations

from dataclasses import dataclass

from rmsprop_sym.claims.expressions.passage import Passage
from rmsprop_sym.claims.verdict import Evidence, Verdict


@dataclass(frozen=True)
class Remark:
    """What words say from one place of a text to another, how it was read, under what, and what is so."""

    start: int
    end: int
    kind: str
    read_as: str
    evidence: Evidence
    given: tuple[str, ...] = ()
    rule: str | None = None
    over: str = "real"

    def verdict(self, passage: Passage, path: str) -> Verdict:
        """The verdict at its place in the file."""
        return Verdict(
            passage.place(path, self.start, self.end),
            passage.text[self.start : self.end],
            self.kind,
            self.evidence,
            read_as=self.read_as,
            rule=self.rule,
            given=self.given,
            over=self.over,
        )
