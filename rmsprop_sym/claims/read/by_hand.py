"""Runs that lines of text write down step by step, as the tables that they are: `step 4: r = 0.99, move 0.001`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.expressions.passage import Line, Passage, join
from rmsprop_sym.claims.read.block import Block, Row, Table, first_line
from rmsprop_sym.claims.read.typed import NAME

LONGEST, MOST_CELLS = 300, 200
LEAST = 2  # cells of a table
_NUMBER = r"[-−+]?\d+(?:\.\d+)?(?:\s?(?:[·×*]\s?10(?:\^\{?[-−]?\d+\}?|[⁻⁰¹²³⁴-⁹]+)|[eE][-+−]?\d+))?"
_MARK = r"\s*(?:>\s*)?(?:[-*+•–]\s+|\(?\w{1,2}[.)]\s+)?"
_LABEL = re.compile(
    rf"{_MARK}[*_`$(]{{0,3}}(?:(?:after|at|in|for)\s+)?(?:(?:step|iteration|iter|it|update|round)\s*(?:no\.|number|#|[tkn]?\s*=)?|[tkn]\s*=)\s*"
    r"(?P<step>\d{1,3})(?![\w.]*\d)[*_`$)]{0,3}\s*(?:->|→|=>|[:,;|–—.-])?\s+(?:we\s+(?:have|get|find)\s+)?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,;]\s+|\s/\s(?=[^\d\s])|\s+(?:->|→|=>|\|)\s+|\s{2,}|\.\s+(?=\w)|\.?\s*$|\s+and\s+(?=[^\d\s])")
_LEAD = r"(?:(?:and|so|then|with|hence|thus|now|giving|we\s+get|we\s+have|which\s+gives|this\s+gives|new|the)\s+)*"
_WORDS = (
    r"(?:the\s+)?(?:moves?|steps?|update|change|increment|displacement|root|denominator|rms|step\s+(?:size|length|taken))"
    rf"(?:\s+(?:of|in)\s+{NAME})?|{NAME}\s+(?:changes|moves|step|update|change)"
)
_ROOT = rf"(?:sqrt\s?\(\s?{NAME}\s?(?:\+\s?{NAME}\s?)?\)|√\s?{NAME}|√\(\s?{NAME}\s?(?:\+\s?{NAME}\s?)?\))"
_ITEM = re.compile(
    rf"{_LEAD}(?P<head>(?P<words>{_WORDS})|\|?(?:{_ROOT}|[Δ∆]|{NAME})\|?)\s*"
    rf"(?:(?:=|≈|:=?|<-|←|is\b|of\b|by\b)\s*(?P<sum>[^=≈]*[=≈]\s*)*|(?<=[a-z])\s)(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*[^\W\d_]{3}[^()]*\)|\s(?:#|//|<-|←|--|—|–)\s.*")
_INDEX = re.compile(r"\[\s?(\d{1,3})\s?\]|_\{?(\d{1,3})\}?|([₀-₉]{1,3})|(?<=[A-Za-zθ\u0302])(\d{1,2})(?!\d)")
_STEPLESS = re.compile(r"\[\s?[tkn]\s?\]|_\{?[tkn]\}?(?![A-Za-z])|[ₜₖₙ]")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SUBJECT = re.compile(rf"(?P<of>{NAME})\s+(?:changes|moves|step|update|change)", re.IGNORECASE)
_LISTED = re.compile(
    rf"{_MARK}(?P<letter>[A-Za-z])\s*=\s*(?P<at>\d+(?:\.\d+)?)\s*(?::|->|→|=>|\s{{2,}})\s*(?P<number>{_NUMBER})\s*[.,;]?\s*"
)
_FORMULA_BEFORE = re.compile(r"(?:\b(?:is|are|equals|be)|[=:])\s+(?P<formula>[^=:,;]{3,80}):\s*$")
_NEVER = re.compile(r"[?]|\b(?:beta|decay|gamma|rho|lr|eta|alpha|eps)\s*=", re.IGNORECASE)


@dataclass(frozen=True)
class Noted:
    """A number that a line gives for something at a step."""

    step: int
    head: str
    number: Line


def with_runs(blocks: Iterable[Block], lines: Sequence[str]) -> list[Block]:
    """The blocks, and before each stretch of lines that write down a run the table that this is.

    >>> text = ["Steps:", "step 1: v = 0.4, move 1", "step 2: v = 0.5, move 2"]
    >>> _, table, _ = with_runs([join(Line(n, 1, line) for n, line in enumerate(text, 1))], text)
    >>> [cell.text for cell in table.head], [cell.text for cell in table.rows[1]]
    (['step', 'v', 'move'], ['2', '0.5', '2'])
    """
    found, prose = list(blocks), set[int]()
    for block in found:
        prose |= {line.number for line in block.lines} if isinstance(block, Passage) else set()
        prose |= {block.written.number} if isinstance(block, Row) else set()
    if not any(re.search(r"\d", lines[number - 1]) for number in prose if number <= len(lines)):
        return found
    tables = {first_line(table): table for table in (*lists(lines, prose), *runs(lines, prose))}
    return [piece for block in found for piece in _parted(block, tables)]


def _parted(block: Block, tables: dict[int, Table]) -> Iterator[Block]:
    """The block, cut where tables begin, and these."""
    if not isinstance(block, Passage | Row):
        yield block
        return
    numbers = {line.number for line in block.lines} if isinstance(block, Passage) else {block.written.number}
    starts = sorted(numbers & tables.keys())
    rest = list(block.lines) if isinstance(block, Passage) else []
    for start in starts:
        before = [line for line in rest if line.number < start]
        if before:
            yield join(before)
        rest = [line for line in rest if line.number >= start]
        yield tables.pop(start)
    if isinstance(block, Row):
        yield block
    else:
        yield join(rest) if starts else block


def lists(lines: Sequence[str], prose: Iterable[int]) -> Iterator[Table]:
    """The lists of what a formula is for some numbers, below the sentence that ends with it.

    >>> [table] = lists(["The sum of n weights is 1 - 0.5^n:", "n = 2:  0.75", "n = 3:  0.875"], [1, 2, 3])
    >>> [cell.text for cell in table.head], [cell.text for cell in table.rows[1]]
    (['n', '1 - 0.5^n'], ['3', '0.875'])
    """
    above, found = "", list[tuple[int, re.Match[str]]]()
    for number in [*sorted(prose), 0]:
        text = lines[number - 1] if number else ""
        match = _LISTED.fullmatch(text) if len(text) < LONGEST else None
        if match and not (found and found[0][1]["letter"] != match["letter"]):
            found.append((number, match))
            continue
        formula = _FORMULA_BEFORE.search(above[-LONGEST:])
        if formula and len(found) >= LEAST and any(len(each["number"].strip("-−0.")) > LEAST for _, each in found):
            yield _listed(formula["formula"].strip(), found)
        above, found = text, []


def _listed(formula: str, found: Sequence[tuple[int, re.Match[str]]]) -> Table:
    """The table of a letter and a formula."""
    first = found[0][0]
    rows = (tuple(Line(n, match.start(name) + 1, match[name]) for name in ("at", "number")) for n, match in found)
    head = Line(first, 1, found[0][1]["letter"]), Line(first, 1, formula)
    return Table(head, tuple(rows), told=" . ".join(match[0] for _, match in found))


def runs(lines: Sequence[str], prose: Iterable[int]) -> Iterator[Table]:
    """The tables that stretches of lines are, each line of which is a step of a run, or several."""
    found: list[tuple[str, list[Noted]]] = []
    for number in [*sorted(prose), 0]:
        text = lines[number - 1] if number else ""
        noted = list(noted_in(Line(number, 1, text))) if number else []
        if noted and not (found and _starts_anew(found, noted)):
            found.append((text, noted))
            continue
        yield from _table(found)
        found = [(text, noted)] if noted else []


def _starts_anew(found: Sequence[tuple[str, list[Noted]]], noted: Sequence[Noted]) -> bool:
    """Whether a line says again what lines above it have said of a step."""
    return bool({(each.step, each.head) for _, some in found for each in some} & {(x.step, x.head) for x in noted})


def _table(found: Sequence[tuple[str, list[Noted]]]) -> Iterator[Table]:
    """The table that the lines are."""
    cells = [each for _, some in found for each in some]
    if not LEAST <= len(cells) <= MOST_CELLS:
        return
    heads, steps = list(dict.fromkeys(each.head for each in cells)), sorted({each.step for each in cells})
    number = cells[0].number.number
    by_place = {(each.step, each.head): each.number for each in cells}
    empty = Line(number, 1, "")
    rows = [(Line(number, 1, str(n)), *(by_place.get((n, head), empty) for head in heads)) for n in steps]
    head = tuple(Line(number, 1, head) for head in ("step", *heads))
    yield Table(head, tuple(rows), told=" . ".join(text for text, _ in found))


def noted_in(line: Line) -> Iterator[Noted]:
    """What a line says of steps of a run, if it says nothing else.

    >>> [(each.step, each.head, each.number.text) for each in noted_in(Line(1, 1, "- v_2 = 0.5*8 + 2 = 6"))]
    [(2, 'v', '6')]
    >>> [(each.step, each.head) for each in noted_in(Line(1, 1, "t=2: v = 0.0405, sqrt(v) = 0.20125"))]
    [(2, 'v'), (2, '√v')]
    >>> list(noted_in(Line(1, 1, "We had r = 0.5 before.")))
    []
    """
    text = line.text
    if len(text) > LONGEST or _NEVER.search(text):
        return
    label = _LABEL.match(text)
    start = label.end() if label else len(re.match(_MARK, text)[0])  # type: ignore[index]
    body = _ASIDE.sub(lambda match: " " * len(match[0]), text[start:]).rstrip()
    found = list[Noted]()
    for first, last in _parts(body):
        item = _ITEM.fullmatch(body, first, last)
        noted = _noted(item, int(label["step"]) if label else None, line, start) if item else None
        if noted is None and not label:
            return
        found += [noted] if noted else []
    yield from found


def _parts(body: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a line stand that commas and wide gaps set apart."""
    done = 0
    for match in _PARTED.finditer(body):
        if body.count("(", done, match.start()) > body.count(")", done, match.start()):
            continue
        part = body[done : match.start()]
        if part.strip():
            yield done + len(part) - len(part.lstrip()), match.start()
        done = match.end()


def _noted(item: re.Match[str], step: int | None, line: Line, start: int) -> Noted | None:
    """What an item says of the step of its own index, or of that of its line."""
    head = item["head"]
    index = _INDEX.search(head) if not item["words"] else None
    own = int(next(filter(None, index.groups())).translate(_LOWERED)) if index else None
    if (own is None and step is None) or (None not in (own, step) and own != step):
        return None
    at = step if own is None else own
    assert at is not None
    number = Line(line.number, line.column + start + item.start("number"), item["number"])
    return Noted(at, _head(_INDEX.sub("", head) if index else head), number)


def _head(text: str) -> str:
    """What is named, as the head of a column says it."""
    bare = _STEPLESS.sub("", text).strip()
    moved = _SUBJECT.fullmatch(bare)
    if moved:
        return f"change of {moved['of']}"
    if bare.strip("|") in {"Δ", "∆"}:
        return "step length" if bare.startswith("|") else "change"
    root = re.fullmatch(r"(?:sqrt|√)\s?\(?\s?([^+()]+?)\s?\)?", bare)
    bare = re.sub(r"\bsteps\b", "step", re.sub(r"\bmoves\b", "move", bare))
    return f"√{root[1]}" if root else re.sub(r"^the\s+", "", bare)
