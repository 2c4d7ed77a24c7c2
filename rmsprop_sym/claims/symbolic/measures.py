"""Lemmas about a positive number s against which what grows is measured: x over s**order, and what + * 1/x make of it.

Each is proved once, of letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, POWER, TIMES, ZERO, Apply, Letter, Number, Term
from rmsprop_sym.kernel.theorem import Theorem, assume, congruence, discharge, follows, induction, instance
from rmsprop_sym.search import X, Y, prove, root_from_square, use, use_by_elimination
from rmsprop_sym.search.lemmas import N, by_lemma, inverse_apart, power_sign, product_sign

S, Z, HOLE = Letter("s"), Letter("z"), Letter("_hole")
MOST = 8  # factors
POSITIVE = Claim(ZERO, "<", S)


def scaled(whole: Term, order: int, s: Term = S) -> Term:
    """The term over s**order.

    >>> from rmsprop_sym.alphabet import show
    >>> show(scaled(X, 2)), show(scaled(X, -1)), show(scaled(X, 0))
    ('x*(1/s)**2', 'x*s**1', 'x')
    """
    return whole if order == 0 else whole * (1 / s) ** order if order > 0 else whole * s**-order


@cache
def _apart() -> Theorem:
    """s != 0, from 0 < s."""
    return follows(Claim(S, "!=", ZERO), [assume(POSITIVE)], [1], -1)


@cache
def _inverse() -> Theorem:
    """s * (1/s) = 1."""
    return prove(Claim(S * (1 / S), "=", ONE), [_apart()])


@cache
def _inverse_of_inverse() -> Theorem:
    """1/(1/s) = s."""
    other = discharge(instance(inverse_apart(), {X: S}), _apart())
    again = prove(Claim((1 / S) * (1 / (1 / S)), "=", ONE), [other])
    return follows(Claim(1 / (1 / S), "=", S), [_inverse(), again], [-(1 / (1 / S)), S])


def _shown(claim: Claim) -> Theorem:
    return prove(claim, [_inverse(), _inverse_of_inverse()])


@cache
def over_itself() -> Theorem:
    """n/s**2 = 1 - 1/s**2, where s**2 = n + 1."""
    measured = assume(Claim(S**2, "=", N + 1))
    return prove(Claim(scaled(N, 2), "=", 1 - (1 / S) ** 2), [measured, _inverse()])


@cache
def over_sum(one: int, other: int) -> Theorem:
    """What a sum is over the higher order, from what its terms are over theirs."""
    order = max(one, other)
    parts = [scaled(x, k) * (1 / S) ** (order - k) for x, k in ((X, one), (Y, other))]
    return _shown(Claim(scaled(X + Y, order), "=", parts[0] + parts[1]))


@cache
def over_product(one: int, other: int) -> Theorem:
    """What a product is, from what its factors are."""
    return _shown(Claim(scaled(X * Y, one + other), "=", scaled(X, one) * scaled(Y, other)))


@cache
def over_power(order: int, power: int) -> Theorem:
    """What a power is, a natural one or -1."""
    return _shown(Claim(scaled(X**power, order * power), "=", scaled(X, order) ** power))


@cache
def over_root(order: int) -> Theorem:
    """What a root is, from what stands below it over an even order."""
    half, below, positive = scaled(X.sqrt(), order // 2), assume(Claim(ZERO, "<=", X)), assume(POSITIVE)
    inside = prove(Claim(scaled(X, order), "=", half**2), [below, positive])
    sign = prove(Claim(ZERO, "<=", half), [below, positive])
    root = use(root_from_square(), {X: scaled(X, order), Y: half}, [inside, sign])
    return follows(Claim(half, "=", root.claim.left), [root], [-1])


@cache
def over_nothing(order: int) -> Theorem:
    """x itself, from x times a power of s."""
    return _shown(Claim(X, "=", scaled(X, -order) * (1 / S) ** order))


@cache
def over_fading(order: int) -> Theorem:
    """x*s**order = x*z**j * (1/s or 1), where z = s**2 and j is half the order, rounded up."""
    half = (order + 1) // 2
    plain = _shown(Claim(scaled(X, -order), "=", X * S ** (2 * half) * (1 / S) ** (2 * half - order)))
    measured = assume(Claim(S**2, "=", Z))
    grown = congruence(measured, HOLE, X * HOLE**half * (1 / S) ** (2 * half - order))
    return follows(Claim(scaled(X, -order), "=", grown.claim.right), [plain, grown], [1, 1])


@cache
def power_below_one() -> Theorem:
    """x**n <= 1, where 0 <= x <= 1."""
    claim, low, high = Claim(X**N, "<=", ONE), assume(Claim(ZERO, "<=", X)), assume(Claim(X, "<=", ONE))
    gap = follows(Claim(ZERO, "<=", 1 - X), [high], [1])
    lost = by_lemma(product_sign("<="), {X: X**N, Y: 1 - X}, [by_lemma(power_sign("<="), {}, [low]), gap])
    step = follows(claim.at({N: N + 1}), [assume(claim), lost], [1, 1])
    return induction(N, claim, follows(claim.at({N: ZERO})), step)


@cache
def _product_below_one() -> Theorem:
    """x*y < 1, where 0 <= x < 1 and 0 <= y < 1."""
    known = [assume(Claim(ZERO, "<=", X)), assume(Claim(X, "<", ONE)), assume(Claim(Y, "<", ONE))]
    lost = by_lemma(product_sign("<="), {Y: 1 - Y}, [known[0], follows(Claim(ZERO, "<=", 1 - Y), [known[2]], [1])])
    return follows(Claim(X * Y, "<", ONE), [lost, known[1]], [1, 1])


def below_one(ratio: Term, facts: Sequence[Theorem]) -> list[Theorem]:
    """That a product of numbers between 0 and 1 is below 1, if it is seen to be one."""
    match ratio:
        case Apply(head, (a, Number(q))) if head == POWER and q.denominator == 1 and 1 < q <= MOST:
            one, other = a, a if q == 2 else a ** Number(q - 1)
        case Apply(head, (a, b)) if head == TIMES:
            one, other = a, b
        case _:
            return []
    known = [*facts, *below_one(one, facts), *below_one(other, facts)]
    placed = use_by_elimination(_product_below_one(), {X: one, Y: other}, known)
    if placed.hypotheses - {h for fact in facts for h in fact.hypotheses}:
        return []
    return [follows(Claim(ratio, "<", ONE), [placed], [1])]
