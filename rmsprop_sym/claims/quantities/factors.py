"""What words say of a factor: it grows by a factor of 100, it is halved, it stays the same, it loses 5 per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged, related
from rmsprop_sym.claims.quantities.elements import PARTS
from rmsprop_sym.claims.words.hedges import ABOUT, HEDGED
from rmsprop_sym.claims.words.plainly import DIGITS

_ADVERBS = (
    r"(?:(?:then|thus|therefore|hence|so|only|just|also|now|even|exactly|already|again|all|accordingly|indeed"
    r"|likewise|instead) )*"
)
_LETTER = r"(?:[ckas]|lambda)(?:\^2|\^\(1/2\))?(?![\w'’])"
_EXPRESSION = (
    rf"(?P<chain>(?:[a-z_]+\d? ?= ?)?(?P<value>{DIGITS}(?: ?/ ?{DIGITS})?(?:\^2)?|1/sqrt\({DIGITS}\)"
    rf"|sqrt\({DIGITS}\)|sqrt\([ckas]\)|{_LETTER})(?: ?[=≈] ?(?P<digits>{DIGITS}))?)"
    r"(?! ?[-*/^+]| squared| cubed|\d|\.\d| ?%)"
)
_UP = (
    rf"(?:grows?|grew|grown|rises?|risen|increases?|increased|climbs?|goes up|(?:is|are|gets?|becomes?|become"
    rf"|has become|have become|being) {_ADVERBS}(?:larger|bigger|longer|higher|greater|up|multiplied|increased"
    rf"|scaled|raised|stretched|magnified|too large|too long|too big))"
)
_DOWN = (
    rf"(?:shrinks?|shrunk|falls?|fallen|drops?|dropped|decreases?|decreased|decays?|decayed|goes down|fades?"
    rf"|declines?|(?:is|are|gets?|becomes?|become|has become|have become) {_ADVERBS}(?:smaller|shorter|lower|down"
    rf"|divided|reduced|decreased|slower|shrunk|cut|too small|too short))"
)
_HAS = r"(?:has |have |will |is |are )?"
_LARGER = (
    r"(?:larger|bigger|longer|higher|greater|as large|as long|as big|as high|as great|as much|too large|too"
    r" long|too big)"
)
_SMALLER = r"(?:smaller|shorter|lower|slower|too small|too short)"
_ADJ = r"(?:is|are|gets?|becomes?|become|has become|have become|comes? out|come out)"
_PATTERNS = (
    (
        "up",
        re.compile(
            rf"{_HAS}{_ADVERBS}{_UP} {_ADVERBS}(?:by|with) (?:(?:a|the|this) )?(?:same )?factors? (?:of"
            rf" )?{ABOUT}{_EXPRESSION}"
        ),
    ),
    (
        "down",
        re.compile(
            rf"{_HAS}{_ADVERBS}{_DOWN} {_ADVERBS}(?:by|with) (?:(?:a|the|this) )?(?:same )?factors? (?:of"
            rf" )?{ABOUT}{_EXPRESSION}"
        ),
    ),
    (
        "up",
        re.compile(rf"(?:is|are|gets?) {_ADVERBS}(?:multiplied|scaled) {_ADVERBS}(?:by|with) {ABOUT}{_EXPRESSION}"),
    ),
    ("down", re.compile(rf"(?:is|are|gets?) {_ADVERBS}divided by {ABOUT}{_EXPRESSION}")),
    (
        "fraction",
        re.compile(
            rf"{_HAS}{_ADVERBS}{_DOWN} {_ADVERBS}by {ABOUT}(?P<chain>(?P<value>0?\.\d+)(?P<digits>))(?![\d%]| ?%)"
        ),
    ),
    ("up", re.compile(rf"{_ADJ} {_ADVERBS}{ABOUT}(?P<value>{DIGITS})(?P<digits>) times {_LARGER}")),
    ("down", re.compile(rf"{_ADJ} {_ADVERBS}{ABOUT}(?P<value>{DIGITS})(?P<digits>) times {_SMALLER}")),
    ("up", re.compile(rf"(?:grows?|rises?|increases?) {_ADVERBS}{ABOUT}(?P<value>{DIGITS})(?P<digits>)[ -]?fold")),
    (
        "down",
        re.compile(rf"(?:shrinks?|falls?|drops?|decreases?) {_ADVERBS}{ABOUT}(?P<value>{DIGITS})(?P<digits>)[ -]?fold"),
    ),
    (
        "up",
        re.compile(rf"scales? (?:with|like|as) (?P<about>)(?P<chain>(?P<value>{_LETTER}|sqrt\([ckas]\))(?P<digits>))"),
    ),
    ("lost", re.compile(rf"(?:loses?|lost|{_DOWN} by) {ABOUT}(?P<value>\d+(?:\.\d+)?)(?P<digits>) ?%")),
    ("won", re.compile(rf"{_UP} by {ABOUT}(?P<value>\d+(?:\.\d+)?)(?P<digits>) ?%")),
    ("left", re.compile(rf"{_HAS}{_ADVERBS}{_DOWN} {_ADVERBS}to {ABOUT}(?P<value>\d+(?:\.\d+)?)(?P<digits>) ?%")),
    (
        "part",
        re.compile(rf"{_HAS}{_ADVERBS}{_DOWN} {_ADVERBS}to {ABOUT}(?:an? |1[ /-])?(?P<part>{'|'.join(PARTS)})\b"),
    ),
)
_SAID = {
    "2": r"(?:doubles|double(?= |$)|(?:is|are|has|have|gets?|become|becomes) (?:\w+ ){0,2}?doubled)",
    "1/2": r"(?:halves|halve(?= |$)|(?:is|are|has|have|gets?|become|becomes) (?:\w+ ){0,2}?halved)",
    "4": r"(?:quadruples?|(?:is|are|has|have) (?:\w+ )?quadrupled)",
    "3": r"(?:triples?|trebles?|(?:is|are|has|have) (?:\w+ )?(?:tripled|trebled))",
    "1": (
        r"(?:(?:stays?|remains?|keeps?|is|are) (?:\w+ )?(?:the same|unchanged|unaffected|as (?:it was|they were|before)"
        r"|invariant|identical)|(?:does|do) not change(?! by)|(?:is|are) not (?:changed|affected)(?: at all)?)"
    ),
}  # fmt: skip
_WORDS = {factor: re.compile(rf"{_ADVERBS}{pattern}(?! (?:\d+ times|again))") for factor, pattern in _SAID.items()}


@dataclass(frozen=True)
class Factor:
    """A factor that words give, and where: its value as printed, and how that is to be read."""

    start: int
    end: int
    kind: str
    value: str
    digits: str = ""
    about: bool = False

    def against(self, law: str, ratio: str, others: tuple[str, ...] = ()) -> tuple[str, Derived] | None:
        """What is known of the factor, if the ratio should be this; None if it is not clear what is meant.

        >>> [said.against("", "10^2")[1].grade.value for said in factors("it grows by a factor of 10")]
        ['REFUTED']
        """
        if re.search(r"[a-z]", ratio.replace("sqrt", "")):
            return _symbolic(law, ratio, self)
        if re.search(r"[a-z]", self.value.replace("sqrt", "")):
            return None
        form = self.form
        if form is None:
            return None
        meant, elsewhere = form.format(r=ratio), [form.format(r=each) for each in others]
        if self.kind == "fraction":  # by 0.1 may mean to 0.9
            elsewhere.append(f"1 - {ratio}")
        if self.kind != "said" and re.fullmatch(DIGITS, self.digits or self.value):
            return judged(law, [meant], Printed(self.digits or self.value, about=self.about), elsewhere)
        if self.about and self.kind == "said":
            return None
        found = related(law, meant, "=", self.value)
        if self.kind == "said" and any(related(law, each, "=", self.value)[1].grade.holds for each in elsewhere):
            return None
        return found

    @property
    def form(self) -> str | None:
        """What the printed number stands for, with the ratio as `r`; None for a factor that makes no sense."""
        if self.kind in {"said", "part"}:
            return "{r}"
        number = size_of(self.digits or self.value)
        match self.kind:
            case "up":
                return "{r}" if number >= 1 else None
            case "down":
                return "1/({r})" if number > 1 else "{r}"
            case "fraction":
                return "{r}"
            case "left":
                return "100*({r})"
            case "lost":
                return "100*(1 - {r})"
        return "100*({r} - 1)"


def factors(text: str) -> Iterator[Factor]:
    """The factors that plain words give, in their order.

    >>> [(each.kind, each.value) for each in factors("v shrinks by the factor 0.9, its root stays the same")]
    [('down', '0.9'), ('said', '1')]
    """
    found: dict[int, Factor] = {}
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind == "part":
                found.setdefault(match.end(), Factor(*match.span(), kind, f"1/{PARTS[match['part'].lower()]}"))
            else:
                about = HEDGED.search(match["about"]) is not None
                value = match["value"].replace(" ", "")
                found.setdefault(match.end(), Factor(*match.span(), kind, value, match["digits"] or "", about))
    for value, pattern in _WORDS.items():
        for match in pattern.finditer(text):
            hedged = re.search(
                r"\b(?:nearly|almost|about|roughly|more than|less than|at least|at most)\b",
                text[max(0, match.start() - 20) : match.end()],
            )
            found.setdefault(match.end(), Factor(*match.span(), "said", value, "", hedged is not None))
    yield from sorted(found.values(), key=lambda each: each.start)


def _symbolic(law: str, ratio: str, said: Factor) -> tuple[str, Derived] | None:
    """A factor with a letter against a power of that letter: two powers of what is positive that agree at 4 are one."""
    letters = {
        *re.findall(r"[a-z]+", ratio.replace("sqrt", "")),
        *re.findall(r"[a-z]+", said.value.replace("sqrt", "")),
    }
    if len(letters) != 1 or said.kind not in {"up", "down", "said"}:
        return None
    letter = letters.pop()
    left, right = (re.sub(rf"(?<![a-z]){letter}(?![a-z])", "4", each) for each in (ratio, said.value))
    left = f"1/({left})" if said.kind == "down" else left
    return related(f"{law}; for {letter} > 0 a power of {letter} is told by its value at 4", left, "=", right)


def size_of(text: str) -> Fraction:
    """Whether a printed factor is above or below one, by a number that is near to it."""
    root = re.fullmatch(r"(1/)?sqrt\((.*)\)", text)
    if root:
        return 1 / Fraction(root[2]) if root[1] else Fraction(root[2])
    over, _, under = text.removesuffix("^2").partition("/")
    return Fraction(over) / Fraction(under or "1")
