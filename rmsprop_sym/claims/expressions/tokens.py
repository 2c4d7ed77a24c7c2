"""Cuts a statement into tokens: numbers as printed, letters by their English names, bars that open and close."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lark import Token
from lark.lexer import Lexer

from rmsprop_sym.claims.expressions.numeral import NUMERAL, PLAIN
from rmsprop_sym.claims.unreadable import Unreadable

MOST_TOKENS = 400

FUNCTIONS = {"abs": 1, "sqrt": 1, "log": 1, "ln": 1, "exp": 1, "sign": 1, "max": 2, "min": 2, "sum": 4, "limit": 3}
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "ϵ": "eps", "η": "eta", "θ": "theta",
    "ϑ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "ω": "omega", "φ": "phi", "ϕ": "phi", "ψ": "psi", "ξ": "xi", "ζ": "zeta", "χ": "chi",
}  # fmt: skip
LATIN = {*GREEK.values(), "epsilon", "varepsilon", "vartheta", "varphi"}
WORDS = {"sgn": "sign", "epsilon": "eps", "varepsilon": "eps", "vartheta": "theta", "varphi": "phi", "ln": "log"}
VULGAR = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8", "⅒": "1/10"}
INFINITE = {"oo", "∞", "infty"}
NO_NUMBERS = {
    "zoo": "zoo is no number",
    "nan": "nan is no number",
    "inf": "infinity is no number; it stands only as the point or the value of a limit, written oo",
    "infinity": "infinity is no number; it stands only as the point or the value of a limit, written oo",
    "I": "the imaginary unit is not known here; a statement is over the reals",
}
RELATIONS = {
    "==": "=", "≠": "!=", "\\neq": "!=", "\\ne": "!=", "≤": "<=", "\\leq": "<=", "\\le": "<=", "≥": ">=",
    "\\geq": ">=", "\\ge": ">=", "\\approx": "≈", "\\lt": "<", "\\gt": ">", "∼": "~", "\\sim": "~",
    "≃": "≈", "≅": "≈", "≐": "≈", "\\simeq": "≈", "\\cong": "≈", "\\doteq": "≈", "\\approxeq": "≈",
    "⩽": "<=", "⩾": ">=", "≦": "<=", "≧": ">=", "\\leqslant": "<=", "\\geqslant": ">=",
}  # fmt: skip
OPERATORS = {
    "+": "PLUS", "-": "MINUS", "−": "MINUS", "×": "TIMES", "·": "TIMES", "⋅": "TIMES", "∙": "TIMES", "*": "TIMES",
    "\\*": "TIMES", "\\times": "TIMES", "\\cdot": "TIMES", "/": "OVER", "÷": "OVER", "\\div": "OVER",
    "^": "POWER", "**": "POWER", "_": "UNDER", "(": "LPAR", ")": "RPAR", "{": "LBRACE", "}": "RBRACE",
    ",": "COMMA", "√": "ROOT", "|": "BAR", "\\frac": "FRACTION", "\\tfrac": "FRACTION", "\\dfrac": "FRACTION",
}  # fmt: skip

RELATION = (
    r"!=|<=|>=|==|[=≈]\s?[~∼]|[=<>~≈≠≤≥∼≃≅≐⩽⩾≦≧]"
    r"|\\(?:neq?|leq?|geq?|leqslant|geqslant|approx|approxeq|lt|gt|sim|simeq|cong|doteq)(?![A-Za-z])"
)
OPERATOR = r"\*\*|\\\*|[-+−×·⋅∙*/÷^_(){},√|]|\\(?:times|cdot|div|[td]?frac)(?![A-Za-z])"
SPACE = r"(?:\s|\\[,;:! ](?!\d{3})|\\q?quad(?![A-Za-z])|\\(?:left|right|displaystyle)(?![A-Za-z]))+"
CHANGED = "Delta"  # what a step adds to a parameter, by the name of the parameter
CHANGE = r"(?:\\Delta(?![A-Za-z])|Δ)\s*(?:\\?(?:var)?theta|[θϑwx])(?![A-Za-z])"
NAME = rf"{CHANGE}|\\?[A-Za-z][A-Za-z]*[0-9]*|[{''.join(GREEK)}][0-9]*|∞"
RAISED = r"[⁺⁻⁰¹²³⁴-⁹ᵗⁿᵏⁱ]+"
LOWERED = r"[₋₊₀-₉ₜₙₖᵢ]+"

_TOKEN = re.compile(
    rf"(?P<space>{SPACE})|(?P<root>\\sqrt(?=\s*(?:\d(?![\d.])|\\[A-Za-z])|\s+[A-Za-z]))|(?P<number>{NUMERAL})|(?P<vulgar>[{''.join(VULGAR)}])|(?P<raised>{RAISED})|(?P<lowered>{LOWERED})"
    rf"|(?P<relation>{RELATION})|(?P<operator>{OPERATOR})|(?P<name>{NAME})"
)
_PLAIN = re.compile(PLAIN)

_ENDS = {"NUMBER", "VULGAR", "NAME", "SUPERSCRIPT", "SUBSCRIPT", "RPAR", "RBRACE", "ENDBAR", "INFINITY"}
_STANDS_BESIDE = {"NUMBER", "SUPERSCRIPT", "RPAR", "RBRACE", "ENDBAR"}
_STARTS = {"NAME", "LPAR", "ROOT", "BAR", "FUNCTION", "FRACTION"}


class Tokens(Lexer):
    """The lexer of statements; Lark asks it for tokens and it never looks ahead further than one number."""

    def __init__(self, lexer_conf: Any) -> None:
        """Lark hands over its configuration, of which nothing is needed."""

    def lex(self, text: str) -> Iterator[Token]:  # type: ignore[override]
        """The tokens of the text, one after the other."""
        previous, bars, position = "", 0, 0
        for count in range(MOST_TOKENS + 1):
            position = skip(text, position)
            if position == len(text):
                return
            if count == MOST_TOKENS:
                break
            kind, value, end = token_at(text, position, previous)
            if kind == "BAR" and previous in _ENDS and bars:
                kind = "ENDBAR"
            bars += (kind == "BAR") - (kind == "ENDBAR")
            if kind in _STARTS and previous in _STANDS_BESIDE:
                yield Token("BESIDE", "", start_pos=position, end_pos=position)
            yield Token(kind, value, start_pos=position, end_pos=end)
            previous, position = kind, end
        reason = f"longer than {MOST_TOKENS} symbols"
        raise Unreadable(reason, position + 1)


def skip(text: str, position: int) -> int:
    """The first position that is not space."""
    match = _TOKEN.match(text, position)
    return match.end() if match and match.lastgroup == "space" else position


def token_at(text: str, position: int, previous: str) -> tuple[str, str, int]:
    """The kind, the value and the end of the token that starts here."""
    match = _TOKEN.match(text, position)
    if match is None:
        reason = f"{text[position]!r} is not read here"
        raise Unreadable(reason, position + 1)
    kind, value, end = match.lastgroup, match[0], match.end()
    if kind == "number" and previous in {"FRACTION", "DIGIT"} and value[0].isdigit():
        return "DIGIT", value[0], position + 1  # \\frac12 is one half
    if kind == "number":
        return "NUMBER", *_number(text, match, previous)
    if kind == "operator":
        calls = value == "(" and previous == "NAME" and not text[position - 1].isspace()
        return "CALL" if calls else OPERATORS[value], value, end
    if kind == "relation":
        return "RELATION", "≈" if value[1:].strip() in {"~", "∼"} else RELATIONS.get(value, value), end
    if kind == "name":
        return *_name(value, position), end
    return {"root": "ROOT", "vulgar": "VULGAR", "raised": "SUPERSCRIPT", "lowered": "SUBSCRIPT"}[str(kind)], value, end


def _number(text: str, match: re.Match[str], previous: str) -> tuple[str, int]:
    """A number as printed; `×10⁻⁴` belongs to it unless a power or a root stands before it."""
    plain = _PLAIN.match(text, match.start())
    assert plain is not None
    scaled = re.search(r"10\D*[\d⁰¹²³⁴-⁹]", text[plain.end() : match.end()]) is not None
    if scaled and previous == "OVER":
        reason = f"is {match[0]} the divisor, or only {plain[0]}? Write the brackets"
        raise Unreadable(reason, match.start() + 1)
    return (plain[0], plain.end()) if scaled and previous in {"POWER", "ROOT"} else (match[0], match.end())


def _name(value: str, position: int) -> tuple[str, str]:
    """A letter by its English name, a function, or infinity; what is no number is refused."""
    word = value.lstrip("\\")
    if re.match(CHANGE, value):
        return "NAME", CHANGED + _name(re.sub(r"\\?Delta\s*|Δ\s*", "", value), position)[1]
    word = GREEK.get(word[0], word[0]) + word[1:]
    word = WORDS.get(word, word)
    if word in INFINITE:
        return "INFINITY", word
    refused = NO_NUMBERS.get(word if len(word) == 1 else word.lower())
    if refused:
        raise Unreadable(refused, position + 1)
    return ("FUNCTION" if word in FUNCTIONS else "NAME"), word
