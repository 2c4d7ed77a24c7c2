"""Tables whose cells are parted by commas, semicolons or tabs, as programs write them and as `csv-table` has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Table

LEAST_COLUMNS, LEAST_ROWS = 3, 2
LONGEST_HEAD = 40  # characters in a cell
_SEPARATORS = (",", ";", "\t")
_NUMBER = re.compile(r"[-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+−]?\d+)?|[-–—]?|nan|inf")
_NAMED = re.compile(r"(?:\S+ ){0,2}\S+")
_SAID = re.compile(r"[=≈<>]|[.:;?!]$|\b(?:and|or|of|is|are|so|then|with|we)\b")
_FENCE = re.compile(r"[ >]*(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*?)\s*$")
_SHOWN = re.compile(r"(?:csv|tsv|te?xt|console|output|none|\{csv-table\}.*)?", re.IGNORECASE)
_DIRECTIVE = re.compile(r"\s*(?:\.\. csv-table::|[`~:]{3,}\{csv-table\})")
_ABOVE = re.compile(r"\s*\.\. csv-table::\s*")
_HEADER = re.compile(r"\s*:header:\s*")
_OPTION = re.compile(r"\s*:[\w-]+:")
_CELL = re.compile(r"\s*(?P<quote>[\"']?)(?P<said>.*?)(?P=quote)\s*")

Cells = tuple[Line, ...]


def comma_tables(lines: list[str]) -> Iterator[Table]:
    """The tables among the lines of a file; their lines are emptied.

    >>> text = ["Run:", "", "t, g, v", "1, 0.5, 0.025", "2, 0.4, 0.0385", "as said"]
    >>> [table] = comma_tables(text)
    >>> [cell.text for cell in table.head], [cell.column for cell in table.rows[0]], text[2:5]
    (['t', 'g', 'v'], [1, 4, 9], ['', '', ''])
    """
    fence, shown = "", True
    for i in range(len(lines)):
        match = _FENCE.match(lines[i])
        if match and not fence:
            fence, shown = match["fence"], _SHOWN.fullmatch(match["info"]) is not None
        elif match and match["fence"].startswith(fence) and not match["info"]:
            fence, shown = "", True
        headed = _headed(lines, i) if _DIRECTIVE.match(lines[i]) else None
        found = headed or (_table(lines, i, i + 1) if shown else None)
        if found:
            table, first, end = found
            yield table
            lines[i] = _ABOVE.sub("", lines[i])
            lines[first:end] = [""] * (end - first)


def _headed(lines: list[str], start: int) -> tuple[Table, int, int] | None:
    """The table of a `csv-table` whose options say its head, and where its lines begin and end."""
    end = next((k for k in range(start + 1, len(lines)) if not _OPTION.match(lines[k])), len(lines))
    head = next((k for k in range(start + 1, end) if _HEADER.match(lines[k])), None)
    rows = next((k for k in range(end, len(lines)) if lines[k].strip()), None)
    if head is None or rows is None:
        return None
    found = _table(lines, head, rows)
    return (found[0], start + 1, found[2]) if found else None


def _table(lines: list[str], head: int, first: int) -> tuple[Table, int, int] | None:
    """The table with this head and this first row, and where its lines begin and end."""
    if first >= len(lines) or not lines[head]:
        return None
    for separator in _SEPARATORS:
        titles = _cells(lines[head], head, separator)
        if separator not in lines[head] or not _is_head(titles):
            continue
        rows = list[Cells]()
        for k in range(first, len(lines)):
            row = _cells(lines[k], k, separator)
            if len(row) != len(titles) or not _is_row(row):
                break
            rows.append(row)
        if len(rows) >= LEAST_ROWS:
            return Table(titles, tuple(rows), fenced=True), head, first + len(rows)
    return None


def _cells(line: str, index: int, separator: str) -> Cells:
    """The cells of a line, without blanks and quotation marks; what begins a comment or names an option is no cell."""
    option = _HEADER.match(line) or re.match(r"\s*#?\s*", line)
    start = option.end() if option else 0
    cells = list[Line]()
    for part in line[start:].split(separator):
        cell = _CELL.fullmatch(part)
        first, end = cell.span("said") if cell else (0, len(part))
        cells.append(Line(index + 1, start + first + 1, part[first:end]))
        start += len(part) + 1
    return tuple(cells)


def _is_head(cells: Cells) -> bool:
    """Whether the cells name columns: a few words each, no number, and no sentence."""
    texts = [cell.text for cell in cells]
    named = all(len(text) <= LONGEST_HEAD and _NAMED.fullmatch(text) and not _SAID.search(text) for text in texts)
    return len(cells) >= LEAST_COLUMNS and named and not any(map(_NUMBER.fullmatch, texts))


def _is_row(cells: Cells) -> bool:
    """Whether the cells are numbers, the first of them always."""
    texts = [cell.text for cell in cells]
    return texts[0][:1].isdigit() and all(map(_NUMBER.fullmatch, texts))
