"""How the text of a statement becomes a tree: a whitelist grammar, and nothing is evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedToken
from lark.exceptions import VisitError
from lark.lexer import Lexer

from rmsprop_sym.claims.expressions.numeral import MINUS, SUPERSCRIPTS
from rmsprop_sym.claims.expressions.ranges import first_of, range_of, sum_over
from rmsprop_sym.claims.expressions.tokens import FUNCTIONS, NO_NUMBERS, VULGAR, WORDS, Tokens
from rmsprop_sym.claims.expressions.tree import (
    NOWHERE,
    Apply,
    Binary,
    Call,
    Chain,
    Constant,
    Extreme,
    Infinity,
    Limit,
    Literal,
    Name,
    Negate,
    Node,
    Span,
    Sum,
    has_letters,
    is_whole,
    substitute,
    walk,
)
from rmsprop_sym.claims.unreadable import Unreadable

__all__ = [
    "NOWHERE",
    "Apply",
    "Binary",
    "Call",
    "Chain",
    "Constant",
    "Extreme",
    "Infinity",
    "Limit",
    "Literal",
    "Name",
    "Negate",
    "Node",
    "Span",
    "Sum",
    "Unreadable",
    "has_letters",
    "parse_hypothesis",
    "parse_statement",
    "substitute",
    "walk",
]

LONGEST = 2000
DEEPEST = 100
REMEMBERED = 4096  # prose is read member by member, then as a whole

LOWERED = str.maketrans("₊₋₀₁₂₃₄₅₆₇₈₉ₜₙₖᵢ", "+-0123456789tnki")


def parse_statement(text: str) -> Chain:
    """The statement that the text writes down.

    Raises Unreadable, with the reason and the column, for whatever the grammar does not know.

    >>> print(parse_statement("|θ(1) − θ(0)| = η/√(1−β)"))
    abs(theta(1) - theta(0)) = eta/sqrt(1 - beta)
    """
    return parsed(text, Tokens)


@lru_cache(maxsize=REMEMBERED)
def parsed(text: str, tokens: type[Tokens]) -> Chain:
    """The statement, cut into tokens by the given lexer."""
    if len(text) > LONGEST:
        reason = f"longer than {LONGEST} characters"
        raise Unreadable(reason, 1)
    try:
        chain: Chain = _parse(text, tokens)
    except UnexpectedToken as error:
        raise _unexpected(error.token, text) from None
    except VisitError as error:
        raise error.orig_exc from None
    _refuse_misplaced(chain)
    return chain


def parse_hypothesis(text: str) -> Chain | Constant:
    """A statement, or `constant g`.

    >>> parse_hypothesis(" constant g ")
    Constant(name='g')
    """
    words = text.split()
    if len(words) == 2 and words[0] == "constant":
        member = parse_statement(words[1]).members[0]
        if isinstance(member, Name):
            return Constant(member.name)
    return parse_statement(text)


def _parse(text: str, tokens: type[Tokens]) -> Any:
    """What the builder makes of the text; Lark's types know only of its own trees."""
    return _parser().parse(tokens(None).lex(text))


class _Given(Lexer):
    """Hands on the tokens that another lexer cuts, so that one parser serves them all."""

    def __init__(self, lexer_conf: Any) -> None:
        """There is nothing to configure."""

    def lex(self, data: Iterator[Token]) -> Iterator[Token]:  # type: ignore[override]
        return data


@cache
def _parser() -> Lark:
    """The parser, built once in a process: to build it is a tenth of the work on a short note."""
    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, start="statement", parser="lalr", lexer=_Given, transformer=_Build())


def _unexpected(token: Token, text: str) -> Unreadable:
    """What is wrong where the grammar stops."""
    if token.type == "$END":
        return Unreadable("it stops in the middle" if text.strip() else "nothing is written", len(text.rstrip()) + 1)
    column = (token.start_pos or 0) + 1
    if token.type == "INFINITY":
        return Unreadable(NO_NUMBERS["inf"], column)
    if token.type in {"LPAR", "NAME", "FUNCTION"}:
        return Unreadable(f"{str(token)!r} stands beside what comes before it; write * between them", column)
    return Unreadable(f"{str(token) or text[column - 1 : column]!r} is not expected here", column)


