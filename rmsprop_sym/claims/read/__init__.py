"""The formats that notes are written in, one file each; all of them become the same blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from rmsprop_sym.claims.read.arrays import with_arrays
from rmsprop_sym.claims.read.block import Sheet
from rmsprop_sym.claims.read.coordinates import by_coordinates
from rmsprop_sym.claims.read.macros import Macro, expanded, macros_of, with_words, written_out
from rmsprop_sym.claims.read.upright import upright
from rmsprop_sym.claims.unreadable import Unreadable

FORMATS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".myst": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".tex": "latex",
    ".latex": "latex",
    ".ltx": "latex",
    ".ipynb": "notebook",
    ".txt": "plain",
    ".text": "plain",
}
OTHERS = {
    ".rst": "reStructuredText",
    ".html": "HTML",
    ".htm": "HTML",
    ".docx": "Word",
    ".odt": "OpenDocument",
    ".pdf": "PDF",
    ".py": "Python",
    ".adoc": "AsciiDoc",
    ".typ": "Typst",
    ".org": "Org",
}


def sheets(text: str, path: Path) -> Iterator[Sheet]:
    """The sheets of a note in the format that its name tells, or else its beginning.

    Raises Unreadable for a format that is not known.

    >>> [sheet.text for sheet in sheets("so 1+1 = 2", Path("note.txt"))]
    ['so 1+1 = 2']
    """
    suffix = path.suffix.lower()
    if suffix in OTHERS:
        raise Unreadable(f"{OTHERS[suffix]} is not read; Markdown, LaTeX, notebooks and plain text are", 1)
    macros: dict[str, Macro] = {}
    read = import_module(f"{__name__}.{FORMATS.get(suffix) or _guessed(text)}")  # a format is loaded when it is met
    found = [replace(sheet, blocks=list(by_coordinates(with_arrays(sheet.blocks)))) for sheet in read.sheets(text)]
    words = upright("\n".join(written_out(sheet.text, macros_of(sheet.text)) for sheet in found))
    for sheet in found:
        macros |= macros_of(sheet.text)
        spelled = with_words(macros, words)
        yield _spelled(sheet, spelled, words) if spelled else sheet


def _spelled(sheet: Sheet, macros: Mapping[str, Macro], words: Mapping[str, str]) -> Sheet:
    """The sheet with its macros written out, and letters for its words."""
    blocks = (expanded(block, macros) for block in sheet.blocks)
    return replace(sheet, blocks=blocks, spelled={**sheet.spelled, **words})


def _guessed(text: str) -> str:
    """The format of a text without a name."""
    if text.lstrip().startswith("{") and '"cells"' in text:
        return "notebook"
    return "latex" if re.search(r"\\(?:documentclass|begin\{document\})", text) else "markdown"
