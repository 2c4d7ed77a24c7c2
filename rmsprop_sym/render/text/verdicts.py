"""The report of `check` on a terminal: what is wrong or undecided in full, what is right in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from rich.console import Console
from rich.text import Text

from rmsprop_sym.claims.report import Report
from rmsprop_sym.claims.verdict import Grade, Verdict

STYLES = {
    Grade.PROVED: "green",
    Grade.ENCLOSED: "green",
    Grade.ROUNDS: "green",
    Grade.SURVIVED: "cyan",
    Grade.OPEN: "bold yellow",
    Grade.UNREAD: "bold magenta",
    Grade.REFUTED: "bold red",
}
MARGIN = 11
SAYS = {
    Grade.PROVED: "follows from a theorem, or is exact arithmetic",
    Grade.ENCLOSED: "holds in all of the stated box",
    Grade.ROUNDS: "the digits are the value, correctly rounded",
    Grade.SURVIVED: "no counterexample found; no proof either",
    Grade.REFUTED: "wrong",
    Grade.OPEN: "nothing here decides it",
    Grade.UNREAD: "not turned into mathematics",
}


LONGEST = 120


def quoted(text: str) -> str:
    """The text in quotes, its middle left out where it is long.

    >>> quoted("1/2 = 2/3"), len(quoted("(" * 5000)) <= LONGEST + 2
    ("'1/2 = 2/3'", True)
    """
    half = (LONGEST - 3) // 2
    return repr(text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}")


def show(report: Report, console: Console) -> None:
    """Prints the report, file by file."""
    for path, verdicts in groupby(report.verdicts, key=lambda verdict: verdict.place.path):
        console.print(Text(path, "bold"))
        console.print()
        _file(list(verdicts), console)
    for note in report.notes:
        console.print(Text.assemble((note.path, "bold"), f": {note.text}"))
    _totals(report, console)
    _footer(report, console)


def _file(verdicts: list[Verdict], console: Console) -> None:
    """The statements of one file that a reader has to look at, then how many are right."""
    for verdict in verdicts:
        if not verdict.grade.holds:
            console.print(
                Text.assemble(
                    (f"{verdict.grade:8} ", STYLES[verdict.grade]), f"{verdict.place}  {quoted(verdict.text)}"
                )
            )
            for name, line in facts(verdict):
                console.print(_folded(name, line, console.width), soft_wrap=True)
            console.print()
    right = sum(verdict.grade.holds for verdict in verdicts)
    if right:
        others = "" if right == len(verdicts) else "other "
        console.print(f"{right} {others}statement{'s are' if right > 1 else ' is'} right.")
        console.print()


def _folded(name: str, line: str, width: int) -> str:
    r"""A named line, its continuations below its beginning.

    >>> _folded("try", "0.1 + 0.2 = 0.3", 22).split("\n")
    ['  try      0.1 + 0.2 =', '           0.3']
    """
    return "\n".join(
        wrap(
            line,
            max(width, MARGIN + 9),
            initial_indent=f"  {name:9}",
            subsequent_indent=" " * MARGIN,
            break_on_hyphens=False,
        )
    )


def facts(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """The named lines of a verdict, without those that have nothing to say."""
    proof = verdict.evidence
    if verdict.read_as:
        given = f"   given {'; '.join(verdict.given)}" if verdict.given else ""
        yield "read as", verdict.read_as + given
    for name, line in (("because", proof.because), ("reason", proof.reason), ("witness", proof.witness)):
        if line:
            yield name, line
    if proof.trusts:
        yield "trusts", ", ".join(proof.trusts)
    if proof.attempt:
        yield "try", f"{proof.attempt}   ({proof.attempt_grade})"


def _totals(report: Report, console: Console) -> None:
    """How many statements there are of each grade."""
    for name, count in report.totals.items():
        if count:
            grade = Grade(name)
            counted = f"{name:8} {count:>{len(str(len(report.verdicts)))}}  "
            line, *rest = wrap(
                SAYS[grade],
                max(console.width, MARGIN + 9),
                initial_indent=counted,
                subsequent_indent=" " * len(counted),
            )
            console.print(Text.assemble((name, STYLES[grade]), "\n".join([line[len(name) :], *rest])), soft_wrap=True)


def _footer(report: Report, console: Console) -> None:
    """What was not read, and why, each reason once."""
    unread = [verdict for verdict in report.verdicts if verdict.grade is Grade.UNREAD]
    if not unread:
        return
    console.print()
    console.print("Not read:")
    for reason, count in _counted(verdict.evidence.reason or "" for verdict in unread):
        console.print(f"  {count} × {reason}", soft_wrap=False)


def _counted(reasons: Iterable[str]) -> list[tuple[str, int]]:
    """Each reason with how often it was given, the first one first."""
    counts: dict[str, int] = {}
    for reason in reasons:
        counts[reason] = counts.get(reason, 0) + 1
    return list(counts.items())
