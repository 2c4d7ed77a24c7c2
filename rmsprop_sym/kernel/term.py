"""Terms: what is written, never evaluated.  Each stands for a real number; x**0 is 1, 1/0 is 0, sqrt(-1) is some."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Any, TypeVar, Union

Scalar = Union["Term", int, Fraction, float]
Kind = TypeVar("Kind")
REMEMBERED = 20_000  # of so many terms it is kept what they speak about


@dataclass(frozen=True)
class Head:
    """What is applied: a named "function", a "sequence", or a "state" (to what owns its run, and to the step)."""

    name: str
    kind: str = "function"
    rule: str = ""
    owners: tuple[Symbol, ...] = field(default=(), compare=False, repr=False)  # a run's own letters, for its readers

    def __post_init__(self) -> None:
        if {*map(type, (self.name, self.kind, self.rule))} != {str}:
            raise TypeError(f"{self!r} is no head: its name, kind and rule are strings")


PLUS, TIMES, POWER, SUM = Head("+"), Head("*"), Head("**"), Head("sum")


def _method(make: Callable[[Term, Term], Term]) -> Callable[[Term, Scalar], Term]:
    return lambda self, other: make(self, term(other))


def _function(name: str) -> Callable[[Term], Term]:
    return lambda self: Apply(Head(name), (self,))


def _hashed_once(kind: type[Kind]) -> type[Kind]:
    """The class of terms, each of which keeps its hash: a term never changes, and is deep."""
    of_parts = kind.__hash__

    def kept(self: Kind) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = self.__dict__["_hash"] = of_parts(self)
        return known

    kind.__hash__ = kept  # type: ignore[assignment]
    return kind


class Term:
    """A mathematical expression, with Python's operators to write it."""

    __add__ = _method(lambda a, b: Apply(PLUS, (a, b)))
    __radd__ = _method(lambda a, b: b + a)
    __sub__ = _method(lambda a, b: a + -b)
    __rsub__ = _method(lambda a, b: b - a)
    __mul__ = _method(lambda a, b: Apply(TIMES, (a, b)))
    __rmul__ = _method(lambda a, b: b * a)
    __truediv__ = _method(lambda a, b: a * pow(b, -1))
    __rtruediv__ = _method(lambda a, b: b / a)
    __pow__ = _method(lambda a, b: Apply(POWER, (a, b)))
    __rpow__ = _method(lambda a, b: b**a)
    __abs__, sqrt, sign = map(_function, ("abs", "sqrt", "sign"))
    maximum = _method(lambda a, b: Apply(Head("max"), (a, b)))

    def __neg__(self) -> Term:
        return -1 * self

    def __reduce__(self) -> tuple[type[Term], tuple[Any, ...]]:
        """The parts alone: another process has other hashes."""
        return type(self), tuple(getattr(self, part.name) for part in fields(self))  # type: ignore[arg-type]

    def __post_init__(self) -> None:
        match self:
            case Apply(head, args):
                sound = type(head) is Head and type(args) is tuple and {*map(type, args)} <= KINDS
            case Letter(name, natural):
                sound = type(name) is str and type(natural) is bool
            case Number(value):
                sound = type(value) is Fraction
            case Lambda(index, body):
                sound = type(index) is Letter and index.natural and type(body) in KINDS
            case _:
                sound = False
        if type(self) not in KINDS or not sound:
            raise TypeError(f"{self!r} is no term: its parts are terms, Fractions and strings, its indices natural")


@_hashed_once
@dataclass(frozen=True)
class Number(Term):
    """A rational number."""

    value: Fraction


@_hashed_once
@dataclass(frozen=True)
class Letter(Term):
    """A letter that stands for a real number, or for one of 0, 1, 2, ... if it is natural."""

    name: str
    natural: bool = False


@_hashed_once
@dataclass(frozen=True)
class Apply(Term):
    """A head applied to its arguments: `a + b`, `sqrt(x)`, `g(t)`; a quotient is a * b**-1, a sum is `summed`."""

    head: Head
    args: tuple[Term, ...]


@_hashed_once
@dataclass(frozen=True)
class Lambda(Term):
    """A sequence, written as its general term; it stands only where a sequence can."""

    index: Letter
    body: Term


Symbol = Letter | Head
KINDS = {Number, Letter, Apply, Lambda}
ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def term(value: Scalar) -> Term:
    """The value as a term, a float as the decimal it prints; raises TypeError or ValueError for what is no number."""
    if isinstance(value, Term):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise TypeError(f"{value!r} is no term; write an int, a Fraction, a decimal or a term.")
    if not isfinite(value):
        raise ValueError(f"{value!r} is no number of a term; infinity stands only in a limit.")
    return Number(Fraction(repr(value)) if isinstance(value, float) else Fraction(value))


def summed(body: Term, index: Letter, low: Scalar, high: Scalar) -> Term:
    """The sum of the body over the whole numbers low <= index <= high; 0 where there are none."""
    return Apply(SUM, (Lambda(index, body), term(low), term(high)))


def parts(whole: Term) -> tuple[Term, ...]:
    """The terms directly below a term."""
    return whole.args if isinstance(whole, Apply) else (whole.body,) if isinstance(whole, Lambda) else ()


def free(*wholes: Term) -> frozenset[Symbol]:
    """The letters and sequences that the terms speak about; bound letters are not among them."""
    return frozenset[Symbol]().union(*map(_free, wholes))


@lru_cache(maxsize=REMEMBERED)
def _free(whole: Term) -> frozenset[Symbol]:
    match whole:
        case Letter():
            return frozenset({whole})
        case Apply(head, args):
            return free(*args) | ({head} if head.kind == "sequence" else frozenset())
        case Lambda(index, body):
            return free(body) - {index}
    return frozenset()


def substitute(whole: Term, by: Mapping[Symbol, Term]) -> Term:
    """The term with letters replaced by terms, and sequences by their general terms, without capture."""
    match whole:
        case Letter():
            return by.get(whole, whole)
        case Apply(head, args):
            new, general = tuple(substitute(arg, by) for arg in args), by.get(head)
            if isinstance(general, Lambda):
                return substitute(general.body, {general.index: new[0]})
            return Apply(head, new)
        case Lambda(index, body):
            inside = free(body) - {index}
            by = {symbol: value for symbol, value in by.items() if symbol in inside}
            taken, name = inside | free(*by.values()), index.name
            while Letter(name, index.natural) in taken:
                name += "_"
            renamed = Letter(name, index.natural)
            return Lambda(renamed, substitute(body, by if renamed == index else {**by, index: renamed}))
    return whole
