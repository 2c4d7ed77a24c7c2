"""How means remember, in words: what decays or fills up, a number of steps, and the share that is left or reached then.

The three are found wherever they stand in a sentence, and held against `left = beta^n` both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.quantities.averages import decays_in
from rmsprop_sym.claims.quantities.bearing import RATE, ROOT, WEIGHT, bearing
from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.elements import DECAY, Share, Spell
from rmsprop_sym.claims.quantities.known_words import is_understood
from rmsprop_sym.claims.quantities.left_over import SWITCHED, Reading, own_clause, weighed
from rmsprop_sym.claims.quantities.pace import without_pace
from rmsprop_sym.claims.quantities.pairs import pairs

_MAY_SAY = re.compile(
    r"%|\b(?:hal[fv]\w*|third|quarter|\w+th|\w+ths|1/\w|factor|below|under|than|0?\.\d+)\b", re.IGNORECASE
)
_FORMULA = re.compile(
    r"\(?-?(?:1 ?/ ?)?\(?-?\b(?:ln|log)\b[^,;:=≈]{0,50}?(?= ?[=≈,;:]| (?:steps|updates|iterations|which|is|are)\b|$)"
    r"|(?<![^\s,;:])(?![A-Za-z]\^2\b|E\[g\^2\](?:_t)?(?![\w^]))[^\s,;:]*\^\(?[^\s,;:]*(?: ?= ?1/2)?"
)
_QUOTED = re.compile(r"[\"“][^\"“”]{1,99}[\"”]")
_NOT_HERE = re.compile(
    r"\b(?:if|unless|want\w*|wish\w*|choose|solve|suppose|would need|asked|such that|sampled|every \d+(?:th|nd|rd)"
    r"|schedule"
    r"|loss|epochs?|accuracy|error|momentum|velocity|buffer|variance|chance|probability|confiden\w+|adagrad|sgd"
    r"|clip\w*|[2-9] times"
    r"|twice|thrice|double|weight decay|network|layers?"
    r"|(?:rho|beta|gamma|alpha|decay|value)(?:_\d)? (?:that|which|for which|whose))\b"
    r"|^\W*(?:give|find|compute|determine|what|how|pick|show)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(r"\b(?:(?!what|that|chat)[A-Za-z]+hat|corrected|unbiased|debiased)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:that one|this one|it|this|that|they|its)\b", re.IGNORECASE)
_OUR_RATE = re.compile(r"\bat (?:our|this|that|the) rate\b")
_FOR = re.compile(rf"\b(?:for|with|at|when|under|using|of) {DECAY}(?![\w^]|\.\d| ?%)", re.IGNORECASE)
_STEP = re.compile(r"\b(?:the|its|our|each) (?:steps?|updates?|moves?|parameters?|iterates?)\b(?! \d)", re.IGNORECASE)
_OTHER = re.compile(rf"{RATE.pattern}|\b(?:loss|errors?|temperature|noise|batch size|lr|schedule)\b", re.IGNORECASE)
_SOUGHT = re.compile(r"(?<!with )(?<!has )(?<!have )\b(?:an?|the same|any|another|desired) §", re.IGNORECASE)
_COLLECT = re.compile(r"\b(?:collect|gather|accumulate|forg[eo]t)\w*\b", re.IGNORECASE)


def memories(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of how much is left of what after how many steps, judged."""
    if not _MAY_SAY.search(clause.text) and not _MAY_SAY.search(clause.before):
        return
    text = without_pace(_QUOTED.sub(_blank, _FORMULA.sub(_blank, clause.text)))
    if _NOT_HERE.search(SWITCHED.sub(" ", text)):
        return
    way = None
    for share, spell, part in pairs(clause, text):
        way = _way(clause, share, spell, part) or (way if is_understood(part, ()) else None)
        reading = way and _reading(clause, share, spell, part, way)
        if reading and (said := weighed(reading)):
            yield said


