"""Terms of a sum that are weighed by their number: k x^k is x^k, times k."""

from __future__ import annotations

from dataclasses import replace

from rmsprop_sym.claims.expressions.tree import Binary, Literal, Name, Node

MOST_DEGREE = 4


def without_degree(node: Node, index: str) -> tuple[Node, list[Node]]:
    """A product without its factors that are the index, or it and a number, and these: k x^k is x^k and k.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> body, steps = without_degree(parse_statement("k^2*(k + 1)*x^k").members[0], "k")
    >>> str(body), [str(each) for each in steps]
    ('1*1*x^k', ['k', 'k', 'k + 1'])
    """
    match node:
        case Binary(op="*", left=left, right=right):
            (one, some), (other, more) = without_degree(left, index), without_degree(right, index)
            return replace(node, left=one, right=other), some + more
        case Name(name=name) if name == index:
            return Literal("1"), [node]
        case Binary(op="+" | "-", left=Name(name=name), right=Literal()) if name == index:
            return Literal("1"), [node]
        case Binary(op="^", left=base, right=Literal() as power) if (
            power.numeral.integer and 0 < power.value <= MOST_DEGREE
        ):
            inner, found = without_degree(base, index)
            return (Literal("1"), found * int(power.value)) if inner == Literal("1") and found else (node, [])
    return node, []
