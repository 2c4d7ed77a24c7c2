"""Several notes, one after the other or at the same time; the order of the reports is that of the notes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rmsprop_sym.claims.files import report
from rmsprop_sym.claims.frontmatter import knowing
from rmsprop_sym.claims.limits import allowing
from rmsprop_sym.claims.read.source import STANDARD_INPUT
from rmsprop_sym.claims.relay import relayed
from rmsprop_sym.claims.report import Note, Report
from rmsprop_sym.rules import Rule

Progress = Callable[[str], None]


def judged(notes: Sequence[Path], *, jobs: int, timeout: float, progress: Progress, rules: Sequence[str]) -> Report:
    """The reports on the notes as one; an interrupt ends the work and keeps what was done."""
    done: list[Report] = []
    several = min(jobs, len(notes)) > 1
    each = _at_once(notes, jobs, timeout, progress, rules) if several else _in_turn(notes, timeout, progress, rules)
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


def _own(rules: Sequence[str]) -> dict[str, Rule]:
    """The reader's own rules, by their names; what runs their files is loaded only if there are any."""
    if not rules:
        return {}
    from rmsprop_sym.discover.loading import rules_of

    return {name: rule for target in rules for name, rule in rules_of(target).items()}


def _in_turn(notes: Sequence[Path], timeout: float, progress: Progress, rules: Sequence[str]) -> Iterator[Report]:
    """The reports, one after the other."""
    with allowing(timeout), knowing(_own(rules)):
        for path in notes:
            yield report(path, progress)


def _at_once(
    notes: Sequence[Path], jobs: int, timeout: float, progress: Progress, rules: Sequence[str]
) -> Iterator[Report]:
    """The reports from several processes, which leave the interrupt to this one."""
    from multiprocessing import get_context

    with _deaf():
        pool = get_context("spawn").Pool(min(jobs, len(notes)))
    with pool, allowing(timeout), knowing(_own(rules)):
        awaited = [
            None if path == STANDARD_INPUT else pool.apply_async(_elsewhere, (timeout, path, tuple(rules)))
            for path in notes
        ]
        for number, (path, one) in enumerate(zip(notes, awaited, strict=True), 1):
            progress(f"{number} of {len(notes)} notes")
            yield one.get() if one else report(path, progress)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that are started inside the block ignore the interrupt of the terminal from their first moment."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _elsewhere(timeout: float, path: Path, rules: Sequence[str]) -> Report:
    """The report as it can be sent back."""
    with allowing(timeout), knowing(_own(rules)):
        return relayed(report(path))
