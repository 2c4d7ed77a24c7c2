"""For which values an equation holds, as SymPy suggests and evaluation confirms."""

from __future__ import annotations

from fractions import Fraction

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.evaluate import Point, Undefined, holds
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Apply, Head, Letter, Number, Term


def solutions(claim: Claim) -> list[str]:
    """The values of a single letter for which an equation holds, as SymPy suggests and evaluation confirms."""
    import sympy

    letters = sorted(claim.free(), key=str)
    if len(letters) != 1 or not isinstance(letters[0], Letter):
        return []
    x = sympy.Symbol(letters[0].name, real=True)
    try:
        found = sympy.solve(sympy.sympify(0) + _sympy(claim.left, x) - _sympy(claim.right, x), x)
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


def _sympy(whole: Term, x: object) -> object:
    """A term in one letter, for SymPy to solve."""
    import sympy

    match whole:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Letter():
            return x
        case Apply(Head("+" | "*" | "**" as name), (a, b)):
            left, right = _sympy(a, x), _sympy(b, x)
            return {"+": sympy.Add, "*": sympy.Mul, "**": sympy.Pow}[name](left, right)
        case Apply(Head("sqrt" | "abs" | "exp" | "log" as name), (a,)):
            return {"sqrt": sympy.sqrt, "abs": sympy.Abs, "exp": sympy.exp, "log": sympy.log}[name](_sympy(a, x))
    raise ValueError(f"{whole!r} is not handed to SymPy")
