"""Relations that prose says in words between two formulas: $v_t$ never exceeds $G^2$, $v_t$ tends to $c^2$."""

from __future__ import annotations

import re

from rmsprop_sym.claims.expressions.formula import ARROW
from rmsprop_sym.claims.expressions.tokens import RELATION

_ADVERBS = r"(?:(?:therefore|thus|hence|also|always|clearly|indeed|then|still|in\s+fact|even)\s+)*"
_IS = rf"(?:is|are|stays|remains|be)\s+{_ADVERBS}"
_SAID = {
    "at_most": rf"{_IS}(?:at\s+most|never\s+(?:more|larger|greater)\s+than|bounded\s+(?:(?:from\s+)?above\s+)?by)"
    rf"|{_ADVERBS}(?:never\s+exceeds?|(?:can\s*not|can\s+never|does\s+not|do\s+not)\s+exceed)",
    "at_least": rf"{_IS}(?:at\s+least|never\s+(?:less|smaller)\s+than|bounded\s+(?:from\s+)?below\s+by)"
    rf"|{_ADVERBS}(?:never\s+falls\s+below|(?:can\s*not|can\s+never)\s+fall\s+below)",
    "less": rf"{_IS}(?:strictly\s+)?(?:less|smaller)\s+than",
    "more": rf"{_IS}(?:strictly\s+)?(?:more|larger|greater|bigger)\s+than",
    "equal": rf"{_ADVERBS}equals|{_IS}(?:exactly\s+)?equal\s+to",
    "tends": rf"{_ADVERBS}(?:(?:converges|tends|goes)\s+to|approaches)",
}
_SIGNS = {"at_most": r"\le", "at_least": r"\ge", "less": "<", "more": ">", "equal": "=", "tends": r"\to"}
_NOUNS = (
    r"mean|average|accumulator|state|value|step|length|size|quantity|ratio|factor|sequence|product|sum|term|estimate"
    r"|velocity|expression|norm|buffer|variance|difference|displacement|movement|update|denominator|root"
)
_SUBJECT = (
    rf"(?:^|[.,;:!?—(]|\b(?:that|then|so|hence|thus|therefore|have|while|whereas|if|when|whenever|since|because|but|suppose|assume"
    rf"|let|every|each|where|{_NOUNS}))\s*"
)
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)—]|\b(?:for|if|when|whenever|as|with|at|because|since|but|while|whereas|where|provided|under|so|then|unless"
    r"|after|from|which|and\s+(?!\$))\b))"
)
_KINDS = "|".join(f"(?P<{name}>{said})" for name, said in _SAID.items())
_BETWEEN = re.compile(
    rf"(?P<subject>{_SUBJECT})\$(?P<left>[^$]+)(?P<words>\$\s+(?:{_KINDS})\s+\$)(?P<right>[^$]+)\${_ENDS}",
    re.IGNORECASE,
)
_ENDLESS = re.compile(r"(?:\b(?:as|when|for|with|while)\s+)?\$\s*[tn]\s*(?:\\to|\\rightarrow|→)\s*(?:\\infty|∞)\s*\$")
_SENTENCE = re.compile(r"[.!?](?=\s)")


def with_signs(text: str) -> str:
    r"""The text, as long as before, with a sign instead of words between two formulas that are related by them.

    >>> with_signs(r"We see that $v_t$ never exceeds $G^2$.")
    'We see that $v_t \\le             G^2$.'
    >>> with_signs(r"The ratio of $v_t$ to $g_t^2$ is at most $1$.")
    'The ratio of $v_t$ to $g_t^2$ is at most $1$.'
    """
    return _BETWEEN.sub(_signed, text) if "$" in text else text


def without_endless(text: str) -> str:
    r"""The text without the words that let steps go on for ever, which a limit is read with.

    >>> without_endless(r"it shrinks as $t \to \infty$.")
    'it shrinks  .'
    """
    return _ENDLESS.sub(" ", text)


def _signed(match: re.Match[str]) -> str:
    """The two formulas as one, where nothing else in the sentence may say what is related or in which limit."""
    kind = next(name for name in _SIGNS if match[name] is not None)
    rest = _SENTENCE.split(match.string[match.end() :])[0]
    sentence = f"{_SENTENCE.split(match.string[: match.start()])[-1]} {rest}"
    related = any(re.search(RELATION, each) or ARROW.search(each) for each in (match["left"], match["right"]))
    elsewhere = kind == "tends" and ARROW.search(_ENDLESS.sub(" ", sentence)) is not None
    if related or elsewhere or "respectively" in rest or _is_number(match["left"]):
        return match[0]
    sign = f" {_SIGNS[kind]} ".ljust(len(match["words"]))
    return f"{match['subject']}${match['left']}{sign}{match['right']}$"


def _is_number(formula: str) -> bool:
    """Whether a formula has no letter: it may count something."""
    return re.search(r"(?<![A-Za-z\\])[A-Za-z]|\\[a-z]", formula) is None
