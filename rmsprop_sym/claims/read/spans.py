"""Inline code that computes, and the number beside it: `lr / sqrt(1 - alpha)` = 0.01, `0.9**10` is 0.349."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rmsprop_sym.claims.expressions.formula import formula_in
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.syntax import Binary, Call, Literal, Name, Negate, has_letters, walk
from rmsprop_sym.claims.expressions.tokens import FUNCTIONS
from rmsprop_sym.claims.read.typed import as_formula, is_formula

EXACT = 13  # digits
_SPAN = re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)")
_OPTION = re.compile(r"\s*--?[A-Za-z]{2}")
_CALL = re.compile(r"(?<![\w.])([A-Za-z_]\w*[a-z]\w+)\(")
_MODULE = re.compile(r"(?<!\w)(?:np|numpy|math|torch|jnp|self|cls)\.(?=[A-Za-z_])")
_NUMBER = r"[-−]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+−]?\d+)?"
_ABOUT = r"(?:about|roughly|approximately|approx\.?|around|ca\.?|nearly)"
_BESIDE = re.compile(
    rf"(?P<said>\s*(?:=|==|≈|~=|≃|->|→|=>)(?:\s*{_ABOUT})?|,?\s+(?:which\s+)?(?:is|gives|equals|makes|yields|returns|i\.e\.,?|that\s+is,?)"
    rf"(?:\s+{_ABOUT})?|,?\s*\(?{_ABOUT})(?P<gap>\s*)(?P<tick>`?)(?P<number>{_NUMBER})(?P=tick)"
    r"(?!\s*(?:times|%|x\b|×|per\s?cent|[-+*/^]\s*\w|\\))(?![\w.,]*\d)(?!\w)"
)
_STOP = re.compile(r"[.,;:)]{0,2}(?=\s|$)")
_EXACT = re.compile(r"\s*(?:=|==)\s*")
_FEW_DIGITS = re.compile(r"[-−]?0*\.?0*\d?\.?0*(?:[eE].*)?")


def with_spans(line: Line) -> Iterator[Line]:
    """The line in pieces, with dollars for the backticks around formulas, and around the numbers that they are.

    >>> [piece.text for piece in with_spans(Line(1, 1, "so `1/(1-0.9)` = 10 in `optim.py`, and `v_t >= 0`"))]
    ['so', '$1/(1-0.9)  = 10$', 'in `optim.py`, and $v_t >= 0$']
    """
    yield from _parted(line, is_formula)


def with_sums_in_spans(line: Line) -> Iterator[Line]:
    """The line in pieces, with dollars for the backticks around numbers alone, where letters have their own marks.

    >>> [piece.text for piece in with_sums_in_spans(Line(1, 1, "now `0.9**2` = 0.81 and `v >= 0`, $v$ is"))]
    ['now', '$0.9**2  = 0.81$', 'and `v >= 0`, $v$ is']
    """
    yield from _parted(line, lambda _: False)


def _parted(line: Line, lettered: Callable[[str], bool]) -> Iterator[Line]:
    """The line in pieces, with dollars around the spans that compute with numbers, or with letters that are read."""
    text, done, kept = line.text, 0, ""
    for match in _SPAN.finditer(text):
        said = as_formula(_MODULE.sub("", match[1]).ljust(len(match[1])))
        if match.start() < done or len(said) != len(match[1]) or _OPTION.match(said) or _is_called(said):
            continue
        beside = _BESIDE.match(text, match.end()) if _computes(said, lettered) else None
        kept += text[done : match.start()]
        if beside and _is_meant(beside) and not _is_of_floats(said, beside["number"]):
            yield from _piece(line, match.start() - len(kept), kept.removesuffix(" "))
            stop = _STOP.match(text, beside.end())
            whole = f"${said} {_relation(beside)}${stop[0] if stop else ''}"
            yield Line(line.number, line.column + match.start(), whole)
            kept, done = "", stop.end() + 1 if stop else beside.end()
        else:
            formula = f"${said.rstrip()}$".ljust(len(match[0]))
            kept += formula if lettered(said) or _is_sum(said) else match[0]
            done = match.end()
    yield from _piece(line, done - len(kept), kept + text[done:])


def _piece(line: Line, start: int, text: str) -> Iterator[Line]:
    """A piece of a line, if there is any of it."""
    if text or not line.text:
        yield Line(line.number, line.column + start, text)


def _relation(beside: re.Match[str]) -> str:
    """What stands beside a formula up to its number, as long as before, with a sign for its words."""
    sign = "=" if _EXACT.fullmatch(beside["said"]) else "≈"
    return f"{sign.rjust(len(beside['said']))}{beside['gap']}{' ' * len(beside['tick'])}{beside['number']}"


def _is_meant(beside: re.Match[str]) -> bool:
    """Whether the number is what the formula is said to be: words alone say that of one with several digits."""
    signed = re.search(r"[=≈→]|->", beside["said"]) or beside["tick"]
    return bool(signed) or not _FEW_DIGITS.fullmatch(beside["number"])


def _is_of_floats(said: str, number: str) -> bool:
    """Whether a number may be what a machine makes of a formula: all digits of a float, nothing, or a part of a sum."""
    digits = re.sub(r"[eE].*|\D", "", number).strip("0")
    absorbed = re.search(r"[-+]", said) is not None and number in re.findall(_NUMBER, said)
    return not digits or len(digits) >= EXACT or absorbed or "%" in said


def _is_called(said: str) -> bool:
    """Whether a piece of code calls something that is no function of mathematics.

    >>> _is_called("float32(1) + 2"), _is_called("sqrt(2) * (1 - b)"), _is_called("beta*(1 - beta)")
    (True, False, False)
    """
    return any(name not in FUNCTIONS for name in _CALL.findall(said))


def _is_sum(said: str) -> bool:
    """Whether a piece of code says what a computation with numbers alone gives, of which some are not whole.

    Whole ones (`1 + 1 = 3`) often stand for code that is spoken of.

    >>> [_is_sum(said) for said in ("0.9**10 = 0.349", "2 == 2", "1 + 1 = 3", "0.9 < 1")]
    [True, False, False, False]
    """
    first, sign, rest = said.partition("=")
    return (
        bool(sign)
        and "." in said
        and not rest.startswith("=")
        and not first.rstrip().endswith(("<", ">", "!"))
        and _computes(first, lambda _: False)
    )


def _computes(said: str, lettered: Callable[[str], bool]) -> bool:
    """Whether a piece of code is a formula in which something is computed.

    >>> [_computes(said, is_formula) for said in ("0.9 ** 10", "lr / 2", "alpha = 0.9", "a - b.py", "log(2)")]
    [True, True, False, False, True]
    """
    chain = formula_in(said)
    if chain is None:
        return False
    last = chain.members[-1]
    if isinstance(last, Name | Literal | Negate) or len(chain.members) > 2:
        return False
    parts = list(walk(last))
    numbers = not any(map(has_letters, chain.members))
    return any(isinstance(part, Binary | Call) for part in parts) and (numbers or lettered(said.strip()))
