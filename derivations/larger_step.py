"""When is the first step larger than the rate?  When eps is small beside the gradient, and then only."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root
from rmsprop_sym.board import _, by_squares, concludes, eq, lt, ne, proves, size_is
from rmsprop_sym.rules import rmsprop

from .first_step import first_step

theta = rmsprop.theta
share, slope = square_root(1 - beta), abs(g(1))

first = abs(theta(1) - theta(0))
divisor = share * slope + eps
first_size = eta * slope / divisor


@proves(lt(share, 1))
def share_below_one():
    """The root of what is below 1 is below 1."""
    yield share
    yield _ < 1, by_squares(lt(share, 1))


@proves(eq(first, first_size), given=[ne(g(1), 0)])
def first_size_with_eps(some_gradient):
    """The size of the first step from v(0) = 0."""
    yield first
    yield _ == abs(-eta * g(1) / divisor), first_step
    yield _ == first_size, size_is(-eta * g(1) / divisor, first_size, some_gradient)


@proves(lt(0, (1 - share) * slope), given=[lt(eps, (1 - share) * slope)])
def room(small_eps):
    """There is room for eps."""
    yield 0
    yield _ <= eps
    yield _ < (1 - share) * slope, small_eps


@proves(lt(0, (1 - share) ** 2 * g(1) ** 2), given=[lt(eps, (1 - share) * slope)])
def room_squared(small_eps):
    """Where there is room there is a gradient."""
    yield 0
    yield _ < ((1 - share) * slope) ** 2, room, small_eps
    yield _ == (1 - share) ** 2 * g(1) ** 2


@proves(lt(eta, first), given=[lt(eps, (1 - share) * slope)])
def first_step_larger_if(small_eps):
    """Outside the root, an eps below (1 - sqrt(1 - beta))*abs(g(1)) lets the first step be larger than the rate."""
    some_gradient = concludes(ne(g(1), 0), room_squared, small_eps)
    yield eta
    yield _ < eta + eta / divisor * (slope - divisor), small_eps, some_gradient
    yield _ == first_size, some_gradient
    yield _ == first, first_size_with_eps.at({}, some_gradient)


@proves(lt(0, (eta * g(1) / divisor) ** 2), given=[lt(eta, first)])
def larger_needs_a_gradient(larger):
    """A step that is larger than the rate is some step."""
    yield 0
    yield _ < (eta + (first - eta)) ** 2, larger
    yield _ == abs(-eta * g(1) / divisor) ** 2, first_step
    yield _ == (eta * g(1) / divisor) ** 2


@proves(lt(eps, (1 - share) * slope), given=[lt(eta, first)])
def first_step_larger_only_if(larger):
    """And no other eps does."""
    some_gradient = concludes(ne(g(1), 0), larger_needs_a_gradient, larger)
    yield eps
    yield _ < eps + divisor / eta * (first - eta), larger, some_gradient
    yield _ == eps + divisor / eta * (first_size - eta), first_size_with_eps.at({}, some_gradient)
    yield _ == (1 - share) * slope, some_gradient
