"""Tables that explain themselves: each column is what most of its cells say, and the others are judged by that.

A cell is accused only if no reading of its column that is about as good gives it, whatever digits were cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise

from rmsprop_sym.claims.arithmetic.comparison import ENGINE
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.notation import is_harmless
from rmsprop_sym.claims.expressions.real import Bounds
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.tables.guesses import Said, guesses
from rmsprop_sym.claims.tables.world import Column, Guess, Sheet, World, ends, read_column
from rmsprop_sym.claims.traces.cells import Cell, is_blank, whole_in
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.claims.words.excuses import FLOATS, excuse, speaks_of_floats
from rmsprop_sym.claims.words.wording import is_mistaken

FEWEST, MOST_ROWS, MOST_COLUMNS, MOST_PASSES = 3, 40, 12, 4
MOST_STEPS = 200
ENOUGH, SURE = 2, 3  # cells that hold, where the head agrees and where it says nothing
TELLING = 30  # a cell tells what its column is if it is so many times as large as what is not known of it
MOVED = 5  # and where a place is shown, if it has moved so many times as far
FLOATING = Fraction(1, 10_000)  # what a float of 24 bits may have lost on its way, with room to spare
SHORT = Fraction(1, 50)  # what a float of 8 bits may have lost of the largest number of its column
SMALL_ERROR = 5  # units of the last digit that may come from digits cut off
LETTER = r"^\W*(?:\\?{})(?:_\{{?\w+\}}?|\[\w\]|\(\w\)|ₜ)?\W*$"
SUITS = {
    "square": r"square|second|mean sq|sq|E\s*\[|cache|acc|"
    + LETTER.format(r"(?:v|s|r|n|G|E|sq|ms|cache|mathbb\{E\}\[g\^2\])"),
    "mean": r"avg|mean|momentum|first moment|" + LETTER.format(r"(?:m|u|mu|gavg|b)"),
    "hat square": r"hat|correct|\u0302",
    "hat mean": r"hat|correct|\u0302",
    "centred": r"var|cent|\^\{?2|\*\*2|" + LETTER.format("(?:c|d|sigma|Var)"),
    "root": r"sqrt|√|rms|root|denominator",
    "step": r"step|change|update|delta|Δ|subtract|increment|difference|displace|length|move|frac|/|_.*-.*_",
    "rate": r"rate|\blr\b|/",
    "theta": r"weight|param|iterate|new|position|" + LETTER.format("(?:theta|θ|w|x|p)"),
}
_STEP = re.compile(r"\W*(?:t|k|n|i|step|iter(?:ation)?|schritt|#|no\.?)\W*", re.IGNORECASE)
_GRADIENT = re.compile(r"\W*(?:g|grad(?:ient)?s?)(?:_\{?[tkni]\}?|ₜ|\[[tkni]\])?\W*(?:\(.*\)\W*)?", re.IGNORECASE)
_OTHER_RULE = re.compile(
    r"amsgrad|clip|capped|warm-?up|schedul|anneal|restart|\breset|decoupl|weight decay|nesterov|int8|\b8[- ]bit",
    re.IGNORECASE,
)
_SHORT_FLOATS = re.compile(r"float(?:8|16)|fp(?:8|16)|bf16|half[- ]precision|\b16[- ]bit", re.IGNORECASE)
_ODD = re.compile(
    r"\bmax|skip|swap|switch|noise|noisy|measured|quanti|buggy|\bbug\b|broken|faulty|mistake|wrong|error in|spot"
    r"|find the|corrupt|student|exam\b",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(r"\bloss|\berror|\bcost|objective|\bgap\b|\bf\s*\(|distance|accura", re.IGNORECASE)
ODD = "it does not fit the rest of its column, but the words before the table speak of {}"
BESIDE = "it does not fit the rest of its column, but its row says {}"
ROUNDED = "it follows from digits that are printed and rounded, and not from all digits"
OTHERWISE = "it fits if its column is {}"
UNKNOWN = "it does not fit the rest of its column, but the column {} is not known here and may matter"


@dataclass(frozen=True)
class Ledger:
    """A table of a run, the gradients that stand outside it, and what the note has said."""

    table: Table
    said: Said
    outside: Sequence[Reading] = ()

    def cells(self) -> Iterator[Cell]:
        """The cells of the columns that are understood, row by row."""
        sheet = self.sheet
        if sheet is None:
            return
        for k, guess in sheet.chosen.items():
            column = sheet.columns[k]
            for n, printed in column.printed.items():
                name = f"{guess.name} at step {n}"
                yield Cell(column.cells[n], f"{name} ≈ {printed}", partial(self._evidence, column, n))

    @cached_property
    def sheet(self) -> Sheet | None:
        """The columns as far as they are understood, in the numbering of steps that explains most."""
        small = len(self.table.rows) <= MOST_ROWS and len(self.table.head) <= MOST_COLUMNS
        read = [_read(self.table, shift, self.outside) for shift in (0, 1)] if small else []
        found = [self._understood(sheet) for sheet in read if sheet]
        return max(found, key=lambda sheet: len(sheet.chosen), default=None)

    def _understood(self, sheet: Sheet) -> Sheet:
        """The sheet with every column that explains itself, those first that others need."""
        for _ in range(MOST_PASSES):
            for k in [k for k in sheet.columns if k not in sheet.chosen]:
                best = self._best(sheet, sheet.columns[k])
                if best:
                    sheet.chosen[k] = best
        return sheet

    def _best(self, sheet: Sheet, column: Column) -> Guess | None:
        """What most cells of a column say that it is, if enough do."""
        scored = [(_score(sheet, column, guess), guess) for guess in guesses(sheet, column, self.said)]
        fitting = [
            (held - missed, guess) for (held, missed), guess in scored if _is_enough(column, guess, held, missed)
        ]
        best = max(fitting, key=lambda pair: pair[0], default=None)
        return best[1] if best else None

    def _evidence(self, column: Column, n: int) -> Evidence:
        """What is known about a cell."""
        assert self.sheet is not None
        guess, printed = self.sheet.chosen[column.k], column.printed[n]
        plain, near = (_compared(self.sheet, column, guess, n, near=near) for near in (False, True))
        if plain is None:
            return near or Undecided("nothing is known of the rows above")
        if plain.grade is not Grade.REFUTED:
            return plain
        wide = _compared(self.sheet, column, guess, n, near=False, wide=True)
        if wide is None or wide.grade is not Grade.REFUTED:
            return Undecided(ROUNDED)
        follows = near is not None and near.grade is not Grade.REFUTED
        distance = min(abs(printed.value - plain.low), abs(printed.value - plain.high))
        if follows and distance <= SMALL_ERROR * printed.numeral.unit:
            return Undecided(ROUNDED)
        doubt = self._rounding(column, plain.low, distance) or self._doubt(column, n)
        remark = "it follows from what is printed beside or above it" if follows else ""
        return Undecided(doubt) if doubt else Rounded(**{**vars(plain), "remark": remark})

    def _rounding(self, column: Column, value: Fraction, distance: Fraction) -> str:
        """The words that say of floats which may make up for so small a difference."""
        largest = max(abs(each.value) for each in column.printed.values())
        near, far = (_SHORT_FLOATS.search(words) for words in (self.said.words, self.said.farther))
        if near or (far and distance <= SHORT * largest):
            return ODD.format((near or far or [""])[0])
        small = distance <= FLOATING * abs(value)
        return ODD.format("floats") if small and speaks_of_floats(self.said.words) else ""

    def _doubt(self, column: Column, n: int) -> str:
        """Why a cell that does not fit may be right, if there is a reason."""
        assert self.sheet is not None
        odd = _ODD.search(self.said.words) or _OTHER_RULE.search(f"{self.said.words} . {self.said.farther}")
        if odd:
            return ODD.format(odd[0])
        if is_mistaken(self.said.words, "") or excuse(self.said.words, "") not in (None, FLOATS):
            return ODD.format("mistakes")
        words = next((words for k, words in self._remarks(n) if k != column.k), "")
        if words:
            return BESIDE.format(words)
        guess = self.sheet.chosen[column.k]
        held = _score(self.sheet, column, guess)[0]
        for other in guesses(self.sheet, column, self.said):
            if other.name != guess.name and _score(self.sheet, column, other)[0] >= max(held - 1, ENOUGH):
                evidence = _compared(self.sheet, column, other, n, near=False, wide=True)
                if evidence is not None and evidence.grade is not Grade.REFUTED:
                    return OTHERWISE.format(other.name)
        unknown = next((c.head for k, c in self.sheet.columns.items() if k not in self.sheet.chosen), "")
        return UNKNOWN.format(unknown) if unknown and held < SURE and not is_harmless(unknown) else ""

    def _remarks(self, n: int) -> Iterator[tuple[int, str]]:
        """The cells of a row that are no numbers."""
        assert self.sheet is not None
        row = self.sheet.rows[n]
        for k, cell in enumerate(row):
            if not is_blank(cell) and re.search(r"[^\W\d_]{3}", re.sub(r"\\[A-Za-z]+", "", cell.text)):
                yield k, cell.text.strip()


def _read(table: Table, shift: int, outside: Sequence[Reading]) -> Sheet | None:
    """The table as columns of numbers by the steps of its rows."""
    heads = [cell.text.strip() for cell in table.head]
    if len(table.rows) < FEWEST or any(len(row) != len(heads) for row in table.rows):
        return None
    counter = next((k for k, head in enumerate(heads) if _STEP.fullmatch(head)), None)
    steps = _steps(table, counter, shift)
    if steps is None:
        return None
    rows = dict(zip(steps, table.rows, strict=True))
    all_of = {k: read_column(k, table.head[k], {n: row[k] for n, row in rows.items()}) for k in range(len(heads))}
    known = [k for k, head in enumerate(heads) if _GRADIENT.fullmatch(head)]
    inside = all_of[known[0]].printed if known else {}
    listed = dict(enumerate(outside, 1))
    complete = max(steps) <= len(listed)
    agree = complete and all(listed[n].value == inside[n].value for n in {*listed} & {*inside})
    columns = {
        k: column for k, column in all_of.items() if k != counter and k not in known and len(column.printed) >= ENOUGH
    }
    return Sheet(rows, columns, {**(listed if agree else {}), **inside})


def _steps(table: Table, column: int | None, shift: int) -> list[int] | None:
    """After how many steps the rows stand, if that is said or goes without saying."""
    if column is None:
        return list(range(1, len(table.rows) + 1)) if not shift else None
    found = [whole_in(row[column]) for row in table.rows]
    steps = [step for step in found if step is not None]
    if len(steps) < len(found) or any(a >= b for a, b in pairwise(steps)) or steps[-1] > MOST_STEPS:
        return None
    return None if shift and steps[0] else [step + shift for step in steps]


def _compared(sheet: Sheet, column: Column, guess: Guess, n: int, *, near: bool, wide: bool = False) -> Rounded | None:
    """A printed number against what it is guessed to be; what is near is as wide as its digits."""
    found = ends(World(sheet, near=near, wide=wide or near).worth(column, guess, n))
    if found is None:
        return None
    engine = () if found[0] == found[1] else ENGINE
    return Rounded(*found, column.printed[n], "≈", f"{guess.name} at step {n}", engine=engine)


def _score(sheet: Sheet, column: Column, guess: Guess) -> tuple[int, int]:
    """How many cells are as guessed, and how many are not, from the start or from what is printed around them."""
    worlds = World(sheet, near=False, wide=False), World(sheet, near=True, wide=True)
    held = missed = 0
    for n, printed in column.printed.items():
        found = [each for each in (ends(world.worth(column, guess, n)) for world in worlds) if each]
        fitting = [each for each in found if _may_be(each, printed)]
        before = column.printed.get(n - 1)
        size = abs(printed.value - before.value) * TELLING / MOVED if guess.kind == "theta" and before else None
        held += any(_tells(each, printed, size) for each in fitting)
        missed += bool(found) and not fitting
        if missed >= SURE and not held:
            break
    return held, missed


def _may_be(found: Bounds, printed: Reading) -> bool:
    """Whether a number between the bounds may be so printed."""
    half = printed.numeral.unit / 2
    return found[0] <= printed.value + half and printed.value - half <= found[1]


def _tells(found: Bounds, printed: Reading, size: Fraction | None) -> bool:
    """Whether a number is so exact that it is no accident that it fits; a place tells no more than how far it moved."""
    return TELLING * (found[1] - found[0] + printed.numeral.unit) <= (abs(printed.value) if size is None else size)


def _is_enough(column: Column, guess: Guess, held: int, missed: int) -> bool:
    """Whether a column may be taken for what is guessed: sooner if its head agrees."""
    suits = re.search(SUITS[guess.kind], column.head, re.IGNORECASE) is not None
    if guess.kind == "theta" and (_NO_PLACE.search(column.head) or held < 2 * missed):
        return False
    return held >= ENOUGH and held >= missed if suits else held >= SURE and held >= 2 * missed
