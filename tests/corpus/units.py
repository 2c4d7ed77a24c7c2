"""Units, as exponents of those of theta and of the gradient."""

from __future__ import annotations

import ast
from fractions import Fraction

from corpus.formula import parse

_LENGTH, _GRADIENT = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
_NONE = (Fraction(0), Fraction(0))
_ROOTED = {"theta": _LENGTH, "eta": _LENGTH, "g": _GRADIENT, "v": (Fraction(0), Fraction(2)), "eps": _GRADIENT}
LETTERS = {
    "rmsprop": _ROOTED,
    "rmsprop_eps_inside": _ROOTED | {"eps": (Fraction(0), Fraction(2))},
    "sgd": {"theta": _LENGTH, "g": _GRADIENT, "eta": (Fraction(1), Fraction(-1))},
}


def holds(says, rule):
    """Whether both sides have the same units."""
    tree = parse(says)
    return _units(tree.left, LETTERS[rule]) == _units(tree.comparators[0], LETTERS[rule])


def _units(node, letters):
    match node:
        case ast.Constant():
            return _NONE
        case ast.Name():
            return letters[node.id]
        case ast.Call(func=ast.Name(id="sqrt")):
            return _power(_units(node.args[0], letters), Fraction(1, 2))
        case ast.Call():
            return _units(node.args[0], letters)
        case ast.BinOp(op=ast.Pow()):
            return _power(_units(node.left, letters), node.right.value)
        case ast.BinOp(op=ast.Mult()):
            return _times(_units(node.left, letters), _units(node.right, letters))
        case ast.BinOp(op=ast.Div()):
            return _times(_units(node.left, letters), _power(_units(node.right, letters), -1))
    raise AssertionError(ast.dump(node))


def _power(units, n):
    return tuple(each * n for each in units)


def _times(one, other):
    return tuple(a + b for a, b in zip(one, other, strict=True))
