"""Does it matter whether momentum sums gradients or steps?  Not while the rate is constant."""

from rmsprop_sym.alphabet import eps, eta, g, h, mu, square_root, t, x, y, z
from rmsprop_sym.board import _, by_induction, concludes, eq, proves
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules import rmsprop_momentum as after
from rmsprop_sym.rules import rmsprop_momentum_rate_inside as before

from .dialects import later, step_of, together
from .eps_places import no_eps
from .memories import memory_under_momentum, memory_under_momentum_rate_inside

v = rmsprop.v


def proportional(n):
    return eq(before.b(n), eta * after.b(n))


@proves(proportional(0))
def proportional_base():
    """Both sums start from nothing."""
    yield before.b(0)
    yield _ == 0, before.b.start
    yield _ == eta * after.b(0), after.b.start


@proves(proportional(t + 1), given=[proportional(t), no_eps])
def proportional_step(ih, nothing):
    """A constant rate can be taken out of the sum."""
    scaled = g(t + 1) / square_root(v(t + 1))
    yield before.b(t + 1)
    yield _ == mu * before.b(t) + eta * g(t + 1) / square_root(before.v(t + 1) + eps), before.b.at(t + 1)
    yield _ == mu * before.b(t) + eta * scaled, later(memory_under_momentum_rate_inside), nothing
    yield _ == eta * (mu * after.b(t) + scaled), ih
    yield (
        _ == eta * (mu * after.b(t) + g(t + 1) / (square_root(after.v(t + 1)) + eps)),
        later(memory_under_momentum),
        nothing,
    )
    yield _ == eta * after.b(t + 1), after.b.at(t + 1)


rate_taken_out = by_induction(t, proportional, proportional_base, proportional_step)


@proves(eq(step_of(before, t), step_of(after, t)), given=[no_eps])
def same_step_under_momentum(nothing):
    """So the steps are the same."""
    yield step_of(before, t)
    yield _ == -before.b(t + 1), before.theta.at(t + 1)
    yield _ == -eta * after.b(t + 1), later(rate_taken_out), nothing
    yield _ == step_of(after, t), after.theta.at(t + 1)


rate_inside_equals_outside = by_induction(t, *together(before, after, same_step_under_momentum, no_eps))


@proves(
    eq(
        step_of(after, 0) - step_of(before, 0),
        eta * g(1) * (1 / square_root(v(1) + eps) - 1 / (square_root(v(1)) + eps)),
    )
)
def momentum_at_first():
    """With eps the first steps differ as those of RMSProp do: there is nothing to keep moving yet."""
    scaled = g(1) / (square_root(after.v(1)) + eps)
    yield step_of(after, 0) - step_of(before, 0)
    yield _ == -eta * after.b(1) - step_of(before, 0), after.theta.at(1)
    yield _ == -eta * after.b(1) + before.b(1), before.theta.at(1)
    yield _ == -eta * (mu * after.b(0) + scaled) + before.b(1), after.b.at(1)
    yield _ == -eta * scaled + before.b(1), after.b.start
    inside = eta * g(1) / square_root(before.v(1) + eps)
    yield _ == -eta * scaled + (mu * before.b(0) + inside), before.b.at(1)
    yield _ == -eta * scaled + inside, before.b.start
    yield _ == -eta * scaled + eta * g(1) / square_root(v(1) + eps), memory_under_momentum_rate_inside.at({t: 1})
    outer = square_root(v(1)) + eps
    yield _ == -eta * (g(1) / outer) + eta * g(1) / square_root(v(1) + eps), memory_under_momentum.at({t: 1})
    yield _ == eta * g(1) * (1 / square_root(v(1) + eps) - 1 / outer)


@proves(eq(step_of(after, t), step_of(rmsprop, t)), given=[eq(mu, 0)])
def same_step_without_momentum(still):
    """At mu = 0 the sum holds the fresh gradient only."""
    scaled = g(t + 1) / (square_root(v(t + 1)) + eps)
    yield step_of(after, t)
    yield _ == -eta * after.b(t + 1), after.theta.at(t + 1)
    yield _ == -eta * (mu * after.b(t) + g(t + 1) / (square_root(after.v(t + 1)) + eps)), after.b.at(t + 1)
    yield _ == -eta * (mu * after.b(t) + scaled), later(memory_under_momentum)
    yield _ == -eta * scaled, still
    yield _ == step_of(rmsprop, t), rmsprop.theta.at(t + 1)


momentum_of_nothing = by_induction(t, *together(after, rmsprop, same_step_without_momentum, eq(mu, 0)))


rate_changed = concludes(eq(mu * (x * h) + y * z - y * (mu * h + z), mu * (x - y) * h))
"""While the rate falls from x to y, the sum of steps still carries mu*(x - y)*h that the sum of gradients does not.

Here h and z are the two gradients over their roots: the second step is mu*(x*h) + y*z in the one, y*(mu*h + z) in the
other.
"""
