"""Reads notes and judges what they state: `check` is the one door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from rmsprop_sym.claims.limits import SECONDS
from rmsprop_sym.claims.read.folders import notes
from rmsprop_sym.claims.report import Report
from rmsprop_sym.claims.several import judged

__all__ = ["Report", "check"]


def check(
    paths: Iterable[str | Path],
    *,
    jobs: int = 1,
    timeout: float = SECONDS,
    progress: Callable[[str], None] | None = None,
    rules: Iterable[str] = (),
) -> Report:
    """Judges every statement of the notes: files, folders, patterns such as `**/*.md`, or `-`, standard input.

    So many `jobs` are notes judged at the same time, and `timeout` is how many seconds one statement may take;
    `progress` is told what is being read, and `rules` are files in Python with rules that the notes may name.
    An interrupt ends the work, and the report has what was done.

    Raises UserError for a path that stands for nothing. Whatever else is wrong with a file, or with a statement
    of it, is a verdict of its own and stops nothing.

    >>> check([]).totals["REFUTED"]
    0
    """
    files = notes(map(Path, paths))
    return judged(files, jobs=jobs, timeout=timeout, progress=progress or (lambda _: None), rules=tuple(rules))
