"""Finds chains of arithmetic in prose, and what stands between dollars.

A chain in prose has numbers only.  Names to the left of it are passed over, units and remarks to the right
end it, and a member that touches a letter is no member: what cannot be told for certain is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.digits import reading
from rmsprop_sym.claims.pieces import BREAKS, Group, Piece, cut, groups
from rmsprop_sym.claims.syntax import Apply, Chain, Name, has_letters, parse_statement
from rmsprop_sym.claims.tokens import GREEK, RELATION
from rmsprop_sym.claims.unreadable import Unreadable

HOLE = "\ufffc"

LETTERS = {"lr", "pi", *GREEK.values(), "epsilon", "varepsilon"}
BEFORE = {
    "times", "plus", "minus", "over", "per", "twice", "thrice", "double", "half", "root", "log", "ln", "negative",
    "exp",
}  # fmt: skip
BEFORE_LONE = {"of", "and", "or", "to", "than", "by", "from", "between", "at", "with", "is", "was"}
PARTS = {
    "half", "third", "quarter", "fifth", "tenth", "root", "square", "cube", "logarithm", "log", "percent", "inverse",
    "reciprocal", "double", "twice", "part", "fraction", "share", "multiple",
}  # fmt: skip
DIVIDED = {"divided", "multiplied", "times", "scaled"}
AFTER = {
    "percent", "per", "hundred", "thousand", "million", "billion", "trillion", "dozen", "plus", "minus", "squared",
    "cubed",
}  # fmt: skip

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?([A-Za-z!?]+)[^<>]*>")
_TARGET = re.compile(r"\]\([^()\s]{0,2000}\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>]+")
_SIGNS = {"-", "−", "+"}
_STARTS = {*_SIGNS, "√", "\\frac", "\\dfrac", "\\tfrac"}
_CLEAN_BEFORE = set(",;:.?\"'“”„’([{|—→&_")
_CLEAN_AFTER = set(",;:.?\"'“”’)]}|—→&_°€£$")
_STARS = {"*", "**"}


@dataclass(frozen=True)
class Found:
    """A chain and where its text begins; each link may be named by its member's span."""

    chain: Chain
    offset: int


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
    for start, end in formulas(masked):
        yield from _formula(masked[start:end], start)
        holes[start:end] = HOLE * (end - start)
    yield from chains("".join(holes))


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


def _formula(text: str, offset: int) -> Iterator[Found | Unclear]:
    """The chain of a formula, if it has numbers only; a definition says nothing that could be wrong."""
    relations = len(re.findall(RELATION, text))
    if not relations:
        return
    try:
        chain = parse_statement(text)
    except Unreadable as error:
        named = re.match(r"\s*\\?[A-Za-z]+\w*(?:\[[^\]=]*\])?(?:[_^](?:\{[^{}=]*\}|\w))*\s*=", text)
        if not (named and relations == 1):
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
    before = pieces[max(start - 4, 0) : start]
    after = pieces[stop : stop + 4]
    members = _members(group)
    clean = [_is_clean(member) for member in members]
    stripped = [_stripped(member) for member in members]
    spans = [(member[0].start, member[-1].end) if member else None for member in stripped]
    if clean[0] and spans[0]:
        clean[0] = _begins_clean(text, group, before, members[0], stripped[0])
    if clean[-1] and spans[-1]:
        clean[-1] = _ends_clean(group, members[-1], after)
    for first, last in _stretches(
        [bool(ok and span and _parses(text[slice(*span)])) for ok, span in zip(clean, spans, strict=True)]
    ):
        one, two = spans[first], spans[last]
        assert one
        assert two
        try:
            yield Found(parse_statement(text[one[0] : two[1]]), one[0])
        except Unreadable:
            continue


def _members(group: Group) -> list[list[Piece]]:
    """The pieces between the relations; a remark in brackets ends the last member."""
    members: list[list[Piece]] = [[]]
    for piece in group.items:
        if piece.kind == "relation":
            members.append([])
        else:
            members[-1].append(piece)
    return members


