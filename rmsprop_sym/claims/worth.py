"""What letters are worth: a link from letters to numbers may hold with the values that a note said last."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from rmsprop_sym.claims.arithmetic import judge_as_printed
from rmsprop_sym.claims.formula import NATURALS
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.supposed import in_numbers
from rmsprop_sym.claims.syntax import Chain, Name, Node, has_letters, walk
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence


@dataclass
class Worth:
    """The value of each letter that was said last."""

    values: dict[str, Node] = field(default_factory=dict)

    def hear(self, chain: Chain) -> None:
        """Keeps what a letter is worth."""
        match chain:
            case Chain((Name(name=name), value), ("=",)) if not has_letters(value):
                self.values[name] = value

    def judged(self, chain: Chain, k: int) -> tuple[Evidence, Sequence[str]] | None:
        """What makes a link between letters and numbers hold with these values, and the values."""
        link = Chain(chain.members[k : k + 2], chain.relations[k : k + 1])
        named = {part.name for member in link.members for part in walk(member) if isinstance(part, Name)}
        values = {name: self.values[name] for name in sorted(named & {*self.values})}
        at_a_step = link.relations[0] not in ("=", "≈") and not set(NATURALS).isdisjoint(values)
        if not values or at_a_step or all(map(has_letters, link.members)):
            return None
        with suppress(Unreadable):
            numbers = in_numbers(link, values)
            evidence = guarded(lambda: judge_as_printed(numbers)[0].evidence) if numbers else None
            if evidence and evidence.grade.holds:
                return evidence, [f"{name} = {value}" for name, value in values.items()]
        return None
