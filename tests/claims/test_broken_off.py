"""A block that cannot be judged is told, and the rest of the file is read."""

from __future__ import annotations

from rmsprop_sym.claims.files import Note


def test_one_bad_block_never_stops_the_file(monkeypatch):
    """What goes wrong is told at the block, and the next ones are judged."""
    about = Note.about

    def fails(note, block):
        if "bad" in getattr(block, "text", ""):
            raise ZeroDivisionError("bad")
        return about(note, block)

    monkeypatch.setattr(Note, "about", fails)
    first, second = Note("n.md").verdicts("A bad one.\n\n1/2 = 0.5")
    assert (str(first.grade), first.place.line) == ("OPEN", 1)
    assert "ZeroDivisionError" in first.evidence.reason
    assert str(second.grade) == "PROVED"
