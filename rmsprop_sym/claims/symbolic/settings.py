"""What a note fixes: `beta = 0.9; g = 0.5, 0.4; eta in [0.001, 0.1]`, and the hypotheses beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.expressions.real import Undefined, evaluate
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Chain,
    Constant,
    Literal,
    Name,
    Node,
    parse_hypothesis,
    parse_statement,
)
from rmsprop_sym.claims.unreadable import Unreadable


@dataclass(frozen=True)
class Value:
    """A letter, at an index or not, and the number that it stands for."""

    name: str
    value: Fraction
    text: str
    index: int | None = None

    def __str__(self) -> str:
        """As it was written, with English letters."""
        return f"{self.name}{'' if self.index is None else f'({self.index})'} = {self.text}"


@dataclass(frozen=True)
class Values:
    """A sequence and its first terms, from index 1 on."""

    name: str
    values: tuple[Fraction, ...]
    text: str

    def __str__(self) -> str:
        """As it was written, with English letters."""
        return f"{self.name} = {self.text}"


@dataclass(frozen=True)
class Box:
    """A letter and the closed interval in which it lies."""

    name: str
    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        """As it is written in a note."""
        return f"{self.name} in [{self.low}, {self.high}]"


@dataclass(frozen=True)
class Every:
    """A hypothesis that is meant for every step, by its letter."""

    chain: Chain
    step: str

    def __str__(self) -> str:
        """As a note would say it."""
        return f"{self.chain} for every {self.step}"


Setting = Value | Values | Box
Hypothesis = Chain | Constant | Every


def formula_of(hypothesis: Hypothesis) -> Chain | None:
    """The formula that is supposed, at one step or at every one; there is none for `constant g`."""
    match hypothesis:
        case Every():
            return hypothesis.chain
        case Chain():
            return hypothesis
        case Constant():
            return None


def read_settings(text: str) -> tuple[Setting, ...]:
    """The settings of a `:where:`, which stand between semicolons.

    Raises Unreadable for what is neither a value, nor a sequence, nor an interval.

    >>> [str(setting) for setting in read_settings("β = 0.9; g = 0.5, 0.4; eta in [0.01, 0.1]")]
    ['beta = 0.9', 'g = 0.5, 0.4', 'eta in [1/100, 1/10]']
    """
    settings = tuple(_setting(part, column) for part, column in _parts(text))
    names = [(setting.name, getattr(setting, "index", None)) for setting in settings]
    twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if twice:
        raise Unreadable(f"{twice[0]} is set twice", 1)
    return settings


def read_hypotheses(text: str) -> tuple[Hypothesis, ...]:
    """The hypotheses of a `:given:`, which stand between semicolons.

    >>> [str(hypothesis) for hypothesis in read_hypotheses("v(0) = 0; constant g")]
    ['v(0) = 0', 'constant g']
    """
    return tuple(_shifted(parse_hypothesis, part, column) for part, column in _parts(text))


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """What stands between the semicolons, each with its first column."""
    column = 0
    for part in text.split(";"):
        if part.strip():
            yield part, column
        column += len(part) + 1


def _shifted(read: object, part: str, column: int) -> Hypothesis:
    """The part read, with complaints that count columns in the whole text."""
    try:
        return read(part)  # type: ignore[operator,no-any-return]
    except Unreadable as error:
        raise Unreadable(error.reason, error.column + column) from None


def _setting(part: str, column: int) -> Setting:
    """One value, sequence or interval."""
    try:
        interval = re.fullmatch(r"\s*(\S+)\s+in\s+\[([^,\]]*),([^,\]]*)\]\s*", part)
        return _box(*interval.groups()) if interval else _equation(part)
    except Unreadable as error:
        raise Unreadable(error.reason, error.column + column) from None


def _equation(part: str) -> Value | Values:
    """A letter and one number, or several between commas."""
    left, equals, right = part.partition("=")
    if not equals:
        raise Unreadable(f"{part.strip()!r} sets nothing; write name = value", 1)
    name, index = _letter(left)
    numbers = [number(text) for text in re.split(r",(?!\d{3}(?!\d))|,\s", right)]
    if len(numbers) == 1:
        return Value(name, numbers[0], right.strip(), index)
    return Values(name, tuple(numbers), right.strip())


def _box(name: str, low: str, high: str) -> Box:
    """An interval, its ends in order."""
    box = Box(_letter(name)[0], number(low), number(high))
    if box.low > box.high:
        raise Unreadable(f"{box} is empty", 1)
    return box


def _letter(text: str) -> tuple[str, int | None]:
    """The letter on the left of a setting, and its index."""
    match parse_statement(text).members[0]:
        case Name(name=name):
            return name, None
        case Apply(name=name, arguments=(Literal() as index,)) if index.numeral.integer:
            return name, int(index.value)
        case other:
            raise Unreadable(f"{other} is no letter that can be set", 1)


def number(text: str) -> Fraction:
    """The exact number that the text writes down.

    Raises Unreadable if it is not rational.

    >>> number("10^-8") == number("1e-8")
    True
    """
    chain = parse_statement(text)
    try:
        value = evaluate(chain.members[0])
    except Undefined as error:
        raise Unreadable(str(error), 1) from None
    if chain.relations or not isinstance(value, Fraction):
        raise Unreadable(f"{text.strip()!r} is no rational number", 1)
    return value


def fixed(settings: Iterable[Setting]) -> dict[str, Node]:
    """The letters that have one value each, as numbers to put in their place; the last setting of a letter counts.

    >>> {name: str(node) for name, node in fixed(read_settings("beta = 9/10")).items()}
    {'beta': '9/10'}
    """
    return {
        setting.name: parse_statement(setting.text).members[0]
        for setting in settings
        if isinstance(setting, Value) and setting.index is None
    }
