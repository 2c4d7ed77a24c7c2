"""Throws texts that nobody would write at the reader; whatever comes out must be verdicts.

Run by `make fuzz`, for ten minutes; `python tests/fuzz/fuzz_reader.py -max_total_time=60 CORPUS` runs it for one.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["rmsprop_sym", "markdown_it", "lark"]):
    from rmsprop_sym.claims.files import Note
    from rmsprop_sym.claims.limits import allowing
    from rmsprop_sym.claims.read import FORMATS, sheets
    from rmsprop_sym.claims.unreadable import Unreadable

    for module in set(FORMATS.values()):
        import_module(f"rmsprop_sym.claims.read.{module}")

NAMES = ("n.md", "n.tex", "n.txt", "n.ipynb")
SECONDS = 0.05


def read(data: bytes) -> None:
    """Judges what the bytes say, in the format that the first of them chooses."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    text = data[1:].decode("utf-8", "replace")
    note = Note(name)
    try:
        read_sheets = list(sheets(text, Path(name)))
    except Unreadable:
        return
    with allowing(SECONDS):
        for sheet in read_sheets:
            lines = sheet.text.count("\n") + sheet.text.count("\r") + 1
            for verdict in note.on_sheet(sheet):
                verdict.json()
                assert 1 <= verdict.place.line <= verdict.place.end_line <= lines, verdict
                assert 1 <= verdict.place.column, verdict


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
