"""A rule of the note's own: what its formulas define by recurrence, where that is no rule with a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from rmsprop_sym.alphabet import RESERVED
from rmsprop_sym.claims.conventions.model import GRADIENT, HYPER, PARAMETER, PARAMETERS, Model, Recurrence
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Negate, Node, walk
from rmsprop_sym.claims.expressions.tree import OPERATIONS, heads_in, names_in, rebuilt
from rmsprop_sym.rules import Rule

DECAY, RATES = "beta", {"eta", "eps"}
DECAYS = {"beta", "mu"}
PROBES = (Fraction(1, 3), Fraction(1, 5))
UNSET = "where it starts is not said"


@dataclass
class Own:
    """The recurrences of a note so far, by the letter that each defines, and where the letters start."""

    said: dict[str, Recurrence] = field(default_factory=dict)
    starts: dict[str, int | None] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    anew: dict[str, Recurrence] = field(default_factory=dict)

    def define(self, found: Recurrence) -> None:
        """Keeps a recurrence, unless its letter has one already; then it is kept aside."""
        first = self.said.setdefault(found.name, found)
        if first.chain != found.chain:
            self.anew[found.name] = found

    @property
    def later(self) -> Own:
        """The same, with what letters were said to be later on."""
        return replace(self, said={**self.said, **self.anew})

    def hear(self, chain: Chain) -> None:
        """Keeps where a letter starts, if that is a whole number; what is said twice differently is not known."""
        match chain:
            case Chain((Apply(name=name, arguments=(Literal() as index,)), value), ("=",)) if index.value == 0:
                start = int(value.value) if isinstance(value, Literal) and value.numeral.integer else None
                self.starts[name] = start if self.starts.get(name, start) == start else None

    def makes(self, model: Model) -> bool:
        """Whether the rule is one of the note's own."""
        return model.rule.name in self.rules

    def moves(self, model: Model) -> bool:
        """Whether the rule has a step of theta, which one of the note's own may lack."""
        return not self.makes(model) or PARAMETER in model.letters.values()

    def unset(self, model: Model) -> bool:
        """Whether the note does not say where a state of its own rule starts."""
        return self.makes(model) and any(self.starts.get(name) is None for name in model.rule.start)

    def means_another(self, model: Model, chain: Chain) -> bool:
        """Whether the note defines a state in the chain that the model knows by its own name only."""
        names = heads_in(chain)
        return not names & {*self.said} - PARAMETERS <= {*model.letters}

    def speaking(self, chain: Chain) -> Model | None:
        """The rule that a formula speaks of: by letters with an index, or by a decay alone that the note names."""
        names = heads_in(chain)
        if names:
            return self.model(names)
        alone = names_in(chain)
        models = (self.model({name}) for name in reversed(self.said))
        return next((model for model in models if model and alone & {*model.letters}), None)

    def model(self, names: set[str]) -> Model | None:
        """The rule made of what the note says about these letters, if it says it of all of them."""
        said = self._needed(names)
        states = [found for found in said if not found.of_parameter]
        signals = {name for found in states for name in _others(found) if name not in self.said}
        steps = [found for found in said if found.of_parameter]
        if not states or len(signals) != 1 or len(steps) > 1 or {*RESERVED} & {found.name for found in states}:
            return None
        signal, letters = signals.pop(), _decays(states)
        if letters is None or not names <= {signal, *(found.name for found in said)}:
            return None
        return self._built(states, steps, {**letters, **({} if signal == GRADIENT else {signal: GRADIENT})})

    def _needed(self, names: set[str]) -> list[Recurrence]:
        """The recurrences of the letters, and of the letters that these speak of, in the order of the note."""
        needed, before = names & {*self.said}, set[str]()
        while needed != before:
            before = needed
            needed = needed | {name for each in needed for name in _others(self.said[each]) if name in self.said}
        return [found for name, found in self.said.items() if name in needed]

    def _built(
        self, states: Sequence[Recurrence], steps: Sequence[Recurrence], letters: dict[str, str]
    ) -> Model | None:
        """The model of a rule with these states, and with the step of theta if that is said."""
        start = {found.name: self.starts.get(found.name) or 0 for found in states}
        named = {**letters, **{found.name: PARAMETER for found in steps}}
        equations, shifts = [], dict[str, int]()
        for found in (*states, *steps):
            shift = _shift(found)
            if shift is None or not all(map(_is_plain, walk(found.chain.members[1]))):
                return None
            shifts |= {named.get(found.name, found.name): shift} if shift else {}
            equations.append((named.get(found.name, found.name), _plain(found, {**HYPER, **named}, shift)))
        hyper = tuple(sorted(names_in(*(side for _, side in equations)) - {"t"}))
        if not {*hyper} <= {DECAY, "mu", *RATES} or (shifts and not steps):
            return None
        text = "; ".join(f"{name}(t) = {side}" for name, side in equations)
        text += "".join(f"; {name}(0) = {value}" for name, value in start.items())
        rule = self.rules.setdefault(text, Rule(text, _body(equations, bool(steps)), start, hyper))
        values = {name: value for found in (*states, *steps) for name, value in found.values.items()}
        return Model(rule, named, shifts, values)


