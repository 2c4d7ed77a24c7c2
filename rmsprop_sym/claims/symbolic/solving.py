"""For which values an equation holds, as SymPy suggests and evaluation confirms."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.deadline import uncounted
from rmsprop_sym.evaluate import Point, Undefined, holds
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Letter
from rmsprop_sym.search import sympy_of

DIGITS, MARGIN = 30, Fraction(1, 10**12)


def solutions(claim: Claim, supposed: Sequence[Claim]) -> list[str] | None:
    """The values of a single letter, as a note would write them; None if they are not known."""
    found = roots(claim, supposed)
    return None if found is None else [f"{x.name} = {value}" for x, value in found]


def roots(claim: Claim, supposed: Sequence[Claim]) -> list[tuple[Letter, Fraction]] | None:
    """The values of a single letter for which an equation and all that is supposed hold; None if they are not known.

    SymPy suggests them, and evaluation confirms them.
    """
    with uncounted():  # it takes a second to load
        import sympy

    letters = sorted(claim.free(), key=str)
    if len(letters) != 1 or not isinstance(letters[0], Letter):
        return None
    x = letters[0]
    try:
        found = sympy.solve((sympy_of(claim.left) - sympy_of(claim.right)).doit(), sympy_of(x))
    except (NotImplementedError, ValueError, TypeError):
        return None
    found = [value for value in found if not _is_beyond(x, value)]
    if not all(isinstance(value, sympy.Rational) for value in found):
        return None
    values = [Fraction(int(value.p), int(value.q)) for value in found]
    conditions = [claim, *DOMAINS.get(x, ()), *(h for h in supposed if h.free() == {x})]
    return [(x, value) for value in values if all(_confirmed(c, Point({x: value})) for c in conditions)]


def _is_beyond(x: Letter, value: Any) -> bool:
    """Whether a suggested root is not real, or lies outside the domain of its letter, not near its border."""
    if value.is_real is False:
        return True
    try:
        number = value.evalf(DIGITS)
    except TypeError:  # SymPy cannot tell how near a sum without a closed form is
        return False
    if not number.is_Float:
        return False
    near = Fraction(str(number))
    around = [Point({x: near + by}) for by in (-MARGIN, 0, MARGIN)]
    return not any(all(_confirmed(claim, point) for claim in DOMAINS.get(x, ())) for point in around)


def _confirmed(claim: Claim, point: Point) -> bool:
    try:
        return holds(claim, point) is True
    except Undefined:
        return False
