"""Weight decay: as an L2 penalty it is part of the gradient, and is divided by the root; decoupled it is not."""

from __future__ import annotations

from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules.rule import rule


@rule(
    v=0,
    source="PyTorch, torch/optim/rmsprop.py, _single_tensor_rmsprop with weight_decay",
    defaults={"eta": "0.01", "beta": "0.99", "eps": "1e-8"},
)
def rmsprop_l2(old, new, g, *, eta, beta, eps, lamda):
    """Weight decay added to the gradient before it is squared, eps outside the root, as in PyTorch.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g], [lamda] = [g]/[theta]. By default PyTorch has no weight decay.
    """
    decayed = g + lamda * old.theta
    new.v = beta * old.v + (1 - beta) * decayed**2
    new.theta = old.theta - eta * decayed / (sqrt(new.v) + eps)


@rule(
    v=0,
    source="Optax, optax/transforms/_adding.py, add_decayed_weights before scale_by_rms with eps_in_sqrt",
    defaults={"beta": "0.9", "eps": "1e-8"},
)
def rmsprop_l2_eps_inside(old, new, g, *, eta, beta, eps, lamda):
    """Weight decay added to the gradient before it is squared, eps inside the root, as a chain of Optax.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g]^2, [lamda] = [g]/[theta]. The chain has no default for lamda.
    """
    decayed = g + lamda * old.theta
    new.v = beta * old.v + (1 - beta) * decayed**2
    new.theta = old.theta - eta * decayed / sqrt(new.v + eps)


@rule(
    v=0,
    source="Optax, optax/transforms/_adding.py, add_decayed_weights after scale_by_rms without eps_in_sqrt",
    defaults={"beta": "0.9", "eps": "1e-8"},
)
def rmsprop_decoupled(old, new, g, *, eta, beta, eps, lamda):
    """Weights that shrink apart from the step, eps outside the root, as a chain of Optax.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g], [lamda] = 1/[theta]. The chain has no default for lamda.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - eta * (g / (sqrt(new.v) + eps) + lamda * old.theta)


@rule(
    v=0,
    source="Keras 3, keras/src/optimizers/rmsprop.py, RMSprop with weight_decay, which "
    "keras/src/optimizers/base_optimizer.py, _apply_weight_decay, takes off before the step",
    defaults={"eta": "0.001", "beta": "0.9", "eps": "1e-7"},
)
def rmsprop_decoupled_eps_inside(old, new, g, *, eta, beta, eps, lamda):
    """Weights that shrink apart from the step, eps inside the root, as in Keras.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g]^2, [lamda] = 1/[theta]. By default Keras has no weight decay.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - old.theta * lamda * eta - eta * g / sqrt(new.v + eps)


@rule(
    m=0,
    v=0,
    source="PyTorch, torch/optim/adam.py, _single_tensor_adam with weight_decay",
    defaults={"eta": "0.001", "beta1": "0.9", "beta2": "0.999", "eps": "1e-8"},
)
def adam_l2(old, new, g, *, eta, beta1, beta2, eps, lamda):
    """Adam with weight decay added to the gradient before both means, as in PyTorch.

    Units: [m] = [g], [v] = [g]^2, [eta] = [theta], [eps] = [g], [lamda] = [g]/[theta].
    By default PyTorch has no weight decay.
    """
    decayed = g + lamda * old.theta
    new.m = beta1 * old.m + (1 - beta1) * decayed
    new.v = beta2 * old.v + (1 - beta2) * decayed**2
    mean = new.m / (1 - beta1 ** (old.t + 1))
    mean_square = new.v / (1 - beta2 ** (old.t + 1))
    new.theta = old.theta - eta * mean / (sqrt(mean_square) + eps)


@rule(
    m=0,
    v=0,
    source="PyTorch, torch/optim/adamw.py, AdamW; "
    "Loshchilov and Hutter (2019), Decoupled Weight Decay Regularization, Algorithm 2, but for the rate in the decay",
    defaults={"eta": "0.001", "beta1": "0.9", "beta2": "0.999", "eps": "1e-8", "lamda": "0.01"},
)
def adamw(old, new, g, *, eta, beta1, beta2, eps, lamda):
    """Adam with weights that shrink apart from the step, as in PyTorch and Optax.

    Units: [m] = [g], [v] = [g]^2, [eta] = [theta], [eps] = [g], [lamda] = 1/[theta].
    """
    new.m = beta1 * old.m + (1 - beta1) * g
    new.v = beta2 * old.v + (1 - beta2) * g**2
    mean = new.m / (1 - beta1 ** (old.t + 1))
    mean_square = new.v / (1 - beta2 ** (old.t + 1))
    new.theta = old.theta - eta * (mean / (sqrt(mean_square) + eps) + lamda * old.theta)


@rule(
    m=0,
    v=0,
    source="Keras 3, keras/src/optimizers/adamw.py, AdamW",
    defaults={"eta": "0.001", "beta1": "0.9", "beta2": "0.999", "eps": "1e-7", "lamda": "0.004"},
)
def adamw_eps_hat(old, new, g, *, eta, beta1, beta2, eps, lamda):
    """Adam with weights that shrink apart from the step, eps beside the uncorrected root, as in Keras.

    Units: [m] = [g], [v] = [g]^2, [eta] = [theta], [eps] = [g], [lamda] = 1/[theta].
    """
    new.m = beta1 * old.m + (1 - beta1) * g
    new.v = beta2 * old.v + (1 - beta2) * g**2
    rate = eta * sqrt(1 - beta2 ** (old.t + 1)) / (1 - beta1 ** (old.t + 1))
    new.theta = old.theta - old.theta * lamda * eta - new.m * rate / (sqrt(new.v) + eps)
