"""The transformation of Optax as a step: its state v is handed in and out."""

import jax
import optax


@jax.jit
def step(theta, v, g, *, eta, beta, eps):
    """One step: the new weights and the new mean square."""
    updates, state = optax.scale_by_rms(decay=beta, eps=eps).update(g, optax.ScaleByRmsState(nu=v))
    return theta - eta * updates, state.nu
