"""What a statement is made of, and how its text becomes that.

Nothing is evaluated here: a whitelist grammar, frozen trees, and a position for every part.
Printing a tree and parsing the print gives the tree back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any, ClassVar

from lark import Lark, Token, Transformer, UnexpectedToken
from lark.exceptions import VisitError

from rmsprop_sym.claims.numeral import MINUS, SUPERSCRIPTS, Numeral, numeral
from rmsprop_sym.claims.tokens import FUNCTIONS, VULGAR, WORDS, Tokens
from rmsprop_sym.claims.unreadable import Unreadable

LONGEST = 2000
DEEPEST = 100

LOWERED = str.maketrans("₊₋₀₁₂₃₄₅₆₇₈₉ₜₙₖᵢ", "+-0123456789tnki")
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
NEGATION = 3
ATOM = 5


@dataclass(frozen=True)
class Span:
    """The half-open stretch of the text, counted from 0 in code points."""

    start: int
    end: int


NOWHERE = Span(0, 0)


def _span() -> Any:
    """A span is where a part stands, not what it is; equality does not look at it."""
    return field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Literal:
    """A number as printed; trailing zeros, exponents and per cents count."""

    text: str
    span: Span = _span()
    strength: ClassVar[int] = ATOM

    @cached_property
    def numeral(self) -> Numeral:
        """What the digits say."""
        return numeral(self.text)

    @property
    def value(self) -> Fraction:
        """The number that is printed, exactly."""
        return self.numeral.value

    @property
    def parts(self) -> tuple[Node, ...]:
        """A number has no parts."""
        return ()

    def __str__(self) -> str:
        """The number as printed."""
        return self.text


@dataclass(frozen=True)
class Name:
    """A letter, by its English name."""

    name: str
    span: Span = _span()
    strength: ClassVar[int] = ATOM

    @property
    def parts(self) -> tuple[Node, ...]:
        """A letter has no parts."""
        return ()

    def __str__(self) -> str:
        """The letter."""
        return self.name


@dataclass(frozen=True)
class Infinity:
    """The point or the value of a limit; never a number."""

    negative: bool = False
    span: Span = _span()
    strength: ClassVar[int] = ATOM

    @property
    def parts(self) -> tuple[Node, ...]:
        """Infinity has no parts."""
        return ()

    def __str__(self) -> str:
        """Two small letters o."""
        return "-oo" if self.negative else "oo"


@dataclass(frozen=True)
class Apply:
    """A letter at an index: v(t), theta(t - 1), g(1)."""

    name: str
    arguments: tuple[Node, ...]
    span: Span = _span()
    strength: ClassVar[int] = ATOM

    @property
    def parts(self) -> tuple[Node, ...]:
        """The indices."""
        return self.arguments

    def __str__(self) -> str:
        """The letter with its indices in brackets."""
        return f"{self.name}({', '.join(map(str, self.arguments))})"


@dataclass(frozen=True)
class Call:
    """A known function of its arguments: abs, sqrt, log, exp, sign, max, min."""

    function: str
    arguments: tuple[Node, ...]
    span: Span = _span()
    strength: ClassVar[int] = ATOM

    @property
    def parts(self) -> tuple[Node, ...]:
        """The arguments."""
        return self.arguments

    def __str__(self) -> str:
        """The function with its arguments in brackets."""
        return f"{self.function}({', '.join(map(str, self.arguments))})"


@dataclass(frozen=True)
class Sum:
    """The sum of the body over a whole number from lower to upper."""

    body: Node
    index: str
    lower: Node
    upper: Node
    span: Span = _span()
    strength: ClassVar[int] = ATOM

    @property
    def parts(self) -> tuple[Node, ...]:
        """The body and the bounds."""
        return (self.body, self.lower, self.upper)

    def __str__(self) -> str:
        """As it is written in a statement."""
        return f"sum({self.body}, {self.index}, {self.lower}, {self.upper})"


@dataclass(frozen=True)
class Limit:
    """What the body tends to as the variable tends to the point."""

    body: Node
    variable: str
    point: Node
    span: Span = _span()
    strength: ClassVar[int] = ATOM

    @property
    def parts(self) -> tuple[Node, ...]:
        """The body and the point."""
        return (self.body, self.point)

    def __str__(self) -> str:
        """As it is written in a statement."""
        return f"limit({self.body}, {self.variable}, {self.point})"


@dataclass(frozen=True)
class Negate:
    """The operand with its sign turned."""

    operand: Node
    span: Span = _span()
    strength: ClassVar[int] = NEGATION

    @property
    def parts(self) -> tuple[Node, ...]:
        """The operand."""
        return (self.operand,)

    def __str__(self) -> str:
        """A minus sign, and brackets where a sum or a second sign follows."""
        return f"-{_bracketed(self.operand, self.operand.strength < NEGATION + isinstance(self.operand, Negate))}"


@dataclass(frozen=True)
class Binary:
    """Two operands and one of + - * / ^."""

    op: str
    left: Node
    right: Node
    span: Span = _span()

    @property
    def strength(self) -> int:
        """How tightly the operator binds."""
        return PRECEDENCE[self.op]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The operands."""
        return (self.left, self.right)

    def __str__(self) -> str:
        """The operands with the operator between them and no bracket too many."""
        if self.op == "^":
            left = _bracketed(self.left, self.left.strength < ATOM)
            return f"{left}^{_bracketed(self.right, self.right.strength < NEGATION or _scaled(self.right))}"
        left = _bracketed(self.left, self.left.strength < self.strength)
        right = _bracketed(self.right, self.right.strength <= self.strength or _clings(self.op, self.right))
        return f"{left} {self.op} {right}" if self.op in "+-" else f"{left}{self.op}{right}"


