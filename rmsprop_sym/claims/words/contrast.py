"""Where a sentence sets one claim against another: what stands beyond that is no condition on the first."""

from __future__ import annotations

import re

CONCLUDES = re.compile(
    r"\b(?:then|so|hence|thus|therefore|whence|we\s+\w+|gives?|yields?|impl(?:y|ies)|follows?|means?)\b", re.IGNORECASE
)
_WHILE = re.compile(r",\s*while(?=\s{2}|\W*$)", re.IGNORECASE)
_CONSEQUENCE = re.compile(
    r"[,;]\s*(?:and\s+)?(?:so|hence|thus|therefore|which\s+(?:means|explains|is\s+why))\b", re.IGNORECASE
)
_DEMANDS = re.compile(
    r"\b(?:would|could|should|instead|other\w*|need\w*|want\w*|requir\w*|choos\w*|must|solv\w*|if|unless|set|take|only)\b|\?",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r",\s*whereas\b|,\s*but\b(?!\s+(?:only|not|just|never|if|when|with|under|for|as|provided|assuming|at|in"
    r"|after|unless|this|that|it|which|once|because|here|where|there|one|we|the\s+latter|otherwise)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:,\s*)?\band\s+(?:so\s+|hence\s+|thus\s+|therefore\s+)?(?:the|its|our)\s+(?:[a-z-]+\s+){0,2}(?:rules?|methods?|optimi[sz]ers?|training|steps?"
    r"|rates?|iterates?|parameters?|walks?|moves?|algorithms?)\s+(?!(?:is|are|be|stays?|remains?|holds?|needs?|requires?|assumes?|must|should|would"
    r"|may|might|can|could|has|have|had)\b)[a-z]+s?\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.;:?!]")
_CONDITIONS = re.compile(
    r"\b(?:if|when\w*|while|only|unless|until|provided|assum\w*|suppos\w*|given|once|as\s+long|as\s+soon|under|with|without|for|where|here|this"
    r"|that|both)\b",
    re.IGNORECASE,
)


def contrasts(sentence: str) -> bool:
    """Whether what follows is set against what its sentence has said already: we have this, while that.

    >>> contrasts("We have  , while "), contrasts("While ")
    (True, False)
    """
    found = _WHILE.search(sentence)
    return found is not None and not sentence[found.end() :].strip() and CONCLUDES.search(sentence) is not None


def without_while(sentence: str) -> str:
    """The sentence without a while that sets one claim against another, and is no condition."""
    found = _WHILE.search(sentence)
    claimed = found is not None and CONCLUDES.search(sentence, 0, found.start())
    return _WHILE.sub(" ", sentence, count=1) if claimed else sentence


def own_part(sentence: str) -> str:
    """What a sentence says after a formula before it sets another claim against it.

    >>> own_part(", whereas for large t it is"), own_part(", but only for large t")
    ('', ', but only for large t')
    """
    return _BEYOND.split(sentence)[0]


def without_result(rest: str) -> str:
    """What a sentence says after a formula before it tells what a rule does beside that.

    >>> without_result(" and the rule behaves oddly near a steady slope. So"), without_result(" and the rule needs it.")
    ('. So', ' and the rule needs it.')
    """
    found = _GOES_ON.search(rest)
    if found is None or _STOP.search(rest, 0, found.start()):
        return rest
    end = stop.start() if (stop := _STOP.search(rest, found.end())) else len(rest)
    return rest if _CONDITIONS.search(rest, found.end(), end) else f"{rest[: found.start()].rstrip()}{rest[end:]}"


def without_consequence(rest: str) -> str:
    """What a sentence says after a formula before it draws a conclusion, unless that asks for other values.

    >>> without_consequence(", so a step may be long"), without_consequence(", so we need a larger decay")
    ('', ', so we need a larger decay')
    """
    found = _CONSEQUENCE.search(rest)
    return rest if found is None or _DEMANDS.search(rest, found.end()) else rest[: found.start()]
