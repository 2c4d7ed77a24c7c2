"""Where a cell comes from that the run does not give: the row above as it is printed, or its own row's states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rmsprop_sym.claims.arithmetic.digits import Reading
from rmsprop_sym.claims.expressions.notation import Head
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.traces.cells import printed_in
from rmsprop_sym.claims.traces.running import Quantity, quantity
from rmsprop_sym.claims.traces.shown import Pinned, agrees, printable
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.rules import Rule, State

Taken = Callable[[Line, str], Quantity]


@dataclass(frozen=True)
class Origin:
    """The cells of a row and of the one above it, which stands after step `before`, and the step between them."""

    rule: Rule
    above: Mapping[Head, Line]
    row: Mapping[Head, Line]
    before: int
    g: Quantity
    hyper: Mapping[str, Quantity]
    run: Callable[[State], State]

    def said(self, head: Head, printed: Reading) -> str:
        """Where a wrong number comes from, as far as the digits tell; nothing if from neither row."""
        if agrees(self.run(self._old(head.index, printable)), head, printed):
            return "it follows from the row above as printed, within its digits"
        pinned = self._pinned(head, printable)
        if pinned.pinned and agrees(pinned, head, printed):
            named = " and ".join(f"{name} = {self.row[Head(name, head.index)].text}" for name in pinned.pinned)
            return f"it follows from {named} as printed in its row"
        return ""

    def is_carried(self, head: Head, printed: Reading) -> bool:
        """Whether it is what printed digits give that were taken for the numbers themselves."""
        return any(agrees(state, head, printed) for state in self._carried(head))

    def _carried(self, head: Head) -> Iterator[State]:
        yield self.run(self._old(head.index, _exactly))
        yield self._pinned(head, _exactly)

    def _old(self, index: int, taken: Taken) -> State:
        """The states of the row above as far as they are printed."""
        cells = {name: self.above.get(Head(name, index)) for name in self.rule.states}
        missing = quantity(Undefined("not printed"))
        return State(t=self.before, **{name: taken(cell, name) if cell else missing for name, cell in cells.items()})

    def _pinned(self, head: Head, taken: Taken) -> Pinned:
        """The states after the step, those of the row as they are printed, but for the one in question."""
        old, found = self._old(head.index, taken), Pinned(t=self.before + 1)
        names = [name for name in self.rule.start if Head(name, head.index) in self.row and name != head.letter]
        found.pin({name: taken(self.row[Head(name, head.index)], name) for name in names})
        self.rule.body(old, found, self.g, **self.hyper)
        found.before, found.hyper, found.g = old, self.hyper, self.g
        return found


def _exactly(cell: Line, letter: str) -> Quantity:
    """The number that a cell prints."""
    try:
        return quantity(printed_in(cell).value)
    except Unreadable as error:
        return quantity(Undefined(f"{letter}: {error.reason}"))
