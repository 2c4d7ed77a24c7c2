"""Adam and the rules with weight decay as healthy code writes them, in the forms that `verify` runs."""

from math import sqrt

import numpy as np


def _steps(grads, theta0):
    """The gradients with their steps' numbers, and both means at the start."""
    return enumerate(grads, 1), np.zeros_like(theta0), np.zeros_like(theta0)


def adam(grads, theta0, *, eta, beta1, beta2, eps):
    """As the paper stands."""
    steps, m, v = _steps(grads, theta0)
    theta, thetas = theta0, []
    for t, g in steps:
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * (g * g)
        theta = theta - eta * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        thetas.append(theta)
    return thetas


def adam_with_the_corrections_outside(grads, theta0, *, eta, beta1, beta2, eps):
    """As PyTorch does: a lerp, the rate over its correction, and the root over the root of its correction."""
    steps, m, v = _steps(grads, theta0)
    theta, thetas = theta0, []
    for t, g in steps:
        m = m + (g - m) * (1 - beta1)
        v = v * beta2 + (1 - beta2) * g * g
        theta = theta - eta / (1 - beta1**t) * m / (np.sqrt(v) / sqrt(1 - beta2**t) + eps)
        thetas.append(theta)
    return thetas


def adam_with_running_powers(grads, theta0, *, eta, beta1, beta2, eps):
    """Nobody counts the steps: the powers of the decays are products that are kept."""
    steps, m, v = _steps(grads, theta0)
    theta, thetas = theta0, []
    power1, power2 = 1.0, 1.0
    for _, g in steps:
        power1, power2 = power1 * beta1, power2 * beta2
        m = m + (1 - beta1) * (g - m)
        v = v + (1 - beta2) * (g * g - v)
        theta = theta - eta * m / (1 - power1) / (np.sqrt(v / (1 - power2)) + eps)
        thetas.append(theta)
    return thetas


def adam_eps_hat(grads, theta0, *, eta, beta1, beta2, eps):
    """As Keras does: both corrections in the rate."""
    steps, m, v = _steps(grads, theta0)
    theta, thetas = theta0, []
    for t, g in steps:
        rate = eta * sqrt(1 - beta2**t) / (1 - beta1**t)
        m = m + (g - m) * (1 - beta1)
        v = v + (g * g - v) * (1 - beta2)
        theta = theta - m * rate / (np.sqrt(v) + eps)
        thetas.append(theta)
    return thetas


def adam_l2(grads, theta0, *, eta, beta1, beta2, eps, lamda):
    """The weight decay goes into the gradient."""
    steps, m, v = _steps(grads, theta0)
    theta, thetas = theta0, []
    for t, gradient in steps:
        g = gradient + lamda * theta
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * (g * g)
        theta = theta - eta * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        thetas.append(theta)
    return thetas


def adamw_decayed_first(grads, theta0, *, eta, beta1, beta2, eps, lamda):
    """As PyTorch does: the parameter shrinks before the step."""
    steps, m, v = _steps(grads, theta0)
    theta, thetas = theta0, []
    for t, g in steps:
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * (g * g)
        theta = theta * (1 - eta * lamda)
        theta = theta - eta * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        thetas.append(theta)
    return thetas


def adamw_in_the_update(grads, theta0, *, eta, beta1, beta2, eps, lamda):
    """As Optax does: the decay is added to the update, and then comes the rate."""
    steps, m, v = _steps(grads, theta0)
    theta, thetas = theta0, []
    for t, g in steps:
        m = (1 - beta1) * g + beta1 * m
        v = (1 - beta2) * (g * g) + beta2 * v
        update = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
        theta = theta + -eta * (update + lamda * theta)
        thetas.append(theta)
    return thetas


def l2(theta, v, g, *, eta, beta, eps, lamda):
    """RMSProp with the weight decay in the gradient."""
    g = g + lamda * theta
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * g / (np.sqrt(v) + eps), v


def decoupled_first(theta, v, g, *, eta, beta, eps, lamda):
    """The parameter shrinks before the step."""
    v = beta * v + (1 - beta) * (g * g)
    return theta * (1 - eta * lamda) - eta * g / (np.sqrt(v) + eps), v


def decoupled_in_the_update(theta, v, g, *, eta, beta, eps, lamda):
    """The decay is added to the update, and then comes the rate."""
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * (g / (np.sqrt(v) + eps) + lamda * theta), v


def bias_corrected(grads, theta0, *, eta, beta, eps):
    """RMSProp with the mean over the sum of its weights."""
    steps, _, v = _steps(grads, theta0)
    theta, thetas = theta0, []
    for t, g in steps:
        v = beta * v + (1 - beta) * (g * g)
        theta = theta - eta * g / (np.sqrt(v / (1 - beta**t)) + eps)
        thetas.append(theta)
    return thetas
