"""The coefficients that code multiplies with: how the doubles that it is passed become numbers of its dtype.

For every decay beta there is `rest`, which stands for 1 - beta, and `base`, the beta that is raised to the power t.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Coefficients:
    """One way of turning the doubles that are passed into the coefficients that are multiplied with."""

    name: str
    of: Callable[[Mapping[str, float], Any], dict[str, Fraction]]
    as_in: str


def numbers(hyper: Mapping[str, float]) -> list[str]:
    """What follows `beta` in the names of the decays.

    >>> numbers({"eta": 0.1, "beta1": 0.9, "beta2": 0.99})
    ['1', '2']
    """
    return [name.removeprefix("beta") for name in hyper if name.startswith("beta")]


def _exact(hyper: Mapping[str, float], _: Any) -> dict[str, Fraction]:
    coefficients = {name: Fraction(value) for name, value in hyper.items()}
    rests = {f"rest{n}": 1 - coefficients[f"beta{n}"] for n in numbers(hyper)}
    return {**coefficients, **rests, **{f"base{n}": coefficients[f"beta{n}"] for n in numbers(hyper)}}


def _stored(hyper: Mapping[str, float], dtype: Any) -> dict[str, Fraction]:
    """The hyper-parameters, the doubles 1 - beta and the bases of the powers, each cast to the dtype."""
    rests = {f"rest{n}": 1.0 - hyper[f"beta{n}"] for n in numbers(hyper)}
    bases = {f"base{n}": hyper[f"beta{n}"] for n in numbers(hyper)}
    doubles = {**hyper, **rests, **bases}
    return {name: Fraction(float(np.dtype(dtype).type(value))) for name, value in doubles.items()}


def _cast(hyper: Mapping[str, float], dtype: Any) -> dict[str, Fraction]:
    return _stored(hyper, dtype) | {f"base{n}": Fraction(hyper[f"beta{n}"]) for n in numbers(hyper)}


def _formed(hyper: Mapping[str, float], dtype: Any) -> dict[str, Fraction]:
    number = np.dtype(dtype).type
    rests = {f"rest{n}": number(1) - number(hyper[f"beta{n}"]) for n in numbers(hyper)}
    return _stored(hyper, dtype) | {name: Fraction(float(rest)) for name, rest in rests.items()}


# The hull takes each coefficient from any of these, so mixtures are in it too.
COEFFICIENTS = (
    Coefficients("the doubles as they are", _exact, "float64 arithmetic on float32 weights"),
    Coefficients("1 - beta formed in double, then each cast to the dtype", _cast, "PyTorch, Keras, Optax, MLX, NumPy"),
    Coefficients("beta cast to the dtype, 1 - beta formed there", _formed, "TensorFlow's kernel, PaddlePaddle, burn"),
    Coefficients(
        "1 - beta formed in double, then each cast, and beta too before it is raised to the power t",
        _stored,
        "Optax and Keras 3, where means are corrected",
    ),
)


LEAKS_AS_IN = {
    ("eta", "beta", "eps"): "tf.compat.v1, MXNet 1.9",
    ("beta", "eps"): "PaddlePaddle 3.3",
    ("eta", "beta"): "tf-keras legacy",
}


def _leak(*names: str) -> Coefficients:
    """The named hyper-parameters pass through float32 before anything is calculated in double."""

    def of(hyper: Mapping[str, float], dtype: Any) -> dict[str, Fraction]:
        through = {
            name: float(np.float32(value)) if name.rstrip("12") in names else value for name, value in hyper.items()
        }
        return _formed(through, dtype)

    return Coefficients(f"{', '.join(names)} through float32", of, LEAKS_AS_IN.get(names, "no code that is known"))


# Not in the hull: these are faults of float64 code, and are named when they explain a run.
LEAKS = tuple(
    _leak(*names)
    for names in (
        ("beta",),
        ("eta",),
        ("eps",),
        ("eta", "beta"),
        ("beta", "eps"),
        ("eta", "eps"),
        ("eta", "beta", "eps"),
    )
)
