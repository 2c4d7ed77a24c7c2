"""Normal forms: a term as a sparse polynomial with rational coefficients.

Everything that is not + or * is an *atom*; a monomial is a set of (atom, exponent), exponents are natural numbers or
polynomials that are.  Sums start at index 0, constant factors before them.  One normal form: equal everywhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from rmsprop_sym.kernel.term import KINDS, PLUS, POWER, SUM, TIMES, Apply, Lambda, Letter, Number, Term, parts

Frozen = frozenset[tuple["Monomial", Fraction]]
Monomial = frozenset[tuple[Hashable, Frozen]]
Polynomial = Mapping[Monomial, Fraction]

UNIT: Monomial = frozenset()
ONCE: Frozen = frozenset({(UNIT, Fraction(1))})
LONGEST, LARGEST = 16, 20_000  # a sum to a higher power is an atom; so is a number with more bits; a product is refused
MEMORY = 20_000  # of so many terms the normal form is remembered


@dataclass(frozen=True)
class Bound:
    """The index of a binder, named by how many binders stand below it."""

    level: int


@dataclass(frozen=True)
class Context:
    """What is known while a term is read: some natural numbers, and what the letters of binders stand for."""

    naturals: tuple[Polynomial, ...] = ()
    bound: tuple[tuple[Letter, Frozen], ...] = ()

    def natural(self, p: Polynomial) -> bool:
        """Whether p is a natural number: a sum of natural letters, or that and something known."""
        return any(whole(q) and min(q.values(), default=0) >= 0 for q in (p, *(plus(p, k, -1) for k in self.naturals)))

    def within(self, bound: tuple[Letter, Frozen], *naturals: Polynomial) -> Context:
        """What is known inside a binder."""
        return Context((*self.naturals, *naturals), (*self.bound, bound))


NOTHING = Context()


def whole(p: Polynomial) -> bool:
    """Whether p is certainly a whole number, negative or not."""
    natural = (isinstance(a, Bound) or (isinstance(a, Letter) and a.natural) for m in p for a, _ in m)
    return all(c.denominator == 1 for c in p.values()) and all(natural)


def number(value: Fraction | int) -> Polynomial:
    """The constant polynomial."""
    return {UNIT: Fraction(value)} if value else {}


def plus(p: Polynomial, q: Polynomial, factor: Fraction | int = 1) -> Polynomial:
    """p + factor*q."""
    total = dict(p)
    for m, c in q.items():
        more = c if factor == 1 else factor * c
        total[m] = total[m] + more if m in total else more
    return {m: c for m, c in total.items() if c}


def times(p: Polynomial, q: Polynomial) -> Polynomial:
    """p*q; raises OverflowError for more than LARGEST products."""
    if len(p) * len(q) > LARGEST:
        raise OverflowError("a product has more terms than a line of mathematics has")
    total: dict[Monomial, Fraction] = {}
    for m, c in p.items():
        for n, d in q.items():
            both, more = _joined(m, n), c * d
            total[both] = total[both] + more if both in total else more
    return {m: c for m, c in total.items() if c}


@lru_cache(maxsize=MEMORY)
def _joined(m: Monomial, n: Monomial) -> Monomial:
    powers = dict(m)
    for a, e in n:
        powers[a] = frozenset(plus(dict(powers[a]), dict(e)).items()) if a in powers else e
    return frozenset((a, e) for a, e in powers.items() if e)


def atom(a: Hashable, e: Frozen = ONCE) -> Polynomial:
    """One atom to a power."""
    return {frozenset({(a, e)}) if e else UNIT: Fraction(1)}


def normal(term: Term, context: Context = NOTHING) -> Polynomial:
    """The normal form of a term, the caller's to keep: what is remembered of it is a copy."""
    if type(term) not in KINDS:
        raise TypeError(f"{term!r} is no term")
    return _normal(term, context) if context.naturals or context.bound else dict(_remembered(term))


@lru_cache(maxsize=MEMORY)
def _remembered(term: Term) -> Polynomial:
    return _normal(term, NOTHING)


