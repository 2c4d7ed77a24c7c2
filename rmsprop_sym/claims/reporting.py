"""The report about one file: its verdicts in their own order, what its note says against itself, and its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.read import sheets
from rmsprop_sym.claims.read.block import Sheet
from rmsprop_sym.claims.read.source import read_text
from rmsprop_sym.claims.report import Note as Remark
from rmsprop_sym.claims.report import Report, Source
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade, Place, Verdict, unread

TOLD = 50
MOST_WITHIN = 8  # verdicts about parts of one


def report(path: Path, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Everything that is to be said about the file, in its own order, and its text; what there is, if interrupted."""
    try:
        read = list(sheets(read_text(path), path))
    except Unreadable as error:
        return Report((unread(Place(str(path), 1, 1, 1, 1), "", error.reason),))
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
    judged = defaultdict[int | None, set[int]](set)
    for each in found:
        judged[each.place.cell].update(range(each.place.line, each.place.end_line + 1))
    remarks += [
        Remark(note.path, text, cell=sheet.cell) for sheet in read for text in sheet.remarks(judged[sheet.cell])
    ]
    sources = tuple(Source(note.path, sheet.text, sheet.cell) for sheet in read)
    return Report(tuple(_told_once(in_order(found))), tuple(remarks), sources, interrupted)


def in_order(found: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts of a note by where they stand, those of one place as they were found."""
    return sorted(found, key=lambda each: (each.place.cell or 0, *_span(each)[0]))


def _told_once(found: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts, but for words accused for a number in them that is, and a number that is right as a sum, too.

    What words say of a format is not called right where a number in it is wrong.
    """
    sums = {_where(each) for each in found if each.kind == "arithmetic" and each.grade.holds}
    for k, verdict in enumerate(found):
        if verdict.kind == "trace" and verdict.grade.holds and _where(verdict) in sums:
            continue
        inner = [each for each in found[k + 1 : k + 1 + MOST_WITHIN] if _holds(verdict, each)]
        told = verdict.grade is Grade.REFUTED or verdict.kind == "float"
        if not (told and Grade.REFUTED in {each.grade for each in inner}):
            yield verdict


def _holds(outer: Verdict, inner: Verdict) -> bool:
    """Whether a verdict about numbers stands within another one."""
    within = outer.place.cell == inner.place.cell and _span(inner)[1] <= _span(outer)[1]
    numbers = outer.kind in ("arithmetic", "float") and inner.kind == "arithmetic"
    return numbers and within and _span(inner) != _span(outer)


def _where(verdict: Verdict) -> tuple[int | None, object]:
    """The cell in which a verdict stands, and where."""
    return verdict.place.cell, _span(verdict)


def _span(verdict: Verdict) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a verdict begins and ends."""
    place = verdict.place
    return (place.line, place.column), (place.end_line, place.end_column)
