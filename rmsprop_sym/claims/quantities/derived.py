"""Numbers that prose gives for what follows from a rule: the law, the value by it, and the digits against that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.comparison import compare, round_against
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.syntax import Node, parse_statement
from rmsprop_sym.claims.verdict import Evidence, Grade


@dataclass(frozen=True)
class Derived(Evidence):
    """What a law says, and the number or the relation that was printed for it."""

    law: str
    inner: Evidence

    @property
    def grade(self) -> Grade:
        """What is known of the number."""
        return self.inner.grade

    @property
    def because(self) -> str | None:
        """The law, and the value by it."""
        return "; ".join(filter(None, [self.law, self.inner.because]))

    @property
    def value(self) -> str | None:
        """The value by the law."""
        return self.inner.value

    @property
    def exact(self) -> str | None:
        """The value as a fraction, where it is one."""
        return self.inner.exact

    @property
    def trusts(self) -> tuple[str, ...]:
        """The engine of the enclosure, where there is one."""
        return self.inner.trusts

    @property
    def reason(self) -> str | None:
        """Why it is open."""
        return self.inner.reason

    @property
    def attempt(self) -> str | None:
        """The right number."""
        return self.inner.attempt

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about it."""
        return self.inner.attempt_grade


@dataclass(frozen=True)
class Printed:
    """A number as a sentence has it: its digits, whether it is only about that, and whether it counts steps."""

    text: str
    about: bool = False
    counts: bool = False

    @property
    def reading(self) -> Reading:
        """Its digits."""
        return Reading(self.text)

    @property
    def value(self) -> Fraction:
        """The number."""
        return self.reading.value

    @property
    def slack(self) -> Fraction:
        """How far it may be from what it is about without being called wrong."""
        steps = Fraction(1) if self.counts else Fraction(0)
        share = self.value / 10 if self.about else self.value / 20 if self.text.isdecimal() else Fraction(0)
        return max(steps, share, min(self.half_a_unit, self.value / 5) if self.about else Fraction(0))

    @property
    def half_a_unit(self) -> Fraction:
        """Half of the last digit of a whole number that is not zero; zero if there are decimals."""
        zeros = len(self.text) - len(self.text.rstrip("0"))
        return Fraction(10) ** zeros / 2 if self.text.isdecimal() else Fraction(0)


def judged(law: str, meant: Sequence[str], printed: Printed, others: Iterable[str] = ()) -> tuple[str, Derived] | None:
    """The number against its meanings, with what it was read as; None if it is not clear that it is wrong.

    `meant` are the expressions that it may stand for here, `others` those for which it may stand elsewhere.

    >>> said, evidence = judged("", ["sqrt(0.9)"], Printed("0.90"))
    >>> said, str(evidence.grade)
    ('sqrt(0.9) ≈ 0.90', 'REFUTED')
    >>> judged("", ["10.3"], Printed("10", about=True))[0], judged("", ["sqrt(0.9)"], Printed("0.90"), ["9/10"])
    ('10.3 ≈ 10', None)
    """
    found = [(each, round_against(_node(each), "≈", printed.reading)) for each in meant]
    best = next((pair for pair in found if pair[1].grade.holds), None)
    if best:
        return f"{best[0]} ≈ {printed.text}", Derived(law, best[1])
    for each, value in found:
        if near := _near(each, value, printed):
            return near[0], Derived(law, near[1])
    elsewhere = [round_against(_node(each), "≈", printed.reading) for each in others]
    if any(_spared(each, printed) for each in [*(value for _, value in found), *elsewhere]):
        return None
    each, value = found[0]
    return f"{each} ≈ {printed.text}", Derived(law, value)


def related(law: str, left: str, relation: str, right: str) -> tuple[str, Derived]:
    """What is known of a relation between numbers, with what it was read as.

    >>> said, evidence = related("", "10^(1/2)", "=", "10")
    >>> said, str(evidence.grade), evidence.attempt
    ('10^(1/2) = 10', 'REFUTED', '10^(1/2) ≈ 3.16228')
    """
    return f"{left} {relation} {right}", Derived(law, compare(_node(left), relation, _node(right)))


def _near(said: str, value: Rounded, printed: Printed) -> tuple[str, Evidence] | None:
    """The bound that a number keeps which is only about another, or the first whole step after it."""
    number = printed.value
    if printed.counts and printed.text.isdecimal() and number - 1 < value.low and value.high <= number:
        return f"{said} <= {printed.text}", compare(_node(said), "<=", _node(printed.text))
    if not printed.about:
        return None
    bound = max(number / 20, min(printed.half_a_unit, number / 10))
    text, size = f"abs({said} - {printed.text})", str(bound)
    evidence = compare(_node(text), "<=", _node(size))
    return (f"{text} <= {size}", evidence) if evidence.grade.holds else None


def _spared(value: Rounded, printed: Printed) -> bool:
    """Whether the number may be meant for a value, though no rounding gives it."""
    if value.grade is not Grade.REFUTED:
        return True
    return max(abs(value.low - printed.value), abs(value.high - printed.value)) <= printed.slack


def _node(text: str) -> Node:
    """A side of a statement."""
    return parse_statement(text).members[0]
