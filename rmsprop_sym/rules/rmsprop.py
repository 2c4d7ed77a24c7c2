"""RMSProp: divide each gradient by the root of a running mean of its square."""

# The bodies assign to `new` and return nothing; `old.t` counts the steps taken so far.

from __future__ import annotations

from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules.rule import rule


@rule(
    v=0,
    source="PyTorch, torch/optim/rmsprop.py, _single_tensor_rmsprop",
    defaults={"eta": "0.01", "beta": "0.99", "eps": "1e-8"},
)
def rmsprop(old, new, g, *, eta, beta, eps):
    """eps outside the root, as in PyTorch.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g].
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)


@rule(
    v=0,
    source="Optax, optax/_src/transform.py, scale_by_rms with eps_in_sqrt",
    defaults={"beta": "0.9", "eps": "1e-8"},
)
def rmsprop_eps_inside(old, new, g, *, eta, beta, eps):
    """eps inside the root, as in Optax and Keras.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g]^2. Optax has no default for eta.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - eta * g / sqrt(new.v + eps)
