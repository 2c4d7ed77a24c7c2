"""By what factor, in words: ten times lr, 3.16 times as long as Adam's, a tenth of the first step, 24 % longer.

A multiple is a number, and whether what is named is so many times, or such a part, of what it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged, related
from rmsprop_sym.claims.quantities.elements import PARTS
from rmsprop_sym.claims.quantities.factors import size_of
from rmsprop_sym.claims.words.hedges import ABOUT, HEDGED
from rmsprop_sym.claims.words.plainly import DIGITS

_VALUE = (
    rf"(?P<value>{DIGITS}(?: ?/ ?{DIGITS})?|(?:1/)?sqrt\({DIGITS}\))(?: ?(?:=|≈|or about|, about|, i\.e\. about)"
    rf" ?(?P<digits>{DIGITS}))?"
)
_END = r"(?![\w^]|\.\d| ?[*/^+])"
_ALONE = r"(?! ?(?:[(/*^|\d]|g\b|sign|sgn|sqrt|[a-z]_|[a-z]hat))"
RATE = r"(?:(?:the |one |a )?(?:eta|lr|learning[ -]rates?|nominal rate|base rate|rates?)(?: (?:eta|lr))?)"
_LONG = r"(?:long|large|big|great|much|high|far)"
_LONGER = r"(?:longer|larger|bigger|greater|higher|farther|more)"
_SHORTER = r"(?:shorter|smaller|lower|less)"
_TOO_LONG, _TOO_SHORT = r"too (?:long|large|big|great|high)", r"too (?:short|small|low)"
_UP = rf"(?:{_LONGER}|{_TOO_LONG}|up|increased|stretched|enlarged|lengthened|grown|grows?|rises?|risen|gone up|goes up)"
_DOWN = (
    rf"(?:{_SHORTER}|{_TOO_SHORT}|down|reduced|shrunk|shrinks?|fallen|falls?|dropped|drops?|decreased|decreases?"
    r"|shortened|gone down|goes down|cut|slower)"
)
_FACTOR = r"by (?:another |a further |a |the |an additional )?(?:factors? (?:of )?)?"
_PART = rf"(?:1 |one |an? |1[ /-]|one[ -])?(?P<part>{'|'.join(PARTS)})"
_ORDER = r"(?:(?P<orders>\d|an|one) orders? of 10)"
_INNER = r"[^()=≈<>,;]*(?:\([^()=≈<>,;]*\)[^()=≈<>,;]*)*"
_UNDER = rf"(?:sqrt\({_INNER}\)|\({_INNER}\)|[tTkn](?:\^\d)?)(?![\w^]| ?[*/^+])"
FORM = "form"
_KINDS: tuple[tuple[str, str], ...] = (
    ("rates", rf"{ABOUT}{_VALUE}(?: ?\*? ?(?<![\w.]){RATE}\b| times {RATE}\b){_ALONE}"),
    ("rates/", rf"(?P<about>)(?<![\w/]){RATE} ?/ ?{_VALUE}{_END}"),
    (FORM, rf"(?P<about>)\(?(?<![\w/]){RATE}\)? ?/ ?(?P<value>{_UNDER})"),
    ("rates part", rf"{ABOUT}{_PART}(?: of)? {RATE}\b{_ALONE}"),
    ("up", rf"{ABOUT}{_VALUE}{_END} times (?:as {_LONG}|{_LONGER}|{_TOO_LONG})\b"),
    ("down", rf"{ABOUT}{_VALUE}{_END} times (?:as (?:short|small)|{_SHORTER}|{_TOO_SHORT})\b"),
    ("up", rf"{_UP} {_FACTOR}{ABOUT}{_VALUE}{_END}(?! ?%)"),
    ("down", rf"{_DOWN} {_FACTOR}{ABOUT}{_VALUE}{_END}(?! ?%)"),
    ("up", rf"{_LONGER} than (?P<than>[^.,;]{{1,50}}?) {_FACTOR}{ABOUT}{_VALUE}{_END}(?! ?%)"),
    ("down", rf"{_SHORTER} than (?P<than>[^.,;]{{1,50}}?) {_FACTOR}{ABOUT}{_VALUE}{_END}(?! ?%)"),
    ("part", rf"(?:{_DOWN} to |is |are |has |only |just ){ABOUT}(?P<value>1 ?/ ?\d+|0?\.\d+)(?= of\b)"),
    ("won", rf"{ABOUT}(?P<value>{DIGITS}) ?% (?:{_LONGER}|{_TOO_LONG})\b"),
    ("won", rf"{_UP} by {ABOUT}(?P<value>{DIGITS}) ?%"),
    ("lost", rf"{ABOUT}(?P<value>{DIGITS}) ?% (?:{_SHORTER}|{_TOO_SHORT})\b"),
    ("lost", rf"{_DOWN} by {ABOUT}(?P<value>{DIGITS}) ?%"),
    ("left", rf"(?:{_DOWN} to |is |are |has |only ){ABOUT}(?P<value>{DIGITS}) ?% (?=of\b)"),
    (
        "part",
        rf"(?:{_DOWN} to |is |are |has |only |just ){ABOUT}{_PART}(?: as {_LONG}| the (?:size|length)|(?= of\b))",
    ),
    ("up", rf"{ABOUT}{_VALUE}{_END} times (?=(?:the|that|those|of|[A-Z]\w+'s|what|its)\b)"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_CHEAP = re.compile(rf"times|factor|%|\d of\b|\b(?:eta|lr|rate|{'|'.join(PARTS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Multiple:
    """A multiple that words give, and where; its kind says what the number is of what is compared."""

    start: int
    end: int
    kind: str
    value: str
    digits: str = ""
    about: bool = False
    words: str = ""
    than: str = ""

    @property
    def is_of_rates(self) -> bool:
        """Whether it says how many rates long something is."""
        return self.kind.startswith("rates") or self.kind == FORM

    @property
    def is_worked_out(self) -> bool:
        """Whether its digits are the length itself, and not the number of rates: eta/5 = 0.0002.

        >>> [said.is_worked_out for said in multiples("the step is eta/5 = 0.0002")]
        [True]
        """
        plain = re.fullmatch(r"\d+(?:\.\d+)?", self.value) and re.fullmatch(r"\d+(?:\.\d+)?", self.digits)
        return bool(plain) and float(self.digits) < float(self.value) / 2

    def with_numbers(self, letters: Mapping[str, str]) -> Multiple | None:
        """A form as so many parts of a rate, with numbers for its letters; None if it has others.

        >>> [said] = multiples("it is eta/sqrt(1 - b^t)")
        >>> said.with_numbers({"t": "4", "b": "0.9"}).value
        'sqrt(1-0.9^4)'
        """
        names = {*re.findall(r"[A-Za-z_]\w*", self.value)} - {"sqrt"}
        if not names or not names <= {*letters}:
            return None
        value = re.sub(r"[A-Za-z_]\w*", lambda match: letters.get(match[0], match[0]), self.value)
        return replace(self, kind="rates/", value=value)

    def against(self, law: str, ratio: str, others: tuple[str, ...] = ()) -> tuple[str, Derived] | None:
        """What is known of it, if what is named is this ratio of what it is compared with.

        >>> [said] = multiples("the first step is 10 times longer")
        >>> said.against("", "sqrt(10)")[1].grade.value, said.against("", "10")[1].grade.value
        ('REFUTED', 'PROVED')
        """
        form = self._form
        if form is None:
            return None
        meant = form.format(r=ratio)
        elsewhere = [form.format(r=each) for each in others]
        if "longer" in self.words or "larger" in self.words or "more" in self.words:
            elsewhere.append(f"{meant} - 1")  # three times longer may be two times more than once
        printed = self.digits or self.value
        if re.fullmatch(DIGITS, printed):
            return judged(law, [meant], Printed(printed, about=self.about), elsewhere)
        return None if self.about else related(law, meant, "=", printed)

    @property
    def _form(self) -> str | None:
        """What the number stands for, with the ratio as `r`."""
        match self.kind:
            case "rates" | "up" | "part" | "rates part":
                return "{r}"
            case "rates/":
                return "1/({r})"
            case "down":
                return "1/({r})" if size_of(self.value) > 1 else "{r}"
            case "won":
                return "100*({r} - 1)"
            case "lost":
                return "100*(1 - {r})"
        return "100*({r})"


def multiples(text: str) -> Iterator[Multiple]:
    """The multiples that plain words give, in their order; of two that overlap the one that is named first above.

    >>> [(each.kind, each.value) for each in multiples("it is 10 times lr, a tenth of the first, 24 % longer")]
    [('rates', '10'), ('won', '24')]
    """
    if not _CHEAP.search(text):
        return
    found: list[Multiple] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= each.start or each.end <= match.start() for each in found):
                found.append(_multiple(kind, match))
    yield from sorted(found, key=lambda each: each.start)


def _multiple(kind: str, match: re.Match[str]) -> Multiple:
    """The multiple of a match."""
    group = match.groupdict()
    part = group.get("part")
    value = f"1/{PARTS[part.lower()]}" if part else match["value"].replace(" ", "")
    about = HEDGED.search(match["about"]) is not None
    return Multiple(
        *match.span(), kind, value, group.get("digits") or "", about, match[0].lower(), group.get("than") or ""
    )
