r"""The largest and the smallest of a sequence so far: `v_t \le \max_{i \le t} g_i^2`.

Whatever holds for every number that is no less than any member holds for the largest of them; that it fails is shown
by runs of few steps, in which the largest is one of so many numbers.
"""

from __future__ import annotations

from collections.abc import Collection

from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Call, Chain, Literal, Name, Node, Sum, walk
from rmsprop_sym.claims.expressions.tree import Extreme, applied_in, names_in, rebuilt
from rmsprop_sym.claims.symbolic.settings import Every

EARLY = 3
_FREE = "MBCLKUW"
_BELOW = {"max": "<=", "min": ">="}


def has_extremes(chain: Chain) -> bool:
    r"""Whether a largest or smallest member stands in it.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> has_extremes(parse_formula(r"v_t \le \max_{i \le t} g_i^2")), has_extremes(parse_formula("v_t = 1"))
    (True, False)
    """
    return bool(_extremes(chain))


def bounded(chain: Chain) -> tuple[Chain, tuple[Every, ...]] | None:
    r"""The chain with a letter for each extreme, and that it bounds every member; None if it may not be read so.

    Nothing in the chain may come of a later step than the last over which the extreme is looked for.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> chain, (every,) = bounded(parse_formula(r"v_t \le \max_{i \le t} g_i^2"))
    >>> print(chain, "if", every)
    v(t) <= M if g(i)^2 <= M for every i
    """
    found = _extremes(chain)
    if not all(map(_is_plain, found)) or len({each.upper for each in found}) != 1:
        return None
    taken = names_in(chain)
    free = [letter for letter in _FREE if letter not in taken]
    if len(found) > len(free) or not _is_within(chain, found[0].upper):
        return None
    letters = dict(zip(found, free, strict=False))
    bare = _with(chain, {each: Name(letter, span=each.span) for each, letter in letters.items()})
    said = (
        Every(Chain((_at(each, Name("i")), Name(letter)), (_BELOW[each.function],)), "i")
        for each, letter in letters.items()
    )
    return bare, tuple(said)


def at_an_early_step(chain: Chain, said: Collection[str] = ()) -> Chain | None:
    r"""The chain after three steps, where the extremes are of so many numbers; None if their last step may not be that.

    Of the letters that are `said` something more is supposed.

    What is said to be less is no more there: nobody speaks of gradients that are all 0.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> print(at_an_early_step(parse_formula(r"v_t \le \max_{i \le t} g_i^2")))
    v(3) <= max(g(1)^2, g(2)^2, g(3)^2)
    """
    found = _extremes(chain)
    ends = {each.upper for each in found}
    if not all(map(_is_plain, found)) or len(ends) != 1 or names_in(*ends) & {*said}:
        return None
    members = {each: [_at(each, Literal(str(i))) for i in range(1, EARLY + 1)] for each in found}
    relations = tuple(f"{relation}=" if relation in ("<", ">") else relation for relation in chain.relations)
    at = _with(chain, {each: Call(each.function, tuple(some), span=each.span) for each, some in members.items()})
    (last,) = ends
    return Chain(tuple(_early(member, last) for member in at.members), relations)


def _extremes(chain: Chain) -> list[Extreme]:
    parts = walk(chain)
    return list(dict.fromkeys(part for part in parts if isinstance(part, Extreme)))


def _is_plain(extreme: Extreme) -> bool:
    """Whether it is looked for from step 1 to a letter, among what comes of one step each and of no other letter."""
    body = extreme.body
    applied = applied_in(body)
    counted = names_in(body) & {*NATURALS, extreme.index} <= {extreme.index}
    at_index = all(part.arguments == (Name(extreme.index),) for part in applied)
    nested = any(isinstance(part, Extreme | Sum) for part in walk(body))
    ends = extreme.lower == Literal("1") and isinstance(extreme.upper, Name) and extreme.upper.name in NATURALS
    return bool(applied) and counted and at_index and ends and not nested


def _is_within(chain: Chain, last: Node) -> bool:
    """Whether all that a chain says is of steps no later than the last: of it, of one before, or summed up to it."""
    return all(_within(member, last, frozenset()) for member in chain.members)


def _within(node: Node, last: Node, summed: frozenset[str]) -> bool:
    match node:
        case Extreme():
            return True
        case Sum(body=body, index=index, lower=lower, upper=upper):
            ends = _reaches(upper, last, summed) and isinstance(lower, Literal) and lower.value >= 1
            return ends and _within(body, last, summed | {index})
        case Apply(arguments=arguments):
            return len(arguments) == 1 and _reaches(arguments[0], last, summed)
    return all(_within(part, last, summed) for part in node.parts)


def _reaches(index: Node, last: Node, summed: frozenset[str]) -> bool:
    """Whether an index is that of the last step, of a number of steps before it, or of what is summed."""
    match index:
        case Name(name=name):
            return index == last or name in summed
        case Binary(op="-", left=left, right=Literal() as number):
            return left == last and number.numeral.integer and number.value >= 0
    return False


def _with(chain: Chain, values: dict[Extreme, Node]) -> Chain:
    def change(node: Node) -> Node | None:
        return values.get(node) if isinstance(node, Extreme) else None

    return chain.rebuilt(change)


def _at(extreme: Extreme, step: Node) -> Node:
    """The member at a step."""
    return rebuilt(extreme.body, lambda part: step if part == Name(extreme.index) else None)


def _early(member: Node, last: Node) -> Node:
    """The member of a chain at an early step in place of the last one."""
    return rebuilt(member, lambda part: Literal(str(EARLY), span=part.span) if part == last else None)
