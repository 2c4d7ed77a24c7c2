"""The map of the derivations: fresh, complete, and true about what rests on what."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from rmsprop_sym.errors import UserError
from rmsprop_sym.library import theorems
from rmsprop_sym.render.map import citations, graph, page, resting_on, users
from rmsprop_sym.render.sheet import by_file

PAGE = cache(lambda: page(list(theorems().values())))
MAP = Path(__file__).parents[2] / "derivations" / "README.md"


def test_the_map_is_fresh():
    """The page in the repository is what the library would write now; BLESS=1 writes it."""
    now = PAGE()
    if "BLESS" in os.environ:
        MAP.write_text(now, encoding="utf-8")
    assert now == MAP.read_text(encoding="utf-8"), "make map writes the page"


def test_every_theorem_has_its_place_on_the_map():
    """Each once, under its file."""
    headings = re.findall(r"^### `(\w+)`$", PAGE(), flags=re.MULTILINE)
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


def drawn(page_of, ends=r"\w+"):
    """The arrows, and the nodes of each kind, of the graphs on a page."""
    arrows = re.findall(rf"^  n_({ends}) --> n_({ends})$", page_of, flags=re.MULTILINE)
    boxes = re.findall(r"^  n_(\w+)\[\w+\]$", page_of, flags=re.MULTILINE)
    rounded = re.findall(r"^  n_(\w+)\(\[\w+\]\)$", page_of, flags=re.MULTILINE)
    return arrows, boxes, rounded


def test_the_graphs_have_an_arrow_for_each_citation_and_no_other():
    """Each file's graph draws what `resting_on` says, its own theorems in boxes and those of others with round ends."""
    for inside in by_file(theorems().values()).values():
        own = [entry.name for entry in inside]
        arrows, boxes, rounded = drawn("\n".join(graph(citations(inside), own)))
        assert [(e.name, below) for e in inside for below in resting_on(e.theorem)] == arrows
        assert sorted({end for arrow in arrows for end in arrow}) == sorted(boxes + rounded)
        assert set(own).issuperset(boxes)
        assert set(own).isdisjoint(rounded)


def test_the_overview_has_an_arrow_where_a_file_cites_another():
    """Not where it cites itself or an axiom."""
    overview = PAGE().partition("```mermaid\n")[2].partition("```")[0]
    arrows, boxes, rounded = drawn(overview)
    assert ("steady", "ema") not in arrows
    assert ("larger_step", "first_step") in arrows
    assert [] == [arrow for arrow in arrows if arrow[0] == arrow[1]]
    assert ([], len(boxes)) == (rounded, len(set(boxes)))


def test_nothing_is_drawn_where_nothing_is_cited():
    """A file whose theorems rest on no other has no graph."""
    assert [] == list(graph([], ["beta_one"]))


def test_every_graph_is_small_enough_to_be_drawn():
    """Repository pages refuse a graph of more than 50 000 signs or 500 arrows."""
    graphs = re.findall(r"```mermaid\n(.*?)```", PAGE(), flags=re.DOTALL)
    assert [] == [each for each in graphs if len(each) > 50_000 or each.count("-->") > 500]


def test_who_uses_a_letter_an_axiom_a_rule_or_a_theorem():
    """Each kind of name is looked up where it can stand."""
    speaking, using, above = users("beta"), users("powers_vanish"), users("first_root")
    assert "speaks of it" == speaking["ema_unrolled"]
    assert "adagrad_sum" not in speaking
    assert "rests on it" == users("adagrad")["adagrad_never_decreases"]
    assert "rests on it directly" == using["start_forgotten"]
    assert "rests on it" == using["weights_total_one"]
    assert "rests on it directly" == above["first_step"]
    assert "rests on it" == above["first_step_size"]
    assert "first_root" not in above


def test_a_name_of_nothing_is_refused():
    """In one line, with the nearest names."""
    with pytest.raises(UserError, match="Did you mean beta"):
        users("betta")
