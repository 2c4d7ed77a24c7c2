"""A link that is an expression: equal to the one before, or the same with rounded numbers in place of parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.alignment import Places, alignments, literals
from rmsprop_sym.claims.arithmetic.comparison import Difference, compare, round_against
from rmsprop_sym.claims.arithmetic.digits import Rounded, reading
from rmsprop_sym.claims.expressions.real import PRECISIONS, Bounds, Undefined, bounds, evaluate
from rmsprop_sym.claims.expressions.syntax import Binary, Literal, Negate, Node, Span, substitute
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, weakest

NO_DIGITS = "≈ between two expressions that print no digits says nothing that can be checked"
CARRIED = "it fits if the numbers from which it follows are rounded as they are printed"
MANY = 4  # digits
NO_PLACE = "the sides differ, and no place in the link before was found for the numbers that are new"


@dataclass(frozen=True)
class Aligned(Evidence):
    """A link in which every new number stands for a part of the link before, each judged on its own digits."""

    parts: tuple[Rounded, ...]
    places: Places
    before: str
    relation: str
    repaired: str

    @property
    def grade(self) -> Grade:
        """The grade of its weakest number; digits that are exact make the link no more than right to its digits."""
        return weakest([Grade.ROUNDS, *(part.grade for part in self.parts)])

    @property
    def swaps_numbers(self) -> bool:
        """Whether a wrong number stands where another number stood, and not where something was computed."""
        return any(
            not part.grade.holds and reading(old) for part, (_, old) in zip(self.parts, self.places, strict=True)
        )

    @property
    def ranges(self) -> dict[Span, Bounds]:
        """What each number may stand for: its part if it is right, else all that is printed like it."""
        return {
            _literal(new).span: _range(part, _literal(new))
            for part, (new, _) in zip(self.parts, self.places, strict=True)
        }

    @property
    def decisive(self) -> Rounded:
        """The number that decides: the first wrong one, else the first that is rounded."""
        return next(part for part in self.parts if part.grade is self.grade or self.grade is Grade.ROUNDS)

    @property
    def because(self) -> str:
        """What each new number stands for."""
        shown = [part for part in self.parts if not part.grade.holds]
        shown = shown or [part for part in self.parts if part.grade is Grade.ROUNDS] or list(self.parts)
        return "; ".join(f"{part.printed} stands for {part.because}" for part in shown)

    @property
    def value(self) -> str:
        """What the deciding number stands for, in decimals."""
        return self.decisive.value

    @property
    def exact(self) -> str | None:
        """What the deciding number stands for, as a fraction."""
        return self.decisive.exact

    @property
    def tie(self) -> bool:
        """Whether one of the numbers is a tie."""
        return any(part.tie for part in self.parts)

    @property
    def trusts(self) -> tuple[str, ...]:
        """The engine of the enclosures, where there is one."""
        return tuple(dict.fromkeys(engine for part in self.parts for engine in part.engine))

    @property
    def reason(self) -> str | None:
        """Why it is open."""
        return next((part.reason for part in self.parts if part.reason), None) if self.grade is Grade.OPEN else None

    @property
    def attempt(self) -> str | None:
        """The link with the right digits."""
        repairable = all(part.grade.holds or part.corrected for part in self.parts)
        return f"{self.before} {self.relation} {self.repaired}" if self.grade is Grade.REFUTED and repairable else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about the right digits."""
        if self.attempt is None:
            return None
        return replace(self, parts=tuple(part.corrected or part for part in self.parts)).grade


def rewrite(before: Node, relation: str, after: Node, head: Node) -> Evidence:
    """What is known of an expression that is said to equal the one before it, or the head of the chain.

    Raises Undefined where one of them has no value.
    """
    equal = compare(before, "=", after)
    if equal.grade is Grade.PROVED:
        return equal
    if relation == "≈" and not any(_prints_digits(number) for side in (before, after) for number in literals(side)):
        return Undecided(NO_DIGITS)
    candidates = [
        _aligned(link, relation, after, places)
        for link in dict.fromkeys((before, head))
        for places in alignments(link, after)
        if places
    ]
    right = next((candidate for candidate in candidates if candidate.grade.holds), None)
    if right or equal.grade is Grade.OPEN:
        return right or equal
    return _accuse(before, relation, after, equal, candidates)


