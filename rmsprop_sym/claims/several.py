"""Several notes, one after the other or at the same time; the order of the reports is that of the notes."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rmsprop_sym.claims.files import report
from rmsprop_sym.claims.limits import allowing
from rmsprop_sym.claims.read.source import STANDARD_INPUT
from rmsprop_sym.claims.relay import relayed
from rmsprop_sym.claims.report import Note, Report

Progress = Callable[[str], None]


def judged(notes: Sequence[Path], *, jobs: int, timeout: float, progress: Progress) -> Report:
    """The reports on the notes as one; an interrupt ends the work and keeps what was done."""
    done: list[Report] = []
    several = min(jobs, len(notes)) > 1
    each = _at_once(notes, jobs, timeout, progress) if several else _in_turn(notes, timeout, progress)
    try:
        for one in each:
            done.append(one)
            if one.interrupted:
                break
        else:
            return Report.joined(done)
    except KeyboardInterrupt:
        pass
    left = (Note(str(path), "not judged, for the work was stopped") for path in notes[len(done) :])
    return Report.joined([*done, Report((), tuple(left), interrupted=True)])


def _in_turn(notes: Sequence[Path], timeout: float, progress: Progress) -> Iterator[Report]:
    """The reports, one after the other."""
    with allowing(timeout):
        for path in notes:
            yield report(path, progress)


def _at_once(notes: Sequence[Path], jobs: int, timeout: float, progress: Progress) -> Iterator[Report]:
    """The reports from several processes, which leave the interrupt to this one."""
    from multiprocessing import get_context

    with get_context("spawn").Pool(min(jobs, len(notes)), _deaf) as pool, allowing(timeout):
        awaited = [None if path == STANDARD_INPUT else pool.apply_async(_elsewhere, (timeout, path)) for path in notes]
        for number, (path, one) in enumerate(zip(notes, awaited, strict=True), 1):
            progress(f"{number} of {len(notes)} notes")
            yield one.get() if one else report(path, progress)


def _deaf() -> None:
    """Makes a process ignore the interrupt of the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _elsewhere(timeout: float, path: Path) -> Report:
    """The report as it can be sent back."""
    with allowing(timeout):
        return relayed(report(path))
