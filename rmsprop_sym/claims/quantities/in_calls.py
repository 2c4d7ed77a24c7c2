"""What code between backticks that calls a format of floats gives: `np.float32(1) + np.float32(1e-8) == 1` is `True`.

A bare number beside a float of a format is rounded to that format by some versions of the libraries, and widens it in
others; only what all of them give is judged.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from rmsprop_sym.claims.arithmetic.digits import Reading, reading
from rmsprop_sym.claims.expressions.syntax import Literal
from rmsprop_sym.claims.quantities.in_formats import InFormat
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.floating import FloatRun
from rmsprop_sym.claims.symbolic.format import FORMATS, Float, Format, Nowhere, Overflow
from rmsprop_sym.claims.verdict import Evidence

_CALLED = {"float64": "binary64", "float32": "binary32", "bfloat16": "bfloat16", "float16": "binary16"}
_SAID = re.compile(
    r"`(?P<code>[^`\n]{3,200})`\s*(?:,\s*)?(?:(?:which\s+)?(?:is|are|gives|returns|prints|evaluates\s+to|yields|equals|becomes"
    r"|comes\s+out\s+as|shows|outputs)\b|==?|->|→|:)\s*(?:(?:still|already|exactly|just|also|again|simply|even|indeed)\s+)*"
    r"(?P<tick>[`$]?)(?P<result>[Tt]rue|[Ff]alse|-?inf|[-−]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?P=tick)(?![\w(]|[.,]\d|\s*(?:times|%|\*))"
)
_DOUBT = re.compile(
    r"\b(?:if|would|should|could|might|may|wrong\w*|mistak\w*|believ\w*|think\w*|thought|claim\w*|expect\w*|unless|instead|not|never"
    r"|old\w*|version\w*|whether|suppos\w*|flush\w*)\b|n[’']t\b|\?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?;](?=\s|$)")
_COMPARES: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_OPERATIONS: Mapping[type[ast.operator], Callable[[Float, Float], Float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_EXACT = 12  # digits of a float that is printed in full


class NotRead(Exception):
    """Code that is no computation with floats of a format."""


@dataclass(frozen=True)
class Number:
    """A float, and whether code has said its format; without one it has overflowed."""

    worth: Float | None
    typed: bool


@dataclass(frozen=True)
class Library:
    """What a library makes of code: whether a bare number widens the float beside it."""

    widens: object

    def number(self, node: ast.expr) -> Number:
        """The float that an expression gives. Raises NotRead, and Nowhere where there is none."""
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Number(Float.of(Fraction(repr(value)), FORMATS["binary64"]), typed=False)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inside = self.number(operand)
                return Number(-_finite(inside), inside.typed)
            case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=2)):
                return self._done(lambda a, b: a * b, self.number(left), self.number(left))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
                return self._done(_OPERATIONS[type(op)], self.number(left), self.number(right))
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[inside], keywords=keywords):
                return self._called(name, self.number(inside), keywords)
        raise NotRead

    def _called(self, name: str, inside: Number, keywords: list[ast.keyword]) -> Number:
        """What a function gives: a format, an array of one, a root, or a square."""
        if name in _CALLED and not keywords:
            return _cast(inside, FORMATS[_CALLED[name]])
        match keywords:
            case [ast.keyword(arg="dtype", value=ast.Attribute(attr=form))] if (
                name in {"array", "tensor"} and form in _CALLED
            ):
                return _cast(inside, FORMATS[_CALLED[form]])
            case [] if name == "square":
                return self._done(lambda a, b: a * b, inside, inside)
            case [] if name == "sqrt" and inside.typed:
                return Number(_finite(inside).sqrt(), typed=True)
        raise NotRead

    def _done(self, operation: Callable[[Float, Float], Float], one: Number, other: Number) -> Number:
        """Two floats, computed with in the format that they have in common."""
        first, second = self.alike(one, other)
        try:
            return Number(operation(first, second), one.typed or other.typed)
        except Overflow:
            return Number(None, one.typed or other.typed)

    def alike(self, one: Number, other: Number) -> tuple[Float, Float]:
        """Two floats in the format in which they are computed with or compared."""
        first, second = _finite(one), _finite(other)
        if one.typed == other.typed or self.widens:
            form = max(first.format, second.format, key=lambda each: each.bits)
            if {first.format.name, second.format.name} == {"binary16", "bfloat16"}:
                raise NotRead
        else:
            form = first.format if one.typed else second.format
        return Float.of(Fraction(first.value), form), Float.of(Fraction(second.value), form)


def _finite(number: Number) -> Float:
    """The float, if it is one. Raises Nowhere."""
    if number.worth is None:
        raise Nowhere("an overflow")
    return number.worth


def _cast(number: Number, form: Format) -> Number:
    """The number in a format."""
    try:
        return Number(Float.of(Fraction(_finite(number).value), form), typed=True)
    except Overflow:
        return Number(None, typed=True)


LIBRARIES = (Library(widens=False), Library(widens=True))


def calls(text: str) -> Iterator[Remark]:
    """What a text says that code gives which calls a format.

    >>> [str(each.evidence.grade) for each in calls("So `np.float32(1) + np.float32(1e-8) == 1` gives `True`.")]
    ['PROVED']
    >>> [str(each.evidence.grade) for each in calls("`np.float16(300)**2` is 90000.0, `f(1)` is 3.")]
    ['REFUTED']
    """
    for match in _SAID.finditer(text):
        if not any(name in match["code"] for name in _CALLED) or _is_doubtful(text, match):
            continue
        try:
            node = ast.parse(match["code"].strip(), mode="eval").body
            found = [_evidence(node, match, library) for library in LIBRARIES]
        except (NotRead, ArithmeticError, SyntaxError, ValueError, RecursionError):
            continue
        if len({each.grade for each in found}) == 1:
            form = next(name for name in _CALLED if name in match["code"])
            yield Remark(*match.span(), "float", f"{match['code']} is {match['result']}", found[0], over=_CALLED[form])


def _is_doubtful(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence up to there says it under a condition, or does not say it."""
    start = max((end.end() for end in _ENDS.finditer(text, 0, match.start())), default=0)
    stop = _ENDS.search(text, match.end())
    around = f"{text[start : match.start()]} {text[match.end() : stop.end() if stop else len(text)]}"
    return _DOUBT.search(re.sub(r"`[^`]*`|[\"“][^\"”]*$", " ", around)) is not None


