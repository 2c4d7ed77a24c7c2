"""What the tables of a note say: runs of its rules, values of formulas, and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial

from rmsprop_sym.claims.arithmetic.digits import Reading
from rmsprop_sym.claims.context.formulas import Formulas
from rmsprop_sym.claims.conventions.model import PARAMETER
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.tokens import RELATION
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.limits import guarded, is_skimming
from rmsprop_sym.claims.quantities.floors import values_of_eps
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.read.tables import turned
from rmsprop_sym.claims.tables.copied import copy
from rmsprop_sym.claims.tables.guesses import Said
from rmsprop_sym.claims.tables.ledger import MOST_STEPS, Ledger, has_gradients, inputs
from rmsprop_sym.claims.tables.listed import DECAYS, Listed, listed
from rmsprop_sym.claims.tables.measures import unit_cells
from rmsprop_sym.claims.tables.recorded import Run, cells, looks_recorded, runs
from rmsprop_sym.claims.tables.slopes import slopes_in
from rmsprop_sym.claims.tables.spoken import numbers_in, starts_in
from rmsprop_sym.claims.tables.tabulated import Tabulated
from rmsprop_sym.claims.tables.unchanging import lists_in, unchanging
from rmsprop_sym.claims.traces.cells import Cell
from rmsprop_sym.claims.traces.trace import Trace
from rmsprop_sym.claims.verdict import Grade, Undecided
from rmsprop_sym.claims.words.conduct import begun_before, caps, otherwise
from rmsprop_sym.claims.words.heard import Heard
from rmsprop_sym.claims.words.said import Said as Spoken
from rmsprop_sym.claims.words.said import in_code, said_in

STRANGE = "most of its column does not fit, which may show something else"
OTHERWISE = "it does not fit what the note says, but {}"

CONDUCT = "it does not fit, but the words around the table say {!r}"

_FORMULA = re.compile(r"\$(?!\s*0\s*\$)[^$]*\$")
EPS = "eps"
_USUAL = {EPS: ("eps", "epsilon", "varepsilon", "delta"), PARAMETER: ("w", "x", "theta")}
_BELOW, _NO_SIDE = re.compile(r"eps_inside|tf1|rate_inside|graves"), re.compile(r"no_eps|max_eps|^momentum|^sgd")
_SPAN = re.compile(r"`([^`$\n]{1,60})`")
FAR = 12  # passages above a table that may name its rule
FARTHER = 4  # passages above a table that may say what its run does otherwise

Placed = tuple[Context, str | None, Cell]


@dataclass(frozen=True)
class Tabled:
    """A table as the runs that it records, or as values of formulas."""

    table: Table
    found: Sequence[Sequence[Run]]
    values: Tabulated
    ledger: Ledger | None = None
    around: str = ""
    constants: Listed | None = None
    measured: Sequence[Cell] = ()

    @cached_property
    def known(self) -> set[int]:
        """The columns that are formulas, or constants by a decay."""
        if self.constants is None or self.constants.is_turned:
            return {
                *self.values.columns,
                *(range(len(self.table.head)) if self.constants and self.constants.columns else ()),
            }
        return {*self.values.columns, *self.constants.columns}

    def cells(self, words: str) -> Iterator[Placed]:
        """Its computed cells, each with what holds there, and the rule that it is a run of."""
        said = f"{self.table.told} . {words}" if self.table.told else words
        for context, rule, cell in self._cells(said):
            if self.table.told and not self._is_decided(cell):
                continue
            ran = self.found or not self.known
            yield context, rule, self._unless_otherwise(cell) if ran and not context.rule else cell

    def _is_decided(self, cell: Cell) -> bool:
        """Whether a cell is known to be right or wrong; what prose says of it is heard there otherwise."""
        return guarded(partial(getattr, cell, "evidence")).grade not in (Grade.OPEN, Grade.UNREAD)

    def _unless_otherwise(self, cell: Cell) -> Cell:
        """The cell, which is not accused if words around the table say that its run does otherwise than its rule."""
        if not (self._otherwise or self._begun) or guarded(lambda: cell.evidence).grade is not Grade.REFUTED:
            return cell
        doubt = self._otherwise or ("" if self._starts_anew else self._begun)
        doubt = "" if cell.line in self._alone and not caps(self.around) else doubt
        return replace(cell, judgement=lambda: Undecided(CONDUCT.format(doubt))) if doubt else cell

    @cached_property
    def _alone(self) -> set[Line]:
        """The cells below which another one of their column is right, so that no run that does otherwise makes them."""
        grades = {cell.line: _holds(cell) for _, _, cell in self._cells(self.table.told)}
        columns = [[row[k] for row in turned(self.table).rows if k < len(row)] for k in range(len(self.table.head))]
        return {line for column in columns for k, line in enumerate(column) if any(map(grades.get, column[k + 1 :]))}

    @cached_property
    def _counts_from_0(self) -> bool:
        """Whether its first row has the number 0, and may be the first step."""
        return bool(self.table.rows) and self.table.rows[0][0].text.strip("$ ") == "0"

    @cached_property
    def _otherwise(self) -> str | None:
        """The words around it that say that its run does otherwise than its rule."""
        return otherwise(self.around)

    @cached_property
    def _begun(self) -> str | None:
        """The words around it that say that its run goes on from an earlier one."""
        return begun_before(self.around)

    @cached_property
    def _starts_anew(self) -> bool:
        """Whether a mean of the rule is as its start makes it, in most cells, so that the words are for another run."""
        best = [some[0].trace for some in self.found if some]
        means = [(trace, head) for trace in best for head in trace.computed if head.letter in trace.rule.start]
        return any(trace.fits(head) for trace, head in means if head.letter != PARAMETER)

    def _cells(self, words: str) -> Iterator[Placed]:
        """Its computed cells as far as the table by itself tells what is wrong with them."""
        ran = {_place(cell): (trace, cell) for trace, cell in cells(self.found, words)}
        constants = self.constants.cells() if self.constants else ()
        told = {_place(cell): cell for cell in (*self.values.cells(), *constants, *self.measured)}
        held = sum(_holds(cell) for _, cell in ran.values()) if told else 0
        fitting = sum(map(_holds, told.values()))
        explained = self.ledger is not None and self.ledger.sheet is not None and self.ledger.sheet.chosen
        ran, told = ({}, told) if fitting > held else (ran, {} if ran or (explained and not fitting) else told)
        own = {} if told else {_place(cell): cell for cell in self._own([cell for _, cell in ran.values()])}
        for place in sorted({*ran, *told, *own}):
            if place in ran:
                yield self._settled(*ran[place], own.get(place))
            else:
                yield Context(), None, told[place] if place in told else own[place]

    def _own(self, ran: Sequence[Cell]) -> Iterator[Cell]:
        """The cells of a table that explains itself, unless its run says that all of them are right."""
        numeric = sum(any(map(str.isdigit, cell.text)) for row in self.table.rows for cell in row)
        whole = ran and numeric <= len(ran) + inputs(turned(self.table)) and all(map(_holds, ran))
        if self.ledger and not is_skimming() and not whole:
            yield from self.ledger.cells()

    def _settled(self, trace: Trace, cell: Cell, own: Cell | None) -> Placed:
        """A cell by its run, or by its table where the run leaves it open; to accuse takes both.

        A run of a rule that the front matter names needs no second witness to accuse.
        """
        grade = guarded(lambda: cell.evidence).grade
        if grade in (Grade.OPEN, Grade.UNREAD) and own:
            return Context(), None, own
        if grade is Grade.REFUTED and self.ledger and self.ledger.sheet and not is_skimming():
            if own and self.ledger.sheet.fed and guarded(lambda: own.evidence).grade.holds:
                return Context(), None, own  # the gradients that are printed are rounded, or one of them is wrong
            strange = self._counts_from_0 and any(trace.misses(head) for head in trace.computed)
            sure = cell.column and trace.fits(cell.column) and not strange
            if own is None and not (trace.context.rule or sure):
                cell = replace(cell, judgement=lambda: Undecided(STRANGE))
            elif own and guarded(lambda: own.evidence).grade is not Grade.REFUTED:
                cell = replace(cell, judgement=lambda: Undecided(own.evidence.reason or OTHERWISE.format(own.read_as)))
        return trace.context, trace.rule.name, cell

    @property
    def others(self) -> list[int]:
        """The columns whose cells are prose."""
        if self.found and turned(self.table) is not self.table:
            return []
        if self.table.told:
            return []
        if self.found:
            return sorted(set.intersection(*(set(some[0].trace.others) for some in self.found)))
        width = max(map(len, (self.table.head, *self.table.rows)))
        return [k for k in range(width) if k not in self.known or self._computes(k)]

    def _computes(self, k: int) -> bool:
        """Whether a column has chains of its own: 1/(1 - 0.9) = 10."""
        return any(re.search(RELATION, row[k].text) for row in self.table.rows if k < len(row))

    def is_unnamed(self, context: Context) -> bool:
        """Whether it looks like the record of a run of which nobody says by what rule."""
        explained = self.ledger is not None and self.ledger.sheet is not None and self.ledger.sheet.chosen
        known = self.found or self.known or explained or self.table.told
        return not known and looks_recorded(self.table, context)


def _place(cell: Cell) -> tuple[int, int]:
    """Where a cell stands."""
    return cell.line.number, cell.line.column


def _holds(cell: Cell) -> bool:
    """Whether a cell is known to be right."""
    return guarded(lambda: cell.evidence).grade.holds


def read_table(table: Table, formulas: Formulas, heard: Heard, words: str, below: str = "") -> Tabled:
    """The table as what it is most likely meant to be, under what is said above and below it."""
    if table.told:
        around = _FORMULA.sub(" 1 ", " . ".join([words, *heard.texts[-FARTHER:], table.told]))
        return Tabled(table, runs(table, formulas, heard, {}), Tabulated(table, {}, {}), None, around)
    copy(turned(table), formulas.worth, formulas.models)
    named = heard.named(cell.text for cell in turned(table).head)
    ledger = _ledger(turned(table), formulas, heard, words)
    around = _FORMULA.sub(" 1 ", " . ".join([words, *heard.texts[-FARTHER:], below]))
    values = Tabulated(table, named, _values(heard))
    measured = list(unit_cells(table, formulas.units, formulas.models.families))
    constants = listed(table, values.columns, words, _decays(heard))
    found = runs(turned(table), formulas, _with_gradients(heard, ledger), named)
    return Tabled(table, found, values, ledger, around, constants, measured)


def _values(heard: Heard) -> dict[str, str]:
    """The letters that have one value in the words before the table, or in the whole note."""
    eps = values_of_eps(heard.written)
    found = {"eps": eps} if eps else {}
    for every in ([*in_code(heard.written), *heard.values], heard.near):
        said = [each for each in every if len(each.values) == 1 and not each.start]
        values = {each.name: {other.values[0] for other in said if other.name == each.name} for each in said}
        found |= {name: str(min(some)) for name, some in values.items() if len(some) == 1}
    return found


def _decays(heard: Heard) -> list[str]:
    """The values of the decays in the words before the table, or the only ones in the note."""
    for said in (heard.near, list(heard.values)):
        named = [each for each in said if DECAYS.fullmatch(each.name) and len(each.values) == 1 and not each.start]
        found = dict.fromkeys(str(float(each.values[0])) for each in named if 0 < each.values[0] < 1)
        if found:
            return list(found) if len(found) <= len({each.name for each in named}) else []
    return []


def _ledger(table: Table, formulas: Formulas, heard: Heard, words: str) -> Ledger:
    """The table with what the note has said that its columns may need."""
    programs = formulas.dialects.sources
    numbers = [
        *numbers_in([*programs[-1:], *reversed(heard.written), *programs[:-1]]),
        *formulas.dialects.constants.values(),
    ]
    outside = next((each for each in reversed(heard.values) if each.name == "g" and len(each.values) > 1), None)
    gradients = [[Reading(text.lstrip("+-−"), text[0] in "-−") for text in outside.texts]] if outside else []
    if not has_gradients(table):
        gradients += lists_in(programs)
        gradients += [[each] * MOST_STEPS for each in unchanging([*programs[-1:], *heard.written[-FARTHER:]])]
        gradients.append([])
    heads = " . ".join(cell.text for cell in table.head)
    farther = " . ".join(heard.written[-FARTHER:])
    slopes = slopes_in([*reversed(heard.written), *programs])
    starts = [*starts_in([*programs[-1:], *reversed(heard.written)]), *formulas.dialects.starts]
    losses = [letter for each in slopes for letter in re.findall(r"\bp\b", each.said)]
    places = _named(PARAMETER, formulas, heard, losses)
    begun = list(dict.fromkeys([*starts, *places]))
    families = [[model.rule.name for model in each] for each in formulas.models.families]
    rules = " . ".join([*(name.replace("_", " ") for each in families for name in each), *heard.written[-FAR:]])
    eps = [each for each in _named(EPS, formulas, heard) if each > 0]
    alone = places[0] if len(places) == 1 else None
    said = Said(numbers, begun, f"{words} . {heads}", farther, slopes, eps, rules, _sides(families), alone)
    return Ledger(table, said, gradients)


def _sides(families: Sequence[Sequence[str]]) -> tuple[bool, bool]:
    """Whether eps may stand beside a root, and whether below it, as the rules of a note say; either, if none does."""
    found = ([name for name in each if not _NO_SIDE.search(name)] for each in families)
    below = [{_BELOW.search(name) is not None for name in each} for each in found]
    told = {only for each in below if len(each) == 1 for only in each}
    return (False in told or not told, True in told or not told)


def _named(what: str, formulas: Formulas, heard: Heard, more: Sequence[str] = ()) -> list[Fraction]:
    """The numbers that the note gives to what its rules call so, or by one of `more` letters, the last ones first."""
    models = (model for each in formulas.models.families for model in each)
    own = (name for model in models for name, ours in model.letters.items() if ours == what)
    letters = {*more, *_USUAL.get(what, ()), *own}
    spans = (each for text in heard.written[-FARTHER:] for each in said_in(_SPAN.sub(r"$\1$", text)))
    said = [each for each in (*heard.values, *spans) if each.name in letters and len(each.values) == 1]
    constants = (value for name, value in formulas.dialects.constants.items() if name in letters)
    return list(dict.fromkeys([*(each.values[0] for each in reversed(said)), *constants]))


def _with_gradients(heard: Heard, ledger: Ledger) -> Heard:
    """What is heard, and the gradient of every step where the table goes by one that stays the same."""
    constant = ledger.constant
    if constant is None:
        return heard
    count = len(ledger.table.rows)
    values, texts = (constant.value,) * count, (str(constant),) * count
    return replace(heard, near=[*heard.near, Spoken("g", start=False, values=values, texts=texts, spans=())])
