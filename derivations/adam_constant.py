"""What do Adam's two means make of a constant gradient?  Corrected, they are right at every step: see the step."""

from rmsprop_sym.alphabet import beta, beta1, beta2, eps, eta, g, square_root, t, x
from rmsprop_sym.board import _, by_induction, eq, proves, root_is
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import adam

from .dialects import step_of
from .filling import decay_below_one
from .moments import same

m, v, theta = adam.m, adam.v, adam.theta


def share_of_mean(n):
    return eq(m(n), (1 - beta1**n) * x)


@proves(share_of_mean(0))
def share_base():
    """It starts at 0."""
    yield m(0)
    yield _ == (1 - beta1**0) * x, m.start


@proves(share_of_mean(t + 1), given=[share_of_mean(t), same])
def share_step(ih, alike):
    """Each step leaves the share beta1 of the distance."""
    yield m(t + 1)
    yield _ == beta1 * m(t) + (1 - beta1) * g(t + 1), m.at(t + 1)
    yield _ == beta1 * ((1 - beta1**t) * x) + (1 - beta1) * x, ih, specialise(alike, t + 1)
    yield _ == (1 - beta1 ** (t + 1)) * x


adam_mean_of_constant = by_induction(t, share_of_mean, share_base, share_step)


@proves(eq(m(t + 1) / (1 - beta1 ** (t + 1)), x), given=[same])
def momentum_bias(alike):
    """On a constant gradient the corrected mean is right from the first step on."""
    yield m(t + 1) / (1 - beta1 ** (t + 1))
    yield _ == (1 - beta1 ** (t + 1)) * x / (1 - beta1 ** (t + 1)), adam_mean_of_constant.at({t: t + 1}, alike)
    yield _ == x, decay_below_one.at({beta: beta1})


def share_of_square(n):
    return eq(v(n), (1 - beta2**n) * x**2)


@proves(share_of_square(0))
def square_base():
    """It starts at 0."""
    yield v(0)
    yield _ == (1 - beta2**0) * x**2, v.start


@proves(share_of_square(t + 1), given=[share_of_square(t), same])
def square_step(ih, alike):
    """Each step leaves the share beta2 of the distance."""
    yield v(t + 1)
    yield _ == beta2 * v(t) + (1 - beta2) * g(t + 1) ** 2, v.at(t + 1)
    yield _ == beta2 * ((1 - beta2**t) * x**2) + (1 - beta2) * x**2, ih, specialise(alike, t + 1)
    yield _ == (1 - beta2 ** (t + 1)) * x**2


adam_mean_square_of_constant = by_induction(t, share_of_square, square_base, square_step)


@proves(eq(v(t + 1) / (1 - beta2 ** (t + 1)), x**2), given=[same])
def adam_bias_correction(alike):
    """And the corrected mean square is the square."""
    known = adam_mean_square_of_constant.at({t: t + 1}, alike)
    yield v(t + 1) / (1 - beta2 ** (t + 1))
    yield _ == (1 - beta2 ** (t + 1)) * x**2 / (1 - beta2 ** (t + 1)), known
    yield _ == x**2, decay_below_one.at({beta: beta2})


@proves(
    eq(step_of(adam, t), -eta * x / (abs(x) + eps)),
    given=[same],
)
def adam_constant_step(alike):
    """On a constant gradient every step is the first one."""
    mean, mean_square = momentum_bias.at({}, alike), adam_bias_correction.at({}, alike)
    divisor = square_root(v(t + 1) / (1 - beta2 ** (t + 1))) + eps
    yield step_of(adam, t)
    yield _ == -eta * (m(t + 1) / (1 - beta1 ** (t + 1))) / divisor, theta.at(t + 1)
    yield _ == -eta * x / divisor, mean
    yield _ == -eta * x / (square_root(x**2) + eps), mean_square
    yield _ == -eta * x / (abs(x) + eps), root_is(x**2, abs(x))
