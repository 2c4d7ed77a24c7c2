"""A decay that is worked out from what it is to do: a cap on steps, a half-life, the same memory with fewer steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from rmsprop_sym.claims.expressions.syntax import Binary, Literal, Node
from rmsprop_sym.claims.quantities.slips import Slip, is_right, put, slip

_RATE = r"(?:\$?\\?(?:eta|η|alpha|α)\b\$?|lr\b|(?:the\s+)?(?:learning\s+)?rates?\b)"
_CAP = re.compile(
    rf"\b(?:cap|bound|ceiling|limit|maximum|longest\s+step|no\s+step\s+(?:is\s+)?longer\s+than|at\s+most)\b[^.;\d]{{0,25}}\$?(?P<n>\d+(?:\.\d+)?)"
    rf"(?:\s|\\[,; ]|\\cdot|\*|·|times)*\s*{_RATE}",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\bhalf-?life\s+(?:of|to\s+be|is\s+to\s+be)\s+(?:exactly\s+|about\s+)?\$?(?P<n>\d+)\$?\s+(?:steps|updates|iterations)",
    re.IGNORECASE,
)
_RARELY = re.compile(
    r"\b(?:only\s+)?every\s+(?P<n>\d+)(?:th|nd|rd|st|-th)\s+(?:gradient|step|batch|update)\b[^.;]*\bsame\s+(?:memory|half-?life|window)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:centred|centered|adam|momentum|adagrad|corrected|not|cannot|instead\s+of|clip\w*|sums?|total\w*|averages?)\b",
    re.IGNORECASE,
)
_SQUARE = "the square is missing: the bound is eta/sqrt(1 - decay)"
_WAYS: tuple[tuple[re.Pattern[str], str, str, Mapping[str, str]], ...] = (
    (
        _CAP,
        "the decay for that bound",
        "1 - 1/n^2",
        {"1 - 1/n": _SQUARE, "1 - 1/sqrt(n)": "the root stands for the square"},
    ),
    (
        _HALF,
        "the decay with that half-life",
        "(1/2)^(1/n)",
        {"1 - 1/n": "that has this time constant, and not this half-life", "1 - 1/(2*n)": "that is no half-life"},
    ),
    (
        _RARELY,
        "the decay with that memory",
        "beta^n",
        {"beta^(1/n)": "the exponent is turned over: fewer steps forget more each"},
    ),
)


def chosen(said: Node, sentence: str, decays: list[Fraction]) -> Slip | None:
    """The slip in a decay that a sentence works out from what it is to do; None if there is none.

    The decays are those in use.
    """
    return next(_slips(said, sentence, decays), None)


def _slips(said: Node, sentence: str, decays: list[Fraction]) -> Iterator[Slip]:
    """The slips in what is left of 1, for decays are near it."""
    rest = Binary("-", Literal("1"), said)
    for pattern, what, formula, slips in _WAYS if not _OTHER.search(sentence) else ():
        match = pattern.search(sentence)
        values = [{"n": Fraction(match["n"]), "beta": decay} for decay in decays or [Fraction(0)]] if match else []
        wrong = {f"1 - ({each})": kind for each, kind in slips.items()}
        if not any(is_right(rest, f"1 - ({formula})", each) for each in values):
            for each in values:
                found, right = slip(what, rest, f"1 - ({formula})", wrong, each), put(formula, each)
                if found and right:
                    yield replace(found, said=said, right=right, formula=formula, apart=Fraction(0))
