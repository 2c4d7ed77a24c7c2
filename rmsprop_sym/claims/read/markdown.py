"""Markdown as a sequence of blocks: prose, formulas, tables, fenced text, directives, with their lines and columns.

The Markdown library tells blocks and their lines; columns are found in the raw lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from rmsprop_sym.claims.expressions.passage import Line, join
from rmsprop_sym.claims.read.block import (
    Block,
    Code,
    Complaint,
    Directive,
    Display,
    FrontMatter,
    Sheet,
    Table,
    first_line,
)
from rmsprop_sym.claims.read.by_hand import with_runs
from rmsprop_sym.claims.read.code import is_typed
from rmsprop_sym.claims.read.commas import comma_tables
from rmsprop_sym.claims.read.commented import commented
from rmsprop_sym.claims.read.formulas import DISPLAYED
from rmsprop_sym.claims.read.printed import ruled
from rmsprop_sym.claims.read.spelling import Spelling, spelling
from rmsprop_sym.claims.read.tables import listed, tables
from rmsprop_sym.claims.read.underlined import underline
from rmsprop_sym.claims.read.undollared import has_tex, passed, told_apart
from rmsprop_sym.claims.read.updates import bare, update_of

LONGEST_LINE = 20_000
LONGEST_FORMULA = 200

_LISTED, _TABLED = re.compile(r"\{list-table\}"), re.compile(r"\{table\}")
_FENCE = re.compile(r"^[ >]*?(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
_DIRECTIVE = re.compile(r"\{(?P<kind>claim|trace)\}\s*(?P<name>.*?)\s*$")
_DEEP = re.compile(r"(?![-*_ \t]*$)(?:[ \t]{150}|(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){30})")
_BREAK = re.compile(r"\r\n|\r|\n")
_DISPLAY = re.compile(rf"\s*(?:(?P<dollars>\$\$)|(?P<bracket>\\\[)|\\begin\{{(?P<environment>{DISPLAYED})\}})")
_OPTION = re.compile(r"\s*:([\w-]+):\s*")
_PYTHON = re.compile(r"\{?(?:code-cell\}?\s*)?(?:i?python3?|py|pycon)\b", re.IGNORECASE)
_BOX = re.compile(
    r"\s*\{(?:note|tip|hint|important|warning|caution|attention|danger|seealso|admonition|dropdown|details|margin|sidebar|aside"
    r"|topic|epigraph|example|exercise|solution|prf:\w+|theorem|lemma|proof|remark|definition|card|tab-item)\}"
)
_MATH = re.compile(r"math|\{math\}.*")
_MATH_ABOVE = re.compile(r"\s*(?P<sign>\.\. math::)(?P<rest>.*)$")
_PROMPTED = re.compile(r"\s*>>>")
_LOOP, _DEF = re.compile(r"(?:for|while)\b"), re.compile(r"def\s")
_DEFAULT = re.compile(r"\b(?:lr|alpha|beta\d?|rho|gamma|decay|eta|eps|epsilon|mu)\s*=\s*[\d.]+(?:e-?\d+)?(?=\s*[,)])")
_LABEL = r"\s*[.,;]?\s*(?:\([^()\s]*\)|\{#[^{}\s]*\})?\s*"


def sheets(text: str) -> Iterator[Sheet]:
    """The text as one sheet."""
    yield read_as(text, blocks(text), plain=not has_tex(text))


def read_as(text: str, found: Iterable[Block], *, plain: bool, cell: int | None = None) -> Sheet:
    """The blocks of a text as a sheet; a `plain` one has no TeX at all, and words for letters."""
    letters = spelling(text) if plain else Spelling({})
    raw = [letters.text(line) for line in lines_of(text)]
    read = with_runs(told_apart(found, raw, letters, plain=plain), raw)
    return Sheet(text, read, cell, passed=passed(read) if plain else (), spelled=letters.letters)


def lines_of(text: str) -> list[str]:
    r"""The lines as places count them.

    >>> lines_of("one\r\ntwo\rthree\n")
    ['one', 'two', 'three', '']
    """
    return _BREAK.split(text)


def blocks(text: str, library: MarkdownIt | None = None) -> Iterator[Block]:
    """The blocks of the file, in order; the library tells what is prose.

    >>> [block] = blocks("some *prose*")
    >>> block.text
    'some *prose*'
    """
    lines = lines_of(text)
    front = _front_matter(lines)
    if front:
        yield FrontMatter(tuple(Line(number, 1, line) for number, line in enumerate(lines[1 : front - 1], 2)))
        lines[:front] = [""] * front
    underline(lines)
    _open_boxes(lines)
    _open_formulas(lines)
    set_by_commas = list(comma_tables(lines))
    plain = not front and not has_tex("\n".join(lines))
    found = [
        *set_by_commas,
        *too_long(lines),
        *_unclosed(lines),
        *_from_library(lines, library or commonmark(), plain=plain),
    ]
    yield from sorted(found, key=first_line)


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines the front matter takes, both rules included; 0 where there is none."""
    if lines[0].rstrip() != "---":
        return 0
    return next((i + 1 for i, line in enumerate(lines) if i and line.rstrip() in {"---", "..."}), 0)


