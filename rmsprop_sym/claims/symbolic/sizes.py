"""What is known around an inequality: of sizes and their squares, of letters, of what stands below roots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache, lru_cache

from rmsprop_sym.claims.symbolic.expansion import Expansion, positive
from rmsprop_sym.kernel.certificate import MEMORY
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import POWER, ZERO, Apply, Head, Letter, Number, Term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, cases, follows, instance, law
from rmsprop_sym.search import size_from_square, walk
from rmsprop_sym.search.lemmas import X, Y, by_lemma, size_nonnegative, size_squared
from rmsprop_sym.search.signs import seen

SIZE = Head("abs")


def about_sizes(sides: Sequence[Term]) -> Iterator[Theorem]:
    """That a number and its opposite are not above its size, and that none of two is above the larger one."""
    for part in dict.fromkeys(p for side in sides for p in walk(side)):
        match part:
            case Apply(Head("abs", "function"), (inner,)):
                yield about(size_squared(), inner)
                yield about(not_above_size(1), inner)
                yield about(not_above_size(-1), inner)
            case Apply(Head("max", "function"), (a, b)):
                yield about(not_above_larger(), a, b)
                yield about(not_above_larger(other=True), a, b)


@lru_cache(maxsize=MEMORY)
def about(lemma: Theorem, x: Term, y: Term = Y) -> Theorem:
    """A lemma at one or two terms."""
    return instance(lemma, {X: x, Y: y})


def about_squares(facts: tuple[Theorem, ...]) -> Iterator[Theorem]:
    """What is so of squares, because it is so of sizes."""
    for fact in facts:
        claim = fact.claim
        if claim.relation in ("<=", "<") and not claim.within and SIZE in {_head(claim.left), _head(claim.right)}:
            low = positive(claim.left, facts)
            if low is not None:
                weak = [follows(Claim(ZERO, "<=", claim.left), [low], [1]), fact]
                weak[1] = follows(Claim(claim.left, "<=", claim.right), [fact], [1])
                squares = by_lemma(squares_rise(), {X: claim.left, Y: claim.right}, weak)
                number = isinstance(claim.right, Number) or isinstance(claim.left, Number)
                yield _of_insides(squares) if number else squares


def _of_insides(squares: Theorem) -> Theorem:
    """The same of x**2 for abs(x)**2."""
    sides, cited = [], [squares]
    for side in (squares.claim.left, squares.claim.right):
        base = side.args[0] if isinstance(side, Apply) else side
        if isinstance(base, Apply) and base.head == SIZE:
            cited.append(about(size_squared(), base.args[0]))
            sides.append(base.args[0] ** 2)
        else:
            sides.append(side)
    ways = [1, *(-1 if c.claim.left == squares.claim.left else 1 for c in cited[1:])]
    return follows(Claim(sides[0], "<=", sides[1]), cited, ways)


def _head(whole: Term) -> Head | None:
    return whole.head if isinstance(whole, Apply) else None


@cache
def squares_rise() -> Theorem:
    """x**2 <= y**2, from 0 <= x and x <= y."""
    low, rise = assume(Claim(ZERO, "<=", X)), assume(Claim(X, "<=", Y))
    more, both = follows(Claim(ZERO, "<=", Y - X), [rise], [1]), follows(Claim(ZERO, "<=", X + Y), [low, rise], [2, 1])
    product = by_lemma(law("product"), {X: Y - X, Y: X + Y}, [more, both])
    return follows(Claim(X**2, "<=", Y**2), [product], [1])


def about_letters(claim: Claim, facts: tuple[Theorem, ...]) -> Iterator[Theorem]:
    """That a letter is not negative, because some size is not above it."""
    sizes = (p for f in facts if not f.claim.within for p in walk(f.claim.left))
    signs = [by_lemma(size_nonnegative(), {X: p.args[0]}, []) for p in sizes if isinstance(p, Apply) and p.head == SIZE]
    for x in claim.free() if signs else ():
        if isinstance(x, Letter) and not x.natural and positive(x, facts) is None:
            with suppress(Gap):
                yield seen(Claim(ZERO, "<=", x), (*facts, *signs))


def about_roots(claim: Claim, facts: tuple[Theorem, ...]) -> Iterator[Theorem]:
    """That what stands below a root or a stroke of division is positive, where that is not seen at sight."""
    sides = [side for c in (claim, *(f.claim for f in facts if _is_step(f))) for side in (c.left, c.right)]
    for part in reversed(dict.fromkeys(p for side in sides for p in walk(side))):  # what stands inside comes first
        match part:
            case Apply(Head("sqrt", "function"), (inner,)):
                pass
            case Apply(head, (inner, Number(n))) if head == POWER and n < 0:
                pass
            case _:
                continue
        sign = positive(inner, facts)
        if sign is None or sign.claim.relation != "<":
            found = _expanded_sign(inner, facts)
            facts = (*facts, found) if found else facts
            yield from [found] if found else []


def _is_step(fact: Theorem) -> bool:
    """Whether a fact is the equation of a step of the parameters."""
    left = fact.claim.left
    return fact.claim.relation == "=" and isinstance(left, Apply) and left.head.name == "theta"


def _expanded_sign(whole: Term, facts: tuple[Theorem, ...]) -> Theorem | None:
    """0 < whole, or 0 <= whole, as it is written or by the equations of what stands in it."""
    equations = [f for f in facts if f.claim.relation == "=" and not f.claim.within]
    ways = [(relation, by) for relation in ("<", "<=") for by in ((), equations)]
    signs = (Expansion(Claim(ZERO, relation, whole), facts, by).proof() for relation, by in ways)
    return next(filter(None, signs), None)


@cache
def not_above_size(sign: int) -> Theorem:
    """x <= abs(x), or -x <= abs(x)."""
    claim = Claim(sign * X if sign < 0 else X, "<=", abs(X))
    up, down = assume(Claim(ZERO, "<=", X)), assume(Claim(X, "<=", ZERO))
    first = follows(claim, [_size(X, up), *([up] if sign < 0 else [])], [-1, *([2] if sign < 0 else [])])
    second = follows(claim, [_size(-X, down), *([down] if sign > 0 else [])], [-1, *([2] if sign > 0 else [])])
    return cases(Claim(ZERO, "<=", X), first, second)


def _size(size: Term, sign: Theorem) -> Theorem:
    """abs(x) = x where 0 <= x, and -x where x <= 0."""
    squares = follows(Claim(X**2, "=", size**2))
    return by_lemma(size_from_square(), {Y: size}, [squares, follows(Claim(ZERO, "<=", size), [sign], [1])])


@cache
def not_above_larger(*, other: bool = False) -> Theorem:
    """x <= max(x, y), and y <= max(x, y)."""
    size = instance(not_above_size(-1 if other else 1), {X: X - Y})
    half = Number(Fraction(1, 2))
    return follows(Claim(Y if other else X, "<=", X.maximum(Y)), [law("max"), size], [-1, half])


@cache
def size_within(relation: str) -> Theorem:
    """abs(x) <= y from x <= y and -x <= y, and the same with <."""
    below, above = assume(Claim(X, relation, Y)), assume(Claim(-X, relation, Y))
    up, down = assume(Claim(ZERO, "<=", X)), assume(Claim(X, "<=", ZERO))
    claim = Claim(abs(X), relation, Y)
    first = follows(claim, [below, _size(X, up)], [1, 1])
    return cases(Claim(ZERO, "<=", X), first, follows(claim, [above, _size(-X, down)], [1, 1]))
