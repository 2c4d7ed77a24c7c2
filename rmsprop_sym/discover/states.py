"""What a linear state remembers: its closed form, its weights, where it comes to rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rmsprop_sym.alphabet import i, k, t, total
from rmsprop_sym.alphabet import x as any_x
from rmsprop_sym.board import (
    Derivation,
    _,
    by_induction,
    concludes,
    eq,
    every,
    in_the_limit,
    instance_of,
    le,
    lt,
    proves,
    tends,
)
from rmsprop_sym.derivations._facts import powers_vanish
from rmsprop_sym.discover.book import Book, unless_known
from rmsprop_sym.discover.linear import Linear
from rmsprop_sym.discover.signs import never_negative
from rmsprop_sym.discover.terms import Underivable, divided, factored, factors, letter_apart, tidy, times, together
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Letter, Number, Scalar, Term, term
from rmsprop_sym.kernel.theorem import Theorem, assume, reverse, specialise, split

TABLE = 3


@dataclass(frozen=True)
class Writer:
    """Writes the boards about one linear state."""

    of: Linear
    book: Book

    # --- what is written again and again ---

    def s(self, n: Scalar) -> Term:
        """The state."""
        return self.of.state(n)

    def faded(self, n: Scalar) -> Term:
        """What n steps leave of a weight."""
        return ONE if self.of.sums else self.of.decay ** term(n)

    def past(self, n: Scalar) -> Term:
        """What was taken in, each with what is left of it."""
        return total(times(self.faded(term(n) - i), self.of.source(i)), i, 1, n)

    def opened(self, n: Scalar, start: Term) -> Term:
        """The state opened up."""
        return together(times(self.faded(n), start), times(self.of.weight, self.past(n)))

    def equation(self, n: Scalar, old: Term) -> Term:
        """The rule's equation, with the old state as it is known."""
        return together(times(self.of.decay, old), times(self.of.weight, self.of.source(n)))

    # --- the boards ---

    def closed_form(self) -> Derivation:
        """The state is what is left of its start and of all that was taken in."""

        def claim(n: Scalar) -> Claim:
            return eq(self.s(n), self.opened(n, self.s(0)))

        @proves(claim(0))
        def base() -> Any:
            """Before the first step there is no past."""
            yield self.s(0)
            yield _ == self.opened(0, self.s(0))

        @proves(claim(t + 1), given=[claim(t)])
        def step(ih: Any) -> Any:
            """One more step."""
            yield self.s(t + 1)
            yield _ == self.equation(t + 1, self.s(t)), self.of.state.at(t + 1)
            yield _ == self.equation(t + 1, self.opened(t, self.s(0))), ih
            yield _ == self.opened(t + 1, self.s(0)), *self.peeled()

        return by_induction(t, claim, base, step)

    def peeled(self) -> list[Theorem]:
        """The newest part of the past set apart, for a source of several parts, or a decay that is itself a power."""
        past = self.past(t + 1)
        several = len(normal(self.of.source(t + 1))) > 1 or self.of.decay_is_power
        return [split(past, t)] if several and past != ZERO else []

    def from_start(self, closed: Derivation) -> Derivation:
        """The closed form from where the rule starts."""

        @proves(eq(self.s(t), self.opened(t, self.of.start)))
        def board() -> Any:
            yield self.s(t)
            yield _ == self.opened(t, self.s(0)), closed
            yield _ == self.opened(t, self.of.start), self.of.state.start

        return board

    def by_age(self, closed: Derivation) -> Derivation:
        """The weights, sorted by age."""
        weight = times(self.of.weight, self.faded(k), self.of.source(t - k))
        aged = together(times(self.faded(t), self.s(0)), total(weight, k, 0, t - 1))

        @proves(eq(self.s(t), aged))
        def board() -> Any:
            yield self.s(t)
            yield _ == self.opened(t, self.s(0)), closed
            yield _ == aged, reverse(self.past(t))

        return board

    def powers_sum(self, factor: Term) -> Derivation:
        """(1 - decay) times the sum of the decay's powers is 1 - decay**t."""

        def claim(n: Scalar) -> Claim:
            return eq(factor * total(self.faded(term(n) - i), i, 1, n), 1 - self.faded(n))

        @proves(claim(0))
        def base() -> Any:
            """No steps, no weights."""
            yield claim(0).left
            yield _ == claim(0).right

        @proves(claim(t + 1), given=[claim(t)])
        def step(ih: Any) -> Any:
            """The old weights fade; the newest joins them."""
            yield claim(t + 1).left
            weights = total(self.faded(t + 1 - i), i, 1, t + 1)
            yield _ == self.of.decay * claim(t).left + factor, *([split(weights, t)] if self.of.decay_is_power else [])
            yield _ == self.of.decay * claim(t).right + factor, ih
            yield _ == claim(t + 1).right

        return by_induction(t, claim, base, step)

    def weights_sum(self) -> Derivation:
        """What all weights are together after t steps."""
        if self.of.sums:
            return concludes(eq(total(self.of.weight, i, 1, t), times(t, self.of.weight)))
        if self.of.averages:
            return self.powers_sum(self.of.weight)
        powers, given = self.powers_sum(self.of.gap), self.fading()
        together_now = eq(times(self.of.weight, total(self.faded(t - i), i, 1, t)), self.share(1 - self.faded(t)))
        return concludes(together_now, powers, *map(assume, given))

    def weights_total(self, weights: Derivation) -> Derivation:
        """What the sum of the weights tends to."""
        claim = tends(weights.claim.left, self.share(ONE), along=t)
        return in_the_limit(claim, weights, self.vanishing())

    def fading(self) -> list[Claim]:
        """What must be supposed for the decay's powers to vanish; Underivable if they do not."""
        if self.of.sums:
            raise Underivable("nothing is ever forgotten: the decay is 1")
        return unless_known(le(0, self.of.decay), lt(self.of.decay, 1))

    def vanishing(self) -> Derivation:
        """The powers of the decay tend to 0."""
        return instance_of(powers_vanish, {any_x: self.of.decay})

    def share(self, whole: Term) -> Term:
        """weight/(1 - decay) of something."""
        if self.of.averages:
            return whole
        if isinstance(self.of.gap, Number):
            return times(tidy(self.of.weight * Number(1 / self.of.gap.value)), whole)
        above, below = factors(factored(self.of.weight / self.of.gap))
        return divided(times(*above, whole), times(*below))

    # --- constant input ---

    def constant(self) -> tuple[Claim, Term]:
        """The hypothesis that the input stays the same, and where the state then rests."""
        if self.of.nested:
            raise Underivable("its input is itself a state, which does not stay the same")
        if self.of.timed:
            raise Underivable("its input depends on the number of the step")
        level = self.level()
        return every(i, eq(self.of.source(i), level), 1), self.share(level)

    def level(self) -> Letter:
        """The letter for a constant input."""
        return letter_apart(self.book.rule, "G", "U", "C", "G_")

    def grown(self) -> Derivation:
        """Under constant input a sum grows by the same amount at every step."""
        same, level = self.constant_sum()

        def claim(n: Scalar) -> Claim:
            return eq(self.s(n), self.s(0) + times(term(n), self.of.weight, level))

        @proves(claim(0))
        def base() -> Any:
            """Nothing has been added yet."""
            yield self.s(0)
            yield _ == claim(0).right

        @proves(claim(t + 1), given=[claim(t), same])
        def step(ih: Any, alike: Any) -> Any:
            """Each step adds the same."""
            yield self.s(t + 1)
            yield _ == self.equation(t + 1, self.s(t)), self.of.state.at(t + 1)
            yield _ == self.s(t) + times(self.of.weight, level), specialise(alike, t + 1)
            yield _ == claim(t).right + times(self.of.weight, level), ih
            yield _ == claim(t + 1).right

        return by_induction(t, claim, base, step)

    def constant_sum(self) -> tuple[Claim, Term]:
        """The hypothesis that a sum's input stays the same."""
        if self.of.nested or self.of.timed:
            raise Underivable("its input does not stay the same")
        return every(i, eq(self.of.source(i), self.level()), 1), self.level()

    def approach(self) -> Derivation:
        """Each step leaves the same share of the distance."""
        given, (same, rest) = self.fading(), self.constant()

        def claim(n: Scalar) -> Claim:
            return eq(self.s(n) - rest, self.faded(n) * (self.s(0) - rest))

        @proves(claim(0))
        def base() -> Any:
            """At the start the distance is what it is."""
            yield self.s(0) - rest
            yield _ == claim(0).right

        @proves(claim(t + 1), given=[claim(t), same, *given])
        def step(ih: Any, alike: Any, *known: Any) -> Any:
            """One more step."""
            yield self.s(t + 1) - rest
            yield _ == self.equation(t + 1, self.s(t)) - rest, self.of.state.at(t + 1)
            taken = times(self.of.weight, self.level())
            yield _ == together(times(self.of.decay, self.s(t)), taken) - rest, specialise(alike, t + 1)
            yield _ == self.of.decay * (self.s(t) - rest), *known
            yield _ == self.of.decay * claim(t).right, ih
            yield _ == claim(t + 1).right

        return by_induction(t, claim, base, step)

    def under_constant_input(self, approach: Derivation) -> Derivation:
        """The state under constant input, from where the rule starts."""
        given, (same, rest) = self.fading(), self.constant()
        start = self.of.start
        end = (1 - self.faded(t)) * rest if start == ZERO else rest + self.faded(t) * (start - rest)

        @proves(eq(self.s(t), end), given=[same, *given])
        def board(alike: Any, *known: Any) -> Any:
            yield self.s(t)
            yield _ == rest + (self.s(t) - rest)
            yield _ == rest + self.faded(t) * (self.s(0) - rest), approach, alike, *known
            yield _ == rest + self.faded(t) * (start - rest), self.of.state.start
            yield _ == end

        return board

    def limit(self, constant: Derivation) -> Derivation:
        """Where the state tends to under constant input."""
        __, rest = self.constant()
        return in_the_limit(tends(self.s(t), rest, along=t), constant, self.vanishing())

    def forgotten(self, closed: Derivation) -> Derivation:
        """A state that takes in nothing tends to 0."""
        return in_the_limit(tends(self.s(t), 0, along=t), closed, self.vanishing())

    def rests(self) -> Derivation:
        """The fixed point stays where it is."""
        given, (__, rest) = self.fading(), self.constant()
        taken = times(self.of.weight, self.level())
        return concludes(eq(together(self.of.decay * rest, taken), rest), *map(assume, given))

    def rests_only(self) -> Derivation:
        """Nothing else stays where it is."""
        given, (__, rest) = self.fading(), self.constant()
        point = letter_apart(self.book.rule, "x", "y", "x_")
        taken = times(self.of.weight, self.level())

        @proves(eq(point, rest), given=[eq(point, together(times(self.of.decay, point), taken)), *given])
        def board(fixed: Any, *known: Any) -> Any:
            yield point
            yield _ == rest + self.of.gap * (point - rest) / self.of.gap, *known
            yield _ == rest, fixed, *known

        return board

    # --- signs and the first steps ---

    def never_negative(self, facts: Sequence[Derivation]) -> Derivation:
        """From a start that is not negative, by what is taken in, it never is."""
        return never_negative(self, unless_known(le(0, self.of.decay), le(0, self.of.weight)), facts)

    def after(self, n: int, before: Derivation | None) -> Derivation:
        """The state after a few steps, written out."""
        sources = [times(tidy(self.faded(n - j)), self.of.source(j)) for j in range(1, n + 1)]
        end = together(times(tidy(self.faded(n)), self.of.start), times(self.of.weight, together(*sources)))
        old = before.claim.right if before else self.of.start

        @proves(eq(self.s(n), end))
        def board() -> Any:
            yield self.s(n)
            yield _ == self.equation(n, self.s(n - 1)), self.of.state.at(n)
            yield _ == self.equation(n, old), before or self.of.state.start
            yield _ == end

        return board


