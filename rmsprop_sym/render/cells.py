"""Where in its file each line of a notebook's cell stands: code hosts know the lines of the file only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from json.decoder import scanstring  # type: ignore[attr-defined]  # in the library, and not in its types
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # the same
from pathlib import Path
from typing import Any

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
Rows = Mapping[tuple[int, int], int]


class _Placed(str):
    """A string that knows at which offset of the file it begins."""

    __slots__ = ("at",)
    at: int


class _Decoder(json.JSONDecoder):
    """Reads JSON, each string with its place."""

    def __init__(self) -> None:
        super().__init__()
        self.parse_string = _placed
        self.scan_once = py_make_scanner(self)


def _placed(text: str, end: int, strict: bool) -> tuple[str, int]:  # noqa: FBT001 - the decoder calls it so
    value, after = scanstring(text, end, strict)
    found = _Placed(value)
    found.at = end
    return found, after


def rows_of(path: str) -> Rows:
    """The row of the file for each cell and line of it; nothing for what is no notebook."""
    try:
        return rows_in(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}


def rows_in(text: str) -> Rows:
    r"""The row of the text for each cell, counted from 0, and line, counted from 1.

    >>> rows_in('{"cells": [\n {"source": [\n  "a\\n",\n  "b"]},\n {"source": "c\\nd"}]}')
    {(0, 1): 3, (0, 2): 4, (1, 1): 5, (1, 2): 5}
    """
    notebook = _Decoder().decode(text)
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    found = {}
    for number, cell in enumerate(cells if isinstance(cells, list) else []):
        for line, at in enumerate(_lines(cell), 1):
            found[number, line] = text.count("\n", 0, at) + 1
    return found


def _lines(cell: Any) -> Iterator[int]:
    """Where each line of the cell's text begins, as far as the string that it is written in tells."""
    source = cell.get("source") if isinstance(cell, dict) else None
    pieces = [piece for piece in (source if isinstance(source, list) else [source]) if isinstance(piece, _Placed)]
    begins = True
    for piece in pieces:
        for line in _LINE.findall(piece):
            if begins:
                yield piece.at
            begins = line.endswith(("\r", "\n"))