Node = Literal | Name | Infinity | Apply | Call | Sum | Limit | Negate | Binary


@dataclass(frozen=True)
class Chain:
    """Members with the relations between them: `a = b <= c`."""

    members: tuple[Node, ...]
    relations: tuple[str, ...]

    def __str__(self) -> str:
        """The members with the relations between them."""
        rest = (f" {relation} {member}" for relation, member in zip(self.relations, self.members[1:], strict=True))
        return f"{self.members[0]}{''.join(rest)}"


@dataclass(frozen=True)
class Constant:
    """The hypothesis that a sequence does not change: `constant g`."""

    name: str

    def __str__(self) -> str:
        """As it is written in a directive."""
        return f"constant {self.name}"


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, without recursion."""
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(here.parts)


def substitute(node: Node, at: Mapping[Span, Node]) -> Node:
    """The node with other nodes in place of those that stand at the given spans."""
    if node.span in at and node.span != NOWHERE:
        return at[node.span]
    match node:
        case Binary():
            return replace(node, left=substitute(node.left, at), right=substitute(node.right, at))
        case Negate():
            return replace(node, operand=substitute(node.operand, at))
        case Apply() | Call():
            return replace(node, arguments=tuple(substitute(part, at) for part in node.arguments))
        case Sum():
            body, lower, upper = (substitute(part, at) for part in node.parts)
            return replace(node, body=body, lower=lower, upper=upper)
        case Limit():
            return replace(node, body=substitute(node.body, at), point=substitute(node.point, at))
        case _:
            return node


def has_letters(node: Node) -> bool:
    """Whether something in the node is not a number.

    >>> has_letters(parse_statement("sqrt(2) = beta").members[1])
    True
    """
    return any(isinstance(part, Apply | Sum | Limit | Infinity) or (isinstance(part, Name) and part.name != "pi") for part in walk(node))


def parse_statement(text: str) -> Chain:
    """The statement that the text writes down.

    Raises Unreadable, with the reason and the column, for whatever the grammar does not know.

    >>> print(parse_statement("|θ(1) − θ(0)| = η/√(1−β)"))
    abs(theta(1) - theta(0)) = eta/sqrt(1 - beta)
    """
    if len(text) > LONGEST:
        reason = f"longer than {LONGEST} characters"
        raise Unreadable(reason, 1)
    try:
        chain = _parser().parse(text)
    except UnexpectedToken as error:
        raise _unexpected(error.token, text) from None
    except VisitError as error:
        raise error.orig_exc from None
    _refuse_misplaced(chain)
    return chain  # type: ignore[no-any-return]


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


@cache
def _parser() -> Lark:
    """The parser, built once in a process."""
    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, start="statement", parser="lalr", lexer=Tokens, transformer=_Build(), propagate_positions=False)


def _unexpected(token: Token, text: str) -> Unreadable:
    """What is wrong where the grammar stops."""
    if token.type == "$END":
        return Unreadable("it stops in the middle" if text.strip() else "nothing is written", len(text.rstrip()) + 1)
    column = (token.start_pos or 0) + 1
    if token.type in {"LPAR", "NAME", "FUNCTION"}:
        return Unreadable(f"{str(token)!r} stands beside what comes before it; write * between them", column)
    return Unreadable(f"{str(token) or text[column - 1 : column]!r} is not expected here", column)


def _refuse_misplaced(chain: Chain) -> None:
    """Refuses infinity as a number, Euler's number standing alone, and trees too deep to walk."""
    limits = any(isinstance(member, Limit) for member in chain.members)
    for member in chain.members:
        waiting: list[tuple[Node, int, bool]] = [(member, 1, limits)]
        while waiting:
            node, depth, infinite = waiting.pop()
            if depth > DEEPEST:
                reason = f"nested deeper than {DEEPEST}"
                raise Unreadable(reason, node.span.start + 1)
            if isinstance(node, Infinity) and not infinite:
                reason = "infinity is no number; it stands only as the point or the value of a limit"
                raise Unreadable(reason, node.span.start + 1)
            if isinstance(node, Name) and node.name == "e":
                reason = "e is Euler's number only in e^x and 1/e; write exp(1)"
                raise Unreadable(reason, node.span.start + 1)
            if isinstance(node, Limit):
                waiting.append((node.point, depth + 1, True))
                waiting.append((node.body, depth + 1, False))
            else:
                upper = node.upper if isinstance(node, Sum) else None
                waiting.extend((part, depth + 1, part is upper) for part in node.parts)


