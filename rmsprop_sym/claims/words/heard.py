"""What the prose of a note has said so far that its tables need: values of letters, and names of formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rmsprop_sym.claims.words.said import Said, said_in

NEAR = 2  # passages before a table that say what its words are
MOST_TEXTS, LONGEST = 200, 4000  # passages that are searched, and how much of each is kept
_IS = r"(?:\s+(?:is|are|means?|denotes?|stands\s+for|shows?|gives?|lists?|contains?|has|holds)(?:\s+the\s+\w+)?)?"
_CALLED = r"\s*(?:\(|,?\s*(?:(?:which|that)\s+)?(?:we\s+)?(?:is\s+)?(?:call(?:ed)?\s+)?(?:it\s+)?)(?:the\s+)?"
_SPACE = re.compile(r"\s+|\\[,;:!]|~|\\q?quad(?![A-Za-z])")
_END = r"\s*(?:[$,;.]|\\text|\\q?quad)"
_BLANK = r"(?:[\s*·×&]|\\(?:cdot|times|odot|[,;!:]|left|right|big|bigl|bigr)(?![A-Za-z]))*"
_LETTER = r"(?P<share>\\?[A-Za-z]+(?:_\{?\w\}?)?|[α-ω][₁₂]?)"
_NEW = r"(?:\\mathbf\{?|\\bm\{?|\|)?(?:g(?![A-Za-z])|grad\w*|\\nabla(?![A-Za-z])|∇)"
_REST = rf"\({_BLANK}1{_BLANK}[-−–]{_BLANK}{{}}{_BLANK}\)"
_FORMS = [
    re.compile(rf"{_REST.format(_LETTER)}{_BLANK}[^+=$;\n]{{1,30}}\+{_BLANK}(?P=share){_BLANK}{_NEW}"),
    re.compile(rf"(?<![\w\\]){_LETTER}{_BLANK}{_NEW}[^+=$;\n]{{0,20}}\+{_BLANK}{_REST.format('(?P=share)')}"),
    re.compile(rf"\+=?{_BLANK}{_LETTER}{_BLANK}\({_BLANK}{_NEW}[^+=$;\n]{{0,20}}[-−–]"),
]


@dataclass
class Heard:
    """The passages of a note so far, the values said in the last one, and those said in all."""

    near: list[Said] = field(default_factory=list)
    values: dict[Said, None] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    everything: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    smoothed: bool = False  # whether a letter is the share of what is new in a mean
    lead: str = ""
    under: object = None

    def hears(self, text: str, written: str = "") -> None:
        """Takes notice of a passage, its formulas between dollars, and of how it is written, with its code."""
        self._write(written or text)
        self.near = said_in(text)
        self.values |= dict.fromkeys(self.near)
        self.texts.append(text[:LONGEST])
        self.everything.append(text[:LONGEST])

    def leads(self, text: str, under: object, *, item: bool) -> str:
        """The paragraph above the items of a list, or the heading that these stand under; none for a paragraph.

        >>> heard = Heard()
        >>> [heard.leads(text, "Floats", item=item) for text, item in (("float16.", False), ("It ends.", True))]
        ['', 'float16.']
        """
        if not item or under != self.under:
            self.lead, self.under = ("" if item else text), under
        return (self.lead or str(under)) if item else ""

    def notices(self, text: str) -> None:
        """Takes notice of a line apart, if it says values."""
        if said_in(text):
            self.hears(text)

    def notes(self, formula: str) -> None:
        """Takes notice of a formula set apart."""
        self.texts.append(f"${formula[:LONGEST]}$")
        self.stands(f"${formula[:LONGEST]}$")

    def stands(self, text: str) -> None:
        """Takes notice of what stands there, be it a line of its own."""
        self.everything.append(text[:LONGEST])
        self._write(text)

    def _write(self, text: str) -> None:
        """Keeps a text as it is written."""
        self.written.append(text[:LONGEST])
        self.smoothed = self.smoothed or is_smoothing(text[:LONGEST])

    def named(self, heads: Iterable[str]) -> dict[str, str]:
        r"""The formulas that the note calls by the heads of a table, as far as it does.

        >>> heard = Heard()
        >>> heard.hears(r"We write $\Delta_t = x_t - x_{t-1}$. The move is $x_t - x_{t-1}$.")
        >>> heard.named([r"$\Delta_t$", "move", "loss"])
        {'$\\Delta_t$': 'x_t - x_{t-1}', 'move': 'x_t - x_{t-1}'}
        """
        found = {head: self._meaning(head.strip().strip("*` ")) for head in heads}
        return {head: formula for head, formula in found.items() if formula}

    def _meaning(self, head: str) -> str | None:
        """The formula that the note said last to be what a head calls by a letter, or by a word."""
        letter = re.fullmatch(r"\$?\s*(\\?[^\W\d_]{1,20}(?:_\{?\w\}?)?)\s*\$?", head)
        patterns = []
        if letter:
            bare = re.escape(re.sub(r"_\{?\w\}?$", "", letter[1]))
            patterns.append(
                rf"(?<![\w\\}}]){bare}(?:_\{{?[tkn]\}}?)?\s*(?::=|=|\\coloneqq|\\equiv)\s*([^$,;=]+?){_END}"
            )
        if re.fullmatch(r"[^\W\d_]{3,30}(?:[ -][^\W\d_]{1,30}){0,3}", head):
            word = rf"\b{re.escape(head)}s?\b"
            patterns += [rf"{word}{_IS}[\s,:(=]*\$([^$=]+)\$", rf"\$([^$=]+)\${_CALLED}{word}"]
        for text in reversed(self.texts[-MOST_TEXTS:] if patterns else ()):
            for pattern in patterns:
                said = re.search(pattern, text, re.IGNORECASE if pattern is not patterns[0] or not letter else 0)
                if said:
                    return _SPACE.sub(" ", said[1]).strip()
        return self._told(head) if patterns else None

    def _told(self, head: str) -> str | None:
        """The formula that one of the last passages says a word of it to be, with a clause between: it shortens by."""
        formula = r"[`$](?P<said>[^`$=]{3,60})[`$](?!\s*(?:times|[*/^+]))"
        clause = rf"\b{re.escape(head)}\b(?:[^.;=$|]|\$\w+\$){{0,60}}?\bis\s*{formula}"
        for text in reversed(self.written[-NEAR:] if re.fullmatch(r"[a-z]{4,20}", head) else ()):
            if said := re.search(clause, text):
                return said["said"].strip()
        return None


def is_smoothing(text: str) -> bool:
    r"""Whether a text has a mean in which a letter is the share of what is new, and not of what is kept.

    >>> is_smoothing(r"$v_t = (1-\alpha) v_{t-1} + \alpha g_t^2$"), is_smoothing("v += a * (g*g - v)")
    (True, True)
    >>> is_smoothing("v = v + a*(g*g - v)"), is_smoothing(r"$v_t = \beta v_{t-1} + (1-\beta) g_t^2$")
    (True, False)
    """
    return "+" in text and any(form.search(text) for form in _FORMS)
