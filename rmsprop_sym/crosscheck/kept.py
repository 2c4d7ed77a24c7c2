"""Weights that a trajectory shows rounded, while it keeps what it rounded away: in a wider copy or a compensation.

What is kept from sight is never more than half a unit in the last place.  So one step may show half a unit more than
it rounds; but what is rounded away in one step comes back in another, and over all steps together the weights are no
farther from the sum of the steps than half a unit and what the steps themselves round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rmsprop_sym.numbers.formats import WIDER, Doubles
from rmsprop_sym.numbers.rounded import Rounded, down, up

SLACK = 1 + 2.0**-30  # for what the sums below lose, which are sums of doubles


@dataclass(eq=False)
class Kept:
    """How far the weights have come from the sum of the exact steps, and how far they may, after some steps."""

    off: Doubles
    allowed: Doubles

    @staticmethod
    def nothing(theta: Doubles) -> Kept:
        """Before the first step, for the weights were handed over."""
        return Kept(np.zeros_like(theta), np.zeros_like(theta))

    def sums(self, missed: Doubles, got: Doubles, before: Rounded, theta: Rounded) -> tuple[Doubles, Doubles]:
        """The same after each step of a stretch.

        `missed` is got less the exact weights, step by step; `before` and `theta` are the balls of a step's weights.
        """
        off = self.off + np.cumsum(missed, axis=0)
        allowed = self.allowed + np.cumsum(steps_round(before, theta), axis=0)
        self.off, self.allowed = off[-1], allowed[-1]
        return off, SLACK * (allowed + theta.arithmetic.rounding(np.abs(got)))


def half_a_unit_kept(theta: Rounded, start: int) -> Rounded:
    """The weights before steps from `start` on, with half a unit in the last place kept from sight."""
    half = theta.arithmetic.rounding(theta.magnitude)
    first = np.arange(start, start + len(half))[:, None] == 0
    return theta.widened(np.where(first, 0.0, half))


def shown_again(theta: Rounded, before: Rounded) -> Rounded:
    """The weights after the steps, where a step of nothing too may round what was kept from sight into them."""
    still = (before.error > 0) & (theta.low == before.low) & (theta.high == before.high)
    rounded = up(before.error + theta.arithmetic.rounding(up(theta.magnitude + before.error)))
    return replace(theta, error=np.where(still, np.maximum(theta.error, rounded), theta.error))


def steps_round(before: Rounded, theta: Rounded) -> Doubles:
    """What each step itself rounds: not what was kept from sight before, and not the last sum.

    A compensation rounds the step once more, and a wider copy rounds its sum to 11 digits more.
    """
    rounding = theta.arithmetic.rounding
    least = down(np.maximum(np.maximum(theta.low, -theta.high) - theta.error, 0.0))
    own = np.maximum(theta.error - before.error - rounding(least), 0.0)
    moved = up(np.maximum(np.abs(theta.high - before.low), np.abs(before.high - theta.low)) + before.error)
    return own + 2 * rounding(moved) + WIDER * rounding(up(theta.magnitude + theta.error))
