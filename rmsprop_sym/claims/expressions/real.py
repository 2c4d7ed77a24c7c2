"""The value of an expression without letters: exact where it is rational or the root of a rational, else a ball.

A value is a Fraction, a Root, or an `arb` at the precision asked for; nothing is ever a float.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from flint import arb, ctx, fmpq

from rmsprop_sym.claims.expressions.numbered_terms import without_degree
from rmsprop_sym.claims.expressions.roots import Root, exact_root, exponent, root
from rmsprop_sym.claims.expressions.syntax import Binary, Call, Infinity, Literal, Name, Negate, Node, Span, Sum, walk

PRECISIONS = (64, 128, 256, 512, 1024, 2048, 4096)
LARGEST_POWER = 10**6
MOST_BITS = 40_000
LARGEST_BINARY_EXPONENT = 400_000
LARGEST_ARGUMENT = 10**50
MOST_TERMS = 2_000
MINUS_ONE = Fraction(-1)


class Undefined(Exception):
    """The expression has no value, or none that is within reach; the message says why."""


Real = Fraction | Root | arb
ONE: Real = Fraction(1)
Bounds = tuple[Fraction, Fraction]


def evaluate(
    node: Node,
    bits: int = PRECISIONS[0],
    widened: Mapping[Span, Bounds] | None = None,
    letters: Mapping[str, Real] | None = None,
) -> Real:
    """The value of the node, in balls of the given precision where it is not exact.

    Literals whose span is in `widened` stand for every number between the bounds given there, letters for their value.
    Raises Undefined where there is no value, or none within reach.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> evaluate(parse_statement("√0.1·√10 = 1").members[0])
    Fraction(1, 1)
    """
    before = ctx.prec
    ctx.prec = bits
    try:
        balls = {span: ball_of(low).union(ball_of(high)) for span, (low, high) in (widened or {}).items()}
        return _Evaluator({}, balls, letters or {}).value(node)
    finally:
        ctx.prec = before


def bounds(value: Real, bits: int = PRECISIONS[0]) -> Bounds:
    """Two fractions with the value between them; equal only if it is exactly that.

    Raises Undefined for a ball that is not finite or too far from 1 to be written as fractions.
    """
    if isinstance(value, Fraction):
        return value, value
    before = ctx.prec
    ctx.prec = bits
    try:
        ball = ball_of(value)
        return _endpoint(ball.lower()), _endpoint(ball.upper())
    finally:
        ctx.prec = before


def ball_of(value: Real) -> arb:
    """The value as a ball at the working precision."""
    if isinstance(value, Fraction):
        return arb(fmpq(value.numerator, value.denominator))
    if isinstance(value, Root):
        return value.sign * ball_of(value.square).sqrt()
    return value


def _endpoint(point: arb) -> Fraction:
    """The exact end of a ball as a fraction."""
    if not point.is_finite():
        raise Undefined("its enclosure is not finite; a divisor or a root may be zero")
    mantissa, exponent = (int(part) for part in point.man_exp())
    if abs(exponent) > LARGEST_BINARY_EXPONENT:
        raise Undefined("it is too large or too small to be written in digits")
    return Fraction(mantissa) * Fraction(2) ** exponent


@dataclass(frozen=True)
class _Evaluator:
    """Walks an expression with the values of its index letters and of its widened literals."""

    letters: Mapping[str, Fraction]
    widened: Mapping[Span, arb]
    known: Mapping[str, Real] = field(default_factory=dict)

    def value(self, node: Node) -> Real:
        """The value of the node at the working precision."""
        match node:
            case Literal():
                return self.widened.get(node.span, node.value) if self.widened else node.value
            case Name(name="pi"):
                return arb.pi()
            case Name() if node.name in self.letters:
                return self.letters[node.name]
            case Name() if node.name in self.known:
                return self.known[node.name]
            case Negate():
                return multiply(MINUS_ONE, self.value(node.operand))
            case Binary("/", Call("log", (power,)), Call("log", (base,))) if (
                exact := exponent(self.value(base), self.value(power))
            ) is not None:
                return exact
            case Binary():
                return _OPERATORS[node.op](self.value(node.left), self.value(node.right))
            case Call():
                return _FUNCTIONS[node.function](*[self.value(part) for part in node.arguments])
            case Sum() if not self.letters:
                return self.sum(node)
            case Sum():
                raise Undefined("a sum inside a sum")
            case Infinity():
                raise Undefined("infinity is no number")
            case _:
                raise Undefined(f"{node} has no value of its own")

    def sum(self, node: Sum) -> Real:
        """The sum, added term by term; an empty sum is zero, and one without an end is a geometric series."""
        if node.upper == Infinity():
            return self.series(node)
        lower, upper = self.value(node.lower), self.value(node.upper)
        if not (
            isinstance(lower, Fraction) and isinstance(upper, Fraction) and lower.denominator == upper.denominator == 1
        ):
            raise Undefined("a sum whose bounds are not whole numbers")
        if upper < lower - 1:
            raise Undefined("a sum that runs backwards")
        if upper - lower > MOST_TERMS:
            raise Undefined(f"a sum of more than {MOST_TERMS} terms")
        total: Real = Fraction(0)
        for index in range(int(lower), int(upper) + 1):
            total = add(total, replace(self, letters={node.index: Fraction(index)}).value(node.body))
        return total

    def series(self, node: Sum) -> Real:
        """The sum of terms with one ratio between any two, or of such terms times a polynomial in their number."""
        lower = self.value(node.lower)
        if not (isinstance(lower, Fraction) and lower.denominator == 1):
            raise Undefined("a sum whose bounds are not whole numbers")
        body, steps = without_degree(node.body, node.index)
        ratio = self._ratio(body, node.index)
        if not ball_of(absolute(ratio)) < 1:
            raise Undefined("a sum without an end whose terms do not shrink")
        first = replace(self, letters={node.index: lower}).value(body)
        rest = invert(add(ONE, multiply(MINUS_ONE, ratio)))
        at = [replace(self, letters={node.index: lower + j}) for j in range(len(steps) + 1)]
        total, power = add(ONE, MINUS_ONE), rest  # the sum of p(j) x^j: the differences of p, times x^m/(1 - x)^(m + 1)
        row: list[Real] = [reduce(multiply, map(each.value, steps), ONE) for each in at]
        for _ in at:
            total, power = add(total, multiply(row[0], power)), multiply(power, multiply(ratio, rest))
            row = [add(b, multiply(MINUS_ONE, a)) for a, b in pairwise(row)]
        return multiply(first, total)

    def _ratio(self, node: Node, index: str) -> Real:
        """By what the node is multiplied when the index grows by one."""
        if all(part != Name(index) for part in walk(node)):
            return Fraction(1)
        match node:
            case Binary(op="*"):
                return multiply(self._ratio(node.left, index), self._ratio(node.right, index))
            case Binary(op="/"):
                return multiply(self._ratio(node.left, index), invert(self._ratio(node.right, index)))
            case Binary(op="^", left=base, right=exponent) if all(part != Name(index) for part in walk(base)):
                return raise_to(self.value(base), self._step(exponent, index))
            case Negate():
                return self._ratio(node.operand, index)
        raise Undefined("a sum without an end that is no geometric series")

    def _step(self, node: Node, index: str) -> Fraction:
        """By what the node grows when the index grows by one, where that is always the same."""
        match node:
            case Name() if node.name == index:
                return Fraction(1)
            case Binary(op="+" | "-"):
                right = self._step(node.right, index)
                return self._step(node.left, index) + (right if node.op == "+" else -right)
            case Binary(op="*", left=Literal() as factor, right=other):
                return factor.value * self._step(other, index)
        if all(part != Name(index) for part in walk(node)):
            return Fraction(0)
        raise Undefined("a sum without an end that is no geometric series")


def add(left: Real, right: Real) -> Real:
    """The sum, exact if both are rational or multiples of one root."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _short(left + right)
    if not (isinstance(left, arb) or isinstance(right, arb)):
        return _add_roots(left, right)
    return ball_of(left) + ball_of(right)