def _evidence(node: ast.expr, match: re.Match[str], library: Library) -> Evidence:
    """What floats make of the code, against what is said. Raises NotRead."""
    code, result = match["code"], match["result"].lower().replace("−", "-")
    match node:
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _COMPARES:
            if result not in {"true", "false"}:
                raise NotRead
            one, other = library.alike(library.number(left), library.number(right))
            relation = _COMPARES[type(sign)]
            return FloatRun(one, relation if result == "true" else _OPPOSITE[relation], other, ast.unparse(left))
    if result in {"true", "false"}:
        raise NotRead
    number = library.number(node)
    if not number.typed:
        raise NotRead
    wanted = inf if result.endswith("inf") else float(result)
    worth = inf if number.worth is None else number.worth.value
    form = (
        FORMATS[next(_CALLED[name] for name in _CALLED if name in code)]
        if number.worth is None
        else number.worth.format
    )
    return InFormat(form, code, (worth,), wanted, _printed(result) if wanted and wanted != inf else None)


def _printed(result: str) -> Reading | None:
    """The digits that are said, unless they are a whole number or all those of a float."""
    said = reading(Literal(result))
    digits = re.sub(r"e.*|\D", "", result).strip("0")
    if len(digits) > _EXACT:
        raise NotRead
    return None if said is None or said.numeral.integer else said
