"""The command line: exit codes, one-line errors, pipes, narrow windows and Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTE = "docs/examples/rmsprop-notes.md"


def rmsprop_sym(*arguments, cwd=ROOT, **environment):
    """The finished command, run as a user does, away from a terminal."""
    plain = {name: text for name, text in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR", "NO_COLOR"}}
    return subprocess.run(
        [sys.executable, "-m", "rmsprop_sym", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        cwd=cwd,
        env=plain | environment,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments, said, command",
    [
        (["chek"], "No such command 'chek'. Did you mean 'check'?", "rmsprop-sym"),
        (["check"], "Missing argument 'PATH...'.", "rmsprop-sym check"),
        (
            ["check", "a.md", "--format", "yaml"],
            "Invalid value for '--format': 'yaml' is not one of 'text', 'json'.",
            "rmsprop-sym check",
        ),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments, said, command):
    """What cannot be run exits 2 with one line on stderr and nothing on stdout."""
    done = rmsprop_sym(*arguments)
    assert (2, "", f"rmsprop-sym: {said} See `{command} --help`.\n") == (done.returncode, done.stdout, done.stderr)


def test_without_a_command_the_help_is_shown():
    """`rmsprop-sym` alone prints what there is to choose from, and exits 2."""
    done = rmsprop_sym()
    assert done.returncode == 2
    assert "Usage: rmsprop-sym [OPTIONS] COMMAND" in done.stderr


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_no_error(flag):
    """Both spellings of help exit 0 and name every command."""
    done = rmsprop_sym(flag)
    assert (0, "") == (done.returncode, done.stderr)
    assert "check" in done.stdout
