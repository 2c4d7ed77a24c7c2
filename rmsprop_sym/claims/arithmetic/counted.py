"""A whole number that counts something: what is said to be 69 steps is rounded to whole steps."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil

from rmsprop_sym.claims.arithmetic.digits import Rounded
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided

ROUNDED = "rounded to a whole number, of what is counted"
UPWARDS = "it is rounded up to a whole number of what is counted; to the nearest it is another"
_COUNTS = re.compile(
    r"[\s$~*_]*(?:\\[,;: !]|\\(?:quad|qquad|enspace)\b|\s)*(?:\\(?:text|mathrm|mbox|textrm|hbox)\s*\{\s*)?\$?\s*"
    r"(?:(?:such|more|further|full|whole|ordinary|gradient|optimi[sz]er|training|time|update)\s+)*"
    r"(?:steps|iterations|iterates|updates|epochs|batches|mini-?batches|gradients|samples|examples|passes|days|weeks|ticks)\b",
    re.IGNORECASE,
)


def as_counted(evidence: Evidence, after: str) -> Evidence:
    """What is known about a whole number after `=` if the words after it say that it counts steps.

    A value that decimals cannot print was rounded by its author, to the nearest whole number or up.
    """
    if not (isinstance(evidence, Rounded) and evidence.grade is Grade.REFUTED and evidence.is_whole):
        return evidence
    if not _COUNTS.match(after) or _is_decimal(evidence):
        return evidence
    nearest = replace(evidence, relation="≈", remark="; ".join(filter(None, [evidence.remark, ROUNDED])))
    if nearest.grade.holds:
        return nearest
    return Undecided(UPWARDS) if ceil(evidence.low) == ceil(evidence.high) == evidence.printed.value else evidence


def _is_decimal(evidence: Rounded) -> bool:
    """Whether finitely many decimals print the value."""
    if evidence.low != evidence.high:
        return False
    left = evidence.low.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    return left == 1
