"""What an equation with another decay at each step is multiplied with: a factor, or the product of its decays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy

from rmsprop_sym.alphabet import t
from rmsprop_sym.discover.linear import linear
from rmsprop_sym.discover.terms import Underivable, divided, times, valued
from rmsprop_sym.kernel.term import Number, Term
from rmsprop_sym.numbers.ball import Ball
from rmsprop_sym.rules import Rule
from rmsprop_sym.rules.run import newest
from rmsprop_sym.search import sympy_of

LONGEST = 4  # factors; a longer product is nothing to look at


def summation_factor(decay: Term) -> Term | None:
    """F(t) with F(t + 1) * decay = F(t), for a decay that is a quotient of products of t and numbers.

    None where there is none of this form.  SymPy only factors; whether F is one is for the board to show.

    >>> from rmsprop_sym.alphabet import show
    >>> show(summation_factor(t / (t + 2)))
    't*(t + 1)'
    """
    try:
        above, below = map(_shifts, sympy.fraction(sympy.cancel(sympy_of(decay))))
    except (ValueError, sympy.PolynomialError):
        return None
    if above is None or below is None or above[0] != below[0]:
        return None
    upper, lower = list[Term](), list[Term]()
    for n, d in zip(sorted(above[1].elements()), sorted(below[1].elements()), strict=False):
        if (d - n).denominator != 1 or abs(d - n) > LONGEST:
            return None
        (upper if d > n else lower).extend(t + shift for shift in _between(min(n, d), max(n, d)))
    same = above[1].total() == below[1].total()
    return divided(times(*map(_plain, upper)), times(*map(_plain, lower))) if same and upper + lower else None


def product_name(state: str) -> str:
    """What the product of the decays of a state is called."""
    return f"P_{state}"


def with_products(rule: Rule) -> Rule:
    """The rule with one more state for each one whose decays neither stay the same nor have a summation factor.

    It starts at 1 and is multiplied by the decay at each step: what is left of the start.
    """
    decays = dict[str, Term]()
    for name in rule.start:
        with suppress(Underivable):
            state = linear(rule, name)
            if state.moving and summation_factor(state.decay) is None and _computable(rule, state.decay):
                decays[product_name(name)] = state.decay

    def body(old: Any, new: Any, g: Any, **hyper: Any) -> None:
        rule.body(old, new, g, **hyper)
        for product, decay in decays.items():
            setattr(new, product, _kept(rule, decay, old, hyper, getattr(old, product)))

    return replace(rule, body=body, start={**rule.start, **dict.fromkeys(decays, 1)}) if decays else rule


def _computable(rule: Rule, decay: Term) -> bool:
    """Whether a decay can be computed with numbers."""
    letters = {newest(rule, name): Ball(1) / 2 for name in rule.hyper}
    try:
        valued(decay, {t: Ball(1), **letters}, 1)
    except Underivable:
        return False
    return True


def _kept(rule: Rule, decay: Term, old: Any, hyper: Mapping[str, Any], product: Any) -> Any:
    """What a step leaves of the product so far."""
    if isinstance(old.t, Term):
        return decay * product
    numbers = {t: 0 * product + old.t, **{newest(rule, name): value for name, value in hyper.items()}}
    return valued(decay, numbers, old.t) * product


def _shifts(expression: Any) -> tuple[Fraction, Counter[Fraction]] | None:
    """The numbers q of a product c * (t + q) * ..., and c; None for anything else."""
    lead, parts = sympy.factor_list(expression)
    c, found = Fraction(int(lead.p), int(lead.q)), Counter[Fraction]()
    for part, exponent in parts:
        slope, height = part.coeff(sympy_of(t), 1), part.coeff(sympy_of(t), 0)
        if not (slope.is_Rational and height.is_Rational and sympy.expand(slope * sympy_of(t) + height) == part):
            return None
        c *= Fraction(int(slope.p), int(slope.q)) ** exponent
        found[Fraction(int((height / slope).p), int((height / slope).q))] += exponent
    return c, found


def _between(low: Fraction, high: Fraction) -> list[Fraction]:
    return [low + step for step in range(int(high - low))]


def _plain(part: Term) -> Term:
    return t if part == t + Number(Fraction(0)) else part
