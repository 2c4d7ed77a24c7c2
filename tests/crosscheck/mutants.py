"""RMSProp with one fault each; a fault's name says what it is."""

# ruff: noqa: D103, ARG001  (the names say it all; a fault may be to leave an argument unused)

import numpy as np


def right(v, g, beta):
    """The mean square as it should be."""
    return beta * v + (1 - beta) * (g * g)


def eps_on_the_other_side(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta - eta * g / np.sqrt(v + eps), v


def stale_v(theta, v, g, *, eta, beta, eps):
    return theta - eta * g / (np.sqrt(v) + eps), right(v, g, beta)


def float32_beta(theta, v, g, *, eta, beta, eps):
    v = right(v, g, float(np.float32(beta)))
    return theta - eta * g / (np.sqrt(v) + eps), v


def float32_rate(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta - float(np.float32(eta)) * g / (np.sqrt(v) + eps), v


def float32_inside(theta, v, g, *, eta, beta, eps):
    theta, v, g = (x.astype(np.float32) for x in (theta, v, g))
    v = right(v, g, beta)
    return (theta - eta * g / (np.sqrt(v) + eps)).astype(np.float64), v.astype(np.float64)


def float32_root(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta - eta * g / (np.sqrt(v.astype(np.float32)) + eps), v


def rate_off(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta - eta * (1 + 1e-5) * g / (np.sqrt(v) + eps), v


def no_root(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta - eta * g / (v + eps), v


def uphill(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta + eta * g / (np.sqrt(v) + eps), v


def beta_off(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta + 1e-5)
    return theta - eta * g / (np.sqrt(v) + eps), v


def no_weight(theta, v, g, *, eta, beta, eps):
    v = beta * v + g * g
    return theta - eta * g / (np.sqrt(v) + eps), v


def swapped_weights(theta, v, g, *, eta, beta, eps):
    v = (1 - beta) * v + beta * (g * g)
    return theta - eta * g / (np.sqrt(v) + eps), v


def not_squared(theta, v, g, *, eta, beta, eps):
    v = beta * v + (1 - beta) * np.abs(g)
    return theta - eta * g / (np.sqrt(v) + eps), v


def eps_times_ten(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta - eta * g / (np.sqrt(v) + 10 * eps), v


def no_eps(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    root = np.sqrt(v)
    return theta - eta * np.divide(g, root, out=np.zeros_like(g), where=root > 0), v


def eps_as_floor(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta - eta * g / np.maximum(np.sqrt(v), eps), v


def half_rate(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta - eta / 2 * g / (np.sqrt(v) + eps), v


def no_step(theta, v, g, *, eta, beta, eps):
    return theta, right(v, g, beta)


def weight_decay(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    return theta * (1 - 1e-4 * eta) - eta * g / (np.sqrt(v) + eps), v


def clipped(theta, v, g, *, eta, beta, eps):
    v = right(v, g, beta)
    step = eta * g / (np.sqrt(v) + eps)
    return theta - np.clip(step, -9 * eta, 9 * eta), v


def v_not_returned(theta, v, g, *, eta, beta, eps):
    new = right(v, g, beta)
    return theta - eta * g / (np.sqrt(new) + eps), v


def descend(grads, theta, step, v0):
    """The weights after every step(theta, v, g, t) -> (theta, v)."""
    v, thetas = np.full_like(theta, v0), []
    for t, g in enumerate(grads, start=1):
        theta, v = step(theta, v, g, t)
        thetas.append(theta.astype(grads.dtype))
    return np.array(thetas)


def wrong_start(grads, theta0, *, eta, beta, eps):
    def step(theta, v, g, _):
        v = right(v, g, beta)
        return theta - eta * g / (np.sqrt(v) + eps), v

    return descend(grads, theta0, step, 1.0)


def starts_at_eps(grads, theta0, *, eta, beta, eps):
    def step(theta, v, g, _):
        v = right(v, g, beta)
        return theta - eta * g / (np.sqrt(v) + eps), v

    return descend(grads, theta0, step, eps)


def updated_after_use(grads, theta0, *, eta, beta, eps):
    def step(theta, v, g, _):
        return theta - eta * g / (np.sqrt(v) + eps), right(v, g, beta)

    return descend(grads, theta0, step, 0.0)


def bias_corrected(grads, theta0, *, eta, beta, eps):
    def step(theta, v, g, t):
        v = right(v, g, beta)
        return theta - eta * g / (np.sqrt(v / (1 - beta**t)) + eps), v

    return descend(grads, theta0, step, 0.0)


def with_momentum(grads, theta0, *, eta, beta, eps):
    b = np.zeros_like(theta0)

    def step(theta, v, g, _):
        nonlocal b
        v = right(v, g, beta)
        b = 0.9 * b + g / (np.sqrt(v) + eps)
        return theta - eta * b, v

    return descend(grads, theta0, step, 0.0)


def centred(grads, theta0, *, eta, beta, eps):
    m = np.zeros_like(theta0)

    def step(theta, v, g, _):
        nonlocal m
        v, m = right(v, g, beta), beta * m + (1 - beta) * g
        return theta - eta * g / (np.sqrt(np.abs(v - m * m)) + eps), v

    return descend(grads, theta0, step, 0.0)


def largest_v(grads, theta0, *, eta, beta, eps):
    top = np.zeros_like(theta0)

    def step(theta, v, g, _):
        nonlocal top
        v = right(v, g, beta)
        top = np.maximum(top, v)
        return theta - eta * g / (np.sqrt(top) + eps), v

    return descend(grads, theta0, step, 0.0)


def rate_falls_from_step_five(grads, theta0, *, eta, beta, eps):
    def step(theta, v, g, t):
        v = right(v, g, beta)
        return theta - (eta if t < 5 else 0.9999 * eta) * g / (np.sqrt(v) + eps), v

    return descend(grads, theta0, step, 0.0)


def nan_in_step_three(grads, theta0, *, eta, beta, eps):
    def step(theta, v, g, t):
        v = right(v, g, beta)
        return theta - eta * g / (np.sqrt(v) + eps) + (np.nan if t == 3 else 0.0), v

    return descend(grads, theta0, step, 0.0)


def shows_the_step_before(grads, theta0, *, eta, beta, eps):
    def step(theta, v, g, _):
        v = right(v, g, beta)
        return theta - eta * g / (np.sqrt(v) + eps), v

    thetas = descend(grads, theta0, step, 0.0)
    return np.concatenate([theta0[None], thetas[:-1]])


def forgets_v_in_step_four(grads, theta0, *, eta, beta, eps):
    def step(theta, v, g, t):
        v = right(v if t != 4 else 0 * v, g, beta)
        return theta - eta * g / (np.sqrt(v) + eps), v

    return descend(grads, theta0, step, 0.0)
