"""What a mean remembers: half-lives, sums of weights, what is left and what is reached, noise and age."""

from __future__ import annotations

from rmsprop_sym.claims.quantities.worths import (
    EARLY,
    LATE,
    MISSING_ROOT,
    NO_ROOT,
    ROOTED,
    SHARE,
    STEPS,
    SWAPPED,
    TEN,
    TURNED,
    row,
)

_KEPT, _GONE = "that is what is left", "that is what is gone"
_HALF_LIFE, _SPAN = "log(2)/(-log({b}))", "1/(1 - {b})"
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
    r"|fallen|dropped|add up|backwards|onwards)\b"
)
_VARIANCE = r"\b(?:variance|noise|squares of the weights|squared weights|weights squared)\b"
_DEVIATION = r"\b(?:standard deviation|std|standard error)\b"
_REDUCED = (
    r"\b(?:reduc\w*|lower\w*|smaller|less|fewer|shr[aiu]nk\w*|cut\w*|divid\w*|suppress\w*|damp\w*|down|fall\w*)\b"
)
_OF_SQUARES = r"\b(?:squares of the weights|squared weights|weights squared)\b"
_AVERAGED = (
    r"\b(?:average\w*|averaging|mean|independent|[a-z]_t|[a-z]\[g\^2\]_t|ema|weights|accumulator|estimate|reduced"
    r"|shrinks?|[vsr])\b"
)

_NO_SPAN = rf"\bhalf|\bhalv|{_HALVED}|\bsamples\b|\bbatch size"
_SPAN_SLIPS = {
    _HALF_LIFE: "that is the half-life",
    "1/{b}": SWAPPED,
    "1/sqrt(1 - {b})": "that is its root",
    "10/(1 - {b})": TEN,
    "1/(10*(1 - {b}))": TEN,
}
_VARIANCE_SLIPS = {
    "sqrt((1 - {b})/(1 + {b}))": NO_ROOT,
    "1 - {b}": "it has to be divided by 1 plus the decay",
    "(1 - {b})^2": "that is the square of the newest weight alone",
    "1/(1 + {b})": "the factor 1 minus the decay is missing",
}
_SHARE_SLIPS = {
    "{b}^({n} - 1)": EARLY,
    "{b}^({n} + 1)": LATE,
    "sqrt({b}^{n})": NO_ROOT,
    "(1 - {b})^{n}": SWAPPED,
    "1 - {n}*(1 - {b})": "the decay is multiplied, and not raised to the power",
}
_TILL = "log({x})/log({b})"
_TILLED = "log(1 - {x})/log({b})"
_WAITED = {
    "10*log({y})/log({b})": TEN,
    "log({y})/(10*log({b}))": TEN,
    "2*log({y})/log({b})": "that is the time of the root",
    "log({y})/(2*log({b}))": "a factor 2 is missing",
    "1/(1 - {b})": "that is the time constant",
    "log(2)/(-log({b}))": "that is the half-life",
    "log(10)*log({y})/log({b})": "the logarithm to base 10 stands beside the natural one",
    "log({y})/(log(10)*log({b}))": "the logarithm to base 10 stands beside the natural one",
}

