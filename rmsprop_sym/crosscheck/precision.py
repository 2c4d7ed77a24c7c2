"""What a format makes of a decay: the numbers that are stored for beta and 1 - beta, and where v then rests.

The bias is the share by which c/(1 - b) exceeds 1, for the stored numbers b and c: the theorem `coefficient_bias`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from math import inf

from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers.formats import BFLOAT16, BINARY16, BINARY32, BINARY64, Format

FORMATS = (BFLOAT16, BINARY16, BINARY32, BINARY64)
DECAYS = ("0.9", "0.95", "0.99", "0.999", "0.9999")


@dataclass(frozen=True)
class Stored:
    """What is stored for a decay and, rounded by itself, for 1 - decay."""

    decay: Fraction
    rest: Fraction

    @property
    def bias(self) -> Fraction | float:
        """The share by which the steady state exceeds the mean square; infinite where the decay is stored as 1.

        >>> store(0.99, BFLOAT16).bias, store(0.999, BFLOAT16).bias
        (Fraction(-7, 48), inf)
        """
        return self.rest / (1 - self.decay) - 1 if self.decay < 1 else inf


def register_bfloat16() -> None:
    """Makes bfloat16 a dtype of NumPy.  Raises UserError without the package that does so."""
    try:
        import_module("ml_dtypes")
    except ImportError:
        message = "bfloat16 needs the package ml_dtypes; write pip install 'rmsprop_sym[lowfloat]'."
        raise UserError(message) from None


def store(decay: float, arithmetic: Format) -> Stored:
    """The two numbers of the format that are nearest to the doubles decay and 1.0 - decay."""
    kept, rest = (arithmetic.nearest(Fraction(value)) for value in (decay, 1.0 - decay))
    assert kept is not None and rest is not None  # noqa: PT018 - no format ends below 1
    return Stored(kept, rest)


def stuck(decay: float, arithmetic: Format) -> Fraction:
    """Where v stops on its way up from 0, for g = 1, with the two numbers stored for the decay.

    Each operation is rounded to the nearest number of the format.

    >>> float(stuck(0.999, BFLOAT16)), float(stuck(0.99, BINARY16))
    (0.5, 0.97509765625)
    """
    stored, v = store(decay, arithmetic), Fraction(0)
    while True:
        kept = arithmetic.nearest(stored.decay * v)
        assert kept is not None
        new = arithmetic.nearest(kept + stored.rest)
        assert new is not None
        if new == v:
            return v
        v = new
