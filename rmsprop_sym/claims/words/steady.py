"""What a note calls a gradient that stays the same: a constant gradient c, the gradient is c in every step."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.formula import NATURALS, formula_in
from rmsprop_sym.claims.expressions.syntax import Apply, Call, Chain, Literal, Name, Node, parse_statement, walk
from rmsprop_sym.claims.expressions.tokens import GREEK
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, formula_of
from rmsprop_sym.claims.words.phrases import compiled

LONGEST_LEAD = 80
_LEADING = re.compile(  # what leads to a phrase, up to where it begins
    r"(?:\b(?:and|but|so|now|if|when|whenever|while|once|(?:as|so)\s+long\s+as|as\s+soon\s+as|for|with|under|at|in|on|given"
    r"|provided|supposing|suppose|assuming|assume|let(?:\s+us|['’]s)?|say|because|since|consider|take|taking|imagine|imagining"
    r"|should|put|putting|set|setting|feed(?:ing)?(?:\s+in)?|fed|plug(?:ging)?(?:\s+in)?|insert(?:ing)?|keep(?:ing)?|look(?:ing)?\s+at"
    r"|start(?:ing)?|as\s+a\s+(?:sanity\s+|quick\s+|first\s+)?check,?|on\s+a\s+(?:plateau|linear\s+\w+),?|where"
    r"|under\s+(?:the|our|this)\s+(?:\w+\s+)?(?:assumption|hypothesis|condition)|on\s+the\s+(?:assumption|hypothesis)"
    r"|for\s+(?:simplicity|definiteness|example|instance),?|in\s+the\s+(?:\w+\s+)?case,?|for\s+a\s+linear\s+(?:loss|function)"
    r"|the\s+loss\s+is\s+linear,?)\s+)*"
    r"(?:\b(?:that|we|one|you|us|now|then|also|moreover|furthermore|further|instead|(?:the\s+)?(?:\w+\s+)?case(?:\s+(?:of|that|where|in\s+which))?"
    r"|the|a|an|any|every|each|all|some|and|only|past|single|our|same|this|such|so|keeps?|feeds?|has|have)\s+)*$",
    re.IGNORECASE,
)
_TURNS = {
    "steady": r"(?:constant|fixed|steady|identical|same|unchanging|unchanged|unvarying|persistent|equal|stationary)",
    "kind": r"(?:(?:non-?zero|non-?vanishing|positive|negative|real|scalar|and|but|,)\s*)*",
    "gradient": r"(?:gradients?|inputs?|slopes?|derivatives?)",
    "size": r"(?:absolute\s+value|size|magnitude|length|modulus|norm)",
    "called": (
        r"(?:\s*[,(]?\s*\b(?:say|call\s+it|called|named|namely|denoted(?:\s+by)?|of|equal\s+to|equals?|with|value|case"
        r"|i\.\s?e\.|which\s+we\s+call|is|are|at)(?=[\s,$]))*\s*[,:(]?\s*"
    ),
    "still": (
        r"(?:always|constantly|identically|throughout|forever|permanently|all|the\s+same|at\s+(?:all|every)\s+(?:times?|steps?)"
        r"|in\s+(?:every|each)\s+(?:step|iteration)|all\s+the\s+time|constant(?:ly)?)"
    ),
    "forever": (
        r"(?:,?\s*(?:(?:for|at|in|during)\s+(?:all|every|each|any)\s+(?:\$\s*[a-z]\s*(?:(?:\\ge(?:q|qslant)?|≥)\s*1\s*)?\$|steps?"
        r"|iterations?|times?(?:\s+steps?)?)|for\s+(?:all\s+)?\$\s*[a-z]\s*(?:=|\\in(?![a-z]))\s*(?:\\\{\s*)?1\s*,[^$]*(?:dots|…|\.{3})[^$]*\$"
        r"|throughout|forever|always|all\s+the\s+time|again\s+and\s+again|over\s+and\s+over(?:\s+again)?|step\s+after\s+step"
        r"|every\s+time|each\s+time)(?!\w))"
    ),
    "is": (
        r"(?:is|are|be|being|was|were|equals?|stays?|remains?|takes?|keeps?|has|have|had)(?:\s+(?:fixed|held|kept|constant|equal"
        r"|always|identically|constantly|all|at|of|to|the|a|same|common|value|and))*"
    ),
    "comes": r"(?:\s+(?:comes?|arrives?|enters?|appears?|is\s+(?:seen|fed|observed|used|repeated)|acts?)(?:\s+in)?)?",
    "unchanged": (
        r"(?:(?:(?:is|are|be|were|was|stays?|remains?|being)\s+)?(?:(?:an?|the|all)\s+)*{steady}(?:\s+(?:number|value|letter|constant))?"
        r"|(?:does|do)(?:\s+not|n['’]t)\s+(?:change|vary)|never\s+chang(?:es?|ing))"
    ),
    "each": r"(?:every|each|any|all)\s+(?:of\s+)?(?:the\s+)?(?:single\s+)?",
    "all": r"(?:all|the|every|any)(?:\s+the)?",
    "supposing": r"(?:suppos\w*|assum\w*|let|if|when\w*|while|provided|since|as\s+long\s+as|given|for|with|under)",
    "of_gradients": (
        r"(?:that|all|every|the|usual|standard|common|assumption|gradients?|clipped|bounded|with|we|have|satisfying|which"
        r"|satisfy|always|\s|,)"
    ),
    "g": r"\$\|?\s*g_(?:\w|\{\w\})\s*\|?\$",
    "number": r"(?P<number>one|\d+(?:\.\d+)?)(?!\w|[.,]\d|\s*(?:%|[/*^_=+−-]|percent|times|steps?))",
    "letter": r"\$(?P<letter>[^$]+)\$",
}
_PHRASES = (
    r"\b(?:{each}|the\s+)?{gradient}\s+{is}\s+{number}{forever}",
    r"\b{each}{gradient}\s+(?:are|is|equals?|be)(?:\s+equal\s+to)?\s+{number}",
    r"\b{kind}{steady}\s+{gradient}\s+(?:of|equal\s+to)\s+{number}",
    r"\bunit\s+(?P<unit>{gradient})",
    r"\b{steady}\s+(?=\$g_){letter}",
    r"\b{kind}{steady}[\s,-]+{kind}{gradient}(?:\s+values?)?(?P<size>\s+of\s+{size})?{called}{letter}(?:{comes}{forever})?",
    r"\b(?:{gradient}|they)(?:\s+all)?\s+{still}\s+(?:{is}\s+)?{letter}{forever}?",
    r"\b{gradient}(?:\s+all)?\s+{is}\s+{still}\s+(?:equal\s+to\s+|at\s+|to\s+)?{letter}{forever}?",
    r"\b{gradient}(?:\s+all)?\s+{is}\s+(?:{size}\s+)?{letter}{forever}",
    r"\b{each}{gradient}\s+{is}\s+{letter}{forever}?",
    r"\b{gradient}\s+of\s+(?:constant|fixed|the\s+same)\s+(?P<sized>{size})\s+{letter}",
    r"\b{gradient}\s+{unchanged}{called}{letter}{forever}?",
    r"\bfed\s+with\s+an?\s+constant\s+{letter}{forever}?",
    r"\b{each}{g}\s+{is}\s+{letter}{forever}?",
    r"{g}\s+{is}\s+{letter}{forever}",
    r"{g}\s+{is}(?<=constant)\s+(?:value\s+)?{letter}",
    r"(?=\$g_){letter}{forever}",
    r"(?=\$[^$]*(?:\\equiv|≡|\\pm|±|dots\b|…)){letter}{forever}?",
    r"(?:\b(?:take|taking|put|putting|set|setting|(?:plug|insert|substitut)\w*(?:\s+in)?|so\s+that|with\s+all))\s+(?=\$g_){letter}",
    r"\b{gradient}\s+(?:stays?|remains?|(?:is|are|be)\s+(?:held|kept|fixed|frozen))\s+(?:\w+\s+)?(?:at|equal\s+to)\s+{letter}{forever}?",
    r"(?=\$g_){letter}\s*,?\s*\(?\s*(?:(?:is|be|being|are)\s+)?(?:all\s+|an?\s+|the\s+)?(?:constant|fixed|same)\b\)?(?!\s+\w)",
)

_BOUNDS = (
    r"\b{gradient}\s+(?:{is}\s+)?(?:uniformly\s+)?(?:bounded|limited|capped)(?:\s+(?:in\s+)?(?:{size}|uniformly))?\s+by\s+{letter}{forever}?",
    r"\b{gradient}\s+(?:(?:is|are|be|being)\s+)?clipped\s+(?:at|to|by)\s+{letter}{forever}?",
    r"\bclipp(?:ed|ing)\s+(?:all\s+|the\s+)*{gradient}\s+(?:at|to|by)\s+{letter}{forever}?",
    r"\bno\s+{gradient}\s+(?:ever\s+)?exceeds\s+{letter}(?:\s+in\s+{size})?{forever}?",
    r"\b{gradient}\s+(?:never|do\s+not|does\s+not)\s+exceeds?\s+{letter}(?:\s+in\s+{size})?{forever}?",
    r"\b{gradient}\s+(?:are\s+|is\s+)?(?:all\s+)?(?:of\s+{size}\s+)?at\s+most\s+{letter}(?:\s+in\s+{size})?{forever}?",
    r"{letter}\s+(?:bounds|(?:be|is)\s+an?\s+(?:upper\s+)?bound\s+(?:on|for|of))\s+(?:the\s+size\s+of\s+)?{all}\s+{gradient}",
    r"\ba\s+(?:uniform\s+)?bound\s+{letter}\s+(?:on|for|of)\s+{all}\s+{gradient}",
    r"\b{supposing}(?:\s+{of_gradients}+)?\s*(?=\$\s*(?:\||\\lvert|\\left)){letter}{forever}?",
)
_NAMED = tuple(compiled(phrase, _TURNS) for phrase in (*_PHRASES, *_BOUNDS))
_CALLED = _NAMED[_PHRASES.index(next(each for each in _PHRASES if "{called}" in each))]
_BOUNDING = frozenset(_NAMED[len(_PHRASES) :])
_ABOUT = re.compile(r"gradient|input|slope|derivative|\$\|?g_|they|fed|≡|\\equiv|±|\\pm|dots|…", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bi\.e\.)(?<!\b[a-z]\.)(?=\s)")
_SIGNS = {"nonzero": "!=", "positive": ">", "negative": "<"}
_SIGN = re.compile(r"\\pm(?![a-z])|±")
_EQUIVALENT = re.compile(r"\\equiv(?![a-z])|≡")
_STANDS = re.compile(
    r"\b(?:let|suppose|supposing|assume|assuming|consider|take|put|set|feed|imagine|say|look|keep|(?:plug|insert|substitut)\w*)\b",
    re.IGNORECASE,
)
_CONSTANT = re.compile(r"\b(?:constant|fixed|steady|unchang\w+|unvarying|persistent|stationary)\b", re.IGNORECASE)
_LASTS = re.compile(rf"{_TURNS['forever']}$|=", re.IGNORECASE)
_LISTED = re.compile(
    r"^\s*\|?(?P<letter>[A-Za-z])_(?:1|\{1\})\|?\s*=.*(?:\\[lc]?dots|…|\.\.\.).*=\s*"
    r"(?P<last>\|?(?P=letter)_(?:\w|\{\w\}).*|[A-Za-z](?:\s*(?:>|\\ne|≠).*)?)$"
)
_PUT_IN = re.compile(
    r"\s+in(?:to)?\s+(?:the|this|our|its)\s+(?:\w+\s+)?(?:recursion|recurrence|definition|sum|formula|closed\s+form|equation|update|rule)\b",
    re.IGNORECASE,
)
_ONLY_PARTLY = re.compile(
    r"\s*,?\s*(?:for|at|in)\s+(?:all|every|each|any)\b|\s*,?\s*in\s+(?:(?:the\s+)?(?:mean|expectation)|absolute|size|magnitude|norm|both|two|each\s+coordinate|this|that)\b"
    r"|\s*,?\s*(?:only|until|except|but|during|from|on|up\s+to|after|before|since|later|while|unless|with\s+(?:noise|probability)|plus"
    r"|(?:for|at|in)\s+(?:odd|even|some|most|large|small|the\s+(?:first|last|second)|\d|\$))\b|\s*(?:for|at|in)\s+\$",
    re.IGNORECASE,
)
_AGAIN = r"\$\s*\\?{0}\s*\$\s+(?:is|be|denotes?|stands|now)\b"
_AGAIN += r"|\b(?:let|where|call|denote)\s+\$\s*\\?{0}\s*[$=]|\$\s*{0}\s*(?:=|:=)"


@dataclass(frozen=True)
class Steady:
    """A letter that is what every gradient is, or is as large as, and what is supposed with it.

    `words` say of the gradients as much without the letter; there may be none.  It `stands` if it is supposed
    for more than its sentence.
    """

    letter: str
    supposed: tuple[Hypothesis, ...]
    span: tuple[int, int]
    words: str
    stands: bool


@lru_cache(maxsize=32)
def steady(text: str) -> tuple[Steady, ...]:
    """The letters that a text, formulas between dollars, gives to gradients that stay the same.

    >>> [(each.letter, *map(str, each.supposed)) for each in steady(r"For a constant gradient $c > 0$ we have")]
    [('c', 'g(t) = c for every t', 'c > 0')]
    >>> steady("For a constant gradient $c$ from step 3 on")
    ()
    """
    found, start = [], 0
    for sentence in _SENTENCE.split(text):
        for each in _named(sentence):
            begin, end = start + each.span[0], start + each.span[1]
            again = each.letter and re.search(_AGAIN.format(re.escape(each.letter)), text[end:])
            if not again and not _ONLY_PARTLY.match(text, end):
                found.append(replace(each, span=(begin, end)))
        start += len(sentence)
    return tuple(found)


@lru_cache(maxsize=4096)
def _named(sentence: str) -> tuple[Steady, ...]:
    """The same of one sentence, whatever follows it."""
    found: list[Steady] = []
    for match in _matches(sentence) if _ABOUT.search(sentence) else ():
        said = match.groupdict()
        sized = any(said.get(group) is not None for group in ("size", "sized", "unit"))
        number = (said.get("number") or "one").lower()
        formula = said.get("letter") or ("1" if number == "one" else number)
        letter, supposed = (_bound(formula) if match.re in _BOUNDING else _read(formula, sized=sized)) or ("", ())
        lasts = _CONSTANT.search(match[0]) or _LASTS.search(match[0])
        if supposed and (lasts or match.re is not _CALLED):
            lead = _LEADING.search(sentence, max(0, match.start() - LONGEST_LEAD), match.start())
            put = _PUT_IN.match(sentence, match.end())
            span = (lead.start() if lead else match.start(), put.end() if put else match.end())
            words = match[0].lower().replace("-", "").replace("vanishing", "zero").split()
            signs = [parse_statement(f"{letter} {how} 0") for word, how in _SIGNS.items() if letter and word in words]
            every, *more = dict.fromkeys((*supposed, *signs))
            stands = is_standing(sentence[slice(*span)])
            plainly = "" if match.re in _BOUNDING or (sized and not letter) else _in_words(letter, more)
            found.append(Steady(letter, (every, *more), span, plainly, stands))
    return tuple(found)


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    """The phrases of a sentence from left to right, of those that overlap the first in the list."""
    found = list[re.Match[str]]()
    for match in (match for pattern in _NAMED for match in pattern.finditer(sentence)):
        if all(match.end() <= other.start() or other.end() <= match.start() for other in found):
            found.append(match)
    yield from sorted(found, key=re.Match.start)


def _in_words(letter: str, more: Sequence[Hypothesis]) -> str:
    """What says of every gradient as much as what is supposed of its letter."""
    kinds = [word for word, how in _SIGNS.items() if letter and parse_statement(f"{letter} {how} 0") in more]
    return f" for a constant {' '.join(kinds)} gradient " if len(kinds) == len(more) else ""


def bounds(hypothesis: Hypothesis) -> bool:
    """Whether it bounds every gradient.

    >>> bounds(Every(parse_statement("abs(g(t)) <= G"), "t")), bounds(parse_statement("g(t) = 2"))
    (True, False)
    """
    return isinstance(hypothesis, Every) and hypothesis.chain.relations in {("<",), ("<=",)}


def is_standing(phrase: str) -> bool:
    """Whether a phrase supposes what it says for the sentences after its own, too.

    >>> is_standing("Let"), is_standing("If")
    (True, False)
    """
    return _STANDS.search(phrase) is not None


def without_steady(text: str, letters: Collection[str]) -> str:
    """The text without what it calls constant gradients, and, for these letters, gradients of one size.

    >>> without_steady("Suppose the gradient is $c$ in every step. Then", ())
    '  for a constant  gradient . Then'
    """
    for each in reversed(steady(text)):
        if each.words or each.letter in letters:
            start, end = each.span
            text = f"{text[:start]} {each.words}{text[end:]}"
    return text


def is_given(hypothesis: Hypothesis) -> bool:
    """Whether it says what gradients are, or compares them with a letter.

    >>> is_given(Every(parse_statement("g(t) = 2"), "t")), is_given(parse_statement("abs(g(t)) <= M"))
    (True, True)
    >>> is_given(parse_statement("g(1) != 0"))
    False
    """
    chain = formula_of(hypothesis)
    if chain is None:
        return False
    parts = list(walk(chain))
    steps = {name for part in parts if isinstance(part, Apply) for name in part.arguments if isinstance(name, Name)}
    letters = any(isinstance(part, Name) and part not in steps for part in parts)
    of_gradients = any(isinstance(part, Apply) and part.name == GRADIENT for part in parts)
    return of_gradients and ("=" in chain.relations or letters)


def _read(formula: str, *, sized: bool) -> tuple[str, tuple[Hypothesis, ...]] | None:
    """The letter that a formula gives to every gradient, and what it supposes; None if it does not."""
    listed = _LISTED.match(formula)
    equation = _EQUIVALENT.sub("=", listed["last"] if listed else formula)
    chain = formula_in(_SIGN.sub(" ", equation))
    if chain is None:
        return None
    members, relations = list(chain.members), list(chain.relations)
    if _is_gradient(members[0]) and relations[:1] == ["="]:
        sized = sized or _SIGN.search(equation) is not None or isinstance(members[0], Call)
        members, relations = members[1:], relations[1:]
    match members:
        case [Name(name=letter), *others] if _is_free(letter) and all(isinstance(each, Literal) for each in others):
            said = parse_statement(f"abs(g(t)) = {letter}" if sized else f"g(t) = {letter}")
            positive = [parse_statement(f"{letter} >= 0")] if sized else []
            more = [Chain((members[0], each), (how,)) for each, how in zip(others, relations, strict=True)]
            return letter, (Every(said, "t"), *positive, *more)
        case [Literal() as number]:
            return "", (Every(parse_statement(f"abs(g(t)) = {number}" if sized else f"g(t) = {number}"), "t"),)
    return None


def _bound(formula: str) -> tuple[str, tuple[Hypothesis, ...]] | None:
    """The letter that bounds every gradient, alone or in what says so, and what it supposes; None if there is none."""
    match formula_in(formula):
        case Chain((Name(name=letter),), ()) if _is_free(letter):
            return letter, (Every(parse_statement(f"abs(g(t)) <= {letter}"), "t"),)
        case Chain((Call(function="abs") as size, Name(name=letter)), ("<" | "<=",)) as chain if _is_gradient(size):
            step = next(each.name for each in walk(size) if isinstance(each, Name))
            return (letter, (Every(chain, step),)) if _is_free(letter) else None
    return None


def _is_free(letter: str) -> bool:
    """Whether a letter can stand for a gradient."""
    return letter not in NATURALS and letter != GRADIENT and letter not in GREEK.values()


def _is_gradient(node: Node) -> bool:
    """Whether it is the gradient at a step, or its size."""
    inner = node.parts[0] if isinstance(node, Call) and node.function == "abs" else node
    return isinstance(inner, Apply) and inner.name == GRADIENT and isinstance(inner.arguments[0], Name)
