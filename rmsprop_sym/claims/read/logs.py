"""Logs, the lines of which name each of their numbers, as the tables that they are: `step 4 | g: 0.5 | v: 0.99`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.read.coordinates import COORDINATE

LONGEST, MOST_ROWS = 300, 200
LEAST = 2  # lines of a log, and numbers in each
EXACT = 13  # digits
COUNTER = "t"
_NUMBER = r"[-−+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+−]?\d+)?(?![\w.%]*\w)"
_SHOWN_NUMBER = r"[-−+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+−]?\d+)?"
_STEP = re.compile(
    r"[\s>*•-]*(?:[\[(]\s*)?(?:(?:step|iteration|iter|it|epoch|update|round|[tkni])\b\s*[=:#]?\s*|#\s*)?(?P<step>\d{1,4})"
    r"(?:\s*/\s*\d+)?\s*(?P<end>[\])]\s*[:|,;]?|:|[|,;>]|\)|-+>?|=>|→|(?=\s))\s*",
    re.IGNORECASE,
)
_WORDED = re.compile(r"[^\d=]*[A-Za-z#]")
_ENTRY = re.compile(
    rf"(?P<head>[^\W\d][\w.²^*'√\u0302\[\]-]*|√\w+|\|[^|=:]{{1,20}}\||[Δ∆]\s?\w+|[\w.]+\([\w.+\- ]{{1,20}}\))"
    rf"\s*(?::?=|:|≈|->)\s*(?P<number>{_NUMBER})\s*(?:[,;|]\s*|(?:->|→|=>)\s*|$|(?<=\s)(?!\s))"
)
_VECTOR = re.compile(
    rf"(?P<head>[^\W\d][\w.²^*'√\u0302]*|√\w+|[\w.]+\([\w.+\- ]{{1,20}}\))\s*(?::?=|:)\s*(?:np\.)?(?:array\()?"
    rf"\[\s*(?P<numbers>{_SHOWN_NUMBER}(?:(?:\s*,\s*|\s+){_SHOWN_NUMBER}){{1,4}})\s*\]\)?\s*(?:[,;|]\s*|$|(?<=\s)(?!\s))"
)


def logs(lines: Iterable[Line]) -> Iterator[Table | Sequence[Line]]:
    """The lines as logs, and the stretches between these.

    >>> table, below = logs([Line(1, 1, "t=1 g=2 v=0.4"), Line(2, 1, "t=2 g=1 v=0.46"), Line(3, 1, "done")])
    >>> [cell.text for cell in table.head], [cell.text for cell in table.rows[1]], below[0].text
    (['t', 'g', 'v'], ['2', '1', '0.46'], 'done')
    """
    rest, all_of, i = list[Line](), list(lines), 0
    while i < len(all_of):
        table, end = log_at(all_of, i) or (None, i + 1)
        if table:
            if rest:
                yield rest
            yield table
            rest = []
        else:
            rest.append(all_of[i])
        i = end
    if rest:
        yield rest


def log_at(lines: Sequence[Line], first: int) -> tuple[Table, int] | None:
    """The log that begins with a line, and the line behind its last one."""
    rows, end = list[tuple[tuple[str, Line], ...]](), first
    while end < len(lines) and len(rows) < MOST_ROWS:
        row = tuple(_entries(lines[end]))
        if len(row) < LEAST or (rows and [head for head, _ in row] != [head for head, _ in rows[0]]):
            break
        rows.append(row)
        end += 1
    if len(rows) < LEAST:
        return None
    number = lines[first].number
    heads = [head for head, _ in rows[0]]
    if len({*heads}) < len(heads):
        return None
    return Table(
        tuple(Line(number, 1, head) for head in heads), tuple(tuple(c for _, c in row) for row in rows), fenced=True
    ), end


def _entries(line: Line) -> Iterator[tuple[str, Line]]:
    """What a line says of each of its numbers, if it says nothing else."""
    text = line.text.rstrip(" .;,")
    if len(text) > LONGEST or not any(sign in text for sign in "=:≈>"):
        return
    step = _STEP.match(text)
    start = step.end() if step else len(text) - len(text.lstrip())
    found = list[tuple[str, Line]]()
    if step:
        found.append((COUNTER, Line(line.number, line.column + step.start("step"), step["step"])))
    while start < len(text):
        vector = _VECTOR.match(text, start) if "[" in text else None
        if vector:
            found += _components(line, vector, step["step"] if step else None)
            start = vector.end()
            continue
        entry = _ENTRY.match(text, start)
        if entry is None:
            return
        head = _without_step(entry["head"], step["step"] if step else None)
        found.append((head, _cell(line, entry.start("number"), entry["number"])))
        start = entry.end()
    yield from found


def _components(line: Line, vector: re.Match[str], step: str | None) -> Iterator[tuple[str, Line]]:
    """The numbers of a vector, each under the name of its coordinate."""
    name = _without_step(vector["head"], step)
    for k, match in enumerate(re.finditer(r"[^\s,]+", vector["numbers"]), 1):
        text = match[0].removesuffix(".")
        yield COORDINATE.format(name, k), _cell(line, vector.start("numbers") + match.start(), text)


def _cell(line: Line, start: int, number: str) -> Line:
    """A number as a cell, which is empty if it has all the digits of a float, for the last ones are not meant."""
    digits = re.sub(r"[eE].*|\D", "", number).lstrip("0")
    return Line(line.number, line.column + start, number if len(digits) < EXACT else "")


def _without_step(head: str, step: str | None) -> str:
    """A name without an index that is the number of its line."""
    return re.sub(rf"(?:_\{{?|\[)?{step}[\]}}]?$", "", head) if step else head


def unnamed(source: str, lines: Sequence[Line]) -> Iterator[Table]:
    """The log of a program that prints names without saying them: `print(t, round(g, 4), v)`.

    >>> printed = [Line(1, 1, "1 2.0 0.4"), Line(2, 1, "2 1.0 0.46")]
    >>> [table] = unnamed("for t in (1, 2): print(t, round(g, 4), v)", printed)
    >>> [cell.text for cell in table.head], len(table.rows)
    (['t', 'g', 'v'], 2)
    """
    printing = list(_printed_names(source))
    if len(printing) != 1 or len(printing[0]) < LEAST:
        return
    [heads] = printing
    rows = [tuple(_numbers(line)) for line in lines if line.text.strip()]
    if len(rows) >= LEAST and all(len(row) == len(heads) for row in rows):
        number = rows[0][0].number
        yield Table(tuple(Line(number, 1, head) for head in heads), tuple(rows), fenced=True)


def _numbers(line: Line) -> Iterator[Line]:
    """The numbers that a line is; none if it is more."""
    parts = list(re.finditer(r"[^\s|,;]+", line.text))
    if all(re.fullmatch(_NUMBER, part[0]) for part in parts):
        yield from (_cell(line, part.start(), part[0]) for part in parts)


def _printed_names(source: str) -> Iterator[list[str]]:
    """The names that each call of print in a program shows, for those that show nothing else."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield [name for argument in node.args for name in _shown(argument)]


def _shown(node: ast.expr) -> Iterator[str]:
    """What an argument of print shows: a name, alone, rounded, or in a string with formats."""
    match node:
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from _shown(part.value) if isinstance(part, ast.FormattedValue) else ()
        case ast.Call(func=ast.Name(id="round" | "float"), args=[shown, *_]):
            yield from _shown(shown)
        case _:
            yield ast.unparse(node)
