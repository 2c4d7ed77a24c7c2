"""A bound on every step of a rule that moves by the sign of something: the rate is all that it can move."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any

from rmsprop_sym.alphabet import t
from rmsprop_sym.board import Derivation, Reason, _, by_cases, eq, le, ne, proves, size_is
from rmsprop_sym.discover.book import now, unless_known
from rmsprop_sym.discover.steps import Steps
from rmsprop_sym.discover.terms import divided, factors, speaks, times
from rmsprop_sym.kernel.term import ZERO, Apply, Head, Number, Term
from rmsprop_sym.kernel.theorem import assume, instance
from rmsprop_sym.search import X
from rmsprop_sym.search.lemmas import size_squared


def sign_and_rate(step: Term) -> tuple[Term, Term] | None:
    """What the step takes the sign of, and the rate; None for a step that is no rate times a sign."""
    above, below = factors(step)
    signs = [part for part in above if isinstance(part, Apply) and part.head == Head("sign")]
    if len(signs) != 1:
        return None
    above.remove(signs[0])
    number = abs(prod((part.value for part in above if isinstance(part, Number)), start=Fraction(1)))
    rest = [part for part in above if not isinstance(part, Number)]
    rate = divided(times(_whole(number.numerator), *rest), times(_whole(number.denominator), *below))
    return None if speaks(rate) else (signs[0].args[0], rate)


def _whole(n: int) -> Number:
    return Number(Fraction(n))


def sign_bound(write: Steps, inside: Term, rate: Term) -> Derivation:
    """No step is longer than the rate, whatever the sign is taken of."""
    step, theta = write.step(), write.theta
    claim, none = le(abs(theta(t + 1) - theta(t)), rate), eq(inside, 0)
    square = instance(size_squared(), {X: inside})
    given = [*write.book.always]
    given += unless_known(le(0, rate), facts=now(list(map(assume, given))))

    def lines(size: Term, facts: Sequence[Reason]) -> Any:
        yield claim.left
        yield _ == abs(step), theta.at(t + 1)
        yield _ == size, size_is(step, size, square, *facts)
        if size != rate:
            yield _ <= rate, *facts

    @proves(claim, given=[none, *given])
    def at_none(*facts: Any) -> Any:
        yield from lines(ZERO, now(facts))

    @proves(claim, given=[ne(inside, 0), *given])
    def at_a_sign(*facts: Any) -> Any:
        yield from lines(rate, now(facts))

    keep = write.book.keep
    some = keep("step_bound_at_a_sign", "A sign has the size 1.", at_a_sign)
    return by_cases(none, keep("step_bound_at_zero", "The sign of 0 is 0: there is no step.", at_none), some)
