"""Every published fault is caught by the derived bounds, and code without a fault is not."""

import pytest
from crosscheck import healthy
from mutants.faults import FAULTS, MUTATION, right
from mutants.hosts import HOSTS, on_numpy
from mutants.relatives import EVERY, RELATIVES, RIGHT
from mutants.styles import STYLES
from mutants.trial import nearness, trial

DTYPES = ("float32", "float64")
CASES = [(name, dtype) for name, fault in EVERY.items() for dtype in DTYPES[fault.float64_only :]]


@pytest.mark.parametrize("name, dtype", CASES)
def test_a_fault_is_caught_in_the_step_in_which_it_shows(name, dtype):
    """NumPy code with the fault is outside, and not before the fault has an effect."""
    outcome = trial(on_numpy(EVERY[name].step), dtype, rule=EVERY[name].rule)
    assert ("OUTSIDE", EVERY[name].shows) == (outcome.grade, outcome.step)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("step", RIGHT, ids=lambda step: step.__name__)
def test_without_a_fault_a_relative_is_within(step, dtype):
    """The steps that the faults of the relatives are made from are not accused."""
    assert "WITHIN" == trial(on_numpy(step), dtype, rule=step.__name__).grade


def test_every_relative_with_a_fault_is_tried_without_it():
    """No fault stands alone, and no name stands for two faults."""
    assert {fault.rule for fault in RELATIVES.values()} == {step.__name__ for step in RIGHT}
    assert not FAULTS.keys() & RELATIVES.keys()


@pytest.mark.parametrize("dtype", DTYPES)
def test_without_a_fault_the_same_code_is_within(dtype):
    """What catches the faults does not accuse the code that they are made from."""
    assert "WITHIN" == trial(on_numpy(right), dtype).grade


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.float64_only])
def test_what_is_a_fault_in_float64_alone_is_none_in_float32(name):
    """Single precision in a single precision run is no fault."""
    assert "WITHIN" == trial(on_numpy(FAULTS[name].step), "float32").grade


def test_what_a_sum_keeps_from_sight_may_be_rounded_in_by_a_step_of_nothing():
    """A compensation of half a unit is added where the gradient is zero, and is not called a fault."""
    assert 0.99 < nearness(healthy.compensated, "float64", rule="rmsprop", steps=1000, size=2) <= 1


SAMPLE = (
    "decays_swapped",
    "decay_of_the_moved_weights",
    "eps_on_the_other_side",
    "stale_v",
    "v_starts_at_1",
    "rate_falls_in_step_five",
    "beta_through_float32",
)


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("host, library", [("PyTorch", "torch"), ("Optax", "optax")])
def test_a_fault_is_caught_in_a_library_too(host, library, name):
    """A few of the runs of `make mutants`; Keras, which has one backend in a process, is left to it."""
    pytest.importorskip(library, reason=f"{library} is not installed")
    outcome = trial(HOSTS[host](EVERY[name].step), "float64", rule=EVERY[name].rule)
    assert ("OUTSIDE", EVERY[name].shows) == (outcome.grade, outcome.step)


@pytest.mark.parametrize("host, library", [("PyTorch", "torch"), ("Optax", "optax")])
def test_a_library_without_a_fault_is_within(host, library):
    """The host itself is not accused."""
    pytest.importorskip(library, reason=f"{library} is not installed")
    assert "WITHIN" == trial(HOSTS[host](right), "float32").grade


def test_there_are_enough_of_them():
    """Sixty faults, a third of them seen in published code; and twenty-five healthy styles."""
    assert len(FAULTS) >= 60
    assert sum(fault.seen_in != MUTATION for fault in FAULTS.values()) >= 20
    assert len(STYLES) >= 25
    assert len({style.name for style in STYLES}) == len(STYLES)
