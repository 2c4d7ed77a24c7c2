"""Tables that explain themselves: each column is what most of its cells say, and the others are judged by that.

A cell is accused only if no reading of its column that is about as good gives it, whatever digits were cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise, product
from operator import itemgetter

from rmsprop_sym.claims.arithmetic.comparison import ENGINE
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.notation import is_harmless
from rmsprop_sym.claims.expressions.real import Bounds
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.tables.guesses import Said, guesses
from rmsprop_sym.claims.tables.world import MISSING, Column, Fed, Guess, Sheet, World, ends, exactly, read_column
from rmsprop_sym.claims.traces.cells import Cell, is_blank, whole_in
from rmsprop_sym.claims.traces.running import quantity
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.claims.words.excuses import FLOATS, excuse, speaks_of_floats
from rmsprop_sym.claims.words.wording import is_mistaken

FEWEST, MOST_ROWS, MOST_COLUMNS, MOST_PASSES = 3, 40, 12, 4
MOST_STEPS, MOST_STARTS, MOST_PLACES = 1000, 6, 2
ENOUGH, SURE = 2, 3  # cells that hold, where the head agrees and where it says nothing
TELLING = 30  # a cell tells what its column is if it is so many times as large as what is not known of it
WHOLE = 8  # or if it is a whole number that is not so small
MOVED = 5  # and where a place is shown, if it has moved so many times as far
FLOATING = Fraction(1, 10_000)  # what a float of 24 bits may have lost on its way, with room to spare
SHORT = Fraction(1, 50)  # what a float of 8 bits may have lost of the largest number of its column
LONG = 100_000  # units of the last digit
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
_STEP = re.compile(
    r"\W*(?:(?:after\s+)?(?:step|iter(?:ation)?|schritt|no\.?)s?(?:\W{1,2}[tkni])?|t|k|n|i|#)\W*", re.IGNORECASE
)
_GRADIENT = re.compile(r"\W*(?:g|d[wx]|[Gg]rad(?:ient)?s?)(?:_\{?[tkni]\}?|ₜ|\[[tkni]\])?\W*(?:\(.*\)\W*)?")
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
TIE = "it is just between two numbers of so many digits, and a program may print either"
OTHERWISE = "it fits if its column is {}"
BEGUN = "it follows from what is printed beside or above it, and the run may begin otherwise than is known here"
BESIDE_WRONG = "it does not fit what is printed beside or above it, but that does not fit itself in {}"
UNKNOWN = "it does not fit the rest of its column, but the column {} is not known here and may matter"


@dataclass(frozen=True)
class Ledger:
    """A table of a run, what the gradients outside it may be, and what the note has said."""

    table: Table
    said: Said
    outside: Sequence[Sequence[Reading]] = ()

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

    @property
    def constant(self) -> Reading | None:
        """The gradient of every step, if none is shown and a column is understood with one that stays the same."""
        alone = any(len({*each}) == 1 for each in self.outside) and not has_gradients(self.table)
        gradients = self.sheet.gradients if alone and self.sheet and self.sheet.chosen else {}
        same = {*gradients.values()}
        return same.pop() if len(same) == 1 else None

    @cached_property
    def sheet(self) -> Sheet | None:
        """The columns as far as they are understood, in the numbering of steps that explains most."""
        small = len(self.table.rows) <= MOST_ROWS and len(self.table.head) <= MOST_COLUMNS
        outside = self.outside or ((),)
        read = [_read(self.table, shift, each) for each in outside for shift in (0, 1)] if small else []
        found = [self._understood(sheet) for sheet in read if sheet]
        found += [fed for sheet in read if sheet and (fed := self._fed(sheet))]
        return max(found, key=lambda sheet: len(sheet.chosen), default=None)

    def _fed(self, sheet: Sheet) -> Sheet | None:
        """The sheet, understood with gradients that follow from its weights, if most of those that it shows do."""
        found = list[Sheet]()
        places = [k for k, each in sheet.columns.items() if re.search(SUITS["theta"], each.head, re.IGNORECASE)]
        for slope, k in product(self.said.slopes, places[:MOST_PLACES]):
            first = sheet.columns[k].printed.get(0)
            starts = [exactly(first)] if first else [*map(quantity, self.said.places[:MOST_STARTS]), MISSING]
            for start in starts:
                fed = self._understood(replace(sheet, chosen={}, fed=Fed(slope, k, start)))
                shown = _gradients(fed) if k in fed.chosen else None
                found += [shown] if shown else []
                if shown and _followed(shown) == _shown(shown):
                    return shown
        best = max(found, key=_followed, default=None)
        return best if best and 2 * _followed(best) > _shown(best) else None

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
        found = (guess for guess in guesses(sheet, column, self.said) if _begins(sheet, column, guess))
        scored = [(_score(sheet, column, guess), guess) for guess in found]
        fitting = [
            (held - missed, exact, guess)
            for (held, missed, exact), guess in scored
            if _is_enough(column, guess, held, missed)
        ]
        best = max(fitting, key=itemgetter(0, 1), default=None)
        return best[2] if best else None

    def _evidence(self, column: Column, n: int) -> Evidence:
        """What is known about a cell."""
        assert self.sheet is not None
        guess, printed = self.sheet.chosen[column.k], column.printed[n]
        plain, near = (_compared(self.sheet, column, guess, n, near=near) for near in (False, True))
        if plain is None:
            return self._beside(column, n, near)
        if plain.grade is not Grade.REFUTED:
            return plain
        if plain.low == plain.high and 2 * abs(plain.low - printed.value) == printed.numeral.unit:
            return Undecided(TIE)
        wide = _compared(self.sheet, column, guess, n, near=False, wide=True)
        if wide is None or wide.grade is not Grade.REFUTED:
            return Undecided(ROUNDED)
        follows = near is not None and near.grade is not Grade.REFUTED
        first = guess.kind == "theta" and n == min(column.printed)
        if (follows and not any(step <= n for step in self._origins)) or (first and _may_begin(plain, guess)):
            return Undecided(BEGUN)
        distance = min(abs(printed.value - plain.low), abs(printed.value - plain.high))
        if distance <= (SMALL_ERROR if follows else 1) * printed.numeral.unit and (follows or _is_long(printed)):
            return Undecided(ROUNDED)
        doubt = self._rounding(column, plain.low, distance) or self._doubt(column, n)
        remark = "it follows from what is printed beside or above it" if follows else ""
        return Undecided(doubt) if doubt else Rounded(**{**vars(plain), "remark": remark})

    @cached_property
    def _origins(self) -> list[int]:
        """The steps at which a cell does not follow from those beside it and above it."""
        assert self.sheet is not None
        cells = ((self.sheet.columns[k], guess) for k, guess in self.sheet.chosen.items())
        found = ((n, _compared(self.sheet, each, guess, n, near=True)) for each, guess in cells for n in each.printed)
        return [n for n, near in found if near is not None and near.grade is Grade.REFUTED]

    def _beside(self, column: Column, n: int, near: Rounded | None) -> Evidence:
        """What is known about a cell by those beside it and above it alone, none of which may be wrong itself."""
        assert self.sheet is not None
        if near is None or near.grade is not Grade.REFUTED:
            return near or Undecided("nothing is known of the rows above")
        others = [each for k, each in self.sheet.columns.items() if k != column.k and k in self.sheet.chosen]
        found = [(each, n, False) for each in others if n in each.printed]
        found += [(column, n - 1, True)] if n - 1 in column.printed else []
        for each, step, close in found:
            known = _compared(self.sheet, each, self.sheet.chosen[each.k], step, near=close)
            if known is not None and known.grade is Grade.REFUTED:
                return Undecided(BESIDE_WRONG.format(each.head))
        return near

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


def inputs(table: Table) -> int:
    """How many cells of a table count its steps or show its gradients."""
    columns = [k for k, cell in enumerate(table.head) if _STEP.fullmatch(cell.text) or _GRADIENT.fullmatch(cell.text)]
    return len(table.rows) * len(columns)


def has_gradients(table: Table) -> bool:
    """Whether a column of a table shows the gradients."""
    return any(_GRADIENT.fullmatch(cell.text.strip()) for cell in table.head)


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
    return Sheet(rows, columns, {**(listed if agree else {}), **inside}, head=table.head)


def _gradients(sheet: Sheet) -> Sheet | None:
    """The sheet with its column of gradients, if it has one, as what follows from its weights; none if it does not."""
    assert sheet.fed is not None
    guess = Guess(f"the gradient {sheet.fed.slope.said}", "gradient", lambda world, n: world.fed(n))
    if not sheet.gradients:
        return sheet
    k = next((k for k, cell in enumerate(sheet.head) if _GRADIENT.fullmatch(cell.text.strip())), None)
    if k is None:
        return None
    column = read_column(k, sheet.head[k], {n: row[k] for n, row in sheet.rows.items()})
    held, missed, _ = _score(sheet, column, guess)
    if held < SURE or held < 2 * missed:
        return None
    return replace(sheet, columns={**sheet.columns, k: column}, chosen={**sheet.chosen, k: guess})


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


def _is_long(printed: Reading) -> bool:
    """Whether a number has so many digits that what it is worked out from may have had fewer."""
    return abs(printed.value) >= LONG * printed.numeral.unit


def _may_begin(evidence: Rounded, guess: Guess) -> bool:
    """Whether a place fits its first step if it starts at another number of few digits than is known here."""
    start = ends(guess.start)
    if start is None:
        return True
    begun, unit = evidence.printed.value + start[0] - evidence.low, evidence.printed.numeral.unit
    return abs(begun - Fraction(f"{float(begun):.1e}")) <= unit


def _begins(sheet: Sheet, column: Column, guess: Guess) -> bool:
    """Whether a column that shows states before their steps begins where they start."""
    first = guess.lag and guess.keeps is not None and column.printed.get(guess.lag)
    found = ends(World(sheet, near=False, wide=False).state(guess, 0)) if first else None
    return not (first and found) or _may_be(found, first)


def _score(sheet: Sheet, column: Column, guess: Guess) -> tuple[int, int, int]:
    """How many cells are as guessed, how many are not, and how many are so by the start, not only by those around."""
    worlds = World(sheet, near=False, wide=False), World(sheet, near=True, wide=True)
    held = missed = exact = 0
    for n, printed in column.printed.items():
        plain, near = (ends(world.worth(column, guess, n)) for world in worlds)
        found = [each for each in (plain, near) if each]
        fitting = [each for each in found if _may_be(each, printed)]
        if n == guess.lag and fitting:
            continue  # a start tells nothing
        exact += plain in fitting
        before = column.printed.get(n - 1)
        size = abs(printed.value - before.value) * TELLING / MOVED if guess.kind == "theta" and before else None
        held += any(_tells(each, printed, size) for each in fitting)
        missed += bool(found) and not fitting
        if missed >= SURE and not held:
            break
    return held, missed, exact


def _followed(sheet: Sheet) -> int:
    """How many of its cells follow from the start."""
    cells = ((sheet.columns[k], guess, n) for k, guess in sheet.chosen.items() for n in sheet.columns[k].printed)
    found = (_compared(sheet, column, guess, n, near=False, wide=True) for column, guess, n in cells)
    return sum(each is not None and each.grade is not Grade.REFUTED for each in found)


def _shown(sheet: Sheet) -> int:
    """How many cells its columns have that are understood."""
    return sum(len(sheet.columns[k].printed) for k in sheet.chosen)


def _may_be(found: Bounds, printed: Reading) -> bool:
    """Whether a number between the bounds may be so printed."""
    half = printed.numeral.unit / 2
    return found[0] <= printed.value + half and printed.value - half <= found[1]


def _tells(found: Bounds, printed: Reading, size: Fraction | None) -> bool:
    """Whether a number is so exact that it is no accident that it fits; a place tells no more than how far it moved."""
    if printed.numeral.integer and found[0] == found[1] == printed.value:
        return abs(printed.value) >= WHOLE
    return TELLING * (found[1] - found[0] + printed.numeral.unit) <= (abs(printed.value) if size is None else size)


def _is_enough(column: Column, guess: Guess, held: int, missed: int) -> bool:
    """Whether a column may be taken for what is guessed: sooner if its head agrees."""
    suits = re.search(SUITS[guess.kind], column.head, re.IGNORECASE) is not None
    if guess.kind == "theta" and (_NO_PLACE.search(column.head) or held < 2 * missed):
        return False
    return held >= ENOUGH and held >= missed if suits else held >= SURE and held >= 2 * missed
