"""Sentences with formulas in them: what derivations say in plain characters, set in the notation of a course."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.kernel.term import Apply, Head, Letter, Number, Term
from rmsprop_sym.render.formula import RELATIONS, Formulas

LETTERS = frozenset((*(x.name for x in DOMAINS), "theta"))
_LETTER = re.compile(r"[b-zB-HJ-Z]\d?")  # a, A and I are words
_TOKEN = re.compile(r"\d+\.\d+|\w+|\S")
_BEGINNING = re.compile(r"(?<![\w'*/+.-])(?<![*/+-] )(?<!\w\()")  # within a formula none begins
_SINGLE = re.compile(r"(?<![<>=!])=(?!=)")
_OPERATIONS: Mapping[type[ast.operator], Callable[[Term, Term], Term]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_SIGNS = {
    ast.Eq: RELATIONS["="],
    ast.NotEq: RELATIONS["!="],
    ast.Lt: RELATIONS["<"],
    ast.LtE: RELATIONS["<="],
    ast.Gt: ">",
    ast.GtE: r"\ge",
}
_FUNCTIONS: Mapping[str, Callable[[Term], Term]] = {
    "sqrt": Term.sqrt,
    "abs": abs,
    "log": lambda x: Apply(Head("log"), (x,)),
}


@dataclass(frozen=True)
class Formula:
    """A formula within a sentence, in LaTeX."""

    latex: str


def set_out(said: str, formulas: Formulas) -> tuple[str | Formula, ...]:
    r"""The sentence, with what is a formula in it printed as one.

    >>> set_out("The size is 1/sqrt(1 - beta), a lot.", Formulas())
    ('The size is ', Formula(latex='\\frac{1}{\\sqrt{1 - \\beta}}'), ', a lot.')
    """
    return tuple(_pieces(" ".join(said.split()), formulas))


def _pieces(said: str, formulas: Formulas) -> Iterator[str | Formula]:
    tokens = list(_TOKEN.finditer(said))
    ends, done = [token.end() for token in tokens], 0
    for token in tokens:
        start = token.start()
        if start < done or not _BEGINNING.match(said, start):
            continue
        for end in reversed([end for end in ends if end > start]):
            if written := _formula(said[start:end], formulas):
                yield from [said[done:start]] * (done < start)
                yield Formula(written)
                done = end
                break
    yield from [said[done:]] * (done < len(said))


def _formula(piece: str, formulas: Formulas) -> str | None:
    """The LaTeX of the piece, if all of it is one formula and it is more than a number."""
    piece = _SINGLE.sub("==", piece)
    try:
        node = ast.parse(piece, mode="eval").body
        if piece.isdigit() or (node.col_offset, node.end_col_offset) != (0, len(piece)):
            return None
        return _written(node, formulas)
    except (SyntaxError, ValueError):
        return None


def _written(node: ast.expr, formulas: Formulas) -> str:
    if not isinstance(node, ast.Compare):
        return formulas.term(_term(node))
    if unknown := [sign for sign in node.ops if type(sign) not in _SIGNS]:
        raise ValueError(unknown)
    first, *sides = (formulas.term(_term(side)) for side in (node.left, *node.comparators))
    return " ".join([first, *(f"{_SIGNS[type(s)]} {side}" for s, side in zip(node.ops, sides, strict=True))])


def _term(node: ast.expr) -> Term:
    """The term; raises ValueError for what is none."""
    match node:
        case ast.Constant(int(value)) if not isinstance(value, bool):
            return Number(Fraction(value))
        case ast.Name(name) if name in LETTERS or _LETTER.fullmatch(name):
            return Letter(name)
        case ast.UnaryOp(ast.USub(), inner):
            return -_term(inner)
        case ast.BinOp(left, sign, right) if type(sign) in _OPERATIONS:
            return _OPERATIONS[type(sign)](_term(left), _term(right))
        case ast.Call(ast.Name(name), [inner], []) if name in _FUNCTIONS:
            return _FUNCTIONS[name](_term(inner))
        case ast.Call(ast.Name(name), [inner], []) if name in LETTERS or _LETTER.fullmatch(name):
            return Apply(Head(name, "sequence"), (_term(inner),))
    raise ValueError(ast.dump(node))
