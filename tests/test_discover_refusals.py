"""What is no rule is told in one line; the command derives, prints and refuses."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from rmsprop_sym import library
from rmsprop_sym.alphabet import beta, show, t
from rmsprop_sym.cli import cli
from rmsprop_sym.discover import book, consequences, derived, load, loading
from rmsprop_sym.discover.factor import summation_factor
from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import RULES, rmsprop

ROOT = Path(__file__).parents[1]

HEAD = """\
import math, random, time, numpy
from rmsprop_sym.rules import rule
calls, count = [], 0
"""
LOOKS = "line 6: a body must not compare, convert or print numbers"
CONVERTS = "line 6: a body must not convert numbers; write abs and **, and sqrt, sign and maximum from"
REFUSED = {
    "branches": ("new.v = old.v + g**2 if g > 0 else old.v", LOOKS),
    "starts_otherwise": ("new.v = g if old.t == 0 else old.v + g", LOOKS),
    "skips_zero": ("new.v = old.v if g == 0 else old.v + g + 1", LOOKS),
    "waits_for_step_seven": ("new.v = old.v + (5 if old.t == 7 else 1) * g", LOOKS),
    "looks_it_up": ("new.v = old.v + {3: 1}.get(old.t, 2) * g", LOOKS),
    "clips": ("new.v = min(g, 1)", LOOKS),
    "masks": ("new.v = old.v + g * (g > 0)", LOOKS),
    "prints_and_reads": ("new.v = old.v + len(str(g))", LOOKS),
    "takes_turns": ("new.v = old.v + old.t % 2", LOOKS),
    "converts": ("new.v = math.sqrt(g)", CONVERTS),
    "asks_numpy": ("new.v = old.v + numpy.square(g)", CONVERTS),
    "asks_numpy_where": ("new.v = old.v + numpy.where(g, 1, 2)", CONVERTS),
    "makes_an_array": ("new.v = old.v + numpy.asarray(g)", CONVERTS),
    "takes_a_cube_root": ("new.v = old.v + abs(g) ** (1 / 3)", "line 6: 0.333333 is no whole exponent; for a root"),
    "prints": ("print(g); new.v = old.v + g", LOOKS),
    "remembers": ("calls.append(1); new.v = old.v + len(calls) * g", "keeps state of its own: run twice alike, new.v"),
    "counts": ("global count; count += 1; new.v = old.v + g", "keeps state of its own: running it changes 'count'"),
    "throws_dice": ("new.v = old.v + random.random() * g", "keeps state of its own: run twice alike"),
    "looks_at_the_clock": ("new.v = old.v + time.time_ns() * g", "keeps state of its own: run twice alike"),
    "reads_nothing": (
        "new.v = old.w + g",
        "line 6: AttributeError: the body reads old.w, which has no start; write @rule(w=0)",
    ),
    "reads_too_soon": ("new.v = new.v + g", "line 6: AttributeError: the body reads new.v before it assigns it"),
    "forgets": ("pass", "never assigns new.v"),
    "invents": ("new.v = g; new.m = g", "assigns new.m, which has no start"),
    "divides_by_nothing": ("new.v = old.v + g**2 / (old.v - old.v)", "has no first step: it divides by 0"),
    "divides_by_the_step": ("new.v = old.v + g**2 / old.t", "has no first step: it divides by 0"),
    "raises": ("raise RuntimeError('two\\nlines')", "line 6: RuntimeError: two lines"),
    "leaves": ("raise SystemExit(3)", "line 6: SystemExit: 3"),
    "goes_down": ("new.v = (lambda f: f(f))(lambda f: f(f))", "line 6: RecursionError"),
    "runs_for_ever": ("while True: pass", "it does not end within 0.5 s"),
    "sleeps": ("time.sleep(100)", "it does not end within 0.5 s"),
    "rmsprop": ("new.v = old.v + g", "rmsprop is the name of a built-in rule, which has other equations"),
}


def refusal(tmp_path, text, name="mine"):
    """The line in which the rule of that name in a file is refused."""
    file = tmp_path / "bad.py"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(UserError) as refused:
        consequences(load(f"{file}:{name}"))
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("name", REFUSED)
def test_a_body_that_is_no_equation_is_refused(tmp_path, monkeypatch, name):
    """What branches, keeps state of its own, fails or does not end, is refused in one line that says why."""
    monkeypatch.setattr(loading, "PATIENCE", 0.5 if "within" in REFUSED[name][1] else 30)
    line, message = REFUSED[name]
    text = f"@rule(v=0)\ndef {name}(old, new, g, *, eta):\n    {line}\n    new.theta = old.theta - eta * g\n"
    assert message in refusal(tmp_path, text, name)


HEADS = {
    "@rule()\ndef mine(old, new, g, *, t):": "mine calls something 't', a name that has a meaning here",
    "@rule(sum=0)\ndef mine(old, new, g, *, eta):": "mine calls something 'sum'",
    "@rule(g=0)\ndef mine(old, new, g, *, eta):": "mine calls something 'g'",
    "@rule(v=0)\ndef mine(old, new, g, *, v):": "mine calls something 'v'",
    "@rule(v=0, P_v=0)\ndef mine(old, new, g, *, eta):": "mine calls something 'P_v'",
    "@rule(v=0.1)\ndef mine(old, new, g, *, eta):": "mine starts v at 0.1; a start is a whole number, such as v=0",
    "@rule(v='0')\ndef mine(old, new, g, *, eta):": "mine starts v at '0'; a start is a whole number",
    "@rule(v=0)\ndef mine(old, new, g, eta):": "missing 1 required positional argument: 'eta'",
}


@pytest.mark.parametrize("head", HEADS)
def test_names_and_starts_that_mean_something_else_are_refused(tmp_path, head):
    """A hyper-parameter called t would be taken for the step."""
    assert HEADS[head] in refusal(tmp_path, f"{head}\n    new.theta = old.theta - g\n")


@pytest.mark.parametrize(
    "text, target, message",
    [
        (None, "none.py:mine", "there is no file"),
        ("x = 1", "it.py", "names no rule; write path/file.py:rule or package.module:rule"),
        ("x = 1", "it.py:", "names no rule; write path/file.py:rule"),
        ("x = 1", "it.py:y", "has no 'y'; its rules: none"),
        ("x = 1", "it.py:x", "is of type int, not a rule"),
        ("\nx = 1/0", "it.py:x", "cannot be run: line 2: ZeroDivisionError"),
        ("x = (", "it.py:x", "cannot be run: line 1: SyntaxError"),
        ("import sys; sys.exit(3)", "it.py:x", "cannot be run: line 1: SystemExit"),
        ("while True: pass", "it.py:x", "cannot be run: it does not end within 0.5 s"),
        ("\0", "it.py:x", "cannot be run: "),
    ],
)
def test_what_is_no_rule_is_told_in_one_line(tmp_path, monkeypatch, text, target, message):
    """A missing file, a missing name, another kind of thing, an error of the file's own."""
    monkeypatch.setattr(loading, "PATIENCE", 0.5)
    if text is not None:
        (tmp_path / "it.py").write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as refused:
        load(str(tmp_path / target))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_rule_is_loaded_by_its_name_or_from_a_module():
    """A built-in rule needs no file, and an installed package no path."""
    assert load("adam") is RULES["adam"] is load("rmsprop_sym.rules:adam")


