"""Every Python session on a page and in a docstring is run, and prints what stands there."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import rmsprop_sym
from rmsprop_sym.crosscheck.adapters import LIBRARIES

PAGES = sorted((Path(__file__).parents[1] / "docs").rglob("*.md"))
ADAPTERS = "rmsprop_sym.crosscheck.adapters"
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


def imported(name):
    """The module; skips the test, and says so, where it is the adapter of a library that is missing."""
    folder, _, library = name.rpartition(".")
    if folder == ADAPTERS:
        missing = [needed for needed in LIBRARIES[library].needs if find_spec(needed) is None]
        if missing:
            pytest.skip(f"{missing[0]} is not installed; install it with: {LIBRARIES[library].install}")
    return importlib.import_module(name)


@pytest.mark.parametrize("page, text, line", SESSIONS, ids=[f"{page.name}:{line}" for page, _, line in SESSIONS])
def test_a_session_on_a_page_prints_what_the_page_says(page, text, line):
    """Each session starts from nothing, and every example in it is run."""
    assert failures(doctest.DocTestParser().get_doctest(text, {}, page.stem, str(page), line)) == ""


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_print_what_they_say(name):
    """Every example of every module is run; that of an adapter, where its library is installed."""
    tests = doctest.DocTestFinder().find(imported(name))
    assert "".join(failures(test) for test in tests if test.examples) == ""


def test_a_wrong_example_is_caught():
    """A session that prints something else does not pass."""
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "page", "page.md", 0)
    assert "Expected:\n    3\nGot:\n    2" in failures(wrong)


def test_there_are_examples():
    """The pages have sessions and the package has modules, so something was tested."""
    assert min(len(SESSIONS), len(MODULES)) > 5


def test_the_example_of_an_adapter_waits_for_its_library(monkeypatch):
    """Where the library is missing the test is skipped, with the command that installs it."""
    monkeypatch.setitem(globals(), "find_spec", lambda _: None)
    with pytest.raises(pytest.skip.Exception, match="tensorflow is not installed; install it with: pip install"):
        imported(f"{ADAPTERS}.tensorflow")
