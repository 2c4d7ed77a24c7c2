r"""Theorems in Markdown, with formulas that repository pages draw.

Formulas stand in $`...`$ and in blocks of the language math: there Markdown leaves every backslash as it is,
where between plain dollars it takes \\ for one backslash and a_{i}b_{j} for emphasis.
"""

from __future__ import annotations

from collections.abc import Iterable

from rmsprop_sym.library import Entry, Standing
from rmsprop_sym.render.formula import RELATIONS
from rmsprop_sym.render.notation import STANDARD, Notation
from rmsprop_sym.render.sheet import Block, Name, Row, Sheet, Words, labelled

SPECIAL = {character: rf"\{character}" for character in "\\`*_{}[]<>#|"}


def derivations(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    """The derivations one after the other, each under a heading of its own."""
    return "\n".join(_theorem(Sheet(entry, notation)) for entry in entries)


def _theorem(sheet: Sheet) -> str:
    pieces = [f"## `{sheet.entry.name}`", text(sheet.entry.derivation.says), display(sheet.statement)]
    pieces += ["\n".join(suppositions(sheet))]
    for block in sheet.blocks:
        pieces += [f"*{words(block.title)}*"] * bool(block.title) + [display(_board(block))]
    if not sheet.blocks and sheet.sources:
        pieces += [f"It follows {words(sheet.sources)}."]
    return "\n\n".join([*filter(None, pieces), rests_on(sheet)]) + "\n"


def rests_on(sheet: Sheet) -> str:
    """The rules and axioms below, and a warning where the theorem is not proved."""
    trusts = ", ".join(map(words, sheet.trusts)) or "nothing but the laws of the real numbers"
    return f"Rests on: {trusts}." + ("" if sheet.entry.grade is Standing.PROVED else " OPEN: this is not proved.")


def suppositions(sheet: Sheet) -> Iterable[str]:
    """What is supposed, one sentence a line."""
    given = [f"{label} {inline(h)}".strip() for label, h in zip(labelled(sheet.given), sheet.given, strict=True)]
    for word, claims in (
        ("Given", given),
        ("For", map(inline, sheet.domains)),
        ("Where", map(inline, sheet.where)),
    ):
        if listed := ", ".join(claims):
            yield f"{word} {listed}."
    for mark, rule, details in sheet.marks:
        made = f" with {inline(details)}" if details else ""
        yield f"The superscript {inline(f'({mark})')} marks the run of {words((rule,))}{made}."


def display(formula: str) -> str:
    """A formula on lines of its own."""
    return f"```math\n{formula}\n```"


def inline(formula: str) -> str:
    """A formula in a sentence.

    >>> print(inline("v_t"))
    $`v_t`$
    """
    return f"$`{formula}`$"


def text(said: str) -> str:
    """Plain text, in which Markdown finds nothing."""
    return "".join(SPECIAL.get(character, character) for character in said)


def words(said: Words) -> str:
    """Words and names."""
    return "".join(f"`{piece.name}`" if isinstance(piece, Name) else text(piece) for piece in said)


def _board(block: Block) -> str:
    first, *rows = block.rows
    lines = [first.formula + (f" &{_line(rows[0])}" if rows else ""), *(f"&{_line(row)}" for row in rows[1:])]
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


def _line(row: Row) -> str:
    why = "".join(rf"\mathtt{{{_escaped(w.name)}}}" if isinstance(w, Name) else rf"\text{{{w}}}" for w in row.why)
    return f"{RELATIONS[row.relation]} {row.formula}" + (f" && {why}" if why else "")


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")
