r"""Formulas in pieces that fit on a line: how wide a formula is, and where it may be broken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

_SUM, _SCRIPT = r"\\sum_\{[^{}]*\}\^(?:\{[^{}]*\}|.)", r"[_^](?:\{[^{}]*\}|.)"
_INVISIBLE = r"\\(?:left|right|text|sqrt|mathrm|mathop|mathbb|displaystyle|quad)(?![A-Za-z])"
_COMMAND = r"\\[A-Za-z]+"
_BRACKET = re.compile(r"(?P<opens>\(|\{|\[|\\lvert)|(?P<closes>\)|\}|\]|\\rvert)| ")
# What the next piece belongs to: a sum sign, or a sign at the beginning of a line.
_OPEN = re.compile(rf"(?:{_SUM}|(?:^|\s)(?:[=<+-]|\\le|\\ne|\\cdot))$")
DOT = r"\cdot "

# Where a formula may go on in the next line, the best places first; at the last ones a product is broken.
PRODUCTS = re.compile(r" (?=\(|\\left\(|\\frac|\\sqrt|\\sum)")
SUMS = re.compile(r" (?=[+-] )")
PLACES = (re.compile(r" (?=(?:=|<|\\le|\\ne|\\quad) )"), SUMS, PRODUCTS)
_WRAPPED = re.compile(r"(?P<head>.*?)\\left\((?P<inside>.*)\\right\)")


def broken(formula: str, room: float) -> list[str]:
    r"""The formula in pieces that fit on a line, broken where it is loosest, in a bracket only if nothing else helps.

    >>> broken(r"a (b + c) + d = e", 10)
    ['a (b + c) + d', '= e']
    >>> broken(r"a (b + c) + d", 6)
    ['a', '\\cdot (b + c)', '+ d']
    """
    if width(formula) <= room:
        return [formula]
    for places in PLACES:
        pieces = _cut(formula, places)
        if len(pieces) > 1:
            return [line for piece in _filled(pieces, room) for line in broken(piece, room)]
    wrapped = _WRAPPED.fullmatch(formula)
    return _opened(wrapped["head"], wrapped["inside"], room) if wrapped and _closed(wrapped["inside"]) else [formula]


def _opened(head: str, inside: str, room: float) -> list[str]:
    """A sum in brackets, a line for what has room on one; LaTeX wants both brackets in each, if only to see."""
    first, *more = _filled(_cut(inside, SUMS), room)
    lines = [rf"{head}\left({first}", *(rf"\left. {piece}" for piece in more)]
    return [*(rf"{line}\right." for line in lines[:-1]), rf"{lines[-1]}\right)"]


def _closed(inside: str) -> bool:
    """Whether every bracket that is closed inside is opened there."""
    depths = accumulate(1 if sign["opens"] else -1 if sign["closes"] else 0 for sign in _BRACKET.finditer(inside))
    return min(depths, default=0) >= 0


def _cut(formula: str, places: re.Pattern[str]) -> list[str]:
    outside = _outside(formula)
    cuts = [
        m.start() for m in places.finditer(formula) if m.start() in outside and not _OPEN.search(formula[: m.start()])
    ]
    first, *more = (formula[low:high].strip() for low, high in pairwise([0, *cuts, len(formula)]))
    return [first, *(DOT * (places is PRODUCTS) + piece for piece in more)]


def _filled(pieces: Sequence[str], room: float) -> list[str]:
    """The pieces, joined while they have room on a line."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        joined = f"{lines[-1]} {piece.removeprefix(DOT)}"
        lines[-1:] = [joined] if width(joined) <= room else [lines[-1], piece]
    return lines


def _outside(formula: str) -> set[int]:
    """Where the blanks are that stand in no bracket."""
    depth, found = 0, set()
    for sign in _BRACKET.finditer(formula):
        depth += bool(sign["opens"]) - bool(sign["closes"])
        if depth == 0 and not sign["closes"]:
            found.add(sign.start())
    return found


def width(formula: str) -> int:
    r"""About how many signs wide a formula is on paper: a fraction is as wide as the wider of its two parts.

    >>> width(r"\frac{\beta}{1 - \beta}"), width(r"\beta v_{t + 1}")
    (4, 4)
    """
    head, fraction, rest = formula.partition(r"\frac")
    if fraction:
        above = _group(rest, 0)
        below = _group(rest, above)
        return width(head) + max(width(rest[:above]), width(rest[above:below])) + width(rest[below:])
    plain = re.sub(_COMMAND, "x", re.sub(_INVISIBLE, "", re.sub(_SUM, "xx", formula)))
    scripted = re.sub(_SCRIPT, lambda script: "x" * (len(script[0].replace(" ", "")) // 3), plain)
    signs = re.sub(r"[{}\s&]", "", scripted)
    return len(signs) + sum(map(signs.count, "+-=<"))  # the space around them


def _group(rest: str, start: int) -> int:
    """Where the group in braces that begins here ends."""
    depth = 0
    for k in range(start, len(rest)):
        depth += (rest[k] == "{") - (rest[k] == "}")
        if depth == 0:
            return k + 1
    return len(rest)
