"""A number in its sentence: the plain words around it, and the counts, ages and moments that they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from rmsprop_sym.claims.expressions.syntax import Binary, Literal, Node, walk
from rmsprop_sym.claims.quantities.quantity import HERE, Values
from rmsprop_sym.claims.words.plainly import plainly
from rmsprop_sym.claims.words.wording import cut_sentences

BESIDE = 400  # characters on each side of a number in which words may call it something
MOST = 4  # different numbers that a sentence may mean
_NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
_SETTING = re.compile(
    rf"(?:\b(?:for|with|at|when|if|where|once|taking|and) )*(?<![\w^_(*/+-])(?:beta|rho|gamma|decay|alpha|eta|lr"
    rf"|eps|delta|mu|[A-Za-z])"
    rf"(?:_?\w)? ?= ?{_NUMBER}(?![\w.]*\d| ?[*/+^=≈-]|§),? ?",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\\(?:mathbb|mathsf|mathcal|operatorname|mathrm)\s*\{?E\}?")
_EACH = re.compile(r"\b(?:per|each|every|a single|one|1) (?:\w+ )?(?:step|update|iteration)\b", re.IGNORECASE)
_BRACKET = re.compile(r" \([^()§]*\)(?=[\s,.;:]|$)")
_ANSWER = re.compile(
    r"\W*(?:(?:answer|solution|result|so|thus|hence|it is|that is|this is|namely)\b\W*)*§", re.IGNORECASE
)
_STEPS = r"(?:steps?|updates?|iterations?|gradients?|squares?|terms|samples|values|zeros?|weights|batches)"
_STRICT = re.compile(
    rf"\b(?:after|over|last|first|newest|latest|for) (?:the )?(?P<after>\d{{1,5}})\b(?!\.\d)"
    rf"|\b(?P<count>\d{{1,5}}) (?:\w+ )?{_STEPS}\b(?! (?:ago|back|old))",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b[tnkNT] ?= ?(?P<at>\d{1,5})\b|\b(?:step|in|at) (?P<step>\d{1,5})\b(?!\.\d)"
    r"|(?<=[A-Za-z\]])_\(?(?P<index>\d{1,4})\b",
    re.IGNORECASE,
)
_AGES = re.compile(
    r"\b(?P<steps>\d+) (?:steps?|updates?|iterations?|batches) (?:ago|back|earlier|before|old|later)\b"
    r"|\bg_\([tkn] ?- ?(?P<lag>\d+)\)|\bage (?:of )?(?P<age>\d+)"
    r"|\boldest of (?:the |all |our |these )*(?:last )?(?P<oldest>\d+)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\bof (?:[a-z]+ )?(?P<size>\d+(?:\.\d+)?)")
_MEAN = re.compile(
    rf"\b(?:mean|expectation|average)(?: (?:of|value|is|the|g|gradient|\w+_t|mu))* ?(?:=|is"
    rf"|of)? ?(?P<n>{_NUMBER})|\bE ?[\[(]? ?g(?:_\w)? ?[\])]? ?= ?(?P<m>{_NUMBER})"
    rf"|\bmu ?= ?(?P<k>{_NUMBER})",
    re.IGNORECASE,
)
_VARIANCE = re.compile(
    rf"\b(?:variance|Var ?[\[(] ?g(?:_\w)? ?[\])])(?: (?:of|is|the|g|gradient))* ?(?:=|is|of)? ?(?P<n>{_NUMBER})"
    rf"|\bsigma\^2 ?= ?(?P<m>{_NUMBER})",
    re.IGNORECASE,
)
_DEVIATION = re.compile(
    rf"\bstandard deviation(?: (?:of|is|the|g|gradient|sigma))* ?(?:=|is|of)? ?(?P<n>{_NUMBER})"
    rf"|\bsigma ?= ?(?P<m>{_NUMBER})",
    re.IGNORECASE,
)


def sentence_at(before: str, after: str) -> tuple[str, str]:
    """The plain words of the sentence around a number, which is a sign there, and those of the sentences before it.

    >>> sentence_at("It fades. With $n = 5$ the half-life (in steps) is $", "$ steps. So be it.")
    ('With n = 5 the half-life (in steps) is § steps', 'It fades')
    """
    *earlier, last = cut_sentences(_EXPECTED.sub("E", before))
    sentence = f"{plainly(last[-BESIDE:]).text}{HERE}{plainly(cut_sentences(after)[0][:BESIDE]).text}".strip()
    if earlier and _ANSWER.match(sentence):
        question = plainly(earlier.pop()[-BESIDE:]).text.strip()
        sentence = _ANSWER.sub(f"{question} ={HERE}", sentence, count=1)
    return sentence, plainly(". ".join(earlier[-4:])[-2 * BESIDE :]).text.strip()


def bare(sentence: str) -> str:
    """A sentence without the values that it gives to letters, and without what stands in brackets.

    >>> bare("With n = 5 the half-life (in steps) is § steps")
    'the half-life is § steps'
    """
    return _BRACKET.sub("", _SETTING.sub("", sentence)).strip()


def values_beside(said: Node, sentence: str, around: str) -> Values:
    """What the letters of quantities may be worth by a number itself, its sentence, and what stands before that."""
    exponents = [
        each.right.value
        for each in walk(said)
        if isinstance(each, Binary) and each.op == "^" and isinstance(each.right, Literal)
    ]
    ages = list(_ages(sentence))
    strict = _numbers(_STRICT.finditer(sentence))
    near = f"{around} {sentence}"
    variances = _numbers(_VARIANCE.finditer(near)) or [each**2 for each in _numbers(_DEVIATION.finditer(near))]
    found = {
        "n": _counts(sentence, strict, exponents),
        "c": strict,
        "k": ages or exponents,
        "x": _numbers(_SIZE.finditer(sentence)),
        "mean": _numbers(_MEAN.finditer(near))[-1:],
        "var": variances[-1:],
    }
    return {name: list(dict.fromkeys(numbers))[:MOST] for name, numbers in found.items()}


def _counts(sentence: str, strict: Sequence[Fraction], exponents: Sequence[Fraction]) -> Sequence[Fraction]:
    """The numbers of steps of which a sentence speaks; a step may be counted from 0 or from 1."""
    if _EACH.search(sentence):
        return [Fraction(1)]
    loose = _numbers(_LOOSE.finditer(sentence))
    return strict or [*loose, *(each + 1 for each in loose), *exponents]


def _ages(sentence: str) -> Iterator[Fraction]:
    """How many steps back the gradients of a sentence are."""
    for match in _AGES.finditer(sentence):
        newer = 1 if match["oldest"] else 0
        yield Fraction(next(filter(None, match.groupdict().values()))) - newer


def _numbers(matches: Iterable[re.Match[str]]) -> Sequence[Fraction]:
    """The number of each match."""
    return [Fraction(next(filter(None, each.groupdict().values()))) for each in matches]
