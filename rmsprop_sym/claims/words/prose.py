"""Finds chains of arithmetic in prose, and what stands between dollars.

A chain in prose has numbers only.  Names to the left of it are passed over, units and remarks to the right
end it, and a member that touches a letter is no member: what cannot be told for certain is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.arithmetic.doubts import Surroundings, clear_stretches
from rmsprop_sym.claims.expressions.formula import ARROW, DEFINES, parse_formula, parse_numbers
from rmsprop_sym.claims.expressions.passage import Passage
from rmsprop_sym.claims.expressions.pieces import BREAKS, Group, Piece, cut, groups
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Name, has_letters, parse_statement
from rmsprop_sym.claims.expressions.tokens import RELATION
from rmsprop_sym.claims.read.block import Block, Row, Table
from rmsprop_sym.claims.read.formulas import formulas, statements
from rmsprop_sym.claims.read.outside import opened
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.in_words import with_signs
from rmsprop_sym.claims.words.wording import goes_on, words

HOLE = "\ufffc"

_DEFINED = re.compile(
    r"\s*(?:\\Delta\s*)?(?:\\?[A-Za-z]+\w*|\\[a-z]+\{(?:\\[a-z]+\{\w+\}|\\?\w+)\})(?:\[[^\]=]*\])?(?:[_^](?:\{[^{}=]*\}|\w)|')*\s*:?="
)
_EQUALS = re.compile(r"(?<![<>!:=])=(?!=)|≈|\\approx(?![A-Za-z])")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_TAG = re.compile(
    r"</?([A-Za-z][A-Za-z0-9-]*|[!?])(?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'=<>`]+))?)*\s*[/?]?>"
)
_STRUCK = re.compile(
    r"(?<![~\\])~~(?=[^\s~])(?:(?!~~).)*?(?<=[^\s~])~~(?!~)|<(del|s|strike)>(?:(?!<\1>).)*?</\1>"
    r"|\\(?:sout|xout|st)\{(?:[^{}$]|\$[^$]*\$)*\}",
    re.DOTALL | re.IGNORECASE,
)
_TARGET = re.compile(r"\]\([^()\s]{0,2000}\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>]+")
_REWRITTEN = re.compile(  # 5% of 0.02 is a product, and (3 digits) a remark
    r"(?<![\w.,])(?:[1-9]|\d{1,3}[05]|\d+\.\d+)\s?\\?% of (?=\d[\d.,]*(?:e-?\d+)?\s*[=≈])"
    r"|\(\d (?=(?:significant )?(?:digits?|decimals?|places?|figures?|decimal places)\))"
)


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
class Lettered(Found):
    """A chain with letters, and the text of its formula."""

    text: str

    @property
    def start(self) -> int:
        """Where the formula begins."""
        return self.offset


@dataclass(frozen=True)
class Told(Lettered):
    """A chain whose left side is told in words, which begin at a place; its text is what follows them."""

    begins: int


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
    masked = with_signs(mask(text))
    holes = list(masked)
    found: list[Found | Unclear] = []
    for start, end in formulas(masked):
        found += find_in_formula(masked[start:end], start)
        holes[start:end] = HOLE * (end - start)
    yield from sorted([*found, *chains("".join(holes))], key=lambda each: each.start)


def find_in_dollars(text: str) -> Iterator[Found | Unclear]:
    """The chains of the formulas of a passage alone."""
    masked = with_signs(mask(text))
    for start, end in formulas(masked):
        yield from find_in_formula(masked[start:end], start)


def find_in_formula(text: str, offset: int = 0) -> Iterator[Found | Unclear]:
    """The chains of a formula, and the rows of it that cannot be read."""
    for first, row in statements(text):
        yield from _formula(row, offset + first)


def mask(text: str) -> str:
    """The text, as long as before, without code, comments, tags, link targets and addresses.

    A hole is something that may belong to a formula; a bar or a bracket ends one.
    """
    holes = list(text)
    for start, end in _code(text):
        if text[start - 1 : start] == text[end : end + 1] == "$":  # $`x = 1`$, as repository pages have it
            holes[start - 1 : start + 1], holes[end - 1 : end + 1] = " $", "$ "
        elif text.endswith("{math}", 0, start):
            holes[start - len("{math}") : end] = f"{' ' * len('{math}')}${text[start + 1 : end - 1]}$"
        else:
            holes[start:end] = HOLE * (end - start)
    text = _COMMENT.sub(lambda match: "|" * len(match[0]), "".join(holes))
    text = _STRUCK.sub(lambda match: "|" * len(match[0]), text)
    text = _TAG.sub(lambda match: (HOLE if match[1].lower() in {"sub", "sup"} else "|") * len(match[0]), text)
    text = _TARGET.sub(lambda match: "]" * len(match[0]), text)
    return _ADDRESS.sub(lambda match: HOLE * len(match[0]), text)


@lru_cache(maxsize=4)
def in_dollars(text: str) -> str:
    r"""The masked text, as long as before, with dollars around every formula of a sentence.

    >>> in_dollars(r"If \(x = 1\) then")
    'If  $x = 1$  then'
    """
    masked = mask(text)
    pieces, done = list[str](), 0
    for start, end in formulas(masked):
        opened = {"\\(": " $", "\\[": "$$"}.get(masked[start - 2 : start])
        if opened:
            pieces += [masked[done : start - 2], opened, masked[start:end], opened[::-1]]
            done = end + 2
    return "".join([*pieces, masked[done:]])


def leading_to(text: str, start: int) -> str:
    """The text before the formula between dollars in which a place is, or before the place.

    >>> leading_to("So $a = 1; b = 2$", 11), leading_to("a = 1; b = 2", 7)
    ('So ', 'a = 1; ')
    """
    spans = _formulas(text)
    k = bisect_right(spans, (start, len(text))) - 1
    return text[: spans[k][0] if k >= 0 and start <= spans[k][1] else start].rstrip("$")


@lru_cache(maxsize=4)
def _formulas(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(formulas(text))


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


def _formula(text: str, offset: int) -> Iterator[Found | Unclear]:
    """The chain of a formula; a definition that cannot be read says nothing that could be wrong."""
    relations = len(re.findall(RELATION, text))
    if not relations and not ARROW.search(text):
        return
    try:
        chain = _chain(text)
    except Unreadable as error:
        computed = _computed(text, offset)
        if computed:
            yield computed
        elif relations and not (_DEFINED.match(text) and relations == 1):
            start = min(offset + error.column - 1, offset + len(text) - 1)
            yield Unclear(offset, offset + len(text), f"{error.reason} (column {start - offset + 1} of the formula)")
        return
    names = next(
        (i for i, member in enumerate(chain.members) if not isinstance(member, Name | Apply)), len(chain.members)
    )
    rest = Chain(chain.members[names:], chain.relations[names:])
    if any(map(has_letters, rest.members)) or names == len(chain.members) or DEFINES in chain.relations:
        yield Lettered(chain, offset, text)
    elif len(rest.members) > 1:
        yield Found(rest, offset)
    elif names:
        yield Lettered(chain, offset, text)


def _computed(text: str, offset: int) -> Found | None:
    """What is computed of numbers alone behind a sign of equality, whatever stands before it."""
    first = next(
        (
            match
            for match in _EQUALS.finditer(text)
            if text.count("{", 0, match.start()) == text.count("}", 0, match.start())
        ),
        None,
    )
    try:
        chain = parse_statement(text[first.end() :]) if first else None
    except Unreadable:
        return None
    if chain is None or len(chain.members) < 2 or any(map(has_letters, chain.members)):
        return None
    return Found(chain, offset + first.end()) if first and not all(map(reading, chain.members)) else None


def _chain(text: str) -> Chain:
    """The statement of numbers, or that with letters."""
    try:
        chain = parse_statement(text)
    except Unreadable:
        return parse_formula(text)
    return parse_formula(text) if any(map(has_letters, chain.members)) else chain


def chains(text: str) -> Iterator[Found]:
    """The chains of plain prose."""
    if not re.search(RELATION, text):
        return
    text = _REWRITTEN.sub(
        lambda match: match[0].replace(" of ", " ×  ") if "of" in match[0] else f"(xx{match[0][3:]}", text
    )
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
    around = Surroundings(text, pieces[max(start - 8, 0) : start], pieces[stop : stop + 4])
    for first, last in clear_stretches(group, around):
        try:
            chain = parse_numbers(text[first:last])
        except Unreadable:
            continue
        if not _is_range(chain):
            yield Found(chain, first)


def _is_range(chain: Chain) -> bool:
    """Whether a tilde may mean from the first number to the second: 0.9 ~ 0.99."""
    return "~" in chain.relations and all(map(reading, chain.members))


def said_below(block: Block, after: Block | None) -> str:
    """The words that go on with a block in the next one; behind a table any, behind a line what follows at once."""
    if not isinstance(after, Passage):
        return ""
    said, lower = words(in_dollars(after.text)), after.text[:1].islower()
    if isinstance(block, Table):
        return f". {said}"
    if not isinstance(block, Row):
        return opened(in_dollars(after.text)) if lower else ""
    at_once = lower and after.lines[0].number == block.written.number + 1
    return said if at_once or goes_on(said) else f". {said}"
