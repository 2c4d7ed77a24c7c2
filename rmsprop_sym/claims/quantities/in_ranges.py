"""What prose says of ranges of floats: from 0.25 upward adding 1e-8 changes nothing, squares below 1e-23 vanish.

Each is held against the format at a number within the range; what flushing to zero could change is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import inf

from rmsprop_sym.claims.quantities.in_formats import (
    ANY,
    FORMAT_MARK,
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

_X, _BY = f"(?P<x>{ANY})", f"(?:(?P<by>{ANY})|(?P<eps>it|eps(?:ilon)?|the\\s+eps(?:ilon)?))"
_NOTHING = (
    r"(?:(?:already\s+)?(?:does|changes|alters)\s+nothing(?:\s+at\s+all)?|(?:has|is\s+without)\s+(?:no\s+|any\s+)?effect"
    r"|makes\s+no\s+difference|leaves\s+it\s+(?:as\s+it\s+is|unchanged))"
)
_SOME = rf"(?:(?:[\w|()'^]+|{FORMAT_MARK})\s+){{0,4}}?"
_NAMED = r"(?:[^\s,.;:]+\s*=\s*)?"
_ADDED = (
    re.compile(
        rf"\bfrom\s+{_NAMED}{_X}\s+(?:upwards?|on(?:wards?)?|up)\s*,?\s+(?:\w+\s+){{0,2}}?adding\s+{_BY}\s+{_NOTHING}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\badding\s+{_BY}\s+to\s+(?:a|an|the|any)?\s*{_SOME}(?:(?:of(?:\s+size)?|above|from|at|near|=)\s+)?{_NAMED}{_X}"
        rf"(?:\s+(?:in\s+)?{FORMAT_MARK})?\s+{_NOTHING}",
        re.IGNORECASE,
    ),
)
_WHO = r"(?:\|?g\|?|gradients?|the\s+gradient|values?|anything|everything|numbers?|all\s+gradients|{any})"
_WHO = _WHO.replace("{any}", ANY)
_BELOW = r"(?:below|under|smaller\s+than|less\s+than|<)"
_ABOVE = r"(?:above|over|beyond|larger\s+than|greater\s+than|>)"
_ZERO = (
    r"(?:vanish(?:es)?|underflows?(?:\s+to\s+(?:zero|0))?|(?:are|is|become|becomes)\s+(?:rounded\s+to\s+)?(?:zero|0))"
)
_ONLY = r"(?P<only>only\s+)?"
_ABOUT = rf"(?:(?:{HEDGES})\s+)?"
_VANISH = (
    re.compile(rf"\b(?:the\s+)?squares?\s+{_ZERO}\s+{_ONLY}(?:for\s+)?{_WHO}\s+{_BELOW}\s+{_ABOUT}{_X}", re.IGNORECASE),
    re.compile(rf"\b{_ONLY}{_WHO}\s+{_BELOW}\s+{_ABOUT}{_X}\s+squares?\s+to\s+(?:zero|0)\b", re.IGNORECASE),
    re.compile(rf"\bsquares?\s+of\s+{_ONLY}{_WHO}\s+{_BELOW}\s+{_ABOUT}{_X}\s+{_ZERO}", re.IGNORECASE),
)
_WHEN = r"(?:when|if|once|as\s+soon\s+as)\s+(?:(?:they|it)\s+(?:are|is)\s+)?"
_OVERFLOW = (
    re.compile(rf"\bsquares?\s+overflows?\s+{_ONLY}(?:for\s+)?{_WHO}\s+{_ABOVE}\s+{_ABOUT}{_X}", re.IGNORECASE),
    re.compile(rf"\bsquares?\s+of\s+{_ONLY}{_WHO}\s+{_ABOVE}\s+{_ABOUT}{_X}\s+overflows?", re.IGNORECASE),
    re.compile(rf"\b{_ONLY}{_WHO}\s+{_ABOVE}\s+{_ABOUT}{_X}\s+(?:\w+\s+)?overflows?\s+{_WHEN}squared", re.IGNORECASE),
)
_SQUARABLE = (
    re.compile(
        rf"\b{_WHO}\s+(?:of\s+)?(?:up\s+to|as\s+large\s+as|below)\s+{_ABOUT}{_X}\s+(?:can|may)\s+(?:\w+ly\s+)?be\s+squared",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bsquares?\s+(?:fit|are\s+(?:\w+ly\s+)?finite)\s+(?:for\s+)?{_WHO}\s+up\s+to\s+{_ABOUT}{_X}", re.IGNORECASE
    ),
)
_DOUBT = re.compile(
    r"\b(?:if|unless|would|could|might|may|should|almost|nearly|stochastic\w*|flush\w*|instead|unlike|wrong\w*|mistak\w*|believ\w*"
    r"|think\w*|claim\w*|student\w*|some|sometimes|often|whether|tempt\w*|not|never|cannot|no\s+longer|loss\s+scal\w+|scaled)\b|\?",
    re.IGNORECASE,
)
_ALLOWED = re.compile(r"\bmay(?=\s+(?:\w+ly\s+)?be\s+squared)|\bno(?=\s+(?:effect|difference))", re.IGNORECASE)
_FAR = 10
Found = tuple[str, InFormat]


def ranges(text: str, eps: Sequence[Fraction] = ()) -> Iterator[Remark]:
    """What a passage says of ranges of floats, where eps has the last of these values.

    >>> [str(each.evidence.grade) for each in ranges("In float32, from 0.25 upward adding 1e-8 does nothing.")]
    ['PROVED']
    >>> [str(each.evidence.grade) for each in ranges("float16: squares vanish only for |g| below 6e-8.")]
    ['REFUTED']
    """
    for sentence in sentences(text):
        if not _DOUBT.search(_ALLOWED.sub("", re.sub(rf"\b{_WHEN}squared\b", " ", sentence.text))):
            yield from _said(sentence, eps)


def _said(sentence: Sentence, eps: Sequence[Fraction]) -> Iterator[Remark]:
    judges: tuple[tuple[Sequence[re.Pattern[str]], Callable[..., Found | None]], ...] = (
        (_ADDED, _added),
        (_VANISH, _vanishing),
        (_OVERFLOW, _overflowing),
        (_SQUARABLE, _squarable),
    )
    for patterns, judge in judges:
        for match in (match for pattern in patterns for match in pattern.finditer(sentence.text)):
            form, number = sentence.form_at(match.end()), lone_value(sentence.chains[match["x"]])
            if form is None or number is None or number <= 0:
                continue
            by = match.groupdict().get("by")
            shift = lone_value(sentence.chains[by]) if by else eps[-1] if eps else None
            if found := judge(number, shift, form, only=bool(match.groupdict().get("only"))):
                first, last = sentence.spans[match.start()][0], sentence.spans[match.end() - 1][1]
                yield Remark(first, last, "float", found[0], found[1], over=form.name)


def _added(number: Fraction, shift: Fraction | None, form: Format, *, only: bool) -> Found | None:
    """Whether the sum is the number; the gaps between larger ones are no smaller."""
    value = once(literal(number), form)
    if only or shift is None or value is None or value in {inf, -inf}:
        return None
    total = once(literal(Fraction(value) + shift), form)
    if total is None:
        return None
    said = f"{float(number):g} + {float(shift):g}"
    return f"{said} = {float(number):g}", InFormat(form, said, (total,), value)


def _vanishing(number: Fraction, _: Fraction | None, form: Format, *, only: bool) -> Found | None:
    """Whether squares below the number are zero, or those clearly above it are not."""
    at = number * Fraction(3, 2) if only else number * Fraction(19, 20)
    value = once(literal(at**2), form)
    said = f"({float(at):g})^2"
    if value is None:
        return None
    if not only:
        small = 0 < value < float(Fraction(2) ** form.least)
        return None if small else (f"{said} = 0", InFormat(form, said, (value,), 0.0))
    return (f"{said} != 0", InFormat(form, said, (value,), value or float(at**2)))


def _overflowing(number: Fraction, _: Fraction | None, form: Format, *, only: bool) -> Found | None:
    """Whether squares above the number are infinite, or those clearly below it are not."""
    at = number * (Fraction(4, 5) if only else Fraction(21, 20))
    value = once(literal(at**2), form)
    said = f"({float(at):g})^2"
    if value is None:
        return None
    if not only and once(literal(number * _FAR), form) == inf:
        return None  # the limit of the format itself: right, and hardly meant so
    if only:
        return f"{said} < inf", InFormat(form, said, (value,), value if value != inf else float(at**2))
    return f"{said} = inf", InFormat(form, said, (value,), inf)


def _squarable(number: Fraction, _: Fraction | None, form: Format, *, only: bool) -> Found | None:
    """Whether the square of a number clearly within the range is finite."""
    return None if only else _overflowing(number, None, form, only=True)
