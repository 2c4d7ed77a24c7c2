"""What is found out about a rule: theorems under their names, and what is missing, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rmsprop_sym import alphabet
from rmsprop_sym.alphabet import i, show, t
from rmsprop_sym.board import Derivation, domains, every
from rmsprop_sym.deadline import TookTooLong, time_limit
from rmsprop_sym.discover.terms import Underivable
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Scalar
from rmsprop_sym.kernel.theorem import Gap, Theorem, specialise
from rmsprop_sym.library import Entry
from rmsprop_sym.rules import RULES, Rule
from rmsprop_sym.search import prove

SECONDS = 20.0  # of the processor, for one theorem


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

    @property
    def eps(self) -> bool:
        """Whether the rule has one eps, the same at every step."""
        return "eps" in self.rule.hyper and "eps" not in self.rule.scheduled

    def usual(self, index: Scalar) -> list[Claim]:
        """The domains of the hyper-parameters that are on a schedule, at a step."""
        named = {x.name: x for x in alphabet.DOMAINS if x.name in self.rule.scheduled}
        return [c.at({x: alphabet.Sequence(name)(index)}) for name, x in named.items() for c in alphabet.DOMAINS[x]]

    @property
    def always(self) -> list[Claim]:
        """The same at every step."""
        return [every(i, claim, 1) for claim in self.usual(i)]

    def add(self, name: str, says: str, make: Callable[[], Derivation]) -> Derivation | None:
        """The theorem, if the kernel lets it pass; otherwise it is missing, with what stood in the way."""
        try:
            with time_limit(SECONDS):
                made = make()
        except TookTooLong:
            self.miss(name, f"not found within {SECONDS:g} s")
            return None
        except Underivable as reason:
            self.miss(name, str(reason))
            return None
        except Gap as gap:
            self.miss(name, gap.reason + (f": {show(gap.claim)}" if gap.claim else ""))
            return None
        except (ArithmeticError, RecursionError, TypeError, ValueError) as error:
            self.miss(name, f"the search failed: {error}")
            return None
        return self.keep(name, says, made)

    def attempt(self, name: str, says: str, make: Callable[[], Derivation]) -> Derivation | None:
        """Adds what is true of some rules only, and says nothing about the others."""
        missing = len(self.missing)
        made = self.add(name, says, make)
        del self.missing[missing:]
        return made

    def keep(self, name: str, says: str, made: Derivation) -> Derivation:
        """A theorem under its name, at the place of the rule that it is about."""
        self.found[name] = replace(made, name=name, says=says, path=self.path, line=self.line)
        return self.found[name]

    def miss(self, what: str, reason: str) -> None:
        """Notes what cannot be derived."""
        self.missing.append(Missing(what, reason))

    def entries(self) -> list[Entry]:
        """The theorems as the library has them; one that might speak of nothing is missing."""
        rules: Mapping[str, Rule] = {**RULES, self.rule.name: self.rule}
        made = [Entry(name, derivation, rules) for name, derivation in self.found.items()]
        for entry in (each for each in made if not each.witness):
            self.miss(entry.name, "no instance is known of what it supposes: " + ", ".join(map(show, entry.hypotheses)))
        return [entry for entry in made if entry.witness]


def now(facts: Sequence[Theorem]) -> list[Theorem]:
    """The facts, and those about every step said of step t + 1."""
    return [*facts, *(specialise(fact, t + 1) for fact in facts if fact.claim.within)]


def unless_known(*claims: Claim, facts: Sequence[Theorem] = ()) -> list[Claim]:
    """Those of the claims that do not follow from the facts and from the domains of their letters.

    Raises Underivable for one without letters that is wrong.
    """
    left = []
    for claim in claims:
        try:
            prove(claim, [*facts, *domains(claim)])
        except Gap:
            if not claim.free() and not claim.within:
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
