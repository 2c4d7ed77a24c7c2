"""Frames about what a mean remembers: what is left after so many steps, a half-life and its decay, sums of weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rmsprop_sym.claims.quantities.bearing import WEIGHT
from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged, related
from rmsprop_sym.claims.quantities.fading import NO_GRADIENT
from rmsprop_sym.claims.quantities.frames import Frame, Row, frame, framed
from rmsprop_sym.claims.quantities.lexicon import Token

_HALVES = "a weight halves when beta^n = 1/2"
_LEFT = "after n steps the share beta^n of a weight is left"
_FILLED = "from 0 a mean has the share 1 - beta^n of its limit after n steps"
_SUMS = "the weights (1 - beta) beta^k for k = 0, ..., n - 1 sum to 1 - beta^n, and all older ones to beta^n"
_OF_GRADIENTS = re.compile(r"(?:squared )?(?:gradients?|squares?)$", re.IGNORECASE)
_TRIED, _COUNT = "0.9", "7"  # the decay and the number of weights at which a formula is tried


def memory_said(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of the memory of a mean, judged."""
    yield from framed(clause, FRAMES)


@dataclass(frozen=True)
class _Decay:
    """The decay of which a row speaks: its name, its value, and what else it may be."""

    name: str
    near: str
    others: tuple[str, ...] = ()

    @property
    def given(self) -> str:
        """What is supposed."""
        return f"{self.name} = {self.near}"


def _decay(row: Row) -> _Decay | None:
    """The decay of which a row speaks; None if there are several means, or a root."""
    clause = row.clause
    if row.first("root") or any(each.concept == "root" for each in row.sentence) or clause.of_a_sum:
        return None
    said = row.condition("worth", "ofdecay")
    if said:
        inside = said in row.found
        return _Decay("decay", said.number) if inside or said.end <= row.start else None
    subject = clause.subject(clause.text[row.start : row.end])
    if subject is not None and subject.power != 1:
        return None
    names = [subject.average.decay] if subject else clause.averages.decays
    values = [clause.values(name, row.end) for name in names]
    if not values or len({tuple(near) for near, _ in values}) != 1 or not values[0][0]:
        return None
    name = names[0] if names[0][:1].isalpha() else "decay"
    near = values[0][0]
    return _Decay(name, near[0], (*near[1:], *(each for _, others in values for each in others)))


def _half(row: Row) -> Remarked | None:
    """A half-life in steps."""
    decay, steps = _decay(row), row.first("steps")
    share = row.first("share", "part")
    if decay is None or steps is None or not (row.first("halflife") or _is_of_weights(row)):
        return None
    if share and share.number != "1/2":
        return None
    form = "log(1/2)/log({})"
    printed = Printed(steps.number, about=steps.about, counts=True)
    found = judged(_HALVES, [form.format(decay.near)], printed, map(form.format, decay.others))
    return row.says(row.kept[0], row.kept[-1], found, decay.given)


def _chosen(row: Row) -> Remarked | None:
    """The decay that has a half-life of so many steps."""
    steps, worth = row.first("steps"), row.found[-1]
    if steps is None or worth.concept != "worth" or steps.end > worth.start:
        return None
    found = judged(_HALVES, [f"2^(-1/{steps.number})"], Printed(worth.number))
    return row.says(row.kept[0], worth, found)


def _remaining(row: Row) -> Remarked | None:
    """The share that is left, or gone, after so many steps."""
    decay, steps, share = _decay(row), row.first("steps", "manylater"), row.first("share", "part")
    if decay is None or steps is None or share is None or not steps.number.isdecimal() or not _is_of_the_old(row):
        return None
    gone = row.first("gone") is not None
    forms = [f"{each}^{steps.number}" for each in (decay.near, *decay.others)]
    forms = [f"1 - {each}" if gone else each for each in forms]
    found = _shared(row, share, forms, [] if gone else [f"(1 - {decay.near})*{forms[0]}"])
    return row.says(row.kept[0], row.kept[-1], found, decay.given)


