"""A quantity as it is told from the words around its number: its formulas, and what the usual slips make of them.

In a formula b is the decay, n a number of steps, x a share of 1, and a the rate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MISSING_ROOT = "the root is missing"
NO_ROOT = "there is no root"
TURNED = "it is divided where it has to be multiplied"
EARLY, LATE = "the exponent is one too small", "the exponent is one too large"
SWAPPED = "the decay and 1 minus the decay are exchanged"
TEN = "it is wrong by a power of ten"
STEPS, SHARE, FACTOR, LENGTH, DIVISOR = "steps", "share", "factor", "length", "divisor"
ROOTED = (
    r"\bsqrt\(|\broot\b|\brms\b|\bdenominators?\b|\bdivisor\b"
    r"|\beffective (?:learning |step )?(?:rate|size|lr|step)|/ ?\(?sqrt"
)


@dataclass(frozen=True)
class Worth:
    """A quantity: the words that name it, its formulas, its slips, and the words that make it another one."""

    name: str
    unit: str
    words: Sequence[re.Pattern[str]]
    right: Sequence[str]
    slips: Mapping[str, str]
    without: re.Pattern[str] | None = None

    def is_named(self, text: str) -> bool:
        """Whether a text has all of the words that name the quantity, and none that make it another one."""
        if self.without is not None and self.without.search(text):
            return False
        return all(each.search(text) for each in self.words)

    def says(self) -> str:
        """What it is worth, in words and letters."""
        return f"{self.name} is {self.right[0].format(b='beta', n='n', x='x', a='eta')}"


def row(
    name: str, unit: str, words: Sequence[str], right: Sequence[str], slips: Mapping[str, str], *, without: str = ""
) -> Worth:
    """A row of the table."""
    patterns = [re.compile(each, re.IGNORECASE) for each in words]
    return Worth(name, unit, patterns, right, slips, re.compile(without, re.IGNORECASE) if without else None)
