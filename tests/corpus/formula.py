"""Formulas in the plain notation, evaluated by Python's own parser and mpmath: nothing here is the checker's."""

from __future__ import annotations

import ast
import operator
import re

from mpmath import mp, mpf

mp.dps = 60
TINY = mpf(10) ** -35

_RELATIONS = {"≈": " in ", "~": " is ", "≤": "<=", "≥": ">=", "≠": "!="}
_BINARY = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
_NAMED = {
    "abs": abs,
    "exp": mp.exp,
    "sign": mp.sign,
    "max": max,
    "min": min,
}


class Undefined(ArithmeticError):
    """The formula means nothing here: a division by zero, or the root of a negative number."""


def parse(text):
    """The tree of a statement or an expression."""
    for sign, word in _RELATIONS.items():
        text = text.replace(sign, word)
    text = re.sub(r"(?<![<>!=])=(?!=)", "==", text.replace("^", "**"))
    return ast.parse(text.strip(), mode="eval").body


def value(node, world):
    """What an expression is where the letters are those of the world."""
    match node:
        case ast.Constant():
            return mpf(repr(node.value))  # a float as the decimal that is written
        case ast.Name():
            return world.letter(node.id)
        case ast.UnaryOp(op=ast.USub()):
            return -value(node.operand, world)
        case ast.BinOp(op=ast.Div()):
            return _quotient(value(node.left, world), value(node.right, world))
        case ast.BinOp(op=ast.Pow()):
            return _power(value(node.left, world), value(node.right, world))
        case ast.BinOp():
            return _BINARY[type(node.op)](value(node.left, world), value(node.right, world))
        case ast.Call():
            return _called(node.func.id, node.args, world)
    raise AssertionError(ast.dump(node))


def _quotient(above, below):
    if below == 0:
        raise Undefined
    return above / below


def _power(base, exponent):
    if (base == 0 and exponent < 0) or (base < 0 and exponent != int(exponent)):
        raise Undefined
    return base ** (int(exponent) if exponent == int(exponent) else exponent)


def _called(name, arguments, world):
    if name == "sum":
        return _total(*arguments, world)
    values = [value(each, world) for each in arguments]
    if name == "sqrt":
        return _root(*values)
    if name in {"log", "ln"}:
        return _logarithm(*values)
    return _NAMED[name](*values) if name in _NAMED else world.state(name, int(values[0]))


def _root(x):
    if x < 0:
        raise Undefined
    return mp.sqrt(x)


def _logarithm(x):
    if x <= 0:
        raise Undefined
    return mp.log(x)


def _total(body, letter, first, last, world):
    upper = 400 if getattr(last, "id", "") == "oo" else int(value(last, world))
    span = range(int(value(first, world)), upper + 1)
    return sum((value(body, world.with_letters({letter.id: k})) for k in span), mpf(0))


def rounds(printed, exact):
    """Whether the figure is the value to the digits it prints; at a tie both neighbours are right."""
    text = printed.strip().replace("−", "-").replace(",", "").replace(" ", "").rstrip("…")
    figure, percent = mpf(text.rstrip("%")), text.endswith("%")
    mantissa, _, exponent = text.rstrip("%").lower().partition("e")
    half = mpf(10) ** (int(exponent or 0) - len(mantissa.partition(".")[2])) / 2
    shown = exact * 100 if percent else exact
    return abs(shown - figure) <= (half + TINY if not printed.endswith("…") else 2 * half)


def same(a, b):
    """Whether two values agree to all digits that are computed."""
    return abs(a - b) <= TINY * (1 + abs(a) + abs(b))
