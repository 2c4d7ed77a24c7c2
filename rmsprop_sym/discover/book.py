"""What is found out about a rule: theorems under their names, and what is missing, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rmsprop_sym.alphabet import show
from rmsprop_sym.board import Derivation, domains
from rmsprop_sym.discover.linear import Underivable
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.theorem import Gap
from rmsprop_sym.library import Entry
from rmsprop_sym.rules import RULES, Rule
from rmsprop_sym.search import prove


@dataclass(frozen=True)
class Missing:
    """What cannot be derived, and why."""

    what: str
    reason: str


@dataclass
class Book:
    """The theorems about one rule, in the order in which they are found."""

    rule: Rule
    path: str
    line: int
    found: dict[str, Derivation] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)

    def add(self, name: str, says: str, make: Callable[[], Derivation]) -> Derivation | None:
        """The theorem, if the kernel lets it pass; otherwise it is missing, with what stood in the way."""
        try:
            made = make()
        except Underivable as reason:
            self.miss(name, str(reason))
            return None
        except Gap as gap:
            self.miss(name, gap.reason + (f": {show(gap.claim)}" if gap.claim else ""))
            return None
        except OverflowError as error:
            self.miss(name, str(error))
            return None
        return self.keep(name, says, made)

    def keep(self, name: str, says: str, made: Derivation) -> Derivation:
        """A theorem under its name, at the place of the rule that it is about."""
        self.found[name] = replace(made, name=name, says=says, path=self.path, line=self.line)
        return self.found[name]

    def miss(self, what: str, reason: str) -> None:
        """Notes what cannot be derived."""
        self.missing.append(Missing(what, reason))

    @property
    def entries(self) -> list[Entry]:
        """The theorems as the library has them."""
        rules: Mapping[str, Rule] = {**RULES, self.rule.name: self.rule}
        return [Entry(name, derivation, rules) for name, derivation in self.found.items()]


def unless_known(*claims: Claim) -> list[Claim]:
    """Those of the claims that do not follow from the domains of their letters.

    Raises Underivable for one without letters that is wrong.
    """
    left = []
    for claim in claims:
        try:
            prove(claim, domains(claim))
        except Gap:
            if not claim.free():
                raise Underivable(f"{show(claim)} is wrong") from None
            left.append(claim)
    return left


def holds_by_sight(claim: Claim, facts: Sequence[Any] = ()) -> bool:
    """Whether a claim follows from the facts and the domains at once."""
    try:
        prove(claim, [*facts, *domains(claim)])
    except Gap:
        return False
    return True
