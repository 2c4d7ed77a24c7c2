"""SARIF as code hosts take it: the properties that GitHub's code scanning asks for, and the lines it shows them on."""

from __future__ import annotations

import json
import subprocess
import sys
from urllib.parse import unquote

import pytest

from rmsprop_sym import check
from rmsprop_sym.claims.report import Report
from rmsprop_sym.claims.verdict import Place, Undecided, Verdict
from rmsprop_sym.render.fingerprint import line_fingerprints
from rmsprop_sym.render.sarif import log

NOTE = """1/4 = 0.25 and 1/3 = 0.34

```{claim} odd
1 +
```

```{claim} which
1/(1 - beta) = 10
```
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The one run of the log about a note."""

    def of(text=NOTE, name="n.md"):
        monkeypatch.chdir(tmp_path)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        whole = log(check([name]))
        assert json.loads(json.dumps(whole)) == whole
        [found] = whole["runs"]
        return found

    return of


def test_the_log_says_what_it_is():
    """Version and schema, and one run even where there is nothing to say."""
    whole = log(Report(()))
    assert ("2.1.0", True, 1) == (whole["version"], whole["$schema"].endswith("sarif-2.1.0.json"), len(whole["runs"]))
    assert {"$schema", "version", "runs"} == set(whole)
    assert [] == whole["runs"][0]["results"]


def test_the_tool_describes_its_rules(run):
    """Each rule has an id, a name, descriptions, help and a level."""
    driver = run()["tool"]["driver"]
    assert "rmsprop-sym" == driver["name"]
    assert ["refuted", "survived", "open", "unread", "contradiction"] == [rule["id"] for rule in driver["rules"]]
    for rule in driver["rules"]:
        texts = rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"]
        assert all(texts)
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert max(map(len, texts)) <= 1024
        assert len(rule["properties"]["tags"]) <= 20


def test_each_result_names_a_rule_and_a_place(run):
    """What a reader has to look at is a result; what is right is none."""
    found = run()
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert ["refuted", "unread", "open"] == [result["ruleId"] for result in found["results"]]
    for result in found["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]
        assert result["level"] == ("error" if result["ruleId"] == "refuted" else "note")
        assert result["message"]["text"]
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert {"uri": "n.md", "uriBaseId": "%SRCROOT%"} == place["artifactLocation"]
        assert {"startLine", "startColumn", "endLine", "endColumn"} == set(place["region"])
        assert all(isinstance(number, int) and number >= 1 for number in place["region"].values())
        assert all(isinstance(mark, str) and mark for mark in result["partialFingerprints"].values())
    assert "%SRCROOT%" in found["originalUriBaseIds"]


def test_the_message_begins_with_the_word_and_the_statement(run):
    """The first line is what a list of remarks shows."""
    assert """REFUTED: 1/3 = 0.34
because: 1/3 ≈ 0.333333333333; no rounding of it gives 0.34
try: 1/3 = 0.33   (ROUNDS)""" == run("1/3 = 0.34")["results"][0]["message"]["text"].replace("≈ 0.33 ", "= 0.33 ")


def test_columns_count_code_points(run):
    """The log says so, and a sign beyond the first plane is one column."""
    found = run("𝛽𝛽𝛽 and 1/3 = 0.34")
    assert "unicodeCodePoints" == found["columnKind"]
    region = found["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (15, 19) == (region["startColumn"], region["endColumn"])


@pytest.mark.parametrize("name", ["a b/ü%20.md", "#1.md", "a?b.md", "deep/er/n.md"])
def test_a_path_is_a_uri_below_the_folder(run, name):
    """Blanks and signs with a meaning are escaped; the path is relative, with slashes."""
    uri = run("1/3 = 0.34", name)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert name == unquote(uri)
    assert not set(uri) & set(" #?")


def test_a_file_elsewhere_has_an_absolute_uri(tmp_path, monkeypatch):
    """Outside the folder no relative path is made up."""
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    (tmp_path / "n.md").write_text("1/3 = 0.34", encoding="utf-8")
    place = log(check([tmp_path / "n.md"]))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert {"uri": (tmp_path / "n.md").as_uri()} == place["artifactLocation"]


def test_a_path_with_dots_is_told_without_them(tmp_path, monkeypatch):
    """A host knows no way up."""
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    note = Verdict(Place("../a/n.md", 1, 1, 1, 2), "", "arithmetic", Undecided("?"))
    [result] = log(Report((note,)))["runs"][0]["results"]
    assert "n.md" == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_words_of_a_note_make_no_links():
    """SARIF takes [a](b) in a message for a link."""
    verdict = Verdict(Place("n.md", 1, 1, 1, 2), "[a](b)", "arithmetic", Undecided("see [here](1)"))
    text = log(Report((verdict,)))["runs"][0]["results"][0]["message"]["text"]
    assert "](" not in text


def marks(run, text):
    """The fingerprints of the results, as far as they are the tool's own and as far as they are the host's."""
    found = [result["partialFingerprints"] for result in run(text)["results"]]
    return [each["statement/v1"] for each in found], [each["primaryLocationLineHash"] for each in found]


def test_a_fingerprint_stays_when_the_statement_moves(run):
    """Lines above it change neither mark, and two equal statements have two."""
    own, hosts = marks(run, "1/3 = 0.34\n\nword\n\n1/3 = 0.34")
    moved, _ = marks(run, "new\n\nlines\n\n1/3 = 0.34\n\nword\n\n1/3 = 0.34")
    assert own == moved
    assert len(set(own)) == len(set(hosts)) == 2
    assert own != marks(run, "1/3 = 0.35\n\nword\n\n1/3 = 0.35")[0]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (
            "alpha\nbeta\nalpha\n",
            ["8d07ce75f7b3af45:1", "ca140c3f893ffa65:1", "26f09ff008857193:1", "c129715d7a2bc9a3:1"],
        ),
    ],
)
def test_lines_are_hashed_as_the_host_hashes_them(text, expected):
    """The values that GitHub's own action gives, whatever ends the lines."""
    assert expected == line_fingerprints(text)
    assert expected == line_fingerprints(text.replace("\n", "\r\n"))
    assert expected == line_fingerprints(text.replace("\n", "\r"))


