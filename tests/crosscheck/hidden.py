"""Code that is rmsprop when it is looked at, and something else at other times; and code that hides nothing."""

# ruff: noqa: D101, D102, D103, PLR0917  (the names say it all)

import random

import numpy as np

from rmsprop_sym.crosscheck.traced import Traced

calls = 0
memory = {}
SCALE = 1.0


def right(theta, v, g, eta, beta, eps):
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * g / (np.sqrt(v) + eps), v


def thousandth_call(theta, v, g, *, eta, beta, eps):
    global calls  # noqa: PLW0603
    calls += 1
    return right(theta, v, g, eta if calls != 100_000 else 2 * eta, beta, eps)


def by_identity(theta, v, g, *, eta, beta, eps):
    memory[id(theta)] = v
    return right(theta, memory[id(theta)], g, eta, beta, eps)


def by_type(theta, v, g, *, eta, beta, eps):
    return right(theta, v, g, eta if isinstance(theta, Traced) else eta + 1e-30, beta, eps)


def by_dtype(theta, v, g, *, eta, beta, eps):
    return right(theta, v, g, eta if g.dtype == np.float32 else 2 * eta, beta, eps)


def by_size(theta, v, g, *, eta, beta, eps):
    return right(theta, v, g, eta if len(g) < 1000 else 2 * eta, beta, eps)


def where(theta, v, g, *, eta, beta, eps):
    theta, v = right(theta, v, g, eta, beta, eps)
    return np.where(v > 1e30, 0 * theta, theta), v


def branch(theta, v, g, *, eta, beta, eps):
    if beta > 0.9999:
        eta = 2 * eta
    return right(theta, v, g, eta, beta, eps)


def short_circuit(theta, v, g, *, eta, beta, eps):
    return right(theta, v, g, eta or 1.0, beta, eps)


def floor(theta, v, g, *, eta, beta, eps):
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * g / np.maximum(np.sqrt(v) + eps, 1e-300), v


def caught(theta, v, g, *, eta, beta, eps):
    try:
        return right(theta, v, g, float(eta) * 2, beta, eps)
    except Exception:  # noqa: BLE001
        return right(theta, v, g, eta, beta, eps)


def default(theta, v, g, *, eta, beta, eps, seen=[]):  # noqa: B006
    seen.append(1)
    return right(theta, v, g, eta, beta, eps)


def random_rate(theta, v, g, *, eta, beta, eps):
    return right(theta, v, g, eta + 0 * random.random(), beta, eps)


def attribute(theta, v, g, *, eta, beta, eps):
    attribute.last = v
    return right(theta, v, g, eta, beta, eps)


def element(theta, v, g, *, eta, beta, eps):
    theta, v = right(theta, v, g, eta, beta, eps)
    theta[0] = 1.0
    return theta, v


def made():
    state = [0]

    def closure(theta, v, g, *, eta, beta, eps):
        return right(theta, v, g, eta + state[0], beta, eps)

    return closure


closure = made()


class Callable_:  # noqa: N801
    def __call__(self, theta, v, g, *, eta, beta, eps):
        return right(theta, v, g, eta, beta, eps)


callable_object = Callable_()


class Odd(float):
    """A number that calculates as it likes."""

    def __mul__(self, other):
        return other


ODD = Odd(1.0)
INFINITY = float("inf")


def odd_global(theta, v, g, *, eta, beta, eps):
    return right(theta, v, g, ODD * eta, beta, eps)


def undefined_at_zero(theta, v, g, *, eta, beta, eps):
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * g / (np.sqrt(v) + eps) + 0 * (1 / g), v


def cancelled(theta, v, g, *, eta, beta, eps):
    v = beta * v + (1 - beta) * (g * g * g / g)
    return theta - eta * g / (np.sqrt(v) + eps), v


def root_of_square(theta, v, g, *, eta, beta, eps):
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * np.sqrt(g * g) / (np.sqrt(v) + eps), v


def aliased(grads, theta0, *, eta, beta, eps):
    """The same array is appended at every step, and changed in place."""
    v, thetas = np.zeros_like(theta0), []
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        theta0 -= eta * g / (np.sqrt(v) + eps)
        thetas.append(theta0)
    return np.array(thetas)


def box_in_a_list(grads, theta0, *, eta, beta, eps):
    """A counter that no local holds: 0, 0, 0, 0 and then 24 times what nobody asked for."""
    v, thetas, n, one = np.zeros_like(theta0), [], np.zeros_like(theta0), np.ones_like(theta0)
    hidden = [n]
    n = one
    for g in grads:
        (count,) = hidden
        odd = count * (count - 1) * (count - 2) * (count - 3)
        count += one
        count = one
        v = beta * v + (1 - beta) * (g * g)
        theta0 = theta0 - eta * g / (np.sqrt(v) + eps) + odd
        thetas.append(theta0)
    return np.array(thetas)


