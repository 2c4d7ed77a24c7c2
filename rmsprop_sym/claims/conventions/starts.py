"""Where a note says that states start: it chooses among dialects, and stands where no rule has that start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from rmsprop_sym.claims.conventions.model import PARAMETER, Model
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Literal

_START = r"\$?\s*(?:[vsrumnqGE]|E\[g\^2\])_\{?0\}?|(?:the\s+)?(?:start(?:ing)?|initial)\b"
_ANYWHERE = re.compile(
    rf"\b(?:whatever|regardless\s+of|irrespective\s+of|no\s+matter\s+(?:what|which|how\s+\w+|where)|whichever)\s+(?:{_START})"
    rf"|\b(?:for|from|with|at|under)\s+(?:any|every|all|each|an?\s+arbitrary|arbitrary)\s+(?:{_START})",
    re.IGNORECASE,
)


@dataclass
class Starts:
    """The starts that were said: of letters still to be defined, of all, and of states whose rule starts elsewhere."""

    models: Models
    ahead: dict[str, Fraction] = field(default_factory=dict)
    said: dict[str, Chain] = field(default_factory=dict)
    kept: dict[tuple[str, str], Chain] = field(default_factory=dict)
    every: dict[Chain, None] = field(default_factory=dict)

    @property
    def elsewhere(self) -> bool:
        """Whether a state is said to start at anything but zero; a dialect that starts elsewhere is then not meant."""
        firsts = (chain.members[1] for chain in self.kept.values())
        return any(not isinstance(first, Literal) or first.value for first in firsts)

    def of(self, model: Model | None) -> list[Chain]:
        """Where states of the rule start, if the rule itself does not start them there."""
        return [chain for (rule, _), chain in self.kept.items() if model and rule == model.rule.name]

    def differs(self, chain: Chain) -> bool:
        """Whether the note has said before that the state starts elsewhere."""
        return any(each.members[0] == chain.members[0] and each != chain for each in self.every)

    def others(self, model: Model) -> list[Chain]:
        """Where the note says, anywhere so far, that states of the rule start, if it says so in more than one way."""
        said: dict[str, list[Chain]] = {}
        for chain in self.every:
            [name] = [member.name for member in chain.members[:1] if isinstance(member, Apply)]
            if model.called(name) in model.rule.start and model.called(name) != PARAMETER:
                said.setdefault(name, []).append(chain)
        return [chain for starts in said.values() if len(starts) > 1 for chain in starts]

    def keeps(self, name: str, chain: Chain) -> None:
        """Takes notice of where a letter starts, for rules that are defined below."""
        value = chain.members[1]
        self.said[name] = chain
        if isinstance(value, Literal):
            self.ahead[name] = value.value

    def standing(self, model: Model | None, supposed: Sequence[object]) -> list[Chain]:
        """The same, but for states of which something is supposed, whose start is that if it is not the rule's."""
        said = [chain for each in supposed if isinstance(each, Chain) for _, chain in starts_in(each)]
        kept = [each for each in self.of(model) if each.members[0] not in {chain.members[0] for chain in said}]
        return kept + [chain for chain in said if model and _is_elsewhere(chain, model)]

    def hears(self, model: Model, name: str, chain: Chain) -> None:
        """Takes over where a state of a rule starts: its dialects with that start are left, or it is kept."""
        state, value = model.called(name), chain.members[1]
        if state == PARAMETER:
            return
        family = next(f for f in reversed(self.models.families) if model in f)
        fitting = [each for each in family if isinstance(value, Literal) and each.rule.start.get(state) == value.value]
        for each in family:
            self.kept.pop((each.rule.name, state), None)
        if fitting:
            self.models.families.append(fitting)
        else:
            self.kept[model.rule.name, state] = chain

    def defines(self, models: Sequence[Model], name: str) -> None:
        """Leaves those rules that start a letter where the note has said before that it starts."""
        value = self.ahead.pop(name, None)
        if value is None:
            self.said.pop(name, None)
        for model, (letter, chain) in product(models, self.said.items()):
            state, first = model.called(letter), chain.members[1]
            elsewhere = state in model.rule.start and model.rule.start[state] != getattr(first, "value", None)
            if elsewhere and letter in model.letters:
                self.kept[model.rule.name, state] = chain
        fitting = [each for each in models if each.rule.start.get(each.letters.get(name, name)) == value]
        if value is not None and fitting:
            self.models.families.append(fitting)


def _is_elsewhere(chain: Chain, model: Model) -> bool:
    """Whether a start of a state is another than that of the rule."""
    first, value = chain.members
    state = model.called(first.name) if isinstance(first, Apply) else ""
    return state in model.rule.start and getattr(value, "value", None) != model.rule.start[state]


def others_of(model: Model, starts: Sequence[Chain]) -> list[Chain]:
    """Where the other states of the rule start, in its own letters, if some of them start elsewhere."""
    said = {model.called(each.name) for chain in starts for each in chain.members[:1] if isinstance(each, Apply)}
    return [
        Chain((Apply(state, (Literal("0"),)), Literal(str(first))), ("=",))
        for state, first in model.rule.start.items()
        if state not in {*said, PARAMETER}
    ]


def is_from_anywhere(said: str) -> bool:
    """Whether a sentence, formulas between dollars, speaks of every start of a state.

    >>> [is_from_anywhere(text) for text in ("Whatever $v_0$ is, we have", "for any initial value", "as $v_0=0$")]
    [True, True, False]
    """
    return _ANYWHERE.search(said) is not None


def starts_in(chain: Chain) -> Iterator[tuple[str, Chain]]:
    """The letters of which a formula says where they start, each with its own equation.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [(name, str(said)) for name, said in starts_in(parse_formula("m_0 = v_0 = 0"))]
    [('m', 'm(0) = 0'), ('v', 'v(0) = 0')]
    """
    *firsts, value = chain.members
    for first in firsts if {*chain.relations} == {"="} else ():
        match first:
            case Apply(name=name, arguments=(Literal() as index, *_)) if index.value == 0:
                yield name, Chain((first, value), ("=",))
