"""What prose says that is lost in a sum of floats: 1e-8 is swallowed when it is added to 1, as all below 6e-8 is.

What is said of all numbers below a bound is held against the format at a number close to the bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf

from rmsprop_sym.claims.quantities.in_formats import (
    ANY,
    DENIAL,
    DOUBT,
    InFormat,
    Sentence,
    literal,
    lone_value,
    once,
    sentences,
)
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.format import Format
from rmsprop_sym.claims.words.hedges import HEDGES

_X, _TO = f"(?P<x>{ANY})", f"(?P<to>{ANY}|one\\b)"
_EPS = r"(?:[$`]?\\?(?:var)?(?:eps(?:ilon)?|delta)[$`]?|[εδ])"
_WHAT = rf"(?:{_X}|(?P<eps>(?:our\s+|the\s+|this\s+)?{_EPS}))"
_ADDED = (
    r"(?:(?:when(?:ever)?|if|once|as\s+soon\s+as)\s+(?:\w+\s+){0,2}?added\s+to|by\s+adding\s+it\s+to|(?:right\s+)?next\s+to|beside"
    r"|against|in\s+a\s+sum\s+with)\s+(?:an?\s+|the\s+)?(?:\w+\s+of\s+)?"
)
_LOST = (
    r"(?:swallowed(?:\s+up)?|lost|absorbed|rounded\s+(?:away|off)|(?:completely\s+)?invisible|ignored|dropped|wiped\s+out|drowned"
    r"|without\s+(?:any\s+)?effect)"
)
_ADVERB = (
    r"(?:\s+(?:completely|entirely|simply|just|already|then|also|even|thus|therefore|hence|still|always|equally))*"
)
_IS = rf"{_ADVERB}\s+(?:is|are|gets?|will\s+be){_ADVERB}\s+"
_GOES = rf"{_ADVERB}\s+(?:disappears?|vanish(?:es)?|drowns?|goes\s+under|has\s+no\s+effect|have\s+no\s+effect)"
_GONE = rf"(?:{_IS}{_LOST}|{_GOES})"
_TOO = r"\s*,?\s*(?:as\s+well|too|likewise|also)\b"
_NOTHING = (
    r"\s+(?:(?:then|thus|already|still|simply)\s+)*(?:(?:does|changes|alters|gives)\s+(?:exactly\s+)?nothing(?:\s+new)?|has\s+no\s+effect"
    r"|makes\s+no\s+difference|leaves\s+(?:it|the\s+\w+|{any})\s+(?:exactly\s+)?(?:as\s+it\s+is|unchanged|the\s+same)"
    r"|does\s+not\s+(?:change|alter)\s+(?:it|anything|the\s+\w+|{any})|gives\s+(?:back\s+)?(?:exactly\s+)?(?:the\s+same|{any}\s+again))"
).replace("{any}", ANY)
_ALL = (
    r"\b(?:every|any|each|all|an?)\s+(?:(?:positive|smaller|other)\s+)*(?:numbers?|values?|terms?|constants?|eps(?:ilon)?s?|floats?|things?)"
    r"|\b(?:anything|everything|whatever(?:\s+is)?|numbers|values|terms)"
)
_BELOW = (
    r"\s+(?:that\s+(?:is|are)\s+|which\s+(?:is|are)\s+)?(?:positive\s+and\s+)?(?:below|under|smaller\s+than|less\s+than|<)\s+"
    rf"(?:(?:{HEDGES})\s+)?"
)
_ONE_LOST = (
    re.compile(rf"{_WHAT}{_GONE}\s+{_ADDED}{_TO}", re.IGNORECASE),
    re.compile(rf"{_WHAT}{_ADVERB}\s*,?\s*{_ADDED}{_TO}\s*,?{_GONE}", re.IGNORECASE),
    re.compile(rf"\badding\s+(?:an?\s+|the\s+)?{_WHAT}\s+to\s+(?:a\s+\w+\s+of\s+)?{_TO}{_NOTHING}", re.IGNORECASE),
)
_ALL_LOST = (
    re.compile(rf"(?:{_ALL}){_BELOW}{_X}{_GONE}\s+{_ADDED}{_TO}", re.IGNORECASE),
    re.compile(rf"(?:{_ALL}){_BELOW}{_X}\s*,?\s*{_ADDED}{_TO}\s*,?{_GONE}", re.IGNORECASE),
    re.compile(
        rf"\badding\s+(?:{_ALL.replace(chr(92) + 'b', '')}){_BELOW}{_X}\s+to\s+(?:a\s+\w+\s+of\s+)?{_TO}{_NOTHING}",
        re.IGNORECASE,
    ),
)
_AGAIN = re.compile(rf"{_WHAT}{_GONE}{_TOO}", re.IGNORECASE)
_TURNS = re.compile(
    rf"\b(?:when(?:ever)?|if|once|as\s+soon\s+as)\s+(?:\w+\s+){{0,2}}?added\s+to|\b(?:smaller|less)\s+than(?=\s+(?:about\s+)?{ANY})"
    r"|\bdoes\s+not\s+(?=change|alter)|\b(?:gap|spacing|next\s+\w+)\s+after",
    re.IGNORECASE,
)
_CLOSE = Fraction(19, 20)


def lost(text: str, eps: Sequence[Fraction] = ()) -> Iterator[Remark]:
    """What a passage says to be lost in sums, where eps has the last of these values.

    >>> [str(each.evidence.grade) for each in lost("In float32, 1e-8 is swallowed when it is added to 1.")]
    ['PROVED']
    >>> [str(each.evidence.grade) for each in lost("float32: every number below 1e-7 is lost when added to 1.")]
    ['REFUTED']
    """
    last: Fraction | None = None
    for sentence in sentences(text):
        if not DOUBT.search(_TURNS.sub("", sentence.text)):
            for remark, to in _said(sentence, eps, last):
                last = to
                yield remark


def _said(sentence: Sentence, eps: Sequence[Fraction], last: Fraction | None) -> Iterator[tuple[Remark, Fraction]]:
    """What a sentence says to be lost, and in a sum with what; each number once."""
    done = set[int]()
    found = [
        (pattern, match) for pattern in (*_ONE_LOST, *_ALL_LOST, _AGAIN) for match in pattern.finditer(sentence.text)
    ]
    for pattern, match in sorted(found, key=lambda each: (each[1].start(), -each[1].end())):
        form, number = sentence.form_at(match.end()), _number(sentence, match["x"], eps)
        to = last if pattern is _AGAIN else _number(sentence, match["to"], ())
        if form is None or number is None or to is None or number <= 0 or _denied(sentence, match):
            continue
        all_below = pattern in _ALL_LOST
        at = number * _CLOSE if all_below else number
        if match.end() in done or (evidence := _kept(to, at, form)) is None:
            continue
        done.add(match.end())
        last = to
        start, end = sentence.spans[match.start()][0], sentence.spans[match.end() - 1][1]
        yield Remark(start, end, "float", f"{evidence.said} = {float(to):g}", evidence, over=form.name), to


def _kept(to: Fraction, number: Fraction, form: Format) -> InFormat | None:
    """The sum as a float, which is said to be the number to which the other is added."""
    value, small = once(literal(to), form), once(literal(number), form)
    if value is None or small is None or value in {inf, -inf} or not value or number >= to:
        return None
    total = once(literal(Fraction(value) + Fraction(small)), form)
    return None if total is None else InFormat(form, f"{float(to):g} + {float(number):g}", (total,), value)


def _number(sentence: Sentence, said: str | None, eps: Sequence[Fraction]) -> Fraction | None:
    """The number of a mark, or one, or the value of eps."""
    if said is None:
        return eps[-1] if eps else None
    return lone_value(sentence.chains[said]) if said in sentence.chains else Fraction(1)


def _denied(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the part of the sentence around what is said denies something."""
    first = max(sentence.text.rfind(mark, 0, match.start()) for mark in ",:;") + 1
    after = [k for mark in ",:;" if (k := sentence.text.find(mark, match.end())) >= 0]
    beside = sentence.text[first : match.start()] + " " + sentence.text[match.end() : min(after, default=None)]
    return DENIAL.search(beside) is not None
