"""Values that words give to letters: with beta = 0.9 and g = 3, -4."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from rmsprop_sym.claims.numeral import PLAIN, numeral
from rmsprop_sym.claims.tokens import GREEK, WORDS

_NUMBER = rf"[-−]?(?:{PLAIN})"
_SAID = re.compile(
    rf"(?<![\w\\^({{+*/|-])\\?(?P<name>[^\W\d_₀]+)(?:_?\{{?(?P<start>0|₀)\}}?)?\s*=\s*(?P<values>{_NUMBER}(?:\s*,\s*{_NUMBER})*)"
    r"(?=[\s$.,;:)\]]|$)(?!\.?\d|\s*[-+−*/^=<>≤≥≈·×%]|\s*\\(?:cdot|times|approx|le|ge|frac)|\s*,?\s*(?:\.\.\.|…|\\[lc]?dots))"
)


@dataclass(frozen=True)
class Said:
    """A letter, whether it is meant before the first step, and the numbers that it is said to be."""

    name: str
    start: bool
    values: tuple[Fraction, ...]
    texts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = field(compare=False)


def said_in(text: str) -> list[Said]:
    r"""The values that a text gives to letters, plainly or between dollars.

    >>> [(each.name, each.start, *each.texts) for each in said_in(r"Let $\eta = 0.5$, $w_0 = 1$ and $g = 3, -4$.")]
    [('eta', False, '0.5'), ('w', True, '1'), ('g', False, '3', '-4')]
    """
    return [said for match in _SAID.finditer(text) if (said := _said(match))]


def _said(match: re.Match[str]) -> Said | None:
    """What a match says, if each of its numbers can be read."""
    parts = list(re.finditer(_NUMBER, match["values"]))
    try:
        values = tuple(_number(part[0]) for part in parts)
    except ValueError:
        return None
    name, offset = GREEK.get(match["name"], match["name"]), match.start("values")
    spans = tuple((offset + part.start(), offset + part.end()) for part in parts)
    return Said(WORDS.get(name, name), match["start"] is not None, values, tuple(part[0] for part in parts), spans)


def _number(text: str) -> Fraction:
    """The number with its sign."""
    size = Fraction(numeral(text.lstrip("-−")).value)
    return -size if text[0] in "-−" else size
