"""Printed digits against the value they stand for: rounded, truncated, or wrong, and how.

A value comes as two fractions with the true number between them; equal fractions are the number itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

from rmsprop_sym.claims.expressions.numeral import LARGEST_EXPONENT, Numeral, numeral
from rmsprop_sym.claims.expressions.printing import decimal, fraction, magnitude, plain, round_half_up, scientific
from rmsprop_sym.claims.expressions.syntax import Literal, Negate, Node
from rmsprop_sym.claims.verdict import Evidence, Grade

LONGEST = 60


@dataclass(frozen=True)
class Reading:
    """A number printed alone, with its sign."""

    text: str
    negative: bool = False

    @property
    def numeral(self) -> Numeral:
        """What its digits say."""
        return numeral(self.text)

    @property
    def value(self) -> Fraction:
        """The number that is printed."""
        return -self.numeral.value if self.negative else self.numeral.value

    def __str__(self) -> str:
        """The number as printed."""
        return f"-{self.text}" if self.negative else self.text


def reading(node: Node) -> Reading | None:
    """The node as a number printed alone, or None if it is an expression.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> [reading(member) for member in parse_statement("1/2 = −0.5").members]
    [None, Reading(text='0.5', negative=True)]
    """
    if isinstance(node, Literal):
        return Reading(node.text)
    if isinstance(node, Negate) and isinstance(node.operand, Literal):
        return Reading(node.operand.text, negative=True)
    return None


@dataclass(frozen=True)
class Rounded(Evidence):
    """A printed number, and the bounds of what it stands for.

    After `=` a bare integer prints all its digits; everything else is rounded, half up or half even,
    or cut off where an ellipsis follows.
    """

    low: Fraction
    high: Fraction
    printed: Reading
    relation: str
    meaning: str
    remark: str = ""
    engine: tuple[str, ...] = ()

    @property
    def grade(self) -> Grade:
        """PROVED if exactly equal, ROUNDS if the digits are right, REFUTED if no rounding gives them."""
        number, value = self.printed.numeral, self.printed.value
        if number.truncated:
            return self._truncated()
        if self.low == self.high == value:
            return Grade.PROVED
        if self.is_whole:
            return Grade.OPEN if self.low <= value <= self.high else Grade.REFUTED
        if self.tie:
            return Grade.ROUNDS if self._tie_is_right() else Grade.REFUTED
        half = number.unit / 2
        if value - half < self.low and self.high < value + half:
            return Grade.ROUNDS
        return Grade.REFUTED if self.high < value - half or value + half < self.low else Grade.OPEN

    def _truncated(self) -> Grade:
        """ROUNDS if the digits of the value begin like the printed ones, REFUTED if not."""
        unit = self.printed.numeral.unit
        low, high = _cut(self.low, unit), _cut(self.high, unit)
        if low != high:
            return Grade.OPEN if low <= self.printed.value <= high else Grade.REFUTED
        turned = self.printed.negative != (self.low < 0)
        return Grade.ROUNDS if low == self.printed.value and not turned else Grade.REFUTED

    @property
    def is_whole(self) -> bool:
        """Whether the number prints all its digits."""
        return self.printed.numeral.integer and self.relation == "="

    @property
    def tie(self) -> bool:
        """Whether the value is known to lie exactly half way between two neighbours in the last place."""
        distance = abs(self.low - self.printed.value)
        return (
            self.low == self.high and not self.printed.numeral.truncated and distance == self.printed.numeral.unit / 2
        )

    def _tie_is_right(self) -> bool:
        """Half up goes away from zero, half even to the even last digit; both are in use."""
        even = int(self.printed.value / self.printed.numeral.unit) % 2 == 0
        return even or abs(self.printed.value) > abs(self.low)

    @property
    def because(self) -> str:
        """The value, and what the printed digits are instead of it."""
        sign = "=" if self.low == self.high == Fraction(self.value) else "≈"
        parts = [f"{self.meaning} {sign} {self.value}"]
        if self.tie and self.grade is Grade.ROUNDS:
            parts.append("a tie: half up and half even are both accepted")
        if self.grade is Grade.REFUTED:
            parts.append(diagnosis(self))
        return "; ".join(filter(None, [*parts, self.remark]))

    @property
    def value(self) -> str:
        """The value in decimals."""
        return decimal(self.low, self.high)

    @property
    def exact(self) -> str | None:
        """The value as a fraction, where it is one."""
        return fraction(self.low) if self.low == self.high else None

    @property
    def trusts(self) -> tuple[str, ...]:
        """The engine of the enclosure, where there is one."""
        return self.engine

    @property
    def reason(self) -> str | None:
        """Why it is open."""
        return "the enclosure of the value does not decide the last digit" if self.grade is Grade.OPEN else None

    @property
    def attempt(self) -> str | None:
        """The statement with the right digits."""
        right = self.corrected
        return f"{self.meaning} {right.relation} {right.printed}" if right else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about the right digits."""
        right = self.corrected
        return right.grade if right else None

    @property
    def corrected(self) -> Self | None:
        """The same with the right digits, if these are wrong and those are certain."""
        if self.grade is not Grade.REFUTED:
            return None
        candidates = (
            replace(self, printed=printed, relation=relation, remark="") for printed, relation in self._candidates()
        )
        return next((candidate for candidate in candidates if candidate.grade.holds), None)

    def _candidates(self) -> Iterator[tuple[Reading, str]]:
        """What could be printed instead, best first."""
        if self.low and abs(magnitude(self.low)) >= LARGEST_EXPONENT:
            return
        if abs(self.low) >= 10**LONGEST or self.printed.numeral.places > LONGEST:
            yield _reading(decimal(self.low, self.high)), "≈"
        elif self.printed.numeral.truncated:
            yield _like(self.printed, _cut(self.low, self.printed.numeral.unit)), self.relation
        elif self.is_whole:
            if self.low == self.high:
                yield _reading(decimal(self.low, self.high)), "="
            yield _like(self.printed, round_half_up(self.low, Fraction(1))), "≈"
        else:
            nearest = round_half_up(self.low, self.printed.numeral.unit)
            if nearest or not self.low:
                yield _like(self.printed, nearest), self.relation
            yield _reading(decimal(self.low, self.high, 4)), self.relation


