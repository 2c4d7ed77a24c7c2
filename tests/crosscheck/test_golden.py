"""Golden vectors: what is written can be read, agrees with healthy code, and is refused when anything is off."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from rmsprop_sym.cli import cli, main
from rmsprop_sym.crosscheck.golden import disagreements, read, stale, text, vectors
from rmsprop_sym.errors import UserError

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "rmsprop-float32.json"
STYLES = Path(__file__).parent / "healthy.py"


@pytest.fixture(scope="module", params=["float32", "float64"])
def golden(request, tmp_path_factory):
    """A file of golden vectors."""
    path = tmp_path_factory.mktemp("golden") / "rmsprop.json"
    path.write_text(text(vectors("rmsprop", request.param, 6, 3)), encoding="utf-8")
    return path


def spoiled(path, change, into):
    """A copy of the file with a change made to its JSON."""
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    copy = into / "spoiled.json"
    copy.write_text(json.dumps(value), encoding="utf-8")
    return copy


def test_what_is_written_is_read_back(golden):
    """Nothing is lost between writing and reading."""
    assert [] == stale(read(golden))


def test_the_file_holds_doubles_as_c_writes_them(golden):
    """Every number is a hexadecimal float, or null."""
    family = json.loads(golden.read_text(encoding="utf-8"))["families"][0]
    assert float.fromhex(family["hyper"]["beta"]) == 0.9
    low, exact, high = (float.fromhex(family["letters"]["theta"][part][5][2]) for part in ("low", "exact", "high"))
    assert low <= exact <= high


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler")
def test_c_reads_the_same_numbers(golden, tmp_path):
    """What strtod makes of each number is what Python wrote."""
    program = tmp_path / "read.c"
    program.write_text(
        "#include <stdio.h>\n#include <stdlib.h>\n"
        'int main(void) { char s[64]; while (scanf("%63s", s) == 1) printf("%.17g\\n", strtod(s, NULL)); return 0; }\n'
    )
    subprocess.run(["cc", "-o", tmp_path / "read", program], check=True)
    words = re.findall(r"-?0x[^\"]+", golden.read_text(encoding="utf-8"))
    done = subprocess.run([tmp_path / "read"], input="\n".join(words), capture_output=True, text=True, check=True)
    assert [float.fromhex(word) for word in words] == [float(line) for line in done.stdout.split()]
    assert len(words) > 100


@pytest.mark.parametrize(
    "style", ["plain", "lerp", "addcdiv", "reciprocal", "trajectory", "wide_inside", "compensated"]
)
def test_healthy_code_returns_what_the_file_allows(golden, style):
    """The file is not stricter than the rule's published orders."""
    assert [] == disagreements(read(golden), f"{STYLES}:{style}")


def test_another_rule_is_told_once_for_each_family(golden):
    """The code of another rule disagrees, and each line says where."""
    found = disagreements(read(golden), f"{STYLES}:eps_inside")
    assert any("on the family eps-comparable does not follow rmsprop in " in line for line in found)
    assert len(found) == len({line.partition(" does not")[0] for line in found}) >= 3


def first(value):
    """The first family."""
    return value["families"][0]


def drop_low(value):
    """Leave a bound away."""
    del first(value)["letters"]["theta"]["low"]


def shorten(value):
    """Leave a row away."""
    first(value)["letters"]["v"]["high"].pop()


def widen(value):
    """Let a bound go."""
    first(value)["letters"]["theta"]["high"][2][1] = "0x1.0p+10"


SPOILED = {
    "no file of this kind": (lambda value: value.update(version=7), "holds no golden vectors of version 1"),
    "another rule": (lambda value: value.update(rule="rmsprob"), "no rule is named 'rmsprob'"),
    "another dtype": (lambda value: value.update(dtype="int8"), "'int8' is no dtype"),
    "no families": (lambda value: value.update(families=[]), "has no families of gradients"),
    "a list for a family": (lambda value: value.update(families=[[]]), "TypeError"),
    "no bound": (drop_low, "KeyError: 'low'"),
    "a row too few": (shorten, "a letter of shape"),
    "a decimal of letters": (lambda value: first(value)["theta0"].__setitem__(0, "zero"), "ValueError"),
    "a number": (lambda value: first(value)["theta0"].__setitem__(0, 0.5), "TypeError"),
    "null for a gradient": (lambda value: first(value)["gradients"][0].__setitem__(0, None), "no finite number"),
    "too large": (lambda value: first(value)["gradients"][0].__setitem__(0, "0x1p99999"), "OverflowError"),
}


