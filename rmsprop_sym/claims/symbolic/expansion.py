"""Inequalities by expansion: a difference as a sum of products, none of which is negative.

Between 0 and 1 a polynomial is written in the products x**k * (1 - x)**(n - k); what else is known not to be negative
may stand beside them to any power, and anything to an even power.  An inequality that is cited lends its difference as
one more thing that is not negative.  Nothing here is trusted: each product is proved, and the kernel adds them up.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from itertools import product
from math import comb

from rmsprop_sym.kernel.certificate import (
    MEMORY,
    NOTHING,
    ONCE,
    UNIT,
    Frozen,
    Monomial,
    Polynomial,
    atom,
    normal,
    number,
    plus,
    times,
)
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, POWER, ZERO, Apply, Head, Letter, Number, Symbol, Term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, follows, induction, instance, law
from rmsprop_sym.search.lemmas import N, X, Y, by_lemma, from_squares, product_sign, root_sign
from rmsprop_sym.search.reduction import Generator, difference_of, divided, eliminated
from rmsprop_sym.search.signs import seen
from rmsprop_sym.search.terms import spelled, term_of

MOST_PRODUCTS, HIGHEST, SHORT = 80, 6, 3
DEPTH, MOST_LENT = 3, 24  # how many inequalities are borrowed one after the other, and how often it is tried at all
Exponents = tuple[int, ...]


@dataclass
class Expansion:
    """A claim, the equations that hold in it, and the inequalities from which it may follow."""

    claim: Claim
    facts: tuple[Theorem, ...]
    equations: Sequence[Theorem] = ()
    lent: dict[Letter, Theorem] = field(default_factory=dict)
    signs: dict[Generator, Theorem | None] = field(default_factory=dict)
    shares: dict[Generator, Theorem | None] = field(default_factory=dict)
    tries: int = 0

    def proof(self) -> Theorem | None:
        """The claim, if its difference can be written so."""
        if self.claim.relation not in ("<=", "<") or self.claim.within:
            return None
        return self._from(self._reduced(normal(self.claim.right - self.claim.left)), DEPTH)

    def _reduced(self, p: Polynomial) -> Polynomial:
        return eliminated(p, self.equations).rest

    def _from(self, p: Polynomial, depth: int) -> Theorem | None:
        """The claim from what is left of its difference, or from that with one more inequality lent."""
        self.tries += 1
        found = self._expanded(p)
        if found is not None or not depth:
            return found
        for fact, part in self._lenders(p):
            if self.tries > MOST_LENT:
                return None
            slack = Letter(f"_lent{len(self.lent)}")
            self.lent[slack] = fact
            found = self._from(self._reduced(_replaced(p, fact, part, slack)), depth - 1)
            if found is not None:
                return found
            del self.lent[slack]
        return None

    def _lenders(self, p: Polynomial) -> Iterator[tuple[Theorem, Monomial]]:
        """The inequalities, each with a part that stands in p with the same sign, so that its slack comes in with +."""
        for fact in self.facts:
            if fact.claim.relation not in ("<=", "<") or fact.claim.within or fact in self.lent.values():
                continue
            difference = difference_of(fact)
            if self._says_more_than_a_sign(difference):
                for part, c in difference.items():
                    alone = part and all(divided(n, part) is None for n in difference if n != part)
                    if alone and any(divided(m, part) is not None and p[m] * c > 0 for m in p):
                        yield fact, part

    def _says_more_than_a_sign(self, difference: Polynomial) -> bool:
        """Whether an inequality says more than that one thing is positive, or a share of 1."""
        parts = difference.keys() - {UNIT}
        if len(parts) != 1:
            return len(parts) > 1
        (part,) = parts
        return difference[part] < 0 and not any(isinstance(a, Letter) and self._share((a, e)) for a, e in part)

    def _expanded(self, p: Polynomial) -> Theorem | None:
        """The claim from the products that make up p, if none of them is negative."""
        found = _generators(p)
        bounded = [k for k, each in enumerate(found) if self._share(each) is not None]
        powers = {m: _exponents(m, found) for m in p}
        written = {e: p[m] for m, e in powers.items() if e is not None}
        if len(written) < len(p):
            return None
        rows = list(_products(written, bounded))
        if len(rows) > MOST_PRODUCTS or any(c < 0 for *_, c in rows):
            return None
        try:
            proved = [(self._product(found, low, high), c) for low, high, c in rows if any((*low, *high))]
            cited = [theorem for theorem, _ in proved]
            return self._concluded(cited, [c for _, c in proved])
        except Gap:
            return None

    def _concluded(self, cited: Sequence[Theorem], weights: Sequence[Fraction]) -> Theorem:
        whole = self.claim.right - self.claim.left
        for theorem, c in zip(cited, weights, strict=True):
            whole = whole - Number(c) * theorem.claim.right
        taken = eliminated(normal(whole), self.equations).taken
        cofactors = [*map(Number, weights), *(term_of(c) for c in taken.values())]
        return follows(self.claim, [*cited, *taken], cofactors)

    def _product(self, found: Sequence[Generator], low: Exponents, high: Exponents) -> Theorem:
        """That a product of generators, and of what is left of them up to 1, is not negative."""
        factors: list[Theorem] = []
        for each, n, rest in zip(found, low, high, strict=True):
            factors += self._power(each, n)
            share = self._share(each) if rest else None
            factors += [share] * rest if share is not None else []
        return _multiplied(factors)

    def _power(self, each: Generator, n: int) -> list[Theorem]:
        """That the factors of a power are not negative, or that it is a square."""
        sign = self._sign(each)
        if sign is not None:
            return [sign] * n
        if n % 2:
            raise Gap("the sign of a factor is not known")
        if not n:
            return []
        half = self._term(each) ** (n // 2) if n > 2 else self._term(each)
        return [positive(half**2, self.facts) or instance(law("square"), {X: half})]

    def _term(self, each: Generator) -> Term:
        base, exponent = each
        if isinstance(base, Letter) and base in self.lent:
            fact = self.lent[base].claim
            return fact.right - fact.left
        return term_of({frozenset({(base, exponent)}): Fraction(1)})

    def _sign(self, each: Generator) -> Theorem | None:
        """That a generator is positive, or not negative."""
        if each[0] in self.lent:
            fact = self.lent[each[0]]
            return follows(Claim(ZERO, fact.claim.relation, self._term(each)), [fact], [1])
        if each not in self.signs:
            self.signs[each] = positive(self._term(each), self.facts)
        return self.signs[each]

    def _share(self, each: Generator) -> Theorem | None:
        """That 1 less a generator is positive, or not negative, if it lies between 0 and 1."""
        if each[0] in self.lent or self._sign(each) is None:
            return None
        if each not in self.shares:
            self.shares[each] = below_one(self._term(each), self.facts)
        return self.shares[each]


@lru_cache(maxsize=MEMORY)
def _short(facts: tuple[Theorem, ...]) -> tuple[Theorem, ...]:
    """The facts that speak of a sign, or of not much more."""
    plain = (f for f in facts if f.claim.relation in ("<=", "<", "!=") and not f.claim.within)
    return tuple(f for f in plain if len(difference_of(f)) <= SHORT)


@lru_cache(maxsize=MEMORY)
def positive(whole: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """0 < whole, or 0 <= whole, at sight."""
    facts = tuple(f for f in _short(facts) if _touches(f, whole))
    for relation in ("<", "<="):
        try:
            sign = seen(Claim(ZERO, relation, whole), facts)
        except Gap:
            continue
        if relation == "<":
            return sign
        try:
            apart = seen(Claim(ZERO, "!=", whole), facts)
            return by_lemma(law("strict"), {X: ZERO, Y: whole}, [sign, apart])
        except Gap:
            return sign
    return None


def _touches(fact: Theorem, whole: Term) -> bool:
    """Whether a fact speaks only of what a term speaks of."""
    return _spoken(fact.claim.left) | _spoken(fact.claim.right) <= _spoken(whole)


@lru_cache(maxsize=MEMORY)
def _spoken(whole: Term) -> frozenset[object]:
    """The letters, sequences and states in a term, each with its index."""
    if isinstance(whole, Apply) and whole.head.kind in ("state", "sequence"):
        return frozenset(normal(whole))
    if isinstance(whole, Apply):
        return frozenset[object]().union(*map(_spoken, whole.args))
    return frozenset([whole]) if isinstance(whole, Letter) else frozenset()


def below_one(whole: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """0 < 1 - whole, or 0 <= 1 - whole, for a letter, a power of one, or a root."""
    match whole:
        case Apply(head, (base, exponent)) if head == POWER and not isinstance(exponent, Number):
            inner, sign = below_one(base, facts), positive(base, facts)
            if inner is None or sign is None:
                return None
            less = term_of(normal(exponent - 1))
            if inner.claim.relation == "<" and NOTHING.natural(normal(less)):
                theorem = by_lemma(later_power_below_one(), {X: base, N: less}, [inner, _weak(sign)])
                return follows(Claim(ZERO, "<", 1 - whole), [theorem], [1])
            return by_lemma(power_below_one(), {X: base, N: exponent}, [_weak(inner), _weak(sign)])
        case Apply(Head("sqrt", "function"), (base,)):
            inner, sign = positive(1 - base, facts), positive(base, facts)
            if inner is None or sign is None:
                return None
            return by_lemma(root_below_one(), {X: base}, [_weak(inner), _weak(sign)])
        case Letter(natural=False):
            return next(
                (
                    follows(Claim(ZERO, f.claim.relation, 1 - whole), [f], [1])
                    for f in facts
                    if f.claim.relation in ("<", "<=") and f.claim.left == whole and f.claim.right == ONE
                ),
                None,
            )
    return None


@cache
def power_below_one() -> Theorem:
    """0 <= 1 - x**n, from 0 <= x and 0 <= 1 - x."""
    claim, low, high = Claim(ZERO, "<=", 1 - X**N), assume(Claim(ZERO, "<=", X)), assume(Claim(ZERO, "<=", 1 - X))
    more = by_lemma(law("product"), {X: X, Y: 1 - X**N}, [low, assume(claim)])
    return induction(N, claim, follows(claim.at({N: ZERO})), follows(claim.at({N: N + 1}), [more, high], [1, 1]))


@cache
def later_power_below_one() -> Theorem:
    """0 < 1 - x**(n + 1), from 0 <= x and 0 < 1 - x."""
    low, high = assume(Claim(ZERO, "<=", X)), assume(Claim(ZERO, "<", 1 - X))
    power = by_lemma(power_below_one(), {}, [low, _weak(high)])
    more = by_lemma(law("product"), {X: X, Y: 1 - X**N}, [low, power])
    return follows(Claim(ZERO, "<", 1 - X ** (N + 1)), [more, high], [1, 1])


@cache
def root_below_one() -> Theorem:
    """0 <= 1 - sqrt(x), from 0 <= x and 0 <= 1 - x: (1 - sqrt(x))*(1 + sqrt(x)) is 1 - x."""
    low, high = assume(Claim(ZERO, "<=", X)), assume(Claim(ZERO, "<=", 1 - X))
    root, squared = by_lemma(root_sign("<="), {}, [low]), by_lemma(law("root squared"), {}, [low])
    squares = follows(Claim(X.sqrt() ** 2, "<=", ONE**2), [high, squared], [1, 1])
    both = follows(Claim(ZERO, "<", X.sqrt() + ONE), [root], [1])
    below = by_lemma(from_squares("<="), {X: X.sqrt(), Y: ONE}, [both, squares])
    return follows(Claim(ZERO, "<=", 1 - X.sqrt()), [below], [1])


def _weak(theorem: Theorem) -> Theorem:
    """The same with <=."""
    claim = theorem.claim
    return theorem if claim.relation == "<=" else follows(Claim(claim.left, "<=", claim.right), [theorem], [1])


def _multiplied(factors: Sequence[Theorem]) -> Theorem:
    """That a product is positive if all its factors are, and else not negative."""
    strict = all(f.claim.relation == "<" for f in factors)
    first, *rest = factors if strict else map(_weak, factors)
    for other in rest:
        by: dict[Symbol, Term] = {X: first.claim.right, Y: other.claim.right}
        first = by_lemma(product_sign("<" if strict else "<="), by, [first, other])
    return first


def _generators(p: Polynomial) -> list[Generator]:
    """What is independent in a polynomial: atoms, and their powers with letters in the exponent."""
    lowest: dict[tuple[Hashable, Frozen], Fraction] = {}
    for a, e in {pair for m in p for pair in m}:
        k = dict(e).get(UNIT, Fraction(0))
        rest = frozenset(plus(dict(e), number(k), -1).items())
        lowest[a, rest] = min(k, lowest.get((a, rest), Fraction(0)))
        lowest.setdefault((a, frozenset()), Fraction(1))
    powers = {
        (a, frozenset(plus(dict(rest), number(k)).items())) if rest else (a, ONCE) for (a, rest), k in lowest.items()
    }
    return sorted(powers, key=spelled)


def _exponents(m: Monomial, found: Sequence[Generator]) -> Exponents | None:
    """A monomial as powers of the generators; None if they do not make it up, or one is too high."""
    powers = dict.fromkeys(found, 0)
    for a, e in m:
        rest: Polynomial = dict(e)
        for b, f in found:
            less = plus(rest, dict(f), -1)
            if a == b and f != ONCE and not less.keys() - {UNIT}:
                powers[b, f] += 1
                rest = less
                break
        n = rest.get(UNIT, Fraction(0))
        if rest.keys() - {UNIT} or n.denominator != 1 or not 0 <= n <= HIGHEST:
            return None
        if n:
            powers[a, ONCE] = powers.get((a, ONCE), 0) + int(n)
    return tuple(powers[each] for each in found) if len(powers) == len(found) else None


def _products(
    written: Mapping[Exponents, Fraction], bounded: Sequence[int]
) -> Iterator[tuple[Exponents, Exponents, Fraction]]:
    """Powers of the generators, of what they lack to 1, and the coefficient: the expansion between 0 and 1."""
    by_rest: dict[Exponents, dict[Exponents, Fraction]] = {}
    for powers, c in written.items():
        rest = tuple(0 if k in bounded else e for k, e in enumerate(powers))
        by_rest.setdefault(rest, {})[tuple(powers[k] for k in bounded)] = c
    for rest, part in by_rest.items():
        degrees = tuple(max(each) for each in zip(*part, strict=True)) if bounded else ()
        for at in product(*(range(d + 1) for d in degrees)):
            c = sum((value * _weight(powers, at, degrees) for powers, value in part.items()), Fraction(0))
            if c:
                low, high = list(rest), [0] * len(rest)
                for k, e, d in zip(bounded, at, degrees, strict=True):
                    low[k], high[k] = e, d - e
                scale = 1
                for e, d in zip(at, degrees, strict=True):
                    scale *= comb(d, e)
                yield tuple(low), tuple(high), c * scale


def _weight(powers: Exponents, at: Exponents, degrees: Exponents) -> Fraction:
    """How much of a power goes to a product."""
    weight = Fraction(1)
    for p, e, d in zip(powers, at, degrees, strict=True):
        weight *= Fraction(comb(e, p), comb(d, p))
    return weight


def _replaced(p: Polynomial, fact: Theorem, part: Monomial, slack: Letter) -> Polynomial:
    """p with a part of an inequality written as what the inequality leaves of it."""
    difference = difference_of(fact)
    c = difference[part]
    instead = plus(atom(slack), plus(difference, {part: c}, -1), -1)
    instead = times(instead, number(1 / c))
    for _ in range(HIGHEST):
        hits = {m: rest for m in p if (rest := divided(m, part)) is not None}
        if not hits:
            break
        total: Polynomial = {m: d for m, d in p.items() if m not in hits}
        for m, rest in hits.items():
            total = plus(total, times({rest: p[m]}, instead))
        p = total
    return p
