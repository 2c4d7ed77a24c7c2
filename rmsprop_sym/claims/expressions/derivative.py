"""The derivative of an expression in one letter, by the rules of the calculus, as they leave it."""

from __future__ import annotations

from rmsprop_sym.claims.expressions.tree import Binary, Call, Literal, Name, Negate, Node, names_in

ZERO, ONE, TWO = Literal("0"), Literal("1"), Literal("2")


def derivative(node: Node, letter: str) -> Node | None:
    """The derivative in a letter; None for what has no rule here, such as sizes, sums and states at a step.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> print(derivative(parse_statement("a*x/sqrt(x^2 + c) = 0").members[0], "x"))
    (a*sqrt(x^2 + c) - a*x*(2*x/(2*sqrt(x^2 + c))))/sqrt(x^2 + c)^2
    """
    if letter not in names_in(node):
        return ZERO
    match node:
        case Name():
            return ONE
        case Negate(operand=operand):
            inner = derivative(operand, letter)
            return inner and Negate(inner)
        case Binary():
            return _of_two(node, letter)
        case Call(function="sqrt" | "exp" | "log" as function, arguments=(argument,)):
            inner = derivative(argument, letter)
            return inner and _outer(function, node, argument, inner)
    return None


def _of_two(node: Binary, letter: str) -> Node | None:
    """The derivative of a sum, a product, a quotient or a power."""
    left, right = node.left, node.right
    if node.op == "^":
        return _of_power(left, right, letter)
    first, second = derivative(left, letter), derivative(right, letter)
    if first is None or second is None:
        return None
    match node.op:
        case "*":
            return _plus(_times(first, right), _times(left, second))
        case "/" if second == ZERO:
            return Binary("/", first, right)
        case "/":
            above = _minus(_times(first, right), _times(left, second))
            return Binary("/", above, Binary("^", right, TWO))
        case "+":
            return _plus(first, second)
    return _minus(first, second)


def _of_power(base: Node, exponent: Node, letter: str) -> Node | None:
    """The derivative of a power, of which only the base or only the exponent has the letter."""
    if letter not in names_in(exponent):
        inner = derivative(base, letter)
        less = ONE if exponent == TWO else Binary("-", exponent, ONE)
        lower = base if exponent == TWO else Binary("^", base, less)
        return inner and _times(_times(exponent, lower), inner)
    inner = derivative(exponent, letter)
    growing = Binary("*", Binary("^", base, exponent), Call("log", (base,)))
    return inner and _times(growing, inner) if letter not in names_in(base) else None


def _outer(function: str, node: Node, argument: Node, inner: Node) -> Node:
    """The derivative of a function of one argument, by that of its argument."""
    match function:
        case "sqrt":
            return Binary("/", inner, Binary("*", TWO, node))
        case "exp":
            return _times(node, inner)
    return Binary("/", inner, argument)


def _times(left: Node, right: Node) -> Node:
    if ZERO in (left, right):
        return ZERO
    return right if left == ONE else left if right == ONE else Binary("*", left, right)


def _plus(left: Node, right: Node) -> Node:
    return right if left == ZERO else left if right == ZERO else Binary("+", left, right)


def _minus(left: Node, right: Node) -> Node:
    if right == ZERO:
        return left
    return Negate(right) if left == ZERO else Binary("-", left, right)
