"""One note: the verdicts about everything in it, in its own order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from rmsprop_sym.claims.arithmetic import judge_as_printed
from rmsprop_sym.claims.background import supposing
from rmsprop_sym.claims.cells import beside
from rmsprop_sym.claims.excuses import excuse
from rmsprop_sym.claims.frontmatter import Context, read_front_matter
from rmsprop_sym.claims.limits import NOT_JUDGED, guarded, is_skimming
from rmsprop_sym.claims.outline import Headings, Outline, Titles, outline, retitled, title
from rmsprop_sym.claims.passage import Line, Passage, Spot, join
from rmsprop_sym.claims.prose import (
    Found,
    Lettered,
    Unclear,
    find,
    find_in_dollars,
    find_in_formula,
    in_dollars,
    leading_to,
    said_below,
)
from rmsprop_sym.claims.read import sheets
from rmsprop_sym.claims.read.block import Block, Code, Complaint, Directive, Display, FrontMatter, Row, Sheet, Table
from rmsprop_sym.claims.read.formulas import formulas
from rmsprop_sym.claims.read.source import read_text
from rmsprop_sym.claims.report import Note as Remark
from rmsprop_sym.claims.report import Report, Source
from rmsprop_sym.claims.said import Said, said_in
from rmsprop_sym.claims.tokens import RELATION
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade, Place, Undecided, Unread, Verdict
from rmsprop_sym.claims.wording import following, is_heading, is_lasting, leads, may_define, sentences, words

if TYPE_CHECKING:  # a note of numbers is judged without what judges letters
    from rmsprop_sym.claims.formulas import Formulas
    from rmsprop_sym.claims.trace import Cell, Trace

TOLD = 50
_BRACED = re.compile(r"^\s*\*?\{([^{}$]*)\}")  # a heading of LaTeX without its command


def report(path: Path, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Everything that is to be said about the file, in its own order, and its text; what there is, if interrupted."""
    try:
        read = list(sheets(read_text(path), path))
    except Unreadable as error:
        return Report((_unread(Place(str(path), 1, 1, 1, 1), "", error.reason),))
    note, found, interrupted = Note(str(path)), list[Verdict](), False
    progress(str(path))
    try:
        for verdict in note.on(read):
            found.append(verdict)
            if len(found) % TOLD == 0:
                progress(f"{path}: {len(found)} statements")
    except KeyboardInterrupt:
        interrupted = True
    return put_together(note, read, found, interrupted=interrupted)


def put_together(note: Note, read: list[Sheet], found: list[Verdict], *, interrupted: bool) -> Report:
    """The report about a note of which so much was judged."""
    remarks = [] if found or interrupted else [Remark(note.path, "nothing to judge was found")]
    remarks += [Remark(note.path, f"stopped here after {len(found)} statements")] if interrupted else []
    remarks += [] if interrupted else note.against_itself()
    remarks += [Remark(note.path, text, cell=sheet.cell) for sheet in read for text in sheet.remarks]
    sources = tuple(Source(note.path, sheet.text, sheet.cell) for sheet in read)
    return Report(tuple(found), tuple(remarks), sources, interrupted)


