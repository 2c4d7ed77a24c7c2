"""Two formulas that make one statement: one holds exactly where the other does, or wherever the other does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from rmsprop_sym.claims.context.anyway import steps_in
from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.conventions.shorthand import is_spelled_out
from rmsprop_sym.claims.expressions.formula import formula_in
from rmsprop_sym.claims.expressions.powers import without_logarithms
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Negate, Node, walk
from rmsprop_sym.claims.expressions.tree import applied_in, names_in
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.verdict import Grade, Verdict, weakest
from rmsprop_sym.claims.words.hypotheses import hypotheses
from rmsprop_sym.claims.words.scope import JOINED, joined_with
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.steady import steady
from rmsprop_sym.claims.words.thresholds import step_beside
from rmsprop_sym.claims.words.wording import cut_sentences, words

FROM = "{} beside it may be the step from which on it is meant"
_EXACTLY = (
    r"\s*,?\s*(?:(?:holds|happens|occurs|is\s+true|is\s+the\s+case)\s+)?(?:if,?\s+and\s+only\s+if|iff|<=>|[⇔⟺]"
    r"|(?:exactly|precisely|just)\s+(?:if|when)|is\s+equivalent\s+to|means\s+the\s+same\s+as)\s*"
)
_OTHER = re.compile(rf"{_EXACTLY}\$(?P<text>[^$]+)\$")
_MORE = r"\s*(?:,|and|or|but|with|for|,\s*(?:and|or|but|with|for)|\\(?:land|lor|wedge|vee))\s*"
_SECOND = re.compile(rf"\$[^$]+\${_EXACTLY}(?:\$[^$]+\${_MORE})*$")
_BESIDE = re.compile(rf"\${_MORE}$")  # another formula that belongs to the same side
_BEHIND = re.compile(rf"{_MORE}\$")
_ARROW = r"\s*,?\s*(?P<verb>implies|entails|forces|ensures|guarantees|yields|gives|leads\s+to|⇒|⟹|=>)(?:\s+that)?\s*"
_IMPLIED = re.compile(rf"\$(?P<text>[^$]+)\${_ARROW}$")
_IMPLIES = re.compile(rf"{_ARROW}\$(?P<text>[^$]+)\$")


def equivalence(formula: Formula) -> Sequence[tuple[Formula, Sequence[Hypothesis]]]:
    """The formula and the one that is said to mean the same, each with what the other supposes, if these can be."""
    if solved := _solved(formula):
        return ((solved, ()),)
    found = _OTHER.match(formula.rest)
    chain = _related(found["text"]) if found else None
    if found is None or chain is None or not (hypotheses(chain) and hypotheses(formula.chain)):
        return ()
    if _BESIDE.search(formula.leading.rstrip("$")) or _BEHIND.match(formula.rest, found.end()):
        return ()
    own = replace(formula, rest=formula.rest[found.end() :])
    other = replace(own, chain=chain, text=found["text"])
    return (own, hypotheses(chain)), (other, hypotheses(own.chain))


def _solved(formula: Formula) -> Formula | None:
    """The formula with what the one behind it says that its unknown is: b^h = 1/2, so h = log(1/2)/log(b)."""
    found = _OTHER.match(formula.rest) or _IMPLIES.match(formula.rest)
    match _related(found["text"]) if found else None:
        case Chain((Name(name=unknown), value), ("=",)):
            sides = [side for side in formula.chain.members if unknown in names_in(side)]
            once = [*walk(formula.chain)].count(Name(unknown)) == 1 and {*formula.chain.relations} == {"="}
            if not once or not _is_solvable(sides[0], Name(unknown)) or unknown in names_in(value):
                return None
            written = formula.chain.rebuilt(partial(_put, unknown, value))
            members = tuple(map(without_logarithms, written.members))
            rest = formula.rest[found.end() :] if found else ""
            return replace(formula, chain=replace(formula.chain, members=members), rest=rest)
    return None


def _is_solvable(side: Node, unknown: Name) -> bool:
    """Whether one value of an exponent alone gives a side its value: nothing but sums and products stands around."""
    match side:
        case Binary(op="^", right=exponent) if exponent == unknown:
            return True
        case Binary(op="^"):
            return False
        case Binary(left=left, right=right):
            return _is_solvable(left, unknown) or _is_solvable(right, unknown)
        case Negate(operand=operand):
            return _is_solvable(operand, unknown)
    return False


def _put(unknown: str, value: Node, part: Node) -> Node | None:
    return replace(value, span=part.span) if part == Name(unknown) else None


def is_second(formula: Formula) -> bool:
    """Whether the formula is the second one of two that are said to mean the same."""
    return _SECOND.search(formula.leading.rstrip("$")) is not None


def worse(verdicts: Sequence[Sequence[Verdict]]) -> Iterator[Verdict]:
    """What is to be said about both ways at the place of the first one: what the weaker of them comes to."""
    if not all(verdicts):
        return
    first = verdicts[0][0]
    grade = weakest(each.grade for some in verdicts for each in some)
    found = next(each for some in verdicts for each in some if each.grade is grade)
    both = "" if grade in {Grade.REFUTED, Grade.OPEN, Grade.UNREAD} else ", and the other way round"
    yield replace(found, place=first.place, text=first.text, read_as=f"{found.read_as}{both}")


def implied(formula: Formula) -> tuple[Formula, Sequence[Hypothesis]]:
    """The formula without the one that is said to imply it, and what that supposes, if it says nothing of a state."""
    found = _IMPLIED.search(formula.leading.rstrip("$"))
    if found and (_BESIDE.search(formula.leading[: found.start()]) or _is_put_in(found, formula)):
        return formula, []
    if found and steady(f"For ${found['text']}$"):
        return replace(formula, leading=f"{formula.leading[: found.start()]} for ${found['text']}$, "), []
    chain = _related(found["text"]) if found else None
    if found is None or chain is None or _tells(chain, formula.chain) or not (supposed := hypotheses(chain)):
        return formula, []
    return replace(formula, leading=formula.leading[: found.start()]), supposed


def _is_put_in(found: re.Match[str], formula: Formula) -> bool:
    """Whether it is not the condition that gives the formula, but putting in the constant gradient that it names."""
    return found["verb"].lower() in {"yields", "gives"} and bool(steady(cut_sentences(formula.leading)[-1]))


def meant_from(formula: Formula, k: int) -> str:
    """Why a link that fails at some step may be right from a later one on; nothing if no step stands beside it."""
    link = formula.chain.link(k)
    if link.relations[0] in ("=", "≈") or applied_in(link) or not steps_in(link):
        return ""
    at = step_beside(f"{cut_sentences(formula.leading)[-1]} . {cut_sentences(formula.rest)[0]}")
    return FROM.format(at) if at else ""


def joint(formula: Formula) -> str | None:
    """Why a formula is not claimed alone, if words make one statement of it and of the one beside it."""
    found = _IMPLIES.match(formula.rest)
    chain = _related(found["text"]) if found else None
    if chain is not None and _tells(formula.chain, chain):
        return None
    if reason := joined_with(formula.leading, formula.rest):
        return reason
    begins = not words(cut_sentences(formula.leading)[-1]).strip(" $")
    return JOINED.format(found["verb"]) if found and begins and not _is_worth(formula.chain) else None


def _is_worth(chain: Chain) -> bool:
    """Whether it says of one state what it is, which is no condition: v(1) = (1 - b) g(1)^2."""
    first, second, *_ = chain.members
    is_state = isinstance(first, Apply) and first.name != GRADIENT
    return is_state and chain.relations[0] == "=" and not isinstance(second, Apply)


def _tells(first: Chain, second: Chain) -> bool:
    """Whether the first says what states are, and the second goes on with the same: v(1) = (1 - b) g(1)^2."""
    own, others = _states(first), _states(second)
    plain = isinstance(first.members[0], Apply) and first.relations[:1] == ("=",)
    return plain and bool(own) and own <= others and not isinstance(first.members[-1], Literal)


def _states(chain: Chain) -> set[Apply]:
    return {part for part in walk(chain) if isinstance(part, Apply) and part.name != GRADIENT}


def said_of_all(formula: Formula) -> dict[str, str]:
    """The option of a statement that is no equation to be solved: it speaks of a function or sequence of the note."""
    return {"says": "all"} if is_spelled_out(formula.text, formula.chain) else {}


def _related(text: str) -> Chain | None:
    """The formula of a text, if it relates something."""
    chain = formula_in(text)
    return chain if chain and chain.relations else None
