"""Where a report goes: `-o` writes any format to a file, and what stands in the way is told in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from rmsprop_sym import check
from rmsprop_sym.render import html, sarif


@pytest.fixture
def run(tmp_path):
    """Runs `rmsprop-sym check` on a note in a folder."""
    (tmp_path / "n.md").write_text("ζ: 1/3 = 0.34", encoding="utf-8")

    def check_note(*words):
        command = [sys.executable, "-X", "utf8", "-m", "rmsprop_sym", "check", "n.md", *words]
        return subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, encoding="utf-8")

    return check_note


@pytest.mark.parametrize("kind", ["text", "json", "sarif", "html"])
def test_a_file_gets_what_is_printed_otherwise(run, tmp_path, kind):
    """The file has the report, the screen nothing, and the exit code is the same."""
    printed = run("--format", kind)
    written = run("--format", kind, "-o", "out")
    assert (1, 1, "", "") == (printed.returncode, written.returncode, written.stdout, written.stderr)
    assert without_times(printed.stdout) == without_times((tmp_path / "out").read_text(encoding="utf-8"))


def without_times(text):
    """The report with no time in it."""
    return [line for line in text.splitlines() if '"seconds":' not in line]


@pytest.mark.parametrize("place", ["nowhere/out", "."])
def test_a_file_that_cannot_be_written_is_told_in_one_line(run, place):
    """Exit 2, one line, no traceback."""
    done = run("--format", "html", "-o", place)
    assert (2, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))


@pytest.mark.skipif(sys.platform != "linux", reason="only here may the name of a file be any bytes")
@pytest.mark.parametrize("kind", ["text", "json", "sarif", "html"])
def test_a_name_that_is_no_unicode_is_no_obstacle(tmp_path, kind):
    """Every format names the file somehow, and is what it should be."""
    (tmp_path / os.fsdecode(b"\xff.md")).write_text("1/3 = 0.34", encoding="utf-8")
    command = [sys.executable, "-m", "rmsprop_sym", "check", b"\xff.md", "--format", kind, "-o", "out"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)
    assert (1, b"", b"") == (done.returncode, done.stdout, done.stderr)
    text = (tmp_path / "out").read_text(encoding="utf-8")
    if kind == "json":
        assert "\udcff.md" == json.loads(text)["statements"][0]["path"]
    if kind == "sarif":
        assert '"uri": "%FF.md"' in text


def test_json_has_every_field(run):
    """The published names, in their order; what does not apply is null."""
    fields = json.loads(run("--format", "json").stdout)["statements"][0]
    assert [
        *("path", "line", "column", "end_line", "end_column", "id", "kind", "cell", "text", "read_as", "rule", "given"),
        *("domains", "over", "grade", "because", "witness", "value", "exact", "tie", "samples", "trusts", "try"),
        *("try_grade", "reason", "seconds"),
    ] == list(fields)
    assert (None, None, "1/3", "REFUTED") == (fields["cell"], fields["rule"], fields["exact"], fields["grade"])


def test_a_report_that_was_cut_short_says_so(tmp_path):
    """After an interrupt neither a page nor a log passes for the whole."""
    (tmp_path / "n.md").write_text("1/4 = 0.25", encoding="utf-8")
    whole = check([tmp_path / "n.md"])
    cut = replace(whole, interrupted=True)
    assert [True, False] == [
        sarif.log(report)["runs"][0]["invocations"][0]["executionSuccessful"] for report in (whole, cut)
    ]
    assert [False, True] == ["It was stopped" in html.page(report) for report in (whole, cut)]
