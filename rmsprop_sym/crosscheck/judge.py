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

import numpy as np
from flint import arb

from rmsprop_sym.crosscheck.bounds import FORMATS, Hyper, Table, begun, hull_coefficients, stored_coefficients, stretch
from rmsprop_sym.crosscheck.coefficients import Coefficients
from rmsprop_sym.crosscheck.kept import Kept, half_a_unit_kept, shown_again
from rmsprop_sym.crosscheck.orders import Stage
from rmsprop_sym.crosscheck.written import WRITTEN
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.formats import Doubles, Format
from rmsprop_sym.numbers.rounded import Rounded
from rmsprop_sym.rules import Rule, State

BITS = 200  # of the reference; far beyond what float64 can show
LONGEST = 100_000  # numbers in an array of bounds

Truth = Callable[[State, Ball, int], State]


@dataclass(frozen=True, eq=False)
class Run:
    """What code was given and what it returned.

    `gradients` has the shape [steps, elements].  `theta` and `state` have one row more, and the first is what the
    code was started from; `state` is None where the code does not show it.  All hold the dtype's numbers as doubles.
    `changed` is an index of a step and the hyper-parameters from this step on.
    """

    dtype: str
    hypers: Sequence[Hyper]
    gradients: Doubles
    theta: Doubles
    state: Doubles | None = None
    rounds: Format | None = None
    changed: tuple[int, Sequence[Hyper]] | None = None

    @property
    def arithmetic(self) -> Format:
        """How the code rounds: as its dtype does, if nothing else is said."""
        return self.rounds or FORMATS[self.dtype]

    @property
    def later(self) -> Run:
        """The run with the hyper-parameters from the change on."""
        return replace(self, hypers=self.changed[1], changed=None) if self.changed else self

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
    """A rule to compare with: its exact step, and the bound on a float implementation of that step.

    `changed` is an index of a step and the reference from this step on.
    """

    rule: Rule
    truth: Truth
    stages: Sequence[Stage]
    coefficients: SimpleNamespace
    changed: tuple[int, Reference] | None = None

    def at(self, step: int) -> Reference:
        """What the step with this index is compared with."""
        return self.changed[1] if self.changed and step >= self.changed[0] else self


def hull(rule: Rule, run: Run) -> Reference:
    """The rule itself, within what any published order and any published coefficients may do to it."""
    later = run.changed and (run.changed[0], hull(rule, run.later))
    balls = [{name: Ball.of_double(hyper[name]) for name in rule.hyper} for hyper in run.hypers]
    return Reference(
        rule,
        lambda old, g, i: rule.step(old, g, **balls[i]),
        WRITTEN[rule.name],
        hull_coefficients(
            [{name: hyper[name] for name in rule.hyper} for hyper in run.hypers], run.dtype, run.arithmetic
        ),
        later,
    )


def stored(rule: Rule, model: Coefficients, run: Run) -> Reference:
    """The rule with coefficients as the model stores them, within what any published order rounds."""
    later = run.changed and (run.changed[0], stored(rule, model, run.later))
    table = coefficients_of(rule, model, run)
    stages = WRITTEN[rule.name]
    balls = [SimpleNamespace(**{name: _ball(value) for name, value in row.items()}) for row in table]

    def truth(old: State, g: Ball, i: int) -> State:
        new = State(t=old.t + 1)
        for stage in stages:
            setattr(new, stage.letter, stage.orders[0].body(old, new, g, balls[i]))
        return new

    return Reference(rule, truth, stages, stored_coefficients(table, run.dtype, run.arithmetic), later)


def coefficients_of(rule: Rule, model: Coefficients, run: Run) -> Table:
    """What the model stores for each element of the run."""
    return [model.of({name: hyper[name] for name in rule.hyper}, run.dtype) for hyper in run.hypers]


