"""The letters of a note that stand for something of its own: each brings along what was supposed where it was named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Name, Node
from rmsprop_sym.claims.expressions.tree import applied_in, names_in
from rmsprop_sym.claims.symbolic.settings import Hypothesis, formula_of

_AGAIN = r"\$\s*\\?{0}\s*\$\s+(?:is|be|denotes?|stands|now)\b|\b(?:let|where|call|denote|write|with)\s+\$\s*\\?{0}\s*\$"


@dataclass(frozen=True)
class Naming:
    """What a sentence supposes with a letter: `|g_i| <= M`, its words, and the one that is not understood."""

    sentence: tuple[int, int]
    supposed: tuple[Hypothesis, ...]
    said: str
    unheard: str | None


@dataclass
class Names:
    """The letters that stand for something, the last sentence that supposes something with each."""

    named: dict[str, Naming] = field(default_factory=dict)

    def hears(self, naming: Naming, found: Sequence[Hypothesis]) -> None:
        """Takes over what a condition, and the sentence around it, supposes with its letters."""
        for each in found:
            if (law := formula_of(each)) and is_law(each):
                self.forgets(law)
        for letter in (letter for each in found for letter in _named_by(each)):
            self.named[letter] = naming
        for letter, old in self.named.items():
            if old.sentence == naming.sentence:
                self.named[letter] = replace(naming, unheard=old.unheard or naming.unheard)

    def introduces(self, naming: Naming, found: Sequence[Hypothesis]) -> None:
        """Takes over what a sentence supposes of letters that stand for numbers: let v >= 0."""
        for each in found:
            if (chain := formula_of(each)) and not applied_in(chain):
                self.named |= dict.fromkeys(chain_letters([chain]), naming)

    def forgets(self, chain: Chain) -> None:
        """Takes no letter of the chain for what it was: it is introduced anew."""
        for letter in chain_letters([chain]):
            self.named.pop(letter, None)

    def reads(self, text: str) -> None:
        """Takes no letter for what it was of which the text says anew, in words, what it is."""
        for letter in list(self.named):
            if re.search(_AGAIN.format(re.escape(letter)), text, re.IGNORECASE):
                del self.named[letter]

    def of(self, letters: Iterable[str]) -> list[Naming]:
        """What the letters bring along."""
        return list(dict.fromkeys(self.named[letter] for letter in sorted(letters) if letter in self.named))


def is_law(hypothesis: Hypothesis) -> bool:
    """Whether it says of a gradient what depends on its step, and not only that of every one.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_hypothesis
    >>> is_law(parse_hypothesis("g(t) = 2^t")), is_law(parse_hypothesis("abs(g(t)) <= M"))
    (True, False)
    """
    chain = formula_of(hypothesis)
    if chain is None:
        return False
    steps = names_in(*(index for each in applied_in(chain) for index in each.arguments))
    return not steps.isdisjoint(chain_letters([chain]))


def _named_by(hypothesis: Hypothesis) -> Sequence[str]:
    """The letters of a condition on a sequence, which say how large or what it is."""
    chain = formula_of(hypothesis)
    return list(chain_letters([chain])) if chain and applied_in(chain) and not is_law(hypothesis) else []


def chain_letters(chains: Iterable[Chain]) -> Iterator[str]:
    """The letters that stand in the chains, but for those that count."""
    return (name for chain in chains for member in chain.members for name in _outside(member))


def _outside(node: Node) -> Iterator[str]:
    """The letters of a term that are no part of an index."""
    if isinstance(node, Name):
        yield node.name
    elif not isinstance(node, Apply):
        for part in node.parts:
            yield from _outside(part)
