"""Statements about units: `unit(g/sqrt(v)) = 1`, in terms of the units of theta and of the gradient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Call, Chain, Literal, Name, Negate, Node, walk
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade
from rmsprop_sym.numbers.dimension import ONE, Unit
from rmsprop_sym.rules import Rule
from rmsprop_sym.rules.units import plain_units

UNIT = "unit"


@dataclass(frozen=True)
class Measured(Evidence):
    """The units of both sides, and the rule that fixes those of the letters."""

    left: Unit
    right: Unit
    said: str
    rule: Rule | None
    kind: str = "dimension"

    @property
    def grade(self) -> Grade:
        """PROVED if they are the same, REFUTED if not."""
        return Grade.PROVED if self.left == self.right else Grade.REFUTED

    @property
    def because(self) -> str:
        """What the left side measures."""
        return f"{self.said} is {self.left}"

    @property
    def witness(self) -> str | None:
        """The two units, where they differ."""
        return f"{self.left} is not {self.right}" if self.grade is Grade.REFUTED else None

    @property
    def attempt(self) -> str | None:
        """The true unit."""
        return f"{self.said} = {_as_statement(self.left)}" if self.grade is Grade.REFUTED else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about it."""
        return Grade.PROVED if self.attempt else None

    @property
    def trusts(self) -> tuple[str, ...]:
        """The rule that gives the letters their units."""
        return (self.rule.name,) if self.rule else ()


def _as_statement(unit: Unit) -> str:
    """A unit as a statement writes it."""
    powers = [name if power == 1 else f"{name}^({power})" for name, power in unit.powers]
    return f"unit({'*'.join(powers)})" if powers else "1"


def speaks_of_units(chain: Chain) -> bool:
    """Whether a statement compares units."""
    return any(isinstance(part, Apply) and part.name == UNIT for part in walk(chain))


def measured(chain: Chain, rule: Rule | None) -> Measured:
    """What is known about an equation between units.

    Raises Unreadable for what has no unit: a sum of different ones, a letter that the rule does not have.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> from rmsprop_sym.rules import RULES
    >>> str(measured(parse_statement("unit(g/sqrt(v)) = 1"), RULES["rmsprop"]).grade)
    'PROVED'
    """
    if chain.relations != ("=",):
        raise Unreadable("units are compared with =, one pair at a time", 1)
    of = plain_units(rule).of if rule else {}
    left, right = chain.members
    return Measured(_side(left, of), _side(right, of), str(left), rule)


def _side(node: Node, of: Mapping[str, Unit]) -> Unit:
    """The unit that a side of the statement names: unit(...), products of such, or 1."""
    match node:
        case Apply(name=name, arguments=(inner,)) if name == UNIT:
            return unit_of(inner, of)
        case Literal() if node.value == 1:
            return ONE
        case Binary(op="*", left=left, right=right):
            return _side(left, of) * _side(right, of)
        case Binary(op="/", left=left, right=right):
            return _side(left, of) / _side(right, of)
        case Binary(op="^", left=left, right=right):
            return _side(left, of) ** _number(right)
    raise Unreadable(f"{node} is no unit; write unit(...) or 1", node.span.start + 1)


def unit_of(node: Node, of: Mapping[str, Unit]) -> Unit:
    """The unit of an expression.

    Raises Unreadable for what has none.
    """
    match node:
        case Literal():
            return ONE
        case Name(name=name) | Apply(name=name):
            if name not in of:
                raise Unreadable(f"the unit of {name} is not known; name a rule that has it", node.span.start + 1)
            return of[name]
        case Negate(operand=operand) | Call(function="abs", arguments=(operand,)):
            return unit_of(operand, of)
        case Call(function="sqrt", arguments=(operand,)):
            return unit_of(operand, of) ** Fraction(1, 2)
        case Call(function="sign"):
            return ONE
        case Binary(op="*", left=left, right=right):
            return unit_of(left, of) * unit_of(right, of)
        case Binary(op="/", left=left, right=right):
            return unit_of(left, of) / unit_of(right, of)
        case Binary(op="+" | "-", left=left, right=right) | Call(function="max" | "min", arguments=(left, right)):
            units = unit_of(left, of), unit_of(right, of)
            if units[0] != units[1]:
                reason = f"{left} and {right} have different units, {units[0]} and {units[1]}"
                raise Unreadable(reason, node.span.start + 1)
            return units[0]
        case Binary(op="^", left=left, right=right):
            return _power(unit_of(left, of), right)
    raise Unreadable(f"the unit of {node} is not read", node.span.start + 1)


def _power(unit: Unit, exponent: Node) -> Unit:
    """The unit to a power; what has none may have a letter for an exponent."""
    return ONE if unit == ONE else unit ** _number(exponent)


def _number(node: Node) -> Fraction:
    """The exact number that is an exponent."""
    match node:
        case Literal():
            return node.value
        case Negate(operand=Literal() as operand):
            return -operand.value
        case Binary(op="/", left=Literal() as left, right=Literal() as right) if right.value:
            return left.value / right.value
    raise Unreadable(f"{node} is no number", node.span.start + 1)
