"""Numbers that the words around them call by a name, and the slips that are made there: a half-life without its 2.

In each row the words are searched in a sentence in which a sign stands for the number; the first formula is what the
words name, and nothing is accused unless the number is exactly that of one slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import Binary, Literal, Node, walk
from rmsprop_sym.claims.expressions.tree import names_in
from rmsprop_sym.claims.quantities.slips import Slip, near, put, value_of

HERE = "§"  # where the number stands in its sentence
EXACT, APART = Fraction(1, 250), Fraction(1, 100)
MOST = 4  # counts that a sentence may mean
_COUNT = re.compile(
    r"(?:[tnk]\s*=\s*|\b(?:after|over|for|in|at\s+step)\s+\$?)(?P<at>\d{1,5})\b|\b(?P<count>\d{1,5})\$?\s+(?:\w+\s+)?steps",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\bof\s+(?:[a-z]+\s+)?\$?(?P<size>\d+(?:\.\d+)?)")
_ROOT = "the root is missing"
_GAP = (
    r"(?:(?!\b(?:because|since|while|whereas|but|so|which|mean|average|squares?|moments?|sum|weights?)\b|(?<!sqrt\{)\\(?:wide)?hat"
    r"|\b[vsrE]_)[^.;:§]){0,80}?"
)
_ADVERBS = (
    r"(?:\W|\b(?:about|only|just|then|now|thus|therefore|exactly|approximately|roughly|still|already|of|to|by|a|an|the|is|are|was|be"
    r"|becomes?|equals?|comes?|factor|length|size|every|after|times)\b)*"
)
_BE = rf"(?:\b(?:is|are|has|have|of|gets|becomes)\b|[=:]){_ADVERBS}§"
_LARGER = r"\b(?:longer|larger|bigger|greater|higher|shorter|smaller|too\s+\w+|factor|times|ratio)\b"
_DENIED = (
    r"\b(?:forg\w+\s+(?:the|to|a|its|about\s+the)|omit\w*|wrong\w*|mistak\w*|instead|error|tempt\w*|not\s+the|rather|would\s+be\s+if|naive\w*|rule\s+of\s+thumb"
    r"|suppos\w*|claim\w*|other)\b|\?"
)


@dataclass(frozen=True)
class Row:
    """Words that name a number, words that make it doubtful, the formulas that may be meant, and the slips."""

    words: re.Pattern[str]
    doubts: re.Pattern[str]
    what: str
    right: Sequence[str]
    slips: Mapping[str, str]


def _row(words: str, doubts: str, what: str, right: Sequence[str], slips: Mapping[str, str]) -> Row:
    """A row of the table below."""
    return Row(
        re.compile(words, re.IGNORECASE | re.DOTALL),
        re.compile(f"{doubts}|{_DENIED}" if doubts else _DENIED, re.IGNORECASE),
        what,
        right,
        slips,
    )


ROWS = (
    _row(
        rf"\bhalf[- ]?li(?:fe|ves)\b[^.;:=§]{{0,40}}?(?:\b(?:is|are|of|becomes)\b|[=:]){_ADVERBS}§"
        rf"|\b(?:halved?|halves|halving)\b(?:\s+(?:once|only|again))?\s+(?:every|after|in|within|each){_ADVERBS}§",
        r"\btime\s+constant|\bmemory|\bwindow|\bhorizon|1/e\b|\bthan\b|\btwice\b|\broughly\b|\babout\b|\border\b",
        "the half-life",
        ("log(2)/(-log(beta))", "2*log(2)/(-log(beta))", "log(2)/(1 - beta)"),
        {
            "1/(-log(beta))": "that is the time after which 1/e is left",
            "1/(1 - beta)": "that is the time constant",
            "log(10)/(-log(beta))": "that is the time after which a tenth is left",
            "log(2)/(-log(1 - beta))": "1 minus the decay stands for the decay",
            "1/(2*(1 - beta))": "that is half of the time constant",
            "(-log(beta))/log(2)": "the quotient is upside down",
        },
    ),
    _row(
        rf"\bweights?\s+of\b[^.;:=§]{{0,60}}?{_BE}|\b(?:ago|back|earlier|old)\b[^.;:§]{{0,60}}?\bweights?\b(?:\s+of)?{_ADVERBS}§",
        r"\brelative|\bcompared|\bsums?\b|\btotal|\ball\b|\bboth\b|\blast\b|\bolder\b|\bmomentum|\bvelocity|correct|\bmass\b",
        "the weight of one gradient",
        ("(1 - beta)*beta^n",),
        {"beta*(1 - beta)^n": "the decay and 1 minus the decay are exchanged"},
    ),
    _row(
        rf"\b(?:sum|total|mass)\s+of\s+(?:all\s+)?(?:the\s+)?weights\b[^.;:=§]{{0,40}}?{_BE}"
        rf"|\bweights\b[^.;:=§]{{0,40}}?\b(?:sums?|adds?)\s+(?:up\s+)?to\b{_ADVERBS}§",
        r"\b(?:older|old|oldest|remain\w*|missing|left|others?|since|before|beyond|back|ago|rest|lost|gone|start)\b|\ball\s+but\b"
        r"|\bmore\s+than\b|\bless\b|\bshort\b|\bfirst\b",
        "the sum of the weights",
        ("1 - beta^n",),
        {"beta^n": "that is what is missing of 1"},
    ),
    _row(
        rf"(?=.*correct).*\b(?:steps?|updates?|moves?|denominators?|roots?|rms|displacements?)\b{_GAP}{_LARGER}{_ADVERBS}§",
        r"\badam\b|\bmomentum\b|\bm_\w|\bweights?\b",
        "the share of an uncorrected step",
        ("1/sqrt(1 - beta^n)", "sqrt(1 - beta^n)"),
        {"1/(1 - beta^n)": _ROOT, "1 - beta^n": _ROOT, "1/(1 - beta^(2*n))": "the decay is squared"},
    ),
    _row(
        r"(?=.*\b(?:zeros?|no\s+gradients?|silen\w+|vanish\w*|quiet|without\s+(?:a\s+|any\s+)?gradients?)\b)"
        rf".*(?:\b(?:rate|rms|denominator|root)\b{_GAP}\bfactor\b(?:\s+of)?\W*§"
        r"|\bfactor\b(?:\s+of)?\W*§\W{0,3}\s*(?:in|for)\s+(?:the\s+)?[\\$]*(?:effective|rate|root|rms|sqrt|lr|eta|denominator)\b)",
        r"\badagrad\b",
        "the factor of the root after these steps",
        ("beta^(n/2)", "1/beta^(n/2)"),
        {"beta^n": _ROOT, "1/beta^n": _ROOT, "beta^(2*n)": "it is squared", "1/beta^(2*n)": "it is squared"},
    ),
    _row(
        rf"\bfirst\s+cent(?:er|re)d\s+(?:step|update)\b{_GAP}(?:longer|larger|bigger)\b[^.;:§]{{0,40}}\bfactor\b(?:\s+of)?\W*§",
        r"\badam\b",
        "the first centred step by the plain one",
        ("1/sqrt(beta)", "sqrt(beta)"),
        {"1/beta": _ROOT, "1/(1 - beta)": "1 minus the decay stands for the decay"},
    ),
    _row(
        r"\b(?:spike|outlier|burst|peak|gradient|slope)s?\s+of\s+(?:(?:size|height|magnitude|value|norm|length)\s+)?\$?\d[\d.]*\$?\s+"
        r"(?:then\s+|alone\s+|only\s+)?(?:adds|contributes|puts\s+in|brings(?:\s+in)?)\b(?:\W|\b(?:about|only|just|another)\b)*§",
        r"\bsquared?\b|\bmomentum\b|\bvelocity\b|\bm_\w|\bfirst\s+moment\b|\bmean\s+of\s+(?:the\s+)?gradients\b|\bmean\s+gradient\b",
        "what the gradient adds",
        ("(1 - beta)*x^2", "x^2"),
        {
            "(1 - beta)*x": "the gradient is not squared",
            "beta*x^2": "the decay stands where 1 minus the decay belongs",
            "(1 - beta)^2*x^2": "the weight is squared too",
        },
    ),
    _row(
        r"\b(?:reached|collected|gathered|filled|accumulated|built\s+up)\b(?:\s+(?:about|only|just|already|the\s+share|a\s+share|of))*\W*§",
        r"\bmissing\b|\bstart\b|\bleft\b",
        "what is reached",
        ("1 - beta^n", "sqrt(1 - beta^n)", "(1 - beta)*n"),
        {"beta^n": "that is what is still missing", "beta^(n/2)": "that is the root of what is still missing"},
    ),
    _row(
        r"\b(?:what\s+is\s+left|what\s+remains|the\s+rest|still\s+missing|is\s+missing)(?:\s+of\s+(?:it|the\s+\w+|\$[^$]*\$))?\s+(?:is|are)\b"
        r"(?:\s+(?:then|still|only|about|just))*\W*§",
        r"\breached\b|\bgone\b|\blost\b",
        "what is left",
        ("beta^n", "beta^(n/2)", "(1 - beta)*beta^n"),
        {"1 - beta^n": "that is what is gone"},
    ),
)


def misnamed(said: Node, sentence: str, values: Sequence[Mapping[str, Fraction]]) -> Slip | None:
    """The slip in a number that stands at a sign in its sentence; None if it is right for any of the values.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> [said] = parse_statement("1/(-log(0.8))").members
    >>> misnamed(said, "A weight is halved every § steps.", [{"beta": Fraction("0.8")}]).kind
    'that is the time after which 1/e is left'
    """
    for row in ROWS:
        if row.words.search(sentence) and not row.doubts.search(sentence):
            found = _slip(row, said, list(_with_counts(said, sentence, values)))
            if found:
                return found
    return None


def _slip(row: Row, said: Node, values: Sequence[Mapping[str, Fraction]]) -> Slip | None:
    """The slip by one row."""
    try:
        value = abs(value_of(said))
    except (Undefined, ZeroDivisionError):
        return None
    if any(_is(value, formula, each, APART) for formula, each in product(row.right, values)):
        return None
    for (wrong, kind), each in product(row.slips.items(), values):
        right = put(row.right[0], _used(row.right[0], each))
        if right and _is(value, wrong, each, EXACT):
            return Slip(row.what, said, _nearest(row, value, each) or right, row.right[0], kind, Fraction(0))
    return None


def _nearest(row: Row, value: Fraction, values: Mapping[str, Fraction]) -> Node | None:
    """Of two formulas that are each other's inverse the one on the same side of 1."""
    for formula in row.right[:2]:
        node = put(formula, _used(formula, values))
        if node and (value_of(node) > 1) == (value > 1):
            return node
    return None


