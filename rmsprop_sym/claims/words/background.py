"""What the prose above a formula may suppose in words."""

from __future__ import annotations

import re

from rmsprop_sym.claims.words.wording import cut_sentences, supposes, words

_CONCLUDING = re.compile(
    r"\W*(?:then|hence|thus|therefore|consequently|accordingly|in\s+(?:this|that)\s+case|under\s+(?:this|these)\s+\w+|it\s+follows"
    r"|we\s+(?:then\s+|now\s+)?claim)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")
_SUPPOSING = re.compile(
    r"\b(?:(?:ignor|neglect|omit|disregard|suppos|assum|imagin|pretend)\w*|drop(?:ping)?|leav(?:e|ing)\s+(?:\S+\s+){0,3}(?:out|away)|left\s+(?:out|away)"
    r"|suppress\w*|everywhere|throughout"
    r"|from (?:now|here) on|henceforth|hereafter|in what follows"
    r"|in (?:this|the whole) (?:section|chapter|part|lecture|note|sheet|exercise|example)"
    r"|for the (?:rest|moment|remainder))\b"
    r"|\b(?:set(?:ting)?|put(?:ting)?|tak(?:e|ing)|let|choose)\s+(?:\$\s*)?"
    r"(?:\\(?:var)?epsilon|[εϵ]|eps\b|\|?g(?:_\w|_\{[^{}]*\})?\|?\s*(?:[=<≤]|\\le))",
    re.IGNORECASE,
)
_GRADIENTS = re.compile(
    r"\b(?:(?:bounded|constant|steady|unit|alternating|positive|negative|nonnegative|equal|vanishing|zero|identical)\s+gradients?"
    r"|gradients?\s+(?:is|are|was|were|lies?|stays?|remains?|vanish\w*|equals?|(?:de|in)creas\w*|shrinks?|grows?|keeps?"
    r"|alternat\w*|flips?|never|always|bounded|constant|between|within|at most|at least))\b",
    re.IGNORECASE,
)


_LETS = re.compile(r"\W*let\b(?!\s+us\b)", re.IGNORECASE)  # what is so called says what a letter is
_EXAMPLE = re.compile(
    r"\bgradients?\b[^.;]{0,40}?\$?\s*[-−]?\d+(?:\.\d+)?\s*\$?\s*(?:,|and\b|then\b)|\b(?-i:g)(?:_\{?[1-9]\}?)?\s*=\s*\(?\s*[-−]?\d"
    r"|\bsame\s+gradients\s+(?:as|are|were|again|above|once\s+more)\b|\b(?:these|given|above|following|two|three|four|five|six)\s+gradients\b|\bgradients\s+(?:above|below)\b",
    re.IGNORECASE,
)


def is_example(text: str) -> bool:
    """Whether a paragraph gives the values of gradients, or points at such.

    >>> is_example("Take the gradients 4, 2 and -2."), is_example("The gradients are bounded.")
    (True, False)
    """
    return _EXAMPLE.search(text) is not None


def supposing(text: str) -> list[str]:
    """The sentences of a paragraph that may suppose something in words that is meant for what follows.

    >>> supposing("Divide by the root. The gradient is always one.")
    ['The gradient is always one.']
    """
    return [each for each in _SENTENCE.split(text) if _SUPPOSING.search(each) or _GRADIENTS.search(each)]


def concludes(text: str, above: str) -> bool:
    """Whether a paragraph draws a conclusion from what the last sentence above it supposes, formulas between dollars.

    >>> concludes("Then it is.", "It is new. Suppose $x > 0$."), concludes("Then it is.", "Suppose it is. It was.")
    (True, False)
    """
    if not _CONCLUDING.match(text):
        return False
    last = [each for each in cut_sentences(words(above)) if each.strip()][-1:]
    return any(supposes(each) and not _LETS.match(each) for each in last)
