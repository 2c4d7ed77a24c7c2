"""Other senses in which people write the arithmetic that is wrong as it is read; what holds in one is not accused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rmsprop_sym.claims.arithmetic.digits import Reading, reading
from rmsprop_sym.claims.expressions.syntax import NOWHERE, Binary, Call, Literal, Negate, Node, walk
from rmsprop_sym.claims.expressions.tree import rebuilt

DOUBLE_DIGITS = 15  # as many decimal digits as every double keeps

ONE = Literal("1")

_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_COMMA = re.compile(r"([1-9]\d{0,2})(?:,|\{,\})(\d{3})")
_PERCENT = re.compile(r"\s*(?:\\,)?\s*\\?%$")
_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


@dataclass(frozen=True)
class Meaning:
    """How every part of an equation would be written in another sense, and what is said if it holds then."""

    said: str
    change: Callable[[Node], Node | None]

    def __call__(self, node: Node) -> Node:
        """The node in this sense."""
        return rebuilt(node, self.change)


def meanings(head: Node, member: Node) -> Iterator[Meaning]:
    """The other senses that an equation between the two may have.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> sides = parse_statement("100 + 10 % = 1.000").members
    >>> [f"{meaning(sides[0])} = {meaning(sides[1])}" for meaning in meanings(*sides)]
    ['100 + 100*10 % = 1.000', '100 + 10 % = 1000']
    """
    parts = [*walk(head), *walk(member)]
    if any(isinstance(part, Call) and part.function == "log" for part in parts):
        yield from (_to_base(base) for base in (10, 2))
    if any(_is_share(part) for part in parts):
        yield Meaning("a percentage may be meant of the number before it", _of_what_is_before)
    if isinstance(member, Literal) and _PERCENT.search(member.text) and Literal("100") in parts:
        yield Meaning("counted in per cent it is right; as it stands, 100 is multiplied twice", _without_sign)
    if any(isinstance(part, Literal) and _PERCENT.search(part.text) for part in walk(member)) and reading(head) is None:
        yield Meaning(
            "as a change of the whole it is right", lambda node: Binary("-", node, ONE) if node == head else None
        )
    if any(isinstance(part, Literal) and _DOTTED.fullmatch(part.text) for part in parts):
        yield Meaning("a dot may separate thousands", _without_dots)
    if any(isinstance(part, Literal) and _COMMA.fullmatch(part.text) for part in parts):
        yield Meaning("a comma may be that of decimals", _with_decimals)
    if isinstance(head, Binary) and _bare_root(head):
        yield Meaning(
            "a root without brackets may reach further", lambda node: _widened(node) if node == head else None
        )


def is_double(head: Node, printed: Reading) -> bool:
    """Whether the digits are those that a computer prints for the expression, done in doubles.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> is_double(parse_statement("0.1 + 0.2 = 1").members[0], Reading("0.30000000000000004"))
    True
    """
    if len(re.sub(r"\D", "", printed.text).lstrip("0")) < DOUBLE_DIGITS:
        return False
    try:
        return repr(_in_doubles(head)) == str(printed)
    except (ArithmeticError, ValueError):
        return False


def _in_doubles(node: Node) -> float:
    """The value that a computer gets; raises ValueError for what is not done with the four operations."""
    match node:
        case Literal():
            return float(node.text)
        case Negate():
            return -_in_doubles(node.operand)
        case Binary() if node.op in _OPERATIONS:
            return _OPERATIONS[node.op](_in_doubles(node.left), _in_doubles(node.right))
    raise ValueError(str(node))


def _to_base(base: int) -> Meaning:
    """Logarithms to another base than e."""

    def change(node: Node) -> Node | None:
        known = isinstance(node, Call) and node.function == "log"
        return Binary("/", node, Call("log", (Literal(str(base)),)), span=node.span) if known else None

    return Meaning(f"log is the natural logarithm; to base {base} it may be right", change)


def _is_share(node: Node) -> bool:
    """Whether a percentage is added or taken away."""
    share = node.right if isinstance(node, Binary) and node.op in "+-" else None
    return isinstance(share, Literal) and bool(_PERCENT.search(share.text))


def _of_what_is_before(node: Node) -> Node | None:
    """100 + 10 % as 100 + 100*10 %."""
    return (
        replace(node, right=Binary("*", node.left, node.right))
        if isinstance(node, Binary) and _is_share(node)
        else None
    )


def _without_sign(node: Node) -> Node | None:
    """75 % as 75."""
    text = _PERCENT.sub("", node.text) if isinstance(node, Literal) else ""
    return replace(node, text=text) if text and isinstance(node, Literal) and text != node.text else None


def _without_dots(node: Node) -> Node | None:
    """1.000 as 1000."""
    dotted = isinstance(node, Literal) and _DOTTED.fullmatch(node.text)
    return replace(node, text=node.text.replace(".", "")) if dotted and isinstance(node, Literal) else None


def _with_decimals(node: Node) -> Node | None:
    """1,265 as 1.265."""
    match = _COMMA.fullmatch(node.text) if isinstance(node, Literal) else None
    return replace(node, text=f"{match[1]}.{match[2]}") if match and isinstance(node, Literal) else None


def _bare_root(node: Node) -> Call | None:
    """The root that the node begins with, if nothing brackets the number below it: √9 + 16."""
    while isinstance(node, Binary):
        node = node.left
    if not (isinstance(node, Call) and node.function == "sqrt" and node.span != NOWHERE):
        return None
    below = node.arguments[0]
    bare = isinstance(below, Literal) and below.span.end - below.span.start == len(below.text)
    return node if bare and below.span.end == node.span.end else None


def _widened(node: Node) -> Node:
    """The root of the whole node instead of its beginning."""
    return Call("sqrt", (_unrooted(node),))


def _unrooted(node: Node) -> Node:
    """The node without the root that it begins with."""
    return replace(node, left=_unrooted(node.left)) if isinstance(node, Binary) else node.parts[0]
