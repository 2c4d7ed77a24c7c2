"""What quantities are worth, by the words that name them in any order, and what the usual slips make of them.

In a formula b is the decay, n a number of steps, x a share of 1, a the rate and e the constant eps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ROOT = "the root is missing"
_NO_ROOT = "there is no root"
_TURNED = "it is divided where it has to be multiplied"
_EARLY, _LATE = "the exponent is one too small", "the exponent is one too large"
_SWAPPED = "the decay and 1 minus the decay are exchanged"
_KEPT, _GONE = "that is what is left", "that is what is gone"
_TEN = "it is wrong by a power of ten"
STEPS, SHARE, FACTOR, LENGTH = "steps", "share", "factor", "length"

_HALF_LIFE, _SPAN = "log(2)/(-log({b}))", "1/(1 - {b})"
_ROOTED = (
    r"\bsqrt\(|\broot\b|\brms\b|\bdenominators?\b|\bdivisor\b"
    r"|\beffective (?:learning |step )?(?:rate|size|lr|step)|/ ?\(?sqrt"
)
_OF_MEMORY = (
    r"\b(?:weights?|squares?|squared|memory|influence|gradients?|contributions?|past|average|mean|accumulator"
    r"|old|older"
    r"|spike|outlier|trace|history|state|it|they|ema)\b"
)
_HALVED = r"\bhal(?:f|ves?|ved|ving)\b|\b50 ?%|(?<![\d.=])(?<!= )0\.5(?!\d)|(?<!= )(?<!=)\b1/2\b"
_LEFT = (
    r"\b(?:left|remain\w*|surviv\w*|kept|keeps?|retain\w*|missing|lacks?|lacking|still (?:has|have|counts?"
    r"|carr\w+|there|weighs?|makes?"
    r"|holds?|to go)|older than|before that"
    r"|(?:fall\w*|fell|down|decay\w*|shr[aiu]nk\w*|fad\w+|dropp?\w*|sunk|reduced|dwindl\w+|die[sd]?"
    r"|gone) (?:down )?(?:to|as far as)"
    r"|\w+ to (?:only |just |about |roughly |≈ ?)*[\d.e-]+ ?%? of (?:its|the|their|what) (?:(?!final|limit)\w+ )?"
    r"(?:size|value"
    r"|weight|strength|was|did"
    r"|original|former)|counts? (?:only |just |about )*[\d.]+ ?%? of|is down to|initial (?:value|state|weight)"
    r"|start value|old (?:state|average|value)"
    r"|memory of the start|of the (?:original|old|former)\b|of what it was|later|short of|the rest\b"
    r"|within (?:about )?[\d.]+ ?%|to within)"
)
_SUMMED = (
    r"\b(?:add\w* (?:up )?to|sum\w*|total|together|combined|collect\w*|cumulat\w*"
    r"|last [\d.]+ (?:\w+ )?(?:gradients|squares|weights|steps)"
    r"|newest [\d.]+|latest [\d.]+|most recent [\d.]+)\b"
)
_REACHED = (
    r"\b(?:reach\w*|attain\w*|got to|gets? to|come to|fill\w*|cover\w*"
    r"|of (?:its|the) (?:limit|final|true|stationary|steady|eventual|asymptotic|way|square|level|distance"
    r"|plateau)|of [gc](?:_t)?\^2"
    r"|to (?:its|the) (?:limit|final))\b"
)
_AGED = (
    r"\b\d+ (?:steps?|updates?|iterations?|batches) (?:ago|back|earlier|before|old)\b|\bg_\([tkn] ?- ?\d+\)"
    r"|\bage (?:of )?\d+"
)
_NOT_A_STATE = (
    r"\b(?:unnormali\w+|times (?:that|the)|of the weight|of that of|newest|\w+_\([tkn] ?- ?\d+\) enters?"
    r"|state|start|initial\w*|relative|compared|sum\w*|total|together|left|remain\w*|older than|original"
    r"|fallen|dropped)\b"
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
    rf"{_ROOTED}|\bv_1\b|\bsquare[ds]?\b"
    r"|\b(?:second|next|usual|ordinary|corrected|correcting|with (?:the )?(?:bias )?correction|adam\w*|sgd"
    r"|gradient descent|momentum|centred"
    r"|[\d.]+ (?:of|times) (?:the|its|that) (?:first|largest|longest)|multipl\w+|reduc\w+|scal\w+|divid\w+"
    r"|centered|than (?:the|that|its)? ?(?:last|second|others?|later|limit|final|longest)|distance|together|total)\b"
)
_NTH = r"\b(?:steps?|updates?)\b"
_CORRECTED = r"\b(?:correct\w*|bias|unbiased|debias\w*)\b"
_VARIANCE = r"\b(?:variance|noise|squares of the weights|squared weights|weights squared)\b"
_DEVIATION = r"\b(?:standard deviation|std|standard error)\b"
_AVERAGED = (
    r"\b(?:average\w*|averaging|mean|independent|[a-z]_t|[a-z]\[g\^2\]_t|ema|weights|accumulator|estimate|[vsr])\b"
)


@dataclass(frozen=True)
class Worth:
    """A quantity: the words that name it, its formulas, its slips, and the words that make it another one."""

    name: str
    unit: str
    words: Sequence[re.Pattern[str]]
    right: Sequence[str]
    slips: Mapping[str, str]
    without: re.Pattern[str] | None = None

    def is_named(self, text: str) -> bool:
        """Whether a text has all of the words that name the quantity, and none that make it another one."""
        if self.without is not None and self.without.search(text):
            return False
        return all(each.search(text) for each in self.words)

    def says(self) -> str:
        """What it is worth, in words and letters."""
        return f"{self.name} is {self.right[0].format(b='beta', n='n', x='x', a='eta', e='eps')}"


def _row(
    name: str, unit: str, words: Sequence[str], right: Sequence[str], slips: Mapping[str, str], *, without: str = ""
) -> Worth:
    """A row of the table."""
    patterns = [re.compile(each, re.IGNORECASE) for each in words]
    return Worth(name, unit, patterns, right, slips, re.compile(without, re.IGNORECASE) if without else None)


_OF_FIRST = {
    "1/(1 - {b})": _ROOT,
    "sqrt(1 - {b})": _TURNED,
    "1/sqrt({b})": _SWAPPED,
    "1/{b}": f"{_SWAPPED}, and {_ROOT}",
    "1/sqrt(1 - {b}^2)": "the decay is squared",
    "10/sqrt(1 - {b})": _TEN,
    "1/(10*sqrt(1 - {b}))": _TEN,
}
_OF_NTH = {
    "1/(1 - {b}^{n})": _ROOT,
    "sqrt(1 - {b}^{n})": _TURNED,
    "1/sqrt(1 - {b}^({n} - 1))": _EARLY,
    "1/sqrt(1 - {b}^({n} + 1))": _LATE,
    "1/sqrt({b}^{n})": _SWAPPED,
    "1/{b}^{n}": f"{_SWAPPED}, and {_ROOT}",
}
_SHARE_SLIPS = {
    "{b}^({n} - 1)": _EARLY,
    "{b}^({n} + 1)": _LATE,
    "sqrt({b}^{n})": _NO_ROOT,
    "(1 - {b})^{n}": _SWAPPED,
    "1 - {n}*(1 - {b})": "the decay is multiplied, and not raised to the power",
}
_TILL = "log({x})/log({b})"
_TILLED = "log(1 - {x})/log({b})"
_WAITED = {
    "10*log({y})/log({b})": _TEN,
    "log({y})/(10*log({b}))": _TEN,
    "2*log({y})/log({b})": "that is the time of the root",
    "log({y})/(2*log({b}))": "a factor 2 is missing",
    "1/(1 - {b})": "that is the time constant",
    "log(2)/(-log({b}))": "that is the half-life",
    "log(10)*log({y})/log({b})": "the logarithm to base 10 stands beside the natural one",
    "log({y})/(log(10)*log({b}))": "the logarithm to base 10 stands beside the natural one",
}


def _times_rate(formulas: Mapping[str, str]) -> Mapping[str, str]:
    """The formulas with the rate as a factor."""
    return {f"{{a}}*({formula})": kind for formula, kind in formulas.items()}


WORTHS: Sequence[Worth] = (
    _row(
        "the half-life",
        STEPS,
        (rf"\bhalf[- ]?li(?:fe|ves)\b|{_HALVED}", rf"\bhalf[- ]?li|{_OF_MEMORY}"),
        (_HALF_LIFE, "log(2)/(1 - {b})"),
        {
            _SPAN: "that is the time constant",
            "1/(-log({b}))": "that is the time after which 1/e is left",
            "1/(2*(1 - {b}))": "that is half of the time constant",
            "log(2)/(-log(1 - {b}))": _SWAPPED,
            "10*log(2)/(-log({b}))": _TEN,
            "log(2)/(-10*log({b}))": _TEN,
            "log(10)/(-log({b}))": "that is the time after which a tenth is left",
        },
        without=(
            rf"{_ROOTED}|\btime constant|\b1/e\b|\bdoubl|\bdivid|\btimes \d"
            r"|\bgradients? (?:themselves )?(?:hal|shr|fall|doubl)"
        ),
    ),
    _row(
        "the time in which the root is halved",
        STEPS,
        (rf"\bhalf[- ]?li(?:fe|ves)\b|{_HALVED}|\bdoubl|\b2 times", _ROOTED),
        ("2*log(2)/(-log({b}))",),
        {_HALF_LIFE: f"{_ROOT}: that is the half-life of the mean itself", "log(2)/(-2*log({b}))": _TURNED},
        without=(
            r"\btime constant|\bthan\b|\bsquares?\b|\bsquared\b|\bmean square|\bweights?\b|\bwhereas"
            r"|\bwhile the (?:mean|average)"
        ),
    ),
    _row(
        "the time constant",
        STEPS,
        (
            (
                r"\btime constant\b|\b(?:effective|averaging) (?:window|memory|length|horizon)\b|\bwindow\b"
                r"|\blooks? back\b|\bremember\w*"
                r"|\bmemory (?:length )?(?:of|is|spans|covers)"
            ),
        ),
        (_SPAN, "-1/log({b})", "(1 + {b})/(1 - {b})", "2/(1 - {b})", "{b}/(1 - {b})"),
        {
            _HALF_LIFE: "that is the half-life",
            "1/{b}": _SWAPPED,
            "1/sqrt(1 - {b})": "that is its root",
            "10/(1 - {b})": _TEN,
            "1/(10*(1 - {b}))": _TEN,
        },
        without=rf"\bhalf|\bhalv|{_HALVED}|\bsamples\b|\bbatch size",
    ),
    _row(
        "the sum of the weights of n steps",
        SHARE,
        (
            (
                rf"{_SUMMED}|{_REACHED}|\b(?:stands?|is|be|are|sits) (?:still )?(?:only |just |already )*(?:at"
                rf"|about)\b|\bafter \d+ equal"
            ),
        ),
        ("1 - {b}^{n}",),
        {
            "{b}^{n}": _KEPT,
            "1 - {b}^({n} - 1)": _EARLY,
            "1 - {b}^({n} + 1)": _LATE,
            "(1 - {b})^{n}": _SWAPPED,
            "{n}*(1 - {b})": "the decay is multiplied, and not raised to the power",
            "(1 - {b})*{b}^{n}": "that is the weight of one gradient",
        },
        without=rf"{_LEFT}|{_ROOTED}|\bsquared weights|\bsquares of the weights|\bvariance|\bdeviation|{_AGED}",
    ),
    _row(
        "the share of its limit that the root has reached",
        SHARE,
        (_REACHED, _ROOTED),
        ("sqrt(1 - {b}^{n})",),
        {"1 - {b}^{n}": _ROOT, "sqrt({b}^{n})": _KEPT, "{b}^{n}": _KEPT},
        without=_LEFT,
    ),
    _row(
        "the share that is left after n steps",
        SHARE,
        (_LEFT,),
        ("{b}^{n}",),
        {"1 - {b}^{n}": _GONE, **_SHARE_SLIPS},
        without=rf"{_SUMMED.replace('|together', '')}|{_ROOTED}|\breach|\bvariance|\bdeviation|\blos[te]\b|\bgone by",
    ),
    _row(
        "the share of the root that is left after n steps",
        SHARE,
        (_LEFT, _ROOTED),
        ("sqrt({b}^{n})",),
        {"{b}^{n}": _ROOT, "1 - {b}^{n}": _GONE},
        without=rf"{_SUMMED}|\breach",
    ),
    _row(
        "the weight of that gradient",
        SHARE,
        (r"\b(?:weights?|coefficient|counts?|enters?|multiplied|factor|contributes?)\b", _AGED),
        ("(1 - {b})*{b}^{n}",),
        {
            "{b}*(1 - {b})^{n}": _SWAPPED,
            "{b}^{n}": "the factor 1 minus the decay is missing",
            "(1 - {b})*{b}^({n} - 1)": _EARLY,
            "(1 - {b})*{b}^({n} + 1)": _LATE,
            "1 - {b}^{n}": "that is the sum of the newer weights",
        },
        without=_NOT_A_STATE,
    ),
    _row(
        "the first step in units of the rate",
        FACTOR,
        (rf"{_FIRST}|{_LONGEST}",),
        ("1/sqrt(1 - {b})",),
        _OF_FIRST,
        without=_OF_OTHER_STEPS,
    ),
    _row(
        "the first step",
        LENGTH,
        (rf"{_FIRST}|{_LONGEST}",),
        ("{a}/sqrt(1 - {b})",),
        _times_rate(_OF_FIRST),
        without=_OF_OTHER_STEPS,
    ),
    _row(
        "step n under a constant gradient, in units of the rate",
        FACTOR,
        (_NTH, r"\b(?:constant|equal|same)\b"),
        ("1/sqrt(1 - {b}^{n})",),
        _OF_NTH,
        without=rf"{_OF_OTHER_STEPS}|\blimit|\bsum\b|\bweights\b|\baverage\b|\baccumulator\b|\bmean\b|\bfirst\b",
    ),
    _row(
        "step n under a constant gradient",
        LENGTH,
        (_NTH, r"\b(?:constant|equal|same)\b"),
        ("{a}/sqrt(1 - {b}^{n})",),
        _times_rate(_OF_NTH),
        without=rf"{_OF_OTHER_STEPS}|\blimit|\bsum\b|\bweights\b|\baverage\b|\baccumulator\b|\bmean\b|\bfirst\b",
    ),
    _row(
        "the factor of the bias correction",
        FACTOR,
        (_CORRECTED, r"\b(?:factors?|multipl\w+|enlarg\w+|times|divid\w+|divisor|denominator|correct\w*)\b"),
        ("1/(1 - {b}^{n})", "1 - {b}^{n}"),
        {
            "1/{b}^{n}": _SWAPPED,
            "{b}^{n}": _SWAPPED,
            "1/sqrt(1 - {b}^{n})": _NO_ROOT,
            "1/(1 - {b}^({n} - 1))": _EARLY,
            "1/(1 - {b}^({n} + 1))": _LATE,
            "1/(1 - {b})": "the exponent is missing",
            "1 - {b}": "the exponent is missing",
        },
        without=(
            rf"{_ROOTED.replace('|denominators?', '')}|\bwithout\b|\bsteps? (?:is|are|has|would)\b|\bshorter"
            rf"|\blonger|\bfirst step"
        ),
    ),
    _row(
        "the equivalent number of samples",
        STEPS,
        (
            r"\b(?:samples|independent|equivalent|of them|effective sample size)\b",
            r"\b(?:worth|noisy|variance|mean|average|equivalent|effective)\b",
        ),
        ("(1 + {b})/(1 - {b})",),
        {
            _SPAN: "that is the time constant",
            "(1 - {b})/(1 + {b})": "the quotient is upside down",
            "sqrt((1 + {b})/(1 - {b}))": _NO_ROOT,
        },
        without=(
            r"\bvariance is \S+ (?:of|times)\b|\bdeviation|\bshr[aiu]nk\w* to\b|\bmemory|\bwindow|\b(?:samples"
            r"|squares|gradients) (?:has|have|is|are|would|gives?)\b"
        ),
    ),
    _row(
        "the variance of the mean, in that of one square",
        SHARE,
        (_VARIANCE, _AVERAGED),
        ("(1 - {b})/(1 + {b})", "2*(1 - {b})/(1 + {b})", "(1 + {b})/(1 - {b})"),
        {
            "sqrt((1 - {b})/(1 + {b}))": _NO_ROOT,
            "1 - {b}": "it has to be divided by 1 plus the decay",
            "(1 - {b})^2": "that is the square of the newest weight alone",
            "1/(1 + {b})": "the factor 1 minus the decay is missing",
        },
        without=rf"{_DEVIATION}|\broot\b|\bafter \d+|\bmean (?:of|over) \d",
    ),
    _row(
        "the standard deviation of the mean, in that of one square",
        SHARE,
        (_DEVIATION, _AVERAGED),
        ("sqrt((1 - {b})/(1 + {b}))", "sqrt(2*(1 - {b})/(1 + {b}))", "sqrt((1 + {b})/(1 - {b}))"),
        {
            "(1 - {b})/(1 + {b})": f"{_ROOT}: that is the variance",
            "2*(1 - {b})/(1 + {b})": f"{_ROOT}: that is the variance",
            "(1 + {b})/(1 - {b})": f"{_ROOT}: that is the variance",
            "sqrt(1 - {b})": "it has to be divided by 1 plus the decay",
        },
        without=r"\bafter \d+",
    ),
    _row(
        "the mean age of what is averaged",
        STEPS,
        (r"\b(?:mean|average) age\b|\b(?:on average|the average square)\b[^.;]*\bsteps? old\b|\baverage delay\b",),
        ("{b}/(1 - {b})",),
        {_SPAN: "the newest one has age 0", _HALF_LIFE: "that is the half-life", "1/{b}": _SWAPPED},
    ),
    _row(
        "the time until the share x is left",
        STEPS,
        (_LEFT,),
        (_TILL,),
        {key.format(y="{x}", b="{b}"): kind for key, kind in _WAITED.items()}
        | {_TILLED: "that is the time until it is gone"},
        without=rf"{_SUMMED}|{_ROOTED}|\breach|\blos[te]\b",
    ),
    _row(
        "the time until the share x is reached",
        STEPS,
        (rf"{_SUMMED}|{_REACHED}",),
        (_TILLED,),
        {key.format(y="(1 - {x})", b="{b}"): kind for key, kind in _WAITED.items()}
        | {_TILL: "that is the time until x is left"},
        without=rf"{_LEFT}|{_ROOTED}",
    ),
)
