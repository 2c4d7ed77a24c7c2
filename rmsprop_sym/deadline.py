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
AGAIN = 0.05  # it rings again, because not every place is fit for being stopped
LOST = {"gc_callback", "__del__"}  # what is raised in these is printed, and forgotten
LOCKED = {"lock_data", "unlock_data"}  # what is raised in these, of coverage's tracer, leaves a lock closed for ever
_ENDS: dict[str, list[float]] = {"ITIMER_PROF": [], "ITIMER_REAL": []}  # when the time of each limit is up, outer first


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
    signal.setitimer(signal.ITIMER_PROF, 0)
    ends, started = _ENDS["ITIMER_PROF"], process_time()
    try:
        _ENDS["ITIMER_PROF"] = []
        yield
    finally:
        _ENDS["ITIMER_PROF"] = [end + process_time() - started for end in ends]
        _ring("ITIMER_PROF", process_time)


def seconds_left() -> float:
    """How much time of the processor is left to what runs here; infinite where nothing limits it."""
    ends = _ENDS["ITIMER_PROF"]
    return ends[-1] - process_time() if ends else inf


@contextmanager
def wait_limit(seconds: float) -> Iterator[None]:
    """The same by the clock on the wall, for what may also wait."""
    with _limited("ITIMER_REAL", "SIGALRM", monotonic, seconds):
        yield


@contextmanager
def _limited(timer: str, sent: str, clock: Callable[[], float], seconds: float) -> Iterator[None]:
    """A limit inside another one never makes that one longer; somebody else's timer is left to end it instead."""
    if not _stoppable() or _taken(timer):
        yield
        return
    which, number = getattr(signal, timer), getattr(signal, sent)
    _ENDS[timer].append(min([clock() + seconds, *_ENDS[timer][-1:]]))
    handler = signal.signal(number, _stop)
    _ring(timer, clock)
    try:
        yield
    finally:
        try:
            signal.setitimer(which, 0)
        finally:
            signal.signal(number, handler)
            _ENDS[timer].pop()
            _ring(timer, clock)
    if _ENDS[timer] and clock() > _ENDS[timer][-1]:
        raise TookTooLong  # a timer that is set anew all the time never comes to an end


def _ring(timer: str, clock: Callable[[], float]) -> None:
    """Sets the timer to the end of the innermost limit, where there is one."""
    if _ENDS[timer]:
        signal.setitimer(getattr(signal, timer), max(_ENDS[timer][-1] - clock(), LEAST), AGAIN)


def _taken(timer: str) -> bool:
    """Whether somebody else waits for the timer, as a plugin of pytest that ends slow tests does."""
    return not _ENDS[timer] and signal.getitimer(getattr(signal, timer))[0] > 0


def _stoppable() -> bool:
    return threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")


def _stop(_number: int, frame: FrameType | None) -> None:
    """Ends what runs in the block; at a place that is not fit for it, the next ring does."""
    if frame is None or frame.f_code.co_name not in LOST | LOCKED:
        raise TookTooLong
