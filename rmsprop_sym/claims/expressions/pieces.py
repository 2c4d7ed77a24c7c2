"""Prose cut into words, numbers, signs and brackets, and the brackets paired."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rmsprop_sym.claims.expressions.numeral import NUMERAL
from rmsprop_sym.claims.expressions.passage import BREAK
from rmsprop_sym.claims.expressions.tokens import RELATION, SPACE, VULGAR

_THOUSANDS = r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?(?![.,:]?\d)"
ENDLESS = r"(?:(?<=\+)|(?<=\+\s))(?:…|⋯|\.\.\.|\\[lc]?dots(?![A-Za-z]))(?=\s*(?:\+|=|≈|\)|$))"
_PIECE = re.compile(
    rf"(?P<space>{SPACE})"
    rf"|(?P<word>(?!{_THOUSANDS})(?:\d+(?:[.,:]\d+){{2,}}|\d+[,:]\d+|\d+\.{{2,3}}\d+|\d+(?:'\d{{3}})+|\d+\.\(\d+\))|\d{{4}}-\d\d(?:-\d\d)?(?!\d))"
    r"|(?P<arrow><-+>?|-+>|<?=+>|<<|>>)"
    rf"|(?P<value>{NUMERAL})"
    r"|(?P<function>\\?(?:sqrt|log|ln|exp|abs)(?=[({])|\\?ln(?=[ ]\d)|e(?=\^|[⁺⁻⁰¹²³⁴-⁹]))"
    rf"|(?P<constant>π|\\pi(?![A-Za-z])|(?<=/)e(?![\w^])|{ENDLESS}|[{''.join(VULGAR)}]|[⁺⁻]?[⁰¹²³⁴-⁹]+)"
    r"|(?P<open>[({])|(?P<close>[)}])"
    rf"|(?P<relation>{RELATION})"
    r"|(?P<operator>\*\*|\\\*|[-+−×·⋅∙*/÷^√]|\\(?:times|cdot|div|[td]?frac)(?![A-Za-z]))"
    r"|(?P<name>\\?[^\W\d_][\w₀-₉]*(?:(?:_\{[^{}]{0,20}\}|\[[^\]\s]{1,10}\])\w*|['’][^\W\d_]+)*)"
    r"|(?P<other>.)",
    re.DOTALL,
)
UNITS = {"s", "h", "m", "K"}  # of one letter, where the clause ends behind them
BEGUN = {"√", "\\frac", "\\dfrac", "\\tfrac"}
BREAKS = {"name", "word", "other", "arrow"}


@dataclass(frozen=True)
class Piece:
    """A word, a number, a sign or a space of the text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass
class Group:
    """What stands between two brackets or breaks, and what bounds it."""

    left: str
    opening: Piece | None = None
    items: list[Piece] = field(default_factory=list)
    right: str = "break"

    @property
    def states(self) -> bool:
        """Whether a relation stands in it."""
        return any(piece.kind == "relation" for piece in self.items)


def cut(text: str) -> list[Piece]:
    """The pieces of the text, from the first character to the last.

    >>> [(piece.kind, piece.text) for piece in cut("so 1+2β")]
    [('name', 'so'), ('space', ' '), ('value', '1'), ('operator', '+'), ('word', '2β')]
    """
    return _parted(
        _glued([Piece(str(match.lastgroup), match[0], match.start(), match.end()) for match in _PIECE.finditer(text)])
    )


def _parted(pieces: Sequence[Piece]) -> list[Piece]:
    r"""The pieces, with the end of a line where a number would stand beside what comes made a sign of its own.

    >>> [piece.kind for piece in cut(f"1 = 1.0{BREAK}exp(0) = 1")][5:8]
    ['other', 'function', 'open']
    """
    result = list(pieces)
    for i in range(1, len(pieces) - 1):
        space, after = pieces[i], pieces[i + 1]
        begins = _begins(after) or _is_set(pieces[i + 1 : i + 4])
        if space.kind == "space" and BREAK in space.text and begins and _ended(pieces[:i]):
            result[i] = Piece("other", BREAK, space.start, space.end)
    return result


def _begins(piece: Piece) -> bool:
    """Whether a member may begin with the piece, and nothing before it is asked for."""
    return piece.kind in {"value", "constant", "function", "open"} or piece.text in BEGUN


def _is_set(first: Sequence[Piece]) -> bool:
    """Whether the pieces begin with a letter that is set equal to something: v₂ = 0.5."""
    kinds = [piece.kind for piece in first if piece.kind != "space"]
    return kinds[:2] == ["name", "relation"]


def _ended(before: Sequence[Piece]) -> bool:
    """Whether a number has ended, or a unit behind one."""
    kinds = [piece.kind for piece in before[-3:]]
    if kinds == ["value", "space", "name"] and before[-1].text in UNITS:
        return True
    return kinds[-1] in {"value", "constant", "close"}


def _glued(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with a number that runs into letters made a word."""
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if (
            last
            and last.end == piece.start
            and (
                (last.kind == "value" and last.text[-1].isdigit() and piece.kind in {"name", "word"})
                or (last.kind in {"word", "name"} and piece.kind in {"value", "constant", "word", "name"})
            )
        ):
            result[-1] = Piece("word", last.text + piece.text, last.start, piece.end)
        else:
            result.append(piece)
    return result


def groups(run: Sequence[Piece]) -> list[Group]:
    """The bracketed parts of a run that state something, and what remains around them."""
    found: list[Group] = []
    stack = [Group("break")]
    for piece in run:
        if piece.kind == "open":
            stack.append(Group("open", piece))
        elif piece.kind != "close":
            stack[-1].items.append(piece)
        elif len(stack) > 1:
            _close(stack, piece, found)
        else:
            stack[0].right = "close"
            found.append(stack[0])
            stack = [Group("close", piece)]
    while len(stack) > 1:
        inner = stack.pop()
        assert inner.opening
        found.append(inner)
        stack[-1].items.append(
            Piece("remark" if not inner.items else "opaque", "", inner.opening.start, inner.opening.start)
        )
    return [*found, stack[0]]


def _close(stack: list[Group], closing: Piece, found: list[Group]) -> None:
    """Ends the innermost bracket: it becomes a part of what is around it, unless it states something itself."""
    inner = stack.pop()
    assert inner.opening
    if inner.states:
        inner.right = "close"
        found.append(inner)
    opaque = inner.states or any(piece.kind in {"opaque", "remark"} for piece in inner.items)
    stack[-1].items.append(Piece("opaque" if opaque else "bracket", "()", inner.opening.start, closing.end))
