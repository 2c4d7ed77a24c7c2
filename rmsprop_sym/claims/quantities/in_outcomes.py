"""What prose says that becomes of a number in a format: 1e-8 is subnormal in float16, 256 overflows when squared.

Only a part of a sentence is taken whose words are all known, and a number that is not spoken of is that before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from rmsprop_sym.claims.conventions.model import EPS
from rmsprop_sym.claims.expressions.syntax import Name, walk
from rmsprop_sym.claims.quantities.in_formats import (
    ANY,
    DOUBT,
    OfFloats,
    Sentence,
    literal,
    lone_value,
    once,
    sentences,
)
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.format import Format
from rmsprop_sym.claims.verdict import Grade

_PIECES = re.compile(
    r"(?:[,;:()]|—|–|\b(?:while|whereas|but|so|hence|thus|therefore|because|since)\b)+(?!\d)", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_KNOWN = re.compile(
    r"a|an|the|of|its|their|it|this|that|which|is|are|gets|get|becomes|become|be|being|will|already|even|just|exactly|"
    r"only|gradient|gradients|value|number|size|magnitude|square|squared|squares|squaring|stored|rounded|rounds|round|"
    r"as|to|in|into|when|if|you|we|one|held|kept|and|also|then|there|here|with|single|half|double|precision|ieee|"
    r"overflow|overflows|overflowing|overflowed|underflow|underflows|underflowed|zero|infinity|infinite|inf|subnormal|"
    r"denormal|subnormals|denormalised|denormalized|normal|finite|fits|fit|vanishes|vanish|lost|gone|still|by|at|all|"
    r"not|cannot|can|could|no|longer|never|does|do|without|representable|represented|eps|epsilon|constant|default|our|"
    r"small|positive|gives|give|yields|turns|plain|for|has|have|any|effect|nothing|changes|too|large|simply|quietly|"
    r"silently|completely|entirely|arithmetic|floats|float|numpy|pytorch|result|results|nonzero|non-zero|from|follows|"
    r"means|conclude|learn|see",
    re.IGNORECASE,
)
_SQUARE = re.compile(r"\bsquar\w+", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|cannot|never|no longer)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:its?|this|that|which)\b|^\s*(?:an? |the )?(?:subnormal|denormal)", re.IGNORECASE)
_OUTCOMES = tuple(
    (outcome, re.compile(pattern, re.IGNORECASE))
    for outcome, pattern in (
        ("exact", r"\bexactly\b.*\brepresent(?:able|ed)\b|\brepresent(?:able|ed)\b.*\bexactly\b"),
        ("subnormal", r"\b(?:sub|de)normal\w*"),
        ("finite", r"\bwithout (?:an |any )?overflow\w*|\bfinite\b|\bfits?\b|\brepresent(?:able|ed)\b(?! as\b| by\b)"),
        ("infinite", r"\boverflow\w*|\binf(?:inity|inite)?\b|\btoo large\b"),
        ("small", r"\bunderflow\w*(?! to\b)"),
        (
            "zero",
            rf"\bzero\b|\bvanish\w*|\blost\b|\bgone\b|(?:as|to|is|gives?|becomes?|yields) (?P<nought>{ANY})\W*$",
        ),
        ("normal", r"\bnormal\b"),
    )
)
_IDLE = re.compile(
    r"\b(?:never (?:has|have|had) (?:any|an) effect|(?:has|have) no effect at all|never (?:changes|does) any?thing"
    r"|(?:does|changes) nothing at all)\b",
    re.IGNORECASE,
)
_EPS = re.compile(r"\b(?:eps|epsilon)\b|\\(?:var)?epsilon|[ε]", re.IGNORECASE)
_CANNOT = re.compile(r"\bcan(?:not| no longer)?\b|\bif\b|\bwhen\b|\bcould\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\bwithout (?:an |any )?overflow\w*|\bfrom this it follows that\b", re.IGNORECASE)
_LOOSE = re.compile(r"\b(?:lost|gone|vanish\w*)\b", re.IGNORECASE)
_SUPPOSES = re.compile(
    r"\b(?:if|when\w*|after|with|beside|next|near|at|added|adding|plus|scal\w+|multipl\w+|divid\w+|sums?|unless|for|once)\b",
    re.IGNORECASE,
)
_FLUSHED = re.compile(r"\bflush\w*|\bFTZ\b|\bDAZ\b", re.IGNORECASE)
CLOSE = Fraction(1, 100)


@dataclass(frozen=True)
class Becomes(OfFloats):
    """What a format makes of a number, and what is said that it does."""

    said: str
    number: float
    outcome: str
    holds: bool

    @property
    def grade(self) -> Grade:
        """PROVED if it does, REFUTED if not."""
        return Grade.PROVED if self.holds else Grade.REFUTED

    @property
    def because(self) -> str:
        """What it makes of it."""
        kind = kind_of(self.number, self.form)
        least = f"; the least positive number is {float(least_of(self.form)):.3g}" if self.outcome != "infinite" else ""
        return f"{self.said} is {self.number:.6g} in {self.form.name}, which is {kind}{least}"

    @property
    def witness(self) -> str | None:
        """What it is, and what was said."""
        kind = kind_of(self.number, self.form)
        return f"{self.said} is {kind}, and not {self.outcome}" if not self.holds else None


def least_of(form: Format) -> Fraction:
    """The least positive number of a format."""
    return Fraction(2) ** (form.least + 1 - form.bits)


def kind_of(value: float, form: Format) -> str:
    """Whether a float is zero, subnormal, normal or infinite."""
    size = abs(value)
    return "zero" if not size else "infinite" if size == inf else "subnormal" if size < 2.0**form.least else "normal"


def outcomes(text: str) -> Iterator[Remark]:
    """What a passage says that becomes of numbers, part by part.

    >>> [str(each.evidence.grade) for each in outcomes("In float16, 1e-7 is subnormal, 250 overflows when squared.")]
    ['PROVED', 'REFUTED']
    >>> [str(each.evidence.grade) for each in outcomes("A gradient of 1e-21 in float32: its square is stored as 0.")]
    ['REFUTED']
    """
    if _FLUSHED.search(text):
        return
    last: Fraction | None = None
    for sentence in sentences(text):
        last = None
        for start, stop in _pieces(sentence.text):
            piece = sentence.text[start:stop]
            marks = re.findall(ANY, piece)
            values = [value for mark in marks if (value := lone_value(sentence.chains[mark])) is not None]
            own = [value for value in values if value]
            known = len(values) == len(marks) and all(map(_KNOWN.fullmatch, _WORD.findall(piece)))
            subject = own[0] if len(own) == 1 else last if not own and _SUBJECT.search(piece) else None
            last = subject if len(own) < 2 else None
            form = sentence.form_at(stop)
            if known and subject and form:
                yield from _said(sentence, start, stop, subject, form)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between commas, and words that join them."""
    start = 0
    for match in [*_PIECES.finditer(text), None]:
        stop = match.start() if match else len(text)
        if text[start:stop].strip():
            yield start, stop
        start = match.end() if match else stop


