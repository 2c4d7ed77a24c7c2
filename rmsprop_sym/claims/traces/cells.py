"""What is printed in a cell of a table: a number to be judged, an input, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from rmsprop_sym.claims.arithmetic.digits import Reading, reading
from rmsprop_sym.claims.expressions.notation import Head
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.symbolic.settings import number
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence

_NO = {
    "no",
    "n",
    "false",
    "wrong",
    "incorrect",
    "not true",
    "fails",
    "nein",
    "falsch",
    "non",
    "✗",
    "✘",
    "❌",
    "✖",
    "👎",
}
_WRAPPED = re.compile(
    r"\\(?:num|text(?:bf|it|rm|sf|tt|color\{\w+\})?|math(?:bf|rm|it|sf)|bm|boldsymbol|emph|underline|boxed|ensuremath"
    r"|multicolumn\{1\}\{[^{}]*\})\{(?P<inner>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
)
_SPACED = re.compile(
    r"\\[hv]?phantom\{[^{}]*\}|\\hspace\*?\{[^{}]*\}|(?:\\[,;:! ]|~|\\q?quad(?![A-Za-z])|\{\})+$"
    r"|^(?:\\[,;:! ]|~|\\(?:bf|bfseries|q?quad)(?![A-Za-z]))+"
)


@dataclass(frozen=True)
class Cell:
    """A computed cell of a table, how it was read, and what is known about it."""

    line: Line
    read_as: str
    judgement: Callable[[], Evidence] = field(repr=False)
    column: Head | None = None

    @cached_property
    def evidence(self) -> Evidence:
        """What is known about it, worked out when it is asked for."""
        return self.judgement()


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
    r"""The text of a cell without emphasis and dollars, and without what LaTeX sets it with.

    >>> bare(Line(1, 1, r"$\mathbf{0.5}$")), bare(Line(1, 1, r"\phantom{-}\num{2e-3}"))
    ('0.5', '2e-3')
    """
    text = line.text.strip().strip("$*`_ ")
    while "\\" in text and (shorter := _unset(text)) != text:
        text = shorter
    return text


def _unset(text: str) -> str:
    """The text without the outermost thing that LaTeX sets it with."""
    text = _SPACED.sub("", text).strip("$*`_ ")
    wrapped = _WRAPPED.fullmatch(text)
    return wrapped["inner"] if wrapped else text


def is_blank(line: Line) -> bool:
    """Whether nothing is printed in the cell."""
    return bare(line).lower() in {"", "-", "−", "–", "—", "…", "...", "n/a", "na", "?", "none", "n.a."}


def beside(head: Sequence[Line], row: Sequence[Line], k: int) -> str:
    """What a table says of a cell: the head of its column, and that it is wrong, where the row says so.

    >>> beside([Line(1, 1, "claim"), Line(1, 9, "right?")], [Line(2, 1, "1 + 1 = 3"), Line(2, 9, "no")], 0)
    'claim . wrong'
    """
    column = bare(head[k]) if k < len(head) and row is not head else ""
    wrong = any(bare(cell).lower() in _NO for i, cell in enumerate(row) if i != k)
    return f"{column} . wrong" if wrong else column
