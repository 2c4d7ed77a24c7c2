"""What short formulas say in words: a bare epsilon, a gradient that a note calls constant, and its sign."""

from __future__ import annotations

import re

_EPSILON = re.compile(r"\$\s*(?:\\(?:var)?epsilon|ε|ϵ)\s*\$")
_VANISHING = re.compile(
    r"\b(for|as|when|if|with|in\s+the\s+limit)\s+\$\s*(?:\\(?:var)?epsilon|ε|ϵ)\s*(?:\\to(?![a-z])|\\rightarrow|→|\\approx|≈|\\searrow|\\downarrow)\s*0\s*\$"
)
_LETTER = r"\$\s*g(?:_t|_\{t\}|_k|_i|ₜ)?\s*(?:=\s*g\s*)?"
_SIGNS = {"positive": r">", "negative": r"<", "nonzero": r"(?:\\neq?|≠|\\not\s*=)", "nonnegative": r"(?:\\geq?|≥)"}
_SIGN = rf"(?:{'|'.join(f'(?P<{name}>{sign})' for name, sign in _SIGNS.items())})\s*0\s*"
_CONSTANT = re.compile(
    rf"\bconstant\s+(?:gradients?\s*,?\s+)?{_LETTER}(?:{_SIGN})?\$(?!\s*(?:and(?!\s+(?:with\s+|for\s+)?\$)|or|until|except|from|after|on|up)\b)",
    re.IGNORECASE,
)
_STAYS = re.compile(
    rf"{_LETTER}(?:{_SIGN})?\$(?=\s+(?:(?:is|being|stays|remains|kept|held)\s+)?constant\b(?!\s+(?:until|except|from|after|on|up)\b))",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(arbitrary|any|all|every)\s+\$\s*g_\{?1\}?\s*(?:\\neq?(?![a-z])\s*0\s*)?,[^$=<>]*g_[^$=<>]*\$", re.IGNORECASE
)


def spelled_out(text: str) -> str:
    r"""The text with words for formulas between dollars that name epsilon, or a gradient that is constant.

    >>> spelled_out(r"for constant $g$ small $\epsilon$").split(), spelled_out(r"constant gradient $g \ne 0$").split()
    (['for', 'constant', 'gradient', 'small', 'epsilon'], ['constant', 'nonzero', 'gradient'])
    >>> spelled_out("If $g$ is constant and $g > 0$")
    'If  gradient  is constant and $g > 0$'
    """
    text = _EPSILON.sub(" epsilon ", _VANISHING.sub(r"\1 negligible epsilon", text))
    text = _CONSTANT.sub(lambda match: f"constant {_sign(match)} gradient ", text)
    return _STAYS.sub(lambda match: f"{_sign(match)} gradient ", text)


def _sign(match: re.Match[str]) -> str:
    """The word for the sign that the formula gives to the gradient; empty if it gives none."""
    return next((name for name in _SIGNS if match[name]), "")


def without_lists(text: str) -> str:
    r"""The prose with `all gradients` where it lists all of them.

    >>> without_lists(r"for all $g_1 \ne 0, g_2, \dots, g_t$ we have")
    'for all gradients we have'
    """
    return _LISTED.sub(r"\1 gradients", text) if "g_" in text else text