def _bracketed(node: Node, needed: bool) -> str:  # noqa: FBT001 - it is the answer to a question, not a mode
    """The node's text, in brackets where they are needed."""
    return f"({node})" if needed else str(node)


def _scaled(node: Node) -> bool:
    """Whether the node prints as a number with a power of ten behind it."""
    return isinstance(node, Literal) and "10" in node.text and not node.text.replace(".", "").isdigit()


def _clings(op: str, right: Node) -> bool:
    """Whether the right operand, printed bare, would be read together with the operator."""
    if op == "/":
        return _scaled(right)
    return op == "*" and isinstance(right, Binary) and right.op == "^" and str(right.left) == "10"


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
        if op == "/" and right == Name("e"):
            right = Call("exp", (Literal("1", span=right.span),), span=right.span)
        return Binary(op, left, right, span=span)

    def beside(self, items: list[Any]) -> Node:
        left, _, right = items
        span = Span(left.span.start, right.span.end)
        if isinstance(left, Binary) and left.op == "/" and left.span.start == left.left.span.start and left.span.end == left.right.span.end:
            reason = f"does {right} belong to the divisor? Write the brackets"
            raise Unreadable(reason, right.span.start + 1)
        return Binary("*", left, right, span=span)

    def negate(self, items: list[Any]) -> Node:
        return Negate(items[1], span=Span(items[0].start_pos, items[1].span.end))

    def same(self, items: list[Any]) -> Node:
        return items[1]  # type: ignore[no-any-return]

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

    def arguments(self, items: list[Any]) -> list[Node]:
        return items[::2]

    def bracketed(self, items: list[Any]) -> Node:
        return replace(items[1], span=Span(items[0].start_pos, items[2].end_pos))

    def absolute(self, items: list[Any]) -> Node:
        return Call("abs", (items[1],), span=Span(items[0].start_pos, items[2].end_pos))

    def root(self, items: list[Any]) -> Node:
        return Call("sqrt", (items[1],), span=Span(items[0].start_pos, items[1].span.end))

    def fraction(self, items: list[Any]) -> Node:
        return Binary("/", items[1], items[2], span=Span(items[0].start_pos, items[2].span.end))


def _at(token: Token) -> Span:
    """Where the token stands."""
    return Span(token.start_pos or 0, token.end_pos or 0)


def _small(text: str, token: Token) -> Node:
    """A raised or lowered index: a number, a letter, or a letter and a number."""
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
    reason = f"{str(token)!r} is not read here"
    raise Unreadable(reason, at.start + 1)


def _call(token: Token, arguments: list[Node], span: Span) -> Node:
    """The function of its arguments, if there are as many as it takes."""
    function = WORDS.get(str(token), str(token))
    if len(arguments) != FUNCTIONS[function] and not (function in {"max", "min"} and len(arguments) > 2):
        reason = f"{function} takes {FUNCTIONS[function]} argument{'s' * (FUNCTIONS[function] > 1)}, not {len(arguments)}"
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
