"""What is to be expected of a state, when each gradient is one of n outcomes and its input is alike on average."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rmsprop_sym.alphabet import g, i, k, n, t
from rmsprop_sym.board import Derivation, Reason, _, by_induction, concludes, eq, every, proves
from rmsprop_sym.derivations.expectation import P, beside, certain, expectation, on_average
from rmsprop_sym.discover.states import Writer
from rmsprop_sym.discover.terms import Underivable, times, together
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Lambda, Scalar, Term, substitute, term
from rmsprop_sym.kernel.theorem import Theorem, specialise
from rmsprop_sym.rules.run import RunState, run


@dataclass(frozen=True)
class Expected:
    """Writes the board about the mean of a state over n outcomes, each with gradients of its own."""

    write: Writer

    @cached_property
    def state(self) -> RunState:
        """The state in the outcome k."""
        return RunState(run(self.write.book.rule, lambda step: g(step * n + k)), self.write.of.name)

    def source(self, step: Scalar) -> Term:
        """What the state takes in at a step, in the outcome k."""
        return substitute(self.write.of.source(step), {g.head: Lambda(i, g(i * n + k))})

    def mean(self, steps: Scalar) -> Term:
        """What is to be expected after so many steps."""
        of, level = self.write.of, self.write.level()
        if of.sums:
            return together(of.start, times(term(steps), of.weight, level))
        faded = self.write.faded(steps)
        return together(times(faded, of.start), (1 - faded) * self.write.share(level))

    def board(self) -> Derivation:
        """The bias, by induction: expectation is linear, so the recurrence holds for what is expected."""
        of, level = self.write.of, self.write.level()
        if of.nested or of.timed:
            raise Underivable("what it takes in is not alike on average if the gradients are")
        given = [] if of.sums else self.write.fading()
        alike = every(i, eq(expectation(self.source(i)), level), 1)
        sure = [certain] if of.start != ZERO else []

        def claim(steps: Scalar) -> Claim:
            return eq(expectation(self.state(steps)), self.mean(steps))

        @proves(claim(0), given=sure)
        def base(*known: Any) -> Any:
            """In every outcome it starts alike."""
            yield expectation(self.state(0))
            yield _ == expectation(of.start), each(self.state(0), of.start, self.state.start)
            yield _ == claim(0).right, *known

        @proves(claim(t + 1), given=[claim(t), alike, *given])
        def step(ih: Any, same: Any, *known: Any) -> Any:
            """Expectation is linear."""
            old, fresh = self.state(t), self.source(t + 1)
            newer = together(times(of.decay, old), times(of.weight, fresh))
            parts = together(times(of.decay, expectation(old)), times(of.weight, expectation(fresh)))
            yield expectation(self.state(t + 1))
            yield _ == expectation(newer), each(self.state(t + 1), newer, self.state.at(t + 1))
            yield _ == parts, beside(old, fresh)
            yield _ == together(times(of.decay, claim(t).right), times(of.weight, level)), ih, specialise(same, t + 1)
            yield _ == claim(t + 1).right, *known

        return by_induction(t, claim, base, step)


def each(left: Term, right: Term, why: Reason) -> Theorem:
    """What is equal in each outcome is equal on average."""
    made: Theorem = on_average(concludes(eq(P(k) * left, P(k) * right), why))
    return made
