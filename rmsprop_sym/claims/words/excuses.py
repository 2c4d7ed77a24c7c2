"""Why arithmetic that is wrong as it stands may be right in its sentence: it is about floats, or said to be wrong."""

from __future__ import annotations

import re

from rmsprop_sym.claims.words.disowning import is_quoted

FLOATS = "its sentence speaks of floats; over the reals it is wrong"
WRONG = "its sentence says that something is wrong, and it is"
TITLE = "what it stands below speaks of mistakes, and it is one"
ASKED = "it is a question, or only supposed, and it is wrong"

_SENTENCE = re.compile(r"[.!?:;](?=\s)")
_FLOATS = re.compile(
    r"\b(?:floats?|float\d+|floating|b?float16|binary\d*|fp\d+|int\d*|xor|ieee|python|numpy|pytorch|round-?off|(?:under|over)flow\w*"
    r"|integer (?:arithmetic|division)"
    r"|(?:single|double|half|mixed|machine|finite)[- ](?:precision|epsilon|numbers?|arithmetic))\b",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"\b(?:units?|dimension\w*|measured|unitless|pure number|met(?:re|er)s?|joules?|seconds?|volts?|newtons?)\b"
    r"|\b(?:J|V|N|A|W|K|m|kg|s)(?:\^\{?\d\}?|²)?\s*/\s*(?:m|s|kg|V|J|A|K)(?![A-Za-z])"
    r"|\b(?:loss|cost|objective|energy)\b[^.;\d]{0,30}\bin\s+\$?(?:\\mathrm\{)?(?:J|V|eV|m|N|W|K|s)\b",
    re.IGNORECASE,
)
_QUANTITIES = re.compile(
    r"\b(?:half[- ]?li(?:fe|ves)|time\s+constant|(?:effective|averaging)\s+(?:memory|window|horizon)"
    r"|(?:memory|window)\s+length"
    r"|first\s+(?:cent(?:re|er)e?d\s+)?(?:step|update)|no\s+(?:single\s+)?(?:step|update)|halve[sd]?|half|reach\w*|stands"
    r"|of\s+(?:what|its|their|the)\s+(?:it|they|first|initial|original|old|former|starting|full))\b",
    re.IGNORECASE,
)
_RULES = re.compile(r"\b(?:ada-?grad|rms-?prop|adam|momentum|sgd|gradient\s+descent)\b", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?:wrong\w*|incorrect\w*|false\w*|mistake\w*|mistaken|erroneous\w*|typos?|misprint\w*"
    r"|misconception\w*|fallac\w*|misunderstanding\w*|nonsense|slips?|not true|instead of|errat\w+)\b|[❌✗✘✖]",
    re.IGNORECASE,
)
_MISTAKES = re.compile(
    r"\b(?:wrong\w*|incorrect\w*|false|mistakes?|typos?|misprints?|misconceptions?|fallac\w+|errat\w+|pitfalls?)\b|[❌✗✘✖]",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:\b(?:wrong|incorrect|false|mistake|bad)|[❌✗✘✖])\s*:\s*$", re.IGNORECASE)
_CORRECTED = re.compile(
    r"^(?:[^.!?;]|\.(?=\d)){0,40}\b(?:(?:should|must|ought\s+to)\s+(?:read|be|have)|sic)\b", re.IGNORECASE
)
_ASKED = re.compile(r"^(?:[^.!?;]|\.(?=\d))*\?")
_SUPPOSED = re.compile(
    r"\b(?:if|whether|suppose|assume|assuming|were|replace)\s+$|(?:\bnot|\bnever|\bcannot|n['’]t)\s+(?:[A-Za-z]+\s+){0,2}$"
    r"|\bnot\s+(?:the\s+case|true|so|correct|right)\s+that\s+$",
    re.IGNORECASE,
)


def names_a_rule(text: str) -> bool:
    """Whether the text names one of the usual rules.

    >>> names_a_rule("AdaGrad's sum grows"), names_a_rule("a sum grows")
    (True, False)
    """
    return _RULES.search(text) is not None


def speaks_of_floats(text: str) -> bool:
    """Whether the text names a format of floats, or what happens to them.

    >>> speaks_of_floats("In float32 it stalls."), speaks_of_floats("It swims.")
    (True, False)
    """
    return _FLOATS.search(text) is not None


def speaks_of_units(text: str) -> bool:
    """Whether the text may speak of units.

    >>> speaks_of_units("It has the unit J/m."), speaks_of_units("It is united.")
    (True, False)
    """
    return _UNITS.search(text) is not None


def names_a_quantity(text: str) -> bool:
    """Whether the text names a quantity that is known here.

    >>> names_a_quantity("the half-life is short"), names_a_quantity("it is long")
    (True, False)
    """
    return _QUANTITIES.search(text) is not None


def excuse(before: str, after: str, title: str = "") -> str | None:
    """The reason not to accuse a chain that stands between these words and below this title, if there is one.

    >>> excuse("Mind the digits. In float32, ", " holds")
    'its sentence speaks of floats; over the reals it is wrong'
    >>> excuse("In float32. But ", " holds")
    """
    first, last = _SENTENCE.split(before)[-1], _SENTENCE.split(after)[0]
    sentence = f"{first} {last}"
    if speaks_of_floats(sentence):
        return FLOATS
    if _WRONG.search(sentence) or _LABEL.search(before) or _CORRECTED.search(after) or is_quoted(before, after):
        return WRONG
    if _ASKED.search(after) or _SUPPOSED.search(first):
        return ASKED
    return TITLE if _MISTAKES.search(title) else None