def memory(state: Linear, book: Book, signs: Sequence[Derivation]) -> Derivation | None:
    """Writes all that is found about a linear state into the book; hands back that it is never negative, if it is."""
    write, name = Writer(state, book), state.name
    if state.forgets:
        book.miss(f"{name}_closed_form", "nothing of the old state is kept: it is what it takes in at the newest step")
        _table(write, book)
        return book.attempt(f"{name}_never_negative", "It never is negative.", lambda: write.never_negative(signs))
    closed = book.add(f"{name}_closed_form", "The state, opened up by the summation factor.", write.closed_form)
    if closed:
        book.add(f"{name}_from_start", "The same, from where the rule starts.", lambda: write.from_start(closed))
        if state.weight != ZERO:
            book.add(f"{name}_by_age", "The weight of what is k steps old.", lambda: write.by_age(closed))
    if state.weight != ZERO:
        _weights(write, book)
        _constant(write, book)
    elif closed and not state.sums:
        book.add(f"{name}_limit", "It takes in nothing, and fades.", lambda: write.forgotten(closed))
    _table(write, book)
    return book.attempt(f"{name}_never_negative", "It never is negative.", lambda: write.never_negative(signs))


def _weights(write: Writer, book: Book) -> None:
    name = write.of.name
    weights = book.add(f"{name}_weights_sum", "All weights together after t steps.", write.weights_sum)
    if weights and write.of.sums:
        book.miss(f"{name}_weights_total", "nothing is ever forgotten: the sum of the weights grows without end")
    elif weights:
        book.add(f"{name}_weights_total", "What they tend to.", lambda: write.weights_total(weights))


def _constant(write: Writer, book: Book) -> None:
    name = write.of.name
    if write.of.nested:
        return
    if write.of.sums:
        book.add(f"{name}_grows", "Under constant input it grows alike at every step.", write.grown)
        book.miss(f"{name}_limit", "a sum comes to rest only if its input is 0")
        return
    approach = book.add(f"{name}_approach", "Under constant input each step leaves the same share.", write.approach)
    if approach is None:
        return
    constant = book.add(
        f"{name}_constant_input", "Constant input, from the start.", lambda: write.under_constant_input(approach)
    )
    if constant:
        book.add(f"{name}_limit", "Where it comes to rest.", lambda: write.limit(constant))
    book.add(f"{name}_rests", "The fixed point stays where it is.", write.rests)
    book.add(f"{name}_rests_only", "Nothing else does.", write.rests_only)


def _table(write: Writer, book: Book) -> None:
    before: Derivation | None = None
    for n in range(1, TABLE + 1):
        board = partial(write.after, n, before)
        before = book.add(f"{write.of.name}_after_{n}", "The table of the first steps.", board)
        if before is None:
            return
