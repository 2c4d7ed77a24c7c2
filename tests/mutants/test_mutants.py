"""Every published fault is caught by the derived bounds, and code without a fault is not."""

import numpy as np
import pytest
from crosscheck import healthy
from mutants.faults import FAULTS, MUTATION, right
from mutants.hosts import HOSTS, on_numpy
from mutants.relatives import EVERY, RELATIVES, RIGHT
from mutants.styles import STYLES
from mutants.trial import nearness, trial

from rmsprop_sym.crosscheck import judge, verify
from rmsprop_sym.crosscheck.verify import FLUSHES

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


def test_what_hides_in_one_step_shows_in_the_sum_of_all(monkeypatch):
    """A unit in the last place may have been kept from sight, but not once more in each step."""
    code = on_numpy(FAULTS["half_a_unit_less_where_g_is_zero"].step)
    monkeypatch.setattr(judge, "_only_adds", lambda _: False)
    assert "WITHIN" == trial(code, "float32").grade


def towards_zero(grads, theta0, *, eta, beta, eps):
    """Weights that are cut, not rounded, as a shift of their bits does it."""
    theta, v, thetas = theta0, np.zeros_like(theta0), []
    for g in grads:
        v = beta * v + (1 - beta) * (g * g)
        wide = theta.astype(float) - (eta * g / (np.sqrt(v) + eps)).astype(float)
        near = wide.astype(g.dtype)
        theta = np.where(np.abs(near.astype(float)) > np.abs(wide), np.nextafter(near, g.dtype.type(0)), near)
        thetas.append(theta)
    return np.array(thetas)


def test_weights_that_are_cut_are_outside():
    """Cutting is off by less than a unit at each step, but always to one side, which sixty steps show."""
    assert "OUTSIDE" == trial(towards_zero, "float32", steps=60).grade


@pytest.mark.parametrize("name", ["v_at_least_the_least_normal_number", "least_normal_number_under_the_root"])
def test_what_flushing_does_not_do_is_not_excused_by_it(name):
    """A guard of the size of the least normal number is more than a flushed result can be off by."""
    assert "OUTSIDE" == verify(on_numpy(FAULTS[name].step), rule="rmsprop", dtype="float32", steps=12, size=8).grade


def flushed(x):
    """The array, with 0 in place of its subnormal numbers."""
    return np.where(np.abs(x) < np.finfo(x.dtype).tiny, np.zeros_like(x), x)


def flushing(theta, v, g, *, eta, beta, eps):
    """A step whose every result is flushed."""
    v = flushed(flushed(beta * v) + flushed((1 - beta) * flushed(g * g)))
    return flushed(theta - flushed(flushed(eta * g) / (np.sqrt(v) + flushed(g.dtype.type(eps))))), v


def flushing_but_for_v(theta, v, g, *, eta, beta, eps):
    """Such a step that shows another v than it divided by."""
    return flushing(theta, v, g, eta=eta, beta=beta, eps=eps)[0], beta * v + (1 - beta) * (g * g)


@pytest.mark.parametrize("step, grade", [(flushing, "WITHIN"), (flushing_but_for_v, "OUTSIDE")])
def test_flushing_is_excused_only_in_code_that_returns_no_subnormal_number(step, grade):
    """A run whose v is subnormal does not flush; what is wrong with it is wrong."""
    report = verify(step, rule="rmsprop", dtype="float16", steps=12, size=8)
    assert grade == report.grade
    assert (grade == "WITHIN") == (FLUSHES in report.findings)


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
