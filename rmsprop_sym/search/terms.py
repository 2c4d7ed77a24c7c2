"""Normal forms, back to terms."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from rmsprop_sym.kernel.certificate import MEMORY, ONCE, Bound, Frozen, Monomial, Polynomial, number, plus
from rmsprop_sym.kernel.term import ONE, ZERO, Apply, Head, Lambda, Letter, Number, Term, parts, summed

MANY = 60


def atoms(p: Iterable[Monomial]) -> set[Hashable]:
    """What the monomials are made of."""
    return {a for m in p for a, _ in m}


def walk(whole: Term) -> Iterator[Term]:
    """The term and everything below it."""
    yield whole
    for part in parts(whole):
        yield from walk(part)


def term_of(p: Polynomial) -> Term:
    """A term whose normal form is p."""
    written = [_scaled(_monomial(m), c) for m, c in sorted(p.items(), key=lambda item: order(item[0]))]
    return folded(written, lambda a, b: a + b) if written else ZERO


def order(m: Monomial) -> tuple[int, str]:
    """Short monomials first, the same order in every process."""
    return len(m), spelled(m)


@lru_cache(maxsize=MEMORY)
def spelled(part: Hashable) -> str:
    """A claim or a part of a normal form as text, to sort by: the same in every process, unlike the order of a set."""
    match part:
        case frozenset():
            return "{" + ", ".join(sorted(map(spelled, part))) + "}"
        case tuple():
            return "(" + ", ".join(map(spelled, part)) + ")"
    return str(part)


def _scaled(body: Term, c: Fraction) -> Term:
    return Number(c) if body == ONE else body if c == 1 else Number(c) * body


def folded(terms: Sequence[Term], join: Callable[[Term, Term], Term]) -> Term:
    """The terms joined from left to right; many of them by halves, so that what comes out is not too tall to walk."""
    if len(terms) > MANY:
        half = len(terms) // 2
        return join(folded(terms[:half], join), folded(terms[half:], join))
    first, *rest = terms
    for other in rest:
        first = join(first, other)
    return first


def _monomial(m: Monomial) -> Term:
    factors = [_raised(atom_term(a), e) for a, e in sorted(m, key=spelled)]
    return folded(factors, lambda a, b: a * b) if factors else ONE


def _raised(base: Term, e: Frozen) -> Term:
    return base if e == ONCE else base ** _term(e)


def _term(p: Any) -> Term:
    return term_of(dict(p))


@lru_cache(maxsize=MEMORY)
def atom_term(a: Any) -> Term:
    """The term that an atom of a normal form stands for."""
    match a:
        case Letter():
            return a
        case Bound(level):
            return Letter(f"i_{level}", natural=True)
        case (Head() as head, *args):
            return Apply(head, tuple(_term(arg) for arg in args))
        case ("inverse", frozenset() as p):
            return 1 / _term(p)
        case ("inverse", other):
            return 1 / atom_term(other)
        case ("power", p):
            return _term(p)
        case ("number", Fraction() as c):
            return Number(c)
        case ("unknown power", p, e):
            return _term(p) ** _term(e)
        case ("sequence", p):
            return Lambda(Letter(f"i_{_level(p)}", natural=True), _term(p))
        case ("sum", Bound(level), inside, count):
            return summed(
                _monomial(inside), Letter(f"i_{level}", natural=True), 0, term_of(plus(dict(count), number(-1)))
            )
        case ("unknown sum", Letter() as index, body, low, high, ()):
            return summed(body, index, low, high)
    raise ValueError(f"{a!r} stands inside a binder")


def _level(thing: object) -> int:
    """The level of the binder just outside a normal form: one above every binder in it."""
    if isinstance(thing, tuple) and thing and thing[0] in ("sum", "sequence"):
        inner = thing[1].level if isinstance(thing[1], Bound) else _level(thing[1])
        return 1 + inner
    return max(map(_level, thing), default=0) if isinstance(thing, tuple | frozenset) else 0
