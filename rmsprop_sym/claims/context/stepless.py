"""Claims about states that a note writes without a step: they are wrong only if they are at every step."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from rmsprop_sym.claims.context.accusing import under
from rmsprop_sym.claims.context.freely import stands_freely
from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.conventions.standing import STEP, at_a_step, early_steps
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Constant, Literal, Name, Node, walk
from rmsprop_sym.claims.expressions.tree import rebuilt
from rmsprop_sym.claims.judge import Statement
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import words

WHICH_STEP = "it does not hold at every step, but the note does not say which step it means"


_ALWAYS = re.compile(
    r"\b(?:always|(?:at|in|for|after)\s+(?:every|each|all|any)\s+(?:single\s+)?(?:steps?|times?|iterations?|t\b)|whatever|throughout)\b",
    re.IGNORECASE,
)


def at_step(formula: Formula, standing: AbstractSet[str]) -> Formula:
    """The formula with the states that the note writes without a step as they are at step t."""
    if stands_freely(formula.chain):
        return formula
    said = f"{formula.heading} . {formula.intro} . {formula.lasting} . {formula.said}"
    chain = at_a_step(formula.chain, standing, formula.leading, formula.rest, words(said))
    return formula if chain is formula.chain else replace(formula, chain=chain, standing=True)


def which_step(formula: Formula, statement: Statement, chain: Chain, k: int) -> str:
    """That a step has to be told, if the link with this index, written without one, does not fail at all of them.

    It fails at all of them if it does at some early ones, for a gradient that stays the same, too; where the words
    before it say that it holds always, one will do. An equation without t may be meant for any step, or the limit.
    """
    if not formula.standing or _ALWAYS.search(formula.before):
        return ""
    if _is_timeless(formula.chain):
        return WHICH_STEP
    constant: list[Hypothesis] = [] if Constant(GRADIENT) in statement.context.given else [Constant(GRADIENT)]
    none = list[Hypothesis]()
    cases = ([step, *more] for step in early_steps() for more in (none, constant))
    fails = all(under(statement, chain, k, more).grade is Grade.REFUTED for more in cases)
    return "" if fails else WHICH_STEP


def _is_timeless(chain: Chain) -> bool:
    """Whether an equation speaks of states at step t, and of t nowhere else."""
    apart = [part for each in chain.members for part in walk(rebuilt(each, _without_index))]
    states = [part for each in chain.members for part in walk(each) if isinstance(part, Apply)]
    stands = any(part.arguments == (Name(STEP),) for part in states)
    return stands and "=" in chain.relations and Name(STEP) not in apart


def _without_index(node: Node) -> Node | None:
    return Literal("1") if isinstance(node, Apply) else None
