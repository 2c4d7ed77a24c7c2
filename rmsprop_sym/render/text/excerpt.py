"""A piece of a note as a terminal shows it: the line, and marks below the part that is spoken of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len

CUT = "..."


def printable(text: str, encoding: str = "utf-8") -> str:
    r"""The text as the terminal shows it: a blank for a tab, a sign for what would move the cursor.

    >>> printable("1\t=\x1b[31m 2"), printable("0.9×2", "ascii")
    ('1 =�[31m 2', '0.9\\xd72')
    """
    shown = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)
    return shown.encode(encoding, "backslashreplace").decode(encoding)


@dataclass(frozen=True)
class Excerpt:
    """What is shown of one line, and the marks below it."""

    text: str
    marks: str


def excerpt(line: str, start: int, end: int, width: int, encoding: str = "utf-8") -> Excerpt:
    """The line with marks from `start` to `end`, which count characters from 0; cut to the width where it is long.

    >>> excerpt("so 1/2 = 0.6 at last", 9, 12, 80)
    Excerpt(text='so 1/2 = 0.6 at last', marks='         ^^^')
    >>> excerpt("so 1/2 = 0.6 at last", 9, 12, 16)
    Excerpt(text='... = 0.6 at ...', marks='      ^^^')
    """
    start, end = min(start, len(line)), min(end, len(line))
    signs = [printable(sign, encoding) for sign in line]
    first, last = _window([0, *accumulate(map(cell_len, signs))], start, end, width)
    left, right = CUT * (first > 0), CUT * (last < len(signs))
    before, marked = "".join(signs[first:start]), "".join(signs[start : min(end, last)])
    return Excerpt(
        f"{left}{''.join(signs[first:last])}{right}",
        " " * cell_len(left + before) + "^" * max(cell_len(marked), 1),
    )


def _window(at: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """From where to where the line is shown, told by the columns at which its signs stand."""
    if at[-1] <= width:
        return 0, len(at) - 1
    room = max(width - 2 * len(CUT), 1)
    around = max(room - (at[end] - at[start]), 0)
    first = min(bisect_left(at, min(at[start] - around // 2, at[-1] - room)), start)
    return first, bisect_right(at, at[first] + room) - 1
