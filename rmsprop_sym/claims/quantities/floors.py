"""What prose says of the smallest divisor that eps leaves: at v = 0 it is 1e-4 with 1e-8 under the root, and 1e-8 beside it.

Only a number that is right, or that a known slip gives, is judged: the root left out, or the square taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.conventions.model import PARAMETER, Model
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.plainly import plainly

_NUMBER = r"(?P<{}>\d+(?:\.\d+)?(?:e-?\d+)?)(?![\w^]|\.\d| ?[*/^](?! ?(?:eta|alpha|lr)\b))"
_N = rf"(?:(?:sqrt\([^()]*\)|\d[^ ,.;]*) ?= ?)?(?:(?:about|only|just|exactly|roughly) )*{_NUMBER.format('n')}"
_STATE = r"(?:[vrsnGE](?:_\w+|\[g\^2\](?:_\w+)?)?|the (?:mean|average|accumulator|cache))"
_AT_ZERO = rf"(?:at|for|when|if|with|where|once) (?:a component has )?{_STATE} ?(?:=|is) ?(?:0|zero)\b(?:\.0)?"
_IS = r"(?:is|equals|becomes|has|of|stays|comes to)"
_BELOW = r"(?:below|under|smaller than|less than)"
_SIDE_IN = r"\b(?:inside|under(?:neath)?|within|beneath)\b"
_SIDE_OUT = r"\b(?:outside|beside|next to|added to) (?:of )?(?:the )?(?:square )?root\b|\boutside\b"
_EPS = r"(?:eps|delta)"
_AT = (
    re.compile(rf"\bdenominator {_AT_ZERO} {_IS} {_N}"),
    re.compile(rf"\b[AFWIaf]\w* {_AT_ZERO.split(' ', 1)[1]},? (?:the|its|our|this)[^.,;]{{0,40}}? (?:has |the )*denominator {_IS}? ?{_N}"),
    re.compile(rf"\bdenominator (?:is|can|falls|drops|gets|goes)? ?never (?:be |fall |drop |get |go |falls |drops )?{_BELOW} {_N}"),
    re.compile(rf"\b(?:floor of the denominator|smallest (?:possible )?denominator) (?:is|equals) {_N}"),
)
_RATE_AT = re.compile(rf"(?i:{_AT_ZERO}),? (?P<what>it|the effective (?:step size|learning rate|rate)) (?:is|equals|becomes) {_N} ?\*? ?(?:eta|alpha|lr)\b")
_MATCH = re.compile(
    rf"\b[Tt]o (?:get|have|keep|match|reproduce|reach|obtain) (?:our|the same|this|that|the old|a) floor(?: of {_NUMBER.format('floor')})?"
    rf"[^.;]{{0,60}}? {_EPS} ?= ?{_NUMBER.format('n')}"
)
_LIKE = re.compile(
    rf"\b{_EPS} ?(?:=|of) ?{_NUMBER.format('one')} (?P<first>inside|outside|under)(?: (?:of )?the (?:square )?root)? "
    r"(?:corresponds to|is equivalent to|acts like|amounts to|equals|is the same as|has the same effect as|does the same as|matches)"
    rf"[^.;]{{0,30}}? {_NUMBER.format('n')} (?P<second>inside|outside|under)"
)
_TAKES_OVER = re.compile(
    rf"\b{_EPS} (?:(?:only|then) )?(?:(?:starts?|begins?) to )?(?:dominates?|takes? over|matters?|rules|wins)(?: only)? "
    rf"(?:once|when|as soon as|if|where|below) (?P<what>sqrt\({_STATE}\)|the (?:root|rms)|the RMS|{_STATE}|\|?g(?:_\w+)?\|?|the gradients?) "
    rf"(?:(?:is|falls|drops|gets|goes|lies|are) )?(?:{_BELOW}|<|comparable (?:to|with)) {_N}"
)
_DOUBT = re.compile(r"\b(?:not|would|could|might|unless|instead|wrong\w*|mistak\w*|forg\w*|clamp\w*|max\w*)\b|\?")
_VALUE = re.compile(rf"\b{_EPS} ?(?:=|of) ?{_NUMBER.format('v')}")
_ROUGHLY = 10


@dataclass(frozen=True)
class Floors:
    """Where eps stands in the newest rule of a note, and what it is worth there, as far as the note has said so."""

    families: Sequence[Sequence[Model]]
    eps: str = ""

    @property
    def is_inside(self) -> bool | None:
        """Whether eps stands under the root; None if that is not known."""
        moving = [family for family in self.families if PARAMETER in family[0].letters.values()]
        sides = {"inside" in model.rule.name for model in (moving[-1] if moving else ()) if "eps" in model.rule.hyper}
        return sides.pop() if len(sides) == 1 else None

    def remarks(self, text: str) -> Iterator[Remark]:
        """What a passage says of the smallest divisor, sentence by sentence."""
        if not _near(text):
            return
        plain = plainly(text)
        for start, stop in plain.sentences():
            sentence, before, after = plain.text[start:stop], plain.text[:start], plain.text[stop:]
            for match, found in self._said(sentence, before):
                rest = f"{sentence[: match.start()]} {sentence[match.end() :]}"
                if found and not _DOUBT.search(rest) and not disowned(before + sentence[: match.start()], after):
                    first, last = plain.span(start + match.start(), start + match.end())
                    yield Remark(first, last, "arithmetic", found[0], found[1])

    def _said(self, sentence: str, before: str) -> Iterator[tuple[re.Match[str], tuple[str, Derived] | None]]:
        for pattern in _AT:
            for match in pattern.finditer(sentence):
                floor = self._floor(sentence[: match.end()])
                yield match, _slipped("the divisor at zero", floor, match["n"])
        for match in _RATE_AT.finditer(sentence):
            floor = self._floor(sentence[: match.end()]) if match["what"] != "it" or "effective" in before else ""
            yield match, _slipped("the rate over the divisor at zero", floor and f"1/({floor})", match["n"])
        for match in _MATCH.finditer(sentence):
            yield match, self._matched(match)
        for match in _LIKE.finditer(sentence):
            one, inside = match["one"], match["first"] != "outside"
            if inside != (match["second"] != "outside"):
                form = f"sqrt({one})" if inside else f"({one})^2"
                yield match, _slipped("the same divisor at zero", form, match["n"])
        for match in _TAKES_OVER.finditer(sentence):
            yield match, self._taking_over(match, sentence)

    def _side(self, words: str) -> bool | None:
        """Whether eps is under the root where these words end: as they say last, or as in the note."""
        sides = [(match.start(), True) for match in re.finditer(_SIDE_IN, words)]
        sides += [(match.start(), False) for match in re.finditer(_SIDE_OUT, words)]
        return max(sides)[1] if sides and not re.search(r"\bours?\b", words[max(sides)[0] :]) else self.is_inside

    def _eps(self, words: str) -> str:
        """The value of eps that these words end with, or that of the note."""
        values = [match["v"] for match in _VALUE.finditer(words)]
        return values[-1] if values else self.eps

    def _floor(self, words: str) -> str:
        """The smallest divisor as an expression; nothing if it is not known."""
        side, eps = self._side(words), self._eps(words)
        return "" if side is None or not eps else f"sqrt({eps})" if side else eps

    def _matched(self, match: re.Match[str]) -> tuple[str, Derived] | None:
        """The eps of one side that leaves the divisor of the other."""
        inner, outer = re.search(_SIDE_IN, match[0]), re.search(_SIDE_OUT, match[0])
        own = self.eps if self.is_inside is not None else ""
        floor = match["floor"] or (own and (f"sqrt({own})" if self.is_inside else own))
        if not floor or bool(inner) == bool(outer):
            return None
        return _slipped("eps for the same divisor at zero", f"({floor})^2" if inner else f"({floor})", match["n"])

    def _taking_over(self, match: re.Match[str], sentence: str) -> tuple[str, Derived] | None:
        """Where eps and what it is added to are equal."""
        side, eps = self._side(sentence), self._eps(sentence)
        if side is None or not eps:
            return None
        squared = re.fullmatch(_STATE, match["what"]) is not None
        form = (eps if squared else f"sqrt({eps})") if side else (f"({eps})^2" if squared else eps)
        return _slipped("where eps is as large as what it is added to", form, match["n"], roughly=_ROUGHLY)


def _near(text: str) -> bool:
    """Whether a text may speak of eps in a divisor."""
    return re.search(r"denominator|floor|effective|dominat|take|matter|corresponds|equivalent|acts like|amounts", text) is not None


def _slipped(law: str, form: str, printed: str, roughly: int = 1) -> tuple[str, Derived] | None:
    """The number against the form, if it is its value or what a slip makes of it, which may be `roughly` right."""
    if not form:
        return None
    found = judged(law, [form], Printed(printed))
    if found is None or found[1].grade.holds:
        return found
    slips = (f"({form})^2", f"sqrt({form})", f"({form})^4")
    slipped = any(each and each[1].grade.holds for each in (judged(law, [slip], Printed(printed)) for slip in slips))
    near = judged(law, [form], Printed(printed, about=True)) if roughly > 1 else None
    return found if slipped and found[1].grade is Grade.REFUTED and not (near and near[1].grade.holds) else None
