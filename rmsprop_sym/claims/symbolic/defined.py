"""Where a step has a value: what its rule divides by must not be 0, and without eps that takes a gradient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache

from rmsprop_sym.alphabet import eps, g
from rmsprop_sym.claims.symbolic.edits import tidy
from rmsprop_sym.claims.symbolic.known import equations
from rmsprop_sym.claims.symbolic.letters import Reading, states_in
from rmsprop_sym.claims.symbolic.proving import by_induction, proved
from rmsprop_sym.evaluate import conditions
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Letter, Term, free
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, cases, follows, law
from rmsprop_sym.rules.run import RunState
from rmsprop_sym.search import X, Y, root_from_square, use_by_elimination
from rmsprop_sym.search.lemmas import by_lemma


def divisors(claim: Claim, reading: Reading, more: Sequence[Claim] = ()) -> Iterator[Claim]:
    """That what the rule divides by in the steps of a claim is not 0, where no eps keeps it from that."""
    run = reading.run
    if run is None or claim.relation == "->" or not _without_eps(reading, more):
        return
    supposed = [assume(h) for h in (*reading.steps, *reading.given) if not h.within]
    for index in dict.fromkeys(index for name, index in sorted(states_in([claim]), key=str) if name == "theta"):
        with suppress(Gap):
            step = RunState(run, "theta").at(index, *supposed).claim.at(reading.fixed)
            yield from (_tidied(c) for c in conditions(step.right) if c.relation == "!=" and states_in([c]))


def _tidied(claim: Claim) -> Claim:
    return Claim(tidy(claim.left), claim.relation, claim.right)


def _without_eps(reading: Reading, more: Sequence[Claim]) -> bool:
    rule = reading.run.rule if reading.run else None
    none = Claim(eps, "=", ZERO) in (*reading.given, *more) or reading.fixed.get(eps) == ZERO
    return none or (rule is not None and "eps" not in rule.hyper)


def some_gradient(divided: Sequence[Claim], reading: Reading) -> Iterator[Theorem]:
    """That the first gradient is not 0, or the one that stays, because without it the rule would divide by 0."""
    constant = any(h.within and h.relation == "=" and Letter("g") in h.free() for h in reading.given)
    for divisor in divided:
        first = all(index == ONE for _, index in states_in([divisor]))
        if constant or first:
            found = _not_zero(Letter("g") if constant else g(1), divisor, reading)
            yield from [found] if found else []


def _not_zero(gradient: Term, divisor: Claim, reading: Reading) -> Theorem | None:
    """That a gradient is not 0, since otherwise the divisor, which is not 0, would be."""
    none = Claim(gradient, "=", ZERO)
    known = [*reading.hypotheses, none]
    facts = [assume(h) for h in known]
    empty = [_empty(Claim(state, "=", ZERO), reading, known) for state in _states(divisor, reading)]
    zero = proved(Claim(divisor.left, "=", ZERO), [*facts, *filter(None, empty), root_of_nothing()])
    if zero is None:
        return None
    inverse = by_lemma(law("reciprocal"), {X: divisor.left}, [assume(divisor)])
    absurd = follows(Claim(gradient, "!=", ZERO), [zero, inverse], [-1 / divisor.left, 1], 0)
    return cases(none, absurd, assume(absurd.claim))


def _states(divisor: Claim, reading: Reading) -> list[Term]:
    assert reading.run is not None
    return [RunState(reading.run, name)(index) for name, index in sorted(states_in([divisor]), key=str)]


def _empty(claim: Claim, reading: Reading, known: Sequence[Claim]) -> Theorem | None:
    """That a memory of nothing is 0."""
    claim = claim.at(reading.fixed)
    facts = [assume(h) for h in known]
    if any(isinstance(x, Letter) and x.natural for x in free(claim.left)):
        return by_induction(claim, reading, known)
    return proved(claim, [*facts, *equations(reading, claim, facts)])


@cache
def root_of_nothing() -> Theorem:
    """sqrt(0) = 0."""
    return use_by_elimination(root_from_square(), {X: ZERO, Y: ZERO})
