"""One fault each in the relatives of RMSProp: Adam, corrected means, weight decay, momentum and a floor of eps.

They are steps like those of `faults`, and each is a fault of the rule that it is held against.
"""

# ruff: noqa: D103  (the names say it all; a fault may be to leave an argument unused)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mutants.faults import FAULTS, MUTATION, Fault, fault, mean


def of(rule: str, seen_in: str = MUTATION, *, shows: int = 1) -> Callable[[Callable[..., Any]], Fault]:
    """Makes a fault of a rule's step."""
    return lambda step: replace(fault(seen_in, shows=shows)(step), rule=rule)


def corrected(s, g, beta1, beta2):
    """Both means, over the sums of their weights."""
    s.m = beta1 * s.m + (1 - beta1) * g
    s.v = beta2 * s.v + (1 - beta2) * (g * g)
    return s.m / (1 - beta1**s.t), s.v / (1 - beta2**s.t)


# The steps as they should be.


def adam(s, g, n, *, eta, beta1, beta2, eps):
    m, v = corrected(s, g, beta1, beta2)
    return -eta * m / (n.sqrt(v) + eps)


def adamw(s, g, n, *, eta, beta1, beta2, eps, lamda):
    return adam(s, g, n, eta=eta, beta1=beta1, beta2=beta2, eps=eps) - eta * lamda * s.theta


def adam_l2(s, g, n, *, eta, beta1, beta2, eps, lamda):
    return adam(s, g + lamda * s.theta, n, eta=eta, beta1=beta1, beta2=beta2, eps=eps)


def rmsprop_l2(s, g, n, *, eta, beta, eps, lamda):
    seen = g + lamda * s.theta
    return -eta * seen / (n.sqrt(mean(s, seen, beta)) + eps)


def rmsprop_decoupled(s, g, n, *, eta, beta, eps, lamda):
    return -eta * g / (n.sqrt(mean(s, g, beta)) + eps) - eta * lamda * s.theta


def rmsprop_bias_corrected(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta) / (1 - beta**s.t)) + eps)


def rmsprop_max_eps(s, g, n, *, eta, beta, eps):
    root = n.sqrt(mean(s, g, beta))
    return -eta * g / n.where(root > eps, root, eps)


def rmsprop_momentum(s, g, n, *, eta, beta, eps, mu):
    s.b = mu * s.b + g / (n.sqrt(mean(s, g, beta)) + eps)
    return -eta * s.b


def rmsprop_nesterov(s, g, n, *, eta, beta, eps, mu):
    step = eta * g / n.sqrt(mean(s, g, beta) + eps)
    s.b = mu * s.b + step
    return -(step + mu * s.b)


RIGHT = (
    adam,
    adamw,
    adam_l2,
    rmsprop_l2,
    rmsprop_decoupled,
    rmsprop_bias_corrected,
    rmsprop_max_eps,
    rmsprop_momentum,
    rmsprop_nesterov,
)


# Adam.


@of("adam")
def means_not_corrected(s, g, n, *, eta, beta1, beta2, eps):
    corrected(s, g, beta1, beta2)
    return -eta * s.m / (n.sqrt(s.v) + eps)


@of("adam")
def second_mean_not_corrected(s, g, n, *, eta, beta1, beta2, eps):
    m, _ = corrected(s, g, beta1, beta2)
    return -eta * m / (n.sqrt(s.v) + eps)


@of("adam")
def steps_counted_from_two(s, g, n, *, eta, beta1, beta2, eps):
    corrected(s, g, beta1, beta2)
    return -eta * (s.m / (1 - beta1 ** (s.t + 1))) / (n.sqrt(s.v / (1 - beta2 ** (s.t + 1))) + eps)


@of("adam", shows=2)
def decays_swapped(s, g, n, *, eta, beta1, beta2, eps):
    return adam(s, g, n, eta=eta, beta1=beta2, beta2=beta1, eps=eps)


@of("adam", "Keras, TensorFlow")
def eps_beside_the_uncorrected_root(s, g, n, *, eta, beta1, beta2, eps):
    m, _ = corrected(s, g, beta1, beta2)
    return -eta * (1 - beta2**s.t) ** 0.5 * m / (n.sqrt(s.v) + eps)


