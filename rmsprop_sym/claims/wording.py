"""What the words around a formula make of it: a claim, a condition, or a claim under conditions that are not read."""

from __future__ import annotations

import re

CONDITIONS = {
    "if", "when", "whenever", "where", "with", "suppose", "supposing", "assume", "assuming", "let", "set", "setting",
    "given", "provided", "unless", "until", "case", "taking", "take", "once", "while", "under", "consider", "fix", "at",
    "for", "as", "than", "of", "on", "from", "denote", "denotes", "define", "defines", "defining", "write", "call",
    "choose", "initialize", "initialise", "initialized", "initialised", "initially", "say", "not", "choosing", "using",
    "use", "every", "all", "any", "each", "requires", "require", "needs", "by",
}  # fmt: skip
_CLAUSE = re.compile(r"[,.;:!?—()]|\b(?:then|so|hence|thus|therefore|that|have|has|gives|get|and)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?](?=\s|$)")
_SUPPOSED = re.compile(
    r"\b(?:suppos\w*|assum\w*|let|consider|neglig\w*|neglect\w*|ignor\w*|constant|steady|stationar\w*|hypothe\w*"
    r"|approximat\w*|expect\w*|throughout)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:not|never|false|incorrect\w*|mistake\w*|myth|error|naive\w*|if|when|whenever|where|unless|until|provided|given|taking|once|while|under|with|without|except|only|case"
    r"|would|could|might|may|should|instead|unlike|rather|otherwise|roughly|about|nearly|almost|typical\w*|on average"
    r"|asymptotic\w*|eventual\w*|initial\w*|start\w*|begin\w*|large|small|high|low|limit|cannot|question|why"
    r"|show|prove|verify|exercise|fraction|plain|no)\b|n[’']t\b|\?"
    r"|\b(?:for|at)\b(?!\s+(?:rmsprop|all|every|any|each|example|instance|the|this|that|both|us)\b)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:momentum|ada\w*|nesterov|sgd|gradient descent|lion|rprop|ewma|variants?|dialects?)\b", re.IGNORECASE
)


def is_condition(before: str) -> bool:
    """Whether the words directly before a formula make it a condition or a naming, and no claim.

    >>> is_condition("This holds if "), is_condition("If so, then "), is_condition("Suppose that ")
    (True, False, True)
    """
    clause = _CLAUSE.split(before)[-1].split()
    if re.search(r"\b(?:suppos\w*|assum\w*|such|given|provided)\s+that\s*$", before, re.IGNORECASE):
        return True
    return bool(clause) and clause[-1].lower().strip("*_\"'") in CONDITIONS


def doubt(before: str, after: str) -> str | None:
    """The word beside a formula that may be a condition on it, a denial, or another subject; None if there is none.

    >>> doubt("Since g is constant, ", " from the start."), doubt("The mean obeys ", ".")
    ('constant', None)
    """
    sentence = _SENTENCE.split(before)[-1] + " " + _SENTENCE.split(after)[0]
    found = _SUPPOSED.search(before) or _SUPPOSED.search(after) or _WEAK.search(sentence) or _OTHERS.search(sentence)
    return found[0] if found else None


def sentences(text: str) -> int:
    """How many sentences end in the text.

    >>> sentences("One. Two? And")
    2
    """
    return len(_SENTENCE.findall(text))


def words(text: str) -> str:
    """The prose without its formulas.

    >>> words("If $x = 1$ and $$y$$ then")
    'If   and   then'
    """
    return re.sub(r"\$\$?[^$]*\$\$?", " ", text).strip("$")
