"""Optimizers that keep their hyper-parameters to themselves, or take them in other ways, for `identify`."""

import numpy as np


def descend(grads, theta0, direction):
    """The weights after each step along direction(g)."""
    thetas = []
    for g in grads:
        theta0 = theta0 - direction(g)
        thetas.append(theta0)
    return np.array(thetas)


def outside(grads, theta0):
    """rmsprop with eta = 0.02, beta = 0.97, eps = 3e-7."""
    v = np.zeros_like(theta0)

    def direction(g):
        nonlocal v
        v = 0.97 * v + (1 - 0.97) * g * g
        return 0.02 * g / (np.sqrt(v) + 3e-7)

    return descend(grads, theta0, direction)


def inside_no_short_decimals(grads, theta0):
    """rmsprop_eps_inside with eta = 1/300, beta = 1 - 1/300, eps = pi*1e-9."""
    beta, v = 1 - 1 / 300, np.zeros_like(theta0)

    def direction(g):
        nonlocal v
        v = beta * v + (1 - beta) * (g * g)
        return (1 / 300) * g / np.sqrt(v + np.pi * 1e-9)

    return descend(grads, theta0, direction)


def sum_of_squares(grads, theta0):
    """Adagrad with eta = 0.02, eps = 1e-10."""
    G = np.zeros_like(theta0)

    def direction(g):
        nonlocal G
        G = G + g * g
        return 0.02 * g / (np.sqrt(G) + 1e-10)

    return descend(grads, theta0, direction)


def float32_rate(grads, theta0, *, beta, eps):
    """rmsprop with eta = 0.1, which passes through float32."""
    eta, v = float(np.float32(0.1)), np.zeros_like(theta0)

    def direction(g):
        nonlocal v
        v = beta * v + (1 - beta) * (g * g)
        return eta * g / (np.sqrt(v) + eps)

    return descend(grads, theta0, direction)


def adam(grads, theta0, *, eta, beta1, beta2, eps):
    """Adam as its paper has it."""
    m, v, t = np.zeros_like(theta0), np.zeros_like(theta0), 0

    def direction(g):
        nonlocal m, v, t
        m, v, t = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * (g * g), t + 1
        return eta * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)

    return descend(grads, theta0, direction)


def any_name(grads, theta0, **hyper):
    """Plain descent, with its rate out of a dict."""
    return descend(grads, theta0, lambda g: hyper["eta"] * g)


def lr(grads, theta0, *, lr):
    """A name that no rule has."""
    return descend(grads, theta0, lambda g: lr * g)


def still(grads, theta0):
    """No step at all."""
    return np.array([theta0 for _ in grads])


def not_a_number(grads, theta0):
    """Nothing but nan."""
    return grads * np.nan + theta0


def heavy_ball(grads, theta0):
    """Polyak's momentum, which divides by nothing: b = 0.9*b + g, and a rate of 0.01."""
    b = np.zeros_like(theta0)

    def direction(g):
        nonlocal b
        b = 0.9 * b + g
        return 0.01 * b

    return descend(grads, theta0, direction)


def plain_descent(grads, theta0):
    """sgd with eta = 0.01."""
    return descend(grads, theta0, lambda g: 0.01 * g)