def _is(value: Fraction, formula: str, values: Mapping[str, Fraction], share: Fraction) -> bool:
    """Whether a number is what a formula is worth; it is not if a letter has no value."""
    node = put(formula, _used(formula, values))
    try:
        return node is not None and not names_in(node) and near(value, abs(value_of(node)), share)
    except (Undefined, ZeroDivisionError):
        return False


def _used(formula: str, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The values of the letters of a formula."""
    return {name: value for name, value in values.items() if re.search(rf"\b{name}\b", formula)}


def _with_counts(
    said: Node, sentence: str, values: Sequence[Mapping[str, Fraction]]
) -> Iterator[Mapping[str, Fraction]]:
    """The values with each number of steps, and each size of a gradient, that the sentence or the number itself has."""
    exponents = [
        each.right.value
        for each in walk(said)
        if isinstance(each, Binary) and each.op == "^" and isinstance(each.right, Literal)
    ]
    steps = [*exponents, *(Fraction(each["at"] or each["count"]) for each in _COUNT.finditer(sentence))]
    sizes = [Fraction(each["size"]) for each in _SIZE.finditer(sentence)]
    for each, n, x in product(values, _first_of(steps), _first_of(sizes)):
        yield {name: value for name, value in {**each, "n": n, "x": x}.items() if value}


def _first_of(numbers: Sequence[Fraction]) -> Sequence[Fraction]:
    """The first different ones of some numbers, or nought if there is none."""
    return [*dict.fromkeys(numbers)][:MOST] or [Fraction(0)]