def too_long(lines: list[str]) -> Iterator[Complaint]:
    """Complaints about lines that no one wrote by hand; they are emptied."""
    for i, line in enumerate(lines):
        reason = ""
        if len(line) > LONGEST_LINE:
            reason = f"a line of {len(line)} characters; at most {LONGEST_LINE} are read"
        elif _DEEP.match(line):
            reason = "a line that is nested too deeply"
        if reason:
            yield Complaint(Line(i + 1, 1, line[:80]), reason)
            lines[i] = ""


def _unclosed(lines: list[str]) -> Iterator[Complaint]:
    """Complaints about directives that are never closed; they are emptied up to the next blank line."""
    i = 0
    while i < len(lines):
        match = _fence(lines[i])
        if match is None:
            i += 1
            continue
        directive = _DIRECTIVE.match(match["info"].strip())
        end = _end_of_fence(lines, i, match["fence"], directive is not None)
        if end < len(lines) and not (directive and _opens(lines[end])):
            i = end + 1
        elif directive:
            stop = next((j for j in range(i + 1, end) if not lines[j].strip(" >")), end)
            reason = f"this {directive['kind']} is never closed; write {match['fence']} below it"
            yield Complaint(Line(i + 1, 1, lines[i]), reason)
            lines[i:stop] = [""] * (stop - i)
            i = stop
        else:
            return


def _open_boxes(lines: list[str]) -> None:
    """Empties the lines that open and close a fenced note or tip, and its options: the rest is prose like any other."""
    i = 0
    while i < len(lines):
        match = _fence(lines[i])
        boxed = match is not None and _BOX.match(match["info"]) is not None
        end = _end_of_fence(lines, i, match["fence"], stops=False) if match else i
        if end == len(lines):
            return
        if boxed:
            lines[i] = lines[end] = ""
            count = next((k for k, line in enumerate(lines[i + 1 : end]) if not _OPTION.match(line)), 0)
            lines[i + 1 : i + 1 + count] = [""] * count
        i = i + 1 if boxed else end + 1


def _open_formulas(lines: list[str]) -> None:
    """Puts the formulas of a directive without a fence between dollars, each line where it stands."""
    for i, line in enumerate(lines):
        match = _MATH_ABOVE.match(line)
        if match is None:
            continue
        inside = [k for k in range(i + 1, _end_of_block(lines, i)) if lines[k].strip()]
        last = inside[-1] if inside else i
        if inside or match["rest"].strip():
            start, end = match.span("sign")
            lines[i] = line[:start] + "$$".ljust(end - start) + line[end:]
            for k in range(i + 1, last):
                lines[k] = lines[k] if lines[k].strip() or k < inside[0] else r"\\"
            lines[last] += "$$"


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """The first line below that is not set further in than this one."""
    margin = len(lines[start]) - len(lines[start].lstrip())
    inside = (k for k in range(start + 1, len(lines)) if lines[k].strip())
    return next((k for k in inside if len(lines[k]) - len(lines[k].lstrip()) <= margin), len(lines))


def _fence(line: str) -> re.Match[str] | None:
    """The line as the beginning or the end of a fenced block."""
    return _FENCE.match(line) if len(line) < 1000 else None


def _opens(line: str) -> bool:
    """Whether the line begins a fenced block that says what it is."""
    match = _fence(line)
    return bool(match and match["info"].strip())


def _end_of_fence(lines: Sequence[str], start: int, fence: str, stops: object) -> int:
    """The line that closes the block, or the number of lines; a directive `stops` at the next block that opens."""
    for i in range(start + 1, len(lines)):
        match = _fence(lines[i])
        if match and match["fence"].startswith(fence) and not match["info"].strip():
            return i
        if match and stops and _opens(lines[i]):
            return i
    return len(lines)


@cache
def commonmark(*without: str) -> MarkdownIt:
    """The library's block parser without some of its rules; inline marks are none of its business here."""
    markdown = MarkdownIt("commonmark", {"maxNesting": 2 * 150}).enable("table").disable(list(without))
    markdown.core.ruler.enableOnly(["normalize", "block"])
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("fence", "formula", _formula, interrupts)
    return markdown


