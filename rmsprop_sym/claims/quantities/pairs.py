"""Shares and numbers of steps that belong together in a sentence, in whatever order they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rmsprop_sym.claims.quantities.bearing import ROOT, WEIGHT
from rmsprop_sym.claims.quantities.clause import Clause
from rmsprop_sym.claims.quantities.elements import Share, Spell, shares, spells
from rmsprop_sym.claims.quantities.pace import is_mixed, pace, times

_NAMED = re.compile(rf"{WEIGHT.pattern}|{ROOT.pattern}|\b(?:of|that) \w+\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:older|earlier|previous|newer|newest|others?|another|rest|remain\w*|those|all|each|every|first)\b",
    re.IGNORECASE,
)


def pairs(clause: Clause, text: str) -> Iterator[tuple[Share, Spell, str]]:
    """The shares with their numbers of steps, and the part of the sentence in which each pair stands."""
    parts, counts = shares(text), spells(text) or _timed(clause, text)
    if not parts:
        before = shares(clause.before)
        if before and counts and all(each.decay for each in counts):
            yield from ((replace(before[-1], start=-1, end=-1), each, f"{clause.before} ; {text}") for each in counts)
        return
    if len(parts) > 1 and len(counts) == 1:
        for k, share in enumerate(parts):
            low = parts[k - 1].end if k and counts[0].start < parts[0].start else 0
            high = parts[k + 1].start if k + 1 < len(parts) else len(text)
            part = _marked(text, share, min(low, share.start), high)
            if not (k and _OTHERS.search(part)):
                yield share, counts[0], part
        return
    yield from _in_turn(text, parts, counts)


def _in_turn(text: str, parts: Sequence[Share], counts: Sequence[Spell]) -> Iterator[tuple[Share, Spell, str]]:
    """Pairs of which one member follows the other; what is said again of another decay shares its share."""
    once = [each for each in counts if each.decay is None] or list(counts[:1])
    if len(once) != len(parts):
        if all(each.value == "1/2" for each in parts):
            yield from _of_several(text, parts, once)
        return
    ends = [max(a.end, b.end) for a, b in zip(parts, once, strict=True)]
    starts = [min(a.start, b.start) for a, b in zip(parts, once, strict=True)]
    if any(stop > start for stop, start in zip(ends, starts[1:], strict=False)):
        return
    for k, (share, spell) in enumerate(zip(parts, once, strict=True)):
        low, high = (ends[k - 1] if k else 0), (starts[k + 1] if k + 1 < len(parts) else len(text))
        again = [each for each in counts if each not in once and low <= each.start < high]
        stop = min([each.start for each in again], default=high)
        part = _marked(text, share, low, high if stop < ends[k] else stop)
        yield share, spell, part
        yield from ((share, each, part) for each in again)


def _of_several(text: str, parts: Sequence[Share], counts: Sequence[Spell]) -> Iterator[tuple[Share, Spell, str]]:
    """One half-life after the other: that of m is 6.6 steps, that of r 69."""
    done, used = 0, set[int]()
    for each in counts:
        share = next((share for share in reversed(parts) if share.start < each.start), None)
        if share is None:
            continue
        if share.start not in used:
            yield share, each, _marked(text, share, done, each.end)
        elif _NAMED.search(text[done : each.end]):
            yield replace(share, start=-1, end=-1), each, f"§ {text[done : each.end]}"
        used.add(share.start)
        done = each.end


def _marked(text: str, share: Share, low: int, high: int) -> str:
    """A stretch of a text with a mark for a share."""
    return f"{text[low : share.start]}§{text[share.end : high]}"


def _timed(clause: Clause, text: str) -> list[Spell]:
    """The times in a text without steps as numbers of steps, if it is known how many there are a second."""
    found = times(text)
    steps = (
        pace([clause.text, clause.above, *reversed(clause.texts), *reversed(clause.around.texts)]) if found else None
    )
    if steps is None:
        return []
    return [
        Spell(each.start, each.end, each.text, each.about, pace=str(steps * each.unit))
        for each in found
        if not is_mixed(steps * each.unit)
    ]
