"""Frames about the length of steps: ten times eta, longer for another decay, a bound, a start that is too slow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.comparing import held, moments, paired, ratio_of, rules_of
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged, related
from rmsprop_sym.claims.quantities.frames import Frame, Row, frame, framed
from rmsprop_sym.claims.quantities.growing import CONSTANT
from rmsprop_sym.claims.quantities.lexicon import Token
from rmsprop_sym.claims.quantities.mentions import Mention
from rmsprop_sym.claims.quantities.multiples import Multiple
from rmsprop_sym.claims.quantities.paces import ALWAYS, LAWS, Moment
from rmsprop_sym.claims.verdict import Grade

_RATE, _FIRST = Mention(rule=""), Mention("step", step="1")
_TRIED = ("0.9", "0.99")  # two decays at which what holds for all of them is tried
BOUND = "v(t) is at least (1 - beta) g^2, and a gradient after a long silence comes as near to that as one likes"
_SPOKEN_OF = re.compile(r"\bhalf[- ]?li|\bfirst (?:step|update|move)|\b(?:steps?|rates?|memory|average|loss)\b")
_NO_SIZE = "from 0 the first step is eta g/sqrt((1 - beta) g^2), in which the size of the gradient is cancelled"


def steps_said(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of the length of steps, judged."""
    if not clause.counts_eps:
        yield from framed(clause, BOUNDS if clause.starts_elsewhere else (*BOUNDS, *FRAMES))


def _multiple(token: Token, kind: str, value: str = "") -> Multiple:
    """The number of a token as a multiple."""
    return Multiple(token.start, token.end, kind, value or token.number, "", token.about, token.text.lower())


def _named(row: Row) -> Mention | None:
    """The quantity that a row names: the first step, one at some time, or a half-life."""
    if row.first("halflife"):
        return row.mention(what="half-life")
    step = "1" if row.first("first", "start", "firsts") else ""
    subject = row.mention(step)
    return subject if subject is None or subject.step else None


def _last_named(row: Row) -> Mention | None:
    """The first step, if that is what was last spoken of before a pronoun."""
    before = f"{row.clause.above} {row.clause.text[: row.start]}"
    found = list(_SPOKEN_OF.finditer(before))
    return row.mention("1") if found and found[-1][0].startswith("first ") else None


def _times_rate(row: Row) -> Remarked | None:
    """So many times the rate."""
    subject, said = (_last_named if row.first("it", "would") else _named)(row), row.first("times", "part", "share")
    if subject is None or said is None or (row.first("would") and not subject.decay):
        return None
    return held(row.clause, _multiple(said, "rates"), row.start, subject, _RATE)


def _is_rate(row: Row) -> Remarked | None:
    """As long as the rate, longer or shorter."""
    subject = _named(row)
    if subject is None:
        return None
    relation = ">" if row.first("longer") else "<" if row.first("shorter") else "="
    return _ordered(row, [(each, None) for each in moments(row.clause, subject)], relation)


def _is_form(row: Row) -> Remarked | None:
    """As long as a formula in the rate and the decay says."""
    subject, said = _named(row), row.first("formula")
    if subject is None or said is None:
        return None
    if plain := re.fullmatch(r"(\d+(?:\.\d+)?) ?\*? ?(?:eta|lr|alpha)", said.text):
        return held(row.clause, _multiple(said, "rates", plain[1]), row.start, subject, _RATE)
    found = []
    for each in moments(row.clause, subject):
        value = _valued(row, said.text, each)
        if not value or not each.length:
            return None
        found.append(related(LAWS[each.rule], each.length, "=", value))
    return row.says(row.kept[0], row.kept[-1], _agreed(found), "eps = 0")


def _valued(row: Row, formula: str, moment: Moment) -> str | None:
    """A formula with 1 for the rate, and numbers for its decay and its step; None if it has other letters."""
    worth = {"eta": "1", "lr": "1", "alpha": "1", "sqrt": "sqrt"}
    worth |= {each.decay: moment.squares for each in row.clause.averages.squares if moment.squares and each.decay}
    worth |= {"t": moment.step} if moment.step.isdecimal() else {}
    named = re.findall(r"[A-Za-z]\w*", formula)
    if not ({*named} & {"eta", "lr", "alpha"}) or not {*named} <= {*worth}:
        return None
    text = re.sub(r"(?<=\d)(?=[a-z(])", "*", formula)
    return re.sub(r"[A-Za-z]\w*", lambda match: worth[match[0]], text)


def _agreed(found: list[tuple[str, Derived]]) -> tuple[str, Derived] | None:
    """The first of some findings, if they say the same or it holds."""
    if not found or (not found[0][1].grade.holds and any(each.grade.holds for _, each in found)):
        return None
    return found[0]


