"""Definitions whose constants are printed as numbers: s_t = 0.9 s_{t-1} + 0.1 g_t^2 has beta = 0.9."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from rmsprop_sym.claims.expressions.real import Undefined, evaluate
from rmsprop_sym.claims.expressions.tree import (
    Apply,
    Binary,
    Chain,
    Literal,
    Name,
    Node,
    has_letters,
    names_in,
    rebuilt,
    walk,
)

DECAY, RATE, SMALL = "beta", "eta", "eps"


def lettered(chain: Chain, name: str, *, moves: bool) -> tuple[Chain, Mapping[str, Fraction]]:
    """A recurrence of the named letter with letters for its numbers, and what they are worth.

    A parameter that `moves` has a rate and a small constant in the place of a decay.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> chain, values = lettered(parse_formula("s_t = 0.9 s_{t-1} + 0.1 g_t^2"), "s", moves=False)
    >>> print(chain, values["beta"])
    s(t) = beta*s(t - 1) + (1 - beta)*g(t)^2 9/10
    """
    left, right = chain.members
    found = _rates(right, name) if moves else _decay(right, name)
    if not found or {*found} & names_in(right):
        return chain, {}

    def change(node: Node) -> Node | None:
        match node:
            case Binary(op="*", left=one, right=two):
                factor, other = (two, one) if has_letters(one) else (one, two)
                value = _number(factor)
                if DECAY in found and value is not None and has_letters(other):
                    return Binary("*", _share(value, other, name, found[DECAY]) or factor, rebuilt(other, change))
        named = {value: Name(letter) for letter, value in found.items() if letter != DECAY}
        value = _number(node)
        return named.get(value) if value is not None else None

    return Chain((left, rebuilt(right, change)), chain.relations), found


def _share(value: Fraction, other: Node, name: str, decay: Fraction) -> Node | None:
    """The decay before the old value, or what it leaves of 1 before the new one."""
    if {*_indexed(other)} == {name}:
        return Name(DECAY) if value == decay else None
    return Binary("-", Literal("1"), Name(DECAY)) if value == 1 - decay else None


def decays_in(parts: Iterable[Node]) -> set[Fraction]:
    """The numbers between 0 and 1 that are raised to a step, or of which it is told what they leave of 1.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> decays_in(walk(parse_formula("1 - 0.9^t").members[0])) == {Fraction(9, 10)}
    True
    """
    pairs = [part for part in parts if isinstance(part, Binary)]
    raised = [part.left for part in pairs if part.op == "^" and has_letters(part.right)]
    left_over = [part.right for part in pairs if part.op == "-" and part.left == Literal("1")]
    return {value for node in (*raised, *left_over) if (value := _number(node)) is not None}


def _number(node: Node) -> Fraction | None:
    """The number between 0 and 1 that a node is, if it is one."""
    if not isinstance(node, Literal | Binary) or has_letters(node):
        return None
    try:
        value = evaluate(node)
    except Undefined:
        return None
    return value if isinstance(value, Fraction) and 0 < value < 1 else None


def _factors(right: Node) -> list[tuple[Fraction, Node]]:
    """The numbers between 0 and 1 that stand before something with letters, and that."""
    products = [part for part in walk(right) if isinstance(part, Binary) and part.op in "*/" and has_letters(part)]
    pairs = [(part.left, part.right) for part in products]
    pairs += [(part.right, part.left) for part in products if part.op == "*"]
    return [(value, other) for factor, other in pairs if (value := _number(factor)) is not None]


def _decay(right: Node, name: str) -> dict[str, Fraction]:
    """The factor before the old value, if there is one."""
    decays = {value for value, other in _factors(right) if {*_indexed(other)} == {name}}
    return {DECAY: decays.pop()} if len(decays) == 1 else {}


def _rates(right: Node, name: str) -> dict[str, Fraction]:
    """The factor before what is added to the old value, and the small number that is added below it."""
    rates = {value for value, other in _factors(right) if name not in _indexed(other) and _indexed(other)}
    added = [part for part in walk(right) if isinstance(part, Binary) and part.op == "+" and has_letters(part)]
    small = {value for part in added if name not in _indexed(part) and (value := _number(part.right)) is not None}
    found = {RATE: rates, SMALL: small}
    return {letter: values.pop() for letter, values in found.items() if len(values) == 1}


def _indexed(node: Node) -> list[str]:
    """The letters with an index in a node."""
    return [part.name for part in walk(node) if isinstance(part, Apply)]
