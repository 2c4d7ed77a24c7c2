"""Whether an expression in one step only grows, or only falls, as the step does."""

from __future__ import annotations

from rmsprop_sym.claims.expressions.real import Undefined, bounds, evaluate
from rmsprop_sym.claims.expressions.syntax import Binary, Call, Literal, Name, Negate, Node, walk
from rmsprop_sym.claims.expressions.tree import rebuilt

RISING = {"sqrt", "log", "exp"}


def at_step(node: Node, letter: str, step: int) -> Node:
    """The node at a step.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> str(at_step(parse_statement("0.9^t = 1").members[0], "t", 3))
    '0.9^3'
    """
    return rebuilt(node, lambda part: Literal(str(step), span=part.span) if part == Name(letter) else None)


def direction(node: Node, letter: str) -> int | None:
    """1 if the node never falls from step 1 on, -1 if it never grows, 0 if it stays; None if that is not known.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> [direction(parse_statement(f"{x} = 1").members[0], "t") for x in ("1 - 0.9^t", "1/sqrt(1 - 0.9^t)", "t*0.9^t")]
    [1, -1, None]
    """
    if Name(letter) not in walk(node):
        return 0
    match node:
        case Name():
            return 1
        case Negate(operand=operand):
            return _times(-1, direction(operand, letter))
        case Binary(op="+", left=left, right=right):
            return _together(direction(left, letter), direction(right, letter))
        case Binary(op="-", left=left, right=right):
            return _together(direction(left, letter), _times(-1, direction(right, letter)))
        case Binary(op="*", left=left, right=right):
            return _of_product(left, right, letter)
        case Binary(op="/", left=left, right=right) if Name(letter) not in walk(right):
            return _times(_sign(right), direction(left, letter))
        case Binary(op="/", left=left, right=right) if Name(letter) not in walk(left) and is_positive(right, letter):
            return _times(_times(-1, _sign(left)), direction(right, letter))
        case Binary(op="^", left=left, right=right):
            return _of_power(left, right, letter)
        case Call(function=name, arguments=(inner,)) if name in RISING or (
            name == "abs" and is_positive(inner, letter)
        ):
            return direction(inner, letter)
    return None


def is_positive(node: Node, letter: str) -> bool:
    """Whether the node is surely more than 0 at every step from 1 on."""
    if Name(letter) not in walk(node):
        return _sign(node) == 1
    match node:
        case Name():
            return True
        case Binary(op="+" | "*" | "/", left=left, right=right) if is_positive(left, letter):
            return is_positive(right, letter)
        case Binary(op="^", left=left):
            return is_positive(left, letter)
        case Call(function="sqrt", arguments=(inner,)):
            return is_positive(inner, letter)
        case Call(function="exp"):
            return True
    return direction(node, letter) == 1 and _sign(at_step(node, letter, 1)) == 1


def _of_product(left: Node, right: Node, letter: str) -> int | None:
    """The direction of a product: one of its factors stays, or both are positive and go the same way."""
    for fixed, moving in ((left, right), (right, left)):
        if Name(letter) not in walk(fixed):
            return _times(_sign(fixed), direction(moving, letter))
    if is_positive(left, letter) and is_positive(right, letter):
        return _together(direction(left, letter), direction(right, letter))
    return None


def _of_power(base: Node, exponent: Node, letter: str) -> int | None:
    """The direction of a power: of a positive number to what moves, or of what moves to a fixed number."""
    if Name(letter) not in walk(base) and _sign(base) == 1:
        return _times(_sign(Binary("-", base, Literal("1"))), direction(exponent, letter))
    if Name(letter) not in walk(exponent) and is_positive(base, letter):
        return _times(_sign(exponent), direction(base, letter))
    return None


def _sign(node: Node) -> int | None:
    """The sign of a number; None if it has none that is certain."""
    try:
        low, high = bounds(evaluate(node))
    except Undefined:
        return None
    return 1 if low > 0 else -1 if high < 0 else 0 if low == high == 0 else None


def _times(sign: int | None, way: int | None) -> int | None:
    return None if sign is None or way is None else sign * way


def _together(one: int | None, other: int | None) -> int | None:
    """The direction of a sum."""
    if one is None or other is None or one * other < 0:
        return None
    return one or other
