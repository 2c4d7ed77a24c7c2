"""The documentation: every command in it is run, and prints what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rmsprop_sym import check

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
CONSOLE = re.compile(r"^(?P<fence>`{3,})console\n(?P<block>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^(?P<fence>`{3,}).*?^(?P=fence)$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LEFT_OUT = "...\n"
BLESS = "BLESS" in os.environ


def sessions(page):
    """(command, what it prints) for each `$` line of the console blocks of the page."""
    for match in CONSOLE.finditer(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", match["block"], flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            yield command, printed


def printed_by(command):
    """What the command prints, run from the root of the project and away from a terminal; no line ends in blanks."""
    plain = {name: text for name, text in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR", "NO_COLOR"}}
    path = f"{Path(sys.executable).parent}{os.pathsep}{plain['PATH']}"
    done = subprocess.run(
        ["sh", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env=plain | {"PATH": path, "PYTHONUTF8": "1"},
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode("utf-8").splitlines())


def agrees(shown, printed):
    """Whether the page shows what was printed, where a line of three dots stands for any lines."""
    pattern = "(?:.*\\n)*".join(re.escape(piece) for piece in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE))
    return re.fullmatch(pattern, printed) is not None


def bless(page, command, shown, printed):
    """Writes into the page what the command prints now; what is left out stays left out by hand."""
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(f"$ {command}\n{shown}", f"$ {command}\n{printed}"), encoding="utf-8")


CASES = [(page, *session) for page in PAGES for session in sessions(page)]


@pytest.mark.parametrize("page, command, shown", CASES, ids=[f"{page.name}:{command}" for page, command, _ in CASES])
def test_a_command_on_a_page_prints_what_the_page_says(page, command, shown):
    """The output on the page is the output of the program."""
    printed = printed_by(command)
    assert "Traceback (most recent call last)" not in printed
    if BLESS and not agrees(shown, printed) and LEFT_OUT not in shown:
        bless(page, command, shown, printed)
    else:
        assert agrees(shown, printed), printed


def test_what_is_left_out_is_marked():
    """Three dots stand for any lines, and nothing else does."""
    assert agrees("a\n...\nc\n", "a\nb\nb\nc\n")
    assert agrees("a\n...\n", "a\n")
    assert not agrees("a\nc\n", "a\nb\nc\n")
    assert not agrees("a.\n", "ab\n")


DIGITS = ROOT / "docs" / "explanation" / "digits.md"


@pytest.mark.parametrize(
    "chain, words",
    [
        ("1/3 = 0.33", ["ROUNDS"]),
        ("1/3 = 0.34", ["REFUTED"]),
        ("0.9×0.025 + 0.1×0.4² = 0.0225 + 0.016 = 0.0385", ["PROVED", "PROVED"]),
        ("0.9×0.0385 + 0.1×0.09 = 0.0342 + 0.009 = 0.0437", ["REFUTED", "ROUNDS"]),
        ("0.1/√0.025 = 0.1/0.158 = 0.632", ["ROUNDS", "ROUNDS"]),
        ("1/√0.1 = 3", ["REFUTED"]),
        ("1/√0.1 ≈ 3", ["ROUNDS"]),
    ],
)
def test_a_chain_is_judged_as_its_page_says(tmp_path, chain, words):
    """The examples of right and wrong digits are on the page, and the program agrees with it."""
    assert f"`{chain}`" in DIGITS.read_text(encoding="utf-8")
    note = tmp_path / "note.md"
    note.write_text(chain, encoding="utf-8")
    assert words == [str(verdict.grade) for verdict in check([note]).verdicts]


def links():
    """(page, target) of every link to a file of the project."""
    for page in PAGES:
        prose = CODE.sub("", page.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", prose):
            yield page, target


def test_every_link_leads_somewhere():
    """A link to a file of the project names a file that is there."""
    assert [(page.name, target) for page, target in links() if not (page.parent / target).exists()] == []


def test_there_is_something_to_run():
    """A page of every kind has a command, so that a rename cannot empty this file."""
    assert {page.name for page, _, _ in CASES} >= {"README.md", "tutorial.md"}
