"""The statements of a `{claim}` and the cells of a `{trace}`, each with what its options say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Directive
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Verdict, unread

if TYPE_CHECKING:  # what judges letters is loaded where there is something to judge
    from rmsprop_sym.claims.files import Note
    from rmsprop_sym.claims.frontmatter import Context


def directive(note: Note, block: Directive) -> Iterator[Verdict]:
    """The statements of a `{claim}`, or the cells of a `{trace}`."""
    name = block.name or None
    if name and name in note.names:
        reason = f"the name {name!r} is taken in line {note.names[name]}; names are unique in a file"
        yield unread(note.at(block.opening), block.opening.text, reason, name)
        return
    if name:
        note.names[name] = block.opening.number
    from rmsprop_sym.claims.judge import with_options

    options = {key: line.text for key, line in block.options}
    try:
        context = with_options(note.context, options)
    except Unreadable as error:
        yield from _misled(note, block, error)
        return
    yield from _trace(note, block, context) if block.kind == "trace" else _claim(note, block, context, options)


def _misled(note: Note, block: Directive, error: Unreadable) -> Iterator[Verdict]:
    """A complaint about the options, at each statement that they were meant for."""
    lines = [line for line in block.body if line.text.strip()] if block.kind == "claim" else []
    for line in lines or [block.opening]:
        yield unread(note.at(_trimmed(line)), line.text.strip(), error.reason, block.name or None)


def _claim(note: Note, block: Directive, context: Context, options: dict[str, str]) -> Iterator[Verdict]:
    """The statements of a `{claim}`, one a line."""
    from rmsprop_sym.claims.judge import Statement, judge

    lines = [_trimmed(line) for line in block.body if line.text.strip()]
    if not lines:
        yield unread(note.at(block.opening), block.opening.text, "this claim is empty", block.name or None)
    for line in lines:
        yield from judge(Statement(note.path, line, block.name or None, context, options))


def _trace(note: Note, block: Directive, context: Context) -> Iterator[Verdict]:
    """The computed cells of a `{trace}`."""
    from rmsprop_sym.claims.tables.recorded import declared

    try:
        trace = declared(block, context)
    except Unreadable as error:
        yield unread(note.at(block.opening), block.opening.text, error.reason, block.name or None)
        return
    yield from note.cells(((trace.context, trace.rule.name, cell) for cell in trace.cells()), block.name or None)


def _trimmed(line: Line) -> Line:
    """The line without space at its ends."""
    return Line(line.number, line.column + len(line.text) - len(line.text.lstrip()), line.text.strip())