MEMORY = (
    row(
        "the half-life",
        STEPS,
        (rf"\bhalf[- ]?li(?:fe|ves)\b|{_HALVED}", rf"\bhalf[- ]?li|{_OF_MEMORY}"),
        (_HALF_LIFE, "log(2)/(1 - {b})"),
        {
            _SPAN: "that is the time constant",
            "1/(-log({b}))": "that is the time after which 1/e is left",
            "1/(2*(1 - {b}))": "that is half of the time constant",
            "log(2)/(-log(1 - {b}))": SWAPPED,
            "10*log(2)/(-log({b}))": TEN,
            "log(2)/(-10*log({b}))": TEN,
            "log(10)/(-log({b}))": "that is the time after which a tenth is left",
        },
        without=(
            rf"{ROOTED}|\btime constant|\b1/e\b|\bdoubl|\bdivid|\btimes \d"
            r"|\bgradients? (?:themselves )?(?:hal|shr|fall|doubl)"
        ),
    ),
    row(
        "the time in which the root is halved",
        STEPS,
        (rf"\bhalf[- ]?li(?:fe|ves)\b|{_HALVED}|\bdoubl|\b2 times", ROOTED),
        ("2*log(2)/(-log({b}))",),
        {_HALF_LIFE: f"{MISSING_ROOT}: that is the half-life of the mean itself", "log(2)/(-2*log({b}))": TURNED},
        without=(
            r"\btime constant|\bthan\b|\bsquares?\b|\bsquared\b|\bmean square|\bweights?\b|\bwhereas"
            r"|\bwhile the (?:mean|average)"
        ),
    ),
    row(
        "the time constant",
        STEPS,
        (r"\btime constant\b",),
        (_SPAN, "-1/log({b})"),
        _SPAN_SLIPS,
        without=_NO_SPAN,
    ),
    row(
        "the length of the memory",
        STEPS,
        (
            (
                r"\b(?:effective|averaging) (?:window|memory|length|horizon)\b|\bwindow\b|\blooks? back\b|\bremember\w*"
                r"|\bmemory (?:length )?(?:of|is|spans|covers)"
            ),
        ),
        (_SPAN, "-1/log({b})", "(1 + {b})/(1 - {b})", "2/(1 - {b})", "{b}/(1 - {b})"),
        _SPAN_SLIPS,
        without=rf"{_NO_SPAN}|\btime constant\b",
    ),
    row(
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
            "1 - {b}^({n} - 1)": EARLY,
            "1 - {b}^({n} + 1)": LATE,
            "(1 - {b})^{n}": SWAPPED,
            "{n}*(1 - {b})": "the decay is multiplied, and not raised to the power",
            "(1 - {b})*{b}^{n}": "that is the weight of one gradient",
        },
        without=(
            rf"{_LEFT}|\bolder\b|\bbefore\b|\bearlier\b|\bprevious|{ROOTED}"
            rf"|\bsquared weights|\bsquares of the weights|\bvariance|\bdeviation|{_AGED}"
        ),
    ),
    row(
        "the share of its limit that the root has reached",
        SHARE,
        (_REACHED, ROOTED),
        ("sqrt(1 - {b}^{n})",),
        {"1 - {b}^{n}": MISSING_ROOT, "sqrt({b}^{n})": _KEPT, "{b}^{n}": _KEPT},
        without=_LEFT,
    ),
    row(
        "the share that is left after n steps",
        SHARE,
        (_LEFT,),
        ("{b}^{n}",),
        {"1 - {b}^{n}": _GONE, **_SHARE_SLIPS},
        without=rf"{_SUMMED.replace('|together', '')}|{ROOTED}|\breach|\bvariance|\bdeviation|\blos[te]\b|\bgone by",
    ),
    row(
        "the share of the root that is left after n steps",
        SHARE,
        (_LEFT, ROOTED),
        ("sqrt({b}^{n})",),
        {"{b}^{n}": MISSING_ROOT, "1 - {b}^{n}": _GONE},
        without=rf"{_SUMMED}|\breach",
    ),
    row(
        "the weight of that gradient",
        SHARE,
        (r"\b(?:weights?|coefficient|counts?|enters?|multiplied|factor|contributes?)\b", _AGED),
        ("(1 - {b})*{b}^{n}",),
        {
            "{b}*(1 - {b})^{n}": SWAPPED,
            "{b}^{n}": "the factor 1 minus the decay is missing",
            "(1 - {b})*{b}^({n} - 1)": EARLY,
            "(1 - {b})*{b}^({n} + 1)": LATE,
            "1 - {b}^{n}": "that is the sum of the newer weights",
        },
        without=_NOT_A_STATE,
    ),
    row(
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
            "sqrt((1 + {b})/(1 - {b}))": NO_ROOT,
        },
        without=(
            r"\bvariance is [\d.]+ ?%? (?:of|times)\b|\bdeviation|\bshr[aiu]nk\w* to\b|\bmemory|\bwindow"
            r"|\bmean (?:of|over) \d+ (?:\w+ )?(?:samples|squares|gradients) (?:has|have|is|are|would|gives?)\b"
        ),
    ),
    row(
        "the variance of the mean, in that of one square",
        SHARE,
        (_VARIANCE, _AVERAGED),
        ("(1 - {b})/(1 + {b})", "2*(1 - {b})/(1 + {b})"),
        _VARIANCE_SLIPS,
        without=rf"{_DEVIATION}|{_OF_SQUARES}|\broot\b|\bafter \d+|\bmean (?:of|over) \d",
    ),
    row(
        "the sum of the squared weights",
        SHARE,
        (_OF_SQUARES,),
        ("(1 - {b})/(1 + {b})",),
        _VARIANCE_SLIPS | {"(1 + {b})/(1 - {b})": "the quotient is upside down"},
        without=rf"{_DEVIATION}|\broot\b|\bafter \d+|\bmean (?:of|over) \d",
    ),
    row(
        "the variance of one square, in that of the mean",
        SHARE,
        (_VARIANCE, _AVERAGED, _REDUCED),
        ("(1 + {b})/(1 - {b})",),
        {},
        without=rf"{_DEVIATION}|{_OF_SQUARES}|\broot\b|\bafter \d+|\bmean (?:of|over) \d",
    ),
    row(
        "the standard deviation of the mean, in that of one square",
        SHARE,
        (_DEVIATION, _AVERAGED),
        ("sqrt((1 - {b})/(1 + {b}))", "sqrt(2*(1 - {b})/(1 + {b}))", "sqrt((1 + {b})/(1 - {b}))"),
        {
            "(1 - {b})/(1 + {b})": f"{MISSING_ROOT}: that is the variance",
            "2*(1 - {b})/(1 + {b})": f"{MISSING_ROOT}: that is the variance",
            "(1 + {b})/(1 - {b})": f"{MISSING_ROOT}: that is the variance",
            "sqrt(1 - {b})": "it has to be divided by 1 plus the decay",
        },
        without=r"\bafter \d+",
    ),
    row(
        "the mean age of what is averaged",
        STEPS,
        (r"\b(?:mean|average) age\b|\b(?:on average|the average square)\b[^.;]*\bsteps? old\b|\baverage delay\b",),
        ("{b}/(1 - {b})",),
        {_SPAN: "the newest one has age 0", _HALF_LIFE: "that is the half-life", "1/{b}": SWAPPED},
    ),
    row(
        "the time until the share x is left",
        STEPS,
        (_LEFT,),
        (_TILL,),
        {key.format(y="{x}", b="{b}"): kind for key, kind in _WAITED.items()}
        | {_TILLED: "that is the time until it is gone"},
        without=rf"{_SUMMED}|{ROOTED}|\breach|\blos[te]\b",
    ),
    row(
        "the time until the share x is reached",
        STEPS,
        (rf"{_SUMMED}|{_REACHED}",),
        (_TILLED,),
        {key.format(y="(1 - {x})", b="{b}"): kind for key, kind in _WAITED.items()}
        | {_TILL: "that is the time until x is left"},
        without=rf"{_LEFT}|{ROOTED}",
    ),
)
