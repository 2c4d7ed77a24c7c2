"""Dimensions: a rule that runs on units instead of numbers shows which units agree, and where they clash."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from types import CodeType, FrameType
from typing import Any, ClassVar, NoReturn

from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers.literal import literal

BASE = ("theta", "g")


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of letters, each of which stands for its own unit.

    >>> print(THETA / G**2)
    [theta]/[g]^2
    """

    powers: tuple[tuple[str, Fraction], ...] = ()

    @classmethod
    def of(cls, letter: str) -> Unit:
        """The unit of one letter."""
        return cls(((letter, Fraction(1)),))

    @property
    def letters(self) -> frozenset[str]:
        """The letters whose units occur."""
        return frozenset(letter for letter, _ in self.powers)

    def power_of(self, letter: str) -> Fraction:
        """The exponent of one letter's unit."""
        return dict(self.powers).get(letter, Fraction(0))

    def __mul__(self, other: Unit) -> Unit:
        return _unit({name: self.power_of(name) + other.power_of(name) for name in self.letters | other.letters})

    def __truediv__(self, other: Unit) -> Unit:
        return self * other**-1

    def __pow__(self, exponent: Fraction | int) -> Unit:
        return _unit({name: power * exponent for name, power in self.powers})

    def replaced(self, letter: str, by: Unit) -> Unit:
        """The same unit with another one written for one of its letters."""
        power = self.power_of(letter)
        return self / Unit.of(letter) ** power * by**power

    def __str__(self) -> str:
        """The unit in brackets, its denominator after a slash; 1 if there is none."""
        above = [_factor(name, power) for name, power in self.powers if power > 0]
        below = [_factor(name, -power) for name, power in self.powers if power < 0]
        divisor = "".join(below) if len(below) < 2 else f"({''.join(below)})"
        return ("".join(above) or "1") + (f"/{divisor}" if below else "")


ONE = Unit()
THETA = Unit.of("theta")
G = Unit.of("g")


class Clash(UserError):
    """Two units that one operation of a rule forces to be equal, and that are not."""

    def __init__(self, left: Unit, right: Unit, *, operation: str, place: tuple[str, int], advice: str = "") -> None:
        """Say where, what and why in one line."""
        self.left, self.right, self.operation = left, right, operation
        self.file, self.line = place
        super().__init__(f"{self.file}:{self.line}: the units clash: {operation} of {left} and {right}{advice}")

    def advised(self, advice: str) -> Clash:
        """The same clash, with a hint at what would be consistent."""
        return Clash(
            self.left, self.right, operation=self.operation, place=(self.file, self.line), advice=f"; {advice}"
        )


