"""Momentum as a running mean: follow the mean of the past gradients instead of the newest one."""

from __future__ import annotations

from rmsprop_sym.rules.rule import rule


@rule(
    m=0,
    source="Kingma and Ba (2015), Adam: A Method for Stochastic Optimization, Algorithm 1, its first moment",
    defaults={"beta": "0.9"},
)
def momentum(old, new, g, *, eta, beta):
    """The running mean of the gradients, over the sum of its weights.

    Units: [m] = [g], [eta] = [theta]/[g].
    """
    new.m = beta * old.m + (1 - beta) * g
    corrected = new.m / (1 - beta ** (old.t + 1))
    new.theta = old.theta - eta * corrected
