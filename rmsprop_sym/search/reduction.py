"""A difference as a combination of equations: by elimination, or in their ideal, by SymPy."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from rmsprop_sym.deadline import TookTooLong, time_limit
from rmsprop_sym.kernel.certificate import (
    MEMORY,
    NOTHING,
    ONCE,
    UNIT,
    Frozen,
    Monomial,
    Polynomial,
    normal,
    number,
    plus,
    times,
)
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.search.terms import spelled

MOST_GENERATORS = 16
MOST_WORK = 5000  # products of terms; what comes to an end at all needs a few hundred
PATIENCE = 15.0  # s; what is found at all is found in two


@cache
def difference_of(fact: Theorem) -> Polynomial:
    """right - left, as a normal form."""
    return normal(fact.claim.right - fact.claim.left)


@dataclass
class Reduction:
    """What is left of a difference, and how much of each equation was taken off."""

    rest: Polynomial
    taken: dict[Theorem, Polynomial]
    work: int = 0

    def by(self, fact: Theorem, difference: Polynomial, pivot: Monomial) -> bool:
        """Takes off the multiples of an equation that remove its pivot; says whether there were any."""
        changed, lead = False, difference[pivot]
        for _ in range(40):
            hits = {divided(m, pivot): c / lead for m, c in self.rest.items() if divided(m, pivot) is not None}
            factor: Polynomial = {m: c for m, c in hits.items() if m is not None}
            self.work += len(factor) * len(difference)
            if not factor or self.work > MOST_WORK:
                break
            changed = True
            self.taken[fact] = plus(self.taken.get(fact, {}), factor)
            self.rest = plus(self.rest, times(factor, difference), -1)
        return changed


@lru_cache(maxsize=MEMORY)
def divided(m: Monomial, by: Monomial) -> Monomial | None:
    """m/by, if by divides m; exponents that hold letters must fit up to a natural number."""
    powers = dict(m)
    for a, e in by:
        rest = plus(dict(powers.get(a, frozenset())), dict(e), -1)
        if a not in powers or not NOTHING.natural(rest):
            return None
        powers[a] = frozenset(rest.items())
    return frozenset((a, e) for a, e in powers.items() if e)


def eliminated(left: Polynomial, equations: Sequence[Theorem]) -> Reduction:
    """What is left of a difference when each equation has removed its pivot, again and again."""
    found = Reduction(left, {})
    pivots = [(f, d, _pivot(f, d)) for f in equations if (d := difference_of(f))]
    for _ in range(20):
        changed = [found.by(*each) for each in pivots]
        if not found.rest or not any(changed) or found.work > MOST_WORK:
            break
    return found


def _pivot(fact: Theorem, difference: Polynomial) -> Monomial:
    """The monomial that an equation serves to remove: its left side, or else the one of highest degree.

    One that divides another monomial would come back for ever.
    """
    left = normal(fact.claim.left)
    alone = [m for m in difference if m and not any(divided(n, m) for n in difference if n != m)] or list(difference)
    if len(left) == 1 and (own := next(iter(left))) in alone:
        return own
    return max(alone, key=lambda m: (sum(_is_inverse(a) for a, _ in m), _degree(m), spelled(m)))


def _degree(m: Monomial) -> Fraction:
    """How many factors a monomial has, powers with letters in the exponent counted once."""
    return sum((dict(e).get(UNIT, Fraction(0)) + (len(e) > 1) for _, e in m), Fraction(0))


def _is_inverse(a: Hashable) -> bool:
    return isinstance(a, tuple) and a[0] == "inverse"


def in_ideal(left: Polynomial, equations: Sequence[Theorem]) -> Reduction | None:
    """The difference as a combination of the equations, found by SymPy; None also where that takes too long."""
    differences = [difference_of(e) for e in equations]
    basis = _generators([left, *differences])
    if len(basis) > MOST_GENERATORS or not equations:
        return None
    import sympy
    from sympy.polys.polyerrors import BasePolynomialError

    symbols = {generator: sympy.Symbol(f"z{k}") for k, generator in enumerate(basis)}
    ring = sympy.QQ.old_poly_ring(*(symbols.values() or [sympy.Symbol("z")]))
    ideal = ring.ideal(*(ring.from_sympy(_expression(d, symbols)) for d in differences))
    try:
        with time_limit(PATIENCE):
            cofactors = ideal.in_terms_of_generators(ring.from_sympy(_expression(left, symbols)))
    except (ValueError, BasePolynomialError, TookTooLong):
        return None
    taken = {e: _back(ring.to_sympy(c), symbols) for e, c in zip(equations, cofactors, strict=True)}
    return Reduction({}, {equation: cofactor for equation, cofactor in taken.items() if cofactor})


Generator = tuple[Hashable, Frozen]


def _generators(polynomials: Iterable[Polynomial]) -> list[Generator]:
    """What is independent in the polynomials: atoms, and powers of atoms with letters in the exponent."""
    lowest: dict[tuple[Hashable, Frozen], Fraction] = {}
    for a, e in {pair for p in polynomials for m in p for pair in m}:
        k = dict(e).get(UNIT, Fraction(0))
        rest = frozenset(plus(dict(e), number(k), -1).items())
        lowest[a, rest] = min(k, lowest.get((a, rest), k)) if rest else Fraction(1)
        if rest:
            lowest.setdefault((a, frozenset()), Fraction(1))
    return sorted(((a, frozenset(plus(dict(rest), number(k)).items())) for (a, rest), k in lowest.items()), key=spelled)


def _expression(p: Polynomial, symbols: Mapping[Generator, Any]) -> Any:
    """A polynomial in the generators, as SymPy has it."""
    import sympy

    total = sympy.Integer(0)
    for m, c in p.items():
        product = sympy.Rational(c.numerator, c.denominator)
        for a, e in m:
            product *= _power_of_generators(a, dict(e), symbols)
        total += product
    return total


def _power_of_generators(a: Hashable, e: Polynomial, symbols: Mapping[Generator, Any]) -> Any:
    for (b, f), symbol in symbols.items():
        rest = plus(e, dict(f), -1)
        if a == b and f != ONCE and not rest.keys() - {UNIT}:
            return symbol * (symbols[a, ONCE] ** int(rest[UNIT]) if rest else 1)
    return symbols[a, ONCE] ** int(e[UNIT])


def _back(expression: Any, symbols: Mapping[Generator, Any]) -> Polynomial:
    import sympy

    total: Polynomial = {}
    for exponents, c in sympy.Poly(expression, *symbols.values(), domain="QQ").terms():
        product = number(Fraction(int(c.p), int(c.q)))
        for (a, e), n in zip(symbols, exponents, strict=True):
            power = {frozenset({(a, frozenset((m, d * n) for m, d in e))}): Fraction(1)}
            product = times(product, power if n else number(1))
        total = plus(total, product)
    return total
