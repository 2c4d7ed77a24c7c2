"""What is printed in a cell of a table: a number to be judged, an input, or nothing."""

from __future__ import annotations

from fractions import Fraction

from rmsprop_sym.claims.digits import Reading, reading
from rmsprop_sym.claims.passage import Line
from rmsprop_sym.claims.settings import number
from rmsprop_sym.claims.syntax import parse_statement
from rmsprop_sym.claims.unreadable import Unreadable


def printed_in(line: Line) -> Reading:
    """The number in a cell.

    Raises Unreadable if the cell is anything else.
    """
    text = bare(line)
    chain = parse_statement(text)
    printed = None if chain.relations else reading(chain.members[0])
    if printed is None:
        raise Unreadable(f"{text!r} is no printed number", 1)
    return printed


def input_in(line: Line | None) -> Fraction | None:
    """The exact number in a cell of inputs, or None."""
    try:
        return number(bare(line)) if line else None
    except Unreadable:
        return None


def whole_in(line: Line | None) -> int | None:
    """The whole number in a cell, or None."""
    value = input_in(line)
    return int(value) if value is not None and value.denominator == 1 else None


def bare(line: Line) -> str:
    """The text of a cell without emphasis and dollars."""
    return line.text.strip().strip("$*`_ ")


def is_blank(line: Line) -> bool:
    """Whether nothing is printed in the cell."""
    return bare(line).lower() in {"", "-", "−", "–", "—", "…", "...", "n/a", "na", "?", "none", "n.a."}
