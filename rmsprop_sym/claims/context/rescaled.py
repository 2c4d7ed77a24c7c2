r"""Arrows that say what becomes of a state where every gradient is scaled: `g_t → c g_t` gives `v_t → c^2 v_t`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from rmsprop_sym.claims.arithmetic.comparison import Difference, compare
from rmsprop_sym.claims.context.accusing import Unconditional
from rmsprop_sym.claims.conventions.model import EPS, GRADIENT, Model
from rmsprop_sym.claims.expressions.formula import NATURALS, parse_formula
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Chain,
    Infinity,
    Limit,
    Literal,
    Name,
    Node,
)
from rmsprop_sym.claims.expressions.tokens import CHANGED
from rmsprop_sym.claims.expressions.tree import applied_in, heads_in, names_in, rebuilt
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Verdict
from rmsprop_sym.claims.words.disowning import DISOWNED, disowned, disowned_below
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import cut_sentences, words

DEGREES = {"v": 2, "G": 2, "m": 1, GRADIENT: 1}
ONLY = "{!r} beside it may scale something else"
_RULES = re.compile(  # those that start at 0, and have no decay of the weights in their gradients
    r"(?:rmsprop|adagrad|adam)(?:_(?:eps_inside|eps_hat|no_eps|max_eps|bias_corrected|centred|momentum|rate_inside|graves|nesterov))*"
)
_ARROW = r"(?:\\(?:to|mapsto|rightarrow|longmapsto)(?![A-Za-z])|→|↦|->)"
_FACTOR = r"(?P<{0}>[a-zA-Z]|\\?(?:lambda|alpha|kappa|gamma|mu)(?![a-z])|[λακγμ]|\d+)"
_GRADIENT = r"g(?:_\{?[a-zA-Z]\}?)?"
_SCALES = re.compile(
    rf"\$\s*{_GRADIENT}\s*{_ARROW}\s*{_FACTOR.format('to')}\s*(?:\\[,;:! ]|\\cdot)?\s*{_GRADIENT}\s*\$"
    rf"|\b(?:replac\w+|substitut\w+)\s+(?:every|each|all|the)?\s*(?:gradients?\s+)?\$\s*{_GRADIENT}\s*\$\s+(?:by|with)\s+"
    rf"\$\s*{_FACTOR.format('by')}\s*(?:\\[,;:! ]|\\cdot)?\s*{_GRADIENT}\s*\$"
    rf"|\b(?:(?:re)?scal\w+|multipl\w+)\s+(?:all\s+(?:the\s+)?|every\s+|each\s+|the\s+(?:whole\s+)?)?(?:gradients?|loss|objective|cost)\s+"
    rf"by\s+(?:an?\s+|the\s+|some\s+)?(?:(?:positive|constant|fixed)\s+)*(?:constant\s+|factor\s+(?:of\s+)?|number\s+)?"
    rf"\$\s*{_FACTOR.format('verb')}\s*(?:>\s*0\s*)?\$"
    rf"|\b(?:all\s+(?:the\s+)?gradients|every\s+gradient|each\s+gradient|the\s+gradients|the\s+loss(?:\s+function)?|the\s+objective)\s+(?:is|are|were|gets?)\s+"
    rf"(?:(?:re)?scaled|multiplied)\s+by\s+(?:an?\s+|the\s+)?(?:(?:positive|constant|fixed)\s+)*(?:constant\s+|factor\s+(?:of\s+)?)?"
    rf"\$\s*{_FACTOR.format('noun')}\s*(?:>\s*0\s*)?\$",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:only|last|first|newest|single|one\s+gradient|rate|clip\w*|decay\s+term|from\s+(?:step|now)|after|instead|sgd|plain"
    r"|would|could|might|unless)\b|\?",
    re.IGNORECASE,
)
_NEGLECTS = re.compile(
    r"(?:epsilon|\beps\b|[εϵ])[^.]*(?:=\s*0|neglect|ignor|drop|left\s+out)|(?:neglect|ignor|drop|omit|without|leav)\w*[^.]*(?:epsilon|\beps\b|[εϵ])",
    re.IGNORECASE,
)
VALUES = (Fraction(3), Fraction(1, 7))


@dataclass(frozen=True)
class Becomes(Evidence):
    """What is said to become of something where every gradient is scaled, against what does."""

    truth: Node
    found: tuple[Difference, ...]

    @property
    def grade(self) -> Grade:
        """SURVIVED if it is that for all numbers tried, REFUTED if for none."""
        grades = {each.grade for each in self.found}
        if grades == {Grade.REFUTED}:
            return Grade.REFUTED
        return Grade.SURVIVED if grades and all(each.holds for each in grades) else Grade.OPEN

    @property
    def because(self) -> str | None:
        """What becomes of it."""
        return f"squares are scaled by the square of the factor, so that it becomes {self.truth}"

    @property
    def samples(self) -> int | None:
        """For how many numbers."""
        return len(self.found)

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return "it is so for some numbers only" if self.grade is Grade.OPEN else None


def factor_in(text: str) -> str | None:
    r"""By what a text, formulas between dollars, scales every gradient; None if it does not.

    >>> factor_in(r"Under $g_t \mapsto c\,g_t$"), factor_in(r"multiply the loss by a constant $k$"), factor_in("If $c$")
    ('c', 'k', None)
    """
    found = [each for match in _SCALES.finditer(text) for each in match.groups() if each]
    return found[-1] if found else None


def is_arrow(chain: Chain) -> bool:
    """Whether a chain has an arrow along the steps, or at least may have had one."""
    return bool(_said(chain))


def becomes(formula: Formula, chain: Chain, model: Model, empty: Verdict, *, neglects: bool) -> Iterator[Verdict]:
    """A verdict for each member that says what something becomes; nothing if none is scaled, or eps matters."""
    letter = factor_in(formula.leading) or factor_in(cut_sentences(formula.rest)[0])
    if letter is None or _RULES.fullmatch(model.rule.name) is None:
        return
    try:
        factor = model.translated(parse_formula(f"{letter} = 1")).members[0]
    except Unreadable:
        return
    said = [rebuilt(each, _changed) for each in _said(chain)]
    if not said or names_in(*said) & {EPS, "theta"}:
        return
    subject, *members = said
    applied = applied_in(subject)
    if all(part.name == GRADIENT for part in applied):
        return
    moves = any(part.name.startswith(CHANGED) for part in applied)
    degrees = DEGREES | ({part.name: 0 for part in applied if part.name.startswith(CHANGED)} if moves else {})
    if heads_in(*said) - {*degrees}:
        return
    truth = rebuilt(subject, lambda part: _scaled(part, factor, degrees))
    for member in members:
        evidence: Evidence = Becomes(truth, tuple(_differences(truth, member)))
        if evidence.grade is Grade.OPEN:
            return
        if evidence.grade is Grade.SURVIVED and moves and not (neglects or _NEGLECTS.search(formula.leading)):
            return
        if evidence.grade is Grade.REFUTED and (doubt := _doubt(formula)):
            evidence = Unconditional(evidence, doubt)
        place = empty.place
        if len(members) > 1:
            place = replace(place, column=1 + member.span.start, end_column=1 + member.span.end)
        text = formula.text[member.span.start : member.span.end] if len(members) > 1 else empty.text
        yield replace(
            empty, kind="identity", evidence=evidence, place=place, text=text, read_as=f"{subject} becomes {member}"
        )


def _said(chain: Chain) -> list[Node]:
    """What is said to become something, and what it is said to become; nothing if the chain is about something else."""
    match chain:
        case Chain((Limit(body=Binary(op="-", left=left, right=right), point=Infinity()), Literal(text="0")), ("=",)):
            return [left, right]
        case Chain((Limit(body=body, point=Infinity()), *members), relations) if {*relations} == {"="}:
            return [body, *members]
    return []


def _changed(part: Node) -> Node | None:
    """What a step adds, as one letter."""
    match part:
        case Binary(op="-", left=Apply(name="theta", arguments=index), right=Apply(name="theta", arguments=(before,))):
            step = Binary("-", index[0], Literal("1"))
            return Apply(f"{CHANGED}theta", index, span=part.span) if before == step else None
    return None


def _scaled(part: Node, factor: Node, degrees: dict[str, int]) -> Node | None:
    """A state, or a gradient, where every gradient is scaled."""
    match part:
        case Apply(name=name) | Name(name=name) if degrees.get(name):
            power = Binary("^", factor, Literal(str(degrees[name]))) if degrees[name] > 1 else factor
            return Binary("*", power, part)
    return None


def _differences(truth: Node, member: Node) -> Iterator[Difference]:
    """How the two compare for several numbers."""
    for start in VALUES:
        known: dict[str, Node] = {}
        sides = [rebuilt(each, partial(_number, known=known, start=start)) for each in (truth, member)]
        try:
            yield compare(sides[0], "=", sides[1])
        except Undefined:
            continue


def _number(part: Node, known: dict[str, Node], start: Fraction) -> Node | None:
    """A number for each letter and each state, below 1 for none of the factors that matter."""
    if not isinstance(part, Apply | Name) or part == Name("pi"):
        return None
    value = start + Fraction(len(known), 5) + Fraction(1, 3)
    if isinstance(part, Name) and part.name.startswith(("beta", "mu")):
        value = Fraction(9, 10) - Fraction(len(known), 50)
    if isinstance(part, Name) and part.name in NATURALS:
        value = Fraction(3)
    number: Node = Binary("/", Literal(str(value.numerator)), Literal(str(value.denominator)))
    return known.setdefault(str(part), number)


def _doubt(formula: Formula) -> str:
    """The word by which something else may be scaled, or by which the note does not claim it."""
    sentences = [*cut_sentences(formula.leading)[-2:], cut_sentences(formula.rest)[0]]
    if denied := disowned(formula.before, words(formula.rest)) or disowned_below(formula.heading):
        return DISOWNED.format(denied)
    found = _ELSE.search(words(" ".join(sentences)))
    return ONLY.format(found[0]) if found else ""
