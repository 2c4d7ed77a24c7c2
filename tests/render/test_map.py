"""The map of the derivations: fresh, complete, and true about what rests on what."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from rmsprop_sym.errors import UserError
from rmsprop_sym.library import theorems
from rmsprop_sym.render.map import graph, page, resting_on, users
from rmsprop_sym.render.sheet import by_file

MAP = Path(__file__).parents[2] / "derivations" / "README.md"


def test_the_map_is_fresh():
    """The page in the repository is what the library would write now; BLESS=1 writes it."""
    now = page(list(theorems().values()))
    if "BLESS" in os.environ:
        MAP.write_text(now, encoding="utf-8")
    assert now == MAP.read_text(encoding="utf-8"), "rmsprop-sym derive --map -o derivations/README.md"


def test_every_theorem_has_its_place_on_the_map():
    """Each once, under its file."""
    headings = re.findall(r"^### `(\w+)`$", page(list(theorems().values())), flags=re.MULTILINE)
    assert list(theorems()) == headings


@pytest.mark.parametrize(
    "name, below",
    [
        ("first_step", ["first_root"]),
        ("weight_decay_by_age", ["ema_unrolled"]),
        ("start_forgotten", ["powers_vanish"]),
        ("ema_weights_sum", []),
    ],
)
def test_a_theorem_rests_directly_on_what_its_lines_cite(name, below):
    """Not on what these rest on in turn, and not on itself."""
    assert below == resting_on(theorems()[name].theorem)


def test_the_graph_has_an_arrow_for_each_citation_and_no_other():
    """Mermaid draws what `resting_on` says, and each node stands in one box."""
    drawn = graph(by_file(theorems().values()))
    arrows = re.findall(r"^  n_(\w+) --> n_(\w+)$", drawn, flags=re.MULTILINE)
    assert [(name, below) for name, e in theorems().items() for below in resting_on(e.theorem)] == arrows
    nodes = re.findall(r"^ +n_(\w+)[\[(]", drawn, flags=re.MULTILINE)
    assert {end for arrow in arrows for end in arrow} == set(nodes)
    assert len(nodes) == len(set(nodes))


def test_who_uses_a_letter_an_axiom_a_rule_or_a_theorem():
    """Each kind of name is looked up where it can stand."""
    assert "speaks of it" == users("beta")["ema_unrolled"]
    assert "adagrad_sum" not in users("beta")
    assert "rests on it" == users("adagrad")["adagrad_never_decreases"]
    assert "rests on it directly" == users("powers_vanish")["start_forgotten"]
    assert "rests on it" == users("powers_vanish")["weights_total_one"]
    assert "rests on it directly" == users("first_root")["first_step"]
    assert "rests on it" == users("first_root")["first_step_size"]
    assert "first_root" not in users("first_root")


def test_a_name_of_nothing_is_refused():
    """In one line, with the nearest names."""
    with pytest.raises(UserError, match="Did you mean beta"):
        users("betta")
