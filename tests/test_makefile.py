"""The set-up on a machine that lacks something: one clear line, and nothing half made."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


def pretender(folder, body):
    """A program that stands in for Python."""
    program = folder / "python"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def make(folder, target, **variables):
    """What make says, run in a copy of what it reads."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    settings = [f"{name}={value}" for name, value in variables.items()]
    outside = {name: text for name, text in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", "--no-print-directory", target, *settings]
    return subprocess.run(command, cwd=folder, env=outside, capture_output=True, text=True, check=False)


def complaints(done):
    """What the recipe itself said, without make's own account of it."""
    return [line for line in done.stderr.splitlines() if not line.startswith("make:")]


def test_a_python_that_is_too_old_is_told(tmp_path):
    """An interpreter below 3.11 is passed over, and the line says what to do."""
    old = pretender(tmp_path, "exit 1")
    said = f"rmsprop_sym: no Python from 3.11 on among: {old}; install one, or say make PYTHON=/path/to/python."
    done = make(tmp_path, "demo", PYTHON=old)
    assert (2, [said]) == (done.returncode, complaints(done))
    assert not (tmp_path / ".venv").exists()


def test_a_python_without_venv_is_told(tmp_path):
    """An interpreter that cannot make environments is named, with the package to install."""
    bare = pretender(tmp_path, 'case "$2" in *venv*) exit 1;; esac')
    said = f"rmsprop_sym: {bare} has no venv; install it (on Debian and Ubuntu the package python3-venv)."
    done = make(tmp_path, "test", PYTHON=bare)
    assert (2, [said]) == (done.returncode, complaints(done))


def test_make_alone_says_what_there_is(tmp_path):
    """The first target is the list of the others, and every other one is in it."""
    done = make(tmp_path, "help")
    listed = {line.split()[1] for line in done.stdout.splitlines()}
    (phony,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(phony.split()) - {"help", "types", "tests"} == listed


def test_the_benchmark_finds_what_it_times():
    """What `make bench` imports is there; it is run without its main part."""
    assert "claims" in runpy.run_path(str(ROOT / "tests" / "benchmarks" / "bench.py"), run_name="not_run")
