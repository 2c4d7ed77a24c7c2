"""Real libraries as targets: each in one file of this folder, which runs its optimizer on given gradients.

A file of a library has one function, `claims(variant)`: for each rule that the library says it computes, a
trajectory `f(grads, theta0, *, ...) -> thetas` that sets the library's optimizer up for that rule.  The first
rule is the library's default.  Only `claims` of the library that is asked for is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from typing import Any

from rmsprop_sym.crosscheck.target import Target
from rmsprop_sym.errors import UserError

Trajectory = Callable[..., Any]


@dataclass(frozen=True)
class Library:
    """A library that can be named as a target: what it is imported as, how it is installed, how it can be run.

    `scheduled` says that its trajectories also take an array for eta, the rate of each step.
    """

    name: str
    needs: tuple[str, ...]
    install: str
    variants: Mapping[str, str]
    scheduled: bool = True


LIBRARIES = {
    library.name: library
    for library in (
        Library(
            "torch",
            ("torch",),
            "pip install torch",
            {
                "for-loop": "torch.optim, one tensor after the other",
                "foreach": "torch.optim with foreach=True",
                "compile": "torch.optim, its step through torch.compile (which needs a C++ compiler)",
            },
        ),
        Library(
            "optax",
            ("jax", "optax"),
            "pip install jax optax",
            {"eager": "optax, each operation by itself", "jit": "optax, the step through jax.jit"},
        ),
        Library(
            "jax",
            ("jax",),
            "pip install jax",
            {
                "eager": "jax.example_libraries.optimizers, each operation by itself",
                "jit": "the same, the step through jax.jit",
            },
        ),
        Library(
            "keras",
            ("keras",),
            "pip install keras scipy",
            {
                "numpy": "keras.optimizers on the NumPy backend",
                "jax": "on the JAX backend",
                "torch": "on the PyTorch backend",
                "tensorflow": "on the TensorFlow backend",
            },
        ),
        Library(
            "tensorflow",
            ("tensorflow",),
            "pip install tensorflow-cpu",
            {
                "v1": "tf.compat.v1.train.RMSPropOptimizer, in a graph",
                "kernel": "tf.raw_ops.ResourceApplyRMSProp, with hyper-parameters of the weights' dtype",
            },
            scheduled=False,
        ),
        Library(
            "tf_keras",
            ("tensorflow", "tf_keras"),
            "pip install tf-keras",
            {
                "legacy": "tf_keras.optimizers.legacy.RMSprop, as in Keras 2 up to 2.10",
                "new": "tf_keras.optimizers.RMSprop, as in Keras from 2.11 on",
            },
            scheduled=False,
        ),
        Library(
            "paddle", ("paddle",), "pip install paddlepaddle", {"eager": "paddle.optimizer.RMSProp"}, scheduled=False
        ),
    )
}


def names_library(target: str) -> bool:
    """Whether the target is a library of this folder, by itself or with what follows it after a colon.

    >>> names_library("torch"), names_library("torch:foreach"), names_library("mine.py:step")
    (True, True, False)
    """
    return target.partition(":")[0] in LIBRARIES


def library_target(target: str) -> tuple[str, Target]:
    """The rule that `library[:variant][:rule]` claims to compute, and its trajectory.

    Without a variant it is run in the first of its variants, without a rule as the library does by default.
    Raises UserError if the library is not installed, or has no such variant or rule.
    """
    name, *options = target.split(":")
    library = LIBRARIES[name]
    variants = [option for option in options if option in library.variants]
    claims = claimed(library, *variants[:1])
    rules = [option for option in options if option in claims]
    if len(variants) > 1 or len(rules) > 1 or len(variants) + len(rules) < len(options):
        raise UserError(_refusal(target, library, tuple(claims)))
    rule = rules[0] if rules else next(iter(claims))
    return rule, Target(target, claims[rule], None, Path.cwd(), hyper_of(claims[rule]), library.scheduled)


def claimed(library: Library, variant: str | None = None) -> dict[str, Trajectory]:
    """The trajectories of a library by the rule that each of them claims to compute, its default first.

    Raises UserError if the library is not installed.
    """
    for needed in library.needs:
        if find_spec(needed) is None:
            raise UserError(f"{needed} is not installed; install it with: {library.install}")
    try:
        adapter = import_module(f"{__name__}.{library.name}")
        found: dict[str, Trajectory] = adapter.claims(variant or next(iter(library.variants)))
    except ImportError as error:
        raise UserError(f"{library.name} cannot be imported: {error}; install it with: {library.install}") from error
    return found


def _refusal(target: str, library: Library, rules: tuple[str, ...]) -> str:
    known = (*library.variants, *rules)
    near = [close for option in target.split(":")[1:] for close in get_close_matches(option, known, 1)]
    unknown = [option for option in target.split(":")[1:] if option not in known]
    if unknown and near:
        return f"{library.name} has no {unknown[0]!r}; did you mean {near[-1]!r}?"
    return (
        f"{target!r} names no way to run {library.name}; write {library.name}[:variant][:rule] "
        f"with one of the variants {', '.join(library.variants)} and one of the rules {', '.join(rules)}."
    )


def hyper_of(trajectory: Trajectory) -> tuple[str, ...]:
    """The names of the hyper-parameters that a trajectory takes.

    >>> hyper_of(lambda grads, theta0, *, eta, mu: None)
    ('eta', 'mu')
    """
    return tuple(name for name in signature(trajectory).parameters if name not in {"grads", "theta0"})
