"""Inequalities at sight: from what is cited, or from the signs of what a term is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from rmsprop_sym.kernel.certificate import LONGEST, MEMORY, NOTHING, UNIT, Monomial, Polynomial, normal, number, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ONE,
    PLUS,
    POWER,
    SUM,
    TIMES,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    Term,
)
from rmsprop_sym.kernel.theorem import (
    Gap,
    Theorem,
    follows,
    generalise,
    instance,
    law,
    sum_over,
)
from rmsprop_sym.search.lemmas import (
    N,
    X,
    Y,
    by_lemma,
    inverse_apart,
    inverse_positive,
    natural_sign,
    power_sign,
    product_sign,
    root_sign,
    size_nonnegative,
    size_positive,
    square_positive,
)
from rmsprop_sym.search.reduction import difference_of, divided, eliminated
from rmsprop_sym.search.terms import atoms, folded, term_of, walk


def seen(claim: Claim, facts: Sequence[Theorem]) -> Theorem:
    """An inequality from what is cited, or from the sign of the difference; raises Gap otherwise."""
    for fact in facts:
        if fact.claim == claim:
            return fact
    if claim.within or claim.relation in ("->", "="):
        raise Gap("this is not seen at sight", claim)
    facts = tuple(facts)
    found = _combined(claim, _inequalities(facts))
    if found:
        return found
    if claim.relation == "!=":
        return _apart(claim, facts)
    written = claim.right if claim.left == ZERO else claim.right - claim.left
    for difference in (*_added(claim), written, term_of(normal(written)), collected(normal(written))):
        signed = _signed(difference, claim.relation, facts)
        if signed:
            return signed if signed.claim == claim else follows(claim, [signed], [1])
    raise Gap("this line does not follow", claim, normal(written))


def collected(p: Polynomial) -> Term:
    """The polynomial in all that is no plain letter, its coefficients polynomials in letters: b*v + (1 - b)*g**2."""
    parts: dict[Monomial, Polynomial] = {}
    for monomial, c in p.items():
        rest = frozenset((a, e) for a, e in monomial if not isinstance(a, Letter))
        parts[rest] = plus(parts.get(rest, {}), {monomial - rest: c})
    written = [term_of(coefficient) * term_of({rest: Fraction(1)}) for rest, coefficient in parts.items()]
    return folded(written, lambda a, b: a + b) if written else ZERO


def _added(claim: Claim) -> Iterator[Term]:
    """What the right side adds to the left one, as it is written, or the left one takes from the right one."""
    match claim.left, claim.right:
        case left, Apply(head, (a, b)) if head == PLUS and normal(a) == normal(left):
            yield b
        case Apply(head, (a, Apply(inner, (Number(n), b)))), right if (head, inner) == (PLUS, TIMES):
            if normal(a) == normal(right):
                yield Number(-n) * b


@lru_cache(maxsize=MEMORY)
def _inequalities(facts: tuple[Theorem, ...]) -> list[Theorem]:
    return [f for f in facts if f.claim.relation in ("<=", "<") and not f.claim.within]


def _combined(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    """The claim as a non-negative combination of at most three of the facts."""
    if claim.relation == "!=":
        return None
    target = normal(claim.right - claim.left)
    near = _near(target, facts)[:8]
    for size in range(4):
        for chosen in combinations(near, size):
            if target.keys() - {UNIT}.union(*map(difference_of, chosen)):
                continue
            weights = _weights(target, [difference_of(f) for f in chosen])
            if weights is not None and all(w > 0 for w in weights):
                try:
                    return follows(claim, chosen, [Number(w) for w in weights])
                except Gap:
                    continue
    return None


def _near(target: Polynomial, facts: Sequence[Theorem]) -> list[Theorem]:
    """The facts that speak of the same things as the target, and those that speak of the same things as they."""
    near = [f for f in facts if atoms(difference_of(f)) & atoms(target)]
    about = {a for f in near for a in atoms(difference_of(f))}
    return near + [f for f in facts if f not in near and atoms(difference_of(f)) & about]


def _weights(target: Polynomial, parts: Sequence[Polynomial]) -> list[Fraction] | None:
    """The numbers w with target = sum w*part, up to a constant; None if there are none or many."""
    rows = [
        [p.get(m, Fraction(0)) for p in (*parts, target)] for m in {m for p in (target, *parts) for m in p} - {UNIT}
    ]
    solved: list[list[Fraction]] = []
    for column in range(len(parts)):
        pivot = next((r for r in rows if r[column]), None)
        if pivot is None:
            return None
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [[a - r[column] * b for a, b in zip(r, pivot, strict=True)] for r in rows]
        solved = [[a - r[column] * b for a, b in zip(r, pivot, strict=True)] for r in solved] + [pivot]
    return None if any(r[-1] for r in rows) else [r[-1] for r in solved]


def _apart(claim: Claim, facts: tuple[Theorem, ...]) -> Theorem:
    """a != b, from a fact that says so, from a strict inequality, or because the factors are not zero."""
    difference = claim.left if claim.right == ZERO else claim.left - claim.right
    target = normal(difference)
    for fact in facts:
        if fact.claim.relation in ("!=", "<") and not fact.claim.within:
            other = difference_of(fact)
            quotient = _quotient(other, target)
            if quotient:
                return follows(claim, [fact], [1], term_of(plus({}, quotient, -1)))
    if not target.keys() - {UNIT} and target:
        return follows(claim)
    for sign, whole in ((1, difference), (1, term_of(target)), (-1, term_of(plus({}, target, -1)))):
        strict = _signed(whole, "<", facts)
        if strict:
            return follows(claim, [strict], [1], -sign)
    match difference:
        case Apply(head, (base, Number(n))) if head == POWER and n == -1:
            return _apart(claim, (by_lemma(inverse_apart(), {X: base}, [seen(Claim(base, "!=", ZERO), facts)]),))
    factors = _factors(difference)
    if len(factors) > 1 or factors[0] != difference:
        nonzero = [seen(Claim(factor, "!=", ZERO), facts) for factor in factors]
        inverses = [
            by_lemma(law("reciprocal"), {X: factor}, [fact]) for factor, fact in zip(factors, nonzero, strict=True)
        ]
        return _product_apart(claim, difference, factors, inverses)
    raise Gap("this is not known to differ from zero", claim, target)


def _product_apart(claim: Claim, difference: Term, factors: Sequence[Term], inverses: Sequence[Theorem]) -> Theorem:
    """f*g != 0, because (1/f)*(1/g)*f*g = 1."""
    lead = folded([1 / factor for factor in factors], lambda a, b: a * b)
    one = Claim(lead * difference, "=", ONE)
    found = eliminated(normal(one.right - one.left), inverses)
    product = follows(one, list(found.taken), [term_of(c) for c in found.taken.values()])
    return follows(claim, [product], [-1], -lead)


def _quotient(p: Polynomial, q: Polynomial) -> Polynomial | None:
    """p/q, if q is a single product that divides p, or if p is a multiple of q."""
    if not p or not q:
        return None
    if len(q) == 1:
        ((by, c),) = q.items()
        found = {divided(m, by): d / c for m, d in p.items()}
        return None if None in found else {m: d for m, d in found.items() if m is not None}
    m = next(iter(q))
    r = p.get(m, Fraction(0)) / q[m]
    return None if plus(p, q, -r) else number(r)


def _factors(whole: Term) -> list[Term]:
    """What a product, a quotient or a power is made of; the inverse of what has no factors is one itself."""
    match whole:
        case Apply(head, (a, b)) if head == TIMES:
            return _factors(a) + _factors(b)
        case Apply(head, (a, Number(n))) if head == POWER and n.denominator == 1 and 0 < abs(n) <= LONGEST:
            inner = _factors(a)
            if n > 0:
                return inner * int(n)
            return [whole] if inner == [a] and n == -1 else [f ** Number(Fraction(-1)) for f in inner] * int(-n)
    return [whole]


@lru_cache(maxsize=MEMORY)
def _signed(whole: Term, relation: str, facts: tuple[Theorem, ...]) -> Theorem | None:
    """0 <= whole or 0 < whole, from the signs of what it is made of."""
    claim = Claim(ZERO, relation, whole)
    return _combined(claim, _inequalities(facts)) or _built(claim, whole, facts)


def _built(claim: Claim, whole: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    relation = claim.relation
    match whole:
        case Apply(head, (a, b)) if head == PLUS:
            return _sum_signed(claim, a, b, facts)
        case Apply(head, (Number(n), b)) if head == TIMES:
            inner = _signed(b, relation, facts) if n > 0 else None
            return follows(claim, [inner], [Number(n)]) if inner else None
        case Apply(head, (a, b)) if head == TIMES:
            both = _signed(a, relation, facts), _signed(b, relation, facts)
            if both[0] and both[1]:
                return by_lemma(product_sign(relation), {X: a, Y: b}, [both[0], both[1]])
            return None
        case Apply(head, (a, b)) if head == POWER:
            return _power_signed(claim, a, b, facts)
        case Apply(Head("sqrt", "function"), (a,)):
            inner = _signed(a, relation, facts)
            return by_lemma(root_sign(relation), {X: a}, [inner]) if inner else None
        case Apply(Head("abs", "function"), (a,)):
            return _size_signed(claim, a, facts)
        case Apply(head, (Lambda(index, body), low, high)) if head == SUM and relation == "<=":
            return _sum_over_signed(index, body, low, high, facts)
        case Letter(_, natural=True) if relation == "<=":
            return instance(natural_sign(), {N: whole})
    return None


def _sum_signed(claim: Claim, a: Term, b: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    for relations in (("<=", "<="),) if claim.relation == "<=" else (("<", "<="), ("<=", "<")):
        first = _signed(a, relations[0], facts)
        second = _signed(b, relations[1], facts) if first else None
        if first and second:
            return follows(claim, [first, second], [1, 1])
    return None


def _power_signed(claim: Claim, base: Term, exponent: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    if not isinstance(exponent, Number):
        if not NOTHING.natural(normal(exponent)):
            return None
        inner = _signed(base, claim.relation, facts)
        return by_lemma(power_sign(claim.relation), {X: base, N: exponent}, [inner]) if inner else None
    n = exponent.value
    if n.denominator != 1:
        return None
    if n == -1:
        inner = _signed(base, "<", facts)
        positive = by_lemma(inverse_positive(), {X: base}, [inner]) if inner else None
        return _weakened(claim, positive)
    if n < 0:
        return _weakened(claim, _signed((1 / base) ** -n, claim.relation, facts))
    if n % 2 == 0:
        half = base ** (n / 2) if n != 2 else base
        if claim.relation == "<=":
            return follows(claim, [instance(law("square"), {X: half})], [1])
        try:
            apart = seen(Claim(half, "!=", ZERO), facts)
        except Gap:
            return None
        return _weakened(claim, by_lemma(square_positive(), {X: half}, [apart]))
    inner = _signed(base, claim.relation, facts)
    return by_lemma(power_sign(claim.relation), {X: base, N: exponent}, [inner]) if inner else None


def _weakened(claim: Claim, theorem: Theorem | None) -> Theorem | None:
    return theorem if theorem is None or theorem.claim == claim else follows(claim, [theorem], [1])


def _size_signed(claim: Claim, a: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    if claim.relation == "<=":
        return by_lemma(size_nonnegative(), {X: a}, [])
    try:
        return by_lemma(size_positive(), {X: a}, [seen(Claim(a, "!=", ZERO), facts)])
    except Gap:
        return None


def _sum_over_signed(index: Letter, body: Term, low: Term, high: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """A sum of terms that are not negative, if that can be seen from their form."""
    if any(index in f.claim.free() for f in facts) or index in {x for e in (low, high) for x in walk(e)}:
        return None
    inner = _signed(body, "<=", facts)
    if inner is None or not NOTHING.natural(normal(low)):
        return None
    every = sum_over(generalise(inner, index, low, high))
    zero = follows(Claim(every.claim.left, "=", ZERO))
    return follows(Claim(ZERO, "<=", every.claim.right), [every, zero], [1, -1])
