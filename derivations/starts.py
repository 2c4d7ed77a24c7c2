"""What does a start from 1 leave behind?  beta**t in the memory after t steps: in the end, nothing."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root, t
from rmsprop_sym.board import _, by_induction, eq, in_the_limit, proves, tends
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules import rmsprop_eps_inside as inside
from rmsprop_sym.rules import rmsprop_eps_outside_ones as ones
from rmsprop_sym.rules import rmsprop_tf1 as tf1

from .dialects import later, step_of
from .ema import start_forgotten
from .memories import memory_by_lerp, memory_eps_inside

v, fresh = rmsprop.v, (1 - beta) * g(t + 1) ** 2


def left_behind(n):
    return eq(ones.v(n) - v(n), beta**n)


@proves(left_behind(0))
def left_behind_base():
    """One starts from 1, the other from 0."""
    yield ones.v(0) - v(0)
    yield _ == 1 - v(0), ones.v.start
    yield _ == beta**0, v.start


@proves(left_behind(t + 1), given=[left_behind(t)])
def left_behind_step(ih):
    """The squares are the same, and what is left of the start fades by beta."""
    yield ones.v(t + 1) - v(t + 1)
    yield _ == beta * ones.v(t) + fresh - v(t + 1), ones.v.at(t + 1)
    yield _ == beta * ones.v(t) + fresh - (beta * v(t) + fresh), v.at(t + 1)
    yield _ == beta ** (t + 1), ih


start_left_behind = by_induction(t, left_behind, left_behind_base, left_behind_step)

start_forgotten_in_the_end = in_the_limit(tends(ones.v(t) - v(t), 0, along=t), start_left_behind, start_forgotten)


@proves(
    eq(
        step_of(rmsprop, t) - step_of(ones, t),
        eta * g(t + 1) * (1 / (square_root(v(t + 1) + beta ** (t + 1)) + eps) - 1 / (square_root(v(t + 1)) + eps)),
    )
)
def start_at_any_step():
    """What a start from 1 in place of 0 changes in any step."""
    plain, other = square_root(v(t + 1)) + eps, square_root(v(t + 1) + beta ** (t + 1)) + eps
    seen = v(t + 1) + (ones.v(t + 1) - v(t + 1))
    yield step_of(rmsprop, t) - step_of(ones, t)
    yield _ == -eta * g(t + 1) / plain - step_of(ones, t), rmsprop.theta.at(t + 1)
    yield _ == -eta * g(t + 1) / plain - -eta * g(t + 1) / (square_root(seen) + eps), ones.theta.at(t + 1)
    yield _ == -eta * g(t + 1) / plain - -eta * g(t + 1) / other, later(start_left_behind)
    yield _ == eta * g(t + 1) * (1 / other - 1 / plain)


@proves(eq(tf1.v(t), inside.v(t) + beta**t))
def start_left_behind_inside():
    """TensorFlow 1 starts from 1 and takes its share of the way, Optax starts from 0 and takes the mean."""
    yield tf1.v(t)
    yield _ == ones.v(t), memory_by_lerp
    yield _ == v(t) + beta**t, start_left_behind
    yield _ == inside.v(t) + beta**t, memory_eps_inside


@proves(
    eq(
        step_of(inside, t) - step_of(tf1, t),
        eta
        * g(t + 1)
        * (1 / square_root(inside.v(t + 1) + beta ** (t + 1) + eps) - 1 / square_root(inside.v(t + 1) + eps)),
    )
)
def start_at_any_step_inside():
    """And what that changes in any step."""
    plain, other = square_root(inside.v(t + 1) + eps), square_root(inside.v(t + 1) + beta ** (t + 1) + eps)
    yield step_of(inside, t) - step_of(tf1, t)
    yield _ == -eta * g(t + 1) / plain - step_of(tf1, t), inside.theta.at(t + 1)
    yield _ == -eta * g(t + 1) / plain - -eta * g(t + 1) / square_root(tf1.v(t + 1) + eps), tf1.theta.at(t + 1)
    yield _ == -eta * g(t + 1) / plain - -eta * g(t + 1) / other, later(start_left_behind_inside)
    yield _ == eta * g(t + 1) * (1 / other - 1 / plain)
