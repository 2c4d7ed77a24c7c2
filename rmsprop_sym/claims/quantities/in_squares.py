"""What prose says of where the square of a gradient leaves a format: it overflows once |g| exceeds 1.84e19.

Such a sentence says where it begins.  A number is right if it is that place to its digits; it is wrong if the square of
one clearly beyond it still fits, or if it is the limit of the format itself, of which the root was not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded, reading
from rmsprop_sym.claims.expressions.syntax import Binary, Chain, Literal, has_letters
from rmsprop_sym.claims.expressions.tree import letters_in
from rmsprop_sym.claims.quantities.in_formats import (
    ANY,
    DENIAL,
    DOUBT,
    FORMAT_MARK,
    OfFloats,
    Sentence,
    exact_value,
    sentences,
)
from rmsprop_sym.claims.quantities.in_limits import overflowing
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.format import Format
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.hedges import HEDGES

_X = f"(?P<x>{ANY})"
_SQUARE = (
    r"(?:\b(?:gradients?\s+squared|squares?(?:\s+of\s+(?:the|a)\s+gradient)?|squared\s+gradients?)(?:\s+itself)?"
    rf"|(?P<square>{ANY}))"
)
_SIZE = r"(?:(?:the\s+)?(?:size|magnitude|absolute\s+value)\s+of\s+)?"
_WHO = rf"{_SIZE}(?:\|?g\|?|(?:the\s+|a\s+|all\s+)?gradients?|(?P<who>{ANY}))"
_ABOUT = rf"(?P<about>(?:{HEDGES})\s+)?"
_BEYOND = (
    r"(?:exceeds?|(?:is|are|gets?|becomes?)\s+(?:larger|greater|bigger|more)\s+than|(?:is|are|gets?|goes|lies?|rises?)\s+(?:above|beyond)"
    r"|passes|surpasses|>)"
)
_DROPS = (
    r"(?:(?:falls?|drops?|is|are|gets?|goes|lies?)\s+(?:below|under)"
    r"|(?:is|are|gets?|becomes?)\s+(?:smaller|less)\s+than|<)"
)
_ONCE = r"\b(?:once|as\s+soon\s+as|when(?:ever)?|if|where(?:ver)?|exactly\s+when)\s+"
_OF = rf"(?:\s+(?:in\s+|the\s+range\s+of\s+)?{FORMAT_MARK})?"
_OVER = r"(?:overflows?|(?:becomes?|is|turns\s+(?:in)?to|gives)\s+(?:inf(?:inity)?\b|infinite|too\s+large))"
_ZERO = (
    r"(?P<zero>vanish(?:es)?|underflows?\s+to\s+(?:zero|0)|(?:is|becomes?|gets)\s+(?:rounded\s+to\s+|flushed\s+to\s+)?(?:zero|exactly\s+zero))"
    r"|(?P<sub>(?:becomes?|is|gets|turns)\s+(?:an?\s+)?(?:sub|de)normal\w*(?:\s+number)?)|underflows?"
)
_HOW = rf"(?:\s+(?:already|then|simply|also|thus))*\s+(?:{{leaves}}){_OF}"


def _patterns(leaves: str, passes: str) -> tuple[re.Pattern[str], ...]:
    """Both orders of a condition and what follows, the relation in words or within a formula."""
    how, when = _HOW.format(leaves=leaves), rf"(?:{_WHO}\s*{passes}\s*{_ABOUT})?{_X}"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{_SQUARE}{how}\s*,?\s+{_ONCE}{when}",
            rf"{_ONCE}{when}\s*,?\s+(?:then\s+)?(?:the\s+)?{_SQUARE}{how}",
        )
    )


_PATTERNS = ((">", _patterns(_OVER, _BEYOND)), ("<", _patterns(_ZERO, _DROPS)))
_TURNS = re.compile(
    r"\b(?:once|as\s+soon\s+as|when(?:ever)?|if|where(?:ver)?)\b|\b(?:larger|greater|bigger|more|smaller|less)\s+than",
    re.IGNORECASE,
)
_FLUSHED = re.compile(r"\b(?:sub|de)?normal\w*\b|\bflush\w*|\bFTZ\b|\bscal(?:ed?|ing)\b", re.IGNORECASE)
_CLEARLY, _ROUGHLY = Fraction(21, 20), 4
_PLACES = 10**25


@dataclass(frozen=True)
class Leaves(OfFloats):
    """Where a square leaves a format, under each sense of that, and where it is said to."""

    places: tuple[Fraction, ...]
    printed: Reading
    slip: str = ""

    @property
    def grade(self) -> Grade:
        """ROUNDS if the digits are those of one of the places, else REFUTED."""
        near = (Rounded(each, each, self.printed, "≈", "") for each in self.places)
        return Grade.ROUNDS if any(each.grade.holds for each in near) else Grade.REFUTED

    @property
    def because(self) -> str:
        """Where it does."""
        return f"the square leaves {self.form.name} at {float(self.places[0]):.6g}{self.slip and '; '}{self.slip}"

    @property
    def witness(self) -> str | None:
        """What was printed."""
        return f"{float(self.places[0]):.6g}, and not {self.printed}" if self.grade is Grade.REFUTED else None


def squares(text: str) -> Iterator[Remark]:
    """What a passage says of where squares leave a format, sentence by sentence.

    >>> [str(each.evidence.grade) for each in squares("float32: squared gradients overflow if |g| exceeds 1.84e19.")]
    ['ROUNDS']
    >>> [str(each.evidence.grade) for each in squares("float32: squared gradients overflow if |g| exceeds 3.4e38.")]
    ['REFUTED']
    """
    flushed = _FLUSHED.search(text) is not None
    for sentence in sentences(text):
        if not DOUBT.search(_TURNS.sub("", sentence.text)) and not DENIAL.search(sentence.text):
            yield from _said(sentence, flushed=flushed)


def _said(sentence: Sentence, *, flushed: bool) -> Iterator[Remark]:
    for sign, patterns in _PATTERNS:
        for match in (match for pattern in patterns for match in pattern.finditer(sentence.text)):
            form, number = sentence.form_at(match.end()), _bound(sentence, match, sign)
            how = next((kind for kind in ("zero", "sub") if match.groupdict().get(kind)), sign)
            if form is None or number is None or (how in {"<", "zero"} and flushed):
                continue
            if evidence := _judged(number, form, how, about=bool(match["about"])):
                start, end = sentence.spans[match.start()][0], sentence.spans[match.end() - 1][1]
                read_as = f"g^2 leaves {form.name} where abs(g) {sign} {number}"
                yield Remark(start, end, "float", read_as, evidence, over=form.name)


def _judged(printed: Reading, form: Format, how: str, *, about: bool) -> Leaves | None:
    """The number against the places that may be meant; none if it is only rough, or right though not sharp."""
    normal = Fraction(2) ** form.least
    least = normal * Fraction(2) ** (1 - form.bits)
    limits = {
        ">": overflowing(form),
        "zero": (least / 2, least),
        "sub": (normal,),
    }.get(how, (least / 2, least, normal))
    places, slips = tuple(map(_root, limits)), {*limits, least, normal}
    found = Leaves(form, places, printed)
    if found.grade is Grade.ROUNDS:
        return found
    if any(Rounded(each, each, printed, "≈", "").grade.holds for each in slips):
        return Leaves(form, places, printed, "this is the limit of the format itself, and its root was not taken")
    size = printed.value
    fits = size * _CLEARLY < places[0] if how == ">" else size > places[-1] * _CLEARLY
    digits = len(printed.text.split("e")[0].replace("\\", " ").split(" ")[0].strip("0.").replace(".", ""))
    rough = (about or digits <= 1) and places[0] / _ROUGHLY < size < places[-1] * _ROUGHLY
    return found if fits and not rough else None


def _bound(sentence: Sentence, match: re.Match[str], sign: str) -> Reading | None:
    """The number at which it is said to be; a formula may have the relation in it."""
    groups = match.groupdict()
    square, who = groups.get("square"), groups.get("who")
    if square and not _is_square(sentence.chains[square]):
        return None
    if who and not _is_gradient(sentence.chains[who]):
        return None
    chain = sentence.chains[match["x"]]
    if not chain.relations:
        return _lone(chain)
    turned = {">": {">", ">="}, "<": {"<", "<="}}[sign]
    within = chain.relations[0] in turned and _is_gradient(Chain(chain.members[:1], ()))
    return _lone(Chain(chain.members[1:], ())) if within else None


def _lone(chain: Chain) -> Reading | None:
    """The number that is printed alone, or first among equal ones."""
    nodes = [each for each in chain.members if not has_letters(each)]
    printed = next((found for each in nodes if (found := reading(each))), None)
    value = exact_value(nodes[0]) if nodes else None
    if not value or value <= 0:
        return None
    return printed or Reading(f"{float(value):.3e}")


def _is_square(chain: Chain) -> bool:
    """Whether a formula is the square of a gradient."""
    match chain.members:
        case (Binary(op="^", left=left, right=Literal(text="2")),):
            return _is_gradient(Chain((left,), ()))
    return False


def _is_gradient(chain: Chain) -> bool:
    """Whether a formula is a gradient, or its size."""
    named = letters_in(chain.members[0])
    return bool(named & {"g"}) and named <= {"g", "t", "k", "i"}


def _root(value: Fraction) -> Fraction:
    """The square root, far closer than any digits that are printed."""
    return Fraction(isqrt(int(value * _PLACES**4)), _PLACES**2) if value >= 1 else 1 / _root(1 / value)
