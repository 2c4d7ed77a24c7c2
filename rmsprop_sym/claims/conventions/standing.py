"""Letters that a note writes without a step: after `v <- b v + (1-b) g^2`, v is what it is after t steps."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Literal, Name, Node, walk
from rmsprop_sym.claims.expressions.tree import rebuilt

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


def at_a_step(chain: Chain, standing: AbstractSet[str], leading: str, rest: str, said: str) -> Chain:
    """The chain with its states that have no step as they are at step t, or at the first if that leads to it.

    The gradient beside them is that of the step, unless the words around speak of one that stays the same.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> print(at_a_step(parse_formula("v >= (1 - b) g^2"), {"v"}, "always ", "", ""))
    v(t) >= (1 - b)*g(t)^2
    >>> print(at_a_step(parse_formula("v = g^2"), {"v"}, "in the first step ", "", "constant"))
    v(1) = g^2
    """
    parts = [part for member in chain.members for part in walk(member)]
    bare = {part.name for part in parts if isinstance(part, Name)} & standing
    if not bare or any(isinstance(part, Apply) for part in parts):
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

    return replace(chain, members=tuple(rebuilt(member, change) for member in chain.members))


def _at_the_start(chain: Chain, state: Name, value: Literal) -> Chain:
    """The chain as one about the state before the first step."""
    return replace(chain, members=(Apply(state.name, (Literal("0"),), span=state.span), value))


def early_steps() -> list[Chain]:
    """Some of the steps that may be meant where none is said.

    >>> print(early_steps()[1])
    t = 2
    """
    return [Chain((Name(STEP), Literal(str(step))), ("=",)) for step in EARLY]
