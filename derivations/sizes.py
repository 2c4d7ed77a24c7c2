"""What is needed of the size of a number: it is not below the number, and what bounds on it or its square say of it."""

from rmsprop_sym.alphabet import c, square_root, x, y, z
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


@proves(lt(abs(y) / square_root(c), z), given=[lt(0, c), lt(0, z), lt(y**2, z**2 * c)])
def size_below_root(positive, some, smaller):
    """What has a square below z**2*c is below z roots of c."""
    root = z * square_root(c)
    squares = concludes(lt(abs(y) ** 2, root**2), smaller, size_squared.at({x: y}), positive)
    below = by_squares(lt(abs(y), root), squares, concludes(lt(0, root), positive, some))
    yield abs(y) / square_root(c)
    yield _ < abs(y) / square_root(c) + (root - abs(y)) / square_root(c), below, positive
    yield _ == z, positive


@proves(le(abs(y) / square_root(c), z), given=[lt(0, c), lt(0, z), le(y**2, z**2 * c)])
def size_within_root(positive, some, bounded):
    """And what has one not above it is not above them."""
    root = z * square_root(c)
    squares = concludes(le(abs(y) ** 2, root**2), bounded, size_squared.at({x: y}), positive)
    within = by_squares(le(abs(y), root), squares, concludes(lt(0, root), positive, some))
    yield abs(y) / square_root(c)
    yield _ <= abs(y) / square_root(c) + (root - abs(y)) / square_root(c), within, positive
    yield _ == z, positive
