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


@rule(
    G=0,
    source="Dive into Deep Learning, chapter_optimization/adagrad.md, adagrad",
    defaults={"eps": "1e-6"},
)
def adagrad_eps_inside(old, new, g, *, eta, eps):
    """eps inside the root, as in Dive into Deep Learning.

    Units: [G] = [g]^2, [eta] = [theta], [eps] = [g]^2. The book has no default for eta.
    """
    new.G = old.G + g**2
    new.theta = old.theta - eta * g / sqrt(new.G + eps)
