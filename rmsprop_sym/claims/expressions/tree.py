"""What a statement is made of: frozen trees that are never evaluated, each part with its place in the text.

Printing a tree and parsing the print gives the tree back.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, reduce
from typing import Any

from rmsprop_sym.claims.expressions.numeral import Numeral, numeral

OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
NEGATION = 3
ATOM = 5


@dataclass(frozen=True)
class Span:
    """The half-open stretch of the text, counted from 0 in code points."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Placed:
    """Something that stands in the text; where it stands is not part of what it is, and equality ignores it."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    @property
    def strength(self) -> int:
        """How tightly it holds together: what is one sign, or has brackets of its own, needs no others."""
        return ATOM

    @property
    def parts(self) -> tuple[Node, ...]:
        """What stands directly below it; nothing does below a number or a letter."""
        return ()


@dataclass(frozen=True)
class Literal(Placed):
    """A number as printed; trailing zeros, exponents and per cents count."""

    text: str

    @cached_property
    def numeral(self) -> Numeral:
        """What the digits say."""
        return numeral(self.text)

    @property
    def value(self) -> Fraction:
        """The number that is printed, exactly."""
        return self.numeral.value

    def __str__(self) -> str:
        """The number as printed."""
        return self.text


@dataclass(frozen=True)
class Name(Placed):
    """A letter, by its English name."""

    name: str

    def __str__(self) -> str:
        """The letter."""
        return self.name


@dataclass(frozen=True)
class Infinity(Placed):
    """The point or the value of a limit; never a number."""

    negative: bool = False

    def __str__(self) -> str:
        """Two small letters o."""
        return "-oo" if self.negative else "oo"


@dataclass(frozen=True)
class Apply(Placed):
    """A letter at an index: v(t), theta(t - 1), g(1)."""

    name: str
    arguments: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The indices."""
        return self.arguments

    def __str__(self) -> str:
        """The letter with its indices in brackets."""
        return f"{self.name}({', '.join(map(str, self.arguments))})"


@dataclass(frozen=True)
class Call(Placed):
    """A known function of its arguments: abs, sqrt, log, exp, sign, max, min."""

    function: str
    arguments: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The arguments."""
        return self.arguments

    def __str__(self) -> str:
        """The function with its arguments in brackets."""
        return f"{self.function}({', '.join(map(str, self.arguments))})"


@dataclass(frozen=True)
class Ranging(Placed):
    """What is made of the values of a body for each whole number from lower to upper."""

    body: Node
    index: str
    lower: Node
    upper: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """The body and the bounds."""
        return (self.body, self.lower, self.upper)


@dataclass(frozen=True)
class Sum(Ranging):
    """The sum of the body over a whole number from lower to upper."""

    def __str__(self) -> str:
        """As it is written in a statement."""
        return f"sum({self.body}, {self.index}, {self.lower}, {self.upper})"


@dataclass(frozen=True)
class Limit(Placed):
    """What the body tends to as the variable tends to the point."""

    body: Node
    variable: str
    point: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """The body and the point."""
        return (self.body, self.point)

    def __str__(self) -> str:
        """As it is written in a statement."""
        return f"limit({self.body}, {self.variable}, {self.point})"


@dataclass(frozen=True)
class Extreme(Ranging):
    """The largest or the smallest value of the body, over a whole number from lower to upper."""

    function: str

    def __str__(self) -> str:
        """As it would be called; no statement is written so."""
        return f"{self.function}({self.body}, {self.index}, {self.lower}, {self.upper})"


@dataclass(frozen=True)
class Negate(Placed):
    """The operand with its sign turned."""

    operand: Node

    @property
    def strength(self) -> int:
        """How tightly the sign binds."""
        return NEGATION

    @property
    def parts(self) -> tuple[Node, ...]:
        """The operand."""
        return (self.operand,)

    def __str__(self) -> str:
        """A minus sign, and brackets where a sum or a second sign follows."""
        return f"-{_bracketed(self.operand, self.operand.strength < NEGATION + isinstance(self.operand, Negate))}"


@dataclass(frozen=True)
class Binary(Placed):
    """Two operands and one of + - * / ^."""

    op: str
    left: Node
    right: Node

    @property
    def strength(self) -> int:
        """How tightly the operator binds."""
        return PRECEDENCE[self.op]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The operands."""
        return (self.left, self.right)

    def __str__(self) -> str:
        """The operands with the operator between them and no bracket too many."""
        if self.op == "^":
            left = _bracketed(self.left, self.left.strength < ATOM or _scaled(self.left))
            return f"{left}^{_bracketed(self.right, self.right.strength < NEGATION or _scaled(self.right))}"
        left = _bracketed(self.left, self.left.strength < self.strength)
        right = _bracketed(self.right, self.right.strength <= self.strength or _clings(self.op, self.right))
        return f"{left} {self.op} {right}" if self.op in "+-" else f"{left}{self.op}{right}"


Node = Literal | Name | Infinity | Apply | Call | Sum | Extreme | Limit | Negate | Binary


