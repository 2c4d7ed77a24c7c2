"""Printed figures: what they mean, and the slips of the pen that make them wrong."""

from __future__ import annotations

import re

from mpmath import mp

from corpus.formula import TINY, Undefined, parse, rounds, value
from corpus.simulation import World

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_LATEX = [
    (r"\\left|\\right|\\,|\\;|\\!|\$", ""),
    (r"\{,\}", ""),
    (r"\\(?:cdot|times)\b", "*"),
    (r"\\approx", "≈"),
    (r"\\%", "%"),
    (r"\\[td]?frac" + _GROUP + _GROUP, r"((\1)/(\2))"),
    (r"\\sqrt" + _GROUP, r"sqrt(\1)"),
    (r"\^" + _GROUP, r"**(\1)"),
]


def plain(text):
    """A figure or an expression of figures in the plain notation."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    for pattern, instead in _LATEX * 2:
        text = re.sub(pattern, instead, text)
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda m: f"**({m[0].translate(_RAISED)})", text)
    text = text.replace("×", "*").replace("·", "*").replace("−", "-").replace("½", "(1/2)").replace("^", "**")
    text = re.sub(r"√\s*([\d.]+)", r"sqrt(\1)", text).replace("√", "sqrt")
    text = re.sub(r"^([\d.]+)\s*\*\s*10\*\*\(?(-?\d+)\)?$", r"\1e\2", text.strip())
    text = re.sub(r"^10\*\*\(?(-?\d+)\)?$", r"1e\1", text.replace("{", "(").replace("}", ")"))
    return re.sub(r"(?<=\d) ?\*$", "", text).strip()


def spoiled(text, exact):
    """(what was done, the figure now) for each slip that leaves a wrong figure."""
    for operator, now in _slips(text, exact):
        try:
            wrong = not rounds(plain(now), exact)
        except ValueError:
            continue
        if wrong and now != text and not re.match(r"[-−]?0\d", now):
            yield operator, now


def _slips(text, exact):
    yield from _transposed(text)
    yield from _truncated(text, exact)
    yield from _neighbours(text)
    yield from _exponents(text)
    if text[0] in "-−":
        yield "dropped sign", text[1:]
    point = re.search(r"(\d)\.(\d)(?=\d)", text)
    if point:
        yield "shifted point", f"{text[: point.start()]}{point[1]}{point[2]}.{text[point.end() :]}"


def _transposed(text):
    for k in range(len(text) - 2, -1, -1):
        if text[k : k + 2].isdecimal() and text[k] != text[k + 1] and (k == 0 or text[k - 1] not in "e⁻{^"):
            yield "transposed digits", f"{text[:k]}{text[k + 1]}{text[k]}{text[k + 2 :]}"
            return


def _truncated(text, exact):
    match = re.fullmatch(r"([-−]?)(\d+)\.(\d+)", text)
    if match:
        digits = str(int(mp.floor(abs(exact) * 10 ** len(match[3]) + TINY))).rjust(len(match[3]) + 1, "0")
        yield "truncated", f"{match[1]}{digits[: -len(match[3])]}.{digits[-len(match[3]) :]}"


def _neighbours(text):
    match = re.match(r"([-−]?[\d.,]*)(\d)", text)
    if match:
        yield "last digit", f"{match[1]}{(int(match[2]) + 3) % 10}{text[match.end() :]}"


def _exponents(text):
    for match in re.finditer(r"(?<=e-)\d+|(?<=\{-)\d+|(?<=⁻)[⁰¹²³⁴⁵⁶⁷⁸⁹]+", text):
        raised = not match[0].isascii()
        less = str(int(match[0].translate(_RAISED)) + 1)
        now = less.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) if raised else less
        yield "wrong exponent", f"{text[: match.start()]}{now}{text[match.end() :]}"


_ALONE = re.compile(r"[\w\s=₀-₉$]*?[-−]?[\d.,]+")  # a name and a number are no expression
_HEADS = [
    ("dropped root", r"√|\\sqrt", ""),
    ("wrong exponent", "²", "³"),
    ("wrong exponent", r"\^2", "^3"),
    ("dropped square", r"²|\^2(?!\d)|\^\{2\}", ""),
    ("wrong sign", r" \+ ", " - "),
    ("wrong sign", r" [−-] ", " + "),
    ("missing factor", r"(?<![\d.])\d+(?:\.\d+)?\s*(?:×|·|\\cdot|\\times)\s*", ""),
    ("wrong digit", r"(?<=\.)(?:1(?!\d))", "2"),
]


def heads_spoiled(head, exact, figure):
    """(what was done, the expression now) for each slip on the way to a figure that it no longer gives."""
    try:
        if abs(value(parse(plain(head)), World()) - exact) > 10**-30:
            return
    except (SyntaxError, KeyError, Undefined, AttributeError):
        return
    for operator, pattern, instead in _HEADS:
        now = re.sub(pattern, instead, head, count=1)
        if now != head and not _ALONE.fullmatch(now) and _gives_another(now, figure):
            yield operator, now


def _gives_another(head, figure):
    try:
        return not rounds(plain(figure), value(parse(plain(head)), World()))
    except (SyntaxError, ValueError, Undefined):
        return False
