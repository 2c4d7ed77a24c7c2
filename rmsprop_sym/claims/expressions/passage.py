"""A stretch of prose as one line of text that remembers where each of its characters stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from rmsprop_sym.claims.verdict import Place

BREAK = "\u2028"  # a space to every pattern, as it is to the reader


@dataclass(frozen=True)
class Line:
    """A piece of one line of the file: its number, the column it starts in (both from 1), and its text.

    Where the text stands for something else in the file, `width` says how many characters that has.
    """

    number: int
    column: int
    text: str
    width: int | None = None


@dataclass(frozen=True)
class Spot:
    """A line of a file, or of a cell of a notebook, as a remark names it.

    >>> print(Spot(3), "and", Spot(5, cell=2))
    in line 3 and in cell 2, line 5
    """

    line: int
    cell: int | None = None

    def __str__(self) -> str:
        """The cell, if there is one, and the line."""
        return f"in line {self.line}" if self.cell is None else f"in cell {self.cell}, line {self.line}"


@dataclass(frozen=True)
class Passage:
    """Text without line breaks, and the lines that it was joined from."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def broken(self) -> str:
        r"""The text, as long as before, with a sign for the end of each line of the file.

        >>> join([Line(3, 5, "1 +"), Line(4, 1, "1 = 2")]).broken == f"1 +{BREAK}1 = 2"
        True
        """
        text = list(self.text)
        for start, one, other in zip(self.starts[1:], self.lines, self.lines[1:], strict=False):
            if one.number != other.number:
                text[start - 1] = BREAK
        return "".join(text)

    def place(self, path: str, start: int, end: int) -> Place:
        """Where the half-open stretch of the text stands in the file."""
        line, offset = self._piece(start)
        end_line, end_offset = self._piece(max(start, end - 1))
        column = line.column + (offset if line.width is None else 0)
        last = end_line.column + (end_offset if end_line.width is None else max(end_line.width - 1, 0))
        return Place(path, line.number, column, end_line.number, last + (end > start))

    def _piece(self, offset: int) -> tuple[Line, int]:
        """The piece that a character belongs to, and where it stands in it."""
        i = bisect_right(self.starts, offset) - 1
        return self.lines[i], offset - self.starts[i]


def join(lines: Iterable[Line]) -> Passage:
    """The lines as one text, a space for every line break.

    >>> join([Line(3, 5, "1 +"), Line(4, 1, "1 = 2")]).place("n.md", 4, 5)
    Place(path='n.md', line=4, column=1, end_line=4, end_column=2, cell=None)
    """
    kept = tuple(lines)
    starts, offset = [], 0
    for line in kept:
        starts.append(offset)
        offset += len(line.text) + 1
    return Passage(" ".join(line.text for line in kept), tuple(starts), kept)
