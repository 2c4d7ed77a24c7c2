"""The pytest plugin: tests of an optimizer whose tolerance is derived.

pytest loads this file at every start, so it imports nothing that takes time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from rmsprop_sym.crosscheck.oracle import Expected
    from rmsprop_sym.rules import Rule


def assert_follows(
    rule: str | Rule, step_or_trajectory: Callable[..., Any] | str, dtype: Any = "float32", *, steps: int = 100
) -> None:
    """Fails unless the code follows the rule in the dtype, within the bound derived for it.

    The code is what `rmsprop-sym verify` takes: a step f(theta, v, g, *, eta, beta, eps) -> (theta, v), a
    trajectory f(grads, theta0, *, eta, beta, eps) -> thetas, or the name of one or of a library.
    A run that decides nothing fails too.
    """
    __tracebackhide__ = True
    from rmsprop_sym.crosscheck import verify
    from rmsprop_sym.crosscheck.report import Grade
    from rmsprop_sym.render.text.failure import failure

    with _failing():
        report = verify(step_or_trajectory, rule=_name(rule), dtype=_dtype(dtype), steps=steps)
    if report.grade is not Grade.WITHIN:
        pytest.fail(failure(report), pytrace=False)


def assert_golden(path: str | Path, step_or_trajectory: Callable[..., Any] | str) -> None:
    """Fails unless the code returns, for the gradients in a file of golden vectors, what the file allows.

    `rmsprop-sym golden write` writes such files.
    """
    __tracebackhide__ = True
    from rmsprop_sym.crosscheck.golden import disagreements, read

    with _failing():
        found = disagreements(read(Path(path)), step_or_trajectory)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.fixture(name="rmsprop_oracle", scope="session")
def oracle() -> Callable[..., Expected]:
    """What any healthy code may return: `rmsprop_oracle("rmsprop", gradients, theta0, eta=..., beta=..., eps=...)`."""
    from rmsprop_sym.crosscheck import rule_named
    from rmsprop_sym.crosscheck.oracle import expect

    def expected(rule: str | Rule, gradients: Any, theta0: Any, **hyper: float) -> Expected:
        __tracebackhide__ = True
        with _failing():
            return expect(rule_named(_name(rule)), gradients, theta0, hyper)

    return expected


@contextmanager
def _failing() -> Iterator[None]:
    """What the user has to mend fails the test in one line; what the user's code raised keeps its traceback."""
    from rmsprop_sym.errors import CodeRaised, UserError

    __tracebackhide__ = True
    try:
        yield
    except CodeRaised as error:
        cause = error.__cause__ or error
        cause.add_note(str(error))
        raise cause from None
    except UserError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


def _name(rule: str | Rule) -> str:
    return rule if isinstance(rule, str) else rule.name


def _dtype(dtype: Any) -> str:
    """The name of a dtype, however it is written: "float32", numpy.float32, numpy.dtype("float32")."""
    return str(getattr(dtype, "name", None) or getattr(dtype, "__name__", dtype))
