"""What changes with a sum or a mean, in words: at step 100 the step of AdaGrad has fallen to a tenth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from rmsprop_sym.claims.quantities.clause import ABOUT, HALF, NUMBER, Clause, Remarked
from rmsprop_sym.claims.quantities.derived import Printed, judged
from rmsprop_sym.claims.quantities.elements import PARTS
from rmsprop_sym.claims.quantities.fading import parted, ratio
from rmsprop_sym.claims.words.hedges import HEDGED

CONSTANT = re.compile(
    r"\bconstant (?:gradients?|slope|steepness|g\b)|\bgradients? (?:is|are|stays?|remains?) (?:always |an? |some"
    r" |non-?zero )*(?:constant|the same)|\bslope of constant|\bg_t ?= ?g\b|\bsame gradient\b"
    r"|\bwith constant g\b|\bg_t ?= ?c\b",
    re.IGNORECASE,
)
_ADAGRAD = re.compile(r"\badagrad\b", re.IGNORECASE)
_AT = re.compile(
    r"\b(?:by|at|after|in|until) (?:the )?(?:step(?: number)? |t ?= ?|iteration |time )?(?P<k>\d{1,9})(?! \d{3}\b)(?:th"
    r" step|th| steps| updates| iterations)?\b(?! ?%|\.\d)",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:step(?: length| size)?s?|adagrad|effective (?:learning[ -]rate|rate|step size)|update)(?:'s"
    r" step)?(?: (?:length|size))?(?: (?:eta|alpha|lr)[^ ]*)? ?$",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(r"\b(?:noise|random|alternat\w*|decay\w*|restart\w*|reset|if|unless|would)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:(?:than|compared (?:with|to))(?: the \w+)? (?:(?:at|in|after) )?(?:step|t) ?=? ?(?!1\b)\d+|loss"
    r"|error|distance)\b",
    re.IGNORECASE,
)
_AT_ANY_TIME = re.compile(  # what follows tells of a pace, and not of what has happened by a step
    r"^ ?(?:(?:each|every|any) time|with (?:each|every)|when(?:ever)?|every|per|if|once|as often as|as soon as|again"
    r"|for (?:each|every)|(?:after|in) (?:each|every|another))\b",
    re.IGNORECASE,
)
_IN_GENERAL = re.compile(r";|:|\b(?:in general|generally|more generally|always|each time|every time)\b", re.IGNORECASE)
_SOUGHT = re.compile(
    rf"\b(?:to (?P<half>halve)|(?:for|to) (?:a )?(?P<part>half|third|quarter|tenth|hundredth)(?: of)?) (?:the"
    rf" )?(?:first |initial )*step(?: (?:size|length))?,? (?:one|you|we|it) (?:needs?|has to wait until|have to"
    rf" wait until|takes?|must wait until) (?:step )?(?:t ?= ?)?{ABOUT}{NUMBER}",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    r"\b(?:to|until|before|for) (?:bring|get|cut|reduce|push|shrink|lower)? ?(?:the |its |each )?(?:step|update)"
    r"(?: (?:size|length))? (?:down )?(?:to|is(?: down to)?|has (?:fallen|dropped|shrunk)(?: down)? to|falls to"
    r"|by a factor of)"
    rf" (?:(?:eta|lr|alpha) ?/ ?)?(?P<over>\d+)(?! ?%),? (?:one|you|we|it|AdaGrad) (?:needs?|has to wait until"
    rf"|have to wait until|takes?|must wait until) {ABOUT}(?:step )?(?:t ?= ?)?{NUMBER}",
    re.IGNORECASE,
)
_FARTHER = re.compile(
    rf"\b(?:to|for) (?:get|go|travel|come|walk|move)(?:ing)? (?P<far>\d+) times as far\b[^.;]{{0,30}}? (?:needs?"
    rf"|takes?|requires?|costs?) {ABOUT}(?P<n>\d+(?:\.\d+)?) times (?:as many|the number of|more) steps",
    re.IGNORECASE,
)
_SQRT_LAW = re.compile(r"sqrt\( ?T ?\)|sqrt\( ?t ?\)", re.IGNORECASE)
_STATE = r"(?P<name>[A-Za-z]+(?:\[g\^2\])?)(?:_(?:\w|\([^()]*\)))?"
_GROWN = re.compile(
    rf"\b(?:when(?:ever)?|if|once|each time|every time|as soon as|after) (?:the (?:sum|average|accumulator|mean"
    rf"|cache) )?{_STATE} (?:has |is |gets? |becomes )?(?P<how>(?:doubled|doubles|quadrupled|quadruples|halved"
    rf"|halves|tripled|triples"
    r"|(?:grown|grows|increased|increases|risen|rises|multiplied) (?:by a factor (?:of )?|by"
    r" )?\d+(?:\.\d+)?(?:[ -]?fold)?|\d+(?:\.\d+)? times (?:as large|larger|as big)))\b",
    re.IGNORECASE,
)
_HOW = {"doubl": "2", "quadrupl": "4", "halv": "(1/2)", "tripl": "3"}


def growing(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of AdaGrad's steps under a constant gradient, and of rates whose mean has grown, judged."""
    yield from _grown(clause)
    if _is_adagrad(clause) and not _NOT_HERE.search(clause.text):
        yield from _fallen(clause)
        yield from _sought(clause)


