"""What a note supposes of a run whose gradients vanish from some step on: what was kept until then only decays."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rmsprop_sym.claims.conventions.model import offset
from rmsprop_sym.claims.expressions.syntax import Binary, Chain, Literal, Name, Node, parse_statement
from rmsprop_sym.claims.expressions.tree import applied_in, names_in
from rmsprop_sym.claims.symbolic.settings import Every
from rmsprop_sym.claims.words.phrases import compiled
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import cut_sentences

ONCE = "once"
_SILENT = Every(parse_statement("g(i) = 0"), "i")
_TURNS = {
    "gradients": (
        r"(?:(?:the|all|every|any)\s+)*(?:(?:further|later|following|subsequent)\s+)?(?:gradients?|inputs?)(?:\s+all)?"
    ),
    "vanish": (
        r"(?:(?:all\s+)?vanish(?:es)?|(?:is|are|be|were|becomes?|stays?|remains?)\s+(?:all\s+|exactly\s+|identically\s+)*"
        r"(?:zero|\$?0\$?)|(?:have|has)\s+vanished|stops?|ceases?|dies?\s+out|disappears?)"
    ),
    "from": (
        r"(?:from|after|beyond|past|since|starting\s+(?:at|with|from)|at)\s+(?:(?:step|time|iteration|index)\s+)?"
        r"\$\s*(?P<step>[a-zA-Z])\s*(?:\+\s*1\s*)?\$(?:\s+(?:on(?:wards?)?|and\s+beyond)\b)?"
    ),
    "gradient": r"(?:gradient|input)",
    "then": r"(?:at|in)\s+step\s+\$\s*[a-z]\s*\$",
    "is_zero": r"(?:vanishes|(?:is|being)\s+(?:zero|\$?0\$?))(?!\s*,?\s*(?:from|after|until|on|in|at|only))",
    "many": r"(?:\bthe\s+)?(?:(?:next|following|further|more|subsequent)\s+)*\$\s*(?P<count>[a-zA-Z])\s*\$",
    "zeros": r"(?:zero|vanishing)\s+gradients?(?:\s+in\s+a\s+row)?",
    "without": r"(?:without\s+(?:an?\s+|any\s+)?gradients?|with\s+(?:only\s+)?{zeros}|of\s+silence)",
    "dots": r"[^$]*(?:dots|…)[^$]*",
    "positive": r"(?:>\s*0|(?:\\geq?|≥)\s*1)\s*",
    "each": r"\s+(?:for|at|when(?:ever)?|if)\s+(?:all\s+|every\s+)?",
}
_PHRASES = (
    r"\b{gradients}\s+{vanish}\s+{from}",
    r"\b{gradients}\s+{from}\s+{vanish}",
    r"\b{from}\s*,?\s*(?:let\s+)?(?:\$\s*g(?:_\w)?\s*=\s*0\s*\$|{gradients}\s+{vanish})",
    r"{many}\s+(?:gradients?|inputs?)\s+{vanish}",
    r"{many}\s+{zeros}(?:\s+{from})?",
    r"{many}\s+(?:(?:further|more)\s+)?(?:steps|iterations)\s+{without}(?:\s+{from})?",
    r"\bno\s+(?:more\s+|further\s+)?(?:gradients?|inputs?)\s+(?:arrives?|comes?|enters?|is\s+seen)(?:\s+in)?\s+{from}",
    r"(?P<once>\b(?:an?|the)\s+(?:(?:current|new|newest|latest|present|next)\s+)?{gradient}\s+(?:{then}\s+)?{is_zero})",
    r"(?P<once>\ba\s+(?:zero|vanishing)\s+{gradient}(?:\s+{then})?)",
    r"(?P<once>\ba\s+(?:single\s+)?(?:step|iteration)\s+without\s+(?:an?\s+|any\s+)?{gradient})",
    r"\$\s*g_\{?(?P<first>[a-zA-Z])\s*\+\s*1\}?\s*={dots}=\s*0\s*\$",
    r"\$\s*g_\{?(?P<index>[a-zA-Z])\}?\s*=\s*0\s*\${each}\$\s*(?P=index)\s*>\s*(?P<after>[a-zA-Z])\s*\$",
    r"\$\s*g_\{?(?P<base>[a-zA-Z])\s*\+\s*(?P<lag>[a-zA-Z])\}?\s*=\s*0\s*\${each}\$\s*(?P=lag)\s*(?:=\s*1\s*,{dots}|{positive})\$",
)
_QUIET = tuple(compiled(phrase, _TURNS) for phrase in _PHRASES)
_UNTIL = re.compile(r"(?:\+\s*(?P<last>[a-zA-Z])\s*\}?\s*=\s*0|(?:dots|…)\s*,\s*(?P<end>[a-zA-Z]))\s*\$$")
_NOUGHT = re.compile(r"\$\s*g_\{?\w\}?\s*=\s*0\s*\$")
_ABOUT = re.compile(r"zero|vanish|stop|cease|die|disappear|silence|gradient|=\s*0")
_LEAD = re.compile(
    r"(?:\b(?:and|but|so|now|if|when|whenever|once|for|with|after|during|in|let|suppose|supposing|assume|assuming|imagine|given"
    r"|provided|that|then|the|all|as\s+soon\s+as|as\s+long\s+as)\s+)*$",
    re.IGNORECASE,
)
_STANDS = re.compile(r"\b(?:let|suppose|supposing|assume|assuming|imagine)\b", re.IGNORECASE)
_PARTLY = re.compile(
    r"\s*,?\s*(?:until|except|but|unless|only|in\s+one|in\s+the\s+(?:first|second)|for\s+odd|with\s+prob)",
    re.IGNORECASE,
)


class Quiet(NamedTuple):
    """Where a text says that gradients vanish, after which step, and how many: a letter, ONCE, or empty for all."""

    start: int
    stop: int
    step: str
    number: str


@lru_cache(maxsize=1024)
def _found(sentence: str) -> tuple[Quiet, ...]:
    """Where a sentence says that gradients vanish."""
    if not _ABOUT.search(sentence):
        return ()
    found = []
    for match in (match for pattern in _QUIET for match in pattern.finditer(sentence)):
        names = {name: said for name, said in match.groupdict().items() if said}
        step = next((names[name] for name in ("step", "first", "after", "base") if name in names), "")
        until = _UNTIL.search(match[0])
        number = ONCE if "once" in names else names.get("count") or (until and (until["last"] or until["end"])) or ""
        lead = _LEAD.search(sentence, 0, match.start())
        if not _PARTLY.match(sentence, match.end()):
            found.append(Quiet(lead.start() if lead else match.start(), match.end(), step, number))
    return tuple(found)


def quiet_from(leading: str, supposing: str) -> Quiet | None:
    """What the words around a formula say of gradients that vanish; None if they say no such thing.

    >>> quiet_from("Suppose the gradients vanish after step $t$. Then ", "Then $v_1 = 1$.").step
    't'
    >>> quiet_from("", "After $k$ steps without gradient we have").number, quiet_from("", "If $g_1 = 0$")
    ('k', None)
    """
    earlier = [each for each in cut_sentences(leading) if _STANDS.search(each)]
    return next((each for sentence in (supposing, *reversed(earlier)) for each in _found(sentence)), None)


def is_quiet(formula: Formula) -> bool:
    """Whether the words around a formula let the gradients vanish, or one of them."""
    return quiet_from(formula.leading, formula.supposing) is not None or _NOUGHT.search(formula.supposing) is not None


def is_in_quiet(formula: Formula) -> bool:
    """Whether a formula belongs to the words that let gradients vanish."""
    place = len(formula.leading.rstrip("$")) + 1
    return any(each.start <= place < each.stop for each in _found(formula.said))


def after_quiet(formula: Formula) -> Formula:
    """The formula with its steps counted from the one after which the gradients vanish, if they do."""
    quiet = quiet_from(formula.leading, formula.supposing)
    chain = counted_from(formula.chain, quiet.step) if quiet and _is_within(formula.chain, quiet.number) else None
    if chain is None:
        return formula
    leading, rest, *earlier = map(_without, (formula.leading, formula.rest, *formula.earlier))
    return replace(formula, chain=chain, leading=leading, rest=rest, earlier=tuple(earlier), silent=(_SILENT,))


def _without(text: str) -> str:
    """The text without what lets gradients vanish."""
    for each in sorted(_found(text), reverse=True):
        text = f"{text[: each.start]} {text[each.stop :]}"
    return text


def counted_from(chain: Chain, step: str) -> Chain | None:
    """A statement about what comes after a step, with the steps counted from there; None if it speaks of others, too.

    Without the letter of that step it is the first of which the statement speaks.  Inequalities are left alone: they
    may need a state that is not negative, or not zero, where the gradients vanish.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> print(counted_from(parse_statement("v(t + k) = beta^k*v(t)"), "t"))
    v(k) = beta^k*v(0)
    >>> print(counted_from(parse_statement("v(t) = beta*v(t - 1)"), ""))
    v(1) = beta*v(0)
    """
    places = {part: _place(part.arguments[0]) for part in applied_in(chain)}
    found = [place for place in places.values() if place]
    base = step or next((letter for letter, *_ in found), "")
    first = 0 if step else min((number for _, number, _ in found), default=0)
    if {*chain.relations} != {"="} or not found or len(found) < len(places):
        return None
    if any(letter != base or number < first for letter, number, _ in found):
        return None
    moved: dict[Node, Node] = {
        part: replace(part, arguments=(_after(place[1] - first, place[2]),)) for part, place in places.items() if place
    }
    counted = chain.rebuilt(moved.get)
    return None if base in names_in(counted) else counted


def _is_within(chain: Chain, count: str) -> bool:
    """Whether a statement speaks of no later step than that at which the last of so many gradients vanishes.

    A single one is that of the step with a letter; of several with a letter for their number there is one at least.
    """
    places = [_place(part.arguments[0]) for part in applied_in(chain)]
    if count == ONCE:
        return all(place is not None and place[1] in (0, -1) and place[2] is None for place in places)
    return not count or all(place and place[1] <= 1 and place[2] in (None, Name(count)) for place in places)


def _place(index: Node) -> tuple[str, int, Name | None] | None:
    """The letter of a step, and how many steps lie between: a number and a letter; None for another step."""
    match index:
        case Binary(op="+", left=Name(name=name), right=Name() as more):
            return name, 0, more
    where = offset(index)
    return (*where, None) if where and where[0] else None


def _after(number: int, more: Name | None) -> Node:
    """The step that is so many after the first."""
    return Literal(str(number)) if more is None else Binary("+", more, Literal(str(number))) if number else more
