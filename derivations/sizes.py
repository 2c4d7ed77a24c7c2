"""What is needed of the size of a number: it is not below the number, and bounds on both sides are a bound on it."""

from rmsprop_sym.alphabet import x, y
from rmsprop_sym.board import _, by_cases, by_squares, concludes, eq, le, lt, proves, size_is

size_squared = concludes(eq(abs(x) ** 2, x**2))


@proves(le(x, abs(x)), given=[le(0, x)])
def size_of_positive(positive):
    """A number that is not negative is its own size."""
    yield x
    yield _ <= abs(x), size_is(x, x, positive)


@proves(le(x, abs(x)), given=[le(x, 0)])
def size_of_negative(negative):
    """A negative number lies below every size."""
    yield x
    yield _ <= abs(x), negative


size_not_below = by_cases(le(0, x), size_of_positive, size_of_negative)


@proves(le(-abs(x), x))
def size_not_above():
    """A number has the size of its opposite."""
    yield -abs(x)
    yield _ == -abs(-x), size_is(-x, abs(x))
    yield _ <= x, size_not_below.at({x: -x})


@proves(le(x**2, y**2), given=[le(-y, x), le(x, y)])
def square_between(above, below):
    """What is between -y and y has a square not above y**2."""
    yield x**2
    yield _ <= x**2 + (y - x) * (x + y), above, below
    yield _ == y**2


@proves(le(abs(x), y), given=[lt(0, y), le(-y, x), le(x, y)])
def size_between(positive, above, below):
    """And a size not above y."""
    yield abs(x)
    yield _ <= y, by_squares(le(abs(x), y), positive, square_between.at({}, above, below))
