"""What a note leaves out for long: the small constant of the denominator, in words or by a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.expressions.tokens import WORDS
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.words.spoken import spoken
from rmsprop_sym.claims.words.wording import cut_sentences, words

_ZERO = re.compile(r"\$\s*(?:\\(?:var)?(?P<name>epsilon|delta)|(?P<sign>[εϵδ])|\\?mathrm\{eps\})\s*=\s*0\s*\$")
_PLACES = (
    r"(?:question|exercise|problem|slide|section|example|sheet|chapter|part|task|formula|page|number|computation|calculation"
    r"|solution|result|value|proof|estimate|answer)s?"
)
_TEXTS = r"(?:note|lecture|text|sheet|chapter|handout|exam|document|slide|post|article|script|book)s?"
_EXCEPT = (
    r"except\s+(?:(?:in|for)\s+the\s+(?:section|chapter|part|paragraph|question)s?\s+(?:on|about|called)"
    r"|(?:where|when)\s+(?:I|we)\s+(?:talk|speak|write|say)\b)"
)
_OTHERWISE = (
    r"unless\s+[^.;]{0,60}?\b(?:otherwise|else|differently|the\s+contrary|mentioned|shown|written|stated|appears?|named)"
)
_FAR = (
    rf"{_OTHERWISE}|{_EXCEPT}|(?:in|on|for|of|from)\s+(?:all|every|each|any)\s+(?:of\s+)?(?:the\s+|these\s+|our\s+)?{_PLACES}"
    r"|in\s+(?:(?:the|our|my|all)\s+)?(?:hand\s+)?(?:formulas|numbers|computations|calculations|solutions|exercises|examples)"
    r"|wherever\s+(?:I|we|one)\s+\w+|(?:in|for)\s+(?:everything|all)\s+(?:that\s+follows|below)"
    rf"|(?:in|on)\s+(?:these|this|the\s+whole|the\s+entire|all\s+of\s+this|our)\s+{_TEXTS}"
)
_EVERYWHERE = re.compile(rf"\b(?:everywhere|{_FAR})\b", re.IGNORECASE)
_LONG = re.compile(
    rf"\b(?:throughout|everywhere|always|henceforth|hereafter|from\s+(?:now|here)\s+on|in\s+what\s+follows|{_FAR}"
    r"|(?:for|in)\s+the\s+(?:rest|remainder))\b",
    re.IGNORECASE,
)
_NAMED = r"(?:\$\s*(?:\\?(?:var)?epsilon|eps|[εϵ])\s*(?:=[^$]*)?\$|\beps(?:ilon)?\b|[εϵ]|\bsmall\s+constant\b)"
_NEGLECTS = re.compile(
    rf"\b(?:we|I)\s+(?:\w+ly\s+)?(?:neglect|ignore|drop|omit|disregard|suppress|forget|leave)\s+(?:(?:about|out)\s+)?"
    rf"(?:the\s+)?(?:(?:small|little|tiny)\s+)?(?:it\b|{_NAMED})"
    rf"|{_NAMED}[^.;]{{0,60}}?\b(?:is|are|be|gets?)\s+(?:\w+\s+)?(?:neglected|ignored|dropped|omitted|disregarded"
    r"|suppressed|left\s+(?:out|away))\b"
    rf"|{_NAMED}[^.;]{{0,60}}?\bplays?\s+no\s+r[oô]le\b",
    re.IGNORECASE,
)
_WHOLLY = re.compile(
    rf"\W*(?:we|I)\s+(?:neglect|ignore|drop|omit|disregard|leave\s+out)\s+(?:the\s+)?{_NAMED}\W*", re.IGNORECASE
)
_OTHERS = re.compile(r"\b(?:some|many|most|other|their|his|her|they|paper|original|keep|kept|but)\b", re.IGNORECASE)
_THERE = re.compile(r"\b(?:here|below)\b", re.IGNORECASE)
_HERE = re.compile(
    r"\bin\s+(?:this|the\s+present)\s+(?:sub)?(?:section|part|exercise|question|problem|example|frame|block|proof)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"(?:epsilon|\beps|[εϵ])\}?\s*=\s*(?:10\s*\^|1e-|1\s*\\?[c*·]\w*\s*10)[^$]*\$"
)  # and where it is said what it is
_KEPT = re.compile(rf"\b(?:{_EXCEPT}|{_OTHERWISE})\b", re.IGNORECASE)
_ITSELF = re.compile(r"epsilon|\beps\b|[εϵ]|delta|\bconstant\s+in\b|denominator|\bfloor\b", re.IGNORECASE)
_SOMETIMES = re.compile(
    r"\b(?:if|when|whenever|until|once|except|apart|unless|suppos\w+|would|not|never|cannot|only|later|but\s+not)\b|\?",
    re.IGNORECASE,
)


def neglected(text: str) -> Iterator[tuple[Hypothesis, bool]]:
    r"""What a text, formulas between dollars, leaves out for long, and whether that is for the whole note.

    >>> [(str(each), far) for each, far in neglected(r"Unless noted otherwise, $\delta = 0$. In this section $ε = 0$")]
    [('delta = 0', True), ('eps = 0', False)]
    >>> [(str(each), far) for each, far in neglected(r"The $ε$ is small, and I neglect it in all numbers below.")]
    [('eps = 0', True)]
    >>> list(neglected(r"If $\epsilon = 0$, this is so throughout."))
    []
    """
    for sentence in cut_sentences(text):
        far = _EVERYWHERE.search(sentence) is not None
        says = _says(sentence)
        valued = says and (_THERE.search(sentence) or _SMALL.search(sentence) or _WHOLLY.fullmatch(sentence))
        near = _LONG.search(sentence) or _HERE.search(sentence) or valued
        if not near or _SOMETIMES.search(_KEPT.sub(" ", words(sentence))):
            continue
        names = [match["name"] or match["sign"] or "eps" for match in _ZERO.finditer(sentence)]
        names += ["eps"] if says or parse_statement("eps = 0") in spoken(words(sentence))[1] else []
        for name in dict.fromkeys(WORDS.get(name, name) for name in names):
            yield parse_statement(f"{name} = 0"), far


def _says(sentence: str) -> bool:
    """Whether a sentence names the small constant, formulas between dollars, and says that it is left out."""
    named = re.search(_NAMED, sentence, re.IGNORECASE) is not None
    return named and _NEGLECTS.search(sentence) is not None and not _OTHERS.search(sentence)


def without_neglected(text: str) -> str:
    """The text, where a sentence leaves something out for long, without its words for that.

    >>> without_neglected("I leave out epsilon throughout, and g is constant. Then")
    'I    , and g is constant. Then'
    """
    parts = re.split(r"(?<=[.!?])(?=\s)", text)
    return "".join(_LONG.sub(" ", spoken(_ZERO.sub(" ", each))[0]) if any(neglected(each)) else each for each in parts)


def speaks_of_it(heading: str) -> bool:
    """Whether a heading says that what stands below it is about the small constant.

    >>> speaks_of_it("The role of epsilon"), speaks_of_it("Bounds")
    (True, False)
    """
    return _ITSELF.search(heading) is not None