@pytest.mark.parametrize("change, says", SPOILED.values(), ids=SPOILED)
def test_a_file_that_is_written_wrongly_is_refused(golden, tmp_path, change, says):
    """What cannot be read is told in one line."""
    with pytest.raises(UserError, match=says):
        read(spoiled(golden, change, tmp_path))


@pytest.mark.parametrize("content", ["", "[1]", "{", "[" * 100_000, "\x00"])
def test_what_is_no_json_of_ours_is_refused(tmp_path, content):
    """Neither is another file, nor one that is nested without end."""
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=r"file\.json"):
        read(path)


def test_a_number_that_was_changed_is_found(golden, tmp_path):
    """Checking a file finds the one number that is not what is calculated."""
    (line,) = stale(read(spoiled(golden, widen, tmp_path)))
    assert "normal, high of theta after step 3, element 1: the file has 0x1.0000000000000p+10, and " in line


def test_a_file_that_asks_for_nothing_is_refused(golden, tmp_path):
    """Code cannot agree with a file that holds no number."""

    def empty(value):
        for family in value["families"]:
            for part in ("low", "exact", "high"):
                family["letters"]["theta"][part] = [[None] * 3] * 6

    with pytest.raises(UserError, match="asks for no number at all"):
        disagreements(read(spoiled(golden, empty, tmp_path)), f"{STYLES}:plain")


def test_the_example_is_fresh():
    """Every number in the file beside the how-to is calculated anew; `make golden` writes it."""
    if "BLESS" in os.environ:
        EXAMPLE.write_text(text(vectors("rmsprop", "float32", 4, 1)), encoding="utf-8")
    assert [] == stale(read(EXAMPLE))


def command(*arguments):
    """The exit code of the command, and what it prints."""
    runner = CliRunner()
    done = runner.invoke(cli, ["golden", *map(str, arguments)], standalone_mode=False)
    return done.return_value, done.output


def test_the_command_checks(golden, tmp_path):
    """0 for what agrees, 1 for what does not."""
    assert 0 == command("check", golden)[0]
    assert 0 == command("check", golden, f"{STYLES}:plain")[0]
    assert 1 == command("check", golden, f"{STYLES}:eps_inside")[0]
    assert 1 == command("check", spoiled(golden, widen, tmp_path))[0]


def test_the_command_writes(tmp_path):
    """What is written to a file is what is printed."""
    path = tmp_path / "sgd.json"
    assert (None, "") == command("write", "sgd", "--steps", 2, "--size", 1, "-o", path)
    assert command("write", "sgd", "--steps", 2, "--size", 1)[1] == path.read_text(encoding="utf-8")


def test_a_missing_file_is_one_line(tmp_path, monkeypatch, capsys):
    """A user's mistake exits 2."""
    monkeypatch.setattr(sys, "argv", ["rmsprop-sym", "golden", "check", str(tmp_path / "none.json")])
    with pytest.raises(SystemExit) as caught:
        main()
    assert 2 == caught.value.code
    assert "none.json cannot be read: No such file or directory.\n" in capsys.readouterr().err


def test_a_wider_state_is_allowed():
    """The bounds of a state are those of the real numbers, for it may be kept in double precision."""
    (family, expected), *_ = vectors("rmsprop", "float32", 4, 2).vectors
    v, beta = np.zeros(2), family.hyper["beta"]
    for k, g in enumerate(family.gradients.astype(np.float64)):
        v = beta * v + (1 - beta) * g**2
        assert not np.any((v < expected.letters["v"].low[k]) | (v > expected.letters["v"].high[k]))