def _blank(match: re.Match[str]) -> str:
    """As many marks as characters."""
    return "#" * len(match[0])


def _way(clause: Clause, share: Share, spell: Spell, part: str) -> tuple[bool, bool] | None:
    """Whether a share is what is left, and whether it is a part of what is reached; None if that is not clear."""
    if spell.role == "some" or (spell.role == "ago" and share.value != "1/2" and "of the total" in part):
        return None
    if share.relation in ("by", "factor"):
        return share.relation == "factor", False
    within = share.start >= 0 and "within" in clause.text[share.start : share.end]
    way = bearing(part, spell.role, within=within)
    half = share.value == "1/2" and share.relation != ">"
    return (True, False) if half and (share.is_name or share.is_verb) and not (way and way[1]) else way


def _reading(clause: Clause, share: Share, spell: Spell, part: str, way: tuple[bool, bool]) -> Reading | None:
    """A pair as it is meant: of what, and with which decay; None if one of them is not clear."""
    of = next((each for each in (own_clause(part), part) if _names(clause, each)), None) or _meant(clause, share, part)
    left, fills = (not way[0], way[1]) if share.but else way
    if RATE.search(_OUR_RATE.sub("", own_clause(part))) or (fills and _CORRECTED.search(part)):
        return None
    if fills and _STEP.search(part):
        return None
    subject, rooted = clause.subject(of), ROOT.search(of) is not None
    if not (
        share.is_name
        or subject
        or rooted
        or fills
        or WEIGHT.search(of)
        or _COLLECT.search(of)
        or _is_of_gradients(spell)
    ) or (subject is None and (clause.names_another(of) or clause.of_a_sum)):
        return None
    if subject and (subject.average.is_sum or subject.power < 0 or (subject.power != 1) != rooted):
        return None
    decay = subject.average.decay if subject else clause.alone()
    near, others = _decays(clause, spell, part, decay)
    if not near:
        return None
    return Reading(clause, share, spell, part, left, fills, rooted, decay or "decay", near, others)


def _names(clause: Clause, text: str) -> bool:
    """Whether a text names what decays."""
    return any(each.search(text) for each in (WEIGHT, ROOT)) or clause.subject(text) is not None


def _is_of_gradients(spell: Spell) -> bool:
    """Whether steps are told of gradients that are so old."""
    return spell.role in {"newest", "older", "ago"}


def _meant(clause: Clause, share: Share, part: str) -> str:
    """What a pronoun stands for: the last thing that decays which was named before it."""
    goes_on = re.search(r"\bits\b", part) if share.is_name else _PRONOUN.search(part) or is_understood(part, ())
    if not goes_on:
        return part
    before = f"{clause.before} {clause.text.partition(part.partition('§')[0] or '§')[0]}"
    if _OTHER.search(before):
        return part
    named = [*WEIGHT.finditer(before), *ROOT.finditer(before)]
    last = max(named, key=lambda match: match.end(), default=None)
    return before[max(0, last.start() - 30) :] if last else part


def _decays(clause: Clause, spell: Spell, part: str, decay: str | None) -> tuple[list[str], list[str]]:
    """What the decay is worth for a number of steps, and what else it may be."""
    if spell.decay:
        return [spell.decay], []
    at = part.rfind(spell.text)
    found = [m for m in _FOR.finditer(part) if "0.5" <= m["decay"].zfill(3) < "1"]
    if found:
        before = [match["decay"] for match in found if match.end() <= at]
        said = list(dict.fromkeys([*before[-1:], *(match["decay"] for match in found)]))
        return said[:1], said[1:]
    if decay is None or _SOUGHT.search(part):
        return [], []
    if re.search(rf"\b{re.escape(decay)} ?[=≈](?! ?0?\.\d)", part):
        return [], []
    inside = [value for name, value in decays_in(part) if name == decay]
    return (inside[-1:], []) if inside else clause.said_before(decay)
