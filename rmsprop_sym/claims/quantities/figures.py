"""Numbers that come of numbers just before them: a factor of 31 between two, 3.45 s for 69 steps, 20 dB of a gain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from rmsprop_sym.claims.quantities.clause import ABOUT, NUMBER, STEPS, Clause, Remarked
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged
from rmsprop_sym.claims.quantities.pace import Time, is_mixed, pace, times, without_pace
from rmsprop_sym.claims.words.hedges import HEDGED
from rmsprop_sym.claims.words.plainly import DIGITS

N = ABOUT + NUMBER
_RESULT = re.compile(r"(?:=|≈) ?(?P<n>\d+(?:\.\d+)?(?:e-?\d+)?)(?= ?(?:[.,;]? ?$|[.;,] ?(?:[A-Z]|\w+side\b)))")
_DIFFER = re.compile(
    rf"\b(?:the|these|both|those) (?:2 )?(?:conventions?|values?|numbers?|results?|steps?|variants?|rules?"
    rf"|dialects?|places?|answers?|denominators?|ones?|2)?"
    rf"(?: \w+){{0,2}}? ?(?:thus |therefore |hence |then |so )?(?:differ|are apart) by (?:a|the) factor (?:of )?{N}",
    re.IGNORECASE,
)
_STEPS_BEFORE = re.compile(rf"(?P<n>\d+(?:\.\d+)?){STEPS}")
_THAT = re.compile(
    r"\b(?:that|this|it|which|these|they|or|hence|so|thus|i\.e\.?) (?:\w+ ){0,2}(?:is|are|makes?|takes?|means?"
    r"|corresponds? to|amounts? to|comes? to)?"
    r"(?: (?:about|roughly|only))? ?$|[=≈(] ?$|#[,:]? (?:about |roughly )?$",
    re.IGNORECASE,
)
_LOOPS = re.compile(r"\b[Ii]f (?=(?:the|our|a|one|we)\b[^.;,]{0,40}\b(?:per|a|each|every) (?:second|minute|hour))")
_AT_THAT = re.compile(
    r"\b(?:on|with|at|in) (?:the same|this|that|our) (?:machine|speed|pace|rate|loop|hardware|computer|trainer|gpu)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\b(?P<half>half[- ]?life)|\btime[- ]constant|\btau|\bmemory)\b(?: of [^.;,]{1,30}| tau)?"
    r" ?(?:is|lasts|of|=|≈|amounts to|comes to|becomes)[^.;,]{0,20}$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\b(?:if|want\w*|needs?|would)\b", re.IGNORECASE)
_LEVEL = re.compile(
    rf"\b(?:it takes|takes|we need|one needs|you need|needs)\b(?P<mid>[^;]{{0,40}}?)\b{N}{STEPS},? (?:counted"
    rf" from \w+ \w+,? )?(?:until|till|before|for|to bring) (?:\$?)(?P<name>[A-Za-z]\w*?)(?:_\w+)? (?:is |has "
    rf"|falls |drops |gets |fallen |dropped |to fall |to drop )+(?:below|under)"
    rf" (?P<level>\d+(?:\.\d+)?)(?![\w.]\d)",
    re.IGNORECASE,
)
_DECAYING = (
    r"(?<![\w]){name}(?:_\w+)? ?= ?(?P<floor>\d+(?:\.\d+)?) ?\+ ?(?P<jump>\d+(?:\.\d+)?) ?\*?"
    r" ?(?P<base>0?\.\d+) ?\^ ?\(?\w\)?"
)
_BESIDE = re.compile(
    rf"(?<![\w.^])(?P<one>{DIGITS}) ?, (?:which is |that is |i ?\.e\. )?{ABOUT}(?P<n>{DIGITS}) times"
    r" (?:(?P<less>less|smaller|shorter|lower|as (?:short|small))|more|larger|longer|higher|greater|bigger"
    r"|as (?:much|large|long|big|high))"
    rf" (?:than|as) (?:the |those |our |its )?(?P<other>{DIGITS})(?![\w.]\d| ?[%*/^+])",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"\bvariance\b(?P<first>(?:[^.;]|\.(?=\d)){0,120}?)\bstandard deviation\b"
    r"(?P<mid>[^.;\d]{0,50}?)\b(?P<how>by (?:a|the|another)"
    rf" (?:same )?factor (?:of )?|is |by ){ABOUT}(?P<n>{DIGITS})(?! ?[%*/^+])(?P<times> times)?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\b1/(?P<over>\d+)\b|\bfactor (?:of )?(?P<by>\d+(?:\.\d+)?)\b|\b(?P<times>\d+(?:\.\d+)?) times\b")
_AWAY = re.compile(r"\b(?:of|in|for)\b")
_SO = re.compile(
    r"(?: (?:smaller|larger|lower|less|higher))?"
    r"(?: (?:of|than|as) (?:that|those|it|before|what|the|one|a|single|of|gradient| )+)?"
    r"(?:[,: ]|\b(?:and|so|thus|therefore|hence|that|then|the|its|their)\b)*"
)
_NUMBER = r"(?<![\w.^])(?P<{}>\d+(?:\.\d+)?(?:e-?\d+)?)(?![\w^]|\.\d| ?[*/^])"
_DECIBELS = re.compile(
    rf"{_NUMBER.format('gain')}(?: ?,| or| \(|:)[^.;\d]{{0,50}}? -?(?P<n>\d+(?:\.\d+)?) ?dB\b", re.IGNORECASE
)
_AMPLITUDE = re.compile(r"\bamplitudes?\b|\|H(?:\([^()]*\))?\|(?! ?\^)", re.IGNORECASE)
_POWER = re.compile(r"\b(?:power|energy|spectral density|variance)\b|\|H(?:\([^()]*\))?\| ?\^ ?2", re.IGNORECASE)
_RADIANS = re.compile(rf"{_NUMBER.format('w')} ?(?:rad(?:ians?)?)(?: ?/ ?| per )(?:sample|step|update)", re.IGNORECASE)
_HERTZ = re.compile(r"\bcut-?off[^.;]{0,40}?(?<![\w.])(?P<n>\d+(?:\.\d+)?) ?Hz\b", re.IGNORECASE)
_DOUBT = re.compile(r"\b(?:if|would|not|instead|wrong\w*|mistak\w*|below|above|under|over|than)\b|\?", re.IGNORECASE)


def figures(clause: Clause) -> Iterator[Remarked]:
    """What a sentence makes of numbers that stand just before it, judged."""
    yield from _apart(clause)
    yield from _timed(clause)
    yield from _below(clause)
    yield from _beside(clause)
    yield from _spread(clause)


def _beside(clause: Clause) -> Iterator[Remarked]:
    """How many times as large a number is as one that stands behind it."""
    for match in _BESIDE.finditer(clause.text):
        one, other = match["one"], match["other"]
        counts = one.isdecimal() and other.isdecimal()
        if counts or not Fraction(one) or not Fraction(other):
            continue
        form = f"{other}/{one}" if match["less"] else f"{one}/{other}"
        said = judged(f"the two numbers are {one} and {other}", [form], Printed(match["n"], about=True))
        if said:
            yield Remarked(match.start("about"), match.end(), *said)


def _spread(clause: Clause) -> Iterator[Remarked]:
    """By which factor a standard deviation changes where its sentence says by which the variance does."""
    for match in _SPREAD.finditer(clause.text):
        parts = list(_PARTED.finditer(match["first"]))
        if not parts or _AWAY.search(match["mid"]) or not _SO.fullmatch(match["first"], parts[-1].end()):
            continue
        found = [each["over"] or each["by"] or each["times"] for each in parts]
        number = match["n"]
        if not ("factor" in match["how"] or match["times"]) or not Fraction(found[-1]):
            continue
        law = "a standard deviation is the root of a variance"
        said = judged(law, [f"sqrt({found[-1]})"], Printed(number, about=HEDGED.search(match["about"]) is not None))
        if said and (said[1].grade.holds or Fraction(number) == Fraction(found[-1])):
            yield Remarked(match.end("first"), match.end(), *said)


def _apart(clause: Clause) -> Iterator[Remarked]:
    """By which factor the last two results differ."""
    for match in _DIFFER.finditer(clause.text):
        texts = [text.strip() for text in (*clause.texts, *re.split(r"[.;] ", clause.above)) if text.strip()]
        results = [found[-1]["n"] for text in texts if (found := list(_RESULT.finditer(text)))]
        if len(results) < 2:
            continue
        one, two = sorted(results[-2:], key=Fraction)
        if Fraction(one) <= 0:
            continue
        said = judged(f"the two results before are {one} and {two}", [f"{two}/{one}"], Printed(match["n"], about=True))
        if said:
            yield Remarked(match.start(), match.end(), *said)


def _timed(clause: Clause) -> Iterator[Remarked]:
    """How long the steps take of which was spoken last, if the sentence says how many there are a second."""
    text, found = without_pace(clause.text), times(without_pace(clause.text))
    told = [clause.text, *([clause.above, *reversed(clause.texts)] if _AT_THAT.search(clause.text) else [])]
    steps = pace(told) if len(found) == 1 and not _ALSO.search(_LOOPS.sub(" ", clause.text)) else None
    if steps is None:
        return
    [each] = found
    yield from _lasting(clause, each, steps)
    named = re.search(r"\bhalf[- ]?li", text, re.IGNORECASE)  # of which the steps are not those spoken of last
    before = list(_STEPS_BEFORE.finditer(text[: each.start] if named else f"{clause.above} {text[: each.start]}"))
    if not before or is_mixed(steps * each.unit) or not _THAT.search(text[: each.start].rsplit(before[-1][0], 1)[-1]):
        return
    printed = Printed(each.text, about=each.about)
    if said := judged("so many steps, over steps in that time", [f"{before[-1]['n']}/({steps * each.unit})"], printed):
        yield Remarked(each.start, each.end, *said)


def _lasting(clause: Clause, time: Time, steps: Fraction) -> Iterator[Remarked]:
    """How long a time constant or a half-life of a decay is in seconds, where its steps are not said."""
    named = _NAMED.search(clause.text[: time.start])
    decay = clause.alone()
    if named is None or decay is None or re.search(rf"\d{STEPS}", without_pace(clause.text)):
        return
    near, others = clause.values(decay, time.start)
    if len(near) != 1 or others:
        return
    forms = ("log(2)/log(1/{b})",) if named["half"] else ("1/log(1/{b})", "1/(1 - {b})")
    meant = [f"({form.format(b=near[0])})/({steps * time.unit})" for form in forms]
    law = "its number of steps, over the steps in that time"
    if said := judged(law, meant, Printed(time.text, about=time.about)):
        yield Remarked(time.start, time.end, *said)


def _below(clause: Clause) -> Iterator[Remarked]:
    """After how many steps a mean that was given as a formula has fallen below a level."""
    for match in _LEVEL.finditer(clause.text):
        before = f"{clause.above} {clause.text[: match.start()]}"
        named = match["name"].lower() != "it"
        before = before if named else " ".join([*clause.texts, before])
        found = list(re.finditer(_DECAYING.format(name=re.escape(match["name"]) if named else r"[^\s=]+"), before))
        if not found:
            continue
        given = found[-1]
        gap = Fraction(match["level"]) - Fraction(given["floor"])
        if not 0 < gap < Fraction(given["jump"]):
            continue
        form = f"log(({match['level']} - {given['floor']})/{given['jump']})/log({given['base']})"
        law = f"{given[0].strip()} falls below {match['level']} from there on"
        about = HEDGED.search(match["about"]) is not None
        said = judged(law, [form], Printed(match["n"], about=about, counts=True))
        if said:
            yield Remarked(match.start("about"), match.end(), *said)


def decibels(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says in decibels of a gain, and in hertz of a frequency by the sample.

    Only a number that is right, or that a known slip gives, is judged: 10 in place of 20 logarithms, a 2 pi left out.

    >>> from rmsprop_sym.claims.quantities.averages import Averages
    >>> said = "The amplitude gain is 0.1, an attenuation of 10 dB"
    >>> [str(each.evidence.grade) for each in decibels(Clause(said, "", Averages()))]
    ['REFUTED']
    """
    if "dB" in clause.text and not _DOUBT.search(clause.text):
        for match in _DECIBELS.finditer(clause.text):
            amplitude, power = (each.search(clause.text[: match.end()]) is not None for each in (_AMPLITUDE, _POWER))
            if amplitude != power and float(match["gain"]):
                many, other = (20, 10) if amplitude else (10, 20)
                law = f"{many} logarithms of {'an amplitude' if amplitude else 'a power'}"
                forms = [f"abs({k}*log({match['gain']})/log(10))" for k in (many, other)]
                yield from _judged(match, law, *forms)
    yield from _hertz(clause)


def _hertz(clause: Clause) -> Iterator[Remarked]:
    """A cut-off in hertz, where it was said in radians by the sample before, and how many there are a second."""
    for match in _HERTZ.finditer(clause.text) if not _DOUBT.search(clause.text) else ():
        said = list(_RADIANS.finditer(f"{clause.above} {clause.text[: match.start()]}"))
        rate = pace([clause.text[: match.start()]])
        if said and rate:
            per = f"{said[-1]['w']}*({rate})"
            yield from _judged(match, "a turn has 2 pi radians", f"{per}/(2*pi)", per)


def _judged(match: re.Match[str], law: str, form: str, slip: str) -> Iterator[Remarked]:
    """The number, if it is the value or what the slip gives."""
    found: tuple[str, Derived] | None = judged(law, [form], Printed(match["n"]))
    slipped = judged(law, [slip], Printed(match["n"]))
    if found and (found[1].grade.holds or (slipped and slipped[1].grade.holds)):
        yield Remarked(match.start("n"), match.end(), *found)
