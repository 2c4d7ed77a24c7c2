"""When gradient descent contracts on a parabola of curvature h: if, and only if, 0 < eta*h < 2."""

from rmsprop_sym.alphabet import eta, g, h, t, x, z
from rmsprop_sym.board import _, by_squares, concludes, eq, le, lt, proves
from rmsprop_sym.rules import sgd

from .sizes import size_not_above, size_not_below, size_squared


@proves(eq(sgd.theta(t + 1) - x, (1 - eta * h) * (sgd.theta(t) - x)), given=[eq(g(t + 1), h * (sgd.theta(t) - x))])
def quadratic_gd_step(slope):
    """Gradient descent multiplies the distance to the bottom x by 1 - eta*h."""
    yield sgd.theta(t + 1) - x
    yield _ == sgd.theta(t) - eta * g(t + 1) - x, sgd.theta.at(t + 1)
    yield _ == (1 - eta * h) * (sgd.theta(t) - x), slope


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


@proves(lt(0, eta * h), given=[lt(abs(1 - eta * h), 1)])
def quadratic_gd_only_if_positive(shrinks):
    """The distance shrinks only if 0 < eta*h."""
    yield 0
    yield _ < 1 - abs(1 - eta * h), shrinks
    yield _ <= eta * h, size_not_below.at({x: 1 - eta * h})


@proves(lt(eta * h, 2), given=[lt(abs(1 - eta * h), 1)])
def quadratic_gd_only_if(shrinks):
    """And only if eta*h < 2."""
    yield eta * h
    yield _ <= 1 + abs(1 - eta * h), size_not_above.at({x: 1 - eta * h})
    yield _ < 2, shrinks


@proves(
    le((z - h) / (z + h), x),
    given=[lt(0, h), lt(0, z), le(abs(1 - eta * h), x), le(abs(1 - eta * z), x)],
)
def quadratic_gd_two_curvatures(flat, steep, one, other):
    """One rate for two curvatures: whatever it is, the slower of the two factors is not below (z - h)/(z + h)."""
    upper, lower = size_not_below.at({x: 1 - eta * h}), size_not_above.at({x: 1 - eta * z})
    yield (z - h) / (z + h)
    yield _ == (z * (1 - eta * h) - h * (1 - eta * z)) / (z + h)
    first, second = z * (x - (1 - eta * h)) / (z + h), h * (x + (1 - eta * z)) / (z + h)
    room = concludes(le(0, x - (1 - eta * h)), upper, one), concludes(le(0, x + (1 - eta * z)), lower, other)
    yield _ <= (z * (1 - eta * h) - h * (1 - eta * z)) / (z + h) + (first + second), *room, flat, steep
    yield _ == x, concludes(eq((z + h) / (z + h), 1), flat, steep)


@proves(eq(1 - eta * h, (z - h) / (z + h)), given=[lt(0, h), lt(0, z), eq(eta, 2 / (z + h))])
def quadratic_gd_best_rate(flat, steep, rate):
    """The rate 2/(z + h) has just that factor, on both: z in place of h only turns its sign."""
    yield 1 - eta * h
    yield _ == 1 - 2 * h / (z + h), rate
    yield _ == (z + h) / (z + h) - 2 * h / (z + h), concludes(eq((z + h) / (z + h), 1), flat, steep)
    yield _ == (z - h) / (z + h)