@pytest.mark.parametrize(
    "target, message",
    [("rmsprob", "did you mean 'rmsprop'"), ("no.such:rule", "no.such cannot be imported: ModuleNotFoundError")],
)
def test_a_name_that_stands_for_nothing_is_told_in_one_line(target, message):
    """A misprint is told what there is."""
    with pytest.raises(UserError, match=message):
        load(target)


def test_what_a_file_prints_does_not_mix_with_the_report(tmp_path, capsys):
    """The report may be read by a program."""
    (tmp_path / "it.py").write_text("print('noise')\nfrom rmsprop_sym.rules import sgd\n", encoding="utf-8")
    load(f"{tmp_path}/it.py:sgd")
    assert ("", "noise\n") == capsys.readouterr()


# --- rates and decays that change -----------------------------------------------------------------------


def test_only_hyper_parameters_are_on_a_schedule():
    """A misprint would otherwise change nothing, and say so nowhere."""
    with pytest.raises(UserError, match="rmsprop has no hyper-parameter 'v'; it has eta, beta, eps"):
        rmsprop.on_schedule("v")
    with pytest.raises(UserError, match="no hyper-parameter is named"):
        derived("rmsprop", " , ")


def test_the_right_correction_is_not_the_usual_one_when_decays_change():
    """Under constant input v is short by the product of the decays, and beta**t is no product of different ones."""
    found = derived("rmsprop", "beta")
    claim = found.find("v_constant_input").theorem.claim
    assert "P_v(t + 1) = beta(t + 1)*P_v(t)" in found.equations
    assert "v(t) = (1 - P_v(t))*G" == show(claim)


