"""Which printed number stands for what: the links of a chain laid over each other.

A literal that is new in a link stands for the sub-expression at its place in the link before.
Sums and products may be regrouped and reordered; every way of laying them over each other is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, islice, pairwise, permutations

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.real import Undefined, evaluate
from rmsprop_sym.claims.expressions.syntax import Binary, Call, Literal, Negate, Node
from rmsprop_sym.claims.expressions.tree import joined

MOST = 300
MOST_STEPS = 10_000
MOST_REGROUPED = 8
MOST_REORDERED = 4

Places = tuple[tuple[Node, Node], ...]


def alignments(old: Node, new: Node) -> list[Places]:
    """Every way (up to a limit) to see the new expression as the old one with numbers in place of parts of it.

    Each is a list of pairs: a printed number that is new, and what it stands for.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> old, new = parse_statement("0.1/√0.025 = 0.1/0.158").members
    >>> [[f"{number} for {part}" for number, part in places] for places in alignments(old, new)]
    [['0.158 for sqrt(0.025)']]
    """
    return list(dict.fromkeys(islice(_Overlay().places(old, new), MOST)))


class _Overlay:
    """One expression laid over another; it gives up when it has looked too long."""

    def __init__(self) -> None:
        self.steps = MOST_STEPS

    def places(self, old: Node, new: Node) -> Iterator[Places]:
        """The ways to lay one expression over another."""
        self.steps -= 1
        if self.steps < 0:
            return
        printed, before = reading(new), reading(old)
        if printed is not None:
            yield () if before is not None and before.value == printed.value else ((new, old),)
            return
        kept = _without_zeros(old)
        if kept != old:
            yield from self.places(kept, new)
        match old, new:
            case Negate(), Negate():
                yield from self.places(old.operand, new.operand)
            case Call(), Call() if old.function == new.function and len(old.arguments) == len(new.arguments):
                yield from self.together(old.arguments, new.arguments)
            case Binary(op="^"), Binary(op="^"):
                yield from self.together(old.parts, new.parts)
            case Binary(), Binary():
                yield from self.operations(old, new)

    def operations(self, old: Binary, new: Binary) -> Iterator[Places]:
        """Operand over operand, then term over term or factor over factor."""
        if old.op == new.op:
            yield from self.together(old.parts, new.parts)
        if old.op in "+-" and new.op in "+-":
            yield from self.regrouped(_terms(old), _terms(new), "+")
        if old.op in "*/" and new.op in "*/":
            yield from self.fractions(old, new)

    def together(self, old: Sequence[Node], new: Sequence[Node]) -> Iterator[Places]:
        """Part over part, in order."""
        if not old:
            yield ()
            return
        for first in self.places(old[0], new[0]):
            for rest in self.together(old[1:], new[1:]):
                yield first + rest

    def regrouped(self, old: Sequence[Node], new: Sequence[Node], op: str) -> Iterator[Places]:
        """Several neighbouring parts for one, or the same parts in another order."""
        if not len(new) <= len(old) <= MOST_REGROUPED:
            return
        for groups in _groups(old, len(new)):
            yield from self.together([joined(op, group) for group in groups], new)
        if len(new) == len(old) <= MOST_REORDERED:
            for order in permutations(old):
                yield from self.together(order, new)

    def fractions(self, old: Node, new: Node) -> Iterator[Places]:
        """Factors over factors and divisors over divisors."""
        (above, below), (new_above, new_below) = _factors(old), _factors(new)
        if bool(below) != bool(new_below):
            return
        for first in self.regrouped(above, new_above, "*"):
            for second in self.regrouped(below, new_below, "*") if below else [()]:
                yield first + second


def _without_zeros(node: Node) -> Node:
    """A sum without the terms that are zero, which nobody writes down again."""
    if not (isinstance(node, Binary) and node.op in "+-"):
        return node
    terms = _terms(node)
    kept = [term for term in terms if not _is_zero(term)]
    return joined("+", kept) if 0 < len(kept) < len(terms) else node


def _is_zero(node: Node) -> bool:
    """Whether the node is zero, for sure."""
    try:
        return evaluate(node) == Fraction(0)
    except Undefined:
        return False


def _groups(parts: Sequence[Node], count: int) -> Iterator[list[Sequence[Node]]]:
    """The ways to cut the parts into so many runs of neighbours."""
    for cuts in combinations(range(1, len(parts)), count - 1):
        ends = (0, *cuts, len(parts))
        yield [parts[start:end] for start, end in pairwise(ends)]


def _terms(node: Node) -> list[Node]:
    """The terms of a sum, each with its sign."""
    if isinstance(node, Binary) and node.op == "+":
        return _terms(node.left) + _terms(node.right)
    if isinstance(node, Binary) and node.op == "-":
        return _terms(node.left) + [_negated(term) for term in _terms(node.right)]
    return [node]


def _negated(node: Node) -> Node:
    """The node with its sign turned."""
    return node.operand if isinstance(node, Negate) else Negate(node, span=node.span)


def _factors(node: Node) -> tuple[list[Node], list[Node]]:
    """The factors and the divisors of a product."""
    if not (isinstance(node, Binary) and node.op in "*/"):
        return [node], []
    (above, below), (other_above, other_below) = _factors(node.left), _factors(node.right)
    if node.op == "/":
        other_above, other_below = other_below, other_above
    return above + other_above, below + other_below


def literals(node: Node) -> Iterator[Literal]:
    """The printed numbers of an expression, from left to right.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> [str(literal) for literal in literals(parse_statement("0.1/√0.5 = 1").members[0])]
    ['0.1', '0.5']
    """
    if isinstance(node, Literal):
        yield node
    for part in node.parts:
        yield from literals(part)
