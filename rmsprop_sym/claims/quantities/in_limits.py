"""What prose says of the limits of a format of floats: its largest and smallest number, the gap above 1, its bits.

What has two senses, such as the machine epsilon, is right in either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.syntax import Chain, has_letters
from rmsprop_sym.claims.quantities.in_formats import (
    ANY,
    DOUBT,
    FORMAT_MARK,
    InFormat,
    Sentence,
    exact_value,
    sentences,
)
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.format import Format
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.hedges import HEDGED, HEDGES

_X = f"(?P<x>{ANY})"
_ONE = f"(?:{ANY}|one)"
_NUMBER = r"(?:\s+(?:numbers?|values?|floats?))?"
_OF = rf"(?:\s+(?:(?:of|in|for)\s+)?{FORMAT_MARK}{_NUMBER})?"
_KINDS = r"(?:\s+(?:finite|representable|possible|positive|non-?zero))*"
_ABOVE = r"(?:just\s+|right\s+|directly\s+|immediately\s+)?(?:above|after|behind|beyond|at|around|near|next\s+to)"
_NEXT = r"next(?:\s+(?:larger|higher|greater|representable))*"
_HEDGE = rf"(?:{HEDGES})"
_IS = (
    rf"(?:\s*,?\s*(?:which\s+)?(?:is|are|equals|equal\s+to|amounts\s+to|of|being|lies\s+at)"
    rf"(?:\s+(?:only|just|exactly|still|therefore|thus|then|merely|{_HEDGE}))*|`?\s*[≈:(]|`?\s*==?|`\s+is)\s*"
)
_HAS = r"\s+(?:only\s+)?(?:has|have|carries|keeps|stores|comes\s+with)\s+(?:only\s+)?"
_NEARLY = Fraction(1, 20)  # of what is said to be about so


@dataclass(frozen=True)
class Limit:
    """What a limit is called, the words for it, and the numbers that it may be."""

    name: str
    words: str
    of: Callable[[Format], tuple[Fraction, ...]]


def _step(form: Format) -> Fraction:
    return Fraction(2) ** (1 - form.bits)


def _normal(form: Format) -> Fraction:
    return Fraction(2) ** form.least


def _largest(form: Format) -> Fraction:
    return (2 - _step(form)) * Fraction(2) ** form.largest


def overflowing(form: Format) -> tuple[Fraction, ...]:
    """The largest number, and where rounding to nearest begins to give infinity."""
    return _largest(form), (2 - _step(form) / 2) * Fraction(2) ** form.largest


_GAP = r"(?:gap|spacing|distance|step|ulp|resolution)"
_FLOATS = rf"(?:\s+(?:of|in|for|between)\s+(?:neighbou?ring\s+)?(?:{FORMAT_MARK}{_NUMBER}|floats))?"
_SMALLEST = r"(?:smallest|least|minimal|tiniest)"
_SUB = r"(?:subnormal|denormal(?:i[sz]ed)?)"
_GAP_ABOVE = Limit(
    "the gap above 1",
    rf"{_GAP}{_FLOATS}\s+{_ABOVE}\s+{_ONE}{_OF}"
    rf"|{_GAP}\s+(?:between|from)\s+{_ONE}\s+(?:and|to)\s+(?:the|its)\s+{_NEXT}(?:\s+(?:{FORMAT_MARK}|number|value|float|one))*{_OF}"
    rf"|finfo\({FORMAT_MARK}\)\.eps",
    lambda form: (_step(form),),
)
SMALLEST = Limit(
    "the smallest positive number",
    rf"{_SMALLEST}{_KINDS}(?:\s+{_SUB})?{_KINDS}(?:\s+{FORMAT_MARK}{_NUMBER}|\s+(?:number|value|float){_OF})",
    lambda form: (_normal(form) * _step(form),),
)
_CALLED = (
    Limit(
        "the largest number",
        rf"(?:largest|biggest|maximal|maximum|greatest){_KINDS}(?:\s+{FORMAT_MARK}{_NUMBER}|\s+(?:number|value|float){_OF})"
        rf"|{FORMAT_MARK}\s+max(?:imum)?|max(?:imum)?\s+of\s+{FORMAT_MARK}|finfo\({FORMAT_MARK}\)\.max",
        lambda form: (_largest(form),),
    ),
    Limit(
        "the smallest normal number",
        rf"{_SMALLEST}(?:\s+positive)?\s+normal(?:i[sz]ed)?(?:\s+positive)?(?:\s+{FORMAT_MARK}{_NUMBER}|\s+(?:number|value|float){_OF})"
        rf"|finfo\({FORMAT_MARK}\)\.(?:tiny|smallest_normal)",
        lambda form: (_normal(form),),
    ),
    SMALLEST,
    Limit(
        "the machine epsilon",
        rf"machine\s+(?:epsilon|precision){_OF}",
        lambda form: (_step(form), _step(form) / 2),
    ),
    Limit("the unit round-off", rf"unit\s+round-?off{_OF}", lambda form: (_step(form) / 2, _step(form))),
    _GAP_ABOVE,
    Limit(
        "the gap below 1",
        rf"{_GAP}{_FLOATS}\s+(?:just\s+|right\s+)?below\s+{_ONE}{_OF}",
        lambda form: (_step(form) / 2,),
    ),
    Limit(
        "the number next above 1",
        rf"{_NEXT}(?:\s+{FORMAT_MARK}{_NUMBER}|\s+(?:number|value|float){_OF})\s+(?:above|after|beyond)\s+{_ONE}{_OF}",
        lambda form: (1 + _step(form),),
    ),
)
_END = r"(?:ends|stops|tops\s+out|saturates|overflows|goes|reaches|extends|ranges)"
_ENDS_AT = (
    rf"{FORMAT_MARK}\s+(?:already\s+|only\s+)?{_END}\s+(?:only\s+)?(?:at|above|beyond|past|(?:up\s+)?to)\s+"
    rf"(?:(?:only|{_HEDGE})\s+)*{_X}"
)
_APART = (
    rf"\bneighbou?ring\s+(?:{FORMAT_MARK}{_NUMBER}|numbers|floats)\s+(?:just\s+|right\s+)?(?:above|near|around|at)\s+{_ONE}"
    rf"\s+(?:are|lie|differ\s+by)\s+(?:(?:only|{_HEDGE})\s+)*{_X}"
)
_PATTERNS = tuple(
    (limit, re.compile(words, re.IGNORECASE))
    for limit, words in (
        *((each, rf"\b(?:{each.words}){_IS}{_X}") for each in _CALLED),
        *((each, rf"{_X}\s*(?:,|\(|is|was|being)\s*(?:only\s+)?(?:the|its)\s+(?:{each.words})") for each in _CALLED),
        (Limit("the largest number", "", overflowing), _ENDS_AT),
        (_GAP_ABOVE, _APART),
        (
            Limit("the number of significant bits", "", lambda form: (Fraction(form.bits),)),
            rf"{FORMAT_MARK}{_HAS}(?:a\s+\w+\s+of\s+)?{_X}[\s-](?:significant|significand)\s+bits",
        ),
        (
            Limit(
                "the number of bits in the mantissa", "", lambda form: (Fraction(form.bits - 1), Fraction(form.bits))
            ),
            rf"{FORMAT_MARK}{_HAS}{_X}[\s-](?:mantissa|fraction)\s+bits",
        ),
    )
)
_FLUSHED = re.compile(
    r"\b(?:sub|de)?normal\w*\b|\busable\b|\bfull\s+(?:precision|accuracy)\b|\bflush\w*|\btiny\b|\bFTZ\b", re.IGNORECASE
)
_AFTER_ONE = re.compile(
    rf"{_GAP}{_FLOATS}\s+(?:just\s+|right\s+)?after|{_NEXT}\s+[\w\s{FORMAT_MARK}]{{0,20}}after", re.IGNORECASE
)


def limits(text: str) -> Iterator[Remark]:
    """What a passage says of the limits of formats, sentence by sentence.

    >>> [str(each.evidence.grade) for each in limits("In float32 the gap after 1 is 1.19e-7.")]
    ['ROUNDS']
    >>> [str(each.evidence.grade) for each in limits("The smallest positive float32 is 1.18e-38.")]
    ['REFUTED']
    """
    flushed = _FLUSHED.search(text) is not None
    for sentence in sentences(text):
        if not DOUBT.search(_AFTER_ONE.sub("", sentence.text)):
            yield from _said(sentence, flushed=flushed)


def _said(sentence: Sentence, *, flushed: bool) -> Iterator[Remark]:
    """What a sentence says of limits, each number once; where normal numbers are named, the smallest may be one."""
    done = set[int]()
    for limit, pattern in _PATTERNS:
        for match in pattern.finditer(sentence.text):
            form = sentence.form_at(match.end())
            if form is None or match.start("x") in done or sentence.denies(*match.span()):
                continue
            evidence = _held(limit, sentence.chains[match["x"]], form)
            if evidence is None or (evidence.grade is Grade.REFUTED and _is_loose(evidence, limit, match[0], flushed)):
                continue
            done.add(match.start("x"))
            start, end = sentence.spans[match.start()][0], sentence.spans[match.end() - 1][1]
            read_as = f"{limit.name} = {evidence.printed or f'{evidence.wanted:g}'}"
            yield Remark(start, end, "float", read_as, evidence, over=form.name)


def _held(limit: Limit, chain: Chain, form: Format) -> InFormat | None:
    """The number that is printed, against what may be meant."""
    node = next((each for each in chain.members if not has_letters(each)), None)
    exact = exact_value(node) if node else None
    if node is None or exact is None:
        return None
    return InFormat(form, limit.name, tuple(map(float, limit.of(form))), float(exact), reading(node))


def _is_loose(evidence: InFormat, limit: Limit, words: str, flushed: bool) -> bool:  # noqa: FBT001
    """Whether a number that is not the limit may be one of its neighbours, or be right as a bound."""
    near = min(abs(evidence.wanted / each - 1) for each in evidence.found)
    beyond = limit.of is overflowing and evidence.wanted > evidence.found[0]
    stored = "bits" in limit.name and evidence.wanted + 1 == evidence.found[0]
    return beyond or stored or (limit is SMALLEST and flushed) or (near < _NEARLY and HEDGED.search(words) is not None)
