"""A mean of a mean: how a state approaches its rest when what it takes in is itself on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rmsprop_sym.alphabet import t
from rmsprop_sym.alphabet import x as any_x
from rmsprop_sym.board import Derivation, _, by_induction, eq, in_the_limit, instance_of, ne, proves, tends
from rmsprop_sym.derivations._facts import linear_powers_vanish
from rmsprop_sym.discover.states import Writer
from rmsprop_sym.discover.terms import times, together
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Scalar, Term, term

MEANING = "Under constant input it approaches as the mean that it takes in does."


@dataclass(frozen=True)
class Nested:
    """Writes the boards about a state that takes in another one, both averaging or summing with a leak."""

    outer: Writer
    inner: Writer
    inner_approach: Derivation

    @property
    def alike(self) -> bool:
        """Whether both forget by the same share."""
        return self.outer.of.decay == self.inner.of.decay

    @property
    def rests(self) -> tuple[Term, Term]:
        """Where the inner and the outer state come to rest."""
        inner = self.inner.constant()[1]
        return inner, self.outer.share(inner)

    def given(self) -> list[Claim]:
        """That the input stays the same, that both fade, and that they fade differently if they do."""
        both = [*self.outer.fading(), *self.inner.fading()]
        apart = [] if self.alike else [ne(self.outer.of.decay, self.inner.of.decay)]
        return [self.inner.constant()[0], *dict.fromkeys(both), *apart]

    def left(self, n: Scalar, inner: Term, outer: Term) -> Term:
        """The distance from the rest after n steps, from the distances at the start."""
        a, b, w = self.outer.of.decay, self.inner.of.decay, self.outer.of.weight
        if self.alike:
            late = times(term(n) * a ** term(n), w, inner)
        else:
            late = times(w, inner, b) * (b ** term(n) - a ** term(n)) / (b - a)
        return together(times(a ** term(n), outer), late)

    def approach(self) -> Derivation:
        """The distance after t steps, by induction."""
        own, other = self.outer.of, self.inner.of
        low, high = self.rests

        def claim(n: Scalar) -> Claim:
            return eq(own.state(n) - high, self.left(n, other.state(0) - low, own.state(0) - high))

        @proves(claim(0))
        def base() -> Any:
            """At the start the distance is what it is."""
            yield own.state(0) - high
            yield _ == claim(0).right

        @proves(claim(t + 1), given=[claim(t), *self.given()])
        def step(ih: Any, *known: Any) -> Any:
            """One more step."""
            inner = other.decay ** (t + 1) * (other.state(0) - low)
            fresh = times(own.weight, inner)
            yield own.state(t + 1) - high
            yield _ == self.outer.equation(t + 1, own.state(t)) - high, own.state.at(t + 1)
            taken = together(times(own.decay, own.state(t)), times(own.weight, low + inner))
            yield _ == taken - high, self.inner_approach.at({t: t + 1}), *known
            yield _ == own.decay * (own.state(t) - high) + fresh, *known
            yield _ == own.decay * claim(t).right + fresh, ih
            yield _ == claim(t + 1).right, *known

        return by_induction(t, claim, base, step)

    def from_start(self, approach: Derivation) -> Derivation:
        """The same from where the rule starts."""
        own, other = self.outer.of, self.inner.of
        low, high = self.rests
        end = high + self.left(t, together(other.start, -low), together(own.start, -high))

        @proves(eq(own.state(t), end), given=self.given())
        def board(*known: Any) -> Any:
            yield own.state(t)
            yield _ == high + (own.state(t) - high)
            yield _ == high + approach.claim.right, approach, *known
            yield _ == end, own.state.start, other.state.start, *known

        return board

    def limit(self, constant: Derivation) -> Derivation:
        """Where it comes to rest."""
        late = [instance_of(linear_powers_vanish, {any_x: self.outer.of.decay})] if self.alike else []
        powers = [self.outer.vanishing()] if self.alike else [self.outer.vanishing(), self.inner.vanishing()]
        return in_the_limit(tends(self.outer.of.state(t), self.rests[1], along=t), constant, *late, *powers)


def nested(outer: Writer, inner: Writer) -> None:
    """Writes what becomes of a mean of a mean under constant input into the book."""
    book, name = outer.book, outer.of.name
    if f"{inner.of.name}_approach" not in book.found:
        book.miss(f"{name}_approach", f"it takes in {inner.of.name}, whose approach is not known")
        return
    write = Nested(outer, inner, book.found[f"{inner.of.name}_approach"])
    approach = book.add(f"{name}_approach", MEANING, write.approach)
    if approach is None:
        return
    constant = book.add(f"{name}_constant_input", "The same, from the start.", lambda: write.from_start(approach))
    if constant:
        book.add(f"{name}_limit", "Where it comes to rest.", lambda: write.limit(constant))
