"""The pre-commit hook and the GitHub Action: their files say what they should, and what they run runs."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}
WRONG, RIGHT, UNREAD = "1/3 = 0.34\n", "1/4 = 0.25\n", "```{claim} c\n1 +\n```\n"

# `rmsprop-sym` as these tests run it, whether it is on the path or not.
COMMAND = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m rmsprop_sym "$@"\n'


@pytest.fixture
def shell(tmp_path):
    """Runs words, or a script, in a folder of their own with `rmsprop-sym` on the path."""
    folder, programs = tmp_path / "notes", tmp_path / "bin"
    folder.mkdir()
    programs.mkdir()
    program = programs / "rmsprop-sym"
    program.write_text(COMMAND, encoding="utf-8")
    program.chmod(0o755)

    def run(words, **environment):
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        output = tmp_path / "output"
        output.write_text("", encoding="utf-8")
        whole = os.environ | {"PATH": path, "PYTHONUTF8": "1", "GITHUB_OUTPUT": str(output)} | environment
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=folder, env=whole)
        return done.returncode, done.stdout + done.stderr, output.read_text(encoding="utf-8")

    run.folder = folder
    return run


def test_the_hook_says_what_pre_commit_asks_for():
    """An id, a name, what to run, in which language, and on which files."""
    assert {"id", "name", "entry", "language", "description", "types_or", "require_serial"} == set(HOOK)
    assert ("python", ["markdown", "jupyter", "tex"]) == (HOOK["language"], HOOK["types_or"])


@pytest.mark.parametrize("text, status", [(RIGHT, 0), (WRONG, 1), (UNREAD, 0)])
def test_the_hook_stops_a_commit_with_a_wrong_note(shell, text, status):
    """Its entry, given the files as pre-commit gives them, fails exactly when something is refuted."""
    (shell.folder / "a note.md").write_text(text, encoding="utf-8")
    assert status == shell([*shlex.split(HOOK["entry"]), "a note.md"])[0]


def test_the_action_says_what_github_asks_for():
    """A composite action; every input is described and has a default, and each step that runs names its shell."""
    assert {"name", "description", "branding", "inputs", "outputs", "runs"} == set(ACTION)
    assert "composite" == ACTION["runs"]["using"]
    assert all({"description", "default"} == set(each) for each in ACTION["inputs"].values())
    assert all({"description", "value"} == set(each) for each in ACTION["outputs"].values())
    for step in ACTION["runs"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert ("run" in step) == ("shell" in step)


def test_no_input_is_pasted_into_a_script():
    """A script gets what it is told through its environment, where it cannot become commands."""
    assert [] == [step["name"] for step in STEPS.values() if "${{" in step.get("run", "")]


def test_the_action_installs_this_project():
    """The folder of the action is the project's own."""
    assert 'python -m pip install --quiet "$GITHUB_ACTION_PATH"' == STEPS["Install"]["run"]
    assert (ROOT / "action.yml").parent == (ROOT / "pyproject.toml").parent


def checked(shell, paths, strict="false"):
    """What the step that checks does with the paths."""
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["Check"]["run"]]
    assert {"PATHS", "STRICT", "SARIF"} == set(STEPS["Check"]["env"])
    return shell(script, PATHS=paths, STRICT=strict, SARIF="out.sarif")


bash = pytest.mark.skipif(shutil.which("bash") is None, reason="the action runs in bash, which is not here")


@bash
@pytest.mark.parametrize(
    "text, strict, status, results",
    [(RIGHT, "false", 0, 0), (WRONG, "false", 1, 1), (UNREAD, "false", 0, 1), (UNREAD, "true", 3, 1)],
)
def test_the_action_judges_and_leaves_a_report(shell, text, strict, status, results):
    """The exit code is that of the check, it is told to later steps, and the report is written in any case."""
    (shell.folder / "n.md").write_text(text, encoding="utf-8")
    code, printed, told = checked(shell, "n.md", strict)
    assert (status, f"exit-code={status}\n") == (code, told)
    assert ("Nothing is refuted." in printed) == (status == 0)
    report = json.loads((shell.folder / "out.sarif").read_text(encoding="utf-8"))
    assert results == len(report["runs"][0]["results"])


@bash
def test_the_action_takes_paths_as_they_are(shell):
    """One path a line; blanks, dollars, leading dashes and backquotes in a name do nothing else."""
    names = ["a note.md", "$(touch owned).md", "-o x.md", "`touch owned`.md"]
    for name in names:
        (shell.folder / name).write_text(WRONG, encoding="utf-8")
    code, printed, _ = checked(shell, "\n".join([*names, ""]))
    assert (1, 4) == (code, printed.count("REFUTED  ") - 1)
    assert {*names, "out.sarif"} == {path.name for path in shell.folder.iterdir()}


@bash
def test_the_action_tells_wrong_usage_apart(shell):
    """A path that does not exist ends the step with 2, and nothing is told to later steps."""
    code, printed, told = checked(shell, "nothing.md")
    assert (2, "") == (code, told)
    assert "there is no file 'nothing.md'" in printed
