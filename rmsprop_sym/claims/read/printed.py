"""Tables that stand in plain text, set by blanks: between rules of signs of equality, or by wide gaps alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.read.logs import log_at
from rmsprop_sym.claims.read.tables import NUMBER, RULED, are_numbers

LEAST = 2  # rows below a head
MOST_COLUMNS = 30
_RULE = re.compile(r"\s*=+(?:\s+=+)+\s*")
_SAID = re.compile(r"[=≈<>|]|[.,;:]$")
_SPOKEN = re.compile(r"[≈<>]|\s\|\s|[.,;:]$")
_WORDS = re.compile(r"[^\W\d_]{3,}\s[^\W\d_]{2,}\s[^\W\d_]{2,}")
_CELL, _WIDE = re.compile(r"\S+"), re.compile(r"\S+(?:\s\S+)*")


def set_apart(lines: Sequence[Line]) -> Iterator[Table | Sequence[Line]]:
    """The lines of a paragraph: the tables among them, and the stretches of prose between these.

    >>> texts = ["Log:", "t   g   w change", "1   2   -0.1", "2   3   +0.2", "so far"]
    >>> above, table, below = set_apart([Line(i, 1, text) for i, text in enumerate(texts, 1)])
    >>> [cell.text for cell in table.head], [cell.text for cell in table.rows[1]], below[0].text
    (['t', 'g', 'w change'], ['2', '3', '+0.2'], 'so far')
    """
    yield from _parted(lines, _set_by_blanks)


def ruled(lines: Sequence[Line]) -> Iterator[Table | Sequence[Line]]:
    """The lines of a paragraph: the logs, the tables that stand between rules, and the prose between these."""
    yield from _parted(lines, _ruled_or_logged)


def _set_by_blanks(lines: Sequence[Line], first: int) -> tuple[Table, int] | None:
    return _ruled_or_logged(lines, first) or _gapped(lines, first)


def _ruled_or_logged(lines: Sequence[Line], first: int) -> tuple[Table, int] | None:
    return _ruled(lines, first) or log_at(lines, first)


def _parted(
    lines: Sequence[Line], table_at: Callable[[Sequence[Line], int], tuple[Table, int] | None]
) -> Iterator[Table | Sequence[Line]]:
    """The tables that begin at some of the lines, and the stretches between them."""
    done, i = 0, 0
    while i < len(lines):
        table, end = table_at(lines, i) or (None, i + 1)
        if table:
            if done < i:
                yield lines[done:i]
            yield table
            done = end
        i = end
    if done < len(lines):
        yield lines[done:]


def _ruled(lines: Sequence[Line], first: int) -> tuple[Table, int] | None:
    """The table that begins here with a rule, which says where its columns stand, and the line behind it."""
    if not _RULE.fullmatch(lines[first].text):
        return None
    rules = [k for k in range(first, len(lines)) if _RULE.fullmatch(lines[k].text)]
    if len(rules) < LEAST + 1 or rules[1] != first + 2 or rules[2] < rules[1] + LEAST:
        return None
    starts = [lines[first].column + match.start() for match in re.finditer(r"=+", lines[first].text)]
    head, *rows = (tuple(_columns(lines[k], starts)) for k in range(first + 1, rules[2]) if k != rules[1])
    return Table(head, tuple(rows), fenced=True), rules[2] + 1


def _columns(line: Line, starts: Sequence[int]) -> Iterator[Line]:
    """The cells of a line below the parts of a rule, which begin at these columns."""
    for start, end in zip(starts, [*starts[1:], line.column + len(line.text) + 1], strict=True):
        text = line.text[max(start - line.column, 0) : max(end - line.column, 0)]
        yield Line(line.number, max(start, line.column) + len(text) - len(text.lstrip()), text.strip())


def _gapped(lines: Sequence[Line], first: int) -> tuple[Table, int] | None:
    """The table whose head this line may be, and the line behind its last row."""
    head = lines[first].text
    spoken = _SPOKEN.search(head) or (_WORDS.search(head) and len(_WIDE.findall(head)) <= LEAST)
    if spoken or any(map(_is_number, _CELL.findall(head))):
        return None
    for pattern in (_WIDE, _CELL):
        cells = tuple(_found(lines[first], pattern))
        end = first + 1 + (len(lines) > first + 1 and RULED.fullmatch(lines[first + 1].text) is not None)
        rows = []
        while end < len(lines) and (row := _row(lines[end], len(cells))):
            rows.append(row)
            end += 1
        whole = first == 0 and end == len(lines)
        wide = len(_WIDE.findall(head)) == len(cells) > LEAST
        whole = whole and "=" not in head  # which may be a formula
        if 1 < len(cells) <= MOST_COLUMNS and len(rows) >= LEAST and (whole or wide):
            return Table(cells, tuple(rows), fenced=True), end
    return None


def _is_number(cell: str) -> bool:
    """Whether a word is a number, and no formula such as 1/(1-b)."""
    return NUMBER.match(cell) is not None and not (re.search(r"[^\W\d_]", cell) and re.search(r"[-*/^(]", cell))


def _row(line: Line, width: int) -> tuple[Line, ...]:
    """The cells of a line with a word, or words set apart by wide gaps, for each column: a number, and more behind."""
    if _SAID.search(line.text):
        return ()
    for pattern in (_CELL, _WIDE):
        cells = tuple(_found(line, pattern))
        if len(cells) == width and NUMBER.match(cells[0].text) and are_numbers([cell.text for cell in cells]):
            return cells
    return ()


def _found(line: Line, pattern: re.Pattern[str]) -> Iterator[Line]:
    """The parts of the line that the pattern finds, each with its column."""
    for match in pattern.finditer(line.text):
        yield Line(line.number, line.column + match.start(), match[0])