def _is_of_weights(row: Row) -> bool:
    """Whether what halves is a weight, or what a spike has left, and no gradient or mean itself."""
    return any(each.concept == "old" and not _OF_GRADIENTS.match(each.text) for each in row.found)


def _is_of_the_old(row: Row) -> bool:
    """Whether what is left is left of a gradient, or of a mean without new gradients."""
    before = f"{row.clause.before} {row.clause.text[: row.start]}"
    if row.first("old") or (row.first("it") and WEIGHT.search(before)):
        return True
    return NO_GRADIENT.search(f"{row.clause.above} {row.clause.text}") is not None


def _shared(row: Row, share: Token, forms: list[str], spare: list[str]) -> tuple[str, Derived] | None:
    """A share against its value, or one of some others that may be meant."""
    relation = "<" if row.first("below", "shorter") else ">" if row.first("above") else ""
    if relation:
        return related(_LEFT, forms[0], relation, share.number) if len(forms) == 1 else None
    if "/100" in share.number and "%" in share.text:
        printed = Printed(share.number.removesuffix("/100"), about=share.about)
        return judged(_LEFT, [f"100*({forms[0]})"], printed, [f"100*({each})" for each in (*forms[1:], *spare)])
    size = related(_LEFT, f"abs({forms[0]} - {share.number})", "<=", f"({share.number})/10")
    if size[1].grade.holds:
        return size
    meant = (
        related(_LEFT, f"abs({each} - {share.number})", "<=", f"({share.number})/4")[1].grade.holds
        for each in (*forms, *spare)
    )
    return None if any(meant) else related(_LEFT, forms[0], "=", share.number)


def _enough(row: Row) -> Remarked | None:
    """A number of steps after which a mean from 0 has such a share of its limit, or the first such number."""
    decay, steps, share = _decay(row), row.first("steps"), row.first("share") or _share_before(row)
    if decay is None or steps is None or share is None or row.condition("with"):
        return None
    if row.first("enough"):
        each = (decay.near, *decay.others)
        all_of = [related(_FILLED, f"1 - {value}^{steps.number}", ">=", share.number) for value in each]
        found = all_of[0] if len({each.grade.holds for _, each in all_of}) == 1 else None
    else:
        form = f"log(1 - {share.number})/log({{}})"
        printed = Printed(steps.number, about=steps.about, counts=True)
        found = judged(_FILLED, [form.format(decay.near)], printed, map(form.format, decay.others))
    return row.says(row.kept[0], row.kept[-1], found, decay.given)


def _added_up(row: Row) -> Remarked | None:
    """What the weights of so many steps add up to, from a start at 0, or the newest ones of them."""
    decay, steps, said = _decay(row), row.first("steps", "lastfew"), row.kept[-1]
    old = row.first("old")
    if decay is None or steps is None or (old and not old.text.lower().startswith("weights")):
        return None
    if said.concept == "formula" and not re.fullmatch(r"0?\.\d+", said.text):
        return None
    scale = "100*" if said.concept == "share" else ""
    forms = [f"{scale}(1 - {each}^{steps.number})" for each in (decay.near, *decay.others)]
    printed = Printed(said.number.removesuffix("/100"), about=said.about)
    return row.says(row.kept[0], said, judged(_SUMS, forms[:1], printed, forms[1:]), decay.given)


def _faded(row: Row) -> Remarked | None:
    """Whether a weight is below something after so many steps."""
    decay, steps, level = _decay(row), row.first("steps"), row.first("formula", "share")
    if decay is None or decay.others or steps is None or level is None:
        return None
    number = level.number if level.concept == "share" else level.text
    if not re.fullmatch(r"0?\.\d+|\d+e-\d+|\d+(?:\.\d+)?/\d+", number):
        return None
    if row.first("it") and not WEIGHT.search(f"{row.clause.before} {row.clause.text[: row.start]}"):
        return None
    found = related(_LEFT, f"{decay.near}^{steps.number}", "<", number)
    whole = related("", f"(1 - {decay.near})*{decay.near}^{steps.number}", ">=", number)
    sure = found[1].grade.holds or whole[1].grade.holds  # the weight itself has another factor
    return row.says(row.kept[0], row.kept[-1], found, decay.given) if sure else None


