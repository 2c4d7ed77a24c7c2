"""What a sentence says of steps, by frames of concepts: quantity, number and condition, in whatever words they stand.

Only a part of a sentence is judged of which every word is understood, and only if no word beside it narrows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.comparing import CONTRAST
from rmsprop_sym.claims.quantities.derived import Derived
from rmsprop_sym.claims.quantities.lexicon import Letters, Token, tokens
from rmsprop_sym.claims.quantities.mentions import Mention
from rmsprop_sym.claims.quantities.paces import ALWAYS
from rmsprop_sym.claims.quantities.subjects import named_in
from rmsprop_sym.claims.verdict import Grade

_MAY_SAY = re.compile(
    r"\b(?:steps?|updates?|moves?|rates?|half[- ]?li|gradients?|squares|weights?|distance|starts?|excess|spike|lr|left"
    r"|enough|accumulator|sum|it)\b|half[- ]li",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r"(?:\W|\b(?:and|but|so|then)\b)*(?:for|with|at|under|on|in|after|during|given|using|by|from|until|before)\b",
    re.IGNORECASE,
)
_CONDITIONS = frozenset({"with", "without", "steady", "eventually", "worth", "ofdecay", "pair", "rule", "same"})
_CONDITIONS |= {"doubling", "steeper", "about"}
MOST_PARTS, MOST_TOKENS = 8, 60


@dataclass(frozen=True)
class Row:
    """Some parts of a sentence as concepts, and the conditions of the whole sentence."""

    clause: Clause
    found: Sequence[Token]
    sentence: Sequence[Token]

    @property
    def kept(self) -> list[Token]:
        """What is said, without the conditions and what only parts it."""
        kept = [each for each in self.found if each.concept not in _CONDITIONS and each.concept != "stop"]
        return kept[1:] if kept and kept[0].concept == "colon" else kept

    @property
    def names(self) -> str:
        """The concepts of what is said, each with a blank after it."""
        return "".join(f"{each.concept} " for each in self.kept)

    def first(self, *concepts: str) -> Token | None:
        """The first token of a concept in what is said."""
        return next((each for each in self.found if each.concept in concepts), None)

    def condition(self, *concepts: str) -> Token | None:
        """The condition of one of these concepts: the last in these parts, else the last before, else the first."""
        inside = [each for each in self.found if each.concept in concepts]
        before = [each for each in self.sentence if each.concept in concepts and each.end <= self.start]
        anywhere = [each for each in self.sentence if each.concept in concepts]
        found = inside or before or anywhere[:1]
        return found[-1] if found else None

    @property
    def start(self) -> int:
        """Where the parts begin."""
        return self.kept[0].start

    @property
    def end(self) -> int:
        """Where they end."""
        return self.kept[-1].end

    def mention(self, step: str = "", what: str = "step") -> Mention | None:
        """The quantity of which the parts speak; None if it is of several rules, or with and without the correction."""
        rules = {name for each in self.sentence if each.concept == "rule" for *_, name in named_in(each.text)}
        both = [each for each in self.sentence if each.concept in ("with", "without")]
        if len(rules) > 1 or "" in rules or len({each.concept for each in both}) > 1:
            return None
        decay = self.condition("worth", "ofdecay")
        pair = self.condition("pair")
        one, two = re.findall(r"0?\.\d+", pair.text) if pair else ("", "")
        return Mention(
            what,
            next(iter(rules), None),
            step or (ALWAYS if self.condition("eventually") else ""),
            corrected=both[0].concept == "with" if both else None,
            decay=decay.number if decay and not pair else "",
            decays=(one, two) if pair else None,
            steady=self.condition("steady", "same") is not None,
        )

    @staticmethod
    def says(start: Token, end: Token, found: tuple[str, Derived] | None, *given: str) -> Remarked | None:
        """A remark on a stretch of the sentence."""
        return Remarked(start.start, end.end, *found, given) if found else None


Frame = tuple[re.Pattern[str], Callable[[Row], Remarked | None]]


def frame(pattern: str, judge: Callable[[Row], Remarked | None]) -> Frame:
    """A pattern of concepts, each with a blank after it, and what judges the rows that have it."""
    return re.compile(pattern), judge


def framed(clause: Clause, frames: Sequence[Frame]) -> Iterator[Remarked]:
    """What a sentence says by some frames, judged; of rows that overlap the longest one."""
    if not _MAY_SAY.search(clause.text):
        return
    letters = Letters({*clause.averages.decays}, {*clause.averages.kept})
    text = CONTRAST.sub(lambda match: " " * len(match[0]), clause.text)
    sentence = list(tokens(text, letters))
    if len(sentence) > MOST_TOKENS or any(each.concept in ("if", "when") for each in sentence):
        return
    parts = _parts(sentence)
    taken: set[int] = set()
    for size in range(min(len(parts), MOST_PARTS), 0, -1):
        for k in range(len(parts) - size + 1):
            row = Row(clause, [each for part in parts[k : k + size] for each in part], sentence)
            names = row.names
            if taken & {*range(k, k + size)} or "unknown " in names or not names:
                continue
            judges = (judge for pattern, judge in frames if pattern.fullmatch(names))
            said = next(filter(None, (judge(row) for judge in judges)), None)
            if said and not (said.evidence.grade is Grade.REFUTED and _narrowed(clause, parts, k, k + size)):
                taken |= {*range(k, k + size)}
                yield said


def _narrowed(clause: Clause, parts: Sequence[Sequence[Token]], first: int, last: int) -> bool:
    """Whether a part of the sentence beside some others may be a condition on them that is not understood."""
    for k, part in enumerate(parts):
        beside = Row(clause, part, ()).kept
        begin = parts[k - 1][-1].end if k else 0
        if not first <= k < last and beside and _NARROWS.match(clause.text[begin : beside[0].end]):
            return True
    return False


def _parts(sentence: Sequence[Token]) -> list[list[Token]]:
    """The parts of a sentence between its stops."""
    parts: list[list[Token]] = [[]]
    for each in sentence:
        if each.concept in ("stop", "colon"):
            parts.append([])
        if each.concept != "stop":
            parts[-1].append(each)
    return [part for part in parts if part]
