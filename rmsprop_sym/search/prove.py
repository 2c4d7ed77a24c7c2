"""Finds proofs.  Nothing here is trusted: what it finds, the kernel checks.

From cheap to dear: plain algebra; elimination of letters that a cited equation defines; the ideal of the cited
equations, by SymPy.  Inequalities: non-negative combinations of what is cited, and the signs of what a term is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from rmsprop_sym.kernel.certificate import NOTHING, UNIT, Frozen, Monomial, Polynomial, number, plus
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
    Symbol,
    Term,
    substitute,
)
from rmsprop_sym.kernel.theorem import (
    Gap,
    Theorem,
    assume,
    congruence,
    discharge,
    follows,
    generalise,
    instance,
    law,
    specialise,
    split,
    sum_over,
)
from rmsprop_sym.search.lemmas import (
    N,
    X,
    Y,
    by_lemma,
    inverse_positive,
    natural_sign,
    power_reciprocal,
    power_sign,
    product_sign,
    root_sign,
    size_nonnegative,
    size_positive,
    square_positive,
)
from rmsprop_sym.search.reduction import difference_of, eliminated, in_ideal
from rmsprop_sym.search.terms import atom_term, folded, normal, term_of, walk


def prove(claim: Claim, facts: Sequence[Theorem] = ()) -> Theorem:
    """The claim, from what the facts say and from arithmetic.  Raises Gap when no certificate is found."""
    for fact in facts:
        if fact.claim == claim:
            return fact
    if claim.within:
        return _for_every(claim, facts)
    if claim.relation == "->":
        raise Gap("only a limit that says just this would help", claim)
    if claim.relation == "=":
        return _equation(claim, facts)
    return _inequality(claim, facts)


def _for_every(claim: Claim, facts: Sequence[Theorem]) -> Theorem:
    """The claim for an index of which only the bounds are known."""
    assert isinstance(claim.left, Lambda) and isinstance(claim.right, Lambda)  # noqa: PT018 - one fact about claims
    index, (low, *high) = Letter("index", natural=True), claim.within
    bounds = [assume(Claim(low, "<=", index)), *(assume(Claim(index, "<=", h)) for h in high)]
    sides = [substitute(side.body, {side.index: index}) for side in (claim.left, claim.right)]
    known = [*bounds, *facts, *(s for f in facts if f.claim.within for s in _specialised(f, index, bounds))]
    theorem = generalise(prove(Claim(sides[0], claim.relation, sides[1]), known), index, *claim.within)
    if theorem.claim.at({}) != claim.at({}):
        return renamed(theorem, claim)
    return theorem


def renamed(theorem: Theorem, claim: Claim) -> Theorem:
    """A theorem for every index, with the index letter that a claim has."""
    assert isinstance(claim.left, Lambda)
    index, (low, *high) = claim.left.index, claim.within
    bounds = [assume(Claim(low, "<=", index)), *(assume(Claim(index, "<=", h)) for h in high)]
    return generalise(specialise(theorem, index, *bounds), index, *claim.within)


def _specialised(fact: Theorem, index: Letter, bounds: Sequence[Theorem]) -> Iterator[Theorem]:
    try:
        yield specialise(fact, index, *bounds)
    except Gap:
        return


def use(theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem] = ()) -> Theorem:
    """An instance of a theorem, its hypotheses proved from the facts as far as they can be."""
    return _placed(theorem, by, facts, prove)


def _at_sight(theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem]) -> Theorem:
    """An instance, its hypotheses proved by the facts and by signs alone: what serves a line needs no line of its own."""
    return _placed(theorem, by, facts, _seen)


def _placed(
    theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem], show: Callable[..., Theorem]
) -> Theorem:
    placed = instance(theorem, by, *(f for f in facts if _needs_naturals(by) and _about_naturals(f)))
    proved = []
    for hypothesis in sorted(placed.hypotheses, key=str):
        try:
            proved.append(show(hypothesis, facts))
        except Gap:
            continue
    return discharge(placed, *proved) if proved else placed


def _needs_naturals(by: Mapping[Symbol, Term]) -> bool:
    pairs = ((letter, value) for letter, value in by.items() if isinstance(letter, Letter) and letter.natural)
    return any(not NOTHING.natural(normal(value)) for _, value in pairs)


def _about_naturals(fact: Theorem) -> bool:
    letters = fact.claim.free()
    plain = not fact.claim.within and fact.claim.relation in ("<=", "<")
    return plain and bool(letters) and all(isinstance(x, Letter) and x.natural for x in letters)


def _equation(claim: Claim, facts: Sequence[Theorem]) -> Theorem:
    for natural in ([], [f for f in facts if _about_naturals(f)]):
        try:
            return follows(claim, natural, [0] * len(natural))
        except Gap as gap:
            left = gap.left or {}
    equations = [f for f in facts if f.claim.relation == "=" and not f.claim.within]
    found = eliminated(left, equations)
    if found.rest:
        equations += _helpers(left, equations, facts, _shapes(claim, *(f.claim for f in facts)))
        found = eliminated(left, equations)
    if found.rest:
        found = in_ideal(left, equations) or found
    if found.rest:
        raise Gap("this line does not follow", claim, found.rest)
    used = [*found.taken, *natural]
    return follows(claim, used, [*(term_of(c) for c in found.taken.values()), *([0] * len(natural))])


def _atoms(p: Iterable[Monomial]) -> set[Hashable]:
    return {a for m in p for a, _ in m}


def _shapes(*claims: Claim) -> dict[Hashable, Term]:
    """The terms as written, by the atoms that they become: a factored divisor shows its sign, its expansion does not."""
    shapes: dict[Hashable, Term] = {}
    for part in (part for claim in claims for side in (claim.left, claim.right) for part in walk(side)):
        if isinstance(part, Apply):
            for a in _atoms(normal(part)):
                if len(_atoms(normal(part))) == 1:
                    shapes.setdefault(a, part)
    return shapes


def _helpers(
    left: Polynomial, equations: Sequence[Theorem], facts: Sequence[Theorem], shapes: Mapping[Hashable, Term]
) -> list[Theorem]:
    """Equations that hold by themselves about the atoms at hand: last terms of sums, divisors, roots, sizes, signs."""
    found: dict[Claim, Theorem] = {}
    seen: set[Hashable] = set()
    for _ in range(4):
        pool = [left, *map(difference_of, equations), *map(difference_of, found.values())]
        atoms = {a for p in pool for a in _atoms(p)}
        new = (atoms | {a[1] for a in atoms if _is_divisor(a)}) - seen
        if not new:
            break
        seen |= new
        for a in sorted(new, key=lambda a: (_is_divisor(a), str(a))):
            exponents = {e for p in pool for m in p for b, e in m if a == b}
            sizes = [f for f in found.values() if f.rule == "instance" and f.premises[0].data == law("size").data]
            for theorem in _about_atom(a, shapes.get(a), exponents, [*equations, *sizes], facts):
                found.setdefault(theorem.claim, theorem)
    return list(found.values())


def _is_divisor(a: Hashable) -> bool:
    return isinstance(a, tuple) and a[0] == "inverse" and not isinstance(a[1], frozenset)


def _about_atom(
    a: Hashable, shape: Term | None, exponents: set[Frozen], equations: Sequence[Theorem], facts: Sequence[Theorem]
) -> Iterator[Theorem]:
    try:
        whole = atom_term(a)
    except ValueError:
        return
    if isinstance(a, tuple):
        for equation in equations:
            yield from _inside(whole, equation)
    match a:
        case ("sum", _, _, count):
            yield from _tried(lambda: split(whole, term_of(plus(dict(count), number(-2)))))
        case ("inverse", _):
            base = _argument(shape, whole)
            yield from _tried(lambda: _at_sight(law("reciprocal"), {X: base}, facts), "!=")
            for rest in sorted({frozenset(item for item in e if item[0]) for e in exponents} - {frozenset()}, key=str):
                natural = term_of(dict(rest))
                yield from _tried(lambda n=natural: _at_sight(power_reciprocal(), {X: base, N: n}, facts), "!=")  # type: ignore[misc]
        case (Head("sqrt", "function"), _):
            yield from _tried(lambda: _at_sight(law("root squared"), {X: _argument(shape, whole)}, facts), "<=")
        case (Head("abs", "function"), _):
            inner = _argument(shape, whole)
            yield instance(law("size"), {X: inner})
            yield from _tried(lambda: _at_sight(law("root of square"), {X: inner}, facts), "<=")
        case (Head("sign", "function"), _):
            yield instance(law("sign"), {X: _argument(shape, whole)})


def _argument(shape: Term | None, whole: Term) -> Term:
    """What stands under a root or a stroke, as it was written if it was; 1/x is written 1*x**-1 or x**-1."""
    for written in (shape, whole):
        match written:
            case Apply(head, (Number(), Apply(inner, (base, Number(n))))) if (head, inner) == (
                TIMES,
                POWER,
            ) and n == -1:
                return base
            case Apply(head, (base, Number(n))) if head == POWER and n == -1:
                return base
            case Apply(Head("sqrt" | "abs" | "sign"), (base,)):
                return base
    raise ValueError(f"{whole!r} has no argument")


def _tried(attempt: Callable[[], Theorem], open_relation: str = "") -> Iterator[Theorem]:
    """The theorem, unless a hypothesis of this relation could not be proved."""
    try:
        theorem = attempt()
    except Gap:
        return
    if not any(h.relation == open_relation and h not in _granted(theorem) for h in theorem.hypotheses):
        yield theorem


def _granted(theorem: Theorem) -> frozenset[Claim]:
    """The hypotheses that came in with facts, not with the law itself."""
    return frozenset().union(*(p.hypotheses for p in theorem.premises[1:]))


def _inside(whole: Term, equation: Theorem) -> Iterator[Theorem]:
    """The term with the left side of an equation replaced where it stands inside."""
    hole = Letter("_hole")
    if not _atoms(normal(equation.claim.left)):
        return
    template = replaced(whole, equation.claim.left, hole)
    if template != whole and template != hole:
        yield congruence(equation, hole, template)


def replaced(whole: Term, part: Term, by: Letter) -> Term:
    """The term with a letter wherever something with the part's normal form stands."""
    if isinstance(whole, Lambda):
        return whole
    if normal(whole) == normal(part):
        return by
    return (
        Apply(whole.head, tuple(replaced(arg, part, by) for arg in whole.args)) if isinstance(whole, Apply) else whole
    )


