"""The stretch of a long paragraph around a formula, so that what is read beside it does not grow with the paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rmsprop_sym.claims.words.wording import cut_sentences

SHORT, APART = 12_000, 4_000  # characters
_FORMULA = re.compile(r"\$\$?[^$]*\$\$?")


@dataclass(frozen=True)
class Stretch:
    """A part of a paragraph, where it begins, and how many sentences of the paragraph end before it."""

    text: str
    start: int = 0
    sentences: int = 0


def stretch(text: str, begins: int, ends: int) -> Stretch:
    """The whole sentences around a place in a paragraph; a short paragraph is left whole.

    >>> stretch("One. Two.", 5, 7)
    Stretch(text='One. Two.', start=0, sentences=0)
    >>> around = stretch("One word. " * 3000, 20000, 20001)
    >>> around.start, around.sentences, len(around.text)
    (12009, 1201, 12000)
    """
    if len(text) <= SHORT:
        return Stretch(text)
    offsets, counts = _cuts(text)
    first = max(bisect_right(offsets, begins - APART) - 1, 0)
    last = bisect_left(offsets, ends + APART)
    stop = offsets[last] if last < len(offsets) else len(text)
    return Stretch(text[offsets[first] : stop], offsets[first], counts[first])


@lru_cache(maxsize=2)
def _cuts(text: str) -> tuple[list[int], list[int]]:
    """Where a text, formulas between dollars, may be cut, and how many sentences end before that."""
    plain = _FORMULA.sub(lambda formula: "x" * len(formula[0]), text)
    offsets, counts = [0], [0]
    ends = accumulate(len(each) + 1 for each in cut_sentences(plain)[:-1])
    for k, end in enumerate(ends, 1):
        if end - offsets[-1] >= APART:
            offsets.append(end)
            counts.append(k)
    return offsets, counts
