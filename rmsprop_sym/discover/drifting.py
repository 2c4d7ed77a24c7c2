"""What a state remembers whose decay is another one at each step: by a summation factor, or by a product of decays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rmsprop_sym.alphabet import i, t, total
from rmsprop_sym.board import Derivation, _, by_induction, eq, every, le, lt, proves
from rmsprop_sym.discover.book import Book, now, unless_known
from rmsprop_sym.discover.factor import product_name, summation_factor
from rmsprop_sym.discover.linear import Linear
from rmsprop_sym.discover.signs import never_negative
from rmsprop_sym.discover.states import TABLE
from rmsprop_sym.discover.terms import (
    Underivable,
    at,
    divided,
    factored,
    letter_apart,
    plain_roots,
    tidy,
    times,
    together,
)
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import PLUS, ZERO, Apply, Letter, Scalar, Term, term
from rmsprop_sym.kernel.theorem import assume, specialise
from rmsprop_sym.rules.run import RunState

LIMIT = "its decay is another one at each step: whether the start is ever forgotten depends on all of them"


@dataclass(frozen=True, eq=False)
class Drifting:
    """Writes the boards about a linear state whose decay is another one at each step."""

    of: Linear
    book: Book

    def s(self, n: Scalar) -> Term:
        """The state."""
        return self.of.state(n)

    def equation(self, n: Scalar, old: Term) -> Term:
        """The rule's equation, with the old state as it is known."""
        return together(times(self.of.decay_at(n), old), times(self.of.weight_at(n), self.of.source(n)))

    def given(self, *claims: Claim) -> list[Claim]:
        """What must be supposed of every step for these claims about step t + 1."""
        known = self.book.always
        left = unless_known(*claims, facts=now(list(map(assume, known))))
        return [*known, *(every(i, Claim(at(c.left, i), c.relation, at(c.right, i)), 1) for c in left)]

    def constant(self) -> tuple[Claim, Letter]:
        """The hypothesis that the input stays the same, and what it is."""
        if self.of.nested:
            raise Underivable("its input is itself a state, which does not stay the same")
        if self.of.timed:
            raise Underivable("its input depends on the number of the step")
        if not self.of.averages:
            raise Underivable("decay and weight are not 1 together, so that no state is at rest at every step")
        level = letter_apart(self.book.rule, "G", "U", "C", "G_")
        return every(i, eq(self.of.source(i), level), 1), level

    def after(self, n: int, before: Derivation | None) -> Derivation:
        """The state after a few steps, written out."""
        old = before.claim.right if before else self.of.start
        end, here = tidy(self.equation(n, old)), self.of.state.at(n)

        @proves(eq(self.s(n), end))
        def board() -> Any:
            yield self.s(n)
            yield _ == self.equation(n, self.s(n - 1)), here, *plain_roots(here.claim.right)
            yield _ == self.equation(n, old), before or self.of.state.start
            yield _ == end

        return board

    def never_negative(self, facts: Sequence[Derivation]) -> Derivation:
        """From a start that is not negative, by what is taken in, it never is."""
        return never_negative(self, self.given(le(0, self.of.decay), le(0, self.of.weight)), facts)