def _normal(term: Term, context: Context) -> Polynomial:
    match term:
        case Number(value):
            return number(value)
        case Letter():
            return dict(dict(context.bound).get(term, atom(term).items()))
        case Apply(head, (a, b)) if head == PLUS:
            return plus(normal(a, context), normal(b, context))
        case Apply(head, (a, b)) if head == TIMES:
            return times(normal(a, context), normal(b, context))
        case Apply(head, (Apply(inner, (a, b)), Number(n))) if head == POWER and inner == TIMES and n.denominator == 1:
            return times(normal(a ** Number(n), context), normal(b ** Number(n), context))
        case Apply(head, (a, b)) if head == POWER:
            return _power(normal(a, context), normal(b, context), context)
        case Apply(head, (Lambda(index, body), low, high)) if head == SUM:
            return _sum(index, body, low, high, context)
        case Apply(head, args):
            return atom((head, *(frozenset(normal(arg, context).items()) for arg in args)))
    assert isinstance(term, Lambda)
    bound = term.index, frozenset(atom(Bound(_height(term.body))).items())
    return atom(("sequence", frozenset(normal(term.body, context.within(bound)).items())))


def _power(base: Polynomial, e: Polynomial, context: Context) -> Polynomial:
    k, frozen = e.get(UNIT, Fraction(0)), frozenset(base.items())
    rest = plus(e, number(k), -1)
    if not context.natural(e):
        if rest or k.denominator != 1 or not base:
            return atom(("unknown power", frozen, frozenset(e.items())))
        return _power(_inverse(base), number(-k), context)
    if len(base) == 1:
        ((monomial, c),) = base.items()
        powers = ((a, frozenset(times(dict(n), e).items())) for a, n in monomial)
        return times(_number_power(c, rest, int(k)), {frozenset((a, n) for a, n in powers if n): Fraction(1)})
    if not (0 <= k <= LONGEST and context.natural(rest)):
        return atom(("power", frozen), frozenset(e.items()))
    product = atom(("power", frozen), frozenset(rest.items()))
    for _ in range(int(k)):
        product = times(product, base)
    return product


def _number_power(c: Fraction, rest: Polynomial, k: int) -> Polynomial:
    """c**(rest + k) for a number c other than 0, whatever the sign of the exponent."""
    if abs(k) * max(c.numerator.bit_length(), c.denominator.bit_length()) > LARGEST and abs(c) != 1:
        return atom(("number", c), frozenset(plus(rest, number(k)).items()))
    return times(number(c**k), atom(("number", c), frozenset(rest.items()))) if c != 1 else number(1)


def _inverse(base: Polynomial) -> Polynomial:
    """1/base for a base other than 0; the inverse of a product is the product of the inverses, since 1/0 is 0."""
    if len(base) > 1:
        lead = max(base.values(), key=lambda c: (abs(c), c))
        return {frozenset({(("inverse", frozenset((m, c / lead) for m, c in base.items())), ONCE)}): 1 / lead}
    ((monomial, c),) = base.items()
    return {frozenset((("inverse", a), e) for a, e in monomial): 1 / c}


def _height(term: Term) -> int:
    return isinstance(term, Lambda) + max(map(_height, parts(term)), default=0)


def _sum(letter: Letter, body: Term, first: Term, last: Term, context: Context) -> Polynomial:
    """A sum over j = 0, ..., count - 1, where the written index is first + j."""
    low, high = normal(first, context), normal(last, context)
    if not (whole(low) and whole(high)):
        return atom(("unknown sum", letter, body, first, last, context.bound))
    count, index = plus(plus(high, low, -1), number(1)), Bound(_height(body))
    if count == number(1):
        return normal(body, context.within((letter, frozenset(low.items()))))
    ends = atom(index), plus(plus(count, number(1), -1), atom(index), -1)
    inner = context.within((letter, frozenset(plus(atom(index), low).items())), *ends)
    total: Polynomial = {}
    for monomial, c in normal(body, inner).items():
        outside, inside = _taken_out(monomial, index, ends, context)
        known = not count or (not inside and context.natural(count))
        bare = count if known else atom(("sum", index, inside, frozenset(count.items())))
        total = plus(total, times({outside: c}, bare))
    return total


def _taken_out(m: Monomial, index: Bound, ends: tuple[Polynomial, ...], context: Context) -> tuple[Monomial, Monomial]:
    """The factors without the index, and those with it; of x**(index + k) the x**k comes out."""
    outside, inside = UNIT, UNIT
    for a, e in m:
        slope = dict(e).get(frozenset({(index, ONCE)}), Fraction(0))
        running = plus({}, ends[slope < 0], abs(slope))
        rest = plus(dict(e), running, -1)
        kept = _mentions((a, frozenset(rest.items())), index) or not context.natural(rest)
        outside = _joined(outside, UNIT if kept else frozenset({(a, frozenset(rest.items()))}))
        inside = _joined(inside, frozenset({(a, e if kept else frozenset(running.items()))}))
    return outside, inside


def _mentions(thing: object, index: Bound) -> bool:
    return any(_mentions(t, index) for t in thing) if isinstance(thing, tuple | frozenset) else thing == index
