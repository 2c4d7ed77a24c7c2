r"""Letters that a note makes short for an expression: `\Delta_t = \theta_t - \theta_{t-1}`, `h(n) = (1-\rho)\rho^n`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rmsprop_sym.claims.conventions.counting import counted_later, starts_before
from rmsprop_sym.claims.conventions.model import GRADIENT, HYPER, PARAMETER, PARAMETERS
from rmsprop_sym.claims.expressions.derivative import derivative
from rmsprop_sym.claims.expressions.formula import (
    DEFINES,
    FUNCTIONS_OF_ONE,
    NATURALS,
    formula_in,
    in_steps,
)
from rmsprop_sym.claims.expressions.powers import without_logarithms
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Call,
    Chain,
    Limit,
    Literal,
    Name,
    Negate,
    Node,
    Sum,
    walk,
)
from rmsprop_sym.claims.expressions.tokens import CHANGED
from rmsprop_sym.claims.expressions.tree import bound_in, heads_in, names_in, rebuilt

RATES = {"eta", "lr", "alpha"}
NUMBERS = {*HYPER, *HYPER.values(), *RATES, "beta", "beta1", "beta2", "mu", "eps", "epsilon"}
_KEPT = {*NUMBERS, *PARAMETERS, *NATURALS, GRADIENT, "v", "m", "s", "E", "G", "M", "pi", "lambda", "sigma", "d"}
_ALONE = r"\$\s*\\?{0}\s*\$"
_AGAIN = rf"{_ALONE}\s+(?:is|be|denotes?|stands|now|counts?)\b|\b(?:let|where|call|denote|write|with)\s+{_ALONE}"


@dataclass
class Shorthands:
    """Each letter with the step at which the note defines it, and what it is then; and those that have no step."""

    meaning: dict[str, tuple[str, Node]] = field(default_factory=dict)
    letters: dict[str, Node] = field(default_factory=dict)
    later: bool = False  # whether its states start one step before step 0

    def hears(self, chain: Chain, is_state: Callable[[str], bool] = lambda _: False) -> bool:
        """Takes over what an equation makes a letter short for; by another one it is nothing any more.

        It says no more than that unless the letter is one of a rule's own, of which it may suppose something.
        """
        match chain.members[:2], chain.relations[:1]:
            case (Apply(name=name, arguments=(Name(name=step),)), value), (sign,) if name != GRADIENT and sign in (
                "=",
                DEFINES,
            ):
                self.meaning.pop(name, None)
                if _is_short_for(value, name, step):
                    self.meaning[name] = step, self._in_full(value)
                    return name not in {*NUMBERS, *PARAMETERS} and not is_state(name)
        return False

    def names(self, chain: Chain) -> bool:
        """Takes over what a letter without a step is called short for, such as the q of q = 1 - beta."""
        match chain.members, chain.relations:
            case (Name(name=name), value), ("=" | "←",) if name not in _KEPT:
                self.letters.pop(name, None)
                plain = all(isinstance(part, Name | Literal | Negate | Binary | Call) for part in walk(value))
                if plain and names_in(value) - {*NATURALS} and names_in(value) <= {*NUMBERS, *NATURALS, *self.letters}:
                    self.letters[name] = self._in_full(value)
                    return True
        return False

    def heeding(self, text: str) -> Shorthands:
        """The same, without the letters of which a text says anew, in words, what they are."""
        functions = FUNCTIONS_OF_ONE & {*self.meaning}
        for letter in (*self.letters, *functions):
            if re.search(_AGAIN.format(re.escape(letter)), text, re.IGNORECASE):
                self.letters.pop(letter, None)
                self.meaning.pop(letter, None)
        return self

    def written_out(self, chain: Chain, is_state: Callable[[str], bool]) -> Chain:
        """The chain with its letters written out, but for those that are states of a rule.

        The size of Δ alone is that of the step where the rate stands beside it, unless the note has made it another.

        >>> from rmsprop_sym.claims.expressions.formula import parse_formula
        >>> short = Shorthands()
        >>> _ = short.hears(parse_formula("d_t = x_t - x_{t-1}")), short.hears(parse_formula("f(x) = x^2"))
        >>> print(short.written_out(parse_formula("d_2 = 1"), lambda name: False))
        x(2) - x(2 - 1) = 1
        >>> print(short.written_out(parse_formula("f'(3) = 6"), lambda name: False))
        2*3 = 6
        """
        if _defines_a_function(chain):
            self.meaning.pop(getattr(chain.members[0], "name", ""), None)
        self.later = self.later or starts_before(chain)
        before = chain
        chain = counted_later(chain, FUNCTIONS_OF_ONE) if self.later else chain
        moves = any(part.name in RATES for part in walk(chain) if isinstance(part, Name))
        named = self._named(chain)

        def change(node: Node) -> Node | None:
            match node:
                case Call(function="abs", arguments=(Apply(name=name, arguments=(index,)),)) if (
                    moves and name == CHANGED and name not in self.meaning
                ):
                    return replace(node, arguments=(_moved(index),))
                case Apply(name=name, arguments=(index,)) if not is_state(name):
                    value = self._at(name, index)
                    return replace(value, span=node.span) if value else None
                case Name(name=name) if name in named:
                    return replace(named[name], span=node.span)
            return None

        written = chain.rebuilt(change)
        if written == before and not any(isinstance(each, Call) and each.function == "log" for each in walk(chain)):
            return chain
        return in_steps(replace(written, members=tuple(map(without_logarithms, written.members))))

    def _named(self, chain: Chain) -> dict[str, Node]:
        """The letters without a step that are to be written out: not where an equation says what one of them is."""
        bound = bound_in(chain)
        first = chain.members[0]
        says = isinstance(first, Name) and first.name in self.letters
        return {} if says else {name: value for name, value in self.letters.items() if name not in bound}

    def _at(self, name: str, index: Node) -> Node | None:
        """The value of a letter at a step, or of the derivative of a function."""
        step, value = self.meaning.get(name.rstrip("'"), ("", None))
        for _ in range(name.count("'")):
            value = derivative(value, step) if value else None
        return _at(value, step, index) if value else None

    def _in_full(self, value: Node) -> Node:
        """The value with the letters written out that were short for something before."""
        return replace(self, later=False).written_out(Chain((value,), ()), lambda _: False).members[0]


def is_spelled_out(text: str, chain: Chain) -> bool:
    """Whether a chain has in place of a function or a sequence of its text what it is short for."""
    read = formula_in(text)
    if read is None:
        return False
    before, after = map(heads_in, (read, chain))
    return bool(before - after)


def _defines_a_function(chain: Chain) -> bool:
    """Whether an equation says what a function of the note is, perhaps another one than before."""
    match chain.members, chain.relations:
        case (Apply(name=name, arguments=(Name(),)), value), ("=" | "←",) if name in FUNCTIONS_OF_ONE:
            return all(not isinstance(part, Apply) or part.name != name for part in walk(value))
    return False


def _at(value: Node, step: str, index: Node) -> Node:
    """The value at another step."""
    return rebuilt(value, lambda part: index if part == Name(step) else None)


def _moved(index: Node) -> Node:
    """How far the parameter goes in a step."""
    before = Binary("-", index, Literal("1"), span=index.span)
    return Binary("-", Apply(PARAMETER, (index,)), Apply(PARAMETER, (before,)), span=index.span)


def _is_short_for(value: Node, name: str, step: str) -> bool:
    """Whether the value is an expression at this step that the letter does not stand in itself."""
    parts = list(walk(value))
    speaks = any(part == Name(step) for part in parts)
    itself = any(isinstance(part, Apply) and part.name == name for part in parts)
    counts = step in NATURALS or name in FUNCTIONS_OF_ONE
    return speaks and counts and not itself and not any(isinstance(part, Sum | Limit) for part in parts)
