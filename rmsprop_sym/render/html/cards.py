"""What a page says about a statement: in full in the side column, in short where one points at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from rmsprop_sym.claims.expressions.syntax import Chain, parse_statement
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade, Verdict
from rmsprop_sym.render.facts import SAYS
from rmsprop_sym.render.html.element import Child, element
from rmsprop_sym.render.html.mathml import formulas

SIGNS = {
    Grade.PROVED: "✓",
    Grade.ENCLOSED: "✓",
    Grade.ROUNDS: "✓",
    Grade.SURVIVED: "?",
    Grade.OPEN: "?",
    Grade.UNREAD: "–",
    Grade.REFUTED: "✗",
}
# Words that stand between statements, and are no part of them; and, where that is not enough, commas.
_BETWEEN = re.compile(r"(   (?:given|where|in) | given | for every | and |; )")
_COMMAS = re.compile(r"(, )")
_NAMED = re.compile(r"(?P<name>[a-z]\w*): (?P<rest>.*)", re.DOTALL)
LONGEST = 400
MAY_BREAK = "\u200b"  # where a line may end


def style_of(verdict: Verdict) -> str:
    """The class of a verdict; all that is right looks alike."""
    return "right" if verdict.grade.holds else verdict.grade.lower()


def name_of(number: int) -> str:
    """The name of a verdict's card, by which its marks find it."""
    return f"s{number}"


def formula(text: str) -> list[Child]:
    r"""The text with its statements as formulas; what cannot be read back stands as it is.

    >>> [part if isinstance(part, str) else part.tag for part in formula("beta < 1 and so on")]
    ['\u200b', 'math', '\u200b', 'math', ' and ', 'code']
    """
    for between in (_BETWEEN, _COMMAS):
        if _read(text) is None and len(pieces := between.split(text)) > 1:
            return [part for k, piece in enumerate(pieces) for part in ([piece] if k % 2 else formula(piece))]
    chain = _read(text)
    return [part for each in formulas(chain) for part in (MAY_BREAK, each)] if chain else [element("code", text)]


def _read(text: str) -> Chain | None:
    """The statement, or None if it is none that can be read back."""
    if len(text) > LONGEST:
        return None
    try:
        return parse_statement(text)
    except (Unreadable, RecursionError):
        return None


def fact(text: str) -> list[Child]:
    """A fact that may begin with the name of a theorem and go on with its statement."""
    match = _NAMED.fullmatch(text)
    chain = _read(match["rest"]) if match else None
    if match and chain and chain.relations:
        return [element("code", match["name"], class_="theorem"), " ", *formula(match["rest"])]
    return [text]


def badge(verdict: Verdict) -> Element:
    """The word of the verdict, with a sign that needs no colour."""
    sign = element("span", SIGNS[verdict.grade], aria_hidden="true", class_="sign")
    return element("span", sign, " ", str(verdict.grade), class_="badge", title=SAYS[verdict.grade])


def card(verdict: Verdict, number: int, source: str) -> Element:
    """Everything that there is to say about a statement that a reader has to look at."""
    where = element("a", _where(verdict), href=f"#{source}l{verdict.place.line}", class_="where")
    head = element("header", badge(verdict), where)
    return element(
        "section", head, *_read_as(verdict), *_lines(verdict), class_=f"card {style_of(verdict)}", id=name_of(number)
    )


def _where(verdict: Verdict) -> str:
    """The line, and what the directive calls itself."""
    name = f" · {verdict.id}" if verdict.id else ""
    return f"line {verdict.place.line}{name}"


def _read_as(verdict: Verdict) -> Iterator[Element]:
    if verdict.read_as:
        yield element("p", *formula(verdict.read_as), class_="read", title=verdict.read_as)
    if verdict.given:
        given = [part for claim in verdict.given for part in (", ", *formula(claim))][1:]
        yield element("p", "given ", *given, class_="given")


def _lines(verdict: Verdict) -> Iterator[Element]:
    proof = verdict.evidence
    named: tuple[tuple[str, list[Child]], ...] = (
        ("because", fact(proof.because) if proof.because else []),
        ("witness", [proof.witness]),
        ("", [proof.reason]),
        ("trusts", [", ".join(proof.trusts)]),
    )
    rows = [(name, said) for name, said in named if any(part is not None and part != "" for part in said)]
    for name, said in rows:
        yield element("p", element("b", f"{name} ") if name else None, *said, class_="fact")
    if proof.attempt:
        grade = element("span", str(proof.attempt_grade), class_="small")
        yield element("p", element("b", "try "), *formula(proof.attempt), " ", grade, class_="try")


def short(verdict: Verdict, number: int) -> Element:
    """A right statement as one line of the list of right ones."""
    what = formula(verdict.read_as) if verdict.read_as else [element("code", verdict.text)]
    line = element("span", f"line {verdict.place.line}", class_="small")
    return element("li", badge(verdict), " ", *what, " ", line, id=name_of(number), class_="right")


def tip(verdict: Verdict) -> Element:
    """The verdict in a few words, for whoever points at the statement."""
    proof = verdict.evidence
    said = proof.because or proof.reason or SAYS[verdict.grade]
    first = element("span", badge(verdict), " ", *fact(said))
    if not proof.attempt or verdict.grade.holds:
        return first
    return element("span", first, element("span", element("b", "try "), *formula(proof.attempt), class_="try"))
