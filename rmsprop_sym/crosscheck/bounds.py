"""The derived tolerance: how far from the rule a float result in any of the published orders may lie.

One step of a healthy implementation differs from the rule for two reasons, and the two are added:
what its old state was off by, carried on by the mathematics of the rule, without any rounding; and what
this one step rounds away, in the written order that rounds worst, started from any state the
implementation may be in.  Splitting them so keeps the bound sharp: v forgets, so the error of v does too,
even in an order such as v + (1 - beta)*(g*g - v) that names v twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, TypeAlias

import numpy as np

from rmsprop_sym.crosscheck.coefficients import COEFFICIENTS
from rmsprop_sym.crosscheck.orders import Stage
from rmsprop_sym.numbers import constant, formats
from rmsprop_sym.numbers.formats import REALS, Format
from rmsprop_sym.numbers.rounded import Rounded
from rmsprop_sym.rules import Rule, State

FORMATS: Mapping[str, Format] = formats.FORMATS

Hyper: TypeAlias = Mapping[str, float]
Table: TypeAlias = Sequence[Mapping[str, Fraction]]


def hull_coefficients(hypers: Sequence[Hyper], dtype: str, arithmetic: Format | None = None) -> SimpleNamespace:
    """The exact coefficients, missed by as much as the published coefficient that misses most.

    One element for each of `hypers`.  The arithmetic is that of the dtype, if no other is named.
    """
    exact = [COEFFICIENTS[0].of(hyper, dtype) for hyper in hypers]
    misses = [
        {name: max(abs(model.of(hyper, dtype)[name] - value) for model in COEFFICIENTS) for name, value in row.items()}
        for hyper, row in zip(hypers, exact, strict=True)
    ]
    return _balls(exact, misses, arithmetic or FORMATS[dtype])


def stored_coefficients(stored: Table, dtype: str, arithmetic: Format | None = None) -> SimpleNamespace:
    """Coefficients that are known to the last bit."""
    return _balls(stored, [dict.fromkeys(row, Fraction(0)) for row in stored], arithmetic or FORMATS[dtype])


def _balls(values: Table, errors: Table, arithmetic: Format) -> SimpleNamespace:
    def ball(name: str) -> Rounded:
        unread = [Fraction(float(arithmetic.unread(np.asarray(float(row[name]))))) for row in values]
        missed = [row[name] + part for row, part in zip(errors, unread, strict=True)]
        return Rounded.of_fractions([row[name] for row in values], arithmetic, missed)

    return SimpleNamespace(**{name: ball(name) for name in values[0]})


def begun(rule: Rule, stages: Sequence[Stage], theta: Any) -> State:
    """The state before the first step, with what code remembers besides the states of the rule."""
    more = {stage.letter: constant(stage.start, theta) for stage in stages if stage.start is not None}
    return State(**vars(rule.begin(theta)), **more)


def stretch(stages: Sequence[Stage], hidden: State, shown: State, g: Rounded, c: SimpleNamespace) -> State:
    """The balls of every letter after each step of a stretch: the rule's values, and how far off a float may be.

    `g` has one row for each step, and so have the letters in `shown`: what the code showed before that step.
    The other letters are followed from `hidden`, step by step.

    >>> from rmsprop_sym.crosscheck.written import WRITTEN
    >>> c = hull_coefficients([dict(eta=0.1, beta=0.9, eps=1e-8)], "float64")
    >>> binary64 = FORMATS["float64"]
    >>> start, g = Rounded.of([0.0], binary64), Rounded.of([[0.5]], binary64)
    >>> new = stretch(WRITTEN["rmsprop"], State(v=start), State(theta=Rounded.of([[0.0]], binary64)), g, c)
    >>> bool(1e-17 < new.theta.error[0, 0] < 1e-15)
    True
    """
    old, new = State(**vars(shown)), State()
    last = max((k for k, stage in enumerate(stages) if stage.letter in vars(hidden)), default=-1)
    followed = [stage for stage in stages[: last + 1] if stage.letter not in vars(shown)]
    states = list(_followed(followed, hidden, shown, g, c)) if followed else []
    for stage in followed:
        if stage.letter in vars(hidden):
            setattr(old, stage.letter, Rounded.stacked([getattr(state, stage.letter) for state in states[:-1]]))
        setattr(new, stage.letter, Rounded.stacked([getattr(state, stage.letter) for state in states[1:]]))
    for stage in stages:
        if stage not in followed:
            setattr(new, stage.letter, _letter(stage, old, new, g, c))
    return new


def _followed(stages: Sequence[Stage], old: State, shown: State, g: Rounded, c: SimpleNamespace) -> Iterator[State]:
    """The hidden letters before the stretch and after each of its steps."""
    yield old
    for k in range(len(g.low)):
        here = State(**{**vars(old), **{letter: x.row(k) for letter, x in vars(shown).items()}})
        new = State()
        for stage in stages:
            setattr(new, stage.letter, _letter(stage, here, new, g.row(k), c))
        yield new
        old = new


def _letter(stage: Stage, old: State, new: State, g: Rounded, c: SimpleNamespace) -> Rounded:
    real = SimpleNamespace(**{name: _real(x.exactly()) for name, x in vars(c).items()})
    carried: Rounded = stage.orders[0].body(_each(old, _real), _each(new, _real), _real(g), real)
    here, there = _each(old, Rounded.settled), _each(new, Rounded.settled)
    local = np.maximum.reduce([order.body(here, there, g, c).error for order in stage.orders])
    floored = np.ones_like(local, dtype=bool) if stage.never_negative else None
    return carried.under(g.arithmetic).widened(local, floored=floored)


def _real(x: Rounded) -> Rounded:
    return x.under(REALS)


def _each(state: State, change: Callable[[Rounded], Rounded]) -> State:
    """The state with every letter changed."""
    return State(**{name: change(x) for name, x in vars(state).items()})
