"""What the machine derives about a rule: right for known rules and for new ones, and refused where it must be."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

from rmsprop_sym import library
from rmsprop_sym.alphabet import show
from rmsprop_sym.discover import consequences, load
from rmsprop_sym.errors import UserError
from rmsprop_sym.evaluate import Undefined, holds
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules import RULES
from rmsprop_sym.sampling import points

ROOT = Path(__file__).parents[1]
MINE = ROOT / "docs" / "examples" / "my_rules.py"
NEW = ("mean_of_sizes", "leaky_sum", "mean_of_means")


@pytest.fixture(scope="module")
def found():
    """The consequences of every rule, built-in or new."""
    rules = [*RULES.values(), *(load(f"{MINE}:{name}") for name in NEW)]
    return {rule.name: consequences(rule) for rule in rules}


def alike(one, other):
    """Whether two theorems say the same, up to normal form, under the same hypotheses."""
    sides = zip((one.claim.left, one.claim.right), (other.claim.left, other.claim.right), strict=True)
    return one.claim.relation == other.claim.relation and all(normal(a) == normal(b) for a, b in sides)


HAND_WRITTEN = [
    ("rmsprop", "v_closed_form", "ema_unrolled"),
    ("rmsprop", "v_by_age", "weight_decay_by_age"),
    ("rmsprop", "v_weights_sum", "ema_weights_sum"),
    ("rmsprop", "v_weights_total", "weights_total_one"),
    ("rmsprop", "v_approach", "approach"),
    ("rmsprop", "v_constant_input", "constant_gradient"),
    ("rmsprop", "v_limit", "steady_state"),
    ("rmsprop", "v_rests", "steady_state_if"),
    ("rmsprop", "v_rests_only", "steady_state_only_if"),
    ("rmsprop", "v_never_negative", "v_never_negative"),
    ("rmsprop", "first_step", "first_step"),
    ("rmsprop", "first_step_without_eps", "first_step_without_eps"),
    ("rmsprop", "first_step_size", "first_step_size"),
    ("rmsprop", "v_scales", "mean_square_scales"),
    ("rmsprop", "scale_invariance", "scale_invariance"),
    ("adagrad", "G_from_start", "adagrad_sum"),
    ("adagrad", "first_step_size", "adagrad_first_step"),
]


@pytest.mark.parametrize("rule, name, by_hand", HAND_WRITTEN)
def test_the_machine_finds_what_was_written_by_hand(found, rule, name, by_hand):
    """A theorem that the machine derives is the one of the library, with the same hypotheses."""
    ours, theirs = found[rule].find(name).theorem, library.find(by_hand).theorem
    assert alike(ours, theirs), show(ours.claim, theirs.claim)
    assert set(map(show, theirs.hypotheses)) == set(map(show, ours.hypotheses))


@pytest.mark.parametrize("name", [*RULES, *NEW])
def test_every_consequence_is_proved_and_has_an_instance(found, name):
    """No theorem speaks of nothing, and none rests on an axiom outside the ledger."""
    assert [entry.name for entry in found[name].entries if entry.grade is not library.Standing.PROVED] == []
    assert found[name].entries


@pytest.mark.parametrize("name", RULES)
def test_every_linear_state_of_a_known_rule_is_opened_up(found, name):
    """Each state of a built-in rule has a closed form, or a reason why it has none."""
    known = {entry.name for entry in found[name].entries} | {missing.what for missing in found[name].missing}
    assert {f"{state}_closed_form" for state in RULES[name].start} <= known


@pytest.mark.parametrize("name", [*RULES, *NEW])
def test_every_consequence_holds_in_exact_runs(found, name):
    """The rule, run at random rationals, does what each theorem says; no theorem goes untried."""
    rules = {**RULES, name: found[name].rule}
    untried = []
    for entry in found[name].entries:
        claim, tried = entry.theorem.claim, 0
        if claim.relation == "->":
            continue
        drawn = points(sorted(entry.theorem.hypotheses, key=str), claim.free(), rules, seed=7, tries=30)
        for point in [*islice(drawn, 3), entry.witness]:
            try:
                assert holds(claim, point) is not False, f"{entry.name} fails at {point}"
            except Undefined:
                continue
            tried += 1
        untried += [entry.name] if not tried else []
    assert untried == []


def test_a_false_consequence_would_be_found_out_by_the_runs(found):
    """The runs that agree with a closed form refute the same with another weight."""
    entry = found["leaky_sum"].find("s_closed_form")
    claim = entry.theorem.claim
    wrong = type(claim)(claim.left, "=", claim.right + claim.right)
    rules = {**RULES, "leaky_sum": found["leaky_sum"].rule}
    assert any(holds(wrong, p) is False for p in points((), wrong.free(), rules, seed=7, tries=12))


EXPECTED = {
    "mean_of_sizes": {
        "a_closed_form": "a(t) = beta**t*a(0) + (1 - beta)*sum(beta**(t - i)*abs(g(i)), i, 1, t)",
        "a_limit": "a(t) -> G as t -> oo",
        "first_step_size": "abs(theta(1) - theta(0)) = eta/(1 - beta)",
        "step_bound": "abs(theta(t + 1) - theta(t)) <= eta/(1 - beta)",
        "a_scales": "a[c*g(i)](t) = c*a[g](t)",
    },
    "leaky_sum": {
        "s_from_start": "s(t) = sum(mu**(t - i)*g(i)**2, i, 1, t)",
        "s_weights_total": "sum(mu**(t - i), i, 1, t) -> 1/(1 - mu) as t -> oo",
        "s_limit": "s(t) -> G/(1 - mu) as t -> oo",
        "first_step_size": "abs(theta(1) - theta(0)) = eta",
        "step_bound": "abs(theta(t + 1) - theta(t)) <= eta",
    },
    "mean_of_means": {
        "v_limit": "v(t) -> G as t -> oo",
        "w_limit": "w(t) -> G as t -> oo",
        "w_closed_form": "w(t) = beta2**t*w(0) + (1 - beta2)*sum(beta2**(t - i)*v(i), i, 1, t)",
        "first_step_size": "abs(theta(1) - theta(0)) = eta/sqrt((1 - beta1)*(1 - beta2))",
        "w_scales": "w[c*g(i)](t) = c**2*w[g](t)",
    },
}
CASES = [(rule, name, says) for rule, theorems in EXPECTED.items() for name, says in theorems.items()]


@pytest.mark.parametrize("rule, name, says", CASES)
def test_a_new_rule_has_the_consequences_that_a_person_derives(found, rule, name, says):
    """The statement is the one that was worked out on paper."""
    assert says == show(found[rule].find(name).theorem.claim)


def test_the_first_step_of_a_new_rule_is_that_of_an_exact_run(found):
    """At beta = 9/10 and eps = 0 the step from a gradient of -3 is ten times the rate."""
    rule = found["mean_of_sizes"].rule
    hyper = {"eta": Exact("1/2"), "beta": Exact("9/10"), "eps": Exact(0)}
    state = next(rule.trajectory([Exact(-3)], Exact(0), **hyper))
    assert Fraction(5) == state.theta.fraction


@pytest.mark.parametrize("name", ["adam", "rmsprop_bias_corrected", "rmsprop_momentum", "rmsprop_no_eps"])
def test_a_known_rule_does_not_feel_the_scale(found, name):
    """The steps of the scale-free dialects are the same on g and on c*g, by induction over their states."""
    assert {"0 < c", "eps = 0"} >= set(map(show, found[name].find("scale_invariance").hypotheses))


@pytest.mark.parametrize("name", ["rmsprop_tf1", "rmsprop_eps_outside_ones", "sgd", "momentum"])
def test_a_rule_that_feels_the_scale_is_not_said_to_be_free_of_it(found, name):
    """From a start of 1, or without a divisor, scale matters, and a run shows it."""
    assert "scale_invariance" not in {entry.name for entry in found[name].entries}
    assert any(
        missing.what == "scale_invariance" and "it is not so" in missing.reason for missing in found[name].missing
    )


def test_units_come_with_the_consequences(found):
    """Each letter has its unit."""
    assert {"a": "[g]", "eta": "[theta]", "beta": "1", "eps": "[g]"}.items() <= found["mean_of_sizes"].json()[
        "units"
    ].items()


def test_what_fails_is_said_with_a_run_that_shows_it(found):
    """A rule without invariance gets a counterexample, not silence."""
    (said,) = [missing.reason for missing in found["sgd"].missing if missing.what == "scale_invariance"]
    assert "it is not so" in said
    assert "c = " in said


def test_a_theorem_that_was_not_derived_is_asked_for_in_vain(found):
    """The reason is handed over in place of the theorem."""
    with pytest.raises(UserError, match="step_bound was not derived: the step is not one gradient"):
        found["sgd"].find("step_bound")


def test_an_unknown_name_lists_the_known_ones(found):
    """A misprint is told what there is."""
    with pytest.raises(UserError, match="There are first_step"):
        found["sgd"].find("frist_step")


HEAD = """\
import math
from rmsprop_sym.rules import rule
calls = []
"""
REFUSED = {
    "branches": (
        "new.v = old.v + g**2 if g > 0 else old.v",
        "cannot be written as equations: line 6: .* must not compare",
    ),
    "starts_otherwise": ("new.v = g if old.t == 0 else old.v + g", "line 6: .* a state has one equation"),
    "skips_zero": ("new.v = old.v if g == 0 else old.v + g + 1", "line 6: .* a state has one equation"),
    "counts": ("calls.append(1); new.v = old.v + len(calls) * g", "keeps state of its own: run twice alike, new.v"),
    "converts": ("new.v = math.sqrt(g)", "line 6: .* compare or convert numbers"),
    "reads_nothing": ("new.v = old.w + g", "is no rule: a body knows the past only"),
    "forgets": ("pass", "never assigns new.v"),
    "invents": ("new.v = g; new.m = g", "assigns new.m, which has no start"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_body_that_is_no_equation_is_refused(tmp_path, name):
    """What branches, keeps state of its own, or fails, is refused in one line that says why."""
    line, message = REFUSED[name]
    file = tmp_path / "bad.py"
    head = f"@rule(v=0)\ndef {name}(old, new, g, *, eta):\n    "
    file.write_text(f"{HEAD}{head}{line}\n    new.theta = old.theta - eta * g\n", encoding="utf-8")
    with pytest.raises(UserError, match=message) as refused:
        consequences(load(f"{file}:{name}"))
    assert "\n" not in str(refused.value)


def test_a_letter_that_has_a_meaning_is_refused(tmp_path):
    """A hyper-parameter called t would be taken for the step."""
    file = tmp_path / "bad.py"
    file.write_text(f"{HEAD}@rule()\ndef mine(old, new, g, *, t):\n    new.theta = old.theta - t * g\n")
    with pytest.raises(UserError, match="calls something 't'"):
        consequences(load(f"{file}:mine"))


@pytest.mark.parametrize(
    "text, target, message",
    [
        (None, "none.py:mine", "there is no file"),
        ("x = 1", "it.py", "names no rule; write path/file.py:rule"),
        ("x = 1", "it.py:y", "has no 'y'; its rules: none"),
        ("x = 1", "it.py:x", "is of type int, not a rule"),
        ("\nx = 1/0", "it.py:x", "cannot be run: line 2: ZeroDivisionError"),
        ("x = (", "it.py:x", "cannot be run: line 1: SyntaxError"),
        ("import sys; sys.exit(3)", "it.py:x", "cannot be run: line 1: SystemExit"),
    ],
)
def test_what_is_no_rule_is_told_in_one_line(tmp_path, text, target, message):
    """A missing file, a missing name, another kind of thing, an error of the file's own."""
    if text is not None:
        (tmp_path / "it.py").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=message) as refused:
        load(str(tmp_path / target))
    assert "\n" not in str(refused.value)


