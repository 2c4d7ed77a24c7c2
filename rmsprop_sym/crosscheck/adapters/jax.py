"""The example optimizers that come with JAX: rmsprop, rmsprop_momentum and sgd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp
from jax.example_libraries import optimizers


def claims(variant: str) -> dict[str, Callable[..., Any]]:
    """What jax.example_libraries.optimizers computes, by rule."""
    compiled: Callable[[Any], Any] = jax.jit if variant == "jit" else lambda f: f

    def run(optimizer: Any, grads: Any, theta0: Any) -> Any:
        start, update, weights = optimizer
        with jax.enable_x64(grads.dtype == np.float64):
            state, taken, thetas = start(jnp.asarray(theta0)), compiled(update), []
            for t, g in enumerate(grads):
                state = taken(t, jnp.asarray(g), state)
                thetas.append(np.asarray(weights(state)))
            return np.stack(thetas)

    return {
        "rmsprop_eps_inside": lambda grads, theta0, *, eta, beta, eps: run(
            optimizers.rmsprop(scheduled(eta, grads.dtype), gamma=beta, eps=eps), grads, theta0
        ),
        "rmsprop_momentum_rate_inside": lambda grads, theta0, *, eta, beta, eps, mu: run(
            optimizers.rmsprop_momentum(scheduled(eta, grads.dtype), gamma=beta, eps=eps, momentum=mu), grads, theta0
        ),
        "sgd": lambda grads, theta0, *, eta: run(optimizers.sgd(scheduled(eta, grads.dtype)), grads, theta0),
    }


def scheduled(eta: Any, dtype: Any) -> Any:
    """The rate, or a schedule that has the rate of each step."""
    if np.ndim(eta) == 0:
        return eta
    table = eta.astype(dtype)
    return lambda step: jnp.asarray(table)[step]
