"""A share and a number of steps, held against each other both ways: right if one of them follows from the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.quantities.bearing import PART, SPIKE
from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged, related
from rmsprop_sym.claims.quantities.elements import Share, Spell
from rmsprop_sym.claims.quantities.fading import NO_GRADIENT
from rmsprop_sym.claims.quantities.known_words import is_understood
from rmsprop_sym.claims.verdict import Grade

SWITCHED = re.compile(
    r"\b(?:if|when|once|while|after|as long as|as soon as|suppose) (?:all |the )*(?:next |later |further |following"
    r" )?(?:\d+ )?gradients? "
    r"(?:(?:is|are|has|have|been|then|all|now|stays?|becomes?|gets?) )*(?:switched off|turned off|zero|0|gone|absent"
    r"|vanish\w*|constant|stopped)"
    r"\b|\bif we (?:start|begin) (?:from|at|with) (?:zero|0)\b|\bif nothing (?:arrives|comes in|new arrives)\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\bgradients? (?:\w+ ){1,3}(?:switched off|turned off|gone|absent|vanish\w*|stopped|stops?)\b", re.IGNORECASE
)
_QUIET = re.compile(
    r"\b(?:quiet|silent|idle|empty|old|decays? like|without|nothing|switched off)\b",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?<![\d.])0?\.\d{2,9}(?!\d)")
_FORGETS = re.compile(r"\b(?:forg[eo]t\w*|remembers?)\b", re.IGNORECASE)
_NAMES_ANOTHER = re.compile(
    r"\bthan\b|\b1/e\b|\b(?:time constant|window|horizon|memory)\W+(?:which|whose|of)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\bfor the (?:first|1st) time\b|\bfirst (?:time|step)\b", re.IGNORECASE)
_GAP = re.compile(r";|,? \b(?:and|but|while|whereas|so|so that|hence|therefore)\b|: ")
_SAME = re.compile(r"\b(?:constant|same|equal|identical|stationary|steady)\b", re.IGNORECASE)
ROUND = {f"{k}/100" for k in (*range(1, 11), *range(20, 100, 10), 25, 75, 95, 98, 99, 99.9, 0.1)}
HUNDRED = 100
LEAST = 3  # digits of a number that is no coincidence
HALVES = "a weight halves when beta^n = 1/2"
ROOTED = "the root of what fades by beta a step fades by sqrt(beta), so that it takes twice as long to halve"
LAW = {
    (True, False): "after n steps the share beta^n of a weight is left",
    (False, False): "after n steps the share 1 - beta^n of a weight is gone",
    (False, True): "from 0 a mean has the share 1 - beta^n of its limit after n steps",
    (True, True): "from 0 a mean lacks the share beta^n of its limit after n steps",
}


@dataclass(frozen=True)
class Reading:
    """A share and a number of steps that belong together, with the part of the sentence in which they stand."""

    clause: Clause
    share: Share
    spell: Spell
    part: str
    left: bool
    fills: bool
    rooted: bool
    decay: str
    near: Sequence[str]
    others: Sequence[str]

    @property
    def law(self) -> str:
        """What holds of it."""
        if self.rooted and not self.fills:
            return ROOTED
        return HALVES if self.share.value == "1/2" and not self.fills else LAW[self.left, self.fills]

    @property
    def rest(self) -> str:
        """What is left of the weights of the mean, as an expression."""
        value = self.share.value
        if self.fills and self.rooted:
            return f"(1 - (1 - {value})^2)" if self.left else f"(1 - ({value})^2)"
        return value if self.left else f"(1 - {value})"

    @property
    def times(self) -> int:
        """How many times as long a root takes."""
        return 2 if self.rooted and not self.fills else 1

    def steps(self, decay: str, rest: str = "") -> str:
        """After how many steps so much is left."""
        many = f"{self.times}*" if self.times > 1 else ""
        pace = f"/({self.spell.pace})" if self.spell.pace else ""
        return f"{many}log({rest or self.rest})/log({decay}){pace}"

    def part_of(self, decay: str, more: str = "") -> str:
        """Which share it is after the number of steps."""
        count = f"({self.spell.text}*({self.spell.pace}))" if self.spell.pace else self.spell.text
        power = f"({count}{more})" if more else count
        weight = f"({decay}^{power})" if self.times == 1 else f"(sqrt({decay})^{power})"
        if self.fills and self.rooted:
            return f"(1 - sqrt(1 - {weight}))" if self.left else f"sqrt(1 - {weight})"
        return weight if self.left else f"(1 - {weight})"

    def scaled(self, form: str) -> str:
        """A share in the unit in which it is printed."""
        return f"{self.share.scale}*{form}" if self.share.scale != 1 else form


def weighed(reading: Reading) -> Remarked | None:
    """What is known of a reading; what is wrong is said only if the words are understood, or a slip explains it."""
    found = _judged(reading)
    if found is None:
        return None
    evidence = found[1]
    if evidence.grade is Grade.REFUTED:
        spared = (reading.fills and reading.clause.starts_elsewhere) or _is_said_beside(reading)
        if spared or not (_is_plain(reading) or _is_slip(reading)):
            return None
    elif not evidence.grade.holds:
        return None
    share, spell, name = reading.share, reading.spell, reading.decay
    beside = spell.text in reading.part and share.start >= 0
    start = min(share.start, spell.start) if beside else max(share.start, spell.start)
    return Remarked(start, max(share.end, spell.end), *found, (f"{name} = {reading.near[0]}",))


def _is_said_beside(reading: Reading) -> bool:
    """Whether another number of its sentence is the right share, or its own is a factor or the other part of one."""
    if re.search(rf"\d times {re.escape(reading.spell.text)}(?![\d.])", reading.clause.text):
        return True
    forms = [reading.scaled(reading.part_of(b)) for b in reading.near]
    numbers = {*_DECIMAL.findall(reading.clause.text)} - {reading.share.digits}
    found = (judged(reading.law, forms, Printed(each)) for each in numbers)
    return any(each is not None and each[1].grade.holds for each in found)


def _judged(reading: Reading) -> tuple[str, Derived] | None:
    """The number of steps against the share, and the share against the number of steps: right if one of them is."""
    law, share, spell = reading.law, reading.share, reading.spell
    by_steps = judged(
        law,
        [reading.steps(b) for b in reading.near],
        Printed(spell.text, about=spell.about, counts=not spell.pace),
        [reading.steps(b) for b in reading.others],
    )
    if _FIRST.search(reading.part):
        return by_steps
    if spell.bound == "by":
        return None
    if spell.bound:
        found = [related(law, reading.steps(b), spell.bound, spell.text) for b in reading.near]
        return next((each for each in found if each[1].grade.holds), found[0])
    bound = share.relation in ("<", ">")
    if by_steps and by_steps[1].grade.holds and (not share.digits or bound or share.value in ROUND):
        return by_steps
    by_share = _bounded(reading, law) if bound else _valued(reading, law)
    if by_share and by_share[1].grade.holds:
        return by_share
    return None if by_steps is None or by_share is None else by_share if share.digits and not bound else by_steps


def _bounded(reading: Reading, law: str) -> tuple[str, Derived] | None:
    """A share that is said to be above or below something."""
    found = [related(law, reading.part_of(b), reading.share.relation, reading.share.value) for b in reading.near]
    return next((each for each in found if each[1].grade.holds), found[0])


def _valued(reading: Reading, law: str) -> tuple[str, Derived] | None:
    """A share with its digits, or in words, against what it is after so many steps."""
    share = reading.share
    forms = [reading.scaled(reading.part_of(b)) for b in reading.near]
    spare = [reading.scaled(reading.part_of(b)) for b in reading.others]
    spare += [reading.scaled(reading.part_of(b, more)) for b in reading.near for more in (" + 1", " - 1")]
    if not (reading.fills or SPIKE.search(reading.part)) and not re.search(
        r"§ (?:of|as) ", reading.part
    ):  # it may be the weight itself
        spare += [reading.scaled(f"(1 - {b})*{reading.part_of(b)}") for b in reading.near]
    if share.scale == HUNDRED and share.digits.isdecimal() and HUNDRED / 2 < int(share.digits) < HUNDRED:
        lacks = [f"{HUNDRED} - {each}" for each in forms]  # 99 % is no rough 95 %
        return judged(law, lacks, Printed(str(HUNDRED - int(share.digits)), about=share.about))
    if share.digits:
        return judged(law, forms, Printed(share.digits, about=share.about), spare)
    gap = f"abs({reading.part_of(reading.near[0])} - {share.value})"
    near = related(law, gap, "<=", f"({share.value})/{10 if share.about else 40}")
    return near if near[1].grade.holds else related(law, reading.part_of(reading.near[0]), "=", share.value)


def own_clause(part: str) -> str:
    """The clause of a part in which its share stands.

    >>> own_clause("so the rate grows and after 50 steps v is down to §, but the root is not")
    ' after 50 steps v is down to §'
    """
    return next((each for each in _GAP.split(part) if "§" in each), part)


def _is_plain(reading: Reading) -> bool:
    """Whether every word around the numbers is understood."""
    above = f"{reading.clause.title} {reading.clause.above} {reading.clause.text}"
    subject = reading.clause.subject(reading.part)
    alone = not (reading.fills or reading.share.is_name or reading.spell.role in {"newest", "older", "ago"})
    alone = alone and not any(each.search(reading.part) for each in (PART, _QUIET, _FORGETS))
    alone = alone and (subject is not None or not SPIKE.search(reading.part))
    if alone and not any(each.search(above) for each in (NO_GRADIENT, SWITCHED, _OFF)):
        return False
    names = [*reading.clause.averages.kept, *reading.clause.averages.decays, reading.decay]
    if reading.share.is_name and "§" in reading.part and not reading.rooted:
        said = re.search(rf"(?<![\d.]){re.escape(reading.near[0])}(?!\d)", reading.part)
        explicit = said is not None or reading.spell.decay is not None
        words = reading.part.partition("§")[2].partition(reading.spell.text)[0]
        return is_understood(words if explicit else own_clause(reading.part), [*names, "rises", "grows"])
    numbers = re.findall(r"(?<![\w.^])\d*\.?\d+(?![\w^])", re.sub(r"_\(?\d+|sqrt\([^)]*\)", " ", reading.part))
    if not reading.spell.decay and any(each not in (reading.near[0], reading.spell.text, "0") for each in numbers):
        return False  # another number may be meant
    if reading.fills and re.search(r"\bgradients?\b", reading.part) and not _SAME.search(reading.part):
        return False
    own = own_clause(reading.part)
    words = own if reading.spell.text in own else reading.part
    return is_understood(SWITCHED.sub(" ", words), names)


def _is_slip(reading: Reading) -> bool:
    """Whether one of the usual slips gives the number to its last digit, and nothing beside it has that number."""
    if _NAMES_ANOTHER.search(reading.part):
        return False
    share, spell, b = reading.share, reading.spell, reading.near[0]
    steps, part = reading.steps(b), reading.part_of(b)
    slips = [
        f"1/(1 - {b})",
        f"-1/log({b})",
        f"2*({steps})",
        f"({steps})/2",
        f"log(1 - {reading.rest})/log({b})",
        f"({steps})*10",
    ]
    slips += [f"({steps})/4"] if reading.rooted else []
    slips += [f"({steps})/10", f"({steps})/log(10)", f"log({reading.rest})/log(1 - {b})"]
    if len(spell.text.replace(".", "").strip("0")) >= LEAST and _is_one_of(slips, spell.text):
        return True
    others = [f"(1 - {part})", f"sqrt({part})", f"({part})^2"]
    enough = len(share.digits.replace(".", "").strip("0")) >= LEAST
    return enough and _is_one_of([reading.scaled(each) for each in others], share.digits)


def _is_one_of(forms: Sequence[str], text: str) -> bool:
    """Whether a number is one of these, rounded."""
    return any(
        found is not None and found[1].grade.holds for each in forms if (found := judged("", [each], Printed(text)))
    )
