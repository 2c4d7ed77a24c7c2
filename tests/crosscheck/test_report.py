"""How the report reads on a terminal, and the findings it carries."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from rmsprop_sym.crosscheck import verify
from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.crosscheck.findings import found
from rmsprop_sym.crosscheck.target import Returned
from rmsprop_sym.render.text import failure, verification
from rmsprop_sym.render.text.plot import plot
from rmsprop_sym.rules import RULES

HERE = Path(__file__).parent


def text(report, width=100):
    """The printed report."""
    out = io.StringIO()
    verification.show(report, Console(file=out, width=width, markup=False, highlight=False, emoji=False))
    return out.getvalue()


@pytest.fixture(scope="module")
def outside():
    """The report on code that is another rule's."""
    return verify(f"{HERE / 'spoiled.py'}:eps_on_the_other_side", dtype="float32", steps=10, size=8)


@pytest.fixture(scope="module")
def within():
    """The report on healthy code."""
    return verify(f"{HERE / 'healthy.py'}:plain", dtype="float32", steps=10, size=8)


def test_the_verdict_comes_first(outside, within):
    """The first word is the grade."""
    assert ["OUTSIDE", "WITHIN"] == [text(report).split()[0] for report in (outside, within)]


def test_the_first_step_outside_is_told_with_its_size(outside):
    """Family, step, element, both values, and how many times the bound."""
    printed = " ".join(text(outside, 300).split())
    place = outside.first_outside
    assert f"first outside family {place.family}, step 1, element {place.element}: theta = " in printed
    assert f" is {verification.ratio(place.ratio)} times the bound {place.bound:.3g}" in printed
    assert "nearest rule rmsprop_eps_inside" in printed
    assert "excluded rmsprop (step 1, " in printed


def test_a_run_within_says_that_it_is_a_sample(within):
    """No report promises more than a run can show."""
    assert "a run is a sample, not a proof" in text(within)


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(outside, width):
    """On narrow terminals lines fold, and nothing of the family names is lost."""
    printed = text(outside, width)
    assert max(map(len, printed.splitlines())) <= width


def test_every_family_has_its_row(within):
    """The table names all of them, with their own ratios."""
    printed = text(within)
    assert [] == [family.name for family in within.families if f" {family.name} " not in printed]


@pytest.mark.parametrize(
    "ratio, printed", [(0.9996, "0.999"), (1.0, "1"), (1.0000001, "1.01"), (0.0, "0"), (250.0, "250")]
)
def test_a_ratio_is_never_rounded_across_one(ratio, printed):
    """What is outside never reads as 1, and what is inside never more."""
    assert printed == verification.ratio(ratio)


def findings(gradients, theta, eps=1e-8):
    """The findings on one made-up family of one element."""
    g, rows = np.array(gradients)[:, None], np.array(theta)[:, None]
    family = Family("made-up", "", g, rows[0], {"eta": 0.1, "beta": 0.9, "eps": eps})
    ratios = [np.zeros((len(g), 1, 1))]
    return found(RULES["rmsprop"], [family], [Returned(rows, None, frozenset())], ratios)


def test_an_eps_that_the_dtype_cannot_hold_is_a_finding():
    """eps = 1e-50 is 0 in float32."""
    one = np.array([1.0, 0.5], dtype=np.float32)
    assert ("made-up: eps = 1e-50 is 0 in float32: it has lost digits.",) == findings(one[:1], one, eps=1e-50)


def test_an_underflow_that_stops_theta_is_a_finding():
    """A square that underflows, and a theta that stays, are told together."""
    g, theta = np.array([1e-30], dtype=np.float32), np.array([1, 1], dtype=np.float32)
    assert ("made-up: g*g underflows to 0 in 1 of 1 elements; theta does not move there.",) == findings(g, theta)


def test_a_variance_below_nothing_is_a_finding():
    """For centred rules the report gives a gradient and a step at which v - m*m is negative in the dtype."""
    g, rows = np.ones((1, 1), dtype=np.float32), np.ones((2, 1), dtype=np.float32)
    family = Family("made-up", "", g, rows[0], {"eta": 0.1, "beta": 0.9, "eps": 1e-8})
    said, *_ = found(RULES["rmsprop_centred"], [family], [Returned(rows, None, frozenset())], [np.zeros((1, 1, 1))])
    gradient, step = re.search(r"constant gradient ([\d.]+) it is -.* after step (\d+)", said).groups()
    v = m = np.float32(0)
    for _ in range(int(step)):
        v = np.float32(0.9) * v + np.float32(1 - 0.9) * (np.float32(gradient) * np.float32(gradient))
        m = np.float32(0.9) * m + np.float32(1 - 0.9) * np.float32(gradient)
    assert v - m * m < 0


def test_nothing_over_nothing_is_a_finding():
    """Where no gradient came yet, a nan is told with its cause."""
    g, theta = np.array([0.0], dtype=np.float32), np.array([1.0, np.nan], dtype=np.float32)
    assert "all its gradients so far are 0, and 0/0 is no number" in findings(g, theta)[0]
    assert "0/0" not in findings(g + 1, theta)[0]


def test_nothing_is_found_where_nothing_is_wrong():
    """An ordinary run has no findings."""
    assert () == findings(np.array([1.0]), np.array([1.0, 0.1]))


def test_the_plot_shows_the_worst_ratio_of_every_step(outside, within):
    """A run outside has marks above the line of the bound, a run within has none, and both have one for each step."""
    for report, beyond in ((outside, True), (within, False)):
        drawing = text(report).partition("error/bound, the largest of each step\n")[2].splitlines()[:7]
        marks = [line.partition("|")[2] for line in drawing]
        assert (10, beyond) == (sum(line.count("*") for line in marks), "*" in marks[0])
        assert max(report.ratio_by_step) == report.worst.ratio


def test_many_steps_share_the_columns_of_the_plot():
    """Of the steps in one column the largest counts, and what is undecided has no mark."""
    ratios = [None] * 100 + [0.1] * 99 + [3.0]
    lines = plot(ratios, 23)
    assert ["         *", "----------"] == [line.partition("|")[2] for line in lines[:2]]
    assert "     **** " == lines[6].partition("|")[2] + " "
    assert max(map(len, lines)) <= 23


def test_the_rule_itself_in_an_order_that_rounds_more_is_told_as_that(tmp_path):
    """It is outside, and is not called another rule; code that is another rule over the reals is."""
    lines = [
        "import numpy as np",
        "def step(theta, v, g, *, eta, beta, eps):",
        "    v = g * g + beta * (v - g * g)",
        "    return theta - eta * g / (np.sqrt(v) + eps), v",
    ]
    says = []
    for name, written in (("same.py", lines), ("other.py", [line.replace("+ eps", "+ 2 * eps") for line in lines])):
        (tmp_path / name).write_text("\n".join(written), encoding="utf-8")
        report = verify(f"{tmp_path / name}:step", dtype="float32", steps=10, size=16)
        says.append((str(report.grade), text(report, 300).splitlines()[1].strip().partition(": step")[0]))
        says.append("rounds more" in failure.nearest(report))
    rounds_more = "rmsprop over the reals, but in float32 it rounds more than any order listed"
    assert [("OUTSIDE", rounds_more), True, ("OUTSIDE", "not rmsprop in float32"), False] == says
