"""Sums of k**d * x**k in closed form, found for any d and proved by induction; and of k**d alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb

from rmsprop_sym.claims.symbolic.measures import below_one
from rmsprop_sym.claims.symbolic.tidiness import factors
from rmsprop_sym.kernel.certificate import UNIT, normal, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ONE,
    POWER,
    SUM,
    ZERO,
    Apply,
    Lambda,
    Letter,
    Number,
    Term,
    free,
    summed,
)
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, follows, induction, instance, reverse
from rmsprop_sym.search import X, prove, term_of, use_by_elimination

J, M = Letter("j", natural=True), Letter("m", natural=True)
TOTAL, GAP, SHARE = Letter("_total"), Letter("_gap"), Letter("_share")
MOST = 6  # the highest power of k


def in_closed_form(total: Term, facts: Sequence[Theorem]) -> Theorem | None:
    """An equation for a sum, between it and a closed form or sums that are nearer to one; None if none is known.

    >>> from rmsprop_sym.alphabet import i, n, show, total
    >>> once = in_closed_form(total(i, i, 0, n - 1), [])
    >>> show(in_closed_form(once.claim.right, []).claim.right)
    '-1/2*n + 1/2*n**2'
    """
    plain = term_of(normal(total))
    if plain != total:
        return follows(Claim(total, "=", plain))
    found = _canonical(total)
    if found is None:
        return None
    if found.turned:
        other = reverse(total)
        return follows(Claim(total, "=", term_of(normal(other.claim.right))), [other], [1])
    try:
        return _with_ratio(total, found, facts) if found.ratio != ONE else _without_ratio(total, found)
    except Gap:
        return None


@dataclass(frozen=True)
class _Terms:
    """What a sum over j = 0, ..., count - 1 adds up: j**degree * ratio**j, or so from its other end."""

    degree: int
    ratio: Term
    count: Term
    turned: bool


def _canonical(total: Term) -> _Terms | None:
    match total:
        case Apply(head, (Lambda(index, body), low, high)) if head == SUM and low == ZERO:
            degree, turned = 0, False
            ratio: Term = ONE
            for factor in factors(body):
                base, e = factor.args if isinstance(factor, Apply) and factor.head == POWER else (factor, ONE)
                exponent = normal(e)
                if base == index and isinstance(e, Number):
                    degree += int(e.value)
                    continue
                slope = exponent.get(next(iter(normal(index))), Fraction(0))
                if index in free(base) or slope.denominator != 1 or not slope:
                    return None
                rest = plus(exponent, normal(Number(slope) * index), -1)
                if slope < 0:
                    turned = True
                elif rest:
                    return None
                else:
                    step = base if slope == 1 else base ** Number(slope)
                    ratio = step if ratio == ONE else ratio * step
            mixed = turned and (ratio != ONE or any(index in free(f.args[0]) for f in _powers(body)))
            return None if degree > MOST or mixed else _Terms(degree, ratio, term_of(normal(high + 1)), turned)
    return None


def _powers(whole: Term) -> Iterator[Apply]:
    return (f for f in factors(whole) if isinstance(f, Apply) and f.head == POWER)


def _with_ratio(total: Term, found: _Terms, facts: Sequence[Theorem]) -> Theorem | None:
    """The closed form over the power of 1 - ratio, which must be known to differ from 0."""
    cleared = instance(powers_sum(found.degree), {X: found.ratio, M: found.count})
    lemma = use_by_elimination(
        _divided(found.degree + 1),
        {TOTAL: total, GAP: 1 - found.ratio, SHARE: cleared.claim.right},
        [cleared, *below_one(found.ratio, facts), *facts],
    )
    return lemma if lemma.hypotheses <= {h for fact in facts for h in fact.hypotheses} else None


@cache
def _divided(power: int) -> Theorem:
    """a = b * (1/c)**k, from c**k * a = b and c != 0."""
    known = [assume(Claim(GAP**power * TOTAL, "=", SHARE)), assume(Claim(GAP, "!=", ZERO))]
    return prove(Claim(TOTAL, "=", SHARE * (1 / GAP) ** power), known)


@cache
def powers_sum(degree: int) -> Theorem:
    """(1 - x)**(d + 1) times the sum of j**d * x**j over j = 0, ..., m - 1, whatever x is.

    >>> from rmsprop_sym.alphabet import show
    >>> show(powers_sum(0).claim)
    '(1 - x)**1*sum(j**0*x**j, j, 0, m - 1) = x**m*(-1) - -1'
    """
    gap = 1 - X
    coefficients: list[Term] = [*[ZERO] * degree, Number(Fraction(-1))]  # of (1 - x)**i * m**i, times -x**m
    for i in reversed(range(degree)):
        above = [comb(j, i) * gap ** (j - i - 1) * coefficients[j] for j in range(i + 1, degree + 1)]
        coefficients[i] = term_of(normal(X * sum(above, start=ZERO)))
    later = coefficients[0]
    for i in range(1, degree + 1):
        later = later + gap**i * coefficients[i] * M**i
    body = J**degree * X**J
    claim = Claim(gap ** (degree + 1) * summed(body, J, 0, M - 1), "=", X**M * later - coefficients[0])
    return _by_induction(claim)


def _without_ratio(total: Term, found: _Terms) -> Theorem:
    lemma = instance(numbers_sum(found.degree), {M: found.count})
    return follows(Claim(total, "=", lemma.claim.right), [lemma], [1])


@cache
def numbers_sum(degree: int) -> Theorem:
    """The sum of j**d over j = 0, ..., m - 1, as a polynomial of m."""
    wanted = normal(M**degree)
    total: Term = ZERO
    for i in reversed(range(degree + 1)):
        power = next(iter(normal(M**i)), UNIT)
        share = wanted.get(power, Fraction(0)) / (i + 1)
        total = total + Number(share) * M ** (i + 1)
        wanted = plus(wanted, normal(Number(share) * ((M + 1) ** (i + 1) - M ** (i + 1))), -1)
    return _by_induction(Claim(summed(J**degree, J, 0, M - 1), "=", term_of(normal(total))))


def _by_induction(claim: Claim) -> Theorem:
    base = prove(claim.at({M: ZERO}))
    return induction(M, claim, base, prove(claim.at({M: M + 1}), [assume(claim)]))