@of("adam")
def eps_under_the_root_of_adam(s, g, n, *, eta, beta1, beta2, eps):
    m, v = corrected(s, g, beta1, beta2)
    return -eta * m / n.sqrt(v + eps)


@of("adam")
def square_of_the_mean(s, g, n, *, eta, beta1, beta2, eps):
    s.m = beta1 * s.m + (1 - beta1) * g
    s.v = beta2 * s.v + (1 - beta2) * (s.m * s.m)
    return -eta * (s.m / (1 - beta1**s.t)) / (n.sqrt(s.v / (1 - beta2**s.t)) + eps)


# Weight decay.


@of("adamw", "Loshchilov and Hutter, Algorithm 2")
def decay_without_the_rate(s, g, n, *, eta, beta1, beta2, eps, lamda):
    return adam(s, g, n, eta=eta, beta1=beta1, beta2=beta2, eps=eps) - lamda * s.theta


@of("adamw", "PyTorch's Adam with weight_decay")
def l2_in_place_of_a_decay_apart(s, g, n, *, eta, beta1, beta2, eps, lamda):
    return adam_l2(s, g, n, eta=eta, beta1=beta1, beta2=beta2, eps=eps, lamda=lamda)


@of("adamw")
def decay_of_the_moved_weights(s, g, n, *, eta, beta1, beta2, eps, lamda):
    update = adam(s, g, n, eta=eta, beta1=beta1, beta2=beta2, eps=eps)
    return update - eta * lamda * (s.theta + update)


@of("adam_l2")
def decay_apart_in_place_of_l2(s, g, n, *, eta, beta1, beta2, eps, lamda):
    return adamw(s, g, n, eta=eta, beta1=beta1, beta2=beta2, eps=eps, lamda=lamda)


@of("rmsprop_l2")
def decay_after_the_square(s, g, n, *, eta, beta, eps, lamda):
    return -eta * (g + lamda * s.theta) / (n.sqrt(mean(s, g, beta)) + eps)


@of("rmsprop_l2")
def decay_with_the_wrong_sign(s, g, n, *, eta, beta, eps, lamda):
    return rmsprop_l2(s, g, n, eta=eta, beta=beta, eps=eps, lamda=-lamda)


@of("rmsprop_l2", "libtorch, Torch7: the gradient is changed in place and decayed again", shows=2)
def decay_of_the_last_step_too(s, g, n, *, eta, beta, eps, lamda):
    seen, s.kept = g + lamda * s.theta + s.kept, lamda * s.theta
    return -eta * seen / (n.sqrt(mean(s, seen, beta)) + eps)


@of("rmsprop_decoupled")
def rate_twice_in_the_decay(s, g, n, *, eta, beta, eps, lamda):
    return rmsprop_decoupled(s, g, n, eta=eta, beta=beta, eps=eps, lamda=eta * lamda)


# Corrections, floors and momentum.


@of("rmsprop_bias_corrected")
def root_corrected_not_the_square(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta)) / (1 - beta**s.t) + eps)


@of("rmsprop_bias_corrected", shows=2)
def corrected_as_in_the_first_step(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta) / (1 - beta)) + eps)


@of("rmsprop_max_eps")
def floor_under_the_root(s, g, n, *, eta, beta, eps):
    v = mean(s, g, beta)
    return -eta * g / n.sqrt(n.where(v > eps, v, eps))


@of("rmsprop_momentum")
def momentum_as_a_mean(s, g, n, *, eta, beta, eps, mu):
    s.b = mu * s.b + (1 - mu) * (g / (n.sqrt(mean(s, g, beta)) + eps))
    return -eta * s.b


@of("rmsprop_nesterov", "PaddlePaddle's and OneFlow's documentation")
def momentum_without_looking_ahead(s, g, n, *, eta, beta, eps, mu):
    s.b = mu * s.b + eta * g / n.sqrt(mean(s, g, beta) + eps)
    return -s.b


RELATIVES = {value.name: value for value in list(globals().values()) if isinstance(value, Fault)}
EVERY = {**FAULTS, **RELATIVES}
