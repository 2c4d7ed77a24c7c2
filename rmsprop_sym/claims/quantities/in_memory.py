"""What prose says that the buffers of a rule take in memory: 25 million parameters in float32 are 100 MB for each.

A number is wrong only if a known slip gives it: another number of buffers, or bytes of another format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.hedges import HEDGES
from rmsprop_sym.claims.words.plainly import plainly

SPEAKS = re.compile(r"\b\d[\d.,]*\s*(?:\\,|~)?\s*[MGT]i?B\b|\b(?:mega|giga)bytes?\b")
_BYTES = {"64": 8, "32": 4, "16": 2}
_FORMAT = re.compile(
    r"\b(?:b?float[-_ ]?|fp[-_ ]?|bf)(64|32|16)\b|\b([248]) bytes (?:each|per|for each|a piece)\b", re.IGNORECASE
)
_MANY = re.compile(
    r"(?<![\w.])(?P<many>\d+(?:\.\d+)?(?:e\d+)?) ?(?P<times>billion|thousand|k|M|B|G)?"
    r" (?:(?:trainable|b?float ?\d\d|fp ?\d\d) )*(?:parameters|weights)\b",
    re.IGNORECASE,
)
_LARGE = {"billion": "*1e9", "B": "*1e9", "G": "*1e9", "thousand": "*1e3", "k": "*1e3", "M": "*1e6"}
_SIZE = re.compile(rf"(?P<about>(?:{HEDGES}) ?)?(?P<n>\d+(?:\.\d+)?) ?(?P<unit>[MGT]i?B)\b")
_UNITS = {"MB": ("1e6", "2^20"), "GB": ("1e9", "2^30"), "TB": ("1e12", "2^40"), "MiB": ("2^20",), "GiB": ("2^30",)}
_RMS = r"\brms-?prop(?:['’]s)?"
_STATE = r"(?:cache|accumulator|running (?:mean|average)|average|mean|moment|state variable|array|estimate|buffer)"
_BUFFERS = tuple(
    (count, re.compile("|".join(words), re.IGNORECASE))
    for count, words in (
        (1, [r"\b(?:one|a|an|1|the|each|every|per|single) (?:[a-z-]+ )?(?:buffer|copy)\b", r"\bv alone\b"]),
        (3, [r"\b3 (?:extra )?(?:buffers|copies)\b", r"\bcent(?:re|er)e?d\b[^;.]*\bwith momentum\b"]),
        (3, [rf"\b3 (?:extra )?{_STATE}s\b"]),
        (
            2,
            [
                rf"\b2 (?:extra )?{_STATE}s\b",
                r"\b2 (?:extra )?(?:buffers|copies|moments)\b",
                r"\bboth (?:buffers|moments)\b",
                r"\bm and v\b",
            ],
        ),
        (2, [r"\badam(?:['’]s)?\b", r"\bcent(?:re|er)e?d\b", rf"{_RMS} with momentum\b"]),
        (1, [rf"{_RMS}\b", r"\bada-?grad(?:['’]s)?\b"]),
        (1, [rf"\b(?:the|its|our|a|1) (?:extra |[a-z]+[ -]){{0,2}}?{_STATE}\b", r"\b(?:avg_sq|sq_avg|square_avg)\b"]),
    )
)
_OWN = re.compile(
    r"\b(?:cache|accumulator|averages?|means?|arrays?|buffers?|copy|copies|state|extra|additional|moments?|optimi[sz]er)\b"
    r"|\bv alone\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:gradients?|activations?|total|altogether|together|overall|model|checkpoint|sav\w+|less|more|sharded|gpus?|not|sgd|descent)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;:](?=\s)| and (?=adam|rms)")
_IT = re.compile(r" ?(?:so |and |hence |which |that |thus |therefore |it |this |also )+", re.IGNORECASE)
_SLIPS = (1, 2, 3, 4)


def memory(text: str) -> Iterator[Remark]:
    """What a passage says of memory, clause by clause.

    >>> said = "For 1e9 parameters in float32, Adam keeps 8 GB, the state of RMSProp is 8 GB."
    >>> [str(each.evidence.grade) for each in memory(said)]
    ['PROVED', 'REFUTED']
    """
    if not SPEAKS.search(text):
        return
    plain = plainly(text)
    for start, stop in plain.sentences():
        for first, last in _clauses(plain.text, start, stop):
            sizes = list(_SIZE.finditer(plain.text, first, last))
            known = _known(plain.text[:last])
            carried = first if first == start or not _IT.match(plain.text, first) else start
            buffers = _buffers(plain.text[carried:last])
            if len(sizes) == 1 and known and buffers:
                before, after = plain.text[: sizes[0].start()], plain.text[sizes[0].end() :]
                found = None if disowned(before, after) else _judged(sizes[0], *known, buffers)
                if found and (found[1].grade.holds or _OWN.search(plain.text, carried, last)):
                    yield Remark(*plain.span(*sizes[0].span()), "arithmetic", found[0], found[1])


def _clauses(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between commas."""
    first = start
    for match in [*_PARTS.finditer(text, start, stop), None]:
        last = match.start() if match else stop
        yield first, last
        first = match.end() if match else stop


def _known(text: str) -> tuple[str, int] | None:
    """How many parameters a text has said that there are, and how many bytes each has; none if in two ways."""
    many = {f"({match['many']}{_LARGE.get(match['times'] or '', '')})" for match in _MANY.finditer(text)}
    sizes = {int(match[2]) if match[2] else _BYTES[match[1]] for match in _FORMAT.finditer(text)}
    return (many.pop(), sizes.pop()) if len(many) == len(sizes) == 1 else None


def _buffers(clause: str) -> int | None:
    """How many buffers a clause speaks of; none if it speaks of something else, too."""
    if _OTHERS.search(clause):
        return None
    return next((count for count, words in _BUFFERS if words.search(clause)), None)


def _judged(match: re.Match[str], many: str, size: int, buffers: int) -> tuple[str, Derived] | None:
    """The number against what so many buffers take, or what another number of buffers or another format would."""
    units = _UNITS.get(match["unit"], ())
    law, printed = "a buffer has one number for each parameter", Printed(match["n"], about=bool(match["about"]))
    meant = [f"{many}*{size}*{buffers}/({unit})" for unit in units]
    found = judged(law, meant, printed) if meant else None
    if found is None or found[1].grade.holds:
        return found
    others = {(count, width) for count in _SLIPS for width in (1, 2, 4, 8, 32)} - {(buffers, size)}
    slips = (judged(law, [f"{many}*{width}*{count}/({units[0]})"], Printed(match["n"])) for count, width in others)
    return found if any(each and each[1].grade.holds for each in slips) else None