def _said(sentence: Sentence, start: int, stop: int, number: Fraction, form: Format) -> Iterator[Remark]:
    """What a part of a sentence says of a number."""
    piece = sentence.text[start:stop]
    found = [(outcome, match) for outcome, pattern in _OUTCOMES if (match := pattern.search(piece))]
    squares = _SQUARE.search(piece) is not None
    rest = sentence.text[stop:]
    marked = any(EPS in {part.name for part in _names(sentence, mark)} for mark in re.findall(ANY, piece))
    if _IDLE.search(piece) and (marked or _EPS.search(piece)) and not squares:
        found = [("zero", match) for match in [_IDLE.search(piece)] if match]
    elif not found or DOUBT.search(_CANNOT.sub(" ", _WITHOUT.sub(" ", sentence.text))):
        return
    outcome, match = found[0]
    if "nought" in match.groupdict() and match.groupdict()["nought"]:
        zero = lone_value(sentence.chains[match["nought"]])
        if zero != 0:
            return
    exact, stored = number**2 if squares else number, once(literal(number), form)
    again = Fraction(stored) ** 2 if squares and stored not in (None, inf, -inf) else None
    ways = [once(literal(exact), form), *([once(literal(again), form)] if again is not None else [])]
    values = [each for each in ways if each is not None]
    denied = _NOT.search(_IDLE.sub(" ", piece)) is not None
    verdicts = {_holds(outcome, value, exact, form, denied=denied) for value in values}
    if len(verdicts) == 1 and (holds := verdicts.pop()) is not None:
        loose = (
            _LOOSE.search(match[0]) or _SUPPOSES.search(sentence.text[:start]) or (marked and _SUPPOSES.search(rest))
        )
        alone = outcome != "exact" and not squares
        if not holds and (
            loose or (alone and _holds(outcome, once(literal(exact**2), form), exact, form, denied=denied))
        ):
            return
        said = f"({float(number):g})^2" if squares else f"{float(number):g}"
        first, last = sentence.spans[start + _skipped(piece)][0], sentence.spans[stop - 1][1]
        words = f"not {outcome}" if denied else outcome
        evidence = Becomes(form, said, values[0], words, holds)
        yield Remark(first, last, "float", f"{said} is {words}", evidence, over=form.name)


def _names(sentence: Sentence, mark: str) -> Iterator[Name]:
    """The letters of a formula of a sentence."""
    for member in sentence.chains[mark].members:
        yield from (part for part in walk(member) if isinstance(part, Name))


def _skipped(piece: str) -> int:
    """How many blanks a part begins with."""
    return len(piece) - len(piece.lstrip())


def _holds(outcome: str, value: float | None, exact: Fraction, form: Format, *, denied: bool) -> bool | None:
    """Whether a float is what is said; None where words may mean either."""
    if value is None:
        return None
    kind = kind_of(value, form)
    if outcome == "exact":
        return (abs(value) != inf and Fraction(value) == exact) is not denied
    if outcome == "finite" and denied and kind == "subnormal":
        return None
    if outcome == "finite" and denied and kind == "normal":
        return None if abs(Fraction(value) / exact - 1) > CLOSE else False
    if outcome == "small" and denied and kind == "subnormal":
        return None
    right = {
        "finite": kind in {"normal", "subnormal"},
        "small": kind in {"zero", "subnormal"},
    }.get(outcome, kind == outcome)
    return right != denied
