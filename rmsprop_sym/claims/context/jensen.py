"""Jensen's inequality: how the mean of a function compares with the function of the mean, which no law turns round."""

from __future__ import annotations

from rmsprop_sym.claims.expressions.moments import MEAN, is_moment
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Node, walk
from rmsprop_sym.claims.expressions.tree import rebuilt


def is_jensen(link: Chain) -> bool:
    r"""Whether a link compares the mean of a function with that function of the mean.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [is_jensen(parse_formula(text)) for text in (r"E\sqrt{v_t} \le \sqrt{E v_t}", r"E v_t \le \sqrt{E v_t^2}")]
    [True, False]
    """
    left, right = link.members
    return _compares(left, right) or _compares(right, left)


def _compares(mean: Node, other: Node) -> bool:
    """Whether the first is the mean of what the second is with a mean inside."""
    means = [part for part in walk(other) if isinstance(part, Apply) and part.name == MEAN and is_moment(part)]
    match mean:
        case Apply(name=name, arguments=(body,)) if name == MEAN and len(means) == 1 and other != means[0]:
            return rebuilt(other, lambda part: part.arguments[0] if part == means[0] else None) == body
    return False
