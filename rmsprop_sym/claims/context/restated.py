"""Numbers that words give for a formula: for beta = 0.9 the first step is about 3.16 eta, and for 0.99 it is 10 eta."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.context.links import multiples_of
from rmsprop_sym.claims.context.worth import Shown
from rmsprop_sym.claims.expressions.formula import NATURALS, formula_in, parse_formula
from rmsprop_sym.claims.expressions.syntax import Chain, Literal, Node
from rmsprop_sym.claims.expressions.tree import names_in
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.sentence import behind
from rmsprop_sym.claims.words.wording import cut_sentences, words

_FORMULA = re.compile(r"(?<!\\)\$\$?(?P<inner>[^$]+)\$\$?")
_ADVERBS = (
    r"(?:\s+(?:now|then|thus|therefore|hence|so|still|already|only|just|even|exactly|precisely|roughly|about|approximately"
    r"|around|nearly|almost|some|as\s+much\s+as|as\s+large\s+as|equal\s+to|already\s+at|of\s+(?:length|size)|again)\b,?)*"
)
_IS = re.compile(
    r"(?P<subject>[^$.;:()]*?)\b(?P<is>is|are|equals?|becomes?|gives?|yields?|makes|amounts\s+to|comes\s+to|evaluates\s+to|that\s+is,?"
    rf"|i\.e\.,?|(?:we|one|you)\s+(?:get|gets|have|has|obtain|obtains|find|finds)){_ADVERBS}\s*$",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;:—(]|\b(?:and|but|while|whereas|so|hence|thus|then)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^\W*(?:it|this|that|which|these|they|the\s+(?:former|latter))?\W*$", re.IGNORECASE)
_GENERAL = re.compile(
    r"\b(?:the|this|its|that)\s+(?:(?:last|upper|lower|latter|same|above|corresponding|whole|first)\s+)*(?:right(?:-hand)?\s+side|rhs|bound"
    r"|limit|factor|value|ratio|quotient|expression|result|fraction|product|estimate|maximum|quantity|term)\W*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:first|initial)\s+(?:step|update|move|displacement|change)\W*$", re.IGNORECASE)
_COUNT = re.compile(
    r"\bafter\s+\$?(?P<count>\d{1,6})\$?\s+(?:steps?|updates?|iterations?)\b|\bat\s+step\s+\$?(?P<number>\d{1,6})\$?",
    re.IGNORECASE,
)
MOST_BACK = 8  # formulas among which the one that is meant is looked for
_AGAIN = re.compile(rf"[\s,;]*(?:and|but|or)?{_ADVERBS}\s*", re.IGNORECASE)
_PLACE = re.compile(
    r"\s+(?:of|in|from)\s+(?:the\s+)?(?:item|equation|eq|formula|part|theorem|proposition|lemma|last|previous)\b.*",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:(?:upper\s+)?bound|estimate|maximum)\W*$", re.IGNORECASE)
_OURS = re.compile(r"we|one|you", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:second|third|fourth|fifth|tenth|next|last|previous|other|both|total|average|mean|largest|smallest|\w+th|\d+)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"\b(?:right(?:-hand)?\s+side|rhs)\W*$", re.IGNORECASE)
_LONGER = re.compile(
    r"\bno\s+(?:\w+\s+)?(?:step|update)\s+(?:is|can\s+be|gets|becomes)\s+(?:ever\s+)?(?:longer|larger|bigger|greater)\s+than\s*\$*$",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(?:if|when|for|with|at|by|using|from|taking|setting|once)\s+(?:also\s+)?\$[^$<>≤≥]*=[^$<>≤≥]*\$,?|\$[^$<>≤≥]*=[^$<>≤≥]*\$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Restated:
    """A number that words give for what a formula says, where it stands, and whether that formula is known to hold."""

    start: int
    end: int
    chain: Chain
    supposed: tuple[Hypothesis, ...]
    certain: bool


def restated(text: str, earlier: Sequence[Shown], here: Sequence[Shown]) -> Iterator[Restated]:
    """The numbers that words of a text, formulas between dollars, give for what a formula before them says.

    `earlier` are the formulas above the text, `here` those within it, in their order.
    """
    shown, judged, done = list(earlier), list(here), 0
    last: Shown | None = None
    for match in _FORMULA.finditer(text):
        before = text[: match.start()]
        chain = formula_in(match["inner"])
        if chain is None:
            shown, last = [], None
            continue
        own = next((each for each in judged if each.chain == chain), None)
        if not chain.relations and _is_number(node := chain.members[0]):
            goes_on = last and _AGAIN.fullmatch(_VALUE.sub(" ", text[done : match.start()]))
            last, done = last if goes_on else _meant(node, before, shown), match.end()
            if last and (side := last.value):
                values = tuple(_supposed(before, side))
                supposed = (*values, *behind(text[match.end() :].lstrip(", " if not values else "")))
                relation = "<=" if _LONGER.search(before) else "≈"
                yield Restated(*match.span("inner"), Chain((side, node), (relation,)), supposed, last.certain)
        elif own:
            judged.remove(own)
            shown.append(own)
        else:
            shown.append(Shown(chain, before, []))


def _meant(node: Node, before: str, shown: Sequence[Shown]) -> Shown | None:
    """The formula of whose value the words before a number speak, if they do."""
    sentence = _VALUE.sub(" , ", cut_sentences(before)[-1])
    telling = [each for each in shown[-MOST_BACK:] if not each.only_values]
    match = _IS.search(sentence)
    if not telling or not match:
        bounds = [each for each in telling if each.bounds_a_step and _fits(node, each)]
        return bounds[-1] if _LONGER.search(sentence) and len(bounds) == 1 else None
    last, subject = telling[-1], _CUT.split(_PLACE.sub(" ", match["subject"]))[-1]
    if not subject.strip() and sentence[: match.start()].endswith("$"):  # the formula directly before it
        return last if not last.chain.relations else None
    if _FIRST.search(subject):
        return next((each for each in reversed(telling) if each.is_first_step), None)
    if _BOUND.search(subject):
        bounds = [each for each in telling if each.bounds and _fits(node, each)]
        return bounds[-1] if len(bounds) == 1 or bounds[-1:] == [last] else None
    apart = len(cut_sentences(before)) - len(cut_sentences(last.before)) if before.startswith(last.before) else 1
    ours = _OURS.match(match["is"]) is not None
    bounded = last.bounds and not _RIGHT.search(subject)
    if bounded or not _fits(node, last) or apart > 1 or (ours and not _VALUE.search(cut_sentences(before)[-1])):
        return None
    noun = re.search(r"[A-Za-z-]{4,}\W*$", subject)
    named = noun is not None and noun[0].strip().lower() in words(cut_sentences(last.before)[-1]).lower()
    named = named and not _ANOTHER.search(subject)
    return last if named or _PRONOUN.match(subject) or _GENERAL.search(subject) else None


def _fits(node: Node, shown: Shown) -> bool:
    """Whether a formula has the letter of which a number is given."""
    return shown.value is not None and names_in(node) <= names_in(shown.value)


def _is_number(node: Node) -> bool:
    """Whether a side is a number, or so many times a letter."""
    names = names_in(node)
    share = multiples_of(node, names.pop()) if len(names) == 1 else node
    return share is not None and share != Literal("1") and reading(share) is not None


def _supposed(before: str, side: Node) -> Iterator[Hypothesis]:
    """The values that the sentence before a number gives to letters, those said last at the end."""
    sentence = cut_sentences(before)[-1]
    steps = sorted(names_in(side) & {*NATURALS})
    counts = [
        (each.start(), f"{step} = {each['count'] or each['number']}")
        for each in _COUNT.finditer(sentence)
        for step in steps
    ]
    values = [(each.start(), each["inner"]) for each in _FORMULA.finditer(sentence)]
    for _, text in sorted([*counts, *values]):
        with suppress(Unreadable):
            yield parse_formula(text)
