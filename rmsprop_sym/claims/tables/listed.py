"""Tables that list constants by a decay: each column is what its head names, or what most of its numbers are.

A cell is accused if its column is named and mostly right, or if a usual slip gives it: a power of ten, a root, a part
for what is left, two digits exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial

from rmsprop_sym.claims.arithmetic.comparison import round_against
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded, transposed
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.tables.constants import (
    ANY,
    COUNTERS,
    FACTORS,
    HALF_LIFE,
    LENGTHS,
    OTHERS,
    TURNS,
    counted,
    is_decay,
    named,
)
from rmsprop_sym.claims.traces.cells import Cell, bare, input_in, is_blank
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Undecided
from rmsprop_sym.claims.words.disowning import disowned_below
from rmsprop_sym.claims.words.plainly import plainly

MOST_ROWS, MOST_COLUMNS, MOST_COUNTED, LONGEST = 20, 10, 3, 120
ENOUGH, CLEAR = 3, 6  # cells that tell what a column without a name is, and their digits
NEAR = Fraction(1, 50)  # of the value, in which a number may be a rough one
DECAYS = re.compile(r"(?:beta|rho|gamma|alpha|lambda|mu|decay|b|d)_?[12]?")
_ALPHA = Fraction(1, 2)
_NUMBER = re.compile(
    r"^(?:≈|~|about|ca\.?|=)? ?(?P<n>\d+(?:\.\d+)?(?:e-?\d+)?(?: ?%)?)"
    r" ?\*? ?(?:steps?|updates?|samples|iterations|eta|lr|alpha|times)?$",
    re.IGNORECASE,
)
VAGUE = "it does not fit {}, but its column may mean something else"
_VALUED = re.compile(r"(?:[^=]* )?(?P<name>[a-z]+(?:_?[12])?) ?= ?(?P<value>0?\.\d+)", re.IGNORECASE)


def upright(table: Table) -> Table | None:
    """The table with its columns as rows, if the values of a decay stand in its head; None if they do not.

    >>> from rmsprop_sym.claims.expressions.passage import Line
    >>> head, row = (tuple(Line(1, 1, cell) for cell in cells) for cells in (("beta", "0.9"), ("half-life", "6.6")))
    >>> [[cell.text for cell in line] for line in (upright(Table(head, (row,))) or Table((), ())).rows]
    [['0.9', '6.6']]
    """
    heads = [plainly(cell.text).text.strip(" *") for cell in table.head]
    said = [_VALUED.fullmatch(head) for head in heads[1:]]
    plain = bool(heads) and (is_decay(heads[0]) or DECAYS.fullmatch(heads[0]) is not None)
    numbers = [input_in(cell) for cell in table.head[1:]]
    whole = all(len(row) == len(table.head) for row in table.rows)
    if not whole or not numbers:
        return None
    if plain and all(each is not None and 0 < each < 1 for each in numbers):
        columns = list(zip(table.head, *table.rows, strict=True))
        return Table(columns[0], tuple(columns[1:]), table.fenced)
    if all(each is not None and DECAYS.fullmatch(each["name"]) for each in said):
        values = [replace(cell, text=each["value"]) for cell, each in zip(table.head[1:], said, strict=True) if each]
        name = next((each["name"] for each in said if each), "")
        columns = list(zip((replace(table.head[0], text=name), *values), *table.rows, strict=True))
        return Table(columns[0], tuple(columns[1:]), table.fenced)
    return None


def listed(table: Table, done: Collection[int], around: str, decays: Sequence[str]) -> Listed:
    """The table as constants by a decay, or by a number of steps for the decays of its note."""
    turned = upright(table)
    return Listed(turned, (), around, decays, is_turned=True) if turned else Listed(table, done, around, decays)


@dataclass(frozen=True)
class Listed:
    """A table with a column of decays, and the columns of it that are understood otherwise."""

    table: Table
    done: Collection[int] = ()
    around: str = ""
    decays: Sequence[str] = ()
    is_turned: bool = False

    @cached_property
    def key(self) -> int | None:
        """The column of the decays."""
        small = len(self.table.rows) <= MOST_ROWS and len(self.table.head) <= MOST_COLUMNS
        whole = all(len(row) == len(self.table.head) for row in self.table.rows)
        heads = [plainly(cell.text).text.strip(" *") for cell in self.table.head] if small and whole else []
        return next((k for k, head in enumerate(heads) if self._is_key(head, k)), None)

    def _is_key(self, head: str, k: int) -> bool:
        """Whether a column has decays by its head and its numbers."""
        values = [input_in(row[k]) for row in self.table.rows]
        said = [each for each in values if each is not None]
        letter = DECAYS.fullmatch(head)
        known = is_decay(head) or (letter is not None and (head[:5] != "alpha" or max(said, default=0) >= _ALPHA))
        if self._is_counter(head, k):
            return len(said) > 1 and said == sorted(set(said)) and all(each.denominator == 1 for each in said)
        return (
            known and (len(said) > 1 or self.is_turned) and len(said) == len(set(said)) and all(0 < x < 1 for x in said)
        )

    def _is_counter(self, head: str, k: int) -> bool:
        """Whether a column is headed as one that counts steps, in a table that is small enough to be no run."""
        return k == 0 and bool(self.decays) and len(self.table.head) <= MOST_COUNTED and bool(COUNTERS.fullmatch(head))

    @cached_property
    def counts(self) -> bool:
        """Whether its key counts steps."""
        return self.key is not None and self._is_counter(
            plainly(self.table.head[self.key].text).text.strip(" *"), self.key
        )

    @cached_property
    def numbers(self) -> dict[int, dict[int, Reading]]:
        """The numbers of each column that is not understood otherwise, by their rows."""
        others = [k for k in range(len(self.table.head)) if k not in {self.key, *self.done}]
        return {k: dict(self._numbers(k)) for k in others} if self.key is not None else {}

    def _numbers(self, k: int) -> Iterator[tuple[int, Reading]]:
        """The numbers of a column."""
        for n, row in enumerate(self.table.rows):
            if input_in(row[self.key or 0]) is not None and not is_blank(row[k]):
                found = _NUMBER.match(plainly(row[k].text).text.strip(" *"))
                if found:
                    yield n, Reading(found["n"].replace(" ", ""))

    @cached_property
    def columns(self) -> dict[int, tuple[tuple[str, ...], bool]]:
        """The formulas that fit each column best, and whether its head names them."""
        found = {k: self._meant(k) for k in self.numbers}
        return {k: (forms, is_named) for k, (forms, is_named) in found.items() if forms}

    def _meant(self, k: int) -> tuple[tuple[str, ...], bool]:
        """The formulas that fit a column best, and whether its head names them."""
        head = plainly(self.table.head[k].text).text
        if len(head) > LONGEST or OTHERS.search(head) or disowned_below(head) or not self.numbers[k]:
            return (), False
        forms = counted(head, self.decays) if self.counts else named(head)
        held = {form: self._held(k, form) for form in forms or (() if self.counts else ANY)}
        best = max(held.values(), default=0)
        if forms:
            if not best and self.is_turned and len(forms) == 1:
                return forms, True
            enough = best and (not self.counts or (best > 1 and self._digits(k) >= CLEAR))
            return tuple(form for form in forms if held[form] == best) if enough else (), True
        clear = best >= max(ENOUGH, len(self.numbers[k]) - 1) and self._digits(k) >= CLEAR
        return tuple(form for form in ANY if held[form] == best) if clear else (), False

    def _digits(self, k: int) -> int:
        """How many digits are printed in a column."""
        return sum(len(each.text.strip("0.%").replace(".", "")) for each in self.numbers[k].values())

    def _held(self, k: int, form: str) -> int:
        """How many cells of a column a formula gives."""
        return sum(self._compared(k, n, form).grade.holds for n in self.numbers[k])

    def _compared(self, k: int, n: int, form: str, printed: Reading | None = None) -> Evidence:
        """A number against a formula; where it counts steps, the first whole one after it is right as well."""
        printed = printed or self.numbers[k][n]
        said = form.format(b=f"({input_in(self.table.rows[n][self.key or 0])})")
        try:
            found = round_against(parse_statement(said).members[0], "≈", printed)
        except (Undefined, Unreadable):
            return Undecided("it has no value")
        if found.grade.holds or "log" not in form or not printed.text.isdecimal():
            return found
        whole = judged("", [said], Printed(printed.text, counts=True))
        return whole[1] if whole and whole[1].grade.holds else found

    def cells(self) -> Iterator[Cell]:
        """The cells that are understood, row by row."""
        for n, row in enumerate(self.table.rows):
            for k, (forms, _) in self.columns.items():
                if n in self.numbers[k]:
                    letter = plainly(self.table.head[self.key or 0].text).text
                    read_as = f"{forms[0].format(b=letter)} at {letter} = {bare(row[self.key or 0])}"
                    yield Cell(row[k], f"{read_as} ≈ {self.numbers[k][n].text}", partial(self._evidence, k, n))

    def _evidence(self, k: int, n: int) -> Evidence:
        """What is known of a cell."""
        forms, is_named = self.columns[k]
        found = [self._compared(k, n, form) for form in forms]
        right = next((each for each in found if each.grade.holds), None)
        if right:
            return right
        wrong = found[0]
        held = self._held(k, forms[0])
        doubtful = held <= len(self.numbers[k]) - held or not is_named
        if not isinstance(wrong, Rounded) or self._is_rough(k, n) or disowned_below(self.around):
            return Undecided(VAGUE.format(forms[0].format(b="beta")))
        if doubtful and not self._slipped(k, n, forms[0]):
            return Undecided(VAGUE.format(forms[0].format(b="beta")))
        return Derived(f"the other rows have {forms[0].format(b='beta')}", wrong)

    def _is_rough(self, k: int, n: int) -> bool:
        """Whether a number is near to what it may be, and no other rows say that it has all its digits."""
        printed = self.numbers[k][n]
        forms = self.columns[k][0]
        others = LENGTHS if forms[0] in LENGTHS and forms[0] != HALF_LIFE else ()
        close = [f"abs(({form})/({printed.value}) - 1)" for form in (*forms, *others) if printed.value]
        near = (self._compared(k, n, form, Reading("0.0")) for form in close)
        small = any(isinstance(each, Rounded) and each.high <= NEAR for each in near)
        swapped = (self._compared(k, n, form, each) for form in forms for each in transposed(printed))
        return small and not any(each.grade.holds for each in swapped)

    def _slipped(self, k: int, n: int, form: str) -> bool:
        """Whether a usual slip gives the number."""
        turns = (*TURNS, *(FACTORS if self.is_turned or self._held(k, form) > 1 else ()))
        others = [turn.replace("{f}", form) for turn in turns]
        others += ANY if self.is_turned else ()
        printed = self.numbers[k][n]
        exchanged = any(self._compared(k, n, form, each).grade.holds for each in transposed(printed))
        return exchanged or any(self._compared(k, n, other).grade.holds for other in others)
