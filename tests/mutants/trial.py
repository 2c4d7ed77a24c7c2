"""One run of some code against a rule, judged by the derived bounds and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from rmsprop_sym.crosscheck import rule_named
from rmsprop_sym.crosscheck.bounds import FORMATS
from rmsprop_sym.crosscheck.families import RANGE, families
from rmsprop_sym.crosscheck.judge import Reference, Run, hull, judged
from rmsprop_sym.crosscheck.target import admit, handed, run
from rmsprop_sym.crosscheck.verify import Outcome, joined, outcome
from rmsprop_sym.numbers.rounded import Format

LOW = {
    "float16": (Format("binary16", 11, -24, 65504.0), {"near": 5, "beyond": 13}),
    "bfloat16": (Format("bfloat16", 8, -133, 255.0 * 2.0**120), RANGE["float32"]),
}


def learn_low_precision() -> None:
    """From here on trials know float16 and bfloat16 too; the latter needs ml_dtypes."""
    import ml_dtypes  # noqa: F401  (NumPy knows the dtype by name when it is loaded)

    for dtype, (arithmetic, exponents) in LOW.items():
        FORMATS.setdefault(dtype, arithmetic)
        RANGE.setdefault(dtype, exponents)


def trial(code: Callable[..., Any], dtype: str, *, rule: str = "rmsprop", steps: int = 12, size: int = 8) -> Outcome:
    """How far the code follows the rule, over all families of gradients."""
    return outcome(*_against(code, dtype, rule, steps, size))


def nearness(code: Callable[..., Any], dtype: str, *, rule: str, steps: int, size: int) -> float:
    """The largest error / bound of the whole run; above 1 the code is outside."""
    stretches = judged(*_against(code, dtype, rule, steps, size))
    ratios = [letter.ratio[~np.isnan(letter.ratio)] for letters in stretches for letter in letters]
    return float(np.concatenate(ratios).max())


def _against(code: Callable[..., Any], dtype: str, rule: str, steps: int, size: int) -> tuple[Reference, Run]:
    chosen, target, data = rule_named(rule), handed(code), families(dtype, steps, size)
    admit(target, chosen)
    whole = joined(data, [run(target, chosen, family) for family in data], dtype)
    return hull(chosen, whole), whole
