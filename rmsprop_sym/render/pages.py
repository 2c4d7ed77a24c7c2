"""What `derive` writes besides lists for a terminal, by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rmsprop_sym.library import Entry
from rmsprop_sym.render import latex, markdown
from rmsprop_sym.render import map as chart
from rmsprop_sym.render.notation import Notation, read

PAGES: Mapping[str, Callable[[Sequence[Entry], Notation], str]] = {
    "latex": latex.derivations,
    "handout": latex.handout,
    "macros": latex.macros,
    "markdown": markdown.derivations,
    "map": chart.page,
}


def page(kind: str, entries: Sequence[Entry], notation: str) -> str:
    """The page of that kind about the theorems, in the notation that the words ask for."""
    return PAGES[kind](entries, read(notation))
