"""Finds certificates; nothing in here is trusted."""

from __future__ import annotations

from rmsprop_sym.search.helpers import replaced
from rmsprop_sym.search.lemmas import X, Y, from_squares, root_from_square, root_monotone, size_from_square
from rmsprop_sym.search.prove import prove, prove_by_elimination, use, use_by_elimination
from rmsprop_sym.search.reduction import eliminated
from rmsprop_sym.search.sympy_bridge import sympy_of, term_of_sympy
from rmsprop_sym.search.terms import term_of, walk

__all__ = [
    "X",
    "Y",
    "eliminated",
    "from_squares",
    "prove",
    "prove_by_elimination",
    "replaced",
    "root_from_square",
    "root_monotone",
    "size_from_square",
    "sympy_of",
    "term_of",
    "term_of_sympy",
    "use",
    "use_by_elimination",
    "walk",
]
