"""Instances of theorems, with their hypotheses proved as far as they can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rmsprop_sym.kernel.certificate import NOTHING, normal
from rmsprop_sym.kernel.term import (
    Letter,
    Symbol,
    Term,
)
from rmsprop_sym.kernel.theorem import (
    Gap,
    Theorem,
    discharge,
    instance,
)
from rmsprop_sym.search.signs import seen
from rmsprop_sym.search.terms import spelled


def placed(
    theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem], show: Callable[..., Theorem]
) -> Theorem:
    """An instance, without those of its hypotheses that can be shown from the facts."""
    placed = instance(theorem, by, *(f for f in facts if _needs_naturals(by) and about_naturals(f)))
    proved = []
    for hypothesis in sorted(placed.hypotheses, key=spelled):
        try:
            proved.append(show(hypothesis, facts))
        except Gap:
            continue
    return discharge(placed, *proved) if proved else placed


def at_sight(theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem]) -> Theorem:
    """An instance, its hypotheses proved by the facts and by signs alone."""
    return placed(theorem, by, facts, seen)


def _needs_naturals(by: Mapping[Symbol, Term]) -> bool:
    pairs = ((letter, value) for letter, value in by.items() if isinstance(letter, Letter) and letter.natural)
    return any(not NOTHING.natural(normal(value)) for _, value in pairs)


def about_naturals(fact: Theorem) -> bool:
    """Whether a fact is an inequality between natural letters."""
    letters = fact.claim.free()
    plain = not fact.claim.within and fact.claim.relation in ("<=", "<")
    return plain and bool(letters) and all(isinstance(x, Letter) and x.natural for x in letters)
