"""Whether a body is what its equations say: it is run exactly, twice, and compared with them.

Among letters a body cannot branch, and what it keeps for itself is not in its states; either shows in a run.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from fractions import Fraction
from typing import Any

from rmsprop_sym import alphabet
from rmsprop_sym.discover.blind import run_blind
from rmsprop_sym.discover.factor import product_name
from rmsprop_sym.discover.loading import blamed
from rmsprop_sym.errors import UserError
from rmsprop_sym.evaluate import BITS, Point, Undefined, evaluate
from rmsprop_sym.kernel.term import Apply, Letter, Term
from rmsprop_sym.kernel.theorem import Gap
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.count import Count, Pending
from rmsprop_sym.numbers.exact import Exact, Irrational
from rmsprop_sym.rules import RULES, Rule, State
from rmsprop_sym.rules.run import letter, newest, recursion
from rmsprop_sym.sampling import points

RUNS = 24
STEPS = (0, 1, 2, 3, 10, 1000)
VALUES = [Fraction(*pair) for pair in ((0, 1), (1, 1), (-1, 1), (1, 1000), (5, 2), (-1000, 1), (1, 3), (10**6, 1))]

Values = Mapping[str, Exact | Ball]


def audit(rule: Rule) -> None:
    """Raises UserError, in one line, for a body that is not what its equations among letters say."""
    _names(rule)
    _equations(rule)
    _begins(rule)
    before = dict(rule.body.__globals__)
    for case in _cases(rule):
        first, second = _run(rule, *case), _run(rule, *case)
        if first is None or second is None:
            continue
        said = _said(rule, *case)
        for name in rule.states:
            if _differ(first[name], second[name]):
                raise UserError(
                    f"{rule.name} keeps state of its own: run twice alike, new.{name} comes out differently."
                )
            if name in said and _differ(first[name], said[name]):
                raise UserError(
                    f"{rule.name} is not one equation per state: with {_printed(*case)} its body "
                    f"gives another new.{name} than its equations; a body must not branch."
                )
    _keeps(rule, before)


def _keeps(rule: Rule, before: Mapping[str, object]) -> None:
    """Refuses a body that has written into its module."""
    for name, value in rule.body.__globals__.items():
        if before.get(name, value) is not value or name not in before:
            raise UserError(
                f"{rule.name} keeps state of its own: running it changes {name!r}, which is none of its states."
            )


def _names(rule: Rule) -> None:
    """Names that mean nothing else."""
    own = (*rule.hyper, *rule.start)
    meant = {*alphabet.RESERVED, *map(product_name, rule.start)}
    for name, value in rule.start.items():
        if type(value) is not int:
            raise UserError(f"{rule.name} starts {name} at {value!r}; a start is a whole number, such as {name}=0.")
    if taken := [name for name in own if name in meant or own.count(name) > 1]:
        raise UserError(f"{rule.name} calls something {taken[0]!r}, a name that has a meaning here; rename it.")


def _begins(rule: Rule) -> None:
    """A first step that has a value somewhere."""
    starts = {**rule.start, "theta": 0}
    runs = (
        _run(rule, 0, {name: Fraction(starts[name]) for name in starts}, g, hyper) for _, _, g, hyper in _cases(rule)
    )
    if not any(runs):
        raise UserError(f"{rule.name} has no first step: it divides by 0, or takes the root of a negative number.")


def _judged(rule: Rule, what: str) -> AbstractContextManager[None]:
    """What goes wrong in the body is told with its line."""
    return blamed(rule.body.__code__.co_filename, f"{rule.name} {what}")


def _equations(rule: Rule) -> None:
    """The equations of the rule, with every state and nothing else."""
    try:
        with _judged(rule, "cannot be written as equations"):
            run_blind(rule)
            found = recursion(rule)
            names = {name for name, *_ in found.states}
    except UserError as error:
        if isinstance(error.__cause__, Gap):
            raise UserError(f"{rule.name} is no rule: {error.__cause__.reason}.") from None
        raise
    if rule.name in RULES and recursion(RULES[rule.name]) != found:
        raise UserError(f"{rule.name} is the name of a built-in rule, which has other equations; rename yours.")
    if missing := [name for name in rule.states if name not in names]:
        raise UserError(f"{rule.name} never assigns new.{missing[0]}.")
    if extra := sorted(names - {*rule.states}):
        raise UserError(f"{rule.name} assigns new.{extra[0]}, which has no start; write @rule({extra[0]}=0).")


Case = tuple[int, dict[str, Fraction], Fraction, dict[str, Fraction]]


def _cases(rule: Rule) -> Iterator[Case]:
    """Steps, old states, gradients and hyper-parameters: small, large, zero, negative."""
    letters = [letter(name) for name in rule.hyper]
    domains = [claim for x in letters for claim in alphabet.DOMAINS.get(x, ())]
    for number, point in zip(range(RUNS), points(domains, letters, {}, tries=RUNS * 4), strict=False):
        rng = random.Random(number)  # noqa: S311 - samples, not secrets
        states = {name: abs(rng.choice(VALUES)) for name in rule.states}
        yield (
            STEPS[number % len(STEPS)],
            states,
            VALUES[number * 5 % len(VALUES)],
            {x.name: point.letters[x] for x in letters},
        )


def _run(rule: Rule, steps: int, states: dict[str, Fraction], g: Fraction, hyper: dict[str, Fraction]) -> Values | None:
    """The new state by the body itself; None where it has no value."""
    for kind in (Exact, Ball):
        with precision(BITS):
            try:
                return _stepped(rule, kind, (steps, states, g, hyper))
            except (ZeroDivisionError, ValueError):
                return None
            except Irrational:
                continue
            except UserError as error:
                if isinstance(error.__cause__, Irrational):
                    continue
                if isinstance(error.__cause__, ZeroDivisionError | ValueError):
                    return None
                raise
    return None


def _stepped(rule: Rule, kind: Any, case: Case) -> Values:
    steps, states, g, hyper = case
    old = State(t=Count(steps), **{name: kind(value) for name, value in states.items()})
    with _judged(rule, f"fails with {_printed(*case)}"):
        new = rule.step(old, kind(g), **{name: kind(value) for name, value in hyper.items()})
    return {name: _number(kind, getattr(new, name)) for name in rule.states}


def _number(kind: Any, value: Any) -> Any:
    value = value.make(kind(0)) if isinstance(value, Pending) else value
    return value if isinstance(value, Exact | Ball) else kind(0).constant(value)


def _said(rule: Rule, steps: int, states: dict[str, Fraction], g: Fraction, hyper: dict[str, Fraction]) -> Values:
    """The new state by the equations, where it has a value."""
    found = recursion(rule)
    letters = {letter(name): value for name, value in hyper.items()} | {alphabet.t: Fraction(steps)}
    letters |= {Letter(f"old {name}"): value for name, value in states.items()} | {Letter("g now"): g}
    names: dict[Term, Term] = {found.state(name, alphabet.t): Letter(f"old {name}") for name in states}
    names |= {newest(rule, name): letter(name) for name in rule.hyper}
    names[alphabet.g(alphabet.t + 1)] = Letter("g now")
    values: dict[str, Exact | Ball] = {}
    for name, _, body in found.states:
        named = _renamed(body, names)
        names[found.state(name, alphabet.t + 1)] = named
        try:
            values[name] = evaluate(named, Point(letters))
        except (Undefined, ZeroDivisionError, ValueError):
            continue
    return values


def _renamed(whole: Term, names: Mapping[Term, Term]) -> Term:
    if whole in names or not isinstance(whole, Apply):
        return names.get(whole, whole)
    return Apply(whole.head, tuple(_renamed(arg, names) for arg in whole.args))


def _differ(a: Exact | Ball, b: Exact | Ball) -> bool:
    if isinstance(a, Exact) and isinstance(b, Exact):
        return a.fraction != b.fraction
    with precision(BITS):
        one, other = (x if isinstance(x, Ball) else Ball(x.fraction) for x in (a, b))
        return one.is_finite() and other.is_finite() and one.surely_differs(other)


def _printed(steps: int, states: dict[str, Fraction], g: Fraction, hyper: dict[str, Fraction]) -> str:
    parts = {"t": Fraction(steps), "g": g, **hyper, **states}
    return ", ".join(f"{name} = {value}" for name, value in parts.items())
