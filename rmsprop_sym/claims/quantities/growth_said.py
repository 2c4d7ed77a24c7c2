"""Frames about what grows with the number of steps, or falls: like 1/sqrt(t), halved when t doubles, without bound.

Under a constant gradient the sum of squares grows like t, the step over its root falls like t^(-1/2), and the way gone
grows like t^(1/2): each quantity has one power of t, and all that is said of it is held against that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.comparing import rules_of
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged, related
from rmsprop_sym.claims.quantities.frames import Frame, Row, frame, framed
from rmsprop_sym.claims.quantities.growing import CONSTANT
from rmsprop_sym.claims.quantities.lexicon import Token
from rmsprop_sym.claims.quantities.mentions import Mention, rules_in

_LAW = "under a constant gradient the sum of squares is t g^2, so that step t is eta/sqrt(t)"
_LAWS = {
    Fraction(1): "under a constant gradient the sum of squares is t g^2",
    Fraction(-1, 2): _LAW,
    Fraction(1, 2): f"{_LAW}, and the way gone grows like sqrt(t)",
}
_POWERS = {"step": Fraction(-1, 2), "rate_of": Fraction(-1, 2), "distance": Fraction(1, 2), "total": Fraction(1)}
_GIVEN = ("constant g", "eps = 0")
_FAR, _FARTHER = "10000", "40000"  # two late steps, the one four times the other
_SAME_SIZE = re.compile(r"\b(?:the )?same (?:size|length|magnitude)\b|\bg_t\^2 ?= ?[gc]\^2", re.IGNORECASE)
_WORDS = {"doubl": "2", "tripl": "3", "quadrupl": "4"}


def growth_said(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of how sums of squares, steps over their roots, and ways grow, judged."""
    yield from framed(clause, FRAMES)


def _power(row: Row) -> Fraction | None:
    """The power of t by which the quantity of a row grows; None if it is not known to."""
    subject = row.mention()
    near = f"{row.clause.title} . {row.clause.above} {row.clause.text}"
    steady = row.condition("steady") or any(
        each.search(near) or row.clause.around.says(each) for each in (CONSTANT, _SAME_SIZE)
    )
    if not steady or subject is None or not _is_adagrad(row, subject):
        return None
    what = row.first(*_POWERS, "state", "formula")
    if what is None:
        return None
    if what.concept in _POWERS:
        return _POWERS[what.concept]
    sums = "|".join(re.escape(each.name) for each in row.clause.averages.kept.values() if each.is_sum) or "G"
    of = rf"(?:{sums})(?:[_\[]\w+\]?)?"
    if not re.search(rf"(?<!\w)(?:{sums})(?![a-z])", what.text):
        return None
    if re.fullmatch(of, what.text):
        return Fraction(1)
    rooted = re.fullmatch(rf"(?P<over>(?:eta|lr|alpha|1) ?/ ?)?sqrt\({of}\)", what.text)
    return None if rooted is None else Fraction(-1, 2) if rooted["over"] else Fraction(1, 2)


def _is_adagrad(row: Row, subject: Mention) -> bool:
    """Whether a row speaks of AdaGrad, or of the only rule of its section, which is AdaGrad."""
    rules = rules_of(row.clause, subject)
    return rules[:1] == ["adagrad"] or (not rules and [*rules_in(iter(row.clause.around.texts[-1:]))] == ["adagrad"])


def _grown(power: Fraction, by: str) -> str:
    """How many times as large a quantity is after so many times as many steps."""
    return f"({by})^({power})"


def _like(row: Row) -> Remarked | None:
    """A quantity is said to grow, or to fall, like a formula in the number of steps."""
    power, form = _power(row), row.kept[-1]
    if power is None or not _is_in_steps(form.text):
        return None
    early, late = (_at(form.text, step) for step in (_FAR, _FARTHER))
    law = f"{_LAWS[power]}; here from t = {_FAR} to {_FARTHER}"
    found = related(law, f"({late})/({early})", "=", _grown(power, "4"))
    return row.says(row.kept[0], form, found, *_GIVEN)


def _is_in_steps(formula: str) -> bool:
    """Whether a formula has one letter, which counts steps, besides roots, logarithms and the rate."""
    names = {*re.findall(r"[A-Za-z]\w*", formula)} - {"sqrt", "log", "ln", "eta", "lr", "alpha"}
    return len(names) == 1 and names <= {"t", "T", "n", "k"}


def _at(formula: str, step: str) -> str:
    """A formula at a step."""
    text = re.sub(r"(?<=\d) ?(?=[A-Za-z(])", "*", formula)
    text = re.sub(r"\b(log|ln|sqrt) ?([TtnkN])\b", r"\1(\2)", text).replace("ln(", "log(")
    return re.sub(
        r"[A-Za-z]\w*",
        lambda match: match[0] if match[0] in ("log", "sqrt") else step if len(match[0]) == 1 else "1",
        text,
    )


def _when_doubled(row: Row) -> Remarked | None:
    """What a quantity does whenever the number of steps is multiplied."""
    power, by = _power(row), row.condition("doubling")
    if power is None or by is None:
        return None
    many = next((value for word, value in _WORDS.items() if word in by.text.lower()), by.number)
    effect = _effect(row)
    if not many or not effect:
        return None
    found = _fits(_LAWS[power], _grown(power, many), effect, row)
    start, *_, end = sorted((by, *row.kept), key=lambda each: each.start)
    return row.says(start, end, found, *_GIVEN)


