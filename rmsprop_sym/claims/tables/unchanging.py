"""The gradients of tables without a column for them: one that a note says to stay the same, or a list of a program."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rmsprop_sym.claims.arithmetic.digits import Reading

MOST = 3
_NUMBER = r"(?P<number>[-−]?(?:\d+(?:\.\d+)?|\.\d+)(?:e-?\d+)?)(?![\w^/*]|[.,]\d|\s*[-+*/^%]\s*\w|\s*,\s*[-−]?\d)"
_PLAIN = r"[-−]?(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?"
_SAID = re.compile(
    rf"\b(?:gradients?|slopes?|derivatives?|inputs?)\b[^.;:\d]{{0,60}}?{_NUMBER}"
    rf"|(?<![\w\\])g(?:_\{{?[tkni]\}}?|\[[tkni]\])?\$?\s*(?:=|\\equiv|≡|is)\s*\$?{_NUMBER.replace('number', 'other')}",
    re.IGNORECASE,
)


_CONSTANT = re.compile(
    r"\b(?:constant|fixed|same|steady|equal)\s+gradients?\b|\bgradients?\b[^.;]{0,20}\bconstant\b", re.IGNORECASE
)
_LIST = re.compile(rf"\[\s*(?P<list>{_PLAIN}(?:\s*,\s*{_PLAIN}){{2,49}})\s*,?\s*\]")


def lists_in(sources: Iterable[str]) -> list[list[Reading]]:
    """The lists of numbers in programs, the last ones first.

    >>> [[str(each) for each in some] for some in lists_in(["gs = [1, -2.5, 3]", "b = [1]"])]
    [['1', '-2.5', '3']]
    """
    found = [match["list"] for source in sources for match in _LIST.finditer(source)]
    return [[_reading(text.strip()) for text in each.split(",")] for each in reversed(found)][:MOST]


def _reading(text: str) -> Reading:
    """The number with its sign."""
    return Reading(text.lstrip("-−"), text[0] in "-−")


def unchanging(texts: Iterable[str]) -> list[Reading]:
    r"""The numbers that texts may say every gradient to be, those said last first; 1 if none is said of a constant one.

    >>> [str(each) for each in unchanging([r"We feed it $g_t = 0.1$.", "A constant gradient of -2."])]
    ['-2', '0.1']
    """
    said = list(texts)
    found = [match["number"] or match["other"] for text in said for match in _SAID.finditer(text)]
    unique = dict.fromkeys(reversed(found)) or (["1"] if any(map(_CONSTANT.search, said)) else [])
    return [_reading(text) for text in list(unique)[:MOST]]
