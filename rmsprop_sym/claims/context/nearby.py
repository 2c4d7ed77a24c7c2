r"""Formulas that hold in a limit of their letters: `\ln\beta ≈ \beta - 1`, `\sqrt{v+ε} ≈ \sqrt v + ε/(2\sqrt v)`."""

from __future__ import annotations

import re
from dataclasses import replace

from rmsprop_sym.claims.context.accusing import EQUATION, EXAMPLE, UNREAD, Unconditional
from rmsprop_sym.claims.context.links import prints_digits
from rmsprop_sym.claims.conventions.model import EPS, GRADIENT
from rmsprop_sym.claims.expressions.formula import ARROW, NATURALS
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Chain,
    Infinity,
    Limit,
    Literal,
    Name,
    Node,
    Sum,
    parse_statement,
    walk,
)
from rmsprop_sym.claims.expressions.tree import applied_in, names_in
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.symbolic.endless import summable
from rmsprop_sym.claims.symbolic.ends import arrives
from rmsprop_sym.claims.symbolic.nearing import DECAYS
from rmsprop_sym.claims.symbolic.nearly import nearly
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, Verdict
from rmsprop_sym.claims.words.disowning import disowned, disowned_below
from rmsprop_sym.claims.words.excuses import excuse
from rmsprop_sym.claims.words.regimes import Regime, regimes
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import cut_sentences, words

STATES = "its states may be near each other for another reason"
ROUGH = "it may only say how large it is"
_ROUGH = re.compile(
    r"\b(?:order\s+of(?:\s+magnitude)?|rough\w*|crude\w*|factor|constant|scal(?:e|es|ing)|heuristic\w*|rule\s+of\s+thumb|ballpark"
    r"|behaves?|like|proportional|typical\w*|about|solv\w*|equat\w*|until|such\s+that|at\s+which|choos\w*|set|setting|want\w*|need\w*"
    r"|should|would|could|might|may|assum\w*|suppos\w*|instead|unless|only)\b",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r"\b(?:if|when\w*|unless|until|while|provided|would|could|might|should|assum\w*|suppos\w*|choos\w*|chosen|set|setting|instead"
    r"|only|with\s+(?!(?:the\s+)?(?:weights?|sums?|result|limit)\b))\b",
    re.IGNORECASE,
)
_ALONG = re.compile(
    r"\b(?:as|when|for|if|with|let(?:ting)?|in\s+the\s+limit(?:\s+of)?)\s+"
    r"(?:(?:(?:any|an?|each|every)\s+)?(?:fixed|given)\s+)?(?:\$[^$]{1,20}\$,?\s+(?:and|with|while|but|if|when|as)\s+)?\$\s*"
    r"(?P<name>\\?(?:beta|rho|gamma|alpha|mu|varepsilon|epsilon|eps)(?:_\{?\d\}?)?|[βργαμεϵ])\s*"
    r"(?:\\(?:to|rightarrow|uparrow|downarrow|nearrow|searrow)(?![A-Za-z])|[→↑↓↗↘])\s*(?P<point>[01]|\\infty|∞)(?:\s*\^?\{?[-+]\}?)?\s*\$",
    re.IGNORECASE,
)
_APART = {"v", "m", "s", "r", "G", "E", "u", GRADIENT}  # what does not know of eps
NOTHING = Undecided("nothing is known of it")
_FORMULA = re.compile(r"\$[^$]*\$")


def _ends_there(said: str, regime: Regime) -> bool:
    """Whether a way, by what is said of it, is one of those that words mean."""
    letter = said.removesuffix(" faster").split()[-3]
    match regime:
        case Regime.NEAR_1 | Regime.EARLY:
            return said.endswith(" to 1")
        case Regime.NEAR_0:
            return said.endswith(" to 0") and letter in DECAYS
        case Regime.LATE:
            return said.endswith((" to oo", " faster")) and letter in NATURALS
        case Regime.SMALL:
            return said == f"{EPS} to 0" or (said.endswith(" to oo") and letter not in NATURALS)
    return said == f"{EPS} to oo" or (said.endswith(" to 0") and letter not in {EPS, *DECAYS})


def along(chain: Chain, formula: Formula) -> Chain:
    r"""The chain of a formula with an arrow along the letter that its sentence says: `1-\beta^t → 0` as `\beta → 1`."""
    sentence = f"{cut_sentences(formula.leading)[-1]}${cut_sentences(formula.rest)[0]}"
    found = _ALONG.search(sentence)
    if found is None or not ARROW.search(formula.text) or not any(isinstance(each, Limit) for each in chain.members):
        return chain
    name = parse_statement(found["name"]).members[0]
    assert isinstance(name, Name)
    point: Node = Literal(found["point"]) if found["point"].isdigit() else Infinity()
    there = {(each.variable, each.point) for each in chain.members if isinstance(each, Limit)}
    if "\\lim" in formula.text or (name.name, point) in there:
        return chain

    def turned(node: Node) -> Node:
        return replace(node, variable=name.name, point=point) if isinstance(node, Limit) else node

    return replace(chain, members=tuple(map(turned, chain.members)))