def _refuse_misplaced(chain: Chain) -> None:
    """Refuses infinity as a number, Euler's number standing alone, and trees too deep to walk."""
    limits = "→" in chain.relations or any(_goes_on(member) for member in chain.members)
    for member in chain.members:
        waiting: list[tuple[Node, int, bool]] = [(member, 1, limits)]
        while waiting:
            node, depth, infinite = waiting.pop()
            if depth > DEEPEST:
                reason = f"nested deeper than {DEEPEST}"
                raise Unreadable(reason, node.span.start + 1)
            if isinstance(node, Infinity) and not infinite:
                raise Unreadable(NO_NUMBERS["inf"], node.span.start + 1)
            if isinstance(node, Name) and node.name == "e":
                reason = "e is Euler's number only in e^x and 1/e; write exp(1)"
                raise Unreadable(reason, node.span.start + 1)
            if isinstance(node, Limit):
                waiting.append((node.point, depth + 1, True))
                waiting.append((node.body, depth + 1, False))
            else:
                upper = node.upper if isinstance(node, Sum) else None
                waiting.extend((part, depth + 1, part is upper) for part in node.parts)


def _goes_on(member: Node) -> bool:
    """Whether a side is a limit, or has a sum without an end, so that the other one may be infinite."""
    endless = (isinstance(part, Sum) and isinstance(part.upper, Infinity) for part in walk(member))
    return isinstance(member, Limit) or any(endless)


