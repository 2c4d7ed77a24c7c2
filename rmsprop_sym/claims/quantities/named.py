"""Quantities that prose calls by their names: the half-life for beta = 0.9 is 6.6 steps, the first step is 3.16 eta.

What a name may mean in several ways is accused only if it is wrong in all of them; about 70 steps may be 68.97.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.comparison import compare, round_against
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.numeral import PLAIN
from rmsprop_sym.claims.expressions.syntax import Chain, parse_statement
from rmsprop_sym.claims.expressions.tokens import GREEK
from rmsprop_sym.claims.quantities.averages import OTHER_DECAY
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.supposed import in_numbers
from rmsprop_sym.claims.verdict import Evidence, Grade
from rmsprop_sym.claims.words.conduct import begun_before
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.hedges import HEDGES
from rmsprop_sym.claims.words.plainly import plainly
from rmsprop_sym.claims.words.said import Said, said_in
from rmsprop_sym.claims.words.sentences import sentences
from rmsprop_sym.claims.words.wording import words

_HALF_LIFE, _MEAN_AGE = "log(1/2)/log(beta)", "beta/(1 - beta)"
MEANINGS = {
    "half-life": (_HALF_LIFE,),
    "time constant": ("1/(1 - beta)", "-1/log(beta)", _MEAN_AGE),
    "memory": ("1/(1 - beta)", "-1/log(beta)", "(1 + beta)/(1 - beta)", "2/(1 - beta)", _MEAN_AGE, _HALF_LIFE),
    "first centred step": ("1/sqrt(beta*(1 - beta))",),
    "first step": ("1/sqrt(1 - beta)",),
    "longest step": ("1/sqrt(1 - beta)",),
    "per cent": ("100*(1 - beta^n)",),
    "per cent left": ("100*beta^n",),
}
SMALL = Fraction(1, 10**6)
STEPS = {"first centred step", "first step", "longest step"}  # in rates, of RMSProp without eps
_OF_OTHERS = (
    r"\s+of\s+(?!(?:the\s+|a\s+|an\s+|each\s+|every\s+|its\s+)?(?:old\s+|older\s+|past\s+|squared\s+"
    r"|single\s+)*(?:weights?"
    r"|memory|averag\w+|means?|accumulators?|gradients?|squares?|contributions?|influence|ema|filter|buffer"
    r"|states?|moving"
    r"|exponential|running|second|this|rmsprop|\$))"
)
_LENGTH = r"(?:memory|window)\s+length"
_NAMES = {
    "half-life": rf"half[- ]?li(?:fe|ves)(?!{_OF_OTHERS})",
    "time constant": rf"time\s+constant(?!{_OF_OTHERS})",
    "memory": rf"(?:(?:effective|averaging)\s+(?:memory|window|horizon)|{_LENGTH})(?!{_OF_OTHERS})",
    "first centred step": r"first\s+cent(?:re|er)e?d\s+(?:step|update)",
    "first step": r"first\s+(?:step|update)",
}
_ABOUT = rf"(?:{HEDGES})"
_SIZE = r"(?:a\s+|the\s+|of\s+)?(?:length|size)(?:\s+of)?"
_MORE = rf"(?:only|just|exactly|still|already|therefore|thus|then|hence|again|now|equal\s+to|{_SIZE})"
_STEPS = r"(?:\s*(?:further\s+|more\s+)?(?:steps?|iterations?|updates?)\b)?"
_VALUE = (
    rf"(?P<about>{_ABOUT}\s+)?(?:\$\s*(?P<sign>\\approx\s*|≈\s*)?(?P<number>{PLAIN})(?:\s|\\[,;:! ]|\\cdot|\\times|·)*"
    rf"(?P<unit>\\?[A-Za-zα-ω]+)?\s*\$|(?P<plain>{PLAIN})(?:\s*[·*]?\s*(?P<letter>[α-ω]))?){_STEPS}"
    r"(?![\w^]|\.\d|\s+(?:to\s+1|times|and\s+\d+)\b|\s*(?:%|[-–+*/=<>≤≥·×]))"
)
_GAP = r"(?:[^.;?!]|\.(?=\d)){0,90}?"
_IS = rf"(?:is|are|has|have|of|equals?|becomes?|amounts?\s+to|comes\s+to|gives?)\s+(?:{_MORE}\s+)*"
_LEADS = rf"(?:\s*[=≈:]\s*|{_GAP}\s{_IS}|{_GAP}\d\$?\s*:\s+)"
_NAMED = {kind: re.compile(rf"\b{name}\b{_LEADS}{_VALUE}", re.IGNORECASE) for kind, name in _NAMES.items()}
_HALVES = re.compile(
    r"\b(?:weights?|memory|contributions?|influence|squared\s+gradients?)\b[^.;?!]{0,40}?\b"
    r"(?:halves|halve|(?:is|are)\s+halved|loses?\s+half(?:\s+of)?\s+(?:its|their)\s+\w+)\s+(?:once\s+)?"
    rf"(?:{_ABOUT}\s+)?(?:every|after|in|within)\s+{_VALUE}"
)
_LONGEST = re.compile(
    r"\bno\s+(?:single\s+)?(?:step|update)\s+(?:is|can\s+be|can\s+ever\s+be|is\s+ever|gets)\s+(?:longer"
    r"|larger)\s+than\s+"
    rf"{_VALUE}"
)
_REACHED = re.compile(
    rf"\bafter\s+\$?(?P<steps>\d{{1,5}})\$?\s+(?:steps|updates|iterations)\b{_GAP}\b(?:reached|reaches|reach|at"
    rf"|stands\s+at)\s+"
    rf"(?P<about>{_ABOUT}\s+)?\$?(?P<number>{PLAIN})\s*\\?%\s*\$?\s+of\s+"
    r"(?:\$[A-Za-z]\^\{?2\}?\$|[a-z]²|(?:its|the)\s+(?:limit|final\s+value)\b)"
)
_OLD = (
    r"(?:what\s+(?:it|they)\s+(?:was|were)|(?:its|their|the)\s+(?:first|initial|original|old|former|starting|full)\s+"
    r"(?:weight|value|size|contribution|influence|share|strength))"
)
_SUBJECT = r"(?:weights?|contributions?|influence|squares?|squared\s+gradients?|spike|share)"
_PER_CENT = rf"(?P<about>{_ABOUT}\s+)?\$?(?P<number>{PLAIN})(?:\s|\\,)*(?:\\?%|per\s?cent)\s*\$?\s+of\s+{_OLD}"
_STEPS_LEFT = r"\$?(?P<steps>\d{1,5})\$?\s+(?:(?:more|further|such)\s+)?(?:steps|updates|iterations)\b"
_DOWN_TO = (
    r"(?:(?:drop|fall|fad|decay|shr[aiu]nk|sunk|sink|down)\w*\s+(?:down\s+)?to"
    r"|(?:retains?|keeps?|carr(?:y|ies)|has|have|is|are)(?:\s+(?:still|only|just))*)"
)
_LEFT = re.compile(
    rf"\bafter\s+{_STEPS_LEFT}{_GAP}\b{_SUBJECT}\b{_GAP}\b{_DOWN_TO}\s+{_PER_CENT}"
    rf"|\b{_SUBJECT}\b{_GAP}\bafter\s+{_STEPS_LEFT.replace('steps>', 'later>')}{_GAP}\b{_DOWN_TO}\s+"
    rf"{_PER_CENT.replace('about>', 'near>').replace('number>', 'plain>')}",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"\s*[,;]?\s*(?:and|but|while|whereas)\s+(?:for|with|at)\s+\$?[^$\s=]+\s*=\s*{PLAIN}\$?\s*,?\s*"
    rf"(?:(?:it|this|that|we|one)\s+(?:is|gets?|has|equals|becomes|obtains?)\s+)?(?:already\s+|only\s+"
    rf"|even\s+)?{_VALUE}"
)
_DOUBT = re.compile(
    r"\b(?:if|when\w*|unless|until|provided|as\s+long|would|could|might|may|choose|want|need|which|such|root"
    r"|decoupled|\w*corrected|after\s+correct\w*|momentum"
    r"|adam\w*|adagrad|nesterov|weight\s+decay|instead|than\s+the|second|compared)\b|\\lambda|λ|\\sqrt\{v|√|\?",
    re.IGNORECASE,
)
_OF_STEPS = re.compile(
    r"\b(?:step\s+(?:sizes?|lengths?)|rates?|errors?|loss|distance|the\s+(?:step|update)|denominators?|not|never|nor|no\s+longer|less|more\s+than|without\s+the)\b"
)
_PLAIN_STEP = re.compile(r"\blarger\s+than\s+the\b.*", re.IGNORECASE)  # what it is compared with comes after it
_NO_STEP = re.compile(r"\bno\s+(?=(?:single\s+)?(?:step|update)\b)")
_ELSE = re.compile(
    r"\b(?:halv\w+|doubl\w+|tripl\w+|factor|times|shorter|longer|larger|smaller|(?:first|last|each|every|the)\s+steps?\s+(?:is|are|has)"
    r"|updates?\s+(?:is|are)|rate|denominator|share|spike|time\s+constant|half[- ]?li(?:fe|ves)"
    r"|weights?\s+(?:is|has|are|of)|reset|restart\w*)\b",
    re.IGNORECASE,
)
_BEST = (Grade.PROVED, Grade.ENCLOSED, Grade.ROUNDS, Grade.OPEN, Grade.REFUTED)


@dataclass(frozen=True)
class Reader:
    """How a note calls the decay and the rate, what it says that these are, and whether its rule is RMSProp."""

    is_decay: Callable[[str], bool]
    known: Sequence[Said] = ()
    steps: bool = False
    is_rate: Callable[[str], bool] = "eta".__eq__

    def remarks(self, text: str) -> Iterator[Remark]:
        """What a passage, formulas between dollars, says of quantities that it names.

        >>> said = Reader({"beta"}.__contains__).remarks("For $β = 0.9$ the half-life is about 66 steps.")
        >>> [(each.read_as, str(each.evidence.grade)) for each in said]
        [('log(1/2)/log(0.9) ≈ 66', 'REFUTED')]
        """
        for start, stop in sentences(text):
            sentence = text[start:stop]
            if begun_before(words(text[:stop])) and "step" in sentence:
                continue
            if OTHER_DECAY.search(plainly(sentence).text):
                continue
            if not _DOUBT.search(_PLAIN_STEP.sub("", sentence)) and not disowned("", _NO_STEP.sub("", words(sentence))):
                for each in self._said(sentence):
                    yield replace(each, start=each.start + start, end=each.end + start)

    def _said(self, sentence: str) -> Iterator[Remark]:
        """What the sentence says, and says again of another decay."""
        patterns = [*_NAMED.items(), ("half-life", _HALVES), ("longest step", _LONGEST), ("per cent", _REACHED)]
        patterns += [("per cent left", _LEFT)] if not _OF_STEPS.search(sentence) else []
        for kind, pattern in patterns:
            match = pattern.search(sentence) if self.steps or kind not in STEPS else None
            while match:
                found = self._judged(kind, sentence, match)
                if found:
                    yield found
                match = _AGAIN.match(sentence, match.end())

    def _judged(self, kind: str, sentence: str, match: re.Match[str]) -> Remark | None:
        """The number against the meanings of the name; none if the decay or the unit is not certain."""
        group = match.groupdict()
        decay = self._decay(sentence, match)
        printed = group["number"] or group.get("plain")
        if kind in STEPS and any(map(_counts, [*said_in(sentence), *self.known])):
            return None
        unit = (group.get("unit") or group.get("letter") or "").removeprefix("\\")
        fits = self.is_rate(GREEK.get(unit, unit)) if kind in STEPS else not unit
        if decay is None or printed is None or not fits or _is_of_else(kind, match):
            return None
        count = group.get("steps") or group.get("later")
        found = list(_found(kind, decay, count, printed))
        chain, evidence = best = min(found, key=lambda each: _BEST.index(each[1].grade))
        if kind == "time constant" and MEANINGS[kind][found.index(best)] == _MEAN_AGE:
            return None  # some call it so, and most do not
        if kind == "longest step" and evidence.grade is Grade.REFUTED:
            return self._bound(match, chain, printed, decay)
        loose = bool(group["about"] or group.get("near") or group.get("sign")) and any(
            _is_near(each, printed) for _, each in found
        )
        if evidence.grade is Grade.REFUTED and (loose or _is_spared(kind, evidence, printed)):
            return None
        others = self._others(sentence, match, decay) if evidence.grade is Grade.REFUTED else []
        if any(each.grade is not Grade.REFUTED for other in others for _, each in _found(kind, other, count, printed)):
            return None
        small = ("eps = 0",) if kind in STEPS else ()
        return _remark(match, f"{chain} ≈ {printed}", evidence, f"beta = {decay}", *small)

    @staticmethod
    def _bound(match: re.Match[str], chain: Chain, printed: str, decay: str) -> Remark:
        """The number as a bound, which need not be the best one."""
        evidence = compare(chain.members[0], "<=", parse_statement(printed).members[0])
        return _remark(match, f"{chain} <= {printed}", evidence, f"beta = {decay}")

    def _decay(self, sentence: str, match: re.Match[str]) -> str | None:
        """The decay that the sentence has last before the number, or alone; else the only one that the note has."""
        stop = match.end()
        said = [each for each in said_in(sentence) if self.is_decay(each.name) and len(each.texts) == 1]
        before = [each for each in said if each.spans[0][1] <= stop]
        if before or len(said) == 1:
            return (before or said)[-1].texts[0]
        known = {each.texts for each in self.known if self.is_decay(each.name)}
        return known.pop()[0] if len(known) == 1 and not said else None

    def _others(self, sentence: str, match: re.Match[str], decay: str) -> list[str]:
        """What else the decay may be, if other numbers stand between where it was said and what is said of it."""
        spans = [each.spans[0] for each in said_in(sentence) if self.is_decay(each.name) and each.texts == (decay,)]
        stops = [stop for _, stop in spans if stop <= match.start()]
        if stops and not re.search(r"\d", sentence[stops[-1] : match.start()]):
            return []
        said = [*said_in(sentence), *self.known]
        return list({text for each in said if self.is_decay(each.name) for text in each.texts} - {decay})


def _found(kind: str, decay: str, count: str | None, printed: str) -> Iterator[tuple[Chain, Rounded]]:
    """The meanings of a name for a decay and a number of steps, each with the printed number held against it."""
    values = {"beta": parse_statement(decay).members[0]}
    values |= {"n": parse_statement(count).members[0]} if count else {}
    for each in MEANINGS[kind]:
        if numbers := in_numbers(parse_statement(each), values):
            yield numbers, round_against(numbers.members[0], "≈", Reading(printed))


def _remark(match: re.Match[str], read_as: str, evidence: Evidence, *given: str) -> Remark:
    """What a match says, under what it was computed."""
    return Remark(match.start(), match.end(), "arithmetic", read_as, evidence, given)


def _counts(said: Said) -> bool:
    """Whether it is an eps that makes first steps shorter."""
    return said.name in {"eps", "delta"} and any(value > SMALL for value in said.values)


def _is_of_else(kind: str, match: re.Match[str]) -> bool:
    """Whether words between the name of a span and the number speak of something else: halved, the step is 1.41."""
    between = match[0][: match.start("number" if match["number"] else "plain") - match.start()]
    name = re.match(_NAMES.get(kind, "$"), between, re.IGNORECASE)
    return kind not in STEPS and name is not None and _ELSE.search(between, name.end()) is not None


def _is_near(value: Rounded, printed: str) -> bool:
    """Whether a number that is only about the value has its digits, or is within a twentieth of it."""
    number, unit = value.printed.value, Fraction(10) ** (len(printed) - len(printed.rstrip("0")))
    size = max(abs(value.low - number), abs(value.high - number))
    return "." not in printed and size <= max(unit / 2, number / 20)


def _is_spared(kind: str, value: Rounded, printed: str) -> bool:
    """Whether the first whole step after a half-life may be meant."""
    number = value.printed.value
    return "." not in printed and kind == "half-life" and number - 1 < value.low and value.high <= number
