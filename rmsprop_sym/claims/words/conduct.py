"""What words say that a run does otherwise than its rule: it goes on from an earlier one, or its weights decay."""

from __future__ import annotations

import re

_STATE = (
    r"(?:average|mean|mean square|second moment|accumulator|cache|buffer|state|statistics?|moments?|history|value)s?"
)
_EARLIER = (
    r"(?:(?:an?|the|our|its|their|some)\s+)?(?:earlier|previous|preceding|former|last|old|other|first|prior|yesterday['’]?s?)"
    r"\s+(?:\w+\s+)?(?:runs?|trainings?|tasks?|epochs?|sessions?|jobs?|stages?|phases?|parts?|states?|snapshots?|weeks?|batch(?:es)?"
    r"|problems?)"
)
_BEGUN = re.compile(  # the means do not start at 0
    r"\bwarm(?:ed)?[- ]?(?:start|boot)\w*|\bwarm\w*\s+start\w*|\bpre-?(?:warm|fill|load|train|comput|initiali[sz])\w*"
    r"|\bhot[- ]?start\w*|\bresum\w+|\bcheckpoint\w*|\bsnapshot\w*|\brestor(?:e[ds]?|ing)\b|\breload\w*"
    r"|\bload(?:ed|ing|s)?\s+(?:\w+\s+){0,3}from\b|\bstate_dict\b|\bfine-?tun\w*"
    rf"|\b(?:from|of|in|after|by|since)\s+{_EARLIER}\b"
    rf"|\b(?:kept|keep|keeps|keeping|taken|take|takes|taking|inherit\w*|carr(?:y|ies|ied)|reus\w+|left|known|saved|stored)\b"
    r"[^.;]{0,30}?\b(?:over|from|before|earlier|disk)\b"
    r"|\b(?:pick|took|take|taking|picks|picked|picking|go|goes|going|went|carry|carries|carried|start|starts|starting|started)\b"
    r"[^.;]{0,25}?\b(?:left\s+off|stopped|ended|broke\s+off|interrupt\w*)|\b(?:pick|take|took)\w*\s+(?:\w+\s+){0,3}up\s+again\b"
    r"|\bcontinu(?:e[ds]?|ing|ation)\b(?:\s+(?:the|a|our|this|that|an|from|with|after|of|on)\b){1,2}\s+(?:\w+\s+){0,2}"
    r"(?:runs?|training|state|night|yesterday\w*|disk|file|jobs?|epochs?|log)\b"
    r"|\b(?:alread\w+|so\s+far)\s+(?:run|trained|running|been|accumulated|seen|made|taken)\b"
    rf"|\b{_STATE}\b[^.;]{{0,25}}?\b(?:carr(?:y|ies|ied)\s+over|(?:is|was|were|are)\s+(?:already|not\s+(?:zero|0|empty|reset|cleared)))"
    r"|\b(?:not|never|rather\s+than)\s+(?:reset|cleared|start\w*\s+(?:at|from)\s+(?:zero|0))\b"
    rf"|\b(?:initiali[sz]|initial|start|begin|beginn|began|begun|prim|fill|set|seed)\w*\s+(?:\w+\s+){{0,3}}{_STATE}\s+"
    r"(?:to|at|with|of|from|=|is)\s+\$?(?!\s*(?:0|zero)(?!\.?\d))"
    rf"|\b{_STATE}\s+(?:\$?\w+(?:_\w+)?\$?\s+)?(?:was|were|is|are|has\s+been)?\s*(?:initiali[sz]|initial|start|prim|fill|set|seed)\w*"
    r"\s+(?:to|at|with|from)\s+\$?(?!\s*(?:0|zero)(?!\.?\d))"
    rf"|\b{_STATE}\s+(?:was|is|had\s+been)\s+\$?(?!\s*0(?!\.?\d))[\d.]+\$?\s+(?:before|at\s+the\s+(?:start|beginning)|when|initially)",
    re.IGNORECASE,
)
_OFTEN = r"(?:other|second|third|fourth|fifth|tenth|\d+(?:st|nd|rd|th)|\d+|two|three|four|five|ten|few|even|odd)"
_CAPPED = (  # what may be so in one row alone
    r"\b(?:cut(?:\s+off)?|limit\w*|bound\w*|capp\w*|restrict\w*|trunc\w*|saturat\w*|winsor\w*|clamp\w*|thresh\w*)\s+"
    r"(?:\w+\s+){0,2}?(?:to|at|from\s+above)\s+\$?\\?[\w\[(-]"
    r"|\bclip\w*|\bclamp\w*"
)
_OTHERWISE = re.compile(
    # the gradients are not those that are shown
    rf"{_CAPPED}|\bmicro-?batch\w*|\bdropout|\bgradient\s+(?:accumulation|noise)"
    # the parameter moves otherwise
    r"|\bweight[- ]decay|\bdecays?\s+the\s+(?:weight|parameter)s?|\bweights?\s+(?:also\s+|themselves\s+)?decays?\b"
    r"|\bL_?\{?2\}?[- ](?:penalt|reg|term)\w*"
    r"|\bpenalt\w*|\bregulari[sz]\w*|\bridge\b|\b(?:weights?|parameters?)\b(?:(?!\b(?:but|while|whereas)\b)[^.;]){0,40}?"
    r"\b(?:shr[aiu]nk\w*|pulled|decay(?:s|ed)?)\b"
    r"|\bshr[aiu]nk\w*\s+(?:the\s+|all\s+|our\s+)?(?:weight|parameter)s?|\bproject(?:ed|ion|s|ing)\b|\bconstrain\w*"
    r"|\b(?:kept|stays?|held|keep)\s+(?:non-?negative|positive|within|inside|between)\b|\bascent\b|\bmaximi[sz]\w*"
    # the mean does
    r"|\b(?:frozen|freez\w+|froze)\b|\b(?:delayed|stale|lagg\w+)\b"
    rf"|\b(?:only\s+)?(?:updated|refreshed|changed|touched|computed|recomputed)\s+(?:only\s+)?(?:in|at|on|every|each)\s+(?:every\s+|each\s+|the\s+)?{_OFTEN}\b"
    rf"|\bin\s+(?:even|odd|every\s+{_OFTEN})\s+(?:steps?|iterations?)\b"
    r"|\b(?:old|previous|last)\s+(?:average|mean|root|denominator|accumulator|mean\s+square)\b"
    r"|\b(?:average|mean|root|denominator|accumulator)\s+of\s+the\s+(?:step|row|line)\s+before\b"
    # a value changes on the way
    r"|\b(?:after|from|until|since|starting\s+(?:with|at|in)|beginning\s+(?:with|at))\s+(?:the\s+)?(?:step|row|iteration|epoch)\s+\$?\d+\$?\b"
    r"[^.;]{0,50}?\b(?:use\w*|using|set|switch\w*|chang\w*|tak(?:e|es|ing|en)|took|lower\w*|rais\w*|drop\w*|cut|replac\w*|halv\w*|doubl\w*"
    r"|decay\s+(?:of|is|was))\b"
    r"|\b(?:use\w*|using|set|switch\w*|chang\w*|took|lower\w*|rais\w*|cut|replac\w*|halv\w*|doubl\w*)\b[^.;]{0,50}?\b(?:after|from|until|at)\s+"
    r"(?:the\s+)?(?:step|row|iteration|epoch)\s+\$?\d+"
    r"|\b(?:rate|step\s+size|eta|lr)\b[^.;]{0,30}?\b(?:halved|decays?|decayed|falls?|falling|shrinks|reduced|lowered|doubled|cosine"
    r"|divided\b(?!\s+by\s+(?:(?:the|its|this|that)\s+)?(?:\w+\s+)?(?:root|square|rms|denominator|sqrt|√|\$?\\)))\b"
    # the numbers are carried along otherwise
    r"|\b(?:significant|carried|carry\w*|kept\s+to|keep\w*)\b[^.;]{0,30}?\b(?:digits?|figures?|decimals?|places)\b"
    r"|(?<!more )(?<!all )\b(?:digits?|figures?|decimals?|places)\b[^.;]{0,25}?"
    r"\b(?:carried|throughout|kept|in\s+(?:each|every)|during)\b"
    r"|\bround\w*\s+(?:\w+\s+){0,2}?(?:after|in|at)\s+(?:each|every)\b",
    re.IGNORECASE,
)


def caps(text: str) -> bool:
    """Whether words say that something is cut off where it is too large.

    >>> caps("Gradients are clipped at 1."), caps("Weights decay.")
    (True, False)
    """
    return re.search(_CAPPED, text, re.IGNORECASE) is not None


def begun_before(text: str) -> str | None:
    """The words that say that means go on from what was before, and do not start at 0; None if there are none.

    >>> begun_before("Resumed from a checkpoint."), begun_before("kept from an earlier run"), begun_before("from 0")
    ('Resumed', 'kept from', None)
    """
    found = _BEGUN.search(text)
    return found[0] if found else None


def otherwise(text: str) -> str | None:
    """The words that say that a run does otherwise than its rule; None if there are none.

    >>> otherwise("The weights also decay by 1 % per step."), otherwise("The average decays.")
    ('weights also decay', None)
    """
    found = _OTHERWISE.search(text)
    return found[0] if found else None
