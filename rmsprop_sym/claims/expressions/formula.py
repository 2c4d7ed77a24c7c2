r"""A formula as a note prints it, with letters: `v_t = \beta v_{t-1} + (1-\beta) g_t^2`.

LaTeX is rewritten letter by letter into what the grammar knows, never longer and never shorter, so that every
part keeps its place in the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard

from lark import Token
from lark.lexer import Lexer

from rmsprop_sym.claims.expressions.dots import without_dots
from rmsprop_sym.claims.expressions.looks import HATTED, OPENED, is_known, plain
from rmsprop_sym.claims.expressions.moments import VARIANCE, is_moment, with_moments
from rmsprop_sym.claims.expressions.norms import in_entries, without_norms
from rmsprop_sym.claims.expressions.pieces import ENDLESS
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Chain,
    Extreme,
    Infinity,
    Limit,
    Literal,
    Name,
    Node,
    Sum,
    parse_statement,
    parsed,
    walk,
)
from rmsprop_sym.claims.expressions.tokens import (
    CHANGE,
    CHANGED,
    MOST_TOKENS,
    skip,
    token_at,
)
from rmsprop_sym.claims.expressions.tree import bound_in, names_in, rebuilt
from rmsprop_sym.claims.unreadable import Unreadable

LONGEST = 2000
DEFINES, TENDS = "←", "→"
UNSAID = "?"  # what goes on, where an arrow stands behind something without a step
NATURALS = "tnkijT"
_COUNTING = {"K", "N", "tau"}  # letters of steps where they stand in an index, or end a sum

_ARROWS = {
    "←": DEFINES, "\\leftarrow": DEFINES, "\\gets": DEFINES, ":=": DEFINES, "\\coloneqq": DEFINES, "≔": DEFINES,
    "\\triangleq": DEFINES, "→": TENDS, "\\to": TENDS, "\\rightarrow": TENDS, "\\longrightarrow": TENDS,
    "\\mapsto": TENDS, "\\longmapsto": TENDS, "↦": TENDS,
}  # fmt: skip
ARROW = re.compile(
    r"[←→↦≔]|:=|\\(?:leftarrow|gets|coloneqq|triangleq|to|rightarrow|longrightarrow|mapsto|longmapsto)(?![A-Za-z])"
)
_BIG = re.compile(
    r"(?P<SIGMA>\\sum(?![A-Za-z])|∑|Σ)|(?P<LIM>\\lim(?![A-Za-z]))|(?P<DOTS>\\[lc]?dots(?![A-Za-z])|…|⋯|\.\.\.)"
)
_SMALL_SUM = re.compile(r"[∑Σ](?P<index>[ᵢⱼₖ])₌(?P<first>[₀-₉])(?P<last>[ᵗⁿ])")
_PLAIN_SIZE = str.maketrans("ᵢⱼₖ₀₁₂₃₄₅₆₇₈₉ᵗⁿ", "ijk0123456789tn")
_CHANGE = re.compile(CHANGE)
_CHANGE_SOLE = re.compile(r"[Δ∆](?=\s?_|[ₜ₀-₉])")
_ENDLESS = re.compile(ENDLESS)
_WORD = re.compile(r"\\?[A-Za-z]+[0-9]*")
_EXTREME = re.compile(r"\\(?:max|min)\s*_\s*\{")
_BARE_ROOT = re.compile(r"\\sqrt(?:\s+[A-Za-z]|\s*\\[A-Za-z]+)(?![A-Za-z]|\s*\^)")
_INDEXED = set("gvmGbEsw") | {VARIANCE, "theta", f"{CHANGED}theta", f"{CHANGED}w"}
FUNCTIONS_OF_ONE = {"f", "F", "h", "H", "phi", "psi", "Phi", "Psi"}  # what notes call their own functions
_PRIME = re.compile(r"'|’|′|\^\s*(?:\\prime(?![A-Za-z])|\{\s*\\prime\s*\})")
_OPERANDS = {"NUMBER", "VULGAR", "NAME", "SUPERSCRIPT", "SUBSCRIPT", "RPAR", "RBRACE", "ENDBAR"}
_STARTS = {"NAME", "NUMBER", "LPAR", "ROOT", "BAR", "FUNCTION", "FRACTION", "SIGMA", "LIM", "VULGAR", "EXTREME"}

_COMBINED = re.compile(f"([{HATTED}])\u0302")


def parse_formula(text: str) -> Chain:
    r"""The statement that a formula makes; letters side by side are multiplied.

    Raises Unreadable, with the reason and the column, for whatever is not known.

    >>> print(parse_formula(r"v_t = \beta v_{t-1} + (1-\beta) g_t^2"))
    v(t) = beta*v(t - 1) + (1 - beta)*g(t)^2
    >>> print(parse_formula(r"\lim_{t \to \infty} \mathbb{E}[g^2]_t = \sum_{i=1}^n x"))
    limit(E(t), t, oo) = sum(x, i, 1, n)
    """
    barred, norms = without_norms(text)
    chain = _with_usual_indices(with_moments(parsed(plain(barred), FormulaTokens)))
    return without_dots(_in_the_limit(_with_limits(in_entries(_with_usual_steps(in_steps(chain)), norms))))


def formula_in(text: str) -> Chain | None:
    """The statement that the text makes as a formula; None if it cannot be read."""
    try:
        return parse_formula(text)
    except Unreadable:
        return None


def expression_in(text: str) -> Node | None:
    r"""The text as a formula that states nothing; None if it states something, or cannot be read.

    >>> print(expression_in(r"\beta^k"), expression_in("v_t = 0"), expression_in("v_t ="))
    beta^k None None
    """
    chain = formula_in(text)
    return chain.members[0] if chain and not chain.relations else None


def parse_numbers(text: str) -> Chain:
    """The statement that prose makes in numbers, where dots may stand for terms of a sum that are not written.

    >>> print(parse_numbers("1 + 0.9 + 0.81 + … = 10"))
    sum(0.9^k, k, 0, oo) = 10
    """
    return parse_formula(text) if _ENDLESS.search(text) else parse_statement(text)


class FormulaTokens(Lexer):
    """The lexer of formulas: words are taken apart into letters, and letters side by side are told to the grammar."""

    def __init__(self, lexer_conf: Any) -> None:
        """Lark hands over its configuration, of which nothing is needed."""

    def lex(self, text: str) -> Iterator[Token]:  # type: ignore[override]
        """The tokens of the formula, one after the other."""
        previous, bars, position, fractions = Token("", ""), 0, skip(text, 0), _Fractions()
        for _ in range(MOST_TOKENS):
            if position == len(text):
                return
            if small := _SMALL_SUM.match(text, position):
                if previous.type in _OPERANDS:
                    yield Token("BESIDE", "", start_pos=position, end_pos=position)
                yield from (ends := _ends(small))
                previous, position = ends[-1], skip(text, small.end())
                continue
            token = _token(text, position, _FRACTION if fractions.ask else previous)
            if token.type == "BAR" and previous.type in _OPERANDS and bars:
                token.type = "ENDBAR"
            bars += (token.type == "BAR") - (token.type == "ENDBAR")
            if token.type in _STARTS and previous.type in _OPERANDS and not fractions.ask:
                yield Token("BESIDE", "", start_pos=position, end_pos=position)
            yield token
            previous, position = fractions.after(token), skip(text, token.end_pos or len(text))
        reason = f"longer than {MOST_TOKENS} symbols"
        raise Unreadable(reason, position + 1)


_FRACTION, _ENDED = Token("FRACTION", ""), Token("RBRACE", "")


@dataclass
class _Fractions:
    """The fractions that have begun: in how many braces each stands, and how many of its two parts are to come."""

    depth: int = 0
    begun: list[tuple[int, int]] = field(default_factory=list)

    @property
    def ask(self) -> bool:
        r"""Whether what comes is a part of a fraction: a group in braces, or one digit or letter, as in `\frac1t`."""
        return bool(self.begun) and self.begun[-1][0] == self.depth

    def after(self, token: Token) -> Token:
        """What the token is to those behind it: the last part of a fraction ends like a brace."""
        asked = self.ask
        self.depth += (token.type == "LBRACE") - (token.type == "RBRACE")
        if token.type == "FRACTION":
            self.begun.append((self.depth, 2))
        elif self.ask and (asked or token.type == "RBRACE"):
            depth, missing = self.begun.pop()
            if missing == 1:
                return _ENDED
            self.begun.append((depth, missing - 1))
        return token


def _token(text: str, position: int, previous: Token) -> Token:
    """The token that starts here."""
    if text[position] == OPENED:
        return _made("CALL", "(", position, position + 1)
    if _CHANGE_SOLE.match(text, position):
        return _made("NAME", CHANGED, position, position + 1)
    if _CHANGE.match(text, position):
        return _sign(text, position, previous)
    if hatted := _COMBINED.match(text, position):
        return _made("NAME", f"{hatted[1]}hat", position, hatted.end())
    for pattern in (ARROW, _BIG, _WORD):
        match = pattern.match(text, position)
        if match and pattern is ARROW:
            return _made("RELATION", _ARROWS[match[0]], position, match.end())
        if match and pattern is _BIG:
            return _made(
                *({"DOTS": ("NAME", "…")}.get(str(match.lastgroup), (str(match.lastgroup), match[0]))),
                position,
                match.end(),
            )
        if match:
            return _primed(text, _word(text, match[0], position, previous))
    return _sign(text, position, previous)


def _primed(text: str, token: Token) -> Token:
    """The name of a function with its stroke, if it has one: the derivative."""
    prime = _PRIME.match(text, token.end_pos or 0) if str(token) in FUNCTIONS_OF_ONE else None
    return _made("NAME", f"{token}'", token.start_pos or 0, prime.end()) if prime else token


def _ends(small: re.Match[str]) -> list[Token]:
    """The sign of a sum and its ends, which stand behind it in small letters: Σᵢ₌₁ᵗ."""
    index, first, last = (small[name].translate(_PLAIN_SIZE) for name in ("index", "first", "last"))
    kinds = ["SIGMA", "UNDER", "LBRACE", "NAME", "RELATION", "NUMBER", "RBRACE", "POWER", "NAME"]
    values = ["Σ", "_", "{", index, "=", first, "}", "^", last]
    return [_made(kind, value, small.start(), small.end()) for kind, value in zip(kinds, values, strict=True)]


def _sign(text: str, position: int, previous: Token) -> Token:
    """A sign or a number as in any statement, or a letter with what is fixed to it."""
    kind, value, end = token_at(text, position, previous.type)
    if kind == "CALL" and str(previous).rstrip("'") not in _INDEXED | FUNCTIONS_OF_ONE:
        kind = "LPAR"
    return _made(kind, value, position, end)


def _made(kind: str, value: str, start: int, end: int) -> Token:
    return Token(kind, value, start_pos=start, end_pos=end)


def _word(text: str, word: str, position: int, previous: Token) -> Token:
    """A command or a known word as a whole; of any other word its first letter, for letters are multiplied."""
    bare = word.rstrip("0123456789")
    if word.startswith("\\"):
        if not is_known(bare[1:]) and token_at(text, position, previous.type)[0] in {"NAME", "FUNCTION"}:
            raise Unreadable(f"{bare} is not read here", position + 1)
        word = bare if previous.type in {"FRACTION", "DIGIT"} else word  # \\frac\\beta2 is a half of beta
        kind, value, end = token_at(word, 0, previous.type)
        kind = "ROOT" if _BARE_ROOT.match(text, position) else kind
        kind = "EXTREME" if _EXTREME.match(text, position) else kind
        return _made(kind, value, position, position + end)
    if previous.type in {"POWER", "UNDER"} or not (is_known(word) or (len(bare) == 1 and word != bare)):
        word = bare if is_known(bare) and previous.type not in {"POWER", "UNDER"} else word[0]
    kind, value, end = token_at(word, 0, "")
    return _made(kind, value, position, position + end)


def _with_limits(chain: Chain) -> Chain:
    """The chain, with `a(t) → b` as a limit along the one natural letter of a; `a(t) → b(t)` is about a(t) - b(t)."""
    members = list(chain.members)
    for k, relation in enumerate(chain.relations):
        if relation == TENDS:
            left, right = members[k], members[k + 1]
            members[k] = limit = _limit_of(left)
            if Name(limit.variable) in walk(right) and k + 2 == len(members):
                difference = Binary("-", left, right, span=left.span)
                members[k : k + 2] = replace(limit, body=difference), Literal("0", span=right.span)
    return replace(chain, members=tuple(members), relations=tuple("=" if r == TENDS else r for r in chain.relations))


def _in_the_limit(chain: Chain) -> Chain:
    """The chain, with an equation about a state at infinity, or at rest, as one about its limit: sqrt(v(t)) → |g|."""
    found = [[part for part in walk(each) if _at_rest(part)] for each in chain.members]
    plain = all(not parts or _at_rest(each) for parts, each in zip(found, chain.members, strict=True))
    if chain.relations != ("=",) or (plain and not all(found)) or not any(found):
        return chain
    rest = list(walk(chain.rebuilt(_without_rest)))
    if Name("t") in rest:
        return chain
    left, right = (rebuilt(each, lambda part: part.body if _at_rest(part) else None) for each in chain.members)
    if not found[1]:
        return replace(chain, members=(Limit(left, "t", Infinity(), span=left.span), right))
    if not found[0]:
        return replace(chain, members=(left, Limit(right, "t", Infinity(), span=right.span)))
    difference = Limit(Binary("-", left, right, span=left.span), "t", Infinity(), span=left.span)
    return replace(chain, members=(difference, Literal("0", span=right.span)))


def _at_rest(node: Node) -> TypeGuard[Limit]:
    return isinstance(node, Limit) and isinstance(node.body, Apply) and node.body.arguments == (Name("t"),)


def _without_rest(node: Node) -> Node | None:
    return Literal("0") if _at_rest(node) else None


def _with_usual_indices(chain: Chain) -> Chain:
    """The chain with sums that run over one of the letters that are natural here."""
    named = names_in(chain)
    free = iter([letter for letter in "kijn" if letter not in named])

    def change(node: Node) -> Node | None:
        if not isinstance(node, Sum | Extreme) or node.index in NATURALS:
            return None
        index = next(free, node.index)
        body = rebuilt(node.body, lambda part: Name(index, span=part.span) if part == Name(node.index) else None)
        return replace(node, index=index, body=body)

    return chain.rebuilt(change)


def in_steps(chain: Chain) -> Chain:
    """The chain with limits in which a number grows as limits along the whole numbers, where they have the same value.

    What is made by roots, powers and fractions alone tends to something as its letter grows, whatever its steps.
    """

    def change(node: Node) -> Node | None:
        match node:
            case Limit(variable=variable, point=Infinity(negative=False)) if variable not in NATURALS:
                named = names_in(node.body)
                index = next((letter for letter in "nkj" if letter not in named), None)
                if index is None or any(isinstance(part, Apply | Sum) for part in walk(node.body)):
                    return None
                body = rebuilt(node.body, lambda p: Name(index, span=p.span) if p == Name(variable) else None)
                return replace(node, variable=index, body=body)
        return None

    return chain.rebuilt(change)


def _with_usual_steps(chain: Chain) -> Chain:
    """The chain with steps by letters that are natural here, where one counts by K, N or tau."""
    parts = list(walk(chain))
    within = [each for part in parts if isinstance(part, Apply) and not is_moment(part) for each in part.arguments]
    within += [part.upper for part in parts if isinstance(part, Sum)]
    counting = names_in(*within) & _COUNTING
    taken = names_in(chain) | bound_in(chain)
    others = dict(zip(sorted(counting), (x for x in "Tnkji" if x not in taken), strict=False))

    def change(node: Node) -> Node | None:
        return Name(others[node.name], span=node.span) if isinstance(node, Name) and node.name in others else None

    return chain.rebuilt(change) if others else chain


def _limit_of(node: Node) -> Limit:
    """What the node tends to as its step grows."""
    letters = names_in(node) & {*NATURALS} - bound_in(node)
    if not letters and not isinstance(node, Name | Apply | Literal):
        return Limit(node, UNSAID, Infinity(), span=node.span)
    if len(letters) != 1:
        raise Unreadable("an arrow needs one step on its left that grows: v_t → g^2", node.span.start + 1)
    return Limit(node, letters.pop(), Infinity(), span=node.span)