def _short(value: Fraction) -> Fraction | arb:
    """The value, as a ball once its digits would cost more than they tell."""
    return value if max(value.numerator.bit_length(), value.denominator.bit_length()) <= MOST_BITS else ball_of(value)


def _add_roots(left: Fraction | Root, right: Fraction | Root) -> Real:
    """The sum of two roots: with a rational ratio r it is right * (1 + r)."""
    if left == 0 or right == 0:
        return right if left == 0 else left
    ratio = multiply(left, invert(right))
    if isinstance(ratio, Fraction):
        return multiply(right, 1 + ratio)
    return ball_of(left) + ball_of(right)


def multiply(left: Real, right: Real) -> Real:
    """The product, exact if neither is a ball; nothing times zero is zero."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _short(left * right)
    if left == 0 or right == 0:
        return _zero(right if left == 0 else left)
    if isinstance(left, arb) or isinstance(right, arb):
        return ball_of(left) * ball_of(right)
    square = _short(_square(left) * _square(right))
    sign = _sign_of(left) * _sign_of(right)
    return root(sign, square) if isinstance(square, Fraction) else sign * square.sqrt()


def _zero(other: Real) -> Real:
    """Zero times a number: zero, if the number is one."""
    if isinstance(other, arb) and not other.is_finite():
        raise Undefined("zero times something that has no finite enclosure")
    return Fraction(0)


def _sign_of(value: Fraction | Root) -> int:
    """-1, 0 or 1."""
    return value.sign if isinstance(value, Root) else (value > 0) - (value < 0)


def _square(value: Fraction | Root) -> Fraction:
    """The square of an exact number."""
    return value.square if isinstance(value, Root) else value * value


def invert(value: Real) -> Real:
    """One divided by the value."""
    if value == 0:
        raise Undefined("a division by zero")
    if isinstance(value, Root):
        return Root(value.sign, 1 / value.square)
    return 1 / value


def raise_to(base: Real, exponent: Real) -> Real:
    """The base to the exponent; whole exponents of a rational are exact while they stay small."""
    if not isinstance(exponent, Fraction):
        return _real_power(base, exponent)
    if abs(exponent) > LARGEST_POWER:
        raise Undefined(f"an exponent larger than {LARGEST_POWER}")
    if base == 0 and exponent <= 0:
        if exponent == 0:
            return Fraction(1)
        raise Undefined("a division by zero")
    if exponent.denominator == 1:
        return _whole_power(base, int(exponent))
    if exponent.denominator == 2 and isinstance(base, Fraction):
        return _whole_power(square_root(base), exponent.numerator)
    exact = exact_root(base, exponent.denominator) if isinstance(base, Fraction) else None
    return _real_power(base, exponent) if exact is None else _whole_power(exact, exponent.numerator)


def _whole_power(base: Real, exponent: int) -> Real:
    """The base multiplied by itself."""
    if isinstance(base, Root):
        even = _whole_power(base.square, exponent // 2)
        return multiply(even, base) if exponent % 2 else even
    if isinstance(base, Fraction):
        if abs(exponent) * max(base.numerator.bit_length(), base.denominator.bit_length()) <= MOST_BITS // 2:
            return base**exponent
        return ball_of(base) ** exponent
    return _multiplied(base, abs(exponent)) if exponent >= 0 else invert(_multiplied(base, -exponent))


def _multiplied(base: arb, exponent: int) -> arb:
    """A ball to a whole power by multiplication alone."""
    result, square = arb(1), base
    while exponent:
        if exponent & 1:
            result *= square
        square *= square
        exponent >>= 1
    return result


def _real_power(base: Real, exponent: Real) -> Real:
    """The power of a positive base."""
    if base == 1:
        return Fraction(1)
    if not _surely_positive(base):
        raise Undefined("a power with a broken exponent and a base that is not positive")
    return exponential(ball_of(base).log() * ball_of(exponent))


def _surely_positive(value: Real) -> bool:
    """Whether the value is certainly above zero."""
    return bool(ball_of(value) > 0)


def square_root(value: Real) -> Real:
    """The square root."""
    if isinstance(value, Fraction):
        if value < 0:
            raise Undefined("the root of a negative number")
        return root(1, value)
    return _root_of_ball(ball_of(value))


def _root_of_ball(ball: arb) -> arb:
    """The square root of a ball that is certainly not below zero."""
    if not ball >= 0:
        raise Undefined("the root of a number that may be negative")
    return ball.sqrt()


def logarithm(value: Real) -> Real:
    """The natural logarithm."""
    if value == 1:
        return Fraction(0)
    if not _surely_positive(value):
        raise Undefined("the logarithm of a number that is not positive")
    return ball_of(value).log()


def exponential(value: Real) -> Real:
    """Euler's number to the value."""
    if value == 0:
        return Fraction(1)
    ball = ball_of(value)
    if not abs(ball) < LARGEST_ARGUMENT:
        raise Undefined(f"an exponential of more than {LARGEST_ARGUMENT:.0e}")
    return ball.exp()


