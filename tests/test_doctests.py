"""Every Python session on a page and in a docstring is run, and prints what stands there."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import rmsprop_sym

PAGES = sorted((Path(__file__).parents[1] / "docs").rglob("*.md"))
SESSION = re.compile(r"(?<=^```pycon\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


def sessions(page):
    """The text of every session of the page, and the line on which it starts."""
    text = page.read_text(encoding="utf-8")
    return [(match[0], text[: match.start()].count("\n")) for match in SESSION.finditer(text)]


def failures(test):
    """What doctest has to say about the examples that print something else."""
    report = []
    doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    return "".join(report)


SESSIONS = [(page, *session) for page in PAGES for session in sessions(page)]
MODULES = [
    info.name
    for info in pkgutil.walk_packages(rmsprop_sym.__path__, "rmsprop_sym.")
    if not info.name.endswith("__main__")
]


@pytest.mark.parametrize("page, text, line", SESSIONS, ids=[f"{page.name}:{line}" for page, _, line in SESSIONS])
def test_a_session_on_a_page_prints_what_the_page_says(page, text, line):
    """Each session starts from nothing, and every example in it is run."""
    assert failures(doctest.DocTestParser().get_doctest(text, {}, page.stem, str(page), line)) == ""


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_print_what_they_say(name):
    """Every example of every module is run."""
    tests = doctest.DocTestFinder().find(importlib.import_module(name))
    assert "".join(failures(test) for test in tests if test.examples) == ""


def test_a_wrong_example_is_caught():
    """A session that prints something else does not pass."""
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "page", "page.md", 0)
    assert "Expected:\n    3\nGot:\n    2" in failures(wrong)


def test_there_are_examples():
    """The pages have sessions and the package has modules, so something was tested."""
    assert min(len(SESSIONS), len(MODULES)) > 5