class _Build(Transformer[Token, Any]):
    """Makes trees of what the parser found; Lark calls it while it parses, so depth costs no stack."""

    def statement(self, items: list[Any]) -> Chain:
        return Chain(tuple(items[::2]), tuple(str(relation) for relation in items[1::2]))

    def binary(self, items: list[Any]) -> Node:
        left, operator, right = items
        op = {"PLUS": "+", "MINUS": "-", "TIMES": "*", "OVER": "/", "POWER": "^"}[operator.type]
        span = Span(left.span.start, right.span.end)
        if op == "^" and left == Name("e"):
            return Call("exp", (right,), span=span)
        return Binary(op, left, _divisor(right) if op == "/" else right, span=span)

    def beside(self, items: list[Any]) -> Node:
        left, _, right = items
        span = Span(left.span.start, right.span.end)
        if is_whole(left) and isinstance(right, Binary) and right.op == "/" and all(map(is_whole, right.parts)):
            reason = f"is this {left} times {right}, or {left} and {right}? Write * or + between them"
            raise Unreadable(reason, right.span.start + 1)
        if isinstance(left, Binary) and left.op == "/" and left.span == Span(left.left.span.start, left.right.span.end):
            reason = f"does {right} belong to the divisor? Write the brackets"
            raise Unreadable(reason, right.span.start + 1)
        return Binary("*", left, right, span=span)

    def negate(self, items: list[Any]) -> Node:
        return Negate(items[1], span=Span(items[0].start_pos, items[1].span.end))

    def same(self, items: list[Any]) -> Any:
        return items[1]

    def braced_infinity(self, items: list[Any]) -> Node:
        return Infinity(span=_at(items[1]))

    def infinity(self, items: list[Any]) -> Node:
        return Infinity(span=_at(items[-1]))

    def minus_infinity(self, items: list[Any]) -> Node:
        return Infinity(negative=True, span=_at(items[-1]))

    def number(self, items: list[Any]) -> Node:
        literal = Literal(str(items[0]).translate(MINUS), span=_at(items[0]))
        try:
            literal.numeral  # noqa: B018 - a number that cannot be read must be refused here
        except ValueError as error:
            raise Unreadable(str(error), literal.span.start + 1) from None
        return literal

    def vulgar(self, items: list[Any]) -> Node:
        above, below = VULGAR[items[0]].split("/")
        at = _at(items[0])
        return Binary("/", Literal(above, span=at), Literal(below, span=at), span=at)

    def name(self, items: list[Any]) -> Node:
        return Name(str(items[0]), span=_at(items[0]))

    def subscripted(self, items: list[Any]) -> Node:
        return self._letter_at(items[0], _small(str(items[1]).translate(LOWERED), items[1]), _at(items[1]).end)

    def indexed(self, items: list[Any]) -> Node:
        return self._letter_at(items[0], items[2], items[2].span.end)

    def at_infinity(self, items: list[Any]) -> Node:
        span = Span(items[0].start_pos, items[-1].end_pos)
        return Limit(Apply(str(items[0]), (Name("t"),), span=span), "t", Infinity(), span=span)

    def indexed_twice(self, items: list[Any]) -> Node:
        return Apply(str(items[0]), (items[3], items[5]), span=Span(items[0].start_pos, items[6].end_pos))

    def series(self, items: list[Any]) -> Node:
        return sum_over(items[0], items[2], items[4], items[-1])

    def series_upside_down(self, items: list[Any]) -> Node:
        return sum_over(items[0], items[4], items[2], items[-1])

    def series_without_end(self, items: list[Any]) -> Node:
        sigma, (index, relation, lower), body = items[0], items[2], items[-1]
        if relation in {"<=", "<"} and (first := first_of(body, str(index), lower, str(relation))):
            last = lower if relation == "<=" else Binary("-", lower, Literal("1"), span=lower.span)
            return Sum(body, str(index), Literal(first), last, span=Span(sigma.start_pos or 0, body.span.end))
        if relation != ">=":
            raise Unreadable("a sum has two ends, or starts at index >= number", (relation.start_pos or 0) + 1)
        return Sum(body, str(index), lower, Infinity(), span=Span(sigma.start_pos or 0, body.span.end))

    def range(self, items: list[Any]) -> tuple[str, Node, Node]:
        if len(items) == 3:
            return range_of(Literal("1"), items[0], items[1], items[2])
        lower = items[0] if items[1] == "<=" else Binary("+", items[0], Literal("1"), span=items[0].span)
        return range_of(lower, items[2], items[3], items[4])

    def listed(self, items: list[Any]) -> tuple[str, Node, Node]:
        return range_of(items[2], items[0], "<=", items[-1])

    def extreme(self, items: list[Any]) -> Node:
        function, (index, lower, upper), body = items[0], items[3], items[-1]
        return Extreme(body, index, lower, upper, str(function), span=Span(function.start_pos or 0, body.span.end))

    def tends(self, items: list[Any]) -> Node:
        lim, _, _, variable, relation, point, *_, body = items
        if relation != "→":
            raise Unreadable("a limit is written with an arrow", relation.start_pos + 1)
        return Limit(body, str(variable), point, span=Span(lim.start_pos, body.span.end))

    def _letter_at(self, letter: Token, index: Node, end: int) -> Node:
        span = Span(letter.start_pos or 0, end)
        if letter == "beta" and isinstance(index, Literal):
            return Name(f"beta{index}", span=span)
        return Apply(str(letter), (index,), span=span)

    def raised(self, items: list[Any]) -> Node:
        base, token = items
        exponent = _small(str(token).translate(SUPERSCRIPTS), token)
        span = Span(base.span.start, exponent.span.end)
        return Call("exp", (exponent,), span=span) if base == Name("e") else Binary("^", base, exponent, span=span)

    def apply(self, items: list[Any]) -> Node:
        name, _, arguments, closing = items
        return Apply(str(name), tuple(arguments), span=Span(name.start_pos, closing.end_pos))

    def call(self, items: list[Any]) -> Node:
        function, _, arguments, closing = items
        return _call(function, arguments, Span(function.start_pos, closing.end_pos))

    def call_group(self, items: list[Any]) -> Node:
        return _call(items[0], [items[1]], Span(items[0].start_pos, items[1].span.end))

    def call_of_number(self, items: list[Any]) -> Node:
        number = self.number(items[1:])
        return _call(items[0], [number], Span(items[0].start_pos, number.span.end))

    call_bare = call_group

    def call_bare_power(self, items: list[Any]) -> Node:
        return self.call_bare([items[0], self.binary(items[1:])])

    def log_of_number(self, items: list[Any]) -> Node:
        return self._log(items[0], items[2], self.number(items[-1:]), items[-1].end_pos)

    def log_to_base(self, items: list[Any]) -> Node:
        return self._log(items[0], items[2], items[-2], items[-1].end_pos)

    def _log(self, function: Token, base: Node, argument: Node, end: int) -> Node:
        span = Span(function.start_pos or 0, end)
        if str(function) != "log":
            reason = f"{function} has no index here"
            raise Unreadable(reason, span.start + 1)
        return Binary("/", _call(function, [argument], span), _call(function, [base], base.span), span=span)

    def lowest(self, items: list[Any]) -> tuple[Token, Token, Node]:
        return items[1], items[2], items[3]

    def arguments(self, items: list[Any]) -> list[Node]:
        return list(items[::2])

    def bracketed(self, items: list[Any]) -> Node:
        inner: Node = replace(items[1], span=Span(items[0].start_pos, items[2].end_pos))
        return inner

    def absolute(self, items: list[Any]) -> Node:
        return Call("abs", (items[1],), span=Span(items[0].start_pos, items[2].end_pos))

    def root(self, items: list[Any]) -> Node:
        return Call("sqrt", (items[1],), span=Span(items[0].start_pos, items[1].span.end))

    def fraction(self, items: list[Any]) -> Node:
        return Binary("/", items[1], _divisor(items[2]), span=Span(items[0].start_pos, items[2].span.end))