def absolute(value: Real) -> Real:
    """The absolute value."""
    if isinstance(value, Root):
        return Root(1, value.square)
    return abs(value) if isinstance(value, Fraction) else value.__abs__()


def sign(value: Real) -> Real:
    """The sign, where it is certain."""
    if not isinstance(value, arb):
        return Fraction(_sign_of(value))
    if value > 0 or value < 0:
        return Fraction(1 if value > 0 else -1)
    raise Undefined("the sign of a number that cannot be told from zero")


def largest(*values: Real) -> Real:
    """The largest, where it is certain."""
    best = values[0]
    for value in values[1:]:
        best = value if sign(add(value, multiply(MINUS_ONE, best))) == 1 else best
    return best


def least(*values: Real) -> Real:
    """The least, where it is certain."""
    return multiply(MINUS_ONE, largest(*(multiply(MINUS_ONE, value) for value in values)))


_FUNCTIONS: dict[str, Callable[..., Real]] = {
    "abs": absolute,
    "sqrt": square_root,
    "log": logarithm,
    "exp": exponential,
    "sign": sign,
    "max": largest,
    "min": least,
}
_OPERATORS: dict[str, Callable[[Real, Real], Real]] = {
    "+": add,
    "-": lambda left, right: add(left, multiply(MINUS_ONE, right)),
    "*": multiply,
    "/": lambda left, right: multiply(left, invert(right)),
    "^": raise_to,
}
