"""Keras 2: tf_keras.optimizers.legacy, whose rule depends on momentum, and the optimizer that replaced it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf
import tf_keras


def claims(variant: str) -> dict[str, Callable[..., Any]]:
    """What tf_keras computes, by rule: the legacy optimizer has eps outside the root, and with momentum inside."""
    made = tf_keras.optimizers.legacy.RMSprop if variant == "legacy" else tf_keras.optimizers.RMSprop

    def run(grads: Any, theta0: Any, eta: float, beta: float, eps: float, **options: Any) -> Any:
        before = tf_keras.backend.floatx()
        tf_keras.backend.set_floatx(grads.dtype.name)  # the dtype of the rate, whatever the weights are
        try:
            theta = tf.Variable(theta0)
            optimizer = made(learning_rate=eta, rho=beta, epsilon=eps, **options)
            return np.stack([after(optimizer, theta, g) for g in grads])
        finally:
            tf_keras.backend.set_floatx(before)

    alone = "rmsprop" if variant == "legacy" else "rmsprop_eps_inside"
    return {
        alone: lambda grads, theta0, *, eta, beta, eps: run(grads, theta0, eta, beta, eps),
        "rmsprop_momentum_rate_inside": lambda grads, theta0, *, eta, beta, eps, mu: run(
            grads, theta0, eta, beta, eps, momentum=mu
        ),
    }


def after(optimizer: Any, theta: Any, g: Any) -> Any:
    """The weights after a step with the gradient g."""
    optimizer.apply_gradients([(tf.constant(g), theta)])
    return theta.numpy()
