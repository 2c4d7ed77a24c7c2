"""Powers and exponentials of logarithms: exp(-n/(-1/log(b))) is b^n, and b^(2/log(b)) is exp(2)."""

from __future__ import annotations

from collections.abc import Iterator

from rmsprop_sym.claims.expressions.tree import Binary, Call, Literal, Negate, Node, rebuilt

_ONE = Literal("1")


def without_logarithms(node: Node) -> Node:
    """The expression with powers in place of exponentials in which a logarithm is one factor.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> for text in ("exp(-n/(-1/log(b)))", "b^(2*(-1/log(b)))", "b^(log(1/2)/log(b))", "1/exp(1)", "exp(n)"):
    ...     print(without_logarithms(parse_statement(f"{text} = 0").members[0]))
    b^n
    exp(-2)
    (1/2)^1
    exp(-1)
    exp(n)
    """
    return rebuilt(node, _simpler)


def _simpler(node: Node) -> Node | None:
    match node:
        case Call(function="exp", arguments=(exponent,)):
            above = [each for sign, each in _factors(exponent) if sign > 0 and _is_log(each)]
            if len(above) == 1:
                return Binary("^", above[0].parts[0], _without(exponent, above[0], 1), span=node.span)
        case Binary(op="^", left=base, right=exponent):
            logarithm = Call("log", (base,))
            if [each for sign, each in _factors(exponent) if sign < 0 and _is_log(each)] == [logarithm]:
                raised = Call("exp", (_without(exponent, logarithm, -1),), span=node.span)
                return _simpler(raised) or raised
        case Binary(op="/", left=Literal() as one, right=Call(function="exp", arguments=(exponent,))) if one.value == 1:
            return Call("exp", (Negate(exponent),), span=node.span)
    return None


def _is_log(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "log"


def _factors(node: Node) -> Iterator[tuple[int, Node]]:
    """The factors of a product of quotients, with -1 for those that it is divided by; and -1 itself for a sign."""
    match node:
        case Negate(operand=operand):
            yield 1, Literal("-1")
            yield from _factors(operand)
        case Binary(op="*", left=left, right=right):
            yield from _factors(left)
            yield from _factors(right)
        case Binary(op="/", left=left, right=right):
            yield from _factors(left)
            yield from ((-sign, each) for sign, each in _factors(right))
        case _:
            yield 1, node


def _without(node: Node, factor: Node, sign: int) -> Node:
    """The product without one of its factors."""
    rest = [*_factors(node)]
    rest.remove((sign, factor))
    minus = sum(each == Literal("-1") for _, each in rest) % 2
    found = [(s, each) for s, each in rest if each not in (Literal("-1"), _ONE)]
    product: Node | None = None
    for each in (each for s, each in found if s > 0):
        product = Binary("*", product, each) if product else each
    product = product or _ONE
    for each in (each for s, each in found if s < 0):
        product = Binary("/", product, each)
    return Negate(product) if minus else product
