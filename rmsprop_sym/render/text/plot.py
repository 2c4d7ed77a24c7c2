"""Error against bound over the steps of a run, drawn in characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

HEIGHT = 5  # rows from 0 to the bound
MARGIN = 10  # columns left of the drawing
MOST = 60  # columns of the drawing itself


def plot(ratios: Sequence[float | None], width: int) -> list[str]:
    r"""Lines of at most `width` columns; each column is the largest error/bound of a step, or of a few.

    What lies outside the bound stands above the line of the bound; a step of which nothing is decided has no mark.

    >>> print("\n".join(plot([0.15, 0.5, 2.0, None], 30)))
           > 1 |  *
       bound 1 |----
           0.8 |
           0.6 |
           0.4 | *
           0.2 |
             0 |*
                steps 1 to 4
    """
    columns = list(_columns(ratios, max(1, min(MOST, width - MARGIN - 3))))
    heights = [None if ratio is None else _height(ratio) for ratio in columns]
    labels = ["> 1", "bound 1", *(f"{row / HEIGHT:g}" for row in range(HEIGHT - 1, -1, -1))]
    marks = [_row(heights, HEIGHT + 1), "-" * len(columns), *(_row(heights, row) for row in range(HEIGHT - 1, -1, -1))]
    lines = [f"{label:>{MARGIN}} |{mark}".rstrip() for label, mark in zip(labels, marks, strict=True)]
    steps = f"{'':{MARGIN}}  steps 1 to {len(ratios)}"
    return [line[:width] for line in (*lines, steps)]


def _columns(ratios: Sequence[float | None], most: int) -> Iterator[float | None]:
    """The ratios, or where there are more than `most` of them the largest of each of as many parts."""
    count = min(most, len(ratios))
    ends = [k * len(ratios) // count for k in range(count + 1)]
    for first, last in pairwise(ends):
        yield max((ratio for ratio in ratios[first:last] if ratio is not None), default=None)


def _height(ratio: float) -> int:
    """The row of a ratio: 0 to HEIGHT - 1 up to the bound, and one row for all beyond it."""
    return HEIGHT + 1 if ratio > 1 else min(int(ratio * HEIGHT), HEIGHT - 1)


def _row(heights: Sequence[int | None], row: int) -> str:
    return "".join("*" if height == row else " " for height in heights)