def judged(reference: Reference, run: Run) -> Iterator[tuple[Judged, ...]]:
    """The shown letters, each compared with the reference, in stretches of 1, 1, 2, 4, ... steps.

    A trajectory goes on with the weights that it shows, or it keeps what it rounds away of them: the one or the
    other, from the first step to the last.  Lazy: who stops early pays only for the stretches that were looked at.
    """
    plain = _judged(reference, run, keeps=False)
    for seen, letters in enumerate(plain):
        if run.state is None and _until_outside(letters) < inf:
            keeping = _judged(reference, run, keeps=True)
            within = all(_until_outside(next(keeping)) == inf for _ in range(seen))
            others = next(keeping)
            keeps = within and _until_outside(others) > _until_outside(letters)
            yield others if keeps else letters
            yield from keeping if keeps else plain
            return
        yield letters


def _until_outside(letters: Sequence[Judged]) -> float:
    """How many steps of a stretch come before the first that is outside; infinite if none is."""
    rows = np.any([np.any(x.ratio > 1, axis=1) for x in letters], axis=0)
    return int(np.argmax(rows)) if np.any(rows) else inf


def _judged(reference: Reference, run: Run, *, keeps: bool) -> Iterator[tuple[Judged, ...]]:
    shown = run.shown(reference.rule)
    rule, stages = reference.rule, reference.stages
    balls = [begun(rule, stages, Ball(0)) for _ in run.hypers]
    start = vars(begun(rule, stages, Rounded.of(run.theta[0], run.arithmetic)))
    hidden = State(**{letter: x for letter, x in start.items() if letter != "t" and letter not in shown})
    sums = Kept.nothing(run.theta[0]) if keeps and _only_adds(reference) else None
    for steps in _stretches(len(run.gradients), run.theta.shape[1], run.changed[0] if run.changed else 0):
        here = reference.at(steps.start)
        with precision(BITS), np.errstate(all="ignore"):
            expected = []
            for k in range(steps.start, steps.stop):
                balls = _step(here, balls, {letter: x[k] for letter, x in shown.items()}, run.gradients[k])
                expected.append(balls)
            before = {letter: _read(values[steps], run.arithmetic) for letter, values in shown.items()}
            if keeps:
                before["theta"] = half_a_unit_kept(before["theta"], steps.start)
            g = _read(run.gradients[steps], run.arithmetic)
            bounds = stretch(here.stages, hidden, State(**before), g, here.coefficients)
            if keeps:
                bounds.theta = shown_again(bounds.theta, before["theta"])
            hidden = State(**{letter: getattr(bounds, letter).row(-1) for letter in vars(hidden)})
            found = {letter: _compared(letter, run.after(shown[letter], steps), expected, bounds) for letter in shown}
            if sums:
                found["theta"] = _summed(found["theta"], expected, sums, before["theta"], bounds.theta)
        yield tuple(found.values())


def _read(values: Doubles, arithmetic: Format) -> Rounded:
    return Rounded.of(values, arithmetic, arithmetic.unread(values))


def _only_adds(reference: Reference) -> bool:
    """Whether what the rule adds to the weights does not depend on them: weights that are 1 larger stay so."""
    with precision(BITS):
        old = (begun(reference.rule, reference.stages, Ball(start)) for start in (0, 1))
        least, most = (reference.truth(state, Ball(1), 0).theta for state in old)
        return bool(abs(most - least - 1).surely_less(Ball(Fraction(1, 2**100))))


def _summed(theta: Judged, states: Sequence[Sequence[State]], sums: Kept, before: Rounded, after: Rounded) -> Judged:
    """The weights after each step, or where they are farther from it the sum of the exact steps so far."""
    balls = (state.theta for row in states for state in row)
    missed = [float(arb(x) - ball.arb) for x, ball in zip(theta.got.ravel().tolist(), balls, strict=True)]
    off, allowed = sums.sums(np.reshape(missed, theta.got.shape), theta.got, before, after)
    ratio = np.where(allowed < inf, np.abs(off) / allowed, nan)
    farther = ratio > theta.ratio
    return Judged(
        "theta",
        theta.got,
        np.where(farther, theta.got - off, theta.expected),
        np.where(farther, np.abs(off), theta.error),
        np.where(farther, allowed, theta.bound),
        np.where(farther, ratio, theta.ratio),
    )


def _stretches(steps: int, elements: int, change: int) -> Iterator[slice]:
    """Stretches of steps, each as long as all before it, up to a size that arrays like and to a change."""
    k = 0
    while k < steps:
        end = min(steps if k >= change else change, k + max(1, min(k, LONGEST // elements)))
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
