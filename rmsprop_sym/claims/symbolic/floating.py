"""Statements over floats: letters are rounded to the format, then each operation, in the order as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.numeral import LARGEST_EXPONENT
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Call,
    Chain,
    Constant,
    Infinity,
    Limit,
    Literal,
    Name,
    Negate,
    Node,
)
from rmsprop_sym.claims.expressions.tree import OPERATIONS, names_in, rebuilt
from rmsprop_sym.claims.symbolic.format import Float, Format, Nowhere
from rmsprop_sym.claims.symbolic.settings import Hypothesis, Setting, Value, Values
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.rules import RULES, Rule, State

MOST_STEPS = 60_000
SAMPLES = ("0.1", "1.1", "3", "-0.7", "1e-3", "0.3", "7", "123.4")
MOST_SAMPLES = 200
RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


@dataclass(frozen=True)
class FloatRun(Evidence):
    """Both sides of a statement in floats, whose every letter has a value."""

    left: Float
    relation: str
    right: Float
    said: str
    at: str = ""
    kind: str = "float"

    @property
    def grade(self) -> Grade:
        """PROVED or REFUTED: floats are compared exactly."""
        return Grade.PROVED if RELATIONS[self.relation](self.left.value, self.right.value) else Grade.REFUTED

    @property
    def because(self) -> str:
        """What the left side is in floats."""
        return f"{self.said} is {self.left.value!r} in {self.left.format.name}"

    @property
    def witness(self) -> str | None:
        """The two floats."""
        where = f"{self.at}: " if self.at else ""
        return f"{where}{self.left.value!r}, and {self.right.value!r}" if self.grade is Grade.REFUTED else None

    @property
    def trusts(self) -> tuple[str, ...]:
        """The format."""
        return (f"IEEE 754 {self.left.format.name}",)


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "sqrt": Float.sqrt,
    "sign": Float.sign,
    "max": Float.maximum,
}


@dataclass(frozen=True)
class _Values:
    """What is fixed: letters, gradients, and the runs of the rule on them."""

    form: Format
    rule: Rule | None
    letters: Mapping[str, Fraction]
    gradients: Mapping[int, Fraction]
    constant: bool

    def float(self, name: str) -> Float:
        if name not in self.letters:
            raise Nowhere(f"{name} has no value; write it in :where:")
        return Float.of(self.letters[name], self.form)

    def gradient(self, step: int) -> Float:
        value = self.letters.get("g") if self.constant else self.gradients.get(step)
        if value is None:
            raise Nowhere(f"g({step}) has no value; write it in :where:")
        return Float.of(value, self.form)

    def states(self) -> Iterator[State]:
        """The states before the first step, after it, and so on."""
        assert self.rule
        hyper = {name: self.float(name) for name in self.rule.hyper}
        state = self.rule.begin(Float.of(self.letters.get("theta", Fraction(0)), self.form))
        while True:
            yield state
            state = self.rule.step(state, self.gradient(state.t + 1), **hyper)

    def value(self, node: Node) -> Any:
        """The node in floats."""
        match node:
            case Literal():
                return Float.of(node.value, self.form)
            case Name(name=name):
                return self.float(name)
            case Negate(operand=operand):
                return -self.value(operand)
            case Binary(
                op="^", left=Literal(value=2 | 10) as base, right=Literal() | Negate(operand=Literal()) as power
            ):
                return Float.of(base.value ** _exponent(power), self.form)  # a power of ten is a number as printed
            case Binary(op="^", left=left, right=Literal() as power) if power.numeral.integer:
                return self.value(left) ** int(power.value)
            case Binary(op=op, left=left, right=right) if op in OPERATIONS:
                return OPERATIONS[op](self.value(left), self.value(right))
            case Call(function=function, arguments=arguments) if function in _FUNCTIONS:
                return _FUNCTIONS[function](*map(self.value, arguments))
            case Apply(name=name, arguments=(Literal() as index,)) if index.numeral.integer:
                return self._member(name, int(index.value))
            case Limit(body=Apply(name=name, arguments=(Name(),)), point=Infinity(negative=False)):
                return self._settled(name)
        raise Nowhere(f"{node} is not computed in floats")

    def _member(self, name: str, step: int) -> Float:
        if name == "g":
            return self.gradient(step)
        if self.rule is None or name not in self.rule.states or step > MOST_STEPS:
            raise Nowhere(f"{name}({step}) means nothing here; name its rule, and write the step as a number")
        state = next(state for k, state in enumerate(self.states()) if k == step)
        return getattr(state, name)  # type: ignore[no-any-return]

    def _settled(self, name: str) -> Float:
        """The value of a state from where nothing changes any more."""
        if self.rule is None or name not in self.rule.start or not (self.constant and self.rule.name in RULES):
            raise Nowhere("in floats a limit is known of a state on a constant gradient only")
        before = None
        for state in self.states():
            here = [getattr(state, each) for each in self.rule.start]
            if here == before:
                return getattr(state, name)  # type: ignore[no-any-return]
            if state.t > MOST_STEPS:
                break
            before = here
        raise Nowhere(f"it has not settled after {MOST_STEPS} steps")


def judged(
    chain: Chain, form: Format, *, rule: Rule | None, given: Sequence[Hypothesis], where: Sequence[Setting]
) -> Evidence:
    """What is known about a statement over floats.

    Raises Unreadable for a relation that floats do not have.

    >>> from rmsprop_sym.claims.symbolic.format import FORMATS
    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> sides = parse_statement("0.1 + 0.2 = 0.3")
    >>> str(judged(sides, FORMATS["binary64"], rule=None, given=(), where=()).grade)
    'REFUTED'
    """
    if len(chain.relations) != 1 or chain.relations[0] not in RELATIONS:
        raise Unreadable("over floats a statement has one of = != < <= > >=", 1)
    values = _fixed(form, rule, given, where)
    loose = sorted(_loose(chain, values)) if rule is None else []
    if loose:
        return _sampled(chain, values, loose)
    try:
        return _compared(chain, values, "")
    except Nowhere as reason:
        return Undecided(str(reason))


def _exponent(node: Literal | Negate) -> int:
    """The whole number that is printed as an exponent.

    Raises Nowhere if it is none, or too large.
    """
    printed = reading(node)
    if printed is None or not printed.numeral.integer or abs(printed.value) > LARGEST_EXPONENT:
        raise Nowhere(f"a power of {node} is not computed in floats")
    return int(printed.value)


def in_floats(node: Node, form: Format) -> Float:
    """The expression without letters in floats.

    Raises Nowhere where there is none, Overflow where it is too large.

    >>> from rmsprop_sym.claims.symbolic.format import FORMATS
    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> in_floats(parse_statement("1 + 10^-8").members[0], FORMATS["binary32"]).value
    1.0
    """
    value = _Values(form, None, {}, {}, constant=False).value(node)
    assert isinstance(value, Float)
    return value


def _compared(chain: Chain, values: _Values, at: str) -> FloatRun:
    left, right = (values.value(member) for member in chain.members)
    return FloatRun(left, chain.relations[0], right, str(chain.members[0]), at)


def _fixed(form: Format, rule: Rule | None, given: Sequence[Hypothesis], where: Sequence[Setting]) -> _Values:
    letters: dict[str, Fraction] = {}
    gradients: dict[int, Fraction] = {}
    for setting in where:
        match setting:
            case Value(name="g", value=value, index=int() as index):
                gradients[index] = value
            case Value(name=name, value=value):
                letters[name] = value
            case Values(name="g", values=values):
                gradients |= dict(enumerate(values, 1))
    for hypothesis in given:
        match hypothesis:
            case Chain((Name(name=name), Literal() as number), ("=",)):
                letters[name] = number.value
    steady = any(isinstance(hypothesis, Constant) for hypothesis in given)
    return _Values(form, rule, letters, gradients, steady)


@dataclass(frozen=True)
class Reordered(Evidence):
    """Two sides that differ only in the order of the two terms of a sum, or factors of a product."""

    left: Node
    right: Node
    kind: str = "float"

    @property
    def grade(self) -> Grade:
        """PROVED, if that is so: a rounded sum or product does not depend on the order of its two parts."""
        return Grade.PROVED if _ordered(self.left) == _ordered(self.right) else Grade.OPEN

    @property
    def because(self) -> str:
        """Why it does not matter."""
        return "each operation rounds what is exact, and a sum or a product of two is the same in either order"

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return "nothing here proves it for all floats" if self.grade is Grade.OPEN else None


def _ordered(node: Node) -> Node:
    """The node with the parts of each sum and product in a fixed order."""

    def change(part: Node) -> Node | None:
        match part:
            case Binary(op="+" | "*", left=left, right=right) if str(right) < str(left):
                return replace(part, left=right, right=left)
        return None

    return rebuilt(node, change)


def _loose(chain: Chain, values: _Values) -> set[str]:
    """The letters that have no value."""
    return names_in(chain) - set(values.letters)


def _sampled(chain: Chain, values: _Values, loose: Sequence[str]) -> Evidence:
    """A place where the statement fails, if one of the samples is."""
    tried = 0
    for numbers in product(SAMPLES, repeat=len(loose)):
        here = replace(values, letters={**values.letters, **dict(zip(loose, map(Fraction, numbers), strict=True))})
        try:
            run = _compared(chain, here, ", ".join(f"{x} = {n}" for x, n in zip(loose, numbers, strict=True)))
        except Nowhere:
            continue
        tried += 1
        if run.grade is Grade.REFUTED:
            return run
        if tried >= MOST_SAMPLES:
            break
    left, right = chain.members
    same = Reordered(left, right)
    if same.grade is Grade.PROVED and chain.relations == ("=",):
        return same
    return Undecided(f"it holds for {tried} samples in {values.form.name}; nothing here proves it for all")
