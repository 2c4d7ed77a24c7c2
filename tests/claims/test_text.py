"""The report on a terminal: what is wrong in full, what is right in numbers, at any width."""

from __future__ import annotations

import io

import pytest

from rmsprop_sym.claims import check
from rmsprop_sym.render.text import console
from rmsprop_sym.render.text.verdicts import show

NOTE = """0.9×0.0385 + 0.1×0.09 = 0.0342 + 0.009 = 0.0437

```{claim} odd
1 +
```
"""


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """The text of the report about a note."""

    def text(note, width=None):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "n.md").write_text(note, encoding="utf-8")
        monkeypatch.setenv("COLUMNS", str(width)) if width else monkeypatch.delenv("COLUMNS", raising=False)
        out = io.StringIO()
        show(check(["n.md"]), console(out))
        return out.getvalue()

    return text


def test_the_report_says_what_it_understood_and_what_is_right(printed):
    """A wrong statement comes with its place, its reading, the reason and the repair."""
    assert """n.md

REFUTED  n.md:1:25  '0.0342 + 0.009'
  read as  0.9*0.0385 + 0.1*0.09 = 0.0342 + 0.009
  because  0.0342 stands for 0.9*0.0385 = 0.03465; no rounding of it gives 0.0342
  try      0.9*0.0385 + 0.1*0.09 = 0.0347 + 0.009   (ROUNDS)

UNREAD   n.md:4:1  '1 +'
  reason   it stops in the middle (column 4)

1 other statement is right.

ROUNDS   1  the digits are the value, correctly rounded
REFUTED  1  wrong
UNREAD   1  not turned into mathematics

Not read:
  1 × it stops in the middle (column 4)
""" == printed(NOTE)


def test_a_narrow_window_loses_nothing(printed):
    """Lines fold under themselves, and no word is cut away."""
    wide, narrow = printed(NOTE), printed(NOTE, width=40)
    assert max(map(len, narrow.splitlines())) <= 40
    assert wide.split() == narrow.split()


def test_text_of_a_note_is_no_markup(printed):
    """Brackets in a note are brackets in the report."""
    assert "'[bold]1 = 2'" in printed("```{claim} x\n[bold]1 = 2\n```")


def test_nothing_found_is_said(printed):
    """One line for the file, and no totals."""
    assert "n.md: nothing to judge was found\n" == printed("words")
