"""The columns of a table as numbers, and what they are worth if each of them is as it is guessed to be.

A world says what is known: all of it run again from the gradients, or each row only from the numbers printed in it
and in the row above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from rmsprop_sym.claims.arithmetic.digits import Reading
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.real import Bounds, Undefined, ball_of, bounds
from rmsprop_sym.claims.tables.slopes import Slope
from rmsprop_sym.claims.traces.cells import printed_in
from rmsprop_sym.claims.traces.running import Quantity, quantity
from rmsprop_sym.claims.unreadable import Unreadable

ROUNDED = 4  # digits from which on a printed number may be rounded
MISSING = quantity(Undefined("it is not printed"))

Term = Callable[["World", int], Quantity]


@dataclass(frozen=True)
class Column:
    """A column: its head, and the numbers printed after so many steps."""

    k: int
    head: str
    cells: Mapping[int, Line]
    printed: Mapping[int, Reading]

    @cached_property
    def may_be_rounded(self) -> bool:
        """Whether most of its numbers have many digits, the last of them not 0."""
        long = sum(_digits(each) >= ROUNDED and each.text[-1:] != "0" for each in self.printed.values())
        return long > len(self.printed) / 2


@dataclass(frozen=True, eq=False)
class Guess:
    """What a column may be: how it is called, of which kind it is, and what it is worth after a step.

    With `start` it is a state, and `term` is what has to be added to `keeps` times the state before. With `lag` 1 the
    column shows the state before the step.
    """

    name: str
    kind: str
    term: Term
    keeps: Fraction | None = None
    start: Quantity = MISSING
    lag: int = 0
    decay: Fraction | None = None


@dataclass(frozen=True)
class Fed:
    """Gradients that follow from the weights: their slope, the column of the weights, and where these start."""

    slope: Slope
    k: int
    start: Quantity


@dataclass(frozen=True)
class Sheet:
    """A table as columns of numbers, the gradients of its steps, and how each column is understood so far."""

    rows: Mapping[int, Sequence[Line]]
    columns: Mapping[int, Column]
    gradients: Mapping[int, Reading]
    chosen: dict[int, Guess] = field(default_factory=dict)
    fed: Fed | None = None
    head: Sequence[Line] = ()

    @cached_property
    def rounds(self) -> bool:
        """Whether the gradients may be rounded."""
        return Column(0, "g", {}, self.gradients).may_be_rounded


@dataclass
class World:
    """What is known: near by, other columns are as printed; a wide one is unsure of what may be rounded."""

    sheet: Sheet
    near: bool
    wide: bool
    memory: dict[tuple[Guess, int], Quantity] = field(default_factory=dict)

    def gradient(self, n: int) -> Quantity:
        """The gradient of a step."""
        printed = self.sheet.gradients.get(n)
        if printed is None or (self.sheet.fed and self.sheet.fed.k in self.sheet.chosen and not self.near):
            return self.fed(n)
        if self.sheet.fed:
            return narrower(self.fed(n), ball(printed))
        return ball(printed) if self.wide and self.sheet.rounds else quantity(printed.value)

    def fed(self, n: int) -> Quantity:
        """The gradient of a step as it follows from the weight before."""
        fed = self.sheet.fed
        if fed is None or n < 1:
            return MISSING
        guess = self.sheet.chosen.get(fed.k)
        if guess is not None and not self.near:
            return fed.slope.at(self.state(guess, n - 1))
        above = self.sheet.columns[fed.k].printed.get(n - 1 + (guess.lag if guess else 0))
        start = guess.start if guess else fed.start
        return fed.slope.at(ball(above) if above else start if n == 1 else MISSING)

    def shown(self, k: int, n: int) -> Quantity:
        """What another column is worth after a step."""
        guess = self.sheet.chosen.get(k)
        if self.near or guess is None:
            printed = self.sheet.columns[k].printed.get(n + (guess.lag if guess else 0))
            return ball(printed) if printed and self.near else MISSING
        return self.state(guess, n)

    def state(self, guess: Guess, n: int) -> Quantity:
        """What is guessed, after a step, run again from the start."""
        if guess.keeps is None:
            return guess.term(self, n)
        for step in range(n + 1):
            if (guess, step) not in self.memory:
                before = self.memory.get((guess, step - 1), MISSING)
                now = guess.keeps * before + guess.term(self, step) if step else guess.start
                self.memory[guess, step] = now
        return self.memory[guess, n]

    def worth(self, column: Column, guess: Guess, n: int) -> Quantity:
        """What a column shows in the row of a step, if it is as guessed."""
        at = n - guess.lag
        if at < 0 or guess.keeps is None or not self.near or at == 0:
            return self.state(guess, max(at, 0))
        above = column.printed.get(n - 1)
        before = ball(above) if above else guess.start if at == 1 else MISSING
        return guess.keeps * before + guess.term(self, at)


def ball(printed: Reading) -> Quantity:
    """All the numbers that may have been printed like this one; a whole number is itself."""
    if printed.numeral.integer and _digits(printed) < ROUNDED:
        return quantity(printed.value)
    half = printed.numeral.unit / 2
    return Quantity(ball_of(printed.value - half).union(ball_of(printed.value + half)))


def ends(worth: Quantity) -> Bounds | None:
    """Two numbers with the worth between them, if it has one."""
    if isinstance(worth.value, Undefined):
        return None
    try:
        return bounds(worth.value)
    except Undefined:
        return None


def narrower(one: Quantity, other: Quantity) -> Quantity:
    """The one of two enclosures that says more."""
    first, second = ends(one), ends(other)
    return one if first and second and first[1] - first[0] < second[1] - second[0] else other


def exactly(printed: Reading) -> Quantity:
    """The printed number itself if it has few digits, or else all that it may stand for."""
    exact = _digits(printed) < ROUNDED or printed.text[-1:] == "0"
    return quantity(printed.value) if exact else ball(printed)


def read_column(k: int, head: Line, cells: Mapping[int, Line]) -> Column:
    """The column with the numbers that are printed in it."""
    printed = {}
    for n, cell in cells.items():
        try:
            printed[n] = printed_in(cell)
        except Unreadable:
            continue
    return Column(k, head.text, cells, printed)


def _digits(printed: Reading) -> int:
    """How many digits count in a printed number."""
    mantissa = printed.text.lower().split("e")[0]
    return len("".join(filter(str.isdigit, mantissa)).lstrip("0"))
