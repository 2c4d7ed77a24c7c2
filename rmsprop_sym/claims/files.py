"""One note: the verdicts about everything in it, in its own order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from rmsprop_sym.claims.arithmetic.beyond import is_beyond_floats
from rmsprop_sym.claims.arithmetic.carried import judge_in_text
from rmsprop_sym.claims.arithmetic.counted import as_counted
from rmsprop_sym.claims.directives import directive
from rmsprop_sym.claims.expressions.passage import Line, Passage, Spot, join
from rmsprop_sym.claims.expressions.tokens import RELATION
from rmsprop_sym.claims.frontmatter import Context, read_front_matter
from rmsprop_sym.claims.limits import NOT_JUDGED, guarded, is_skimming
from rmsprop_sym.claims.read import sheets
from rmsprop_sym.claims.read.block import (
    Block,
    Code,
    Complaint,
    Directive,
    Display,
    FrontMatter,
    Row,
    Sheet,
    Table,
    first_line,
)
from rmsprop_sym.claims.read.formulas import formulas
from rmsprop_sym.claims.read.outside import opened
from rmsprop_sym.claims.report import Note as Remark
from rmsprop_sym.claims.traces.cells import beside
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade, Place, Undecided, Unread, Verdict, unread
from rmsprop_sym.claims.words.background import is_example, supposing
from rmsprop_sym.claims.words.excuses import FLOATS, excuse, names_a_quantity, names_a_rule, speaks_of_floats
from rmsprop_sym.claims.words.firsts import may_arrive
from rmsprop_sym.claims.words.heard import Heard
from rmsprop_sym.claims.words.outline import BRACED, Headings, Outline, Titles, named, outline, retitled, title
from rmsprop_sym.claims.words.prose import (
    Found,
    Lettered,
    Told,
    Unclear,
    find,
    find_in_dollars,
    find_in_formula,
    in_dollars,
    said_below,
)
from rmsprop_sym.claims.words.wording import is_heading, is_lasting, leads, may_define, words

if TYPE_CHECKING:  # a note of numbers is judged without what judges letters
    from rmsprop_sym.claims.context.formulas import Formulas
    from rmsprop_sym.claims.conventions.shorthand import Shorthands
    from rmsprop_sym.claims.quantities.arrivals import Arrivals
    from rmsprop_sym.claims.tables.tabled import Placed

BESIDE = 2000  # characters, in which the words of a sentence are looked for


@dataclass
class Note:
    """A note while it is read: what holds in it so far, and the names that are taken."""

    path: str
    context: Context = field(default_factory=Context)
    names: dict[str, int] = field(default_factory=dict)
    above: tuple[int, str] = (0, "")
    below: str = ""
    headings: Titles = ()
    intro: str = ""
    lasting: str = ""
    cell: int | None = None
    outline: Outline = field(default_factory=Outline)
    said: list[tuple[Headings, str]] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)
    accused: list[Place] = field(default_factory=list)  # the chains of which something is refuted

    def verdicts(self, text: str) -> Iterator[Verdict]:
        """The verdicts about a text in Markdown.

        >>> [str(verdict.grade) for verdict in Note("n.md").verdicts("1/2 = 2/3")]
        ['REFUTED']
        """
        yield from self.on(sheets(text, Path("note.md")))

    def on(self, read: Iterable[Sheet]) -> Iterator[Verdict]:
        """The verdicts about a file, sheet by sheet."""
        for piece in self.pieces(read):
            yield from piece

    def pieces(self, read: Iterable[Sheet]) -> Iterator[Iterator[Verdict]]:
        """The verdicts about each block, which are to be asked for before the next block is."""
        for sheet in read:
            yield from self.pieces_of(sheet)

    def on_sheet(self, sheet: Sheet) -> Iterator[Verdict]:
        """The verdicts about a file, or a cell of a notebook, block by block."""
        return self.on([sheet])

    def pieces_of(self, sheet: Sheet) -> Iterator[Iterator[Verdict]]:
        """The verdicts about each block of a file, or of a cell of a notebook."""
        read, self.cell = list(sheet.blocks), sheet.cell
        self.outline = outline(sheet.text, self.outline.last, sheet.cell)
        for block, after in zip_longest(read, read[1:]):
            self.below = said_below(block, after)
            if isinstance(block, Passage):
                self.titled(block, after)
                self.heard.hears(in_dollars(block.text), block.text)
            elif isinstance(block, Row):
                self.heard.notices(block.passage.text)
            yield (_on(sheet, each) for each in self.all_about(block))
            if isinstance(block, Passage) and (supposing(block.text) or is_example(block.text)):
                self.said.append((self.outline.above(block.lines[0].number), block.text))
            if isinstance(block, Passage) and words(said := BRACED.sub("", opened(in_dollars(block.text)))).strip():
                self.above = (block.lines[0].number, said)

    def titled(self, passage: Passage, after: Block | None) -> None:
        """Remembers a heading for what stands below, and words before a list for its items."""
        braced, text = BRACED.match(passage.text), in_dollars(passage.text)
        said = braced[1] if braced else named(text)
        marked = passage.lines[0].number in self.outline.lines
        goes_on = "$" in text or isinstance(after, Display)
        if braced or marked or (is_heading(said) and not goes_on):
            above = self.outline.above(passage.lines[0].number) if marked else None
            self.headings = retitled(self.headings, above, said)
            self.intro, self.lasting, self.above = "", "", (0, "")
            if "arrivals" in vars(self):
                self.arrivals.forgets()
        elif is_lasting(said, ""):
            self.lasting = f"{self.lasting} . {opened(text)}"
        elif said.endswith((":", "?")):
            self.intro = opened(text).strip()
        elif passage.lines[0].column == 1:
            self.intro = ""

    def all_about(self, block: Block) -> Iterator[Verdict]:
        """The verdicts about a block, and what went wrong if they break off: one bad block never stops the file."""
        try:
            yield from self.about(block)
        except Exception as error:  # noqa: BLE001
            line = first_line(block)
            failed = Undecided(f"what begins here could not be judged: {type(error).__name__}: {error}")
            yield Verdict(Place(self.path, line, 1, line, 1), "", "unread", failed)

    def about(self, block: Block) -> Iterator[Verdict]:
        """The verdicts about a block."""
        match block:
            case FrontMatter():
                yield from self.front_matter(block)
            case Passage():
                for line in block.lines:
                    if may_define(line.text):
                        self.formulas.overhear(line.text, self.spot(line.number))
                if "formulas" in vars(self) or self.context.rule:
                    self.formulas.reads(opened(in_dollars(block.text)), title(self.headings))
                yield from self.skimmed(block) if is_skimming() else self.prose(block, find(block.broken))
                yield from self.asides(block)
                yield from self.first_steps(block)
            case Display():
                self.heard.notes(block.passage.text)
                yield from self.prose(block.passage, find_in_formula(block.passage.text))
                yield from self.listed(block.passage)
            case Row():
                self.heard.stands(f"${block.passage.text}$")
                yield from self.row(block)
            case Directive():
                yield from directive(self, block)
            case Table():
                yield from self.table(block)
            case Code():
                self.formulas.program(self.spot(block.lines[0].number), block.lines)
            case Complaint():
                yield unread(self.at(block.line), block.line.text, block.reason)

    def against_itself(self) -> list[Remark]:
        """What the note says about a rule in one place and not in another."""
        if "formulas" not in vars(self):
            return []
        return [Remark(self.path, said, at.line, at.cell) for at, said in self.formulas.dialects.remarks()]

    def spot(self, line: int) -> Spot:
        """A line of what is being read."""
        return Spot(line, self.cell)

    def at(self, line: Line) -> Place:
        """Where the piece of a line stands."""
        return Place(self.path, line.number, line.column, line.number, line.column + len(line.text))

    def front_matter(self, block: FrontMatter) -> Iterator[Verdict]:
        """Takes over what the front matter says, or complains about it."""
        try:
            self.context = read_front_matter(block.lines)
        except Unreadable as error:
            line = next(line for line in block.lines if "rmsprop_sym" in line.text)
            yield unread(self.at(line), line.text, error.reason)

    def skimmed(self, passage: Passage) -> Iterator[Verdict]:
        """What formulas add to the note, and a stand-in for each place at which numbers may be stated."""
        yield from self.prose(passage, find_in_dollars(passage.text))
        for match in re.finditer(RELATION, passage.text):
            yield Verdict(passage.place(self.path, *match.span()), match[0], "arithmetic", NOT_JUDGED)

    def prose(self, passage: Passage, everything: Iterable[Found | Lettered | Unclear]) -> Iterator[Verdict]:
        """The chains that were found in a passage, one verdict for each link."""
        for found in everything:
            if isinstance(found, Lettered):
                yield from self.in_place(passage, found, self.formula(passage, found))
            elif isinstance(found, Found):
                yield from self.in_place(passage, found, self.chain(passage, found))
            else:
                place = passage.place(self.path, found.start, found.end)
                yield unread(place, passage.text[found.start : found.end], found.reason)

    def row(self, row: Row) -> Iterator[Verdict]:
        """What is to be said about a line of plain text that is a formula, in its own characters."""
        said = self.above[1].strip()
        if row.begins and (row.numbered or is_heading(said)) and not leads(said):
            self.above, self.intro = (self.above[0], ""), ""
        passage, (line, above) = row.passage, self.above
        above = f"{above}," if above.rstrip().endswith("$") else above  # what is supposed in a line of its own is said
        for first, last in list(formulas(passage.text))[: row.stated]:  # a condition is for its line
            for found in find_in_formula(passage.text[first:last], first):
                for verdict in self.formula(passage, found, (line, above)) if isinstance(found, Lettered) else ():
                    start, end = (k - row.written.column for k in (verdict.place.column, verdict.place.end_column))
                    yield replace(verdict, text=row.written.text[start:end])

    def formula(self, passage: Passage, found: Lettered, apart: tuple[int, str] | None = None) -> Iterator[Verdict]:
        """What is to be said about a formula with letters; one set `apart` goes on with the prose above it."""
        from rmsprop_sym.claims.placing import placed
        from rmsprop_sym.claims.shortening import shorten

        start, text, formula = found.offset, in_dollars(passage.text), placed(self, passage, found, apart)
        grades = []
        for verdict in self.formulas.verdicts(formula):
            self.formulas.worth.shown[-1].grades.append(verdict.grade)
            place = passage.place(self.path, start + verdict.place.column - 1, start + verdict.place.end_column - 1)
            grades.append(verdict.grade)
            if isinstance(found, Told):  # what is said in words belongs to the statement
                begins, end = found.begins, start + len(found.text)
                place = passage.place(self.path, begins, end)
                verdict = replace(verdict, text=text[begins:end])  # noqa: PLW2901
            yield replace(verdict, place=place)
        self.arrivals.hears(found.chain, grades)
        shorten(self, found.chain, formula, grades)

    def is_state(self, name: str) -> bool:
        """Whether a letter with an index is a state of a rule that the note speaks of."""
        return self.formulas.models.knows(name) or name in self.formulas.own.said

    @cached_property
    def shorthands(self) -> Shorthands:
        """The letters that are short for an expression, so far."""
        from rmsprop_sym.claims.conventions.shorthand import Shorthands

        return Shorthands()

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas so far."""
        from rmsprop_sym.claims.context.formulas import Formulas

        return Formulas(self.path, self.context)

    @cached_property
    def arrivals(self) -> Arrivals:
        """What the first steps at which something holds may depend on, so far."""
        from rmsprop_sym.claims.quantities.arrivals import Arrivals

        return Arrivals()

    def first_steps(self, passage: Passage) -> Iterator[Verdict]:
        """What is to be said about the steps that are said to be the first: the smallest such $t$ is $22$."""
        text = in_dollars(passage.text)
        if not may_arrive(text):
            return
        for found in self.arrivals.judged(text, f"{title(self.headings)} . {self.intro}"):
            yield found.verdict(passage, self.path)

    def chain(self, passage: Passage, found: Found) -> Iterator[Verdict]:
        """The links of a chain, each at its own place."""
        stop = found.offset + found.chain.members[-1].span.end
        before, after = passage.text[max(found.start - BESIDE, 0) : found.start], passage.text[stop : stop + BESIDE]
        reason = excuse(before, after, f"{title(self.headings)} . {self.intro}")
        for link in judge_in_text(found.chain, before):
            started = perf_counter()
            span = found.chain.members[link.member].span
            start, end = found.offset + span.start, found.offset + span.end
            evidence = guarded(lambda link=link, end=end: as_counted(link.evidence, passage.text[end : end + 99]))  # type: ignore[misc]
            if reason and evidence.grade is Grade.REFUTED:
                beyond = reason == FLOATS and is_beyond_floats(found.chain, link.member, before + after)
                evidence = evidence if beyond else Undecided(reason)
            yield Verdict(
                passage.place(self.path, start, end),
                passage.text[start:end],
                "arithmetic",
                evidence,
                read_as=link.read_as,
                seconds=perf_counter() - started,
            )

    def in_place(self, passage: Passage, found: Found, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
        """The verdicts about a chain, and about what it works out where its place says what that is."""
        judged = list(verdicts)
        if "formulas" in vars(self) and not is_skimming():
            from rmsprop_sym.claims.asides import in_its_place

            judged = list(in_its_place(self, passage, found, judged))
        if any(each.grade is Grade.REFUTED for each in judged):
            self.accused.append(passage.place(self.path, found.start, found.offset + found.chain.members[-1].span.end))
        yield from judged

    def table(self, table: Table) -> Iterator[Verdict]:
        """A table of the rule's letters is a trace; the cells of any other are prose."""
        from rmsprop_sym.claims.tables.tabled import read_table

        self.formulas.dialects.table(self.spot(table.head[0].number), table)
        said = f"{title(self.headings)}. {self.above[1]}"
        found = read_table(table, self.formulas, self.heard, said, self.below)
        yield from self.cells(found.cells(said), None)
        if found.is_unnamed(self.context):
            yield from self.steps_without_a_rule(table)
        for row in () if table.fenced else (table.head, *table.rows):
            for k, cell in ((k, row[k]) for k in found.others if k < len(row)):
                self.intro = beside(table.head, row, k)
                yield from self.prose(join([cell]), find(cell.text))
        self.intro = ""

    def asides(self, passage: Passage) -> Iterator[Verdict]:
        """What is to be said about what words tell: of states in a row, of a formula, of quantities, units, floats."""
        if "formulas" in vars(self) or any(
            speaks(passage.text) for speaks in (names_a_quantity, speaks_of_floats, names_a_rule)
        ):
            from rmsprop_sym.claims.asides import everything

            yield from everything(self, passage)

    def listed(self, passage: Passage) -> Iterator[Verdict]:
        """What is to be said about the numbers in a row of a display."""
        if "formulas" in vars(self) and passage.text.count(",") > 1:
            from rmsprop_sym.claims.asides import in_lists

            yield from in_lists(self, passage)

    def steps_without_a_rule(self, table: Table) -> Iterator[Verdict]:
        """A table that looks like the record of a run, of which nobody says by what rule."""
        first, last = table.head[0], table.head[-1]
        reason = "a table of steps whose rule is not named; name it, such as rule: rmsprop below rmsprop_sym: on top"
        place = replace(self.at(first), end_column=last.column + len(last.text))
        yield unread(place, " | ".join(cell.text for cell in table.head), reason)

    def cells(self, cells: Iterable[Placed], name: str | None) -> Iterator[Verdict]:
        """The verdicts about cells of tables."""
        from rmsprop_sym.claims.judge import supposing

        for context, rule, cell in cells:
            started = perf_counter()
            evidence = guarded(lambda context=context, cell=cell: supposing(context, cell))  # type: ignore[misc]
            yield Verdict(
                self.at(cell.line),
                cell.line.text,
                "unread" if isinstance(evidence, Unread) else "trace",
                evidence,
                read_as=cell.read_as,
                id=name,
                rule=rule,
                given=tuple(map(str, (*context.given, *context.where))),
                seconds=perf_counter() - started,
            )


def _on(sheet: Sheet, verdict: Verdict) -> Verdict:
    """The verdict with its cell, and its statement as the note writes it where letters are read for words."""
    place = replace(verdict.place, cell=sheet.cell)
    if not sheet.spelled:
        return replace(verdict, place=place)
    place = replace(place, end_column=sheet.end_of_word(place))
    return replace(verdict, place=place, text=sheet.written(place))
