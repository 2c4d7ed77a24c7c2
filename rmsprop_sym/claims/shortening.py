"""Where a note makes a letter short for an expression: it is a name then, and nothing that is supposed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rmsprop_sym.claims.verdict import Grade

if TYPE_CHECKING:
    from rmsprop_sym.claims.expressions.syntax import Chain
    from rmsprop_sym.claims.files import Note
    from rmsprop_sym.claims.words.sentence import Formula

_NAMES = re.compile(
    r"\b(?:with|where|let|writ(?:e|ing)|set(?:ting)?|put(?:ting)?|denot(?:e|ing)|defin(?:e|es|ing)|abbreviat(?:e|ing)|introduc(?:e|ing)"
    r"|call|using|short(?:hand|\s+for)?)(?:\s+(?:us|again|now|here|the\s+(?:shorthand|abbreviation|notation|letter)))?\s*,?\s*$",
    re.IGNORECASE,
)


def shorten(note: Note, chain: Chain, formula: Formula, grades: Sequence[Grade]) -> None:
    """Takes over what a formula makes a letter short for, if there is nothing else to say of it."""
    if grades:
        return
    conditions, shorthands = note.formulas.conditions, note.shorthands
    naming = _NAMES.search(formula.before) is not None
    short = not conditions.are_for(formula) and shorthands.hears(chain, note.is_state)
    if short or (naming and shorthands.names(chain)):
        conditions.drops(formula.chain)
