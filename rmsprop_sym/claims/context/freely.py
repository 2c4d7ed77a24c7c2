r"""Formulas about letters that stand for any positive number, and for no run: `\sqrt{v+ε} ≤ \sqrt v + ε` for all `v`.

A state that stands below a root without a step may be any number from 0 on, for some run has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from rmsprop_sym.claims.context.accusing import CALLED_WRONG, Unconditional
from rmsprop_sym.claims.context.links import links
from rmsprop_sym.claims.conventions.model import EPS
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Call,
    Chain,
    Limit,
    Literal,
    Name,
    Node,
    Sum,
    parse_statement,
    walk,
)
from rmsprop_sym.claims.expressions.tree import applied_in, names_in
from rmsprop_sym.claims.judge import Statement
from rmsprop_sym.claims.symbolic.settings import Hypothesis, read_settings
from rmsprop_sym.claims.symbolic.supposed import values_in
from rmsprop_sym.claims.verdict import Grade, Undecided, Verdict
from rmsprop_sym.claims.words.disowning import DISOWNED, disowned, disowned_below, is_called_wrong
from rmsprop_sym.claims.words.excuses import excuse
from rmsprop_sym.claims.words.hypotheses import afterwards, value_of
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import cut_sentences, words

FOR_SOME = "it may be meant for some of them only"
_ANY = {"v", "s", "r", "E", "G", "u", "x", "y", "z", "a", "b"}
_STATES = {"v", "s", "r", "E", "G"}
_BESIDE = {EPS, "eta"}
_UNKNOWN = "E"
_SIZES = ("1/10000", "1/9", "2", "10000")
_SMALL = ("10^-8", "10^-3")
_ALL = re.compile(
    r"\b(?:for|at|with|given)\s+(?:all|any|every|each|arbitrary|whatever)\b|\b(?:always|whatever|never|no\s+matter)\b|∀|\\forall",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:if|when\w*|where|while|small(?!er)\w*|tiny|large(?!r)\w*|big|huge|unless|except|until|near|close|provided|below|above|less\s+than|more\s+than|between"
    r"|typical\w*|moderate\w*|most|many|some|about|approx\w*|roughly|nearly|almost|enough|sufficiently|up\s+to|beyond|only|relevant"
    r"|practical\w*|interest\w*|usual\w*|reasonable|realistic|at\s+least|far|well|negligible|order|leading|could|would|might|should|were)\b"
    r"|[≪≫≈?]|\\[lg]g\b|<<|>>",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"\$([^$]*)\$")
_DOMAIN = re.compile(
    r"[\s,;a-zA-Zεϵ\\{}]*?(?:(?:>|≥|\\geq?(?![a-z])|>=)\s*0)?\s*(?:[,;]\s*(?:\\(?:var)?epsilon|[εϵ]|eps)\s*=[^=,;]*)?"
)


def stands_freely(chain: Chain) -> bool:
    r"""Whether the letters of a chain without steps stand below roots, and are no more than numbers.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [stands_freely(parse_formula(x)) for x in (r"\sqrt{v+\epsilon} \le \sqrt v + \epsilon", r"\sqrt{v_t} \ge 0")]
    [True, False]
    """
    parts = list(walk(chain))
    if any(isinstance(part, Apply | Sum | Limit) for part in parts) or not {*chain.relations} <= {*"=<>", "<=", ">="}:
        return False
    names = names_in(chain)
    free = names & _ANY
    rooted = {name for part in parts if isinstance(part, Call) and part.function == "sqrt" for name in names_in(part)}
    lone = any(_is_lone(member) for member in chain.members) and "=" in chain.relations
    return all(map(names_in, chain.members)) and bool(free) and free <= rooted and names <= free | _BESIDE and not lone


def is_size(hypothesis: Hypothesis) -> bool:
    """Whether it only says of a state without a step that it is no less than 0, as every such state is.

    >>> is_size(parse_statement("v >= 0")), is_size(parse_statement("v >= 1")), is_size(parse_statement("c > 0"))
    (True, False, False)
    """
    match hypothesis:
        case Chain((Name(name=name), Literal() as bound), (">" | ">=",)):
            return name in _STATES and bound.value == 0
    return False


def freely(chain: Chain) -> tuple[Chain, list[Hypothesis]]:
    """A chain whose letters stand for numbers, with those that are known, and that each of them is positive."""
    names = names_in(chain)
    other = next(name for name in ("v", "s", "x", "u") if name not in names)

    def change(node: Node) -> Node | None:
        return Name(other, span=node.span) if node == Name(_UNKNOWN) else None

    known = chain.rebuilt(change)
    letters = sorted(names_in(known))
    return known, [parse_statement(f"{name} > 0") for name in letters]


def judged_freely(
    formula: Formula, chain: Chain, statement: Statement, said: Sequence[Hypothesis]
) -> Iterator[Verdict]:
    """The links of a claim about letters that stand for numbers, under what is supposed of these.

    What fails is called wrong if it fails for all numbers, or if its sentence says that it holds for all of them.
    """
    chain, positive = freely(chain)
    after, rest = afterwards(formula.rest)
    names = names_in(chain)
    given = [each for each in (*said, *after) if isinstance(each, Chain) and _letters_of(each) <= names]
    where = tuple(each for each in statement.context.where if each.name in names - set(map(value_of, given)))
    context = replace(statement.context, rule=None, given=tuple(dict.fromkeys([*positive, *given])), where=where)
    statement = replace(statement, context=context, options={})
    before, behind = words(formula.leading), words(rest)
    for k, verdict in enumerate(links(statement, chain)):
        denied = disowned(before, behind) or disowned_below(formula.heading)
        reason = DISOWNED.format(denied) if denied else excuse(before, behind, formula.heading) or ""
        if verdict.grade is Grade.REFUTED and (reason or not _fails_freely(statement, chain, k, formula, rest)):
            yield replace(verdict, evidence=Unconditional(verdict.evidence, reason or FOR_SOME))
        elif is_called_wrong(before, behind):
            yield replace(verdict, evidence=Undecided(CALLED_WRONG))
        else:
            yield verdict


def _letters_of(chain: Chain) -> set[str]:
    """The letters of a chain, and those with a step under a name that no letter has."""
    return names_in(chain) | {*map(str, applied_in(chain))}


def _fails_freely(statement: Statement, chain: Chain, k: int, formula: Formula, rest: str) -> bool:
    """Whether a link between free letters fails for all of them, or its sentence says that it holds for all."""
    link = chain.link(k)
    sentence = f"{cut_sentences(formula.before)[-1]} {cut_sentences(formula.rest)[0]}"
    if not all(names_in(member) - _BESIDE for member in link.members) or _PARTLY.search(sentence):
        return False
    beside = _FORMULA.findall(cut_sentences(rest)[0])
    said = bool(_ALL.search(sentence)) and all(_DOMAIN.fullmatch(each) for each in beside)
    for_all = said and all(_fails(statement, chain, k, each) for each in _small(statement, link))
    return for_all or all(_fails(statement, chain, k, each) for each in _grid(statement, link))


def _is_lone(member: Node) -> bool:
    """Whether a member is a letter alone, or its root, so that an equation may say what it becomes."""
    return isinstance(member, Name) or (
        isinstance(member, Call) and member.function == "sqrt" and isinstance(member.arguments[0], Name)
    )


def _grid(statement: Statement, link: Chain) -> Iterator[str]:
    """Values of the letters of a link, from small to large, but for those that have one."""
    names = names_in(link) - {*values_in(statement.context)}
    sizes = {EPS: _SMALL}
    choices: Sequence[list[str]] = [[f"{name} = {x}" for x in sizes.get(name, _SIZES)] for name in sorted(names)]
    return ("; ".join(each) for each in product(*choices))


def _small(statement: Statement, link: Chain) -> list[str]:
    """Values of eps as it is meant, if it has none and stands in the link."""
    names = names_in(link) - {*values_in(statement.context)}
    return [f"{EPS} = {value}" for value in _SMALL] if EPS in names else [""]


def _fails(statement: Statement, chain: Chain, k: int, where: str) -> bool:
    context = replace(statement.context, where=(*statement.context.where, *read_settings(where)))
    return list(links(replace(statement, context=context), chain))[k].grade is Grade.REFUTED
