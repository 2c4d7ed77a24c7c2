"""The report as one page: the text of each note with its statements marked, and beside it what is known of them.

The page is complete in itself and contains no script; a note's text and formulas get into it as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import count
from xml.etree.ElementTree import Element, tostring

from rmsprop_sym.claims.report import Note, Report, Source
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.render.facts import SAYS
from rmsprop_sym.render.html.cards import SIGNS, card, name_of, short
from rmsprop_sym.render.html.element import Child, element
from rmsprop_sym.render.html.lines import URGENCY, Numbered, parts, text

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(report: Report) -> str:
    """The report as an HTML page.

    >>> page(Report(())).splitlines()[0]
    '<!DOCTYPE html>'
    """
    numbered = [Numbered(number, verdict) for number, verdict in zip(count(1), report.verdicts, strict=False)]
    names = list(dict.fromkeys([*(s.path for s in report.sources), *(v.place.path for v in report.verdicts)]))
    title = _shown(names[0]) if len(names) == 1 else f"{len(names)} notes"
    body = element(
        "body",
        _masthead(title, report, numbered),
        _contents(names, numbered) if len(names) > 1 else None,
        element("main", *_articles(names, report, numbered)),
        _footer(numbered),
    )
    whole = element("html", _head(title), body, lang="en")
    return f"<!DOCTYPE html>\n{tostring(whole, encoding='unicode', method='html')}\n"


def _shown(path: str) -> str:
    """The path, or what its sign stands for."""
    return "standard input" if path == "-" else path


def _head(title: str) -> Element:
    style = files("rmsprop_sym.render.html").joinpath("page.css").read_text(encoding="utf-8")
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{title} · what is right"),
        element("style", style),
    )


def _masthead(title: str, report: Report, numbered: Sequence[Numbered]) -> Element:
    """The title, and how many statements there are of each grade, each count leading to the first one."""
    chips = []
    for grade in URGENCY:
        first = next((one for one in numbered if one.verdict.grade is grade), None)
        if first:
            words = element("span", SIGNS[grade], aria_hidden="true"), f" {report.totals[grade]} {grade}"
            style = "right" if grade.holds else grade.lower()
            chips.append(
                element("a", *words, class_=f"chip {style}", href=f"#{name_of(first.number)}", title=SAYS[grade])
            )
    said = element("p", *chips, class_="chips") if chips else element("p", "There was nothing to judge.")
    stopped = element("p", "It was stopped; what was judged until then is here.") if report.interrupted else None
    return element("header", element("h1", title), said, stopped, class_="masthead")


def _contents(names: Sequence[str], numbered: Sequence[Numbered]) -> Element:
    """The files, and how many statements of each are wrong or undecided."""
    rows = []
    for k, path in enumerate(names, 1):
        grades = [one.verdict.grade for one in numbered if one.verdict.place.path == path]
        wrong, right = grades.count(Grade.REFUTED), sum(grade.holds for grade in grades)
        said = f" {wrong} wrong, {len(grades) - wrong - right} undecided, {right} right"
        rows.append(element("li", element("a", _shown(path), href=f"#f{k}"), element("span", said, class_="small")))
    return element("nav", element("ol", *rows), aria_label="Files")


def _articles(names: Sequence[str], report: Report, numbered: Sequence[Numbered]) -> Iterator[Element]:
    """A part of the page for each file."""
    for k, path in enumerate(names, 1):
        theirs = [one for one in numbered if one.verdict.place.path == path]
        sources = [source for source in report.sources if source.path == path]
        heading = element("h2", _shown(path)) if len(names) > 1 else None
        remarks = [_remark(note, f"f{k}", sources) for note in report.notes if note.path == path]
        texts = [piece for source in sources for piece in _source(source, theirs, f"f{k}")]
        if not sources:
            texts = [element("section", _aside(theirs, f"f{k}"), class_="part")]
        yield element("article", heading, *remarks, *texts, id=f"f{k}")


def _remark(note: Note, name: str, sources: Sequence[Source]) -> Element:
    """What there is to say of the whole file; it leads to the line at which that is seen, if that is on the page."""
    shown = [source for source in sources if source.cell == note.cell and source.text.strip()]
    if note.line is None or not any(note.line <= len(source.lines) for source in shown):
        return element("p", note.text, class_="remark")
    inside = name if note.cell is None else f"{name}c{note.cell}"
    return element("p", element("a", note.text, href=f"#{inside}l{note.line}"), class_="remark")


def _source(source: Source, numbered: Sequence[Numbered], name: str) -> Iterator[Element]:
    """The text of a file or of a cell, part by part, with the cards beside it."""
    inside = name if source.cell is None else f"{name}c{source.cell}"
    if not source.text.strip():
        return
    if source.cell is not None:
        yield element("h3", f"cell {source.cell}")
    for part in parts(source, [one for one in numbered if one.verdict.place.cell == source.cell]):
        yield element("section", _aside(part.verdicts, inside), text(source, part, inside), class_="part")


def _aside(numbered: Sequence[Numbered], name: str) -> Element | None:
    """The cards of what a reader has to look at; what is right is folded away."""
    if not numbered:
        return None
    cards: list[Child] = [card(one.verdict, one.number, name) for one in numbered if not one.verdict.grade.holds]
    right = [one for one in numbered if one.verdict.grade.holds]
    if right:
        said = element("summary", f"✓ {len(right)} right", element("span", f" {_lines(right)}", class_="small"))
        rows = [short(one.verdict, one.number) for one in right]
        cards.append(element("details", said, element("ul", *rows)))
    return element("aside", *cards)


def _lines(numbered: Sequence[Numbered]) -> str:
    """From which line to which line the verdicts are."""
    lines = [one.verdict.place.line for one in numbered]
    return f"line {min(lines)}" if len(set(lines)) == 1 else f"lines {min(lines)} to {max(lines)}"


def _footer(numbered: Sequence[Numbered]) -> Element:
    """What was not read and why, and what the words promise."""
    reasons: dict[str, list[Numbered]] = {}
    for one in numbered:
        if one.verdict.grade is Grade.UNREAD:
            reasons.setdefault(one.verdict.evidence.reason or "", []).append(one)
    rows = [
        element(
            "li",
            reason,
            " ",
            *(element("a", f" {one.verdict.place.whole_line}", href=f"#{name_of(one.number)}") for one in found),
        )
        for reason, found in reasons.items()
    ]
    words = [part for grade in SAYS for part in (element("dt", f"{SIGNS[grade]} {grade}"), element("dd", SAYS[grade]))]
    unread = [element("h2", "Not read"), element("ul", *rows)] if rows else []
    return element("footer", *unread, element("h2", "What the words promise"), element("dl", *words))
