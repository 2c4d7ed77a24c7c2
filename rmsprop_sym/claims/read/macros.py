r"""LaTeX macros: what `\newcommand` says is written out with its arguments, and keeps the place of the macro."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rmsprop_sym.claims.expressions.passage import Line, Passage
from rmsprop_sym.claims.read.block import Block, Display, Table

LONGEST = 500
DEEPEST = 10

_BODY = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"
_NAMED = r"\s*(?:\{{\s*({0})\s*\}}|({0}))\s*".format(r"\\[A-Za-z]+")
DEFINITION = re.compile(
    rf"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand)\*?{_NAMED}(?:\[(\d)\]\s*(?:\[([^\[\]]*)\]\s*)?)?{_BODY}"
    rf"|\\(?:New|Renew|Provide|Declare)DocumentCommand{_NAMED}\{{\s*((?:m\s*)*)\}}\s*{_BODY}"
    rf"|\\DeclarePairedDelimiter{_NAMED}{_BODY}\s*{_BODY}"
    rf"|\\def\s*(\\[A-Za-z]+)\s*((?:\#\d)*)\s*{_BODY}"
)
OPERATOR = re.compile(r"\\DeclareMathOperator\*?\s*\{\s*(\\[A-Za-z]+)\s*\}\s*\{\s*([A-Za-z]+)\s*\}")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_ENDS = re.compile(r"\\[A-Za-z]{1,30}\Z")
_ARGUMENT = re.compile(rf"\s*(?:{_BODY}|(\\[A-Za-z]+|[^\s{{}}\\$&#%]))")
_OPTION = re.compile(r"\s*\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Macro:
    """What a macro stands for: `#1` in its body is its first argument, which has a default if it is optional."""

    body: str
    arguments: int = 0
    default: str | None = None
    starred: bool = False

    def read(self, text: str, start: int) -> tuple[int, list[str]] | None:
        """Where its arguments end that begin at a place, and what they are; None if one is missing."""
        end, found = start, list[str]()
        if self.starred and text.startswith("*", end):
            end += 1
        if self.default is not None:
            option = _OPTION.match(text, end)
            found.append(option[1] if option else self.default)
            end = option.end() if option else end
        while len(found) < self.arguments:
            argument = _ARGUMENT.match(text, end)
            if argument is None:
                return None
            found.append(argument[2] if argument[1] is None else argument[1])
            end = argument.end()
        return end, found

    def filled(self, arguments: list[str]) -> str:
        """The body with arguments in their places."""
        return re.sub(
            r"#(\d)",
            lambda place: arguments[int(place[1]) - 1] if 0 < int(place[1]) <= len(arguments) else "",
            self.body,
        )


def macros_of(text: str) -> dict[str, Macro]:
    r"""What the macros of a text stand for; of those that stand for too much, nothing is said.

    >>> macros_of(r"\newcommand{\b}{\beta} \def\c{(1-\b)}")["\\c"].body
    '(1-\\beta)'
    >>> macros_of(r"\newcommand{\sq}[1]{#1^2}")["\\sq"]
    Macro(body='#1^2', arguments=1, default=None, starred=False)
    """
    found = {match[1]: Macro(rf"\operatorname{{{match[2]}}}") for match in OPERATOR.finditer(text)}
    found |= dict(map(_defined, DEFINITION.finditer(text)))
    written = {name: _written_out(macro.body, found, DEEPEST) for name, macro in found.items()}
    return {name: replace(found[name], body=body) for name, body in written.items() if body is not None}


def _defined(definition: re.Match[str]) -> tuple[str, Macro]:
    """The name of a macro that is defined, and what it stands for."""
    new, new_, count, default, body, *more = definition.groups()
    document, document_, spec, its_body, pair, pair_, opens, closes, plain, parameters, plain_body = more
    if body is not None:
        return new or new_, Macro(body, int(count or 0), default if count else None)
    if its_body is not None:
        return document or document_, Macro(its_body, spec.count("m"))
    if opens is not None:
        return pair or pair_, Macro(f"{opens} #1 {closes}", 1, starred=True)
    return plain, Macro(plain_body, parameters.count("#"))


def _written_out(body: str, macros: Mapping[str, Macro], depth: int) -> str | None:
    """The body without macros, if that comes to an end."""
    if len(body) > LONGEST or depth == 0:
        return None
    if not any(command[0] in macros for command in _COMMAND.finditer(body)):
        return body
    once = written_out(body, macros)
    return None if once == body else _written_out(once, macros, depth - 1)


def with_words(macros: Mapping[str, Macro], words: Mapping[str, str]) -> dict[str, Macro]:
    r"""The macros, with letters for the words in them, and the words themselves.

    >>> found = with_words({"\\c": Macro("\\text{cache}")}, {"\\text{cache}": "v"})
    >>> [macro.body for macro in found.values()]
    ['v', 'v']
    """
    letters = {word: Macro(letter) for word, letter in words.items()}
    return {name: replace(each, body=written_out(each.body, letters)) for name, each in macros.items()} | letters


def written_out(text: str, macros: Mapping[str, Macro]) -> str:
    r"""The text with its macros written out, also those in their arguments.

    >>> written_out(r"$\sq{\b}$", {"\\b": Macro("\\beta"), "\\sq": Macro("#1^2", 1)})
    '$\\beta^2$'
    """
    pieces, done = list[str](), 0
    for start, end, body in _uses(text, macros):
        pieces += [text[done:start], body]
        done = end
    return "".join([*pieces, text[done:]])


def _uses(text: str, macros: Mapping[str, Macro]) -> Iterator[tuple[int, int, str]]:
    """Where macros are used with all their arguments, and what stands for them there."""
    if not macros:
        return
    done = 0
    for command in _named(tuple(macros)).finditer(text):
        macro = macros[command[0]]
        found = macro.read(text, command.end()) if command.start() >= done else None
        if found:
            done, arguments = found
            body = macro.filled([written_out(each, macros) for each in arguments])
            apart = body[:1].isalpha() and _ENDS.search(text, 0, command.start())
            yield command.start(), done, f" {body}" if apart else body


@lru_cache(maxsize=4)
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    """The macros, and words in their braces, wherever they stand."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(re.escape(name) + ("" if name.endswith("}") else "(?![A-Za-z])") for name in longest))


def expanded(block: Block, macros: Mapping[str, Macro]) -> Block:
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


def _expanded(passage: Passage, macros: Mapping[str, Macro]) -> Passage:
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


def _pieces(line: Line, macros: Mapping[str, Macro]) -> Iterator[Line]:
    """What stands between the macros of a line, and what the macros stand for, except where they are defined."""
    done = 0
    defined = [definition.span() for definition in DEFINITION.finditer(line.text)]
    for start, end, body in _uses(line.text, macros):
        if not any(first <= start < last for first, last in defined):
            yield Line(line.number, line.column + done, line.text[done:start])
            yield Line(line.number, line.column + start, body, end - start)
            done = end
    yield Line(line.number, line.column + done, line.text[done:])


def _cell(cell: Line, macros: Mapping[str, Macro]) -> Line:
    """The cell of a table with its macros written out."""
    text = written_out(cell.text, macros)
    return cell if text == cell.text else Line(cell.number, cell.column, text, len(cell.text))
