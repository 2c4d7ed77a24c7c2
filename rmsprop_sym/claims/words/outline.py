"""Under which headings a line of a note stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from rmsprop_sym.claims.read.outside import opened
from rmsprop_sym.claims.words.wording import words

_CASE = re.compile(
    r"\b(?:(?:an?|the)\s+)?(?:special|simple|important)?\s*case(?:\s+of)?\s*[:,(]?\s*(?=\$)", re.IGNORECASE
)
_FENCE = re.compile(r"\s*(```|~~~)")
_MARKS = re.compile(r" {0,3}(#{1,6})\s")
_SECTION = re.compile(r"\s*\\(part|chapter|section|subsection|subsubsection|paragraph)\*?\s*[{\[]")
_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph")
BRACED = re.compile(r"^\s*\*?\{([^{}$]*)\}")  # a heading of LaTeX without its command


@dataclass(frozen=True)
class Heading:
    """A heading: how deep it is, and where it stands."""

    level: int
    line: int
    cell: int | None = None


Headings = tuple[Heading, ...]
Titles = tuple[tuple[Heading | None, str], ...]


@dataclass(frozen=True)
class Outline:
    """The headings above each line of a text, the outermost first; `standing` are those from before the text."""

    standing: Headings = ()
    lines: tuple[int, ...] = ()
    stacks: tuple[Headings, ...] = ()

    def above(self, line: int) -> Headings:
        """The headings under which a line stands."""
        k = bisect_right(self.lines, line)
        return self.stacks[k - 1] if k else self.standing

    @property
    def last(self) -> Headings:
        """The headings under which the text ends."""
        return self.stacks[-1] if self.stacks else self.standing


def outline(text: str, standing: Headings = (), cell: int | None = None) -> Outline:
    r"""The headings of a text in Markdown or LaTeX, after those that stand already.

    >>> [len(outline("# A\n## B\nx\n## C\n").above(line)) for line in (1, 3, 4)]
    [1, 2, 2]
    """
    lines, stacks, stack, fenced = [], [], standing, ""
    for number, line in enumerate(text.splitlines(), 1):
        fence = _FENCE.match(line)
        if fence and fenced in ("", fence[1]):
            fenced = "" if fenced else fence[1]
        level = 0 if fenced else _level(line)
        if level:
            stack = (*(each for each in stack if each.level < level), Heading(level, number, cell))
            lines.append(number)
            stacks.append(stack)
    return Outline(standing, tuple(lines), tuple(stacks))


def retitled(titles: Titles, above: Headings | None, said: str) -> Titles:
    """The titles with a new one below those that stay; words that are no heading stand below the last one only.

    >>> one, two = Heading(1, 1), Heading(1, 5)
    >>> title(retitled(((one, "Steady state"),), (two,), "Proof")), title(retitled(((one, "State"),), None, "Proof"))
    ('Proof', 'State . Proof')
    """
    kept = titles[-1:] if above is None else tuple(each for each in titles if each[0] in above)
    return (*kept, (above[-1] if above else None, said))


def title(titles: Titles) -> str:
    """The titles, the outermost first."""
    return " . ".join(text for _, text in titles)


def _level(line: str) -> int:
    """How deep the heading is that the line begins; 0 if it begins none."""
    marks, section = _MARKS.match(line), _SECTION.match(line)
    if marks:
        return len(marks[1])
    return _LEVELS.index(section[1]) + 1 if section else 0


def named(text: str) -> str:
    """The words of a heading, formulas between dollars, without those that only lead to a gradient that stays the same.

    >>> named("Special case: $g_t = c$ for all $t$"), named("Special case: $g_t > 0$")
    ('for all', 'Special case:')
    """
    if not _CASE.search(text):
        return words(text).strip()
    from rmsprop_sym.claims.words.steady import steady  # not for notes of numbers

    letters = [each.letter for each in steady(opened(text))]
    return words(_CASE.sub(" ", text) if any(letters) else text).strip()
