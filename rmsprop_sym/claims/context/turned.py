"""What a formula or a sentence turns round: the rate over a root falls as that rises, and what can be is no law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.expressions.formula import expression_in
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Call, Literal, Name, Node
from rmsprop_sym.claims.verdict import Evidence, Grade

_USUAL = {"v": {"v", "s", "r", "E", "n"}, "G": {"G"}}
_CONSTANTS = {"eta", "alpha", "lr", "eps", "delta", "gamma", "beta", "rho"}


@dataclass(frozen=True)
class Contrary(Evidence):
    """The evidence about a law, of which it is said that it fails at times."""

    law: Evidence

    @property
    def grade(self) -> Grade:
        """PROVED by a run in which the law fails, and REFUTED by a proof of the law."""
        turned = {Grade.PROVED: Grade.REFUTED, Grade.REFUTED: Grade.PROVED}
        return turned.get(self.law.grade, Grade.OPEN)

    @property
    def because(self) -> str | None:
        """The run, or the law."""
        return self.law.witness if self.law.grade is Grade.REFUTED else self.law.because

    @property
    def witness(self) -> str | None:
        """The law that leaves no such run."""
        return f"it never is: {self.law.because}" if self.law.grade is Grade.PROVED else None

    @property
    def trusts(self) -> tuple[str, ...]:
        """What the law rests on."""
        return self.law.trusts

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return None if self.grade is not Grade.OPEN else self.law.reason or "the law is neither proved nor refuted"


def turn(formula: str, squares: str, rule: str, families: Sequence[Sequence[Model]]) -> int | None:
    r"""1 if a formula rises with the sum or mean of squares of a rule, -1 if it falls; None if it is of something else.

    >>> [turn(each, "v", "rmsprop", ()) for each in ("v_t", r"\eta/\sqrt{v_t}", "m_t", "v_t g_t")]
    [1, -1, None, None]
    """
    node = expression_in(formula)
    if node is None or not squares:
        return None
    stems = {"rmsprop": ("rmsprop", "rmsprop_eps_inside", "rmsprop_no_eps", "rmsprop_max_eps")}.get(rule, (rule,))
    own = [model.letters for family in families for model in family if model.rule.name in stems]
    ours = {theirs for letters in own for theirs, state in letters.items() if state == squares}
    taken = {theirs for family in families for model in family for theirs in model.letters} - ours
    names = ours or _USUAL[squares] - taken
    return _turn(node, names)


def _turn(node: Node, names: set[str]) -> int | None:
    """How a node turns with the letters of these names, of which it has one only."""
    match node:
        case Apply(name=name) | Name(name=name) if name in names:
            return 1
        case Call(function="sqrt", arguments=(inner,)):
            return _turn(inner, names)
        case Binary(op="/", left=left, right=right) if _is_constant(left):
            inner_turn = _turn(right, names)
            return None if inner_turn is None else -inner_turn
        case Binary(op="+" | "*", left=left, right=right) if _is_constant(left) or _is_constant(right):
            return _turn(right if _is_constant(left) else left, names)
    return None


def _is_constant(node: Node) -> bool:
    """Whether a node is a positive number, or the letter of one."""
    return isinstance(node, Literal) or (isinstance(node, Name) and node.name in _CONSTANTS)