def _unread(place: Place, text: str, reason: str, name: str | None = None) -> Verdict:
    """The verdict about what could not be turned into mathematics."""
    return Verdict(place, text, "unread", Unread(reason), id=name)


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
    near: list[Said] = field(default_factory=list)
    values: dict[Said, None] = field(default_factory=dict)

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
                self.near = said_in(in_dollars(block.text))
                self.values |= dict.fromkeys(self.near)
            yield (replace(each, place=replace(each.place, cell=sheet.cell)) for each in self.about(block))
            if isinstance(block, Passage) and supposing(block.text):
                self.said.append((self.outline.above(block.lines[0].number), block.text))
            if isinstance(block, Passage) and words(said := _BRACED.sub("", in_dollars(block.text))).strip():
                self.above = (block.lines[0].number, said)

    def titled(self, passage: Passage, after: Block | None) -> None:
        """Remembers a heading for what stands below, and words before a list for its items."""
        braced, text = _BRACED.match(passage.text), in_dollars(passage.text)
        said = braced[1] if braced else words(text).strip()
        marked = passage.lines[0].number in self.outline.lines
        goes_on = "$" in text or isinstance(after, Display)
        if braced or marked or (is_heading(said) and not goes_on):
            above = self.outline.above(passage.lines[0].number) if marked else None
            self.headings = retitled(self.headings, above, said)
            self.intro, self.lasting, self.above = "", "", (0, "")
        elif is_lasting(said, ""):
            self.lasting = f"{self.lasting} . {text}"
        elif said.endswith((":", "?")):
            self.intro = said
        elif passage.lines[0].column == 1:
            self.intro = ""

    def about(self, block: Block) -> Iterator[Verdict]:
        """The verdicts about a block."""
        match block:
            case FrontMatter():
                yield from self.front_matter(block)
            case Passage():
                for line in block.lines:
                    if may_define(line.text):
                        self.formulas.overhear(line.text, self.spot(line.number))
                if "formulas" in vars(self):
                    self.formulas.reads(in_dollars(block.text))
                yield from self.skimmed(block) if is_skimming() else self.prose(block, find(block.broken))
                yield from self.sequences(block)
            case Display():
                yield from self.prose(block.passage, find_in_formula(block.passage.text))
            case Row():
                yield from self.row(block)
            case Directive():
                yield from self.directive(block)
            case Table():
                yield from self.table(block)
            case Code():
                self.formulas.dialects.code(self.spot(block.lines[0].number), block.lines)
            case Complaint():
                yield _unread(self.at(block.line), block.line.text, block.reason)

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
            yield _unread(self.at(line), line.text, error.reason)

    def skimmed(self, passage: Passage) -> Iterator[Verdict]:
        """What formulas add to the note, and a stand-in for each place at which numbers may be stated."""
        yield from self.prose(passage, find_in_dollars(passage.text))
        for match in re.finditer(RELATION, passage.text):
            yield Verdict(passage.place(self.path, *match.span()), match[0], "arithmetic", NOT_JUDGED)

    def prose(self, passage: Passage, everything: Iterable[Found | Lettered | Unclear]) -> Iterator[Verdict]:
        """The chains that were found in a passage, one verdict for each link."""
        for found in everything:
            if isinstance(found, Lettered):
                yield from self.formula(passage, found)
            elif isinstance(found, Found):
                yield from self.chain(passage, found)
            else:
                place = passage.place(self.path, found.start, found.end)
                yield _unread(place, passage.text[found.start : found.end], found.reason)

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
        from rmsprop_sym.claims.sentence import Formula

        start, end, text = found.offset, found.offset + len(found.text), in_dollars(passage.text)
        where = self.spot(passage.place(self.path, start, end).line)
        before, line = _BRACED.sub("", leading_to(text, start)), passage.lines[0].number
        above = apart or (None if "$" in text and words(text).strip() else self.above)
        if above:  # a formula set apart goes on with the prose above and below it
            line, before = above[0], f"{above[1]} {before if '$' in text else ''}"
        heard = apart is not None and self.intro.endswith(":") and self.intro == words(apart[1]).strip()
        rest = following(text, end)
        rest = rest if words(rest).strip() and "$" in text else self.below
        under = self.outline.above(where.line)
        earlier = (said for headings, said in self.said if under[: len(headings)] == headings)
        formula = Formula(
            found.chain,
            found.text,
            before,
            rest,
            where,
            (line, sentences(words(before))),
            title(self.headings),
            "" if heard else self.intro,
            (*earlier, text[:start]),
            self.lasting,
        )
        for verdict in self.formulas.verdicts(formula):
            at = verdict.place
            place = passage.place(self.path, start + at.column - 1, start + at.end_column - 1)
            yield replace(verdict, place=place)

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas so far."""
        from rmsprop_sym.claims.formulas import Formulas

        return Formulas(self.path, self.context)

    def chain(self, passage: Passage, found: Found) -> Iterator[Verdict]:
        """The links of a chain, each at its own place."""
        stop = found.offset + found.chain.members[-1].span.end
        reason = excuse(passage.text[: found.start], passage.text[stop:], f"{title(self.headings)} . {self.intro}")
        for link in judge_as_printed(found.chain):
            started = perf_counter()
            span = found.chain.members[link.member].span
            start, end = found.offset + span.start, found.offset + span.end
            evidence = guarded(lambda link=link: link.evidence)  # type: ignore[misc]
            if reason and evidence.grade is Grade.REFUTED:
                evidence = Undecided(reason)
            yield Verdict(
                passage.place(self.path, start, end),
                passage.text[start:end],
                "arithmetic",
                evidence,
                read_as=link.read_as,
                seconds=perf_counter() - started,
            )

    def directive(self, block: Directive) -> Iterator[Verdict]:
        """The statements of a `{claim}`, or the cells of a `{trace}`."""
        name = block.name or None
        if name and name in self.names:
            reason = f"the name {name!r} is taken in line {self.names[name]}; names are unique in a file"
            yield _unread(self.at(block.opening), block.opening.text, reason, name)
            return
        if name:
            self.names[name] = block.opening.number
        from rmsprop_sym.claims.judge import with_options

        options = {key: line.text for key, line in block.options}
        try:
            context = with_options(self.context, options)
        except Unreadable as error:
            yield from self.misled(block, error)
            return
        yield from self.trace(block, context) if block.kind == "trace" else self.claim(block, context, options)

    def misled(self, block: Directive, error: Unreadable) -> Iterator[Verdict]:
        """A complaint about the options, at each statement that they were meant for."""
        lines = [line for line in block.body if line.text.strip()] if block.kind == "claim" else []
        for line in lines or [block.opening]:
            yield _unread(self.at(_trimmed(line)), line.text.strip(), error.reason, block.name or None)

    def claim(self, block: Directive, context: Context, options: dict[str, str]) -> Iterator[Verdict]:
        """The statements of a `{claim}`, one a line."""
        from rmsprop_sym.claims.judge import Statement, judge

        lines = [_trimmed(line) for line in block.body if line.text.strip()]
        if not lines:
            yield _unread(self.at(block.opening), block.opening.text, "this claim is empty", block.name or None)
        for line in lines:
            yield from judge(Statement(self.path, line, block.name or None, context, options))

    def trace(self, block: Directive, context: Context) -> Iterator[Verdict]:
        """The computed cells of a `{trace}`."""
        from rmsprop_sym.claims.recorded import declared

        try:
            trace = declared(block, context)
        except Unreadable as error:
            yield _unread(self.at(block.opening), block.opening.text, error.reason, block.name or None)
            return
        yield from self.cells(((trace, cell) for cell in trace.cells()), block.name or None)

    def table(self, table: Table) -> Iterator[Verdict]:
        """A table of the rule's letters is a trace; the cells of any other are prose."""
        from rmsprop_sym.claims.recorded import cells, looks_recorded, runs

        self.formulas.dialects.table(self.spot(table.head[0].number), table)
        found = runs(table, self.formulas, self.near, list(self.values))
        yield from self.cells(cells(found, f"{title(self.headings)}. {self.above[1]}"), None)
        if not found and looks_recorded(table, self.context):
            yield from self.steps_without_a_rule(table)
        others = found[0].trace.others if found else range(max(map(len, (table.head, *table.rows))))
        for row in () if table.fenced else (table.head, *table.rows):
            for k, cell in ((k, row[k]) for k in others if k < len(row)):
                self.intro = beside(table.head, row, k)
                yield from self.prose(join([cell]), find(cell.text))
        self.intro = ""

    def sequences(self, passage: Passage) -> Iterator[Verdict]:
        """What is to be said about the values of a state that stand in a row: g = 8, 4 and so v = 4, 4."""
        if "formulas" not in vars(self) or not any(len(said.values) > 1 for said in self.near):
            return
        from rmsprop_sym.claims.recorded import cells, sequences

        text = in_dollars(passage.text)
        for run in sequences(text, self.formulas, list(self.values)):
            for verdict in self.cells(cells([run], text), None):
                start, end = verdict.place.column - 1, verdict.place.end_column - 1
                yield replace(verdict, place=passage.place(self.path, start, end))

    def steps_without_a_rule(self, table: Table) -> Iterator[Verdict]:
        """A table that looks like the record of a run, of which nobody says by what rule."""
        first, last = table.head[0], table.head[-1]
        reason = "a table of steps whose rule is not named; name it, such as rule: rmsprop below rmsprop_sym: on top"
        place = replace(self.at(first), end_column=last.column + len(last.text))
        yield _unread(place, " | ".join(cell.text for cell in table.head), reason)

    def cells(self, cells: Iterable[tuple[Trace, Cell]], name: str | None) -> Iterator[Verdict]:
        """The verdicts about cells of traces."""
        from rmsprop_sym.claims.judge import supposing

        for trace, cell in cells:
            started = perf_counter()
            evidence = guarded(lambda trace=trace, cell=cell: supposing(trace.context, cell))  # type: ignore[misc]
            yield Verdict(
                self.at(cell.line),
                cell.line.text,
                "unread" if isinstance(evidence, Unread) else "trace",
                evidence,
                read_as=cell.read_as,
                id=name,
                rule=trace.rule.name,
                given=tuple(map(str, (*trace.context.given, *trace.context.where))),
                seconds=perf_counter() - started,
            )


def _trimmed(line: Line) -> Line:
    """The line without space at its ends."""
    return Line(line.number, line.column + len(line.text) - len(line.text.lstrip()), line.text.strip())
