"""Real libraries are within the bound of the rule that they claim, and outside that of the others."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import numpy as np
import pytest

from rmsprop_sym.crosscheck import adapters, verify
from rmsprop_sym.crosscheck.adapters import LIBRARIES, claimed, hyper_of, library_target, names_library
from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import RULES

INSTALLED = {name for name, library in LIBRARIES.items() if all(map(importlib.util.find_spec, library.needs))}
CLAIMS = {"torch": "rmsprop", "optax": "rmsprop_eps_inside", "jax": "rmsprop_eps_inside", "keras": "rmsprop_eps_inside"}
WRONG = {"rmsprop": "rmsprop_eps_inside", "rmsprop_eps_inside": "rmsprop"}
DTYPES = pytest.mark.parametrize("dtype", ["float32", "float64"])


def has(target):
    """Skips the test, and says so, where the library of the target is not installed."""
    name = target.partition(":")[0]
    if name not in INSTALLED:
        pytest.skip(f"{name} is not installed; install it with: {LIBRARIES[name].install}")
    return target


def report(target, dtype="float32", rule=None, steps=30):
    """The report on a library."""
    return verify(has(target), rule=rule, dtype=dtype, steps=steps, size=8)


@DTYPES
@pytest.mark.parametrize("target", ["torch", "torch:foreach", "optax", "optax:jit", "jax", "jax:jit"])
def test_a_library_is_within_the_bound_of_what_it_claims(target, dtype):
    """Without a rule a library is held against its own, and is within."""
    found = report(target, dtype)
    rule = CLAIMS[target.partition(":")[0]]
    assert ("WITHIN", rule, rule) == (found.grade, found.rule, found.nearest_rule)
    assert found.worst.ratio <= 1


RELATIVES = [
    ("torch:adam", "adam_eps_hat"),
    ("torch:adamw", "adam_l2"),
    ("torch:adam_l2", "adamw"),
    ("torch:rmsprop_l2", "rmsprop_decoupled"),
    ("optax:adam", "adam_eps_hat"),
    ("optax:adamw", "adam_l2"),
    ("optax:rmsprop_decoupled_eps_inside", "rmsprop_l2_eps_inside"),
    ("optax:rmsprop_nesterov", "rmsprop_momentum_rate_inside"),
    ("optax:rmsprop_bias_corrected", "rmsprop"),
]


@DTYPES
@pytest.mark.parametrize("target, wrong", RELATIVES)
def test_a_relative_is_within_its_own_bound_and_outside_that_of_its_neighbour(target, wrong, dtype):
    """Adam, weight decay and momentum: the right rule is WITHIN; the wrong one is not, and the right one is named."""
    rule = target.rpartition(":")[2]
    right, other = report(target, dtype, steps=8), report(target, dtype, rule=wrong, steps=8)
    assert ("WITHIN", rule) == (right.grade, right.nearest_rule)
    assert right.worst.ratio < 1
    assert ("OUTSIDE", rule) == (other.grade, other.nearest_rule)


@DTYPES
@pytest.mark.parametrize("target", ["torch", "optax"])
def test_a_library_is_outside_the_bound_of_another_rule(target, dtype):
    """Held against a rule with eps on the other side a library is outside, and its own rule is named."""
    claim = CLAIMS[target]
    found = report(target, dtype, WRONG[claim], steps=5)
    assert ("OUTSIDE", claim) == (found.grade, found.nearest_rule)


def test_keras_is_within_the_bound_of_what_it_claims():
    """The NumPy backend in float32 is within; held against a rule with eps outside it is not."""
    assert ("WITHIN", "rmsprop_eps_inside") == ((found := report("keras")).grade, found.nearest_rule)
    assert ("OUTSIDE", "rmsprop_eps_inside") == ((found := report("keras", rule="rmsprop")).grade, found.nearest_rule)


def test_keras_with_numpy_is_not_float64():
    """The NumPy backend calculates in float32 whatever the weights are, and the report says so."""
    found = report("keras", "float64")
    assert "OUTSIDE" == found.grade
    assert "Every theta that it returns in float64 is a float32 number: it calculates in float32." in found.findings


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_keras_on_another_backend_is_within(backend):
    """Each backend is run in a process of its own; in float64 it is float64."""
    for library in ("keras", backend):
        has(library)
    script = (
        "from rmsprop_sym.crosscheck import verify\n"
        f"print(*(verify('keras:{backend}', dtype=d, steps=5, size=8).grade for d in ('float32', 'float64')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (0, "WITHIN WITHIN\n") == (done.returncode, done.stdout), done.stderr


def test_keras_has_one_backend_in_a_process():
    """A second backend is refused with the reason."""
    library_target(has("keras"))
    with pytest.raises(UserError, match="keras:torch in a process of its own"):
        library_target("keras:torch")


def test_a_configuration_of_a_library_is_a_target():
    """A rule after the library's name sets its optimizer up for that rule."""
    found = report("optax:jit:rmsprop", steps=5)
    assert ("WITHIN", "rmsprop") == (found.grade, found.rule)
    found = report("torch:sgd", rule="rmsprop", steps=5)
    assert ("OUTSIDE", "sgd") == (found.grade, found.nearest_rule)


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_that_is_missing_is_told_with_its_installation(name, monkeypatch):
    """One line says what is missing and how to get it."""
    monkeypatch.setattr(adapters, "find_spec", lambda _: None)
    missing = LIBRARIES[name].needs[0]
    with pytest.raises(UserError) as told:
        library_target(name)
    assert f"{missing} is not installed; install it with: {LIBRARIES[name].install}" == str(told.value)


