"""What prose says that the buffers of a rule take in memory."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.quantities.in_memory import memory

MANY = "The model has 40 million parameters in float32. "
RIGHT = [
    "One buffer (v) is 160 MB.",
    "Adam keeps 320 MB.",
    "The centred variant with momentum stores 480 MB.",
    "Each buffer takes 152.6 MiB.",
    "RMSProp's state takes 160 MB.",
]
WRONG = [
    "One buffer is 320 MB.",
    "Adam's state takes 160 MB.",
    "The state of RMSProp takes 320 MB.",
]
LEFT_ALONE = [
    "RMSProp needs 320 MB.",
    "The model with its gradients takes 320 MB.",
    "The state of RMSProp took 3.1 GB on our machine.",
    "The state of RMSProp does not take 320 MB.",
    "In float16 one buffer takes 320 MB.",
    "SGD with a momentum buffer takes 320 MB.",
    "A state of RMSProp is sharded to 40 MB.",
]


def grades(text):
    """The grades of what the text says."""
    return [str(each.evidence.grade) for each in memory(text)]


@pytest.mark.parametrize("text", RIGHT)
def test_right_sizes_are_right(text):
    """Parameters times bytes times buffers."""
    assert set(grades(MANY + text)) <= {"PROVED", "ROUNDS"}
    assert grades(MANY + text)


@pytest.mark.parametrize("text", WRONG)
def test_a_buffer_too_many_or_too_few_is_refuted(text):
    """A number that another count would give."""
    assert grades(MANY + text) == ["REFUTED"]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_may_hold_more_than_buffers_is_left_alone(text):
    """Parameters, gradients, another format, a measurement, a denial."""
    assert not grades(MANY + text)


@pytest.mark.parametrize(
    "text, grade",
    [
        ("A network of 30 million weights in float32 (4 bytes each): the cache needs 120 MB extra.", "PROVED"),
        ("For 30 million weights in float32 Adam keeps two averages per weight, so it needs 480 MB.", "REFUTED"),
        ("With 3 billion parameters in bfloat16: the second-moment buffer takes 6 GB.", "PROVED"),
        ("For 30M parameters in float32: RMSProp keeps one average per weight, that is 60 MB.", "REFUTED"),
    ],
)
def test_what_is_kept_may_be_named_before_its_size(text, grade):
    """A cache, an average, or a moment is one buffer, and what follows speaks of it."""
    assert [grade] == [str(each.evidence.grade) for each in memory(text)]
