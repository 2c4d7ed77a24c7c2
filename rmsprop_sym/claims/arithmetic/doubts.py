"""What is doubtful about a chain in prose: a letter, a unit, a word beside it that may belong to the sum.

Whatever cannot be told for certain is doubtful, and what is doubtful is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.formula import parse_numbers
from rmsprop_sym.claims.expressions.numeral import numeral
from rmsprop_sym.claims.expressions.passage import BREAK
from rmsprop_sym.claims.expressions.pieces import BEGUN, UNITS, Group, Piece
from rmsprop_sym.claims.expressions.syntax import has_letters
from rmsprop_sym.claims.expressions.tokens import GREEK
from rmsprop_sym.claims.unreadable import Unreadable

LETTERS = {"lr", "pi", *GREEK.values(), "epsilon", "varepsilon"}
BEFORE = {
    "times", "plus", "minus", "over", "per", "twice", "thrice", "double", "half", "root", "log", "ln", "negative",
    "exp", "sin", "cos", "tan", "tanh", "sigmoid", "softmax", "relu", "max", "min", "var", "std",
}  # fmt: skip
BEFORE_LONE = {"of", "and", "or", "to", "than", "by", "from", "between", "at", "with", "is", "was"}
PARTS = {
    "half", "third", "quarter", "fifth", "tenth", "root", "square", "cube", "logarithm", "log", "percent", "inverse",
    "reciprocal", "double", "twice", "part", "fraction", "share", "multiple",
}  # fmt: skip
LABELS = {
    "step", "case", "example", "table", "figure", "fig", "eq", "equation", "part", "line", "layer", "epoch", "day",
    "iteration", "week", "section", "chapter", "item", "version", "no", "question", "exercise", "task", "problem",
    "lecture",
}  # fmt: skip
DIVIDED = {"divided", "multiplied", "times", "scaled"}
AFTER = {
    "percent", "per", "hundred", "thousand", "million", "billion", "trillion", "dozen", "plus", "minus", "squared",
    "cubed",
}  # fmt: skip

_SIGNS = {"-", "−", "+"}
_STARTS = {*_SIGNS, *BEGUN}
_CLEAN_BEFORE = set(BREAK + ",;:.?\"'“”„’([{|—→_")
_CLEAN_AFTER = set(BREAK + ",;:.?\"'“”’)]}|—→_°€£$")
_SHIFTS = {"<<", ">>"}
_STARS = {"*", "**"}
_BOUNDS = {"<", "<=", "≤", "⩽", "\\leq", "\\le", ">", ">=", "≥", "⩾", "\\geq", "\\ge"}  # k < 5 = ... ends a range
_KINDS = {"⋯": "…", "...": "…", **{mark: mark for mark in "….,:"}, **dict.fromkeys(("of", "from", "over"), "o")}
_KINDS |= dict.fromkeys(LABELS, "l")
_LISTED = re.compile(r"(?:v,v,|ov,|l\.|(?:…|\.\.),?)$")
TILDES = {"~", "∼", "\\sim"}


@dataclass(frozen=True)
class Surroundings:
    """The whole text, and the few pieces before and after a run."""

    text: str
    before: Sequence[Piece]
    after: Sequence[Piece]


def clear_stretches(group: Group, around: Surroundings) -> Iterator[tuple[int, int]]:
    """Where the text of each chain begins and ends in which nothing is doubtful."""
    items = _unstarred(group, around)
    members, relations = _members(items), [piece.text for piece in items if piece.kind == "relation"]
    stripped = [_stripped(member) for member in members]
    clean = [_is_clean(member) and _parses(_text(around, member)) for member in members]
    clean[0] = clean[0] and _begins_clean(group, around, members[0], stripped[0])
    for i, relation in enumerate(relations, 1):
        clean[i] = clean[i] and not (relation in TILDES and not stripped[i - 1])  # ~1/2 is only about a half
    clean[-1] = clean[-1] and _ends_clean(group, members[-1], around.after)
    for i, member in enumerate(members[:-1]):
        text = _text(around, member)
        ends = relations[i - 1] in _BOUNDS and not clean[i - 1] and _is_count(text) if i else _is_listed(around.before)
        numbered = i == 0 and re.fullmatch(r"\(\d+\)", text) is not None  # (3) = ... is the number of an equation
        clean[i] = clean[i] and not (numbered or (ends and _is_lone(text)))
    converts = bool(around.after) and around.after[0].kind == "name" and len(members) > 2
    if converts and all(clean[-2:]) and all(_is_lone(_text(around, member)) for member in members[-2:]):
        clean[-1] = False  # 14e9 = 14 GB
    for first, last in _stretches(clean):
        lone = all(_is_lone(_text(around, member)) for member in members[first : last + 1])
        follows = first == 0 and group.left == "break" and bool(around.before) and around.before[-1].kind == "name"
        converts = last == len(members) - 1 and bool(around.after) and around.after[0].kind == "name"
        compares = "==" in relations[first:last]  # 5 ==4401== is the mark of a program
        if not (lone and (follows or converts or compares)):
            yield stripped[first][0].start, stripped[last][-1].end


def _text(around: Surroundings, member: Sequence[Piece]) -> str:
    """The text of a member without what is around it."""
    pieces = _stripped(member)
    return around.text[pieces[0].start : pieces[-1].end] if pieces else ""


def _is_lone(text: str) -> bool:
    """Whether the text is a number printed alone."""
    return _parses(text) and reading(parse_numbers(text).members[0]) is not None


def _is_count(text: str) -> bool:
    """Whether the text is a whole number printed alone."""
    lone = reading(parse_numbers(text).members[0]) if _parses(text) else None
    return lone is not None and lone.numeral.integer


def _is_listed(before: Sequence[Piece]) -> bool:
    """Whether what follows may end a list, a ratio or a range that is said before it: k = 0, ..., 4."""
    parts = [piece for piece in before if piece.kind != "space"]
    kinds = "".join(_KINDS.get(piece.text.lower(), "v" if piece.kind == "value" else "?") for piece in parts)
    ratio = kinds.endswith("v:") and before[-2].kind == "space"
    return ratio or _LISTED.search(kinds) is not None


def _unstarred(group: Group, around: Surroundings) -> list[Piece]:
    """The pieces without a star that ends an emphasis before them, or begins one after them."""
    items = list(group.items)
    if len(items) > 1 and items[0].text in _STARS and items[1].kind == "space":
        start, star = items[0].start, re.escape(items[0].text)
        emphasis = re.search(rf"(?<![\w*]){star}[^\s*][^*]*$", around.text[max(start - 200, 0) : start])
        if emphasis and not around.text[start - 1].isspace():
            items.pop(0)
    remark = [items.pop()] if items and items[-1].kind == "remark" else []
    if len(items) > 1 and items[-1].text in _STARS and items[-2].kind == "space":
        items.pop()
    return items + remark


def _members(items: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces between the relations."""
    members: list[list[Piece]] = [[]]
    for piece in items:
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
        chain = parse_numbers(text)
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
        two.kind == "space" and three.kind == "bracket" and one.kind in {"value", "constant", "bracket"}
        for one, two, three in zip(pieces, pieces[1:], pieces[2:], strict=False)
    )
    ranges = [piece.text for piece in pieces[1:2]] == ["-"] and len(pieces) == 3 and _is_range(pieces)
    starts_well = pieces[0].kind != "operator" or pieces[0].text in _STARTS
    return starts_well and pieces[-1].kind != "operator" and not parenthetical and not ranges


