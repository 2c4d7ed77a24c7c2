"""Lines of plain text that are formulas with letters, such as `v1 = (1-beta)*g1^2`, and plain values beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.expressions.formula import DEFINES, TENDS, formula_in
from rmsprop_sym.claims.expressions.passage import Line, Passage, join
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Name, has_letters, walk
from rmsprop_sym.claims.expressions.tokens import FUNCTIONS, GREEK, LOWERED, RAISED, RELATION
from rmsprop_sym.claims.expressions.tree import heads_in, is_whole, names_in
from rmsprop_sym.claims.read.block import Row
from rmsprop_sym.claims.read.formulas import statements

STATES = {"v", "s", "m", "w", "theta", "x", "G", "E", "b", "vhat", "mhat"}
CONSTANTS = {
    "lr", "alpha", "beta", "rho", "gamma", "eps", "epsilon", "eta", "mu", "lambda", "delta", "decay", "beta1", "beta2",
    "g", "pi",
}  # fmt: skip
STEPS = {"t", "i", "k", "n"}
LONGEST = 300
MOST_VALUES = 100  # in one line

_NAMES = STATES | CONSTANTS | STEPS | {*FUNCTIONS, *GREEK}
_SMALL = re.compile(rf"{RAISED}|{LOWERED}|\u0302")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"(?<![^\W_])(theta|[gvmswxbGθ])(\d+)(?![\w.])")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_AMBIGUOUS = re.compile(r"_[^\W\d][-+−]\d|_\d+[-+−]")  # v_t-1 may be v_{t-1}
_LABEL = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+|\s*(?:or|and|then)\s+(?=[\w\[\]()]{1,9}\s*=))?"
    r"(?P<said>[^\W\d_](?:(?!\s[-+*/]\s)[^:$`\n]){0,80}:\s+)?"
)
_MARK = re.compile(r"\s*(?:[-*+•]\s+)?(?:\(?(?:\d{1,2}|[a-zA-Z])[.)])\s")
_LEADS = r"if|when|whenever|provided(?:\s+that)?|as\s+long\s+as|given\s+that|for(?:\s+(?:all|every|any|each))?"
_REST = re.compile(
    rf",?\s+(?=(?:{_LEADS}|where|with|since|because|unless|until|only|once|while|under|except|assuming|in|at|on|but|by)\b)"
    rf"|\s+(?=\((?!(?:{'|'.join(FUNCTIONS)})\()(?:[a-z]{{2}}|[A-Z!?✓✗]))"
    r"|\s{2,}(?:<--?|←)\s+|\s+(?=#|//|--|—|–|<-(?!\s))|\s{2,}(?=[A-Za-z(✓✗]{2})"
)
_CONDITION = re.compile(rf"(?P<lead>(?:{_LEADS})\s+)(?P<one>.+?)(?:\s+and\s+(?P<other>.+))?[.;,]?\s*")
_APART = re.compile(rf"(?<=[\w)\]}}²³])\s(?=\s+[^\s=<>≤≥≈+*/−-][^=<>≤≥≈]*(?:{RELATION}))(?=\s{{2}})")
_EVERY = re.compile(r"\b(for\s+(?:all|every|any|each)\s+)([tikn])(?=\W*$)")
_UNFINISHED = re.compile(r"(?:[-+−*/^=<>≤≥≈(,\[{·×&\\]|\b(?:and|or|of|than|by|times|plus|minus))\s*$")
_CONTINUES = re.compile(r"\s*[-+−*/^=<>≤≥≈)\]·×&]")
_ASSIGNS = re.compile(r"\s*([A-Za-z]\w*)\s*(?:[-+*/]=|:?=|←)(?!=)(.*)")
_VALUE = re.compile(
    r"(?<![\w$`*/+^({|.-])(?P<name>[^\W\d_]+(?:_?0|₀)?|g(?:_[ti]|ₜ|ᵢ))\s*(?:=|<=|>=|<|>|≤|≥)\s*[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?"
    r"(?=[.,;:)]*(?:\s|$))(?!\s*,\s*[-+−]?\d)(?!\s*[-+−*/^=<>≤≥≈·×])(?!\s*,?\s*(?:\.\.\.|…))"
)
_START = re.compile(
    r"(?<![\w$`])(?P<state>[vmsGbrEu])\s+(?:(?:is|was)\s+)?(?:(?:starts?|begins?|started|initiali[sz]ed)\s+(?:at|from|with|to|as|by)"
    r"|initially)\s+(?:(?P<none>0|zeros?)|(?P<one>1|ones?))(?![\w.]*\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Script:
    """How a kind of text is typed: the statements that a text is wholly, what stands behind one, and its formula."""

    chains: Callable[[str], list[Chain]]
    behind: Callable[[Line], Iterator[Line]]
    formula: Callable[[str], str]


def with_rows(
    passage: Passage, raw: Sequence[str], script: Script, coded: Container[int] = ()
) -> Iterator[Row | Passage]:
    """The lines of a paragraph, those that are formulas apart from the prose around them; lines of programs are prose.

    >>> text = ["v1 = (1-beta)*g1^2", "as it should be"]
    >>> [row, rest] = with_rows(join(Line(number, 1, line) for number, line in enumerate(text, 1)), text, IN_MARKDOWN)
    >>> row.formula.text, rest.text
    ('v₁ = (1-beta)*g₁^2', 'as it should be')
    """
    lines = passage.lines
    rows = [None if line.number in coded else _row(line, raw, script) for line in lines]
    changed = any(changes(line.text) for line, row in zip(lines, rows, strict=True) if row is None)
    kept = [None if row and changed and row.defines else row for row in rows]
    prose = list[Line]()
    for k, (line, row) in enumerate(zip(lines, kept, strict=True)):
        broken = k > 0 and kept[k - 1] is None and _UNFINISHED.search(lines[k - 1].text)
        if row is None or broken:
            prose.append(line)
            continue
        if prose:
            yield join(prose)
            prose = []
        yield row
    if prose:
        yield join(prose)


def valued(passage: Passage) -> Passage:
    """The prose with dollars around the values that it gives to letters: with beta = 0.9.

    >>> valued(join([Line(1, 1, "with beta = 0.9: so g = 3, 4")])).text
    'with  $beta = 0.9$ : so g = 3, 4'
    """
    return join(piece for line in passage.lines for piece in _valued(line))


def _valued(line: Line) -> Iterator[Line]:
    """The line in pieces, those in dollars a column to the left, so that each letter keeps its place."""
    done = 0
    for start, end, said in sorted(_values(line.text))[:MOST_VALUES] if line.width is None else ():
        yield Line(line.number, line.column + done, line.text[done:start])
        yield Line(line.number, line.column + start - 1, f"${said}$", end - start + 2)
        done = end
    yield Line(line.number, line.column + done, line.text[done:])


def _values(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the text gives a value to a letter, or says where a state starts, and what it says."""
    for match in _VALUE.finditer(text):
        if {*_WORD.findall(_SMALL.sub(" ", match["name"]))} <= _NAMES:
            yield *match.span(), indexed(match[0])
    yield from begun(text)