def _ordered(row: Row, pairs: list[tuple[Moment, Moment | None]], relation: str) -> Remarked | None:
    """Whether a length is above, below or at what it is compared with, under all readings."""
    found = []
    for one, two in pairs:
        for values in _with_decays(one, two):
            ratio = ratio_of(*values, "step")
            if ratio is None:
                return None
            found.append(related(LAWS[one.rule], ratio, relation, "1"))
    if len({each.grade.holds for _, each in found}) != 1:
        return None
    return row.says(row.kept[0], row.kept[-1], found[0], "eps = 0")


def _with_decays(one: Moment, two: Moment | None) -> Iterator[tuple[Moment, Moment | None]]:
    """Two steps with their decays, or with some, where none is known and one is at most of one mean."""
    if one.squares or one.corrected or one.rule == "adam":
        yield one, two
        return
    for each in _TRIED:
        yield replace(one, squares=each), replace(two, squares=each) if two else None


def _other_decay(row: Row) -> Remarked | None:
    """By which factor a quantity grows as the decay goes from one value to another."""
    subject, said = _named(row), row.first("times", "part", "share")
    pair = row.condition("pair")
    if subject is None or said is None or subject.decays is None or pair is None:
        return None
    kind = "down" if row.first("shorter", "falls") else "part" if said.concept != "times" else "up"
    against = replace(subject, decay=subject.decays[0], decays=None)
    return held(row.clause, _multiple(said, kind), min(row.start, pair.start), subject, against)


def _beside_the_last(row: Row) -> Remarked | None:
    """How many times as long the first step is as those of the long run."""
    subject, said = _named(row), row.first("times")
    if subject is None or said is None:
        return None
    return held(row.clause, _multiple(said, "up"), row.start, subject, replace(subject, step=ALWAYS))


def _after_a_spike(row: Row) -> Remarked | None:
    """By which factor a step is shorter than usual where a gradient has raised a mean that was 1."""
    said, above = row.first("times"), row.clause.above
    if said is None or not _ONE.search(above):
        return None
    printed = Printed(said.number, about=said.about)
    results = [match[1] for match in _RESULT.finditer(f"{above} {row.clause.text[: row.start]}")][-LAST_RESULTS:]
    raised = [each for each in results if float(each) > LEAST_RAISED]
    found = [each for value in raised if (each := judged(_OVER_ROOT, [f"sqrt({value})"], printed))]
    holds = next((each for each in found if each[1].grade.holds), None)
    slipped = any(each[1].grade.holds for value in raised if (each := judged("", [value], printed)))
    return row.says(row.kept[0], row.kept[-1], holds or (found[-1] if found and slipped else None), "eps = 0")


def _too(row: Row) -> Remarked | None:
    """By which factor a step is too long without the correction, or too short."""
    subject, said = _named(row), row.first("times")
    if subject is None or said is None or subject.corrected:
        return None
    subject = replace(subject, corrected=False)
    kind = "up" if row.first("too_long") else "down"
    return held(row.clause, _multiple(said, kind), row.start, subject, replace(subject, corrected=True))


def _bolder(row: Row) -> Remarked | None:
    """Whether the first steps get longer or shorter without the correction, or with it."""
    subject = _named(row)
    if subject is None or subject.corrected is None:
        return None
    against = replace(subject, corrected=not subject.corrected)
    up = Multiple(0, 0, "up", "1")
    pairs: list[tuple[Moment, Moment | None]] = list(paired(row.clause, up, subject, against))
    return _ordered(row, pairs, ">" if row.first("longer", "too_long") else "<")


def _bounded(row: Row) -> Remarked | None:
    """Whether no step is longer than something, or one may be."""
    clause, subject = row.clause, row.mention()
    if subject is None:
        return None
    may, found = row.first("may") is not None, []
    for rule in rules_of(clause, subject):
        for each in moments(clause, replace(subject, rule=rule, step="1", corrected=False)):
            if each.rule not in ("rmsprop", "adagrad"):
                return None
            for one, _ in _with_decays(each, None):
                limit = _limit(row, one)
                if limit is None:
                    return None
                found.append(related(BOUND, one.length or "", ">" if may else "<=", limit))
    if len({each.grade.holds for _, each in found}) != 1:
        return None
    refuted = found[0][1].grade is Grade.REFUTED
    near = f"{clause.title} . {clause.above} {clause.text}"
    if refuted and (row.condition("steady", "same") or CONSTANT.search(near)):
        return None
    return row.says(row.kept[0], row.kept[-1], found[0], "eps = 0")


def _limit(row: Row, moment: Moment) -> str | None:
    """The bound of a row, in rates."""
    times, form = row.first("times"), row.first("formula")
    if form:
        return _valued(row, form.text, moment)
    return times.number if times else "1"


