"""A sentence in plain words with what its note has said: which means it keeps, and what their decays are worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain

from rmsprop_sym.claims.quantities.averages import Average, Averages, decays_in, settings_in, worth
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged
from rmsprop_sym.claims.words.conduct import begun_before
from rmsprop_sym.claims.words.hedges import HEDGED, HEDGES, MERELY

ABOUT = rf"(?P<about>(?:(?:{MERELY}|now|then|thus|therefore|hence|some|at) )*(?:(?:{HEDGES}) ?)?)"
NUMBER = r"(?<!\d )(?P<n>\d+(?:\.\d+)?(?:e-?\d+)?)(?![\w^]|\.\d| ?[*/^+]|-\w| \d{3}\b| to 1\b)"
STEPS = (
    r"(?: (?:further |more |such |ordinary |optimi[sz]er |training |normal |gradient )*(?:steps?|iterations?"
    r"|updates?)\b)"
)
_ROOT = r"\b(?:square root|root|rms|denominator)\b"
_RATE = r"\beffective (?:learning[ -]rate|rate|step size|lr)\b"
_RATES = {"eta", "lr", "alpha", "1"}
_SUMS = re.compile(r"\badagrad|\bsum of (?:all )?squares|(?-i:\bG(?:_t)?\b)", re.IGNORECASE)
_SIGNALS = re.compile(r"\b(?:momentum|velocity|heavy[- ]ball|first moment)\b", re.IGNORECASE)
HALF, NEGLIGIBLE = Fraction(1, 2), Fraction(1, 10**5)
_SMALL = re.compile(
    r"\b(?:tiny|minute|small gradients?|small g)\b|\bg(?:_1)? ?= ?(?:\d*\.?\d*e-\d|0?\.000)", re.IGNORECASE
)


@dataclass(frozen=True)
class Subject:
    """A mean, or a power of it: its root, or the rate over its root."""

    average: Average
    power: Fraction = Fraction(1)

    def __str__(self) -> str:
        """The mean as prose has it."""
        name = self.average.name
        return {Fraction(1): name, HALF: f"sqrt({name})"}.get(self.power, f"1/sqrt({name})")


@dataclass(frozen=True)
class Remarked:
    """What is to be said about a stretch of plain words, and how it was read."""

    start: int
    end: int
    read_as: str
    evidence: Derived
    given: tuple[str, ...] = ()


class Around:
    """What a section has said so far, which is searched for a pattern once: longer sections cost no more a sentence."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._searched: dict[re.Pattern[str], tuple[int, bool]] = {}

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether one of the texts has something of a pattern.

        >>> around = Around()
        >>> around.says(re.compile("sum")), around.texts.append("a sum"), around.says(re.compile("sum"))
        (False, None, True)
        """
        done, found = self._searched.get(pattern, (0, False))
        found = found or any(map(pattern.search, self.texts[done:]))
        self._searched[pattern] = len(self.texts), found
        return found


@dataclass(frozen=True)
class Clause:
    """A sentence, what stands before it in its passage, the means so far, what its section has said, and its title."""

    text: str
    above: str
    averages: Averages
    section: Sequence[tuple[str, str]] = ()
    title: str = ""
    around: Around = field(default_factory=Around)
    before: str = ""
    texts: Sequence[str] = ()

    def values(self, decay: str, stop: int) -> tuple[list[str], list[str]]:
        """What a decay is worth at a place of the sentence, and what it may be worth."""
        fixed = worth(decay, ())
        if fixed:
            return fixed, []
        inside = [value for name, value in decays_in(self.text[:stop]) if name == decay]
        inside = inside[-1:] or [value for name, value in decays_in(self.text) if name == decay][:1]
        return (inside, []) if inside else self.said_before(decay)

    def said_before(self, decay: str) -> tuple[list[str], list[str]]:
        """What a decay is worth by what stands before the sentence, and what it may be worth."""
        if fixed := worth(decay, ()):
            return fixed, []
        said = self.averages.values.get(decay, [])
        stands = chain(reversed(settings_in(self.above)), reversed(self.section))
        near = next(([value] for name, value in stands if name == decay), said[:1])
        near += [value for name, value in decays_in(self.above) if name == decay and value not in near][-1:]
        return near, [value for value in dict.fromkeys(said) if value not in near]

    def mentions(self, number: str) -> bool:
        """Whether a number stands in the sentence, or in its section so far."""
        texts = (self.text, self.above, self.title, *self.around.texts)
        return any(re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", text) for text in texts)

    @property
    def starts_elsewhere(self) -> bool:
        """Whether the section may start a mean at something that is not 0."""
        names = "|".join(map(re.escape, self.averages.kept)) or "v"
        said = re.compile(
            rf"\b(?:{names})_0 ?=(?! ?0(?!\.?\d))|\binitial(?:ly)? (?:value )?(?:of )?(?:1|[vg]_1\^2)\b"
            rf"|\bstart\w* (?:from|at|with) (?:1|ones?)\b",
            re.IGNORECASE,
        )
        near = f"{self.title} . {self.above} {self.text}"
        valued = (
            r"\b(?:if|with|when|for|let|where|at|once|now|of|suppose|and|since|because)"
            rf" (?:{names})(?:_[1t])? ?= ?(?!0(?!\.?\d))\d"
        )
        started = said.search(near) is not None or self.around.says(said)
        return started or bool(begun_before(near) or re.search(valued, self.text))

    @property
    def counts_eps(self) -> bool:
        """Whether the small constant may count: it is not small, or a gradient is."""
        values = (value for name in ("eps", "epsilon", "delta") for value in self.averages.values.get(name, ()))
        small = _SMALL.search(f"{self.above} {self.text}") is not None
        return small or any(Fraction(value) > NEGLIGIBLE for value in values)

    @property
    def of_a_sum(self) -> bool:
        """Whether the rule that the note spoke of last forgets nothing, and the sentence names no other."""
        newest = [each for each in self.averages.kept.values() if each.order == 2][-1:]
        return bool(newest) and newest[0].is_sum and not re.search(r"\brmsprop\b", self.text, re.IGNORECASE)

    def names_another(self, words: str) -> bool:
        """Whether words speak of what a letter stands for that is no mean of the note."""
        if _SIGNALS.search(words) and not any(each.order == 1 for each in self.averages.kept.values()):
            return True
        letters = re.findall(
            r"\b(?:of|in|to|into|for|on) (?:the )?(?:(?:square )?root of )?([A-Za-z](?:_\w)?)\b(?! ?=|[\[^'])", words
        )
        return any(each.split("_")[0] not in {*self.averages.kept, *"agkntiTNxwp"} for each in letters)

    def alone(self) -> str | None:
        """The only decay that the note has."""
        decays = self.averages.decays
        return decays[0] if len(decays) == 1 else None

    def subject(self, text: str) -> Subject | None:
        """The mean of which words speak, or its root, or the rate over it; the only one if they name none."""
        kept = self.averages.kept
        names = "|".join(map(re.escape, sorted(kept, key=len, reverse=True)))
        over = None
        if re.search(r"\b(?:log|ln|logarithms?)\b", text, re.IGNORECASE):
            return None
        if names:
            name = rf"(?P<name>{names})(?:_(?:\w|\([^()]*\)))?(?![\w^(\[]| ?[/*+-])"
            over = re.search(
                rf"(?<![^\s/(])(?P<over>[^\s/(]*) ?/ ?(?:sqrt\( ?{name} ?\)|(?:the )?(?:rms|root)\b)",
                text,
                re.IGNORECASE,
            )
            rate = bool(re.search(_RATE, text, re.IGNORECASE))
            if over and over["over"] not in _RATES:
                return None
            rate = rate or over is not None
            root = re.search(
                rf"sqrt\( ?{name} ?\)|\b(?:root|rms) of (?:the )?{name.replace('?P<name>', '?P<named>')}", text
            )
            if root:
                return Subject(kept[root["name"] or root["named"]], -HALF if rate else HALF)
            plain = re.search(rf"(?<![\w\\(/*^|+-]){name}", text)
            if plain and not rate and not re.search(_ROOT, text, re.IGNORECASE):
                return Subject(kept[plain["name"]])
        squares = self.averages.squares
        if (
            len(squares) != 1
            or self.averages.altered
            or self.of_a_sum
            or _SUMS.search(f"{self.title} {self.above} {self.text}")
        ):
            return None
        if re.search(_RATE, text, re.IGNORECASE) or over:
            return Subject(squares[0], -HALF)
        return Subject(squares[0], HALF) if re.search(_ROOT, text, re.IGNORECASE) else None

    def number(
        self,
        match: re.Match[str],
        law: str,
        forms: Sequence[str],
        decay: str | None,
        *,
        counts: bool = False,
        spare: Sequence[str] = (),
    ) -> Remarked | None:
        """What is to be said about the number of a match that stands for one of these forms in the decay `b`."""
        if decay is None:
            return None
        near, others = self.values(decay, match.start("n"))
        if not near:
            return None
        meant = [form.format(b=value) for value in near for form in forms]
        elsewhere = [form.format(b=value) for value in others for form in forms]
        elsewhere += [form.format(b=value) for value in near for form in spare]
        printed = Printed(match["n"], about=HEDGED.search(match["about"]) is not None, counts=counts)
        found = judged(law, meant, printed, elsewhere)
        given = f"{decay} = {near[0]}" if decay[:1].isalpha() else f"decay = {near[0]}"
        return Remarked(match.start(), match.end(), *found, (given,)) if found else None
