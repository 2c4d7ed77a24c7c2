"""RMSProp with NumPy, as a maintainer may have written it."""

import numpy as np


def rmsprop(theta, v, g, *, eta, beta, eps):
    """One step: the new weights and the new mean square."""
    v = beta * v + (1 - beta) * (g * g)
    theta = theta - eta * g / (np.sqrt(v) + eps)
    return theta, v


def descend(grads, theta0, *, eta, beta, eps):
    """All steps: the weights after each of them."""
    theta, v, thetas = theta0, np.zeros_like(theta0), []
    for g in grads:
        theta, v = rmsprop(theta, v, g, eta=eta, beta=beta, eps=eps)
        thetas.append(theta)
    return np.array(thetas)
