"""How does a run start on gradients of one size?  With steps too large by 1/sqrt(1 - beta**t), and what mends that."""

from rmsprop_sym.alphabet import G, eps, eta, g, square_root, t
from rmsprop_sym.board import _, eq, in_the_limit, lt, proves, size_is, tends
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import rmsprop

from .filling import decay_below_one, filled, root_of_memory_full, schedule_rises
from .steady import constant_gradient, same_square

v, theta = rmsprop.v, rmsprop.theta


def size_of_step(n):
    """The size of step n + 1."""
    return abs(theta(n + 1) - theta(n))


@proves(eq(size_of_step(t), eta / square_root(filled(t + 1))), given=[eq(eps, 0), same_square, lt(0, G)])
def startup_amplification(no_eps, same, some_gradient):
    """On gradients of one size, step t is larger than the rate by 1/sqrt(1 - beta**t)."""
    steady = filled(t + 1) * G
    step, size = -eta * g(t + 1) / square_root(steady), eta / square_root(filled(t + 1))
    yield size_of_step(t)
    yield _ == abs(-eta * g(t + 1) / (square_root(v(t + 1)) + eps)), theta.at(t + 1)
    yield _ == abs(-eta * g(t + 1) / (square_root(steady) + eps)), constant_gradient.at({t: t + 1}, same)
    yield _ == abs(step), no_eps
    yield _ == size, size_is(step, size, decay_below_one, specialise(same, t + 1), some_gradient)


@proves(lt(size_of_step(t + 1), size_of_step(t)), given=[eq(eps, 0), same_square, lt(0, G)])
def startup_decreases(no_eps, same, some_gradient):
    """Each step is smaller than the one before."""
    fuller, less, later = square_root(filled(t + 2)), square_root(filled(t + 1)), decay_below_one.at({t: t + 1})
    yield size_of_step(t + 1)
    yield _ == eta / fuller, startup_amplification.at({t: t + 1}, no_eps, same, some_gradient)
    yield _ < eta / fuller + eta / fuller / less * (fuller - less), schedule_rises, decay_below_one, later
    yield _ == eta / less, decay_below_one, later
    yield _ == size_of_step(t), startup_amplification


startup_ends = in_the_limit(tends(size_of_step(t), eta, along=t), startup_amplification, root_of_memory_full)


@proves(
    eq(square_root(filled(t + 1)) * size_of_step(t), eta),
    given=[eq(eps, 0), same_square, lt(0, G)],
)
def constant_step_schedule(no_eps, same, some_gradient):
    """With the rate eta*sqrt(1 - beta**t) in place of eta every step has the size eta."""
    known = startup_amplification.at({}, no_eps, same, some_gradient)
    yield square_root(filled(t + 1)) * size_of_step(t)
    yield _ == square_root(filled(t + 1)) * (eta / square_root(filled(t + 1))), known
    yield _ == eta, decay_below_one


@proves(eq(v(t + 1) / filled(t + 1), G), given=[same_square])
def bias_correction(same):
    """Divided by the sum of its weights, the mean square is right from the first step on."""
    yield v(t + 1) / filled(t + 1)
    yield _ == filled(t + 1) * G / filled(t + 1), constant_gradient.at({t: t + 1}, same)
    yield _ == G, decay_below_one
