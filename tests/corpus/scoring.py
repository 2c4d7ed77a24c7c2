"""What the checker says of the corpus, counted."""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import accumulate, islice
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path

from corpus.row import RIGHT, WRONG, Truth, rewritten, sheets
from rmsprop_sym import check

HERE = Path(__file__).parent
NOTES = sorted(path for path in (HERE / "notes").iterdir() if path.is_file())
MUTANTS = 2
SECONDS = 10.0


@dataclass(frozen=True)
class Said:
    """What the checker said of one statement: the words of the verdicts that touch it."""

    note: str
    kind: str
    truth: Truth
    words: tuple[str, ...]
    details: tuple[str, ...]
    text: str
    operator: str = ""

    @property
    def refuted(self):
        """Whether it was called wrong."""
        return "REFUTED" in self.words

    @property
    def blessed(self):
        """Whether it was called right, all of it."""
        return bool(self.words) and {*self.words} <= {"PROVED", "ENCLOSED", "ROUNDS"}

    @property
    def decided(self):
        """Whether it was called right or wrong."""
        return self.refuted or self.blessed


def rows(path):
    """The statements of the note."""
    return import_module(f"corpus.truth.{path.stem.replace('-', '_')}").ROWS


def everything():
    """(note, row) for each statement of the corpus."""
    return [(path, row) for path in NOTES for row in rows(path)]


def said(notes=NOTES):
    """What is said of the notes as they stand, and of those with slips; each note in a process of its own."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        written, slips = pool.map(as_written, notes), pool.map(spoiled, notes)
        return [each for part in written for each in part], [each for part in slips for each in part]


def as_written(path):
    """What is said of a note as it stands."""
    found, report, texts = [], check([path], timeout=SECONDS), sheets(path)
    for row in rows(path):
        touching = _touching(report, texts, *_place(texts, row.span, f"{path.name}: {row.plain!r}"))
        found.append(Said(path.name, row.kind, row.truth, *touching, row.piece))
    return found


def _place(texts, span, name):
    """The cell and the span where it stands, in the only sheet that has it."""
    places = [(sheet.cell, at) for sheet in texts if (at := span(sheet.text))]
    assert len(places) == 1, f"{name} stands in {len(places)} places"
    return places[0]


def _touching(report, texts, cell, span):
    """The words, and the whole, of the verdicts that touch a span."""
    text = next(sheet.text for sheet in texts if sheet.cell == cell)
    found = [each for each in report.verdicts if each.place.cell == cell and _touches(each.place, text, *span)]
    return tuple(str(each.grade) for each in found), tuple(
        f"{each.grade} {each.place} {each.read_as or each.text} | {each.evidence.because or each.evidence.reason}"
        for each in found
    )


def _touches(place, text, start, end):
    """Whether a place of a verdict has a character in common with a span of the text."""
    offsets = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    first = offsets[place.line - 1] + place.column - 1
    last = offsets[place.end_line - 1] + place.end_column - 1
    return first < end and start < last


def _slips(path, row, most):
    """A few slips in a right statement, drawn so that every run of the program draws the same."""
    slips = row.spoiled(random.Random(f"{path.name} {row.quote}"))
    return list(islice(slips, most)) if row.truth is RIGHT else []


def spoiled(path, most=MUTANTS):
    """What is said of a note when slips are made in its right statements, at most one in each at a time."""
    slips, found = [(row, _slips(path, row, most)) for row in rows(path)], []
    with tempfile.TemporaryDirectory() as folder:
        for k in range(most):
            chosen = [(row, each[k]) for row, each in slips if k < len(each)]
            found += _spoiled_note(path, chosen, Path(folder))
    return found


def _spoiled_note(path, chosen, folder):
    """What is said of copies of the note with slips in it that do not overlap."""
    found, texts = [], sheets(path)
    placed = [(*_place(texts, row.extent, f"{path.name}: {row.plain!r}"), row, slip) for row, slip in chosen]
    for group in _apart(placed, {sheet.cell: sheet.text for sheet in texts}):
        copy, spans = folder / path.name, {}
        changes = {sheet.cell: _with_slips(sheet, group, spans) for sheet in texts}
        copy.write_text(rewritten(path, changes), encoding="utf-8")
        report, now = check([copy], timeout=SECONDS), sheets(copy)
        for cell, _, row, slip in group:
            touching = _touching(report, now, cell, spans[row.quote])
            found.append(Said(path.name, row.kind, WRONG, *touching, slip.text, slip.operator))
    return found


def _with_slips(sheet, group, spans):
    """The text of the sheet with the slips that belong into it; notes down where they stand now."""
    parts, end = [], 0
    mine = sorted(((span, row, slip) for cell, span, row, slip in group if cell == sheet.cell), key=itemgetter(0))
    for (start, stop), row, slip in mine:
        parts += [sheet.text[end:start], slip.text]
        length = sum(map(len, parts))
        spans[row.quote] = (length - len(slip.text), length)
        end = stop
    return "".join([*parts, sheet.text[end:]])


def _apart(placed, texts):
    """Groups of slips whose extents do not overlap, and which leave most of each column of a table as it was."""
    groups = []
    for each in placed:
        fitting = next((group for group in groups if not any(_clash(each, other, texts) for other in group)), None)
        if fitting is None:
            groups.append(fitting := [])
        fitting.append(each)
    return groups


def _clash(one, other, texts):
    if one[0] != other[0]:
        return False
    first, second = sorted((one[1], other[1]))
    between = texts[one[0]][first[0] : second[0]]
    in_one_table = one[2].kind == other[2].kind == "trace" and "\n" in between and "\n\n" not in between
    return second[0] < first[1] or in_one_table


@dataclass(frozen=True)
class Count:
    """How the checker did on some statements."""

    said: tuple[Said, ...]

    @property
    def right(self):
        """The right ones."""
        return [each for each in self.said if each.truth is RIGHT]

    @property
    def wrong(self):
        """The wrong ones."""
        return [each for each in self.said if each.truth is WRONG]

    @property
    def wrongly_proved(self):
        """The wrong ones that were called right."""
        return [each for each in self.wrong if each.blessed]

    @property
    def wrongly_refuted(self):
        """The right ones that were called wrong."""
        return [each for each in self.right if each.refuted]

    @property
    def sensitivity(self):
        """The share of the wrong ones that were called wrong."""
        return _share([each.refuted for each in self.wrong])

    @property
    def specificity(self):
        """The share of the right ones that were not called wrong."""
        return _share([not each.refuted for each in self.right])

    @property
    def coverage(self):
        """The share of all that were called right or wrong."""
        return _share([each.decided for each in self.said])


def _share(flags):
    return sum(flags) / len(flags) if flags else None


def counts(said: Iterable[Said], key: Callable[[Said], str]):
    """The count of each group."""
    groups = defaultdict(list)
    for each in said:
        groups[key(each)].append(each)
    return {name: Count(tuple(groups[name])) for name in sorted(groups)}
