"""Why arithmetic that is wrong as it stands may be right in its sentence: it is about floats, or said to be wrong."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?:;](?=\s)")
_FLOATS = re.compile(
    r"\b(?:floats?|float\d+|floating|b?float16|binary\d*|fp\d+|int\d+|ieee|python|numpy|pytorch|round-?off|(?:under|over)flow\w*"
    r"|integer (?:arithmetic|division)"
    r"|(?:single|double|half|mixed|machine|finite)[- ](?:precision|epsilon|numbers?|arithmetic))\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:wrong\w*|incorrect\w*|false\w*|mistake\w*|mistaken|erroneous\w*|typos?|misprint\w*"
    r"|misconception\w*|fallac\w*|misunderstanding\w*|nonsense|slips?|not true|instead of)\b",
    re.IGNORECASE,
)


def excuse(before: str, after: str) -> str | None:
    """The reason not to accuse a chain that stands between these words, if there is one.

    >>> excuse("Mind the digits. In float32, ", " holds")
    'its sentence speaks of floats; over the reals it is wrong'
    >>> excuse("In float32. But ", " holds")
    """
    sentence = f"{_SENTENCE.split(before)[-1]} {_SENTENCE.split(after)[0]}"
    if _FLOATS.search(sentence):
        return "its sentence speaks of floats; over the reals it is wrong"
    return "its sentence says that something is wrong, and it is" if _WRONG.search(sentence) else None
