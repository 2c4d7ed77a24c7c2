"""Means of what is random: the moments of states that run on independent gradients of one law, exactly.

A state that is a polynomial in its last value and the gradient has moments that move by linear equations, after any
number of steps and in the limit.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod
from types import SimpleNamespace
from typing import Any

from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.numbers.count import Count
from rmsprop_sym.rules import Rule

GRADIENT = "g"
MOST_DEGREE = 8
Monomial = tuple[tuple[str, int], ...]


class Law(ABC):
    """The law of a gradient, with exact moments."""

    @abstractmethod
    def moment(self, power: int) -> Fraction:
        """The mean of a power of the gradient."""

    @abstractmethod
    def __str__(self) -> str:
        """What it is, in words."""

    @property
    def mean(self) -> Fraction:
        """The mean of the gradient."""
        return self.moment(1)

    @property
    def variance(self) -> Fraction:
        """The variance of the gradient."""
        return self.moment(2) - self.mean**2


@dataclass(frozen=True)
class Discrete(Law):
    """Finitely many values, each with its probability.

    >>> coin = Discrete(((Fraction(1, 2), Fraction(1)), (Fraction(1, 2), Fraction(-1))))
    >>> print(coin, coin.variance)
    g = 1 or -1 with probability 1/2, 1/2 1
    """

    outcomes: tuple[tuple[Fraction, Fraction], ...]

    def moment(self, power: int) -> Fraction:
        """The mean of a power of the gradient."""
        return sum((weight * value**power for weight, value in self.outcomes), Fraction(0))

    def __str__(self) -> str:
        """The values and their probabilities."""
        values = " or ".join(str(value) for _, value in self.outcomes)
        return f"g = {values} with probability {', '.join(str(weight) for weight, _ in self.outcomes)}"


@dataclass(frozen=True)
class Gaussian(Law):
    """The normal law.

    >>> Gaussian(Fraction(0), Fraction(2)).moment(4)
    Fraction(48, 1)
    """

    centre: Fraction
    spread: Fraction

    def moment(self, power: int) -> Fraction:
        """The mean of a power of the gradient, by E g^n = mean E g^(n-1) + (n-1) variance E g^(n-2)."""
        last, value = Fraction(0), Fraction(1)
        for n in range(1, power + 1):
            last, value = value, self.centre * value + (n - 1) * self.spread**2 * last
        return value

    def __str__(self) -> str:
        """Its mean and its variance."""
        return f"g normal with mean {self.centre} and variance {self.spread**2}"


@dataclass(frozen=True)
class Uniform(Law):
    """The uniform law on an interval.

    >>> Uniform(Fraction(-1), Fraction(1)).variance
    Fraction(1, 3)
    """

    low: Fraction
    high: Fraction

    def moment(self, power: int) -> Fraction:
        """The mean of a power of the gradient."""
        n = power + 1
        return (self.high**n - self.low**n) / (n * (self.high - self.low))

    def __str__(self) -> str:
        """Its interval."""
        return f"g uniform between {self.low} and {self.high}"


class Beyond:
    """What is no polynomial: whatever is done with it is none either."""

    def _again(self, *_: object) -> Beyond:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __neg__ = (
        _again
    )
    __abs__ = sqrt = sign = maximum = constant = _again


@dataclass(frozen=True)
class Polynomial:
    """A polynomial in letters, with fractions before the powers."""

    terms: Mapping[Monomial, Fraction] = field(default_factory=dict)

    @classmethod
    def letter(cls, name: str) -> Polynomial:
        """One letter."""
        return cls({((name, 1),): Fraction(1)})

    @classmethod
    def number(cls, value: Fraction | int) -> Polynomial:
        """A number."""
        return cls({(): Fraction(value)} if value else {})

    @property
    def plain(self) -> Fraction | None:
        """The number that it is, if it is one."""
        return self.terms.get((), Fraction(0)) if set(self.terms) <= {()} else None

    def __add__(self, other: Any) -> Any:
        """The sum."""
        if not isinstance(other, Polynomial):
            return self + Polynomial.number(other) if isinstance(other, int | Fraction) else NotImplemented
        sums = {each: self.terms.get(each, 0) + other.terms.get(each, 0) for each in {**self.terms, **other.terms}}
        return Polynomial({each: Fraction(value) for each, value in sums.items() if value})

    def __mul__(self, other: Any) -> Any:
        """The product."""
        if not isinstance(other, Polynomial):
            return self * Polynomial.number(other) if isinstance(other, int | Fraction) else NotImplemented
        found = Polynomial()
        for (one, a), (two, b) in product(self.terms.items(), other.terms.items()):
            found += Polynomial({_together(one, two): a * b})
        return found

    def __neg__(self) -> Polynomial:
        """The opposite."""
        return Polynomial({each: -value for each, value in self.terms.items()})

    def __sub__(self, other: Any) -> Any:
        """The difference."""
        return NotImplemented if isinstance(other, Beyond) else self + -other

    def __rsub__(self, other: Any) -> Any:
        """The difference from a number."""
        return -self + other

    def __truediv__(self, other: Any) -> Any:
        """The quotient by a number."""
        by = other.plain if isinstance(other, Polynomial) else other
        return self * (1 / Fraction(by)) if isinstance(by, int | Fraction) and by else Beyond()

    def __rtruediv__(self, other: Any) -> Any:
        """A quotient by a number."""
        return Polynomial.number(other) / self

    def __pow__(self, power: int) -> Any:
        """A power with a whole exponent."""
        if not 0 <= power <= MOST_DEGREE:
            return Beyond()
        return prod([self] * int(power), start=Polynomial.number(1))

    def sqrt(self) -> Beyond:
        """The root, which is no polynomial."""
        return Beyond()

    def constant(self, value: int) -> Polynomial:
        """A whole number."""
        return Polynomial.number(value)

    __radd__, __rmul__ = __add__, __mul__
    __abs__ = sign = maximum = sqrt


def _together(one: Monomial, two: Monomial) -> Monomial:
    powers = dict(one)
    for name, power in two:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def stepped(rule: Rule, old: Mapping[str, Any], g: Any, hyper: Mapping[str, Fraction], t: int) -> dict[str, Any]:
    """The states that are no parameter, after one more step from these."""
    state = SimpleNamespace(t=Count(t), theta=Beyond(), **old)
    new = SimpleNamespace(t=Count(t + 1))
    rule.body(state, new, g, **hyper)
    return {name: getattr(new, name) for name in rule.start}


@dataclass
class Run:
    """A rule with numbers for its hyper-parameters, on independent gradients of one law.

    >>> from rmsprop_sym.rules import RULES
    >>> half = Fraction(1, 2)
    >>> run = Run(RULES["momentum"], {"beta": half, "eta": half}, Gaussian(Fraction(1), Fraction(1)))
    >>> m = Polynomial.letter("m")
    >>> [str(run.mean(m, 2)), str(run.mean(m * m, None) - run.mean(m, None) ** 2)]
    ['3/4', '1/3']
    """

    rule: Rule
    hyper: Mapping[str, Fraction]
    law: Law
    known: dict[tuple[Monomial, int | None], Fraction] = field(default_factory=dict)
    moves: dict[str, Polynomial] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Finds how each state moves; raises Unreadable for one that is no polynomial."""
        old = {name: Polynomial.letter(name) for name in self.rule.start}
        self.moves = stepped(self.rule, old, Polynomial.letter(GRADIENT), self.hyper, 1)
        if not all(isinstance(each, Polynomial) for each in self.moves.values()):
            raise Unreadable(f"the states of {self.rule.name} are no polynomials in the gradients", 1)

    def mean(self, what: Polynomial, t: int | None) -> Fraction:
        """The mean after t steps, or in the limit where there is no t.

        Raises Unreadable where there is no limit.
        """
        return sum((value * self._moment(each, t) for each, value in what.terms.items()), Fraction(0))

    def _moment(self, monomial: Monomial, t: int | None) -> Fraction:
        if (monomial, t) not in self.known:
            self.known[monomial, t] = self._found(monomial, t)
        return self.known[monomial, t]

    def _found(self, monomial: Monomial, t: int | None) -> Fraction:
        powers = dict(monomial)
        if not powers:
            return Fraction(1)
        if t == 0:
            if GRADIENT in powers:
                raise Unreadable("there is no gradient of step 0", 1)
            return prod((Fraction(self.rule.start[name]) ** power for name, power in powers.items()), start=Fraction(1))
        after = prod(
            (self.moves.get(x, Polynomial.letter(GRADIENT)) ** k for x, k in monomial), start=Polynomial.number(1)
        )
        return self._at_rest(monomial, after) if t is None else self._summed(after.terms, t - 1)

    def _summed(self, terms: Mapping[Monomial, Fraction], t: int | None) -> Fraction:
        """The mean of what comes after step t: the gradient does not depend on the states before it."""
        total = Fraction(0)
        for monomial, value in terms.items():
            powers = dict(monomial)
            fresh = powers.pop(GRADIENT, 0)
            total += value * self.law.moment(fresh) * self._moment(tuple(powers.items()), t)
        return total

    def _at_rest(self, monomial: Monomial, after: Polynomial) -> Fraction:
        """The mean that stays what it is."""
        own = after.terms.get(monomial, Fraction(0)) if GRADIENT not in dict(monomial) else Fraction(0)
        others = {each: value for each, value in after.terms.items() if each != monomial or not own}
        size = sum(power for name, power in monomial if name != GRADIENT)
        lower = all(sum(k for x, k in each if x != GRADIENT) < size for each in others)
        if not abs(own) < 1 or not (lower or GRADIENT in dict(monomial)):
            raise Unreadable("there is no limit that is found here", 1)
        return self._summed(others, None) / (1 - own)

    def outcomes(self, t: int) -> Iterator[tuple[Fraction, dict[str, Fraction]]]:
        """What the states and the last gradient are after t steps, each with its probability."""
        assert isinstance(self.law, Discrete)
        for drawn in product(self.law.outcomes, repeat=t):
            state = {name: Polynomial.number(value) for name, value in self.rule.start.items()}
            for k, (_, value) in enumerate(drawn):
                state = stepped(self.rule, state, Polynomial.number(value), self.hyper, k)
            plain = {name: each.plain or Fraction(0) for name, each in state.items()}
            yield prod((weight for weight, _ in drawn), start=Fraction(1)), {**plain, GRADIENT: drawn[-1][1]}
