"""What follows from the laws about the sign of a term, proved once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Lambda, Letter, Symbol, Term
from rmsprop_sym.kernel.theorem import Theorem, assume, congruence, discharge, follows, induction, instance, law

X, Y, N = Letter("x"), Letter("y"), Letter("n", natural=True)


def by_lemma(lemma: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem]) -> Theorem:
    """The lemma at these terms, its hypotheses discharged by facts that say just them."""
    placed = instance(lemma, by)
    return discharge(placed, [f for f in facts if f.claim in placed.hypotheses])


@cache
def natural_sign() -> Theorem:
    """0 <= n."""
    zero, one = Claim(ZERO, "<=", N), Claim(ZERO, "<=", N + 1)
    return induction(N, zero, follows(zero.at({N: ZERO})), follows(one, [assume(zero)], [1]))


@cache
def square_positive() -> Theorem:
    """0 < x**2, from x != 0."""
    inverse = by_lemma(law("reciprocal"), {}, [assume(Claim(X, "!=", ZERO))])
    nonzero = follows(Claim(ZERO, "!=", X**2), [inverse], [1 + X / X], -((1 / X) ** 2))
    return by_lemma(law("strict"), {X: ZERO, Y: X**2}, [law("square"), nonzero])


@cache
def product_sign(relation: str) -> Theorem:
    """0 <= x*y from 0 <= x and 0 <= y, and 0 < x*y from 0 < x and 0 < y."""
    if relation == "<=":
        return law("product")
    positive = [assume(Claim(ZERO, "<", letter)) for letter in (X, Y)]
    weak = by_lemma(law("product"), {}, [follows(Claim(ZERO, "<=", f.claim.right), [f], [1]) for f in positive])
    inverses = [by_lemma(law("reciprocal"), {X: f.claim.right}, [_apart_from_zero(f)]) for f in positive]
    nonzero = follows(Claim(ZERO, "!=", X * Y), inverses, [1, X / X], -(1 / X) * (1 / Y))
    return by_lemma(law("strict"), {X: ZERO, Y: X * Y}, [weak, nonzero])


def _apart_from_zero(positive: Theorem) -> Theorem:
    return follows(Claim(positive.claim.right, "!=", ZERO), [positive], [1], -1)


@cache
def inverse_positive() -> Theorem:
    """0 < 1/x, from 0 < x."""
    positive = assume(Claim(ZERO, "<", X))
    inverse = by_lemma(law("reciprocal"), {}, [_apart_from_zero(positive)])
    nonzero = follows(Claim(1 / X, "!=", ZERO), [inverse], [-1], -X)
    squared = by_lemma(square_positive(), {X: 1 / X}, [nonzero])
    product = by_lemma(product_sign("<"), {Y: (1 / X) ** 2}, [positive, squared])
    return follows(Claim(ZERO, "<", 1 / X), [product, inverse], [1, 1 / X])


@cache
def root_sign(relation: str) -> Theorem:
    """0 <= sqrt(x) from 0 <= x, and 0 < sqrt(x) from 0 < x."""
    if relation == "<=":
        return law("root")
    positive = assume(Claim(ZERO, "<", X))
    weak = follows(Claim(ZERO, "<=", X), [positive], [1])
    squared, root = by_lemma(law("root squared"), {}, [weak]), by_lemma(law("root"), {}, [weak])
    nonzero = follows(Claim(ZERO, "!=", X.sqrt()), [positive, squared], [1, -1], X.sqrt())
    return by_lemma(law("strict"), {X: ZERO, Y: X.sqrt()}, [root, nonzero])


@cache
def size_nonnegative() -> Theorem:
    """0 <= abs(x)."""
    root = by_lemma(law("root"), {X: X**2}, [law("square")])
    return follows(Claim(ZERO, "<=", abs(X)), [root, law("size")], [1, -1])


@cache
def size_positive() -> Theorem:
    """0 < abs(x), from x != 0."""
    root = by_lemma(root_sign("<"), {X: X**2}, [square_positive()])
    return follows(Claim(ZERO, "<", abs(X)), [root, law("size")], [1, -1])


@cache
def power_sign(relation: str) -> Theorem:
    """0 <= x**n from 0 <= x, and 0 < x**n from 0 < x."""
    claim, given = Claim(ZERO, relation, X**N), assume(Claim(ZERO, relation, X))
    higher = by_lemma(product_sign(relation), {X: X**N, Y: X}, [assume(claim), given])
    return induction(N, claim, follows(claim.at({N: ZERO})), follows(claim.at({N: N + 1}), [higher], [1]))


@cache
def root_of_product() -> Theorem:
    """sqrt(x*y) = sqrt(x)*sqrt(y), from 0 <= x and 0 <= y."""
    given = [assume(Claim(ZERO, "<=", letter)) for letter in (X, Y)]
    squared = [by_lemma(law("root squared"), {X: f.claim.right}, [f]) for f in given]
    roots = [by_lemma(law("root"), {X: f.claim.right}, [f]) for f in given]
    both = X.sqrt() * Y.sqrt()
    product = follows(Claim(X * Y, "=", both**2), squared, [-Y, -(X.sqrt() ** 2)])
    sign = by_lemma(law("product"), {X: X.sqrt(), Y: Y.sqrt()}, roots)
    again = by_lemma(law("root of square"), {X: both}, [sign])
    under = congruence(product, Lambda(X, X.sqrt()))
    return follows(Claim((X * Y).sqrt(), "=", both), [under, again], [1, 1])
