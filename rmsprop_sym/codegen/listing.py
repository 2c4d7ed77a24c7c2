"""The listing of a rule: the assignments of its body, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers.ink import Ink, Letter, Literal, Node, node
from rmsprop_sym.rules import Rule


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of a listing: a letter of a certain version becomes what is written."""

    letter: Letter
    value: Node


@dataclass(frozen=True, slots=True)
class Listing:
    """All assignments of one step, and the last version of each state."""

    rule: Rule
    assignments: tuple[Assignment, ...]
    results: tuple[Letter, ...]

    @property
    def letters(self) -> frozenset[Letter]:
        """Every letter, in every version, that is read."""
        return frozenset(letter for line in self.assignments for letter in letters(line.value))


def listing(rule: Rule) -> Listing:
    """The listing of a rule, written down by running its body on ink.

    Raises UserError if the body leaves a state without a value.

    >>> from rmsprop_sym.rules import rmsprop
    >>> [line.letter.name for line in listing(rmsprop).assignments]
    ['v', 'theta']
    """
    old = SimpleNamespace(**{name: Ink(Letter(name)) for name in ("t", *rule.states)})
    new = _Notebook(t=old.t + 1)
    rule.body(old, new, Ink(Letter("g")), **{name: Ink(Letter(name)) for name in rule.hyper})
    last = {line.letter.name: line.letter for line in new.lines}
    for name in rule.states:
        if name not in last:
            raise UserError(f"{rule.name} gives {name} no value; write `new.{name} = old.{name}` if it stays")
    return Listing(rule, tuple(new.lines), tuple(last[name] for name in rule.states))


class _Notebook(SimpleNamespace):
    """A state in the making, which notes each assignment to it and answers with the letter assigned to."""

    def __init__(self, t: Ink) -> None:
        super().__init__(t=t, lines=[])

    def __setattr__(self, name: str, value: Any) -> None:
        written = node(value)
        if written is None:
            raise UserError(f"{name} becomes {value!r}, which is neither a literal nor made of the rule's letters")
        version = 1 + sum(line.letter.name == name for line in self.lines)
        self.lines.append(Assignment(Letter(name, version), written))
        super().__setattr__(name, Ink(Letter(name, version)))


def letters(written: Node) -> Iterator[Letter]:
    """Every letter of an expression, from left to right."""
    if isinstance(written, Letter):
        yield written
    elif not isinstance(written, Literal):
        for operand in written.operands:
            yield from letters(operand)
