"""How words say that an expression goes to its limit: from above or below, falling or rising all the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rmsprop_sym.claims.context.worth import Shown
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Chain,
    Limit,
    Literal,
    Name,
    Node,
    parse_statement,
    walk,
)
from rmsprop_sym.claims.expressions.tree import applied_in, names_in, rebuilt
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.judge import Statement, lettered
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.wording import cut_sentences, words

_STEADY = r"(?:\s+(?:steadily|monotonically|strictly))"
_TO = r"\s+(?:to|towards?)\s+(?:its|the|this)\s+limit"
_FALLS, _RISES = r"(?:decreases|falls|shrinks|declines)", r"(?:increases|grows|rises|climbs)"
_SIDES = (
    (
        re.compile(r"\b(?:the|this|its|that)\s+limit\s+is\s+(?:approached|reached)\s+from\s+above\b", re.IGNORECASE),
        ">=",
    ),
    (
        re.compile(r"\b(?:the|this|its|that)\s+limit\s+is\s+(?:approached|reached)\s+from\s+below\b", re.IGNORECASE),
        "<=",
    ),
)
_TURNS = (
    (re.compile(rf"\$\s*(?P<name>[A-Za-z])_\{{?t\}}?\s*\$\s+{_FALLS}(?:{_STEADY}{_TO}?|{_TO})", re.IGNORECASE), "<="),
    (re.compile(rf"\$\s*(?P<name>[A-Za-z])_\{{?t\}}?\s*\$\s+{_RISES}(?:{_STEADY}{_TO}?|{_TO})", re.IGNORECASE), ">="),
)
_DOUBT = re.compile(
    r"\b(?:if|unless|when|would|could|finally|later|eventually|once|until|from\s+there|after|beyond|end|then)\b|\?",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:from|for|at|after|past)\s+(?:(?:all|every|each|step|about|roughly)\s+)*\$?\s*(?:[tn]\s*(?:=|>|≥|\\geq?)\s*)?(?!1\b|0\b)\d+",
    re.IGNORECASE,
)
T, KNOWN = Name("t"), {"eta", "beta", "beta1", "beta2", "t", "pi"}


def approaching(text: str, shown: Sequence[Shown], values: Sequence[Hypothesis]) -> Iterator[Remark]:
    """What is to be said about how a passage, formulas between dollars, says that something goes to its limit.

    The expressions are those of the formulas shown so far; values are what letters are worth.
    """
    for pattern, relation in _SIDES:
        for match in pattern.finditer(text):
            for each in [each for each in reversed(shown[-3:]) if _is_limit(each.chain)][:1]:
                limit, value = each.chain.members
                assert isinstance(limit, Limit)
                yield from _remark(match, text, Chain((limit.body, value), (relation,)), values)
    for pattern, relation in _TURNS:
        for match in pattern.finditer(text):
            body = next((found for each in reversed(shown) if (found := _defined(each.chain, match["name"]))), None)
            if body:
                later = rebuilt(body, lambda part: Binary("+", T, Literal("1")) if part == T else None)
                yield from _remark(match, text, Chain((later, body), (relation,)), values)


def _is_limit(chain: Chain) -> bool:
    """Whether a formula states the limit of an expression."""
    return isinstance(chain.members[0], Limit) and len(chain.members) == 2


def _defined(chain: Chain, name: str) -> Node | None:
    """The expression in t that a formula gives to a letter at step t."""
    match chain:
        case Chain((Apply(name=own, arguments=(Name(name="t"),)), body), ("=",)) if own == name:
            return body
    return None


def _remark(match: re.Match[str], text: str, chain: Chain, values: Sequence[Hypothesis]) -> Iterator[Remark]:
    """The remark about a statement in t, from the first step on, if it is about letters of which all is known."""
    before, after = words(text[: match.start()]), words(text[match.end() :])
    sentence = f"{cut_sentences(before)[-1]} {cut_sentences(after)[0]}"
    behind = re.split(r",\s+and\b", cut_sentences(text[match.end() :])[0])[0]
    whole = f"{cut_sentences(text[: match.start()])[-1]} {behind}"
    plain = not applied_in(chain) and T in walk(chain)
    names = names_in(chain)
    if not plain or not names <= KNOWN or disowned(before, after) or _DOUBT.search(sentence) or _LATE.search(whole):
        return
    decays = {name for name in names if name in ("beta1", "beta2")}
    told = tuple(each for each in values if isinstance(each, Chain) and {*names_in(each.members[0])} <= decays)
    if len(told) != len(decays):
        return
    context = Context(given=(*told, parse_statement("t >= 1")))
    verdict = lettered(Statement("", Line(1, 1, str(chain)), None, context, {}), chain)
    if verdict.grade.holds or verdict.grade in (Grade.REFUTED, Grade.SURVIVED):
        yield Remark(*match.span(), verdict.kind, verdict.read_as or "", verdict.evidence, tuple(verdict.given))
