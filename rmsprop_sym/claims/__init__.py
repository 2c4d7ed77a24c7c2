"""Reads notes and judges what they state: `check` is the one door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from rmsprop_sym.claims.files import report
from rmsprop_sym.claims.report import Report
from rmsprop_sym.errors import UserError

__all__ = ["Report", "check"]


def check(paths: Iterable[str | Path], *, progress: Callable[[str], None] | None = None) -> Report:
    """Judges every statement of the notes; `progress` is told the name of each file before it is read.

    Raises UserError for a path that does not exist. Whatever else is wrong with a file, or with a statement
    of it, is a verdict of its own and stops nothing.

    >>> check([]).totals["REFUTED"]
    0
    """
    files = [Path(path) for path in paths]
    missing = next((path for path in files if not path.exists()), None)
    if missing is not None:
        raise UserError(f"there is no file {str(missing)!r}")
    reports = []
    for path in files:
        if progress:
            progress(str(path))
        reports.append(report(path))
    return Report.joined(reports)
