"""The corpus is right about itself, and the checker does on it what the page says."""

from __future__ import annotations

import os
import re
from pathlib import Path
from random import Random

import pytest
from corpus.__main__ import tables
from corpus.formula import parse, rounds
from corpus.mutation import latex
from corpus.row import RIGHT, WRONG
from corpus.scoring import MUTANTS, NOTES, Count, everything, rows, said
from corpus.statements import Figure, Formula, holds

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "quality.md"
BETWEEN = re.compile(r"(?<=<!-- tables -->\n).*(?=<!-- end of tables -->)", re.DOTALL)
SHARE = re.compile(r"[01]\.\d{3}")


@pytest.fixture(scope="module")
def everything_said():
    """What the checker says of the notes as they stand, and with slips."""
    return said()


@pytest.fixture
def written(everything_said):
    """The notes as they stand."""
    return Count(tuple(everything_said[0]))


@pytest.fixture
def slips(everything_said):
    """The notes with slips."""
    return Count(tuple(everything_said[1]))


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.name)
def test_every_statement_is_what_the_corpus_says(path):
    """The truth that is written down is the truth that is computed, and has a reason."""
    stated = {row.quote: (row.truth, bool(row.why)) for row in rows(path)}
    assert stated == {row.quote: (row.computed(), True) for row in rows(path)}
    assert len(stated) == len(rows(path))


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
    """The tables are fresh, but for a few statements that a slower machine leaves open; BLESS=1 writes them."""
    text, now = PAGE.read_text(encoding="utf-8"), f"\n{tables(written.said, slips.said)}\n"
    if "BLESS" in os.environ:
        PAGE.write_text(BETWEEN.sub(lambda _: now, text), encoding="utf-8")
    assert near(now, BETWEEN.search(PAGE.read_text(encoding="utf-8"))[0])


def near(one, other):
    """Whether two tables differ at most in the shares, and in these by at most three statements."""
    lines = [[line.split(" | ") for line in table.split("\n")] for table in (one, other)]
    return [[SHARE.sub("", cell) for cell in line] for line in lines[0]] == [
        [SHARE.sub("", cell) for cell in line] for line in lines[1]
    ] and all(
        abs(float(a[0]) - float(b[0])) * int(left[1]) <= 3
        for left, right in zip(*lines, strict=True)
        for a, b in zip(map(SHARE.match, left), map(SHARE.match, right), strict=True)
        if a and b
    )


def test_a_page_of_other_numbers_is_noticed(written, slips):
    """A count, a name or a share that is not the checker's makes the page stale."""
    now = tables(written.said, slips.said)
    assert near(now, now)
    for old, new in (
        ("| with a slip | ", "| with a slip | 1"),
        ("| identity |", "| identify |"),
        ("| 1.000 |", "| 0.100 |"),
    ):
        assert old in now
        assert not near(now, now.replace(old, new))


def test_a_wrong_label_would_be_noticed():
    """The computation does not follow what the corpus says of a statement."""
    assert WRONG is Figure(RIGHT, "1/3 = «0.34»", "1/3", "").computed()
    assert not rounds("0.34", 0.3333)
    assert holds("v(t) >= 0")
    assert not holds("v(t) > 0")
    assert MUTANTS > 0


def test_slips_of_every_sort_are_made():
    """Figures lose digits and exponents, formulas lose roots, bars, signs, factors and their indices."""
    figure = Figure(RIGHT, "0.1 × √0.9³² = «0.0185»", "0.1*sqrt(0.9^32)", "0.018530")
    assert {"transposed digits", "last digit", "dropped root", "missing factor"} <= slips_of(figure)
    assert {"shifted point"} <= slips_of(Figure(RIGHT, "1.5 · 1.5 = «2.25»", "1.5^2", ""))
    assert {"truncated"} <= slips_of(Figure(RIGHT, "2/3 = «0.667»", "2/3", ""))
    assert {"wrong exponent"} <= slips_of(Figure(RIGHT, "0.1² · 0.1² = «1×10⁻⁴»", "1e-4", ""))
    step = "abs(theta(t) - theta(t - 1)) <= eta*sqrt(g(t)^2)/(sqrt(v(t)) + eps)"
    formula = Formula(RIGHT, step, step, "the update", "eps > 0")
    assert {"dropped root", "index off by one", "missing factor", "missing divisor"} <= slips_of(formula)
    assert "dropped absolute value" in slips_of(Formula(RIGHT, "abs(x) >= 0", "abs(x) >= 0", ""))
    same = "theta(t) = theta(t - 1) - eta*g(t)/(sqrt(v(t)) + eps)"
    assert "eps side" in slips_of(Formula(RIGHT, same, same, "", "eps > 0"))
    assert {"wrong sign", "swapped inequality"} <= slips_of(Formula(RIGHT, "1 - beta < 1", "1 - beta < 1", ""))
    claim = "```{claim}\n:given: g(t) != 0; eps > 0\n«v(t) > 0»\n"
    assert "missing hypothesis" in slips_of(Formula(RIGHT, claim, "v(t) > 0", "", "g(t) != 0; eps > 0"))


def slips_of(row):
    """What can be done to a row."""
    return {slip.operator for slip in row.spoiled(Random(1))}


def test_a_slip_that_leaves_the_truth_is_none():
    """A statement that is still right after it was spoiled is no wrong one."""
    unchanged = Formula(RIGHT, "v(t)^2 >= 0", "v(t)^2 >= 0", "a square")
    assert "v(t)^3 >= 0" not in {slip.text for slip in unchanged.spoiled(Random(1))}


def test_a_formula_is_written_in_latex():
    """A slip is written as its note writes formulas."""
    text = r"v_{t - 1} \ge \left(1 - \beta\right) \, \left(\sum_{i=1}^{t} g_{i}^{2}\right)"
    assert text == latex(parse("v(t - 1) >= (1 - beta)*sum(g(i)^2, i, 1, t)"))
