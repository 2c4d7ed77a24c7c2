"""Which Adam is RMSProp?  The one that has no memory of the gradients, only of their squares."""

from rmsprop_sym.alphabet import beta, beta1, beta2, eps, eta, g, square_root, t
from rmsprop_sym.board import _, by_induction, eq, proves
from rmsprop_sym.rules import adam, rmsprop
from rmsprop_sym.rules import rmsprop_bias_corrected as corrected

from .dialects import step_of
from .filling import filled
from .memories import memory_uncorrected

m, v, theta = adam.m, adam.v, adam.theta

newest_only, one_memory = eq(beta1, 0), eq(beta2, beta)


@proves(eq(m(t + 1), g(t + 1)), given=[newest_only])
def no_mean(newest):
    """At beta1 = 0 the mean is the newest gradient."""
    yield m(t + 1)
    yield _ == beta1 * m(t) + (1 - beta1) * g(t + 1), m.at(t + 1)
    yield _ == g(t + 1), newest


def same_memory(n):
    return eq(v(n), corrected.v(n))


@proves(same_memory(0))
def same_memory_base():
    """Both start at 0."""
    yield v(0)
    yield _ == corrected.v(0), v.start, corrected.v.start


@proves(same_memory(t + 1), given=[same_memory(t), one_memory])
def same_memory_step(ih, one):
    """Both take the same share of the fresh square."""
    yield v(t + 1)
    yield _ == beta2 * v(t) + (1 - beta2) * g(t + 1) ** 2, v.at(t + 1)
    yield _ == beta * corrected.v(t) + (1 - beta) * g(t + 1) ** 2, ih, one
    yield _ == corrected.v(t + 1), corrected.v.at(t + 1)


memory_of_adam = by_induction(t, same_memory, same_memory_base, same_memory_step)


@proves(eq(step_of(adam, t), step_of(corrected, t)), given=[newest_only, one_memory])
def rmsprop_in_adam(newest, one):
    """At beta1 = 0 Adam takes the steps of RMSProp with the bias corrected."""
    divisor = square_root(v(t + 1) / (1 - beta2 ** (t + 1))) + eps
    yield step_of(adam, t)
    yield _ == -eta * m(t + 1) / (1 - beta1 ** (t + 1)) / divisor, theta.at(t + 1)
    yield _ == -eta * g(t + 1) / (1 - beta1 * beta1**t) / divisor, no_mean, newest
    yield _ == -eta * g(t + 1) / divisor, newest
    memory = memory_of_adam.at({t: t + 1}, one)
    yield _ == -eta * g(t + 1) / (square_root(corrected.v(t + 1) / filled(t + 1)) + eps), memory, one
    yield _ == step_of(corrected, t), corrected.theta.at(t + 1)


@proves(
    eq(-eta * m(t + 1) / (square_root(v(t + 1)) + eps), step_of(rmsprop, t)),
    given=[newest_only, one_memory],
)
def rmsprop_in_adam_uncorrected(newest, one):
    """And without the corrections, the steps of RMSProp itself."""
    memory = memory_of_adam.at({t: t + 1}, one)
    yield -eta * m(t + 1) / (square_root(v(t + 1)) + eps)
    yield _ == -eta * g(t + 1) / (square_root(v(t + 1)) + eps), no_mean.at({}, newest)
    yield _ == -eta * g(t + 1) / (square_root(corrected.v(t + 1)) + eps), memory
    yield _ == -eta * g(t + 1) / (square_root(rmsprop.v(t + 1)) + eps), memory_uncorrected.at({t: t + 1})
    yield _ == step_of(rmsprop, t), rmsprop.theta.at(t + 1)
