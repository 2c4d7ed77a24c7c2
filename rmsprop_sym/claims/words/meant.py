"""Which rule a sentence names, and whether a definition gives a letter a new meaning."""

from __future__ import annotations

import re

from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.words.wording import cut_sentences

_RULES = re.compile(
    r"\b(?:(ada-?grad)|(rms-?prop)|(adamw)|(adam)|(momentum|heavy[- ]ball)|(sgd))\b(?!\s+with\b)", re.IGNORECASE
)
_NAMED = re.compile(rf"(?:\b(?:for|in|with|under|by|of)\s+)?{_RULES.pattern}", re.IGNORECASE)
_STEMS = ("adagrad", "rmsprop", "adamw", "adam", "momentum", "sgd")
_CORRECTED = re.compile(
    r"\b(?:with|by|after|because\s+of|due\s+to|thanks\s+to)\s+(?:the\s+|this\s+)?(?:bias[\s-]+)?corrections?\b"
    r"|\bthe\s+(?:bias[\s-]+)?corrections?\s+(?:undo(?:es)?|removes?|compensates?(?:\s+for)?)\s+the\s+zero\s+start\b",
    re.IGNORECASE,
)
_UNLIKE = re.compile(
    r"\b(?:unlike|than|versus|vs|not|no|contrary\s+to|contrast\s+to|opposed\s+to|instead\s+of|compared\s+(?:to|with)"
    r"|differs?\s+from|different\s+from|without|from)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_ANEW = re.compile(
    r"\b(?:instead|redefin\w*|denot\w*|this\s+time|variant|(?:now|here)\s+(?:let|is|means|stands|we\s+(?:define|use|write|set)))\b",
    re.IGNORECASE,
)
_RESTATED = re.compile(
    r"\b(?:(?:the|this)\s+same\s+(?:recursion|recurrence|rule|update|formula|average|equation|thing)|equivalent(?:ly)?"
    r"|(?:re|can\s+be\s+|may\s+be\s+|also\s+)writ\w+|rearrang\w+|in\s+other\s+words|that\s+is\s+to\s+say|put\s+differently"
    r"|this\s+is\s+(?:just\s+|exactly\s+|nothing\s+but\s+)?(?:the\s+same\s+as)?(?=\s*:?\s*$)|subtract\w*|(?:an?other|third|second|alternative|equivalent|short|compact)\s+(?:form|way)"
    r"|(?:error[\W_]+correct(?:ion|ing)|innovation|incremental|difference)\W+form)\b",
    re.IGNORECASE,
)


def named_rule(before: str, heading: str) -> str | None:
    """The family of rules that a sentence speaks of, by the last name before the formula, or by its heading alone.

    >>> named_rule("In AdaGrad it grows. For RMSProp,", ""), named_rule("Unlike AdaGrad,", "Momentum")
    ('rmsprop', 'momentum')
    """
    return _named(cut_sentences(before)[-1]) or _named_alone(heading)


def without_own_name(text: str, model: Model | None) -> str:
    """The text without the name of the rule that is spoken of, and without its bias correction.

    >>> from rmsprop_sym.rules import RULES
    >>> without_own_name("With bias correction Adam has", Model(RULES["adam"], {}))
    '    has'
    >>> without_own_name("Unlike Adam", Model(RULES["adagrad"], {})), without_own_name("Adam", None)
    ('Unlike Adam', 'Adam')
    """
    rule = model.rule.name.partition("_")[0] if model else None
    own = _NAMED.sub(lambda match: " " if rule == _stem(match) else match[0], text)
    return _CORRECTED.sub(" ", own) if rule == "adam" else own


def is_anew(before: str) -> bool:
    """Whether the words before a definition say that a letter means something else from here on.

    >>> is_anew("Now let"), is_anew("so that")
    (True, False)
    """
    return _ANEW.search(cut_sentences(before)[-1]) is not None


def is_restated(before: str) -> bool:
    """Whether the words before a formula say that it only says anew what was said already.

    >>> is_restated("Equivalently,"), is_restated("AdaGrad has")
    (True, False)
    """
    return _RESTATED.search(cut_sentences(before)[-1]) is not None


def _named(text: str) -> str | None:
    """The last rule of the text, unless something is set against it."""
    found = [match for match in _RULES.finditer(text) if not _UNLIKE.search(text[: match.start()])]
    return _stem(found[-1]) if found else None


def _named_alone(text: str) -> str | None:
    """The rule of the text, if it names one only."""
    stems = {_stem(match) for match in _RULES.finditer(text)}
    return stems.pop() if len(stems) == 1 else None


def _stem(match: re.Match[str]) -> str:
    """The name that the rules of a family begin with."""
    return next(stem for stem, group in zip(_STEMS, match.groups(), strict=True) if group)
