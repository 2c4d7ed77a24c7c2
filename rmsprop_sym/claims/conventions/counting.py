r"""Notes that count from an earlier step: what starts at `s[-1] = 0` has made n + 1 steps at n."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Negate, Node, walk

_BEFORE = Negate(Literal("1"))
_FIRST = Literal("1")


def starts_before(chain: Chain) -> bool:
    """Whether the chain says what a state is one step before step 0.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [starts_before(parse_formula(text)) for text in ("s[-1] = 0", "s_{-1} = m_{-1} = 0", "s_0 = 0", "g_{-1} = 0")]
    [True, True, False, False]
    """
    first = chain.members[0]
    states = isinstance(first, Apply) and first.name != GRADIENT and first.arguments == (_BEFORE,)
    return states and chain.relations[:1] == ("=",) and isinstance(chain.members[-1], Literal)


def counted_later(chain: Chain, functions: Collection[str]) -> Chain:
    """The chain with every step counted one later, but for the arguments of functions.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> print(counted_later(parse_formula("s[n] = 2 s[n-1] + g[0] + h[n]"), {"h"}))
    s(n + 1) = 2*s(n) + g(1) + h(n)
    """

    def change(node: Node) -> Node | None:
        match node:
            case Apply(name=name, arguments=(index, *more)) if name not in functions and _is_step(index):
                return replace(node, arguments=(_later(index), *more))
        return None

    return chain.rebuilt(change)


def _is_step(index: Node) -> bool:
    """Whether an index is a whole number, or made of letters that count."""
    parts = list(walk(index))
    letters = all(part.name in NATURALS for part in parts if isinstance(part, Name))
    return letters and all(isinstance(part, Name | Literal | Binary | Negate) for part in parts)


def _later(index: Node) -> Node:
    """The index with 1 added."""
    match index:
        case Negate(operand=Literal() as number) if number.value == 1:
            return Literal("0", span=index.span)
        case Literal() if index.numeral.integer:
            return Literal(str(index.value + 1), span=index.span)
        case Binary(op="-", left=left, right=Literal() as number) if number.value == 1:
            return left
        case Binary(op="+" | "-" as op, left=left, right=Literal() as number) if number.numeral.integer:
            by = number.value + (1 if op == "+" else -1)
            return replace(index, right=Literal(str(by), span=number.span))
    return Binary("+", index, _FIRST, span=index.span)