@dataclass(frozen=True, eq=False)
class Telescope(Drifting):
    """The boards with a summation factor F: F(t + 1) times the decay is F(t)."""

    factor: Term

    def f(self, n: Scalar) -> Term:
        """The factor."""
        return tidy(at(self.factor, term(n) + 1))

    def share(self, n: Scalar) -> Term:
        """The factor times the weight."""
        return at(factored(self.f(t + 1) * self.of.weight), n)

    def first(self, start: Term) -> Term:
        """What the start leaves for ever."""
        return times(self.f(0), start)

    def closed_form(self) -> Derivation:
        """Times the factor, the state is its start and the sum of all that was taken in."""

        def claim(n: Scalar) -> Claim:
            taken = total(times(self.share(i), self.of.source(i)), i, 1, n)
            return eq(times(self.f(n), self.s(n)), together(self.first(self.s(0)), taken))

        @proves(claim(0))
        def base() -> Any:
            """Before the first step there is no past."""
            yield claim(0).left
            yield _ == claim(0).right

        @proves(claim(t + 1), given=[claim(t)])
        def step(ih: Any) -> Any:
            """The factor turns the decay into a sum."""
            fresh = times(self.share(t + 1), self.of.source(t + 1))
            yield claim(t + 1).left
            yield _ == times(self.f(t + 1), self.equation(t + 1, self.s(t))), self.of.state.at(t + 1)
            yield _ == times(self.f(t), self.s(t)) + fresh
            yield _ == claim(t).right + fresh, ih
            yield _ == claim(t + 1).right

        return by_induction(t, claim, base, step)

    def from_start(self, closed: Derivation) -> Derivation:
        """The state after the first step or later, from where the rule starts."""
        above = closed.at({t: t + 1}).claim.right
        end = divided(together(self.first(self.of.start), _last(above)), self.f(t + 1))

        @proves(eq(self.s(t + 1), end))
        def board() -> Any:
            yield self.s(t + 1)
            yield _ == self.f(t + 1) * self.s(t + 1) / self.f(t + 1)
            yield _ == above / self.f(t + 1), closed.at({t: t + 1})
            yield _ == end, self.of.state.start

        return board

    def weights_sum(self) -> Derivation:
        """The weights together, times the factor."""

        def claim(n: Scalar) -> Claim:
            return eq(total(self.share(i), i, 1, n), tidy(self.f(n) - self.f(0)))

        @proves(claim(0))
        def base() -> Any:
            """No steps, no weights."""
            yield claim(0).left
            yield _ == claim(0).right

        @proves(claim(t + 1), given=[claim(t)])
        def step(ih: Any) -> Any:
            """The newest weight joins them."""
            yield claim(t + 1).left
            yield _ == claim(t).left + self.share(t + 1)
            yield _ == claim(t).right + self.share(t + 1), ih
            yield _ == claim(t + 1).right

        return by_induction(t, claim, base, step)

    def approach(self) -> Derivation:
        """Under constant input the factor times the distance stays the same."""
        same, level = self.constant()

        def claim(n: Scalar) -> Claim:
            return eq(times(self.f(n), self.s(n) - level), self.first(self.s(0) - level))

        @proves(claim(0))
        def base() -> Any:
            """At the start it is what it is."""
            yield claim(0).left
            yield _ == claim(0).right

        @proves(claim(t + 1), given=[claim(t), same])
        def step(ih: Any, alike: Any) -> Any:
            """One more step."""
            taken = together(times(self.of.decay, self.s(t)), times(self.of.weight, level))
            yield claim(t + 1).left
            yield _ == times(self.f(t + 1), self.equation(t + 1, self.s(t)) - level), self.of.state.at(t + 1)
            yield _ == times(self.f(t + 1), taken - level), specialise(alike, t + 1)
            yield _ == claim(t).left
            yield _ == claim(t).right, ih

        return by_induction(t, claim, base, step)

    def under_constant_input(self, approach: Derivation) -> Derivation:
        """The state under constant input after the first step or later, from where the rule starts."""
        same, level = self.constant()
        left = self.first(level if self.of.start == ZERO else self.of.start - level)
        late = divided(left, self.f(t + 1))
        end = level if left == ZERO else level - late if self.of.start == ZERO else level + late

        @proves(eq(self.s(t + 1), end), given=[same])
        def board(alike: Any) -> Any:
            yield self.s(t + 1)
            yield _ == level + self.f(t + 1) * (self.s(t + 1) - level) / self.f(t + 1)
            first = self.first(self.s(0) - level)
            yield _ == level + first / self.f(t + 1), approach.at({t: t + 1}, alike)
            yield _ == end, self.of.state.start

        return board


