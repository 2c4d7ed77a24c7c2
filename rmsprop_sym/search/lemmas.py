"""What follows from the laws about the sign of a term, proved once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Letter, Symbol, Term
from rmsprop_sym.kernel.theorem import Theorem, assume, congruence, discharge, follows, induction, instance, law

X, Y, N = Letter("x"), Letter("y"), Letter("n", natural=True)


def by_lemma(lemma: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem]) -> Theorem:
    """The lemma at these terms, its hypotheses discharged by facts that say just them."""
    placed = instance(lemma, by)
    return discharge(placed, *(f for f in facts if f.claim in placed.hypotheses))


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
def inverse_apart() -> Theorem:
    """1/x != 0, from x != 0."""
    inverse = by_lemma(law("reciprocal"), {}, [assume(Claim(X, "!=", ZERO))])
    return follows(Claim(1 / X, "!=", ZERO), [inverse], [-1], -X)


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
def size_squared() -> Theorem:
    """abs(x)**2 = x**2."""
    root = by_lemma(law("root squared"), {X: X**2}, [law("square")])
    return follows(Claim(abs(X) ** 2, "=", X**2), [congruence(law("size"), Y, Y**2), root], [1, 1])


@cache
def power_sign(relation: str) -> Theorem:
    """0 <= x**n from 0 <= x, and 0 < x**n from 0 < x."""
    claim, given = Claim(ZERO, relation, X**N), assume(Claim(ZERO, relation, X))
    higher = by_lemma(product_sign(relation), {X: X**N, Y: X}, [assume(claim), given])
    return induction(N, claim, follows(claim.at({N: ZERO})), follows(claim.at({N: N + 1}), [higher], [1]))


@cache
def root_from_square() -> Theorem:
    """sqrt(x) = y, from x = y**2 and 0 <= y."""
    under = congruence(assume(Claim(X, "=", Y**2)), X, X.sqrt())
    back = by_lemma(law("root of square"), {X: Y}, [assume(Claim(ZERO, "<=", Y))])
    return follows(Claim(X.sqrt(), "=", Y), [under, back], [1, 1])


@cache
def size_from_square() -> Theorem:
    """abs(x) = y, from x**2 = y**2 and 0 <= y."""
    root = instance(root_from_square(), {X: X**2})
    return follows(Claim(abs(X), "=", Y), [law("size"), root], [1, 1])


@cache
def root_reciprocal() -> Theorem:
    """x * (1/sqrt(x))**2 = 1, from 0 < x."""
    positive = assume(Claim(ZERO, "<", X))
    squared = by_lemma(law("root squared"), {}, [follows(Claim(ZERO, "<=", X), [positive], [1])])
    root = by_lemma(root_sign("<"), {}, [positive])
    inverse = by_lemma(law("reciprocal"), {X: X.sqrt()}, [_apart_from_zero(root)])
    cofactors = [-((1 / X.sqrt()) ** 2), X.sqrt() / X.sqrt() + 1]
    return follows(Claim(X * (1 / X.sqrt()) ** 2, "=", ONE), [squared, inverse], cofactors)


@cache
def size_reciprocal() -> Theorem:
    """x**2 * (1/abs(x))**2 = 1, from x != 0."""
    squared = by_lemma(square_positive(), {}, [assume(Claim(X, "!=", ZERO))])
    root = by_lemma(root_reciprocal(), {X: X**2}, [squared])
    under = congruence(law("size"), Y, (1 / Y) ** 2)
    return follows(Claim(X**2 * (1 / abs(X)) ** 2, "=", ONE), [root, under], [1, X**2])


@cache
def power_reciprocal() -> Theorem:
    """x**n * (1/x)**n = 1, from x != 0."""
    claim = Claim(X**N * (1 / X) ** N, "=", ONE)
    inverse = by_lemma(law("reciprocal"), {}, [assume(Claim(X, "!=", ZERO))])
    higher = follows(claim.at({N: N + 1}), [assume(claim), inverse], [X / X, 1])
    return induction(N, claim, follows(claim.at({N: ZERO})), higher)


@cache
def from_squares(relation: str) -> Theorem:
    """x <= y from x**2 <= y**2, and x < y from x**2 < y**2, where 0 < x + y."""
    positive = assume(Claim(ZERO, "<", X + Y))
    inverse = by_lemma(inverse_positive(), {X: X + Y}, [positive])
    one = by_lemma(law("reciprocal"), {X: X + Y}, [_apart_from_zero(positive)])
    squares = assume(Claim(X**2, relation, Y**2))
    rise = follows(Claim(ZERO, relation, Y**2 - X**2), [squares], [1])
    share = inverse if relation == "<" else follows(Claim(ZERO, "<=", inverse.claim.right), [inverse], [1])
    product = by_lemma(product_sign(relation), {X: Y**2 - X**2, Y: 1 / (X + Y)}, [rise, share])
    return follows(Claim(X, relation, Y), [product, one], [1, Y - X])


@cache
def root_monotone(relation: str) -> Theorem:
    """sqrt(x) <= sqrt(y) from x <= y, and sqrt(x) < sqrt(y) from x < y, where 0 <= x and 0 < y."""
    low, high = assume(Claim(ZERO, "<=", X)), assume(Claim(ZERO, "<", Y))
    weak = follows(Claim(ZERO, "<=", Y), [high], [1])
    squares = [by_lemma(law("root squared"), {X: f.claim.right}, [f]) for f in (low, weak)]
    rises = follows(
        Claim(X.sqrt() ** 2, relation, Y.sqrt() ** 2), [assume(Claim(X, relation, Y)), *squares], [1, 1, -1]
    )
    roots = [by_lemma(root_sign("<="), {}, [low]), by_lemma(root_sign("<"), {X: Y}, [high])]
    both = follows(Claim(ZERO, "<", X.sqrt() + Y.sqrt()), roots, [1, 1])
    return by_lemma(from_squares(relation), {X: X.sqrt(), Y: Y.sqrt()}, [both, rises])
