"""The numbers that the words and programs of a note say, and those at which they start something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from rmsprop_sym.claims.words.said import said_in

LARGEST = 40  # a power of ten
_NUMBERS = re.compile(
    r"\\[td]?frac\s*(?:\{\d+\}\s*\{\d+\}|\d\s*\d)|\b10\^(?:\{[-−]?\d+\}|[-−]?\d+)"
    r"|(?<![\\\w.])(?:\d+/\d+|\d+(?:\.\d+)?(?:[eE][-−+]?\d+)?|\.\d+)(?![\w.]*\d|\s*\*\s*\d)"
)
_STARTS = re.compile(
    r"(?:(?:start|begin|initial|from)[^.;:]{0,40}?(?:=|\bat|\bfrom|\bwith|\bis)|_\{?0\}?\s*=|\b[a-z]0\s*=|\(0\)\s*=)"
    r"[\s$`]*(?P<sign>[-−])?(?P<number>\d+/\d+|\d+(?:\.\d+)?|\.\d+)",
    re.IGNORECASE,
)
_PLACES = re.compile(r"\barray\(\s*\[(?P<list>[-\d.,e\s]{3,60})\]")
_SPAN = re.compile(r"`([^`$\n]{1,60})`")
MOST_NUMBERS = 40


def numbers_in(texts: Iterable[str]) -> list[Fraction]:
    r"""The numbers that stand in texts, the last ones first.

    >>> [str(each) for each in numbers_in([r"a rate of 1e-3, $\beta = \frac{9}{10}$, $\epsilon = 10^{-8}$"])]
    ['1/100000000', '9/10', '1/1000']
    """
    found = dict[Fraction, None]()
    for text in texts:
        for match in reversed([*_NUMBERS.finditer(text)]):
            number = _number(match[0].replace("−", "-"))
            if number:
                found.setdefault(number)
            if len(found) == MOST_NUMBERS:
                return list(found)
    return list(found)


def starts_in(texts: Iterable[str]) -> list[Fraction]:
    """The numbers at which texts start something, the last ones first.

    >>> [str(each) for each in starts_in(["from $x_0 = -2$, or we begin at `w = 1.5`"])]
    ['3/2', '-2']
    """
    texts = list(texts)
    found = [match for text in texts for match in reversed([*_STARTS.finditer(text)])]
    numbers = ((match["sign"], _number(match["number"])) for match in found[:MOST_NUMBERS])
    signed = [-number if sign else number for sign, number in numbers if number is not None]
    vectors = (part.strip() for text in texts for match in _PLACES.finditer(text) for part in match["list"].split(","))
    places = [Fraction(part) for part in vectors if re.fullmatch(r"-?\d+(?:\.\d*)?", part)]
    said = (each.values[0] for text in texts for each in said_in(_SPAN.sub(r"$\1$", text)) if each.start)
    return list(dict.fromkeys([*signed, *places, *said]))


def _number(text: str) -> Fraction | None:
    """The number that the text is."""
    if text.startswith("\\"):
        over, under = re.findall(r"\d+", text) if "{" in text else re.findall(r"\d", text)
        return Fraction(int(over), int(under)) if int(under) else None
    if text.startswith("10^"):
        power = int(text[3:].strip("{}"))
        return Fraction(10) ** power if abs(power) < LARGEST else None
    if "e" in text.lower() and abs(int(text.lower().partition("e")[2])) > LARGEST:
        return None
    over, _, under = text.partition("/")
    return Fraction(over) / Fraction(under or 1) if not under or int(under) else None
