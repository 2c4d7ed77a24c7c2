"""Sums that are written with dots: `1 + β + β² + … + β^n`, `g_1² + g_2² + … + g_t²`, and those without an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rmsprop_sym.claims.expressions.progression import progression
from rmsprop_sym.claims.expressions.syntax import (
    Binary,
    Chain,
    Infinity,
    Limit,
    Literal,
    Name,
    Negate,
    Node,
    Sum,
    has_letters,
    walk,
)
from rmsprop_sym.claims.expressions.tree import bound_in, names_in, operands, rebuilt, with_parts
from rmsprop_sym.claims.unreadable import Unreadable

DOTS = Name("…")
INDICES = "kijn"
LEAST = 3  # terms that show how both a factor and a power go on


def without_dots(chain: Chain) -> Chain:
    """The statement with a sum in place of the terms around the dots.

    Raises Unreadable where it is not plain how the terms go on.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> print(parse_formula("1 + x + x^2 + … + x^n = y"))
    sum(x^k, k, 0, n) = y
    >>> print(parse_formula("g_1^2 + g_2^2 + … + g_t^2 = y"))
    sum(g(k)^2, k, 1, t) = y
    """
    if DOTS not in walk(chain):
        return chain
    named = names_in(chain)
    index = next((Name(letter) for letter in INDICES if letter not in named), None)
    if index is None:
        raise Unreadable("no letter is left over for the index of the sum with dots", 1)
    return replace(chain, members=tuple(_without(member, index) for member in chain.members))


def _without(node: Node, index: Name) -> Node:
    """The node with its sums written out, from the root down."""
    terms = operands(node, "+")
    if DOTS not in terms:
        return with_parts(node, lambda part: _without(part, index))
    at = terms.index(DOTS)
    first, last = terms[:at], terms[at + 1 :]
    if len(first) < 2 or len(last) > 1:
        raise Unreadable("dots are read after the first two terms of a sum, before its last one", node.span.start + 1)
    if not any(map(has_letters, (*first, *last))):
        found = progression(first, last, index)
    else:
        found = (
            _geometric(first, last, index)
            or _counted(first, last, index)
            or _weighted(first, last, index)
            or (None if last else _multiples(first, index))
        )
    if found is None:
        raise Unreadable("it is not plain how the terms before the dots go on", node.span.start + 1)
    return replace(found, span=node.span)


def _geometric(first: Sequence[Node], last: Sequence[Node], index: Name) -> Sum | None:
    """The sum of c, c r, c r², ..., whose last term shows its power."""
    factors = [operands(term, "*") for term in (*first, *last)]
    common = [factor for factor in factors[1] if factor in factors[0]] if factors[0] != [Literal("1")] else []
    rests = [[factor for factor in own if factor not in common or factor == Literal("1")] for own in factors]
    if [factor for factor in rests[0] if factor != Literal("1")] or any(len(rest) != 1 for rest in rests[1:]):
        return None
    ratio = rests[1][0]
    powers = [_power(rest[0], ratio) for rest in rests[2:]]
    shown = powers[: len(first) - 2]
    if shown != [Literal(str(k)) for k in range(2, len(first))] or None in powers:
        return None
    body: Node = Binary("^", ratio, index)
    for factor in reversed(common):
        body = Binary("*", factor, body)
    upper = powers[-1] if last else Infinity()
    return Sum(body, index.name, Literal("0"), upper or Infinity())


def _power(node: Node, base: Node) -> Node | None:
    """To which power of the base the node is."""
    match node:
        case Binary(op="^", left=left, right=right) if left == base:
            return right
    return None


def _counted(first: Sequence[Node], last: Sequence[Node], index: Name) -> Sum | None:
    """The sum of terms that are alike but for a number that counts up."""
    counts = [count for other in (*first[1:], *last) if (count := _difference(first[0], other)) is not None]
    starts = {start for start, _ in counts}
    if len(counts) < len(first) + len(last) - 1 or len(starts) != 1:
        return None
    start, found = starts.pop(), [to for _, to in counts]
    if not isinstance(start, Literal) or not start.numeral.integer:
        return None
    numbers = [Literal(str(int(start.value) + k)) for k in range(1, len(first))]
    if found[: len(numbers)] != numbers:
        return None
    body = _replaced(first[0], first[1], index)
    return Sum(body, index.name, start, found[-1] if last else Infinity())


def _weighted(first: Sequence[Node], last: Sequence[Node], index: Name) -> Sum | None:
    """The sum of r**k times what counts down: `g_t² + r g_{t-1}² + … + r^{t-1} g_1²`."""
    if len(last) != 1:
        return None
    ratio, *powers = (operands(term, "*")[0] for term in (*first[1:], *last))
    counted = [first[0], *(_product(operands(term, "*")[1:]) for term in (*first[1:], *last))]
    shown = [_power(power, ratio) for power in powers]
    if None in counted or shown[:-1] != [Literal(str(k)) for k in range(2, len(first))] or not shown[-1]:
        return None
    pairs = [_difference(first[0], other) for other in counted[1:] if other is not None]
    start, end = pairs[0][0] if pairs[0] else None, shown[-1]
    expected = [Binary("-", start, Literal(str(k))) for k in range(1, len(first))] if isinstance(start, Name) else []
    if not expected or [pair and pair[1] for pair in pairs[:-1]] != expected or any(p and p[0] != start for p in pairs):
        return None
    assert isinstance(start, Name)
    if pairs[-1] is None or not _same_count(Binary("-", start, end), pairs[-1][1], start):
        return None
    body = _replaced(first[0], counted[1] or first[0], Binary("-", start, index))
    return Sum(Binary("*", Binary("^", ratio, index), body), index.name, Literal("0"), end)


def _multiples(first: Sequence[Node], index: Name) -> Sum | None:
    """The sum of (a + b k) r^(c + d k) without an end, from three terms or more: `1 + 2 r + 3 r² + …`."""
    shapes = [_shape(term) for term in first]
    bases = {base for shape in shapes if shape for base in [shape[1]] if base is not None}
    if len(first) < LEAST or None in shapes or len(bases) != 1:
        return None
    rows = list(zip(*((c, e) for c, _, e in filter(None, shapes)), strict=True))
    lines = [_line(row) for row in rows]
    if None in lines:
        return None
    (a, b), (c, d) = (line for line in lines if line)
    if d <= 0:
        return None
    power: Node = Binary("^", bases.pop(), _linear(c, d, index))
    body = power if (a, b) == (1, 0) else Binary("*", _linear(a, b, index), power)
    return Sum(body, index.name, Literal("0"), Infinity())


def _shape(term: Node) -> tuple[int, Node | None, int] | None:
    """A whole number times a whole power of something."""
    number, base, exponent = 1, None, 0
    for factor in operands(term, "*"):
        match factor:
            case Literal() if factor.numeral.integer:
                number *= int(factor.value)
            case Binary(op="^", left=left, right=Literal() as power) if base is None and power.numeral.integer:
                base, exponent = left, int(power.value)
            case _ if base is None and has_letters(factor):
                base, exponent = factor, 1
            case _:
                return None
    return number, base, exponent


def _line(values: Sequence[int]) -> tuple[int, int] | None:
    """The first value and the step, of values that go on alike."""
    step = values[1] - values[0]
    return (values[0], step) if all(b - a == step for a, b in pairwise(values)) else None


def _linear(start: int, step: int, index: Name) -> Node:
    """start + step * index, as it is best written."""
    if step < 0:
        return Binary("-", Literal(str(start)), _linear(0, -step, index))
    multiple: Node = index if step == 1 else Binary("*", Literal(str(step)), index)
    if not step or not start:
        return multiple if step else Literal(str(start))
    return Binary("+", Literal(str(start)), multiple)


def _product(factors: Sequence[Node]) -> Node | None:
    """The factors as one product."""
    if not factors:
        return None
    whole = factors[0]
    for factor in factors[1:]:
        whole = Binary("*", whole, factor)
    return whole


def _same_count(one: Node, other: Node, letter: Name) -> bool:
    """Whether two indices that are no more than a letter and numbers are the same."""
    return all(_count(one, letter, at) == _count(other, letter, at) is not None for at in (7, 11))


def _count(node: Node, letter: Name, at: int) -> int | None:
    """The index where the letter is a number."""
    match node:
        case Literal() if node.numeral.integer:
            return int(node.value)
        case Name() if node == letter:
            return at
        case Binary(op="+" | "-" as op, left=left, right=right):
            a, b = _count(left, letter, at), _count(right, letter, at)
            return None if a is None or b is None else a + b if op == "+" else a - b
    return None


def _difference(one: Node, other: Node) -> tuple[Node, Node] | None:
    """The one pair of parts in which the nodes differ, if it is one and the same everywhere."""
    pairs = set(_differences(one, other))
    return pairs.pop() if len(pairs) == 1 else None


def _differences(one: Node, other: Node) -> Iterator[tuple[Node, Node]]:
    if one == other:
        return
    if _alike(one, other):
        for a, b in zip(one.parts, other.parts, strict=True):
            yield from _differences(a, b)
    else:
        yield one, other


def _alike(one: Node, other: Node) -> bool:
    """Whether the nodes are the same but for what is below them."""
    if type(one) is not type(other) or not one.parts or len(one.parts) != len(other.parts):
        return False
    return all(getattr(one, name, None) == getattr(other, name, None) for name in ("op", "name", "function", "index"))


def _replaced(one: Node, other: Node, index: Node) -> Node:
    """The first node with the index where the other differs."""
    if one == other:
        return one
    if not _alike(one, other):
        return index
    parts = iter(_replaced(a, b, index) for a, b in zip(one.parts, other.parts, strict=True))
    return with_parts(one, lambda _: next(parts))


def with_partial_sums(side: Node, other: Node) -> Node:
    """A side with an infinite sum, as the limit of the side with partial sums."""
    sums = [part for part in walk(side) if isinstance(part, Sum) and part.upper == Infinity()]
    if len(sums) != 1 or not _linear_in(side, sums[0]):
        return side
    taken = names_in(side, other) | bound_in(side, other)
    end = next((name for name in "nkijt" if name not in taken), None)
    if end is None:
        return side
    last = Name(end) if isinstance(sums[0].lower, Literal) else Binary("+", sums[0].lower, Name(end))
    return Limit(
        rebuilt(side, lambda node: replace(node, upper=last) if node == sums[0] else None),
        end,
        Infinity(),
    )


def _linear_in(node: Node, part: Node) -> bool:
    """Whether the part stands in the node only in sums, differences and products."""
    match node:
        case _ if node == part or part not in walk(node):
            return True
        case Binary(op="+" | "-", left=left, right=right):
            return _linear_in(left, part) and _linear_in(right, part)
        case Binary(op="*", left=left, right=right):
            return (part in walk(left)) != (part in walk(right)) and all(
                _linear_in(side, part) for side in (left, right)
            )
        case Binary(op="/", left=left, right=right):
            return part not in walk(right) and _linear_in(left, part)
        case Negate(operand=operand):
            return _linear_in(operand, part)
    return False
