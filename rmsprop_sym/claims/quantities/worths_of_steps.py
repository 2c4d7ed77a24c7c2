"""How long steps are, how a bias is corrected, and which decay keeps the memory."""

from __future__ import annotations

from collections.abc import Mapping

from rmsprop_sym.claims.quantities.worths import (
    DIVISOR,
    EARLY,
    FACTOR,
    LATE,
    LENGTH,
    MISSING_ROOT,
    NO_ROOT,
    ROOTED,
    SHARE,
    SWAPPED,
    TEN,
    TURNED,
    row,
)

_FIRST = (
    r"\b(?:first|initial|opening) (?:ever |single )?(?:step|update|move|displacement)\b|\b(?:step"
    r"|update) (?:number )?1\b|\bt ?= ?1\b(?![.\d])"
)
_LONGEST = (
    r"\b(?:largest|longest|biggest|maximal|maximum)(?: possible| single)? (?:step|update|move|displacement)\b"
    r"|\bno (?:single |other )?(?:step|update|move)\b|\b(?:step|update)s? (?:\w+ )?(?:can|may|will|is"
    r"|are)(?: ever)?(?: be)? at most\b"
    r"|\bbound on (?:the|a|each|every|any) (?:step|update)"
)
_OF_OTHER_STEPS = (
    rf"{ROOTED}|\bv_1\b|\bsquare[ds]?\b"
    r"|\b(?:second|next|usual|ordinary|corrected|correcting|with (?:the )?(?:bias )?correction|adam\w*|sgd"
    r"|gradient descent|momentum|centred"
    r"|[\d.]+ (?:of|times) (?:the|its|that) (?:first|largest|longest)|multipl\w+|reduc\w+|scal\w+|divid\w+"
    r"|centered|than (?:the|that|its)? ?(?:last|second|others?|later|limit|final|longest)|distance|together|total)\b"
)
_NTH = r"\b(?:steps?|updates?)\b"
_CORRECTED = r"\b(?:correct\w*|bias|unbiased|debias\w*)\b"
_OF_FIRST = {
    "1/(1 - {b})": MISSING_ROOT,
    "sqrt(1 - {b})": TURNED,
    "1/sqrt({b})": SWAPPED,
    "1/{b}": f"{SWAPPED}, and {MISSING_ROOT}",
    "1/sqrt(1 - {b}^2)": "the decay is squared",
    "10/sqrt(1 - {b})": TEN,
    "1/(10*sqrt(1 - {b}))": TEN,
}
_OF_NTH = {
    "1/(1 - {b}^{n})": MISSING_ROOT,
    "sqrt(1 - {b}^{n})": TURNED,
    "1/sqrt(1 - {b}^({n} - 1))": EARLY,
    "1/sqrt(1 - {b}^({n} + 1))": LATE,
    "1/sqrt({b}^{n})": SWAPPED,
    "1/{b}^{n}": f"{SWAPPED}, and {MISSING_ROOT}",
}


def _times_rate(formulas: Mapping[str, str]) -> Mapping[str, str]:
    """The formulas with the rate as a factor."""
    return {f"{{a}}*({formula})": kind for formula, kind in formulas.items()}


STEPPING = (
    row(
        "the first step in units of the rate",
        FACTOR,
        (rf"{_FIRST}|{_LONGEST}",),
        ("1/sqrt(1 - {b})",),
        _OF_FIRST,
        without=_OF_OTHER_STEPS,
    ),
    row(
        "the first step",
        LENGTH,
        (rf"{_FIRST}|{_LONGEST}",),
        ("{a}/sqrt(1 - {b})",),
        _times_rate(_OF_FIRST),
        without=_OF_OTHER_STEPS,
    ),
    row(
        "step n under a constant gradient, in units of the rate",
        FACTOR,
        (_NTH, r"\b(?:constant|equal|same)\b"),
        ("1/sqrt(1 - {b}^{n})",),
        _OF_NTH,
        without=rf"{_OF_OTHER_STEPS}|\blimit|\bsum\b|\bweights\b|\baverage\b|\baccumulator\b|\bmean\b|\bfirst\b",
    ),
    row(
        "step n under a constant gradient",
        LENGTH,
        (_NTH, r"\b(?:constant|equal|same)\b"),
        ("{a}/sqrt(1 - {b}^{n})",),
        _times_rate(_OF_NTH),
        without=rf"{_OF_OTHER_STEPS}|\blimit|\bsum\b|\bweights\b|\baverage\b|\baccumulator\b|\bmean\b|\bfirst\b",
    ),
    row(
        "the factor of the bias correction",
        FACTOR,
        (_CORRECTED, r"\b(?:factors?|multipl\w+|enlarg\w+|times|divid\w+|divisor|denominator|correct\w*)\b"),
        ("1/(1 - {b}^{n})", "1 - {b}^{n}"),
        {
            "1/{b}^{n}": SWAPPED,
            "{b}^{n}": SWAPPED,
            "1/sqrt(1 - {b}^{n})": NO_ROOT,
            "1/(1 - {b}^({n} - 1))": EARLY,
            "1/(1 - {b}^({n} + 1))": LATE,
            "1/(1 - {b})": "the exponent is missing",
            "1 - {b}": "the exponent is missing",
        },
        without=(
            r"\bsqrt\(|\broot\b|\brms\b|\b(?:the|a) denominator|\bwithout\b|\bsteps? (?:is|are|has|would)\b|\bshorter"
            r"|\blonger|\bfirst step"
        ),
    ),
    row(
        "the divisor that corrects the bias",
        DIVISOR,
        (rf"{_CORRECTED}|\b[a-z]hat",),
        ("1 - {b}^{n}",),
        {
            "1 - {b}": "the exponent is missing",
            "1 - {b}^({n} - 1)": EARLY,
            "1 - {b}^({n} + 1)": LATE,
            "{b}^{n}": SWAPPED,
        },
        without=r"\bsteps?\b|\bsqrt|\broot\b",
    ),
    row(
        "the length to which the steps tend",
        LENGTH,
        (_NTH, r"\b(?:tends?|settles?|converges?|approach\w*|in the (?:long run|limit|end)|eventually|levels? off)\b"),
        ("{a}",),
        {
            "{a}*(1 - {b})": "the weight of the newest square stands there, and all weights add up to 1",
            "{a}/(1 - {b})": "the weight of the newest square stands there, and all weights add up to 1",
            "{a}/sqrt(1 - {b})": "that is the first step",
            "{a}*sqrt(1 - {b})": "the weight of the newest square stands there, and all weights add up to 1",
        },
        without=r"\bfirst\b|\bt ?= ?1\b|\b(?:average|mean|weights?|sum|distance|total)\b",
    ),
    row(
        "the decay that remembers as many samples with n times larger batches",
        SHARE,
        (
            r"\bbatch(?:es)?\b|\bevery \d+(?:th|nd|rd)\b|\bfewer steps\b",
            r"\b(?:memory|window|horizon|remember\w*|half-life|forget\w*)\b",
            r"\b(?:larger|bigger|fewer|as large|as big|every \d+(?:th|nd|rd))\b",
        ),
        ("{b}^{n}",),
        {"{b}^(1/{n})": "fewer steps have to forget more each"},
        without=r"\bsmaller\b|\bmore steps\b",
    ),
)
