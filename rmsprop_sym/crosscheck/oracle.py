"""What healthy code may return for given gradients: for every letter and step the least and the greatest number.

`verify` judges each step from the weights that the code itself returned before, which is sharper; here nothing of
the code is seen, so the tolerance of a step holds the roundings of all the steps before it.  In return the numbers
can be written down beforehand, and compared with in any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from numbers import Real
from typing import Any

import numpy as np

from rmsprop_sym.crosscheck.bounds import FORMATS, begun, hull_coefficients, stretch
from rmsprop_sym.crosscheck.judge import BITS
from rmsprop_sym.crosscheck.recover import FRACTIONS
from rmsprop_sym.crosscheck.written import WRITTEN
from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.formats import Doubles
from rmsprop_sym.numbers.rounded import Rounded
from rmsprop_sym.rules import Rule, State


@dataclass(frozen=True, eq=False)
class Span:
    """The values of one letter: what the rule gives, and the least and the greatest number that code may return.

    Arrays of shape [steps, size].  A number that is nan says that nothing is known there, and nothing is asked.
    """

    exact: Doubles
    low: Doubles
    high: Doubles

    def outside(self, got: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Where the numbers lie outside the span.

        >>> span = Span(np.array([1.0]), np.array([0.5]), np.array([1.5]))
        >>> [bool(span.outside(np.array([x]))[0]) for x in (1.5, 1.6, np.nan)]
        [False, True, True]
        """
        numbers = np.asarray(got).astype(np.float64)
        within: np.ndarray[Any, np.dtype[np.bool_]] = (self.low <= numbers) & (numbers <= self.high)
        return ~within & np.isfinite(self.low) & np.isfinite(self.high)


@dataclass(frozen=True, eq=False)
class Expected:
    """The spans of a rule's letters, for gradients of shape [steps, size]."""

    rule: str
    dtype: str
    letters: Mapping[str, Span]

    @property
    def theta(self) -> Span:
        """The span of the weights after each step."""
        return self.letters["theta"]

    @property
    def decides(self) -> bool:
        """Whether any number can be judged at all."""
        return bool(np.any(np.isfinite(self.theta.low)))

    def assert_allows(self, thetas: Any, *, name: str = "thetas") -> None:
        """Raises AssertionError, which says where, unless the weights after each step lie in their span."""
        __tracebackhide__ = True
        message = self.complaint(thetas, name)
        if message:
            raise AssertionError(message)

    def complaint(self, thetas: Any, name: str = "thetas") -> str | None:
        """What is wrong with the weights after each step, in one sentence; None if nothing is.

        Raises UserError for an array of another shape or dtype, or where no number can be judged.
        """
        __tracebackhide__ = True
        got = np.asarray(thetas)
        span = self.theta
        if (got.shape, got.dtype.name) != (span.low.shape, self.dtype):
            raise UserError(
                f"{name} has the shape {got.shape} and the dtype {got.dtype}; "
                f"it should have {span.low.shape} and {self.dtype}."
            )
        if not self.decides:
            raise UserError(f"no bound can be given for {self.rule} on these gradients, so nothing can be tested.")
        outside = span.outside(got)
        if not np.any(outside):
            return None
        step, element = (int(i) for i in np.argwhere(outside)[0])
        low, exact, high = (float(x[step, element]) for x in (span.low, span.exact, span.high))
        digits = 17 if self.dtype == "float64" else 9
        return (
            f"{name} does not follow {self.rule} in {self.dtype}: after step {step + 1} element {element} is "
            f"{float(got[step, element]):.{digits}g}; the rule gives {exact:.{digits}g}, "
            f"and rounding leaves {low:.{digits}g} to {high:.{digits}g}."
        )


