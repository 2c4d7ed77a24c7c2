"""A time limit ends what runs inside it, whatever happens there."""

import gc
import signal
import threading
import time
import weakref
from contextlib import contextmanager
from time import process_time

import pytest

from rmsprop_sym.deadline import TookTooLong, time_limit, uncounted, wait_limit


def busy(seconds):
    """Works for so many seconds of processor time."""
    end = process_time() + seconds
    while process_time() < end:
        sum(range(1000))


def busy_under_limits():
    """Works for a while, under limits that are never reached."""
    for _ in range(100_000):
        with time_limit(100):
            sum(range(1000))


def test_a_limit_inside_another_one_does_not_make_it_longer():
    """The outer limit still ends what runs longer than it allows."""
    with pytest.raises(TookTooLong), wait_limit(0.2), wait_limit(100):
        time.sleep(100)
    with pytest.raises(TookTooLong), time_limit(0.2):
        busy_under_limits()


def test_a_limit_leaves_the_outer_one_what_it_had():
    """The inner limit's end is not the outer one's."""
    with time_limit(10):
        with pytest.raises(TookTooLong), time_limit(0.05):
            busy(10)
        busy(0.2)


@pytest.mark.parametrize("limit, timer", [(time_limit, signal.ITIMER_PROF), (wait_limit, signal.ITIMER_REAL)])
def test_a_timer_of_somebody_else_is_left_to_him(limit, timer):
    """What ends slow tests, or the program, still does so after the block."""
    signal.setitimer(timer, 1000)
    try:
        with limit(1):
            assert signal.getitimer(timer)[0] > 900
        assert signal.getitimer(timer)[0] > 900
    finally:
        signal.setitimer(timer, 0)


@contextmanager
def collected(callback):
    """Calls back at every collection of garbage."""
    gc.callbacks.append(callback)
    try:
        yield
    finally:
        gc.callbacks.remove(callback)


def collect():
    """Calls the callbacks, then goes on."""
    gc.collect()
    busy(10)


def forget():
    """Lets go of what is referred to weakly, then goes on."""

    class Thing:
        """Something that can be referred to weakly."""

    thing = Thing()
    kept = weakref.ref(thing, lambda _: busy(0.3))
    del thing
    busy(10)
    assert kept() is None


def load():
    """Is not counted for longer than the limit, then goes on."""
    with uncounted():
        busy(0.3)
    busy(10)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ["gc_callback", "any_other_name"])
def test_a_limit_that_ends_in_a_callback_still_ends_the_work(name):
    """What is raised in a callback of the collector or of a weak reference is lost, so the timer rings again."""

    def callback(*_):
        busy(0.3)

    callback.__code__ = callback.__code__.replace(co_name=name)
    with collected(callback), pytest.raises(TookTooLong), time_limit(0.1):
        collect()
    with pytest.raises(TookTooLong), time_limit(0.1):
        forget()


def test_a_limit_that_ends_in_a_tracer_leaves_its_lock_open():
    """Coverage takes a lock at each call in a measured file; one that was never let go would stop everything."""
    lock = threading.Lock()

    def lock_data():
        lock.acquire()
        sum(range(300_000))
        lock.release()

    with pytest.raises(TookTooLong), time_limit(0.1):
        for_ever(lock_data)
    assert lock.acquire(blocking=False)


def for_ever(work):
    """Works again and again, and a little in between."""
    while True:
        work()
        busy(0.001)


def test_what_is_not_counted_takes_nothing_from_any_limit():
    """A file that takes long to load leaves each limit around it the time that it had, and no more."""
    with time_limit(0.4), time_limit(0.4):
        with uncounted():
            busy(0.6)
        with time_limit(0.3):
            busy(0.1)
    with pytest.raises(TookTooLong), time_limit(0.2):
        load()
