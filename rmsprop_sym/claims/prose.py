"""Finds chains of arithmetic in prose, and what stands between dollars.

A chain in prose has numbers only.  Names to the left of it are passed over, units and remarks to the right
end it, and a member that touches a letter is no member: what cannot be told for certain is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.doubts import Surroundings, clear_stretches
from rmsprop_sym.claims.pieces import BREAKS, Group, Piece, cut, groups
from rmsprop_sym.claims.syntax import Apply, Chain, Name, has_letters, parse_statement
from rmsprop_sym.claims.tokens import RELATION
from rmsprop_sym.claims.unreadable import Unreadable

HOLE = "\ufffc"

_DEFINED = re.compile(
    r"\s*(?:\\?[A-Za-z]+\w*|\\[a-z]+\{(?:\\[a-z]+\{\w+\}|\\?\w+)\})(?:\[[^\]=]*\])?(?:[_^](?:\{[^{}=]*\}|\w))*\s*="
)
_CUT = re.compile(r"[()\[\]{}]|\\\\|\\q?quad(?![A-Za-z])|\\text\{[^{}]*\}|;|,(?=\s|\\q)")
_GOES_ON = re.compile(rf"[\s&]*(?:{RELATION})")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?([A-Za-z!?]+)[^<>]*>")
_TARGET = re.compile(r"\]\([^()\s]{0,2000}\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>]+")


@dataclass(frozen=True)
class Found:
    """A chain and where its text begins; each link may be named by its member's span."""

    chain: Chain
    offset: int

    @property
    def start(self) -> int:
        """Where its first member begins."""
        return self.offset + self.chain.members[0].span.start


@dataclass(frozen=True)
class Unclear:
    """A formula between dollars that could not be read."""

    start: int
    end: int
    reason: str


def find(text: str) -> Iterator[Found | Unclear]:
    """The chains of a passage, and the formulas of it that cannot be read.

    >>> [str(found.chain) for found in find("so E₁ = 0.9×0 + 0.1×0.25 = 0.025, as said")]
    ['0.9*0 + 0.1*0.25 = 0.025']
    """
    masked = mask(text)
    holes = list(masked)
    found: list[Found | Unclear] = []
    for start, end in formulas(masked):
        for first, last in _rows(masked[start:end]):
            found += _formula(
                masked[start + first : start + last].replace("&", " ").replace("\\\\", "  "), start + first
            )
        holes[start:end] = HOLE * (end - start)
    yield from sorted([*found, *chains("".join(holes))], key=lambda each: each.start)


def mask(text: str) -> str:
    """The text, as long as before, without code, comments, tags, link targets and addresses.

    A hole is something that may belong to a formula; a bar or a bracket ends one.
    """
    holes = list(text)
    for start, end in _code(text):
        holes[start:end] = HOLE * (end - start)
    text = _COMMENT.sub(lambda match: "|" * len(match[0]), "".join(holes))
    text = _TAG.sub(lambda match: (HOLE if match[1].lower() in {"sub", "sup"} else "|") * len(match[0]), text)
    text = _TARGET.sub(lambda match: "]" * len(match[0]), text)
    return _ADDRESS.sub(lambda match: HOLE * len(match[0]), text)


def _code(text: str) -> Iterator[tuple[int, int]]:
    """The code spans: from a run of backticks to the next run of the same length."""
    runs = [(match.start(), match.end()) for match in re.finditer(r"`+", text)]
    by_length: dict[int, list[int]] = {}
    for start, end in runs:
        by_length.setdefault(end - start, []).append(start)
    done = 0
    for start, end in runs:
        same = by_length[end - start]
        following = bisect_left(same, end)
        if start >= done and following < len(same):
            done = same[following] + end - start
            yield start, done


def formulas(text: str) -> Iterator[tuple[int, int]]:
    """What stands between dollars; `$5 and $10` is money.

    >>> [("it is $x = 2$ or $5 and $10")[start:end] for start, end in formulas("it is $x = 2$ or $5 and $10")]
    ['x = 2']
    """
    signs = [(match.start(), match.end()) for match in re.finditer(r"(?<!\\)\$\$?", text)]
    opened: tuple[int, int] | None = None
    for start, end in signs:
        double = end - start == 2
        if opened and (double or opened[1] - opened[0] == 1) and _closes(text, opened, start, end):
            yield opened[1], start
            opened = None
        elif opened is None or opened[1] - opened[0] == 1:
            opened = (start, end) if double or not text[end : end + 1].isspace() else None


def _closes(text: str, opened: tuple[int, int], start: int, end: int) -> bool:
    """Whether the dollars end what the opened ones began."""
    if opened[1] - opened[0] != end - start:
        return False
    return end - start == 2 or not (text[start - 1].isspace() or text[end : end + 1].isdigit())


def _rows(text: str) -> Iterator[tuple[int, int]]:
    r"""The statements of a formula: between commas, wide spaces and line breaks outside brackets.

    A row that begins with a relation goes on with the one above.

    >>> text = r"a = 1, \quad b &= 2 \\ &= 3."
    >>> [text[start:end] for start, end in _rows(text)]
    ['a = 1', 'b &= 2 \\\\ &= 3']
    """
    depth, start = 0, 0
    for match in _CUT.finditer(text):
        if match[0] in "([{":
            depth += 1
        elif match[0] in ")]}":
            depth -= 1
        elif depth == 0 and not (match[0].startswith("\\\\") and _GOES_ON.match(text, match.end())):
            yield from _trimmed(text, start, match.start())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without spaces and a full stop at its ends, if anything is left."""
    row = text[start:end]
    kept = row.rstrip()
    if kept[-1:] in {".", ";", ","} and not kept.endswith(".."):
        kept = kept[:-1].rstrip()
    if kept.strip():
        yield start + len(row) - len(row.lstrip()), start + len(kept)


def _formula(text: str, offset: int) -> Iterator[Found | Unclear]:
    """The chain of a formula, if it has numbers only; a definition says nothing that could be wrong."""
    relations = len(re.findall(RELATION, text))
    if not relations:
        return
    try:
        chain = parse_statement(text)
    except Unreadable as error:
        if not (_DEFINED.match(text) and relations == 1):
            start = min(offset + error.column - 1, offset + len(text) - 1)
            yield Unclear(offset, offset + len(text), f"{error.reason} (column {start - offset + 1} of the formula)")
        return
    names = next(
        (i for i, member in enumerate(chain.members) if not isinstance(member, Name | Apply)), len(chain.members)
    )
    rest = Chain(chain.members[names:], chain.relations[names:])
    if any(map(has_letters, rest.members)):
        if names == 0 or len(rest.members) > 1:
            yield Unclear(
                offset, offset + len(text), "formulas with letters are read in a {claim}, not yet between dollars"
            )
    elif len(rest.members) > 1:
        yield Found(rest, offset)


def chains(text: str) -> Iterator[Found]:
    """The chains of plain prose."""
    pieces = cut(text)
    start = 0
    for i in range(len(pieces) + 1):
        if i == len(pieces) or pieces[i].kind in BREAKS:
            for group in groups(pieces[start:i]):
                if group.states:
                    yield from _stated(text, group, pieces, start, i)
            start = i + 1


def _stated(text: str, group: Group, pieces: Sequence[Piece], start: int, stop: int) -> Iterator[Found]:
    """The chains of a group: the longest runs of members in which nothing is doubtful."""
    around = Surroundings(text, pieces[max(start - 4, 0) : start], pieces[stop : stop + 4])
    for first, last in clear_stretches(group, around):
        try:
            yield Found(parse_statement(text[first:last]), first)
        except Unreadable:
            continue
