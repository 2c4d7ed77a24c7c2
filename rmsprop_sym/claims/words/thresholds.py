r"""Steps beside an inequality: `$0.9^t < 0.01$ from $t \ge 44$ on`, `after 44 steps $0.9^t < 0.01$`.

What is said of the step is told by the few words between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = r"\d{1,3}(?:(?:,|\{,\}|\\,)\d{3})+|\d+"
_STEP = rf"\$\s*(?P<letter>[tnkijTN])\s*(?P<relation>=|\\geq?(?![a-z])|\\geqslant|≥|>=)\s*(?P<formula>{_DIGITS})\s*\$"
_MANY = rf"(?P<plain>{_DIGITS})(?=\s+(?:steps|iterations|updates)\b)"
_UNEQUAL = r"(?P<clause>\$[^$]{1,120}?(?:<|>|≤|≥|\\[lg](?:eq?|eqslant|t)(?![a-z]))[^$]{1,80}\$)"
_LATER = r"\s*,?\s*(?:and\s+)?not\s+(?:before|earlier|sooner)\b"
_AT = r"(?:(?:step|steps|time|iteration|number)\s+)?"
_ADVERBS = r"(?:(?:already|only(?!\s+if\b)|exactly|precisely|just|first|then|finally|about\s+to|now)\s+)*"
_IS = (
    r"(?:(?:is|becomes|gets|holds|happens|occurs|will\s+hold|is\s+true|is\s+reached|is\s+met|is\s+satisfied|is\s+the\s+case"
    r"|is\s+achieved|true)\s+)?"
)
_FIRST = (
    rf"{_IS}(?:for\s+the\s+first\s+time|first|only(?!\s+if\b)|exactly|precisely|not\s+before|no\s+earlier\s+than|at\s+the\s+earliest)"
    r"\s+"
)
_BEGIN = r"(?:starting|beginning)\s+(?:at|from|with)"
_FROM = rf"(?:from|at|for|in|after|since|{_BEGIN})\s+"
_SAME = (
    r"(?:iff|if\s+and\s+only\s+if|(?:exactly|precisely)\s+(?:if|when|for)|is\s+equivalent\s+to|means(?:\s+that)?"
    r"|amounts\s+to|needs|requires|gives|yields|\$\s*\\(?:iff|Leftrightarrow|Longleftrightarrow)\s*\$)\s+"
)
_WE = (
    r"\s*,?\s*(?:(?:on|onwards?|upwards?)\s*,?\s*)?(?:(?:(?:we|one|you)\s+(?:have|has|get|gets|find|finds|see|sees)"
    r"|it\s+holds\s+that|there\s+is|is|indeed|then)\s+)?"
)
_END = r"(?!\s+(?:is|are|was|were|does|do|has|had|would|can\w*|could|will|may|might|still|not|never)\b)"
_TURNS = r"(?:from|as\s+soon\s+as|once|when|whenever|if"
_EACH = r"for\s+(?:all|every|each)\s+"
_EITHER = rf"{_AT}(?:{_STEP}|{_MANY}\s+\w+)"
_SOLVING = rf"\b(?:solving|inverting|resolving)\s+{_UNEQUAL}\s+(?:for\s+\$\w\$\s+)?(?:gives|yields|leads\s+to)\s+"
_PATTERNS = (  # whether the step is said to be the first, whether it may hold earlier, too
    (True, False, rf"{_UNEQUAL}\s+{_FIRST}(?:{_FROM})?{_AT}{_STEP}"),
    (True, False, rf"{_UNEQUAL}\s+{_IS}(?:{_FROM})?{_EITHER}{_LATER}"),
    (True, False, rf"{_UNEQUAL}\s*,?\s*{_SAME}{_ADVERBS}{_STEP}"),
    (True, False, rf"{_SOLVING}{_STEP}"),
    (True, False, rf"\b{_FROM}{_AT}{_STEP}{_WE}{_UNEQUAL}\s+for\s+the\s+first\s+time\b"),
    (True, False, rf"\b(?:only|not\s+before|no\s+earlier\s+than)\s+(?:{_FROM})?{_AT}{_STEP}{_WE}{_UNEQUAL}{_END}"),
    (False, True, rf"{_UNEQUAL}\s+{_IS}(?:{_EACH}|at\s+the\s+latest\s+{_FROM}){_AT}{_STEP}"),
    (False, True, rf"{_UNEQUAL}\s+{_IS}{_FROM}{_AT}{_STEP}\s+at\s+the\s+latest\b"),
    (False, True, rf"\b(?:{_EACH}|after\s+|at\s+|at\s+the\s+latest\s+(?:from|at)\s+){_EITHER}{_WE}{_UNEQUAL}{_END}"),
    (False, True, rf"{_UNEQUAL}\s+{_IS}(?:for|after|at)\s+{_AT}(?:{_STEP}|{_MANY})"),
    (False, False, rf"{_UNEQUAL}\s*,?\s+{_IS}{_ADVERBS}{_TURNS}|{_BEGIN})\s+{_AT}{_STEP}"),
    (False, False, rf"\b{_TURNS}|{_BEGIN})\s+{_AT}{_STEP}{_WE}{_UNEQUAL}{_END}"),
)
_COMPILED = [(first, loose, re.compile(pattern, re.IGNORECASE)) for first, loose, pattern in _PATTERNS]
_BOUND = re.compile(
    rf"\$\s*[tnkijTN]\s*(?:[=<>≤≥]|\\[lg](?:eq?|eqslant|t)(?![a-z]))=?\s*(?![01]\s*\$)(?:{_DIGITS})\s*\$|{_MANY}",
    re.IGNORECASE,
)
_HINT = re.compile(rf"{_STEP}|{_MANY}", re.IGNORECASE)


def beside(text: str) -> Iterator[tuple[bool, bool, re.Match[str]]]:
    r"""Each step beside an inequality: whether it is said to be the first, and whether it may hold earlier, too.

    >>> [(first, loose, found["formula"]) for first, loose, found in beside(r"$0.9^t < 0.01$ from $t \ge 44$ on")]
    [(False, False, '44')]
    """
    if not _HINT.search(text):
        return
    seen: set[int] = set()
    for is_first, is_loose, pattern in _COMPILED:
        for match in pattern.finditer(text):
            at = match.start("formula" if match["formula"] else "plain")
            if at not in seen and _is_of_its_letter(match):
                seen.add(at)
                yield is_first, is_loose, match


def step_beside(sentence: str) -> str | None:
    r"""The step that stands in a sentence beside its inequality, which may be meant to hold from there on.

    >>> step_beside(r"This means $t \ge 44$."), step_beside("This is so.")
    ('$t \\ge 44$', None)
    """
    found = _BOUND.search(sentence)
    return found[0] if found else None


def _is_of_its_letter(match: re.Match[str]) -> bool:
    """Whether the inequality has the letter of the step, and is not one of that alone."""
    letter = match["letter"]
    return letter is None or re.search(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])", match["clause"]) is not None
