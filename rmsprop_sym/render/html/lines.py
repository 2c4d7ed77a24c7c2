"""The text of a note, line by line, with every statement marked where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

from rmsprop_sym.claims.report import Source
from rmsprop_sym.claims.verdict import Grade, Place, Verdict
from rmsprop_sym.render.html.cards import name_of, style_of, tip
from rmsprop_sym.render.html.element import Child, element

URGENCY = (Grade.REFUTED, Grade.OPEN, Grade.SURVIVED, Grade.UNREAD, Grade.PROVED, Grade.ENCLOSED, Grade.ROUNDS)


@dataclass(frozen=True)
class Numbered:
    """A verdict and its number on the page."""

    number: int
    verdict: Verdict

    @property
    def urgency(self) -> tuple[int, int]:
        """What is wrong comes first, then what is shorter."""
        at = self.verdict.place
        length = (at.end_line - at.line) * 10_000 + at.end_column - at.column
        return URGENCY.index(self.verdict.grade), length


@dataclass(frozen=True)
class Part:
    """A stretch of lines that stand together, from 1, the end exclusive, and the verdicts about them."""

    start: int
    end: int
    verdicts: tuple[Numbered, ...]


def parts(source: Source, verdicts: Sequence[Numbered]) -> Iterator[Part]:
    """The text cut at blank lines, what has no verdicts kept together."""
    lines = source.lines
    starts = [1, *(k + 1 for k in range(1, len(lines)) if lines[k].strip() and not lines[k - 1].strip())]
    by_part: dict[int, list[Numbered]] = {}
    ends = [*starts[1:], len(lines) + 1]
    for numbered in verdicts:
        line = min(numbered.verdict.place.line, len(lines))
        by_part.setdefault(_last_at_most(starts, line), []).append(numbered)
    quiet = 0
    for start, end in zip(starts, ends, strict=True):
        if start in by_part:
            if quiet:
                yield Part(quiet, start, ())
            yield Part(start, end, tuple(by_part[start]))
            quiet = 0
        else:
            quiet = quiet or start
    if quiet:
        yield Part(quiet, ends[-1], ())


def _last_at_most(starts: Sequence[int], line: int) -> int:
    return starts[bisect_right(starts, line) - 1]


def text(source: Source, part: Part, name: str) -> Element:
    """The lines of a part, each with a name that begins with that of its source; those of a table in a box."""
    whole = element("div", class_="text")
    for is_row, numbers in groupby(range(part.start, part.end), lambda k: _is_row(source.lines[k - 1])):
        rows = [_line(source.lines[k - 1], k, part.verdicts, name) for k in numbers]
        whole.extend([element("div", *rows, class_="table")] if is_row else rows)
    return whole


def _line(line: str, k: int, verdicts: Sequence[Numbered], name: str) -> Element:
    """One line, its statements marked; where several cover a stretch, the most urgent one marks it."""
    spans = [(span, numbered) for numbered in verdicts if (span := _span(numbered.verdict.place, k, line))]
    cuts = sorted({0, len(line), *(end for span, _ in spans for end in span)})
    pieces: list[Child] = []
    for a, b in pairwise(cuts):
        covering = [numbered for (start, end), numbered in spans if start <= a and b <= end]
        pieces.append(_mark(line[a:b], min(covering, key=lambda one: one.urgency)) if covering else line[a:b])
    return element("div", element("span", *pieces), id=f"{name}l{k}", class_=_kind(line), data_n=str(k))


def _span(place: Place, k: int, line: str) -> tuple[int, int] | None:
    """From where to where the place covers the line, counted from 0, or None."""
    if not place.line <= k <= place.end_line:
        return None
    start = place.column - 1 if k == place.line else len(line) - len(line.lstrip())
    end = place.end_column - 1 if k == place.end_line else len(line)
    start, end = min(start, len(line)), min(end, len(line))
    return (start, end) if start < end else None


def _mark(text: str, numbered: Numbered) -> Element:
    """A stretch of a statement: it leads to the card, and says in short what is known."""
    verdict = numbered.verdict
    bubble = element("span", tip(verdict), class_="tip", aria_hidden="true")
    return element("a", text, bubble, class_=f"mark {style_of(verdict)}", href=f"#{name_of(numbered.number)}")


def _is_row(line: str) -> bool:
    """Whether the line looks like one of a table, whose columns a break would destroy."""
    return line.count("|") > 1 or (len(line) > 3 and set(line) <= set("-=+:| "))


def _kind(line: str) -> str:
    """How a line looks: headings stand out, fences stand back."""
    if line.startswith("#"):
        return "line heading"
    return "line fence" if line.lstrip().startswith(("```", "~~~", ":::")) else "line"
