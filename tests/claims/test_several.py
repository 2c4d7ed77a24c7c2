"""Which notes a path stands for, several notes at a time, and what is left when the work is stopped."""

from __future__ import annotations

import json
import os
import pickle
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rmsprop_sym.claims import check, several
from rmsprop_sym.claims import shares as share_module
from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.limits import skimming
from rmsprop_sym.claims.read import sheets
from rmsprop_sym.claims.read.folders import notes
from rmsprop_sym.claims.relay import WORDS, relayed
from rmsprop_sym.claims.shares import Walk, shares
from rmsprop_sym.errors import UserError

WRONG = "1+1 = 3, and 0.5×0.5 = 0.25\n"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A folder of notes, some of which Git ignores, with links that go round in circles."""
    files = ["n.md", "a/x.tex", "a/b/y.txt", "a/build.md", "a/keep.md", "out/q.md", ".hidden/z.md", "a/.h.md", "a/p.py"]
    for name in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WRONG, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("out/\nbuild*\n", encoding="utf-8")
    (tmp_path / "a" / ".gitignore").write_text("!build.md\nkeep.md\n", encoding="utf-8")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "b" / "loop").symlink_to("..", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "paths, expected",
    [
        (["."], ["n.md", "a/build.md", "a/x.tex", "a/b/y.txt"]),
        (["a"], ["a/build.md", "a/x.tex", "a/b/y.txt"]),
        (["a/b", "n.md", "n.md"], ["a/b/y.txt", "n.md"]),
        (["out/q.md", "a/keep.md", "a/p.py"], ["out/q.md", "a/keep.md", "a/p.py"]),
        (["*.md"], ["n.md"]),
        (["**/*.md"], ["n.md", "a/build.md"]),
        (["a/*"], ["a/build.md", "a/x.tex", "a/b/y.txt"]),
        (["a/[xy].tex"], ["a/x.tex"]),
        (["-", "n.md"], ["-", "n.md"]),
    ],
)
def test_a_path_stands_for_notes(course, paths, expected):
    """Folders and patterns leave out what is hidden or ignored; what is named is read; no link is followed."""
    assert course.is_dir()
    assert expected == [path.as_posix() for path in notes(map(Path, paths))]


@pytest.mark.parametrize("path, message", [("no.md", "there is no file 'no.md'"), ("*.rst", "no note matches '*.rst'")])
def test_a_path_that_stands_for_nothing_is_an_error(course, path, message):
    """The message names it."""
    assert course.is_dir()
    with pytest.raises(UserError) as caught:
        check([path])
    assert message == str(caught.value)


def test_what_is_no_ordinary_file_is_a_complaint(tmp_path):
    """A link to itself, a link to nothing, a pipe and a device stop nothing, and nobody waits for them."""
    (tmp_path / "self.md").symlink_to("self.md")
    (tmp_path / "gone.md").symlink_to("nowhere.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "good.md").write_text(WRONG, encoding="utf-8")
    report = check([tmp_path])
    reasons = {Path(v.place.path).name: v.evidence.reason for v in report.verdicts if v.grade == "UNREAD"}
    assert {"gone.md", "pipe.md", "self.md", "zero.md"} == set(reasons)
    assert "no ordinary file" in reasons["pipe.md"]
    assert 1 == report.totals["REFUTED"]


def test_a_folder_that_cannot_be_opened_is_a_complaint(course, monkeypatch):
    """It stops nothing, and the report says so."""
    opened = os.scandir

    def refuse(path):
        if Path(path) == course / "a" / "b":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = check([course])
    [unread] = [verdict for verdict in report.verdicts if verdict.grade == "UNREAD"]
    assert (str(course / "a" / "b"), 3) == (unread.place.path, report.totals["REFUTED"])
    assert "it cannot be opened: Permission denied" == unread.evidence.reason


def test_several_processes_say_the_same_as_one(course):
    """The verdicts come in the order of the notes, with all their words."""

    def timeless(report):
        return [{**statement, "seconds": 0} for statement in report.json()["statements"]]

    assert timeless(check([course])) == timeless(check([course], jobs=2))


LONG = """---
rmsprop_sym:
  where: eta = 0.1
---
RMSProp keeps $s_t = \\rho s_{t-1} + (1-\\rho) g_t^2$
and moves by $w_t = w_{t-1} - \\alpha g_t/(\\sqrt{s_t} + \\epsilon)$.

1/3 = 0.34

So $s_t \\ge 0$.

```{claim} one
:rule: rmsprop
v(1) = (1 - beta)*g(1)^2
```

Wrong is $s_1 = \\rho g_1^2$.

```{claim} one
1 = 1
```

| step | g | s |
|---|---|---|
| 1 | 1 | 0.1 |

