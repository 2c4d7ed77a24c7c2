"""A printed number is its digits: what it says, and to which place it says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

LARGEST_EXPONENT = 5000
LONGEST = 300

SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹ᵗⁿᵏⁱ", "+-0123456789tnki")
MINUS = str.maketrans("−", "-")

WHOLE = r"(?:[1-9]\d{0,2}(?:(?:,|\{,\}|\\,|_|[\u2009\u202f])\d{3})+(?!\d)|\d+)"
PLAIN = rf"(?:{WHOLE}(?:(?:\.|\{{,\}})\d+)?|\.\d+)(?:[eE][+\-−]?\d+)?"
TIMES_TEN = (
    r"\s*(?:[×·⋅*]|\\(?:times|cdot)(?![A-Za-z]))\s*10"
    r"(?:[⁺⁻]?[⁰¹²³⁴-⁹]+|(?:\^|\*\*)(?:\{\s*[+\-−]?\d+\s*\}|[+\-−]?\d+))(?!\s*(?:\^|\*\*|[⁰¹²³⁴-⁹])|\.?\d)"
)
DOTS = r"(?:…|\.\.\.|\\l?dots(?![A-Za-z]))"
PERCENT = r"(?:\s|\\,)?\\?%(?!\s*\d)"
NUMERAL = rf"{PLAIN}(?:{TIMES_TEN}|{DOTS}|{PERCENT})?"

_PARTS = re.compile(
    rf"(?P<whole>{WHOLE})?(?:(?:\.|\{{,\}})(?P<places>\d+))?(?:[eE](?P<exponent>[+\-−]?\d+))?"
    rf"(?:(?P<ten>{TIMES_TEN})|(?P<dots>{DOTS})|(?P<percent>{PERCENT}))?"
)
_TEN = re.compile(r"10(?:\^|\*\*)?\{?\s*([+\-]?\d+)\s*\}?$")


@dataclass(frozen=True)
class Numeral:
    """What a printed number says: its value, the place of its last digit, and how it ends.

    The last digit counts units of 10**-places.
    """

    value: Fraction
    places: int
    integer: bool
    truncated: bool

    @property
    def unit(self) -> Fraction:
        """What one more in the last digit would add."""
        return Fraction(10) ** -self.places


@lru_cache(maxsize=4096)
def numeral(text: str) -> Numeral:
    """What the printed number says.

    Raises ValueError if it is longer, or its exponent larger, than anything a note prints.

    >>> numeral("5.15×10⁻⁴")
    Numeral(value=Fraction(103, 200000), places=6, integer=False, truncated=False)
    >>> numeral("1,000").value, numeral("63 %").unit
    (Fraction(1000, 1), Fraction(1, 100))
    """
    match = _PARTS.fullmatch(text)
    if match is None or len(text) > LONGEST or not text.lstrip(".")[:1].isdigit():
        message = f"{text[:20]!r} is no number of at most {LONGEST} digits"
        raise ValueError(message)
    whole = re.sub(r"\D", "", match["whole"] or "")
    after = match["places"] or ""
    exponent = _exponent(match["exponent"]) + _ten(match["ten"]) - 2 * bool(match["percent"])
    places = len(after) - exponent
    value = Fraction(int(whole + after)) * Fraction(10) ** -places
    plain = not (match["places"] or match["exponent"] or match["ten"] or match["percent"])
    return Numeral(value, places, plain, bool(match["dots"]))


def _exponent(text: str | None) -> int:
    """The exponent of ten that the text writes down."""
    if text is None:
        return 0
    if len(text) > 8 or abs(int(text.translate(MINUS))) > LARGEST_EXPONENT:
        message = f"the exponent {text[:8]} is larger than {LARGEST_EXPONENT}"
        raise ValueError(message)
    return int(text.translate(MINUS))


def _ten(text: str | None) -> int:
    """The exponent in a written factor such as `×10⁻⁴`."""
    if text is None:
        return 0
    match = _TEN.search(text.translate(SUPERSCRIPTS).translate(MINUS))
    assert match is not None, text
    return _exponent(match[1])
