"""What words may call a number: names, the formulas that they mean in the letters of a rule, and the slips made there.

The words are searched in a sentence in plain words, without the values that it gives to letters; a sign stands for
the number.
A letter n is any number of steps in the sentence, c one that counts them from the start, k an age, x a gradient.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rmsprop_sym.claims.quantities.quantity import Quantity

_ROOT, _TURNED = "the root is missing", "it is divided where it has to be multiplied"
_SWAPPED = "the decay and 1 minus the decay are exchanged"
_OTHER_DECAY = "the decay stands where 1 minus the decay belongs"
_EARLY, _LATE = "the exponent is one too small", "the exponent is one too large"
_FILL = (
    r"(?:[^\w§]|\b(?:about|only|just|now|then|thus|hence|so|therefore|exactly|approximately|roughly|simply"
    r"|merely|still"
    r"|already|even|again|itself|here|there|of|to|by|at|a|an|the|is|are|was|be|becomes?|equals?|comes?|amounts?"
    r"|factor|length"
    r"|size|value|every|after|times|equal|as|much|long|little|some)\b|\b[A-Za-z]{1,3}(?:_\w{1,4})? ?=(?= ?§))*"
)
_BE = rf"(?:\b(?:is|are|has|have|of|gets|becomes|equals|at|by|to|with|carries|receives|takes)\b|[=:≈]){_FILL}§"
_GAP = (
    r"(?:(?!\b(?:because|since|while|whereas|but|so|which|mean|average|squares?|moments?|sum|weights?)\b|(?<!sqrt\()\b\w*hat\b"
    r"|\b[vsrE]_)[^.;:§]){0,80}?"
)
_PLAIN_GAP = r"[^.;:=§\d]{0,60}?"
_LARGER = r"\b(?:longer|larger|bigger|greater|higher|shorter|smaller|too \w+|factor|times|ratio)\b"
_DENIED = (
    r"\b(?:forg\w+ (?:the|to|a|its|about the)|omit\w*|wrong\w*|mistak\w*|instead|error|tempt\w*|not the|rather"
    r"|would be if|naive\w*|rule of thumb|suppos\w*|claim\w*|other)\b|\?"
)
_OTHER_RULES = r"\bmomentum|\bvelocity|\bbuffer|\badam\b|\bclip\w*|\bwarm\w*|\bschedul\w*|\bcorrect"
_COMPARED = (
    r"\brelative|\bcompared|\bsums?\b|\btotal|\ball\b|\bboth\b|\blast\b|\bolder\b|\bmass\b|\bnormali|\bunnorm"
    r"|\btimes\b"
)
_AGE = (
    r"(?:\b\d+ (?:steps?|updates?|iterations?|batches) (?:ago|back|earlier|before|old)\b|\bg_\([tkn] ?- ?\d+\)"
    r"|\bage (?:of )?\d+|\boldest of (?:\w+ )?\d+)"
)


def _quantity(
    name: str,
    words: str,
    right: Sequence[str],
    slips: Mapping[str, str],
    doubts: str = "",
    *,
    needs: str = "",
    near: str = "",
    rules: Sequence[str] = (),
) -> Quantity:
    """A row of the table."""
    return Quantity(
        name,
        re.compile(words, re.IGNORECASE),
        right,
        slips,
        re.compile(f"{doubts}|{_DENIED}" if doubts else _DENIED, re.IGNORECASE),
        frozenset(rules),
        re.compile(needs, re.IGNORECASE) if needs else None,
        re.compile(near, re.IGNORECASE) if near else None,
    )


MEMORIES = (
    _quantity(
        "the half-life",
        rf"\bhalf[- ]?li(?:fe|ves)\b{_PLAIN_GAP}{_BE}"
        rf"|\b(?:halved?|halves|halving)\b(?: (?:once|only|again))? (?:every|after|in|within|each)\b{_FILL}§"
        rf"|\bloses? half (?:of )?(?:its|the|their) \w+ (?:every|after|in|within|each)\b{_FILL}§",
        ("log(2)/(-log(beta))", "2*log(2)/(-log(beta))", "log(2)/(1 - beta)"),
        {
            "1/(-log(beta))": "that is the time after which 1/e is left",
            "1/(1 - beta)": "that is the time constant",
            "log(10)/(-log(beta))": "that is the time after which a tenth is left",
            "log(2)/(-log(1 - beta))": "1 minus the decay stands for the decay",
            "1/(2*(1 - beta))": "that is half of the time constant",
            "(-log(beta))/log(2)": "the quotient is upside down",
            "log(2)*beta": "that is log(2) times the decay",
        },
        r"\btime constant|\bmemory|\bwindow|\bhorizon|1/e\b|\bthan\b|\b2 times\b|\broughly\b|\babout\b|\border\b",
    ),
    _quantity(
        "the time constant",
        rf"\btime constant\b{_PLAIN_GAP}{_BE}",
        ("1/(1 - beta)", "1/(-log(beta))", "2/(1 - beta)", "(1 + beta)/(1 - beta)", "beta/(1 - beta)"),
        {
            "log(2)/(-log(beta))": "that is the half-life",
            "1/sqrt(1 - beta)": "that is its root",
            "1/(1 - beta)^2": "that is its square",
            "1/beta": "the decay stands where 1 minus the decay belongs",
            "-log(beta)": "the quotient is upside down",
        },
        r"\bhalf|\bwindow|\bthan\b|\border\b|\broughly\b|\binvers|\breciproc|\broot\b",
    ),
)
WEIGHTS = (
    _quantity(
        "the weight of that gradient",
        rf"\b(?:weight|coefficient)s?\b[^.;:=§]{{0,60}}{_AGE}[^.;:=§]{{0,50}}?{_BE}"
        rf"|{_AGE}[^.;:§]{{0,60}}?\b(?:weights?|coefficients?|factors?)\b(?: of)?{_FILL}§"
        rf"|{_AGE}[^.;:=§]{{0,40}}?\b(?:enters?|counts?|counted|contributes?|comes? in|goes in"
        rf"|appears?)\b[^.;:=§\d]{{0,20}}?(?:with|by)\b{_FILL}§"
        rf"|\bweights? of\b[^.;:=§]{{0,60}}?{_BE}",
        ("(1 - beta)*beta^k",),
        {
            "beta*(1 - beta)^k": _SWAPPED,
            "(1 - beta)*beta^(k + 1)": _LATE,
            "(1 - beta)*beta^(k - 1)": _EARLY,
        },
        rf"{_COMPARED}|{_OTHER_RULES}",
    ),
    _quantity(
        "the weight of the newest gradient",
        r"\b(?:newest|latest|current|most recent|present|new) (?:squared? )?(?:gradient|square|value|sample|term"
        r"|g)(?: squared?)?(?: g_\w)?(?:\^2)?"
        rf"\b[^.;:=§\d]{{0,40}}?\b(?:weight|share|coefficient|factor)\b(?: of)?{_FILL}§"
        rf"|\bweights? (?:of|on) the (?:newest|latest|current|most recent|new)\b[^.;:=§]{{0,40}}?{_BE}",
        ("1 - beta",),
        {"beta": _OTHER_DECAY},
        rf"{_COMPARED}|\bprevious|\bdecays? by|\bloses?|\bsteps?\b",
    ),
    _quantity(
        "the sum of the weights",
        rf"\b(?:sum|total|mass) of (?:all )?(?:the )?weights\b[^.;:=§]{{0,40}}?{_BE}"
        rf"|\bweights\b[^.;:=§]{{0,40}}?\b(?:sums?|adds?) (?:up )?to\b{_FILL}§"
        rf"|\bweights\b[^.;:=§]{{0,40}}?\b(?:total )?(?:mass|sum) of\b{_FILL}§",
        ("1 - beta^n",),
        {
            "beta^n": "that is what is missing of 1",
            "1 - beta^(c - 1)": _EARLY,
            "1 - beta^(c + 1)": _LATE,
        },
        r"\b(?:older|old|oldest|remain\w*|missing|left|others?|since|before|beyond|back|ago|rest|lost|gone"
        r"|start)\b|\ball but\b"
        r"|\bmore than\b|\bless\b|\bshort\b|\bfirst\b",
    ),
    _quantity(
        "the share of the last gradients",
        r"\b(?:last|newest|latest|most recent) \d+ (?:squared )?(?:gradients|squares|terms|values|samples|steps"
        r"|weights)\b[^.;:=§]{0,60}?"
        rf"\b(?:carry|carries|have|has|hold|make up|contain|account for|get|form|contribute|is|are|to|of)\b{_FILL}§",
        ("1 - beta^n",),
        {"beta^n": "that is the share of all older ones"},
        r"\bolder|\bbefore|\bmissing|\bleft|\brest\b|\bweight of\b|\beach\b|\bmean\b|\baverage of\b|\blost"
        r"|\bfactor\b|\bshr[aiu]nk|\bfell|\bfall",
    ),
    _quantity(
        "the share of all older gradients",
        r"\b(?:older than \d+ steps|(?:everything|all|anything) (?:that is )?older"
        r"|before the last \d+ \w+)\b[^.;:=§]{0,60}?"
        rf"{_BE}",
        ("beta^n",),
        {"1 - beta^n": "that is the share of the last ones"},
        r"\ball but\b|\bnewest\b|\bfirst\b",
    ),
)
SHARES = (
    _quantity(
        "the share of an uncorrected step",
        rf"\b(?:steps?|updates?|moves?|denominators?|roots?|rms|displacements?)\b{_GAP}{_LARGER}{_FILL}§",
        ("1/sqrt(1 - beta^n)", "sqrt(1 - beta^n)"),
        {"1/(1 - beta^n)": _ROOT, "1 - beta^n": _ROOT, "1/(1 - beta^(2*n))": "the decay is squared"},
        r"\badam\b|\bmomentum\b|\bm_\w|\bweights?\b",
        needs=r"correct",
    ),
    _quantity(
        "the factor of the root after these steps",
        rf"\b(?:rate|rms|denominator|root)\b{_GAP}\bfactor\b(?: of)?\W*§"
        r"|\bfactor\b(?: of)?\W*§\W{0,3} ?(?:in|for) (?:the )?(?:effective|rate|root|rms|sqrt|lr|eta|denominator)\b",
        ("beta^(n/2)", "1/beta^(n/2)"),
        {"beta^n": _ROOT, "1/beta^n": _ROOT, "beta^(2*n)": "it is squared", "1/beta^(2*n)": "it is squared"},
        r"\badagrad\b",
        needs=r"\b(?:zeros?|no gradients?|silen\w+|vanish\w*|quiet|without (?:a |any )?gradients?|per step"
        r"|(?:each|every|a|1) step|g(?:_\w)? ?= ?0)\b",
    ),
    _quantity(
        "what is reached",
        r"\b(?:reached|reaches|collected|gathered|filled|accumulated|built up)\b(?: (?:about|only|just|already"
        r"|the share|a share|of))*\W*§",
        ("1 - beta^n", "sqrt(1 - beta^n)", "(1 - beta)*n"),
        {"beta^n": "that is what is still missing", "beta^(n/2)": "that is the root of what is still missing"},
        r"\bmissing\b|\bstart\b|\bleft\b",
    ),
    _quantity(
        "what is left",
        r"\b(?:what is left|what remains|the rest|still missing|is missing)(?: of (?:it|the \w+"
        r"|[^.;§]{1,12}))? (?:is|are)\b"
        r"(?: (?:then|still|only|about|just))*\W*§"
        r"|§[^.;§\d]{0,50}\b(?:is|are) (?:still )?left\b|§[^.;§\d]{0,30}\b(?:remains?|survives?)\b",
        ("beta^n", "beta^(n/2)", "(1 - beta)*beta^n"),
        {"1 - beta^n": "that is what is gone"},
        r"\breached\b|\bgone\b|\blost\b|\bforgot|\bunchanged\b",
    ),
    _quantity(
        "what is gone",
        rf"\b(?:lost|forgotten|gone|faded away|died out)\b{_FILL}§|§[^.;§\d]{{0,40}}\b(?:is|are) (?:lost"
        rf"|forgotten|gone)\b",
        ("1 - beta^n", "1 - beta^(n/2)"),
        {"beta^n": "that is what is left"},
        r"\bleft\b|\bremain|\breach",
    ),
)
STEPS = (
    _quantity(
        "the first centred step by the plain one",
        rf"\bfirst cent(?:er|re)d (?:step|update)\b{_GAP}(?:longer|larger"
        rf"|bigger)\b[^.;:§]{{0,40}}\bfactor\b(?: of)?\W*§",
        ("1/sqrt(beta)", "sqrt(beta)"),
        {"1/beta": _ROOT, "1/(1 - beta)": "1 minus the decay stands for the decay"},
        r"\badam\b",
    ),
    _quantity(
        "what the gradient adds",
        r"\b(?:spike|outlier|burst|peak|gradient|slope)s? of (?:(?:size|height|magnitude|value|norm"
        r"|length) )?\d[\d.]* "
        r"(?:then |alone |only )?(?:adds|contributes|puts in|brings(?: in)?)\b(?:\W|\b(?:about|only|just"
        r"|another)\b)*§",
        ("(1 - beta)*x^2", "x^2"),
        {
            "(1 - beta)*x": "the gradient is not squared",
            "beta*x^2": "the decay stands where 1 minus the decay belongs",
            "(1 - beta)^2*x^2": "the weight is squared too",
        },
        r"\bsquared?\b|\bmomentum\b|\bvelocity\b|\bm_\w|\bfirst moment\b|\bmean of (?:the )?gradients\b"
        r"|\bmean gradient\b",
    ),
    _quantity(
        "the longest step",
        rf"\b(?:bound|cap|ceiling|maximum|(?:largest|longest|biggest)(?: possible)? (?:step|update|move)"
        rf"|(?:steps?|updates?|moves?)"
        rf"(?: \w+)? at most)\b{_PLAIN_GAP}(?:{_BE}|{_FILL}§)|\bno (?:single )?(?:step|update|move) (?:is|can be"
        rf"|is ever|gets) (?:longer|larger) than\b{_FILL}§",
        ("eta/sqrt(1 - beta)", "eta", "1/sqrt(1 - beta)"),
        {
            "eta/(1 - beta)": _ROOT,
            "eta*sqrt(1 - beta)": _TURNED,
            "eta*(1 - beta)": _TURNED,
            "eta/sqrt(beta)": _OTHER_DECAY,
            "eta/sqrt(1 - beta^2)": "the decay is squared",
        },
        rf"{_OTHER_RULES}|\bdistance|\btravel|\bdrift|\btotal|\bsum\b|\bsteps? together|\bin \d+ steps",
        near=r"\bsteps?\b|\bupdates?\b|\bmoves?\b|\b(?:theta|x|w)_\w+ ?- ?(?:theta|x|w)_|\bDelta",
        rules=("rmsprop",),
    ),
    _quantity(
        "the effective learning rate",
        rf"\beffective (?:learning )?(?:rate|step size|lr)\b{_PLAIN_GAP}{_BE}",
        ("eta/sqrt(v)", "eta/(sqrt(v) + eps)", "eta/sqrt(v + eps)"),
        {"eta/v": _ROOT, "eta*sqrt(v)": _TURNED, "eta/v^2": "it is divided by the square and not by the root"},
        rf"{_OTHER_RULES}|\broot|\brms\b|sqrt|\bdenominator|\bfactor\b|\btimes\b",
    ),
    _quantity(
        "what the momentum tends to",
        rf"\b(?:[a-z]|buffer|velocity|displacement|step|update|move)(?:_\w)? (?:\w+ )?(?:tends?|converges?"
        rf"|approaches|settles|goes|grows)\b{_FILL}§",
        ("eta/(1 - mu)", "eta", "1/(1 - mu)"),
        {
            "eta*mu/(1 - mu)": "the newest step is left out",
            "mu/(1 - mu)": "the newest step is left out",
            "eta*(1 - mu)": _TURNED,
        },
        r"\bpast\b|\bprevious|\bnesterov|\bwithout|\bolder\b|\badam\b|\bnext\b",
        near=r"\bmomentum\b|\bheavy[- ]ball\b|\bmu\b",
    ),
)
FLOORS = (
    _quantity(
        "the floor of the denominator",
        rf"\b(?:floor|smallest (?:possible )?(?:value of the )?(?:denominator|divisor))\b{_PLAIN_GAP}{_BE}"
        rf"|\bdenominator (?:is )?(?:at least|never (?:falls )?below|never (?:smaller|less) than){_FILL}§",
        ("sqrt(eps)",),
        {"eps": "eps stands under the root", "eps^2": "it is squared where its root belongs"},
        r"\boutside|\bbeside|\bother",
        rules=("rmsprop_eps_inside",),
    ),
    _quantity(
        "the largest rate",
        r"\b(?:largest|highest|maximal|maximum|greatest) (?:effective |possible )*(?:learning )?(?:rate"
        r"|step size|factor|gain)\b"
        rf"{_PLAIN_GAP}{_BE}|\b(?:sgd|gradient descent) with (?:a |the )?(?:learning )?(?:rate"
        rf"|step size)(?: of)?{_FILL}§",
        ("eta/sqrt(eps)",),
        {"eta/eps": "eps stands under the root"},
        r"\boutside|\bbeside|\bother",
        rules=("rmsprop_eps_inside",),
    ),
)
MOMENTS = (
    _quantity(
        "the mean square",
        rf"(?:\bsecond moment|\bmean squared?(?: gradient)?|\bmean of (?:the )?squares?"
        rf"|\bE ?\[? ?\(?g(?:_\w)?\^2\)? ?\]?){_PLAIN_GAP}{_BE}",
        ("mean^2 + var",),
        {
            "mean^2 - var": "the variance has to be added",
            "var - mean^2": "the variance has to be added",
            "mean + var": "the mean is not squared",
            "mean^2": "the variance is missing",
            "mean^2 + sqrt(var)": "the standard deviation is not squared",
        },
        r"\bcent(?:er|re)d|\broot\b",
    ),
    _quantity(
        "the standard deviation of the mean",
        rf"\b(?:standard deviation|coefficient of variation)\b(?![^.;§]*\bvariance\b)(?:[^.;:=§]{{0,80}}?{_BE}"
        rf"|{_FILL}§)",
        (
            "sqrt((1 - beta)/(1 + beta))",
            "sqrt(2*(1 - beta)/(1 + beta))",
            "sqrt((1 + beta)/(1 - beta))",
            "sqrt((1 + beta)/(2*(1 - beta)))",
        ),
        {
            "(1 - beta)/(1 + beta)": "that is the variance, without its root",
            "2*(1 - beta)/(1 + beta)": "that is the variance for Gaussian gradients, without its root",
            "(1 + beta)/(1 - beta)": "that is the variance, without its root",
        },
        r"\bgradients? (?:is|has|have)\b",
    ),
)
CALLED = (*MEMORIES, *WEIGHTS, *SHARES, *STEPS, *FLOORS, *MOMENTS)
