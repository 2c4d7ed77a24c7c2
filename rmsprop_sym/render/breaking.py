r"""Formulas in pieces that fit on a line: how wide a formula is, and where it may be broken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

_SUM, _SCRIPT = r"\\sum_\{[^{}]*\}\^(?:\{[^{}]*\}|.)", r"[_^](?:\{[^{}]*\}|.)"
_INVISIBLE = r"\\(?:left|right|text|sqrt|mathrm|mathop|mathbb|displaystyle|quad)(?![A-Za-z])"
_COMMAND = r"\\[A-Za-z]+"
_BRACKET = re.compile(
    r"(?P<holds>\\left(?:\\[a-z]+|.)|[{\[])|(?P<lets>\\right(?:\\[a-z]+|.)|[}\]])"  # in these LaTeX breaks nothing
    r"|(?P<opens>\(|\\lvert)|(?P<closes>\)|\\rvert)| "
)
DEEPEST = 4
# What the next piece belongs to: a sum sign, or a sign at the beginning of a line.
_OPEN = re.compile(rf"(?:{_SUM}|(?:^|\s)(?:[=<+-]|\\le|\\ne|\\cdot))$")
DOT = r"\cdot "

# Where a formula may go on in the next line, the best places first; at the last ones a product is broken.
PRODUCTS = re.compile(r" (?=(?:\\cdot )?(?:\(|\\left\(|\\frac|\\sqrt|\\sum))")
SUMS = re.compile(r" (?=[+-] )")
PLACES = (re.compile(r" (?=(?:=|<|\\le|\\ne|\\quad) )"), SUMS, re.compile(r" (?=/)"), PRODUCTS)
_WRAPPED = re.compile(r"(?P<head>.*?\\left(?:\(|\\lvert ))(?P<inside>.*)(?P<tail>\\right(?:\)|\\rvert))")


def broken(formula: str, room: float) -> list[str]:
    r"""The formula in pieces that fit on a line, broken where it is loosest, in a bracket only if nothing else helps.

    >>> broken(r"a (b + c) + d = e", 10)
    ['a (b + c) + d', '= e']
    >>> broken(r"a b (c + d) + e", 7)
    ['a b', '\\cdot (c + d)', '+ e']
    """
    if width(formula) <= room:
        return [formula]
    for places in PLACES:
        if len(pieces := _cut(formula, places)) > 1:
            return _lines(pieces, room)
    if (slashed := _slashed(formula, room)) != formula:
        return broken(slashed, room)
    wrapped = _WRAPPED.fullmatch(formula)
    if wrapped and _closed(wrapped["inside"]):
        return _opened(wrapped["head"], wrapped["inside"], wrapped["tail"], room)
    deep = (pieces for depth in range(1, DEEPEST) if len(pieces := _cut(formula, SUMS, depth)) > 1)
    return _lines(pieces, room) if (pieces := next(deep, [])) else [formula]


def _lines(pieces: Sequence[str], room: float) -> list[str]:
    return [line for piece in _filled(pieces, room) for line in broken(piece, room)]


def _slashed(formula: str, room: float) -> str:
    r"""The formula with its first fraction written with a slash, if that fraction has no room on a line.

    >>> _slashed(r"x \frac{a + b}{c}", 2)
    'x (a + b) /(c)'
    """
    head, fraction, rest = formula.partition(r"\frac")
    above = _group(rest, 0)
    below = _group(rest, above)
    if not fraction or width(fraction + rest[:below]) <= room or rest[below:].strip()[:1] not in ("", "+", "-"):
        return formula
    return f"{head}({rest[1 : above - 1]}) /({rest[above + 1 : below - 1]}){rest[below:]}"


def _opened(head: str, inside: str, tail: str, room: float) -> list[str]:
    """A sum in brackets, a line for what has room on one; LaTeX wants both brackets in each, if only to see."""
    first, *more = _filled(_cut(inside, SUMS), room)
    lines = [f"{head}{first}", *(rf"\left. {piece}" for piece in more)]
    return [*(rf"{line}\right." for line in lines[:-1]), f"{lines[-1]}{tail}"]


def _closed(inside: str) -> bool:
    """Whether every bracket that is closed inside is opened there."""
    return min(accumulate(map(_deeper, _BRACKET.finditer(inside))), default=0) >= 0


def _deeper(sign: re.Match[str]) -> int:
    """How much deeper in brackets what follows is."""
    return bool(sign["opens"] or sign["holds"]) - bool(sign["closes"] or sign["lets"])


def _cut(formula: str, places: re.Pattern[str], depth: int = 0) -> list[str]:
    blanks = _blanks(formula, depth)
    cuts = [
        m.start() for m in places.finditer(formula) if m.start() in blanks and not _OPEN.search(formula[: m.start()])
    ]
    first, *more = (formula[low:high].strip() for low, high in pairwise([0, *cuts, len(formula)]))
    return [first, *(DOT + piece.removeprefix(DOT) if places is PRODUCTS else piece for piece in more)]


def _filled(pieces: Sequence[str], room: float) -> list[str]:
    """The pieces, joined while they have room on a line."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        joined = f"{lines[-1]} {piece.removeprefix(DOT)}"
        lines[-1:] = [joined] if width(joined) <= room else [lines[-1], piece]
    return lines


def _blanks(formula: str, depth: int) -> set[int]:
    """The blanks that stand in so many brackets, and in none that has to be whole."""
    inside, held, found = 0, 0, set()
    for sign in _BRACKET.finditer(formula):
        held += bool(sign["holds"]) - bool(sign["lets"])
        inside += bool(sign["opens"]) - bool(sign["closes"])
        if (inside, held, sign[0]) == (depth, 0, " "):
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
