"""Hyper-parameters that code keeps to itself, found from how it moves.

A search, and nothing is believed of it: the values that it finds are held against the run like values that were
given.  What it misses is a rule that is not found, which is why a rule is excluded only "with the best values".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np

from rmsprop_sym.crosscheck.judge import Run
from rmsprop_sym.numbers.formats import FORMATS, Doubles
from rmsprop_sym.rules import Rule, State

Values: TypeAlias = Mapping[str, float]
Measure: TypeAlias = Callable[[Doubles, Doubles, Doubles, float], Doubles]

FRACTIONS = ("beta", "beta1", "beta2", "mu")  # between 0 and 1; every other hyper-parameter is positive
FIRST = {
    "eta": (1e-2,),
    "beta": (0.5, 0.9, 0.99, 0.999),
    "beta1": (0.5, 0.9),
    "beta2": (0.75, 0.99, 0.999),
    "mu": (0.5, 0.9),
    "eps": (1e-10, 1e-8, 1e-6, 1e-4, 1e-2),
    "lamda": (1e-3, 1e-1),
}
TRIED = 3  # starts that are followed to their end
ROUNDS = 40
TINY = 1e-300
WIDTH = 1e-6  # of the differences that slopes are taken from
# What rounding of the coefficients may do to what is found.
NEAR = {"bfloat16": 5e-2, "float16": 1e-2, "float32": 1e-5, "float64": 1e-9}
SURE = 10.0  # times the roundings of the run, as they show in what is found


@dataclass(frozen=True, eq=False)
class Search:
    """A rule, a run, the hyper-parameters that are known for each element, and the names of the others."""

    rule: Rule
    run: Run
    known: Mapping[str, Doubles]
    unknown: tuple[str, ...]

    def miss(self, points: Doubles, measure: Measure) -> Doubles:
        """How far the rule's steps are from the code's, in that measure, for each row of search coordinates."""
        shape = (len(points), *self.run.gradients.shape[1:])
        hyper = {name: np.broadcast_to(value, shape) for name, value in self.known.items()}
        for name, x in zip(self.unknown, points.T, strict=True):
            hyper[name] = np.broadcast_to(opened(name, x)[:, None], shape)
        state = _begin(self.rule, np.broadcast_to(self.run.theta[0], shape), self.run, shape)
        steps = np.empty((len(points), *self.run.gradients.shape))
        for k, g in enumerate(self.run.gradients):
            new = self.rule.step(state, np.broadcast_to(g, shape), **hyper)
            steps[:, k] = new.theta - state.theta
            state = new
        eps = 2.0 ** (1 - FORMATS[self.run.dtype].digits)
        return measure(steps, *self._code(eps), eps).reshape(len(points), -1)

    def _code(self, eps: float) -> tuple[Doubles, Doubles]:
        """The code's steps, and what rounding may do to each of them."""
        sizes = np.abs(self.run.theta)
        return np.diff(self.run.theta, axis=0), eps * (sizes[:-1] + sizes[1:])


@dataclass(frozen=True)
class Found:
    """The values with which a rule comes nearest to a run: as short decimals, and as they were found.

    `spread` is how far each may be off, relative to it (a decay: to its distance from 1).  `swamped` says that eps is
    so large that what it is added to does not show.
    """

    tidy: Values
    raw: Values
    spread: Values
    swamped: bool = False


def recovered(rule: Rule, run: Run, known: Mapping[str, Doubles], unknown: Sequence[str]) -> Found:
    """The values of the unknown hyper-parameters with which the rule comes nearest to the run.

    >>> from rmsprop_sym.rules import sgd
    >>> g = np.array([[1.0], [2.0]])
    >>> recovered(sgd, Run("float64", [{}], g, np.array([[0.0], [-0.25], [-0.75]])), {}, ["eta"]).tidy
    {'eta': 0.25}
    """
    search = Search(rule, run, known, tuple(unknown))
    with np.errstate(all="ignore"):
        found = _best(search)
        spread = SURE * _spread(search, found) + NEAR[run.dtype]
        swamped = _swamped(search, found)
    raw = {name: float(opened(name, x)) for name, x in zip(search.unknown, found, strict=True)}
    spreads = {name: float(x) for name, x in zip(search.unknown, spread, strict=True)}
    tidy = {name: short(name, value, min(spreads[name], 0.1)) for name, value in raw.items()}
    return Found(tidy, raw, spreads, swamped)


def opened(name: str, x: Doubles) -> Doubles:
    """The value that a search coordinate stands for; every coordinate stands for one that is allowed."""
    power: Doubles = np.exp(np.clip(x, -80, 80))
    return power / (1 + power) if name in FRACTIONS else power


def short(name: str, value: float, near: float) -> float:
    """The decimal of fewest digits that is as good as the value.

    >>> short("eta", 0.0100000013, 1e-6), short("beta", 0.99900002, 1e-4), short("eta", 0.0123456, 1e-6)
    (0.01, 0.999, 0.0123456)
    """
    scale = 1 - value if name in FRACTIONS else value
    decimals = (float(f"{value:.{digits}g}") for digits in range(1, 17))
    return next((x for x in decimals if abs(x - value) <= near * scale), value)


