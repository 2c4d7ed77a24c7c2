"""Paragraphs of Markdown that have their mathematics in plain characters, as plain text has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rmsprop_sym.claims.expressions.passage import Passage, join
from rmsprop_sym.claims.read.block import Block, Passed, Row, Table
from rmsprop_sym.claims.read.passed import passed_over
from rmsprop_sym.claims.read.spans import with_spans, with_sums_in_spans
from rmsprop_sym.claims.read.spelling import Spelling
from rmsprop_sym.claims.read.stated import IN_MARKDOWN, changes, valued, with_rows
from rmsprop_sym.claims.read.typed import PLAIN, dollared, with_sums

_TEX = re.compile(r"\$|\\[(\[]|\\begin\{|\{math\}|\.\. math::")
_MARKUP = re.compile(r"<!--|</?[A-Za-z][^<>]*>|~~")
_EMPHASIS = re.compile(
    r"(?<![\w*\\])(?<![\d)\]]\s)(\*{1,3})(?=[^\s*])([^*\n]*?[^\W\d_]{2}[^*\n]*?|[^*\n]*[=<>≤≥][^*\n]*?)"
    r"(?<=[^\s*])\1(?![\w*])"
)


def has_tex(text: str) -> bool:
    """Whether some mathematics of a text is set by TeX.

    >>> has_tex("so $v_t$ is"), has_tex("so v_t is")
    (True, False)
    """
    return _TEX.search(text) is not None


def told_apart(blocks: Iterable[Block], raw: Sequence[str], letters: Spelling, *, plain: bool) -> Iterator[Block]:
    """The blocks, with the formulas of their prose apart or in dollars; a `plain` note has no TeX at all."""
    found: list[tuple[Block, bool]] = []
    for block in blocks:
        if isinstance(block, Passage) and not _is_set(block, raw):
            found += ((each, False) for each in _plainly(block, raw, letters, spans=plain))
        elif isinstance(block, Passage):
            summed = (
                join(piece for line in block.lines for piece in with_sums_in_spans(line))
                if "`" in block.text
                else block
            )
            found += ((each, True) for each in with_rows(summed, raw, IN_MARKDOWN))
        else:
            found.append((letters.table(block) if isinstance(block, Table) else block, False))
    some = any(isinstance(block, Row) for block, _ in found)
    yield from (valued(block) if some and tex and isinstance(block, Passage) else block for block, tex in found)


def _is_set(passage: Passage, raw: Sequence[str]) -> bool:
    """Whether a paragraph has TeX, or is a heading or marked up, so that its plain characters are words."""
    heads = raw[passage.lines[0].number - 1].lstrip().startswith("#")
    return heads or has_tex(passage.text) or _MARKUP.search(passage.text) is not None


def _plainly(passage: Passage, raw: Sequence[str], letters: Spelling, *, spans: bool) -> Iterator[Block]:
    """The prose of a paragraph without TeX, with its formulas apart or in dollars."""
    lines = [replace(line, text=plain_marks(letters.text(with_sums(line.text)))) for line in passage.lines]
    lines = [piece for line in lines for piece in (with_spans if spans else with_sums_in_spans)(line)]
    fixed = any(changes(line.text) for line in lines)
    for piece in with_rows(join(lines), raw, PLAIN):
        yield dollared(piece) if isinstance(piece, Passage) and not fixed else piece


def plain_marks(text: str) -> str:
    """The text, as long as before, without the stars of emphasis.

    >>> plain_marks("it is **never** less, 2*g*b")
    'it is   never   less, 2*g*b'
    """
    return _EMPHASIS.sub(lambda match: f"{' ' * len(match[1])}{match[2]}{' ' * len(match[1])}", text)


def passed(blocks: Iterable[Block]) -> tuple[Passed, ...]:
    """The lines of prose without TeX that look like mathematics and are not read."""
    lines = (line for block in blocks if isinstance(block, Passage) for line in block.lines)
    return tuple(dict.fromkeys(each for line in lines for each in passed_over(line)))
