"""The gradients that an implementation is run on: eight families, the same ones every time, and one more.

Each has its own hyper-parameters, chosen so that what tells one convention from another is larger than
rounding somewhere: eps as large as the root of v, a beta whose 1 - beta loses digits in float32, a beta
that loses none, weights that start away from zero, gradients that are exactly zero, and numbers so short that
little is rounded and the bound is tightest.  The one more changes the rate in the middle, for code that can be
handed another one at each step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 20120206

# Powers of two: gradients whose squares are near the end of the range, and gradients whose squares are beyond it.
RANGE = {
    "float16": {"near": 6, "beyond": 9},
    "bfloat16": {"near": 50, "beyond": 80},
    "float32": {"near": 50, "beyond": 80},
    "float64": {"near": 500, "beyond": 580},
}


@dataclass(frozen=True, eq=False)
class Family:
    """Gradients of shape [steps, size], the weights they start from, and the hyper-parameters they are run with.

    `changed` is a step, from 1, and the rate from this step on.
    """

    name: str
    about: str
    gradients: NDArray[np.floating]
    theta: NDArray[np.floating]
    hyper: Mapping[str, float]
    changed: tuple[int, float] | None = None

    def hyper_at(self, step: int) -> Mapping[str, float]:
        """The hyper-parameters of a step, counted from 1."""
        if self.changed is None or step < self.changed[0]:
            return self.hyper
        return {**self.hyper, "eta": self.changed[1]}

    @property
    def rates(self) -> list[float]:
        """The rate of each step."""
        return [self.hyper_at(step)["eta"] for step in range(1, len(self.gradients) + 1)]


def families(dtype: str, steps: int, size: int) -> tuple[Family, ...]:
    """The eight families, in the dtype.

    >>> [family.name for family in families("float32", 3, 2)]
    ['normal', 'tiny', 'huge', 'sparse', 'constant', 'spike', 'eps-comparable', 'dyadic']
    """
    random = np.random.Generator(np.random.PCG64(SEED))
    shape = (steps, size)
    zero = np.zeros(size)
    near, beyond = 2.0 ** RANGE[dtype]["near"], 2.0 ** RANGE[dtype]["beyond"]

    def family(name: str, about: str, g: NDArray[np.float64], theta: NDArray[np.float64], **hyper: float) -> Family:
        return Family(name, about, g.astype(dtype), theta.astype(dtype), _with_means(hyper))

    normal = random.standard_normal(shape)
    spread = _signed(random, shape) * random.uniform(0.5, 2.0, shape)
    few = np.where(random.random(shape) < 0.15, random.standard_normal(shape), 0.0)
    level = np.broadcast_to(_signed(random, (size,)) * random.uniform(0.5, 2.0, size), shape)
    away = random.standard_normal(size)
    spike = 1e-3 * random.standard_normal(shape)
    spike[steps // 3] *= 1e6
    small = _signed(random, shape) * random.uniform(0.05, 0.5, shape)
    short = _signed(random, shape) * random.integers(1, 32, shape) / 16
    extreme = np.where(np.arange(size) >= size - size // 8, beyond / near, 1.0)
    return (
        family(
            "normal", "a standard normal distribution", normal, zero, eta=0.01, beta=0.9, eps=1e-8, mu=0.9, lamda=0.1
        ),
        family(
            "tiny",
            f"about {1 / near:.0e}, and as small as eps; in the last elements the square underflows",
            spread / near / extreme,
            zero,
            eta=0.001,
            beta=0.9,
            eps=0.3 / near,
            mu=0.5,
            lamda=0.3,
        ),
        family(
            "huge",
            f"about {near:.0e}; in the last elements the square overflows",
            spread * near * extreme,
            zero,
            eta=0.001,
            beta=0.95,
            eps=1e-8,
            mu=0.9,
            lamda=0.01,
        ),
        family(
            "sparse",
            "zero six times out of seven, and weights that start away from zero",
            few,
            away,
            eta=0.1,
            beta=0.875,
            eps=1e-3,
            mu=0.75,
            lamda=0.1,
        ),
        family("constant", "the same at every step", level, zero, eta=0.01, beta=0.999, eps=1e-6, mu=0.99, lamda=0.1),
        family("spike", "about 1e-3, and once 1e3", spike, zero, eta=0.01, beta=0.99, eps=1e-8, mu=0.9, lamda=0.01),
        family(
            "eps-comparable",
            "such that eps is about the root of v",
            small,
            zero,
            eta=0.1,
            beta=0.9,
            eps=1e-2,
            mu=0.9,
            lamda=0.1,
        ),
        family(
            "dyadic",
            "whole numbers over 16, and hyper-parameters that no dtype rounds",
            short,
            zero,
            eta=2.0**-6,
            beta=0.875,
            eps=2.0**-7,
            mu=0.5,
            lamda=2.0**-5,
        ),
    )


def rate_change(dtype: str, steps: int, size: int) -> Family:
    """Gradients that are run with a quarter of the rate from the middle on; there are two steps at least.

    >>> rate_change("float32", 5, 1).rates
    [0.1, 0.1, 0.025, 0.025, 0.025]
    """
    random = np.random.Generator(np.random.PCG64(SEED + 1))
    g = _signed(random, (steps, size)) * random.uniform(0.5, 2.0, (steps, size))
    hyper = _with_means(dict(eta=0.1, beta=0.9, eps=1e-3, mu=0.9, lamda=0.1))
    about = "about 1, and a quarter of the rate from the middle on"
    theta = np.zeros(size, dtype=dtype)
    return Family("rate-change", about, g.astype(dtype), theta, hyper, (steps // 2 + 1, hyper["eta"] / 4))


def _with_means(hyper: dict[str, float]) -> dict[str, float]:
    """The hyper-parameters, also under the names that Adam has for the decays of its means."""
    return {**hyper, "beta1": hyper["mu"], "beta2": hyper["beta"]}


def _signed(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float64]:
    return np.where(random.random(shape) < 0.5, -1.0, 1.0)
