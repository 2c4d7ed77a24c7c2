"""A statement of a note of the corpus: where it stands, whether it is right, why, and how that is computed."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

OPENING, CLOSING = "«", "»"


class Truth(StrEnum):
    """Whether a statement is right."""

    RIGHT = "right"
    WRONG = "wrong"


RIGHT, WRONG = Truth


@dataclass(frozen=True)
class Spoiled:
    """A wrong statement made of a right one: what was done to it, and how the extent of the row reads now."""

    operator: str
    text: str


@dataclass(frozen=True)
class Row(ABC):
    """A statement, found by a quotation that occurs once; «» mark the judged piece, without them it is all of it."""

    truth: Truth
    quote: str

    @abstractmethod
    def computed(self) -> Truth:
        """Whether it is right, by a path that has nothing to do with the checker."""

    @abstractmethod
    def spoiled(self, rng: Random) -> Iterator[Spoiled]:
        """Wrong statements made of it, in an order that is drawn."""

    @property
    def piece(self):
        """The judged piece."""
        return self.quote.partition(OPENING)[2].partition(CLOSING)[0] or self.quote

    @property
    def plain(self):
        """The quotation as it stands in the note."""
        return self.quote.replace(OPENING, "").replace(CLOSING, "")

    def around(self, piece):
        """The quotation with another piece."""
        before, _, after = self.quote.partition(OPENING)
        return f"{before}{piece}{after.partition(CLOSING)[2]}" if after else piece

    def extent(self, text):
        """Where what a slip rewrites stands in the text, ends exclusive; or None."""
        if self.plain not in text:
            return None
        assert text.count(self.plain) == 1, f"{self.plain!r} stands there {text.count(self.plain)} times"
        return text.index(self.plain), text.index(self.plain) + len(self.plain)

    def span(self, text):
        """Where the judged piece stands in the text, ends exclusive; or None."""
        extent = Row.extent(self, text)
        start = extent and extent[0] + max(self.quote.find(OPENING), 0)
        return extent and (start, start + len(self.piece))


@dataclass(frozen=True)
class Sheet:
    """A file of text, or one cell of a notebook."""

    cell: int | None
    text: str


def sheets(path):
    """The texts of a note, as the places of verdicts count them."""
    raw = Path(path).read_text(encoding="utf-8")
    if Path(path).suffix != ".ipynb":
        return [Sheet(None, raw)]
    cells = json.loads(raw)["cells"]
    return [Sheet(k, "".join(cell["source"])) for k, cell in enumerate(cells)]


def rewritten(path, changes):
    """The file with the texts of some of its sheets replaced."""
    if Path(path).suffix != ".ipynb":
        return changes[None]
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    for k, text in changes.items():
        notebook["cells"][k]["source"] = text.splitlines(keepends=True)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
