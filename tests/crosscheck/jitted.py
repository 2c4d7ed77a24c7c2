"""Steps that JAX compiles: what they do is written in their jaxpr."""

import functools
import random

import jax
import numpy as np
import optax
from jax import lax
from jax import numpy as jnp

MEMORY = []


@jax.jit
def plain(theta, v, g, *, eta, beta, eps):
    """As it is read."""
    v = beta * v + (1 - beta) * jnp.square(g)
    return theta - eta * g / (jnp.sqrt(v) + eps), v


@jax.jit
def parts(theta, v, g, *, eta, beta, eps):
    """One compiled function calls another one."""
    v = mean(v, g, beta)
    return theta - eta * g * jnp.reciprocal(v**0.5 + eps), v


@jax.jit
def mean(v, g, beta):
    """The lerp form."""
    return v + (g**2 - v) * (1.0 - beta)


@jax.jit
def optax_by_default(theta, v, g, *, eta, beta, eps):
    """The transformation of Optax, handed its state."""
    updates, state = optax.scale_by_rms(decay=beta, eps=eps).update(g, optax.ScaleByRmsState(nu=v))
    return theta - eta * updates, state.nu


@jax.jit
def optax_outside(theta, v, g, *, eta, beta, eps):
    """The same with eps outside the root."""
    optimizer = optax.scale_by_rms(decay=beta, eps=eps, eps_in_sqrt=False)
    updates, state = optimizer.update(g, optax.ScaleByRmsState(nu=v))
    return theta - eta * updates, state.nu


@jax.jit
def half_beta(theta, v, g, *, eta, beta, eps):
    """Another decay."""
    v = beta / 2 * v + (1 - beta / 2) * g**2
    return theta - eta * g / (jnp.sqrt(v) + eps), v


@jax.jit
def clipped(theta, v, g, *, eta, beta, eps):
    """A maximum and a minimum."""
    v = beta * v + (1 - beta) * g**2
    return theta - eta * jnp.clip(g, -1e30, 1e30) / (jnp.sqrt(v) + eps), v


@jax.jit
def mixed(theta, v, g, *, eta, beta, eps):
    """An element sees its neighbour, with a weight of 0."""
    v = beta * v + (1 - beta) * g**2
    return theta - eta * (g + 0.0 * jnp.roll(g, 1)) / (jnp.sqrt(v) + eps), v


@jax.jit
def own_array(theta, v, g, *, eta, beta, eps):
    """A weight for each element, which the rule does not have."""
    v = beta * v + (1 - beta) * g**2 * np.linspace(1, 2, 3).astype(np.float32)
    return theta - eta * g / (jnp.sqrt(v) + eps), v


@jax.jit
def whole_numbers(theta, v, g, *, eta, beta, eps):
    """Over whole numbers 3/2 is 1."""
    one = lax.div(jnp.int32(3), jnp.int32(2)).astype(g.dtype)
    v = beta * v + (one - beta) * g**2
    return theta - eta * g / (jnp.sqrt(v) + eps), v


@jax.jit
def infinite(theta, v, g, *, eta, beta, eps):
    """A literal that is no number."""
    v = beta * v + (1 - beta) * g**2
    return theta - eta * g / (jnp.sqrt(v) + eps) + g / jnp.inf, v


@jax.jit
def asks_python(theta, v, g, *, eta, beta, eps):
    """Python is asked for a number."""
    v = jax.pure_callback(lambda v, g: (v + (g - v) * random.random()).astype(v.dtype), v, beta * v, g**2)
    return theta - eta * g / (jnp.sqrt(v) + eps), v


@jax.jit
def tells_python(theta, v, g, *, eta, beta, eps):
    """Python is told a number."""
    jax.debug.callback(MEMORY.append, v[0])
    v = beta * v + (1 - beta) * g**2
    return theta - eta * g / (jnp.sqrt(v) + eps), v


@functools.partial(jax.jit, static_argnames=("beta",))
def static(theta, v, g, *, eta, beta, eps):
    """The decay is compiled in."""
    v = beta * v + (1 - beta) * g**2
    return theta - eta * g / (jnp.sqrt(v) + eps), v


@jax.jit
def branch(theta, v, g, *, eta, beta, eps):
    """A comparison."""
    v = lax.cond(beta < 0.9999, lambda: beta * v + (1 - beta) * g**2, lambda: v)
    return theta - eta * g / (jnp.sqrt(v) + eps), v


@jax.jit
def thousandth(theta, v, g, *, eta, beta, eps):
    """What Python does while JAX traces is done once."""
    MEMORY.append(1)
    v = beta * v + (1 - beta) * g**2
    return theta - (eta if len(MEMORY) < 1000 else 2 * eta) * g / (jnp.sqrt(v) + eps), v


@jax.jit
def run(grads, theta0, *, eta, beta, eps):
    """A loop inside the compiled function."""

    def turn(state, g):
        theta, v = plain(*state, g, eta=eta, beta=beta, eps=eps)
        return (theta, v), theta

    return lax.scan(turn, (theta0, jnp.zeros_like(theta0)), grads)[1]


def uncompiled(theta, v, g, *, eta, beta, eps):
    """Python around a compiled function."""
    return tuple(map(np.asarray, plain(theta, v, g, eta=eta, beta=beta, eps=eps)))
