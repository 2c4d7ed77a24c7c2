"""A judgement that takes too long is stopped, and one that fails says so; neither stops the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Undecided, Unread
from rmsprop_sym.deadline import TookTooLong, time_limit

SECONDS = 2.0
NOT_JUDGED = Undecided("it was skimmed, not judged")

_allowed = ContextVar("seconds for one statement", default=SECONDS)
_skimming = ContextVar("whether nothing is judged", default=False)


@contextmanager
def skimming() -> Iterator[None]:
    """Inside the block nothing is judged: a note is only read for what it says about its letters.

    >>> with skimming():
    ...     guarded(lambda: 1 / 0).reason
    'it was skimmed, not judged'
    """
    token = _skimming.set(True)
    try:
        yield
    finally:
        _skimming.reset(token)


def is_skimming() -> bool:
    """Whether nothing is judged here."""
    return _skimming.get()


@contextmanager
def allowing(seconds: float) -> Iterator[None]:
    """Inside the block, so many seconds are allowed for one statement.

    >>> with allowing(0.01):
    ...     guarded(lambda: sum(1 for _ in iter(int, 1))).reason
    'not decided within 0.01 s'
    """
    token = _allowed.set(seconds)
    try:
        yield
    finally:
        _allowed.reset(token)


def guarded(judgement: Callable[[], Evidence]) -> Evidence:
    """The evidence with all its words, or the reason why there is none.

    >>> guarded(lambda: 1 / 0).reason
    'judging it failed: ZeroDivisionError: division by zero'
    """
    if is_skimming():
        return NOT_JUDGED
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
