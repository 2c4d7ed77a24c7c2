"""Why a linear state never is negative, whether its decay stays the same or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from rmsprop_sym.alphabet import t
from rmsprop_sym.board import Derivation, _, by_induction, le, proves
from rmsprop_sym.discover.book import now
from rmsprop_sym.discover.linear import Linear
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Scalar, Term


class Stepping(Protocol):
    """What writes a board from the equation of a linear state."""

    @property
    def of(self) -> Linear:
        """The state."""

    def s(self, n: Scalar) -> Term:
        """The state at a step."""

    def equation(self, n: Scalar, old: Term) -> Term:
        """The rule's equation, with the old state as it is known."""


def never_negative(write: Stepping, given: Sequence[Claim], facts: Sequence[Derivation]) -> Derivation:
    """From a start that is not negative, by what is taken in and supposed, the state never is."""

    def claim(n: Scalar) -> Claim:
        return le(0, write.s(n))

    @proves(claim(0))
    def base() -> Any:
        """It starts so."""
        yield 0
        yield _ <= write.of.start
        yield _ == write.s(0), write.of.state.start

    @proves(claim(t + 1), given=[claim(t), *given])
    def step(ih: Any, *known: Any) -> Any:
        """What is taken in is not negative."""
        yield 0
        yield _ <= write.equation(t + 1, write.s(t)), ih, *now(known), *(fact.at({t: t + 1}) for fact in facts)
        yield _ == write.s(t + 1), write.of.state.at(t + 1)

    return by_induction(t, claim, base, step)
