"""Terms as a person would write them: indices worked out, divisors below the line, products factored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeGuard

import sympy
from sympy.polys.polyerrors import BasePolynomialError

from rmsprop_sym import alphabet
from rmsprop_sym.board import root_is
from rmsprop_sym.kernel.certificate import UNIT, Monomial, Polynomial, normal, number, plus
from rmsprop_sym.kernel.certificate import times as multiplied
from rmsprop_sym.kernel.certificate import whole as whole_number
from rmsprop_sym.kernel.term import (
    ONE,
    PLUS,
    POWER,
    TIMES,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    Scalar,
    Term,
    free,
    substitute,
    term,
)
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules import Rule
from rmsprop_sym.search import sympy_of, term_of, term_of_sympy, walk
from rmsprop_sym.search.terms import atom_term

MINUS_ONE = Number(Fraction(-1))


PLAIN_ROOTS = {1: root_is(ONE, ONE), 0: root_is(ZERO, ZERO)}


class Underivable(Exception):
    """Something cannot be derived, for a reason that is said."""


def plain_roots(*wholes: Term) -> list[Theorem]:
    """The equations sqrt(1) = 1 and sqrt(0) = 0, as far as these terms have such roots."""
    inner = [normal(part.args[0]) for whole in wholes for part in walk(whole) if is_root(part)]
    return [root for value, root in PLAIN_ROOTS.items() if number(value) in inner]


def is_root(part: Term) -> TypeGuard[Apply]:
    """Whether a term is a square root."""
    return isinstance(part, Apply) and part.head.name == "sqrt"


def speaks(whole: Term) -> bool:
    """Whether a term speaks of gradients, itself or through a state."""
    heads = (part.head for part in walk(written(normal(whole))) if isinstance(part, Apply))
    return any(head.kind == "state" or head == alphabet.g.head for head in heads)


def moves(whole: Term) -> bool:
    """Whether something in a term changes from step to step."""
    return any(
        part == alphabet.t or (isinstance(part, Apply) and part.head.kind in ("state", "sequence"))
        for part in walk(whole)
    )


def weighed(fresh: Polynomial, live: Callable[[Term], bool] = moves) -> tuple[Term, Term]:
    """What is not live in a term, and the rest; live is what moves."""
    groups: dict[Monomial, dict[Monomial, Fraction]] = {}
    for monomial, c in fresh.items():
        kept = frozenset(power for power in monomial if live(_alone(power)))
        groups.setdefault(kept, {})[monomial - kept] = c
    if not groups:
        return ZERO, ZERO
    first, *others = groups.values()
    ratios = [Fraction(1), *(_ratio(other, first) for other in others)]
    if any(ratio is None for ratio in ratios):
        return _shared(groups, fresh)
    return written(first), written({m: r for m, r in zip(groups, ratios, strict=True) if r})


def _shared(groups: Mapping[Monomial, Polynomial], fresh: Polynomial) -> tuple[Term, Term]:
    """The largest factor that all weights share, and what is left of the whole; 1, if the weights are no polynomials.

    SymPy only suggests: the factor times the rest has the normal form of the whole.
    """
    try:
        weights = [sympy_of(term_of(weight)) for weight in groups.values()]
        if not all(weight.is_polynomial() for weight in weights):
            return ONE, written(fresh)
        shared = sympy.gcd_list(weights)
        shared = -shared if normal(term_of_sympy(shared)).get(UNIT, 1) < 0 else shared
        rest = [normal(term_of_sympy(sympy.cancel(weight / shared))) for weight in weights]
    except (ValueError, BasePolynomialError):
        return ONE, written(fresh)
    factor: Polynomial = normal(term_of_sympy(shared))
    left: Polynomial = {}
    for kept, weight in zip(groups, rest, strict=True):
        left = plus(left, multiplied({kept: Fraction(1)}, weight))
    return (written(factor), written(left)) if multiplied(factor, left) == fresh else (ONE, written(fresh))


def _ratio(p: Polynomial, q: Polynomial) -> Fraction | None:
    m = next(iter(q))
    r = p.get(m, Fraction(0)) / q[m]
    return r if r and not plus(p, q, -r) else None


def _alone(power: Any) -> Term:
    return term_of({frozenset({power}): Fraction(1)})


def at(newest: Term, index: Scalar) -> Term:
    """What is said of step t + 1, said of another step."""
    return tidy(substitute(newest, {alphabet.t: term(index) - 1}))


def times(*factors: Term) -> Term:
    """The product, without factors 1."""
    kept = [factor for factor in factors if factor != ONE]
    product = kept[0] if kept else ONE
    for factor in kept[1:]:
        product = product * factor
    return ZERO if ZERO in factors else product


def together(*terms: Term) -> Term:
    """The sum, without terms 0."""
    kept = [each for each in terms if each != ZERO]
    total = kept[0] if kept else ZERO
    for each in kept[1:]:
        total = total + each
    return total


def tidy(whole: Term) -> Term:
    """The term with its indices worked out, and without what is multiplied by 0 or 1 or added to 0."""
    if not isinstance(whole, Apply):
        return whole
    if whole.head.kind in ("state", "sequence"):
        return Apply(whole.head, (*whole.args[:-1], _index(whole.args[-1])))
    args = tuple(map(tidy, whole.args))
    match whole.head, args:
        case head, (Number(), Number()) if head in (PLUS, TIMES):
            return term_of(normal(Apply(head, args)))
        case head, (a, b) if head == PLUS:
            return _index(a + b) if free(a, b) and whole_number(normal(a + b)) else together(a, b)
        case head, (a, b) if head == TIMES:
            return times(a, b)
        case head, (a, b) if head == POWER:
            return _power(a, b)
        case head, (Number(value),) if head.name in ("sqrt", "abs") and value in (0, 1):
            return args[0]
    return Apply(whole.head, args)


def _index(index: Term) -> Term:
    """The index with what is added first, what is taken away then, and the number last."""
    p = normal(index)
    ordered = sorted(p, key=lambda m: (m == UNIT, p[m] < 0))
    return together(*(term_of({m: p[m]}) for m in ordered))


def written(p: Polynomial) -> Term:
    """A normal form as a term in which divisors stand below the line."""
    ordered = sorted(p.items(), key=lambda item: (item[1] < 0, len(item[0]), str(term_of({item[0]: Fraction(1)}))))
    return _owned(together(*(_quotient(monomial, c) for monomial, c in ordered)))


def _owned(whole: Term) -> Term:
    """The term with every run on the gradients themselves written alike."""
    match whole:
        case Apply(head, (*args, index)) if head.kind in ("state", "sequence"):
            return Apply(head, (*map(_owned, args), _index(index)))
        case Apply(head, _) if head == PLUS and free(whole) and whole_number(normal(whole)):
            return _index(whole)
        case Apply(head, args):
            return Apply(head, tuple(map(_owned, args)))
        case Lambda(index, Apply(head, (same,))) if index == same:
            return Lambda(alphabet.i, Apply(head, (alphabet.i,)))
    return whole


def _quotient(monomial: Monomial, c: Fraction) -> Term:
    below = frozenset(power for power in monomial if isinstance(power[0], tuple) and power[0][0] == "inverse")
    upper = sorted(monomial - below, key=_place)
    above = times(Number(c), *(term_of({frozenset({power}): Fraction(1)}) for power in upper))
    turned = [_turned(*power) for power in sorted(below, key=_place)]
    return above / times(*turned) if turned else above


def _turned(atom: Any, exponent: Any) -> Term:
    """What stands below the line, to its power."""
    match atom_term(atom):
        case Apply(_, (_, Apply(_, (base, _)))):
            return _power(base, term_of(dict(exponent)))
    raise ValueError(f"{atom!r} is no inverse")


def _place(power: tuple[object, object]) -> tuple[bool, str]:
    """Hyper-parameters before what moves."""
    alone = _alone(power)
    return moves(alone), str(alone)


def _power(base: Term, exponent: Term) -> Term:
    exponent = term_of(normal(exponent))
    if exponent == ONE:
        return base
    if base == ZERO and isinstance(exponent, Number) and exponent.value > 0:
        return ZERO
    if isinstance(exponent, Number) and (exponent == ZERO or (isinstance(base, Number) and base != ZERO)):
        return term_of(normal(base**exponent))
    return base**exponent


def factors(whole: Term) -> tuple[list[Term], list[Term]]:
    """What a product is made of, above the line and below it."""
    match whole:
        case Apply(head, (a, b)) if head == TIMES:
            one, other = factors(a), factors(b)
            return one[0] + other[0], one[1] + other[1]
        case Apply(head, (base, Number(n))) if head == POWER and n < 0:
            above, below = factors(base)
            return [part ** Number(-n) if n != -1 else part for part in below], [
                part ** Number(-n) if n != -1 else part for part in above
            ]
    return ([] if whole == ONE else [whole]), []


def flat(whole: Term) -> Term:
    """The term as one product over one product, with one sign before it."""
    above, below = factors(whole)
    sign = Number(Fraction((-1) ** sum(part == MINUS_ONE for part in above)))
    kept = [part for part in above if part != MINUS_ONE]
    return times(*([sign] if sign != ONE else []), divided(times(*kept), times(*below)))


def divided(above: Term, below: Term) -> Term:
    """The quotient, without a divisor 1."""
    return above if below == ONE else above / below


def collected(whole: Term) -> Term | None:
    """A weight, cancelled and factored, times what moves; None for what is no such product.

    SymPy only suggests: whether the two are equal is for the board to show.
    """
    weight, live = weighed(normal(whole), speaks)
    if ZERO in (weight, live) or len(normal(live)) != 1:
        return None
    try:
        above, below = map(_factored, sympy.fraction(sympy.cancel(sympy_of(weight))))
    except ValueError:
        return times(weight, live)
    sign = Number(above[0] / below[0])
    return times(divided(times(sign, *above[1]), times(*below[1])), live)


def factored(whole: Term) -> Term:
    """A quotient of polynomials in letters, cancelled and factored; anything else as it is."""
    if not _is_rational(whole):
        return whole
    try:
        above, below = map(_factored, sympy.fraction(sympy.cancel(sympy_of(whole))))
    except (ValueError, sympy.PolynomialError):
        return whole
    return tidy(divided(times(Number(above[0] / below[0]), *above[1]), times(*below[1])))


def _is_rational(whole: Term) -> bool:
    match whole:
        case Apply(head, (base, Number(n))) if head == POWER:
            return n.denominator == 1 and _is_rational(base)
        case Apply(head, (a, b)):
            return head in (PLUS, TIMES) and _is_rational(a) and _is_rational(b)
    return isinstance(whole, Number | Letter)


def _factored(expression: Any) -> tuple[Fraction, list[Term]]:
    """A number and factors, each with its number on the positive side."""
    lead, parts = sympy.factor_list(expression)
    c, found = Fraction(int(lead.p), int(lead.q)), list[Term]()
    for part, exponent in parts:
        p = normal(term_of_sympy(part))
        if int(exponent) != exponent:
            raise ValueError(f"{part} is no factor of a polynomial")
        sign = -1 if p.get(UNIT, Fraction(1)) < 0 else 1
        c *= sign ** int(exponent)
        base = written(plus({}, p, sign))
        found.append(base if exponent == 1 else base ** int(exponent))
    return c, sorted(found, key=alphabet.show)


def letter_apart(rule: Rule, *names: str) -> Letter:
    """The first of these letters that the rule does not use itself."""
    taken = {*rule.hyper, *rule.states}
    return next(Letter(name) for name in names if name not in taken)


def valued(whole: Term, numbers: Mapping[Term, Any], step: int) -> Any:
    """What a term without states comes to, with numbers of any kind for its letters, at a step.

    Raises Underivable for what is not computed here.
    """
    match whole:
        case _ if whole in numbers:
            return numbers[whole]
        case Number(value):
            return value
        case Apply(head, (a, b)) if head == PLUS:
            return valued(a, numbers, step) + valued(b, numbers, step)
        case Apply(head, (a, b)) if head == TIMES:
            return valued(a, numbers, step) * valued(b, numbers, step)
        case Apply(head, (base, exponent)) if head == POWER:
            n = Fraction(valued(exponent, {alphabet.t: step}, step))
            power = valued(base, numbers, step) ** abs(int(n))
            if n.denominator == 1:
                return power if n >= 0 else 1 / power
        case Apply(Head("sqrt"), (inner,)):
            return sqrt(valued(inner, numbers, step))
    raise Underivable(f"{alphabet.show(whole)} is not multiplied up")
