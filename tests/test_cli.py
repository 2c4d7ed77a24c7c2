"""The command line: exit codes, one-line errors, pipes, narrow windows and Ctrl-C."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from rmsprop_sym.codegen import source
from rmsprop_sym.library import theorems

ROOT = Path(__file__).parents[1]
NOTE = "docs/examples/first-look.md"


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
            "Invalid value for '--format': 'yaml' is not one of 'text', 'json', 'sarif', 'html'.",
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


def test_codegen_prints_the_source():
    """The command prints what the function returns."""
    done = rmsprop_sym("codegen", "rmsprop")
    assert (0, source("rmsprop"), "") == (done.returncode, done.stdout, done.stderr)


def test_codegen_writes_a_file(tmp_path):
    """With -o the source goes into the file and nothing is printed."""
    done = rmsprop_sym("codegen", "sgd", "--target", "numpy", "-o", tmp_path / "sgd.py")
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert source("sgd") == (tmp_path / "sgd.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["rmsprob"], "no rule is named 'rmsprob'; did you mean 'rmsprop'? "),
        (["rmsprop", "--target", "cobol"], "no target is named 'cobol'. "),
        (["rmsprop", "-o", "no/such/folder/step.py"], "no/such/folder/step.py cannot be written: "),
    ],
)
def test_what_codegen_cannot_do_is_told_in_one_line(arguments, said):
    """A name that is not known and a file that cannot be written are the user's to mend: one line, exit 2."""
    done = rmsprop_sym("codegen", *arguments)
    assert (2, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))
    assert done.stderr.startswith(f"rmsprop-sym: {said}")


def test_a_closed_pipe_ends_the_command_quietly():
    """`rmsprop-sym ... | head` ends like any filter: by the signal, without a traceback."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "rmsprop_sym", "codegen", "rmsprop"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert (-signal.SIGPIPE, b"") == (done.returncode, done.stderr)


def test_an_interrupt_is_told_in_one_line():
    """Ctrl-C in the middle of the work exits 130 and leaves no traceback."""
    program = """
import os, signal, sys
import rmsprop_sym.codegen
from rmsprop_sym.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell hands an ignored one to what runs in the background
rmsprop_sym.codegen.source = lambda *_: os.kill(os.getpid(), signal.SIGINT)
sys.argv = ["rmsprop-sym", "codegen", "rmsprop"]
main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (130, "", "rmsprop-sym: stopped.") == (done.returncode, done.stdout, done.stderr.strip())


def test_a_complaint_is_one_line_whatever_it_names():
    """A name with a line break in it does not break the line of the complaint."""
    done = rmsprop_sym("codegen", "rms\nprop")
    assert (2, 1) == (done.returncode, done.stderr.count("\n"))


MINE = "docs/examples/my_rmsprop.py:rmsprop"
SHORT = ("--steps", 3, "--size", 2)


@pytest.mark.parametrize("rule, status, word", [("rmsprop", 0, "WITHIN"), ("rmsprop_eps_inside", 1, "OUTSIDE")])
def test_verify_exits_by_its_verdict(rule, status, word):
    """The same code is within one rule's bound and outside the other's, and text and JSON agree on it."""
    text = rmsprop_sym("verify", MINE, "--rule", rule, *SHORT)
    data = rmsprop_sym("verify", MINE, "--rule", rule, *SHORT, "--format", "json")
    assert (status, status, "", "") == (text.returncode, data.returncode, text.stderr, data.stderr)
    assert text.stdout.startswith(f"{word}  {MINE}")
    assert (1, word) == (json.loads(data.stdout)["version"], json.loads(data.stdout)["grade"])


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["nothing.py:step"], "there is no file nothing.py."),
        (["docs/examples/my_rmsprop.py"], "names no callable; write path/file.py:callable"),
        (["docs/examples/my_rmsprop.py:rmsprob"], "did you mean 'rmsprop'?"),
        ([MINE, "--rule", "rmsprob"], "did you mean 'rmsprop'?"),
    ],
)
def test_what_verify_cannot_run_is_told_in_one_line(arguments, said):
    """A target or a rule that is not there exits 2 with one line on stderr."""
    done = rmsprop_sym("verify", *arguments)
    assert (2, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))
    assert said in done.stderr


