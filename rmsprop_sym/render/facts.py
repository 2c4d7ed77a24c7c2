"""What a verdict has to say, as named lines; every report is made of these."""

from __future__ import annotations

from collections.abc import Iterator

from rmsprop_sym.claims.verdict import Grade, Verdict

SAYS = {
    Grade.PROVED: "follows from a theorem, or is exact arithmetic",
    Grade.ENCLOSED: "holds in all of the stated box",
    Grade.ROUNDS: "the digits are the value, correctly rounded",
    Grade.SURVIVED: "no counterexample found; no proof either",
    Grade.REFUTED: "wrong",
    Grade.OPEN: "nothing here decides it",
    Grade.UNREAD: "not turned into mathematics",
}


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
