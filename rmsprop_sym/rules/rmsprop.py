"""RMSProp and its dialects: divide each gradient by the root of a running mean of its square."""

# The bodies assign to `new` and return nothing; `old.t` counts the steps taken so far.

from __future__ import annotations

from rmsprop_sym.numbers import maximum, sqrt
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


@rule(
    v=1,
    source="TensorFlow 1, tensorflow/core/kernels/training_ops.cc, ApplyRMSProp; "
    "its start: tensorflow/python/training/rmsprop.py, RMSPropOptimizer",
    defaults={"beta": "0.9", "eps": "1e-10"},
)
def rmsprop_tf1(old, new, g, *, eta, beta, eps):
    """eps inside the root, the mean moved towards the fresh square, from v = 1, as in TensorFlow 1.

    Units: [g] = 1, [v] = 1, [eta] = [theta], [eps] = 1. The start leaves no others.
    """
    new.v = old.v + (g**2 - old.v) * (1 - beta)
    new.theta = old.theta - eta * g / sqrt(new.v + eps)


@rule(
    v=1,
    source="HIPS autograd, autograd/misc/optimizers.py, rmsprop",
    defaults={"eta": "0.1", "beta": "0.9", "eps": "1e-8"},
)
def rmsprop_eps_outside_ones(old, new, g, *, eta, beta, eps):
    """eps outside the root, from v = 1, as in HIPS autograd.

    Units: [g] = 1, [v] = 1, [eta] = [theta], [eps] = 1. The start leaves no others.
    """
    new.v = old.v * beta + g**2 * (1 - beta)
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)


@rule(
    v=0,
    source="Tieleman and Hinton (2012), Neural Networks for Machine Learning, lecture 6e, slide 29",
    defaults={"beta": "0.9"},
)
def rmsprop_no_eps(old, new, g, *, eta, beta):
    """No eps, as on Hinton's slide.

    Units: [v] = [g]^2, [eta] = [theta]. The slide says neither the rate nor where v starts.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - eta * g / sqrt(new.v)


@rule(
    v=0,
    source="Blocks, blocks/algorithms/__init__.py, BasicRMSProp with eps = 1/max_scaling",
    defaults={"eta": "1", "beta": "0.9", "eps": "1e-5"},
)
def rmsprop_max_eps(old, new, g, *, eta, beta, eps):
    """The root is not let fall below eps, as in Blocks.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g].
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - eta * (g / maximum(sqrt(new.v), eps))


@rule(
    v=0,
    source="Optax, optax/_src/transform.py, scale_by_rms with bias_correction and without eps_in_sqrt",
    defaults={"beta": "0.9", "eps": "1e-8"},
)
def rmsprop_bias_corrected(old, new, g, *, eta, beta, eps):
    """The mean square over the sum of its weights, eps outside the root, as an option of Optax.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g]. Optax has no default for eta.
    """
    new.v = (1 - beta) * g**2 + beta * old.v
    corrected = new.v / (1 - beta ** (old.t + 1))
    new.theta = old.theta - eta * (g * (1 / (sqrt(corrected) + eps)))


@rule(
    v=0,
    m=0,
    source="PyTorch, torch/optim/rmsprop.py, _single_tensor_rmsprop with centered",
    defaults={"eta": "0.01", "beta": "0.99", "eps": "1e-8"},
)
def rmsprop_centred(old, new, g, *, eta, beta, eps):
    """The root of the running variance instead of the mean square, eps outside, as in PyTorch.

    Units: [v] = [g]^2, [m] = [g], [eta] = [theta], [eps] = [g].
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.m = old.m + (1 - beta) * (g - old.m)
    new.theta = old.theta - eta * g / (sqrt(new.v - new.m**2) + eps)


@rule(
    v=0,
    m=0,
    source="Keras 3, keras/src/optimizers/rmsprop.py, RMSprop with centered; Graves (2013), "
    "Generating Sequences With Recurrent Neural Networks, equations 38 to 45, but for their momentum",
    defaults={"eta": "0.001", "beta": "0.9", "eps": "1e-7"},
)
def rmsprop_centred_eps_inside(old, new, g, *, eta, beta, eps):
    """The root of the running variance and eps, as in Keras.

    Units: [v] = [g]^2, [m] = [g], [eta] = [theta], [eps] = [g]^2.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.m = beta * old.m + (1 - beta) * g
    new.theta = old.theta - eta * g / sqrt(new.v - new.m**2 + eps)


