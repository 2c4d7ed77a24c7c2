"""What `verify` says about healthy code, and about code with one fault each."""

import json
from pathlib import Path

import pytest
from crosscheck.spoiled import STEPS
from mutants.faults import FAULTS

from rmsprop_sym.crosscheck import verify
from rmsprop_sym.crosscheck.families import SEED

HERE = Path(__file__).parent

STYLES = (
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
    "trajectory",
    "buffers",
    "wide_inside",
    "master_weights",
    "compensated",
)


def healthy(style, dtype, *, rule="rmsprop", steps=200, size=2):
    """The report on a healthy style."""
    return verify(f"{HERE / 'healthy.py'}:{style}", rule=rule, dtype=dtype, steps=steps, size=size)


def spoiled(mutant, dtype, *, steps=12):
    """The report on a mutant."""
    return verify(f"{HERE / 'spoiled.py'}:{mutant}", rule="rmsprop", dtype=dtype, steps=steps, size=8)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("style", STYLES)
def test_a_healthy_style_is_within_the_bound(style, dtype):
    """However healthy code writes the rule, 200 steps of it are within, and every step is decided."""
    report = healthy(style, dtype)
    assert ("WITHIN", 0, "rmsprop") == (report.grade, report.exit_code, report.nearest_rule)
    assert 0 == sum(family.undecided for family in report.families)


@pytest.mark.parametrize("style", ["fused", "wide_state"])
def test_arithmetic_wider_than_float32_is_within_the_bound(style):
    """Fused multiply-adds and float64 intermediates round less than the bound allows."""
    assert "WITHIN" == healthy(style, "float32").grade


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "rule, style",
    [
        ("rmsprop_eps_inside", "eps_inside"),
        ("rmsprop_eps_inside", "eps_inside_reciprocal_root"),
        ("adagrad", "adagrad"),
        ("sgd", "sgd"),
    ],
)
def test_the_other_rules_have_bounds_too(rule, style, dtype):
    """Healthy code of another rule is within that rule's bound."""
    report = healthy(style, dtype, rule=rule, steps=60)
    assert ("WITHIN", rule) == (report.grade, report.nearest_rule)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", sorted(STEPS))
def test_a_faulty_step_is_outside_from_its_first_wrong_number_on(name, dtype):
    """One fault is found in the very step in which it first has an effect, in the weights or in v."""
    fault = FAULTS[name]
    if not (fault.float64_only and dtype == "float32"):
        report = spoiled(name, dtype)
        step = 1 if name == "v_never_stored" else fault.shows  # v itself shows it at once
        assert ("OUTSIDE", 1, step) == (report.grade, report.exit_code, report.first_step_outside)
        assert report.first_outside.ratio > 1


def test_the_leak_of_beta_through_float32_is_named():
    """What explains the run to the last rounding is said."""
    report = spoiled("beta_through_float32", "float64")
    assert ("rmsprop", "beta through float32") == (report.nearest_rule, report.coefficient_model)


def test_float32_arithmetic_in_a_float64_run_is_a_finding():
    """Results that are all float32 numbers give the arithmetic away."""
    report = spoiled("weights_in_float32", "float64")
    assert "Every theta that it returns in float64 is a float32 number: it calculates in float32." in report.findings


def test_the_other_side_of_eps_is_recognised():
    """Code of another rule is called by that rule's name."""
    report = spoiled("eps_on_the_other_side", "float32")
    assert ("rmsprop_eps_inside",) == report.consistent
    assert "rmsprop_eps_inside" == report.nearest_rule
    assert "rmsprop" in [excluded.rule for excluded in report.excluded]


@pytest.mark.parametrize(
    "style, model",
    [
        ("plain", "1 - beta formed in double, then each cast to the dtype"),
        ("coefficients_of_the_dtype", "beta cast to the dtype, 1 - beta formed there"),
        ("wide_state", "the doubles as they are or 1 - beta formed in double, then each cast to the dtype"),
    ],
)
def test_the_coefficients_of_a_float32_run_are_recognised(style, model):
    """Ways of rounding beta and 1 - beta are told apart where they differ by more than the rounding of v."""
    assert model == healthy(style, "float32", steps=30, size=8).coefficient_model


def test_writing_into_the_arguments_is_a_finding_not_a_crash():
    """Code that works in place gets its verdict, and the report says what it overwrote."""
    report = healthy("in_place", "float32", steps=5)
    assert "It writes into what it is given: g, theta, v." in report.findings


def test_a_wider_v_is_a_finding():
    """A step that returns v in float64 is judged on it."""
    report = healthy("wide_state", "float32", steps=5)
    assert "It returns v as float64, wider than theta." in report.findings


def test_an_overflow_is_open_and_said():
    """Where g*g overflows nothing is decided, and the silent stop of theta is told."""
    report = healthy("plain", "float32", steps=5, size=8)
    assert {"huge": 10} == {family.name: family.undecided for family in report.families if family.undecided}
    assert "huge: g*g overflows in 1 of 8 elements; theta does not move there." in report.findings
    assert "huge: 10 of 80 comparisons are OPEN; no bound can be given there." in report.findings


def test_a_nan_is_told_with_its_step():
    """The first result that is not a number is a finding."""
    report = spoiled("nan_in_step_three", "float32")
    assert "normal: theta is nan from step 3 on (element 0; 8 of 8 elements are not finite)." in report.findings


def test_the_same_run_gives_the_same_report():
    """Nothing in a report depends on chance."""
    assert healthy("plain", "float32", steps=3).json() == healthy("plain", "float32", steps=3).json()


def test_the_json_has_the_promised_fields():
    """Every field of the contract is there, and the text is strict JSON."""
    value = spoiled("nan_in_step_three", "float64").json()
    promised = {
        "target",
        "rule",
        "dtype",
        "steps",
        "size",
        "grade",
        "worst_ratio",
        "worst_ulps",
        "first_step_outside",
        "equal_over_reals",
        "coefficient_model",
        "nearest_rule",
        "findings",
    }
    assert set() == promised - set(value)
    assert (1, "OPEN", SEED) == (value["version"], value["equal_over_reals"], value["seed"])
    assert value == json.loads(json.dumps(value, allow_nan=False))


def test_one_step_of_one_element_can_be_verified():
    """The smallest run has a report."""
    assert "WITHIN" == healthy("plain", "float64", steps=1, size=1).grade


def test_progress_is_told_up_to_the_end():
    """Who watches is told how much is done."""
    told = []
    verify(f"{HERE / 'healthy.py'}:plain", rule="rmsprop", dtype="float32", steps=4, size=1, progress=told.append)
    assert [0.25, 0.5, 1.0] == told
