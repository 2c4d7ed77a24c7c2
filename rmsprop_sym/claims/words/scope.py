"""How far a supposition reaches: to every step, to its clause, to the lines from there on."""

from __future__ import annotations

import re

from rmsprop_sym.claims.words.wording import cut_sentences

_PARTLY = (
    r"(?!\s+(?:odd|even|other|second|third|but|large|late|later|small|sufficiently|first|past|previous|earlier|except"
    r"|single)\b)"
)
_EVERY = re.compile(
    rf"\b(?:for|at)\s+(?:all|every|each|any)\b{_PARTLY}|\ball\s+(?:the\s+)?gradients\b|\bthroughout\b"
    r"|(?<!late )(?<!odd )(?<!even )(?<!other )(?<!first )(?<!two )(?<!some )(?<!most )(?<!many )(?<!past )(?<!later )"
    r"(?<!early )\bgradients\s+(?:are|be|stay|remain)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:gradients|inputs|always|alternat\w*|constant|every|each|all)\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:some|odd|even|others?|second|third|first|late|later|early|past|previous|two|recent|most|many)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:newest|latest|last|(?:most\s+)?recent|current|present|new|next|previous|single|one|this|that|first|second|third)"
    r"\s+(?:\w+\s+)?gradient\b",
    re.IGNORECASE,
)
_LOCALLY = re.compile(r"^\W*(?:assuming|if|when|whenever|given|provided|under)\b", re.IGNORECASE)
_APPOSED = re.compile(
    r"(?:^|(?<=[\s(]))(?P<clause>(?:if|when|whenever|for|with|under|given|assuming|suppos\w+|assume|once|while|as\s+long\s+as"
    r"|as\s+soon\s+as|provided|in\s+(?:the\s+)?case\s+of)\s(?:(?!\b(?:then|we|so|hence|thus)\b)[^,;.:!?()])*"
    r"\b(?:gradients?|inputs?)\b(?:(?!\b(?:then|we|so|hence|thus)\b)[^,;.:!?()])*),"
    r"\s*(?P<that>(?:i\.\s?e\.|that\s+is\b|namely\b|say\b)[\\,]*\s*)?$",
    re.IGNORECASE,
)
_FREED = re.compile(
    r"\b(?:general\w*|drop\w*|without|arbitrary|any|no\s+longer|otherwise|var(?:y|ies|ying)|instead|unless|always)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:for\s+(?:all|every|each)\s+)?(?:,|then\b|we\b|it\b|the\b|—)", re.IGNORECASE)
_THROUGHOUT = re.compile(
    r"\b(?:throughout|from\s+now\s+on|from\s+here\s+on|henceforth|hereafter|always\s+(?:assume|suppose))\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:under|with|by|given|from|in)\s+(?:this|these|that|the\s+(?:same|above)|our)\s+"
    r"(?:assumptions?|hypothes[ei]s|conditions?|suppositions?|cases?)\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:for|instead|would|had|were|alternativ\w*|otherwise|another|other|differ\w*|whereas|unlike)\b", re.IGNORECASE
)
_SUPPOSING = re.compile(r"^(?:suppos|assum)", re.IGNORECASE)

JOINED = "it is stated together with the formula beside it: {!r} stands between them"
_JOIN = r"(or(?:\s+else)?|implies|=>|⇒|⟹|<=>|⇔|\$?\\(?:Long)?(?:Left)?[Rr]ightarrow\$?|\$?\\implies\$?)"
_JOINED_BEFORE = re.compile(rf"\$\s*{_JOIN}\s*(?:also\s+)?\$$")
_JOINED_AFTER = re.compile(rf"\$?\s*{_JOIN}\s*(?:also\s+)?\$")


def is_throughout(before: str, after: str) -> bool:
    """Whether what a sentence supposes between these words is said to stand from there on.

    >>> is_throughout("All is well. Throughout, let ", "."), is_throughout("Throughout this holds. Let ", ".")
    (True, False)
    """
    sentence = f"{cut_sentences(before)[-1]} {cut_sentences(after)[0]}"
    return _THROUGHOUT.search(sentence) is not None and not _LOCALLY.match(sentence)


def is_freed(sentence: str) -> bool:
    """Whether the words of a sentence may leave what was supposed above.

    >>> is_freed("In general we have"), is_freed("Hence")
    (True, False)
    """
    return _FREED.search(sentence) is not None


def for_all(text: str) -> bool:
    """Whether the words speak of every gradient, or of every step.

    >>> for_all("for all t"), for_all("if the gradients are positive"), for_all("if the newest gradient is large")
    (True, True, False)
    """
    return _EVERY.search(text) is not None


def is_apart(before: str) -> bool:
    """Whether the sentence before a formula may speak of another case than the note does.

    >>> is_apart("All is well. For a start"), is_apart("For once. We start with")
    (True, False)
    """
    return _APART.search(cut_sentences(before)[-1]) is not None


def of_each(clause: str) -> bool:
    """Whether a clause about gradients is about every one of them.

    >>> of_each("for bounded gradients"), of_each("if the newest gradient is zero")
    (True, False)
    """
    return _EACH.search(clause) is not None and _SOME.search(clause) is None


def of_one(sentence: str) -> bool:
    """Whether a sentence points at one gradient among all.

    >>> of_one("If the newest gradient is zero"), of_one("If the gradient is zero")
    (True, False)
    """
    return _ONE.search(sentence) is not None


def apposed(before: str, after: str) -> str | None:
    """The clause of which the formula between the words says what it supposes; None if there is none.

    >>> apposed("So, for bounded gradients, ", ", it is bounded."), apposed("For bounded gradients, ", ".")
    ('for bounded gradients', None)
    """
    found = _APPOSED.search(cut_sentences(before)[-1])
    if found is None or ("  " in found["clause"] and not found["that"]):
        return None
    goes_on = _SUPPOSING.match(found["clause"]) or _GOES_ON.match(after)
    return found["clause"] if goes_on else None


def without_references(text: str) -> str:
    """The text without words that point at what was supposed.

    >>> without_references("More precisely, under this assumption")
    'More precisely,  '
    """
    return _REFERS.sub(" ", text)


def joined_with(leading: str, rest: str) -> str | None:
    """Why a formula is not claimed alone, if words make one statement of it and of the one beside it.

    >>> joined_with("Always $a > 0$ or $", "."), joined_with("So $", ", or not")
    ("it is stated together with the formula beside it: 'or' stands between them", None)
    """
    found = _JOINED_BEFORE.search(leading.rstrip("$").rstrip() + " $") or _JOINED_AFTER.match(rest)
    return JOINED.format(found[1]) if found else None
