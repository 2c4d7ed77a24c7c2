"""What does clipping do to a number?  Between -c and c it leaves it, beyond it puts c or -c."""

from rmsprop_sym.alphabet import c, x, y
from rmsprop_sym.board import _, concludes, eq, le, lt, proves, size_is

from .sizes import size_between, size_not_above, size_not_below


def clipped(x):
    """The number x between -c and c that is nearest to x."""
    return (abs(x + c) - abs(x - c)) / 2


@proves(eq(clipped(x), x), given=[le(abs(x), c)])
def clipping_keeps(small):
    """What is between -c and c stays as it is."""
    above, below = concludes(le(0, x + c), size_not_above, small), concludes(le(0, c - x), size_not_below, small)
    yield clipped(x)
    yield _ == (x + c - abs(x - c)) / 2, size_is(x + c, x + c, above)
    yield _ == (x + c - (c - x)) / 2, size_is(x - c, c - x, below)
    yield _ == x


@proves(eq(clipped(x), c), given=[lt(0, c), le(c, x)])
def clipping_cuts(positive, large):
    """What is above c becomes c."""
    yield clipped(x)
    yield _ == (x + c - abs(x - c)) / 2, size_is(x + c, x + c, concludes(le(0, x + c), positive, large))
    yield _ == (x + c - (x - c)) / 2, size_is(x - c, x - c, large)
    yield _ == c


@proves(le(abs(x + 2 * c), abs(x) + 2 * c), given=[lt(0, c)])
def size_lifted(positive):
    """What lies 2*c higher is at most that much larger."""
    bound = abs(x) + 2 * c
    above = concludes(le(-bound, x + 2 * c), size_not_above, positive)
    below = concludes(le(x + 2 * c, bound), size_not_below)
    yield abs(x + 2 * c)
    yield _ <= bound, size_between.at({x: x + 2 * c, y: bound}, above, below, positive)


@proves(le(abs(x), abs(x + 2 * c) + 2 * c), given=[lt(0, c)])
def size_lowered(positive):
    """And at most that much smaller."""
    bound, lifted = abs(x + 2 * c) + 2 * c, {x: x + 2 * c}
    above = concludes(le(-bound, x), size_not_above.at(lifted))
    below = concludes(le(x, bound), size_not_below.at(lifted), positive)
    yield abs(x)
    yield _ <= bound, size_between.at({y: bound}, above, below, positive)


@proves(le(abs(clipped(x)), c), given=[lt(0, c)])
def clipping(positive):
    """So what is clipped is never larger than c."""
    lower = {x: x - c}
    above = concludes(le(-c, clipped(x)), size_lowered.at(lower, positive))
    below = concludes(le(clipped(x), c), size_lifted.at(lower, positive))
    yield abs(clipped(x))
    yield _ <= c, size_between.at({x: clipped(x), y: c}, above, below, positive)
