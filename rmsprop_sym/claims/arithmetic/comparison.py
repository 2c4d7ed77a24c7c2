"""Two expressions without letters, compared: equal, different, or ordered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.printing import decimal, fraction
from rmsprop_sym.claims.expressions.real import PRECISIONS, Bounds, bounds, evaluate
from rmsprop_sym.claims.expressions.syntax import Binary, Node
from rmsprop_sym.claims.verdict import Evidence, Grade

ENGINE = ("Arb",)
AGREE = f"the two sides agree to {PRECISIONS[-1]} bits and are not known to be equal"
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True)
class Difference(Evidence):
    """Left minus right lies between the bounds; the relation compares it with zero."""

    low: Fraction
    high: Fraction
    relation: str
    left: str
    right: str
    left_bounds: Bounds | None = None
    engine: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def grade(self) -> Grade:
        """PROVED where the difference is exact, ENCLOSED or REFUTED where its bounds decide."""
        signs = {(bound > 0) - (bound < 0) for bound in (self.low, self.high)}
        if signs == {-1, 1}:
            signs.add(0)
        answers = {_holds(self.relation, sign) for sign in signs}
        if answers == {True}:
            return Grade.ENCLOSED if self.engine else Grade.PROVED
        return Grade.REFUTED if answers == {False} else Grade.OPEN

    @property
    def because(self) -> str | None:
        """By how much the sides differ, or that they are the same number."""
        if self.low == self.high == 0:
            return "both sides are the same number"
        if self.low <= 0 <= self.high:
            return None
        size = decimal(abs(self.low), abs(self.high), 6)
        return f"the left side is {'more' if self.low > 0 else 'less'} by {size}"

    @property
    def value(self) -> str | None:
        """The left side in decimals."""
        return decimal(*self.left_bounds) if self.left_bounds else None

    @property
    def exact(self) -> str | None:
        """The left side as a fraction, where it is one."""
        low, high = self.left_bounds or (Fraction(0), Fraction(1))
        return fraction(low) if low == high else None

    @property
    def trusts(self) -> tuple[str, ...]:
        """The rules whose run it compares, and the engine of the enclosure, where there is one."""
        return (*self.rules, *self.engine)

    @property
    def reason(self) -> str | None:
        """Why it is open."""
        return AGREE if self.grade is Grade.OPEN else None

    @property
    def attempt(self) -> str | None:
        """What is right instead: the value of the left side, or the opposite relation."""
        if self.grade is not Grade.REFUTED:
            return None
        value = self._valued()
        if value:
            return f"{self.left} {value.relation} {value.printed}"
        return f"{self.left} {OPPOSITE[self.relation]} {self.right}"

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about that."""
        if self.grade is not Grade.REFUTED:
            return None
        value = self._valued()
        return value.grade if value else replace(self, relation=OPPOSITE[self.relation]).grade

    def _valued(self) -> Rounded | None:
        """The left side with its value, for an equation that is wrong."""
        if self.relation != "=" or self.left_bounds is None:
            return None
        text = decimal(*self.left_bounds, 6)
        printed = Reading(text.removeprefix("-"), text.startswith("-"))
        same = self.left_bounds[0] == self.left_bounds[1] == printed.value
        value = Rounded(*self.left_bounds, printed, "=" if same else "≈", self.left, engine=self.engine)
        return value if value.grade.holds else None


@dataclass(frozen=True)
class ExactOnly(Evidence):
    """An equation that is meant exactly, whose digits hold and whose sides differ."""

    difference: Difference
    digits: Evidence
    digits_read: str

    @property
    def grade(self) -> Grade:
        """What is known of the exact equation."""
        return self.difference.grade

    @property
    def because(self) -> str | None:
        """By how much the sides differ."""
        return f"{self.difference.because}; only the digits hold"

    @property
    def value(self) -> str | None:
        """The left side in decimals."""
        return self.difference.value

    @property
    def exact(self) -> str | None:
        """The left side as a fraction."""
        return self.difference.exact

    @property
    def trusts(self) -> tuple[str, ...]:
        """The engine of the enclosure, where there is one."""
        return self.difference.trusts

    @property
    def attempt(self) -> str:
        """The same with the sign for "to the digits printed"."""
        return self.digits_read

    @property
    def attempt_grade(self) -> Grade:
        """What is promised about the digits."""
        return self.digits.grade


def compare(left: Node, relation: str, right: Node) -> Difference:
    """The two sides compared, at a precision that decides if there is one.

    Raises Undefined where one of them has no value.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> str(compare(*parse_statement("1/√0.1 = √10").members[:1], "=", parse_statement("√10 = 1").members[0]).grade)
    'PROVED'
    """
    gap = Binary("-", left, right)
    for bits in PRECISIONS:
        side, value = evaluate(left, bits), evaluate(gap, bits)
        if left == right:
            value = Fraction(0)
        engine = () if isinstance(value, Fraction) else ENGINE
        evidence = Difference(*bounds(value, bits), relation, str(left), str(right), bounds(side, bits), engine)
        if evidence.grade is not Grade.OPEN:
            break
    return evidence


def round_against(whole: Node, relation: str, printed: Reading) -> Rounded:
    """A printed number against the value of an expression, at a precision that decides if there is one.

    Raises Undefined where the expression has no value.
    """
    for bits in PRECISIONS:
        value = evaluate(whole, bits)
        engine = () if isinstance(value, Fraction) else ENGINE
        evidence = Rounded(*bounds(value, bits), printed, relation, str(whole), engine=engine)
        if evidence.grade is not Grade.OPEN:
            break
    return evidence


def _holds(relation: str, sign: int) -> bool:
    """Whether a number of this sign stands in the relation to zero."""
    return {"=": sign == 0, "!=": sign != 0, "<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0}[relation]
