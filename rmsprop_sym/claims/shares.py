"""One large note, judged by several processes: each reads it from its beginning and judges the blocks of its shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.limits import skimming
from rmsprop_sym.claims.read import sheets
from rmsprop_sym.claims.read.source import read_text
from rmsprop_sym.claims.report import Report
from rmsprop_sym.claims.reporting import put_together, report
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Verdict

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

WITH_LETTERS = 50  # what a statement with letters costs, in statements with numbers
WORTH = 2_000  # below, a process costs more than it saves
SHARES = 8  # for each process, so that all of them end at about the same time


Task = Callable[["Share"], list[Verdict]]


@dataclass(frozen=True)
class Share:
    """The blocks of a note from one number to another, the end exclusive."""

    path: Path
    start: int
    stop: int


def in_shares(path: Path, jobs: int, progress: Callable[[str], None], pool: Callable[[], Pool], task: Task) -> Report:
    """The report about a note, its shares handed to the processes where that pays; what there is, if interrupted."""
    try:
        read = list(sheets(read_text(path), path))
    except Unreadable:
        return report(path, progress)
    note, found = Note(str(path)), list[Verdict]()
    read = [replace(sheet, blocks=tuple(sheet.blocks)) for sheet in read]
    progress(f"{path}: reading")
    with skimming():
        weights = [sum(map(_weight, piece)) for piece in note.pieces(read)]
    if sum(weights) < WORTH:
        return report(path, progress)
    try:
        with pool() as workers:
            for verdicts in workers.imap(task, shares(path, weights, jobs * SHARES)):
                found += verdicts
                progress(f"{path}: {len(found)} statements")
    except KeyboardInterrupt:
        return put_together(note, read, found, interrupted=True)
    return put_together(note, read, found, interrupted=False)


def _weight(verdict: Verdict) -> int:
    """About how long the statement will take."""
    return 1 if verdict.kind == "arithmetic" else WITH_LETTERS


def shares(path: Path, weights: Sequence[int], parts: int) -> list[Share]:
    """The blocks in so many shares of about the same weight, or fewer.

    >>> [(share.start, share.stop) for share in shares(Path("n.md"), [5, 0, 1, 4, 10], 2)]
    [(0, 4), (4, 5)]
    """
    most, cuts, weight = sum(weights) / parts, [0], 0
    for k, each in enumerate(weights, 1):
        weight += each
        if weight >= most:
            cuts, weight = [*cuts, k], 0
    cuts += [len(weights)] if cuts[-1] < len(weights) else []
    return [Share(path, start, stop) for start, stop in pairwise(cuts)]


class Walk:
    """A note that is read from its beginning, once in a process: shares are asked for in their order."""

    def __init__(self, path: Path) -> None:
        self.path, self.position = path, 0
        self.pieces = Note(str(path)).pieces(sheets(read_text(path), path))

    def judged(self, share: Share) -> list[Verdict]:
        """The verdicts about the blocks of a share; those before it are only skimmed."""
        with skimming():
            for piece in islice(self.pieces, share.start - self.position):
                for _ in piece:
                    pass
        self.position = share.stop
        return [verdict for piece in islice(self.pieces, share.stop - share.start) for verdict in piece]