def _is_range(pieces: Sequence[Piece]) -> bool:
    """Whether a hyphen between two numbers may mean from the first to the second: 0.3-0.4."""
    low, high = (numeral(pieces[i].text) if pieces[i].kind == "value" else None for i in (0, 2))
    return low is not None and high is not None and low.value < high.value


def _begins_clean(group: Group, around: Surroundings, member: Sequence[Piece], stripped: Sequence[Piece]) -> bool:
    """Whether nothing to the left of the first member belongs to it."""
    text, before, first = around.text, around.before, member[0]
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
        listed = previous.text in {",", "—"} and first.kind != "space"
        return previous.text in _CLEAN_BEFORE and not spaced and not listed and not _is_raised(previous, member)
    if previous.kind == "arrow":
        return not spaced and previous.text not in _SHIFTS
    if first.kind != "space" or spaced or previous.kind == "word" or _is_letter(previous.text):
        return False
    words = [piece for piece in before if piece.kind != "space"]
    return not (_continues(_text(around, member), words) or _is_label(words[-1].text, stripped))


def _is_raised(previous: Piece, member: Sequence[Piece]) -> bool:
    """Whether stars after a bar or a bracket raise it to a power: |x|**2."""
    return previous.text in {"|", "]"} and member[0].text in _STARS


def _is_label(word: str, stripped: Sequence[Piece]) -> bool:
    """Whether the word numbers something, and a dash follows the number: Step 2 - ..."""
    return word.lower() in LABELS and [piece.text for piece in stripped[1:3]] in ([" ", "-"], [" ", "−"])


def _continues(member: str, before: Sequence[Piece]) -> bool:
    """Whether the words before a member are part of the sum that is being done."""
    words = [piece.text.lower() for piece in before if piece.kind in {"name", "word", "value", "other"}]
    last, last_but_one = words[-1], words[-2] if len(words) > 1 else ""
    if last == "root" and member.startswith(("√", "\\sqrt")):
        return False  # the root √0.08824 is named and written
    if last in BEFORE or (last == "of" and (last_but_one in PARTS or last_but_one[-1:] in {"%", *"0123456789"})):
        return True
    if last == "by" and last_but_one in DIVIDED:
        return True
    lone = reading(parse_numbers(member).members[0]) if _parses(member) else None
    return lone is not None and (lone.numeral.integer or last in BEFORE_LONE)


def _ends_clean(group: Group, member: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Whether nothing to the right of the last member belongs to it."""
    if group.right == "close" or not after:
        return True
    spaced = member[-1].kind in {"space", "remark"}
    following, rest = after[0], [piece for piece in after[1:] if piece.kind != "space"]
    begun = bool(rest) and rest[0].text in BEGUN
    number_next = begun or (bool(rest) and rest[0].kind in {"value", "constant", "function"})
    if following.kind == "arrow":
        return following.text not in _SHIFTS
    if spaced and BREAK in member[-1].text and rest and rest[0].text == ":":
        return True  # a label begins the next line
    if following.kind == "other":
        if following.text in {"–", "["}:
            return spaced and not number_next
        return following.text in _CLEAN_AFTER
    if following.text in UNITS and spaced:
        return not rest or (rest[0].kind == "other" and rest[0].text in _CLEAN_AFTER)
    if following.kind == "word" or _is_letter(following.text) or following.text.lower() in AFTER:
        return False
    if member[-1].kind == "remark":
        return True
    computing = bool(rest) and rest[0].kind == "operator" and rest[0].text not in _STARS and not begun
    return spaced and not computing and not (following.text.lower() == "times" and number_next)


def _is_letter(word: str) -> bool:
    """Whether the word is a letter of mathematics rather than of a sentence: β, g², v_t, lr."""
    bare = re.sub(r"[\d₀-₉⁰¹²³⁴-⁹]|_.*|\[.*", "", word.lstrip("\\"))
    return bare != "a" and (len(bare) <= 1 or bare in LETTERS or bare[0] in GREEK)
