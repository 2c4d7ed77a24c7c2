"""When gradient descent contracts on a parabola of curvature h: if, and only if, 0 < eta*h < 2."""

from rmsprop_sym.alphabet import eta, g, h, t, x
from rmsprop_sym.board import _, by_cases, by_squares, concludes, eq, le, lt, proves, size_is
from rmsprop_sym.rules import rmsprop, sgd

v, theta = rmsprop.v, rmsprop.theta


@proves(eq(sgd.theta(t + 1) - x, (1 - eta * h) * (sgd.theta(t) - x)), given=[eq(g(t + 1), h * (sgd.theta(t) - x))])
def quadratic_gd_step(slope):
    """Gradient descent multiplies the distance to the bottom x by 1 - eta*h."""
    yield sgd.theta(t + 1) - x
    yield _ == sgd.theta(t) - eta * g(t + 1) - x, sgd.theta.at(t + 1)
    yield _ == (1 - eta * h) * (sgd.theta(t) - x), slope


size_squared = concludes(eq(abs(x) ** 2, x**2))


@proves(lt(abs(1 - eta * h) ** 2, 1), given=[lt(0, eta * h), lt(eta * h, 2)])
def factor_squared(positive, small):
    """1 - (1 - eta*h)**2 is eta*h*(2 - eta*h)."""
    yield abs(1 - eta * h) ** 2
    yield _ == (1 - eta * h) ** 2, size_squared.at({x: 1 - eta * h})
    yield _ == 1 - eta * h * (2 - eta * h)
    yield _ < 1, concludes(lt(0, eta * h * (2 - eta * h)), positive, small)


@proves(lt(abs(1 - eta * h), 1), given=[lt(0, eta * h), lt(eta * h, 2)])
def quadratic_gd_if(positive, small):
    """The distance shrinks if 0 < eta*h < 2."""
    yield abs(1 - eta * h)
    yield _ < 1, by_squares(lt(abs(1 - eta * h), 1), factor_squared.at({}, positive, small))


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


@proves(lt(0, eta * h), given=[lt(abs(1 - eta * h), 1)])
def quadratic_gd_only_if_positive(shrinks):
    """The distance shrinks only if 0 < eta*h."""
    yield 0
    yield _ < 1 - abs(1 - eta * h), shrinks
    yield _ <= eta * h, size_not_below.at({x: 1 - eta * h})


@proves(lt(eta * h, 2), given=[lt(abs(1 - eta * h), 1)])
def quadratic_gd_only_if_small(shrinks):
    """And only if eta*h < 2."""
    yield eta * h
    yield _ <= 1 + abs(1 - eta * h), size_not_above.at({x: 1 - eta * h})
    yield _ < 2, shrinks
