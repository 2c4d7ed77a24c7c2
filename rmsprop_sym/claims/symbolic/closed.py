"""Closed forms, as far as they are needed for limits: states under a constant input, sums, gradients that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction

from rmsprop_sym.claims.symbolic.letters import Reading, states_in
from rmsprop_sym.claims.symbolic.measures import HOLE
from rmsprop_sym.claims.symbolic.power_sums import in_closed_form
from rmsprop_sym.claims.symbolic.proving import by_induction
from rmsprop_sym.claims.symbolic.tidiness import tidy
from rmsprop_sym.kernel.certificate import ONCE, UNIT, Monomial, Polynomial, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, PLUS, POWER, SUM, TIMES, ZERO, Apply, Head, Letter, Number, Scalar, Term, free
from rmsprop_sym.kernel.term import substitute as put
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, congruence, follows, instance, specialise
from rmsprop_sym.rules.run import RunState
from rmsprop_sym.search import (
    X,
    Y,
    eliminated,
    replaced,
    root_from_square,
    size_from_square,
    term_of,
    use_by_elimination,
    walk,
)
from rmsprop_sym.search.terms import folded

MOST_FORMS = 40  # in one term


@dataclass(eq=False)
class ClosedForms:
    """Equations, for every n, between what a claim speaks of and terms without states, sums and sequences."""

    n: Letter
    reading: Reading
    supposed: Sequence[Claim]
    _states: dict[str, Theorem | None] = field(default_factory=dict)
    _signs: dict[str, Theorem | None] = field(default_factory=dict)
    facts: list[Theorem] = field(init=False)

    def __post_init__(self) -> None:
        """What is supposed is known, as far as it does not speak of n."""
        self.facts = [assume(h) for h in self.supposed if self.n not in h.free()]

    def of(self, whole: Term) -> Theorem | None:
        """An equation for a state, a sum, a member of a sequence or the square of one."""
        match whole:
            case Apply(Head(name, "state"), (*_, index)):
                closed = self._state(name)
                return closed and self._at(closed, index)
            case Apply(head, (_, _, _)) if head == SUM:
                return in_closed_form(whole, self.facts)
            case Apply(Head(_, "sequence"), (index,)):
                return self._member(whole, index)
            case Apply(head, (Apply(Head(_, "sequence"), (index,)), Number(q))) if head == POWER and q > 0:
                return self._member(whole, index)
        return None

    def written_out(self, whole: Term) -> Theorem:
        """An equation with closed forms in place of whatever has one."""
        equation = self.opened(whole)
        for _ in range(MOST_FORMS):
            parts = (part for part in walk(equation.claim.right) if self.n in free(part))
            other = next(filter(None, map(self.of, parts)), None)
            if other is None:
                break
            equation = chained(equation, other)
        return equation

    def at_zero(self, whole: Term) -> Theorem:
        """The same, with 0 in place of the letters that are supposed to be 0."""
        equation = self.written_out(whole)
        for fact in self.facts:
            match fact.claim:
                case Claim(Letter() as x, "=", Number(value)) if value == 0:
                    over = congruence(fact, HOLE, put(equation.claim.right, {x: HOLE}))
                    equation = follows(Claim(whole, "=", over.claim.right), [equation, over], [1, 1])
        return _simplified(equation)

    def _at(self, closed: Theorem, index: Term) -> Theorem | None:
        with suppress(Gap):
            return instance(closed, {self.n: index}, *self._orders)
        return None

    @property
    def _orders(self) -> list[Theorem]:
        return [f for f in self.facts if f.claim.relation in ("<=", "<") and not f.claim.within]

    def _member(self, whole: Term, index: Term) -> Theorem | None:
        for equation in self._members(index):
            if equation.claim.left == whole and self.n not in free(equation.claim.right):
                return equation
        return None

    def _members(self, index: Term) -> Iterator[Theorem]:
        """What is supposed of every member of a sequence, of this one."""
        for fact in self.facts:
            if fact.claim.within and fact.claim.relation == "=":
                with suppress(Gap):
                    yield specialise(fact, index, *self._orders)

    def signs(self, whole: Term) -> Iterator[Theorem]:
        """That the states in a term are not negative."""
        for name, index in sorted(states_in([Claim(ZERO, "<=", whole)]), key=str):
            if name != "theta" and (sign := self._sign(name)) is not None:
                at = self._at(sign, index)
                yield from [at] if at else []

    def _sign(self, name: str) -> Theorem | None:
        if name not in self._signs:
            self._signs[name] = None
            with suppress(Gap, OverflowError, ValueError):
                claim = Claim(ZERO, "<=", self.state(name)(self.n))
                self._signs[name] = by_induction(claim, self.reading, [f.claim for f in self.facts])
        return self._signs[name]

    # --- states ---

    def _state(self, name: str) -> Theorem | None:
        """state(n) = closed form, for a state that forgets or sums up what stays the same."""
        if name not in self._states:
            self._states[name] = None
            with suppress(Gap, OverflowError, ValueError):
                self._states[name] = self._found(name)
        return self._states[name]

    def state(self, name: str) -> RunState:
        """The state in the run of the claim."""
        run = self.reading.run
        if run is None:
            raise Gap("there is no rule")
        hyper: dict[str, Scalar] = {x.name: v for x, v in self.reading.fixed.items() if x.name in run.rule.hyper}
        return RunState(run.rule.run(None, **hyper), name)

    def _found(self, name: str) -> Theorem | None:
        state, n = self.state(name), self.n
        step = state.at(n + 1, *self.facts)
        body = eliminated(normal(step.claim.right), list(self._members(n + 1))).rest
        decay, taken = _apart(body, state(n))
        start = self._start(state)
        rest = _at_rest(decay, taken)
        closed = start + n * taken if rest is None else start * decay**n + (1 - decay**n) * rest
        if any(isinstance(part, Apply) and part.head.kind != "function" for t in (decay, taken) for part in walk(t)):
            return None
        if n in free(decay, taken):
            return None
        return by_induction(Claim(state(n), "=", tidy(closed)), self.reading, [f.claim for f in self.facts])

    def _start(self, state: RunState) -> Term:
        free_start = self.reading.free_start or state.name not in state.run.rule.start
        return state(ZERO) if free_start else state.start.claim.right

    # --- parameters ---

    def opened(self, whole: Term) -> Theorem:
        """The term with the newest parameters as the rule has them, so that the oldest one cancels."""
        equation = follows(Claim(whole, "=", whole))
        for _ in range(4):
            indices = {i for name, i in states_in([Claim(equation.claim.right, "=", ZERO)]) if name == "theta"}
            newest = next((i for i in sorted(indices, key=str) if _is_newest(i, indices)), None)
            if newest is None:
                break
            equation = chained(equation, self.state("theta").at(newest, *self.facts))
        plain = cancelled(equation.claim.right)
        return follows(Claim(whole, "=", plain), [equation], [1])


def chained(equation: Theorem, other: Theorem) -> Theorem:
    """a = b with what stands on the left of another equation replaced in b."""
    template = replaced(equation.claim.right, other.claim.left, HOLE)
    into = congruence(other, HOLE, template)
    return follows(Claim(equation.claim.left, "=", into.claim.right), [equation, into], [1, 1])


def _simplified(equation: Theorem) -> Theorem:
    """a = b with b tidied, the roots and sizes of nothing being nothing."""
    for part in list(walk(equation.claim.right)):
        if isinstance(part, Apply) and part.head in (Head("sqrt"), Head("abs")) and not normal(part.args[0]):
            lemma = root_from_square() if part.head == Head("sqrt") else size_from_square()
            equation = chained(equation, use_by_elimination(lemma, {X: part.args[0], Y: ZERO}, []))
    return follows(Claim(equation.claim.left, "=", tidy(equation.claim.right)), [equation], [1])


def _is_newest(index: Term, indices: set[Term]) -> bool:
    """Whether an index is later than another one, by some steps, and none is later."""
    apart = [normal(index - other) for other in indices]
    steps = [p.get(UNIT, Fraction(0)) for p in apart if not p.keys() - {UNIT}]
    return len(steps) == len(apart) and min(steps) >= 0 and max(steps) > 0


def _apart(body: Polynomial, state: Term) -> tuple[Term, Term]:
    """The decay and what is taken in, of a body that is decay * state + taken."""
    ((own, _),) = next(iter(normal(state)))
    with_state: dict[Monomial, Fraction] = {}
    without: dict[Monomial, Fraction] = {}
    for monomial, c in body.items():
        powers = dict(monomial)
        if powers.pop(own, None) == ONCE:
            with_state[frozenset(powers.items())] = c
        else:
            without[monomial] = c
    return term_of(with_state), term_of(without)


def _at_rest(decay: Term, taken: Term) -> Term | None:
    """taken/(1 - decay), divided where that goes; None where nothing is forgotten."""
    if decay == ONE:
        return None
    if isinstance(decay, Letter):
        rest = term_of(normal(put(taken, {decay: ZERO})))
        if normal(rest * (1 - decay)) == normal(taken):
            return rest
    return tidy(taken / (1 - decay))


def cancelled(whole: Term) -> Term:
    """The term without the addends that cancel each other.

    >>> from rmsprop_sym.alphabet import show, x, y
    >>> show(cancelled(abs(x - (y + x))))
    'abs(-y)'
    """
    if not isinstance(whole, Apply) or whole.head.kind != "function" or whole.head == SUM:
        return whole
    if whole.head != PLUS:
        return Apply(whole.head, tuple(map(cancelled, whole.args)))
    kept: list[Term] = []
    for addend in map(cancelled, _addends(whole)):
        opposite = next((other for other in kept if not normal(other + addend)), None)
        if opposite is None:
            kept.append(addend)
        else:
            kept.remove(opposite)
    return folded(kept, lambda a, b: a + b) if kept else ZERO


def _addends(whole: Term) -> Iterator[Term]:
    match whole:
        case Apply(head, (a, b)) if head == PLUS:
            yield from _addends(a)
            yield from _addends(b)
        case Apply(head, (Number(), Apply(inner, _) as b)) if (head, inner) == (TIMES, PLUS):
            yield from (whole.args[0] * each for each in _addends(b))
        case _:
            yield whole
