"""The library: what is loaded for a name or a topic, and that the catalogue says what is in the files."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from rmsprop_sym import catalogue, library
from rmsprop_sym.alphabet import beta, eta, g, t
from rmsprop_sym.board import eq, le, tends
from rmsprop_sym.catalogue import Topic, defined, sources, topics
from rmsprop_sym.errors import UserError
from rmsprop_sym.library import find, theorems, theorems_about
from rmsprop_sym.rules import rmsprop

v, theta = rmsprop.v, rmsprop.theta


def printed(program):
    """What a program prints in an interpreter of its own."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.split()


LOADED = (
    "\nimport sys; print(*sorted(m.split('.')[2] for m in sys.modules if m.startswith('rmsprop_sym.derivations.')))"
)


def by_file():
    """The theorems, by file and name."""
    found = {}
    for file in sources():
        found[file] = {name: theorems()[name].theorem for name in defined(file) if name in theorems()}
    return found


def test_the_catalogue_is_fresh():
    """It is what the library would write now; BLESS=1 writes it."""
    place, now = catalogue.folder() / "catalogue.json", catalogue.page(by_file())
    if "BLESS" in os.environ:
        place.write_text(now, encoding="utf-8")
    assert now == place.read_text(encoding="utf-8"), "make map"


def test_the_catalogue_is_read_as_it_was_written():
    """Every theorem with the topic that its claim has, in a file that is known."""
    assert {file: {n: catalogue.topic(t) for n, t in found.items()} for file, found in by_file().items()} == topics()


def test_a_name_loads_only_its_file_and_what_that_imports():
    """The other files are left alone."""
    assert ["_facts", "ema"] == printed("from rmsprop_sym.library import find; find('ema_unrolled')" + LOADED)


def test_a_topic_loads_only_the_files_with_a_theorem_on_it():
    """By the catalogue; what a name is loaded for does not matter."""
    program = "from rmsprop_sym.library import theorems_about; print(*(e.name for e in theorems_about({})))" + LOADED
    assert [] == printed(program.format("lambda topic: False"))
    adagrad = "lambda topic: topic.rules == {'adagrad'} and topic.left == {'G()'}"
    assert ["adagrad_sum", "adagrad_never_decreases"] == printed(program.format(adagrad))[:2]


def test_a_file_that_the_catalogue_does_not_know_is_loaded(monkeypatch):
    """A theorem written a minute ago is found too."""
    unknown = {**topics(), "ema": None}
    monkeypatch.setattr(library, "topics", lambda: unknown)
    fits = find("ema_unrolled").topic.__eq__
    assert "ema_unrolled" in [entry.name for entry in theorems_about(fits)]


def test_a_file_that_has_changed_is_not_known(monkeypatch):
    """What the catalogue says of another text is not believed."""
    changed = {**sources(), "ema": sources()["ema"] + "\n"}
    monkeypatch.setattr(catalogue, "sources", lambda: changed)
    assert topics.__wrapped__()["ema"] is None


def test_a_name_that_is_none_has_neighbours():
    """And nothing is loaded to find them."""
    with pytest.raises(UserError, match="Did you mean ema_unrolled"):
        find("ema_unroled")


def test_an_imported_name_is_not_found_twice():
    """Only the file that defines a name has the theorem."""
    assert "cauchy_schwarz" not in defined("borders")
    assert sorted(theorems()) == sorted(name for found in by_file().values() for name in found)


def test_a_helper_in_another_file_may_make_a_theorem(monkeypatch):
    """The theorem stands where it has its name, whatever file the call stands in."""
    monkeypatch.setattr(library, "defined", lambda file: {"elsewhere": 2} if file == "ema" else defined(file))
    module = sys.modules[f"{library.PACKAGE}.ema"]
    made = find("steady_state").derivation
    monkeypatch.setattr(module, "elsewhere", made, raising=False)
    entry = library._file.__wrapped__("ema")["elsewhere"]
    assert ("derivations/ema.py", 2, made.theorem) == (entry.file, entry.derivation.line, entry.theorem)


@pytest.mark.parametrize(
    "theorem, claim, says, helps",
    [
        (eq(v(t + 1), beta * v(t)), eq(beta * v(1), v(2)), True, True),
        (eq(v(t), g(t)), eq(v(t), 3 * beta), True, True),
        (le(v(t), g(t)), eq(v(t), 3 * beta), False, True),
        (le(0, v(t)), le(v(t), beta), False, True),
        (eq(v(t), beta), le(v(t), beta), True, True),
        (eq(theta(t), beta), le(v(t), beta), False, False),
        (tends(v(t), beta, along=t), tends(v(t), eta, along=t), True, False),
        (tends(v(t), beta, along=t), eq(v(t), beta), False, False),
    ],
)
def test_a_topic_tells_what_a_theorem_may_be_good_for(theorem, claim, says, helps):
    """The claim itself needs the same words, or for an equation the same side; a step needs only known states."""
    about, wanted = Topic.of(theorem, ["rmsprop"]), Topic.of(claim, ["rmsprop"])
    assert (says, helps) == (about.may_say(wanted), about.may_help(wanted))
    assert not Topic.of(theorem, ["adagrad"]).may_say(wanted)
