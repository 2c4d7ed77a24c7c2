"""Writes the tables of docs/explanation/precision.md: what formats make of a decay, and how sharp the bounds are."""

from __future__ import annotations

import sys
from fractions import Fraction
from math import inf
from pathlib import Path

import numpy as np

from rmsprop_sym.crosscheck.precision import DECAYS, FORMATS, store, stuck

PAGE = Path(__file__).parent / "explanation" / "precision.md"
MANTISSAS, UNITS = 2048, {"float16": 2.0**-11, "float32": 2.0**-24}
RUNS = {"0.5": 60, "0.875": 250, "0.9": 300, "0.99": 2500}  # the decay, and so many steps that v is at rest
STEPS = 1000  # of all the betas beside a decay together


def percent(share: Fraction | float) -> str:
    """A share in per cent, with three digits."""
    return "unbounded" if share == inf else f"{100 * float(share):+.3g} %" if share else "0"


def biases() -> str:
    """Where v rests when beta and 1 - beta are rounded one by one, and where it stops for g = 1."""
    rows = ["| format | beta | is stored as | v rests off by | for g = 1 it stops at |", "|---|---|---|---|---|"]
    for arithmetic in FORMATS:
        for decay in DECAYS:
            stored = store(float(decay), arithmetic)
            stop = f"{float(stuck(float(decay), arithmetic)):.9g}" if arithmetic.digits <= UNTIL else ""
            row = (arithmetic.name, decay, f"{float(stored.decay):.10g}", percent(stored.bias), stop)
            rows.append(f"| {' | '.join(row)} |")
    return "\n".join(rows)


UNTIL = 24  # digits; a run of binary64 to its rest is long and says nothing new


def attacks() -> str:
    """The proved bound over the worst error that was found, for constant and for hostile gradients."""
    rows = ["| dtype | beta | constant gradients | hostile gradients |", "|---|---|---|---|"]
    for dtype in UNITS:
        for decay, steps in RUNS.items():
            ratios = (sharpness(dtype, float(decay), steps, choices) for choices in (1, 8))
            rows.append(f"| {dtype} | {decay} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")
    return "\n".join(rows)


def sharpness(dtype: str, decay: float, steps: int, choices: int) -> float:
    """The bound of `ema_rounding` over the worst error of a search: never below 1 if the theorem is right.

    With one choice every lane keeps its own gradient, and its own beta of those from the decay on; with more, each
    step takes that of so many gradients which leads farthest from the exact mean.  1 - beta is formed in the dtype,
    which rounds nothing from 1/2 on, so no coefficient is off.
    """
    number, u, rng = np.dtype(dtype).type, UNITS[dtype], np.random.Generator(np.random.PCG64(1))
    betas = max(1, STEPS // steps) if choices == 1 else 1
    first = number(decay)
    b = np.repeat(first + np.arange(betas).astype(dtype) * np.spacing(first), MANTISSAS)
    c, share = number(1) - b, b.astype(np.float64)
    lanes = np.tile(np.sqrt(np.linspace(1, 4, MANTISSAS)).astype(number), betas)
    largest = lanes.astype(np.float64) ** 2
    w, v, worst = np.zeros_like(lanes), np.zeros(lanes.size), np.zeros(lanes.size)
    for _ in range(steps):
        fraction = 1 - 0.2 * rng.random((choices, lanes.size)) * (np.arange(choices) > 0)[:, None]
        g = (lanes * fraction).astype(number)
        floats = b * w + c * (g * g)
        exact = share * v + (1 - share) * g.astype(np.float64) ** 2
        off = np.abs(floats.astype(np.float64) - exact)
        best = np.argmax(off, axis=0), np.arange(lanes.size)
        w, v, worst = floats[best], exact[best], np.maximum(worst, off[best])
    r = 1 + u
    bound = largest * (share * (r**2 - 1) + (1 - share) * (r**3 - 1)) / (1 - share * r**2)
    return float(np.min(bound / worst))


TABLES = {"biases": biases, "attacks": attacks}


def written(page: str) -> str:
    """The page with every table computed anew, each between its two comments."""
    for name, table in TABLES.items():
        before, rest = page.split(f"<!-- {name} -->\n", 1)
        _, after = rest.split(f"<!-- end of {name} -->", 1)
        page = f"{before}<!-- {name} -->\n\n{table()}\n\n<!-- end of {name} -->{after}"
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} is written\n")