@dataclass(slots=True)
class Equations:
    """What the operations so far say about the units that are not base units.

    It is solved after each new equation: every unknown unit that is known by now is written in terms
    of base units and of unknowns that are still free. `body` is the code whose lines a clash names.
    """

    body: CodeType
    solved: dict[str, Unit] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def value(self, unit: Unit) -> Unit:
        """The unit with everything put in that is known."""
        for letter in unit.letters & self.solved.keys():
            unit = unit.replaced(letter, self.solved[letter])
        return unit

    def equate(self, left: Unit, right: Unit, operation: str) -> None:
        """Let two units be equal.

        Raises Clash, with the line of the rule's body, if they cannot be.
        """
        ratio = self.value(left / right)
        unknown = min(ratio.letters.difference(BASE), default=None)
        if unknown is not None:
            self._solve(unknown, ratio)
        elif ratio != ONE:
            place = (self.body.co_filename, _line(self.body))
            raise Clash(self.value(left), self.value(right), operation=operation, place=place)

    def _solve(self, unknown: str, ratio: Unit) -> None:
        power = ratio.power_of(unknown)
        answer = (ratio / Unit.of(unknown) ** power) ** (-1 / power)
        self.solved = {name: unit.replaced(unknown, answer) for name, unit in self.solved.items()} | {unknown: answer}

    def unknown(self) -> Unit:
        """A unit of which nothing is known; its name sorts before all letters, so it is solved for first."""
        return Unit.of(f" {next(self._numbers)}")


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """A number of which only the unit is known.

    Sums, differences and maxima force two units to be equal; a literal has none, save that zero has
    any. A comparison is refused, because either side of the branch that follows could be taken.
    """

    unit: Unit
    equations: Equations

    # NumPy scalars and arrays leave the operation to us, and we refuse it.
    __array_ufunc__: ClassVar[None] = None

    def constant(self, value: float) -> Dimension:
        """The unit of a literal: none, but any for zero."""
        return self._of(self.equations.unknown() if value == 0 else ONE)

    def equate(self, other: Dimension, operation: str) -> Dimension:
        """This dimension, once the other has been made to agree."""
        self.equations.equate(self.unit, other.unit, operation)
        return self

    def _of(self, unit: Unit) -> Dimension:
        return Dimension(unit, self.equations)

    def _lifted(self, x: object) -> Dimension | None:
        if isinstance(x, Dimension):
            return x
        return None if literal(x) is None else self.constant(x)  # type: ignore[arg-type]

    def _agree(self, other: object, operation: str) -> Dimension:
        y = self._lifted(other)
        return NotImplemented if y is None else self.equate(y, operation)

    def __add__(self, other: Any) -> Dimension:
        return self._agree(other, "the sum")

    def __radd__(self, other: Any) -> Dimension:
        y = self._lifted(other)
        return NotImplemented if y is None else y.equate(self, "the sum")

    def __sub__(self, other: Any) -> Dimension:
        return self._agree(other, "the difference")

    def __rsub__(self, other: Any) -> Dimension:
        y = self._lifted(other)
        return NotImplemented if y is None else y.equate(self, "the difference")

    def __mul__(self, other: Any) -> Dimension:
        y = self._lifted(other)
        return NotImplemented if y is None else self._of(self.unit * y.unit)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Dimension:
        y = self._lifted(other)
        return NotImplemented if y is None else self._of(self.unit / y.unit)

    def __rtruediv__(self, other: Any) -> Dimension:
        y = self._lifted(other)
        return NotImplemented if y is None else self._of(y.unit / self.unit)

    def __pow__(self, n: int) -> Dimension:
        return self._of(self.unit**n) if type(n) is int else NotImplemented

    def __neg__(self) -> Dimension:
        return self

    def __pos__(self) -> Dimension:
        return self

    def __abs__(self) -> Dimension:
        return self

    def sqrt(self) -> Dimension:
        """Half of every exponent."""
        return self._of(self.unit ** Fraction(1, 2))

    def sign(self) -> Dimension:
        """A number without a unit."""
        return self._of(ONE)

    def maximum(self, other: Any) -> Dimension:
        """The common unit of both."""
        agreed = self._agree(other, "the maximum")
        if agreed is NotImplemented:
            raise TypeError(f"maximum of a dimension and {type(other).__name__} {other!r}; both must be of one kind")
        return agreed

    def _compared(self, other: object) -> bool:
        """Nothing, for a comparison is there to branch on."""
        raise TypeError(f"a dimension cannot be compared ({other!r}): a rule that branches cannot be run on units")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _compared

    def __bool__(self) -> NoReturn:
        raise TypeError("a dimension has no truth value: a rule that branches cannot be run on units")


def _unit(powers: Mapping[str, Fraction]) -> Unit:
    kept = [(name, Fraction(power)) for name, power in powers.items() if power != 0]
    return Unit(tuple(sorted(kept, key=lambda factor: (_rank(factor[0]), factor[0]))))


def _rank(name: str) -> int:
    return BASE.index(name) if name in BASE else len(BASE)


def _factor(name: str, power: Fraction) -> str:
    exponent = f"^{power}" if power.denominator == 1 else f"^({power})"
    return f"[{name}]" + ("" if power == 1 else exponent)


def _line(body: CodeType) -> int:
    """The line of the body that is being executed, or its first line if it is not."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001  # the only way to the line that called us
    while frame is not None and frame.f_code is not body:
        frame = frame.f_back
    return body.co_firstlineno if frame is None else frame.f_lineno
