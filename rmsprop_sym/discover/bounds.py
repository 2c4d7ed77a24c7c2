"""A bound on every step of a rule, from the newest gradient's part in what divides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rmsprop_sym.alphabet import g, t
from rmsprop_sym.board import (
    Derivation,
    Reason,
    _,
    by_cases,
    concludes,
    eq,
    le,
    lt,
    ne,
    proves,
    root_is,
    size_is,
    under_roots,
)
from rmsprop_sym.discover.book import now, unless_known
from rmsprop_sym.discover.by_sign import sign_and_rate, sign_bound
from rmsprop_sym.discover.linear import Linear
from rmsprop_sym.discover.steps import Steps
from rmsprop_sym.discover.terms import Underivable, divided, factored, factors, is_root, speaks, times, written
from rmsprop_sym.kernel.certificate import Monomial, normal, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Term
from rmsprop_sym.kernel.theorem import assume
from rmsprop_sym.search import walk

NOW = t + 1


@dataclass(frozen=True)
class Place:
    """Where the newest gradient is in a divisor: through which states, under which root, with what beside it."""

    chain: tuple[Linear, ...]
    under: Term | None
    scale: Term
    beside: Term

    @property
    def weight(self) -> Term:
        """The weight of the newest gradient in the memory."""
        return factored(times(*(memory.weight for memory in self.chain)))


@dataclass(frozen=True)
class Bound:
    """Writes the boards about a step rate * gradient / divisor, where a state in the divisor holds the gradient.

    The chain has the state that takes in the gradient, the state that takes in that one, and so on to the divisor.
    """

    write: Steps
    place: Place
    signs: Mapping[str, Derivation]
    rate: Term
    divisor: Term
    known: tuple[Reason, ...]
    given: tuple[Claim, ...]

    @property
    def memory(self) -> Linear:
        """The state in the divisor."""
        return self.place.chain[-1]

    @property
    def under(self) -> Term | None:
        """What stands under the root, if there is one."""
        return self.place.under

    @property
    def share(self) -> Term:
        """What the divisor is at least, as a part of the gradient's size."""
        whole = times(self.place.weight, self.place.scale)
        if self.under is None:
            return whole
        above, below = factors(whole)
        return divided(_root(times(*above)), _root(times(*below)))

    @property
    def least(self) -> Term:
        """What the divisor is at least."""
        return times(self.share, abs(g(NOW)))

    @property
    def fresh(self) -> Term:
        """What is left of the newest gradient in the memory."""
        return times(self.place.weight, self.place.chain[0].source(NOW))

    def facts(self, given: Sequence[Any]) -> list[Reason]:
        """What may be used on a board."""
        return [*now(given), *self.known]

    @property
    def inside(self) -> Term:
        """What stands under the root, or the state itself where there is none."""
        return self.memory.state(NOW) if self.under is None else self.under

    def newest_kept(self, memory: Linear, fresh: Term, before: Derivation | None) -> Derivation:
        """The newest input is in a memory."""
        taken = times(memory.weight, memory.source(NOW))

        @proves(le(fresh, memory.state(NOW)), given=self.given)
        def board(*given: Any) -> Any:
            facts = self.facts(given)
            yield fresh
            if before:
                yield _ <= fresh + memory.weight * (before.claim.right - before.claim.left), before, *facts
                yield _ == taken
            yield _ <= times(memory.decay, memory.state(t)) + taken, self.signs[memory.name], *facts
            yield _ == memory.state(NOW), memory.state.at(NOW)

        return board

    def all_kept(self) -> Derivation:
        """The newest gradient is in the memory in the divisor, through all those before it."""
        fresh, kept = self.place.chain[0].source(NOW), None
        for memory in self.place.chain:
            fresh = times(memory.weight, fresh)
            name = "newest_kept" if memory == self.memory else f"newest_kept_by_{memory.name}"
            board = self.newest_kept(memory, fresh, kept)
            kept = self.write.book.keep(name, "The newest input is in the memory.", board)
        assert kept is not None
        return kept

    def scaled(self, kept: Derivation, facts: Sequence[Reason]) -> Derivation:
        """The newest input is in the memory, both times the scale."""
        scale, claim = self.place.scale, kept.claim
        if scale == ONE:
            return kept
        positive = concludes(le(0, scale * (claim.right - claim.left)), kept, *facts)
        return concludes(le(times(claim.left, scale), times(claim.right, scale)), positive)

    def memory_positive(self, kept: Derivation) -> Derivation:
        """The memory is positive, because the gradient is not 0."""

        @proves(Claim(ZERO, "<", self.inside), given=self.given)
        def board(*given: Any) -> Any:
            facts = self.facts(given)
            yield 0
            yield _ < times(self.fresh, self.place.scale), *facts
            yield _ <= self.inside, self.scaled(kept, facts), *facts

        return board

    def divisor_large(self, kept: Derivation, positive: Derivation) -> Derivation:
        """The divisor is at least the share of the newest gradient."""

        @proves(le(self.least, self.divisor), given=self.given)
        def board(*given: Any) -> Any:
            facts = self.facts(given)
            yield self.least
            if self.under is None:
                yield _ <= self.inside, kept, *facts
            else:
                fresh = times(self.fresh, self.place.scale)
                inside = concludes(le(fresh, self.inside), self.scaled(kept, facts), *facts)
                yield _ == fresh.sqrt(), root_is(fresh, self.least, *facts)
                yield _ <= self.inside.sqrt(), under_roots(le(fresh, self.inside), inside, positive, *facts)
            yield _ <= self.divisor, *facts

        return board

    def divisor_positive(self, large: Derivation) -> Derivation:
        """The divisor is positive."""

        @proves(Claim(ZERO, "<", self.divisor), given=self.given)
        def board(*given: Any) -> Any:
            facts = self.facts(given)
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
            facts = self.facts(given)
            yield 0
            left = self.rate * (self.divisor - self.least) / times(self.share, self.divisor)
            yield _ <= left, large, positive, *facts
            yield _ == self.limit - self.size, positive, *facts

        return board

    def step_bound(self) -> Derivation:
        """No step is longer than the rate over the share of the newest gradient, whatever the gradients."""
        keep = self.write.book.keep
        kept = self.all_kept()
        memory = keep("memory_positive", "It is positive, because the gradient is not 0.", self.memory_positive(kept))
        large = keep("divisor_large", "The divisor holds the newest gradient.", self.divisor_large(kept, memory))
        positive = keep("divisor_positive", "The divisor is positive.", self.divisor_positive(large))
        left = keep("bound_left", "What is left below the bound.", self.bound_left(large, positive))
        theta, step = self.write.theta, self.write.step()
        claim, none = le(abs(theta(NOW) - theta(t)), self.limit), eq(g(NOW), 0)

        @proves(claim, given=self.given)
        def at_a_gradient(*given: Any) -> Any:
            facts = self.facts(given)
            yield claim.left
            yield _ == abs(step), theta.at(NOW)
            yield _ == self.size, size_is(step, self.size, positive, *facts)
            yield _ <= self.limit, left, *facts

        @proves(claim, given=[none, *self.given[1:]])
        def at_none(*given: Any) -> Any:
            facts = self.facts(given)
            yield claim.left
            yield _ == abs(step), theta.at(NOW)
            yield _ == 0, size_is(step, ZERO, *facts)
            yield _ <= self.limit, *facts

        some = keep("step_bound_at_a_gradient", "A gradient leaves something in the divisor.", at_a_gradient)
        return by_cases(none, keep("step_bound_at_none", "Without a gradient there is no step.", at_none), some)