def begun(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the text says in words where a state starts, and what it says.

    >>> list(begun("v starts at zero."))
    [(0, 16, 'v_0 = 0')]
    """
    for match in _START.finditer(text):
        yield *match.span(), f"{match['state']}_0 = {1 if match['one'] else 0}"


def changes(text: str) -> bool:
    """Whether the line changes a letter in a way that is not read: `g = g + wd*w`."""
    match = _ASSIGNS.match(text)
    return match is not None and (
        re.search(rf"\b{match[1]}\b", match[2]) is not None or "=" not in text[: match.end(1) + 2]
    )


def _row(line: Line, raw: Sequence[str], script: Script) -> Row | None:
    """The line as a formula with what is said before and behind it; None if it is prose."""
    label = _LABEL.match(line.text)
    assert label is not None
    heading = raw[line.number - 1].lstrip().startswith("#")
    if len(line.text) > LONGEST or heading or re.search(r"[$`~∼]", line.text) or _goes_on(line, raw):
        return None
    said = label["said"] or ""
    if said and re.search(RELATION, said):
        return None
    start = label.end() + len(line.text[label.end() :]) - len(line.text[label.end() :].lstrip())
    whole = line.text[start:].rstrip()
    cut = _REST.search(whole)
    formula = (whole[: cut.start()] if cut else whole).rstrip(" .,;")
    chains = script.chains(formula)
    if not chains:
        return None
    read = script.formula(formula).rstrip()
    before = (
        Line(line.number, line.column + label.start("said"), said.rstrip())
        if said
        else Line(line.number, line.column, "")
    )
    behind = Line(line.number, line.column + start + cut.end(), whole[cut.end() :]) if cut else None
    rest = tuple(script.behind(behind)) if behind else ()
    unread = any("$" not in piece.text and re.search(RELATION, piece.text) for piece in rest)
    if unread or any("$" in piece.text for piece in script.behind(before)):
        return None
    return Row(
        line,
        Line(line.number, line.column + start, apart(read) if chains[1:] else read),
        before,
        rest,
        begins=line.number == 1 or not raw[line.number - 2].strip(),
        numbered=_MARK.match(raw[line.number - 1]) is not None,
        defines=any(map(_defines, chains)),
    )


def apart(text: str) -> str:
    """The formulas of a line, as long as before, with a comma where only blanks stand between two of them.

    >>> apart("d    = 0.9, lr = 0.1")
    'd    = 0.9, lr = 0.1'
    >>> apart("v_t = b*v_{t-1} + (1-b)*g_t^2     v_0 = 0")
    'v_t = b*v_{t-1} + (1-b)*g_t^2,    v_0 = 0'
    """
    return _APART.sub(",", text)


def _goes_on(line: Line, raw: Sequence[str]) -> bool:
    """Whether the next line of the file goes on with a sum; a list has its mark before both lines."""
    own, after = raw[line.number - 1].lstrip(), raw[line.number] if line.number < len(raw) else ""
    return _CONTINUES.match(after) is not None and own[:1] != after.lstrip()[:1]


def _behind(line: Line) -> Iterator[Line]:
    """The words behind a formula, with dollars around a condition that can be read."""
    yield Line(line.number, line.column, _after(line.text))


def _after(text: str) -> str:
    match = _CONDITION.fullmatch(text)
    parts = [part for part in (match["one"], match["other"]) if part] if match else []
    if match is None or not all(map(_parsed, parts)):
        return _EVERY.sub(r"\1$\2$", text)
    return match["lead"] + " and ".join(f"${indexed(part)}$" for part in parts)


def indexed(text: str) -> str:
    """The text, as long as before, with numbers behind letters lowered: v1 is v₁."""
    return _NUMBERED.sub(lambda match: match[1] + match[2].translate(_LOWERED), text)


def _chains(text: str) -> list[Chain]:
    """The statements that a text is wholly, about letters that are known; none if it is something else."""
    found = [_parsed(row) for _, row in statements(text)] if re.search(RELATION, text) or DEFINES in text else []
    chains = [chain for chain in found if chain is not None]
    return chains if len(chains) == len(found) and all(map(_says, chains)) else []


def _parsed(text: str) -> Chain | None:
    """The chain that the text is, if all its names are known and no index is doubtful."""
    if not {*_WORD.findall(_SMALL.sub(" ", text))} <= _NAMES or _AMBIGUOUS.search(text):
        return None
    chain = formula_in(indexed(text))
    return chain if chain and chain.relations and TENDS not in chain.relations else None


def _says(chain: Chain) -> bool:
    """Whether the chain says something of states or of constants alone, and is no assignment but to a state."""
    first, *others = chain.members
    bare, indexed = names_in(chain), heads_in(chain)
    if isinstance(first, Name):
        return _defines(chain) and first.name in STATES and bare <= STATES | CONSTANTS
    assigned = isinstance(first, Apply) and chain.relations[0] == "=" and any(first in walk(other) for other in others)
    return (
        not assigned
        and bare <= CONSTANTS | STEPS
        and (bool(indexed & STATES) or (not (indexed | bare & {"g"}) and bool(bare & CONSTANTS)))
        and all(has_letters(member) or is_whole(member) for member in chain.members)
    )


def _defines(chain: Chain) -> bool:
    """Whether the chain says what a letter becomes by what it was."""
    first, *others = chain.members
    named = isinstance(first, Name | Apply) and len(others) == 1 and chain.relations[0] in ("=", DEFINES)
    return named and any(isinstance(part, type(first)) and part.name == first.name for part in walk(*others))  # type: ignore[union-attr]


IN_MARKDOWN = Script(_chains, _behind, indexed)
