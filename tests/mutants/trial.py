"""One run of some code against a rule, judged by the derived bounds and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from rmsprop_sym.crosscheck import rule_named
from rmsprop_sym.crosscheck.families import families
from rmsprop_sym.crosscheck.judge import Reference, Run, hull, judged
from rmsprop_sym.crosscheck.target import admit, handed, run
from rmsprop_sym.crosscheck.verify import Outcome, admit_sizes, joined, outcome


def trial(code: Callable[..., Any], dtype: str, *, rule: str = "rmsprop", steps: int = 12, size: int = 8) -> Outcome:
    """How far the code follows the rule, over all families of gradients."""
    return outcome(*_against(code, dtype, rule, steps, size))


def nearness(code: Callable[..., Any], dtype: str, *, rule: str, steps: int, size: int) -> float:
    """The largest error / bound of the whole run; above 1 the code is outside."""
    stretches = judged(*_against(code, dtype, rule, steps, size))
    ratios = [letter.ratio[~np.isnan(letter.ratio)] for letters in stretches for letter in letters]
    return float(np.concatenate(ratios).max())


def _against(code: Callable[..., Any], dtype: str, rule: str, steps: int, size: int) -> tuple[Reference, Run]:
    admit_sizes(dtype, steps, size)
    chosen, target, data = rule_named(rule), handed(code), families(dtype, steps, size)
    admit(target, chosen)
    whole = joined(data, [run(target, chosen, family) for family in data], dtype)
    return hull(chosen, whole), whole
