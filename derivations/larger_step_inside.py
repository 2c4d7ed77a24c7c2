"""When is the first step larger than the rate, with eps inside the root?  When eps is below beta*g(1)**2, only then."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root
from rmsprop_sym.board import _, by_squares, concludes, eq, lt, ne, proves, size_is
from rmsprop_sym.rules import rmsprop_eps_inside as inside

slope = abs(g(1))
first_inside = abs(inside.theta(1) - inside.theta(0))
inner = (1 - beta) * g(1) ** 2 + eps
inner_size = eta * slope / square_root(inner)


@proves(eq(inside.theta(1) - inside.theta(0), -eta * g(1) / square_root(inner)))
def first_step_inside():
    """The first step from v(0) = 0, with eps inside the root."""
    yield inside.theta(1) - inside.theta(0)
    yield _ == -eta * g(1) / square_root(inside.v(1) + eps), inside.theta.at(1)
    yield _ == -eta * g(1) / square_root(inner), inside.v.at(1), inside.v.start


@proves(eq(first_inside, inner_size), given=[ne(g(1), 0)])
def first_size_inside(some_gradient):
    """Its size."""
    yield first_inside
    yield _ == abs(-eta * g(1) / square_root(inner)), first_step_inside
    yield _ == inner_size, size_is(-eta * g(1) / square_root(inner), inner_size, some_gradient)


@proves(lt(0, beta * g(1) ** 2), given=[lt(eps, beta * g(1) ** 2)])
def room_inside(small_eps):
    """Room for eps."""
    yield 0
    yield _ <= eps
    yield _ < beta * g(1) ** 2, small_eps


@proves(lt(eta, first_inside), given=[lt(eps, beta * g(1) ** 2)])
def first_step_larger_inside_if(small_eps):
    """Inside the root, an eps below beta*g(1)**2 lets the first step be larger than the rate."""
    some_gradient = concludes(ne(g(1), 0), room_inside, small_eps)
    smaller = by_squares(lt(square_root(inner), slope), small_eps, some_gradient)
    yield eta
    yield _ < eta + eta / square_root(inner) * (slope - square_root(inner)), smaller, some_gradient
    yield _ == inner_size, some_gradient
    yield _ == first_inside, first_size_inside.at({}, some_gradient)


@proves(lt(0, (eta * g(1) / square_root(inner)) ** 2), given=[lt(eta, first_inside)])
def larger_inside_needs_a_gradient(larger):
    """A step that is larger than the rate is some step."""
    yield 0
    yield _ < (eta + (first_inside - eta)) ** 2, larger
    yield _ == abs(-eta * g(1) / square_root(inner)) ** 2, first_step_inside
    yield _ == (eta * g(1) / square_root(inner)) ** 2


@proves(lt(eps, beta * g(1) ** 2), given=[lt(eta, first_inside)])
def first_step_larger_inside_only_if(larger):
    """And no other eps does."""
    some_gradient = concludes(ne(g(1), 0), larger_inside_needs_a_gradient, larger)
    root = square_root(inner)
    yield eps
    yield _ < eps + root / eta * (slope + root) * (first_inside - eta), larger, some_gradient
    yield _ == eps + root / eta * (slope + root) * (inner_size - eta), first_size_inside.at({}, some_gradient)
    yield _ == eps + (slope + root) * (slope - root), some_gradient
    yield _ == beta * g(1) ** 2, some_gradient
