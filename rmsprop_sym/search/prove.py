"""Finds proofs.  Nothing here is trusted: what it finds, the kernel checks.

From cheap to dear: plain algebra; elimination of letters that a cited equation defines; the span of a few multiples of
the cited equations; their ideal, by SymPy.  Inequalities: non-negative combinations of what is cited, and the signs of
what a term is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rmsprop_sym.kernel.certificate import Polynomial, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ZERO,
    Lambda,
    Letter,
    Symbol,
    Term,
    substitute,
)
from rmsprop_sym.kernel.theorem import (
    Gap,
    Theorem,
    assume,
    follows,
    generalise,
    specialise,
)
from rmsprop_sym.search.helpers import helpers, shapes_of
from rmsprop_sym.search.placing import about_naturals, placed
from rmsprop_sym.search.reduction import Reduction, eliminated, in_ideal
from rmsprop_sym.search.signs import seen
from rmsprop_sym.search.span import spanned
from rmsprop_sym.search.terms import term_of


def prove(claim: Claim, facts: Sequence[Theorem] = ()) -> Theorem:
    """The claim, from what the facts say and from arithmetic.  Raises Gap when no certificate is found."""
    return _prove(claim, facts, _spanned_or_in_ideal)


def prove_by_elimination(claim: Claim, facts: Sequence[Theorem] = ()) -> Theorem:
    """The claim, found without SymPy: quicker, also in failing.  Raises Gap when no certificate is found."""
    return _prove(claim, facts, lambda _left, _equations: None)


Resort = Callable[[Polynomial, Sequence[Theorem]], Reduction | None]


def _spanned_or_in_ideal(left: Polynomial, equations: Sequence[Theorem]) -> Reduction | None:
    return spanned(left, equations) or in_ideal(left, equations)


def _prove(claim: Claim, facts: Sequence[Theorem], resort: Resort) -> Theorem:
    for fact in facts:
        if fact.claim == claim:
            return fact
    if claim.within:
        return _for_every(claim, facts, resort)
    if claim.relation == "->":
        raise Gap("only a limit that says just this would help", claim)
    if claim.relation == "=":
        return _equation(claim, facts, resort)
    return _inequality(claim, facts)


def _for_every(claim: Claim, facts: Sequence[Theorem], resort: Resort) -> Theorem:
    """The claim for an index of which only the bounds are known."""
    assert isinstance(claim.left, Lambda) and isinstance(claim.right, Lambda)  # noqa: PT018 - one fact about claims
    index, (low, *high) = _fresh(claim, facts), claim.within
    bounds = [assume(Claim(low, "<=", index)), *(assume(Claim(index, "<=", h)) for h in high)]
    sides = [substitute(side.body, {side.index: index}) for side in (claim.left, claim.right)]
    known = [*bounds, *facts, *(s for f in facts if f.claim.within for s in _specialised(f, index, bounds))]
    theorem = generalise(_prove(Claim(sides[0], claim.relation, sides[1]), known, resort), index, *claim.within)
    if theorem.claim.at({}) != claim.at({}):
        return _renamed(theorem, claim)
    return theorem


def _fresh(claim: Claim, facts: Sequence[Theorem]) -> Letter:
    """An index that nothing here speaks of."""
    spoken = {x for c in (claim, *(h for f in facts for h in (f.claim, *f.hypotheses))) for x in c.free()}
    name = "index"
    while Letter(name, natural=True) in spoken:
        name += "_"
    return Letter(name, natural=True)


def _renamed(theorem: Theorem, claim: Claim) -> Theorem:
    """A theorem for every index, with the index letter that a claim has."""
    assert isinstance(claim.left, Lambda)
    index, (low, *high) = claim.left.index, claim.within
    bounds = [assume(Claim(low, "<=", index)), *(assume(Claim(index, "<=", h)) for h in high)]
    return generalise(specialise(theorem, index, *bounds), index, *claim.within)


def _specialised(fact: Theorem, index: Letter, bounds: Sequence[Theorem]) -> Iterator[Theorem]:
    try:
        yield specialise(fact, index, *bounds)
    except Gap:
        return


def use(theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem] = ()) -> Theorem:
    """An instance of a theorem, its hypotheses proved from the facts as far as they can be."""
    return placed(theorem, by, facts, prove)


def use_by_elimination(theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem] = ()) -> Theorem:
    """The same without SymPy: quicker, also in failing."""
    return placed(theorem, by, facts, prove_by_elimination)


def _equation(claim: Claim, facts: Sequence[Theorem], resort: Resort) -> Theorem:
    for natural in ([], [f for f in facts if about_naturals(f)]):
        try:
            return follows(claim, natural, [0] * len(natural))
        except Gap as gap:
            left = gap.left or {}
    equations = [f for f in facts if f.claim.relation == "=" and not f.claim.within]
    found = eliminated(left, equations)
    if found.rest:
        equations += helpers(left, equations, facts, shapes_of(claim, *(f.claim for f in facts)))
        found = eliminated(left, equations)
    if found.rest:
        found = resort(left, equations) or found
    if found.rest:
        raise Gap("this line does not follow", claim, found.rest)
    used = [*found.taken, *natural]
    return follows(claim, used, [*(term_of(c) for c in found.taken.values()), *([0] * len(natural))])


def _inequality(claim: Claim, facts: Sequence[Theorem]) -> Theorem:
    """From signs, with the cited equations taken into account."""
    try:
        return seen(claim, facts)
    except Gap as gap:
        if claim.relation == "!=":
            raise
        refused = gap
    target = normal(claim.right - claim.left)
    equations = [f for f in facts if f.claim.relation == "=" and not f.claim.within]
    equations += helpers(target, equations, facts, shapes_of(claim, *(f.claim for f in facts)))
    reduced = eliminated(target, equations)
    if not reduced.taken:
        raise refused
    rest = seen(Claim(ZERO, claim.relation, term_of(reduced.rest)), facts)
    return follows(claim, [rest, *reduced.taken], [1, *map(term_of, reduced.taken.values())])
