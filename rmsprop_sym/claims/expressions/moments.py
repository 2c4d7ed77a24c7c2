"""The signs for means and variances: `E s_t` is the mean of s_t, and no product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rmsprop_sym.claims.expressions.tree import Apply, Binary, Chain, Literal, Name, Node, walk, with_parts

MEAN, VARIANCE = "E", "Var"
SIGNS = {MEAN, VARIANCE}
_INDICES = set("tnkijT")


def with_moments(chain: Chain) -> Chain:
    """The chain, where a sign for a mean or a variance belongs to the factor behind it.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> print(with_moments(parse_statement("E*v(t) = 2*Var*g")))
    E(v(t)) = 2*Var(g)
    """
    return replace(chain, members=tuple(map(_joined, chain.members)))


def _joined(node: Node) -> Node:
    node = with_parts(node, _joined)
    match node:
        case Binary(op="*", left=Name(name=name), right=right) if name in SIGNS:
            return Apply(name, (right,), span=node.span)
        case Binary(op="*", left=Binary(op="*", left=factor, right=Name(name=name) as sign), right=right) if (
            name in SIGNS
        ):
            return replace(
                node, left=factor, right=Apply(name, (right,), span=replace(right.span, start=sign.span.start))
            )
    return node


def is_moment(node: Node) -> bool:
    """Whether it is a mean or a variance, and not the state that some notes call E.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> [is_moment(parse_statement(text).members[0]) for text in ("E(g) = 0", "E(t) = 0", "E(t - 1) = 0")]
    [True, False, False]
    """
    match node:
        case Apply(name=name, arguments=(inner,)) if name in SIGNS:
            return name == VARIANCE or not all(map(_is_index, walk(inner)))
    return False


def moments_in(chain: Chain) -> Iterator[Apply]:
    """The means and variances of the chain."""
    for member in chain.members:
        yield from (part for part in walk(member) if isinstance(part, Apply) and is_moment(part))


def _is_index(part: Node) -> bool:
    match part:
        case Name(name=name):
            return name in _INDICES
        case Literal():
            return part.numeral.integer
        case Binary(op=op):
            return op in "+-"
    return False
