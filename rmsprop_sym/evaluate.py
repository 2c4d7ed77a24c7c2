"""What a term is worth at a point, and where it means something: a path to the truth beside the kernel.

Numbers are exact as long as they are rational and balls from there on.  States come from running the rule itself,
so that a theorem about a run is checked against the run.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial, reduce
from typing import Any

from rmsprop_sym.kernel.certificate import NOTHING, Context, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    PLUS,
    POWER,
    SUM,
    TIMES,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    Term,
    free,
    parts,
)
from rmsprop_sym.numbers import constant, maximum, sign, sqrt
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.count import Count
from rmsprop_sym.numbers.exact import Exact, Irrational
from rmsprop_sym.rules.rule import Rule, State

BITS = 256
LONGEST = 400


class Undefined(ArithmeticError):
    """A term has no value here: a zero divisor, a negative root, a reversed sum, an index that is no step."""


class Beyond(Undefined):
    """A term has a value, but to compute it would take too long."""


@dataclass(frozen=True)
class Point:
    """Values for letters, general terms for sequences, the rules that are run, and where their states start."""

    letters: Mapping[Letter, Fraction] = field(default_factory=dict)
    sequences: Mapping[str, Callable[[int], Fraction]] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    starts: Mapping[str, Fraction] = field(default_factory=dict)

    def at(self, letter: Letter, value: Fraction) -> Point:
        """The point with one more letter."""
        return replace(self, letters={**self.letters, letter: value})


def evaluate(whole: Term, point: Point) -> Exact | Ball:
    """The value of a term, exact if it is rational.

    Raises Undefined where the term has no value.
    """
    try:
        return _Evaluation(point, Exact).value(whole)  # type: ignore[no-any-return]
    except Irrational:
        with precision(BITS):
            return _Evaluation(point, Ball).value(whole)  # type: ignore[no-any-return]


def means_something(claim: Claim, point: Point) -> bool:
    """Whether both sides have a value at a point; of sequences, one member is looked at."""
    try:
        for side in (claim.left, claim.right):
            at = point.at(side.index, Fraction(1)) if isinstance(side, Lambda) else point
            evaluate(side.body if isinstance(side, Lambda) else side, at)
    except Undefined:
        return False
    return True


Box = Mapping[Letter, tuple[Fraction, Fraction]]


def holds_within(claim: Claim, box: Box, point: Point) -> bool:
    """Whether ball arithmetic shows an inequality everywhere in a box; False says nothing.

    Raises Undefined where a side may have no value.
    """
    with precision(BITS):
        balls = {x: Ball.between(*ends) for x, ends in box.items()}
        left, right = (_Evaluation(point, Ball, balls=balls).value(side) for side in (claim.left, claim.right))
        apart = claim.relation == "!=" and right.surely_less(left)
        return claim.relation in ("<", "<=", "!=") and (left.surely_less(right) or apart)


def holds(claim: Claim, point: Point) -> bool | None:
    """Whether a claim holds at a point; None where it cannot be decided, or speaks of all indices or of a limit.

    Raises Undefined where a side has no value.
    """
    if claim.within or claim.relation == "->":
        return None
    left, right = evaluate(claim.left, point), evaluate(claim.right, point)
    if isinstance(left, Exact) and isinstance(right, Exact):
        a, b = left.fraction, right.fraction
        return {"=": a == b, "!=": a != b, "<=": a <= b, "<": a < b}[claim.relation]
    with precision(BITS):
        a_ball, b_ball = (side if isinstance(side, Ball) else Ball(side.fraction) for side in (left, right))
        below, above = a_ball.surely_less(b_ball), b_ball.surely_less(a_ball)
    return {
        "=": False if below or above else None,
        "!=": True if below or above else None,
        "<=": True if below else False if above else None,
        "<": True if below else False if above else None,
    }[claim.relation]


def conditions(whole: Term, known: Context = NOTHING) -> Iterator[Claim]:
    """What must hold for a term to mean something: no zero divisor, no negative root, no reversed sum.

    Inside a sum the condition is for every index of its range, of which the bounds are known.
    """
    match whole:
        case Apply(head, (Lambda(index, body), low, high)) if head == SUM:
            bounds = () if index in free(low, high) else (normal(index - low), normal(high - index))
            for below in conditions(body, Context(bounds)):
                if not below.within:
                    yield Claim(Lambda(index, below.left), below.relation, Lambda(index, below.right), (low, high))
            yield from conditions(low, known)
            yield from conditions(high, known)
            yield Claim(low - 1, "<=", high)
            return
        case Apply(head, (base, Number(exponent))) if head == POWER:
            if exponent.denominator != 1:
                yield Claim(ZERO, "<=", base)
            if exponent < 0:
                yield Claim(base, "!=", ZERO)
        case Apply(head, (base, exponent)) if head == POWER and not known.natural(normal(exponent)):
            yield Claim(base, "!=", ZERO)
        case Apply(Head("sqrt", "function"), (inner,)):
            yield Claim(ZERO, "<=", inner)
        case Apply(Head("log", "function"), (inner,)):
            yield Claim(ZERO, "<", inner)
    for part in parts(whole):
        yield from conditions(part, known)


@dataclass
class _Evaluation:
    """One evaluation with one kind of number; runs are made once."""

    point: Point
    kind: Callable[[Fraction], Any]
    runs: dict[tuple[object, ...], list[Mapping[str, _Later]]] = field(default_factory=dict)
    balls: Mapping[Letter, Ball] = field(default_factory=dict)

    def value(self, whole: Term) -> Any:
        match whole:
            case Number(value):
                return self.kind(value)
            case Letter() if whole in self.balls:
                return self.balls[whole]
            case Letter():
                if whole not in self.point.letters:
                    raise Undefined(f"{whole.name} has no value")
                return self.kind(self.point.letters[whole])
            case Apply(head, (a, b)) if head == PLUS:
                return self.value(a) + self.value(b)
            case Apply(head, (a, b)) if head == TIMES:
                return self.value(a) * self.value(b)
            case Apply(head, (a, b)) if head == POWER:
                return self._power(self.value(a), self._whole(b))
            case Apply(head, (Lambda(index, body), low, high)) if head == SUM:
                return self._sum(index, body, self._whole(low), self._whole(high))
            case Apply(Head(name, "sequence"), (index,)):
                return self.kind(self._member(name, self._whole(index)))
            case Apply(Head(name, "state", rule), (Lambda() as gradients, *hyper, index)):
                return self._state(rule, name, gradients, hyper, self._whole(index))
            case Apply(Head(name, "function"), args):
                return self._function(name, [self.value(arg) for arg in args])
        raise Undefined(f"{whole!r} has no value")

    def _whole(self, index: Term) -> int:
        try:
            value = _Evaluation(self.point, Exact).value(index).fraction
        except Irrational as error:
            raise Undefined("an index is not rational") from error
        if value.denominator != 1:
            raise Undefined(f"{value} is no index")
        if abs(value) > LONGEST:
            raise Beyond(f"an index or exponent beyond {LONGEST} is not computed")
        return int(value)

    def _power(self, base: Any, exponent: int) -> Any:
        if exponent >= 0:
            return base**exponent if exponent else self.kind(Fraction(1))
        if isinstance(base, Exact) and not base:
            raise Undefined("a divisor is zero")
        inverse = 1 / base**-exponent
        return self._defined(inverse)

    def _sum(self, index: Letter, body: Term, low: int, high: int) -> Any:
        if high < low - 1:
            raise Undefined("a sum runs backwards")
        total = self.kind(Fraction(0))
        for i in range(low, high + 1):
            total = total + _Evaluation(self.point.at(index, Fraction(i)), self.kind, self.runs, self.balls).value(body)
        return total

    def _member(self, name: str, index: int) -> Fraction:
        if name not in self.point.sequences or index < getattr(self.point.sequences[name], "first", 1):
            raise Undefined(f"{name}({index}) has no value")
        return self.point.sequences[name](index)

    def _state(self, rule: str, name: str, gradients: Lambda, hyper: list[Term], index: int) -> Any:
        if index < 0 or rule not in self.point.rules:
            raise Undefined(f"{name}({index}) has no value")
        letters = (x for x in free(gradients, *hyper) if isinstance(x, Letter))
        known = frozenset((x, self.point.letters.get(x)) for x in letters)
        run = self.runs.setdefault((rule, name, gradients, *hyper, known), [])
        it = self.point.rules[rule]
        if not run:
            starts: dict[str, int | Fraction] = {"theta": 0, **it.start, **self.point.starts}
            run.append({state: _Later(partial(self.kind, Fraction(starts[state]))) for state in it.states})
        while len(run) <= index:
            g, *values = (self._member_at(len(run), each) for each in (gradients, *hyper))
            given = dict(zip(it.hyper, values, strict=True))
            run.append(_stepped(it, len(run) - 1, run[-1], g, given, name))
        return self._defined(run[index][name].force())

    def _member_at(self, step: int, owner: Term) -> _Later:
        """What owns a run as a step sees it: the member of a sequence, or the one value."""
        if not isinstance(owner, Lambda):
            return self.later(owner)
        at = self.point.at(owner.index, Fraction(step))
        return _Evaluation(at, self.kind, self.runs, self.balls).later(owner.body)

    def later(self, whole: Term) -> _Later:
        """The value of a term, asked for only when the rule needs it."""
        return _Later(lambda: self.value(whole))

    def _function(self, name: str, args: list[Any]) -> Any:
        if name == "sqrt":
            if isinstance(args[0], Exact) and args[0].fraction < 0:
                raise Undefined("a root of a negative number")
            return self._defined(args[0].sqrt())
        if name == "sign":
            return args[0].sign()
        if name == "abs":
            return abs(args[0])
        if name == "max":
            return reduce(maximum, args)
        if name == "min":
            return -reduce(maximum, [-arg for arg in args])
        if name in ("exp", "log"):
            if isinstance(args[0], Exact):
                raise Irrational(name)
            return self._defined(Ball(getattr(args[0].arb, name)()))
        raise Undefined(f"{name} has no value")

    def _defined(self, value: Any) -> Any:
        if isinstance(value, Ball) and not value.is_finite():
            raise Undefined("a value is not finite, or not known well enough")
        return value


def _stepped(  # noqa: PLR0917 - a step of a rule, and the state that is wanted of it
    rule: Rule, steps: int, old: Mapping[str, _Later], g: _Later, hyper: Mapping[str, _Later], wanted: str
) -> dict[str, _Later]:
    """The states after a step.  Only the wanted one is computed: the others may have no value of this kind."""
    new = rule.step(State(t=Count(steps), **old), g, **hyper)
    values = {name: _Later(partial(_forced, getattr(new, name))) for name in rule.states}
    values[wanted].force()
    return values


def _forced(value: _Later) -> Any:
    try:
        return value.force()
    except (ZeroDivisionError, ValueError) as error:
        raise Undefined("a divisor is zero, or a root of a negative number is asked for") from error


def _deferred(operation: Callable[..., Any]) -> Callable[..., _Later]:
    return lambda *args: _Later(lambda: operation(*(a.force() if isinstance(a, _Later) else a for a in args)))


class _Later:
    """A number that is computed when it is asked for, so that a root in one state does not stand in another's way."""

    def __init__(self, compute: Callable[[], Any]) -> None:
        self.compute = compute
        self.number: Any = None

    def force(self) -> Any:
        """The number, computed once."""
        if self.number is None:
            self.number = self.compute()
        return self.number

    __add__, __sub__, __mul__ = _deferred(operator.add), _deferred(operator.sub), _deferred(operator.mul)
    __truediv__, __pow__ = _deferred(operator.truediv), _deferred(operator.pow)
    __radd__ = _deferred(lambda a, b: b + a)
    __rsub__ = _deferred(lambda a, b: b - a)
    __rmul__ = _deferred(lambda a, b: b * a)
    __rtruediv__ = _deferred(lambda a, b: b / a)
    __neg__, __abs__ = _deferred(operator.neg), _deferred(operator.abs)
    sqrt, sign, maximum = _deferred(sqrt), _deferred(sign), _deferred(maximum)

    def constant(self, value: int) -> _Later:
        """The whole number in the same kind."""
        return _Later(lambda: constant(value, self.force()))