def test_a_library_that_lacks_something_itself_is_told(monkeypatch):
    """What fails while the library is imported is one line as well."""

    def broken(_):
        raise ModuleNotFoundError("No module named 'scipy'")

    has("keras")
    monkeypatch.setattr(adapters, "import_module", broken)
    with pytest.raises(UserError, match=r"^keras cannot be imported: No module named 'scipy'; install it with: pip "):
        library_target("keras")


@pytest.mark.parametrize(
    "target, said",
    [
        ("torch:foreac", "torch has no 'foreac'; did you mean 'foreach'?"),
        ("torch:rmsprop_centered", "torch has no 'rmsprop_centered'; did you mean 'rmsprop_centred'?"),
        ("torch:foreach:compile", "'torch:foreach:compile' names no way to run torch; write torch[:variant][:rule]"),
        ("torch:", "'torch:' names no way to run torch; write torch[:variant][:rule]"),
        ("torch:sgd:adam", "'torch:sgd:adam' names no way to run torch; write torch[:variant][:rule]"),
    ],
)
def test_a_way_to_run_that_there_is_not_is_told(target, said):
    """What is not known is named, with what is."""
    with pytest.raises(UserError) as told:
        library_target(has(target))
    assert str(told.value).startswith(said)


@pytest.mark.parametrize("name", LIBRARIES)
def test_claims_are_rules_with_their_own_hyper_parameters(name):
    """Each claim is a rule of ours, and takes exactly what that rule asks for."""
    has(name)
    claims = claimed(LIBRARIES[name])
    assert {rule: set(RULES[rule].hyper) for rule in claims} == {rule: set(hyper_of(f)) for rule, f in claims.items()}


@DTYPES
@pytest.mark.parametrize("name", ["torch", "optax", "jax", "keras"])
def test_every_claim_runs_near_its_rule(name, dtype):
    """Each way to set a library up gives the weights of the rule that it is named by, to within 1e-6."""
    has(name)
    rng = np.random.Generator(np.random.PCG64(3))
    grads, theta0 = rng.standard_normal((6, 4)).astype(dtype), rng.standard_normal(4).astype(dtype)
    values = {"eta": 0.01, "beta": 0.9, "beta1": 0.8, "beta2": 0.95, "eps": 0.01, "mu": 0.75, "lamda": 0.1}
    for rule, trajectory in claimed(LIBRARIES[name]).items():
        hyper = {letter: values[letter] for letter in RULES[rule].hyper}
        states = RULES[rule].trajectory(grads.astype(float), theta0.astype(float), **hyper)
        expected = np.stack([state.theta for state in states])
        got = trajectory(grads, theta0, **hyper)
        assert (rule, dtype) == (rule, got.dtype)
        assert np.all(np.abs(got - expected) <= 1e-6), rule


def test_a_file_is_not_taken_for_a_library():
    """Only the names of libraries are; a path that begins like one is a path."""
    assert [False, False, True] == [names_library(x) for x in ("torch.py:f", "optax/mine.py:f", "optax:jit")]