def _effect(row: Row) -> str:
    """By what a quantity is said to be multiplied."""
    said = row.first("times", "share", "part")
    if said is None:
        return "1/2" if row.first("halves") else "2" if row.first("doubles") else ""
    if row.first("falls", "shorter") and said.concept == "times":
        return f"1/({said.number})"
    return said.number


def _fits(law: str, value: str, effect: str, row: Row) -> tuple[str, Derived] | None:
    """A factor against what is said of it; one that is only about it is spared within a tenth."""
    found = related(law, value, "=", effect)
    if found[1].grade.holds:
        return found
    near = related(law, f"abs({value} - {effect})", "<=", f"({effect})/10")
    about = any(each.about for each in row.found)
    return near if near[1].grade.holds and about else None if near[1].grade.holds else found


def _travelled(row: Row) -> Remarked | None:
    """Whether the way gone has a bound."""
    power = _power(row)
    if power is None:
        return None
    if not row.first("distance"):
        found = related(f"{_LAWS[power]}, which has no bound", str(power), ">", "0")
        bounded = related(f"{_LAWS[power]}, which has no bound", str(power), "<=", "0")
        return row.says(row.kept[0], row.kept[-1], bounded if _is_finite(row) else found, *_GIVEN)
    law = f"{_LAW}; a sum of t^(-p) is finite only for p > 1"
    return row.says(row.kept[0], row.kept[-1], related(law, "1/2", ">" if _is_finite(row) else "<=", "1"), *_GIVEN)


def _is_finite(row: Row) -> bool:
    """Whether a bound is claimed, and not denied."""
    return (row.first("finite") is not None) != (row.first("never") is not None)


def _until(row: Row) -> Remarked | None:
    """After how many steps a step is such a part of the first."""
    power, steps, part = _power_at(row), row.first("steps"), row.first("share", "part")
    if power != Fraction(-1, 2) or steps is None or part is None:
        return None
    found = judged(_LAW, [f"1/({part.number})^2"], Printed(steps.number, about=steps.about, counts=True))
    return row.says(row.kept[0], row.kept[-1], found, *_GIVEN)


def _at_step(row: Row) -> Remarked | None:
    """Which part of the first step a later one is."""
    power, at, part = _power_at(row), row.first("steps", "nth"), row.first("share", "part")
    count = _count(at) if at else ""
    if power is None or part is None or not count or int(count) < 2:
        return None
    found = _fits(_LAW, f"1/sqrt({count})", part.number, row)
    after = at is not None and at.concept == "steps"
    if after and found and not found[1].grade.holds and _fits(_LAW, f"1/sqrt({count} + 1)", part.number, row) is None:
        return None
    return row.says(row.kept[0], row.kept[-1], found, *_GIVEN)


def _worth_at(row: Row) -> Remarked | None:
    """The length of a step that is named by its number, as a part of the rate."""
    power, at, form = _power_at(row), row.first("steps", "nth"), row.kept[-1]
    over = re.fullmatch(r"(?:eta|lr|alpha) ?/ ?(\d+)", form.text)
    if power is None or at is None or over is None or (row.first("it") and not _speaks_of_steps(row)):
        return None
    found = _fits(_LAW, f"1/sqrt({_count(at)})", f"1/{over[1]}", row)
    return row.says(row.kept[0], form, found, *_GIVEN)


def _speaks_of_steps(row: Row) -> bool:
    """Whether what was last spoken of is the length of a step."""
    spoken = re.findall(r"\b(steps?|rates?|sum|accumulator|average|gradients?|distance)\b", row.clause.above)
    return bool(spoken) and spoken[-1].startswith(("step", "rate"))


def _power_at(row: Row) -> Fraction | None:
    """The power of a step that is named by its number."""
    step = Token("step", 0, 0, "")
    return _power(Row(row.clause, [*row.found, step], row.sentence))


def _count(at: Token) -> str:
    """Which step is named."""
    words = {"ten-thousandth": "10000", "thousandth": "1000", "hundredth": "100", "tenth": "10"}
    found = re.search(r"\d+", at.text)
    number = found[0] if found else ""
    named = next((value for word, value in words.items() if word in at.text.lower().replace(" ", "-")), "")
    return str(int(named) * int(number)) if named and number else named or number


_SUBJECT = r"(?:step |rate_of |distance |total |state |formula )"
_BY, _THAN = "(?:is |falls |grows |longer |shorter )", "(?:firstone |first |former )"
FRAMES: tuple[Frame, ...] = (
    frame(rf"{_SUBJECT}(?:formula )?(?:is )?(?:falls |grows )?like (?:formula |t )", _like),
    frame(rf"{_SUBJECT}(?:is )?(?:halves |doubles )", _when_doubled),
    frame(rf"(?:halves |doubles ){_SUBJECT}", _when_doubled),
    frame(rf"(?:is )?{_SUBJECT}{_BY}*(?:times |share |part )(?:longer |shorter |as_long )?", _when_doubled),
    frame(r"(?:distance |total |state )(?:is |never )*(?:finite |infinite )", _travelled),
    frame(r"takes steps until step (?:is )?(?:share |part )(?:as_long )?(?:firstone |first |former )?", _until),
    frame(rf"(?:until |step |is )*(?:share |part ){_THAN}(?:step )?takes steps ", _until),
    frame(r"steps (?:step |rate_of )(?:is |falls )*(?:until )?(?:share |part )(?:firstone |first |former )?", _at_step),
    frame(r"(?:steps |nth )(?:it |step |rate_of )?(?:is )?formula ", _worth_at),
    frame(r"nth (?:is )?(?:only )?(?:share |part )(?:as_long )?(?:firstone |first |former )", _at_step),
)  # fmt: skip
