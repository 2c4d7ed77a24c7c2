"""TensorFlow: the optimizer of version 1, and the kernel below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf


def claims(variant: str) -> dict[str, Callable[..., Any]]:
    """What TensorFlow computes, by rule; from v = 1 and with eps inside the root."""
    run = through_the_kernel if variant == "kernel" else in_a_graph
    return {
        "rmsprop_tf1": lambda grads, theta0, *, eta, beta, eps: run(grads, theta0, eta=eta, beta=beta, eps=eps),
        "rmsprop_tf1_momentum": lambda grads, theta0, *, eta, beta, eps, mu: run(
            grads, theta0, eta=eta, beta=beta, eps=eps, mu=mu
        ),
    }


def in_a_graph(grads: Any, theta0: Any, *, eta: float, beta: float, eps: float, mu: float = 0.0) -> Any:
    """tf.compat.v1.train.RMSPropOptimizer, as a program of version 1 runs it."""
    v1 = tf.compat.v1
    with tf.Graph().as_default(), v1.Session() as session:
        theta = v1.get_variable("theta", initializer=theta0, use_resource=True)
        g = v1.placeholder(theta.dtype, theta0.shape)
        step = v1.train.RMSPropOptimizer(eta, decay=beta, momentum=mu, epsilon=eps).apply_gradients([(g, theta)])
        session.run(v1.global_variables_initializer())
        thetas = []
        for row in grads:
            session.run(step, {g: row})
            thetas.append(session.run(theta))
        return np.stack(thetas)


def through_the_kernel(grads: Any, theta0: Any, *, eta: float, beta: float, eps: float, mu: float = 0.0) -> Any:
    """The kernel itself: its hyper-parameters have the dtype of the weights."""
    theta, v, buffer = (tf.Variable(x) for x in (theta0, np.ones_like(theta0), np.zeros_like(theta0)))
    number = grads.dtype.type
    thetas = []
    for g in grads:
        tf.raw_ops.ResourceApplyRMSProp(
            var=theta.handle,
            ms=v.handle,
            mom=buffer.handle,
            lr=number(eta),
            rho=number(beta),
            momentum=number(mu),
            epsilon=number(eps),
            grad=g,
        )
        thetas.append(theta.numpy())
    return np.stack(thetas)
