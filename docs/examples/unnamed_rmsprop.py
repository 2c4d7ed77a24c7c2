"""An optimizer whose convention and hyper-parameters nobody wrote down."""

import numpy as np


def descend(grads, theta0):
    """The weights after each of the gradients."""
    theta, mean, thetas = theta0, np.zeros_like(theta0), []
    for g in grads:
        mean = 0.95 * mean + 0.05 * g**2
        theta = theta - 2e-3 * g / np.sqrt(mean + 1e-7)
        thetas.append(theta)
    return np.array(thetas)
