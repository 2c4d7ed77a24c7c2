"""Finds certificates; nothing in here is trusted."""

from __future__ import annotations

from rmsprop_sym.search.prove import prove, use
from rmsprop_sym.search.terms import term_of

__all__ = ["prove", "term_of", "use"]
