"""When is the place of eps seen?  Where, and only where, the gap of the two steps exceeds a unit in the last place."""

from rmsprop_sym.alphabet import eps, x, y
from rmsprop_sym.board import _, concludes, eq, lt, proves, size_is

from .eps_gap import b, c, eps_gap, gap, lifted, root, some_memory
from .sizes import size_squared

apart = eps * abs(1 / (lifted + root) - 1)
enough = lt(y * (root + eps), apart)


@proves(eq(abs(gap), apart / (root + eps)), given=[some_memory])
def eps_gap_size(positive):
    """How large the gap is: eps times the distance of 1/(sqrt(x + eps) + sqrt(x)) from 1, over the divisor."""
    size = eps * abs(c - 1) * b
    yield abs(gap)
    yield _ == abs(eps * (c - 1) * b), eps_gap.at({}, positive)
    yield _ == size, size_is(eps * (c - 1) * b, size, positive, size_squared.at({x: c - 1}))
    yield _ == apart / (root + eps)


@proves(lt(y, abs(gap)), given=[some_memory, enough])
def eps_gap_seen_if(positive, large):
    """It exceeds a unit y if eps times that distance from 1 exceeds y*(sqrt(x) + eps)."""
    more = (apart - y * (root + eps)) / (root + eps)
    yield y
    yield _ < y + more, concludes(lt(0, more), large, positive)
    yield _ == apart / (root + eps), positive
    yield _ == abs(gap), eps_gap_size.at({}, positive)


@proves(enough, given=[some_memory, lt(y, abs(gap))])
def eps_gap_seen_only_if(positive, seen):
    """And only if it is."""
    size = eps_gap_size.at({}, positive)
    more = (root + eps) * (abs(gap) - y)
    yield y * (root + eps)
    yield _ < y * (root + eps) + more, concludes(lt(0, more), seen, positive)
    yield _ == abs(gap) * (root + eps)
    yield _ == apart / (root + eps) * (root + eps), size
    yield _ == apart, positive
