"""PyTorch's torch.optim: RMSprop, and its neighbours Adagrad, Adam, AdamW and SGD."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

BITS = {"bfloat16": (np.int16, torch.bfloat16)}  # torch takes no array of this dtype, but its bits


def claims(variant: str) -> dict[str, Callable[..., Any]]:
    """What torch.optim computes, by rule; PyTorch's default, without momentum and not centred, first."""
    foreach = variant == "foreach"

    def run(optimizer: Any, grads: Any, theta0: Any, *, lr: Any, **options: Any) -> Any:
        theta, rates, thetas = tensor(theta0).requires_grad_(), np.broadcast_to(lr, len(grads)).tolist(), []
        made = optimizer([theta], foreach=foreach, lr=rates[0], **options)
        step = compiled(made.step) if variant == "compile" else made.step
        for g, rate in zip(grads, rates, strict=True):
            made.param_groups[0]["lr"] = rate
            thetas.append(after(step, theta, g))
        return np.stack(thetas).astype(grads.dtype, copy=False)

    def rmsprop(grads: Any, theta0: Any, eta: float, beta: float, eps: float, **options: Any) -> Any:
        return run(torch.optim.RMSprop, grads, theta0, lr=eta, alpha=beta, eps=eps, **options)

    return {
        "rmsprop": lambda grads, theta0, *, eta, beta, eps: rmsprop(grads, theta0, eta, beta, eps),
        "rmsprop_centred": lambda grads, theta0, *, eta, beta, eps: rmsprop(
            grads, theta0, eta, beta, eps, centered=True
        ),
        "rmsprop_momentum": lambda grads, theta0, *, eta, beta, eps, mu: rmsprop(
            grads, theta0, eta, beta, eps, momentum=mu
        ),
        "rmsprop_centred_momentum": lambda grads, theta0, *, eta, beta, eps, mu: rmsprop(
            grads, theta0, eta, beta, eps, centered=True, momentum=mu
        ),
        "adagrad": lambda grads, theta0, *, eta, eps: run(torch.optim.Adagrad, grads, theta0, lr=eta, eps=eps),
        "rmsprop_l2": lambda grads, theta0, *, eta, beta, eps, lamda: rmsprop(
            grads, theta0, eta, beta, eps, weight_decay=lamda
        ),
        "adam": lambda grads, theta0, *, eta, beta1, beta2, eps: run(
            torch.optim.Adam, grads, theta0, lr=eta, betas=(beta1, beta2), eps=eps
        ),
        "adam_l2": lambda grads, theta0, *, eta, beta1, beta2, eps, lamda: run(
            torch.optim.Adam, grads, theta0, lr=eta, betas=(beta1, beta2), eps=eps, weight_decay=lamda
        ),
        "adamw": lambda grads, theta0, *, eta, beta1, beta2, eps, lamda: run(
            torch.optim.AdamW, grads, theta0, lr=eta, betas=(beta1, beta2), eps=eps, weight_decay=lamda
        ),
        "sgd": lambda grads, theta0, *, eta: run(torch.optim.SGD, grads, theta0, lr=eta),
    }


def compiled(step: Callable[[], Any]) -> Callable[[], Any]:
    """The step, compiled anew: code that is kept from another optimizer of this process may hold its rate and decay."""
    torch.compiler.reset()
    fresh: Callable[[], Any] = torch.compile(step)
    return fresh


def tensor(x: Any) -> Any:
    """A tensor of its own with the numbers of the array.

    >>> tensor(np.array([0.5])).dtype
    torch.float64
    """
    if x.dtype.name in BITS:
        bits, dtype = BITS[x.dtype.name]
        return torch.tensor(x.view(bits)).view(dtype)
    return torch.tensor(x)


def after(step: Callable[[], Any], theta: Any, g: Any) -> Any:
    """The weights after a step with the gradient g; of dtypes that NumPy lacks, in float32."""
    theta.grad = tensor(g)
    step()
    now = theta.detach()
    return (now.float() if now.dtype is torch.bfloat16 else now).numpy().copy()