def _prints_digits(number: Literal) -> bool:
    """Whether the number has digits that may be rounded."""
    return not number.numeral.integer


def _aligned(link: Node, relation: str, after: Node, places: Places) -> Aligned:
    """The places judged, each number on its own digits."""
    parts, repairs = [], {}
    for number, part in places:
        printed = reading(number)
        assert printed is not None
        judged = round_against(part, relation, printed)
        parts.append(judged)
        if judged.corrected:
            repairs[_literal(number).span] = Literal(judged.corrected.printed.text)
    return Aligned(tuple(parts), tuple(places), str(link), relation, str(substitute(after, repairs)))


def _accuse(before: Node, relation: str, after: Node, equal: Difference, candidates: list[Aligned]) -> Evidence:
    """What to say of a link whose sides differ and whose numbers are not all right at any place.

    A number that replaces another number may belong to a rewriting that was not recognized; such a link is
    refuted only if no rounding of its numbers makes the sides equal.
    """
    best = min(candidates, key=lambda candidate: sum(not part.grade.holds for part in candidate.parts), default=None)
    if best is None or all(part.grade.holds or part.is_whole for part in best.parts):
        certain = _cannot_be_equal(
            before, after, {number.span: _around(number, relation, 1) for number in literals(after)}
        )
        return equal if certain else Undecided(NO_PLACE)
    if best.grade is Grade.REFUTED and _is_carried(best):
        return Undecided(CARRIED)
    if best.grade is Grade.OPEN or not best.swaps_numbers or _cannot_be_equal(before, after, best.ranges):
        return best
    return Undecided(NO_PLACE)


def _is_carried(link: Aligned) -> bool:
    """Whether each number that fails fits if those of many digits, from which it follows, are rounded themselves."""
    failing = [place for part, place in zip(link.parts, link.places, strict=True) if not part.grade.holds]
    for new, old in failing:
        rounded = [number for number in literals(old) if _is_long(number)]
        numbers = [*rounded, _literal(new)]
        ranges = {number.span: _around(number, link.relation, Fraction(1, 2)) for number in numbers}
        if not rounded or _cannot_be_equal(old, new, ranges):
            return False
    return bool(failing)


def _is_long(number: Literal) -> bool:
    """Whether a number has so many digits that it is the rounding of another one, and no decay near 1."""
    digits = number.text.replace(".", "").lstrip("0")
    return not number.numeral.integer and len(digits) >= MANY and set(digits) != {"9"}


def _literal(node: Node) -> Literal:
    """The number without its sign."""
    number = node.operand if isinstance(node, Negate) else node
    assert isinstance(number, Literal)
    return number


def _range(part: Rounded, number: Literal) -> Bounds:
    """What the number, without its sign, may stand for."""
    if not part.grade.holds:
        return _around(number, part.relation, Fraction(1, 2))
    return (-part.high, -part.low) if part.printed.negative else (part.low, part.high)


def _around(number: Literal, relation: str, units: Fraction | int) -> Bounds:
    """The numbers that may have been printed like this."""
    if number.numeral.integer and relation == "=":
        return number.value, number.value
    slack = number.numeral.unit * units
    return number.value - slack, number.value + slack


def _cannot_be_equal(before: Node, after: Node, ranges: Mapping[Span, Bounds]) -> bool:
    """Whether the sides differ whatever the numbers in the ranges are."""
    try:
        low, high = bounds(evaluate(Binary("-", after, before), PRECISIONS[1], ranges))
    except Undefined:
        return False
    return low > 0 or high < 0
