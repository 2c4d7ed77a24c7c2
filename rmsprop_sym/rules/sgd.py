"""Plain gradient descent, the rule that the others are measured against."""

from __future__ import annotations

from rmsprop_sym.rules.rule import rule


@rule(source="PyTorch, torch/optim/sgd.py, _single_tensor_sgd", defaults={"eta": "0.001"})
def sgd(old, new, g, *, eta):
    """The step is the gradient times the rate, downhill.

    Units: [eta] = [theta]/[g].
    """
    new.theta = old.theta - eta * g
