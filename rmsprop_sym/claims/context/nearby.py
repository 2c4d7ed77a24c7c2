r"""Formulas that hold in a limit of their letters: `\ln\beta ≈ \beta - 1`, `\sqrt{v+ε} ≈ \sqrt v + ε/(2\sqrt v)`."""

from __future__ import annotations

import re
from dataclasses import replace

from rmsprop_sym.claims.context.accusing import UNREAD, Unconditional
from rmsprop_sym.claims.conventions.model import EPS, GRADIENT
from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Limit, Name, Node, Sum, walk
from rmsprop_sym.claims.expressions.tree import names_in, rebuilt
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.symbolic.nearing import DECAYS
from rmsprop_sym.claims.symbolic.nearly import nearly
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, Verdict
from rmsprop_sym.claims.words.disowning import disowned, disowned_below
from rmsprop_sym.claims.words.excuses import excuse
from rmsprop_sym.claims.words.regimes import Regime, regimes
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import cut_sentences, words

EQUATION = "it may be an equation to be solved"
STATES = "its states may be near each other for another reason"
ROUGH = "it may only say how large it is"
_ROUGH = re.compile(
    r"\b(?:order\s+of(?:\s+magnitude)?|rough\w*|crude\w*|factor|constant|scal(?:e|es|ing)|heuristic\w*|rule\s+of\s+thumb|ballpark"
    r"|behaves?|like|proportional|typical\w*|about|solv\w*|equat\w*|until|such\s+that|at\s+which|choos\w*|set|setting|want\w*|need\w*"
    r"|should|would|could|might|may|assum\w*|suppos\w*|instead|unless|only)\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"\$[^$]*\$")
_ENDS = {
    Regime.NEAR_1: lambda said: said.endswith(" to 1"),
    Regime.NEAR_0: lambda said: said.endswith(" to 0") and said.split()[0] in DECAYS,
    Regime.EARLY: lambda said: said.endswith(" to 1"),
    Regime.LATE: lambda said: (
        said.endswith((" to oo", " faster")) and said.split()[-3 if said.endswith("oo") else -4] in NATURALS
    ),
    Regime.SMALL: lambda said: said == f"{EPS} to 0" or (said.endswith(" to oo") and said.split()[0] not in NATURALS),
    Regime.LARGE: lambda said: (
        said == f"{EPS} to oo" or (said.endswith(" to 0") and said.split()[0] not in {EPS, *DECAYS})
    ),
}


def in_a_limit(verdict: Verdict, formula: Formula, chain: Chain, k: int) -> Verdict:
    """The verdict about a link; what is open is judged by how its sides go together as their letters go to an end."""
    link = Chain(chain.members[k : k + 2], chain.relations[k : k + 1])
    if verdict.grade is not Grade.OPEN or link.relations != ("≈",) or not _is_between_letters(link):
        return verdict
    return replace(verdict, evidence=guarded(lambda: _nearly(link, formula)))


def _is_between_letters(link: Chain) -> bool:
    """Whether it relates expressions in letters that a limit may be taken of, and no sums."""
    parts = [part for member in link.members for part in walk(member)]
    if any(isinstance(part, Sum | Limit) for part in parts):
        return False
    lone = any(isinstance(member, Name | Apply) for member in link.members)
    return not lone and bool(names_in(link.members[0])) and len(_states(link)) <= 2


def _states(link: Chain) -> set[Apply]:
    return {part for member in link.members for part in walk(member) if isinstance(part, Apply)}


def _nearly(link: Chain, formula: Formula) -> Evidence:
    """How the sides of a link go together, as the words beside it mean it."""
    states = sorted(_states(link), key=str)
    if states and not any(EPS in names_in(member) for member in link.members):
        return Undecided(STATES)
    free = dict(
        zip(states, (name for name in "xyz" if not any(name in names_in(m) for m in link.members)), strict=False)
    )

    def freed(node: Node) -> Node | None:
        return Name(free[node], span=node.span) if isinstance(node, Apply) and node in free else None

    plain = replace(link, members=tuple(rebuilt(member, freed) for member in link.members))
    leading, after = cut_sentences(formula.leading)[-1].rstrip("$"), cut_sentences(formula.rest)[0].lstrip("$")
    meant, said = regimes(f"{leading} {after}")
    found = nearly(plain)
    if meant:
        ends = {way.said for way, _ in found.fits}
        named = tuple(sorted(each for each in ends if any(_ENDS[one](each) for one in meant)))
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
    if denied := disowned(formula.before, words(formula.rest)) or disowned_below(formula.heading):
        return UNREAD.format(denied)
    if reason := excuse(formula.before, words(formula.rest), formula.heading):
        return reason
    if states > 1 or GRADIENT in names_in(left) | names_in(right):
        return STATES
    if not names_in(right) <= names_in(left) or not (names_in(right) or certain or _is_telling(left)):
        return EQUATION
    if found := _ROUGH.search(words(said)):
        return UNREAD.format(found[0])
    shared = [each for each in _FORMULA.findall(said) if re.search(r"[=<>≤≥]|\\[lg]eq?(?![a-z])|\\approx", each)]
    return EQUATION if shared else ""


def _is_telling(node: Node) -> bool:
    """Whether a side is a power with a decay in its exponent, so that it is one number for all decays near 1."""
    powers = [part for part in walk(node) if isinstance(part, Binary) and part.op == "^"]
    return any(names_in(each.right) & DECAYS for each in powers) and not names_in(node) & set(NATURALS)
