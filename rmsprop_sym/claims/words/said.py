"""Values that words give to letters: with beta = 0.9 and g = 3, -4, or: the gradients are 3 and -4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from operator import attrgetter, itemgetter

from rmsprop_sym.claims.expressions.numeral import PLAIN, numeral
from rmsprop_sym.claims.expressions.tokens import GREEK, VULGAR, WORDS

_FRACTION = r"\\[tds]?frac\s*(?:\{\s*(?:\d+)\s*\}\s*\{\s*(?:\d+)\s*\}|\d\s*\d)"
_NUMBER = rf"[-−+]?(?:{_FRACTION}|[{''.join(VULGAR)}]|10\^(?:\{{[-−]?\d+\}}|[-−]?\d+)|{PLAIN}(?:/{PLAIN})?)"
_INDEX = r"_?\{?(?:[tkn]|ₜ)\}?"
_NO_MORE = r"(?!\.?\d|\s*[-+−*/^=<>≤≥≈·×%]|\s*\\(?:cdot|times|approx|le|ge|frac)|\s*,?\s*(?:\.\.\.|…|\\[lc]?dots))"
_GAP = r"(?:\s|\\[ ,;:!]|~)"  # also between dollars
_LIST = rf"{_NUMBER}(?:\s*,{_GAP}*{_NUMBER})*"
_RUN = r"_?\{?[1₁]\}?(?:\s{0,2},\s{0,2}(?:\\?(?P=name)_?\{?[^\W_]{1,3}\}?|\.\.\.|…|\\[lc]?dots)){1,12}\)?"
_SAID = re.compile(
    rf"(?:(?<![\w\\^({{+*/|-])|(?<=[\s$]\())\\?(?P<name>[^\W\d_₀₁ₜ]+)(?:(?P<run>{_RUN})|(?P<each>{_INDEX})|_?\{{?(?P<start>0|₀)\}}?)?"
    rf"\s*=\s*(?:(?P<values>{_LIST})|[(\[]\s*(?P<several>{_LIST})\s*[)\]])(?=[\s$.,;:)\]]|$){_NO_MORE}"
)
_AND = r"\s{0,2}\$?\s{0,2}(?:[,;]\s{0,2}(?:and\b)?|\band\b)\s{0,2}\$?(?:\\[ ,;:!])?\s{0,2}"
_GRADIENTS = re.compile(
    r"\bgradients?\b(?:\s{1,3}(?:values?|sequences?|along the way|in turn|are|were|is|was|be|as|follows?|now|then)\b)*"
    rf"[\s:=$(\[]{{0,6}}(?P<values>{_NUMBER}(?:{_AND}{_NUMBER})+)(?![\w(])(?!{_AND}{_NUMBER})(?!\s+or\b|\$?\s+or\b)"
    + _NO_MORE,
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next|following|later|subsequent|further|remaining|other|last|more|second)\s+(?:(?:two|three|four|few|\d)\s+)?[\s$]*$",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_FIRST = re.compile(
    rf"\b(?:the|your|our|my|his|her|whose)\s+(?:very\s+)?(?P<which>{'|'.join(_ORDINALS)})\s+gradient\s+(?:is|was|=|:)\s*"
    rf"\$?(?P<value>{_NUMBER})(?=[\s$.,;:)]|$){_NO_MORE}",
    re.IGNORECASE,
)
_TERM = re.compile(rf"(?<![\w\\])g_?\{{?(?P<index>\d+|[₁-₉])\}}?\s*=\s*(?P<value>{_NUMBER})(?=[\s$.,;:)]|$){_NO_MORE}")
_DECAY = r"\\?(?:beta|β|rho|ρ)_?\{?(?:1|2|₁|₂)\}?"
_DECAYS = re.compile(
    rf"(?<![\w\\])\(?(?P<names>{_DECAY}(?:\s*,\s*{_DECAY})?)\)?\s*=\s*\(?(?P<values>{_NUMBER}(?:\s*,\s*{_NUMBER})?)"
    rf"(?=[\s$.,;:)\]]|$){_NO_MORE}"
)
_STARTING = re.compile(
    r"\b(?:start|begin|initiali[sz])\w*\s+(?:\w+\s+)?(?:at|from|with|in|to)(?:\s+\w+)?\s+[\s$]*$", re.IGNORECASE
)
_ONE_OF_THEM = rf"\\?[^\W\d_]+_?\{{?0?\}}?\s*=\s*{_NUMBER}[\s$`]*"
_STARTS_WITH = re.compile(
    r"\b(?:start|begin|initial)\w*(?:\s+(?:at|from|with|in|to|the|a|both|is|are|points?|values?|weights?|positions?|iterates?))*"
    rf"[\s$`:]*(?:{_ONE_OF_THEM}(?:,|;|and\b)[\s$`]*(?:and[\s$`]+)?)*$",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(
    rf"[\s$`]*(?:(?:,|;|and\b)[\s$`]*(?:and[\s$`]+)?{_ONE_OF_THEM})*[,\s(]*"
    r"(?:at\s+the\s+(?:very\s+)?(?:start|beginning|outset)|initially|to\s+(?:start|begin)\s+with|before\s+the\s+first\s+step)\b"
)
_CODE = re.compile(r"`(?P<said>(?:decay|rho|beta|gamma)\s*=\s*0?\.\d+)`")
CLOSE = 60
_SPELLED = ("\\", *VULGAR)  # fractions that are no plain text
_NUMBERED = str.maketrans("₁₂₃₄₅₆₇₈₉", "123456789")


@dataclass(frozen=True)
class Said:
    """A letter, whether it is meant before the first step, and the numbers that it is said to be."""

    name: str
    start: bool
    values: tuple[Fraction, ...]
    texts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = field(compare=False)

    @property
    def printed(self) -> bool:
        """Whether its numbers are decimals."""
        return all(re.fullmatch(rf"[-−+]?(?:{PLAIN})", text) for text in self.texts)


def said_in(text: str) -> list[Said]:
    r"""The values that a text gives to letters, plainly or between dollars, in their order.

    >>> [(each.name, each.start, *each.texts) for each in said_in(r"Let $\eta = 0.5$, $w_0 = 1$ and $g = 3, -4$.")]
    [('eta', False, '0.5'), ('w', True, '1'), ('g', False, '3', '-4')]
    >>> [(each.name, *each.texts) for each in said_in(r"Let $\beta = \frac12$. The gradients are $3$, $-4$ and $0$.")]
    [('beta', '1/2'), ('g', '3', '-4', '0')]
    """
    found = [*_equations(text), *_decays(text), *_gradients(text), *_terms(text)]
    return sorted(found, key=attrgetter("spans"))


def in_code(texts: Iterable[str]) -> Iterator[Said]:
    """The decays that texts give in backticks, each alone in its own.

    >>> [(each.name, *each.texts) for each in in_code(["with `decay = 0.99` and `weight_decay=0.01`"])]
    [('decay', '0.99')]
    """
    for text in texts:
        for match in _CODE.finditer(text):
            yield from said_in(match["said"])


def _equations(text: str) -> Iterator[Said]:
    """What stands behind a letter and a sign of equality."""
    for match in _SAID.finditer(text):
        group = "values" if match["values"] else "several"
        parts = _parts(match, group)
        if len(parts) == 1 and (match["each"] or match["run"]):
            continue
        name = GREEK.get(match["name"], match["name"])
        starting = _is_start(text, match.start(), match.end())
        start = match["start"] is not None or (starting and len(parts) == 1)
        yield from _said(WORDS.get(name, name), parts, start=start)


def _is_start(text: str, start: int, end: int) -> bool:
    """Whether a value is said to be that before the first step."""
    before = text[max(0, start - CLOSE) : start]
    return any(said for said in (_STARTING.search(before), _STARTS_WITH.search(before), _AT_FIRST.match(text, end)))


def _decays(text: str) -> Iterator[Said]:
    """The numbers that the decays of a rule with two of them are said to be."""
    for match in _DECAYS.finditer(text):
        names, parts = re.findall(r"[12₁₂]", match["names"]), _parts(match, "values")
        if len(names) == 1 or len(names) == len(parts):
            for name, part in zip(names, parts, strict=False):
                yield from _said(f"beta{name.translate(_NUMBERED)}", [part])


def _gradients(text: str) -> Iterator[Said]:
    """The numbers that are said to be gradients."""
    for match in _GRADIENTS.finditer(text):
        if not _NEXT.search(text[max(0, match.start() - CLOSE) : match.start()]):
            yield from _said("g", _parts(match, "values"))


def in_turn(text: str, heard: int) -> Iterator[tuple[int, Fraction]]:
    """The gradients that words count, each with its step: the first one, and the next ones after those `heard` so far.

    >>> [(k, str(g)) for k, g in in_turn("The first gradient was 6. Your next gradients were 2 and -1.", 0)]
    [(1, '6'), (2, '2'), (3, '-1')]
    """
    found = [(match.start(), match) for pattern in (_FIRST, _GRADIENTS) for match in pattern.finditer(text)]
    for start, match in sorted(found, key=itemgetter(0)):
        if match.re is _FIRST:
            heard = _ORDINALS.index(match["which"].lower()) + 1
            yield heard, _number(match["value"])
        elif heard and _NEXT.search(text[max(0, start - CLOSE) : start]):
            for part, _ in _parts(match, "values"):
                heard += 1
                yield heard, _number(part)


def _terms(text: str) -> Iterator[Said]:
    """The gradients that are named one by one, from the first on."""
    found = list(_TERM.finditer(text))
    numbers = [int(match["index"].translate(_NUMBERED)) for match in found]
    if len(found) > 1 and numbers == list(range(1, len(found) + 1)):
        yield from _said("g", [(match["value"], match.span("value")) for match in found])


def _parts(match: re.Match[str], group: str) -> list[tuple[str, tuple[int, int]]]:
    """The numbers of a list, each with where it stands."""
    offset = match.start(group)
    return [(each[0], (offset + each.start(), offset + each.end())) for each in re.finditer(_NUMBER, match[group])]


def _said(name: str, parts: list[tuple[str, tuple[int, int]]], *, start: bool = False) -> Iterator[Said]:
    """What is said of a letter, if each of its numbers can be read."""
    texts, spans = zip(*parts, strict=True)
    try:
        values = tuple(map(_number, texts))
    except (ValueError, ZeroDivisionError):
        return
    pairs = zip(texts, values, strict=True)
    plain = (str(value) if text.strip("-−+")[0] in _SPELLED else text for text, value in pairs)
    yield Said(name, start, values, tuple(plain), spans)


def _number(text: str) -> Fraction:
    """The number with its sign."""
    plain = text.lstrip("-−+")
    return -_size(plain) if text[0] in "-−" else _size(plain)


def _size(text: str) -> Fraction:
    """A number without a sign: decimal, a fraction, or a power of ten."""
    text = VULGAR.get(text, text)
    if text.startswith("\\"):
        over, under = re.findall(r"\d+", text) if "{" in text else re.findall(r"\d", text)
        return Fraction(int(over), int(under))
    if text.startswith("10^"):
        return Fraction(10) ** int(text[3:].strip("{}").replace("−", "-"))
    over, _, under = text.partition("/")
    return Fraction(numeral(over).value) / Fraction(numeral(under or "1").value)
