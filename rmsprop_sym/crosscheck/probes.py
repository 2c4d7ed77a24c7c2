"""The probes of `identify`: short runs, each made to split some conventions from the others.

Where the code takes a hyper-parameter, each probe passes the value that makes its difference large; where the code
keeps one to itself, the gradients still span what that hyper-parameter can be compared with.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.rules import RULES

SEED = 20120207
STEPS = 32
SIZE = 8

# Dyadic betas have a 1 - beta that no dtype rounds.
USUAL = {"eta": 0.125, "beta": 0.75, "eps": 1e-3, "mu": 0.5, "beta1": 0.5, "beta2": 0.75, "lamda": 0.0625}
ANY_OTHER = 0.25  # for a hyper-parameter that no probe knows


def probes(dtype: str) -> tuple[Family, ...]:
    """The probes, in the dtype; each is handed the hyper-parameters that any rule asks for.

    >>> [probe.name for probe in probes("float32")]
    ['plain', 'small', 'level', 'silence', 'late', 'away', 'fading']
    """
    random = np.random.Generator(np.random.PCG64(SEED))
    shape = (STEPS, SIZE)
    zero, step = np.zeros(SIZE), np.arange(STEPS)[:, None]

    def probe(name: str, about: str, g: NDArray[np.float64], theta: NDArray[np.float64], **hyper: float) -> Family:
        return Family(name, about, g.astype(dtype), theta.astype(dtype), hypers(**hyper))

    def spread() -> NDArray[np.float64]:
        return np.where(random.random(shape) < 0.5, -1.0, 1.0) * random.uniform(0.5, 2.0, shape)

    level = np.broadcast_to(spread()[0], shape)
    return (
        probe("plain", "gradients of size 1 and either sign: where v starts, which mean, which root", spread(), zero),
        probe(
            "small",
            "sizes from 1e-12 to 1e2, one for each element: on which side of the root eps stands, or none",
            spread() * 10.0 ** np.linspace(-12, 2, SIZE),
            zero,
        ),
        probe("level", "the same gradient at every step: whether its mean is subtracted", level, zero, beta=0.875),
        probe(
            "silence",
            "three gradients, then zeros, then gradients: what goes on moving, and what v forgets",
            np.where((step < 3) | (step >= 14), spread(), 0.0),
            zero,
        ),
        probe("late", "zeros first: whether 0/0 arises", np.where(step < 2, 0.0, spread()), zero),
        probe("away", "weights of size 4: whether they decay by themselves", spread(), 4 * spread()[0]),
        probe("fading", "each step half the gradient: what a mean or a sum remembers", spread() * 0.5**step, zero),
    )


def hypers(**own: float) -> Mapping[str, float]:
    """A value for every hyper-parameter that any rule has.

    >>> hypers(eps=0.5)["eps"], hypers()["beta"]
    (0.5, 0.75)
    """
    asked = sorted({name for rule in RULES.values() for name in rule.hyper})
    return {name: own.get(name, USUAL.get(name, ANY_OTHER)) for name in asked}
