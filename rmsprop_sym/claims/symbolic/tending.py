"""Limits of sequences, judged: what a sequence tends to is found out, and held against what is said.

A limit that is said is refuted by a theorem with another one, or by what would follow from it; see `Absurd`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from rmsprop_sym.claims.symbolic.closed import ClosedForms
from rmsprop_sym.claims.symbolic.grounds import Grounds, Unknown
from rmsprop_sym.claims.symbolic.growth import Germ, Growth
from rmsprop_sym.claims.symbolic.letters import Reading
from rmsprop_sym.claims.symbolic.measures import HOLE
from rmsprop_sym.deadline import uncounted
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    PLUS,
    POWER,
    TIMES,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    Term,
    free,
    substitute,
)
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, follows, instance, law, limit, limit_along, limit_of_equal
from rmsprop_sym.search import X, Y, walk
from rmsprop_sym.search.sympy_bridge import factored

SHORT = 12  # parts of a number that is not written anew
LATEST = 3  # how many steps later a sequence may be looked at, so that all of it means something


@dataclass(eq=False)
class Tending:
    """What is known, under what is supposed, of a sequence as n grows."""

    claim: Claim
    reading: Reading
    supposed: Sequence[Claim]

    @property
    def general(self) -> Lambda:
        """The sequence."""
        assert isinstance(self.claim.left, Lambda)
        return self.claim.left

    @property
    def n(self) -> Letter:
        """The letter that grows."""
        return self.general.index

    @cached_property
    def _forms(self) -> ClosedForms:
        return ClosedForms(self.n, self.reading, self.supposed)

    @cached_property
    def _growth(self) -> Growth:
        return Growth(self.n, Grounds(self._forms.facts), self._forms.of, self._forms.signs)

    def later(self, steps: int) -> Term:
        """A member of the sequence, some steps later."""
        return substitute(self.general.body, {self.n: self.n + steps})

    def _germ(self, body: Term) -> Germ:
        nothing = any(c.relation == "=" and c.right == ZERO and isinstance(c.left, Letter) for c in self.supposed)
        opened = self._forms.at_zero(body) if nothing else self._forms.opened(body)
        return self._growth.by_equation(opened, self._growth.of(opened.claim.right))

    @cached_property
    def found(self) -> tuple[int, Germ] | None:
        """How many steps later, and what the sequence is like there."""
        for steps in range(1, LATEST + 1):
            with suppress(Gap, OverflowError):
                try:
                    return steps, self._germ(self.later(steps))
                except Unknown:
                    return None
        return None

    @cached_property
    def theorem(self) -> Theorem | None:
        """What the sequence tends to."""
        if self.found is None or self.found[1].order > 0:
            return None
        steps, germ = self.found
        return limit_along(self._growth.finite(self.later(steps), germ), self.general, steps, 0)

    # --- what is said ---

    def as_said(self) -> Theorem | None:
        """The claim, if what the sequence tends to is another form of what is said."""
        true = self.theorem
        if true is None:
            return None
        return self._with_limit(true, self.claim.right)

    def _with_limit(self, true: Theorem, written: Term) -> Theorem | None:
        """The limit in another form, if it is one."""
        if normal(true.claim.right) == normal(written):
            return self._ends(true, written, [])
        same = self._same(true.claim.right, written)
        return same and self._ends(true, written, [same])

    def _shorter(self, true: Theorem) -> Theorem:
        """The limit as SymPy would write it, if that is shorter."""
        plain = true.claim.right
        size = len(list(walk(plain)))
        if size <= SHORT or any(isinstance(p, Apply) and p.head not in (PLUS, TIMES, POWER) for p in walk(plain)):
            return true
        with uncounted(), suppress(ValueError, TypeError):
            written = factored(plain)
            if len(list(walk(written))) < size:
                return self._with_limit(true, written) or true
        return true

    def _same(self, one: Term, other: Term) -> Theorem | None:
        """That two numbers are the same, by what is supposed."""
        return self._growth.grounds.shown(Claim(one, "=", other), _maxima(other))

    def _ends(self, true: Theorem, said: Term, same: Sequence[Theorem]) -> Theorem:
        """The limit, with the number as it is said."""
        n = self.n
        apart = said - true.claim.right
        moved = limit(HOLE + apart, {HOLE: true}, n)
        assert isinstance(moved.claim.left, Lambda)
        equal = follows(Claim(self.general.body, "=", moved.claim.left.body), same, [1] * len(same))
        return limit_of_equal(moved, equal, said)

    # --- against what is said ---

    def absurd(self) -> Iterator[tuple[Theorem, Theorem]]:
        """A theorem about a sequence, and what the claim would make of it."""
        said = assume(self.claim)
        if self.theorem is not None:
            yield self._shorter(self.theorem), said
        elif self.found is not None:
            steps, germ = self.found
            yield germ.theorem, self._growth.shrunk(self._along(said, steps), germ.order)
        else:
            yield from self._by_steps(said)

    def _along(self, said: Theorem, steps: int) -> Theorem:
        return limit_along(said, Lambda(self.n, self.later(steps)), 0, steps)

    def _by_steps(self, said: Theorem) -> Iterator[tuple[Theorem, Theorem]]:
        """What is added from step to step tends to 0 where there is a limit."""
        with suppress(Unknown, Gap, OverflowError):
            added = self._germ(self.later(2) - self.later(1))
            if added.order == 0:
                yield added.theorem, limit(X - Y, {X: self._along(said, 2), Y: self._along(said, 1)}, self.n)

    # --- where it means something ---

    def needed(self) -> Iterator[Claim]:
        """What must not be 0, because something is divided by 0 at every step if it is."""
        yield from (Claim(x, "!=", ZERO) for x in self.doubtful() if self._divides_by_nothing(x))

    def doubtful(self) -> list[Letter]:
        """The letters of divisors that may be 0."""
        _ = self.found
        spoken = {x for divisor in self._growth.divisors for x in free(divisor)}
        letters = sorted((x for x in spoken if isinstance(x, Letter) and not x.natural), key=lambda x: x.name)
        return [x for x in letters if self._growth.grounds.shown(Claim(x, "!=", ZERO)) is None]

    def _divides_by_nothing(self, x: Letter) -> bool:
        """Whether something is divided by 0 at every step if the letter is 0."""
        with suppress(Gap):
            body = self._forms.opened(self.later(1)).claim.right
            zero = ClosedForms(self.n, self.reading, (*self.supposed, Claim(x, "=", ZERO)))
            return any(zero.at_zero(d).claim.right == ZERO for d in dict.fromkeys(_divisors(body)))
        return False


def _maxima(whole: Term) -> Iterator[Theorem]:
    """What the maxima in a term are."""
    for part in walk(whole):
        match part:
            case Apply(Head("max", "function"), (a, b)):
                yield instance(law("max"), {X: a, Y: b})


def _divisors(whole: Term) -> Iterator[Term]:
    for part in walk(whole):
        match part:
            case Apply(head, (a, Number(q))) if head == POWER and q < 0:
                yield a
