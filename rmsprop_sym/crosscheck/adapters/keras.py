"""Keras 3: keras.optimizers on one of its backends, which is chosen once in a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np

from rmsprop_sym.errors import UserError


def claims(variant: str) -> dict[str, Callable[..., Any]]:
    """What keras.optimizers computes, by rule; its default, with eps inside the root, first."""
    keras = on_backend(variant)

    def run(optimizer: Any, grads: Any, theta0: Any, *, learning_rate: Any, **options: Any) -> Any:
        before, rates = keras.config.floatx(), np.broadcast_to(learning_rate, len(grads)).tolist()
        keras.config.set_floatx(grads.dtype.name)  # Keras keeps the rate in this dtype, whatever the weights are
        try:
            with double_precision(variant):
                theta = keras.Variable(theta0, dtype=grads.dtype.name)
                made, thetas = optimizer(learning_rate=rates[0], **options), []
                for g, rate in zip(grads, rates, strict=True):
                    if rate != rates[0]:
                        made.learning_rate = rate
                    thetas.append(after(keras, made, theta, g))
                return np.stack(thetas)
        finally:
            keras.config.set_floatx(before)

    def rmsprop(grads: Any, theta0: Any, eta: float, beta: float, eps: float, **options: Any) -> Any:
        optimizer = keras.optimizers.RMSprop
        return run(optimizer, grads, theta0, learning_rate=eta, rho=beta, epsilon=eps, **options)

    return {
        "rmsprop_eps_inside": lambda grads, theta0, *, eta, beta, eps: rmsprop(grads, theta0, eta, beta, eps),
        "rmsprop_centred_eps_inside": lambda grads, theta0, *, eta, beta, eps: rmsprop(
            grads, theta0, eta, beta, eps, centered=True
        ),
        "rmsprop_momentum_rate_inside": lambda grads, theta0, *, eta, beta, eps, mu: rmsprop(
            grads, theta0, eta, beta, eps, momentum=mu
        ),
        "rmsprop_graves": lambda grads, theta0, *, eta, beta, eps, mu: rmsprop(
            grads, theta0, eta, beta, eps, centered=True, momentum=mu
        ),
        "rmsprop_decoupled_eps_inside": lambda grads, theta0, *, eta, beta, eps, lamda: rmsprop(
            grads, theta0, eta, beta, eps, weight_decay=lamda
        ),
        "adam_eps_hat": lambda grads, theta0, *, eta, beta1, beta2, eps: run(
            keras.optimizers.Adam, grads, theta0, learning_rate=eta, beta_1=beta1, beta_2=beta2, epsilon=eps
        ),
        "adamw_eps_hat": lambda grads, theta0, *, eta, beta1, beta2, eps, lamda: run(
            keras.optimizers.AdamW,
            grads,
            theta0,
            learning_rate=eta,
            beta_1=beta1,
            beta_2=beta2,
            epsilon=eps,
            weight_decay=lamda,
        ),
        "adagrad_eps_inside": lambda grads, theta0, *, eta, eps: run(
            keras.optimizers.Adagrad,
            grads,
            theta0,
            learning_rate=eta,
            epsilon=eps,
            initial_accumulator_value=0.0,
        ),
        "sgd": lambda grads, theta0, *, eta: run(keras.optimizers.SGD, grads, theta0, learning_rate=eta),
    }


def on_backend(backend: str) -> Any:
    """Keras on the backend.  Raises UserError if this process has Keras on another one."""
    if "keras" not in sys.modules:
        os.environ["KERAS_BACKEND"] = backend
    import keras

    if keras.backend.backend() != backend:
        raise UserError(
            f"this process has Keras on the backend {keras.backend.backend()}, and Keras can have only one; "
            f"run keras:{backend} in a process of its own."
        )
    return keras


def double_precision(backend: str) -> AbstractContextManager[Any]:
    """Inside, float64 is float64 also on the JAX backend, which would make float32 of it."""
    if backend != "jax":
        return nullcontext()
    import jax

    context: AbstractContextManager[Any] = jax.enable_x64(new_val=True)
    return context


def after(keras: Any, optimizer: Any, theta: Any, g: Any) -> Any:
    """The weights after a step with the gradient g."""
    optimizer.apply([keras.ops.convert_to_tensor(g)], [theta])
    return np.array(keras.ops.convert_to_numpy(theta.value))