2/3 = 0.67
"""


@pytest.mark.parametrize("parts", [1, 3, 20])
def test_shares_of_a_note_are_the_whole_note(tmp_path, parts):
    """What a share says depends on what stands before it, and nothing is said twice or left out."""
    path = tmp_path / "n.md"
    path.write_text(LONG, encoding="utf-8")
    with skimming():
        weights = [len(list(piece)) for piece in Note(str(path)).pieces(sheets(LONG, path))]
    walk, whole = Walk(path), check([path])
    found = [verdict for share in shares(path, weights, parts) for verdict in walk.judged(share)]
    assert [plain(verdict) for verdict in whole.verdicts] == [plain(verdict) for verdict in found]
    assert {"PROVED", "REFUTED", "ROUNDS", "UNREAD"} <= {str(verdict.grade) for verdict in found}


def plain(verdict):
    """What a verdict says, but for the time."""
    return {name: value for name, value in verdict.json().items() if name != "seconds"}


def test_a_large_note_is_shared_and_says_the_same(tmp_path, monkeypatch):
    """Two processes give the verdicts and the remarks of one, in its order; a small note is not shared."""
    path = tmp_path / "n.md"
    path.write_text(LONG, encoding="utf-8")
    started = []
    monkeypatch.setattr(several, "_pool", lambda jobs, make=several._pool: started.append(jobs) or make(jobs))
    alone, small = check([path]), check([path], jobs=2)
    assert [] == started
    monkeypatch.setattr(share_module, "WORTH", 1)
    shared = check([path], jobs=2)
    assert [2] == started
    assert [*map(plain, alone.verdicts)] == [*map(plain, small.verdicts)] == [*map(plain, shared.verdicts)]
    assert alone.notes == shared.notes
    assert alone.sources == shared.sources


def test_an_interrupt_keeps_the_shares_that_were_done(tmp_path, monkeypatch):
    """What the processes have handed over is reported, and the remark says how much it is."""
    path = tmp_path / "n.md"
    path.write_text(LONG, encoding="utf-8")
    monkeypatch.setattr(share_module, "WORTH", 1)
    walk = Walk(path)

    class Stopped:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def imap(self, _task, parts):
            yield walk.judged(parts[0])
            raise KeyboardInterrupt

    monkeypatch.setattr(several, "_pool", lambda _: Stopped())
    report = check([path], jobs=2)
    assert report.interrupted
    assert 0 < len(report.verdicts) < len(check([path]).verdicts)
    assert [f"stopped here after {len(report.verdicts)} statements"] == [note.text for note in report.notes]


def test_nothing_of_letters_is_loaded_for_numbers(tmp_path):
    """A note of numbers is judged without the rules, the kernel and the search."""
    (tmp_path / "n.md").write_text(WRONG, encoding="utf-8")
    program = (
        "import sys; from rmsprop_sym.claims import check; check(['n.md']); print(*sorted(m for m in sys.modules if "
        "m.startswith(('rmsprop_sym.rules', 'rmsprop_sym.kernel', 'rmsprop_sym.search', 'sympy', 'numpy', 'yaml'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert "\n" == done.stdout


def test_a_relayed_report_says_what_the_report_says(course):
    """Every word of the evidence goes along, also where a theorem is below it that may not be copied."""
    claim = "```{claim} c\n:rule: rmsprop\nv(1) = (1 - beta)*g(1)^2\n1+1 = 3\n```\n"
    (course / "n.md").write_text(claim, encoding="utf-8")
    report = check([course / "n.md"])
    assert ["PROVED", "REFUTED"] == [str(verdict.grade) for verdict in report.verdicts]
    sent = pickle.loads(pickle.dumps(relayed(report)))  # noqa: S301 - we wrote it ourselves
    for ours, theirs in zip(report.verdicts, sent.verdicts, strict=True):
        assert [getattr(ours.evidence, word) for word in WORDS] == [getattr(theirs.evidence, word) for word in WORDS]
    assert {"grade", "because", "attempt", "value"} <= set(WORDS)
    with pytest.raises(AttributeError):
        _ = sent.verdicts[0].evidence.__wrapped__


def test_an_interrupt_keeps_what_was_done(course, monkeypatch):
    """The statements judged so far are reported, and the notes that were not reached are named."""
    from rmsprop_sym.claims import files

    judged, calls = files.guarded, []

    def interrupted(judgement):
        calls.append(judgement)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return judged(judgement)

    monkeypatch.setattr(files, "guarded", interrupted)
    report = check([course])
    assert 3 == len(report.verdicts)
    assert report.interrupted
    assert ["build.md", "x.tex", "y.txt"] == [Path(note.path).name for note in report.notes]
    assert ["stopped here", "not judged", "not judged"] == [
        " ".join(note.text.split()[:2]).strip(",") for note in report.notes
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c_ends_the_command_cleanly(tmp_path, jobs):
    """Exit 130, one line on stderr, and a report that can be read."""
    for name in ("a.md", "b.md", "c.md"):
        text = "\n\n".join(f"{i}×0.1 + 0.{i} = {i}.5" for i in range(1, 20_000))
        (tmp_path / name).write_text(text, encoding="utf-8")
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import rmsprop_sym.cli as c; c.main()"
    )
    command = [sys.executable, "-c", program, "check", str(tmp_path), "-j", jobs, "--format", "json"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=tmp_path
    )
    time.sleep(2.5)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert 130 == running.returncode
    assert re.fullmatch(r"rmsprop-sym: stopped[^\n]*\n", err)
    assert not out or 1 == json.loads(out)["version"]


def test_a_large_note_is_read(tmp_path):
    """Thousands of statements, and megabytes of prose, are only more of the same."""
    many, long = tmp_path / "many.md", tmp_path / "long.md"
    many.write_text("\n\n".join(f"{i}×2 = {2 * i}" for i in range(3_000)), encoding="utf-8")
    prose = "the mean of what was seen, old gradients fade out " * 20
    long.write_text((prose + "\n\n") * 2_000 + WRONG, encoding="utf-8")
    assert 3_000 == check([many]).totals["PROVED"]
    assert {"REFUTED": 1, "PROVED": 1} == {grade: count for grade, count in check([long]).totals.items() if count}
