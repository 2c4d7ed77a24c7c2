"""A letter that a note defines twice: what a link says where it means the other thing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace

from rmsprop_sym.claims.context.links import links
from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.conventions.own import Own
from rmsprop_sym.claims.expressions.syntax import Chain
from rmsprop_sym.claims.expressions.tree import heads_in
from rmsprop_sym.claims.judge import Statement
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade, Verdict
from rmsprop_sym.claims.words.meant import named_rule
from rmsprop_sym.claims.words.sentence import Formula

DEFINED_TWICE = "one of its letters meant something else before, and then it may hold"
DEFINED_ANEW = "one of its letters is also defined in another way, and then it may be otherwise"
STARTS = "the note says of more than one start, and from another it may hold"


def is_otherwise(
    verdict: Verdict, statement: Statement, formula: Formula, k: int, *, own: Own, redefined: Collection[str]
) -> bool:
    """Whether a letter of link k is defined anew further below, and the link may be otherwise by what it means then."""
    names = heads_in(formula.chain)
    if not names & {*own.anew}:
        return False
    twice = not names.isdisjoint(redefined)
    other = own.later.speaking(formula.chain)
    if other is None:
        return twice
    wrong = verdict.grade is Grade.REFUTED
    with suppress(Unreadable):
        there = _link(statement, formula, other, k).grade is Grade.REFUTED
        return twice if there and not wrong else there != wrong
    return True


def held_before(statement: Statement, formula: Formula, k: int, model: Model, models: Models) -> bool:
    """Whether link k holds by what one of its letters meant before it was defined anew."""
    if model.rule.name.split("_")[0] == named_rule(formula.before, ""):
        return False
    old = models.before(formula.chain, model)
    with suppress(Unreadable):
        return old is not None and _link(statement, formula, old, k).grade not in (Grade.REFUTED, Grade.UNREAD)
    return False


def holds_from(statement: Statement, chain: Chain, k: int, starts: Sequence[Chain]) -> bool:
    """Whether link k may hold from one of the starts of a state."""
    for start in starts:
        given = [each for each in statement.context.given if not _starts_alike(each, start)]
        there = replace(statement, context=replace(statement.context, given=(*given, start)))
        freed = replace(there, options={**statement.options, "start": "any"})
        if list(links(freed, chain))[k].grade not in (Grade.REFUTED, Grade.UNREAD):
            return True
    return False


def _starts_alike(hypothesis: Hypothesis, start: Chain) -> bool:
    """Whether a hypothesis says where the same state starts."""
    return isinstance(hypothesis, Chain) and hypothesis.members[:1] == start.members[:1]


def _link(statement: Statement, formula: Formula, model: Model, k: int) -> Verdict:
    """The verdict on link k if the formula speaks of another rule."""
    there = replace(statement, context=replace(statement.context, rule=model.rule))
    return list(links(there, model.translated(formula.chain)))[k]
