r"""Letters that a note makes short for an expression at a step: `\Delta_t = \theta_t - \theta_{t-1}`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rmsprop_sym.claims.conventions.model import GRADIENT, PARAMETER
from rmsprop_sym.claims.expressions.formula import DEFINES
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Call, Chain, Limit, Literal, Name, Node, Sum, walk
from rmsprop_sym.claims.expressions.tokens import CHANGED
from rmsprop_sym.claims.expressions.tree import rebuilt

RATES = {"eta", "lr", "alpha"}


@dataclass
class Shorthands:
    """Each letter with the step at which the note defines it, and what it is then."""

    meaning: dict[str, tuple[str, Node]] = field(default_factory=dict)

    def hears(self, chain: Chain) -> None:
        """Takes over what an equation makes a letter short for; by another one it is nothing any more."""
        match chain.members[:2], chain.relations[:1]:
            case (Apply(name=name, arguments=(Name(name=step),)), value), (sign,) if name != GRADIENT and sign in (
                "=",
                DEFINES,
            ):
                self.meaning.pop(name, None)
                if _is_short_for(value, name, step):
                    self.meaning[name] = step, value

    def written_out(self, chain: Chain, is_state: Callable[[str], bool]) -> Chain:
        """The chain with its letters written out, but for those that are states of a rule.

        The size of Δ alone is that of the step where the rate stands beside it, unless the note has made it another.

        >>> from rmsprop_sym.claims.expressions.formula import parse_formula
        >>> short = Shorthands()
        >>> short.hears(parse_formula("d_t = x_t - x_{t-1}"))
        >>> print(short.written_out(parse_formula("d_2 = 1"), lambda name: False))
        x(2) - x(2 - 1) = 1
        """
        moves = any(part.name in RATES for each in chain.members for part in walk(each) if isinstance(part, Name))

        def change(node: Node) -> Node | None:
            match node:
                case Call(function="abs", arguments=(Apply(name=name, arguments=(index,)),)) if (
                    moves and name == CHANGED and name not in self.meaning
                ):
                    return replace(node, arguments=(_moved(index),))
                case Apply(name=name, arguments=(index,)) if name in self.meaning and not is_state(name):
                    step, value = self.meaning[name]
                    return replace(_at(value, step, index), span=node.span)
            return None

        return replace(chain, members=tuple(rebuilt(each, change) for each in chain.members))


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
    return speaks and not itself and not any(isinstance(part, Sum | Limit) for part in parts)
