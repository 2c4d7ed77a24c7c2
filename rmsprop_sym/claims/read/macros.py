r"""LaTeX macros without arguments: what `\newcommand` says is written out, and keeps the place of the macro."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

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
_ENDS = re.compile(r"\\[A-Za-z]{1,30}\Z")


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


def with_words(macros: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    r"""The macros, with letters for the words in them, and the words themselves.

    >>> with_words({"\\c": "\\text{cache}"}, {"\\text{cache}": "v"})
    {'\\c': 'v', '\\text{cache}': 'v'}
    """
    return {name: written_out(body, words) for name, body in macros.items()} | dict(words)


def written_out(text: str, macros: Mapping[str, str]) -> str:
    r"""The text with its macros written out.

    >>> written_out(r"$\b^2$", {"\\b": "\\beta"})
    '$\\beta^2$'
    """
    return _named(tuple(macros)).sub(lambda command: _body(command, macros), text) if macros else text


def _body(command: re.Match[str], macros: Mapping[str, str]) -> str:
    """What a macro stands for, apart from a command that stands right before it."""
    body = macros[command[0]]
    return f" {body}" if body[:1].isalpha() and _ENDS.search(command.string, 0, command.start()) else body


@lru_cache(maxsize=4)
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    """The macros, and words in their braces, wherever they stand."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(re.escape(name) + ("" if name.endswith("}") else "(?![A-Za-z])") for name in longest))


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
    if not _named(tuple(macros)).search(passage.text):
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
    for command in _named(tuple(macros)).finditer(line.text):
        if not any(start <= command.start() < end for start, end in defined):
            yield Line(line.number, line.column + done, line.text[done : command.start()])
            body, column = _body(command, macros), line.column + command.start()
            yield Line(line.number, column, body, len(command[0]))
            done = command.end()
    yield Line(line.number, line.column + done, line.text[done:])


def _cell(cell: Line, macros: Mapping[str, str]) -> Line:
    """The cell of a table with its macros written out."""
    text = written_out(cell.text, macros)
    return cell if text == cell.text else Line(cell.number, cell.column, text, len(cell.text))