def derive(*args):
    """The command, run from the root of the project."""
    command = [sys.executable, "-m", "rmsprop_sym", "derive", *args]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_command_prints_the_published_fields():
    """The JSON has the fields of the library's theorems, the units, and what is missing."""
    done = derive("--rule", "docs/examples/my_rules.py:mean_of_means", "--format", "json")
    report = json.loads(done.stdout)
    assert (0, 1, "mean_of_means") == (done.returncode, report["version"], report["rule"])
    assert set(library.find("ema_unrolled").json()) == set(report["theorems"][0])
    assert {"docs/examples/my_rules.py"} == {theorem["file"] for theorem in report["theorems"]}
    assert "[g]^2" == report["units"]["w"]
    assert all({"what", "reason"} == set(missing) for missing in report["not_derived"])


def test_the_command_prints_a_board_by_name():
    """A name prints the lines with their reasons."""
    done = derive("--rule", "docs/examples/my_rules.py:leaky_sum", "s_closed_form")
    assert 0 == done.returncode
    assert "from t to t + 1" in done.stdout
    assert "the induction hypothesis" in done.stdout


def test_the_command_refuses_in_one_line():
    """What the user has to mend ends with status 2 and without a traceback."""
    done = derive("--rule", "docs/examples/my_rules.py:nothing")
    assert (2, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))
