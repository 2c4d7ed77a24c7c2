"""Chains in which one member is wrong and a later one is right again: that is held against what is right before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from rmsprop_sym.claims.context.accusing import Beside, Unconditional, in_its_words
from rmsprop_sym.claims.context.links import links
from rmsprop_sym.claims.context.nearby import in_a_limit
from rmsprop_sym.claims.conventions.model import PARAMETER
from rmsprop_sym.claims.expressions.syntax import Chain
from rmsprop_sym.claims.expressions.tokens import CHANGED
from rmsprop_sym.claims.expressions.tree import heads_in
from rmsprop_sym.claims.judge import Statement
from rmsprop_sym.claims.verdict import Grade, Verdict
from rmsprop_sym.claims.words.correction import is_uncorrected, speaks_of_correction
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import cut_sentences

CORRECTED = "the step may be made with the corrected mean that stands before it"
_HOLDS = {Grade.PROVED, Grade.ENCLOSED, Grade.ROUNDS, Grade.SURVIVED}


def weighed(statement: Statement, chain: Chain, formula: Formula, beside: Beside) -> Iterator[Verdict]:
    """The links of a formula in its words, each against what is right before it, or in a limit of its letters."""
    in_words = partial(in_its_words, statement=statement, beside=beside)
    for k, verdict in enumerate(links(statement, chain)):
        found = in_a_limit(regained(in_words(verdict, chain, k), statement, chain, k, in_words), formula, chain, k)
        spared = _is_corrected(found, statement, formula, chain.link(k))
        yield replace(found, evidence=Unconditional(found.evidence, CORRECTED)) if spared else found


def _is_corrected(found: Verdict, statement: Statement, formula: Formula, link: Chain) -> bool:
    """Whether a step that fails by the rule may be made with a corrected mean, which stands right before it."""
    rule = statement.context.rule.name if statement.context.rule else ""
    if found.grade is not Grade.REFUTED or not is_uncorrected(rule):
        return False
    moves = any(name.removeprefix(CHANGED) == PARAMETER for name in heads_in(link))
    return moves and speaks_of_correction(" ".join(cut_sentences(formula.leading)[-2:]))


def regained(
    verdict: Verdict, statement: Statement, chain: Chain, k: int, in_words: Callable[[Verdict, Chain, int], Verdict]
) -> Verdict:
    """The verdict about a link that fails; if its right side is the head, or what came before its left, it is right."""
    if verdict.grade is not Grade.REFUTED or k == 0 or {*chain.relations[: k + 1]} != {"="}:
        return verdict
    for start in dict.fromkeys((k - 1, 0)):
        link = Chain((chain.members[start], chain.members[k + 1]), ("=",))
        held = in_words(next(iter(links(statement, link))), link, 0)
        if held.grade in _HOLDS:
            return replace(verdict, evidence=held.evidence, read_as=held.read_as)
    return verdict
