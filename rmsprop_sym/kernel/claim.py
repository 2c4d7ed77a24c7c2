"""Claims: two terms and a relation between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rmsprop_sym.kernel.term import KINDS, Lambda, Symbol, Term, free, substitute


@dataclass(frozen=True)
class Claim:
    """left = right (or !=, <=, <), or so of sequences at every index within (low, high) or (low,); or a limit (->)."""

    left: Term
    relation: str
    right: Term
    within: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        sequences = [side for side in (self.left, self.right) if isinstance(side, Lambda)]
        wanted = {"->": [self.left]}.get(self.relation, [self.left, self.right] if self.within else [])
        known = self.relation in ("=", "!=", "<=", "<", *["->"] * (not self.within)) and type(self.relation) is str
        kinds = {*map(type, (self.left, self.right, *self.within))}
        if not known or sequences != wanted or type(self.within) is not tuple or not kinds <= KINDS or self.within[2:]:
            raise ValueError(f"{self!r} is no claim: a sequence stands where there is a range or a limit")

    def free(self) -> frozenset[Symbol]:
        """The letters and sequences that the claim speaks about."""
        return free(self.left, self.right, *self.within)

    def at(self, by: Mapping[Symbol, Term]) -> Claim:
        """The claim with letters and sequences replaced, without capture."""
        ends = tuple(substitute(end, by) for end in self.within)
        return Claim(substitute(self.left, by), self.relation, substitute(self.right, by), ends)
