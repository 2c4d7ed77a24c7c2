"""States that a note writes without a step: they are taken at step t, and a claim is wrong only if it is at each."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from rmsprop_sym.claims.context.accusing import under
from rmsprop_sym.claims.context.freely import stands_freely
from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Constant, Literal, Name, Node, walk
from rmsprop_sym.claims.expressions.tree import applied_in, names_in
from rmsprop_sym.claims.judge import Statement
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import words

WHICH_STEP = "it does not hold at every step, but the note does not say which step it means"
_ALWAYS = re.compile(
    r"\b(?:always|(?:at|in|for|after)\s+(?:every|each|all|any)\s+(?:single\s+)?(?:steps?|times?|iterations?|t\b)|whatever|throughout)\b",
    re.IGNORECASE,
)
STEP = "t"
EARLY = (1, 2, 3, 20)
_FIRST = re.compile(
    r"\b(?:(?:on|in|at|after)\s+(?:the\s+)?(?:very\s+)?first\s+(?:step|iteration|update)|(?:at|in|after)\s+step\s+(?:1|one)"
    r"|(?:^|(?<=[.;:\u2028-]\s))(?:the\s+)?(?:very\s+)?first\s+(?:step|iteration|update)(?=\s*:))\b"
    r"(?:[\s,:;]|\$[^$]*\$|\b(?:we|have|get|obtain|find|thus|so|hence|and|therefore|then|that|is|it|gives|means|with)\b)*\$?$",
    re.IGNORECASE,
)
_STARTS = re.compile(r"\b(?:from|start\w*|begin\w*|initial\w*|initiali[sz]\w*)\b[^.;]{0,40}$", re.IGNORECASE)
_BEGINS = re.compile(
    r"[\s$,(]*(?:initially|at\s+(?:first|the\s+(?:start|beginning|outset))|to\s+(?:begin|start)\s+with|before\s+the\s+first)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_](?:[^.!?]|[.!?](?=\S))*$")
_STEADY = re.compile(
    r"\b(?:constant|steady|unchang\w+|persistent|stationary|identical|repeated)\b|\b(?:fixed|same|equal|every|each|all)\s+gradients?\b"
    r"|\bgradients?\s+(?:(?:is|are)\s+)?(?:all|stays?|always|the\s+same|equal|keeps?|remains?|fixed)\b",
    re.IGNORECASE,
)


def at_step(formula: Formula, standing: AbstractSet[str]) -> Formula:
    """The formula with the states that the note writes without a step as they are at step t."""
    if stands_freely(formula.chain):
        return formula
    said = f"{formula.heading} . {formula.intro} . {formula.lasting} . {formula.said}"
    chain = at_a_step(formula.chain, standing, formula.leading, formula.rest, words(said))
    return formula if chain is formula.chain else replace(formula, chain=chain, standing=True)


def which_step(formula: Formula, statement: Statement, chain: Chain, k: int) -> str:
    """That a step has to be told, if the link with this index, written without one, does not fail at all of them.

    It fails at all of them if it does at some early ones, for a gradient that stays the same, too; where the words
    before it say that it holds always, one will do. An equation without t may be meant for any step, or the limit.
    """
    if not formula.standing or _ALWAYS.search(formula.before):
        return ""
    if _is_timeless(formula.chain):
        return WHICH_STEP
    constant: list[Hypothesis] = [] if Constant(GRADIENT) in statement.context.given else [Constant(GRADIENT)]
    none = list[Hypothesis]()
    cases = ([step, *more] for step in early_steps() for more in (none, constant))
    fails = all(under(statement, chain, k, more).grade is Grade.REFUTED for more in cases)
    return "" if fails else WHICH_STEP


def _is_timeless(chain: Chain) -> bool:
    """Whether an equation speaks of states at step t, and of t nowhere else."""
    apart = list(walk(chain.rebuilt(_without_index)))
    states = applied_in(chain)
    stands = any(part.arguments == (Name(STEP),) for part in states)
    return stands and "=" in chain.relations and Name(STEP) not in apart


def _without_index(node: Node) -> Node | None:
    return Literal("1") if isinstance(node, Apply) else None


def at_a_step(chain: Chain, standing: AbstractSet[str], leading: str, rest: str, said: str) -> Chain:
    """The chain with its states that have no step as they are at step t, or at the first if that leads to it.

    The gradient beside them is that of the step, unless the words around speak of one that stays the same.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> print(at_a_step(parse_formula("v >= (1 - b) g^2"), {"v"}, "always ", "", ""))
    v(t) >= (1 - b)*g(t)^2
    >>> print(at_a_step(parse_formula("v = g^2"), {"v"}, "in the first step ", "", "constant"))
    v(1) = g^2
    """
    bare = names_in(chain) & standing
    if not bare or applied_in(chain):
        return chain
    match chain.members:
        case (Name(), *_) if chain.relations == ("=",) and not _WORDS.search(leading):
            return chain  # a line of a program
        case (Name() as state, Literal() as value) if chain.relations == ("=",):
            return _at_the_start(chain, state, value) if _STARTS.search(leading) or _BEGINS.match(rest) else chain
    step: Node = Literal("1") if _FIRST.search(leading) else Name(STEP)
    stepped = bare if _STEADY.search(said) else {*bare, GRADIENT}

    def change(node: Node) -> Node | None:
        if isinstance(node, Name) and node.name in stepped:
            return Apply(node.name, (step,), span=node.span)
        return None

    return chain.rebuilt(change)


def _at_the_start(chain: Chain, state: Name, value: Literal) -> Chain:
    """The chain as one about the state before the first step."""
    return replace(chain, members=(Apply(state.name, (Literal("0"),), span=state.span), value))


def early_steps() -> list[Chain]:
    """Some of the steps that may be meant where none is said.

    >>> print(early_steps()[1])
    t = 2
    """
    return [Chain((Name(STEP), Literal(str(step))), ("=",)) for step in EARLY]
