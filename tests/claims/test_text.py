"""The report on a terminal: what is wrong in full, what is right in numbers, at any width."""

from __future__ import annotations

import io

import pytest

from rmsprop_sym.claims import check
from rmsprop_sym.claims.report import Note, Report, Source
from rmsprop_sym.claims.verdict import Place, Undecided, Verdict
from rmsprop_sym.render.text import console
from rmsprop_sym.render.text.verdicts import show, show_each

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
    """A wrong statement comes with its line, marks below it, its reading, the reason and the repair."""
    assert """n.md

REFUTED  n.md:1:25
       1 | 0.9×0.0385 + 0.1×0.09 = 0.0342 + 0.009 = 0.0437
         |                         ^^^^^^^^^^^^^^
  read as  0.9*0.0385 + 0.1*0.09 = 0.0342 + 0.009
  because  0.0342 stands for 0.9*0.0385 = 0.03465; no rounding of it gives 0.0342
  try      0.9*0.0385 + 0.1*0.09 = 0.0347 + 0.009   (ROUNDS)

UNREAD   n.md:4:1
       4 | 1 +
         | ^^^
  reason   it stops in the middle (column 4)

1 other statement is right.

ROUNDS   1  the digits are the value, correctly rounded
REFUTED  1  wrong
UNREAD   1  not turned into mathematics

Not read:
  1 × it stops in the middle: n.md:4
""" == printed(NOTE)


def test_a_narrow_window_loses_nothing(printed):
    """Lines fold under themselves, and no word that is said is cut away; only the note's own line is."""
    wide, narrow = said(printed(NOTE)), said(printed(NOTE, width=40))
    assert max(map(len, printed(NOTE, width=40).splitlines())) <= 40
    assert wide.split() == narrow.split()


def said(text):
    """The report without the lines of the note."""
    return "\n".join(line for line in text.splitlines() if " | " not in line)


@pytest.fixture
def shown(monkeypatch):
    """The lines printed about one statement, the part of a text between two places."""

    def lines(text, place, width=80, encoding="utf-8"):
        monkeypatch.setenv("COLUMNS", str(width))
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="", errors="backslashreplace")
        verdict = Verdict(Place("n.md", *place), "", "arithmetic", Undecided("why"))
        show_each(Report((verdict,), (), (Source("n.md", text),)), console(out))
        out.flush()
        return out.buffer.getvalue().decode(encoding).splitlines()[1:-1]

    return lines


def test_a_long_line_is_cut_around_what_is_spoken_of(shown):
    """A window shows the marked part and what stands beside it."""
    text = "word " * 40 + "1/3 = 0.34" + " word" * 40
    assert ["       1 | ...d 1/3 = 0.34 word wo...", "         |            ^^^^"] == shown(text, (1, 207, 1, 211), 37)


@pytest.mark.parametrize("before, columns", [("漢字 ", 5), ("e\u0301 ", 2), ("\t", 1), ("🙂 ", 3), ("", 0)])
def test_marks_stand_below_wide_and_narrow_signs(shown, before, columns):
    """Marks are placed by the columns that a terminal gives to a sign, not by counting signs."""
    start = len(before) + 1
    assert "         | " + " " * columns + "^^^" == shown(f"{before}1/3 = 0.34", (1, start, 1, start + 3))[1]


def test_a_terminal_without_unicode_has_marks_at_the_right_place(shown):
    """Where a sign is spelled out, the marks move along with it."""
    assert [r"       1 | 0.5\xd70.5 = 0.26", r"         |              ^^^^"] == shown(
        "0.5×0.5 = 0.26", (1, 11, 1, 15), encoding="ascii"
    )


def test_a_note_cannot_steer_the_terminal(shown):
    """An escape sequence, or a sign that turns the direction of writing, is printed as a harmless sign."""
    assert "       1 | �]0;x��[2J 1/3 �" == shown("\x1b]0;x\x07\x1b[2J 1/3 \u202e", (1, 12, 1, 15))[0]


def test_a_statement_over_several_lines_is_marked_on_each(shown):
    """The first line is marked from where the statement begins, the last one to where it ends."""
    text = "so 1/3\n  = 1/4 +\n 1/5 here"
    assert [
        "       1 | so 1/3",
        "         |    ^^^",
        "       2 |   = 1/4 +",
        "         |   ^^^^^^^",
        "       3 |  1/5 here",
        "         |  ^^^",
    ] == shown(text, (1, 4, 3, 5))
    assert "         | and 2 more lines" == shown("1\n+\n1\n=\n2", (1, 1, 5, 2))[-1]


def test_a_place_outside_the_text_is_harmless(shown):
    """Marks end where the line does, and a line that is not there is not shown."""
    assert ["       1 | ab", "         |  ^"] == shown("ab", (1, 2, 1, 99))
    assert [] == shown("ab", (7, 1, 7, 2))


def test_what_was_not_read_is_counted_once_for_each_reason(printed):
    """The footer says why, how often and where, and not everywhere when that is everywhere."""
    claims = "\n\n".join(f"```{{claim}} c{k}\n{'1 ' * k}+\n```" for k in range(1, 9))
    text = printed(claims + "\n\n```{claim}\n```")
    assert ["  1 × this claim is empty: n.md:33"] == text.splitlines()[-1:]
    assert any(line.endswith(" and 2 more") for line in text.splitlines())


def test_text_of_a_note_is_no_markup(printed):
    """Brackets in a note are brackets in the report."""
    assert "| [bold]1 = 2\n" in printed("```{claim} x\n[bold]1 = 2\n```")


def test_nothing_found_is_said(printed):
    """One line for the file, and no totals."""
    assert "n.md: nothing to judge was found\n\n" == printed("words")


def test_what_there_is_to_say_of_a_file_stands_with_it():
    """A remark on a file follows its statements; a file without statements has one line, in its place."""
    verdict = Verdict(Place("a.md", 1, 1, 1, 2), "1", "arithmetic", Undecided("why"))
    notes = Note("a.md", "the rule of line 3 is another one"), Note("b.md", "not judged"), Note("c.md", "stopped")
    report = Report((verdict,), notes, (Source("a.md", "1"), Source("b.md", "")))
    out = io.StringIO()
    show(report, console(out))
    assert """a.md

OPEN     a.md:1:1
       1 | 1
         | ^
  reason   why

the rule of line 3 is another one

b.md: not judged

c.md: stopped

OPEN     1  nothing here decides it
""" == out.getvalue()
