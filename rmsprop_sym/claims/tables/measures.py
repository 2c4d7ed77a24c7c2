"""Tables of units: a quantity in one column, and in another the unit that it has by the rule of its note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.quantities.in_units import Units
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.traces.cells import Cell
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.plainly import plainly

_QUANTITY = re.compile(
    r"(?:the )?(?:quantity|quantities|symbols?|letters?|names?|what|variables?|objects?|terms?)?", re.IGNORECASE
)
_UNIT = re.compile(r"(?:its |the )?(?:physical )?(?:units?|dimensions?)(?: of measurement)?", re.IGNORECASE)
_NONE = re.compile(r"(?:1|-|–|—|none|no unit|dimensionless|unitless|pure number|\(?dimensionless\)?)", re.IGNORECASE)
_FORMULA = re.compile(r"\$([^$]+)\$|`([^`]+)`")
_ASIDE = re.compile(r"\([^()$`]{3,50}\)|\b(?:inside|outside|under|beside|of|for|in|with|without)\b.*$", re.IGNORECASE)
_WORDS = re.compile(r"(?:the )?(?:loss|cost|objective|learning rate|gradient|parameters?)(?: function)?", re.IGNORECASE)


def unit_cells(table: Table, units: Units, families: Sequence[Sequence[Model]]) -> Iterator[Cell]:
    """The units of a table that are known to be right or wrong, row by row."""
    heads = [plainly(cell.text).text.strip(" *") for cell in table.head]
    stands = [k for k, head in enumerate(heads) if _UNIT.fullmatch(head)]
    named = next((k for k, head in enumerate(heads) if k not in stands and _QUANTITY.fullmatch(head)), None)
    if len(stands) != 1 or named is None:
        return
    rows = [row for row in table.rows if len(row) == len(heads)]
    said = [(row[stands[0]], _sentence(row[named].text, row[stands[0]].text)) for row in rows]
    for _ in range(2):  # what a row gives counts for those above it, too
        found = [(cell, list(units.remarks(sentence, families))) for cell, sentence in said]
    for cell, remarks in found:
        if len(remarks) == 1 and not disowned("", cell.text):
            yield Cell(cell, remarks[0].read_as, partial(getattr, remarks[0], "evidence"))


def _sentence(quantity: str, unit: str) -> str:
    """What a row says, as prose has it."""
    formula = _FORMULA.search(quantity)
    plain = plainly(quantity).text.strip(" *")
    who = f"${formula[1] or formula[2]}$" if formula else plain if _WORDS.fullmatch(plain) else f"${plain}$"
    who = who if who.startswith("$") else f"The {who.removeprefix('the ')}"
    aside = _ASIDE.search(quantity)
    who = f"{who} {aside[0]}" if aside else who
    said = plainly(re.split(r"[,;(]\s|\s\(", unit)[0]).text.strip(" *")
    return f"{who} is dimensionless." if _NONE.fullmatch(said) else f"{who} is measured in {said}."
