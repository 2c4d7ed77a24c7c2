"""Two rules that are said to be one: proved by an induction over the steps, refuted by a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from rmsprop_sym.alphabet import DOMAINS, t
from rmsprop_sym.claims.symbolic.equality import Equality
from rmsprop_sym.claims.symbolic.evidence import ByTheorem, Counterexample
from rmsprop_sym.claims.symbolic.places import fails
from rmsprop_sym.claims.symbolic.proving import proved
from rmsprop_sym.claims.verdict import Evidence, Undecided
from rmsprop_sym.evaluate import Point
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Letter, Term, term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, induction, instance
from rmsprop_sym.rules.run import Run, RunState, letter
from rmsprop_sym.sampling import points

STEPS, SAMPLES, SECONDS = 4, 30, 0.7


def statement(said: Equality) -> Claim:
    """That both rules come equally far from wherever they start."""
    return Claim(_way(said.one, t), "=", _way(said.other, t))


def _way(run: Run, steps: Term) -> Term:
    return RunState(run, "theta")(steps) - RunState(run, "theta")(0)


def domains(said: Equality) -> tuple[Claim, ...]:
    """The domains of the letters that are left."""
    names = {x.name for run in (said.one, said.other) for x in _letters(run)}
    return tuple(claim for x, claims in DOMAINS.items() if x.name in names for claim in claims)


def _letters(run: Run) -> Iterator[Letter]:
    replaced = dict(run.by)
    for name in run.rule.hyper:
        value = replaced.get(letter(name), letter(name))
        if isinstance(value, Letter):
            yield value


def judged(said: Equality) -> Evidence:
    """Proved by an induction for all steps, refuted by a run, or open."""
    places = list(_places(said))
    if not places:
        return Undecided("no instance known that meets everything supposed; it may say nothing")
    for place in places:
        for step in range(1, STEPS + 1):
            claim = statement(said).at({t: term(step)})
            if fails(claim, place):
                return Counterexample(claim, domains(said), place)
    theorem = _proof(said)
    if theorem is not None:
        return ByTheorem(statement(said), theorem, domains(said), places[0])
    return Undecided(f"the steps are the same in {len(places)} runs of {STEPS} steps; no proof is found")


def _places(said: Equality) -> Iterator[Point]:
    rules = {run.rule.name: run.rule for run in (said.one, said.other)}
    drawn = points(domains(said), statement(said).free(), rules, seconds=SECONDS)
    return islice(drawn, SAMPLES)


def _proof(said: Equality) -> Theorem | None:
    """The claim for all steps, with the states that go together step by step."""
    supposed = [assume(claim) for claim in domains(said)]
    known: list[Theorem] = []
    for pair in _states_together(said):
        theorem = _induced(pair, said, [*supposed, *known])
        known += [theorem] if theorem is not None else []
    return _induced(statement(said), said, [*supposed, *known])


def _states_together(said: Equality) -> Iterator[Claim]:
    """The pairs of states that may always be equal, and the states that may stay zero."""
    for name in said.one.rule.start:
        for other in said.other.rule.start:
            yield Claim(RunState(said.one, name)(t), "=", RunState(said.other, other)(t))


def _induced(claim: Claim, said: Equality, facts: Sequence[Theorem]) -> Theorem | None:
    """The claim for every step, from the equations of both rules."""
    starts = [RunState(run, name).start for run in (said.one, said.other) for name in run.rule.start]
    base = proved(claim.at({t: ZERO}), [*facts, *starts])
    if base is None:
        return None
    steps = [RunState(run, name).at(t + 1) for run in (said.one, said.other) for name in run.rule.states]
    later = [_later(fact) for fact in facts if t in fact.claim.free()]
    step = proved(claim.at({t: t + 1}), [*facts, *steps, *later, assume(claim)])
    if step is None:
        return None
    try:
        return induction(t, claim, base, step)
    except Gap:
        return None


def _later(fact: Theorem) -> Theorem:
    """The fact one step later."""
    return instance(fact, {t: t + 1})
