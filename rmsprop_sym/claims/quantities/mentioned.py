"""The numbers of a sentence that may be what it says of a quantity, and the steps and shares of which it speaks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.comparison import round_against
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.quantities.clause import Remarked
from rmsprop_sym.claims.quantities.derived import Derived
from rmsprop_sym.claims.quantities.elements import PARTS
from rmsprop_sym.claims.quantities.worths import DIVISOR, FACTOR, SHARE, STEPS

_STEP = (
    r"(?:(?:more|further|such|ordinary|zero|equal|old|past|training|gradient) )*(?:steps?|updates?|iterations?"
    r"|batches)\b"
)
_NUMBER = re.compile(
    r"(?<![\w.^\\])(?<![*/^(+-])(?<![*/^+] )(?<!\d )(?<![\d)\w] - )(?:\\pm ?|(?<=[\s=≈])-)?"
    r"(?P<n>\d+(?:\.\d+)?(?:e-?\d+)?)(?P<unit> ?%)?(?![\w^]|\.\d| ?[*/^+](?! ?(?:eta|lr|alpha)\b)| - \d|-\w"
    r"| \d{3}\b|(?:st|nd|rd|th)\b)"
)
_DIVISOR = re.compile(
    r"(?<=[\d)])(?: ?/ ?(?P<n>0?\.\d+)(?![\w.^]| ?[*/^+])| ?\)?/ ?\( ?1 ?- ?(?P<rest>0?\.\d+) ?\)(?! ?[*/^+]))"
)
_POWER = re.compile(r"(?<=\d)\^\(?(\d{1,5})\b(?!\.\d|/)")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NTH = re.compile(rf"\b(?P<nth>{'|'.join(_ORDINALS)})\b(?! (?:moment|of|part))", re.IGNORECASE)
_STEPS = re.compile(rf" ?{_STEP}")
_TIMES = re.compile(r" ?(?:times|\*|eta|lr|alpha|as (?:long|large|big))\b")
_COUNTED = re.compile(
    rf"\b(?P<a>\d{{1,5}}) (?:equal |zero |constant )*{_STEP}|\b(?:first|last|newest|latest|recent|all|of|these"
    rf"|the|after|step|at) (?P<b>\d{{1,5}})\b(?!\.\d| ?%)"
    rf"|\b[tnkTN] ?= ?(?P<c>\d{{1,5}})\b(?!\.\d)|\b(?P<d>\d{{1,5}})(?:st|nd|rd|th)\b"
    rf"|(?<!beta)_\(?(?:[tkn] ?- ?)?(?P<e>\d{{1,4}})\b|\bage (?:of )?(?P<f>\d{{1,5}})\b"
    r"|\b(?P<h>\d{1,4}) times (?:as large|as big|larger|bigger|fewer|as many)"
    r"|\b(?P<g>\d{1,5}) (?:equal |zero |more |further |old |past |squared )*(?:gradients|squares|weights|terms"
    r"|samples)\b",
    re.IGNORECASE,
)
_SHARES = re.compile(
    rf"(?<![\w.])(?P<cent>\d+(?:\.\d+)?) ?%|(?<![\w.*/^=-])(?<!= )(?P<plain>0?\.\d+)(?![\d*/^])|\b(?:an?"
    rf"|1) (?P<part>{'|'.join(PARTS)})\b"
)
_SETTING = re.compile(
    r"(?:\b(?P<name>[A-Za-z]+(?:_?[12])?) ?=|\b(?:decay|rate|beta|rho|gamma|eta|lr|eps)(?: of| is)?) ?$"
)
_STEPPING = re.compile(
    r"\b(?:[tnkTNi] ?=|step|steps? number|age(?: of)?|first|last|newest|g_\(?t ?-) ?$", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:more|less|fewer|larger|smaller|longer|shorter|higher|lower|bigger|greater) than (?:about )?$"
    r"|\b(?:at least|over|above|passed|passes|exceeds?|exceeded|below|under"
    r"|(?<!add )(?<!adds )(?<!added )up to|beyond) $"
    r"|(?:<=|>=|<|>) ?$|\b(?:from|between) $",
    re.IGNORECASE,
)
_WORKED = re.compile(r"[\d)\]A-Za-z] ?[=≈] ?$")
_LONE = re.compile(r"(?:^|[\s(,:])[A-Za-z]\w{0,5}(?:_\(?\w\)?)? ?[=≈] ?$")
_OTHER_UNIT = re.compile(
    r" ?(?:less\b|more than\b|short of\b|too \w+\b|s\b|seconds?|minutes?|hours?|days?|epochs?|[KMG]i?B\b"
    r"|bytes?|bits?|images?|parameters?|dB|Hz|metres?"
    r"|nats|to \d|or \d|and \d|, \d)"
)
_ANY = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)")
_BY = re.compile(
    r"(?<!multiplied )(?<!divided )(?<!multiplies )(?<!divides )(?<!divide )(?<!multiply )\bby (?:about |only "
    r"|just |roughly )*$",
    re.IGNORECASE,
)
_BOUNDED = re.compile(r"\bno (?:\w+ )?(?:step|update|move)", re.IGNORECASE)
_LETTERS = {"b": "beta", "a": "eta"}
_BACK, _MOST_COUNTS = 60, 4
_FACTOR = re.compile(r"\bfactor (?:of (?:about |roughly |only )?)?$", re.IGNORECASE)
_ROUND_SHARES = {Fraction(k, 1000) for k in (1, 10, 50, 100, 250, 500)}
_REASON = re.compile(r"\b(?:with|since|as|because|where|using|from|for) [\d(][^,;:a-z]*$", re.IGNORECASE)
_STATE = re.compile(r"\b(?P<name>[A-Za-z]+)(?:\[g\^2\])?(?:_\w+|_\([^()]*\))? ?[=≈](?! ?§)[^,;:]*$")
_ROUND = 2  # digits that agree too easily
_APART = Fraction(1, 50)  # what is so near to a right value is not called a slip


@dataclass(frozen=True)
class Mention:
    """A number in a clause: its digits, where it stands, and what follows it."""

    text: str
    start: int
    end: int
    percent: bool = False
    steps: bool = False
    times: bool = False
    by: bool = False
    worked: bool = False
    divides: bool = False

    @property
    def reading(self) -> Reading:
        """Its digits."""
        return Reading(self.text)

    @property
    def is_round(self) -> bool:
        """Whether it has so few digits that they agree easily with anything."""
        return not self.divides and len(self._digits.strip("0")) < _ROUND

    @property
    def _digits(self) -> str:
        """Its digits alone."""
        return self.text.split("e")[0].replace(".", "")

    def may_be(self, unit: str) -> bool:
        """Whether it is written as a quantity of that unit is."""
        if self.divides or unit == DIVISOR:
            return self.divides and unit == DIVISOR
        if self.steps or self.times:
            return unit == STEPS if self.steps else unit in (SHARE, FACTOR)
        return unit in (SHARE, FACTOR) if self.percent else not (self.by and unit in (SHARE, STEPS))

    def against(self, formula: str) -> tuple[str, Rounded | None]:
        """What it is held against for a formula in numbers, and how its digits fit; None if that is no number."""
        said = f"100*({formula})" if self.percent else formula
        try:
            return said, round_against(parse_statement(said).members[0], "≈", self.reading)
        except (Undefined, ZeroDivisionError, OverflowError):
            return said, None

    def fits(self, formula: str) -> tuple[str, Rounded] | None:
        """What it is held against, if it has its digits, and so many that it can be told from other numbers."""
        said, value = self.against(formula)
        if value is None or not value.grade.holds:
            return None
        exact = value.low == value.high == self.reading.value
        return (said, value) if exact or len(self._digits.lstrip("0")) >= _ROUND else None

    def is_near(self, formula: str) -> bool:
        """Whether it may be meant for a formula in numbers, though it need not be rounded from it."""
        _, value = self.against(formula)
        if value is None:
            return False
        size, number = max(abs(value.low), abs(value.high)), self.reading.value
        return value.grade.holds or abs(size - number) <= max(size * _APART, Fraction(1) if self.steps else Fraction(0))

    def without(self, text: str) -> str:
        """A text with blanks in its place."""
        return f"{text[: self.start]}{' ' * (self.end - self.start)}{text[self.end :]}"

    def remark(self, said: str, evidence: Derived, values: Mapping[str, str]) -> Remarked:
        """What is to be said about it."""
        given = [f"{_LETTERS[name]} = {value}" for name, value in values.items() if name in _LETTERS]
        return Remarked(self.start, self.end, f"{said} ≈ {self.text}", evidence, tuple(given))


def mentions(text: str, start: int, stop: int, letters: Container[str]) -> Iterator[Mention]:
    """The numbers of a stretch of a sentence that may be what a quantity is worth, and are not what letters are.

    >>> [each.text for each in mentions("The half-life is 6.58 steps, as beta = 0.9", 0, 43, ["beta"])]
    ['6.58']
    """
    for match in _NUMBER.finditer(text, start, stop):
        before = text[max(0, match.start() - _BACK) : match.start("n")]
        if _is_set(before, letters) or _STEPPING.search(before) or _OTHER_UNIT.match(text, match.end()):
            continue
        steps = _STEPS.match(text, match.end()) is not None
        times = (_TIMES.match(text, match.end()) or _FACTOR.search(before)) is not None
        worked = _WORKED.search(before) is not None and _LONE.search(before) is None
        by = _BY.search(before) is not None
        yield Mention(match["n"], match.start(), match.end(), bool(match["unit"]), steps, times, by, worked)


def divisors(text: str, start: int, stop: int) -> Iterator[Mention]:
    """The numbers by which a chain in a stretch of a sentence divides.

    >>> [each.text for each in divisors("5.4/0.36 = 15 and 4/(1 - 0.9) = 40", 0, 34)]
    ['0.36', '0.1']
    """
    for match in _DIVISOR.finditer(text, start, stop):
        said = match["n"] or f"{float(1 - Fraction(match['rest'])):g}"
        yield Mention(said, match.start(), match.end(), worked=True, divides=True)


def _is_set(before: str, letters: Container[str]) -> bool:
    """Whether the words before a number make it the value of a letter, a bound, or a reason."""
    setting, state = _SETTING.search(before), _STATE.search(before)
    if setting and (setting["name"] is None or setting["name"].replace("_", "") in letters):
        return True
    if state and state["name"] in letters:
        return True
    bounded = _BOUND.search(before) and not _BOUNDED.search(before)
    return bool(bounded or _REASON.search(before))


def numbers(text: str) -> Iterator[Mention]:
    """Every number of a text, read as it stands and as a number of per cent."""
    for match in _ANY.finditer(text):
        for percent in (False, True):
            yield Mention(match[0], *match.span(), percent=percent)


def counts(text: str) -> list[str]:
    """The numbers of steps of which a text speaks.

    >>> counts("after 10 steps, at t = 20, the 30th")
    ['10', '20', '30']
    """
    found = [next(filter(None, match.groups())) for match in _COUNTED.finditer(text)]
    found = found or [str(1 + _ORDINALS.index(match["nth"].lower())) for match in _NTH.finditer(text)]
    found = found or _POWER.findall(text)
    return list(dict.fromkeys(each for each in found if each.strip("0")))[:_MOST_COUNTS]


def _is_plain(share: re.Match[str]) -> bool:
    """Whether a share is a round one, as those are that something has to reach."""
    value = Fraction(share["plain"]) if share["plain"] else Fraction(share["cent"] or 10) / 100
    return min(value, 1 - value) in _ROUND_SHARES


def shares(text: str) -> list[str]:
    """The round shares of which a text speaks.

    >>> shares("within 1 %, a tenth, 0.651")
    ['1/100', '1/10']
    """
    found = []
    for match in filter(_is_plain, _SHARES.finditer(text)):
        part = PARTS.get((match["part"] or "").lower())
        found.append(f"{match['cent']}/100" if match["cent"] else f"1/{part}" if part else match["plain"])
    return list(dict.fromkeys(found))[:_MOST_COUNTS]
