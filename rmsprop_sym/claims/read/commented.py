"""Numbers that a program says of itself: in comments, `lr / sqrt(0.1)  # -> 0.0316`, and below prompts, `>>> 1/(1-b)`.

A line is read if all that it computes with is known in the program; it is never run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rmsprop_sym.claims.expressions.passage import Line, Passage, join

LONGEST, MOST_LINES, EXACT = 200, 400, 13
_NUMBER = r"[-−]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
_QUANTITY = (
    r"(?:(?:the|first|half-?life|half|life|step|steps|length|window|memory|root|weight|share|factor|size|denominator|value"
    r"|time|constant|corrected|average|mean|square|rate|update|in|of|is)[\s:=]+){0,5}"
)
_COMMENT = re.compile(
    rf"#+\s*{_QUANTITY}(?P<sign>->|=>|→|==|=|≈|~=?|:|about|approx\.?|roughly|gives|prints|returns|is)?\s*(?P<number>{_NUMBER})"
    r"\s*(?:steps?|iterations?)?\s*[.,;]?\s*$"
)
_PROMPT = re.compile(r"\s*(?:>>>|In \[\d+\]:)\s?(?P<code>.*)$")
_PRINTED = re.compile(rf"\s*(?:Out\[\d+\]:\s*)?(?:np\.float\d+\()?(?P<number>{_NUMBER})\)?\s*$")
_OPERATORS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "^",
}
_CALLS = {"sqrt": "sqrt", "log": "log", "exp": "exp", "abs": "abs"}
_ROUNDED = {"round", "float", "print"}


class Unknown(Exception):
    """An expression with something in it that the program does not say."""


@dataclass
class Known:
    """The formulas that the names of a program stand for, and the functions of one line, while it is read."""

    names: dict[str, str] = field(default_factory=dict)
    functions: dict[str, tuple[list[str], ast.expr]] = field(default_factory=dict)

    def hears(self, code: str) -> ast.expr | None:
        """The expression that a line computes, after its names were noted; None if it computes none."""
        match _statement(code):
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                for target, value in zip(targets, values, strict=False):
                    self._note(target, value)
            case ast.Assign(targets=[target], value=value):
                self._note(target, value)
                return value
            case ast.Expr(value=value):
                return value
        return None

    def _note(self, target: ast.expr, value: ast.expr) -> None:
        """Notes what a name stands for, or that nothing is known of it."""
        if isinstance(target, ast.Name):
            try:
                self.names[target.id] = self.formula(value)
            except Unknown:
                self.names.pop(target.id, None)

    def formula(self, node: ast.expr) -> str:
        """The expression in numbers alone. Raises Unknown."""
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return repr(value)
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"(-{self.formula(operand)})"
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                power = "{{{}}}" if isinstance(op, ast.Pow) else "{}"
                return f"({self.formula(left)}{_OPERATORS[type(op)]}{power.format(self.formula(right))})"
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[inside, *_]) if name in _ROUNDED:
                return self.formula(inside)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[inside]) if name in _CALLS:
                return f"{_CALLS[name]}({self.formula(inside)})"
            case ast.Call(func=ast.Name(id=name), args=given, keywords=[]) if name in self.functions:
                return self._called(name, given)
        raise Unknown

    def _called(self, name: str, given: Sequence[ast.expr]) -> str:
        """A call of a function of one line, with what it is given in place of its names. Raises Unknown."""
        named, body = self.functions[name]
        if len(named) != len(given):
            raise Unknown
        inside = dict(zip(named, map(self.formula, given), strict=True))
        others = {each: known for each, known in self.functions.items() if each != name}
        return Known({**self.names, **inside}, others).formula(body)


def commented(lines: Sequence[Line]) -> Iterator[Passage]:
    """What a program says that its lines give, as formulas in numbers.

    >>> code = ["b = 0.9", "1 / (1 - b)  # -> 10", ">>> 2 * b", "1.8"]
    >>> [each.text for each in commented([Line(n, 1, line) for n, line in enumerate(code, 1)])]
    ['$(1/(1-0.9)) ≈ 10$', '$(2*0.9) ≈ 1.8$']
    """
    if not any("#" in each.text or ">>>" in each.text for each in lines):
        return
    known, asked = Known(functions=dict(_functions(lines))), None
    for line in lines[:MOST_LINES]:
        prompt = _PROMPT.match(line.text)
        printed = None if prompt else _PRINTED.match(line.text)
        if asked and printed and not asked[0].text.lstrip().startswith("#"):
            yield from _passage(asked[0], asked[1], line, printed)
        asked = None
        code = prompt["code"] if prompt else line.text
        if len(code) > LONGEST or code[:1].isspace():
            _forget(known, code)
            continue
        asked = _heard(known, line, code)
        remark = _COMMENT.search(code) if asked else None
        if asked and remark and (remark["sign"] or len(remark["number"].strip("-0.")) > 2):
            start = len(line.text) - len(code)
            yield from _passage(asked[0], asked[1], Line(line.number, line.column + start, code), remark)
        asked = asked if prompt else None


def _functions(lines: Sequence[Line]) -> Iterator[tuple[str, tuple[list[str], ast.expr]]]:
    """The functions of a program that only return something."""
    try:
        nodes = ast.walk(ast.parse("\n".join(line.text for line in lines if not _PROMPT.match(line.text))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in nodes:
        match node:
            case ast.FunctionDef(
                body=[ast.Return(value=ast.expr() as value)] | [ast.Expr(), ast.Return(value=ast.expr() as value)]
            ):
                yield node.name, ([each.arg for each in node.args.args], value)


def _heard(known: Known, line: Line, code: str) -> tuple[Line, str] | None:
    """The line with the formula that it computes, if it is known."""
    node = known.hears(code)
    if node is None or isinstance(node, ast.Constant | ast.Name):
        return None
    try:
        return line, known.formula(node)
    except Unknown:
        return None


def _forget(known: Known, code: str) -> None:
    """Forgets the names that a line of a loop or of a function may change."""
    for name in re.findall(r"([A-Za-z_]\w*)\s*(?:[-+*/]|\*\*)?=(?!=)", code):
        known.names.pop(name, None)


def _passage(computed: Line, formula: str, said: Line, number: re.Match[str]) -> Iterator[Passage]:
    """A formula and the number that it is said to be."""
    digits = re.sub(r"[eE].*|\D", "", number["number"]).strip("0")
    if len(formula) > LONGEST or not digits or len(digits) >= EXACT:
        return
    width = number.start("number") if computed.number == said.number else len(computed.text)
    place = said.column + number.start("number")
    first = Line(computed.number, computed.column, f"${formula} ≈", max(width - 1, 1))
    yield join([first, Line(said.number, place, f"{number['number']}$")])


def _statement(code: str) -> ast.stmt | None:
    """The only statement of a line of Python."""
    try:
        body = ast.parse(code.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return body[0] if len(body) == 1 else None
