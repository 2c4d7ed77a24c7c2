"""A report as SARIF 2.1.0, the format in which code hosts take remarks on the lines of a pull request.

Only what a reader has to look at becomes a result: what is refuted, and what is left undecided.
Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rmsprop_sym.claims.report import Report
from rmsprop_sym.claims.verdict import Grade, Place, Verdict
from rmsprop_sym.render.cells import rows_of
from rmsprop_sym.render.facts import facts
from rmsprop_sym.render.fingerprint import line_fingerprints

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
RULES: Mapping[Grade, tuple[str, str, str]] = {
    Grade.REFUTED: (
        "error",
        "The statement is wrong",
        "An exact counterexample, a contrary theorem, or a printed value that no rounding of the true one gives.",
    ),
    Grade.SURVIVED: (
        "note",
        "No counterexample was found",
        "The statement holds at every sample that meets its assumptions; this is no proof.",
    ),
    Grade.OPEN: ("note", "Nothing decides the statement", "It was understood, and neither proved nor refuted."),
    Grade.UNREAD: ("note", "The statement was not read", "It could not be turned into mathematics."),
}
CONTRADICTION = (
    "contradiction",
    "warning",
    "The note contradicts itself",
    "Its formulas, its code and its printed numbers do not all follow the same rule.",
)


def log(report: Report) -> dict[str, Any]:
    """The report as a SARIF log with one run.

    >>> log(Report(()))["runs"][0]["results"]
    []
    """
    driver = {
        "name": "rmsprop-sym",
        "fullName": "rmsprop-sym check",
        "semanticVersion": version("rmsprop_sym"),
        "rules": [*(_rule(grade.lower(), *words) for grade, words in RULES.items()), _rule(*CONTRADICTION)],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the command was run."}}},
        "invocations": [{"executionSuccessful": not report.interrupted}],
        "results": [*_results(report), *_remarks(report)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, level: str, short: str, full: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": name.capitalize(),
        "shortDescription": {"text": short},
        "fullDescription": {"text": full},
        "help": {"text": f"{name.upper()}: {full}"},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["mathematics", "documentation"], "precision": "very-high"},
    }


def _results(report: Report) -> Iterator[dict[str, Any]]:
    """A result for each verdict that a reader has to look at."""
    sources = {source.path: source for source in report.sources if source.cell is None}
    lines = cache(lambda path: line_fingerprints(sources[path].text) if path in sources else [])
    rows = cache(rows_of)
    seen: Counter[str] = Counter()
    for verdict in report.verdicts:
        if verdict.grade in RULES:
            own = _fingerprint(verdict)
            seen[own] += 1
            prints = {"statement/v1": f"{own}:{seen[own]}"}
            of_lines = lines(verdict.place.path)[verdict.place.line - 1 :]
            if of_lines:
                prints["primaryLocationLineHash"] = of_lines[0]
            at = verdict.place
            row = 1 if at.cell is None else rows(at.path).get((at.cell, at.line), 1)
            yield _result(verdict) | {"locations": [_location(at, row)], "partialFingerprints": prints}


def _remarks(report: Report) -> Iterator[dict[str, Any]]:
    """A result for each remark about a whole file that is seen at a line."""
    name, level, *_ = CONTRADICTION
    for note in report.notes:
        if note.line is not None:
            at = Place(note.path, note.line, 1, note.line, 1, note.cell)
            row = 1 if note.cell is None else rows_of(note.path).get((note.cell, note.line), 1)
            own = _hash(name, note.path, note.text)
            yield {
                "ruleId": name,
                "ruleIndex": len(RULES),
                "level": level,
                "message": {"text": note.text},
                "locations": [_location(at, row)],
                "partialFingerprints": {"statement/v1": own},
            }


def _fingerprint(verdict: Verdict) -> str:
    """The same for the same statement in the same file, wherever it moves to."""
    return _hash(verdict.grade, verdict.place.path, verdict.kind, verdict.text)


def _hash(*words: str) -> str:
    return sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _result(verdict: Verdict) -> dict[str, Any]:
    level = RULES[verdict.grade][0]
    return {
        "ruleId": verdict.grade.lower(),
        "ruleIndex": list(RULES).index(verdict.grade),
        "level": level,
        "message": {"text": message(verdict)},
        "properties": {"grade": str(verdict.grade), "kind": verdict.kind, "statement": verdict.text},
    }


def message(verdict: Verdict) -> str:
    """The word and the statement as it was read; then, a line each, what there is to say about it."""
    said = dict(facts(verdict))
    first = said.pop("read as", verdict.text or RULES[verdict.grade][1])
    rest = [f"{name}: {text}" for name, text in said.items()]
    return "\n".join([f"{verdict.grade}: {first}", *rest]).replace("](", "] (")  # words of a note make no links


def _location(place: Place, row: int) -> dict[str, Any]:
    """The place; in a notebook that is a row of the file, and the cell and its line are named beside it."""
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": max(place.end_column, place.column) if place.line == place.end_line else place.end_column,
    }
    if place.cell is None:
        return {"physicalLocation": {"artifactLocation": _artifact(place.path), "region": region}}
    return {
        "physicalLocation": {"artifactLocation": _artifact(place.path), "region": {"startLine": row}},
        "logicalLocations": [{"name": f"cell {place.cell}", "kind": "module", "fullyQualifiedName": place.whole_line}],
        "message": {"text": f"cell {place.cell}, line {place.line}, column {place.column}"},
    }


def _artifact(path: str) -> dict[str, str]:
    """Where the file is, seen from the folder in which the command was run if it lies below it."""
    whole = Path(os.path.normpath(Path.cwd() / path))
    try:
        return {"uri": quote(os.fsencode(whole.relative_to(Path.cwd()).as_posix())), "uriBaseId": ROOT}
    except ValueError:
        return {"uri": whole.as_uri()}
