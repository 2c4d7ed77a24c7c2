"""Jupyter notebooks: the prose of the Markdown cells, and the tables that the code cells printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Block, Code, FrontMatter, Sheet
from rmsprop_sym.claims.read.logs import unnamed
from rmsprop_sym.claims.read.markdown import blocks, lines_of, read_as
from rmsprop_sym.claims.read.tables import tables
from rmsprop_sym.claims.read.undollared import has_tex
from rmsprop_sym.claims.unreadable import Unreadable

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def sheets(text: str) -> Iterator[Sheet]:
    """A sheet for each cell in which there may be something to judge.

    Raises Unreadable for what is no notebook, or one of a format before the fourth.

    >>> [sheet] = sheets('{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": ["so ", "1+1 = 2"]}]}')
    >>> sheet.cell, sheet.text
    (0, 'so 1+1 = 2')
    """
    cells = _cells(text)
    sources = (_joined(cell.get("source")) for cell in cells if cell.get("cell_type") == "markdown")
    plain = not has_tex("\n".join(sources))
    for number, cell in enumerate(cells):
        source = _joined(cell.get("source"))
        match cell.get("cell_type"):
            case "markdown":
                read = blocks(source) if number == 0 else _without_front(source)
                yield read_as(source, read, plain=plain, cell=number)
            case "raw" if number == 0:
                yield Sheet(source, [block for block in blocks(source) if isinstance(block, FrontMatter)], number)
            case "code":
                printed = "\n".join(_printed(cell))
                yield Sheet(printed, [*_code(source), *_tables(source, printed)], number)


def _cells(text: str) -> list[dict[str, Any]]:
    """The cells of the notebook."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"this is no notebook, for it is no JSON: {error}", 1) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if isinstance(notebook, dict) and "worksheets" in notebook:
        raise Unreadable("this is a notebook of format 3; `jupyter nbconvert --to notebook` makes a newer one of it", 1)
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise Unreadable("this is no notebook: it has no list of cells", 1)
    return cells


def _joined(source: object) -> str:
    """A text that may be written as a list of lines."""
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _without_front(source: str) -> Iterator[Block]:
    """The blocks of a later cell, in which a rule at the top is only a rule."""
    return (block for block in blocks(source) if not isinstance(block, FrontMatter))


def _printed(cell: dict[str, Any]) -> Iterator[str]:
    """What the code printed, as plain text."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict):
            data = output.get("data")
            plain = data.get("text/plain") if isinstance(data, dict) else output.get("text")
            yield _COLOURS.sub("", _joined(plain))


def _code(source: str) -> Iterator[Block]:
    """The program of a cell."""
    if source.strip():
        yield Code(tuple(Line(number, 1, line) for number, line in enumerate(lines_of(source), 1)))


def _tables(source: str, printed: str) -> Iterator[Block]:
    """The tables among what a program printed."""
    lines = [Line(number, 1, line) for number, line in enumerate(lines_of(printed), 1)]
    yield from list(unnamed(source, lines)) or tables(lines, fenced=True)
