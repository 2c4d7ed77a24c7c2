"""Numbers that words give for a formula: for beta = 0.9 the first step is about 3.16 eta, and for 0.99 it is 10 eta."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from rmsprop_sym.claims.digits import reading
from rmsprop_sym.claims.formula import NATURALS, parse_formula
from rmsprop_sym.claims.links import multiples_of
from rmsprop_sym.claims.settings import Hypothesis
from rmsprop_sym.claims.syntax import Chain, Literal, Name, Node, walk
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.wording import cut_sentences, words
from rmsprop_sym.claims.worth import Shown

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
    shown, judged = list(earlier), list(here)
    for match in _FORMULA.finditer(text):
        before = text[: match.start()]
        try:
            chain = parse_formula(match["inner"])
        except Unreadable:
            shown = []
            continue
        own = next((each for each in judged if each.chain == chain), None)
        said = None if chain.relations else _meant(chain.members[0], before, shown)
        if said and (side := said.value):
            supposed = tuple(_supposed(before, side))
            yield Restated(*match.span("inner"), Chain((side, chain.members[0]), ("≈",)), supposed, said.certain)
        elif own:
            judged.remove(own)
            shown.append(own)
        elif not _is_number(chain.members[-1]):
            shown.append(Shown(chain, before, []))


def _meant(node: Node, before: str, shown: Sequence[Shown]) -> Shown | None:
    """The formula of whose value the words before a number speak, if they do."""
    sentence = _VALUE.sub(" , ", cut_sentences(before)[-1])
    match = _IS.search(sentence)
    telling = [each for each in shown if each.value is not None]
    if not match or not telling or not _is_number(node):
        return None
    last, subject = telling[-1], _CUT.split(match["subject"])[-1]
    if not subject.strip() and sentence[: match.start()].endswith("$"):  # the formula directly before it
        return last if shown[-1] is last and not last.chain.relations else None
    near = len(cut_sentences(before)) - len(cut_sentences(last.before)) <= 1 or last not in shown[-2:]
    if _PRONOUN.match(subject) or _GENERAL.search(subject):
        return last if near else None
    if _FIRST.search(subject):
        return next((each for each in reversed(telling) if each.is_first_step), None)
    noun = re.search(r"[A-Za-z-]{4,}\W*$", subject)
    return last if noun and noun[0].strip().lower() in words(cut_sentences(last.before)[-1]).lower() else None


def _is_number(node: Node) -> bool:
    """Whether a side is a number, or so many times a letter."""
    names = {part.name for part in walk(node) if isinstance(part, Name)}
    share = multiples_of(node, names.pop()) if len(names) == 1 else node
    return share is not None and share != Literal("1") and reading(share) is not None


def _supposed(before: str, side: Node) -> Iterator[Hypothesis]:
    """The values that the sentence before a number gives to letters, those said last at the end."""
    sentence = cut_sentences(before)[-1]
    steps = sorted({part.name for part in walk(side) if isinstance(part, Name)} & {*NATURALS})
    counts = [
        (each.start(), f"{step} = {each['count'] or each['number']}")
        for each in _COUNT.finditer(sentence)
        for step in steps
    ]
    values = [(each.start(), each["inner"]) for each in _FORMULA.finditer(sentence)]
    for _, text in sorted([*counts, *values]):
        with suppress(Unreadable):
            yield parse_formula(text)
