"""What `identify` finds, what it excludes and by which probe, and what it leaves open."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.crosscheck.identify import identify
from rmsprop_sym.crosscheck.judge import Run
from rmsprop_sym.crosscheck.probes import probes
from rmsprop_sym.crosscheck.recover import recovered
from rmsprop_sym.crosscheck.written import WRITTEN
from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import RULES

HERE = Path(__file__).parent


def found(name, dtype="float32", *, file="healthy.py"):
    """The report on a function of a file of this folder."""
    return identify(f"{HERE / file}:{name}", dtype=dtype)


def names(report):
    """The rules that were found."""
    return [rule.rule for rule in report.found]


@pytest.mark.parametrize(
    "rule, style, dtype",
    [
        ("rmsprop", "plain", "float32"),
        ("rmsprop", "lerp", "float64"),
        ("rmsprop", "compensated", "float32"),
        ("rmsprop_eps_inside", "eps_inside_reciprocal_root", "float32"),
        ("adagrad", "adagrad", "float64"),
        ("sgd", "sgd", "float32"),
    ],
)
def test_healthy_code_is_named(rule, style, dtype):
    """Whatever order it is written in, the one rule is found and every other that can be held to it is excluded."""
    report = found(style, dtype)
    assert ([rule], 0) == (names(report), report.exit_code)


@pytest.mark.parametrize("mutant", ["stale_v", "beta_off", "largest_v"])
def test_faulty_code_follows_no_rule(mutant):
    """A fault leaves no named rule."""
    report = found(mutant, file="spoiled.py")
    assert ([], 1) == (names(report), report.exit_code)


@pytest.mark.parametrize(
    "mutant, rule",
    [
        ("with_momentum", "rmsprop_momentum"),
        ("weight_decay", "rmsprop_decoupled"),
        ("weight_decay_in_the_gradient", "rmsprop_l2"),
    ],
)
def test_a_fault_that_makes_it_another_rule_is_named(mutant, rule):
    """RMSProp with momentum or a weight decay that it should not have is the rule with it."""
    assert [rule] == names(found(mutant, file="spoiled.py"))


@pytest.mark.parametrize(
    "style, rule, values, dtype",
    [
        ("outside", "rmsprop", {"eta": 0.02, "beta": 0.97, "eps": 3e-7}, "float32"),
        ("sum_of_squares", "adagrad", {"eta": 0.02, "eps": 1e-10}, "float64"),
    ],
)
def test_hyper_parameters_are_recovered(style, rule, values, dtype):
    """What the code keeps to itself is found as the decimals that stand in it."""
    report = found(style, dtype, file="unnamed.py")
    assert [(rule, values)] == [(c.rule, dict(c.recovered)) for c in report.found]


def test_hyper_parameters_without_short_decimals_are_recovered_roughly():
    """Where no decimal fits, the values are said to be near ones."""
    [rule] = found("inside_no_short_decimals", file="unnamed.py").found
    assert ("rmsprop_eps_inside", True) == (rule.rule, rule.uncertain)
    assert pytest.approx({"eta": 1 / 300, "beta": 1 - 1 / 300, "eps": np.pi * 1e-9}, rel=1e-4) == rule.recovered


@pytest.mark.parametrize("dtype", ["float32"])
@pytest.mark.parametrize(
    "name", ["rmsprop", "rmsprop_tf1", "rmsprop_centred", "rmsprop_momentum", "adam", "momentum", "rmsprop_l2", "adamw"]
)
def test_the_search_finds_the_values_of_every_rule(name, dtype):
    """From the rule's own run, rounded to the dtype, its hyper-parameters come back as the decimals they were."""
    rule = RULES[name]
    eps = 3e-3 if rule.start.get("v") else 3e-6  # v = 1 hides a small eps for long
    values = {"eta": 0.02, "beta": 0.93, "eps": eps, "mu": 0.8, "beta1": 0.85, "beta2": 0.97, "lamda": 0.03}
    values = {letter: value for letter, value in values.items() if letter in rule.hyper}
    theta, g = ground(probes(dtype))
    with np.errstate(all="ignore"):
        rows = [theta, *(state.theta for state in rule.trajectory(g, theta, **values))]
    run = Run(dtype, [values] * len(theta), g, np.array(rows).astype(dtype).astype(np.float64))
    assert values == recovered(rule, run, {}, rule.hyper).tidy