def in_a_limit(verdict: Verdict, formula: Formula, chain: Chain, k: int) -> Verdict:
    """The verdict about a link; what is open is judged by how its sides go together as their letters go to an end."""
    link = chain.link(k)
    if verdict.grade not in {Grade.OPEN, Grade.UNREAD}:
        return verdict
    if link.relations == ("≈",) and _is_between_letters(link):
        return replace(verdict, evidence=guarded(lambda: _nearly(link, formula)))
    moving = {each.variable for each in link.members if isinstance(each, Limit)}
    if any(moving != {EPS} or each.name not in _APART for each in _states(link)):
        return verdict
    plain = _freed(link)
    found = guarded(lambda: arrives(plain) or summable(plain) or NOTHING)
    if found.grade is Grade.REFUTED and (doubt := _denied(formula) or _narrowed(formula)):
        found = Unconditional(found, doubt)
    is_told = found.grade is not Grade.OPEN or isinstance(found, Unconditional)
    return replace(verdict, evidence=found, kind="limit") if is_told else verdict


def _freed(link: Chain) -> Chain:
    """A link with letters for the states and gradients in it."""
    states = sorted(_states(link), key=str)
    free = dict(zip(states, (name for name in "xyzabc" if name not in names_in(link)), strict=False))

    def change(node: Node) -> Node | None:
        return Name(free[node], span=node.span) if isinstance(node, Apply) and node in free else None

    return link.rebuilt(change)


def _denied(formula: Formula) -> str:
    """Why the note may not claim a formula; nothing if it does."""
    if denied := disowned(formula.before, words(formula.rest)) or disowned_below(formula.heading):
        return UNREAD.format(denied)
    return excuse(formula.before, words(formula.rest), formula.heading) or ""


def _narrowed(formula: Formula) -> str:
    """Why what fails for letters that are free may be meant for some values of them; nothing if it is not."""
    sentence = f"{cut_sentences(formula.leading)[-1].rstrip('$')} {cut_sentences(formula.rest)[0].lstrip('$')}"
    said = regimes(sentence)[1]
    found = _NARROWS.search(words(said)) or re.search(r"\$[^$]*=[^$]*\$", said)
    return UNREAD.format(found[0]) if found else ""


def _is_between_letters(link: Chain) -> bool:
    """Whether it relates expressions in letters that a limit may be taken of, and no sums."""
    if any(isinstance(part, Sum | Limit) for part in walk(link)):
        return False
    lone = any(isinstance(member, Name | Apply) for member in link.members)
    return not lone and bool(names_in(link.members[0])) and len(_states(link)) <= 2


def _states(link: Chain) -> set[Apply]:
    return {*applied_in(link)}


def _nearly(link: Chain, formula: Formula) -> Evidence:
    """How the sides of a link go together, as the words beside it mean it."""
    states = _states(link)
    if any(each.name not in _APART for each in states) or (states and EPS not in names_in(link)):
        return Undecided(STATES)
    plain = _freed(link)
    leading, after = cut_sentences(formula.leading)[-1].rstrip("$"), cut_sentences(formula.rest)[0].lstrip("$")
    meant, said = regimes(f"{leading} {after}")
    found = nearly(plain)
    if meant:
        ends = {way.said for way, _ in found.fits}
        named = tuple(sorted(each for each in ends if any(_ends_there(each, one) for one in meant)))
        late = meant == {Regime.LATE} and any(each.endswith(" to oo") for each in named)
        found = replace(found, meant=named or ("",), certain=late)
    if found.grade is not Grade.REFUTED:
        return found
    if doubt := _doubt(plain, formula, said, len(states), certain=found.certain):
        return Unconditional(found, doubt)
    return found


def _doubt(link: Chain, formula: Formula, said: str, states: int, *, certain: bool) -> str:
    """Why sides that go together in no limit may be meant otherwise; nothing if they are not."""
    left, right = link.members
    if denied := _denied(formula):
        return denied
    if states > 1 or GRADIENT in names_in(left) | names_in(right):
        return STATES
    if not names_in(right) <= names_in(left) or not (names_in(right) or certain or _is_telling(left)):
        return EQUATION
    if prints_digits(left) or prints_digits(right):
        return EXAMPLE
    if found := _ROUGH.search(words(said)):
        return UNREAD.format(found[0])
    shared = [each for each in _FORMULA.findall(said) if re.search(r"[=<>≤≥]|\\[lg]eq?(?![a-z])|\\approx", each)]
    return EQUATION if shared else ""


def _is_telling(node: Node) -> bool:
    """Whether a side is a power with a decay in its exponent, so that it is one number for all decays near 1."""
    powers = [part for part in walk(node) if isinstance(part, Binary) and part.op == "^"]
    return any(names_in(each.right) & DECAYS for each in powers) and not names_in(node) & set(NATURALS)