def test_a_decay_without_a_summation_factor_has_none():
    """None is better than one that does not telescope."""
    assert [None] * 4 == [summation_factor(d) for d in (beta, 1 - beta**t, 1 / (t + 1), 1 - 1 / (2 * t + 2))]


# --- time limits ----------------------------------------------------------------------------------------


def test_a_theorem_that_is_not_found_in_time_is_missing(monkeypatch):
    """The search ends, and what it was after is told."""
    monkeypatch.setattr(book, "SECONDS", 1e-6)
    found = consequences(RULES["rmsprop"])
    assert "not found within 1e-06 s" in {missing.reason for missing in found.missing}


# --- the command ----------------------------------------------------------------------------------------


def derive(*args):
    """The command, run in this process from the root of the project."""
    with chdir(ROOT):
        return CliRunner().invoke(cli, ["derive", *args], standalone_mode=False)


def test_the_command_prints_the_published_fields():
    """The JSON has the fields of the library's theorems, the units, and what is missing."""
    done = derive("--rule", "docs/examples/my_rules.py:mean_of_means", "--format", "json")
    report = json.loads(done.stdout)
    assert (0, 1, "mean_of_means") == (done.return_value, report["version"], report["rule"])
    assert set(library.find("ema_unrolled").json()) == set(report["theorems"][0])
    assert {"docs/examples/my_rules.py"} == {theorem["file"] for theorem in report["theorems"]}
    assert "[g]^2" == report["units"]["w"]
    assert all({"what", "reason"} == set(missing) for missing in report["not_derived"])


def test_the_command_prints_a_board_by_name():
    """A name prints the lines with their reasons."""
    done = derive("--rule", "docs/examples/my_rules.py:leaky_sum", "s_closed_form")
    assert 0 == done.return_value
    assert "from t to t + 1" in done.stdout
    assert "the induction hypothesis" in done.stdout


@pytest.mark.parametrize("kind, line", [("latex", "\\begin{align"), ("markdown", "## `v_constant_input`")])
def test_the_command_prints_a_schedule_for_lecture_notes(kind, line):
    """A built-in rule with decays that change, in the formats of notes."""
    done = derive("--rule", "rmsprop", "--schedule", "beta", "v_constant_input", "--format", kind)
    assert 0 == done.return_value, done.exception
    assert line in done.stdout


@pytest.mark.parametrize(
    "args, message",
    [
        (("--rule", "docs/examples/my_rules.py:nothing"), "has no 'nothing'; its rules: mean_of_sizes"),
        (("--rule", "sgd", "step_bound"), "step_bound was not derived: the step is not one gradient"),
        (("--rule", "sgd", "--schedule", "beta"), "sgd has no hyper-parameter 'beta'; it has eta"),
        (("--schedule", "beta"), "--schedule is about the rule that --rule names"),
        (("--rule", "sgd", "--using", "beta"), "--using and --map are about the library"),
    ],
)
def test_the_command_refuses_in_one_line(args, message):
    """What the user has to mend is told in one line."""
    done = derive(*args)
    assert message in (str(done.exception) or done.exception.format_message())
    assert "" == done.stdout