def _seen(claim: Claim, facts: Sequence[Theorem]) -> Theorem:
    """An inequality from what is cited, or from the sign of the difference; raises Gap otherwise."""
    for fact in facts:
        if fact.claim == claim:
            return fact
    if claim.within or claim.relation in ("->", "="):
        raise Gap("this is not seen at sight", claim)
    found = _combined(claim, _inequalities(facts))
    if found:
        return found
    if claim.relation == "!=":
        return _apart(claim, facts)
    written = claim.right if claim.left == ZERO else claim.right - claim.left
    for difference in (written, term_of(normal(written))):
        signed = _signed(difference, claim.relation, facts)
        if signed:
            return signed if signed.claim == claim else follows(claim, [signed], [1])
    raise Gap("this line does not follow", claim, normal(written))


def _inequalities(facts: Sequence[Theorem]) -> list[Theorem]:
    return [f for f in facts if f.claim.relation in ("<=", "<") and not f.claim.within]


def _inequality(claim: Claim, facts: Sequence[Theorem]) -> Theorem:
    """From signs, with the cited equations taken into account."""
    try:
        return _seen(claim, facts)
    except Gap as gap:
        if claim.relation == "!=":
            raise
        refused = gap
    target = normal(claim.right - claim.left)
    equations = [f for f in facts if f.claim.relation == "=" and not f.claim.within]
    equations += _helpers(target, equations, facts, _shapes(claim, *(f.claim for f in facts)))
    reduced = eliminated(target, equations)
    if not reduced.taken:
        raise refused
    rest = _seen(Claim(ZERO, claim.relation, term_of(reduced.rest)), facts)
    return follows(claim, [rest, *reduced.taken], [1, *map(term_of, reduced.taken.values())])