def _divisor(node: Node) -> Node:
    """The node; the letter e below a fraction is Euler's number."""
    return Call("exp", (Literal("1", span=node.span),), span=node.span) if node == Name("e") else node


def _at(token: Token) -> Span:
    """Where the token stands."""
    return Span(token.start_pos or 0, token.end_pos or 0)


def _small(text: str, token: Token) -> Node:
    """A raised or lowered index: a number, a letter, or a letter and a number, or two letters."""
    at = _at(token)
    letter, digits = (text[:1], text[1:]) if text[:1].isalpha() else ("", text)
    number = Literal(digits.lstrip("+-"), span=at)
    signed: Node = Negate(number, span=at) if digits.startswith("-") else number
    if not letter and number.text.isdigit() and len(digits) - len(number.text) <= 1:
        return signed
    if letter and not digits:
        return Name(letter, span=at)
    if letter and digits[0] in "+-" and number.text.isdigit() and len(digits) - len(number.text) == 1:
        return Binary(digits[0], Name(letter, span=at), number, span=at)
    if letter and digits[0] in "+-" and digits[1:].isalpha() and len(digits) == len("-i"):
        return Binary(digits[0], Name(letter, span=at), Name(digits[1], span=at), span=at)
    reason = f"{str(token)!r} is not read here"
    raise Unreadable(reason, at.start + 1)


def _call(token: Token, arguments: list[Node], span: Span) -> Node:
    """The function of its arguments, if there are as many as it takes."""
    function = WORDS.get(str(token), str(token))
    if len(arguments) != FUNCTIONS[function] and not (function in {"max", "min"} and len(arguments) > 2):
        takes = "1 argument" if FUNCTIONS[function] == 1 else f"{FUNCTIONS[function]} arguments"
        reason = f"{function} takes {takes}, not {len(arguments)}"
        raise Unreadable(reason, span.start + 1)
    if function == "sum":
        return Sum(arguments[0], _variable(function, arguments[1]), arguments[2], arguments[3], span=span)
    if function == "limit":
        return Limit(arguments[0], _variable(function, arguments[1]), arguments[2], span=span)
    return Call(function, tuple(arguments), span=span)


def _variable(function: str, node: Node) -> str:
    """The bare letter over which a sum or a limit runs."""
    if isinstance(node, Name):
        return node.name
    reason = f"{function} runs over a bare letter, not over {node}"
    raise Unreadable(reason, node.span.start + 1)
