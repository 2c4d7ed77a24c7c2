"""The units of the letters of AdaGrad, of momentum, of Adam and of Adadelta, in the same way."""

from rmsprop_sym.alphabet import beta, beta1, beta2, c, eps, eta, g, h, square_root, t, x, y, z
from rmsprop_sym.board import _, by_induction, concludes, eq, le, lt, proves, root_is
from rmsprop_sym.rules import adagrad, adam, momentum

from .dialects import step_of
from .filling import decay_below_one
from .never_negative import adagrad_never_negative, adam_v_never_negative
from .scale import carries
from .units import gradients

summing = adagrad.run(gradients, eta=x * eta, eps=c * eps)
unit_of_sum = by_induction(t, *carries(adagrad.G, summing.G, c**2))


@proves(eq(step_of(summing, t), x * step_of(adagrad, t)), given=[lt(0, c)])
def units_of_adagrad(positive):
    """AdaGrad: the same units."""
    root = square_root(adagrad.G(t + 1))
    newest, larger = adagrad_never_negative.at({t: t + 1}), unit_of_sum.at({t: t + 1})
    yield step_of(summing, t)
    yield _ == -(x * eta) * (c * g(t + 1)) / (square_root(summing.G(t + 1)) + c * eps), summing.theta.at(t + 1)
    yield _ == -(x * eta) * (c * g(t + 1)) / (square_root(c**2 * adagrad.G(t + 1)) + c * eps), larger
    taken_out = root_is(c**2 * adagrad.G(t + 1), c * root, positive, newest)
    yield _ == -(x * eta) * (c * g(t + 1)) / (c * root + c * eps), taken_out
    yield _ == -(x * eta) * (c * g(t + 1)) / (c * (root + eps)), concludes(eq(c * root + c * eps, c * (root + eps)))
    yield _ == x * (-eta * g(t + 1) / (root + eps)), positive
    yield _ == x * step_of(adagrad, t), adagrad.theta.at(t + 1)


averaged = momentum.run(gradients, eta=x / c * eta)
unit_of_mean = by_induction(t, *carries(momentum.m, averaged.m, c))


@proves(eq(step_of(averaged, t), x * step_of(momentum, t)), given=[lt(0, c)])
def units_of_momentum(positive):
    """Without a root there is nothing to divide the gradient by: eta has to carry theta's unit over the gradient's."""
    filled = 1 - beta ** (t + 1)
    yield step_of(averaged, t)
    yield _ == -(x / c * eta) * averaged.m(t + 1) / filled, averaged.theta.at(t + 1)
    yield _ == -(x / c * eta) * (c * momentum.m(t + 1)) / filled, unit_of_mean.at({t: t + 1})
    yield _ == x * (-eta * momentum.m(t + 1) / filled), positive
    yield _ == x * step_of(momentum, t), momentum.theta.at(t + 1)


both = adam.run(gradients, eta=x * eta, eps=c * eps)
unit_of_adam_mean = by_induction(t, *carries(adam.m, both.m, c))
unit_of_adam_mean_square = by_induction(t, *carries(adam.v, both.v, c**2))


@proves(eq(step_of(both, t), x * step_of(adam, t)), given=[lt(0, c)])
def units_of_adam(positive):
    """Adam: m in the gradient's unit, v in its square, eta in that of theta, eps in that of the gradient."""
    mean, under = adam.m(t + 1) / (1 - beta1 ** (t + 1)), adam.v(t + 1) / (1 - beta2 ** (t + 1))
    larger = unit_of_adam_mean.at({t: t + 1}), unit_of_adam_mean_square.at({t: t + 1})
    newest, filled = adam_v_never_negative.at({t: t + 1}), decay_below_one.at({beta: beta2})
    root = square_root(under)
    taken_out = root_is(c**2 * under, c * root, positive, concludes(le(0, under), newest, filled))
    divisor = square_root(both.v(t + 1) / (1 - beta2 ** (t + 1))) + c * eps
    yield step_of(both, t)
    yield _ == -(x * eta) * (both.m(t + 1) / (1 - beta1 ** (t + 1))) / divisor, both.theta.at(t + 1)
    yield _ == -(x * eta) * (c * mean) / (square_root(c**2 * under) + c * eps), *larger
    yield _ == -(x * eta) * (c * mean) / (c * root + c * eps), taken_out
    yield _ == -(x * eta) * (c * mean) / (c * (root + eps)), concludes(eq(c * root + c * eps, c * (root + eps)))
    yield _ == x * (-eta * mean / (root + eps)), positive
    yield _ == x * step_of(adam, t), adam.theta.at(t + 1)


moved = square_root(y) / square_root(z) * h
"""Adadelta's update: y is a mean of squared updates, z one of squared gradients, h the gradient."""


@proves(
    eq(square_root(x**2 * y) / square_root(c**2 * z) * (c * h), x * moved),
    given=[lt(0, c), lt(0, x), le(0, y), lt(0, z)],
)
def units_of_adadelta(gradient, parameter, updates, squares):
    """Adadelta: the update is in theta's unit by itself, and no rate is needed."""
    root, other = x * square_root(y), c * square_root(z)
    yield square_root(x**2 * y) / square_root(c**2 * z) * (c * h)
    yield _ == root / square_root(c**2 * z) * (c * h), root_is(x**2 * y, root, parameter, updates)
    yield _ == root / other * (c * h), root_is(c**2 * z, other, gradient, squares)
    yield _ == x * moved, gradient
