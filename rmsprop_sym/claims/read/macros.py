r"""LaTeX macros without arguments: what `\newcommand` says is written out, and keeps the place of the macro."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rmsprop_sym.claims.expressions.passage import Line, Passage
from rmsprop_sym.claims.read.block import Block, Display, Table

LONGEST = 500
DEEPEST = 10

_BODY = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"
DEFINITION = re.compile(
    rf"\\(?:(?:re)?newcommand|providecommand)\*?\s*(?:\{{\s*(\\[A-Za-z]+)\s*\}}|(\\[A-Za-z]+))\s*{_BODY}"
    rf"|\\def\s*(\\[A-Za-z]+)\s*{_BODY}"
)
OPERATOR = re.compile(r"\\DeclareMathOperator\*?\s*\{\s*(\\[A-Za-z]+)\s*\}\s*\{\s*([A-Za-z]+)\s*\}")
_COMMAND = re.compile(r"\\[A-Za-z]+")


def macros_of(text: str) -> dict[str, str]:
    r"""What the macros of a text without arguments stand for; of those that stand for too much, nothing is said.

    >>> macros_of(r"\newcommand{\b}{\beta} \def\c{(1-\b)} \newcommand{\d}[1]{#1}")
    {'\\b': '\\beta', '\\c': '(1-\\beta)'}
    """
    found = {match[1]: rf"\operatorname{{{match[2]}}}" for match in OPERATOR.finditer(text)}
    for match in DEFINITION.finditer(text):
        found[match[1] or match[2] or match[4]] = match[3] if match[5] is None else match[5]
    written = {name: _written_out(body, found, DEEPEST) for name, body in found.items() if "#" not in body}
    return {name: body for name, body in written.items() if body is not None}


def _written_out(body: str, macros: Mapping[str, str], depth: int) -> str | None:
    """The body without macros, if that comes to an end."""
    if len(body) > LONGEST or depth == 0:
        return None
    if not any(command[0] in macros for command in _COMMAND.finditer(body)):
        return body
    return _written_out(_COMMAND.sub(lambda command: macros.get(command[0], command[0]), body), macros, depth - 1)


def expanded(block: Block, macros: Mapping[str, str]) -> Block:
    """The block with its macros written out."""
    match block:
        case Display():
            return Display(_expanded(block.passage, macros))
        case Passage():
            return _expanded(block, macros)
        case Table():
            rows = tuple(tuple(_cell(cell, macros) for cell in row) for row in block.rows)
            return replace(block, head=tuple(_cell(cell, macros) for cell in block.head), rows=rows)
        case _:
            return block


def _expanded(passage: Passage, macros: Mapping[str, str]) -> Passage:
    """The passage with its macros written out."""
    if not any(command[0] in macros for command in _COMMAND.finditer(passage.text)):
        return passage
    pieces, starts, text = [], [], ""
    for line in passage.lines:
        text += " " if text else ""
        for piece in _pieces(line, macros):
            starts.append(len(text))
            pieces.append(piece)
            text += piece.text
    return Passage(text, tuple(starts), tuple(pieces))


def _pieces(line: Line, macros: Mapping[str, str]) -> Iterator[Line]:
    """What stands between the macros of a line, and what the macros stand for, except where they are defined."""
    done = 0
    defined = [definition.span() for definition in DEFINITION.finditer(line.text)]
    for command in _COMMAND.finditer(line.text):
        if command[0] in macros and not any(start <= command.start() < end for start, end in defined):
            yield Line(line.number, line.column + done, line.text[done : command.start()])
            body, column = macros[command[0]], line.column + command.start()
            yield Line(line.number, column, body, len(command[0]))
            done = command.end()
    yield Line(line.number, line.column + done, line.text[done:])


def _cell(cell: Line, macros: Mapping[str, str]) -> Line:
    """The cell of a table with its macros written out."""
    text = _COMMAND.sub(lambda command: macros.get(command[0], command[0]), cell.text)
    return cell if text == cell.text else Line(cell.number, cell.column, text, len(cell.text))
