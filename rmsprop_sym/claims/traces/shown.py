"""What a column shows of a state, and what a printed state may have been."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rmsprop_sym.claims.arithmetic.digits import Reading
from rmsprop_sym.claims.expressions.notation import DERIVED, Head
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.real import Bounds, Real, Undefined, ball_of, bounds
from rmsprop_sym.claims.symbolic.settings import Setting, Value, Values
from rmsprop_sym.claims.traces.cells import printed_in
from rmsprop_sym.claims.traces.columns import worth
from rmsprop_sym.claims.traces.running import Known, Quantity, quantity
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.rules import State

NOT_NEGATIVE = {"v", "G"}


class Pinned(State):
    """A state some of whose letters are what is printed, whatever the rule assigns to them."""

    def pin(self, letters: Mapping[str, Quantity]) -> None:
        """Fixes the letters."""
        self.__dict__.update(letters, pinned=tuple(letters))

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self.__dict__.get("pinned", ()):
            super().__setattr__(name, value)


def defined(value: Known) -> Real:
    """The value, or the reason why there is none raised."""
    if isinstance(value, Undefined):
        raise value
    return value


def settled(state: State) -> State:
    """The state with the newest gradient no longer told apart."""
    return State(**{name: Quantity(x.value) if isinstance(x, Quantity) else x for name, x in vars(state).items()})


def shown(state: State, head: Head) -> Known:
    """The value of a letter of state or of a formula, or the effective rate of the step that led there."""
    letter = head.letter
    if head.formula:
        return worth(head.formula, state).value
    if letter.startswith("sqrt("):
        root: Known = quantity(getattr(state, DERIVED[letter])).sqrt().value
        return root
    if letter != "rate":
        value: Known = getattr(state, letter, Quantity(Undefined(f"there is no {letter} here"))).value
        return value
    if state.t == 0:
        return Undefined("there is no rate before the first step")
    rate: Known = (-Quantity(state.theta.factor) / getattr(state, "share", 1)).value
    return rate


def agrees(state: State, head: Head, printed: Reading) -> bool:
    """Whether the value may have been printed like this."""
    try:
        low, high = bounds(defined(shown(state, head)))
    except Undefined:
        return False
    half = printed.numeral.unit / 2
    return low <= printed.value + half and printed.value - half <= high


def terms(setting: Setting) -> tuple[Fraction, ...]:
    """The numbers of a setting, one or several."""
    match setting:
        case Values():
            return setting.values
        case Value():
            return (setting.value,)
        case _:
            return ()


def printable(cell: Line, letter: str) -> Quantity:
    """All the numbers that may have been printed like the cell."""
    try:
        printed = printed_in(cell)
    except Unreadable as error:
        return quantity(Undefined(error.reason))
    low, high = _ends(printed)
    return Quantity(_ball(max(low, Fraction(0)) if letter in NOT_NEGATIVE else low, high))


def _ends(printed: Reading) -> Bounds:
    """Half a unit to either side of the printed number."""
    half = printed.numeral.unit / 2
    return printed.value - half, printed.value + half


def _ball(low: Fraction, high: Fraction) -> Real:
    """A ball around everything from low to high."""
    return ball_of(low).union(ball_of(high))