@dataclass(frozen=True, eq=False)
class Product(Drifting):
    """The boards with the product P of the decays so far: a state that starts at 1 and is multiplied by each."""

    p: RunState

    def positive(self) -> Derivation:
        """The product is positive if every decay is."""
        given = self.given(lt(0, self.of.decay))

        def claim(n: Scalar) -> Claim:
            return lt(0, self.p(n))

        @proves(claim(0))
        def base() -> Any:
            """It starts at 1."""
            yield 0
            yield _ < self.p(0), self.p.start

        @proves(claim(t + 1), given=[claim(t), *given])
        def step(ih: Any, *known: Any) -> Any:
            """One more positive factor."""
            yield 0
            yield _ < self.of.decay * self.p(t), ih, *now(known)
            yield _ == self.p(t + 1), self.p.at(t + 1)

        return by_induction(t, claim, base, step)

    def closed_form(self, positive: Derivation) -> Derivation:
        """What the product leaves of the start, and of each input since it was taken in."""
        given = self.given(lt(0, self.of.decay))

        def opened(n: Scalar) -> Term:
            return self.s(0) + total(times(self.of.weight_at(i), self.of.source(i)) / self.p(i), i, 1, n)

        def claim(n: Scalar) -> Claim:
            return eq(self.s(n), self.p(n) * opened(n))

        @proves(claim(0))
        def base() -> Any:
            """Nothing is lost yet."""
            yield self.s(0)
            yield _ == claim(0).right, self.p.start

        @proves(claim(t + 1), given=[claim(t), *given])
        def step(ih: Any, *known: Any) -> Any:
            """One more step."""
            later = positive.at({t: t + 1}, *known)
            fresh = times(self.of.weight, self.of.source(t + 1))
            yield self.s(t + 1)
            yield _ == self.equation(t + 1, self.s(t)), self.of.state.at(t + 1)
            yield _ == self.of.decay * (self.p(t) * opened(t)) + fresh, ih
            yield _ == self.p(t + 1) * opened(t) + fresh, self.p.at(t + 1)
            yield _ == self.p(t + 1) * opened(t) + self.p(t + 1) * (fresh / self.p(t + 1)), later
            yield _ == claim(t + 1).right

        return by_induction(t, claim, base, step)

    def approach(self) -> Derivation:
        """Under constant input the product is left of the distance."""
        same, level = self.constant()

        def claim(n: Scalar) -> Claim:
            return eq(self.s(n) - level, self.p(n) * (self.s(0) - level))

        @proves(claim(0))
        def base() -> Any:
            """At the start the distance is what it is."""
            yield self.s(0) - level
            yield _ == claim(0).right, self.p.start

        @proves(claim(t + 1), given=[claim(t), same])
        def step(ih: Any, alike: Any) -> Any:
            """One more step."""
            taken = together(times(self.of.decay, self.s(t)), times(self.of.weight, level))
            yield self.s(t + 1) - level
            yield _ == self.equation(t + 1, self.s(t)) - level, self.of.state.at(t + 1)
            yield _ == taken - level, specialise(alike, t + 1)
            yield _ == self.of.decay * (self.s(t) - level)
            yield _ == self.of.decay * claim(t).right, ih
            yield _ == claim(t + 1).right, self.p.at(t + 1)

        return by_induction(t, claim, base, step)

    def under_constant_input(self, approach: Derivation) -> Derivation:
        """The state under constant input, from where the rule starts."""
        same, level = self.constant()
        start = self.of.start
        end = (1 - self.p(t)) * level if start == ZERO else level + self.p(t) * (start - level)

        @proves(eq(self.s(t), end), given=[same])
        def board(alike: Any) -> Any:
            yield self.s(t)
            yield _ == level + (self.s(t) - level)
            yield _ == level + self.p(t) * (self.s(0) - level), approach, alike
            yield _ == level + self.p(t) * (start - level), self.of.state.start
            yield _ == end

        return board


def _last(whole: Term) -> Term:
    """The sum in a closed form."""
    return whole.args[1] if isinstance(whole, Apply) and whole.head == PLUS else whole


def drifting(state: Linear, book: Book, signs: Sequence[Derivation]) -> Derivation | None:
    """Writes what is found about such a state into the book; hands back that it is never negative, if it is."""
    factor = summation_factor(state.decay)
    if factor is None:
        _multiplied(Product(state, book, RunState(state.state.run, product_name(state.name))), book)
    else:
        _telescoped(Telescope(state, book, factor), book)
    book.miss(f"{state.name}_limit", LIMIT)
    book.miss(f"{state.name}_expected", "expectation is taken only where the decay stays the same")
    write, before = Drifting(state, book), None
    for n in range(1, TABLE + 1):
        board = partial(write.after, n, before)
        before = book.add(f"{state.name}_after_{n}", "The table of the first steps.", board)
        if before is None:
            break
    return book.attempt(f"{state.name}_never_negative", "It never is negative.", lambda: write.never_negative(signs))


def _telescoped(write: Telescope, book: Book) -> None:
    name = write.of.name
    closed = book.add(f"{name}_closed_form", "The state, opened up by a summation factor.", write.closed_form)
    if closed:
        book.add(f"{name}_from_start", "The same, from where the rule starts.", lambda: write.from_start(closed))
    if write.of.averages:
        book.add(f"{name}_weights_sum", "All weights together, times the factor.", write.weights_sum)
    _constant(write, book)


def _multiplied(write: Product, book: Book) -> None:
    name = write.of.name
    positive = book.add(f"{name}_kept_positive", "Something is left of the start for ever.", write.positive)
    if positive:
        book.add(f"{name}_closed_form", "The state, opened up by what is kept.", lambda: write.closed_form(positive))
    _constant(write, book)


def _constant(write: Telescope | Product, book: Book) -> None:
    name = write.of.name
    approach = book.add(f"{name}_approach", "Under constant input, the distance from it.", write.approach)
    if approach:
        says = "Constant input, from the start."
        book.add(f"{name}_constant_input", says, lambda: write.under_constant_input(approach))
