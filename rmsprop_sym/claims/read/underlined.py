"""Headings with a line of signs below them, or above and below, made what Markdown knows: a line of hyphens below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

LEAST = 4  # signs in a line
_SIGNS = re.compile(r"([-=~^\"'`+*#:.])\1{3,}\s*")


def underline(lines: list[str]) -> None:
    """Makes a line of signs that is as long as the line above it one of hyphens, and empties one that stands over it.

    A line of tildes would begin a program that never ends.

    >>> text = ["=====", "Title", "=====", "", "Why so", "~~~~~~", "Text"]
    >>> underline(text)
    >>> text
    ['', 'Title', '=====', '', 'Why so', '------', 'Text']
    """
    for k in _underlines(lines):
        over = lines[k - 2] if k > 1 else ""
        if over.strip() and _SIGNS.fullmatch(over):
            lines[k - 2] = ""
        if lines[k][0] != "=":
            lines[k] = "-" * len(lines[k].rstrip())


def _underlines(lines: list[str]) -> Iterator[int]:
    """The lines of signs that stand below a heading, outside programs that are closed."""
    signs = [k for k, line in enumerate(lines) if _SIGNS.fullmatch(line) and k and _is_title(lines, k)]
    for sign, found in groupby(sorted(signs, key=lambda k: lines[k][0]), key=lambda k: lines[k][0]):
        same = list(found)
        fences = sum(line.lstrip().startswith(sign * 3) for line in lines)
        if sign not in "`~" or fences == len(same):
            yield from same


def _is_title(lines: list[str], below: int) -> bool:
    """Whether the line above these signs is a heading as long as they are, alone or below such a line."""
    title, signs = lines[below - 1], lines[below].rstrip()
    over = lines[below - 2].rstrip() if below > 1 else ""
    alone = not over.strip() or over == signs
    fits = 0 <= len(signs) - len(title.strip()) <= 1
    return fits and alone and title[:1].isalnum() | (title[:1] == " " and over == signs)
