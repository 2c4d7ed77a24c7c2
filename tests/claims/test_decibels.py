"""Gains in decibels, and frequencies in hertz."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.quantities.averages import Averages
from rmsprop_sym.claims.quantities.clause import Clause
from rmsprop_sym.claims.quantities.figures import decibels

CUT = "The cut-off lies at 0.2 rad per sample"


def grades(text, above=""):
    """The grades of a sentence in plain words."""
    return [str(each.evidence.grade) for each in decibels(Clause(text, above, Averages()))]


@pytest.mark.parametrize(
    "text, grade",
    [
        ("The amplitude gain is 0.05, an attenuation of 26.0 dB", ["ROUNDS"]),
        ("The amplitude gain is 0.05, an attenuation of only 13.0 dB", ["REFUTED"]),
        ("The power is 0.05, that is -13.0 dB", ["ROUNDS"]),
        ("The power is 0.05, that is -26.0 dB", ["REFUTED"]),
        ("The gain is 0.05, an attenuation of 13.0 dB", []),
        ("The amplitude gain is 0.05, an attenuation of 14.5 dB", []),
        ("The amplitude gain is 0.05, an attenuation of more than 13.0 dB", []),
    ],
)
def test_an_amplitude_has_twenty_logarithms_and_a_power_ten(text, grade):
    """What is neither, or a bound, is left alone."""
    assert grade == grades(text)


@pytest.mark.parametrize(
    "text, grade",
    [
        ("At 500 updates per second the cut-off is therefore at 15.9 Hz", ["ROUNDS"]),
        ("At 500 updates per second the cut-off is therefore at 100 Hz", ["REFUTED"]),
        ("At 500 updates per second the cut-off is therefore at 77 Hz", []),
    ],
)
def test_a_frequency_in_hertz_counts_turns(text, grade):
    """A turn has 2 pi radians."""
    assert grade == grades(text, CUT)