@dataclass(frozen=True)
class Chain:
    """Members with the relations between them: `a = b <= c`."""

    members: tuple[Node, ...]
    relations: tuple[str, ...]

    def link(self, k: int) -> Chain:
        """The relation with this index, between its two members."""
        return Chain(self.members[k : k + 2], self.relations[k : k + 1])

    def rebuilt(self, change: Change) -> Chain:
        """The chain with every part of its members changed for which the function has something else."""
        return replace(self, members=tuple(rebuilt(member, change) for member in self.members))

    def __str__(self) -> str:
        """The members with the relations between them."""
        rest = (f" {relation} {member}" for relation, member in zip(self.relations, self.members[1:], strict=True))
        return f"{self.members[0]}{''.join(rest)}"


@dataclass(frozen=True)
class Constant:
    """The hypothesis that a sequence does not change: `constant g`."""

    name: str

    def __str__(self) -> str:
        """As it is written in a directive."""
        return f"constant {self.name}"


def walk(*wholes: Node | Chain) -> Iterator[Node]:
    """The nodes, or the members of the chains, and everything below them, without recursion."""
    for whole in wholes:
        waiting = list(reversed(whole.members)) if isinstance(whole, Chain) else [whole]
        while waiting:
            here = waiting.pop()
            yield here
            waiting.extend(here.parts)


def names_in(*wholes: Node | Chain) -> set[str]:
    """The letters that stand there without an index."""
    return {part.name for part in walk(*wholes) if isinstance(part, Name)}


def heads_in(*wholes: Node | Chain) -> set[str]:
    """The letters that stand there with an index."""
    return {part.name for part in walk(*wholes) if isinstance(part, Apply)}


def letters_in(*wholes: Node | Chain) -> set[str]:
    """The letters that stand there, with an index or without."""
    return {part.name for part in walk(*wholes) if isinstance(part, Name | Apply)}


def applied_in(*wholes: Node | Chain) -> list[Apply]:
    """Each place there where a letter has an index."""
    return [part for part in walk(*wholes) if isinstance(part, Apply)]


def bound_in(*wholes: Node | Chain) -> set[str]:
    """The letters that the sums there run over."""
    return {part.index for part in walk(*wholes) if isinstance(part, Sum)}


def operands(node: Node, op: str) -> list[Node]:
    """The terms of a sum, or the factors of a product, from left to right; of anything else the node alone."""
    if isinstance(node, Binary) and node.op == op:
        return [*operands(node.left, op), *operands(node.right, op)]
    return [node]


def joined(op: str, nodes: Iterable[Node]) -> Node:
    """The sum or the product of one node or more."""
    return reduce(lambda left, right: Binary(op, left, right), nodes)


def is_whole(node: Node) -> bool:
    """Whether the node is a whole number as printed."""
    return isinstance(node, Literal) and node.numeral.integer


def substitute(node: Node, at: Mapping[Span, Node]) -> Node:
    """The node with other nodes in place of those that stand at the given spans."""
    if node.span in at and node.span != NOWHERE:
        return at[node.span]
    match node:
        case Binary():
            return replace(node, left=substitute(node.left, at), right=substitute(node.right, at))
        case Negate():
            return replace(node, operand=substitute(node.operand, at))
        case Apply() | Call():
            return replace(node, arguments=tuple(substitute(part, at) for part in node.arguments))
        case Sum() | Extreme():
            body, lower, upper = (substitute(part, at) for part in node.parts)
            return replace(node, body=body, lower=lower, upper=upper)
        case Limit():
            return replace(node, body=substitute(node.body, at), point=substitute(node.point, at))
        case _:
            return node


Change = Callable[[Node], Node | None]


def with_parts(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with each part directly below it changed."""
    match node:
        case Binary():
            return replace(node, left=change(node.left), right=change(node.right))
        case Negate():
            return replace(node, operand=change(node.operand))
        case Apply() | Call():
            return replace(node, arguments=tuple(map(change, node.arguments)))
        case Sum() | Extreme():
            body, lower, upper = map(change, node.parts)
            return replace(node, body=body, lower=lower, upper=upper)
        case Limit():
            return replace(node, body=change(node.body), point=change(node.point))
    return node


def rebuilt(node: Node, change: Change) -> Node:
    """The tree with every part changed for which the function has something else, from the leaves up."""
    node = with_parts(node, lambda part: rebuilt(part, change))
    return change(node) or node


def has_letters(node: Node) -> bool:
    """Whether something in the node is not a number.

    >>> has_letters(Name("beta")), has_letters(Call("sqrt", (Literal("2"),)))
    (True, False)
    """
    sums = [part for part in walk(node) if isinstance(part, Sum)]
    bound = {"pi", *(part.index for part in sums)}
    endless = sum(isinstance(part.upper, Infinity) for part in sums)
    infinities = sum(isinstance(part, Infinity) for part in walk(node))
    return infinities > endless or any(
        isinstance(part, Apply | Limit) or (isinstance(part, Name) and part.name not in bound) for part in walk(node)
    )


def _bracketed(node: Node, needed: bool) -> str:  # noqa: FBT001 - it is the answer to a question, not a mode
    """The node's text, in brackets where they are needed."""
    return f"({node})" if needed else str(node)


def _scaled(node: Node) -> bool:
    """Whether the node prints as a number with a power of ten behind it."""
    return isinstance(node, Literal) and "10" in node.text and not node.text.replace(".", "").isdigit()


def _clings(op: str, right: Node) -> bool:
    """Whether the right operand, printed bare, would be read together with the operator."""
    if op == "/":
        return _scaled(right)
    return op == "*" and isinstance(right, Binary) and right.op == "^" and str(right.left) == "10"
