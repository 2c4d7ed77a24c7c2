"""Claims from their parts: sizes from both signs, roots from what stands below them, quotients from products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rmsprop_sym.claims.symbolic.divided import multiplied
from rmsprop_sym.claims.symbolic.inequalities import (
    by_squares,
    compared,
    divisors_of,
    joined,
    without_divisors,
)
from rmsprop_sym.claims.symbolic.known import granted, used
from rmsprop_sym.claims.symbolic.letters import states_in
from rmsprop_sym.claims.symbolic.proving import proved, surroundings
from rmsprop_sym.claims.symbolic.sizes import size_within
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import POWER, TIMES, ZERO, Apply, Head, Number, Term
from rmsprop_sym.kernel.theorem import Gap, Theorem, law
from rmsprop_sym.search import X, Y, root_from_square

if TYPE_CHECKING:
    from rmsprop_sym.claims.symbolic.statements import Case

Proof = Callable[["Case"], Theorem | None]


def from_parts(case: Case, proof: Proof) -> Theorem | None:
    """The claim about a size, a root or a quotient, if what it comes from is proved."""
    spoken = {name for name, _ in states_in([case.claim])}
    found = None
    if spoken and "theta" not in spoken:
        found = _of_size_or_root(case, proof)
    found = found or _of_quotient(case, proof)
    return found if found is not None and found.hypotheses <= set(case.supposed) else None


def _of_size_or_root(case: Case, proof: Proof) -> Theorem | None:
    match case.claim:
        case Claim(Apply(Head("abs"), (inner,)), "<=" | "<" as relation, right):
            both = [proof(replace(case, claim=Claim(side, relation, right))) for side in (inner, -inner)]
            return joined(both, size_within(relation), {X: inner, Y: right})
        case Claim(left, "<=" | "<" as relation, right) if _is_root(left) or _is_root(right):
            squares = proof(replace(case, claim=Claim(_square(left), relation, _square(right))))
            known = surroundings(case.claim, case.reading, case.supposed) if squares else []
            return squares and by_squares(case.claim, squares, [f for f in known if f.claim.relation != "="])
        case Claim(Apply(Head("sqrt"), (inner,)), "=", right):
            inside = proof(replace(case, claim=Claim(inner, "=", _square(right))))
            return inside and used(root_from_square(), {X: inner, Y: right}, [*map(granted, case.supposed), inside])
    return None


def _of_quotient(case: Case, proof: Proof) -> Theorem | None:
    try:
        if case.claim.relation in ("<=", "<"):
            return _of_bounded_quotient(case, proof)
        product = multiplied(case.claim, [*map(granted, case.supposed)])
        theorem = product and proof(replace(case, claim=product.other))
        return product.back(theorem) if product and theorem else None
    except (Gap, OverflowError):
        return None


def _of_bounded_quotient(case: Case, proof: Proof) -> Theorem | None:
    """An inequality of states from the one without its divisors, which are positive."""
    claim, facts = case.claim, [*map(granted, case.supposed)]
    divisors = divisors_of(claim.right - claim.left) if states_in([claim]) else []
    signs = [sign for divisor, _ in divisors if (sign := _positive(divisor, facts)) is not None]
    if not divisors or len(signs) < len(divisors):
        return None
    return without_divisors(claim, divisors, signs, lambda whole: proof(replace(case, claim=whole)))


def _positive(divisor: Term, facts: Sequence[Theorem]) -> Theorem | None:
    """0 < divisor, because it is not negative, and not 0 where it divides."""
    weak, apart = compared(Claim(ZERO, "<=", divisor), facts, 0), proved(Claim(ZERO, "!=", divisor), facts)
    return joined([weak, apart], law("strict"), {X: ZERO, Y: divisor})


def _is_root(whole: Term) -> bool:
    return isinstance(whole, Apply) and whole.head == Head("sqrt")


def _square(whole: Term) -> Term:
    """What stands below a root, the squares of factors, and the square of anything else."""
    match whole:
        case Apply(Head("sqrt"), (inner,)):
            return inner
        case Apply(Head("abs"), (inner,)):
            return inner**2
        case Apply(head, (a, b)) if head == TIMES:
            return _square(a) * _square(b)
        case Apply(head, (a, Number())) if head == POWER:
            return _square(a) ** whole.args[1]
    return whole**2
