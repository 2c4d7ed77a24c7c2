"""The page about the rules says of each what the rule itself says; `BLESS=1` writes it anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from rmsprop_sym.alphabet import shown, t
from rmsprop_sym.library import theorems
from rmsprop_sym.rules import RULES, rmsprop, rule
from rmsprop_sym.rules.run import recursion
from rmsprop_sym.rules.units import plain_units

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "rules.md"
HEADS = ("rule", "step", "start", "hyper-parameters", "units", "source")
BEGIN, END = "<!-- written by tests/test_rules_page.py -->\n", "<!-- end -->\n"


def row(subject):
    """What the table says of a rule: all of it is read off the rule."""
    start = ", ".join(f"{name} = {value}" for name, value in subject.start.items())
    hyper = [f"{name} = {subject.defaults[name]}" if name in subject.defaults else name for name in subject.hyper]
    words = subject.body.__doc__.splitlines()[0]
    units = str(plain_units(subject)).replace("; ", ", ")
    return f"`{subject.name}`", words, start or "-", ", ".join(hyper), units, subject.source


def line(cells):
    """One line of a table."""
    return f"| {' | '.join(cells)} |\n"


def equations(subject):
    """The equations of one step, in the order in which they are computed."""
    names = [name for name, *_ in recursion(subject).states]
    return "\n".join(shown(getattr(subject, name).at(t + 1).claim for name in names))


def generated(rules):
    """The table of the rules, and under it what each of them computes."""
    table = line(HEADS) + "|---" * len(HEADS) + "|\n" + "".join(line(row(subject)) for subject in rules)
    blocks = "".join(f"\n`{subject.name}`\n\n```text\n{equations(subject)}\n```\n" for subject in rules)
    return f"{BEGIN}\n{table}\n## Equations\n{blocks}\n{END}"


def test_the_page_is_fresh():
    """What stands between the marks is what the rules say now."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    fresh = before + generated(RULES.values()) + after
    if "BLESS" in os.environ:
        PAGE.write_text(fresh, encoding="utf-8")
    assert fresh == PAGE.read_text(encoding="utf-8")


def test_what_tells_the_rules_apart_is_proved():
    """The last table names rules that there are, and theorems that speak of both of a pair."""
    last = PAGE.read_text(encoding="utf-8").rpartition("|---|\n")[2]
    rows = [re.findall("`([a-z_0-9]+)`", line) for line in last.splitlines() if line.startswith("|")]
    assert len(rows) > 10
    for one, other, *names in rows:
        assert RULES.keys() >= {one, other}
        assert names
        assert [name for name in names if not {one, other} <= set(theorems()[name].theorem.trusts())] == []


@pytest.mark.parametrize("subject", RULES.values(), ids=RULES)
def test_no_cell_breaks_the_table(subject):
    """No bar and no end of line stands in a cell, and none is empty."""
    assert [cell for cell in row(subject) if not cell or "|" in cell or "\n" in cell] == []


def test_another_start_or_order_changes_the_page():
    """The page is sensitive to what a rule says of itself."""

    @rule(v=1, source=rmsprop.source, defaults=rmsprop.defaults)
    def other(old, new, g, *, eta, beta, eps):
        """eps outside the root, as in PyTorch."""
        rmsprop.body(old, new, g, eta=eta, beta=beta, eps=eps)

    assert [a == b for a, b in zip(row(rmsprop), row(other), strict=True)] == [False, True, False, True, False, True]
    assert generated([other, rmsprop]) != generated([rmsprop, other])
