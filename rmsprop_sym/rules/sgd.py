"""Plain gradient descent, the rule the others are measured against."""

from __future__ import annotations

from rmsprop_sym.rules.rule import rule


@rule(source="PyTorch, torch/optim/sgd.py, _single_tensor_sgd", defaults={"eta": "0.001"})
def sgd(old, new, g, *, eta):
    """A step against the gradient, as long as the rate says."""
    new.theta = old.theta - eta * g
