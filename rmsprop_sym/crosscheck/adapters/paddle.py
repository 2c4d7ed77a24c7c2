"""PaddlePaddle: paddle.optimizer.RMSProp."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import paddle


def claims(_: str) -> dict[str, Callable[..., Any]]:
    """What paddle.optimizer computes, by rule; its default, with eps inside the root, first."""

    def run(grads: Any, theta0: Any, eta: float, beta: float, eps: float, **options: Any) -> Any:
        theta = paddle.to_tensor(theta0, stop_gradient=False)
        optimizer = paddle.optimizer.RMSProp(eta, rho=beta, epsilon=eps, parameters=[theta], **options)
        return np.stack([after(optimizer, theta, g) for g in grads])

    return {
        "rmsprop_eps_inside": lambda grads, theta0, *, eta, beta, eps: run(grads, theta0, eta, beta, eps),
        "rmsprop_centred_eps_inside": lambda grads, theta0, *, eta, beta, eps: run(
            grads, theta0, eta, beta, eps, centered=True
        ),
        "rmsprop_momentum_rate_inside": lambda grads, theta0, *, eta, beta, eps, mu: run(
            grads, theta0, eta, beta, eps, momentum=mu
        ),
        "rmsprop_graves": lambda grads, theta0, *, eta, beta, eps, mu: run(
            grads, theta0, eta, beta, eps, momentum=mu, centered=True
        ),
    }


def after(optimizer: Any, theta: Any, g: Any) -> Any:
    """The weights after a step with the gradient g."""
    theta.grad = paddle.to_tensor(g)
    optimizer.step()
    return theta.numpy().copy()
