"""Where a fault lives: NumPy alone, and an optimizer of a library, run as that library's optimizers are run."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Any

import numpy as np
from mutants.faults import Memory, Ops

Trajectory = Callable[..., Any]

NUMPY = Ops(
    sqrt=np.sqrt,
    abs=np.abs,
    sign=np.sign,
    where=np.where,
    roll=lambda x: np.roll(x, 1),
    mean=np.mean,
    cast=lambda x, dtype: x.astype(dtype),
)


def advance(step: Callable[..., Any], s: Memory, theta: Any, g: Any, *, n: Ops, hyper: dict[str, float]) -> Any:
    """What the step adds to the weights; the memory is one step older then."""
    s.t, s.theta = s.t + 1, theta
    return step(s, g, n, **hyper)


def on_numpy(step: Callable[..., Any]) -> Trajectory:
    """A loop over NumPy arrays."""

    def trajectory(grads: Any, theta0: Any, **hyper: float) -> Any:
        s, theta, thetas = Memory(t=0, v=np.zeros_like(theta0), dtype=grads.dtype.name), theta0, []
        for g in grads:
            theta = theta + advance(step, s, theta, g, n=NUMPY, hyper=hyper)
            thetas.append(theta.astype(grads.dtype, copy=False))
        return np.array(thetas)

    return _with_the_parameters_of(step, trajectory)


def as_step(step: Callable[..., Any]) -> Callable[..., Any]:
    """A step over NumPy arrays that shows v, of code that remembers nothing else and does not count."""

    def shown(theta: Any, v: Any, g: Any, *, eta: float, beta: float, eps: float) -> Any:
        s = Memory(t=0, v=v, dtype=g.dtype.name)
        update = advance(step, s, theta, g, n=NUMPY, hyper=dict(eta=eta, beta=beta, eps=eps))
        return (theta + update).astype(g.dtype, copy=False), s.v

    return shown


def on_torch(step: Callable[..., Any]) -> Trajectory:
    """A torch.optim.Optimizer."""
    import torch

    from rmsprop_sym.crosscheck.adapters.torch import after, tensor

    n = Ops(
        sqrt=torch.sqrt,
        abs=torch.abs,
        sign=torch.sign,
        where=torch.where,
        roll=lambda x: torch.roll(x, 1),
        mean=torch.mean,
        cast=lambda x, dtype: x.to(getattr(torch, dtype)),
    )

    class Optimizer(torch.optim.Optimizer):
        """Takes its steps as the function says."""

        @torch.no_grad()
        def step(self, closure: Any = None) -> None:  # noqa: ARG002  (the signature is PyTorch's)
            for group in self.param_groups:
                hyper = {name: group[name] for name in hyper_of(step)}
                for theta in group["params"]:
                    state = self.state[theta]
                    if not state:
                        state["memory"] = Memory(t=0, v=torch.zeros_like(theta), dtype=str(theta.dtype)[6:])
                    update = advance(step, state["memory"], theta.clone(), theta.grad, n=n, hyper=hyper)
                    theta.add_(update)

    def trajectory(grads: Any, theta0: Any, **hyper: float) -> Any:
        theta = tensor(theta0).requires_grad_()
        optimizer = Optimizer([theta], hyper)
        return np.stack([after(optimizer.step, theta, g) for g in grads]).astype(grads.dtype, copy=False)

    return _with_the_parameters_of(step, trajectory)


def on_optax(step: Callable[..., Any]) -> Trajectory:
    """An optax.GradientTransformation."""
    import jax
    import optax
    from jax import numpy as jnp

    n = Ops(
        sqrt=jnp.sqrt,
        abs=jnp.abs,
        sign=jnp.sign,
        where=jnp.where,
        roll=lambda x: jnp.roll(x, 1),
        mean=jnp.mean,
        cast=lambda x, dtype: x.astype(dtype),
    )

    def trajectory(grads: Any, theta0: Any, **hyper: float) -> Any:
        def update(g: Any, state: Any, params: Any) -> Any:
            s = Memory(**vars(state))
            return advance(step, s, params, g, n=n, hyper=hyper), s

        def start(params: Any) -> Any:
            return Memory(t=0, v=jnp.zeros_like(params), dtype=grads.dtype.name)

        with jax.enable_x64(grads.dtype == np.float64):
            optimizer = optax.chain(optax.GradientTransformation(start, update))
            theta, thetas = jnp.asarray(theta0), []
            state = optimizer.init(theta)
            for g in grads:
                updates, state = optimizer.update(jnp.asarray(g), state, theta)
                theta = optax.apply_updates(theta, updates)
                thetas.append(np.asarray(theta))
            return np.stack(thetas)

    return _with_the_parameters_of(step, trajectory)


def on_keras(step: Callable[..., Any]) -> Trajectory:
    """A keras.optimizers.Optimizer, on the backend that calculates in float64 too."""
    from rmsprop_sym.crosscheck.adapters.keras import after, on_backend

    keras = on_backend("torch")
    n = Ops(
        sqrt=keras.ops.sqrt,
        abs=keras.ops.abs,
        sign=keras.ops.sign,
        where=keras.ops.where,
        roll=lambda x: keras.ops.roll(x, 1),
        mean=keras.ops.mean,
        cast=keras.ops.cast,
    )

    class Optimizer(keras.optimizers.Optimizer):
        """Takes its steps as the function says."""

        def __init__(self, hyper: dict[str, float]) -> None:
            super().__init__(learning_rate=hyper["eta"])
            self.hyper, self.memory = hyper, None

        def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:  # noqa: ARG002
            if self.memory is None:
                self.memory = Memory(t=0, v=keras.ops.zeros_like(gradient), dtype=variable.dtype)
            theta = keras.ops.copy(variable.value)
            self.assign_add(variable, advance(step, self.memory, theta, gradient, n=n, hyper=self.hyper))

    def trajectory(grads: Any, theta0: Any, **hyper: float) -> Any:
        theta = keras.Variable(theta0, dtype=grads.dtype.name)
        optimizer = Optimizer(hyper)
        return np.stack([after(keras, optimizer, theta, g) for g in grads])

    return _with_the_parameters_of(step, trajectory)


def _with_the_parameters_of(step: Callable[..., Any], trajectory: Trajectory) -> Trajectory:
    """The trajectory, with the hyper-parameters of the step spelled out."""
    given = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in ("grads", "theta0")]
    hyper = [Parameter(name, Parameter.KEYWORD_ONLY) for name in hyper_of(step)]
    trajectory.__signature__ = Signature([*given, *hyper])
    return trajectory


def hyper_of(step: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the hyper-parameters that a step takes."""
    return tuple(name for name, p in signature(step).parameters.items() if p.kind is Parameter.KEYWORD_ONLY)


HOSTS = {"NumPy": on_numpy, "PyTorch": on_torch, "Optax": on_optax, "Keras": on_keras}
