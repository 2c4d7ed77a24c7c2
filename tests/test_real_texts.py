"""Texts from outside, where there are any: what is decided in them is computed again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from corpus.formula import Undefined, parse, rounds, value
from corpus.simulation import World

from rmsprop_sym import check

FOLDER = os.environ.get("RMSPROP_SYM_TEXTS", "")
TEXTS = sorted(path for path in Path(FOLDER).rglob("*") if path.is_file()) if FOLDER else []
RIGHT = {"PROVED", "ROUNDS", "ENCLOSED"}

pytestmark = pytest.mark.skipif(not TEXTS, reason="RMSPROP_SYM_TEXTS names no folder with texts in it")


def decided(path):
    """The arithmetic verdicts of a text that say right or wrong, each with the words of its reading."""
    for verdict in check([path]).verdicts:
        if verdict.kind == "arithmetic" and str(verdict.grade) in {*RIGHT, "REFUTED"}:
            yield verdict


def agrees(verdict):
    """Whether the reading is what the verdict says, by another evaluation; None where the reading is no figure."""
    left, sign, right = verdict.read_as.partition(" ≈ " if " ≈ " in verdict.read_as else " = ")
    printed = verdict.text.strip().rstrip("×%$*").replace("−", "-").replace(" ", "")
    try:
        float(printed.replace(",", ""))
        exact = value(parse(left), World())
    except (ValueError, SyntaxError, KeyError, Undefined):
        return None
    assert sign, right
    figure = printed + ("%" if "%" in verdict.text else "")
    return rounds(figure, exact) == (str(verdict.grade) in RIGHT)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_what_is_decided_is_computed_again(path):
    """No figure is accused or blessed against what another evaluation gives."""
    checked = {verdict.place: agrees(verdict) for verdict in decided(path)}
    assert [] == [str(place) for place, same in checked.items() if same is False]


def test_something_is_decided():
    """The texts are not passed over as a whole."""
    assert any(True for path in TEXTS for _ in decided(path))
