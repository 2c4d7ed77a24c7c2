"""What prose says of the smallest divisor that eps leaves: at v = 0 it is 1e-4 with 1e-8 under the root, else 1e-8.

Only a number that is right, or that a known slip gives, is judged: the root left out, or the square taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged, related
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.subjects import stepping
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.plainly import plainly

_NUMBER = r"(?P<{}>\d+(?:\.\d+)?(?:e-?\d+)?)(?![\w^]|\.\d| ?[*/^](?! ?(?:eta|alpha|lr)\b))"
_N = rf"(?:(?:sqrt\([^()]*\)|\d[^ ,.;]*) ?= ?)?(?:(?:about|only|just|exactly|roughly) )*{_NUMBER.format('n')}"
_STATE = r"(?:[vrsnGE](?:_\w+|\[g\^2\](?:_\w+)?)?|the (?:mean|average|accumulator|cache))"
_AT_ZERO = rf"(?:at|for|when|if|with|where|once) (?:a component has )?{_STATE} ?(?:=|is) ?(?:0|zero)\b(?:\.0)?"
_IS = r"(?:is|equals|becomes|has|of|stays|comes to)"
_BELOW = r"(?:below|under|smaller than|less than)"
_SIDE_IN = r"\b(?:inside|under(?:neath)?|within|beneath)\b|sqrt\([^()+]*(?:\([^()]*\))? ?\+ ?(?:eps|delta)\)"
_SIDE_OUT = (
    r"\b(?:outside|beside|next to|added to) (?:of )?(?:the )?(?:square )?root\b|\boutside\b"
    r"|sqrt\([^()]*\) ?\+ ?(?:eps|delta)\b"
)
_EPS = r"(?:eps|delta)"
_NEVER = r"(?:is|can|falls|drops|gets|goes)? ?never (?:be |fall |drop |get |go |falls |drops )?"
_AT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bdenominator {_AT_ZERO} {_IS} {_N}",
        rf"\b(?i:{_AT_ZERO}),? (?:the|its|our|this)[^.,;]{{0,40}}? (?:has |the )*denominator {_IS}? ?{_N}",
        rf"\b(?i:{_AT_ZERO}),? (?:the|its|our|this) denominator {_IS} {_N}",
        rf"\bdenominator {_NEVER}{_BELOW} {_N}",
        rf"\b(?:floor of the denominator|smallest (?:possible )?denominator) (?:is|equals) {_N}",
        rf"\b(?:for|with|at) {_EPS} ?= ?[\d.]+(?:e-?\d+)?,? (?:the|this|that) floor {_IS} {_N}",
        rf"\bfloor\b[^.;]{{1,90}}\b(?P<from>for|with|at) {_EPS} ?= ?[\d.]+(?:e-?\d+)? it {_IS} {_N}",
    )
)
_RATE_AT = re.compile(
    rf"(?i:{_AT_ZERO}),? (?P<what>it|the effective (?:step size|learning rate|rate)) (?:is|equals|becomes) {_N}"
    r" ?\*? ?(?:eta|alpha|lr)\b"
)
_MATCH = re.compile(
    r"\b[Tt]o (?:get|have|keep|match|reproduce|reach|obtain) (?:our|the same|this|that|the old|a)"
    rf" (?:default |own |usual )?floor(?: of {_NUMBER.format('floor')})?[^.;]{{0,60}}?"
    rf" {_EPS} ?(?:=|to|(?:has to|must|should) be|is) ?{_NUMBER.format('n')}"
)
_THERE = re.compile(r"\b(?:there|its|their)\b")
_MORE = r"(?:stronger|as strong|larger|as large|bigger|as big|higher)"
_STRONGER = re.compile(
    rf"(?i:{_AT_ZERO})[^.;]*?\b(?P<n>\d+) times {_MORE}\b"
    rf"|\b(?P<many>\d+) times {_MORE} (?:at|near) (?:zero|0) (?:than|as)"
    r" [^.;]{0,50}\boutside\b"
)
_PLAIN_DESCENT = re.compile(
    r"\b(?i:sgd|gradient descent)\b[^.;]{0,30}? (?:with|of) (?:(?:a|the|an) )?(?:(?:constant|fixed|effective) )?"
    r"(?:learning rate|step size|rate) (?:eta|alpha|lr|gamma) ?/ ?(?P<by>sqrt\( ?eps ?\)|eps)(?![\w^])"
)
_TINY = re.compile(rf"\b(?:tiny|(?:very )?small|vanishing) gradients?\b|{_STATE} ?(?:\\ll|≪|<<) ?eps", re.IGNORECASE)
_LIKE = re.compile(
    rf"\b{_EPS} ?(?:=|of) ?{_NUMBER.format('one')} (?P<first>inside|outside|under)(?: (?:of )?the (?:square )?root)? "
    r"(?:corresponds to|is equivalent to|acts like|amounts to|equals|is the same as|has the same effect as"
    rf"|does the same as|matches)[^.;]{{0,30}}? {_NUMBER.format('n')} (?P<second>inside|outside|under)"
)
_WHAT = rf"sqrt\({_STATE}\)|the (?:root|rms)|the RMS|{_STATE}|\|?g(?:_\w+)?\|?|the gradients?"
_TAKES_OVER = re.compile(
    rf"\b{_EPS} (?:(?:only|then) )?(?:(?:starts?|begins?) to )?(?:dominates?|takes? over|matters?|rules|wins)"
    rf"(?: only)? (?:once|when|as soon as|if|where|below) (?P<what>{_WHAT}) "
    rf"(?:(?:is|falls|drops|gets|goes|lies|are) )?(?:{_BELOW}|<|comparable (?:to|with)) {_N}"
)
_DOUBT = re.compile(r"\b(?:not|would|could|might|unless|instead|wrong\w*|mistak\w*|forg\w*|clamp\w*|max\w*)\b|\?")
_VALUE = re.compile(rf"\b{_EPS} ?(?:=|of) ?{_NUMBER.format('v')}")
_SPEAKS = re.compile(r"\bdenominator|\bfloor\b|\beffective\b|\b(?:eps|(?:var)?epsilon|delta)\b|[εδ]", re.IGNORECASE)
_SAID = re.compile(
    r"(?:\b(?:eps|epsilon|delta)|\\(?:var)?epsilon|\\delta|[εδ])\s*(?:=|:=)\s*"
    r"(?:(?P<plain>\d(?:\.\d+)?e-\d+|0\.0\d+)|10\^\{?-(?P<power>\d+)\}?)"
)
_PLACED = re.compile(
    r"(?P<inside>\b(?:inside|under(?:neath)?)\s+(?:of\s+)?the\s+(?:square\s+)?root|sqrt\([A-Za-z]\w*\s*\+\s*eps)"
    r"|(?P<outside>\b(?:outside|beside)\s+(?:of\s+)?the\s+(?:square\s+)?root|sqrt\([A-Za-z]\w*\)\s*\+\s*eps)",
    re.IGNORECASE,
)
_ROUGHLY = 10
CLEAR = 3  # characters of a number that is no coincidence


@dataclass(frozen=True)
class Floors:
    """Where eps stands in the newest rule of a note, what it is worth there, and what was said just before."""

    families: Sequence[Sequence[Model]]
    eps: str = ""
    near: str = ""
    side: bool | None = None

    @property
    def is_inside(self) -> bool | None:
        """Whether eps stands under the root; None if that is not known."""
        rules = {model.rule for model in stepping(self.families) if "eps" in model.rule.hyper}
        sides = {re.search("inside|tf1", rule.name) is not None for rule in rules}
        return sides.pop() if len(sides) == 1 else None if sides else self.side

    def remarks(self, text: str) -> Iterator[Remark]:
        """What a passage says of the smallest divisor, sentence by sentence."""
        plain = plainly(text)
        for start, stop in plain.sentences():
            sentence, before, after = plain.text[start:stop], plain.text[:start], plain.text[stop:]
            for match, found in self._said(sentence, before):
                rest = f"{sentence[: match.start()]} {sentence[match.end() :]}"
                if found and not _DOUBT.search(rest) and not disowned(before + sentence[: match.start()], after):
                    begin = match.start("from" if "from" in match.re.groupindex else 0)
                    first, last = plain.span(start + begin, start + match.end())
                    yield Remark(first, last, "arithmetic", found[0], found[1])

    def _said(self, sentence: str, before: str) -> Iterator[tuple[re.Match[str], tuple[str, Derived] | None]]:
        for pattern in _AT:
            for match in pattern.finditer(sentence):
                floor = self._floor(sentence[: match.end()])
                bound = " never " in match[0] and floor and _is_kept(floor, match["n"])
                yield match, None if bound else _slipped("the divisor at zero", floor, match["n"])
        for match in _RATE_AT.finditer(sentence):
            floor = self._floor(sentence[: match.end()]) if match["what"] != "it" or "effective" in before else ""
            yield match, _slipped("the rate over the divisor at zero", floor and f"1/({floor})", match["n"])
        for match in _MATCH.finditer(sentence):
            yield match, self._matched(match, before)
        for match in _STRONGER.finditer(sentence):
            eps, sides = self._eps(sentence), _sides(sentence)
            both = {side for _, side in sides} == {True, False} or re.search(r"\bthan (?:there|before)\b", sentence)
            form = f"1/sqrt({eps})" if both and eps and sides[0][1] else ""
            rooted = self._side("") or re.search(r"sqrt\( ?(?:eps|delta) ?\)", f"{before} {sentence}")
            form = f"1/sqrt({eps})" if eps and match["many"] and rooted else form
            yield match, _slipped("the two divisors at zero", form, match["n"] or match["many"])
        for match in _PLAIN_DESCENT.finditer(sentence) if _TINY.search(sentence) else ():
            floor, eps = self._floor(sentence[: match.start()]), self._eps(sentence[: match.start()])
            said = f"sqrt({eps})" if "sqrt" in match["by"] else eps
            yield match, related("the divisor at zero", floor, "=", said) if floor else None
        for match in _LIKE.finditer(sentence):
            one, inside = match["one"], match["first"] != "outside"
            if inside != (match["second"] != "outside"):
                form = f"sqrt({one})" if inside else f"({one})^2"
                yield match, _slipped("the same divisor at zero", form, match["n"])
        for match in _TAKES_OVER.finditer(sentence):
            yield match, self._taking_over(match, sentence)

    def _side(self, words: str) -> bool | None:
        """Whether eps is under the root where these words end: as they say last, or as in the note."""
        sides = _sides(words)
        if re.search(r"\bours?\b", words[sides[-1][0] if sides else 0 :]):
            return self.is_inside
        others = {side for _, side in _sides(self.near)} - {self.is_inside}
        return sides[-1][1] if sides else None if others else self.is_inside

    def _eps(self, words: str) -> str:
        """The value of eps that these words end with, or that of the note."""
        values = [match["v"] for match in _VALUE.finditer(words)]
        return values[-1] if values else self.eps

    def _floor(self, words: str) -> str:
        """The smallest divisor as an expression; nothing if it is not known."""
        side, eps = self._side(words), self._eps(words)
        return "" if side is None or not eps else f"sqrt({eps})" if side else eps

    def _matched(self, match: re.Match[str], before: str) -> tuple[str, Derived] | None:
        """The eps of one side that leaves the divisor of the other."""
        inner, outer = bool(re.search(_SIDE_IN, match[0])), bool(re.search(_SIDE_OUT, match[0]))
        if _THERE.search(match[0]) and not inner and not outer and (sides := _sides(before)):
            inner, outer = sides[-1][1], not sides[-1][1]
        own = self.eps if self.is_inside is not None else ""
        floor = match["floor"] or (own and (f"sqrt({own})" if self.is_inside else own))
        if not floor or inner == outer:
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


def _sides(words: str) -> list[tuple[int, bool]]:
    """Where words or formulas say that eps is under the root, or that it is not, in their order."""
    found = [(match.start(), True) for match in re.finditer(_SIDE_IN, words)]
    return sorted([*found, *((match.start(), False) for match in re.finditer(_SIDE_OUT, words))])


def speaks_of_floor(text: str) -> bool:
    """Whether a text may speak of what eps leaves of a divisor."""
    return _SPEAKS.search(text) is not None


def side_in(texts: Sequence[str]) -> bool | None:
    """Whether texts have eps under the root, as far as they have it in one place only.

    >>> [side_in([text]) for text in ("eps is INSIDE the root", "sqrt(v) + eps", "inside the root, outside the root")]
    [True, False, None]
    """
    sides = {match.lastgroup == "inside" for text in texts for match in _PLACED.finditer(text)}
    return sides.pop() if len(sides) == 1 else None


def values_of_eps(texts: Sequence[str]) -> str:
    r"""The value that texts give to eps, if it is one only.

    >>> values_of_eps(["Set $\varepsilon = 10^{-8}$.", "So `eps=1e-8`."]), values_of_eps(["eps=1e-8, eps=1e-7"])
    ('1e-8', '')
    """
    found = {match["plain"] or f"1e-{match['power']}" for text in texts for match in _SAID.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def _is_kept(floor: str, bound: str) -> bool:
    """Whether the divisor stays clearly above a bound, which is then right and says less."""
    return related("", floor, ">", f"{bound}*2")[1].grade.holds


def _slipped(law: str, form: str, printed: str, roughly: int = 1) -> tuple[str, Derived] | None:
    """The number against the form, if it is its value or what a slip makes of it, which may be `roughly` right."""
    if not form:
        return None
    found = judged(law, [form], Printed(printed))
    if found is None or found[1].grade.holds:
        return found
    slips = (f"({form})^2", f"sqrt({form})", f"({form})^4", f"sqrt(sqrt({form}))")
    digits = printed.split("e", maxsplit=1)[0].strip("0.")
    sure = {Grade.PROVED} if len(digits) < CLEAR else {Grade.PROVED, Grade.ROUNDS}
    slipped = any(each and each[1].grade in sure for each in (judged(law, [slip], Printed(printed)) for slip in slips))
    near = judged(law, [form], Printed(printed, about=True)) if roughly > 1 else None
    return found if slipped and found[1].grade is Grade.REFUTED and not (near and near[1].grade.holds) else None
