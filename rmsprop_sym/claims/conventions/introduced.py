"""Formulas that only say what something is called, or what it is worth here."""

from __future__ import annotations

from collections.abc import Callable

from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.formula import DEFINES
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Infinity, Limit, Literal, Name


def introduces(chain: Chain, is_known: Callable[[Chain], object], *, declared: bool) -> bool:
    """Whether the formula says what something is called, or what it is worth here.

    A rule that is `declared` on top of the note has its starts, and `is_known` tells of what a rule is known.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [introduces(parse_formula(text), lambda _: True, declared=False) for text in ("β = 0.9", "v_t = 2")]
    [True, False]
    """
    if DEFINES in chain.relations:
        return True
    first = chain.members[0]
    if all(isinstance(member, Name | Literal | Infinity) for member in chain.members):
        return True
    if any(isinstance(member, Infinity) for member in chain.members):
        return isinstance(first, Limit) and isinstance(first.body, Name)
    match first:
        case Name():
            return chain.relations[0] != "≈" or len(chain.members) == 2
        case Apply(name=name) if name == GRADIENT:
            return len(chain.members) == 2
        case Apply(arguments=(Literal() as index, *_)) if index.value == 0:
            return not (is_known(chain) and declared)
        case Apply():
            return not is_known(Chain((first, first), ("=",))) and chain.relations[0] == "="
    return False
