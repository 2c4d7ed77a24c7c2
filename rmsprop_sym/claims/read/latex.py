r"""LaTeX sources: paragraphs, formulas set apart, and tables; comments and what is printed verbatim are no claims.

Settings for the file stand in comments: `% rmsprop_sym: rule: rmsprop`, or in comment lines below `% rmsprop_sym:`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from rmsprop_sym.claims.expressions.passage import Line, Passage, join
from rmsprop_sym.claims.expressions.tokens import RELATION
from rmsprop_sym.claims.read.block import Block, Display, FrontMatter, Sheet, Table
from rmsprop_sym.claims.read.formulas import DISPLAYED
from rmsprop_sym.claims.read.macros import DEFINITION, OPERATOR, macros_of
from rmsprop_sym.claims.read.markdown import lines_of, too_long
from rmsprop_sym.claims.read.tables import tables

HOLE = "\ufffc"
_BEGIN, _END = "\\begin{document}", "\\end{document}"

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_SETTING = re.compile(r"\s*%+\s*rmsprop_sym:\s*(?P<setting>.*?)\s*$")
_FURTHER = re.compile(r"\s*%+(?P<indent>\s{2,})(?P<setting>\S.*?)\s*$")
_PRINTED = r"[BL]?[Vv]erbatim|lstlisting|minted|alltt"
_APART = re.compile(
    rf"\\begin\{{(?:(?P<printed>(?:{_PRINTED})\*?)|(?P<silent>comment|tikzpicture|filecontents\*?)"
    rf"|(?P<formula>{DISPLAYED})|(?P<table>tabular[xy]?\*?|longtable))\}}"
    r"|(?<!\\)(?:(?P<bracket>\\\[)|(?P<dollars>\$\$))"
)
_ENVIRONMENT = re.compile(rf"\\(?:begin|end)\{{{DISPLAYED}\}}")
_INPUT = re.compile(r"\\(?:input|include|subfile)\s*\{([^{}]+)\}")
_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_BOUNDARY = re.compile(
    r"\n[ \t]*(?=\n)|\\(?:begin|end)\{[^{}]*\}(?:\[[^\]]{0,300}\])?"
    r"|\\(?:part|chapter|(?:sub){0,2}section|(?:sub)?paragraph|caption|title|frametitle|framesubtitle|item|par|footnote)\*?"
    r"(?![A-Za-z])|\\\\(?:\[[^\]]{0,300}\])?"
)
_SILENT = re.compile(
    r"\\(?:(?P<nothing>label|index|input|include|includegraphics|[hv]space\*?|bibliography|bibliographystyle|usepackage"
    r"|setcounter|setlength|hypersetup|definecolor|lstset|date)|[a-zA-Z]*ref|cite[a-z]*\*?|url|SI|si|qty|unit)(?![A-Za-z])"
    rf"(?:\s*\[[^\]]{{0,300}}\])*(?:\s*{_GROUP})*|\\href{_GROUP}"
    r"|\\(?:lstinline|verb\*?)(?P<mark>[^A-Za-z\s]).*?(?P=mark)"
    rf"|{DEFINITION.pattern}|{OPERATOR.pattern}"
)
_RULE = re.compile(r"\\(?:[hc]line|toprule|midrule|bottomrule|endhead|cmidrule(?:\([^()]*\))?)(?:\{[^{}]*\})?")
_COLUMNS = re.compile(rf"\s*(?:\[\w\])?\s*{_GROUP}(?:\s*{_GROUP})?")
_ALONE = re.compile(rf"\$((?:(?!{RELATION})[^$])*)\$")


def sheets(text: str) -> Iterator[Sheet]:
    r"""The source as one sheet.

    >>> [sheet] = sheets(r"so \(1/3 = 0.33\) % and so on")
    >>> [block.text for block in sheet.blocks]
    ['so \\(1/3 = 0.33\\) ']
    """
    without_comments = "\n".join(_COMMENT.sub(r"\1", line) for line in lines_of(text))
    yield Sheet(text, _blocks(text), left_out=tuple(_INPUT.findall(without_comments)))


def _blocks(text: str) -> Iterator[Block]:
    """The settings, the complaints, and then what the document says."""
    lines = lines_of(text)
    settings = list(_settings(lines))
    if settings:
        yield FrontMatter((Line(settings[0].number, settings[0].column, "rmsprop_sym:"), *settings))
    yield from too_long(lines)
    lines = [_COMMENT.sub(r"\1", line) for line in lines]
    short = {name: macro.body for name, macro in macros_of(text).items() if _ENVIRONMENT.fullmatch(macro.body)}
    lines = [short.get(line.strip(), line) for line in lines]
    yield from _Source(_body(lines)).blocks()


def _body(lines: Sequence[str]) -> list[str]:
    """The lines, with spaces for what stands before the document begins, and without what follows its end."""
    first = next((i for i, line in enumerate(lines) if _BEGIN in line), None)
    body = list(lines)
    if first is not None:
        before = lines[first].index(_BEGIN) + len(_BEGIN)
        body[: first + 1] = [*[""] * first, " " * before + lines[first][before:]]
    last = next((i for i, line in enumerate(body) if _END in line), None)
    return body if last is None else [*body[:last], body[last][: body[last].index(_END)]]


def _settings(lines: Sequence[str]) -> Iterator[Line]:
    """What the comments say to this program, as lines of YAML under its name."""
    margin: int | None = None
    for number, line in enumerate(lines, 1):
        match = _SETTING.match(line)
        further = _FURTHER.match(line) if margin is not None and not match else None
        if match and match["setting"]:
            yield Line(number, match.start("setting") + 1, f"  {match['setting']}")
        if further:
            margin = margin or len(further["indent"])
            indent = " " * (2 + max(len(further["indent"]) - margin, 0))
            yield Line(number, further.start("setting") + 1, indent + further["setting"])
        elif not match or match["setting"]:
            margin = None
        else:
            margin = 0


@dataclass(frozen=True)
class _Source:
    """The lines of the document without comments, as one text that remembers its lines."""

    lines: Sequence[str]

    @cached_property
    def text(self) -> str:
        """The lines, joined by line breaks."""
        return "\n".join(self.lines)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def blocks(self) -> Iterator[Block]:
        """What is set apart, and the paragraphs around it."""
        done, start = 0, 0
        never: set[str] = set()
        while match := _APART.search(self.text, start):
            closing = _closing(match)
            end = -1 if closing in never else self.text.find(closing, match.end())
            start = match.end()
            if end < 0:
                never.add(closing)
                continue
            yield from self.paragraphs(done, match.start())
            yield from self.apart(match, end)
            done = start = end + len(closing)
        yield from self.paragraphs(done, len(self.text))

    def apart(self, opening: re.Match[str], end: int) -> Iterator[Block]:
        """The block that begins with the opening and ends there."""
        if opening["printed"]:
            yield from tables(self.pieces(opening.end(), end), fenced=True)
        elif opening["table"]:
            yield from self.table(opening.end(), end)
        elif not opening["silent"]:
            pieces = self.pieces(opening.end(), end)
            if pieces:
                yield Display(join(pieces))

    def paragraphs(self, start: int, end: int) -> Iterator[Passage]:
        """The prose of a stretch, cut at blank lines, headings, items and environments."""
        done = start
        for boundary in _BOUNDARY.finditer(self.text, start, end):
            yield from self.paragraph(done, boundary.start())
            done = boundary.end()
        yield from self.paragraph(done, end)

    def paragraph(self, start: int, end: int) -> Iterator[Passage]:
        """The prose of a stretch as a passage, if there is any."""
        text = _SILENT.sub(lambda match: ("|" if match["nothing"] else HOLE) * len(match[0]), self.text[start:end])
        text = text.translate(_AS_READ)
        pieces = self.pieces(start, end, text)
        if pieces:
            yield join(pieces)

    def pieces(self, start: int, end: int, text: str | None = None) -> list[Line]:
        """The stretch line by line, each with its place; another text of the same length may stand for it."""
        text = self.text[start:end] if text is None else text
        pieces = []
        i = bisect_right(self.starts, start) - 1
        column = start - self.starts[i] + 1
        while text:
            here = len(self.lines[i]) - column + 1
            if text[:here].strip():
                pieces.append(Line(i + 1, column, text[:here]))
            text, i, column = text[here + 1 :], i + 1, 1
        return pieces

    def table(self, start: int, end: int) -> Iterator[Table]:
        """The rows between double backslashes, the cells between ampersands."""
        columns = _COLUMNS.match(self.text, start, end)
        start = columns.end() if columns else start
        text = _RULE.sub(lambda match: " " * len(match[0]), self.text[start:end])
        rows, begin = [], 0
        for stop in [*re.finditer(r"\\\\(?:\[[^\]]{0,300}\])?", text), None]:
            until = stop.start() if stop else len(text)
            if text[begin:until].strip():
                rows.append(tuple(self.cells(start, text, begin, until)))
            begin = stop.end() if stop else until
        if len(rows) > 1:
            yield Table(rows[0], tuple(rows[1:]))

    def cells(self, offset: int, text: str, begin: int, end: int) -> Iterator[Line]:
        """The cells of a row, each where it begins; the dollars around a lone number or letter are taken off."""
        for match in re.finditer(r"(?:[^&\\]|\\.)+|(?<=&)(?=&|$)", text[begin:end].replace("\n", " ")):
            cell = match[0].strip()
            alone = _ALONE.fullmatch(cell)
            start = offset + begin + match.start() + len(match[0]) - len(match[0].lstrip()) + (alone is not None)
            i = bisect_right(self.starts, start) - 1
            yield Line(i + 1, start - self.starts[i] + 1, alone[1] if alone else cell)


_AS_READ = str.maketrans({"~": " ", "`": "“"})


def _closing(opening: re.Match[str]) -> str:
    """What ends that which begins like this."""
    if opening["bracket"]:
        return "\\]"
    if opening["dollars"]:
        return "$$"
    return f"\\end{{{opening['printed'] or opening['silent'] or opening['formula'] or opening['table']}}}"
