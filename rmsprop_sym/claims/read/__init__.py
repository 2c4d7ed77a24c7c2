"""The formats that notes are written in, one file each; all of them become the same blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from rmsprop_sym.claims.read import latex, markdown, notebook, plain
from rmsprop_sym.claims.read.block import Sheet
from rmsprop_sym.claims.read.macros import expanded, macros_of
from rmsprop_sym.claims.unreadable import Unreadable

Format = Callable[[str], Iterator[Sheet]]

FORMATS: dict[str, Format] = {
    ".md": markdown.sheets,
    ".markdown": markdown.sheets,
    ".mdown": markdown.sheets,
    ".mkd": markdown.sheets,
    ".myst": markdown.sheets,
    ".qmd": markdown.sheets,
    ".rmd": markdown.sheets,
    ".tex": latex.sheets,
    ".latex": latex.sheets,
    ".ltx": latex.sheets,
    ".ipynb": notebook.sheets,
    ".txt": plain.sheets,
    ".text": plain.sheets,
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
    macros: dict[str, str] = {}
    for sheet in (FORMATS.get(suffix) or _guessed(text))(text):
        macros |= macros_of(sheet.text)
        yield replace(sheet, blocks=(expanded(block, macros) for block in sheet.blocks)) if macros else sheet


def _guessed(text: str) -> Format:
    """The format of a text without a name."""
    if text.lstrip().startswith("{") and '"cells"' in text:
        return notebook.sheets
    return latex.sheets if latex.BEGINNING.search(text) else markdown.sheets