def step_bound(
    write: Steps, states: Mapping[str, Linear], signs: Mapping[str, Derivation], known: Sequence[Derivation]
) -> Derivation:
    """The bound; raises Underivable for a step that is neither a sign nor a gradient over a memory of it."""
    if found := sign_and_rate(write.step()):
        return sign_bound(write, *found)
    rate, divisor = _quotient(write)
    place = _place(divisor, {name: state for name, state in states.items() if name in signs})
    given = [ne(g(NOW), 0), *write.book.always]
    facts = [*now(list(map(assume, given))), *(fact.theorem for fact in known)]
    wanted = [le(0, rate), lt(0, place.scale), le(0, place.beside)]
    for memory in place.chain:
        wanted += [le(0, memory.decay), lt(0, memory.weight), *signs[memory.name].theorem.hypotheses]
    given += unless_known(*wanted, facts=facts)
    return Bound(write, place, signs, rate, divisor, tuple(known), tuple(dict.fromkeys(given))).step_bound()


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


def _place(divisor: Term, states: Mapping[str, Linear]) -> Place:
    """Where the newest gradient is in the divisor."""
    for state in states.values():
        s = state.state(NOW)
        roots = [part for part in walk(divisor) if is_root(part) and s in set(walk(part))]
        under = roots[0].args[0] if roots else None
        rest = written(plus(normal(divisor), normal(roots[0] if roots else s), -1))
        scale, within = _scaled(under, s) if under is not None else (ONE, ZERO)
        chain = _chain(state, states, g(NOW) ** 2 if roots else abs(g(NOW)))
        if chain and not any(map(speaks, (rest, within, scale))):
            return Place(chain, under, scale, rest if within == ZERO else within)
    raise Underivable("the divisor does not hold the newest gradient in a way that bounds the step")


def _scaled(under: Term, s: Term) -> tuple[Term, Term]:
    """The factor of a state in what stands under a root, and what stands beside it."""
    found, atom = normal(under), _atom(s)
    scale = {monomial - {atom}: c for monomial, c in found.items() if atom in monomial}
    return written(scale), written({monomial: c for monomial, c in found.items() if atom not in monomial})


def _chain(state: Linear, states: Mapping[str, Linear], newest: Term) -> tuple[Linear, ...]:
    """The states through which the newest gradient comes into this one; none if it does not."""
    if normal(state.source(NOW)) == normal(newest):
        return (state,)
    for other in states.values():
        if other is not state and normal(state.source(NOW)) == normal(other.state(NOW)):
            before = _chain(other, {name: each for name, each in states.items() if each is not state}, newest)
            return (*before, state) if before else ()
    return ()


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
