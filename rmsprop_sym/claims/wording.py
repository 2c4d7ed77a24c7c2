"""What the words around a formula make of it: a claim, a condition, or a claim under conditions that are not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

CONDITIONS = {
    "if", "when", "whenever", "where", "with", "suppose", "supposing", "assume", "assuming", "let", "set", "setting",
    "given", "provided", "unless", "until", "case", "taking", "take", "once", "while", "under", "consider", "fix", "at",
    "for", "as", "than", "of", "on", "from", "denote", "denotes", "define", "defines", "defining", "write", "call",
    "choose", "initialize", "initialise", "initialized", "initialised", "initially", "say", "not", "choosing", "using",
    "use", "every", "all", "any", "each", "requires", "require", "needs", "by",
}  # fmt: skip
_DOLLARS = re.compile(r"(?<!\\)\$\$?")
_CLAUSE = re.compile(r"[,.;:!?—()]|\b(?:then|so|hence|thus|therefore|that|have|has|gives|get|and)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?](?=\s|$)")
_THAT = re.compile(
    r"\b(?:(?:suppos\w*|assum\w*)(?:\s+(?:now|next|instead|further\w*|moreover|also))?|such|given|provided)\s+that\s*$",
    re.IGNORECASE,
)
_STATED = re.compile(r"\b(?:because\s+of|(?:written|rewritten|expressed|rearranged)\s+as)\s*$", re.IGNORECASE)
_STANDING = {"suppose", "supposing", "assume", "assuming", "let", "consider", "fix", "throughout"}
_SETTING = {"set", "setting", "take", "taking", "put", "putting", "choose", "choosing", "neglect", "ignore"}
_MISTAKEN = re.compile(
    r"\b(?:false\w*|wrong\w*|incorrect\w*|mistak\w*|slips?|typos?|misprint\w*|erroneous\w*|errors?|forg[eo]t\w*|confus\w*"
    r"|tempt\w*|bug\w*|misread\w*|misquot\w*|mis(?:wrote|written|copied)|instead of|rather than|earlier version"
    r"|not|never|cannot|nobody)\b|n[’']t\b",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(r"\b(?:if|when\w*|unless|until|once|in case|suppos\w*|assum\w*)\b", re.IGNORECASE)
_RELEASED = re.compile(
    r"\b(?:now|general\w*|drop\w*|without|again|arbitrary|otherwise|however|but|instead|longer|next|var(?:y|ies|ying)"
    r"|suppos\w*|assum\w*|let|consider)\b",
    re.IGNORECASE,
)
_CONSTANT = re.compile(
    r"\b(?:(?:with|for|under|given)\s+)?(?:an?\s+|the\s+)?constant\s+gradients?\b"
    r"|\bgradients?\s+(?:is|are|stays?|remains?)\s+constant\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:suppos\w*|assum\w*|let|consider|neglig\w*|neglect\w*|ignor\w*|constant|steady|stationar\w*|hypothe\w*"
    r"|approximat\w*|expect\w*|throughout)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:false|wrong\w*|incorrect\w*|mistake\w*|slips?|typos?|misprint\w*|forg[eo]t\w*|tempt\w*|myth|error|naive\w*|disprove|whether|counterexample"
    r"|contradict\w*|if|when|whenever|where|unless|until|provided|given|taking|once|while|under|with|without|except"
    r"|only|case"
    r"|would|could|might|may|should|instead|unlike|rather|otherwise|roughly|about|nearly|almost|typical\w*|on average"
    r"|asymptotic\w*|eventual\w*|initial\w*|start\w*|begin\w*|large|small|high|low|in the limit|question|why"
    r"|fraction|plain)\b|\?"
    r"|\b(?:for|at)\b(?!\s+(?:rmsprop|all|every|any|each|example|instance|least|most|the|this|that|both|us)\b)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|cannot|no|fails?)\b|n[’']t\b", re.IGNORECASE)
_PARTS = re.compile(r"[,;:—]")
_TASK = re.compile(
    r"\band\s+(?:compute|find|show|prove|deduce|conclude|evaluate|plot|give|explain|check|verify)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:momentum|ada\w*|nesterov|sgd|gradient descent|lion|rprop|ewma|variants?|dialects?)\b", re.IGNORECASE
)
_PLAIN_DEFINITION = re.compile(r"←|\bt\s*[-−]\s*1\b|ₜ₋₁")


def may_define(text: str) -> bool:
    """Whether plain characters may spell out what a letter is at one step by what it was before.

    >>> may_define("v_t = 0.9 v_{t-1} + 0.1 g_t^2"), may_define("0.9×0.4 = 0.36")
    (True, False)
    """
    return _PLAIN_DEFINITION.search(text) is not None


def is_condition(before: str) -> bool:
    """Whether the words directly before a formula make it a condition or a naming, and no claim.

    >>> is_condition("This holds if "), is_condition("If so, then "), is_condition("Suppose that ")
    (True, False, True)
    """
    clause = _CLAUSE.split(before)[-1].split()
    if _THAT.search(before):
        return True
    if _STATED.search(before):
        return False
    return bool(clause) and clause[-1].lower().strip("*_\"'") in CONDITIONS


def lead(before: str) -> list[str]:
    """The words directly before a condition that make it one.

    >>> lead("Suppose now that "), lead("If so, and if ")
    (['suppose', 'now', 'that'], ['if'])
    """
    that = _THAT.search(before)
    return re.findall(r"[a-z]+", that[0].lower() if that else before.lower())[0 if that else -1 :]


def is_supposed(leading: Sequence[str]) -> bool:
    """Whether words that lead to a condition suppose it for more than their sentence.

    >>> is_supposed(["suppose", "that"]), is_supposed(["if"])
    (True, False)
    """
    return bool(leading) and leading[0] in _STANDING


def is_set(leading: Sequence[str]) -> bool:
    """Whether words that lead to a condition may mean it for what follows, in later paragraphs too.

    >>> is_set(["set"]), is_set(["suppose", "that"]), is_set(["if"])
    (True, True, False)
    """
    return is_supposed(leading) or (bool(leading) and leading[0] in _SETTING)


def is_mistaken(before: str, after: str) -> bool:
    """Whether the sentence of a formula says that it is a mistake.

    >>> is_mistaken("All is well. A common slip is", "."), is_mistaken("A slip is rare. We have", ".")
    (True, False)
    """
    return _MISTAKEN.search(f"{_SENTENCE.split(before)[-1]} {_SENTENCE.split(after)[0]}") is not None


def is_conditional(before: str) -> bool:
    """Whether the sentence before a formula may make it hold under a condition only.

    >>> is_conditional("If so, then"), is_conditional("When idle, stop. It is")
    (True, False)
    """
    return _CONDITIONAL.search(_SENTENCE.split(before)[-1]) is not None


def is_released(text: str) -> bool:
    """Whether the words after a supposition may take it back.

    >>> is_released("Now let the gradient vary."), is_released("Then")
    (True, False)
    """
    return _RELEASED.search(text) is not None


def without_constant(text: str) -> tuple[str, bool]:
    """The text without the words that say that the gradient is constant, and whether there were any.

    >>> without_constant("With a constant gradient we get")
    ('  we get', True)
    """
    rest, found = _CONSTANT.subn(" ", text)
    return rest, bool(found)


def doubt(before: str, after: str) -> str | None:
    """The word beside a formula that may be a condition on it, a denial, or another subject; None if there is none.

    >>> doubt("Since g is constant, ", " from the start."), doubt("The mean obeys ", ".")
    ('constant', None)
    """
    last, first = _SENTENCE.split(before)[-1], _TASK.split(_SENTENCE.split(after)[0])[0]
    sentence = f"{last} {first}"
    found = _SUPPOSED.search(before) or _SUPPOSED.search(after) or _WEAK.search(sentence) or _OTHERS.search(sentence)
    found = found or _DENIED.search(f"{_beside(last)} {_PARTS.split(first)[0]}")
    return found[0] if found else None


def _beside(sentence: str) -> str:
    """The part of the sentence that leads to a formula: what is denied before a comma is something else.

    >>> _beside("It never falls below zero, and so"), _beside("It is not true, however, that")
    (' and so', 'It is not true, however, that')
    """
    part = _PARTS.split(sentence)[-1]
    return sentence if part.split()[:1] == ["that"] else part


def sentences(text: str) -> int:
    """How many sentences end in the text.

    >>> sentences("One. Two? And")
    2
    """
    return len(_SENTENCE.findall(text))


def following(text: str, end: int) -> str:
    """What follows the formula, up to which the text was read.

    >>> following("Then $x > 0$ if $y > 0$.", 11)
    ' if $y > 0$.'
    """
    inside = len(_DOLLARS.findall(text[:end])) % 2
    return _DOLLARS.split(text[end:], maxsplit=1)[-1] if inside else text[end:]


def words(text: str) -> str:
    """The prose without its formulas.

    >>> words("If $x = 1$ and $$y$$ then")
    'If   and   then'
    """
    return re.sub(r"\$\$?[^$]*\$\$?", " ", text).strip("$")
