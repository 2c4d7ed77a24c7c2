"""A bound on every step of a rule, from the newest gradient's part in what divides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rmsprop_sym.alphabet import g, t
from rmsprop_sym.board import Derivation, _, le, lt, ne, proves, root_is, size_is, under_roots
from rmsprop_sym.discover.book import now, unless_known
from rmsprop_sym.discover.linear import Linear
from rmsprop_sym.discover.steps import Steps
from rmsprop_sym.discover.terms import Underivable, divided, factors, speaks, times, written
from rmsprop_sym.kernel.certificate import Monomial, normal, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Apply, Head, Term
from rmsprop_sym.kernel.theorem import assume
from rmsprop_sym.search import walk

NOW = t + 1


@dataclass(frozen=True)
class Bound:
    """Writes the boards about a step rate * gradient / divisor, where a state in the divisor holds the gradient."""

    write: Steps
    memory: Linear
    sign: Derivation
    rate: Term
    divisor: Term
    under: Term | None
    given: tuple[Claim, ...]

    @property
    def share(self) -> Term:
        """What the divisor is at least, as a part of the gradient's size."""
        if self.under is None:
            return self.memory.weight
        above, below = factors(self.memory.weight)
        return divided(_root(times(*above)), _root(times(*below)))

    @property
    def least(self) -> Term:
        """What the divisor is at least."""
        return times(self.share, abs(g(NOW)))

    @property
    def fresh(self) -> Term:
        """What the state takes in now."""
        return times(self.memory.weight, self.memory.source(NOW))

    @property
    def inside(self) -> Term:
        """What stands under the root, or the state itself where there is none."""
        return self.memory.state(NOW) if self.under is None else self.under

    def newest_kept(self) -> Derivation:
        """The newest input is in the memory."""
        memory = self.memory

        @proves(le(self.fresh, memory.state(NOW)), given=self.given)
        def board(*given: Any) -> Any:
            facts = now(given)
            yield self.fresh
            yield _ <= times(memory.decay, memory.state(t)) + self.fresh, self.sign, *facts
            yield _ == memory.state(NOW), memory.state.at(NOW)

        return board

    def memory_positive(self, kept: Derivation) -> Derivation:
        """The memory is positive, because the gradient is not 0."""

        @proves(Claim(ZERO, "<", self.inside), given=self.given)
        def board(*given: Any) -> Any:
            facts = now(given)
            yield 0
            yield _ < self.fresh, *facts
            yield _ <= self.memory.state(NOW), kept, *facts
            if self.under is not None:
                yield _ <= self.under, *facts

        return board

    def divisor_large(self, kept: Derivation, positive: Derivation) -> Derivation:
        """The divisor is at least the share of the newest gradient."""

        @proves(le(self.least, self.divisor), given=self.given)
        def board(*given: Any) -> Any:
            facts = now(given)
            yield self.least
            if self.under is None:
                yield _ <= self.inside, kept, *facts
            else:
                yield _ == self.fresh.sqrt(), root_is(self.fresh, self.least, *facts)
                yield _ <= self.inside.sqrt(), under_roots(le(self.fresh, self.inside), kept, positive, *facts)
            yield _ <= self.divisor, *facts

        return board

    def divisor_positive(self, large: Derivation) -> Derivation:
        """The divisor is positive."""

        @proves(Claim(ZERO, "<", self.divisor), given=self.given)
        def board(*given: Any) -> Any:
            facts = now(given)
            yield 0
            yield _ < self.least, *facts
            yield _ <= self.divisor, large, *facts

        return board

    @property
    def limit(self) -> Term:
        """The bound."""
        (above, below), (share, part) = factors(self.rate), factors(self.share)
        upper, lower = [*above, *part], [*below, *share]
        for common in [factor for factor in upper if factor in lower]:
            upper.remove(common)
            lower.remove(common)
        return divided(times(*upper), times(*lower))

    @property
    def size(self) -> Term:
        """The size of the step."""
        return times(self.rate, abs(g(NOW))) / self.divisor

    def bound_left(self, large: Derivation, positive: Derivation) -> Derivation:
        """What is left below the bound."""

        @proves(le(0, self.limit - self.size), given=self.given)
        def board(*given: Any) -> Any:
            facts = now(given)
            yield 0
            left = self.rate * (self.divisor - self.least) / times(self.share, self.divisor)
            yield _ <= left, large, positive, *facts
            yield _ == self.limit - self.size, positive, *facts

        return board

    def step_bound(self) -> Derivation:
        """No step is longer than the rate over the share of the newest gradient, whatever the gradients."""
        keep = self.write.book.keep
        kept = keep("newest_kept", "The newest input is in the memory.", self.newest_kept())
        memory = keep("memory_positive", "It is positive, because the gradient is not 0.", self.memory_positive(kept))
        large = keep("divisor_large", "The divisor holds the newest gradient.", self.divisor_large(kept, memory))
        positive = keep("divisor_positive", "The divisor is positive.", self.divisor_positive(large))
        left = keep("bound_left", "What is left below the bound.", self.bound_left(large, positive))
        theta, step = self.write.theta, self.write.step()

        @proves(le(abs(theta(NOW) - theta(t)), self.limit), given=self.given)
        def board(*given: Any) -> Any:
            facts = now(given)
            yield abs(theta(NOW) - theta(t))
            yield _ == abs(step), theta.at(NOW)
            yield _ == self.size, size_is(step, self.size, positive, *facts)
            yield _ <= self.limit, left, *facts

        return board


