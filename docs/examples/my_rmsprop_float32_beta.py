"""RMSProp with NumPy and a leak: beta passes through float32, whatever the weights are."""

import numpy as np


def rmsprop(theta, v, g, *, eta, beta, eps):
    """One step: the new weights and the new mean square."""
    beta = float(np.float32(beta))
    v = beta * v + (1 - beta) * (g * g)
    theta = theta - eta * g / (np.sqrt(v) + eps)
    return theta, v
