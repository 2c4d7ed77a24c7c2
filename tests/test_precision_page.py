"""The page about formats: its tables are what its script computes, and no search breaks the bound."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "docs"
SPEC = importlib.util.spec_from_file_location("precision_page", PAGES / "precision.py")
script = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(script)


def test_the_tables_are_fresh():
    """Every number on the page is computed; `python docs/precision.py` writes it anew."""
    page = script.PAGE.read_text(encoding="utf-8")
    assert page == script.written(page)


@pytest.mark.parametrize("decay, most", [("0.5", 1.2), ("0.875", 1.3), ("0.9", 1.3)])
def test_the_bound_is_kept_and_is_sharp(decay, most):
    """Constant gradients of many mantissas come near to it; none is beyond it."""
    assert 1 <= script.sharpness("float32", float(decay), script.RUNS[decay], 1) <= most


def test_a_bound_with_a_rounding_forgotten_is_broken(monkeypatch):
    """The search refutes a bound that is a quarter too small."""
    monkeypatch.setitem(script.UNITS, "float32", 0.75 * script.UNITS["float32"])
    assert script.sharpness("float32", 0.9, script.RUNS["0.9"], 1) < 1
