"""Conditions that words alone make, `for a constant gradient`, `if we ignore epsilon`, and words that may hide one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rmsprop_sym.claims.expressions.formula import ARROW, formula_in
from rmsprop_sym.claims.expressions.syntax import Constant, has_letters, parse_statement
from rmsprop_sym.claims.expressions.tokens import RELATION
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis
from rmsprop_sym.claims.words.bare import without_lists
from rmsprop_sym.claims.words.wording import cut_sentences, related, without_idioms, words

_LEAD = (
    r"(?:\b(?:and|but|now|if|when|whenever|while|once|(?:as|so)\s+long\s+as|as\s+soon\s+as|for|with|under|at|in|given"
    r"|provided|supposing|suppose|assuming|assume|let|say|because|since)\s+)?"
    r"(?:\b(?:that|we|now|then|also|moreover|furthermore|further|in\s+addition|additionally|(?:the\s+)?case\s+of)\s+)*"
)
_KIND = r"(?:constant|identical|(?:not|never)\s+zero|non-?zero|non-?vanishing|positive|negative|non-?negative|fixed)"
_BUT = r"(?!\s+(?:in|up|sign\w*|except|but|from|after|on|only|until|near|size\w*|norm\w*|length|magnitude|varian\w*"
_BUT += r"|direction\w*|noise|field|flow|since|between|with|much|greatly|significantly|noticeably|a\s+lot|too"
_BUT += r"|and\s+(?:then|later|after\w*)|of)\b)"
_NUMBER = r"(?:all|each|every|the|an?|any|our)"
_GRADIENTS = re.compile(
    rf"{_LEAD}(?:\b{_NUMBER}\s+)*\b(?P<kinds>{_KIND}(?:(?:\s*,\s*|\s+)(?:and\s+|but\s+)?{_KIND})*)\s+gradients?\b{_BUT}"
    rf"|{_LEAD}(?:\b{_NUMBER}\s+)*\bgradients?\s+(?:that\s+)?(?:all\s+)?(?:(?:is|are|be|being|stays?|remains?|keeps?)\s+)?"
    rf"(?:all\s+|always\s+|held\s+|kept\s+)*(?P<kind>{_KIND}|(?:does|do|is|are)\s+not\s+(?:vanish|zero|change|vary)"
    rf"|never\s+changes?|coincides?|the\s+same|equals?(?:\s+to)?(?!\s*[\w-]))\b(?:,?\s+(?:and|but)\s+(?P<also>{_KIND})\b)?{_BUT}(?:\s+(?:at|in|for)\s+(?:every|all|each)\s+steps?\b)?"
    rf"|{_LEAD}\bno\s+gradient\s+(?P<none>is\s+zero|vanishes)\b",
    re.IGNORECASE,
)
_CONSTANT = (
    r"(?:the\s+|that\s+|this\s+)?(?:(?:very\s+)?(?:small|tiny|little)\s+|safety\s+|stabili[sz]ing\s+)*"
    r"(?:(?:constant|term|number)\s+)?(?:epsilon|eps|ε)\b(?:\s+term\b)?"
)
_DENOMINATOR = r"the\s+(?:(?:small|tiny|little|safety|stabili[sz]ing)\s+)*constant\s+in\s+the\s+(?:denominator|divisor)"
_EPSILON = re.compile(
    rf"{_LEAD}\b(?:neglect(?:ing)?|ignor(?:e|ing)|drop(?:ping)?|omit(?:ting)?|disregard(?:ing)?|without|no|leav(?:e|ing)\s+(?:out|away)"
    rf"|forget(?:ting)?\s+about|suppress(?:ing)?)\s+(?:{_CONSTANT}|{_DENOMINATOR}\b)"
    rf"|{_LEAD}\bleav(?:e|ing)\s+{_CONSTANT}\s+(?:out|away)\b"
    rf"|{_LEAD}\b(?:epsilon|eps|{_DENOMINATOR})\s+(?:(?:is|be|being)\s+)?(?:always\s+)?(?:set\s+to\s+)?"
    r"(?:zero|dropped|neglected|ignored|left\s+(?:out|away)|omitted|suppressed|negligible|tiny)\b"
    rf"|{_LEAD}\b(?:(?:negligible|vanishing|tiny)\s+{_CONSTANT}|(?:setting|putting|sending|letting)\s+{_CONSTANT}\s+(?:to|go\s+to|tend\s+to)\s+zero"
    rf"|(?:up\s+to|apart\s+from|except\s+for|modulo)\s+{_CONSTANT}|{_CONSTANT}\s+(?:aside|apart))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first|very\s+first)\s+(?:step|iteration|update|time|value|mean|average|gradient)\b|\bone\s+step\b|\binitial\w*"
    r"|\b(?:starts?|started|begins?|began)\b"
    r"|\b(?:start|beginning|outset)\b|\bto\s+begin\s+with\b|\bstep\s+(?:1|one)\b",
    re.IGNORECASE,
)
_HARMLESS = {
    "a", "after", "all", "also", "always", "an", "and", "any", "arbitrary", "are", "assume", "assumed",
    "assuming", "at", "be", "beta", "both", "bounded", "by", "consider", "constant", "decay", "each", "eps", "epsilon",
    "equal", "equals", "eta", "every", "exactly", "fix", "fixed", "for", "from", "further", "furthermore", "given",
    "gradient", "gradients", "has", "have", "holds", "i", "identical", "in", "index", "indices", "instead", "is",
    "it", "iteration", "iterations", "k", "let", "m", "moreover", "n", "now", "number", "numbers", "obeys", "of",
    "on", "or", "our", "paragraph", "rate", "real", "remain", "remains", "same", "satisfies", "satisfy", "section",
    "sequence", "simply", "some", "stay", "stays", "step", "steps", "still", "suppose", "supposed", "supposing",
    "t", "that", "the", "there", "this", "throughout", "time", "times", "to", "together", "two", "uniformly", "us",
    "value", "we", "where", "with", "e", "namely", "say", "absolute", "size",
}  # fmt: skip
_LEADING = {"if", "when", "whenever", "provided", "under", "from", "now", "unless", "keep", "will", "shall", "always"}
_FORMULA = re.compile(r"\$\$?([^$]+)\$\$?")
_LABEL = re.compile(
    r"(?:\\(?:textbf|textit|textsc|emph)\s*\{|\*\*)\s*(?:exercise|problem|task|question|solution|fact|theorem|lemma|remark"
    r"|example|proposition|corollary|proof|part|step|note)\s*[\d.]*\s*:?\s*(?:\}|\*\*)"
    r"|^\W*(?:first|second|third|fourth|last|final)(?:ly)?\s*,",
    re.IGNORECASE,
)
_DECAY = re.compile(r"\\?(?:beta|gamma|rho|lambda|mu|[βγρλμ])(?:_\{?\d\}?)?\s*(?:\\in|∈)\s*[(\[]\s*0\s*,\s*1\s*\)")
_BOUNDED = re.compile(
    r"\b(?:from|after|before|beyond|past|since|until|till|up\s+to|over|on|during|starting\s+(?:at|with|from)|beginning\s+(?:at|with))"
    r"\s+(?:(?:step|time|about|around|roughly)\s+)*\$\s*[tnki]\s*(?:[=<>≤≥]|\\(?:leq?|geq?|in|approx)(?![a-z]))[^$]*\$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(r"\b(?:then|so|hence|thus|therefore|we\s+(?:have|get|obtain|find|see))\b", re.IGNORECASE)
_SUPPOSITION = re.compile(r"\b(?:suppos\w*|assum\w*|let|consider|fix|throughout)\b", re.IGNORECASE)
_MAY_SUPPOSE = re.compile(
    r"\b(?:suppos|assum|let|consider|fix|take|set|put|choos|pick|if|when|where|with|for|given|under|throughout|bound|always|clip"
    r"|from|start|at|once|while|until|keep|so\s+that)\w*\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\b(?:if|when|whenever|with|for|given|under|provided|that|and|or|at|let|suppose|assume)\s+\$[^$]*\$\s*"
    r"(?=(?:and|or|but|for|in|at|on|if|when|whenever|unless|except|only|from|until|while|with|where)\b)"
    r"([^$,;:.]*?)(?:[,;:.]|\bthen\b)",
    re.IGNORECASE,
)


def spoken(text: str) -> tuple[str, list[Hypothesis]]:
    """The text without the conditions that it makes in words, and these conditions.

    >>> rest, found = spoken("If we ignore epsilon, a constant nonzero gradient gives")
    >>> rest.split(), [str(each) for each in found]
    ([',', 'gives'], ['eps = 0', 'constant g', 'g != 0'])
    """
    found: list[Hypothesis] = []
    if _EPSILON.search(text):
        found.append(parse_statement("eps = 0"))
    for match in _GRADIENTS.finditer(text):
        found += _of_gradients(" ".join(filter(None, match.groups())).lower())
    return _GRADIENTS.sub("  ", _EPSILON.sub(" ", text)), list(dict.fromkeys(found))


def _of_gradients(kinds: str) -> Iterator[Hypothesis]:
    """What the words say of every gradient."""
    constant = re.search(r"constant|identical|fixed|same|equal|change|vary|coincide", kinds) is not None
    if constant:
        yield Constant("g")
    for pattern, relation in (
        (r"non-?zero|non-?vanish|(?:not|never) (?:vanish|zero)|is zero|vanishes", "!="),
        (r"(?<!non)(?<!non-)\bpositive", ">"),
        (r"(?<!non)(?<!non-)\bnegative", "<"),
        (r"non-?negative", ">="),
    ):
        if re.search(pattern, kinds):
            yield parse_statement(f"g {relation} 0") if constant else Every(parse_statement(f"g(i) {relation} 0"), "i")


def _is_unclear(formula: str) -> bool:
    """Whether the formula states what cannot be read, or is a bare number, which may be the value of something."""
    chain = formula_in(formula)
    if chain is None:
        return re.search(RELATION, formula) is not None or ARROW.search(formula) is not None
    return not chain.relations and not has_letters(chain.members[0])


def at_the_first(sentence: str, steps: Iterable[str]) -> list[Hypothesis]:
    """The steps at 1, if the sentence may speak of the first one only.

    >>> [str(each) for each in at_the_first("At the first step we have", ["t"])]
    ['t = 1']
    """
    return [parse_statement(f"{step} = 1") for step in steps] if _FIRST.search(sentence) else []


def is_heard(text: str) -> bool:
    """Whether a passage, formulas between dollars, supposes nothing but what is understood.

    >>> is_heard("Throughout we assume $|g_t| < M$."), is_heard("Throughout we assume small gradients.")
    (True, False)
    """
    formulas = [match[1] for match in _FORMULA.finditer(text) if not _DECAY.fullmatch(match[1].strip())]
    supposing = [words(each) for each in cut_sentences(text)]
    return not any(map(_is_unclear, formulas)) and not any(map(_unclear_word, supposing))


def unheard_with(sentence: str) -> str | None:
    """The word of a sentence that supposes something, up to what follows from it, that may suppose something more.

    >>> unheard_with("If $g_1 > 0$ for odd $i$, then"), unheard_with("Let $|g_i| < M$ for all $i$. Find a bound")
    ('odd', None)
    """
    unclear = (match[1].strip() for match in _FORMULA.finditer(sentence) if _is_unclear(match[1]))
    return next(unclear, None) or _unclear_word(_FOLLOWS.split(words(cut_sentences(sentence)[0]))[0])


def _unclear_word(text: str) -> str | None:
    """The first word that may suppose something that is not understood."""
    said = (match[0] for match in re.finditer(r"[A-Za-z]+", spoken(_LABEL.sub(" ", text))[0]))
    return next((word for word in said if word.lower() not in _HARMLESS | _LEADING), None)


def unheard(text: str, rest: str = "") -> str | None:
    """What stands beside a condition before a claim, formulas between dollars, that may be a condition too, if any.

    A formula of the claim's own sentence that cannot be read, or is a bare number, is one, too.

    >>> unheard("Suppose that $g_1 > 0$ for all odd steps. Then"), unheard("Suppose that $g_i > 0$ for all $i$. Then")
    ('odd', None)
    >>> unheard("If $g_1 > 0$ and the others vanish, then"), unheard("If $g_1 > 0$ and $g_2 > 0$, then")
    ('others', None)
    """
    supposing = [each for each in cut_sentences(words(text))[:-1] if _MAY_SUPPOSE.search(each)]
    own = f"{cut_sentences(words(text))[-1]} {words(cut_sentences(rest)[0])}"
    if plainly := related(" . ".join([*supposing, own])):
        return plainly
    *earlier, last = cut_sentences(without_lists(text))
    sentence = f"{last} {cut_sentences(without_lists(rest))[0]}"
    if bounded := _BOUNDED.search(sentence):
        return bounded[0]
    for match in _FORMULA.finditer(sentence):
        if _is_unclear(match[1]):
            return match[1].strip()
    parts = [_FOLLOWS.split(words(each))[0] for each in earlier if _SUPPOSITION.search(without_idioms(words(each)))]
    parts += [words(match[1]) for each in (*earlier, last) for match in _JOINED.finditer(each)]
    said = (match[0] for part in parts for match in re.finditer(r"[A-Za-z]+", spoken(_LABEL.sub(" ", part))[0]))
    return next((word for word in said if word.lower() not in _HARMLESS), None)
