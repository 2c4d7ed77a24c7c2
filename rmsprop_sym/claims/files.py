"""One file: its text, or why there is none, and the verdicts about everything in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from rmsprop_sym.claims.arithmetic import judge_as_printed
from rmsprop_sym.claims.frontmatter import Context, read_front_matter
from rmsprop_sym.claims.judge import Statement, judge, supposing, with_options
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.passage import Line, Passage, join
from rmsprop_sym.claims.prose import Found, find
from rmsprop_sym.claims.read.block import Complaint, Directive, FrontMatter, Table
from rmsprop_sym.claims.read.markdown import blocks
from rmsprop_sym.claims.read.tables import tables
from rmsprop_sym.claims.report import Note as Remark
from rmsprop_sym.claims.report import Report, Source
from rmsprop_sym.claims.settings import read_settings
from rmsprop_sym.claims.trace import Trace
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Place, Unread, Verdict

LARGEST = 32 * 2**20
NOT_YET = {".ipynb": "notebooks", ".tex": "LaTeX files", ".rst": "reStructuredText files"}


def read_text(path: Path) -> str:
    """The text of a note.

    Raises Unreadable if it is a directory, too large, or no text in UTF-8.
    """
    if path.is_dir():
        raise Unreadable("this is a directory; name the notes in it", 1)
    if path.suffix.lower() in NOT_YET:
        raise Unreadable(f"{NOT_YET[path.suffix.lower()]} are not read yet; write the note in Markdown", 1)
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"a file of {path.stat().st_size} bytes; at most {LARGEST} are read", 1)
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"it cannot be opened: {error.strerror}", 1) from None
    return _decoded(raw)


def _decoded(raw: bytes) -> str:
    """The bytes as text in UTF-8, with or without a mark at the beginning."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("this is UTF-16; save it as UTF-8", 1)
    if b"\0" in raw:
        raise Unreadable("this is no text: it contains a zero byte", 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02x}"
        raise Unreadable(f"line {line} is not UTF-8 (byte {byte}); save the file as UTF-8", 1) from None


def report(path: Path) -> Report:
    """Everything that is to be said about the file, in its own order, and its text."""
    try:
        text = read_text(path)
    except Unreadable as error:
        return Report((_unread(Place(str(path), 1, 1, 1, 1), "", error.reason),))
    found = tuple(Note(str(path)).verdicts(text))
    remarks = () if found else (Remark(str(path), "nothing to judge was found"),)
    return Report(found, remarks, (Source(str(path), text),))


def _unread(place: Place, text: str, reason: str, name: str | None = None) -> Verdict:
    """The verdict about what could not be turned into mathematics."""
    return Verdict(place, text, "unread", Unread(reason), id=name)


@dataclass
class Note:
    """A note while it is read: what holds in it so far, and the names that are taken."""

    path: str
    context: Context = field(default_factory=Context)
    names: dict[str, int] = field(default_factory=dict)

    def verdicts(self, text: str) -> Iterator[Verdict]:
        """The verdicts about the text, block by block.

        >>> [str(verdict.grade) for verdict in Note("n.md").verdicts("1/2 = 2/3")]
        ['REFUTED']
        """
        for block in blocks(text):
            match block:
                case FrontMatter():
                    yield from self.front_matter(block)
                case Passage():
                    yield from self.prose(block)
                case Directive():
                    yield from self.directive(block)
                case Table():
                    yield from self.table(block)
                case Complaint():
                    yield _unread(self.at(block.line), block.line.text, block.reason)

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

    def prose(self, passage: Passage) -> Iterator[Verdict]:
        """The chains of arithmetic in a passage, one verdict for each link."""
        for found in find(passage.text):
            if isinstance(found, Found):
                yield from self.chain(passage, found)
            else:
                place = passage.place(self.path, found.start, found.end)
                yield _unread(place, passage.text[found.start : found.end], found.reason)

    def chain(self, passage: Passage, found: Found) -> Iterator[Verdict]:
        """The links of a chain, each at its own place."""
        for link in judge_as_printed(found.chain):
            started = perf_counter()
            span = found.chain.members[link.member].span
            start, end = found.offset + span.start, found.offset + span.end
            evidence = guarded(lambda link=link: link.evidence)  # type: ignore[misc]
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
        lines = [_trimmed(line) for line in block.body if line.text.strip()]
        if not lines:
            yield _unread(self.at(block.opening), block.opening.text, "this claim is empty", block.name or None)
        for line in lines:
            yield from judge(Statement(self.path, line, block.name or None, context, options))

    def trace(self, block: Directive, context: Context) -> Iterator[Verdict]:
        """The computed cells of a `{trace}`."""
        try:
            trace = _trace(block, context)
        except Unreadable as error:
            yield _unread(self.at(block.opening), block.opening.text, error.reason, block.name or None)
            return
        yield from self.cells(trace, block.name or None)

    def table(self, table: Table) -> Iterator[Verdict]:
        """A table of the rule's letters is a trace; the cells of any other are prose."""
        if self.context.rule:
            trace = Trace(table, self.context.rule, self.context)
            if trace.is_of_the_rule:
                yield from self.cells(trace, None)
                return
        if not table.fenced:
            for row in (table.head, *table.rows):
                for cell in row:
                    yield from self.prose(join([cell]))

    def cells(self, trace: Trace, name: str | None) -> Iterator[Verdict]:
        """The verdicts about the cells of a trace."""
        for cell in trace.cells():
            started = perf_counter()
            evidence = guarded(lambda cell=cell: supposing(trace.context, cell))  # type: ignore[misc]
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


def _trace(block: Directive, context: Context) -> Trace:
    """The table of a `{trace}` with the rule that it is a run of.

    Raises Unreadable if there is no rule, no table, or nothing in it to judge.
    """
    if context.rule is None:
        raise Unreadable("no rule is named; write :rule: rmsprop", 1)
    gradients = read_settings(next((line.text for key, line in block.options if key == "gradients"), ""))
    table = next(tables(block.body, fenced=False), None)
    if table is None:
        raise Unreadable("there is no table in this trace", 1)
    trace = Trace(table, context.rule, context, gradients)
    if not trace.computed:
        raise Unreadable(f"no column of this table is a state of {context.rule.name} or its rate", 1)
    return trace


def _trimmed(line: Line) -> Line:
    """The line without space at its ends."""
    return Line(line.number, line.column + len(line.text) - len(line.text.lstrip()), line.text.strip())