def _formula(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - the library calls it so
    """Whether a formula set apart begins in the line; its lines are none of the other rules' business."""
    match = _DISPLAY.match(_source(state, first))
    if match is None:
        return False
    closing = _closing(match)
    content: list[str] = []
    for number in range(first, min(last, first + LONGEST_FORMULA)):
        line = _source(state, number)[match.end() if number == first else 0 :]
        end = re.search(closing, line)
        if number > first and not end and _DISPLAY.match(line):
            return False
        if end and not re.fullmatch(_LABEL, line[end.end() :]):
            return False
        content.append(line[: end.start()] if end else line)
        if end:
            if not silent:
                token = state.push("formula", "", 0)
                token.map, token.content = [first, number + 1], "\n".join(content)
                state.line = number + 1
            return True
    return False


def _source(state: StateBlock, number: int) -> str:
    """The line without the marks of the list or the quotation that it stands in."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _closing(opening: re.Match[str]) -> str:
    """What ends the formula that begins like this."""
    if opening["environment"]:
        return re.escape(f"\\end{{{opening['environment']}}}")
    return r"(?<!\\)\$\$" if opening["dollars"] else r"(?<!\\)\\\]"


def _from_library(lines: Sequence[str], library: MarkdownIt, *, plain: bool) -> Iterator[Block]:
    """Prose, tables and fenced blocks; of a `plain` text, which has no TeX, also the rules in its programs."""
    tokens = iter(library.parse("\n".join(line.replace("\0", "\ufffd") for line in lines)))
    for token in tokens:
        if token.type == "table_open":
            yield from _table(tokens, lines)
        elif token.type == "inline" and token.map and token.content:
            for piece in ruled(list(_lines(token.content, token.map[0], lines))):
                yield piece if isinstance(piece, Table) else join(piece)
        elif token.type == "formula" and token.map:
            yield Display(join(_lines(token.content, token.map[0], lines)))
        elif token.type == "fence" and token.map:
            yield from _fenced(token, lines)
        if token.type in {"fence", "code_block"} and token.map and plain:
            inside = list(_lines(token.content, token.map[0] + (token.type == "fence"), lines))
            yield from _set_apart(inside) if is_typed(token.info, token.content) else _updates(inside)


def _set_apart(lines: Sequence[Line]) -> Iterator[Block]:
    """The paragraphs of typed mathematics that is set apart as a program would be, without the tables in it."""
    tabled = {cell.number for table in tables(lines, fenced=True) for row in (table.head, *table.rows) for cell in row}
    kept = list[Line]()
    for line in [*lines, Line(0, 0, "")]:
        if line.text.strip() and line.number not in tabled:
            indent = len(line.text) - len(line.text.lstrip())
            kept.append(Line(line.number, line.column + indent, line.text.strip()))
        elif kept:
            yield join(kept)
            kept = []


def _updates(lines: Sequence[Line]) -> Iterator[Block]:
    """The lines of a program that say what a rule is, outside its loops, and the numbers that it has by default."""
    looped = None
    for line in lines:
        text = line.text.strip()
        indent = len(line.text) - len(line.text.lstrip())
        looped = None if looped is not None and text and indent <= looped else looped
        looped = indent if looped is None and _LOOP.match(text) else looped
        said = (
            bare(text)
            if looped is None and update_of(text)
            else ", ".join(_DEFAULT.findall(text))
            if _DEF.match(text)
            else ""
        )
        if said:
            yield join([Line(line.number, line.column + indent, said, None if said == text else len(text))])


def _lines(content: str, first: int, lines: Sequence[str]) -> Iterator[Line]:
    """The content's lines with the columns at which they stand in the file."""
    for i, text in enumerate(content.split("\n"), first):
        raw = lines[i] if i < len(lines) else ""
        yield Line(i + 1, max(raw.rfind(text), 0) + 1, text)


def _table(tokens: Iterator[Token], lines: Sequence[str]) -> Iterator[Table]:
    """The table that has just been opened."""
    rows: list[list[Line]] = []
    column = 0
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
            column = 0
        elif token.type == "inline" and token.map:
            raw = lines[token.map[0]]
            found = raw.find(token.content, column)
            column = max(found, column)
            rows[-1].append(Line(token.map[0] + 1, column + 1, token.content))
            column += len(token.content)
    yield Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))


def _fenced(token: Token, lines: Sequence[str]) -> Iterator[Block]:
    """A directive, a formula, or the tables inside fenced text."""
    assert token.map
    start = token.map[0]
    content = token.content.split("\n")[: -1 if token.content.endswith("\n") else None]
    body = list(_lines("\n".join(content), start + 1, lines)) if content else []
    match = _DIRECTIVE.match(token.info.strip())
    if match:
        count = next((i for i, line in enumerate(body) if not _OPTION.match(line.text)), len(body))
        raw = lines[start]
        opening = Line(start + 1, raw.find(token.markup) + 1, raw[raw.find(token.markup) :].rstrip())
        yield Directive(match["kind"], match["name"], opening, tuple(map(_option, body[:count])), tuple(body[count:]))
    elif _MATH.fullmatch(token.info.strip()):
        if body:
            yield Display(join(line for line in body if not _OPTION.match(line.text)))
    else:
        if _LISTED.match(token.info.strip()):
            yield from listed(body)
            return
        if body and _PYTHON.match(token.info.strip()):
            yield Code(tuple(body))
        if _PYTHON.match(token.info.strip()) or _PROMPTED.match(token.content):
            yield from commented(body)
        yield from tables(body, fenced=not _TABLED.match(token.info.strip()))


def _option(line: Line) -> tuple[str, Line]:
    """The name of an option and the text of its value."""
    match = _OPTION.match(line.text)
    assert match is not None
    return match[1], Line(line.number, line.column + match.end(), line.text[match.end() :].rstrip())
