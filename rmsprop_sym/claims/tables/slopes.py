"""The gradient as a note gives it: a polynomial in the weight, or the loss of which it is the derivative."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.traces.running import Quantity, quantity

MOST_FOUND, MOST_POWER = 4, 6
PLACE = r"(?:\\?theta|θ|[wxpθ])"
_INDEX = r"(?:_\{?(?:[tkni]|\d)(?:\s*[-+]\s*1)?\}?|\[(?:[tkni](?:\s*-\s*1)?|\d)\]|[ₜ₀₋₁]+|(?:\.item\(\)))?"
_SHARED = rf"(?:(?:\d+\.\d+|\d+|{PLACE}{_INDEX}|[-+−*/^(){{}}·]|\\(?:cdot|times|left|right|[dt]?frac|,|;)|\s))"
_SLOPE = re.compile(
    rf"(?:(?<![\w\\])(?:g|grad|dw|dx)(?:_\{{?[tkni]\}}?|ₜ)?|\\nabla\s*[fJL](?:\([^()]*\))?|(?<!\w)[fJL]'\s*\([^()]*\))"
    rf"(?:\s*=[^=$`\n]{{0,40}})??\s*=\s*(?P<said>{_SHARED}{{2,60}})(?=[$`.,;:\n]|\s[a-z]|$)"
)
_SPOKEN = re.compile(
    rf"\b(?:gradient|derivative|slope)s?\b(?:\s+(?:at|in)\s+\$?{PLACE}\$?(?![\w*]))?(?:\s+(?:is|then|here|are|be))*[\s:$`(]*(?P<said>{_SHARED}{{2,60}})(?=[$`.,;)\n]|\s[a-z]|$)"
)
_LOSS = re.compile(
    rf"(?<![\w\\])[A-Za-z]\s*\(\s*{PLACE}\s*\)\s*=\s*(?P<said>{_SHARED}{{1,60}})(?=[$`.,;:\n]|\s[a-z]|$)"
)
_BY_COORDINATES = re.compile(r"\barray\(\s*\[(?P<list>(?:[^\[\]\n]|\[\d\]){3,120})\]")
_PLAINLY = str.maketrans("−{}", "-()")
_FRACTION = re.compile(r"\\[dt]?frac\s*(?:\{(\d+)\}\{(\d+)\}|(\d)(\d))")


@dataclass(frozen=True)
class Slope:
    """A polynomial in the weight, by its coefficients from that of the constant on."""

    said: str
    coefficients: tuple[Fraction, ...]

    def at(self, place: Quantity) -> Quantity:
        """Its worth at a place."""
        total = quantity(0)
        for coefficient in reversed(self.coefficients):
            total = total * place + coefficient
        return total

    @property
    def derivative(self) -> Slope:
        """The slope of what it is."""
        return Slope(f"the slope of {self.said}", tuple(k * each for k, each in enumerate(self.coefficients))[1:])


def slopes_in(texts: Iterable[str]) -> list[Slope]:
    """The gradients that texts give as polynomials in the weight, those said last first.

    >>> [each.coefficients for each in slopes_in(["minimise $f(w) = (w-3)^2$, so that `g = 2*(w - 3)`"])]
    [(Fraction(-6, 1), Fraction(2, 1))]
    """
    found = dict[tuple[Fraction, ...], Slope]()
    for text in texts:
        for each in _slopes(text):
            found.setdefault(each.coefficients, each)
        if len(found) >= MOST_FOUND:
            break
    return list(found.values())[:MOST_FOUND]


def _slopes(text: str) -> Iterator[Slope]:
    """The slopes in a text."""
    for pattern in (_SLOPE, _SPOKEN):
        for match in pattern.finditer(text):
            slope = _read(match["said"])
            if slope:
                yield slope
    for match in _BY_COORDINATES.finditer(text):
        slopes = (_read(part) for part in match["list"].split(","))
        yield from (slope for slope in slopes if slope)
    for match in _LOSS.finditer(text):
        loss = _read(match["said"])
        if loss and len(loss.coefficients) > 1:
            yield loss.derivative


def _read(said: str) -> Slope | None:
    """The polynomial that is written, if it is one that depends on the weight."""
    text = re.sub(r"\\(?:left|right|,|;)", "", said.strip(" .,;:"))
    text = _FRACTION.sub(lambda match: "({}/{})".format(*filter(None, match.groups())), text)
    text = re.sub(rf"{PLACE}{_INDEX}", "w", text)
    text = re.sub(r"\\cdot|\\times|·", "*", text).replace("^", "**").translate(_PLAINLY)
    text = re.sub(r"(?<=[\dw)])\s*(?=[w(])", "*", text.strip())
    try:
        coefficients = _polynomial(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, ZeroDivisionError):
        return None
    return Slope(said.strip(), tuple(coefficients)) if any(coefficients[1:]) else None


def _polynomial(node: ast.expr) -> Sequence[Fraction]:
    """The coefficients of an expression. Raises ValueError for what is no polynomial."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return (Fraction(repr(value)),)
        case ast.Name(id="w"):
            return (Fraction(0), Fraction(1))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return [-each for each in _polynomial(operand)]
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int() as power)) if 0 <= power <= MOST_POWER:
            base, whole = _polynomial(left), [Fraction(1)]
            for _ in range(power):
                whole = _product(whole, base)
            return whole
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(_polynomial(left), op, _polynomial(right))
    raise ValueError(ast.dump(node))


def _joined(one: Sequence[Fraction], op: ast.operator, other: Sequence[Fraction]) -> Sequence[Fraction]:
    """Two polynomials, added, multiplied, or the first over a number."""
    match op:
        case ast.Add() | ast.Sub():
            sign, width = 1 if isinstance(op, ast.Add) else -1, max(len(one), len(other))
            left, right = ([*each, *[Fraction(0)] * (width - len(each))] for each in (one, other))
            return [a + sign * b for a, b in zip(left, right, strict=True)]
        case ast.Mult():
            return _product(one, other)
        case ast.Div() if len(other) == 1:
            return [each / other[0] for each in one]
    raise ValueError(op)


def _product(one: Sequence[Fraction], other: Sequence[Fraction]) -> list[Fraction]:
    """Two polynomials, multiplied."""
    found = [Fraction(0)] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for k, b in enumerate(other):
            found[i + k] += a * b
    return found
