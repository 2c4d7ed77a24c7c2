"""Formulas as hypotheses: what a condition supposes, what one behind a claim adds, and which values it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.formula import formula_in
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Call,
    Chain,
    Constant,
    Infinity,
    Limit,
    Literal,
    Name,
    has_letters,
)
from rmsprop_sym.claims.expressions.tree import applied_in, names_in
from rmsprop_sym.claims.symbolic.letters import FAMILIAR
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, formula_of
from rmsprop_sym.claims.words.naming import is_law

_AFTERWARDS = re.compile(
    r"\s*,?\s*(?:if|when|whenever|provided(?:\s+that)?|as\s+(?:long|soon)\s+as|once|given\s+that|for(?:\s+(?:all|every|any))?|whatever)\s+"
    r"\$([^$]+)\$(?:\s+and\s+\$([^$]+)\$)?(?:\s+(?:is|are|may\s+be)(?=[.,;]))?"
    r"(?P<all>\s+(?:for|at|in)\s+(?:all|every|each|any)\s+(?:\$\s*[tnki]\s*\$|steps?|times?))?(?=\s*(?:[.,;:)]|$))"
)


def afterwards(rest: str) -> tuple[list[Hypothesis], str]:
    """The conditions that follow a formula directly, if all of them can be read, and the words after them."""
    match = _AFTERWARDS.match(rest)
    if match is None:
        return [], rest
    read = [formula_in(text) for text in match.groups()[:2] if text]
    found = [hypotheses(chain) if chain else [] for chain in read]
    said = [for_every(each) if match["all"] else each for some in found for each in some]
    return (said, rest[match.end() :]) if all(found) else ([], rest)


def value_of(hypothesis: Hypothesis) -> str | None:
    """The letter that a hypothesis gives a value to, if it does no more."""
    match hypothesis:
        case Chain((Name(name=name), value), ("=",)) if not has_letters(value):
            return name
    return None


def unsaid(supposed: Sequence[Hypothesis], said: Sequence[Hypothesis]) -> list[Hypothesis]:
    """What is supposed, without the value of eps where a claim or its conditions speak of eps."""
    names = names_in(*filter(None, map(formula_of, said)))
    return [each for each in supposed if value_of(each) != "eps" or "eps" not in names]


def with_more(given: Sequence[Hypothesis], more: Sequence[Hypothesis]) -> list[Hypothesis]:
    """The hypotheses of a claim and those that its letters bring along, but for values that it has anew."""
    valued = {value_of(each) for each in given} - {None}
    return list(dict.fromkeys([*given, *(each for each in more if value_of(each) not in valued)]))


def hypotheses(chain: Chain) -> list[Hypothesis]:
    """The links of the formula as hypotheses; none if one of them cannot be one.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [*map(str, hypotheses(parse_formula("0 < x < 1")))]
    ['0 < x', 'x < 1']
    """
    pairs = zip(chain.members, chain.members[1:], chain.relations, strict=False)
    found = [_hypothesis(Chain((left, right), (relation,))) for left, right, relation in pairs]
    kept = [each for each in found if each is not None]
    return [*kept, *_not_negative(chain)] if len(kept) == len(found) else []


def _not_negative(chain: Chain) -> Iterator[Chain]:
    """That a letter which sizes reach is no negative number, below which every size would be."""
    pairs = zip(chain.members, chain.members[1:], chain.relations, strict=False)
    for left, right, relation in pairs:
        match (left, right) if relation in (">", ">=") else (right, left):
            case Call(function="abs"), Name() as letter if relation in ("<", "<=", ">", ">="):
                yield Chain((letter, Literal("0")), (">=",))


def for_every(hypothesis: Hypothesis) -> Hypothesis:
    """The condition on a sequence for every step of it.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> print(for_every(parse_formula("g_t = 2")))
    g(t) = 2 for every t
    """
    if not isinstance(hypothesis, Chain) or is_law(hypothesis):
        return hypothesis
    steps = {part.arguments[0].name for part in applied_in(hypothesis) if isinstance(part.arguments[0], Name)}
    return Every(hypothesis, steps.pop()) if len(steps) == 1 else hypothesis


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
