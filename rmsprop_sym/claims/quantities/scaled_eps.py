"""What words say that eps has to become where gradients are scaled: multiplied by c, or by c^2 under the root."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction

from rmsprop_sym.claims.conventions.model import EPS, GRADIENT, Model
from rmsprop_sym.claims.quantities.changes import changed
from rmsprop_sym.claims.quantities.floors import side_in
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.subjects import stepping
from rmsprop_sym.claims.symbolic.measured import Measured
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.plainly import plainly
from rmsprop_sym.numbers.dimension import Clash, Unit
from rmsprop_sym.rules import RULES, Rule
from rmsprop_sym.rules.units import units

_EPS = r"(?<!\+ )(?<![+(*/\w])(?:eps(?:ilon)?|the (?:small )?constant)\b(?! ?[=+*/^)])"
_HAS = r"(?:is|was|gets|be|must|has|needs|ought|should|also|then|again|too|to|itself|would|have|simply)"
_MADE = r"(?:multiplied|scaled|rescaled|enlarged|raised|increased)"
_P = r"(?P<p>sqrt\((?:[a-z]|\d+)\)|\d+(?:\.\d+)?|[ckas]|lambda)(?P<square>\^2)?(?![\w^.(]|\.\d)"
_BECOMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_EPS} (?:{_HAS} )+{_MADE} (?:by|with) (?:(?:a|the) factor (?:of )?)?{_P}",
        rf"\b(?:and|but|while) {_EPS} (?:also )?(?:by|with) (?:(?:a|the) factor (?:of )?)?{_P}",
        rf"\b(?:multiply|scale|multiplying|scaling) {_EPS} (?:also |too )?by {_P}",
        rf"{_EPS} (?:{_HAS} )+{_P} times (?:larger|bigger|greater|as (?:large|big|great))",
    )
)
_SAME = re.compile(
    r"\b(?:same (?:steps?|updates?|runs?|iterates|path|trajectory|statement|holds)|(?:do|does|will) not change"
    r"|unchanged|invarian\w+|exactly as before|compensate\w*)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:cannot|never|could|might|unless|unlike|no longer|fails?|only if|wrong\w*)\b|\?", re.IGNORECASE
)
_OTHERWISE = re.compile(r"\b(?:do|does|will) not change|\bnot changed?\b", re.IGNORECASE)


def eps_of_scale(text: str, families: Sequence[Sequence[Model]], above: str = "") -> Iterator[Remark]:
    """What a passage says in words that eps becomes, so that gradients that are scaled make the same steps.

    >>> said = "If all gradients are multiplied by c and eps by c too, the steps do not change with sqrt(v) + eps."
    >>> [str(each.evidence.grade) for each in eps_of_scale(said, [])]
    ['PROVED']
    """
    if not _SAME.search(text):
        return
    plain, before = plainly(text), plainly(above).text
    for start, stop in plain.sentences():
        sentence = plain.text[start:stop]
        same = _SAME.search(sentence)
        factor = _factor(sentence) or _factor(f"{before} . {plain.text[:start]}")
        found = next((match for pattern in _BECOMES for match in [pattern.search(sentence)] if match), None)
        if same and factor and found and not _DOUBT.search(sentence):
            evidence = _judged(factor, found, families, side=side_in([sentence]))
            rest = _OTHERWISE.sub("stay", plain.text[stop:])
            if evidence and not disowned("", _OTHERWISE.sub("stay", sentence) + rest):
                first = min(found.start(), same.start()) if evidence.grade.holds else found.start()
                last = max(found.end(), same.end()) if evidence.grade.holds else found.end()
                place = plain.span(start + first, start + last)
                rule = evidence.rule.name if evidence.rule else None
                yield Remark(*place, "dimension", f"unit(eps) = {evidence.right}", evidence, rule=rule)


def _factor(text: str) -> str:
    """The last factor of all gradients of which a text speaks."""
    return next((each.by for each in reversed(list(changed(text))) if not each.of_rate), "")


def _judged(
    factor: str, match: re.Match[str], families: Sequence[Sequence[Model]], *, side: bool | None
) -> Measured | None:
    """The unit of eps where it stands, against the power of the factor that it is said to take."""
    power, rules = _power(factor, match), _rules(families, side=side)
    found = []
    for rule in rules:
        with suppress(Clash):
            if EPS in (of := units(rule).of):
                found.append((of[EPS], rule))
    if power is None or len({unit for unit, _ in found}) != 1:
        return None
    return Measured(found[0][0], Unit.of(GRADIENT) ** power, "unit(eps)", found[0][1])


def _rules(families: Sequence[Sequence[Model]], *, side: bool | None) -> list[Rule]:
    """The rules that may be meant: by where the sentence has eps, or the newest of the note."""
    if side is not None:
        return [RULES["rmsprop_eps_inside" if side else "rmsprop"]]
    return [model.rule for model in stepping(families)]


def _power(factor: str, match: re.Match[str]) -> Fraction | None:
    """The power of the factor that eps is multiplied by."""
    said, times = match["p"].lower(), 2 if match["square"] else 1
    if said == factor:
        return Fraction(times)
    if said == f"sqrt({factor})":
        return Fraction(times, 2)
    if factor.replace(".", "").isdigit() and said.replace(".", "").isdigit() and Fraction(factor) > 1:
        value = Fraction(said) ** times
        return next((Fraction(k) for k in range(5) if Fraction(factor) ** k == value), None)
    return None
