"""Every number that a run returned beside the rule's, and what the whole of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.crosscheck.judge import Judged
from rmsprop_sym.crosscheck.report import FamilyReport, Grade, Place
from rmsprop_sym.numbers.formats import Doubles


@dataclass(frozen=True, eq=False)
class Comparison:
    """One letter over a whole run; arrays of shape [steps, families, size], ratio nan where nothing decides."""

    letter: str
    got: Doubles
    expected: Doubles
    error: Doubles
    bound: Doubles
    ratio: Doubles


def compared(stretches: Sequence[tuple[Judged, ...]], families: int) -> tuple[Comparison, ...]:
    """The letters that the run shows, put together from its stretches."""
    return tuple(_whole(letter, families) for letter in zip(*stretches, strict=True))


def _whole(stretches: Sequence[Judged], families: int) -> Comparison:
    def table(rows: Sequence[Doubles]) -> Doubles:
        whole = np.concatenate(rows)
        return whole.reshape(len(whole), families, -1)

    return Comparison(
        stretches[0].letter,
        table([stretch.got for stretch in stretches]),
        table([stretch.expected for stretch in stretches]),
        table([stretch.error for stretch in stretches]),
        table([stretch.bound for stretch in stretches]),
        table([stretch.ratio for stretch in stretches]),
    )


def graded(*ratios: Doubles) -> Grade:
    """OUTSIDE if any number surely is; OPEN if none could be decided; else WITHIN.

    >>> print(graded(np.array([0.5, np.nan])), graded(np.array([np.nan])), graded(np.array([0.5, 1.5])))
    WITHIN OPEN OUTSIDE
    """
    if any(np.any(ratio > 1) for ratio in ratios):
        return Grade.OUTSIDE
    return Grade.WITHIN if any(np.any(ratio <= 1) for ratio in ratios) else Grade.OPEN


def worst(comparisons: Sequence[Comparison], families: Sequence[Family]) -> Place | None:
    """Where error / bound is largest; None where nothing was decided."""
    decided = [c for c in comparisons if np.any(c.ratio >= 0)]
    if not decided:
        return None
    c = max(decided, key=lambda c: float(np.nanmax(c.ratio)))
    return _place(c, int(np.nanargmax(c.ratio)), families)


def earliest(comparisons: Sequence[Comparison], families: Sequence[Family]) -> Place | None:
    """The first step outside, and there the number that is farthest outside."""
    outside = [(c, int(np.argmax(np.any(c.ratio > 1, axis=(1, 2))))) for c in comparisons if np.any(c.ratio > 1)]
    if not outside:
        return None
    first = min(step for _, step in outside)
    c = max((c for c, step in outside if step == first), key=lambda c: float(np.nanmax(c.ratio[first])))
    row = c.ratio[first]
    return _place(c, first * row.size + int(np.nanargmax(row)), families)


def _place(c: Comparison, flat: int, families: Sequence[Family]) -> Place:
    at = tuple(int(i) for i in np.unravel_index(flat, c.ratio.shape))
    step, family, element = at
    numbers = (float(table[at]) for table in (c.got, c.expected, c.error, c.bound, c.ratio))
    return Place(families[family].name, step + 1, element, c.letter, *numbers)


def worst_ulps(comparisons: Sequence[Comparison], dtype: str) -> float | None:
    """The largest error of a step that is decided, in units in the last place of the largest theta so far."""
    c = comparisons[-1]
    sizes = np.maximum.accumulate(np.fmax(np.abs(c.got), np.abs(c.expected)), axis=0)
    decided = np.isfinite(c.ratio)
    with np.errstate(all="ignore"):
        ulps = c.error / np.spacing(sizes.astype(dtype)).astype(np.float64)
    return float(np.max(ulps[decided])) if np.any(decided) else None


def by_step(comparisons: Sequence[Comparison]) -> tuple[float | None, ...]:
    """The largest error / bound of each step, over every family and letter; None where a step decides nothing."""
    rows = np.concatenate([c.ratio.reshape(len(c.ratio), -1) for c in comparisons], axis=1)
    return tuple(float(np.nanmax(row)) if np.any(row >= 0) else None for row in rows)


def family_report(comparisons: Sequence[Comparison], family: Family, index: int, hyper: Sequence[str]) -> FamilyReport:
    """How the family with this index came out."""
    ratios = np.array([c.ratio[:, index] for c in comparisons])
    outside = np.any(ratios > 1, axis=(0, 2))
    return FamilyReport(
        family.name,
        family.about,
        {name: family.hyper[name] for name in hyper},
        graded(ratios),
        float(np.nanmax(ratios)) if np.any(ratios >= 0) else None,
        int(np.argmax(outside)) + 1 if np.any(outside) else None,
        ratios.size,
        int(np.sum(np.isnan(ratios))),
    )
