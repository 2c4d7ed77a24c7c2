"""AdaGrad: divide each gradient by the root of the sum of all its squares."""

from __future__ import annotations

from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules.rule import rule


@rule(
    G=0,
    source="PyTorch, torch/optim/adagrad.py, _single_tensor_adagrad",
    defaults={"eta": "0.01", "eps": "1e-10"},
)
def adagrad(old, new, g, *, eta, eps):
    """eps outside the root, as in PyTorch.

    Units: [G] = [g]^2, [eta] = [theta], [eps] = [g].
    """
    new.G = old.G + g**2
    new.theta = old.theta - eta * g / (sqrt(new.G) + eps)
