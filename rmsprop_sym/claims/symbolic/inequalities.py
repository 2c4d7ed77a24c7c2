"""Inequalities that are worked out: sizes case by case, divisors cleared, roots squared, and what is left expanded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache, reduce
from operator import mul

from rmsprop_sym.claims.symbolic.expansion import Expansion, positive
from rmsprop_sym.claims.symbolic.known import same, used
from rmsprop_sym.claims.symbolic.sizes import about, about_letters, about_roots, about_sizes, about_squares, size_within
from rmsprop_sym.kernel.certificate import Monomial, Polynomial, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, PLUS, POWER, TIMES, ZERO, Apply, Head, Letter, Number, Symbol, Term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, cases, follows, instance, law
from rmsprop_sym.search import eliminated, from_squares, prove_by_elimination, size_from_square, term_of
from rmsprop_sym.search.helpers import helpers, shapes_of
from rmsprop_sym.search.lemmas import X, Y, by_lemma, inverse_positive, product_sign, size_nonnegative, size_squared
from rmsprop_sym.search.terms import spelled

DEPTH = 2  # divisors cleared and then roots squared


def compared(claim: Claim, facts: Sequence[Theorem], depth: int = DEPTH) -> Theorem | None:
    """An inequality from the facts, if one of the ways here leads to it."""
    if claim.relation not in ("<=", "<") or claim.within:
        return None
    try:
        known = tuple(dict.fromkeys(facts))
        known = (*known, *about_letters(claim, known))
        return _compared(claim, (*known, *about_roots(claim, known)), depth)
    except (Gap, OverflowError):
        return None


def _compared(claim: Claim, facts: tuple[Theorem, ...], depth: int) -> Theorem | None:
    if (of_size := _of_size(claim, facts, depth)) is not None:
        return of_size
    target = normal(claim.right - claim.left)
    sides = [side for c in (claim, *(f.claim for f in facts if not f.claim.within)) for side in (c.left, c.right)]
    sizes = (*about_sizes(sides), *about_squares(facts))
    equations = [f for f in facts if f.claim.relation == "=" and not f.claim.within]
    equations += [f for f in sizes if f.claim.relation == "="]
    lent = helpers(target, equations, facts, shapes_of(claim, *(f.claim for f in facts)))
    equations += [f for f in lent if f.rule != "congruence" and (not f.premises or f.premises[0].data != ("size",))]
    found = Expansion(claim, (*facts, *sizes), equations).proof()
    with suppress(Gap):
        found = found or prove_by_elimination(claim, facts)
    if found is not None or not depth:
        return found
    return _cleared(claim, facts, equations, depth) or _squared(claim, facts, equations, depth)


def from_the_first(claim: Claim, letter: Letter, low: int, facts: Sequence[Theorem]) -> Theorem | None:
    """The same with a step counted from its first value, so that its powers have one factor more."""
    try:
        later = [instance(f, {letter: letter + low}) if letter in _spoken(f) else f for f in facts]
        theorem = compared(claim.at({letter: letter + low}), later)
        back = theorem and used(theorem, {letter: letter - low}, facts)
        return back and same(back, claim)
    except Gap:
        return None


def divided(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    """An inequality that is one of the facts divided by something positive: g**2 < v from v(t) < v(t - 1)."""
    equations = [f for f in facts if f.claim.relation == "=" and not f.claim.within]
    alike = [f for f in facts if f.claim.relation == claim.relation and not f.claim.within]
    signs = [_above_zero(f) for f in facts if f.claim.relation == "<" and _is_about_letters(f.claim)]
    target = eliminated(normal(claim.right - claim.left), equations)
    inside = term_of(target.rest)
    for fact in alike:
        whole = eliminated(normal(fact.claim.right - fact.claim.left), equations)
        for sign in signs if whole.rest else ():
            if whole.rest == normal(sign.claim.right * inside):
                product = Claim(ZERO, claim.relation, sign.claim.right * inside)
                above = follows(product, [fact, *whole.taken], [ONE, *(-term_of(c) for c in whole.taken.values())])
                found = _without(sign, above, inside)
                return follows(claim, [found, *target.taken], [ONE, *map(term_of, target.taken.values())])
    return None


def _without(sign: Theorem, product: Theorem, inside: Term) -> Theorem:
    """The sign of a term, from that of its product with a positive factor."""
    inverse = by_lemma(inverse_positive(), {X: sign.claim.right}, [sign])
    relation = product.claim.relation
    weak = inverse if relation == "<" else follows(Claim(ZERO, "<=", inverse.claim.right), [inverse], [1])
    both = by_lemma(product_sign(relation), {X: product.claim.right, Y: weak.claim.right}, [product, weak])
    return follows(Claim(ZERO, relation, inside), [both, _reciprocal(sign)], [ONE, inside])


def _is_about_letters(claim: Claim) -> bool:
    return not claim.within and bool(claim.free()) and all(isinstance(x, Letter) for x in claim.free())


def _above_zero(fact: Theorem) -> Theorem:
    """What a strict inequality says of the difference of its sides."""
    return follows(Claim(ZERO, "<", fact.claim.right - fact.claim.left), [fact], [1])


def _spoken(fact: Theorem) -> set[object]:
    return {x for c in (fact.claim, *fact.hypotheses) for x in c.free()}


def _of_size(claim: Claim, facts: tuple[Theorem, ...], depth: int) -> Theorem | None:
    """What is said of a size, said of the number and of its opposite."""
    match claim.left:
        case Apply(Head("abs", "function"), (inner,)) if depth:
            size = _plain_size(inner, facts)
            if size is not None:
                other = _compared(Claim(size.claim.right, claim.relation, claim.right), facts, depth)
                return other and follows(claim, [size, other], [1, 1])
            below = _compared(Claim(inner, claim.relation, claim.right), facts, depth - 1)
            above = None if below is None else _compared(Claim(-inner, claim.relation, claim.right), facts, depth - 1)
            return joined([below, above], size_within(claim.relation), {X: inner, Y: claim.right})
    return None


def _plain_size(inner: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """The size of a product, which is that of its factors."""
    equations = [f for f in facts if f.claim.relation == "=" and not f.claim.within]
    reduced = eliminated(normal(inner), equations)
    if len(reduced.rest) != 1 or not reduced.taken:
        return None
    ((product, c),) = reduced.rest.items()
    plain = term_of({product: c})
    factors = [term_of({frozenset({pair}): Fraction(1)}) for pair in sorted(product, key=spelled)]
    size: Term = Number(abs(c))
    for factor in factors:
        size = size * (factor if positive(factor, facts) is not None else abs(factor))
    same_square = eliminated(normal(plain**2 - size**2), [*_size_squares(factors)])
    sign = positive(size, (*facts, *(by_lemma(size_nonnegative(), {X: f}, []) for f in factors)))
    if same_square.rest or sign is None:
        return None
    squares = follows(
        Claim(inner**2, "=", size**2),
        [*reduced.taken, *same_square.taken],
        [
            *(-term_of(c) * (inner + plain) for c in reduced.taken.values()),
            *(-term_of(c) for c in same_square.taken.values()),
        ],
    )
    weak = follows(Claim(ZERO, "<=", size), [sign], [1])
    return by_lemma(size_from_square(), {X: inner, Y: size}, [squares, weak])


def _size_squares(factors: Sequence[Term]) -> list[Theorem]:
    return [about(size_squared(), factor) for factor in factors]


def _cleared(claim: Claim, facts: tuple[Theorem, ...], equations: Sequence[Theorem], depth: int) -> Theorem | None:
    """The claim times its divisors."""
    reduced = eliminated(normal(claim.right - claim.left), equations)
    difference = term_of(reduced.rest)
    divisors = divisors_of(difference)
    if not divisors:
        return None
    signs = [sign for divisor, _ in divisors if (sign := positive(divisor, facts)) and sign.claim.relation == "<"]
    if len(signs) < len(divisors):
        return None
    known = (*facts, *signs)
    found = without_divisors(
        Claim(ZERO, claim.relation, difference),
        divisors,
        signs,
        lambda whole: _compared(Claim(ZERO, claim.relation, whole.right), known, depth - 1),
    )
    taken = [*map(term_of, reduced.taken.values())]
    return found and follows(claim, [found, *reduced.taken], [ONE, *taken])


def without_divisors(
    claim: Claim,
    divisors: Sequence[tuple[Term, int]],
    signs: Sequence[Theorem],
    prove: Callable[[Claim], Theorem | None],
) -> Theorem | None:
    """An inequality from the same times all that it is divided by, which is positive."""
    powers = [sign for (_, n), sign in zip(divisors, signs, strict=True) for _ in range(n)]
    inverses = [by_lemma(inverse_positive(), {X: sign.claim.right}, [sign]) for sign in powers]
    product, sign = reduce(mul, (p.claim.right for p in powers), ONE), reduce(_both, inverses)
    reciprocals = [_reciprocal(each) for each in powers]
    sides = [eliminated(normal(side * product), reciprocals) for side in (claim.left, claim.right)]
    if any(isinstance(a, tuple) and a[0] == "inverse" for side in sides for m in side.rest for a, _ in m):
        return None
    left, right = (term_of(side.rest) for side in sides)
    whole = prove(Claim(left, claim.relation, right))
    if whole is None:
        return None
    more = follows(Claim(ZERO, claim.relation, right - left), [whole], [1])
    weak = sign if claim.relation == "<" else follows(Claim(ZERO, "<=", sign.claim.right), [sign], [1])
    signed = by_lemma(product_sign(claim.relation), {X: more.claim.right, Y: weak.claim.right}, [more, weak])
    undone: list[Term] = []
    done: Term = ONE
    for reciprocal in reciprocals:
        undone.append((claim.right - claim.left) * done)
        done = done * reciprocal.claim.left
    taken = [(f, way * term_of(c)) for way, side in zip((-1, 1), sides, strict=True) for f, c in side.taken.items()]
    facts = [signed, *(f for f, _ in taken), *reciprocals]
    return follows(claim, facts, [ONE, *(c * sign.claim.right for _, c in taken), *undone])


def _both(first: Theorem, second: Theorem) -> Theorem:
    """That a product of positive factors is positive."""
    return by_lemma(product_sign("<"), {X: first.claim.right, Y: second.claim.right}, [first, second])


def _reciprocal(sign: Theorem) -> Theorem:
    """What a positive divisor times its inverse is."""
    divisor = sign.claim.right
    return by_lemma(law("reciprocal"), {X: divisor}, [follows(Claim(divisor, "!=", ZERO), [sign], [1], -1)])


def divisors_of(whole: Term) -> list[tuple[Term, int]]:
    """What a term is divided by, each with its highest power."""
    found: dict[Term, int] = {}
    match whole:
        case Apply(head, (a, b)) if head == PLUS:
            for divisor, n in (*divisors_of(a), *divisors_of(b)):
                found[divisor] = max(n, found.get(divisor, 0))
        case Apply(head, (a, b)) if head == TIMES:
            for divisor, n in (*divisors_of(a), *divisors_of(b)):
                found[divisor] = n + found.get(divisor, 0)
        case Apply(head, (a, Number(n))) if head == POWER and n.denominator == 1:
            if n == -1 and not divisors_of(a):
                return [(a, 1)]
            return [(d, k * abs(int(n))) for d, k in divisors_of(a)]
    return list(found.items())


def joined(both: Sequence[Theorem | None], lemma: Theorem, by: Mapping[Symbol, Term]) -> Theorem | None:
    """What a lemma concludes from all that it supposes, if all of it was found."""
    found = [each for each in both if each is not None]
    return by_lemma(lemma, by, found) if len(found) == len(both) else None


def by_squares(claim: Claim, squares: Theorem, facts: Sequence[Theorem]) -> Theorem | None:
    """a <= b, or a < b, from that of their squares, where neither of them is negative."""
    signs = [compared(Claim(ZERO, "<=", side), facts, 1) for side in (claim.left, claim.right)]
    if claim.relation == "<=" and None in signs:
        return None
    try:
        written = Claim(claim.left**2, claim.relation, claim.right**2)
        squares = _compared(written, (*facts, squares), 0) or squares
        if claim.relation == "<=":
            known = [squares, *filter(None, signs)]
            found = by_lemma(from_weak_squares(), {X: claim.left, Y: claim.right}, known)
        else:
            both = compared(Claim(ZERO, "<", claim.left + claim.right), facts, 1)
            if both is None:
                return None
            found = by_lemma(from_squares("<"), {X: claim.left, Y: claim.right}, [squares, both])
    except Gap:
        return None
    return found


@cache
def from_weak_squares() -> Theorem:
    """x <= y, from x**2 <= y**2 and 0 <= x and 0 <= y."""
    claim, signs = Claim(X, "<=", Y), [assume(Claim(ZERO, "<=", each)) for each in (X, Y)]
    none, some = assume(Claim(X + Y, "=", ZERO)), assume(Claim(X + Y, "!=", ZERO))
    weak = follows(Claim(ZERO, "<=", X + Y), signs, [1, 1])
    apart = follows(Claim(ZERO, "!=", X + Y), [some], [1], -1)
    strict = by_lemma(law("strict"), {X: ZERO, Y: X + Y}, [weak, apart])
    first = follows(claim, [signs[1], none], [2, 1])
    return cases(none.claim, first, by_lemma(from_squares("<="), {}, [strict]))


def _squared(claim: Claim, facts: tuple[Theorem, ...], equations: Sequence[Theorem], depth: int) -> Theorem | None:
    """The squares of what is added and of what is taken away, where there are roots or sizes."""
    rest = eliminated(normal(claim.right - claim.left), equations)
    if not any(isinstance(a, tuple) and a[0] in (Head("sqrt"), Head("abs")) for m in rest.rest for a, _ in m):
        return None
    sides = (_split(rest.rest, lambda m: rest.rest[m] > 0), _split(rest.rest, _has_root))
    for left, right in dict.fromkeys(sides):
        squared = _from_squares(Claim(left, claim.relation, right), facts, depth)
        if squared is not None:
            return follows(claim, [squared, *rest.taken], [1, *map(term_of, rest.taken.values())])
    return None


def _split(p: Polynomial, is_right: Callable[[Monomial], bool]) -> tuple[Term, Term]:
    """What is taken away, and what is added."""
    return term_of({m: -c for m, c in p.items() if not is_right(m)}), term_of(
        {m: c for m, c in p.items() if is_right(m)}
    )


def _has_root(m: Monomial) -> bool:
    return any(isinstance(a, tuple) and a[0] == Head("sqrt") for a, _ in m)


def _from_squares(claim: Claim, facts: tuple[Theorem, ...], depth: int) -> Theorem | None:
    """An inequality from that of the squares of its sides, neither of which is negative."""
    left, right = claim.left, claim.right
    signs = [_sign(side, facts) for side in (left, right)]
    if None in signs or ZERO in (left, right):
        return None
    squares = _compared(Claim(left**2, claim.relation, right**2), facts, depth - 1)
    if squares is None:
        return None
    weak = [follows(Claim(ZERO, "<=", s.claim.right), [s], [1]) for s in signs if s is not None]
    if claim.relation == "<=":
        return by_lemma(from_weak_squares(), {X: left, Y: right}, [squares, *weak])
    strict = next((s for s in signs if s is not None and s.claim.relation == "<"), None)
    if strict is None:
        return None
    both = follows(Claim(ZERO, "<", left + right), [strict, weak[1] if strict is signs[0] else weak[0]], [1, 1])
    return by_lemma(from_squares("<"), {X: left, Y: right}, [squares, both])


def _sign(whole: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """That a term is positive, or not negative, at sight or by expansion."""
    signs = (Expansion(Claim(ZERO, relation, whole), facts).proof() for relation in ("<", "<="))
    return positive(whole, facts) or next(filter(None, signs), None)


def left_to_show(known: Claim, claim: Claim) -> Claim | None:
    """What is left to show of an inequality, if what is known speaks of one of its sides."""
    if known.within or known.relation not in ("=", "<=", "<"):
        return None
    relation = "<=" if known.relation == "<" else claim.relation
    if normal(known.left) == normal(claim.left):
        return Claim(known.right, relation, claim.right)
    if known.relation == "=" and normal(known.left) == normal(claim.right):
        return Claim(claim.left, relation, known.right)
    if known.relation != "=" and normal(known.right) == normal(claim.right):
        return Claim(claim.left, relation, known.left)
    return None


def turned(known: Claim, claim: Claim) -> int:
    """Whether a known equation is turned round where it is used."""
    return -1 if known.relation == "=" and normal(known.left) == normal(claim.right) else 1


def sized(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    """abs(a) = b, because a**2 = b**2 and 0 <= b, where a may be what one of the facts makes of it."""
    match claim:
        case Claim(Apply(Head("abs"), (inside,)), "=", size):
            return _of_this_size(inside, size, facts) or _of_the_size_of_a_step(claim, inside, size, facts)
    return None


def _of_this_size(inside: Term, size: Term, facts: Sequence[Theorem]) -> Theorem | None:
    theorem = used(size_from_square(), {X: inside, Y: size}, facts)
    supposed = {h for f in facts for h in f.hypotheses}
    return theorem if theorem is not None and theorem.hypotheses <= supposed else None


def _of_the_size_of_a_step(claim: Claim, inside: Term, size: Term, facts: Sequence[Theorem]) -> Theorem | None:
    """The claim from the size of what an equation among the facts puts in place of a difference."""
    spoken = {*normal(inside)}
    steps = [fact for fact in facts if fact.claim.relation == "=" and {*normal(fact.claim.left)} <= spoken]
    sign = compared(Claim(ZERO, "<=", size), facts) if steps else None
    for fact in steps if sign else ():
        moved = term_of(normal(inside - fact.claim.left + fact.claim.right))
        known = sign and _of_this_size(moved, size, [*facts, sign])
        if known:
            with suppress(Gap, OverflowError):
                return prove_by_elimination(claim, [*facts, known])
    return None
