"""A rule is stated once and executed with many kinds of number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from rmsprop_sym.errors import UserError
from rmsprop_sym.kernel.term import Scalar, Term
from rmsprop_sym.numbers import constant
from rmsprop_sym.numbers.count import Count
from rmsprop_sym.rules.run import Run, RunState, run


class State(SimpleNamespace):
    """What a rule remembers between two steps: its letters, and the number t of steps taken."""


@dataclass(frozen=True, eq=False)
class Rule:
    """An update rule: its name, its body, where its states start, and what it asks for.

    The body is executed, never parsed: `body(old, new, g, **hyper)` reads the old state and
    assigns the new one.  Source: the `source` field names the code or the paper that does this.
    """

    name: str
    body: Callable[..., None]
    start: Mapping[str, int]
    hyper: tuple[str, ...]
    source: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    scheduled: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> RunState:
        """A letter of state of the run on g: `rmsprop.v(t)`."""
        return getattr(run(self), name)  # type: ignore[no-any-return]

    def run(self, gradients: Callable[[Term], Term] | None = None, **hyper: Scalar) -> Run:
        """A run of the rule among letters; without arguments, on g(1), g(2), ... with its own letters."""
        return run(self, gradients, **hyper)

    def on_schedule(self, *names: str) -> Rule:
        """The rule with hyper-parameters that are another number at each step: eta(1), eta(2), ...

        Raises UserError for what is no hyper-parameter of the rule.

        >>> from rmsprop_sym.rules import sgd
        >>> sgd.on_schedule("eta").name
        'sgd_with_eta_scheduled'
        """
        for name in names:
            if name not in self.hyper:
                known = ", ".join(self.hyper) or "none"
                raise UserError(f"{self.name} has no hyper-parameter {name!r}; it has {known}.")
        kept = tuple(name for name in self.hyper if name in names)
        called = f"{self.name}_with_{'_and_'.join(kept)}_scheduled" if kept else self.name
        return replace(self, name=called, scheduled=kept)

    @property
    def states(self) -> tuple[str, ...]:
        """The letters of state, theta last."""
        return (*self.start, "theta")

    def begin(self, theta: Any) -> State:
        """The state before the first step, in the kind and shape of theta."""
        starts = {name: constant(value, theta) for name, value in self.start.items()}
        return State(t=0 if isinstance(theta, float) else Count(0), theta=theta, **starts)

    def step(self, old: State, g: Any, **hyper: Any) -> State:
        """The state after one more step, in the order of operations in which the rule is written."""
        new = State(t=old.t + 1)
        self.body(old, new, g, **hyper)
        return new

    def trajectory(self, gradients: Iterable[Any], theta: Any, **hyper: Any) -> Iterator[State]:
        """The states after step 1, 2, 3, ... for the given gradients."""
        state = self.begin(theta)
        for g in gradients:
            state = self.step(state, g, **hyper)
            yield state


def rule(
    *, source: str = "", defaults: Mapping[str, str] | None = None, **start: int
) -> Callable[[Callable[..., None]], Rule]:
    """Makes a rule of a body; the keywords are the start values of its states other than theta.

    Hyper-parameters are the body's keyword-only arguments.
    """

    def make(body: Callable[..., None]) -> Rule:
        code = body.__code__
        names = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        return Rule(body.__name__, body, start, names, source, defaults or {})

    return make
