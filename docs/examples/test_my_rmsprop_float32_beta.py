"""A test that fails: beta passes through float32, in code that calculates in float64."""

from my_rmsprop_float32_beta import rmsprop

from rmsprop_sym.pytest_plugin import assert_follows


def test_it_follows_rmsprop():
    """It does in float32, and not in float64."""
    assert_follows("rmsprop", rmsprop, dtype="float32", steps=20)
    assert_follows("rmsprop", rmsprop, dtype="float64", steps=20)
