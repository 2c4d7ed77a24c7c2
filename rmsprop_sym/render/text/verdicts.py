"""The report of `check` on a terminal: what is wrong or undecided in full, what is right in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from textwrap import wrap

from rich.console import Console
from rich.text import Text

from rmsprop_sym.claims.report import Report, Source
from rmsprop_sym.claims.verdict import Grade, Place, Verdict
from rmsprop_sym.render.facts import SAYS, facts
from rmsprop_sym.render.text import console
from rmsprop_sym.render.text.excerpt import excerpt, printable

Sources = Mapping[tuple[str, int | None], Source]

STYLES = {
    Grade.PROVED: "green",
    Grade.ENCLOSED: "green",
    Grade.ROUNDS: "green",
    Grade.SURVIVED: "cyan",
    Grade.OPEN: "bold yellow",
    Grade.UNREAD: "bold magenta",
    Grade.REFUTED: "bold red",
}
MARGIN = 11
MOST_LINES = 3  # of a statement that goes on over several
MOST_PLACES = 5
_COLUMN = re.compile(r" \(column \d+\)$")


def show(report: Report, console: Console) -> None:
    """Prints the report, file by file."""
    printer = Printer(console, sources(report))
    found: dict[str, list[Verdict]] = {}
    said: dict[str, list[str]] = {}
    for verdict in report.verdicts:
        found.setdefault(verdict.place.path, []).append(verdict)
    for note in report.notes:
        said.setdefault(note.path, []).append(note.text)
    for path in dict.fromkeys([*(source.path for source in report.sources), *found, *said]):
        if path in found:
            printer.file(path, found[path], said.get(path, []))
        else:
            printer.remarks(path, said.get(path, []))
    printer.totals(report)
    printer.footer(report)


def text(report: Report) -> str:
    """The report as it is printed away from a terminal."""
    stream = StringIO()
    show(report, console(stream))
    return stream.getvalue()


def show_each(report: Report, console: Console) -> None:
    """Prints every verdict in full, right ones too, and nothing else."""
    printer = Printer(console, sources(report))
    for number, verdict in enumerate(report.verdicts):
        if number:
            printer.say("")
        printer.verdict(verdict)


def sources(report: Report) -> Sources:
    """What was read, by path and cell."""
    return {(source.path, source.cell): source for source in report.sources}


@dataclass(frozen=True)
class Printer:
    """Prints verdicts on a console, next to the lines that they are about."""

    console: Console
    sources: Sources

    def plain(self, text: str) -> str:
        """The text as this terminal shows it."""
        return printable(text, self.console.encoding)

    def say(self, line: Text | str) -> None:
        """Prints a line that is as long as it should be."""
        self.console.print(line, soft_wrap=True)

    def file(self, path: str, verdicts: list[Verdict], notes: list[str]) -> None:
        """What a reader has to look at in one file, how many statements are right, and what there is to say of it."""
        self.say(Text(self.plain(path), "bold"))
        self.say("")
        for verdict in verdicts:
            if not verdict.grade.holds:
                self.verdict(verdict)
                self.say("")
        right = sum(verdict.grade.holds for verdict in verdicts)
        others = "" if right == len(verdicts) else "other "
        counted = [f"{right} {others}statement{'s are' if right > 1 else ' is'} right."] if right else []
        for line in (*counted, *notes):
            self.say("\n".join(_wrapped(self.plain(line), self.console.width, "", "")))
            self.say("")

    def remarks(self, path: str, notes: list[str]) -> None:
        """What there is to say of a file in which nothing was judged."""
        for note in notes:
            self.say(Text.assemble((self.plain(path), "bold"), f": {self.plain(note)}"))
        self.say("")

    def verdict(self, verdict: Verdict) -> None:
        """The word, the place, the lines that stand there, and what there is to say."""
        style = STYLES[verdict.grade]
        place = f" {verdict.place}" if verdict.place.path else ""
        self.say(Text.assemble((f"{verdict.grade:8}" if place else str(verdict.grade), style), self.plain(place)))
        for line in self.excerpts(verdict.place):
            self.say(line)
        for name, fact in facts(verdict):
            self.say(_folded(name, self.plain(fact), self.console.width))

    def excerpts(self, place: Place) -> Iterator[Text]:
        """The lines of the place, each with marks below what is spoken of."""
        source = self.sources.get((place.path, place.cell))
        lines = source.lines[place.line - 1 : place.end_line] if source else []
        margin = f"{'':{MARGIN - 2}}| "
        for k, line in enumerate(lines[:MOST_LINES]):
            start = place.column - 1 if k == 0 else len(line) - len(line.lstrip())
            end = place.end_column - 1 if place.line + k == place.end_line else len(line)
            shown = excerpt(line, start, end, self.console.width - MARGIN, self.console.encoding)
            yield Text(f"{place.line + k:{MARGIN - 3}} | {shown.text}")
            yield Text.assemble(margin, (shown.marks, "bold"))
        if len(lines) > MOST_LINES:
            yield Text(f"{margin}and {len(lines) - MOST_LINES} more lines")

    def totals(self, report: Report) -> None:
        """How many statements there are of each grade."""
        counts = {Grade(name): count for name, count in report.totals.items() if count}
        for grade, count in counts.items():
            counted = f"{grade:8} {count:>{len(str(len(report.verdicts)))}}  "
            first, *rest = _wrapped(counted + SAYS[grade], self.console.width, "", " " * len(counted))
            self.say(Text.assemble((first[:8], STYLES[grade]), "\n".join([first[8:], *rest])))

    def footer(self, report: Report) -> None:
        """What was not read, why, and where; each reason once."""
        places: dict[str, list[Place]] = {}
        for verdict in report.verdicts:
            if verdict.grade is Grade.UNREAD:
                places.setdefault(_COLUMN.sub("", verdict.evidence.reason or ""), []).append(verdict.place)
        if places:
            self.say("")
            self.say("Not read:")
        for reason, found in places.items():
            lines = list(dict.fromkeys(place.whole_line for place in found))
            more = f" and {len(lines) - MOST_PLACES} more" if len(lines) > MOST_PLACES else ""
            said = self.plain(f"{len(found)} × {reason}: {', '.join(lines[:MOST_PLACES])}{more}")
            self.say("\n".join(_wrapped(said, self.console.width, "  ", " " * 6)))


def _folded(name: str, line: str, width: int) -> str:
    r"""A named line, its continuations below its beginning.

    >>> _folded("try", "0.1 + 0.2 = 0.3", 22).split("\n")
    ['  try      0.1 + 0.2 =', '           0.3']
    """
    return "\n".join(_wrapped(line, width, f"  {name:9}", " " * MARGIN))


def _wrapped(text: str, width: int, first: str, others: str) -> list[str]:
    """The text in lines, with what stands before the first one and before the others."""
    room = max(width, MARGIN + 9)
    return wrap(text, room, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)