def _larger_decay(row: Row) -> Remarked | None:
    """What a larger decay makes larger: the memory, and the first step."""
    if row.condition("with", "steady") or any(each.rule != "rmsprop" for each in moments(row.clause, _FIRST)):
        return None
    kept, found = row.kept, []
    up = kept[0].concept == "longer"
    for how, what in pairwise(kept[1:]):
        if how.concept in ("longer", "shorter") and what.concept in _RISING:
            relation = ">" if (how.concept == "longer") == up else "<"
            law, form = _RISING[what.concept]
            found.append(related(law, form.format(b="0.99"), relation, form.format(b="0.9")))
    wrong = [each for each in found if each[1].grade is Grade.REFUTED]
    return row.says(kept[0], kept[-1], (wrong or found)[0], "eps = 0") if found else None


_MEMORY = ("a weight halves when beta^n = 1/2", "log(1/2)/log({b})")
_RISING = {
    "memory": _MEMORY,
    "halflife": _MEMORY,
    "first": ("from 0 the first step is eta/sqrt(1 - beta)", "1/sqrt(1 - {b})"),
}


def _sized(row: Row) -> Remarked | None:
    """What the size of the first gradient makes of the first step: nothing."""
    subject = _named(row)
    if subject is None or any(each.rule not in ("rmsprop", "adagrad", "adam") for each in moments(row.clause, subject)):
        return None
    by = row.first("slope") or row.condition("steeper")
    many = by.number if by and by.number not in ("", "1") else "2"
    times = row.first("times")
    said = "1" if row.first("just_as", "independent") else times.number if times else many
    said = f"1/({said})" if row.first("shorter") else said
    if not (row.first("slope", "like", "depends", "independent") or row.condition("steeper")):
        return None
    found = related(_NO_SIZE, f"({many}/sqrt({many}^2))/(1/sqrt(1^2))", "=", said)
    return row.says(row.kept[0], row.kept[-1], found, "eps = 0")


_LIMIT = r"(?:times |formula )?(?:rate )?"
_LONG = r"(?:as_long )?(?:rate |rate_of )"
_SUBJECT = r"(?:(?:first|nth|step) |(?:old )?halflife )"
_ONE = re.compile(
    r"\b(?:[vrsE](?:_t)?|(?:mean|average)) ?(?:=|is|of) ?(?:about )?1(?![.\d])|\bgradients? (?:is|are|of size) 1\b"
)
_RESULT = re.compile(r"[=≈] ?(\d+(?:\.\d+)?)(?![\w.]\d|\d| ?[*/^+-])")
_OVER_ROOT = "a step is divided by the root of the mean of squares, which was 1 before"
LAST_RESULTS, LEAST_RAISED = 2, 2
BOUNDS: tuple[Frame, ...] = (  # which hold from any start
    frame(rf"(?:nostep |(?:step |next )(?:is )?never |never (?:step |next ))(?:is |never )*longer {_LIMIT}", _bounded),
    frame(rf"(?:step |next )may (?:is )?longer {_LIMIT}", _bounded),
)
FRAMES: tuple[Frame, ...] = (
    frame(rf"(?:{_SUBJECT}|it )(?:is |would |colon )*(?:times |part |share ){_LONG}", _times_rate),
    frame(r"(?:first |step )(?:is )?(?:as_long |just_as |longer |shorter )?(?:rate |rate_of )", _is_rate),
    frame(r"(?:first )(?:is |as_long )*formula (?:as_long )?", _is_form),
    frame(r"first (?:is )?times (?:longer |as_long )endstep ", _beside_the_last),
    frame(r"next (?:is )?times shorter (?:firstone )?", _after_a_spike),
    frame(r"next (?:is )?shorter times ", _after_a_spike),
    frame(rf"(?:decay )?(?:is )?{_SUBJECT}(?:is )?times (?:longer |shorter |as_long )", _other_decay),
    frame(rf"(?:decay )?(?:is )?{_SUBJECT}(?:is |by |falls |grows |longer |shorter )+(?:times |share )", _other_decay),
    frame(r"(?:first |firsts |start )(?:is )?times (?:too_long |too_short )", _too),
    frame(r"(?:is )?(?:first |firsts |start )(?:is )?(?:longer |shorter |too_long |too_short )", _bolder),
    frame(
        r"(?:longer |shorter )decay (?:is |colon )?(?:(?:longer |shorter )(?:memory |halflife |first |is |colon )+)+",
        _larger_decay,
    ),
    frame(r"slope (?:is )?just_as first (?:as_long |formula |slope )*", _sized),
    frame(r"slope (?:is )?first (?:is )?times (?:as_long |longer |shorter )(?:formula |slope )?", _sized),
    frame(r"first (?:is |would )*(?:just_as |times (?:as_long |longer |shorter ))", _sized),
    frame(r"first (?:is )?(?:like |depends |independent )(?:as_long )?(?:first )?old ", _sized),
)  # fmt: skip
