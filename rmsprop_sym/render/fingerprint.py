"""A mark of a line that stays when other lines come and go, computed as GitHub's code scanning computes it.

Source: github/codeql-action, src/fingerprints.ts: a rolling hash of the next hundred signs that are not blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

WINDOW, FACTOR, BITS = 100, 37, 64
END = 0xFFFF  # what stands for the end of the file


def line_fingerprints(text: str) -> list[str]:
    """The fingerprint of each line: the hash in hexadecimal, and which of the lines with that hash it is.

    >>> line_fingerprints("")
    ['c129715d7a2bc9a3:1']
    """
    signs, starts = _signs(text)
    seen: Counter[str] = Counter()
    found = []
    for mark in _rolling(signs, starts):
        seen[mark] += 1
        found.append(f"{mark}:{seen[mark]}")
    return found


def _signs(text: str) -> tuple[list[int], list[int]]:
    """The UTF-16 units that are no blanks, and at which of them a line begins."""
    kept = re.sub(r"[ \t]", "", re.sub(r"\r[ \t]*\n?|\n", "\n", text)) if text else ""
    raw = kept.encode("utf-16-le", "surrogatepass")
    units = [raw[i] | raw[i + 1] << 8 for i in range(0, len(raw), 2)] + [END]
    return units, [0, *(i + 1 for i, unit in enumerate(units[:-1]) if unit == ord("\n"))]


def _rolling(signs: list[int], starts: list[int]) -> Iterator[str]:
    """The hash of the hundred signs from each start on, zeros standing behind the last one."""
    padded, mask, first = signs + [0] * WINDOW, (1 << BITS) - 1, pow(FACTOR, WINDOW, 1 << BITS)
    wanted, value = set(starts), 0
    for i, sign in enumerate(padded):
        if i - WINDOW in wanted:
            yield f"{value:x}"
        leaving = padded[i - WINDOW] if i >= WINDOW else 0
        value = (FACTOR * value + sign - first * leaving) & mask
