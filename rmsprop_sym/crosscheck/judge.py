"""Comparing what code returned with the rule, step by step, by balls on both sides.

A letter that the code shows (theta; and v, where v is handed in and out) is taken at every step from what
the code itself returned before, so that each step is judged on its own and the errors of a long sum do not
hide the error of one term.  A letter that it hides is followed exactly, with the bound on how far off it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, isfinite, nan, nextafter
from types import SimpleNamespace
from typing import Any

import numpy as np
from flint import arb

from rmsprop_sym.crosscheck.bounds import FORMATS, Hyper, Table, hull_coefficients, stored_coefficients, stretch
from rmsprop_sym.crosscheck.orders import WRITTEN, Stage
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.formats import Doubles, Format
from rmsprop_sym.numbers.rounded import Rounded, up
from rmsprop_sym.rules import Rule, State

BITS = 200  # of the reference; far beyond what float64 can show
LONGEST = 100_000  # numbers in an array of bounds

Truth = Callable[[State, Ball, int], State]


@dataclass(frozen=True, eq=False)
class Run:
    """What code was given and what it returned.

    `gradients` has the shape [steps, elements].  `theta` and `state` have one row more, and the first is what the
    code was started from; `state` is None where the code does not show it.  All hold the dtype's numbers as doubles.
    """

    dtype: str
    hypers: Sequence[Hyper]
    gradients: Doubles
    theta: Doubles
    state: Doubles | None = None
    rounds: Format | None = None

    @property
    def arithmetic(self) -> Format:
        """How the code rounds: as its dtype does, if nothing else is said."""
        return self.rounds or FORMATS[self.dtype]

    @staticmethod
    def after(rows: Doubles, steps: slice) -> Doubles:
        """The rows after each of the steps."""
        return rows[steps.start + 1 : steps.stop + 1]

    def shown(self, rule: Rule) -> dict[str, Doubles]:
        """The returned arrays under the letters of the rule."""
        return {"theta": self.theta} if self.state is None else {rule.states[0]: self.state, "theta": self.theta}


@dataclass(frozen=True, eq=False)
class Judged:
    """One letter over a stretch of steps: what came, what the rule gives, and error / bound, nan where nothing decides.

    Arrays of shape [steps, elements].
    """

    letter: str
    got: Doubles
    expected: Doubles
    error: Doubles
    bound: Doubles
    ratio: Doubles


@dataclass(frozen=True, eq=False)
class Reference:
    """A rule to compare with: its exact step, and the bound on a float implementation of that step."""

    rule: Rule
    truth: Truth
    stages: Sequence[Stage]
    coefficients: SimpleNamespace


def hull(rule: Rule, run: Run) -> Reference:
    """The rule itself, within what any published order and any published coefficients may do to it."""
    balls = [{name: Ball.of_double(hyper[name]) for name in rule.hyper} for hyper in run.hypers]
    return Reference(
        rule,
        lambda old, g, i: rule.step(old, g, **balls[i]),
        WRITTEN[rule.name],
        hull_coefficients(
            [{name: hyper[name] for name in rule.hyper} for hyper in run.hypers], run.dtype, run.arithmetic
        ),
    )


def stored(rule: Rule, stored: Table, dtype: str, arithmetic: Format | None = None) -> Reference:
    """The rule with coefficients as they are stored, within what any published order rounds."""
    stages = WRITTEN[rule.name]
    balls = [SimpleNamespace(**{name: _ball(value) for name, value in row.items()}) for row in stored]

    def truth(old: State, g: Ball, i: int) -> State:
        new = State(t=old.t + 1)
        for stage in stages:
            setattr(new, stage.letter, stage.orders[0].body(old, new, g, balls[i]))
        return new

    return Reference(rule, truth, stages, stored_coefficients(stored, dtype, arithmetic))


def judged(reference: Reference, run: Run) -> Iterator[tuple[Judged, ...]]:
    """The shown letters, each compared with the reference, in stretches of 1, 1, 2, 4, ... steps.

    Lazy: who stops early pays only for the stretches that were looked at.
    """
    shown = run.shown(reference.rule)
    balls = [reference.rule.begin(Ball(0)) for _ in run.hypers]
    start = vars(reference.rule.begin(Rounded.of(run.theta[0], run.arithmetic)))
    hidden = State(**{letter: x for letter, x in start.items() if letter != "t" and letter not in shown})
    for steps in _stretches(*run.gradients.shape):
        with precision(BITS), np.errstate(all="ignore"):
            expected = []
            for k in range(steps.start, steps.stop):
                balls = _step(reference, balls, {letter: x[k] for letter, x in shown.items()}, run.gradients[k])
                expected.append(balls)
            bounds = _bounds(reference, run, hidden, steps)
            hidden = State(**{letter: getattr(bounds, letter).row(-1) for letter in vars(hidden)})
            comparisons = tuple(_compared(x, run.after(shown[x], steps), expected, bounds) for x in shown)
        yield comparisons


def _stretches(steps: int, elements: int) -> Iterator[slice]:
    """Stretches of steps, each as long as all before it, up to a size that arrays like."""
    k = 0
    while k < steps:
        end = min(steps, k + max(1, min(k, LONGEST // elements)))
        yield slice(k, end)
        k = end


def _step(
    reference: Reference, balls: Sequence[State], shown: Mapping[str, Doubles], gradients: Doubles
) -> list[State]:
    """The exact states after one more step, from the shown values where there are any."""
    new = []
    for i, (ball, g) in enumerate(zip(balls, gradients.tolist(), strict=True)):
        seen = {letter: Ball.of_double(float(values[i])) for letter, values in shown.items()}
        new.append(reference.truth(State(**{**vars(ball), **seen}), Ball.of_double(g), i))
    return new


def _bounds(reference: Reference, run: Run, hidden: State, steps: slice) -> State:
    arithmetic = run.arithmetic
    shown = {
        letter: Rounded.of(values[steps], arithmetic, _unseen(run, letter, steps) + arithmetic.unread(values[steps]))
        for letter, values in run.shown(reference.rule).items()
    }
    gradients = run.gradients[steps]
    g = Rounded.of(gradients, arithmetic, arithmetic.unread(gradients))
    bounds = stretch(reference.stages, hidden, State(**shown), g, reference.coefficients)
    return _shown_again(bounds, shown["theta"])


def _shown_again(bounds: State, before: Rounded) -> State:
    """The bounds, where a step of nothing too may round what was kept from sight into theta."""
    kept, theta = before.error, bounds.theta
    still = (kept > 0) & (theta.low == before.low) & (theta.high == before.high)
    rounded = up(kept + theta.arithmetic.rounding(up(theta.magnitude + kept)))
    bounds.theta = replace(theta, error=np.where(still, np.maximum(theta.error, rounded), theta.error))
    return bounds


def _unseen(run: Run, letter: str, steps: slice) -> Any:
    """How much of theta a trajectory may keep from sight, in a wider copy or a compensation.

    Half a unit in the last place; and nothing of the start, which was handed over.
    """
    if run.state is not None or letter != "theta":
        return 0.0
    half = run.arithmetic.rounding(np.abs(run.theta[steps]))
    return np.where(np.arange(steps.start, steps.stop)[:, None] == 0, 0.0, half)


def _compared(letter: str, got: Doubles, states: Sequence[Sequence[State]], bounds: State) -> Judged:
    bound: Doubles = getattr(bounds, letter).error
    balls: list[Ball] = [getattr(state, letter) for row in states for state in row]
    pairs = [compare(*row) for row in zip(got.ravel().tolist(), balls, bound.ravel().tolist(), strict=True)]
    error, ratio = (np.array(column).reshape(got.shape) for column in zip(*pairs, strict=True))
    return Judged(letter, got, np.array([float(x.arb) for x in balls]).reshape(got.shape), error, bound, ratio)


def compare(got: float, expected: Ball, bound: float) -> tuple[float, float]:
    """The error, and error / bound: at most 1 if it is surely within, above 1 if surely outside, nan if neither.

    >>> compare(1.5, Ball(1), 1.0), compare(3.0, Ball(1), 1.0), compare(1.0, Ball(1), inf)
    ((0.5, 0.5), (2.0, 2.0), (0.0, nan))
    """
    if not expected.is_finite():
        return nan, nan
    if not isfinite(got):
        return inf, inf if bound < inf else nan
    error = abs(arb(got) - expected.arb)
    near = float(error)
    if not bound < inf:
        return near, nan
    if error <= arb(bound):
        return near, min(near / bound, 1.0) if bound > 0 else 0.0
    if error > arb(bound):
        return near, max(near / bound, nextafter(1.0, 2.0)) if bound > 0 else inf
    return near, nan


def _ball(value: Fraction) -> Ball:
    with precision(BITS):
        return Ball(value)
