"""For which values an equation holds, as SymPy suggests and evaluation confirms."""

from __future__ import annotations

from fractions import Fraction

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.evaluate import Point, Undefined, holds
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Letter
from rmsprop_sym.search import sympy_of


def solutions(claim: Claim) -> list[str]:
    """The values of a single letter for which an equation holds, as SymPy suggests and evaluation confirms."""
    import sympy

    letters = sorted(claim.free(), key=str)
    if len(letters) != 1 or not isinstance(letters[0], Letter):
        return []
    x = sympy.Symbol(letters[0].name, real=True)
    try:
        found = sympy.solve(sympy_of(claim.left) - sympy_of(claim.right), x)
    except (NotImplementedError, ValueError, TypeError):
        return []
    rational = [Fraction(int(r.p), int(r.q)) for r in found if isinstance(r, sympy.Rational)]
    confirmed = []
    for value in rational:
        point = Point({letters[0]: value})
        try:
            if holds(claim, point) and all(holds(d, point) for d in DOMAINS[letters[0]]):
                confirmed.append(f"{letters[0].name} = {value}")
        except Undefined:
            continue
    return confirmed
