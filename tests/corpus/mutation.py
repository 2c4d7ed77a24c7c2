"""Slips of the pen in formulas: each operator changes one place of a tree, and the tree is written out again."""

from __future__ import annotations

import ast
import copy
import re

from corpus.formula import parse

_STATES = {"v", "theta", "g", "G", "m", "b", "rate", "mhat", "vhat"}
_GREEK = {"beta": r"\beta", "eta": r"\eta", "eps": r"\epsilon", "theta": r"\theta", "oo": r"\infty", "mu": r"\mu"}
_GREEK |= {"beta1": r"\beta_1", "beta2": r"\beta_2", "mhat": r"\hat{m}", "vhat": r"\hat{v}"}
_SIGNS = {
    ast.Eq: "=",
    ast.NotEq: r"\ne",
    ast.Lt: "<",
    ast.LtE: r"\le",
    ast.Gt: ">",
    ast.GtE: r"\ge",
    ast.In: r"\approx",
}
_SIGNS |= {ast.Is: r"\sim"}
_TURNED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}


def mutants(says):
    """(what was done, the tree now) for each slip at each place of the statement."""
    tree = parse(says)
    for k, node in enumerate(ast.walk(tree)):
        for operator, change in _changes(node):
            now = copy.deepcopy(tree)
            yield operator, _replaced(now, list(ast.walk(now))[k], change)


def _replaced(tree, place, change):
    """The tree with one node replaced by what the change makes of it."""

    class Swap(ast.NodeTransformer):
        def visit(self, node):
            return change(node) if node is place else self.generic_visit(node)

    return ast.fix_missing_locations(Swap().visit(tree))


