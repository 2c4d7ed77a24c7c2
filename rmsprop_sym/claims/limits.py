"""A judgement that takes too long is stopped, and one that fails says so; neither stops the file."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType

from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Undecided, Unread

SECONDS = 2.0

_allowed = ContextVar("seconds for one statement", default=SECONDS)


class TookTooLong(BaseException):
    """The time for one statement is up; a BaseException, so that nothing below takes it for a failure of its own."""


@contextmanager
def allowing(seconds: float) -> Iterator[None]:
    """Inside the block, so many seconds are allowed for one statement.

    >>> with allowing(0.01):
    ...     guarded(lambda: list(iter(int, 1))).reason
    'not decided within 0.01 s'
    """
    token = _allowed.set(seconds)
    try:
        yield
    finally:
        _allowed.reset(token)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What runs inside the block is stopped when its time is up; only the main thread can be stopped.

    Time is the processor's, so that a busy machine does not change a verdict.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    handler = signal.signal(signal.SIGPROF, _stop)
    timer = signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_PROF, *timer)
        finally:
            signal.signal(signal.SIGPROF, handler)


@contextmanager
def uncounted() -> Iterator[None]:
    """What runs inside the block is not stopped, and takes nothing from the time: a file must not be loaded by half."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    timer = signal.setitimer(signal.ITIMER_PROF, 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *timer)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Ends the judgement."""
    raise TookTooLong


def guarded(judgement: Callable[[], Evidence]) -> Evidence:
    """The evidence with all its words, or the reason why there is none.

    >>> guarded(lambda: 1 / 0).reason
    'judging it failed: ZeroDivisionError: division by zero'
    """
    seconds = _allowed.get()
    try:
        with time_limit(seconds):
            evidence = judgement()
            _ = evidence.grade, evidence.because, evidence.value, evidence.attempt, evidence.attempt_grade
            return evidence
    except TookTooLong:
        return Undecided(f"not decided within {seconds:g} s")
    except Unreadable as error:
        return Unread(str(error))
    except Exception as error:  # noqa: BLE001 - one bad statement never stops the file
        return Undecided(f"judging it failed: {type(error).__name__}: {error}")
