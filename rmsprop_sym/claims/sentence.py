"""A formula among its words: what its sentence and its paragraph suppose beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from rmsprop_sym.claims.formula import parse_formula
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.letters import FAMILIAR
from rmsprop_sym.claims.model import GRADIENT
from rmsprop_sym.claims.outline import Headings
from rmsprop_sym.claims.passage import Spot
from rmsprop_sym.claims.settings import Hypothesis
from rmsprop_sym.claims.supposed import objection
from rmsprop_sym.claims.syntax import Apply, Chain, Constant, Infinity, Limit, Name, has_letters
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.wording import is_condition, is_released, is_set, is_supposed, lead, words

Reading = Callable[[Hypothesis], Hypothesis]

_AFTERWARDS = re.compile(
    r"\s*,?\s*(?:if|when|whenever|provided(?:\s+that)?|as\s+long\s+as|given\s+that|for(?:\s+(?:all|every|any))?)\s+"
    r"\$([^$]+)\$(?:\s+and\s+\$([^$]+)\$)?(?=\s*(?:[.,;:)]|$))"
)


@dataclass(frozen=True)
class Formula:
    """A chain with letters, its text, the words before it, and what follows it; `earlier` is what may suppose more."""

    chain: Chain
    text: str
    before: str
    rest: str
    where: Spot = field(default=Spot(1))
    sentence: tuple[int, int] = (0, 0)
    headings: Headings = ()
    earlier: tuple[str, ...] = ()

    @property
    def after(self) -> str:
        """The words after it."""
        return words(self.rest)


@dataclass
class Conditions:
    """What is supposed in formulas before something is stated: in its sentence, or for the paragraph.

    `heard` is everything that was supposed in the paragraph so far, whether or not it still stands;
    `set_before` is what words like "suppose" or "set" said anywhere, with the headings above it.
    """

    sentence: tuple[int, int] = (0, 0)
    read: list[Hypothesis] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    standing: list[tuple[Hypothesis, list[str]]] = field(default_factory=list)
    heard: list[Hypothesis] = field(default_factory=list)
    set_before: list[tuple[Headings, Hypothesis]] = field(default_factory=list)
    before: str = ""
    seen: str = ""

    def takes(self, formula: Formula) -> bool:
        """Whether the formula is one of the conditions; it is kept if it can be."""
        if formula.sentence != self.sentence:
            self._begin(formula)
        self.seen = formula.before
        between = formula.before.removeprefix(self.before).strip(" ,").lower() if self.before else "?"
        if not (is_condition(formula.before) or between == "and"):
            return False
        if is_condition(formula.before) or self.read:
            self._keep(formula)
        self.before = formula.before
        return True

    def _begin(self, formula: Formula) -> None:
        """Begins a sentence: what was supposed stands until the paragraph ends, or words take it back."""
        same = formula.sentence[0] == self.sentence[0]
        if not same:
            self.heard = []
        if not same or is_released(formula.before.removeprefix(self.seen)):
            self.standing = []
        self.sentence, self.before = formula.sentence, ""
        self.read = [hypothesis for hypothesis, _ in self.standing]
        self.words = [word for _, words in self.standing for word in words]

    def _keep(self, formula: Formula) -> None:
        hypothesis = _hypothesis(formula.chain)
        if hypothesis is None:
            return
        self.heard.append(hypothesis)
        leading, named = lead(formula.before), value_of(hypothesis)
        self.read = [each for each in self.read if named is None or value_of(each) != named] + [hypothesis]
        self.words += leading
        if is_supposed(leading):
            self.standing.append((hypothesis, leading))
        if is_set(leading):
            self.set_before.append((formula.headings, hypothesis))

    def set_above(self, formula: Formula, context: Context, read: Reading) -> Iterator[Hypothesis]:
        """What was set before under a heading of the formula, the newest first, where it fits the rest."""
        given = context.given
        for headings, hypothesis in reversed(self.set_before):
            with suppress(Unreadable):
                more = (*given, each := read(hypothesis))
                under = formula.headings[: len(headings)] == headings
                if under and each not in given and objection(replace(context, given=more)) is None:
                    given = more
                    yield each

    def unread(self, text: str) -> str:
        """The text without the words that only led to the conditions that were read."""
        for word in self.words:
            text = re.sub(rf"\b{word}\b", "", text, count=1, flags=re.IGNORECASE)
        return text


def _hypothesis(chain: Chain) -> Hypothesis | None:
    """The formula as a hypothesis; None if it cannot be one."""
    match chain:
        case Chain((Apply(name="g", arguments=(Name(),)), Name(name="g")), ("=",)):
            return Constant(GRADIENT)
        case Chain((_, Limit() | Infinity()), _) | Chain((Limit() | Infinity(), _), _):
            return None
        case Chain((_, _), (relation,)) if relation in FAMILIAR:
            return chain
    return None


def afterwards(rest: str) -> tuple[list[Hypothesis], str]:
    """The conditions that follow a formula directly, if all of them can be read, and the words after them."""
    match = _AFTERWARDS.match(rest)
    if match is None:
        return [], rest
    try:
        found = [_hypothesis(parse_formula(text)) for text in match.groups() if text]
    except Unreadable:
        return [], rest
    kept = [each for each in found if each is not None]
    return (kept, rest[match.end() :]) if len(kept) == len(found) else ([], rest)


def value_of(hypothesis: Hypothesis) -> str | None:
    """The letter that a hypothesis gives a value to, if it does no more."""
    match hypothesis:
        case Chain((Name(name=name), value), ("=",)) if not has_letters(value):
            return name
    return None