def _changes(node):
    """(what is done, the change) for each slip at a node."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            yield from _changes_of_calls(name, node.args)
        case ast.BinOp():
            yield from _changes_of_operations(node)
        case ast.UnaryOp(op=ast.USub()):
            yield "dropped sign", lambda n: n.operand
        case ast.Compare(ops=[op]) if type(op) in _TURNED:
            yield "swapped inequality", lambda n: ast.Compare(n.left, [_TURNED[type(n.ops[0])]()], n.comparators)


def _changes_of_calls(name, arguments):
    match name, arguments:
        case "sqrt", _:
            yield "dropped root", lambda n: n.args[0]
        case "abs", _:
            yield "dropped absolute value", lambda n: n.args[0]
        case "sum", [_, _, ast.Constant(), _]:
            yield "index off by one", lambda n: _with_argument(n, 2, ast.BinOp(n.args[2], ast.Add(), ast.Constant(1)))
        case _, [ast.Name()] if name in _STATES:
            yield "index off by one", lambda n: _with_argument(n, 0, ast.BinOp(n.args[0], ast.Sub(), ast.Constant(1)))
        case _, [ast.BinOp(op=ast.Sub(), right=ast.Constant(1))] if name in _STATES:
            yield "index off by one", lambda n: _with_argument(n, 0, n.args[0].left)


def _changes_of_operations(node):
    match node:
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(2)):
            yield "wrong exponent", lambda n: ast.BinOp(n.left, ast.Pow(), ast.Constant(3))
            yield "dropped square", lambda n: n.left
        case ast.BinOp(op=ast.Pow(), right=ast.Name()):
            yield "wrong exponent", lambda n: ast.BinOp(n.left, n.op, ast.BinOp(n.right, ast.Add(), ast.Constant(1)))
        case ast.BinOp(op=ast.Add(), left=ast.Call(func=ast.Name(id="sqrt")), right=ast.Name(id="eps")):
            yield "eps side", lambda n: _call("sqrt", ast.BinOp(n.left.args[0], ast.Add(), n.right))
        case ast.BinOp(op=ast.Mult()):
            yield "missing factor", lambda n: n.right
            yield "missing factor", lambda n: n.left
        case ast.BinOp(op=ast.Div()):
            yield "missing divisor", lambda n: n.left
        case ast.BinOp(op=ast.Sub(), left=ast.Constant(1)):
            yield "wrong sign", lambda n: ast.BinOp(n.left, ast.Add(), n.right)


def _call(name, *arguments):
    return ast.Call(ast.Name(name), list(arguments), [])


def _with_argument(call, k, argument):
    return ast.Call(call.func, [*call.args[:k], argument, *call.args[k + 1 :]], [])


def plain(tree):
    """The statement in the plain notation."""
    text = ast.unparse(tree).replace("==", "=").replace(" in ", " ≈ ").replace(" is ", " ~ ")
    return re.sub(r" ?\*\* ?", "^", text)


def typed(tree):
    """The statement in plain characters, with indices below the letters and the names that code has."""
    text = re.sub(r"\b(v|g|theta)\(([^()]*)\)", r"\1_{\2}", plain(tree))
    return re.sub(r"\beta\b", "lr", text.replace("theta_", "w_")).replace(" - 1}", "-1}")


def latex(tree):
    """The statement as it stands between dollars."""
    return _latex(tree)[0]


_LOOSE, _SUM, _PRODUCT, _ATOM = range(4)


def _latex(node):
    """The formula, and how tightly it holds together."""
    match node:
        case ast.Compare():
            members = [_latex(each)[0] for each in (node.left, *node.comparators)]
            signs = [_SIGNS[type(op)] for op in node.ops]
            if members[0].startswith(r"\lim"):
                signs = ["="]
            return members[0] + "".join(f" {s} {m}" for s, m in zip(signs, members[1:], strict=True)), _LOOSE
        case ast.Constant():
            return str(node.value), _ATOM
        case ast.Name():
            return _GREEK.get(node.id, node.id), _ATOM
        case ast.UnaryOp():
            return f"-{_held(node.operand, _PRODUCT)}", _SUM
        case ast.BinOp(op=ast.Pow()):
            return _powered(node), _ATOM
        case ast.BinOp(op=ast.Div()):
            return rf"\frac{{{_latex(node.left)[0]}}}{{{_latex(node.right)[0]}}}", _ATOM
        case ast.BinOp(op=ast.Mult()):
            return rf"{_held(node.left, _PRODUCT)} \, {_held(node.right, _PRODUCT)}", _PRODUCT
        case ast.BinOp(op=ast.Add()):
            return f"{_held(node.left, _SUM)} + {_held(node.right, _SUM)}", _SUM
        case ast.BinOp(op=ast.Sub()):
            return f"{_held(node.left, _SUM)} - {_held(node.right, _PRODUCT)}", _SUM
    return _called(node.func.id, node.args)


def _held(node, least):
    text, tightness = _latex(node)
    return text if tightness >= least else rf"\left({text}\right)"


def _powered(node):
    exponent = _latex(node.right)[0]
    if isinstance(node.left, ast.Call) and node.left.func.id in _STATES:
        return f"{_latex(node.left)[0]}^{{{exponent}}}"
    return f"{_held(node.left, _ATOM)}^{{{exponent}}}"


def _called(name, arguments):
    inner = [_latex(each)[0] for each in arguments]
    if name == "sqrt":
        return rf"\sqrt{{{inner[0]}}}", _ATOM
    if name == "abs":
        return rf"\left|{inner[0]}\right|", _ATOM
    if name == "sum":
        body, letter, first, last = inner
        held = _held(arguments[0], _PRODUCT)
        del body
        return rf"\sum_{{{letter}={first}}}^{{{last}}} {held}", _SUM
    if name == "limit":
        return rf"\lim_{{{inner[1]} \to {inner[2]}}} {_held(arguments[0], _PRODUCT)}", _SUM
    if name in {"log", "exp"}:
        return rf"\{name}\left({inner[0]}\right)", _ATOM
    if name == "sign":
        return rf"\operatorname{{sign}}\left({inner[0]}\right)", _ATOM
    return rf"{_GREEK.get(name, name)}_{{{inner[0]}}}", _ATOM
