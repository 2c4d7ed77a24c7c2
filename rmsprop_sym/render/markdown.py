r"""Theorems in Markdown, with formulas that repository pages draw.

Formulas stand in $`...`$ and in blocks of the language math: there Markdown leaves every backslash as it is,
where between plain dollars it takes \\ for one backslash and a_{i}b_{j} for emphasis.
"""

from __future__ import annotations

from collections.abc import Iterable

from rmsprop_sym.library import Entry, Standing
from rmsprop_sym.render.formula import RELATIONS, Formulas
from rmsprop_sym.render.notation import STANDARD, Notation
from rmsprop_sym.render.prose import Formula, set_out
from rmsprop_sym.render.sheet import Block, Name, Row, Sheet, Words, equations, rules_below
from rmsprop_sym.rules import Rule

SPECIAL = {character: rf"\{character}" for character in "\\`*_{}[]<>#|"}


def derivations(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    """The derivations one after the other, each under a heading of its own, and the rules below them."""
    sheets = [Sheet(entry, notation) for entry in entries]
    return "\n".join([*map(_theorem, sheets), *(_rule(rule, notation) for rule in rules_below(sheets))])


def _theorem(sheet: Sheet) -> str:
    pieces = [f"## `{sheet.entry.name}`", words(sheet.says), display(sheet.statement), supposed(sheet)]
    for block in sheet.blocks:
        pieces += [f"*{words(block.title)}*"] * bool(block.title) + [display(_board(block))]
    if not sheet.blocks and sheet.sources:
        pieces += [f"It follows {words(sheet.sources)}."]
    return "\n\n".join([*filter(None, pieces), rests_on(sheet)]) + "\n"


def _rule(rule: Rule, notation: Notation) -> str:
    """The rule: what it is, its equations, and its source."""
    said = words(set_out((rule.body.__doc__ or "").partition("\n")[0], Formulas(notation)))
    board = _aligned(equation.replace(" = ", " &= ", 1) for equation in equations(rule, notation))
    source = f"Source: {text(rule.source)}." if rule.source else ""
    return "\n\n".join(filter(None, [f"## The rule `{rule.name}`", said, display(board), source])) + "\n"


def rests_on(sheet: Sheet) -> str:
    """The rules and axioms below, and a warning where the theorem is not proved."""
    return f"Rests on {words(sheet.rests)}." + ("" if sheet.entry.grade is Standing.PROVED else " OPEN: not proved.")


def supposed(sheet: Sheet) -> str:
    """What is supposed, one sentence a line."""
    return "\n".join(map(words, sheet.suppositions))


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
    """Words, names and formulas."""
    return "".join(map(_piece, said))


def _piece(piece: str | Name | Formula) -> str:
    match piece:
        case Name(name):
            return f"`{name}`"
        case Formula(latex):
            return inline(latex)
    return text(piece)


def _board(block: Block) -> str:
    first, *rows = block.rows
    lines = [first.formula + (f" &{_line(rows[0])}" if rows else ""), *(f"&{_line(row)}" for row in rows[1:])]
    return _aligned(lines)


def _aligned(lines: Iterable[str]) -> str:
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


def _line(row: Row) -> str:
    why = "".join(map(_reason, row.why))
    return f"{RELATIONS[row.relation]} {row.formula}" + (f" && {why}" if why else "")


def _reason(piece: str | Name | Formula) -> str:
    match piece:
        case Name(name):
            return rf"\mathtt{{{name.replace('_', chr(92) + '_')}}}"
        case Formula(latex):
            return latex
    return rf"\text{{{piece}}}"