def diagnosis(wrong: Rounded) -> str:
    """What the wrong digits look like: truncated, transposed, off by a power of ten, or the sign turned."""
    printed, unit = wrong.printed, wrong.printed.numeral.unit
    if printed.numeral.truncated:
        return f"{printed} claims digits that go on, and they are others"
    if wrong.is_whole:
        return "a whole number after = is exact"
    if _cut(wrong.low, unit) == printed.value == _cut(wrong.high, unit):
        return f"{printed} is truncated, not rounded"
    if replace(wrong, printed=replace(printed, negative=not printed.negative)).grade.holds and printed.value:
        return "the sign is turned"
    for shift in (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
        scale = Fraction(10) ** shift
        if replace(wrong, low=wrong.low * scale, high=wrong.high * scale).grade.holds and printed.value:
            return f"the digits are right and the power of ten is off by 10^{shift}"
    if not wrong.remark and any(replace(wrong, printed=swapped).grade.holds for swapped in transposed(printed)):
        return "two digits are transposed"
    return f"no rounding of it gives {printed}"


def transposed(printed: Reading) -> Iterator[Reading]:
    """The number with two neighbouring digits exchanged."""
    text = printed.text
    mantissa = len(text) - len(text.lstrip("0123456789."))
    for i, j in zip(range(mantissa), range(1, mantissa), strict=False):
        if text[i] != text[j] and text[i : j + 1].isdecimal():
            yield replace(printed, text=text[:i] + text[j] + text[i] + text[j + 1 :])


def _cut(value: Fraction, unit: Fraction) -> Fraction:
    """The value with its further digits cut off."""
    return int(value / unit) * unit


def _like(printed: Reading, value: Fraction) -> Reading:
    """The value printed in the manner of the number: per cent, a power of ten, or plain, to the same place."""
    number = printed.numeral
    dots = "…" if number.truncated else ""
    if "%" in printed.text:
        return Reading(f"{plain(abs(value) * 100, number.places - 2)} %", value < 0)
    if not printed.text.replace(",", "").replace(".", "").replace("…", "").isdigit() and number.places > 0:
        return _reading(scientific(value, number.places))
    return Reading(plain(abs(value), number.places) + dots, value < 0)


def _reading(text: str) -> Reading:
    """The text as a number printed alone."""
    return Reading(text.removeprefix("-"), text.startswith("-"))
