"""How small must eps be for its place not to be seen?  Small beside the root of v, and beside v."""

from rmsprop_sym.alphabet import eps, x, y
from rmsprop_sym.board import _, le, lt, proves

from .eps_gap import eps_gap_not_above, eps_gap_not_below, gap, root, some_memory
from .sizes import size_between


@proves(le(gap, y), given=[some_memory, le(eps, 2 * y * x)])
def eps_gap_below_unit(positive, small):
    """The gap is below a unit y if eps is below 2*y*x."""
    yield gap
    yield _ <= eps / (2 * x), eps_gap_not_above.at({}, positive)
    yield _ <= eps / (2 * x) + (2 * y * x - eps) / (2 * x), small, positive
    yield _ == y, positive


@proves(le(-y, gap), given=[some_memory, le(eps, y * root)])
def eps_gap_above_minus_unit(positive, small):
    """And above -y if eps is below y*sqrt(x)."""
    yield -y
    yield _ <= -y + (y * root - eps) / root, small, positive
    yield _ == -eps / root, positive
    yield _ <= gap, eps_gap_not_below.at({}, positive)


@proves(le(abs(gap), y), given=[some_memory, lt(0, y), le(eps, y * root), le(eps, 2 * y * x)])
def eps_gap_unseen(positive, unit, small, smaller):
    """So the gap is not above a unit y in the last place while eps is neither above y*sqrt(x) nor above 2*y*x."""
    above, below = eps_gap_above_minus_unit.at({}, positive, small), eps_gap_below_unit.at({}, positive, smaller)
    yield abs(gap)
    yield _ <= y, size_between.at({x: gap}, unit, above, below)
