"""Which way a share is meant, what is left of something or what of it is gone or reached, and of what it is said."""

from __future__ import annotations

import re

_FALL = (
    r"(?:drop|fall|fell|decay|shr[aiu]nk|fad|sank|sunk|sink|dwindl|diminish|decreas|declin|reduc|com|came|went"
    r"|go(?:es|ne)?\b|weaken|die"
    r"|damp|attenuat|bring|brought|is|are|has been|have been)\w*"
)
_MERE = r"(?:(?:a|the|only|just|about|still|some|roughly|then|less than|below|under|as little as|no more than) )*"
_FORMER = (
    r"(?:what (?:it|they) (?:was|were|had)|(?:its|their|the|his) (?:own |very )?(?:first|initial|original|old|former"
    r"|starting|full|previous"
    r"|earlier|current|newest|latest|present|peak|height)|its (?:weight|value|size|influence|contribution|strength)"
    r"|the (?:new|one) )"
)
_END = (
    r"(?:(?:its|the|their|his|that|this) )?(?:(?:long[- ]?(?:run|term)|eventual|total|own|whole|entire|constant"
    r"|true) )*(?:final|limit\w*"
    r"|stationary|steady|asympto\w+|equilibrium|target|plateau|saturation|end value|full value|g\^2|c\^2|level it"
    r"|value it|way (?:to|up)|rise)\b"
)
_WHOLE = (
    r"(?:(?:the|all(?: the)?|its|total|whole|entire|full|of) )*"
    r"(?:weights?|mass|memory|average|mean|sum|total|information)\b"
)
_LEFT = re.compile(
    rf"\b{_FALL}(?: off| down| away| back)? (?:down )?(?:to|below|under) {_MERE}§|\bdown to {_MERE}§"
    r"|§ ?(?:(?:of|as) [^§]{1,45}? )?(?:(?:is|are|was|has|have|will be|still|only|there) )*(?:left|remain\w*"
    r"|surviv\w*|persist\w*|stays?"
    r"|still (?:there|present|in|alive))\b"
    r"|\b(?:left|remain\w*|surviv\w*|keeps?|kept|retains?|preserves?)\b[^§]{0,40}§"
    r"|\bstill (?:makes? up|has|have"
    r"|holds?|carr(?:y|ies)|counts?|weighs?|contributes?|contains?|is|are|there|with|at|enters?"
    r"|amounts? to)\b[^§]{0,30}§"
    rf"|\b(?:has|have|carr(?:y|ies)|counts?|weighs?|enters?|contributes?)\b[^§]{{0,25}}§ (?:of )?{_FORMER}"
    r"|§ (?:of )?(?:the |its )?(?:weight|influence|contribution|share)s? (?:of|as|than|that|it) (?:the )?(?:current"
    r"|newest|latest|new|fresh"
    r"|present|had|has|started)"
    rf"|\b(?:is|are|becomes?|amounts? to) {_MERE}§ of {_FORMER}"
    r"|\bmultiplied by §|§ as (?:much|heavy|heavily|strong\w*|large|big)\b",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b(?:missing|lack\w*|short of|short by|too (?:small|low|little) by|still to (?:go|come)|below (?:its|the)"
    r" (?:limit|final)"
    r"|away from)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:lost|loses?|losing|lose|forg[eo]t\w*|sheds?|rid of|washe[sd]? out|wash out|cleared?|erased?|flush\w*"
    r"|decayed away)\b[^§]{0,45}§"
    r"|§ ?(?:(?:of|is|are) [^§]{1,45}? )?(?:(?:is|are|was|has|have|been|already|only|just) )*(?:gone|lost|forgotten"
    r"|vanished|faded"
    r"|washed out|erased|replaced|flushed|died out)\b"
    rf"|\b{_FALL}(?: off| down)? by {_MERE}§",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:reach\w*|attain\w*|arriv\w*|built|builds?|collect\w*|gather\w*|accumulat\w*|captur\w*|cover\w*|fill\w*"
    r"|clim\w*|gr[eo]w\w*|ris\w*"
    r"|rose|complet\w*|converge\w*|settled|warmed up|is|are|has|have|stands?|at|up to|to|sees?|gets?|got|above|after"
    r"|contains?|holds?)\b"
    rf"[^§]{{0,45}}§ ?(?:of |on the way to |towards? ){_END}"
    rf"|\b(?:reach\w*|attain\w*|collect\w*|gather\w*|accumulat\w*|captur\w*|covers?|fills?|filled|built up|contains?"
    rf"|holds?)\b[^§]{{0,30}}§ of"
    rf" {_WHOLE}"
    rf"|§ of {_END}|\b(?:reach\w*|attain\w*|collect\w*|gather\w*|accumulat\w*|filled|arriv\w*)\b[^§]{{0,25}}§|§"
    rf" (?:is|are|has been|have been)"
    r" (?:already |only |just )?(?:reached|attained|collected|gathered|filled|accumulated|there|complete)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:weights?|mass|memory|contribut\w+|influence)\b"
    r"|§ of (?:what is in )?(?:(?:the|its|total|whole) )*(?:sum|averages?|means?)\b",
    re.IGNORECASE,
)
_OF_END = re.compile(rf"§ ?(?:of |on the way to |towards? ){_END}", re.IGNORECASE)
PART = re.compile(r"\b(?:weights?|contributions?|influence|shares?|memory|trace|effect|mass|history)\b", re.IGNORECASE)
SPIKE = re.compile(r"\b(?:spikes?|outliers?|bad batch|shock|jump|disturbance|bump)\b", re.IGNORECASE)
WEIGHT = re.compile(
    rf"{PART.pattern}|{SPIKE.pattern}|\b(?:past|initial|start value|averag\w+|means?|accumulator|state|filter)\b"
    r"|\b(?:old|older|past|bad|earlier|forgot\w*|forgets?|remember\w*) (?:\w+ ){0,3}(?:gradients?|squares?|values?"
    r"|samples?"
    r"|batch(?:es)?|observations?|terms?)\b",
    re.IGNORECASE,
)
ROOT = re.compile(r"\b(?:roots?|rms|denominators?|standard deviation)\b|\bsqrt\(", re.IGNORECASE)
RATE = re.compile(r"\b(?:rates?|step sizes?|steps? (?:lengths?|is|are|becomes?)|lr|eta)\b", re.IGNORECASE)


def bearing(text: str, role: str, *, within: bool = False) -> tuple[bool, bool] | None:
    """Whether a share, which stands as § in a text, is what is left, and whether it is a part of what is reached.

    >>> bearing("after 20 steps it has dropped to §", "after"), bearing("after 20 steps § of it is gone", "after")
    ((True, False), (False, False))
    >>> bearing("after 20 steps it has § of its final value", "after"), bearing("at step 3 § is missing", "after")
    ((False, True), (True, True))
    >>> bearing("the last 10 gradients carry § of the weight", "newest"), bearing("§ comes after 3 steps", "after")
    ((False, False), None)
    """
    if role in {"newest", "older"}:
        return (role == "older", False) if _HELD.search(text) else None
    left, gone = _LEFT.search(text) is not None, _GONE.search(text) is not None
    reached, of_end = _REACHED.search(text) is not None, _OF_END.search(text) is not None
    if within or _MISSING.search(text):
        return None if gone else (True, True)
    if of_end or reached:
        return None if gone or (left and not of_end) else (False, True)
    if left and gone:
        return None if re.search(r"\b(?:left|remain\w*|still)\b", text) else (False, False)
    return (left, False) if left or gone else None
