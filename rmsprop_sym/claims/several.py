"""Several notes, or shares of one, in turn or at the same time; the order of the reports is that of the notes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rmsprop_sym.claims.frontmatter import knowing
from rmsprop_sym.claims.limits import allowing
from rmsprop_sym.claims.read.source import STANDARD_INPUT
from rmsprop_sym.claims.relay import relayed
from rmsprop_sym.claims.report import Note, Report
from rmsprop_sym.claims.reporting import report
from rmsprop_sym.claims.shares import Share, Walk, in_shares
from rmsprop_sym.claims.verdict import Verdict

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

    from rmsprop_sym.rules import Rule

Progress = Callable[[str], None]


def judged(notes: Sequence[Path], *, jobs: int, timeout: float, progress: Progress, rules: Sequence[str]) -> Report:
    """The reports on the notes as one; an interrupt ends the work and keeps what was done."""
    done: list[Report] = []
    if jobs == 1:
        each = _in_turn(notes, timeout, progress, rules)
    elif len(notes) == 1 and notes[0] != STANDARD_INPUT:
        each = _in_shares(notes[0], jobs, timeout, progress, rules)
    else:
        each = _at_once(notes, jobs, timeout, progress, rules)
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
    """The reports from several processes."""
    with _pool(min(jobs, len(notes))) as pool, allowing(timeout), knowing(_own(rules)):
        awaited = [
            None if path == STANDARD_INPUT else pool.apply_async(_elsewhere, (timeout, path, tuple(rules)))
            for path in notes
        ]
        for number, (path, one) in enumerate(zip(notes, awaited, strict=True), 1):
            progress(f"{number} of {len(notes)} notes")
            yield one.get() if one else report(path, progress)


def _in_shares(path: Path, jobs: int, timeout: float, progress: Progress, rules: Sequence[str]) -> Iterator[Report]:
    """The report on one note, of which several processes judge their shares where that pays."""
    with allowing(timeout), knowing(_own(rules)):
        yield in_shares(path, jobs, progress, lambda: _pool(jobs), partial(_share, timeout, tuple(rules)))


def _pool(jobs: int) -> Pool:
    """So many processes, which leave the interrupt to this one."""
    from multiprocessing import get_context

    with _deaf():
        return get_context("spawn").Pool(jobs)


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


_walks: dict[Path, Walk] = {}


def _share(timeout: float, rules: Sequence[str], share: Share) -> list[Verdict]:
    """The verdicts of a share as they can be sent back; this process goes on where its last share ended."""
    with allowing(timeout), knowing(_own(rules)):
        if share.path not in _walks or _walks[share.path].position > share.start:
            _walks[share.path] = Walk(share.path)
        return list(relayed(Report(tuple(_walks[share.path].judged(share)))).verdicts)
