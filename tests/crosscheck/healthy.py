"""RMSProp as healthy code writes it, in the forms that `verify` runs."""

from math import sqrt

import numpy as np


def plain(theta, v, g, *, eta, beta, eps):
    """As the formula stands."""
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * g / (np.sqrt(v) + eps), v


def left_to_right(theta, v, g, *, eta, beta, eps):
    """(1 - beta)*g*g from the left, and the quotient before the rate."""
    v = beta * v + (1 - beta) * g * g
    return theta - eta * (g / (np.sqrt(v) + eps)), v


def in_place(theta, v, g, *, eta, beta, eps):
    """Every array is overwritten."""
    v *= beta
    v += (1 - beta) * g**2
    g *= eta
    g /= np.sqrt(v) + eps
    theta -= g
    return theta, v


def lerp(theta, v, g, *, eta, beta, eps):
    """The mean moves towards the square."""
    v = v + (1 - beta) * (g * g - v)
    return theta - eta * g / (np.sqrt(v) + eps), v


def coefficients_of_the_dtype(theta, v, g, *, eta, beta, eps):
    """Every hyper-parameter is a number of the dtype, and 1 - beta is formed there."""
    number = g.dtype.type
    eta, beta, eps = number(eta), number(beta), number(eps)
    v = beta * v + (number(1) - beta) * (g * g)
    return theta - eta * g / (np.sqrt(v) + eps), v


def addcdiv(theta, v, g, *, eta, beta, eps):
    """As PyTorch does on a CPU: ((1 - beta)*g)*g, and theta + (-eta*g)/d."""
    v = beta * v + ((1 - beta) * g) * g
    return theta + (-eta * g) / (np.sqrt(v) + eps), v


def reciprocal(theta, v, g, *, eta, beta, eps):
    """As Optax does: the reciprocal of the divisor first."""
    v = (1 - beta) * g**2 + beta * v
    return theta + -eta * (g * (1 / (np.sqrt(v) + eps))), v


def divided_rate(theta, v, g, *, eta, beta, eps):
    """As PyTorch does with a capturable rate: the divisor is divided by -eta."""
    v = beta * v + (1 - beta) * (g * g)
    return theta + g / ((np.sqrt(v) + eps) / -eta), v


def rate_per_parameter(theta, v, g, *, eta, beta, eps):
    """First the rate of each parameter, then the step."""
    v = beta * v + (1 - beta) * (g * g)
    rate = eta / (np.sqrt(v) + eps)
    return theta - rate * g, v


def one_by_one(theta, v, g, *, eta, beta, eps):
    """A loop over NumPy scalars."""
    number = g.dtype.type
    pairs = []
    for w, s, x in zip(theta, v, g, strict=True):
        mean = number(beta) * s + number(1 - beta) * (x * x)
        pairs.append((w - number(eta) * x / (np.sqrt(mean) + number(eps)), mean))
    return np.array([w for w, _ in pairs]), np.array([s for _, s in pairs])


def fused(theta, v, g, *, eta, beta, eps):
    """In float32 with fused multiply-adds: each sum of a product in double, rounded once."""
    number, wide = g.dtype.type, np.float64
    c = number(1 - beta)
    v = (wide(number(beta)) * v.astype(wide) + wide(c * (g * g).astype(g.dtype))).astype(g.dtype)
    ratio = g / (np.sqrt(v) + number(eps))
    return (theta.astype(wide) - wide(number(eta)) * ratio.astype(wide)).astype(g.dtype), v


def wide_state(theta, v, g, *, eta, beta, eps):
    """v is kept in float64, whatever theta is."""
    v = beta * v.astype(np.float64) + (1 - beta) * g.astype(np.float64) ** 2
    return (theta - eta * g / (np.sqrt(v) + eps)).astype(theta.dtype), v


def trajectory(grads, theta0, *, eta, beta, eps):
    """All steps in one array."""
    thetas = np.empty_like(grads)
    theta, v = theta0, np.zeros_like(theta0)
    for k, g in enumerate(grads):
        theta, v = plain(theta, v, g, eta=eta, beta=beta, eps=eps)
        thetas[k] = theta
    return thetas


def buffers(grads, theta0, *, eta, beta, eps):
    """Preallocated buffers, and theta0 itself as the running weights."""
    v, work, thetas = np.zeros_like(theta0), np.empty_like(theta0), []
    for g in grads:
        np.multiply(v, beta, out=v)
        np.multiply(g, g, out=work)
        np.multiply(work, 1 - beta, out=work)
        np.add(v, work, out=v)
        np.sqrt(v, out=work)
        np.add(work, eps, out=work)
        np.divide(g, work, out=work)
        np.multiply(work, eta, out=work)
        np.subtract(theta0, work, out=theta0)
        thetas.append(theta0.copy())
    return thetas


