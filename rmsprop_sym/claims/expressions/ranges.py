"""Over what the sign of a sum, or of a largest member, runs: its letter, and its two ends."""

from __future__ import annotations

from lark import Token

from rmsprop_sym.claims.expressions.tree import Apply, Binary, Literal, Name, Node, Span, Sum, walk
from rmsprop_sym.claims.unreadable import Unreadable

WEIGHTS = {"w", "omega", "lambda"}  # by the age of what they weigh, which begins at 0


def first_of(body: Node, index: str, end: Node, relation: str) -> str:
    """Where a sum begins that says only where it ends: members of a sequence at 1, weights at 0; nothing if unsaid."""
    applied = [part for part in walk(body) if isinstance(part, Apply) and Name(index) in walk(part)]
    if any(part.arguments == (Name(index),) and part.name not in WEIGHTS for part in applied):
        return "1"
    backwards = Binary("-", end, Name(index))
    past = any(part.arguments == (backwards,) for part in applied)
    plain = all(part != backwards for part in walk(body))
    return "0" if relation == "<" and (past or plain) else ""


def sum_over(sigma: Token, lowest: tuple[Token, Token, Node], upper: Node, body: Node) -> Node:
    """The sum that a Sigma writes."""
    index, relation, lower = lowest
    if relation != "=":
        raise Unreadable("a sum starts at index = number", (relation.start_pos or 0) + 1)
    return Sum(body, str(index), lower, upper, span=Span(sigma.start_pos or 0, body.span.end))


def range_of(lower: Node, index: Node, relation: str, upper: Node) -> tuple[str, Node, Node]:
    """The letter of a range, and from where to where it runs."""
    if not isinstance(index, Name) or relation not in {"<=", "<"}:
        reason = "what is largest or smallest is looked for over a letter that has two ends, or an upper one"
        raise Unreadable(reason, index.span.start + 1)
    last = upper if relation == "<=" else Binary("-", upper, Literal("1"), span=upper.span)
    return index.name, lower, last
