"""Where RMSProp cannot rest: half a rate beside the bottom of a parabola."""

from rmsprop_sym.alphabet import beta, eta, g, h, square_root, t, x
from rmsprop_sym.board import _, concludes, eq, lt, proves
from rmsprop_sym.rules import rmsprop_no_eps

v, theta = rmsprop_no_eps.v, rmsprop_no_eps.theta

bottom = eq(x, theta(t) - eta / 2)
steady = eq(h, 2 * square_root(v(t)) / eta)
slope_here, slope_there = eq(g(t + 1), h * (theta(t) - x)), eq(g(t + 2), h * (theta(t + 1) - x))
"""RMSProp at its steady state, half a rate beside the bottom x of a parabola."""


@proves(eq(g(t + 1), square_root(v(t))), given=[bottom, steady, slope_here])
def two_cycle_slope(beside, still, slope):
    """The slope there is the root of the mean square."""
    yield g(t + 1)
    yield _ == h * (theta(t) - (theta(t) - eta / 2)), slope, beside
    yield _ == 2 * square_root(v(t)) / eta * (eta / 2), still
    yield _ == square_root(v(t))


@proves(eq(v(t + 1), v(t)), given=[bottom, steady, slope_here, lt(0, v(t))])
def two_cycle_keeps_mean(beside, still, slope, positive):
    """So the mean square stays where it is."""
    yield v(t + 1)
    yield _ == beta * v(t) + (1 - beta) * g(t + 1) ** 2, v.at(t + 1)
    yield _ == beta * v(t) + (1 - beta) * square_root(v(t)) ** 2, two_cycle_slope.at({}, beside, still, slope)
    yield _ == v(t), positive


@proves(eq(theta(t + 1), x - eta / 2), given=[bottom, steady, slope_here, lt(0, v(t))])
def two_cycle_crosses(beside, still, slope, positive):
    """A step of the size of the rate crosses to the other side."""
    mean, gradient = (
        two_cycle_keeps_mean.at({}, beside, still, slope, positive),
        two_cycle_slope.at({}, beside, still, slope),
    )
    yield theta(t + 1)
    yield _ == theta(t) - eta * g(t + 1) / square_root(v(t + 1)), theta.at(t + 1)
    yield _ == theta(t) - eta * g(t + 1) / square_root(v(t)), mean
    yield _ == theta(t) - eta * (square_root(v(t)) / square_root(v(t))), gradient
    yield _ == theta(t) - eta, positive
    yield _ == x - eta / 2, beside


@proves(eq(g(t + 2), -square_root(v(t))), given=[bottom, steady, slope_here, slope_there, lt(0, v(t))])
def two_cycle_slope_beyond(beside, still, slope, beyond, positive):
    """There the slope is the opposite one."""
    yield g(t + 2)
    yield _ == h * (x - eta / 2 - x), beyond, two_cycle_crosses.at({}, beside, still, slope, positive)
    yield _ == -(2 * square_root(v(t)) / eta * (eta / 2)), still
    yield _ == -square_root(v(t))


@proves(eq(theta(t + 2), theta(t)), given=[bottom, steady, slope_here, slope_there, lt(0, v(t))])
def quadratic_two_cycle(beside, still, slope, beyond, positive):
    """And the next step comes back: at a constant rate there is no convergence."""
    root, there = square_root(v(t)), two_cycle_slope_beyond.at({}, beside, still, slope, beyond, positive)
    mean = two_cycle_keeps_mean.at({}, beside, still, slope, positive)
    same = concludes(eq(beta * v(t) + (1 - beta) * root**2, v(t)), positive)
    yield theta(t + 2)
    yield _ == theta(t + 1) - eta * g(t + 2) / square_root(v(t + 2)), theta.at(t + 2)
    yield _ == theta(t + 1) - eta * g(t + 2) / square_root(beta * v(t + 1) + (1 - beta) * g(t + 2) ** 2), v.at(t + 2)
    yield _ == theta(t + 1) - eta * (-root) / square_root(beta * v(t) + (1 - beta) * (-root) ** 2), mean, there
    yield _ == theta(t + 1) + eta * (root / root), same
    yield _ == theta(t + 1) + eta, positive
    yield _ == x - eta / 2 + eta, two_cycle_crosses.at({}, beside, still, slope, positive)
    yield _ == theta(t), beside
