"""Prints how long things take, in seconds of the processor; nothing here passes or fails."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from os import times
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from rmsprop_sym.catalogue import PACKAGE, sources
from rmsprop_sym.claims.files import Note
from rmsprop_sym.cli import collect_rarely
from rmsprop_sym.deadline import TookTooLong, time_limit
from rmsprop_sym.library import Standing, theorems
from rmsprop_sym.search import sympy_of

HERE = Path(__file__).parent
NOTE = HERE.parents[1] / "docs" / "examples" / "rmsprop-notes.md"
PATIENCE = 5  # seconds that a peer gets for a statement


def timed(work):
    """What the work gives, and how long it took."""
    start = process_time()
    return work(), process_time() - start


def table(title, heads, rows):
    """Prints rows under their heads, numbers on the right."""
    cells = [heads, *([f"{c:.3f}" if isinstance(c, float) else str(c) for c in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}\n")
    for row in cells:
        first, *rest = zip(row, widths, strict=True)
        print("  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)]))


def load_files():
    """Each file is loaded after those that it imports, so that its time is its own."""
    rows, done = [], set()

    def load(file):
        if file in done:
            return
        done.add(file)
        for other in re.findall(r"^from \.(\w+) import", sources()[file], re.MULTILINE):
            if other in sources():
                load(other)
        _, seconds = timed(lambda: import_module(f"{PACKAGE}.{file}"))
        rows.append((file, lines_of(file), seconds))

    for file in sources():
        load(file)
    _, naming = timed(theorems)
    _, grading = timed(lambda: [entry for entry in theorems().values() if entry.grade is not Standing.PROVED])
    return sorted(rows, key=lambda row: row[1]), naming, grading


def lines_of(file):
    """How many lines the boards of a file have."""
    return sources()[file].count("yield ")


def files():
    """Time by derivation file, and the same by the size of the files: linear if the last column stays level."""
    rows, naming, grading = load_files()
    table(
        "Loading the derivations, the files with the fewest lines on their boards first",
        ["file", "lines", "seconds", "ms a line"],
        [(file, lines, seconds, 1000 * seconds / lines if lines else 0.0) for file, lines, seconds in rows],
    )
    third = -(-len(rows) // 3)
    parts = [rows[k : k + third] for k in range(0, len(rows), third)]
    sums = [(sum(n for _, n, _ in part), sum(s for *_, s in part)) for part in parts]
    table(
        "The same, by a third of the files each",
        ["files", "lines", "seconds", "ms a line"],
        [
            (name, lines, seconds, 1000 * seconds / lines)
            for name, (lines, seconds) in zip(("short", "middle", "long"), sums, strict=True)
        ],
    )
    whole = sum(seconds for *_, seconds in rows)
    table(
        "The whole library",
        ["theorems", "loading", "naming", "grading", "together"],
        [(len(theorems()), whole, naming, grading, whole + naming + grading)],
    )


def peer():
    """What SymPy's simplify makes of the equations that speak of no run: all of them are theorems here."""
    import sympy

    theirs = [entry.theorem for entry in theorems().values() if not entry.theorem.recursions]
    plain = [theorem.claim for theorem in theirs if theorem.claim.relation == "=" and not theorem.claim.within]
    seconds, decided = [], 0
    for claim in plain:
        start = process_time()
        with suppress(Exception, TookTooLong), time_limit(PATIENCE):  # it fails on some sums
            decided += sympy.simplify(sympy_of(claim.left) - sympy_of(claim.right)) == 0
        seconds.append(process_time() - start)
    table(
        "SymPy's simplify on the equations here that speak of no run",
        ["equations", "decided", "seconds", "median", "longest"],
        [(len(plain), decided, sum(seconds), median(seconds), max(seconds))],
    )


def claims():
    """One claim with letters, when the theorems and what derives new ones are loaded."""
    collect_rarely()
    import_module("rmsprop_sym.discover")
    seconds, start = [], process_time()
    for _verdict in Note("claims.md").verdicts((HERE / "claims.md").read_text(encoding="utf-8")):
        seconds.append(process_time() - start)
        start = process_time()
    table(
        "One claim with letters, the theorems loaded",
        ["claims", "median", "95 %", "longest"],
        [(len(seconds), median(seconds), quantiles(seconds, n=20)[-1], max(seconds))],
    )


def processes():
    """Whole processes, from the start of the interpreter to the end of the report."""
    rows = []
    with TemporaryDirectory() as folder:
        sums = Path(folder) / "arithmetic.md"
        lines = (f"0.{k:03} × 3 + 1/4 = {3 * k / 1000 + 0.25:.3f}" for k in range(1, 101))
        sums.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        notes = {"100 arithmetic statements": sums, "the example note": NOTE, "the claims": HERE / "claims.md"}
        for name, path in notes.items():
            before, start = times(), perf_counter()
            command = [sys.executable, "-m", "rmsprop_sym", "check", "--format", "json", str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            spent = times().children_user + times().children_system - before.children_user - before.children_system
            rows.append((name, done.stdout.count('"read_as"'), spent, perf_counter() - start))
    table("A whole process", ["check", "verdicts", "seconds", "by the clock"], rows)


def main():
    """All of it."""
    files()
    claims()
    peer()
    processes()


if __name__ == "__main__":
    main()
