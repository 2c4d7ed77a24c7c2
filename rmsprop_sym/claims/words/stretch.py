"""The stretch of a long paragraph around a formula, so that what is read beside it does not grow with the paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from rmsprop_sym.claims.expressions.passage import Passage
from rmsprop_sym.claims.verdict import Place
from rmsprop_sym.claims.words.wording import cut_sentences

SHORT, APART = 12_000, 4_000  # characters
_FORMULA = re.compile(r"\$\$?[^$]*\$\$?")
_SPACE = re.compile(r"\s")


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


@dataclass(frozen=True)
class Part:
    """Some lines of a passage with the lines around them, and where those begin and end that are its own."""

    passage: Passage
    first: int
    last: int

    def holds(self, offset: int) -> bool:
        """Whether what begins at an offset is its own."""
        return self.first <= offset < self.last

    def has(self, place: Place) -> bool:
        """Whether what stands at a place of the file is its own; before the first part there is nothing else."""
        begins, ends = (self.passage.place("", at, at) for at in (self.first, self.last - 1))
        starts = self.first == 0 or (begins.line, begins.column) <= (place.line, place.column)
        return starts and (place.line, place.column) <= (ends.line, ends.column)


def parts(passage: Passage, text: str) -> Iterator[Part]:
    """The parts of a long passage, whose text has its formulas between dollars, each with some lines around it.

    Every place is of one part only; a short passage is one.
    """
    if len(text) <= SHORT:
        yield Part(passage, 0, max(len(text), 1))
        return
    plain = _without_formulas(text)
    cuts = _thinned(start for start in passage.starts if start and plain[start - 1 : start] == " ")
    cuts = [0, *(each for each in cuts if each), len(text)]
    for k, (first, last) in enumerate(pairwise(cuts)):
        start, stop = cuts[max(k - 1, 0)], cuts[min(k + 2, len(cuts) - 1)]
        yield Part(_cut(passage, start, stop), first - start, last - start)


def _cut(passage: Passage, start: int, stop: int) -> Passage:
    """The pieces of a passage between two places at which pieces begin."""
    first, last = bisect_left(passage.starts, start), bisect_left(passage.starts, stop)
    starts = tuple(each - start for each in passage.starts[first:last])
    return Passage(passage.text[start:stop], starts, passage.lines[first:last])


def _thinned(places: Iterable[int]) -> list[int]:
    """The places, but for those that are near one before them."""
    kept = [0]
    for each in places:
        if each - kept[-1] >= APART:
            kept.append(each)
    return kept


def _without_formulas(text: str) -> str:
    """The text, as long as before, without what stands between dollars."""
    return _FORMULA.sub(lambda formula: "x" * len(formula[0]), text)


@lru_cache(maxsize=2)
def _cuts(text: str) -> tuple[list[int], list[int]]:
    """Where a text, formulas between dollars, may be cut, and how many sentences end before that."""
    plain, offsets, counts = _without_formulas(text), [0], [0]
    sentences = cut_sentences(plain)
    for k, (start, end) in enumerate(pairwise(accumulate((len(each) + 1 for each in sentences), initial=0))):
        inside = _within(plain, start, end) if end - start > SHORT else []
        for each in (*inside, end):
            if each - offsets[-1] >= APART and each < len(text):
                offsets.append(each)
                counts.append(k + (each == end))
    return offsets, counts


def _within(plain: str, start: int, end: int) -> Iterator[int]:
    """Where a text may be cut that has no end of a sentence for long."""
    return (each.end() for each in _SPACE.finditer(plain, start, end))
