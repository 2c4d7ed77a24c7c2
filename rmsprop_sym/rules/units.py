"""The units of a rule: those of its states and hyper-parameters, in terms of the units of theta and g."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers.count import Count
from rmsprop_sym.numbers.dimension import ONE, THETA, Clash, Dimension, Equations, G, Unit
from rmsprop_sym.rules.rule import Rule

# Some letters first meet an operation on the second step; nothing new happens after it.
STEPS = 3


@dataclass(frozen=True, slots=True)
class Units:
    """The unit of every letter of a rule.

    A letter that nothing binds keeps a unit of its own, and is listed as free.
    """

    rule: str
    of: Mapping[str, Unit]

    @property
    def free(self) -> tuple[str, ...]:
        """The letters whose units nothing binds."""
        return tuple(letter for letter, unit in self.of.items() if unit == Unit.of(letter) and letter not in _BASE)

    def __str__(self) -> str:
        """One equation for each letter that is not itself a base unit; first for a base unit that is forced."""
        bound = {letter: unit for letter, unit in self.of.items() if unit != _BASE.get(letter)}
        forced = [letter for letter in _BASE if letter in bound]
        return "; ".join(f"[{letter}] = {bound[letter]}" for letter in dict.fromkeys([*forced, *bound]))


_BASE = {"theta": THETA, "g": G}


def units(rule: Rule, **known: Unit) -> Units:
    """The units with which every operation of a rule makes sense.

    The keywords name units that are given: `units(rule, eta=THETA)` asks for a rate that carries the
    units of theta. A start value of zero has any unit, every other one has none.
    Raises Clash where two units cannot agree.

    >>> from rmsprop_sym.rules import rmsprop
    >>> print(units(rmsprop))
    [v] = [g]^2; [eta] = [theta]; [beta] = 1; [eps] = [g]
    """
    _all_belong(rule, known)
    try:
        return _units(rule, known)
    except Clash as clash:
        raise clash.advised(_advice(rule, known)) from None


def plain_units(rule: Rule) -> Units:
    """The units of a rule, those for gradients without a unit if the rule leaves no others.

    Raises Clash if even then two units cannot agree.

    >>> from rmsprop_sym.rules import rmsprop_eps_outside_ones
    >>> print(plain_units(rmsprop_eps_outside_ones))
    [g] = 1; [v] = 1; [eta] = [theta]; [beta] = 1; [eps] = 1
    """
    try:
        return units(rule)
    except Clash:
        return units(rule, g=ONE)


def _units(rule: Rule, known: Mapping[str, Unit]) -> Units:
    given = {letter: known.get(letter, Unit.of(letter)) for letter in (*rule.start, *rule.hyper, *_BASE)}
    equations = Equations(rule.body.__code__)
    numbers = {letter: Dimension(unit, equations) for letter, unit in given.items()}
    hyper = {letter: numbers[letter] for letter in rule.hyper}
    state: Any = SimpleNamespace(t=Count(0), **{letter: numbers[letter] for letter in rule.states})
    for letter, value in rule.start.items():
        numbers[letter].equate(numbers[letter].constant(value), f"{letter} and its start value {value}:")
    for _ in range(STEPS):
        state = _run(rule, state, numbers["g"], hyper)
    return Units(rule.name, {letter: equations.value(unit) for letter, unit in given.items()})


def _run(rule: Rule, old: Any, g: Dimension, hyper: Mapping[str, Dimension]) -> Any:
    new = _Checked(old)
    rule.body(old, new, g, **hyper)
    return new


class _Checked(SimpleNamespace):
    """A state in the making: what is assigned to a letter must have the unit that the letter had."""

    def __init__(self, old: Any) -> None:
        super().__init__(t=old.t + 1, before=old)

    def __setattr__(self, letter: str, value: Any) -> None:
        before: Dimension = getattr(self.before, letter)
        new = value if isinstance(value, Dimension) else before.constant(value)
        super().__setattr__(letter, before.equate(new, f"{letter} before and after the step:"))


def _advice(rule: Rule, known: Mapping[str, Unit]) -> str:
    """What would be consistent, if the units that were given are let go, or else the gradient's."""
    fewer: list[Mapping[str, Unit]] = [{}, {"g": ONE}]
    for other in (given for given in fewer if given != known):
        try:
            found = _units(rule, other).of
        except Clash:
            continue
        return "consistent is " + ", ".join(f"[{letter}] = {found[letter]}" for letter in {**known, **other})
    return "and no other choice helps"


def _all_belong(rule: Rule, known: Mapping[str, Unit]) -> None:
    letters = (*rule.states, *rule.hyper, "g")
    for letter in known:
        if letter not in letters:
            raise UserError(f"{rule.name} has no letter {letter!r}; its letters are {', '.join(letters)}")
