"""A difference as a combination of multiples of equations, found by linear algebra."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from rmsprop_sym.kernel.certificate import ONCE, Monomial, Polynomial, plus, times
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.search.reduction import Reduction, difference_of, divided
from rmsprop_sym.search.terms import order

ROUNDS, MOST = 3, 256


def spanned(left: Polynomial, equations: Sequence[Theorem]) -> Reduction | None:
    """The difference as a combination of the equations, if few multiples of them span it.

    A multiple is tried if it shares a monomial with the difference, or with a multiple tried in an earlier round.
    Each is marked with its equation as one more factor; the marks that remain in the end are the cofactors.
    """
    rows: list[tuple[Monomial, Polynomial]] = []
    tried: set[Monomial] = set()
    reached, rest = list(left), left
    for _ in range(ROUNDS):
        beyond: dict[Monomial, None] = {}
        for factor, equation in islice(_multiples(reached, equations, tried), MOST - len(tried)):
            tried.add(mark := factor | {(equation, ONCE)})
            multiple = times({factor: Fraction(1)}, difference_of(equation))
            beyond |= dict.fromkeys(multiple)
            row = _reduced(plus(multiple, {mark: Fraction(1)}, -1), rows)
            if plain := [m for m in row if not _marks(m)]:
                rows.append((max(plain, key=order), row))
        rest = _reduced(rest, rows)
        if all(map(_marks, rest)):
            return Reduction({}, _taken(rest))
        reached = list(beyond)
    return None


def _multiples(
    reached: Sequence[Monomial], equations: Sequence[Theorem], tried: set[Monomial]
) -> Iterator[tuple[Monomial, Theorem]]:
    """The multiples of equations, not tried yet, that hold a monomial which is reached: those of short ones first."""
    for m in sorted(reached, key=order):
        for equation in equations:
            for part in difference_of(equation):
                factor = divided(m, part)
                if factor is not None and factor | {(equation, ONCE)} not in tried:
                    yield factor, equation


def _reduced(p: Polynomial, rows: Sequence[tuple[Monomial, Polynomial]]) -> Polynomial:
    """What is left of p when each row, in turn, has removed its pivot."""
    for pivot, row in rows:
        if pivot in p:
            p = plus(p, row, -p[pivot] / row[pivot])
    return p


def _marks(m: Monomial) -> list[Theorem]:
    """The equation with which a monomial is marked, if it is."""
    return [a for a, _ in m if isinstance(a, Theorem)]


def _taken(rest: Polynomial) -> dict[Theorem, Polynomial]:
    """The cofactors, read from the marks."""
    taken: dict[Theorem, Polynomial] = {}
    for m, c in rest.items():
        (equation,) = _marks(m)
        taken[equation] = {**taken.get(equation, {}), m - {(equation, ONCE)}: c}
    return taken