def step_bound(write: Steps, states: Mapping[str, Linear], signs: Mapping[str, Derivation]) -> Derivation:
    """The bound; raises Underivable for a step that is no gradient over a memory of it."""
    rate, divisor = _quotient(write)
    memory, under, rest = _memory(divisor, [state for state in states.values() if state.name in signs])
    sign = signs[memory.name]
    given = [ne(g(NOW), 0), *write.book.always]
    known = now(list(map(assume, given)))
    given += unless_known(le(0, rate), le(0, memory.decay), le(0, rest), facts=known)
    given += unless_known(lt(0, memory.weight), *sign.theorem.hypotheses, facts=known)
    return Bound(write, memory, sign, rate, divisor, under, tuple(given)).step_bound()


def _root(whole: Term) -> Term:
    return ONE if whole == ONE else whole.sqrt()


def _quotient(write: Steps) -> tuple[Term, Term]:
    """The step as rate * gradient / divisor: the rate and the divisor."""
    step = normal(write.step())
    gradient = _atom(g(NOW))
    if len(step) != 1 or gradient not in next(iter(step)):
        raise Underivable("the step is not one gradient over one divisor")
    above, below = factors(_positive(_without(step, gradient)))
    moving = [part for part in below if speaks(part)]
    if len(moving) != 1 or any(speaks(part) for part in above):
        raise Underivable("the step is not one gradient over one divisor")
    below.remove(moving[0])
    return divided(times(*above), times(*below)), moving[0]


def _memory(divisor: Term, states: list[Linear]) -> tuple[Linear, Term | None, Term]:
    """The state in the divisor, what stands under its root if there is one, and what is added to it."""
    for state in states:
        s = state.state(NOW)
        roots = [p for p in walk(divisor) if isinstance(p, Apply) and p.head == Head("sqrt") and s in set(walk(p))]
        under = roots[0].args[0] if roots else None
        rest = written(plus(normal(divisor), normal(roots[0] if roots else s), -1))
        within = written(plus(normal(under), normal(s), -1)) if under is not None else ZERO
        whole = normal(g(NOW) ** 2 if roots else abs(g(NOW)))
        free = not any(speaks(part) for part in (rest, within))
        if free and normal(state.source(NOW)) == whole:
            return state, under, rest if within == ZERO else within
    raise Underivable("the divisor does not hold the newest gradient in a way that bounds the step")


def _atom(whole: Term) -> tuple[Any, Any]:
    """What a term is in a normal form."""
    (monomial,) = normal(whole)
    (power,) = monomial
    return power


def _without(found: Mapping[Monomial, Fraction], power: Any) -> Mapping[Monomial, Fraction]:
    ((monomial, c),) = found.items()
    return {monomial - {power}: c}


def _positive(found: Mapping[Monomial, Fraction]) -> Term:
    return written({monomial: abs(c) for monomial, c in found.items()})
