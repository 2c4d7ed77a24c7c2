"""What a verdict is: evidence decides, and nobody types a grade."""

from __future__ import annotations

import dataclasses
import json
from fractions import Fraction

import pytest

from rmsprop_sym.claims.arithmetic.comparison import Difference
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.report import Report
from rmsprop_sym.claims.verdict import Evidence, Grade, Place, Undecided, Unread, Verdict, weakest

HERE = Place("n.md", 1, 3, 1, 7)
FIELDS = [
    "path", "line", "column", "end_line", "end_column", "id", "kind", "cell", "text", "read_as", "rule", "given",
    "domains", "over", "grade", "because", "witness", "value", "exact", "tie", "samples", "trusts", "try", "try_grade",
    "reason", "seconds",
]  # fmt: skip


def verdict(evidence):
    """A verdict about nothing in particular."""
    return Verdict(HERE, "x", "arithmetic", evidence)


def test_the_grade_is_that_of_the_evidence():
    """Equal numbers prove, different ones refute, and no reason promises anything."""
    assert Grade.PROVED == verdict(Difference(Fraction(0), Fraction(0), "=", "a", "b")).grade
    assert Grade.REFUTED == verdict(Difference(Fraction(1), Fraction(1), "=", "a", "b")).grade
    assert Grade.OPEN == verdict(Undecided("too hard")).grade
    assert Grade.UNREAD == verdict(Unread("no mathematics")).grade


def test_a_verdict_takes_no_grade():
    """The constructor knows no grade, and copying with one is refused."""
    with pytest.raises(TypeError):
        Verdict(HERE, "x", "arithmetic", Undecided("?"), grade=Grade.PROVED)
    with pytest.raises(TypeError):
        dataclasses.replace(verdict(Undecided("?")), grade=Grade.PROVED)
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict(Undecided("?")).grade = Grade.PROVED


def test_evidence_takes_no_grade():
    """Nor do the classes of evidence: what they hold decides."""
    with pytest.raises(TypeError):
        Undecided("?", grade=Grade.PROVED)
    with pytest.raises(TypeError):
        dataclasses.replace(Undecided("?"), grade=Grade.PROVED)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Undecided("?").grade = Grade.PROVED


def test_evidence_with_a_written_grade_is_refused():
    """A class that stores a grade where it should compute one gives no verdict."""

    @dataclasses.dataclass(frozen=True)
    class Forged(Evidence):
        grade: Grade = Grade.PROVED

    with pytest.raises(TypeError, match="does not compute its grade"):
        verdict(Forged())


def test_a_verdict_is_frozen():
    """Nothing of it can be assigned."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict(Undecided("?")).evidence = Unread("!")


def test_changed_evidence_changes_the_grade():
    """Replacing what the evidence holds makes the grade follow."""
    rounded = Rounded(Fraction(1, 3), Fraction(1, 3), Reading("0.333"), "=", "1/3")
    assert Grade.ROUNDS == rounded.grade
    assert Grade.REFUTED == dataclasses.replace(rounded, printed=Reading("0.334")).grade


def test_a_whole_is_as_good_as_its_weakest_part():
    """One refuted part refutes, one open part opens."""
    assert Grade.ROUNDS == weakest([Grade.PROVED, Grade.ROUNDS, Grade.ENCLOSED])
    assert Grade.UNREAD == weakest([Grade.OPEN, Grade.UNREAD])
    assert Grade.REFUTED == weakest([Grade.REFUTED, Grade.UNREAD])
    with pytest.raises(ValueError, match="empty"):
        weakest([])


def test_the_json_has_the_published_fields_in_their_order():
    """The fields are exactly those of the published report."""
    record = verdict(Undecided("too hard")).json()
    assert FIELDS == list(record)
    assert ("OPEN", "too hard", "x") == (record["grade"], record["reason"], record["text"])
    assert (1, 3, 1, 7, None) == tuple(record[key] for key in ("line", "column", "end_line", "end_column", "cell"))
    assert record == json.loads(json.dumps(record))


def test_what_does_not_apply_is_null():
    """A verdict without a witness, a rule or a nearest truth says null, and empty lists are lists."""
    record = verdict(Undecided("too hard")).json()
    null = ["id", "cell", "read_as", "rule", "because", "witness", "value", "exact", "samples", "try", "try_grade"]
    assert {None} == {record[key] for key in null}
    assert ([], [], [], False) == tuple(record[key] for key in ("given", "domains", "trusts", "tie"))


def test_the_report_counts_every_grade():
    """All seven words are in the totals, in the published order."""
    report = Report((verdict(Undecided("?")), verdict(Unread("?"))))
    assert ["version", "statements", "remarks", "totals"] == list(report.json())
    assert {
        "PROVED": 0,
        "ENCLOSED": 0,
        "ROUNDS": 0,
        "SURVIVED": 0,
        "REFUTED": 0,
        "OPEN": 1,
        "UNREAD": 1,
    } == report.json()["totals"]


@pytest.mark.parametrize(
    "evidence, plain, strict",
    [
        ([], 0, 0),
        ([Difference(Fraction(0), Fraction(0), "=", "a", "a")], 0, 0),
        ([Undecided("?")], 0, 3),
        ([Unread("?")], 0, 3),
        ([Undecided("?"), Difference(Fraction(1), Fraction(1), "=", "a", "b")], 1, 1),
    ],
)
def test_the_exit_code_says_what_was_found(evidence, plain, strict):
    """1 for anything refuted; 3 only when asked to be strict."""
    report = Report(tuple(map(verdict, evidence)))
    assert (plain, strict) == (report.exit_code(strict=False), report.exit_code(strict=True))
