"""One statement that stands in no note: `judge` from Python, `prove` on the command line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from rmsprop_sym import RULES, UserError, judge, rmsprop
from rmsprop_sym import rule as new_rule
from rmsprop_sym.numbers import sqrt

FIRST = "abs(theta(1) - theta(0)) = eta/sqrt(1 - beta)"
NEEDS = ["eps = 0", "g(1) != 0"]


@pytest.mark.parametrize(
    "statement, options, grade",
    [
        ("1/2 = 0.5", {}, "PROVED"),
        ("1/3 ≈ 0.33", {}, "ROUNDS"),
        ("1/3 = 0.34", {}, "REFUTED"),
        ("1/3 = ", {}, "UNREAD"),
        ("1/(1 - beta) = 10", {}, "OPEN"),
        ("1/(1 - beta) = 10", {"where": "beta = 0.9"}, "PROVED"),
        ("1/(1 - beta) = 10", {"where": {"beta": "0.9"}}, "PROVED"),
        ("1/(1 - beta) = 10", {"where": ["beta = 0.8"]}, "REFUTED"),
        (FIRST, {"rule": "rmsprop", "given": NEEDS}, "PROVED"),
        (FIRST, {"rule": rmsprop, "given": "; ".join(NEEDS)}, "PROVED"),
        (FIRST, {"rule": "rmsprop"}, "REFUTED"),
        ("v(1) = (1 - beta)*g(1)^2", {"rule": "rmsprop"}, "PROVED"),
        ("v(1) = (1 - beta)*g(1)^2", {"rule": "rmsprop", "start": "any"}, "REFUTED"),
        ("eta = 1", {"given": "eta = 0; eta = 1"}, "OPEN"),
    ],
)
def test_a_statement_is_judged_under_what_is_given(statement, options, grade):
    """The word is that of a `{claim}` with the same options."""
    assert grade == str(judge(statement, **options).grade)


def test_the_weakest_link_speaks_for_a_chain():
    """One wrong link makes the chain wrong, and the verdict is about that link."""
    verdict = judge("1/4 = 2/8 = 0.3 = 3/10")
    assert ("REFUTED", "0.3") == (str(verdict.grade), verdict.text)


def test_a_statement_stands_in_no_file():
    """Its path is null, and its columns count in the statement."""
    fields = judge("1/3 = 0.34").json()
    assert (None, 1, 1, 1, 11) == tuple(fields[key] for key in ("path", "line", "column", "end_line", "end_column"))


@pytest.mark.parametrize(
    "statement, options, words",
    [
        (" \n", {}, "there is no statement; write one"),
        ("1 = 1", {"rule": "rmsprob"}, "rule: no rule is named 'rmsprob'; did you mean rmsprop?"),
        ("1 = 1", {"given": "eta ="}, "given: "),
        ("1 = 1", {"where": "beta"}, "where: 'beta' sets nothing; write name = value"),
        ("1 = 1", {"over": "binary31"}, "over: 'binary31'"),
    ],
)
def test_what_is_wrong_beside_the_statement_is_the_askers_to_mend(statement, options, words):
    """The message names the option and says what to write."""
    with pytest.raises(UserError) as caught:
        judge(statement, **options)
    assert words in str(caught.value)


@new_rule(v=0)
def mine(old, new, g, *, eta, beta):
    """Half of the square."""
    new.v = beta * old.v + (1 - beta) * g**2 / 2
    new.theta = old.theta - eta * g / sqrt(new.v)


def test_a_rule_of_ones_own_is_judged_by_its_own_equations():
    """What is false of RMSProp is true of this rule."""
    assert "PROVED" == str(judge("v(1) = (1 - beta)*g(1)^2/2", rule=mine).grade)
    assert "REFUTED" == str(judge("v(1) = (1 - beta)*g(1)^2", rule=mine).grade)


def test_a_rule_cannot_pass_for_a_built_in_one():
    """Theorems about RMSProp say nothing about another rule of that name."""

    @new_rule(v=0)
    def rmsprop(old, new, g, *, eta, beta, eps):
        """No root."""
        new.v = beta * old.v
        new.theta = old.theta - eta * g / (new.v + eps)

    assert RULES["rmsprop"] is not rmsprop
    with pytest.raises(UserError, match="is the name of a built-in rule"):
        judge("v(1) = 0", rule=rmsprop)


def run(*words):
    """The command's exit code, output and complaints."""
    command = [sys.executable, "-m", "rmsprop_sym", "prove", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "words, status",
    [
        (["1/2 = 0.5"], 0),
        (["1/3 ≈ 0.33"], 0),
        (["1/3 = 0.34"], 1),
        (["1/3 = 1/3 = 0.34"], 1),
        (["1/(1 - beta) = 10"], 3),
        (["1/(1 - beta) = 10", "--where", "beta = 0.9"], 0),
        (["1 +"], 3),
        ([""], 2),
        (["1 = 1", "--rule", "rmsprob"], 2),
        (["1 = 1", "--rule", "nowhere.py:mine"], 2),
        (["1 = 1", "--given", "beta <"], 2),
        (["-1/3 = -0.34"], 1),
        (["-1/4 = -0.25"], 0),
        (["1 = 1", "--rul", "rmsprop"], 2),
        ([], 2),
    ],
)
def test_the_exit_code_tells_the_word(words, status):
    """0 right, 1 wrong, 3 undecided, 2 wrong usage; no traceback, and one line where something is to be mended."""
    code, out, complaint = run(*words)
    assert (status, False) == (code, "Traceback" in out + complaint)
    assert (1 if status == 2 else 0) == len(complaint.splitlines())


def test_every_link_is_told_about():
    """Right links are shown too, with what they rest on."""
    assert """PROVED
       1 | 1/4 = 2/8 = 0.3
         |       ^^^
  read as  1/4 = 2/8
  because  both sides are the same number

REFUTED
       1 | 1/4 = 2/8 = 0.3
         |             ^^^
""" in run("1/4 = 2/8 = 0.3")[1]


def test_json_is_that_of_a_note():
    """The same fields as `check`."""
    answer = json.loads(run("1/3 = 0.34", "--format", "json")[1])
    assert (1, 1, "REFUTED") == (answer["version"], answer["totals"]["REFUTED"], answer["statements"][0]["grade"])