def ground(data):
    """The starts and gradients of all probes side by side, as doubles."""
    theta = np.concatenate([probe.theta for probe in data]).astype(np.float64)
    return theta, np.concatenate([probe.gradients for probe in data], axis=1).astype(np.float64)


def test_a_rule_that_needs_a_boundless_eps_is_another_rule():
    """With eps above every root, adagrad and the like are sgd, and the rules with momentum are heavy balls."""
    descent, ball = found("plain_descent", file="unnamed.py"), found("heavy_ball", file="unnamed.py")
    assert ([("sgd", {"eta": 0.01})], 0) == ([(c.rule, dict(c.recovered)) for c in descent.found], descent.exit_code)
    assert ([], 1) == (names(ball), ball.exit_code)
    swamped = {u.rule for u in (*descent.undecided, *ball.undecided) if "so large that it is another" in u.because}
    assert {"adagrad", "rmsprop_momentum"} <= swamped


def test_a_step_does_not_say_where_its_state_starts():
    """Rules that differ in the start alone are one rule as a step, and the report says so."""
    report = found("plain")
    same = [alike for alike in report.alike if "rmsprop_eps_outside_ones" in alike.rules]
    assert ("rmsprop_eps_outside_ones" in WRITTEN) == bool(same)
    assert all("start" in alike.because for alike in same)


def test_a_leak_through_float32_is_named():
    """float64 code whose beta is a float32 number still is rmsprop, and the leak is told."""
    [rule] = found("float32_rate", "float64", file="unnamed.py").found
    assert ("rmsprop", "eta through float32") == (rule.rule, rule.coefficient_model)


def test_any_name_is_tried_in_the_sets_that_rules_ask_for():
    """Code that takes **hyper is passed what rules ask for."""
    assert ["sgd"] == names(found("any_name", file="unnamed.py"))


def test_a_name_that_no_rule_has_is_refused():
    """What the code insists on has to be a letter of some rule."""
    with pytest.raises(UserError, match="asks for 'lr', which no rule has"):
        found("lr", file="unnamed.py")


def test_code_that_does_not_move_is_no_rule():
    """No search makes a rule of standing still."""
    assert [] == names(found("still", file="unnamed.py"))


def test_code_that_returns_no_numbers_is_no_rule():
    """nan where every rule has a number excludes it."""
    assert [] == names(found("not_a_number", file="unnamed.py"))


def test_a_rule_without_a_bound_that_comes_near_is_left_open(monkeypatch):
    """Code is not called none of the rules because nobody has written its orders down."""
    monkeypatch.delitem(WRITTEN, "adam")
    report = found("adam", file="unnamed.py")
    assert (3, ("adam",)) == (report.exit_code, report.near)


def test_adam_is_named():
    """With its orders written down it is found, hyper-parameters and all."""
    report = found("adam", file="unnamed.py")
    assert (0, ["adam"]) == (report.exit_code, names(report))


def test_every_exclusion_names_its_probe():
    """An exclusion says in which probe, at which step, and by how many times the bound."""
    report = found("trajectory")
    assert report.excluded
    for exclusion in report.excluded:
        assert exclusion.probe in report.probes
        assert exclusion.step >= 1
        assert exclusion.ratio > 1


def test_probes_hand_every_rule_its_hyper_parameters():
    """No rule asks for what no probe has."""
    for probe in probes("float64"):
        assert isinstance(probe, Family)
        assert {name for rule in RULES.values() for name in rule.hyper} <= set(probe.hyper)


def test_the_command_prints_json():
    """The fields of the JSON are those that the reference names, and the exit code says one."""
    command = [sys.executable, "-m", "rmsprop_sym", "identify", f"{HERE / 'healthy.py'}:plain", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert (0, 1, "rmsprop") == (done.returncode, report["version"], report["consistent"][0])
    assert {"rule", "step", "ratio", "probe"} <= set(report["excluded"][0])