def _share_before(row: Row) -> Token | None:
    """The share of a limit that was named last before the parts."""
    before = [each for each in row.sentence if each.end <= row.start]
    follows = [a for a, b in pairwise(before) if a.concept == "share" and b.concept == "limit"]
    return follows[-1] if follows else None


_OTHERWISE = re.compile(r"\b(?:correct|normali[sz]|divid|count)\w*|[nktTm]\s*\+\s*1", re.IGNORECASE)


def _summed(row: Row) -> Remarked | None:
    """What the newest weights, the older ones, or all of them sum to, as a formula."""
    said, form, letter = row.kept[0], row.kept[-1], r"(?<![A-Za-z])[nktTm](?![A-Za-z])"
    named = [each.name for each in row.clause.averages.kept.values() if each.decay]
    letters = {*re.findall(r"[A-Za-z]\w*", form.text)} - {"sqrt"}
    decays = letters & {*row.clause.averages.decays}
    if len(named) > 2 or len(decays) > 1 or len(letters - decays) != 1 or not re.search(letter, form.text):
        return None
    if said.concept != "older" and _OTHERWISE.search(f"{row.clause.before} {row.clause.text}"):
        return None
    if said.concept == "old" and (not said.text.lower().startswith("weights") or "t" not in letters - decays):
        return None
    if not decays and not re.search(r"0?\.\d", form.text):
        return None
    decay = _TRIED if decays else next(iter(re.findall(r"0?\.\d+", form.text)))
    text = re.sub(r"(?<=\d)(?=[A-Za-z(])|(?<=\))(?=[A-Za-z(])", "*", form.text)
    text = re.sub(r"[A-Za-z]\w*", lambda match: decay if match[0] in decays else _COUNT, text)
    older = [f"{decay}^{_COUNT}", f"{decay}^({_COUNT} + 1)"]
    forms = older if said.concept == "older" else [f"1 - {decay}^{_COUNT}"]
    found = [related(f"{_SUMS}; here for n = {_COUNT}", each, "=", text) for each in forms]
    return row.says(said, form, next((each for each in found if each[1].grade.holds), found[0]))


_LOST = r"(?:old |mean |state |it |is |former |below |above |shorter )*"
_OF = r"(?:old |mean |state |it )*"
FRAMES: tuple[Frame, ...] = (
    frame(rf"{_OF}(?:is )?halflife {_OF}(?:is |colon )*(?:formula is )?steps {_OF}", _half),
    frame(r"(?:old |mean |state )*halves steps ", _half),
    frame(r"(?:old |mean |state )+falls (?:share |part )steps ", _half),
    frame(r"(?:until |takes )*halflife (?:is )?steps (?:choose |takes |is )+(?:until )?", _chosen),
    frame(rf"{_LOST}(?:steps |manylater ){_LOST}(?:share |part ){_LOST}(?:left |gone ){_LOST}", _remaining),
    frame(rf"{_LOST}(?:steps |manylater ){_LOST}(?:left |gone ){_LOST}(?:share |part ){_LOST}", _remaining),
    frame(rf"{_LOST}(?:share |part ){_LOST}(?:left |gone ){_LOST}(?:steps |manylater )", _remaining),
    frame(r"steps enough (?:until )*(?:share limit )?", _enough),
    frame(r"takes steps (?:until )+share limit ", _enough),
    frame(r"(?:until )+share limit takes steps ", _enough),
    frame(r"(?:steps old |lastfew )(?:mean )?(?:sums |is )(?:formula |share )", _added_up),
    frame(r"(?:until )?old (?:mean )?sums share takes steps ", _enough),
    frame(r"takes steps until old (?:mean )?sums share ", _enough),
    frame(r"(?:it |old )+(?:is |falls )*below (?:formula |share )steps ", _faded),
    frame(r"steps (?:it |old )+(?:is |falls )*below (?:formula |share )", _faded),
    frame(r"(?:newest |older |old )(?:sums |is )(?:formula )", _summed),
)  # fmt: skip
