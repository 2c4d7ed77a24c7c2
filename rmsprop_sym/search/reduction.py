"""A difference as a combination of equations: by elimination, or in their ideal, by SymPy."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from rmsprop_sym.kernel.certificate import (
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
from rmsprop_sym.search.terms import normal


MOST_GENERATORS = 16


@cache
def difference_of(fact: Theorem) -> Polynomial:
    """right - left, as a normal form."""
    return normal(fact.claim.right - fact.claim.left)


@dataclass
class Reduction:
    """What is left of a difference, and how much of each equation was taken off."""

    rest: Polynomial
    taken: dict[Theorem, Polynomial]

    def by(self, fact: Theorem, difference: Polynomial, pivot: Monomial) -> bool:
        """Takes off the multiples of an equation that remove its pivot; says whether there were any."""
        changed, lead = False, difference[pivot]
        for _ in range(40):
            hits = {_divided(m, pivot): c / lead for m, c in self.rest.items() if _divided(m, pivot) is not None}
            factor: Polynomial = {m: c for m, c in hits.items() if m is not None}
            if not factor:
                break
            changed = True
            self.taken[fact] = plus(self.taken.get(fact, {}), factor)
            self.rest = plus(self.rest, times(factor, difference), -1)
        return changed


def _divided(m: Monomial, by: Monomial) -> Monomial | None:
    """m/by, if by divides m; exponents that hold letters must fit up to a natural number."""
    powers = dict(m)
    for a, e in by:
        rest = plus(dict(powers.get(a, frozenset())), dict(e), -1)
        if a not in powers or not NOTHING.natural(rest):
            return None
        powers[a] = frozenset(rest.items())
    return frozenset((a, e) for a, e in powers.items() if e)


def eliminated(left: Polynomial, equations: Sequence[Theorem]) -> Reduction:
    found = Reduction(left, {})
    pivots = [(f, d, _pivot(f, d)) for f in equations if (d := difference_of(f))]
    for _ in range(20):
        if not found.rest or not any([found.by(*each) for each in pivots]) or len(found.rest) > 2000:
            break
    return found


def _pivot(fact: Theorem, difference: Polynomial) -> Monomial:
    """The monomial that an equation serves to remove: its left side, or else the one of highest degree."""
    left = normal(fact.claim.left)
    if len(left) == 1 and next(iter(left)) in difference and next(iter(left)):
        return next(iter(left))
    return max(difference, key=lambda m: (sum(_is_inverse(a) for a, _ in m), len(m), str(m)))


def _is_inverse(a: Hashable) -> bool:
    return isinstance(a, tuple) and a[0] == "inverse"


def in_ideal(left: Polynomial, equations: Sequence[Theorem]) -> Reduction | None:
    """The difference as a combination of the equations, found by SymPy."""
    import sympy
    from sympy.polys.polyerrors import BasePolynomialError

    differences = [difference_of(e) for e in equations]
    basis = _generators([left, *differences])
    if len(basis) > MOST_GENERATORS or not equations:
        return None
    ring = sympy.QQ.old_poly_ring(*(sympy.Symbol(f"z{k}") for k in range(len(basis) or 1)))
    ideal = ring.ideal(*(_poly(d, basis, ring) for d in differences))
    try:
        cofactors = ideal.in_terms_of_generators(_poly(left, basis, ring))
    except (ValueError, BasePolynomialError):
        return None
    taken = {}
    for equation, cofactor in zip(equations, cofactors, strict=True):
        back = _back(ring.to_sympy(cofactor), basis, ring)
        if back:
            taken[equation] = back
    return Reduction({}, taken)


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
    return sorted(((a, frozenset(plus(dict(rest), number(k)).items())) for (a, rest), k in lowest.items()), key=str)


def _poly(p: Polynomial, basis: Sequence[Generator], ring: object) -> object:
    return ring.from_sympy(_expression(p, basis, ring))  # type: ignore[attr-defined]


def _expression(p: Polynomial, basis: Sequence[Generator], ring: object) -> object:
    import sympy

    symbols = dict(zip(basis, ring.gens and [sympy.Symbol(f"z{k}") for k in range(len(basis))], strict=True))  # type: ignore[attr-defined]
    total = sympy.Integer(0)
    for m, c in p.items():
        product = sympy.Rational(c.numerator, c.denominator)
        for a, e in m:
            whole, plain = dict(e), symbols.get((a, ONCE))
            for (b, f), symbol in symbols.items():
                rest = plus(whole, dict(f), -1)
                if a == b and f != ONCE and not rest.keys() - {UNIT}:
                    product *= symbol * (plain ** rest.get(UNIT, 0) if rest else 1)
                    break
            else:
                product *= plain ** int(whole.get(UNIT, 0))
        total += product
    return total


def _back(expression: object, basis: Sequence[Generator], ring: object) -> Polynomial:
    import sympy

    symbols = [sympy.Symbol(f"z{k}") for k in range(len(basis))]
    total: Polynomial = {}
    for exponents, c in sympy.Poly(expression, *symbols, domain="QQ").terms():
        product = number(Fraction(int(c.p), int(c.q)))
        for (a, e), n in zip(basis, exponents, strict=True):
            product = times(
                product, {frozenset({(a, frozenset((m, d * n) for m, d in e))}): Fraction(1)} if n else number(1)
            )
        total = plus(total, product)
    return total
