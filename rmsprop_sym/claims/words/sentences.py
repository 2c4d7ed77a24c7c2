"""Where sentences and clauses end: at a stop that belongs to no abbreviation; a clause at a semicolon, too."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = (  # the sign comes first, for it is found fast
    r"[.!?](?=\s|$)(?<!\bi\.e[.!?])(?<!\be\.g[.!?])(?<!\bca[.!?])(?<!\bcf[.!?])(?<!\bresp[.!?])(?<!\bvs[.!?])(?<!\\[.!?])"
)
SENTENCE = re.compile(_STOP)
_CLAUSE = re.compile(rf"{_STOP}|;(?=\s)")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends, with its stop.

    >>> text = "It is 0.9, i.e. near 1; so be it. And"
    >>> [text[start:stop] for start, stop in sentences(text)]
    ['It is 0.9, i.e. near 1; so be it.', ' And']
    """
    return _stretches(text, SENTENCE)


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where each part of a text up to a stop or a semicolon begins and ends, with that.

    >>> text = "It is 0.9; so be it."
    >>> [text[start:stop] for start, stop in clauses(text)]
    ['It is 0.9;', ' so be it.', '']
    """
    return _stretches(text, _CLAUSE)


def _stretches(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a text begins and ends between what ends its parts."""
    start = 0
    for stop in [*(match.end() for match in ends.finditer(text)), len(text)]:
        yield start, stop
        start = stop