def on_a_terminal(*arguments, columns=60, **environment):
    """What the command writes when stdout is a terminal so many columns wide."""
    program, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    plain = {name: text for name, text in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR", "NO_COLOR"}}
    command = [sys.executable, "-m", "rmsprop_sym", *map(str, arguments)]
    with subprocess.Popen(
        command, stdout=terminal, stderr=subprocess.PIPE, cwd=ROOT, env=plain | {"TERM": "xterm"} | environment
    ):
        os.close(terminal)
        written = b"".join(iter(lambda: chunk_of(program), b""))
    os.close(program)
    return written.decode("utf-8").replace("\r\n", "\n")


def chunk_of(program):
    """The next bytes from the terminal; none when the command has ended."""
    try:
        return os.read(program, 1 << 16)
    except OSError:  # how Linux says that the other end is closed
        return b""


ESCAPE = "\x1b["


def test_colours_are_for_terminals():
    """A terminal gets colours; a pipe gets none, and NO_COLOR takes them away."""
    call = ("verify", MINE, *SHORT)
    assert f"{ESCAPE}1;32mWITHIN" in on_a_terminal(*call)
    assert f"{ESCAPE}1;32m" not in on_a_terminal(*call, NO_COLOR="1")
    assert ESCAPE not in rmsprop_sym(*call).stdout


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_a_report_fits_the_window(columns):
    """No line is longer than the terminal is wide."""
    written = on_a_terminal("verify", MINE, *SHORT, columns=columns, NO_COLOR="1")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", written)
    assert [line for line in plain.splitlines() if len(line) > columns] == []
    assert plain.startswith("WITHIN")


def test_a_pipe_has_the_width_that_is_asked_for():
    """Without a terminal lines have 100 columns, and COLUMNS sets another width."""
    call = ("verify", MINE, *SHORT)
    assert max(map(len, rmsprop_sym(*call).stdout.splitlines())) in range(80, 101)
    assert max(map(len, rmsprop_sym(*call, COLUMNS="50").stdout.splitlines())) <= 50


def test_a_terminal_that_knows_no_greek_gets_escapes():
    """Where stdout is ASCII nothing breaks: what it cannot show is escaped."""
    done = rmsprop_sym("verify", MINE, *SHORT, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.isascii()


RIGHT = "1/2 + 1/3 = 5/6\n"
WRONG = "1/2 = 2/3\n"
UNDECIDED = "```{claim} twice\nv(t) < v(t)^2 + g(t + 7)\n```\n"


@pytest.mark.parametrize(
    "text, flags, status",
    [
        (RIGHT, [], 0),
        (RIGHT, ["--strict"], 0),
        (WRONG, [], 1),
        (WRONG + "\n" + UNDECIDED, ["--strict"], 1),
        (RIGHT + "\n" + UNDECIDED, [], 0),
        (RIGHT + "\n" + UNDECIDED, ["--strict"], 3),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json"])
def test_check_exits_by_its_verdicts(tmp_path, text, flags, status, format_):
    """0 when nothing is refuted, 1 when something is, and 3 under --strict when something is undecided."""
    note = tmp_path / "note.md"
    note.write_text(text, encoding="utf-8")
    done = rmsprop_sym("check", note, *flags, "--format", format_)
    assert (status, "") == (done.returncode, done.stderr)


def test_check_json_is_the_published_object():
    """The JSON has a version, the statements in their order, and a total for each word."""
    done = rmsprop_sym("check", NOTE, "--format", "json")
    report = json.loads(done.stdout)
    assert ["version", "statements", "remarks", "totals"] == list(report)
    lines = [statement["line"] for statement in report["statements"]]
    assert sorted(lines) == lines
    assert len(lines) == sum(report["totals"].values())
    assert {"PROVED", "ENCLOSED", "ROUNDS", "SURVIVED", "REFUTED", "OPEN", "UNREAD"} == set(report["totals"])


def test_a_note_that_is_not_there_is_told_in_one_line(tmp_path):
    """A path that leads nowhere exits 2 and is named."""
    done = rmsprop_sym("check", "nothing.md", cwd=tmp_path)
    assert (2, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))
    assert "'nothing.md'" in done.stderr


def test_text_of_a_note_is_not_taken_for_markup(tmp_path):
    """Square brackets and escapes of a hostile note reach no terminal as commands."""
    note = tmp_path / "note.md"
    claim = "```{claim} [red]x\n[bold]1/2[/bold] = \x1b]0;title\x07 2/3\n```\n"
    note.write_text(f"{claim}\n[bold]1/2 = 2/3\n", encoding="utf-8")
    written = on_a_terminal("check", note, columns=100, NO_COLOR="1")
    assert "\x1b]" not in written
    assert "\x07" not in written
    assert "[bold]" in written


def test_progress_is_shown_on_a_terminal_only():
    """A pipe on stderr stays empty while the work goes on."""
    assert rmsprop_sym("check", NOTE).stderr == ""


def test_derive_lists_every_theorem():
    """Without a name every theorem is listed, a line each, and below them what is believed without proof."""
    done = rmsprop_sym("derive", COLUMNS="70")
    assert (0, "") == (done.returncode, done.stderr)
    assert list(theorems()) == re.findall(r"^  (\w+)  +\S", done.stdout.partition("Axioms")[0], flags=re.MULTILINE)
    assert "Axioms, believed without proof\n  powers_vanish" in done.stdout
    assert f"{len(theorems())} PROVED." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 70


def test_derive_json_is_the_published_object():
    """The JSON holds every theorem with the published fields, and every one of them is PROVED."""
    report = json.loads(rmsprop_sym("derive", "--format", "json").stdout)
    assert report["version"] == 1
    assert list(theorems()) == [theorem["name"] for theorem in report["theorems"]]
    assert {"PROVED"} == {theorem["grade"] for theorem in report["theorems"]}
    fields = ["name", "statement", "hypotheses", "domains", "grade", "trusts", "replayed", "file", "line", "steps"]
    assert [theorem["name"] for theorem in report["theorems"] if set(theorem) != set(fields)] == []


def test_derive_prints_the_theorems_that_are_named():
    """Each named theorem is printed once, in the order asked for, with the file and line it stands in."""
    done = rmsprop_sym("derive", "first_step", "beta_one")
    assert (0, "") == (done.returncode, done.stderr)
    assert ["first_step", "beta_one"] == re.findall(r"^PROVED  (\w+)$", done.stdout, flags=re.MULTILINE)
    assert "  derivations/first_step.py:" in done.stdout


@pytest.mark.parametrize("columns", ["30", "50", "100"])
def test_a_derivation_fits_the_window(columns):
    """No line is longer than what there is room for, and a narrow one has its reasons below the lines."""
    written = rmsprop_sym("derive", "first_step", COLUMNS=columns).stdout
    assert max(map(len, written.splitlines())) <= int(columns)
    beside = re.search(r"^    =  .*first_root *$", written, flags=re.MULTILINE)
    assert (int(columns) >= 60) == bool(beside)
    assert "first_root" in written


def test_what_uses_a_thing_is_listed_by_how():
    """Those that rest on it directly stand apart from those that rest on it by others."""
    written = rmsprop_sym("derive", "--using", "first_step_without_eps").stdout
    assert re.match(r"Rests on it directly\n(?:  .*\n)*  first_step_size ", written)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--format", "latex"], "name a theorem, or say --all"),
        (["first_step", "--notation", "rho"], "--notation are for --format latex"),
        (["first_step", "--format", "latex", "--notation", "roh"], "does not know 'roh'"),
        (["first_step", "--format", "latex", "--notation", "no.yaml"], "no.yaml cannot be read"),
        (["--using", "betta"], "Did you mean beta"),
        (["--map", "-o", "nowhere/README.md"], "cannot be written"),
    ],
)
def test_what_derive_cannot_do_is_told_in_one_line(arguments, said):
    """Wrong usage exits 2 with what to write instead."""
    done = rmsprop_sym("derive", *arguments)
    assert (2, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))
    assert said in done.stderr


def test_derive_writes_a_handout_and_macros(tmp_path):
    """Into the file that is named, and nothing else is printed."""
    for flags, opening in ((["--all", "--format", "latex"], r"\documentclass"), (["--macros"], r"% \rmsFirstStep")):
        done = rmsprop_sym("derive", "first_step", *flags, "-o", tmp_path / "page.tex")
        assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
        assert (tmp_path / "page.tex").read_text(encoding="utf-8").startswith(opening)


def test_a_theorem_that_is_not_there_is_told_in_one_line():
    """A name that no theorem has exits 2, with the nearest names."""
    done = rmsprop_sym("derive", "first_stop")
    assert (2, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))
    assert "first_step" in done.stderr