def wide_inside(grads, theta0, *, eta, beta, eps):
    """float64 state and arithmetic, weights in the dtype."""
    theta, v, thetas = theta0, np.zeros(theta0.shape), []
    for g in grads.astype(np.float64):
        v = beta * v + (1 - beta) * g**2
        theta = (theta - eta * g / (np.sqrt(v) + eps)).astype(theta0.dtype)
        thetas.append(theta)
    return np.array(thetas)


def master_weights(grads, theta0, *, eta, beta, eps):
    """float64 weights and state; what is shown is rounded to the dtype."""
    return trajectory(grads.astype(np.float64), theta0.astype(np.float64), eta=eta, beta=beta, eps=eps).astype(
        theta0.dtype
    )


def compensated(grads, theta0, *, eta, beta, eps):
    """What each sum rounds away is added to the next step."""
    theta, v, lost, thetas = theta0, np.zeros_like(theta0), np.zeros_like(theta0), []
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        step = lost - eta * g / (np.sqrt(v) + eps)
        new = theta + step
        lost = step - (new - theta)
        theta = new
        thetas.append(theta)
    return np.array(thetas)


def eps_inside(theta, v, g, *, eta, beta, eps):
    """As Optax and Keras place eps."""
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * g / np.sqrt(v + eps), v


def eps_inside_reciprocal_root(theta, v, g, *, eta, beta, eps):
    """As OneFlow and Sonnet write it: a product with the reciprocal root."""
    v = v + (1 - beta) * (g * g - v)
    return theta - (eta * g) * (1 / np.sqrt(v + eps)), v


def adagrad(theta, G, g, *, eta, eps):
    """The sum of all squares."""
    G = G + g * g
    return theta - eta * g / (np.sqrt(G) + eps), G


def sgd(grads, theta0, *, eta):
    """No state at all."""
    thetas = []
    for g in grads:
        theta0 = theta0 - eta * g
        thetas.append(theta0)
    return np.array(thetas)


def strided(theta, v, g, *, eta, beta, eps):
    """Every second element of longer arrays."""
    wide = [np.repeat(x, 2) for x in (theta, v, g)]
    theta, v = plain(*(x[::2] for x in wide), eta=eta, beta=beta, eps=eps)
    return theta, v


def long_double(theta, v, g, *, eta, beta, eps):
    """Every operation in the platform's widest format, each letter rounded once."""
    wide = [x.astype(np.longdouble) for x in (theta, v, g)]
    return tuple(x.astype(g.dtype) for x in plain(*wide, eta=eta, beta=beta, eps=eps))


def halves(theta, v, g, *, eta, beta, eps):
    """The parameters in two groups."""
    middle = len(g) // 2
    pairs = [
        plain(theta[part], v[part], g[part], eta=eta, beta=beta, eps=eps)
        for part in (slice(middle), slice(middle, None))
    ]
    return tuple(np.concatenate(parts) for parts in zip(*pairs, strict=True))


def lerp_the_other_way(theta, v, g, *, eta, beta, eps):
    """The mean, less what it is too large by."""
    v = v - (1 - beta) * (v - g * g)
    return theta + eta * -g / (eps + np.sqrt(v)), v


def power_of_a_half(theta, v, g, *, eta, beta, eps):
    """The root of an array as a power, which NumPy takes for a root."""
    v = np.square(g) * (1 - beta) + v * beta
    return theta - g * eta / (v**0.5 + eps), v


def python_floats(grads, theta0, *, eta, beta, eps):
    """Lists of Python floats."""
    v, theta, thetas = [0.0] * len(theta0), theta0.tolist(), []
    for row in grads.tolist():
        v = [beta * s + (1 - beta) * (x * x) for s, x in zip(v, row, strict=True)]
        theta = [w - eta * x / (sqrt(s) + eps) for w, s, x in zip(theta, v, row, strict=True)]
        thetas.append(theta)
    return np.array(thetas)


class RMSProp:
    """An optimizer that keeps its state for itself."""

    def __init__(self, parameters, **hyper):
        """Start with a mean square of zero."""
        self.parameters, self.hyper, self.v = parameters, hyper, np.zeros_like(parameters)

    def step(self, g):
        """Move the parameters."""
        self.parameters, self.v = plain(self.parameters, self.v, g, **self.hyper)
        return self.parameters


def an_object(grads, theta0, *, eta, beta, eps):
    """The steps of an object."""
    optimizer = RMSProp(theta0, eta=eta, beta=beta, eps=eps)
    return np.array([optimizer.step(g) for g in grads])
