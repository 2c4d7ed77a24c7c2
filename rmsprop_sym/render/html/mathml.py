"""Statements as MathML, printed from the tree that was read; a note's own LaTeX never reaches a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Call,
    Chain,
    Extreme,
    Infinity,
    Limit,
    Literal,
    Name,
    Negate,
    Node,
    Sum,
)
from rmsprop_sym.claims.expressions.tokens import GREEK
from rmsprop_sym.render.html.element import element

LETTERS = {name: sign for sign, name in GREEK.items() if sign not in "ϵϑµϕ"} | {"eps": "ε"}
RELATIONS = {"!=": "≠", "<=": "≤", ">=": "≥", "~": "∼"}
SUMMED, MULTIPLIED, WHOLE = 1, 2, 5
_NAME = re.compile(r"(?P<stem>[^\W\d_]+?)(?P<hat>hat)?_?(?P<index>\d*)")
_SCIENTIFIC = re.compile(r"(?P<digits>.*?)(?:[eE]|(?:\*|×|·)?10\^)\(?(?P<exponent>[-+]?\d+)\)?")


def formulas(chain: Chain) -> list[Element]:
    """The chain as formulas, each further one beginning with its relation, so that a narrow page can break there.

    >>> from xml.etree.ElementTree import tostring
    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> print(*(tostring(each, encoding="unicode") for each in formulas(parse_statement("beta/2 <= 1"))))
    <math><mfrac><mi>β</mi><mn>2</mn></mfrac></math> <math><mo form="infix">≤</mo><mn>1</mn></math>
    """
    links = zip(chain.relations, chain.members[1:], strict=True)
    return [
        element("math", *_member(chain.members[0])),
        *(
            element("math", element("mo", RELATIONS.get(sign, sign), form="infix"), *_member(side))
            for sign, side in links
        ),
    ]


def _member(node: Node) -> list[Element]:
    return _term(node, 0, last=True)


def _row(node: Node) -> Element:
    """A node where nothing stands beside it: no bracket is needed."""
    parts = _member(node)
    return parts[0] if len(parts) == 1 else element("mrow", *parts)


def _bracketed(parts: Sequence[Element]) -> list[Element]:
    return [element("mrow", element("mo", "("), *parts, element("mo", ")"))]


def _term(node: Node, above: int, *, last: bool) -> list[Element]:
    """The node, in brackets if it holds together less tightly than what stands around it.

    What reaches as far to the right as it can, a sum or a limit, stands bare only where it comes last.
    """
    reaches = isinstance(node, Sum | Extreme | Limit)
    if _strength(node) < above or (reaches and not last):
        return _bracketed(_written(node, last=True))
    return _written(node, last=last)


def _strength(node: Node) -> int:
    return WHOLE if isinstance(node, Binary) and node.op == "/" else node.strength


def _written(node: Node, *, last: bool) -> list[Element]:
    match node:
        case Literal(text=text):
            return _number(text)
        case Name(name=name):
            return [_letter(name)]
        case Infinity(negative=negative):
            return [element("mo", "−")] * negative + [element("mi", "∞")]
        case Apply(name=name, arguments=arguments):
            return [element("msub", _letter(name), _listed(arguments))]
        case Call(function=function, arguments=arguments):
            return _call(function, arguments)
        case Sum(body=body, index=index, lower=lower, upper=upper):
            below = element("mrow", _letter(index), element("mo", "="), *_member(lower))
            sign = element("munderover", element("mo", "∑"), below, _row(upper))
            return [sign, *_term(body, MULTIPLIED, last=last)]
        case Extreme(function=function, body=body, index=index, lower=lower, upper=upper):
            least, most = ([*_member(lower), element("mo", "≤")], [element("mo", "≤"), *_member(upper)])
            below = element("mrow", *least, _letter(index), *most)
            return [element("munder", element("mo", function), below), *_term(body, MULTIPLIED, last=last)]
        case Limit(body=body, variable=variable, point=point):
            below = element("mrow", _letter(variable), element("mo", "→"), *_member(point))
            return [element("munder", element("mo", "lim"), below), *_term(body, MULTIPLIED, last=last)]
        case Negate(operand=operand):
            return [element("mo", "−"), *_operand(operand, MULTIPLIED, last=last)]
        case Binary():
            return _binary(node, last=last)


def _binary(node: Binary, *, last: bool) -> list[Element]:
    left, right = node.left, node.right
    if node.op == "/":
        return [element("mfrac", _row(left), _row(right))]
    if node.op == "^":
        return [_power(left, right)]
    before = _term(left, node.strength, last=False)
    if node.op == "*":
        after = _operand(right, MULTIPLIED + (_strength(right) == MULTIPLIED), last=last)
        return [*before, element("mo", "·" if _begins_with_number(after[0]) else "\u2062"), *after]
    after = _operand(right, MULTIPLIED, last=last)
    return [*before, element("mo", "−" if node.op == "-" else "+"), *after]


def _operand(node: Node, above: int, *, last: bool) -> list[Element]:
    """What stands behind a sign: a second sign is put in brackets."""
    return _term(node, WHOLE if isinstance(node, Negate) else above, last=last)


def _power(base: Node, exponent: Node) -> Element:
    match base:
        case Apply(name=name, arguments=arguments):
            return element("msubsup", _letter(name), _listed(arguments), _row(exponent))
        case Name() | Call(function="sqrt" | "abs"):
            return element("msup", _row(base), _row(exponent))
        case Literal(text=text) if text.replace(".", "").isdecimal():
            return element("msup", _row(base), _row(exponent))
    return element("msup", element("mrow", *_bracketed(_member(base))), _row(exponent))


def _call(function: str, arguments: Sequence[Node]) -> list[Element]:
    if function == "sqrt":
        return [element("msqrt", *_member(arguments[0]))]
    if function == "abs":
        bar = {"stretchy": "true", "form": "prefix"}, {"stretchy": "true", "form": "postfix"}
        return [element("mrow", element("mo", "|", **bar[0]), *_member(arguments[0]), element("mo", "|", **bar[1]))]
    return [element("mi", function), element("mo", "\u2061"), *_bracketed([_listed(arguments)])]


def _listed(nodes: Sequence[Node]) -> Element:
    parts = _member(nodes[0])
    for node in nodes[1:]:
        parts += [element("mo", ","), *_member(node)]
    return parts[0] if len(parts) == 1 else element("mrow", *parts)


def _number(text: str) -> list[Element]:
    """The number as printed, a power of ten written out."""
    match = _SCIENTIFIC.fullmatch(text)
    if match is None:
        return [element("mn", text)]
    ten = element("msup", element("mn", "10"), element("mn", match["exponent"].lstrip("+").replace("-", "−")))
    return [element("mrow", element("mn", match["digits"]), element("mo", "·"), ten)] if match["digits"] else [ten]


def _letter(name: str) -> Element:
    """The letter, with its hat and its index."""
    match = _NAME.fullmatch(name)
    stem, hat, index = (match["stem"], match["hat"], match["index"]) if match else (name, None, "")
    letter = element("mi", LETTERS.get(stem, stem))
    if hat:
        letter = element("mover", letter, element("mo", "^"))
    return element("msub", letter, element("mn", index)) if index else letter


def _begins_with_number(whole: Element) -> bool:
    """Whether a number stands first, so that it would be read together with what stands before it."""
    while len(whole) and whole.tag != "mfrac":
        whole = whole[0]
    return whole.tag in ("mn", "mfrac")
