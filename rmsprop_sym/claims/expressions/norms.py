r"""Norms of vectors with one entry for each parameter: `\|w_t - w_{t-1}\|_2 \le \eta\sqrt{d/(1-\beta)}`.

Each entry follows the rule by itself, so that all of them may be alike: a bound on the norm, in which no gradient
stands, is one on the size of an entry, times the root of how many there are, or once for the largest.
"""

from __future__ import annotations

import re

from rmsprop_sym.claims.expressions.tree import Apply, Binary, Call, Chain, Name, Node, names_in, walk
from rmsprop_sym.claims.unreadable import Unreadable

COUNTED = "n"  # how many entries there are
_DIMENSIONS = ("d", "D", "P", "p", "N")
_OPEN = r"(?:\\left\s*)?(?:\\\||\\lVert(?![A-Za-z])|‖|(?<![\w})|\]])\|\|)"
_CLOSE = r"(?:\\right\s*)?(?:\\\||\\rVert(?![A-Za-z])|‖|\|\|)"
_NORM = re.compile(
    rf"(?P<open>{_OPEN})(?P<inside>(?:(?!\\\||‖|\|\||\\[lr]Vert|\\[lg]eq?(?![a-z]))[^=<>≤≥])+?)(?P<close>{_CLOSE})"
    r"(?P<kind>\s*_\s*(?:2|1|∞|\\infty(?![A-Za-z])|\{\s*(?:2|1|∞|\\infty)\s*\})|₂|₁)?"
)
_ONE, _LARGEST = ("1", "₁"), ("infty", "∞")


def without_norms(text: str) -> tuple[str, dict[int, str]]:
    r"""The formula, as long as before, with bars in place of norms, and where these begin: two, one, or the largest.

    >>> without_norms(r"\|g_t\|_\infty \le G")
    (' |g_t|         \\le G', {1: 'infty'})
    """
    kinds = dict[int, str]()

    def barred(match: re.Match[str]) -> str:
        kind = match["kind"] or "2"
        at = match.start("inside") - 1
        kinds[at] = next((each for each in (*_ONE, *_LARGEST) if each in kind), "2")
        width = len(match[0]) - len(match["open"]) - len(match["inside"])
        return f"{'|'.rjust(len(match['open']))}{match['inside']}{'|'.ljust(width)}"

    return _NORM.sub(barred, text), kinds


def in_entries(chain: Chain, kinds: dict[int, str]) -> Chain:
    """The chain about a single entry; each norm, by where it begins, is a number of times its size.

    Raises Unreadable for norms of which no bound in numbers is stated, or without a letter for the number of entries.
    """
    if not kinds:
        return chain
    normed = [any(_begins(part, kinds) for part in walk(member)) for member in chain.members]
    told = [member for member, has in zip(chain.members, normed, strict=True) if not has]
    ordered = {*chain.relations} <= {"<=", "<", "="} and normed == sorted(normed, reverse=True)
    if sum(normed) != 1 or not told or not ordered or any(isinstance(p, Apply) for p in walk(*told)):
        raise Unreadable("a norm is read where a bound on it is stated that has no gradient", 1)
    names = names_in(chain)
    count = next((name for name in _DIMENSIONS if name in names), None)
    if (count is None and not {*kinds.values()} <= {*_LARGEST}) or COUNTED in names:
        raise Unreadable("the number of entries of the vector has no letter here", 1)

    def change(node: Node) -> Node | None:
        if node == Name(count or ""):
            return Name(COUNTED, span=node.span)
        kind = kinds.get(node.span.start) if _begins(node, kinds) else None
        if kind is None or kind in _LARGEST:
            return None
        times: Node = Name(COUNTED) if kind in _ONE else Call("sqrt", (Name(COUNTED),))
        return Binary("*", times, node, span=node.span)

    return chain.rebuilt(change)


def _begins(node: Node, kinds: dict[int, str]) -> bool:
    """Whether it is what was a norm."""
    return isinstance(node, Call) and node.function == "abs" and node.span.start in kinds