def _others(found: Recurrence) -> set[str]:
    """The other letters with an index on the right side."""
    return heads_in(found.chain.members[1]) - {found.name}


def _shift(found: Recurrence) -> int | None:
    """What is to be added to the index of the letter, so that it comes of what it speaks of at its own step."""
    steps = {found.step_of(name) for name in _others(found)}
    step = steps.pop() if len(steps) == 1 else None
    if step is None or not found.letter:
        return None
    by = step - found.step
    return by if by == 0 or (by == -1 and found.of_parameter) else None


def _plain(found: Recurrence, letters: Mapping[str, str], shift: int) -> Node:
    """The right side in the letters of the rule, at step t."""
    own = letters.get(found.name, found.name) if found.of_parameter else found.name

    def change(node: Node) -> Node | None:
        match node:
            case Apply(name=name) if name == found.name:
                return Apply(own, (Binary("-", Name("t"), Literal("1")),))
            case Apply(name=name):
                return Apply(letters.get(name, name), (Name("t"),))
            case Name(name=name):
                return Name("eta" if name == "alpha" and "alpha" not in letters else letters.get(name, name))
        return None

    assert shift <= 0
    return rebuilt(found.chain.members[1], change)


def _body(equations: Sequence[tuple[str, Node]], moves: bool) -> Callable[..., None]:  # noqa: FBT001 - a fact of the note
    """What computes the new state, in the order of the note."""

    def body(old: Any, new: Any, g: Any, **hyper: Any) -> None:
        if not moves:
            new.theta = old.theta
        seen = SimpleNamespace()
        for name, side in equations:
            value = _value(side, name, (old, seen, g, hyper))
            setattr(new, name, value)
            setattr(seen, name, getattr(new, name))

    return body


def _value(node: Node, own: str, at: tuple[Any, Any, Any, Mapping[str, Any]]) -> Any:
    """The value of a part of a right side in one step."""
    old, seen, g, hyper = at
    match node:
        case Literal():
            return int(node.value) if node.value == int(node.value) else Fraction(node.value)
        case Name(name=name):
            return hyper[name]
        case Apply(name=name) if name == own:
            return getattr(old, name)
        case Apply(name=name):
            return g if name == GRADIENT else getattr(seen, name)
        case Negate(operand=operand):
            return -_value(operand, own, at)
        case Binary(op="^", left=left, right=Literal() as power):
            return _value(left, own, at) ** int(power.value)
        case Binary(op=op, left=left, right=right):
            return OPERATIONS[op](_value(left, own, at), _value(right, own, at))
    raise TypeError(node)


def _decays(states: Sequence[Recurrence]) -> dict[str, str] | None:
    """What the rule calls the factors before the old states; None if a factor is no decay, or a form is too rich."""
    called: dict[str, str] = {}
    for found in states:
        right = found.chain.members[1]
        names = names_in(right) - {found.letter}
        if not all(map(_is_plain, walk(right))) or len(names) > 1 or not _fades(found, names):
            return None
        called |= {name: HYPER.get(name, name) if HYPER.get(name, name) in DECAYS else DECAY for name in names}
    return called if len({*called.values()}) == len(called) else None


def _is_plain(part: Node) -> bool:
    """Whether the part may stand in a recurrence that is read: sums, products, squares, whole numbers."""
    match part:
        case Literal():
            return part.numeral.integer
        case Binary(op="^", right=Literal() as power):
            return power.value == 2
        case Binary(op=op):
            return op in "+-*"
    return isinstance(part, Apply | Name | Negate)


def _fades(found: Recurrence, names: set[str]) -> bool:
    """Whether the old state counts with the decay, with what that leaves of 1, or in full, and the signal counts."""
    right, signals = found.chain.members[1], _others(found)
    right = rebuilt(right, _in_one(signals))
    for decay in PROBES:
        hyper = dict.fromkeys(names, decay)
        runs = [(SimpleNamespace(**{found.name: old}), g) for old, g in ((1, 0), (2, 0), (0, 3))]
        at = [_value(right, found.name, (old, SimpleNamespace(), g, hyper)) for old, g in runs]
        if at[0] not in (decay, 1 - decay, 1) or at[1] != 2 * at[0] or at[2] == 0:
            return False
    return True


def _in_one(signals: set[str]) -> Callable[[Node], Node | None]:
    """What reads every signal as the gradient."""
    return lambda node: Apply(GRADIENT, node.arguments) if isinstance(node, Apply) and node.name in signals else None
