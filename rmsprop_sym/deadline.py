"""A time limit on what runs inside a block."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LEAST = 1e-6  # a timer of 0 seconds would be none


class TookTooLong(BaseException):
    """The time is up; a BaseException, so that nothing below takes it for a failure of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What runs inside the block is stopped when its time is up; only the main thread can be stopped.

    Time is the processor's, so that a busy machine changes nothing.
    """
    with _limited("ITIMER_PROF", "SIGPROF", seconds):
        yield


@contextmanager
def uncounted() -> Iterator[None]:
    """What runs inside the block is not stopped, and takes nothing from the time: a file must not be loaded by half."""
    if not _stoppable():
        yield
        return
    timer = signal.setitimer(signal.ITIMER_PROF, 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *timer)


@contextmanager
def wait_limit(seconds: float) -> Iterator[None]:
    """The same by the clock on the wall, for what may also wait."""
    with _limited("ITIMER_REAL", "SIGALRM", seconds):
        yield


@contextmanager
def _limited(timer: str, sent: str, seconds: float) -> Iterator[None]:
    """A limit inside another one never makes that one longer."""
    if not _stoppable():
        yield
        return
    which, number = getattr(signal, timer), getattr(signal, sent)
    outer = signal.getitimer(which)[0]
    allowed = min(seconds, outer or seconds)
    handler = signal.signal(number, _stop)
    signal.setitimer(which, allowed)
    try:
        yield
    finally:
        try:
            left = signal.setitimer(which, 0)[0]
        finally:
            signal.signal(number, handler)
            if outer:
                signal.setitimer(which, max(outer - (allowed - left), LEAST))


def _stoppable() -> bool:
    return threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Ends what runs in the block."""
    raise TookTooLong