def _combined(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    """The claim as a non-negative combination of at most three of the facts."""
    if claim.relation == "!=":
        return None
    target = normal(claim.right - claim.left)
    near = [f for f in facts if _atoms(difference_of(f)) & _atoms(target)][:8]
    for size in range(4):
        for chosen in combinations(near, size):
            weights = _weights(target, [difference_of(f) for f in chosen])
            if weights is not None and all(w > 0 for w in weights):
                try:
                    return follows(claim, chosen, [Number(w) for w in weights])
                except Gap:
                    continue
    return None


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


def _apart(claim: Claim, facts: Sequence[Theorem]) -> Theorem:
    """a != b, from a fact that says so, from a strict inequality, or because the factors are not zero."""
    difference = claim.left if claim.right == ZERO else claim.left - claim.right
    target = normal(difference)
    for fact in facts:
        if fact.claim.relation in ("!=", "<") and not fact.claim.within:
            other = difference_of(fact)
            ratio = _ratio(target, other)
            if ratio is not None:
                return follows(claim, [fact], [1], Number(-1 / ratio))
    if not target.keys() - {UNIT} and target:
        return follows(claim)
    for sign, whole in ((1, difference), (1, term_of(target)), (-1, term_of(plus({}, target, -1)))):
        strict = _signed(whole, "<", facts)
        if strict:
            return follows(claim, [strict], [1], -sign)
    factors = _factors(difference)
    if len(factors) > 1 or factors[0] != difference:
        nonzero = [_seen(Claim(factor, "!=", ZERO), facts) for factor in factors]
        inverses = [
            _at_sight(law("reciprocal"), {X: factor}, [fact]) for factor, fact in zip(factors, nonzero, strict=True)
        ]
        return _product_apart(claim, difference, factors, inverses)
    raise Gap("this is not known to differ from zero", claim, target)


def _product_apart(claim: Claim, difference: Term, factors: Sequence[Term], inverses: Sequence[Theorem]) -> Theorem:
    """f*g != 0, because (1/f)*(1/g)*f*g = 1."""
    lead = folded([1 / factor for factor in factors], lambda a, b: a * b)
    one = _equation(Claim(lead * difference, "=", ONE), inverses)
    return follows(claim, [one], [-1], -lead)


def _ratio(p: Polynomial, q: Polynomial) -> Fraction | None:
    """The number r with p = r*q, if there is one."""
    if not p or p.keys() != q.keys():
        return None
    m = next(iter(p))
    r = p[m] / q[m]
    return r if not plus(p, q, -r) else None


def _factors(whole: Term) -> list[Term]:
    """What a product, a quotient or a power is made of."""
    match whole:
        case Apply(head, (a, b)) if head == TIMES:
            return _factors(a) + _factors(b)
        case Apply(head, (a, Number(n))) if head == POWER and n.denominator == 1 and n:
            return _factors(a) * abs(int(n)) if n > 0 else [1 / f for f in _factors(a)] if a != whole else [whole]
    return [whole]


def _signed(whole: Term, relation: str, facts: Sequence[Theorem]) -> Theorem | None:
    """0 <= whole or 0 < whole, from the signs of what it is made of."""
    claim = Claim(ZERO, relation, whole)
    return _combined(claim, _inequalities(facts)) or _built(claim, whole, facts)


def _built(claim: Claim, whole: Term, facts: Sequence[Theorem]) -> Theorem | None:
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


def _sum_signed(claim: Claim, a: Term, b: Term, facts: Sequence[Theorem]) -> Theorem | None:
    for relations in (("<=", "<="),) if claim.relation == "<=" else (("<", "<="), ("<=", "<")):
        first = _signed(a, relations[0], facts)
        second = _signed(b, relations[1], facts) if first else None
        if first and second:
            return follows(claim, [first, second], [1, 1])
    return None


def _power_signed(claim: Claim, base: Term, exponent: Term, facts: Sequence[Theorem]) -> Theorem | None:
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
            apart = _seen(Claim(half, "!=", ZERO), facts)
        except Gap:
            return None
        return _weakened(claim, by_lemma(square_positive(), {X: half}, [apart]))
    inner = _signed(base, claim.relation, facts)
    return by_lemma(power_sign(claim.relation), {X: base, N: exponent}, [inner]) if inner else None


def _weakened(claim: Claim, theorem: Theorem | None) -> Theorem | None:
    return theorem if theorem is None or theorem.claim == claim else follows(claim, [theorem], [1])


def _size_signed(claim: Claim, a: Term, facts: Sequence[Theorem]) -> Theorem | None:
    if claim.relation == "<=":
        return by_lemma(size_nonnegative(), {X: a}, [])
    try:
        return by_lemma(size_positive(), {X: a}, [_seen(Claim(a, "!=", ZERO), facts)])
    except Gap:
        return None


def _sum_over_signed(index: Letter, body: Term, low: Term, high: Term, facts: Sequence[Theorem]) -> Theorem | None:
    """A sum of terms that are not negative, if that can be seen from their form."""
    if any(index in f.claim.free() for f in facts) or index in {x for e in (low, high) for x in walk(e)}:
        return None
    inner = _signed(body, "<=", facts)
    if inner is None or not NOTHING.natural(normal(low)):
        return None
    every = sum_over(generalise(inner, index, low, high))
    zero = follows(Claim(every.claim.left, "=", ZERO))
    return follows(Claim(ZERO, "<=", every.claim.right), [every, zero], [1, -1])
