"""The corpus is right about itself, and the checker does on it what the page says."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from corpus.__main__ import tables
from corpus.formula import rounds
from corpus.row import RIGHT, WRONG
from corpus.scoring import MUTANTS, NOTES, Count, as_written, everything, rows, spoiled
from corpus.statements import Figure, holds

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "quality.md"
BETWEEN = re.compile(r"(?<=<!-- tables -->\n).*(?=<!-- end of tables -->)", re.DOTALL)


@pytest.fixture(scope="module")
def written():
    """What the checker says of the notes as they stand."""
    return Count(tuple(as_written()))


@pytest.fixture(scope="module")
def slips():
    """What it says of them with slips."""
    return Count(tuple(spoiled()))


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.name)
def test_every_statement_is_what_the_corpus_says(path):
    """The truth that is written down is the truth that is computed, and has a reason."""
    said = {row.quote: (row.truth, bool(row.why)) for row in rows(path)}
    assert said == {row.quote: (row.computed(), True) for row in rows(path)}
    assert len(said) == len(rows(path))


def test_the_corpus_is_large_enough():
    """There are 300 statements, right and wrong, of every kind and format."""
    found = everything()
    assert len(found) >= 300
    assert {row.truth for _, row in found} == {RIGHT, WRONG}
    assert {path.suffix for path in NOTES} == {".md", ".tex", ".ipynb", ".txt"}


def test_no_wrong_statement_is_called_right(written, slips):
    """Nothing false is blessed."""
    assert [] == [*written.wrongly_proved, *slips.wrongly_proved]


def test_no_right_statement_is_called_wrong(written):
    """Nothing true is accused."""
    assert [] == written.wrongly_refuted


def test_most_wrong_statements_are_found(written, slips):
    """Nineteen of twenty wrong ones are found."""
    assert Count((*written.said, *slips.said)).sensitivity >= 0.95


def test_most_statements_are_decided(written):
    """Nine of ten are decided."""
    assert written.coverage >= 0.9


def test_the_page_shows_what_is_counted(written, slips):
    """The tables are fresh; BLESS=1 writes them."""
    text, now = PAGE.read_text(encoding="utf-8"), f"\n{tables(written.said, slips.said)}\n"
    if "BLESS" in os.environ:
        PAGE.write_text(BETWEEN.sub(lambda _: now, text), encoding="utf-8")
    assert now == BETWEEN.search(PAGE.read_text(encoding="utf-8"))[0]


def test_a_wrong_label_would_be_noticed():
    """The computation does not follow what the corpus says of a statement."""
    assert WRONG is Figure(RIGHT, "1/3 = «0.34»", "1/3", "").computed()
    assert not rounds("0.34", 0.3333)
    assert holds("v(t) >= 0")
    assert not holds("v(t) > 0")
    assert MUTANTS > 0
