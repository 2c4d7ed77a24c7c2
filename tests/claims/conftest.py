"""Notes written for one test."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from rmsprop_sym.claims import check, limits
from rmsprop_sym.claims.symbolic import places, repair
from rmsprop_sym.deadline import time_limit

LONGER = 20


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A busy machine has the time that it needs, so that what is found does not depend on it."""
    for module in (limits, repair):
        monkeypatch.setattr(module, "time_limit", lambda seconds: time_limit(LONGER * seconds))
    monkeypatch.setattr(places, "SECONDS", LONGER * places.SECONDS)


@pytest.fixture
def judge(tmp_path):
    """Judges a text, or bytes, as a note; gives the report with its verdicts at hand."""

    def judged(text, name="note.md"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        report = check([path])
        return SimpleNamespace(
            report=report,
            verdicts=report.verdicts,
            notes=report.notes,
            grades=[str(verdict.grade) for verdict in report.verdicts],
            texts=[verdict.text for verdict in report.verdicts],
            reasons=[verdict.evidence.reason for verdict in report.verdicts],
        )

    return judged
