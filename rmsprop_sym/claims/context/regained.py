"""Chains in which one member is wrong and a later one is right again: that is held against what is right before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rmsprop_sym.claims.context.links import links
from rmsprop_sym.claims.expressions.syntax import Chain
from rmsprop_sym.claims.judge import Statement
from rmsprop_sym.claims.verdict import Grade, Verdict

_HOLDS = {Grade.PROVED, Grade.ENCLOSED, Grade.ROUNDS, Grade.SURVIVED}


def regained(
    verdict: Verdict, statement: Statement, chain: Chain, k: int, in_words: Callable[[Verdict, Chain, int], Verdict]
) -> Verdict:
    """The verdict about a link that fails; where its right side is the head, or what came before its left, it is right."""
    if verdict.grade is not Grade.REFUTED or k == 0 or {*chain.relations[: k + 1]} != {"="}:
        return verdict
    for start in dict.fromkeys((k - 1, 0)):
        link = Chain((chain.members[start], chain.members[k + 1]), ("=",))
        held = in_words(next(iter(links(statement, link))), link, 0)
        if held.grade in _HOLDS:
            return replace(verdict, evidence=held.evidence, read_as=held.read_as)
    return verdict
