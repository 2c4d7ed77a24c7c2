"""What words say a decay does: the closer it is to 1, the longer the memory, and the looser the bound on a step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.quantities.saying import Said, Saying

_DECAY = r"(?:\$\s*\\?(?:beta|rho|gamma|[βργ])(?:_\{?2\}?)?\s*\$|\b(?:beta|rho|gamma)\b|[βργ])"
_MORE = r"(?P<up>larger|bigger|higher|greater|closer\s+to\s+\$?(?:1|one)\$?)|smaller|lower"
_NEARER = (
    rf"the\s+(?P<near>closer|nearer)\s+(?:the\s+decay\s+)?{_DECAY}\s+(?:(?:is|comes|gets|lies|moves)\s+)?"
    r"to\s+\$?(?:1|one)\b\$?"
)
_STRONGER = rf"the\s+(?:{_MORE})\s+(?:the\s+decay\s+)?{_DECAY}(?:\s+is)?"
_LONG, _SHORT = r"longer|larger|bigger|greater|higher", r"shorter|smaller|lower"
_TIGHT, _LOOSE = r"tighter|sharper|stricter|smaller|better", r"looser|weaker|larger|wider|worse|bigger"
_QUANTITIES = (  # words, what makes it more and less, and what rises with it
    (r"memory|averaging\s+window|window|horizon|time\s+constant|half-?life", _LONG, _SHORT, "1/(1 - {0})", ""),
    (
        r"bound(?:\s+on\s+(?:a|the|each|every)\s+steps?)?|cap",
        _LOOSE,
        _TIGHT,
        "1/sqrt(1 - {0})",
        r"\b(?:step|update)s?\b",
    ),
    (r"(?:very\s+)?first\s+(?:step|update)", _LONG, _SHORT, "1/sqrt(1 - {0})", ""),
    (r"weight\s+of\s+the\s+(?:newest|latest|current|last)\s+(?:gradient|square|term)", _LONG, _SHORT, "1 - {0}", ""),
    (r"(?:running\s+|moving\s+)?average|estimate", r"noisier|rougher", "smoother", "(1 - {0})/(1 + {0})", ""),
)
_MEANS = r"\s+(?:means|gives|implies|makes|yields|has|brings|leads\s+to|results\s+in|corresponds\s+to)\s+"
_ARTICLE = r"(?:an?\s+|the\s+)?"


def _frames() -> Iterator[tuple[re.Pattern[str], str, str]]:
    """Each way of speaking of each quantity, what rises with it, and of what a passage must speak."""
    for what, more, less, law, about in _QUANTITIES:
        compared = rf"(?:(?P<more>{more})|{less})"
        yield (
            _compiled(
                rf"\b(?:{_NEARER}|{_STRONGER})\s*,\s*the\s+{compared}\s+(?:is\s+|gets\s+)?(?:the|its|our)\s+(?:{what})\b"
            ),
            law,
            about,
        )
        yield (
            _compiled(rf"\b(?:an?\s+)?(?:{_MORE})\s+(?:decay\s+)?{_DECAY}{_MEANS}{_ARTICLE}{compared}\s+(?:{what})\b"),
            law,
            about,
        )
        yield (
            _compiled(
                rf"\b(?:an?\s+)?(?:{_MORE})\s+(?:decay\s+)?{_DECAY}\s+makes\s+(?:the|its|our)\s+(?:{what})\s+{compared}\b"
            ),
            law,
            about,
        )


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_FRAMES = tuple(_frames())
_OF_A_DECAY = ("rmsprop",)
_NOISE = re.compile(r"\b(?:noise|varian\w*|error|deviation|jensen)\b", re.IGNORECASE)


def decays(text: str, start: int, stop: int) -> Iterator[Said]:
    r"""What the sentence between two places of a text says that a decay does.

    >>> text = "The closer $\\gamma$ is to 1, the longer the memory."
    >>> [said.saying.claims for said in decays(text, 0, len(text))]
    [('1/(1 - mu) < 1/(1 - beta)',)]
    """
    for pattern, law, about in _FRAMES:
        for match in pattern.finditer(text, start, stop):
            groups = match.groupdict()
            rises = bool(groups.get("near") or groups.get("up")) == bool(groups["more"])
            claim = f"{law.format('mu')} {'<' if rises else '>'} {law.format('beta')}"
            about_it = re.compile(about, re.IGNORECASE) if about else None
            saying = Saying(pattern, (claim,), ("mu > 0", "mu < beta"), _OF_A_DECAY, about=about_it)
            if not (about and _NOISE.search(text)):
                yield Said(saying, match.span(), (start, stop))
