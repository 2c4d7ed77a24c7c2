r"""What words say of where an approximation is meant: for small epsilon, late in training, as $\beta$ is close to 1."""

from __future__ import annotations

import re
from enum import StrEnum


class Regime(StrEnum):
    """Where an approximation is meant."""

    NEAR_1 = "decays near 1"
    NEAR_0 = "decays near 0"
    EARLY = "few steps"
    LATE = "many steps"
    SMALL = "a small constant below the root"
    LARGE = "a large constant below the root"


_BETA = r"\\?(?:beta|rho|gamma|alpha|mu|lambda)(?![a-zA-Z])(?:_\{?\d\}?)?|[βργαμλ][₁₂]?"
_EPS = r"\\?(?:varepsilon|epsilon|eps)(?![a-zA-Z])|[εϵ]"
_STEP = r"(?<![A-Za-z_{\\])[tnkT](?![A-Za-z])"
_TO = r"\\(?:to|rightarrow|uparrow|downarrow|nearrow|searrow)(?![A-Za-z])|[→↑↓↗↘]|->"
_NEAR = r"\\approx|≈|\\sim(?![a-z])|\\lesssim"
_LESS = r"\\ll(?![a-z])|≪|<<|\\l?eq?sssim"
_MORE = r"\\gg(?![a-z])|≫|>>"
_REST = rf"1\s*-\s*(?:{_BETA})"
_IS = r"\s*(?:is|are|being|stays?|remains?|becomes?|gets?|was)?\s*(?:\w+ly\s+|so\s+|quite\s+|still\s+|fairly\s+)*"
_BESIDE = r"(?:small|tiny|negligible|little)"
_WORDS = (
    (
        Regime.NEAR_1,
        (
            rf"\$?(?:{_BETA})\$?{_IS}(?:close\s+to|near(?:ly)?(?:\s+to)?|almost|approach\w*|tend\w*\s+to|go\w*\s+to)\s+\$?(?:1|one|unity)\b\$?"
            rf"|\$?(?:{_BETA})\s*(?:{_NEAR}|{_TO})\s*1(?:\^\{{?-\}}?)?(?![\d.])\$?|(?:small|tiny)\s+\$?{_REST}\$?|\$?\(?{_REST}\)?\$?{_IS}{_BESIDE}\b"
            rf"|\$?{_REST}\s*(?:(?:{_LESS})\s*1|(?:{_TO})\s*0)\$?|\border\s+in\s+\$?\(?{_REST}\)?\$?|\blong\s+memor(?:y|ies)\b|\blarge\s+\$?(?:{_BETA})\$?"
            rf"|\bdecays?\s+(?:rates?\s+)?(?:close\s+to|near)\s+\$?(?:1|one)\b\$?"
        ),
    ),
    (
        Regime.NEAR_0,
        rf"\$?(?:{_BETA})\s*(?:{_TO})\s*0\$?|small\s+\$?(?:{_BETA})\$?|\$?(?:{_BETA})\$?{_IS}(?:small|close\s+to\s+(?:0|zero))\b",
    ),
    (
        Regime.EARLY,
        (
            rf"(?:small|few)\s+(?:\$?(?:{_STEP})\$?|steps)|\$?{_STEP}\$?{_IS}small\b|\bfirst\s+(?:few\s+)?steps\b|\bearly(?:\s+(?:steps|in\s+training|on))?\b"
            rf"|\$?{_STEP}\s*\(?{_REST}\)?\$?{_IS}{_BESIDE}\b|\$?{_STEP}\s*\\?,?\(?{_REST}\)?\s*(?:{_LESS})\s*1\$?|\$?(?:{_STEP})\s*(?:{_LESS})[^$]*\$?"
            r"|\bat\s+the\s+(?:beginning|start)\b|\b(?:in\s+the\s+)?beginning\b|\binitially\b"
        ),
    ),
    (
        Regime.LATE,
        (
            rf"\blarge\s+(?:\$?(?:{_STEP})\$?|times?|steps?)|\$?{_STEP}\$?{_IS}(?:large|grow\w*|increas\w*)\b|\b(?:after\s+)?many\s+steps\b|\blate(?:r)?\b(?:\s+in\s+training)?"
            rf"|\$?(?:{_STEP})\s*(?:{_MORE})[^$]*\$?|\$?(?:{_STEP})\s*(?:{_TO})\s*\\?(?:infty|oo|∞)\$?|\blong\s+run\b|\beventually\b|\basymptotically\b"
        ),
    ),
    (
        Regime.SMALL,
        (
            rf"\b(?:small|tiny|vanishing)\s+\$?(?:{_EPS})\$?|\$?(?:{_EPS})\$?{_IS}{_BESIDE}\b(?:\s+(?:compared\s+(?:with|to)|against|beside|relative\s+to)\s+\$[^$]*\$)?"
            rf"|\$?(?:{_EPS})\s*(?:{_LESS})[^$]*\$?|\$[^$]*(?:{_MORE})\s*\\?(?:sqrt\{{?)?\s*(?:{_EPS})\}}?\$|\border\s+in\s+\$?(?:{_EPS})\$?|\$?(?:{_EPS})\s*(?:{_TO})\s*0\$?"
            rf"|\b(?:much\s+)?larger\s+than\s+\$?(?:{_EPS})\$?"
        ),
    ),
    (
        Regime.LARGE,
        (
            rf"\blarge\s+\$?(?:{_EPS})\$?|\$?(?:{_EPS})\$?{_IS}(?:large|dominant)\b|\$?(?:{_EPS})\$?\s+dominates?\b|\$?(?:{_EPS})\s*(?:{_MORE})[^$]*\$?"
            rf"|\$[^$]*(?:{_LESS})\s*\\?(?:sqrt\{{?)?\s*(?:{_EPS})(?:\^\{{?2\}}?)?\}}?\$"
        ),
    ),
)
_PATTERNS = tuple((regime, re.compile(pattern, re.IGNORECASE)) for regime, pattern in _WORDS)
_LEADS = re.compile(
    r"\b(?:if|when(?:ever)?|where|as(?:\s+long\s+as)?|while|since|because|for|in\s+the\s+limit(?:\s+of)?|provided(?:\s+that)?|with|once)"
    r"\s*(?:of\s+|the\s+)*\W*(?=,|\.|;|:|$|\s{2})",
    re.IGNORECASE,
)


def regimes(sentence: str) -> tuple[frozenset[Regime], str]:
    r"""Where a sentence, formulas between dollars, says that an approximation is meant, and its other words.

    >>> found, rest = regimes(r"When $\epsilon$ is small, we have")
    >>> sorted(found), rest.split()
    ([<Regime.SMALL: 'a small constant below the root'>], [',', 'we', 'have'])
    >>> sorted(regimes(r"for large $t$ and $\beta_2 \to 1$,")[0])
    [<Regime.NEAR_1: 'decays near 1'>, <Regime.LATE: 'many steps'>]
    """
    found = set()
    for regime, pattern in _PATTERNS:
        sentence, times = pattern.subn("  ", sentence)
        found |= {regime} if times else set()
    return frozenset(found), _LEADS.sub(" ", sentence) if found else sentence
