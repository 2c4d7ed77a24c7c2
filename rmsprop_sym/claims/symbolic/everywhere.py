"""Which steps a statement speaks of: hypotheses that are meant for every step, and divisors that need a first one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Apply, Head, Lambda, Letter, Number, Term, free, substitute
from rmsprop_sym.search import walk


def general(hypotheses: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """The hypotheses, those for every step that speak of gradients at a step of which nothing else is said."""
    found = []
    for k, hypothesis in enumerate(hypotheses):
        others = (*claims, *hypotheses[:k], *hypotheses[k + 1 :])
        spoken = {x for claim in others if not claim.within for x in claim.free()}
        steps = [x for x in hypothesis.free() if isinstance(x, Letter) and x.natural and x not in spoken]
        names = hypothesis.relation == "="  # `x = g(i)` names one gradient
        every = for_every(hypothesis, steps[0]) if len(steps) == 1 and not names else None
        found.append(every or hypothesis)
    return found


def for_every(claim: Claim, step: Letter) -> Claim | None:
    """The claim for every step, if it speaks of the step only as that of a gradient."""
    sides = (claim.left, claim.right)
    if claim.within or claim.relation == "->" or not any(map(_is_gradient, (p for s in sides for p in walk(s)))):
        return None
    if not all(_only_of_gradients(side, step) for side in sides):
        return None
    return Claim(Lambda(step, claim.left), claim.relation, Lambda(step, claim.right), (ONE,))


def _is_gradient(part: Term) -> bool:
    return isinstance(part, Apply) and part.head.kind == "sequence"


def _only_of_gradients(whole: Term, step: Letter) -> bool:
    """Whether the step stands only as the index of a gradient."""
    match whole:
        case Apply(Head(_, "sequence"), (index,)):
            return index == step or step not in free(index)
        case Apply(_, args):
            return all(_only_of_gradients(arg, step) for arg in args)
    return step not in free(whole)


def counted_from_one(whole: Term) -> Iterable[Letter]:
    """The steps at 0 of which something would be divided by a root of 0: t in 1/sqrt(1 - beta**t)."""
    for part in walk(whole):
        match part:
            case Apply(Head("**"), (base, Number(value))) if value < 0:
                below = base.args[0] if isinstance(base, Apply) and base.head == Head("sqrt") else ONE
                for x in free(below):
                    bare = isinstance(x, Letter) and x.natural and not any(map(_has_index, walk(below)))
                    if isinstance(x, Letter) and bare and not normal(substitute(below, {x: ZERO})):
                        yield x


def _has_index(part: Term) -> bool:
    return isinstance(part, Lambda) or (isinstance(part, Apply) and part.head.kind in ("state", "sequence"))
