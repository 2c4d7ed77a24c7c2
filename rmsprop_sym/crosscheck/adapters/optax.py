"""Optax: rmsprop with its options and with weight decay before or after it, adam, adamw and sgd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
import optax
from jax import numpy as jnp


def claims(variant: str) -> dict[str, Callable[..., Any]]:
    """What Optax computes, by rule; its default, with eps inside the root, first."""
    compiled: Callable[[Any], Any] = jax.jit if variant == "jit" else lambda f: f

    def run(optimizer: Any, grads: Any, theta0: Any) -> Any:
        def step(theta: Any, state: Any, g: Any) -> Any:
            updates, state = optimizer.update(g, state, theta)
            return optax.apply_updates(theta, updates), state

        with jax.enable_x64(grads.dtype == np.float64):
            theta, taken, thetas = jnp.asarray(theta0), compiled(step), []
            state = optimizer.init(theta)
            for g in grads:
                theta, state = taken(theta, state, jnp.asarray(g))
                thetas.append(np.asarray(theta))
            return np.stack(thetas)

    def rmsprop(grads: Any, theta0: Any, eta: float, beta: float, eps: float, **options: Any) -> Any:
        rate = scheduled(eta, grads.dtype)
        return run(optax.rmsprop(rate, decay=beta, eps=eps, **options), grads, theta0)

    def chained(grads: Any, theta0: Any, eta: float, *transformations: Any) -> Any:
        return run(
            optax.chain(*transformations, optax.scale_by_learning_rate(scheduled(eta, grads.dtype))), grads, theta0
        )

    decay, scaled = optax.add_decayed_weights, optax.scale_by_rms

    return {
        "rmsprop_eps_inside": lambda grads, theta0, *, eta, beta, eps: rmsprop(grads, theta0, eta, beta, eps),
        "rmsprop": lambda grads, theta0, *, eta, beta, eps: rmsprop(grads, theta0, eta, beta, eps, eps_in_sqrt=False),
        "rmsprop_tf1": lambda grads, theta0, *, eta, beta, eps: rmsprop(
            grads, theta0, eta, beta, eps, initial_scale=1.0
        ),
        "rmsprop_eps_outside_ones": lambda grads, theta0, *, eta, beta, eps: rmsprop(
            grads, theta0, eta, beta, eps, initial_scale=1.0, eps_in_sqrt=False
        ),
        "rmsprop_bias_corrected": lambda grads, theta0, *, eta, beta, eps: rmsprop(
            grads, theta0, eta, beta, eps, bias_correction=True, eps_in_sqrt=False
        ),
        "rmsprop_centred": lambda grads, theta0, *, eta, beta, eps: rmsprop(
            grads, theta0, eta, beta, eps, centered=True, eps_in_sqrt=False
        ),
        "rmsprop_centred_eps_inside": lambda grads, theta0, *, eta, beta, eps: rmsprop(
            grads, theta0, eta, beta, eps, centered=True
        ),
        "rmsprop_momentum_rate_inside": lambda grads, theta0, *, eta, beta, eps, mu: rmsprop(
            grads, theta0, eta, beta, eps, momentum=mu
        ),
        "rmsprop_bias_corrected_eps_inside": lambda grads, theta0, *, eta, beta, eps: rmsprop(
            grads, theta0, eta, beta, eps, bias_correction=True
        ),
        "rmsprop_nesterov": lambda grads, theta0, *, eta, beta, eps, mu: rmsprop(
            grads, theta0, eta, beta, eps, momentum=mu, nesterov=True
        ),
        "rmsprop_graves": lambda grads, theta0, *, eta, beta, eps, mu: rmsprop(
            grads, theta0, eta, beta, eps, momentum=mu, centered=True
        ),
        "rmsprop_tf1_momentum": lambda grads, theta0, *, eta, beta, eps, mu: rmsprop(
            grads, theta0, eta, beta, eps, momentum=mu, initial_scale=1.0
        ),
        "adam": lambda grads, theta0, *, eta, beta1, beta2, eps: run(
            optax.adam(scheduled(eta, grads.dtype), b1=beta1, b2=beta2, eps=eps), grads, theta0
        ),
        "adamw": lambda grads, theta0, *, eta, beta1, beta2, eps, lamda: run(
            optax.adamw(scheduled(eta, grads.dtype), b1=beta1, b2=beta2, eps=eps, weight_decay=lamda), grads, theta0
        ),
        "adam_l2": lambda grads, theta0, *, eta, beta1, beta2, eps, lamda: chained(
            grads, theta0, eta, decay(lamda), optax.scale_by_adam(b1=beta1, b2=beta2, eps=eps)
        ),
        "rmsprop_l2": lambda grads, theta0, *, eta, beta, eps, lamda: chained(
            grads, theta0, eta, decay(lamda), scaled(beta, eps, eps_in_sqrt=False)
        ),
        "rmsprop_l2_eps_inside": lambda grads, theta0, *, eta, beta, eps, lamda: chained(
            grads, theta0, eta, decay(lamda), scaled(beta, eps)
        ),
        "rmsprop_decoupled": lambda grads, theta0, *, eta, beta, eps, lamda: chained(
            grads, theta0, eta, scaled(beta, eps, eps_in_sqrt=False), decay(lamda)
        ),
        "rmsprop_decoupled_eps_inside": lambda grads, theta0, *, eta, beta, eps, lamda: chained(
            grads, theta0, eta, scaled(beta, eps), decay(lamda)
        ),
        "sgd": lambda grads, theta0, *, eta: run(optax.sgd(scheduled(eta, grads.dtype)), grads, theta0),
    }


def scheduled(eta: Any, dtype: Any) -> Any:
    """The rate, or a schedule that has the rate of each step.

    >>> scheduled(0.5, "float32"), float(scheduled(np.array([0.5, 0.25]), "float32")(1))
    (0.5, 0.25)
    """
    if np.ndim(eta) == 0:
        return eta
    table = eta.astype(dtype)
    return lambda count: jnp.asarray(table)[count]
