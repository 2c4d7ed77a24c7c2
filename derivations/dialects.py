"""How do dialects differ at the first step?  Here by the place of eps, and by the start."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root, t
from rmsprop_sym.board import _, eq, proves
from rmsprop_sym.rules import rmsprop, rmsprop_eps_outside_ones, rmsprop_tf1
from rmsprop_sym.rules import rmsprop_eps_inside as inside

from .first_step import first_step
from .larger_step_inside import first_step_inside


def step_of(rule, n):
    """Step n + 1 of a rule."""
    return rule.theta(n + 1) - rule.theta(n)


def later(equation):
    """The equation one step later."""
    return equation.at({t: t + 1})


def way(rule, n):
    """How far a rule has come after n steps."""
    return rule.theta(n) - rule.theta(0)


def together(one, other, same_step, *given):
    """Two rules with the same steps: what is said of the ways they have come, its base and its step."""

    def equally_far(n):
        return eq(way(one, n), way(other, n))

    @proves(equally_far(0))
    def at_the_start():
        """Before the first step neither has moved."""
        yield way(one, 0)
        yield _ == way(other, 0)

    @proves(equally_far(t + 1), given=[equally_far(t), *given])
    def one_more_step(ih, *hypotheses):
        """And then both take the same step."""
        yield way(one, t + 1)
        yield _ == way(one, t) + step_of(one, t)
        yield _ == way(other, t) + step_of(other, t), ih, same_step, *hypotheses
        yield _ == way(other, t + 1)

    return equally_far, at_the_start, one_more_step


def first(rule):
    """The first step of a rule."""
    return rule.theta(1) - rule.theta(0)


share, slope = square_root(1 - beta), abs(g(1))
outside_from_zero = share * slope + eps
inside_from_zero = square_root((1 - beta) * g(1) ** 2 + eps)
from_one = beta + (1 - beta) * g(1) ** 2


@proves(eq(first(rmsprop) - first(inside), eta * g(1) * (1 / inside_from_zero - 1 / outside_from_zero)))
def eps_place_at_first():
    """What the place of eps changes in the first step."""
    yield first(rmsprop) - first(inside)
    yield _ == -eta * g(1) / outside_from_zero - first(inside), first_step
    yield _ == -eta * g(1) / outside_from_zero - -eta * g(1) / inside_from_zero, first_step_inside
    yield _ == eta * g(1) * (1 / inside_from_zero - 1 / outside_from_zero)


def from_one_or_zero(other):
    """What is lost of the first step where the mean square starts from 1 in place of 0, by the divisor then."""
    return eta * g(1) * (1 / other - 1 / outside_from_zero)


@proves(eq(first(rmsprop) - first(rmsprop_eps_outside_ones), from_one_or_zero(square_root(from_one) + eps)))
def start_at_first():
    """What a start from 1 in place of 0 changes in the first step, eps outside the root."""
    ones, plain = rmsprop_eps_outside_ones, -eta * g(1) / outside_from_zero
    yield first(rmsprop) - first(ones)
    yield _ == plain - first(ones), first_step
    yield _ == plain - -eta * g(1) / (square_root(ones.v(1)) + eps), ones.theta.at(1)
    yield _ == plain - -eta * g(1) / (square_root(from_one) + eps), ones.v.at(1), ones.v.start
    yield _ == from_one_or_zero(square_root(from_one) + eps)


@proves(eq(first(inside) - first(rmsprop_tf1), eta * g(1) * (1 / square_root(from_one + eps) - 1 / inside_from_zero)))
def start_at_first_inside():
    """And with eps inside the root, where TensorFlow 1 starts from 1 and Optax from 0."""
    tf1, plain = rmsprop_tf1, -eta * g(1) / inside_from_zero
    yield first(inside) - first(tf1)
    yield _ == plain - first(tf1), first_step_inside
    yield _ == plain - -eta * g(1) / square_root(tf1.v(1) + eps), tf1.theta.at(1)
    yield _ == plain - -eta * g(1) / square_root(from_one + eps), tf1.v.at(1), tf1.v.start
    yield _ == eta * g(1) * (1 / square_root(from_one + eps) - 1 / inside_from_zero)
