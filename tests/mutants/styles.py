"""Healthy code in many styles: none of it may be accused, in any dtype, over a thousand steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crosscheck import healthy, healthy_family
from mutants.faults import right
from mutants.hosts import HOSTS

from rmsprop_sym.crosscheck.adapters import library_target

BOTH = ("float32", "float64")
LOW = ("float16", "bfloat16")
ALL = BOTH + LOW
OUTSIDE, INSIDE = "rmsprop", "rmsprop_eps_inside"


@dataclass(frozen=True)
class Style:
    """Healthy code: a name, what makes the callable, the rule that it follows, and its dtypes."""

    name: str
    make: Callable[[], Callable[..., Any]]
    rule: str
    dtypes: tuple[str, ...] = BOTH


def _written(name: str, rule: str, dtypes: tuple[str, ...] = BOTH) -> Style:
    return Style(f"NumPy: {name.replace('_', ' ')}", lambda: getattr(healthy, name), rule, dtypes)


def _relative(name: str, rule: str) -> Style:
    return Style(f"NumPy: {name.replace('_', ' ')}", lambda: getattr(healthy_family, name), rule)


def _hosted(host: str) -> Style:
    return Style(f"{host}: a host without a fault", lambda: HOSTS[host](right), OUTSIDE)


def _library(target: str, rule: str, dtypes: tuple[str, ...] = BOTH) -> Style:
    return Style(f"{target}:{rule}", lambda: library_target(f"{target}:{rule}")[1].function, rule, dtypes)


NUMPY = {
    OUTSIDE: (
        "plain",
        "left_to_right",
        "in_place",
        "lerp",
        "coefficients_of_the_dtype",
        "addcdiv",
        "reciprocal",
        "divided_rate",
        "rate_per_parameter",
        "one_by_one",
        "wide_state",
        "trajectory",
        "buffers",
        "wide_inside",
        "master_weights",
        "compensated",
        "strided",
        "halves",
        "lerp_the_other_way",
        "power_of_a_half",
        "an_object",
        "long_double",
    ),
    INSIDE: ("eps_inside", "eps_inside_reciprocal_root"),
    "adagrad": ("adagrad",),
    "sgd": ("sgd",),
}
FAMILY = {
    "adam": "adam",
    "adam_with_the_corrections_outside": "adam",
    "adam_with_running_powers": "adam",
    "adam_eps_hat": "adam_eps_hat",
    "adam_l2": "adam_l2",
    "adamw_decayed_first": "adamw",
    "adamw_in_the_update": "adamw",
    "l2": "rmsprop_l2",
    "decoupled_first": "rmsprop_decoupled",
    "decoupled_in_the_update": "rmsprop_decoupled",
    "bias_corrected": "rmsprop_bias_corrected",
}
# In float16 all of them are what they are in float32; of bfloat16 and a Python float ml_dtypes makes float32.
KEPT = {
    "plain": ("float16",),
    "left_to_right": ("float16",),
    "lerp": ("float16",),
    "addcdiv": ("float16",),
    "trajectory": ("float16",),
    "coefficients_of_the_dtype": LOW,
    "one_by_one": LOW,
    "wide_inside": LOW,
    "master_weights": LOW,
}
STYLES = (
    *(_written(name, rule, BOTH + KEPT.get(name, ())) for rule, names in NUMPY.items() for name in names),
    _written("fused", OUTSIDE, ("float32",)),
    _written("python_floats", OUTSIDE, ("float64",)),
    *(_relative(name, rule) for name, rule in FAMILY.items()),
    *map(_hosted, HOSTS),
    _library("torch:for-loop", OUTSIDE, ALL),
    _library("torch:foreach", OUTSIDE, ALL),
    _library("torch:for-loop", "rmsprop_centred"),
    _library("torch:for-loop", "rmsprop_momentum"),
    _library("optax:eager", INSIDE, ALL),
    _library("optax:jit", INSIDE, ALL),
    _library("optax:jit", OUTSIDE),
    _library("optax:jit", "rmsprop_tf1"),
    _library("jax:jit", INSIDE, ALL),
    _library("keras:torch", INSIDE, ALL),
    _library("keras:torch", "rmsprop_momentum_rate_inside"),
    _library("torch:for-loop", "adam"),
    _library("torch:for-loop", "adamw"),
    _library("torch:for-loop", "rmsprop_l2"),
    _library("optax:jit", "adam"),
    _library("optax:jit", "adamw"),
    _library("keras:torch", "adam_eps_hat"),
)
