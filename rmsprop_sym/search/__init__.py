"""Finds certificates; nothing in here is trusted."""

from __future__ import annotations

from rmsprop_sym.search.helpers import replaced
from rmsprop_sym.search.lemmas import X, Y, root_from_square, size_from_square
from rmsprop_sym.search.prove import prove, use
from rmsprop_sym.search.reduction import eliminated
from rmsprop_sym.search.terms import term_of, walk

__all__ = [
    "X",
    "Y",
    "eliminated",
    "prove",
    "replaced",
    "root_from_square",
    "size_from_square",
    "term_of",
    "use",
    "walk",
]