def _stretches(clean: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and the last index of every run of at least two clean members."""
    start = 0
    for i, ok in enumerate([*clean, False]):
        if not ok:
            if i - start >= 2:
                yield start, i - 1
            start = i + 1


def _parses(text: str) -> bool:
    """Whether the text is an expression without letters."""
    try:
        chain = parse_statement(text)
    except Unreadable:
        return False
    return not chain.relations and not has_letters(chain.members[0])


def _stripped(member: Sequence[Piece]) -> list[Piece]:
    """The member without spaces, emphasis, a unit × or a remark at its ends."""
    pieces = list(member)
    while pieces and pieces[-1].kind in {"space", "remark"}:
        pieces.pop()
    while pieces and pieces[0].kind == "space":
        pieces.pop(0)
    if len(pieces) > 1 and pieces[0].text in _STARS and pieces[1].kind != "space":
        pieces = pieces[1:]
    if (
        len(pieces) > 1
        and pieces[-1].text in {*_STARS, "×"}
        and pieces[-2].kind != "space"
        and (pieces[-1].text != "×" or len(pieces) == 2)
    ):
        pieces = pieces[:-1]
    return pieces


def _is_clean(member: Sequence[Piece]) -> bool:
    """Whether nothing inside the member is doubtful, nor any sign at its ends."""
    pieces = _stripped(member)
    if not pieces or any(piece.kind in {"opaque", "remark"} for piece in pieces):
        return False
    remark = next((i for i, piece in enumerate(member) if piece.kind == "remark"), 0)
    if remark and member[remark - 1].kind != "space":
        return False
    parenthetical = any(
        two.kind == "space" and three.kind == "open" and one.kind in {"value", "constant", "close"}
        for one, two, three in zip(pieces, pieces[1:], pieces[2:], strict=False)
    )
    starts_well = pieces[0].kind != "operator" or pieces[0].text in _STARTS
    return starts_well and pieces[-1].kind != "operator" and not parenthetical


def _begins_clean(
    text: str, group: Group, before: Sequence[Piece], member: Sequence[Piece], stripped: Sequence[Piece]
) -> bool:
    """Whether nothing to the left of the first member belongs to it."""
    first = member[0]
    signed = stripped[0].text in _SIGNS
    spaced = signed and len(stripped) > 1 and stripped[1].kind == "space"
    if group.left == "open":
        return True
    if group.left == "close":
        assert group.opening
        listed = re.fullmatch(r"\W*\w{1,3}", text[max(group.opening.start - 10, 0) : group.opening.start]) is not None
        mathy = bool(before) and before[-1].kind != "other" and _is_letter(before[-1].text)
        return first.kind == "space" and not signed and (listed or not mathy)
    if not before:
        return True
    previous = before[-1]
    if previous.kind == "other":
        return previous.text in _CLEAN_BEFORE and not spaced
    if previous.kind == "arrow":
        return not spaced
    if first.kind != "space" or spaced or previous.kind == "word" or _is_letter(previous.text):
        return False
    return not _continues(
        text[stripped[0].start : stripped[-1].end], [piece for piece in before if piece.kind != "space"]
    )


def _continues(member: str, before: Sequence[Piece]) -> bool:
    """Whether the words before a member are part of the sum that is being done."""
    words = [piece.text.lower() for piece in before if piece.kind in {"name", "word", "value", "other"}]
    last, last_but_one = words[-1], words[-2] if len(words) > 1 else ""
    if last in BEFORE or (last == "of" and (last_but_one in PARTS or last_but_one[-1:] in {"%", *"0123456789"})):
        return True
    if last == "by" and last_but_one in DIVIDED:
        return True
    lone = reading(parse_statement(member).members[0]) if _parses(member) else None
    return lone is not None and (lone.numeral.integer or last in BEFORE_LONE)


def _ends_clean(group: Group, member: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Whether nothing to the right of the last member belongs to it."""
    if group.right == "close" or not after:
        return True
    spaced = member[-1].kind in {"space", "remark"}
    following, rest = after[0], [piece for piece in after[1:] if piece.kind != "space"]
    number_next = bool(rest) and rest[0].kind in {"value", "constant"}
    if following.kind == "arrow":
        return True
    if following.kind == "other":
        if following.text in {"–", "["}:
            return spaced and not number_next
        return following.text in _CLEAN_AFTER
    if following.kind == "word" or _is_letter(following.text) or following.text.lower() in AFTER:
        return False
    if member[-1].kind == "remark":
        return True
    computing = bool(rest) and rest[0].kind == "operator" and rest[0].text not in _STARS
    return spaced and not computing and not (following.text.lower() == "times" and number_next)


def _is_letter(word: str) -> bool:
    """Whether the word is a letter of mathematics rather than of a sentence: β, g², v_t, lr."""
    bare = re.sub(r"[\d₀-₉⁰¹²³⁴-⁹]|_.*|\[.*", "", word.lstrip("\\"))
    return bare != "a" and (len(bare) <= 1 or bare in LETTERS or bare[0] in GREEK)