@rule(
    v=0,
    b=0,
    source="PyTorch, torch/optim/rmsprop.py, _single_tensor_rmsprop with momentum",
    defaults={"eta": "0.01", "beta": "0.99", "eps": "1e-8"},
)
def rmsprop_momentum(old, new, g, *, eta, beta, eps, mu):
    """Momentum over the scaled gradients, the rate applied afterwards, eps outside, as in PyTorch.

    Units: [v] = [g]^2, [b] = 1, [eta] = [theta], [eps] = [g]. By default PyTorch has no momentum.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.b = mu * old.b + g / (sqrt(new.v) + eps)
    new.theta = old.theta - eta * new.b


@rule(
    v=0,
    b=0,
    source="Keras 3, keras/src/optimizers/rmsprop.py, RMSprop with momentum",
    defaults={"eta": "0.001", "beta": "0.9", "eps": "1e-7"},
)
def rmsprop_momentum_rate_inside(old, new, g, *, eta, beta, eps, mu):
    """Momentum over the steps, the rate already in them, eps inside the root, as in Keras.

    Units: [v] = [g]^2, [b] = [theta], [eta] = [theta], [eps] = [g]^2. By default Keras has no momentum.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.b = mu * old.b + eta * g / sqrt(new.v + eps)
    new.theta = old.theta - new.b


@rule(
    v=0,
    source="Optax, optax/_src/transform.py, scale_by_rms with bias_correction and eps_in_sqrt",
    defaults={"beta": "0.9", "eps": "1e-8"},
)
def rmsprop_bias_corrected_eps_inside(old, new, g, *, eta, beta, eps):
    """The mean square over the sum of its weights, eps inside the root, as an option of Optax.

    Units: [v] = [g]^2, [eta] = [theta], [eps] = [g]^2. Optax has no default for eta.
    """
    new.v = (1 - beta) * g**2 + beta * old.v
    corrected = new.v / (1 - beta ** (old.t + 1))
    new.theta = old.theta - eta * (g * (1 / sqrt(corrected + eps)))


@rule(
    v=0,
    m=0,
    b=0,
    source="PyTorch, torch/optim/rmsprop.py, _single_tensor_rmsprop with centered and momentum",
    defaults={"eta": "0.01", "beta": "0.99", "eps": "1e-8"},
)
def rmsprop_centred_momentum(old, new, g, *, eta, beta, eps, mu):
    """Centred, with momentum over the scaled gradients and the rate applied afterwards, as in PyTorch.

    Units: [v] = [g]^2, [m] = [g], [b] = 1, [eta] = [theta], [eps] = [g]. By default PyTorch has no momentum.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.m = old.m + (1 - beta) * (g - old.m)
    new.b = mu * old.b + g / (sqrt(new.v - new.m**2) + eps)
    new.theta = old.theta - eta * new.b


@rule(
    v=0,
    m=0,
    b=0,
    source="Graves (2013), Generating Sequences With Recurrent Neural Networks, equations 38 to 45; "
    "Keras 3, keras/src/optimizers/rmsprop.py, RMSprop with centered and momentum",
    defaults={"eta": "1e-4", "beta": "0.95", "eps": "1e-4", "mu": "0.9"},
)
def rmsprop_graves(old, new, g, *, eta, beta, eps, mu):
    """Centred, with momentum over the steps, eps inside the root, as Graves wrote it.

    Units: [v] = [g]^2, [m] = [g], [b] = [theta], [eta] = [theta], [eps] = [g]^2. Keras has other defaults.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    new.m = beta * old.m + (1 - beta) * g
    new.b = mu * old.b + eta * g / sqrt(new.v - new.m**2 + eps)
    new.theta = old.theta - new.b


@rule(
    v=0,
    b=0,
    source="Optax, optax/_src/alias.py, rmsprop with momentum and nesterov",
    defaults={"beta": "0.9", "eps": "1e-8"},
)
def rmsprop_nesterov(old, new, g, *, eta, beta, eps, mu):
    """Nesterov's momentum over the steps, eps inside the root, as in Optax.

    Units: [v] = [g]^2, [b] = [theta], [eta] = [theta], [eps] = [g]^2. Optax has no default for eta and mu.
    """
    new.v = beta * old.v + (1 - beta) * g**2
    step = eta * g / sqrt(new.v + eps)
    new.b = mu * old.b + step
    new.theta = old.theta - (step + mu * new.b)


@rule(
    v=1,
    b=0,
    source="TensorFlow 1, tensorflow/core/kernels/training_ops.cc, ApplyRMSProp with momentum; "
    "its start: tensorflow/python/training/rmsprop.py, RMSPropOptimizer",
    defaults={"beta": "0.9", "eps": "1e-10"},
)
def rmsprop_tf1_momentum(old, new, g, *, eta, beta, eps, mu):
    """Momentum over the steps, eps inside the root, from v = 1, as in TensorFlow 1.

    Units: [g] = 1, [v] = 1, [b] = [theta], [eta] = [theta], [eps] = 1. The start leaves no others.
    """
    new.v = old.v + (g**2 - old.v) * (1 - beta)
    new.b = mu * old.b + eta * g / sqrt(new.v + eps)
    new.theta = old.theta - new.b
