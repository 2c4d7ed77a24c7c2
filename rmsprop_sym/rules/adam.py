"""Adam: a running mean of the gradients over the root of one of their squares."""

from __future__ import annotations

from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules.rule import rule


@rule(
    m=0,
    v=0,
    source="Kingma and Ba (2015), Adam: A Method for Stochastic Optimization, Algorithm 1",
    defaults={"eta": "0.001", "beta1": "0.9", "beta2": "0.999", "eps": "1e-8"},
)
def adam(old, new, g, *, eta, beta1, beta2, eps):
    """Both means over the sums of their weights, eps outside the root, as in the paper and in PyTorch.

    Units: [m] = [g], [v] = [g]^2, [eta] = [theta], [eps] = [g].
    """
    new.m = beta1 * old.m + (1 - beta1) * g
    new.v = beta2 * old.v + (1 - beta2) * g**2
    mean = new.m / (1 - beta1 ** (old.t + 1))
    mean_square = new.v / (1 - beta2 ** (old.t + 1))
    new.theta = old.theta - eta * mean / (sqrt(mean_square) + eps)


@rule(
    m=0,
    v=0,
    source="Keras 3, keras/src/optimizers/adam.py, Adam; Kingma and Ba (2015), section 2, the order with epsilon hat",
    defaults={"eta": "0.001", "beta1": "0.9", "beta2": "0.999", "eps": "1e-7"},
)
def adam_eps_hat(old, new, g, *, eta, beta1, beta2, eps):
    """Both corrections in the rate, so that eps stands beside the uncorrected root, as in Keras and TensorFlow.

    Units: [m] = [g], [v] = [g]^2, [eta] = [theta], [eps] = [g].
    """
    new.m = beta1 * old.m + (1 - beta1) * g
    new.v = beta2 * old.v + (1 - beta2) * g**2
    rate = eta * sqrt(1 - beta2 ** (old.t + 1)) / (1 - beta1 ** (old.t + 1))
    new.theta = old.theta - new.m * rate / (sqrt(new.v) + eps)
