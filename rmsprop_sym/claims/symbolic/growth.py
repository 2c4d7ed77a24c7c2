"""What an expression tends to as a letter grows, put together from what its parts tend to.

Each part is measured against s = sqrt(n + 1): a *germ* is a theorem that the part over s**order tends to a limit.
Nothing here is trusted: every germ is a theorem of the kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import isqrt

from rmsprop_sym.claims.symbolic.grounds import Grounds, Unknown
from rmsprop_sym.claims.symbolic.measures import (
    HOLE,
    S,
    Z,
    below_one,
    over_fading,
    over_itself,
    over_nothing,
    over_power,
    over_product,
    over_root,
    over_sum,
    power_below_one,
    scaled,
)
from rmsprop_sym.claims.symbolic.tidiness import factors, tidy
from rmsprop_sym.kernel.certificate import normal, plus
from rmsprop_sym.kernel.claim import Claim
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
    Symbol,
    Term,
    free,
)
from rmsprop_sym.kernel.theorem import (
    Gap,
    Theorem,
    congruence,
    follows,
    instance,
    law,
    limit,
    limit_along,
    limit_of_equal,
    limit_of_root,
)
from rmsprop_sym.library import ledger
from rmsprop_sym.search import X, Y, from_squares, prove_by_elimination, term_of, use_by_elimination, walk
from rmsprop_sym.search.lemmas import N, power_sign, root_sign
from rmsprop_sym.search.terms import folded

A, B, U = Letter("_one"), Letter("_other"), Letter("_small")
MOST_POWERS = 8  # up to n**8 are beaten by what fades


@dataclass(frozen=True, eq=False)
class Germ:
    """The theorem that an expression over s**order tends to a limit."""

    order: int
    theorem: Theorem

    @property
    def limit(self) -> Term:
        """What the expression over s**order tends to."""
        return self.theorem.claim.right


def nothing(_: Term) -> None:
    """No equation."""


@dataclass(eq=False)
class Growth:
    """What expressions tend to as n grows, by what is known of the other letters.

    `leaf` gives an equation for a term that is no sum, product, power or root of others, and `signs` says of the parts
    of a term what is not negative, whatever n is.
    """

    n: Letter
    grounds: Grounds
    leaf: Callable[[Term], Theorem | None] = nothing
    signs: Callable[[Term], Iterable[Theorem]] = lambda _: ()
    divisors: list[Term] = field(default_factory=list)  # those that may tend to 0
    _known: dict[Term, Germ | None] = field(default_factory=dict)

    def of(self, whole: Term) -> Germ:
        """The germ of an expression; raises Unknown if none is found."""
        if whole not in self._known:
            self._known[whole] = None
            self._known[whole] = self._tried(whole)
        found = self._known[whole]
        if found is None:
            raise Unknown
        return found

    def finite(self, whole: Term, germ: Germ) -> Theorem:
        """What the expression itself tends to, by a germ of it whose order is not positive."""
        if germ.order == 0:
            return germ.theorem
        fades = limit(A * U**-germ.order, {A: germ.theorem, U: self._small}, self.n)
        return self._by_lemma(0, over_nothing(-germ.order), {X: whole}, fades).theorem

    def shrunk(self, tends: Theorem, order: int) -> Theorem:
        """That a sequence with a limit tends to 0 over s**order."""
        return limit(A * U**order, {A: tends, U: self._small}, self.n)

    # --- the measure ---

    @property
    def s(self) -> Term:
        """The measure of growth."""
        return (self.n + 1).sqrt()

    @cached_property
    def _about_s(self) -> list[Theorem]:
        return [use_by_elimination(lemma, {X: self.n + 1}, []) for lemma in (root_sign("<"), law("root squared"))]

    @cached_property
    def _small(self) -> Theorem:
        """1/s tends to 0."""
        plain = self._axiom("reciprocal_roots_vanish", {}, [])
        return limit_along(plain, Lambda(self.n, 1 / self.s), 0, 1)

    def _axiom(self, name: str, by: Mapping[Symbol, Term], facts: Sequence[Theorem]) -> Theorem:
        """An axiom about limits, along n; raises Unknown if what it supposes is not known."""
        placed = use_by_elimination(next(a for a in ledger() if a.data[0] == name), by, facts)
        if placed.hypotheses - {h for fact in facts for h in fact.hypotheses}:
            raise Unknown
        return limit(HOLE, {HOLE: placed}, self.n)

    def _by_lemma(self, order: int, lemma: Theorem, by: Mapping[Symbol, Term], tends: Theorem) -> Germ:
        """The germ of the left side of a lemma at these terms, from the limit of its right side."""
        placed = use_by_elimination(lemma, {**by, S: self.s}, [*self._about_s, *self.grounds.facts])
        return self._rewritten(order, placed.claim.left, tends, placed)

    def _rewritten(self, order: int, left: Term, tends: Theorem, *equation: Theorem) -> Germ:
        """The germ of what the equation shows to be the sequence of a limit."""
        assert isinstance(tends.claim.left, Lambda)
        same = follows(Claim(left, "=", tends.claim.left.body), equation, [1] * len(equation))
        return Germ(order, limit_of_equal(tends, same, tidy(tends.claim.right)))

    # --- germs by form ---

    def _tried(self, whole: Term) -> Germ | None:
        """The germ of the expression as it is written, or multiplied out if that says more."""
        germs: list[Germ] = []
        for form in dict.fromkeys((whole, term_of(normal(whole)))):
            try:
                germ = self._by_form(form)
                germ = germ if form == whole else self.by_equation(follows(Claim(whole, "=", form)), germ)
            except (Unknown, Gap, OverflowError, ValueError):
                continue
            germs.append(germ)
            if germ.order <= 0 or self.grounds.apart(germ.limit):
                break
        return min(germs, key=lambda germ: germ.order, default=None)

    def by_equation(self, equation: Theorem, germ: Germ) -> Germ:
        """The germ of the left side, from that of the right one."""
        over = congruence(equation, HOLE, scaled(HOLE, germ.order, self.s))
        return Germ(germ.order, limit_of_equal(germ.theorem, over, germ.limit))

    def _by_form(self, whole: Term) -> Germ:
        if self.n not in free(whole):
            return Germ(0, limit(whole, {}, self.n))
        equation = self.leaf(whole)
        if equation is not None:
            same = follows(Claim(whole, "=", equation.claim.right), [equation], [1])
            return self.by_equation(same, self.of(equation.claim.right))
        match whole:
            case Letter():
                return self._by_lemma(2, over_itself(), {N: self.n}, limit(1 - U**2, {U: self._small}, self.n))
            case Apply(head, (a, b)) if head == PLUS:
                return self._sum(a, b)
            case Apply(head, _) if head == TIMES:
                return self._product(whole)
            case Apply(head, (a, Number(q))) if head == POWER and q.denominator == 1:
                return self._power(a, int(q))
            case Apply() if self._is_fading(whole):
                return self._fading(whole, 0)
            case Apply(Head("sqrt", "function"), (a,)):
                return self._root(a)
            case Apply(Head("abs" | "sign" | "max" as name, "function"), args):
                theorem = instance(law({"abs": "size"}.get(name, name)), dict(zip((X, Y), args, strict=False)))
                return self.by_equation(theorem, self.of(theorem.claim.right))
        raise Unknown

    def _sum(self, a: Term, b: Term) -> Germ:
        one, other = self.of(a), self.of(b)
        order = max(one.order, other.order)
        template = A * U ** (order - one.order) + B * U ** (order - other.order)
        both = limit(template, {A: one.theorem, B: other.theorem, U: self._small}, self.n)
        return self._by_lemma(order, over_sum(one.order, other.order), {X: a, Y: b}, both)

    def _product(self, whole: Term) -> Germ:
        """A product; what fades beats what grows."""
        parts = list(factors(whole))
        fading = next((f for f in parts if self._is_fading(f)), None)
        if fading is None:
            return self._joined(parts, whole)
        others = [f for f in parts if f is not fading]
        rest = folded(others, lambda a, b: a * b)
        known = self._joined(others, rest)
        beaten = self._fading(fading, max(known.order, 0))
        return self._pair(rest, known, fading, beaten, whole)

    def _joined(self, parts: Sequence[Term], whole: Term) -> Germ:
        product, germ = parts[0], self.of(parts[0])
        for other in parts[1:]:
            product, germ = product * other, self._pair(product, germ, other, self.of(other), product * other)
        return germ if product == whole else self.by_equation(follows(Claim(whole, "=", product)), germ)

    def _pair(self, a: Term, one: Germ, b: Term, other: Germ, whole: Term) -> Germ:
        both = limit(A * B, {A: one.theorem, B: other.theorem}, self.n)
        germ = self._by_lemma(one.order + other.order, over_product(one.order, other.order), {X: a, Y: b}, both)
        return germ if whole == a * b else self.by_equation(follows(Claim(whole, "=", a * b)), germ)

    def _power(self, a: Term, q: int) -> Germ:
        if q < -1:
            return self.by_equation(follows(Claim(a**q, "=", (1 / a) ** -q)), self.of((a**-1) ** -q))
        base = self.of(a)
        if q > 0:
            power = limit(A**q, {A: base.theorem}, self.n)
        else:
            power = limit(1 / A, {A: base.theorem}, self.n, self._divisor(base.limit))
        return self._by_lemma(q * base.order, over_power(base.order, q), {X: a}, power)

    def _divisor(self, whole: Term) -> Theorem:
        apart = self.grounds.shown(Claim(whole, "!=", ZERO))
        if apart is None:
            self.divisors.append(whole)
            raise Unknown
        return apart

    # --- roots ---

    def _root(self, a: Term) -> Germ:
        inside = self.of(a)
        if inside.order % 2:
            raise Unknown
        root = self._root_of(a, inside)
        square, strict = (
            self.grounds.proved(Claim(inside.limit, "=", root**2)),
            self.grounds.shown(Claim(ZERO, "<", root)),
        )
        above = [] if strict else [self._above(scaled(a, inside.order, self.s), a)]
        theorem = limit_of_root(inside.theorem, square, strict or self.grounds.proved(Claim(ZERO, "<=", root)), *above)
        if inside.order == 0:
            return Germ(0, theorem)
        placed = use_by_elimination(over_root(inside.order), {X: a, S: self.s}, [*self._about_s, self._above(a, a)])
        return self._rewritten(inside.order // 2, placed.claim.left, theorem, placed)

    def _above(self, whole: Term, a: Term) -> Theorem:
        """That a term is not negative, whatever n is, by the signs of the parts of another one."""
        return self.grounds.proved(Claim(ZERO, "<=", whole), [*self.signs(a), *self._shares(a), *self._about_s])

    def _shares(self, a: Term) -> Iterator[Theorem]:
        """That the powers of what lies between 0 and 1 do so."""
        for part in dict.fromkeys(walk(a)):
            if self._is_fading(part) and isinstance(part, Apply):
                by: dict[Symbol, Term] = {X: part.args[0], N: part.args[1]}
                for lemma in (power_below_one(), power_sign("<=")):
                    yield use_by_elimination(lemma, by, self.grounds.facts)

    def _root_of(self, a: Term, inside: Germ) -> Term:
        """The root of the limit, as it is best written."""
        match a:
            case Apply(head, (b, Number(q))) if head == POWER and q == 2:
                return self._size(self.of(b).limit)
        p = normal(inside.limit)
        return (self._monomial_root(inside.limit) if len(p) <= 1 else None) or inside.limit.sqrt()

    def _monomial_root(self, square: Term) -> Term | None:
        root: Term = ONE
        for monomial, c in normal(square).items():
            above, below = isqrt(max(c.numerator, 0)), isqrt(c.denominator)
            if Fraction(above, below) ** 2 != c:
                return None
            root = Number(Fraction(above, below))
            for part, e in monomial:
                exponent = dict(e)
                half = exponent.get(frozenset(), Fraction(0)) / 2
                if len(exponent) != 1 or half.denominator != 1:
                    return None
                base = term_of({frozenset({(part, frozenset({(frozenset(), Fraction(1))}))}): Fraction(1)})
                root = root * self._size(base) ** Number(half)
            return tidy(root)
        return ZERO

    def _size(self, whole: Term) -> Term:
        """The size of a term, without bars where a sign is known."""
        for form in (whole, tidy(-whole)):
            if self.grounds.shown(Claim(ZERO, "<=", form)) is not None:
                return form
        match whole:
            case Apply(head, (a, b)) if head == TIMES:
                return tidy(self._size(a) * self._size(b))
            case Apply(head, (a, Number(q))) if head == POWER and q == -1:
                return 1 / self._size(a)
        return abs(whole)

    # --- what fades ---

    def _is_fading(self, whole: Term) -> bool:
        match whole:
            case Apply(head, (a, e)):
                return head == POWER and self.n in free(e) and self.n not in free(a)
        return False

    def _slope(self, base: Term, e: Term) -> tuple[int, Term]:
        """The k and the factor with base**e = factor * (base**n)**k; raises Unknown if there are none."""
        exponent = normal(e)
        (line,) = normal(self.n)
        times = exponent.get(line, Fraction(0))
        rest = term_of(plus(exponent, normal(Number(times) * self.n), -1))
        if times.denominator != 1 or times <= 0 or self.n in free(rest):
            raise Unknown
        return int(times), ONE if rest == ZERO else base**rest

    def _fading(self, whole: Term, order: int) -> Germ:
        """That base**e * s**order tends to 0, for a base between 0 and 1."""
        half = (order + 1) // 2
        if half > MOST_POWERS or not isinstance(whole, Apply):
            raise Unknown
        base, e = whole.args
        times, factor = self._slope(base, e)
        beaten, fades = self._beaten(base, half, self.grounds.facts), self._beaten(base, 0, self.grounds.facts)
        template = factor * A * B ** (times - 1) * U ** (2 * half - order)
        fades = limit(template, {A: beaten, B: fades, U: self._small}, self.n)
        return self._by_lemma(-order, over_fading(order), {X: whole, Z: self.n + 1}, fades)

    def _beaten(self, ratio: Term, power: int, facts: Sequence[Theorem]) -> Theorem:
        """That ratio**n * (n + 1)**power tends to 0, by the roots of the ratio if the power is more than 1."""
        facts = [*below_one(ratio, facts), *facts]
        vanishes = self._axiom("powers_vanish", {X: ratio}, facts)
        if power == 0:
            return vanishes
        if power == 1:
            line = self._axiom("linear_powers_vanish", {X: ratio}, facts)
            both = limit(A + B, {A: line, B: vanishes}, self.n)
            return self._rewritten(0, ratio**self.n * (self.n + 1), both).theorem
        root = ratio.sqrt()
        squared, sign = (use_by_elimination(law(name), {X: ratio}, facts) for name in ("root squared", "root"))
        least = follows(
            Claim(root**2, "<", ONE**2), [squared, prove_by_elimination(Claim(ratio, "<", ONE), facts)], [1, 1]
        )
        some = follows(Claim(ZERO, "<", root + 1), [sign], [1])
        below = use_by_elimination(from_squares("<"), {X: root, Y: ONE}, [least, some])
        halves = [self._beaten(root, k, [*facts, sign, below]) for k in ((power + 1) // 2, power // 2)]
        both = limit(A * B, {A: halves[0], B: halves[1]}, self.n)
        back = follows(Claim(ratio, "=", root**2), [squared], [-1])
        opened = congruence(back, HOLE, HOLE**self.n * (self.n + 1) ** power)
        return self._rewritten(0, opened.claim.left, both, opened).theorem