def _is_adagrad(clause: Clause) -> bool:
    """Whether the sentence speaks of AdaGrad under a constant gradient."""
    near = f"{clause.title} . {clause.above} {clause.text}"
    sums = any(each.is_sum for each in clause.averages.kept.values())
    spoken = _ADAGRAD.search(near) or (sums and clause.around.says(_ADAGRAD))
    return bool(spoken and (CONSTANT.search(near) or clause.around.says(CONSTANT)))


def _fallen(clause: Clause) -> Iterator[Remarked]:
    """By how much a step has become shorter than the first one."""
    if (
        re.search(r"\brmsprop\b", f"{clause.above} {clause.text}", re.IGNORECASE)
        and "bias-corrected" not in clause.above
    ):
        return
    for at in list(_AT.finditer(clause.text))[:1]:
        rest = clause.text[at.end() :]
        for factor, words in parted(rest):
            if (
                int(at["k"]) < 2
                or not _MOVES.search(words.rstrip())
                or _OTHER.search(clause.text)
                or factor.value == "1"
                or _AT_ANY_TIME.match(rest[factor.end :])
                or _IN_GENERAL.search(rest[: factor.start])
            ):
                continue
            law = (
                "under a constant gradient AdaGrad's sum is t g^2, so that step t has 1/sqrt(t) of the length"
                " of the first"
            )
            found = factor.against(law, ratio(at["k"], -HALF))
            if found:
                yield Remarked(at.start(), at.end() + factor.end, *found, ("constant g", "eps = 0"))


def _sought(clause: Clause) -> Iterator[Remarked]:
    """The step at which a step is so much shorter than the first, and the steps that it takes to come so far."""
    law = "under a constant gradient step t of AdaGrad has 1/sqrt(t) of the length of the first"
    for match in (*_SOUGHT.finditer(clause.text), *_BROUGHT.finditer(clause.text)):
        part = _part(match)
        found = judged(law, [f"{part}^2"], Printed(match["n"], about=HEDGED.search(match["about"]) is not None))
        if found and part > 1:
            yield Remarked(match.start(), match.end(), *found, ("constant g", "eps = 0"))
    if not (_SQRT_LAW.search(clause.above) or clause.around.says(_SQRT_LAW)):
        return
    for match in _FARTHER.finditer(clause.text):
        law = "under a constant gradient AdaGrad comes as far as sqrt(t) in t steps"
        found = judged(law, [f"{match['far']}^2"], Printed(match["n"], about=HEDGED.search(match["about"]) is not None))
        if found:
            yield Remarked(match.start(), match.end(), *found, ("constant g", "eps = 0", "many steps"))


def _part(match: re.Match[str]) -> int:
    """Into how many parts the first step is cut."""
    groups = match.groupdict()
    if groups.get("over"):
        return int(groups["over"])
    return 2 if groups.get("half") else PARTS[groups["part"].lower()]


def _grown(clause: Clause) -> Iterator[Remarked]:
    """What a root, or the rate over it, does when the mean or the sum below has grown."""
    for match in _GROWN.finditer(clause.text):
        average = clause.averages.kept.get(match["name"])
        how = match["how"].lower()
        number = re.search(r"\d+(?:\.\d+)?", how)
        by = number[0] if number else next((value for start, value in _HOW.items() if how.startswith(start)), "")
        if average is None or average.order != 2 or not by:
            continue
        for factor, words in parted(clause.text[match.end() :]):
            power = _power(words, average.name)
            law = (
                f"the rate over the root of {average.name} falls, and the root grows, with the square root of"
                f" {average.name}"
            )
            if power and (found := factor.against(law, ratio(by, power))):
                yield Remarked(match.start(), match.end() + factor.end, *found)


def _power(words: str, name: str) -> Fraction | None:
    """The power of a mean that words name: its root, or the rate over it."""
    rooted = re.search(rf"sqrt\( ?{re.escape(name)}(?:_\w)? ?\)", words)
    if re.search(r"\beffective (?:learning[ -]rate|rate|step size|lr)\b", words, re.IGNORECASE) or (
        rooted and re.search(r"\b(?:eta|lr|alpha|1) ?/ ?sqrt", words)
    ):
        return -HALF
    if "/" in words:
        return None
    return HALF if rooted or re.search(r"\b(?:root|rms|denominator)\b", words, re.IGNORECASE) else None