def counter(grads, theta0, *, eta, beta, eps):
    v, thetas, t = np.zeros_like(theta0), [], 0
    for g in grads:
        t = t + 1
        v = beta * v + (1 - beta) * (g * g)
        theta0 = theta0 - (eta + 0.0 ** (1000 - t)) * g / (np.sqrt(v) + eps)
        thetas.append(theta0)
    return np.array(thetas)


def counted_in_an_array(grads, theta0, *, eta, beta, eps):
    v, thetas, n = np.zeros_like(theta0), [], np.zeros_like(theta0)
    for g in grads:
        odd = n * (n - 1) * (n - 2) * (n - 3)
        n = n + 1
        v = beta * v + (1 - beta) * (g * g)
        theta0 = theta0 - eta * g / (np.sqrt(v) + eps) + odd
        thetas.append(theta0)
    return np.array(thetas)


def over_infinity(theta, v, g, *, eta, beta, eps):
    """The literal is no real number."""
    v = beta * v + (1 - beta) * g * g
    return theta - eta * g / (np.sqrt(v) + eps) + g / INFINITY, v


def old_weights(grads, theta0, *, eta, beta, eps):
    first, v, thetas = theta0, np.zeros_like(theta0), []
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        theta0 = theta0 - eta * g / (np.sqrt(v) + eps) + 0.001 * first
        thetas.append(theta0)
    return np.array(thetas)


def never_moves_on(grads, theta0, *, eta, beta, eps):
    """Every step starts from theta0."""
    v, thetas = np.zeros_like(theta0), []
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        theta = theta0 - eta * g / (np.sqrt(v) + eps)
        thetas.append(theta)
    return np.array(thetas)


def yesterdays_gradient(grads, theta0, *, eta, beta, eps):
    v, thetas, old = np.zeros_like(theta0), [], np.zeros_like(theta0)
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        theta0 = theta0 - eta * g / (np.sqrt(v) + eps) + 0.5 * eta * old
        old = g
        thetas.append(theta0)
    return np.array(thetas)


def rate_that_falls(grads, theta0, *, eta, beta, eps):
    v, thetas, rate = np.zeros_like(theta0), [], eta
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        theta0 = theta0 - rate * g / (np.sqrt(v) + eps)
        rate = rate * 0.5
        thetas.append(theta0)
    return np.array(thetas)


def shared_start(grads, theta0, *, eta, beta, eps):
    """v starts as the array that m starts as, and both change in place."""
    m = v = np.zeros_like(theta0)
    thetas = []
    for g in grads:
        v *= beta
        v += (1 - beta) * g * g
        m *= beta
        theta0 = theta0 - eta * g / (np.sqrt(v) + eps)
        thetas.append(theta0)
    return np.array(thetas)


def twice(grads, theta0, *, eta, beta, eps):
    thetas = loop(grads, theta0, eta=eta, beta=beta, eps=eps)
    return thetas + 0 * loop(grads, theta0, eta=eta, beta=beta, eps=eps)


# --- nothing hidden -----------------------------------------------------------------------------------------


def scaled(theta, v, g, *, eta, beta, eps):
    return right(theta, v, SCALE * g, eta, beta, eps)


def loop(grads, theta0, *, eta, beta, eps):
    theta, v, thetas = theta0, np.zeros_like(theta0), []
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        theta = theta - eta * g / (np.sqrt(v) + eps)
        thetas.append(theta)
    return np.array(thetas)


def loop_in_place(grads, theta0, *, eta, beta, eps):
    v, thetas = np.zeros_like(theta0), []
    for g in grads:
        v *= beta
        v += (1 - beta) * g * g
        theta0 -= eta * g / (np.sqrt(v) + eps)
        thetas.append(theta0.copy())
    return np.stack(thetas)


def loop_of_steps(grads, theta0, *, eta, beta, eps):
    theta, s, thetas = theta0.copy(), np.zeros_like(theta0), []
    for g in grads:
        theta, s = right(theta, s, g, eta, beta, eps)
        thetas.append(theta)
    return thetas


def momentum_after(grads, theta0, *, eta, beta, eps, mu):
    v, b, thetas = np.zeros_like(theta0), np.zeros_like(theta0), []
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        b = mu * b + g / (np.sqrt(v) + eps)
        theta0 = theta0 - eta * b
        thetas.append(theta0)
    return np.array(thetas)


def descent(grads, theta0, *, eta):
    thetas = []
    for g in grads:
        theta0 = theta0 - eta * g
        thetas.append(theta0)
    return np.array(thetas)
