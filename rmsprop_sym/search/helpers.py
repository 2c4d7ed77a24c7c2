"""Equations that hold by themselves about the atoms at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from rmsprop_sym.kernel.certificate import MEMORY, Frozen, Polynomial, normal, number, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    POWER,
    TIMES,
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
    congruence,
    instance,
    law,
    split,
)
from rmsprop_sym.search.lemmas import (
    N,
    X,
    power_reciprocal,
    root_reciprocal,
    size_reciprocal,
)
from rmsprop_sym.search.placing import at_sight
from rmsprop_sym.search.reduction import difference_of
from rmsprop_sym.search.terms import atom_term, atoms, spelled, term_of, walk


def helpers(
    left: Polynomial, equations: Sequence[Theorem], facts: Sequence[Theorem], shapes: Mapping[Hashable, Term]
) -> list[Theorem]:
    """Equations that hold by themselves about the atoms at hand: last terms of sums, divisors, roots, sizes, signs."""
    found: dict[Claim, Theorem] = {}
    seen: set[Hashable] = set()
    for _ in range(4):
        pool = [left, *map(difference_of, equations), *map(difference_of, found.values())]
        plain = {a for p in pool for a in atoms(p)}
        new = (plain | {divisor for a in plain if (divisor := _divisor(a)) is not None}) - seen
        if not new:
            break
        seen |= new
        for a in sorted(new, key=lambda a: (_divisor(a) is not None, spelled(a))):
            exponents = {e for p in pool for m in p for b, e in m if a == b}
            sizes = [f for f in found.values() if f.rule == "instance" and f.premises[0].data == law("size").data]
            natural = frozenset({frozenset(item for item in e if item[0]) for e in exponents} - {frozenset()})
            shape = shapes.get(a)
            for theorem in _about_atom(a, shape, natural, _that_reach(a, shape, [*equations, *sizes]), tuple(facts)):
                found.setdefault(theorem.claim, theorem)
    return list(found.values())


def shapes_of(*claims: Claim) -> dict[Hashable, Term]:
    """The terms as written, by the atoms that they become: a factored divisor shows its sign, an expanded one not."""
    shapes: dict[Hashable, Term] = {}
    for claim in claims:
        for a, part in _shapes(claim):
            shapes.setdefault(a, part)
    return shapes


@lru_cache(maxsize=MEMORY)
def _shapes(claim: Claim) -> tuple[tuple[Hashable, Term], ...]:
    parts = (part for side in (claim.left, claim.right) for part in walk(side))
    alone = ((atoms(normal(part)), part) for part in parts if isinstance(part, Apply) and _has_argument(part))
    return tuple((next(iter(own)), part) for own, part in alone if len(own) == 1)


def _divisor(a: Hashable) -> Hashable:
    """The atom of which an atom is the inverse, if it is one."""
    match a:
        case ("inverse", inner) if not isinstance(inner, frozenset):
            return inner
    return None


def _that_reach(a: Hashable, shape: Term | None, equations: Sequence[Theorem]) -> tuple[Theorem, ...]:
    """The equations whose left side stands inside an atom."""
    if not isinstance(a, tuple):
        return ()
    try:
        inside = _forms(atom_term(a)) | (_forms(shape) if shape is not None else frozenset())
    except ValueError:
        return ()
    return tuple(equation for equation in equations if _left_form(equation) in inside)


@lru_cache(maxsize=MEMORY)
def _about_atom(
    a: Hashable,
    shape: Term | None,
    natural: frozenset[Frozen],
    equations: tuple[Theorem, ...],
    facts: tuple[Theorem, ...],
) -> tuple[Theorem, ...]:
    """What is known about an atom, its powers with natural exponents, and the equations that reach into it."""
    return tuple(_known(a, shape, natural, equations, facts))


def _known(
    a: Any, shape: Term | None, natural: frozenset[Frozen], equations: Sequence[Theorem], facts: Sequence[Theorem]
) -> Iterator[Theorem]:
    try:
        whole = atom_term(a)
    except ValueError:
        return
    for equation in equations:
        yield from _inside(whole, equation)
        if shape is not None:
            yield from _inside(shape, equation)
    match a:
        case ("sum", _, _, count):
            yield from _tried(lambda: split(whole, term_of(plus(dict(count), number(-2)))))
        case ("inverse", _):
            base = _argument(shape, whole)
            yield from _tried(lambda: at_sight(law("reciprocal"), {X: base}, facts), "!=")
            yield from _about_divisor(base, facts)
            for rest in sorted(natural, key=spelled):
                power = term_of(dict(rest))
                yield from _tried(lambda n=power: at_sight(power_reciprocal(), {X: base, N: n}, facts), "!=")  # type: ignore[misc]
        case (Head("sqrt", "function"), _):
            yield from _tried(lambda: at_sight(law("root squared"), {X: _argument(shape, whole)}, facts), "<=")
        case (Head("abs", "function"), _):
            inner = _argument(shape, whole)
            yield instance(law("size"), {X: inner})
            yield from _tried(lambda: at_sight(law("root of square"), {X: inner}, facts), "<=")
        case (Head("sign", "function"), _):
            yield instance(law("sign"), {X: _argument(shape, whole)})


def _about_divisor(base: Term, facts: Sequence[Theorem]) -> Iterator[Theorem]:
    """What the square of a divisor is, if the divisor is a root or a size."""
    match base:
        case Apply(Head("sqrt", "function"), (inner,)):
            yield from _tried(lambda: at_sight(root_reciprocal(), {X: inner}, facts), "<")
        case Apply(Head("abs", "function"), (inner,)):
            yield from _tried(lambda: at_sight(size_reciprocal(), {X: inner}, facts), "!=")


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


def _has_argument(whole: Term) -> bool:
    try:
        _argument(None, whole)
    except ValueError:
        return False
    return True


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


@lru_cache(maxsize=MEMORY)
def _left_form(equation: Theorem) -> Frozen | None:
    """The normal form of the left side of an equation; None for a number."""
    form = normal(equation.claim.left)
    return frozenset(form.items()) if atoms(form) else None


@lru_cache(maxsize=MEMORY)
def _forms(whole: Term) -> frozenset[Frozen | None]:
    """The normal forms of everything in a term that may be replaced there."""
    if isinstance(whole, Lambda):
        return frozenset()
    form = frozenset({frozenset(normal(whole).items())})
    return form.union(*map(_forms, _replaceable(whole)[1])) if isinstance(whole, Apply) else form


def _replaceable(whole: Apply) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """What owns a run, and the other arguments."""
    owners = len(whole.args) - 1 if whole.head.kind == "state" else 0
    return whole.args[:owners], whole.args[owners:]


def _inside(whole: Term, equation: Theorem) -> Iterator[Theorem]:
    """The term with the left side of an equation replaced where it stands inside."""
    hole = Letter("_hole")
    template = replaced(whole, equation.claim.left, hole)
    if template not in (whole, hole):
        yield congruence(equation, hole, template)


@lru_cache(maxsize=MEMORY)
def replaced(whole: Term, part: Term, by: Letter) -> Term:
    """The term with a letter wherever something with the part's normal form stands, but not in what owns a run."""
    if isinstance(whole, Lambda):
        return whole
    if normal(whole) == normal(part):
        return by
    if not isinstance(whole, Apply):
        return whole
    owners, others = _replaceable(whole)
    return Apply(whole.head, (*owners, *(replaced(arg, part, by) for arg in others)))
