"""Arithmetic that is right in itself and wrong in its place: 0.01/(1 - 0.999) for a first step misses the root.

Nothing is accused unless one slip with a name explains the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.printing import decimal
from rmsprop_sym.claims.expressions.real import Undefined, bounds, evaluate
from rmsprop_sym.claims.expressions.syntax import Node, parse_statement
from rmsprop_sym.claims.symbolic.supposed import in_numbers
from rmsprop_sym.claims.verdict import Evidence, Grade

SAME, APART = Fraction(1, 100), Fraction(1, 25)  # rounded numbers in a chain are so near, and a slip is so far off
SIX = 6
NO_SQUARE = "the gradient is not squared"
TOO_EARLY, TOO_LATE = "the exponent is one too small", "the exponent is one too large"
EXCHANGED, NO_SHARE = "the decay and 1 minus the decay are exchanged", "the factor 1 minus the decay is missing"


@dataclass(frozen=True)
class Slip(Evidence):
    """A number that is said to be a quantity, what the quantity is, and the slip that explains the number."""

    what: str
    said: Node
    right: Node
    formula: str
    kind: str
    apart: Fraction = APART

    @property
    def _values(self) -> tuple[Fraction, Fraction]:
        return value_of(self.said), value_of(self.right)

    @property
    def grade(self) -> Grade:
        """REFUTED if the number is not near the quantity."""
        said, right = self._values
        return Grade.REFUTED if not near(said, right, self.apart) else Grade.OPEN

    @property
    def because(self) -> str:
        """What the quantity is, and what is wrong with the number."""
        said = value_of(self.said)
        return f"{self.what} is {self.formula} = {self.value}, and not {decimal(said, said, SIX)}; {self.kind}"

    @property
    def value(self) -> str:
        """What the quantity is worth."""
        return decimal(*bounds(evaluate(self.right)), SIX)

    @property
    def attempt(self) -> str:
        """The chain that belongs there."""
        return f"{self.right} ≈ {self.value}"

    @property
    def attempt_grade(self) -> Grade:
        """What is promised about its digits."""
        low, high = bounds(evaluate(self.right))
        printed = Reading(self.value.removeprefix("-"), self.value.startswith("-"))
        return Rounded(low, high, printed, "≈", str(self.right)).grade


def slip(what: str, said: Node, formula: str, slips: Mapping[str, str], values: Mapping[str, Fraction]) -> Slip | None:
    """The slip that explains a number said to be a quantity; None if it is right, or nothing explains it.

    >>> values = {"beta": Fraction("0.999"), "eta": Fraction("0.01")}
    >>> [said] = parse_statement("0.01/(1 - 0.999)").members
    >>> slip("the first step", said, "eta/sqrt(1 - beta)", {"eta/(1 - beta)": "the root is missing"}, values).kind
    'the root is missing'
    """
    right = put(formula, values)
    if right is None or is_right(said, formula, values):
        return None
    for wrong, kind in slips.items():
        meant = put(wrong, values)
        if meant and _are_near(said, meant, SAME):
            return Slip(what, said, right, formula, kind)
    return None


def is_right(said: Node, formula: str, values: Mapping[str, Fraction]) -> bool:
    """Whether a number is near what a formula is worth.

    >>> [said] = parse_statement("0.01/0.3162").members
    >>> is_right(said, "eta/sqrt(beta)", {"eta": Fraction("0.01"), "beta": Fraction("0.1")})
    True
    """
    right = put(formula, values)
    return right is not None and _are_near(said, right, APART)


def _are_near(one: Node, other: Node, share: Fraction) -> bool:
    """Whether two expressions have values that are near."""
    try:
        return near(value_of(one), value_of(other), share)
    except (Undefined, ZeroDivisionError):
        return False


def put(formula: str, values: Mapping[str, Fraction]) -> Node | None:
    """The formula with numbers in place of its letters, if all have one."""
    nodes = {name: literal(value) for name, value in values.items()}
    found = in_numbers(parse_statement(f"{formula} = 0"), nodes)
    return found.members[0] if found else None


def literal(value: Fraction) -> Node:
    """A number as it would be written."""
    text = decimal(value, value)
    [node] = parse_statement(text if Fraction(text) == value else str(value)).members
    return node


def value_of(node: Node) -> Fraction:
    """The number that an expression is, to many digits.

    Raises Undefined if it is none.
    """
    low, high = bounds(evaluate(node))
    return (low + high) / 2


def near(one: Fraction, other: Fraction, share: Fraction) -> bool:
    """Whether two numbers differ by less than a share of the second one."""
    return abs(one - other) <= abs(other) * share
