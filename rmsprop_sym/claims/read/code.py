"""Programs in Python that stand in plain text without a fence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Code

LONGEST, MOST_TRIED = 80, 400
_TYPED = re.compile(r"[²³√ₜ₋₀-₉ᵗ·×−≈≤≥→←∑ΣΔθ]")
_NO_LANGUAGE = re.compile(r"\s*(?:text|txt|plain\w*|math|none)?\s*", re.IGNORECASE)
_BEGINS = re.compile(r"(?:import|from|def|for|while)\s")
_INSIDE = re.compile(r"\s|$")


def programs_in(lines: Sequence[Line]) -> Iterator[Code]:
    """The longest stretches of lines that are Python, from a line that begins a program.

    >>> text = ["so", "for g in gs:", "    v = v + g**2", "That was all."]
    >>> [len(code.lines) for code in programs_in([Line(i, 1, line) for i, line in enumerate(text, 1)])]
    [2]
    """
    tried, i = 0, 0
    while i < len(lines) and tried < MOST_TRIED:
        end = i
        if _BEGINS.match(lines[i].text):
            for j in _ends(lines, i):
                tried += 1
                if not _parses([line.text for line in lines[i:j]]):
                    break
                end = j
        if end > i + 1:
            yield Code(tuple(lines[i:end]))
        i = max(end, i + 1)


def _ends(lines: Sequence[Line], start: int) -> Iterator[int]:
    """Where a program may end: before each line that is not indented."""
    last = min(len(lines), start + LONGEST)
    yield from (j for j in range(start + 1, last) if not _INSIDE.match(lines[j].text))
    yield last


def _parses(texts: Sequence[str]) -> bool:
    """Whether the lines are Python; they are never run."""
    try:
        ast.parse("\n".join(texts))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def is_typed(language: str, text: str) -> bool:
    """Whether a text set apart without a language is mathematics as it is typed, and no program.

    >>> is_typed("", "vₜ = β·vₜ₋₁ + (1−β)·gₜ²"), is_typed("", "v = beta*v"), is_typed("python", "v²")
    (True, False, False)
    """
    plain = _NO_LANGUAGE.fullmatch(language) is not None
    return (
        plain
        and _TYPED.search(text) is not None
        and not re.search(r"^\s*(?:>>>|\$|import|def|for|print)\b", text, re.MULTILINE)
    )
