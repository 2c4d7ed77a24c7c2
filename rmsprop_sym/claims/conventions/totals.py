"""A letter that a note defines by its sum, such as `r_t = Σ g_i²`, as the recurrence that it follows."""

from __future__ import annotations

from collections.abc import Sequence

from rmsprop_sym.claims.conventions.model import Recurrence
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Node, Sum, walk
from rmsprop_sym.claims.expressions.tree import joined, operands, rebuilt


def total(chain: Chain) -> Recurrence | None:
    r"""The recurrence of a letter that is a sum over all steps so far, the older ones faded or not; else None.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> for sum_ in (r"\sum_{i=1}^t g_i^2", r"(1-\mu)\sum_{k=0}^{t-1} \mu^k g_{t-k}"):
    ...     print(total(parse_formula(rf"r_t = {sum_}")).chain)
    r(t) = r(t - 1) + g(t)^2
    r(t) = mu*r(t - 1) + (1 - mu)*g(t)
    """
    match chain:
        case Chain((Apply(name=name, arguments=(Name(name=step),)), right), ("=",)):
            moved = _moved(name, step, operands(right, "*"))
            return Recurrence(name, Chain((chain.members[0], moved), ("=",)), step, 0) if moved else None
    return None


def _moved(name: str, step: str, factors: Sequence[Node]) -> Node | None:
    """What the sum is at a step, by what it was at the step before."""
    sums = [each for each in factors if isinstance(each, Sum)]
    outer = [each for each in factors if not isinstance(each, Sum)]
    if len(sums) != 1 or any(Name(step) in walk(each) for each in outer):
        return None
    now, before = Name(step), Binary("-", Name(step), Literal("1"))
    whole, (age, place) = sums[0], _counted(sums[0], step)
    terms = operands(whole.body, "*")
    fading = [each for each in terms if isinstance(each, Binary) and each.op == "^" and each.right == age]
    rest = [
        rebuilt(
            each,
            lambda part: Apply(part.name, (now,)) if isinstance(part, Apply) and part.arguments == (place,) else None,
        )
        for each in terms
        if each not in fading
    ]
    spoken = list(walk(*rest))
    signals = [part for part in spoken if isinstance(part, Apply)]
    bare = [part for part in spoken if part in (Name(step), Name(whole.index))]
    if len(fading) > 1 or not signals or len(bare) != len(signals) or any(x.arguments != (now,) for x in signals):
        return None
    old: Node = Apply(name, (before,))
    kept = [base.left for base in fading if isinstance(base, Binary)]
    return Binary("+", joined("*", [*kept, old]), joined("*", [*outer, *rest]))


def _counted(whole: Sum, step: str) -> tuple[Node | None, Node | None]:
    """How old a term of the sum is, and at which step it was seen, if the sum runs over all steps from the first."""
    now, index = Name(step), Name(whole.index)
    match whole.lower, whole.upper:
        case Literal() as first, Name(name=last) if first.value == 1 and last == step:
            return Binary("-", now, index), index
        case Literal() as first, Binary("-", Name(name=last), Literal() as one) if first.value == 0 and one.value == 1:
            return (index, Binary("-", now, index)) if last == step else (None, None)
    return None, None