def expect(rule: Rule, gradients: Any, theta: Any, hyper: Mapping[str, float]) -> Expected:
    """What code may return for the gradients, in their dtype, whatever published order it is written in.

    `theta`, of shape [size], is where the weights start.  Raises UserError for a rule without written orders, for
    arrays of other shapes or dtypes, and for hyper-parameters that are not the rule's own.

    >>> from rmsprop_sym.rules import rmsprop
    >>> g = np.array([[0.5], [0.4]])
    >>> span = expect(rmsprop, g, np.array([0.0]), dict(eta=0.1, beta=0.9, eps=1e-8)).theta
    >>> bool(span.low[0, 0] < span.exact[0, 0] < span.high[0, 0] < span.low[0, 0] + 2e-15)
    True
    """
    g, start = _admitted(rule, np.asarray(gradients), np.asarray(theta), hyper)
    dtype = g.dtype.name
    arithmetic = FORMATS[dtype]
    doubles = {name: float(hyper[name]) for name in rule.hyper}
    coefficients = hull_coefficients([doubles] * len(start), dtype)
    begin = vars(begun(rule, WRITTEN[rule.name], Rounded.of(start.astype(np.float64), arithmetic)))
    hidden = State(**{letter: x for letter, x in begin.items() if letter != "t"})
    with np.errstate(all="ignore"):
        seen = Rounded.of(g.astype(np.float64), arithmetic)
        bounds = stretch(WRITTEN[rule.name], hidden, State(), seen, coefficients)
    exact = _exact(rule, g.astype(np.float64), start.astype(np.float64), doubles)
    return Expected(
        rule.name,
        dtype,
        {letter: _span(letter, getattr(bounds, letter), exact[letter], dtype) for letter in rule.states},
    )


def _admitted(rule: Rule, g: Any, theta: Any, hyper: Mapping[str, Any]) -> tuple[Any, Any]:
    if rule.name not in WRITTEN:
        raise UserError(f"no written orders are listed for the rule {rule.name}; there are {', '.join(WRITTEN)}.")
    if g.dtype.name not in FORMATS:
        raise UserError(f"the gradients have the dtype {g.dtype}; write {' or '.join(FORMATS)}.")
    if g.ndim != 2 or theta.shape != g.shape[1:] or theta.dtype != g.dtype or 0 in g.shape:
        raise UserError(
            f"gradients of shape {g.shape} and theta of shape {theta.shape} and dtype {theta.dtype} "
            f"do not go together; write [steps, size] and [size], both {g.dtype}."
        )
    if set(hyper) != set(rule.hyper):
        raise UserError(f"{rule.name} has the hyper-parameters {', '.join(rule.hyper)}; given: {', '.join(hyper)}.")
    for name, value in hyper.items():
        greatest = 1.0 if name in FRACTIONS else inf
        if not isinstance(value, Real) or not 0 <= float(value) <= greatest or float(value) == inf:
            until = f" to {greatest:g}" if greatest < inf else " on"
            raise UserError(f"{name} = {value!r} is no {name} of {rule.name}; write a number from 0{until}.")
    return g, theta


def _exact(rule: Rule, g: Doubles, theta: Doubles, hyper: Mapping[str, float]) -> dict[str, Doubles]:
    """Each letter after each step, over the reals, as the nearest doubles; nan where the rule is not defined."""
    with precision(BITS):
        balls = {name: Ball.of_double(value) for name, value in hyper.items()}
        runs = [
            list(rule.trajectory((Ball.of_double(x) for x in column), Ball.of_double(start), **balls))
            for column, start in zip(g.T.tolist(), theta.tolist(), strict=True)
        ]
    return {letter: _table(letter, runs) for letter in rule.states}


def _table(letter: str, runs: Iterable[Sequence[State]]) -> Doubles:
    columns = [[getattr(state, letter) for state in run] for run in runs]
    return np.array([[float(x.arb) if x.is_finite() else np.nan for x in column] for column in columns]).T


def _span(letter: str, bound: Rounded, exact: Doubles, dtype: str) -> Span:
    ball = bound.settled()
    known = np.isfinite(exact) & np.isfinite(bound.error) & np.isfinite(ball.low) & np.isfinite(ball.high)
    # Weights are numbers of the dtype; a state may be kept in a wider one.
    low, high = _inwards(ball.low, ball.high, dtype) if letter == "theta" else (ball.low, ball.high)
    return Span(*(np.where(known, x, np.nan) for x in (exact, low, high)))


def _inwards(low: Doubles, high: Doubles, dtype: str) -> tuple[Doubles, Doubles]:
    """The least and the greatest number of the dtype from low to high."""
    number = np.dtype(dtype).type
    with np.errstate(all="ignore"):
        least, greatest = low.astype(dtype), high.astype(dtype)
        least = np.where(least.astype(np.float64) < low, np.nextafter(least, number(np.inf)), least)
        greatest = np.where(greatest.astype(np.float64) > high, np.nextafter(greatest, number(-np.inf)), greatest)
    return least.astype(np.float64), greatest.astype(np.float64)
