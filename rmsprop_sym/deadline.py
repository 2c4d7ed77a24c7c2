"""A time limit on what runs inside a block."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from time import monotonic, process_time
from types import FrameType

LEAST = 1e-6  # a timer of 0 seconds would be none
LATER = 0.01
LOST = {"gc_callback", "__del__"}  # what raises in these is printed, and forgotten
_ENDS: dict[str, float] = {}  # when the time of each timer is up


class TookTooLong(BaseException):
    """The time is up; a BaseException, so that nothing below takes it for a failure of its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What runs inside the block is stopped when its time is up; only the main thread can be stopped.

    Time is the processor's, so that a busy machine changes nothing.
    """
    with _limited("ITIMER_PROF", "SIGPROF", process_time, seconds):
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
    with _limited("ITIMER_REAL", "SIGALRM", monotonic, seconds):
        yield


@contextmanager
def _limited(timer: str, sent: str, clock: Callable[[], float], seconds: float) -> Iterator[None]:
    """A limit inside another one never makes that one longer."""
    if not _stoppable():
        yield
        return
    which, number = getattr(signal, timer), getattr(signal, sent)
    outer = _ENDS.get(timer)
    _ENDS[timer] = min(clock() + seconds, outer or inf)
    handler = signal.signal(number, _stop)
    signal.setitimer(which, max(_ENDS[timer] - clock(), LEAST))
    try:
        yield
    finally:
        try:
            signal.setitimer(which, 0)
        finally:
            signal.signal(number, handler)
            del _ENDS[timer]
            if outer:
                _ENDS[timer] = outer
                signal.setitimer(which, max(outer - clock(), LEAST))
    if outer and clock() > outer:
        raise TookTooLong  # a timer that is set anew all the time never comes to an end


def _stoppable() -> bool:
    return threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")


def _stop(number: int, frame: FrameType | None) -> None:
    """Ends what runs in the block; where an exception would be lost, in a callback of the collector, a little later."""
    if frame is not None and frame.f_code.co_name in LOST:
        signal.setitimer(signal.ITIMER_PROF if number == signal.SIGPROF else signal.ITIMER_REAL, LATER)
        return
    raise TookTooLong
