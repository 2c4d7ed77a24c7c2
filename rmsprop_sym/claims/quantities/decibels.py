"""Gains in decibels, and frequencies in hertz, held against the numbers just before them.

Only a number that is right, or that a known slip gives, is judged: 10 in place of 20 logarithms, a 2 pi left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged
from rmsprop_sym.claims.quantities.pace import pace

_NUMBER = r"(?<![\w.^])(?P<{}>\d+(?:\.\d+)?(?:e-?\d+)?)(?![\w^]|\.\d| ?[*/^])"
_DECIBELS = re.compile(
    rf"{_NUMBER.format('gain')}(?: ?,| or| \(|:)[^.;\d]{{0,50}}? -?(?P<n>\d+(?:\.\d+)?) ?dB\b", re.IGNORECASE
)
_AMPLITUDE = re.compile(r"\bamplitudes?\b|\|H(?:\([^()]*\))?\|(?! ?\^)", re.IGNORECASE)
_POWER = re.compile(r"\b(?:power|energy|spectral density|variance)\b|\|H(?:\([^()]*\))?\| ?\^ ?2", re.IGNORECASE)
_RADIANS = re.compile(rf"{_NUMBER.format('w')} ?(?:rad(?:ians?)?)(?: ?/ ?| per )(?:sample|step|update)", re.IGNORECASE)
_HERTZ = re.compile(r"\bcut-?off[^.;]{0,40}?(?<![\w.])(?P<n>\d+(?:\.\d+)?) ?Hz\b", re.IGNORECASE)
_DOUBT = re.compile(r"\b(?:if|would|not|instead|wrong\w*|mistak\w*|below|above|under|over|than)\b|\?", re.IGNORECASE)


def decibels(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says in decibels of a gain, and in hertz of a frequency by the sample.

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
