"""Arithmetic that is right as numbers, where the words before it call it a mean or a step that is made otherwise.

Such a chain is not accused here, and not blessed either: what it works out has another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import isclose, sqrt

from rmsprop_sym.claims.context.in_place import Stand, is_decay, is_rate
from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.formula import expression_in
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Node, has_letters
from rmsprop_sym.claims.quantities.slips import value_of
from rmsprop_sym.claims.words.said import said_in
from rmsprop_sym.claims.words.wording import cut_sentences

MISCALLED = "it is right as a number, but the words before it call it {}, and it is {}"
BESIDE = 400  # characters on each side of a number in which words may call it something
HERE = "§"  # where the number stands in its sentence
_IS = (
    r"\b(?:\$[^$]*\$|[^.;:=$§]){0,80}?(?:\b(?:is|are|was|be|becomes?|equals?|has|have|to|of|by|comes?|amounts?|steps?)\b|[=:])"
    r"(?:\W|\b(?:about|only|just|then|now|thus|therefore|exactly|approximately|roughly|still|already|of|to|a|the|length|size)\b)*§"
)
_SYMBOL = re.compile(r"(?<![\w\\}])(\\?[A-Za-z]+(?:\[[^\]$]*\])?(?:_(?:\{[^{}$]*\}|\w+))?)\s*:?=\s*$")
_HAT = re.compile(
    r"(?:\\(?:wide)?hat\s*\{?\s*\\?[A-Za-z]+\}?|\b[A-Za-z]+_?hat|\bhat\s+[A-Za-z])(?:_(?:\{?1\}?))\s*:?=\s*$"
)
_STEP = re.compile(rf"\bstep(?:\s+(?:length|size))?{_IS}", re.IGNORECASE)
_VALUED = (  # a letter with an index or without, and the number that it is
    r"(?<![\w\\]){}(?:_\w|_\{{[^{{}}]*\}}|_\([^()]*\))?\s*=\s*(?P<value>[-−]?\d+(?:\.\d+)?)(?!\.?\d|\s*(?:[*/^+·=≈]|\\[ct]))"
)
_EXACT, _PRINTED = 1e-3, 1e-2


def miscalled(chain: Chain, stand: Stand, models: Models) -> str:
    """Why a chain that is right as numbers works out something else than the words before it say; empty if not."""
    value, head = _worth(chain)
    if head is None:
        return ""
    before = " ".join(cut_sentences(stand.before)[-2:])
    place = _Place(value, head, before[: before.rfind("$")] if before.count("$") % 2 else before, stand, models)
    return next(place.reasons(), "")


def _worth(chain: Chain) -> tuple[float, Node | None]:
    """What a chain is worth, and its first expression."""
    head = next((each for each in chain.members if not isinstance(each, Literal | Name | Apply)), None)
    for each in (head, chain.members[-1]):
        if each is not None and not has_letters(each):
            try:
                return float(value_of(each)), head
            except (Undefined, ZeroDivisionError, OverflowError):
                continue
    return 0.0, None


@dataclass(frozen=True)
class _Place:
    """A number where it stands: its worth, how it is made, the last sentences before it, and what the note knows."""

    value: float
    head: Node
    before: str
    stand: Stand
    models: Models

    def reasons(self) -> Iterator[str]:
        """Why the number is not what it is called."""
        before, after = cut_sentences(self.before)[-1], cut_sentences(self.stand.after)[0]
        yield from self._corrected()
        yield from self._state()
        if _STEP.search(f"{before[-BESIDE:]}{HERE}{after[:BESIDE]}"):
            yield from self._step()

    def _corrected(self) -> Iterator[str]:
        """Whether a mean that is to be corrected after the first step is divided by the decay."""
        match self.head:
            case Binary(op="/", right=Literal() as under) if _HAT.search(self.stand.before):
                if any(isclose(float(under.value), b) and not isclose(b, 0.5) for b in self._decays):
                    yield MISCALLED.format("a corrected mean", "divided by the decay, and not by 1 minus it")

    def _state(self) -> Iterator[str]:
        """Whether a new mean or sum of squares has the gradient itself in it, or the weights exchanged."""
        name = self._symbol
        model = next((m for family in reversed(self.models.families) for m in family if name and m.knows(name)), None)
        state = model.called(name) if model and name else ""
        gradients = self._said(GRADIENT)
        if state not in ("v", "G") or len(gradients) != 1:
            return
        [g], starts = gradients, [0.0, *self._said(name)]
        kept, shares = ([1.0], {1.0: 1.0}) if state == "G" else (self._decays, {b: 1 - b for b in self._decays})
        pairs = [(b, shares[b], v) for b, v in product(kept, starts)]
        if any(self._is(b * v + new * g * g) for b, new, v in pairs):
            return
        if any(self._is(b * v + new * abs(g)) for b, new, v in pairs):
            yield MISCALLED.format("a mean or sum of squares", "made of the gradient, which is not squared")
        elif any(self._is(new * v + b * g * g) for b, new, v in pairs if new != b):
            yield MISCALLED.format("a mean of squares", "made with the weights exchanged")

    def _step(self) -> Iterator[str]:
        """Whether a step is made of a mean without its root."""
        gradients, rates = self._said(GRADIENT), [1.0, *self._rates]
        states = [v for name in self._states for v in self._said(name)]
        if len(gradients) != 1 or len(states) != 1 or not states[0]:
            return
        whole, [g], [v] = [1.0, *rates], gradients, states
        if v > 0 and not any(self._is(r * g / sqrt(v)) for r in whole) and any(self._is(r * g / v) for r in whole):
            yield MISCALLED.format("a step", "divided by the mean of squares, and not by its root")

    def _is(self, other: float) -> bool:
        """Whether the number is that, or its size is."""
        return isclose(abs(self.value), abs(other), rel_tol=_PRINTED if has_letters(self.head) else _EXACT)

    @property
    def _symbol(self) -> str:
        """The letter of the state on the left of the chain."""
        match = _SYMBOL.search(self.stand.before)
        node = expression_in(match[1]) if match else None
        return node.name if isinstance(node, Apply | Name) else ""

    @property
    def _states(self) -> set[str]:
        """The letters of the means and sums of squares."""
        models = [model for family in self.models.families for model in family]
        return {name for model in models for name, ours in model.letters.items() if ours in ("v", "G")} | {"v"}

    @property
    def _rates(self) -> list[float]:
        """The rates that may be meant."""
        said = [*said_in(self.before), *self.stand.heard]
        return [float(each.values[0]) for each in said if len(each.values) == 1 and is_rate(each.name, self.models)]

    def _said(self, name: str) -> list[float]:
        """What a letter is said to be, at whatever step, in the last sentences before the number."""
        said = re.finditer(_VALUED.format(re.escape(name)), self.before)
        return list(dict.fromkeys(float(each["value"].replace("−", "-")) for each in said))

    @property
    def _decays(self) -> list[float]:
        """The decays that may be meant."""
        said = [*said_in(self.before), *self.stand.heard]
        named = [float(each.values[0]) for each in said if len(each.values) == 1 and self._is_decay(each.name)]
        return [b for b in dict.fromkeys(named) if 0 < b < 1]

    def _is_decay(self, name: str) -> bool:
        return is_decay(name, self.models) or name in ("beta1", "beta2")
