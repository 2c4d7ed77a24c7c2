"""What does Adam make of a constant gradient?  Its corrected means are right at once, so each step is the first."""

from rmsprop_sym.alphabet import beta, beta1, beta2, eps, eta, square_root, t, x
from rmsprop_sym.board import _, eq, proves, root_is
from rmsprop_sym.rules import adam

from .constant import adam_mean_of_constant, adam_mean_square_of_constant, same
from .dialects import step_of
from .filling import decay_below_one

m, v, theta = adam.m, adam.v, adam.theta


@proves(eq(m(t + 1) / (1 - beta1 ** (t + 1)), x), given=[same])
def momentum_bias(alike):
    """On a constant gradient the corrected mean is right from the first step on."""
    yield m(t + 1) / (1 - beta1 ** (t + 1))
    yield _ == (1 - beta1 ** (t + 1)) * x / (1 - beta1 ** (t + 1)), adam_mean_of_constant.at({t: t + 1}, alike)
    yield _ == x, decay_below_one.at({beta: beta1})


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