def _begin(rule: Rule, theta: Doubles, run: Run, shape: tuple[int, ...]) -> State:
    shown = {} if run.state is None else {rule.states[0]: np.broadcast_to(run.state[0], shape)}
    starts = {name: np.full(shape, float(value)) for name, value in rule.start.items()}
    return State(t=0, **(starts | shown), theta=theta)


def coarse(rule: Doubles, code: Doubles, rounding: Doubles, _: float) -> Doubles:
    """The difference of two steps over their sizes: between -1 and 1, however far the search is from its end."""
    return _filled(rule, code, np.abs(rule) + np.abs(code) + 8 * rounding + TINY, 1.0)


def fine(rule: Doubles, code: Doubles, rounding: Doubles, eps: float) -> Doubles:
    """The difference of two steps over what rounding may do to the code's, so that sharp numbers count for more."""
    return _filled(rule, code, 4 * eps * np.abs(code) + rounding + TINY, 1 / eps)


def _filled(rule: Doubles, code: Doubles, scale: Doubles, odd: float) -> Doubles:
    """The difference over the scale; `odd` where only one of the two is a number, 0 where neither is."""
    both, either = np.isfinite(rule) & np.isfinite(code), np.isfinite(rule) | np.isfinite(code)
    filled: Doubles = np.where(both, np.clip((rule - code) / scale, -1e100, 1e100), np.where(either, odd, 0.0))
    return filled


def _best(search: Search) -> Doubles:
    """The best of the starts, each improved by damped least squares."""
    starts = [FIRST.get(name, (1e-2, 0.5)) for name in search.unknown]
    points = np.array([[_closed(*pair) for pair in zip(search.unknown, p, strict=True)] for p in product(*starts)])
    if "eta" in search.unknown:
        points = _scaled(search, points)
    order = np.argsort([_size(row) for row in search.miss(points, coarse)])[:TRIED]
    ends = [_improved(search, points[i], coarse) for i in order]
    best = min(ends, key=lambda end: _size(search.miss(end[None], coarse)[0]))
    return _improved(search, best, fine)


def _closed(name: str, value: float) -> float:
    return float(np.log(value / (1 - value)) if name in FRACTIONS else np.log(value))


def _scaled(search: Search, points: Doubles) -> Doubles:
    """The points again at many rates; for each, the best rate stays."""
    at = search.unknown.index("eta")
    rates = np.log(10.0) * np.arange(-6, 2.5, 0.5)
    tried = []
    for rate in rates:
        moved = points.copy()
        moved[:, at] = rate
        tried.append((moved, np.array([_size(row) for row in search.miss(moved, coarse)])))
    best = np.argmin([sizes for _, sizes in tried], axis=0)
    return np.array([tried[b][0][i] for i, b in enumerate(best)])


def _swamped(search: Search, point: Doubles) -> bool:
    """Whether a larger eps, with a rate as much larger, gives the same steps: one inside a root, or one outside."""
    if not {"eta", "eps"} <= {*search.unknown}:
        return False
    larger = np.array([[{"eta": 1.0, "eps": power}.get(name, 0.0) for name in search.unknown] for power in (1.0, 2.0)])
    here, *others = np.max(np.abs(search.miss(point + np.concatenate([0 * larger[:1], larger]), fine)), axis=1)
    return bool(min(others) <= max(1.0, here))


def _size(row: Doubles) -> float:
    return float(row @ row)


def _improved(search: Search, point: Doubles, measure: Measure) -> Doubles:
    """Levenberg and Marquardt's descent, with slopes from differences."""
    here, damping = search.miss(point[None], measure)[0], 1e-2
    slopes = _slopes(search, point, measure)
    for _ in range(ROUNDS):
        square = slopes.T @ slopes
        wanted = square + damping * np.diag(np.diag(square) + 1e-12)
        move = np.clip(-np.linalg.lstsq(wanted, slopes.T @ here, rcond=None)[0], -2, 2)
        there = search.miss((point + move)[None], measure)[0]
        if _size(there) < _size(here):
            point, here, damping = point + move, there, damping / 10
            if np.max(np.abs(move)) < 1e-13:
                break
            slopes = _slopes(search, point, measure)
        elif damping > 1e6:
            break
        else:
            damping *= 10
    return point


def _slopes(search: Search, point: Doubles, measure: Measure) -> Doubles:
    steps = WIDTH * np.eye(len(point))
    above, below = np.split(search.miss(np.concatenate([point + steps, point - steps]), measure), 2)
    slopes: Doubles = (above - below).T / (2 * WIDTH)
    return slopes


def _spread(search: Search, point: Doubles) -> Doubles:
    """How far roundings of the run move each coordinate; infinite where the run does not depend on it."""
    slopes = _slopes(search, point, fine)
    sizes = np.sqrt(np.sum(slopes**2, axis=0))
    even = slopes / np.where(sizes > 0, sizes, 1.0)
    inverse = np.linalg.pinv(even.T @ even, rcond=1e-12)
    spread: Doubles = np.where(sizes > 0, np.sqrt(np.diag(inverse)) / np.where(sizes > 0, sizes, 1.0), np.inf)
    return spread