def test_equal_lines_are_counted():
    """The second one of two equal ends has the number 2."""
    many = line_fingerprints("x\n" * 300)
    assert many[0].partition(":")[0] == many[1].partition(":")[0]
    assert ["1", "2", "3"] == [mark.partition(":")[2] for mark in many[:3]]


NOTEBOOK = """{
 "cells": [
  {"cell_type": "code", "outputs": [], "source": ["so 1/3 = 0.34"]},
  {"cell_type": "markdown", "metadata": {"so 1/3 = 0.34": "no"}, "source": [
    "# Title \\"with\\" escapes\\n",
    "\\n",
    "so 1/3 = 0.34"
  ]}
 ],
 "metadata": {}, "nbformat": 4, "nbformat_minor": 5
}
"""


def test_a_remark_on_a_cell_stands_on_its_row_of_the_file(run):
    """The row is that of the string in the file, and the cell and its line are named beside it."""
    [result] = run(NOTEBOOK, "n.ipynb")["results"]
    [location] = result["locations"]
    assert {"startLine": 7} == location["physicalLocation"]["region"]
    assert "so 1/3 = 0.34" in NOTEBOOK.splitlines()[6]
    assert "n.ipynb:cell 1:3" == location["logicalLocations"][0]["fullyQualifiedName"]


CONTRADICTING = r"""We keep $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ and move by
$\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{v_t + \epsilon}} g_t$.

```python
for g in gradients:
    v = beta * v + (1 - beta) * g**2
    w -= eta * g / (np.sqrt(v) + eps)
```
"""


def test_a_note_that_contradicts_itself_is_a_warning(run):
    """The remark stands on the line at which the second rule begins; what concerns no line is left out."""
    found = run(CONTRADICTING)
    [result] = [each for each in found["results"] if each["ruleId"] == "contradiction"]
    assert "contradiction" == found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    assert ("warning", 5) == (
        result["level"],
        result["locations"][0]["physicalLocation"]["region"]["startLine"],
    )
    assert "rmsprop_eps_inside" in result["message"]["text"]
    assert [] == run("Nothing.\n")["results"]


def test_a_cell_of_a_file_that_is_gone_has_the_first_row():
    """Where the file cannot be read again the cell is named all the same."""
    verdict = Verdict(Place("gone.ipynb", 2, 3, 2, 7, cell=4), "", "arithmetic", Undecided("?"))
    [location] = log(Report((verdict,)))["runs"][0]["results"][0]["locations"]
    assert {"startLine": 1} == location["physicalLocation"]["region"]
    assert "cell 4" == location["logicalLocations"][0]["name"]


def test_the_command_writes_the_file(tmp_path):
    """-o writes, nothing is printed, and the exit code is that of the verdicts."""
    (tmp_path / "n.md").write_text(NOTE, encoding="utf-8")
    command = [sys.executable, "-m", "rmsprop_sym", "check", "n.md", "--format", "sarif", "-o", "out.sarif"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False)
    assert (1, b"", b"") == (done.returncode, done.stdout, done.stderr)
    assert 3 == len(json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"])
