"""Comparing what code returned with the rule, step by step, by balls on both sides.

A letter that the code shows (theta; and v, where v is handed in and out) is taken at every step from what
the code itself returned before, so that each step is judged on its own and the errors of a long sum do not
hide the error of one term.  A letter that it hides is followed exactly, with the bound on how far off it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isfinite, nan, nextafter
from types import SimpleNamespace

import numpy as np
from flint import arb

from rmsprop_sym.crosscheck.bounds import FORMATS, Hyper, Table, hull_coefficients, step, stored_coefficients
from rmsprop_sym.crosscheck.orders import WRITTEN, Stage
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.rounded import BINARY64, Doubles, Format, Rounded
from rmsprop_sym.rules import Rule, State

BITS = 200  # of the reference; four doublings beyond what float64 can show

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

    def shown(self, rule: Rule) -> dict[str, Doubles]:
        """The returned arrays under the letters of the rule."""
        return {"theta": self.theta} if self.state is None else {rule.states[0]: self.state, "theta": self.theta}


@dataclass(frozen=True, eq=False)
class Judged:
    """One letter after one step: what came, what the rule gives, and error / bound, nan where nothing decides."""

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
        hull_coefficients([{name: hyper[name] for name in rule.hyper} for hyper in run.hypers], run.dtype),
    )


def stored(rule: Rule, stored: Table, dtype: str) -> Reference:
    """The rule with coefficients as they are stored, within what any published order rounds."""
    stages = WRITTEN[rule.name]
    balls = [SimpleNamespace(**{name: _ball(value) for name, value in row.items()}) for row in stored]

    def truth(old: State, g: Ball, i: int) -> State:
        new = State(t=old.t + 1)
        for stage in stages:
            setattr(new, stage.letter, stage.orders[0].body(old, new, g, balls[i]))
        return new

    return Reference(rule, truth, stages, stored_coefficients(stored, dtype))


def judged(reference: Reference, run: Run) -> Iterator[tuple[Judged, ...]]:
    """The shown letters after step 1, 2, 3, ..., each compared with the reference.

    Lazy: who stops early pays only for the steps that were looked at.
    """
    shown = run.shown(reference.rule)
    balls = [reference.rule.begin(Ball(0)) for _ in run.hypers]
    bounds = reference.rule.begin(Rounded.of(run.theta[0], FORMATS[run.dtype]))
    for k in range(len(run.gradients)):
        before = {letter: values[k] for letter, values in shown.items()}
        with precision(BITS), np.errstate(all="ignore"):
            _take(before, balls, bounds, _hidden_digits(run) if k else None)
            balls, bounds = _step(reference, balls, bounds, run.gradients[k])
            comparisons = tuple(_compared(letter, x[k + 1], balls, bounds) for letter, x in shown.items())
        yield comparisons


def _hidden_digits(run: Run) -> Format | None:
    """The format whose rounding theta is shown with, if the code may keep theta wider than it shows it."""
    arithmetic = FORMATS[run.dtype]
    return None if run.state is not None or arithmetic is BINARY64 else arithmetic


def _take(shown: Mapping[str, Doubles], balls: Sequence[State], bounds: State, hidden: Format | None) -> None:
    """The next step starts from what the code showed."""
    for letter, values in shown.items():
        missed = hidden.rounding(np.abs(values)) if hidden else 0.0
        setattr(bounds, letter, Rounded.of(values, bounds.theta.arithmetic, missed))
        for ball, value in zip(balls, values.tolist(), strict=True):
            setattr(ball, letter, Ball.of_double(value))


def _step(reference: Reference, balls: Sequence[State], bounds: State, gradients: Doubles) -> tuple[list[State], State]:
    arithmetic = bounds.theta.arithmetic
    pairs = zip(balls, gradients.tolist(), strict=True)
    exact = [reference.truth(old, Ball.of_double(g), i) for i, (old, g) in enumerate(pairs)]
    return exact, step(reference.stages, bounds, Rounded.of(gradients, arithmetic), reference.coefficients)


def _compared(letter: str, got: Doubles, balls: Sequence[State], bounds: State) -> Judged:
    expected: list[Ball] = [getattr(ball, letter) for ball in balls]
    bound: Doubles = getattr(bounds, letter).error
    rows = zip(got.tolist(), expected, bound.tolist(), strict=True)
    errors, ratios = zip(*(compare(*row) for row in rows), strict=True)
    return Judged(letter, got, np.array([float(x.arb) for x in expected]), np.array(errors), bound, np.array(ratios))


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
