"""Lines of plain text that look like mathematics and are passed over, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.tokens import FUNCTIONS, RELATION
from rmsprop_sym.claims.read.block import Passed
from rmsprop_sym.claims.read.typed import AMBIGUOUS, CALLS, NAME, OUTSIDE

_SIGN = r"[-+−*·×/^]"
_LOOKS = re.compile(
    rf"(?:{NAME}[²³]?|[)\]|}}])(?:\s?{_SIGN}\s?\w{{1,12}}){{0,4}}\s*(?:(?!=>|<=>){RELATION})\s*(?:{NAME}|[-−+]?(?:[(|√]|\d(?![\d.]*\s*,\s*[-−]?\d))|(?:{'|'.join(FUNCTIONS)})\()"
)
_COMPUTED = re.compile(
    rf"(?:(?<=\s{_SIGN}\s)|(?<=[*·×/^]))(?P<after>[A-Za-z]\w{{2,}})|(?P<before>[A-Za-z]\w{{2,}})(?=\s?[*·×^])"
)
DOUBTFUL = "{} may be an index or a difference: write {}"
STRANGE = "{!r} is no letter that is known"
UNKNOWN = "it could not be read as a formula"


def passed_over(line: Line) -> Iterator[Passed]:
    """The line, if something of it relates letters and is not between dollars.

    >>> [each.reason for each in passed_over(Line(4, 1, "then v_t >= beta*noise holds"))]
    ["'noise' is no letter that is known"]
    >>> list(passed_over(Line(4, 1, "so  $v_t >= 0$  for all t, and run(a=b)")))
    []
    """
    text = OUTSIDE.sub(lambda match: " " * len(match[0]), line.text)
    found = _LOOKS.search(text)
    if found:
        yield Passed(line.number, _reason(text))


def _reason(text: str) -> str:
    """Why a line was passed over, as far as that can be told."""
    doubtful = AMBIGUOUS.search(text)
    if doubtful:
        index = doubtful[0]
        return DOUBTFUL.format(f"{text[doubtful.start() - 1]}{index}", f"{index[0]}{{{index[1:]}}}")
    words = (match["after"] or match["before"] for match in _COMPUTED.finditer(text))
    strange = next((word for word in words if not re.fullmatch(rf"{NAME}|{CALLS}", word)), None)
    return STRANGE.format(strange) if strange else UNKNOWN
