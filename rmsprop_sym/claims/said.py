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


SEVERAL = re.compile(
    r"\b(?:coordinates?|components?|dimensions?|entries|vectors?|directions?|layers?)\b", re.IGNORECASE
)
_TERM = rf"\$?\s*[-−]?\s*(?:\\[td]?frac\s*\{{?\d+\}}?\s*\{{?\d+\}}?|\d+/\d+|{PLAIN})\s*\$?"
_LIST = (
    rf"(?P<list>\$?\s*[(\[]?\s*{_TERM}(?:\s*,?\s*(?:,|\band\b)\s*(?:\\[,;:! ])?\s*{_TERM})+)"
    r"(?!\s*(?:[-+·×*/^=%\d]|,?\s*(?:…|\.\.\.|\\[lc]?dots)|,\s*\$?\s*[-−\d.])"
    r"|,?\s*(?:alternat|repeat|respect|again|or\b|in\s+the\s+two))"
)
_LISTED = re.compile(
    r"(?:\bgradients?(?:\s+(?:are|were|be|is|the|values?|now|sequence|successive|first|two|three|four|five|six|say|in\s+turn|arrive"
    r"|come\s+in|given\s+by|used|observed|with|steps?))*\s*[:=]?\s*"
    r"|(?<![\w\\])g(?:_t)?\s*=\s*(?=[(\[])"
    r"|(?<![\w\\])\(?\s*g_\{?1\}?\s*,[^=$;]{1,40}=\s*)" + _LIST,
    re.IGNORECASE,
)


def gradients_in(text: str) -> list[tuple[Fraction, ...]]:
    r"""The gradients that words of a text, or a formula of it, list from the first step on.

    >>> [list(map(str, each)) for each in gradients_in(r"The gradients are $2$, $-4$ and $\frac12$. Here $g=(0, 1)$.")]
    [['2', '-4', '1/2'], ['0', '1']]
    """
    if SEVERAL.search(text):
        return []
    lists = [match["list"] for match in _LISTED.finditer(text)]
    return [*map(_terms, lists), *(each.values for each in said_in(text) if each.name == "g" and len(each.values) > 1)]


def _terms(text: str) -> tuple[Fraction, ...]:
    """The numbers of a list."""
    return tuple(_term(match[0].strip("$ ")) for match in re.finditer(_TERM, text))


def _term(text: str) -> Fraction:
    """A number with its sign, or a fraction of two whole ones."""
    parts = re.findall(r"\d+" if "{" in text else r"\d", text) if "frac" in text else text.lstrip("-− ").split("/")
    size = _number(parts[0]) / (_number(parts[1]) if len(parts) == 2 else 1)
    return -size if text[0] in "-−" else size
