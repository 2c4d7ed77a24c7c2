"""Words that demand what a formula says, and do not claim it: we need it, our goal is it, to have it."""

from __future__ import annotations

import re

_WHO = (
    r"(?:we|I|you|one|they|she|he|it|that|this|which|who|someone|somebody|users?|people|designers?|must|will|shall|may"
    r"|to)"
)
_VERB = (
    r"(?:need|want|requir|demand|ask|wish|desir|seek|insist|prefer|aim|like|hope|tr)(?:e?s|ed|ing|e|y|ies|ied|ying)?"
)
_GET = (
    r"(?:have|get|reach|ensure|guarantee|achieve|keep|make|see|obtain|enforce|satisfy|fulfil|meet|arrive\s+at|be\s+sure\s+that"
    r"|make\s+sure\s+that)"
)
_AIM = (
    r"(?:goal|target|aim|requirement|condition|demand|criterion|specification|spec|constraint|restriction|wish|tolerance|task"
    r"|question|objective|threshold)"
)
_DIRECTLY = re.compile(
    rf"\b{_VERB}(?:\s+(?:for|on|at|that|only|therefore|thus|hence|also|just|exactly|now|then))*\s*:?\s*$"
    rf"|\b(?:needed|required|demanded|wanted|desired|asked(?:\s+for)?|necessary|sufficient|enough)\s+(?:is|are)(?:\s+that)?\s*:?\s*$"
    rf"|\b(?:has|have|need\w*|want\w*|wish\w*|like|ought|try|order|suffices|enough|necessary|sufficient)\s+to\s+{_GET}\s*$"
    rf"|(?:^|[.;:!?]|\bso)\s*(?:in\s+order\s+)?to\s+{_GET}\s*$"
    rf"|\b{_AIM}(?:\s+(?:is|was|reads|says|be|becomes|then|that|thus|therefore|now|to\s+{_GET}))*\s*:?\s*$"
    r"|\b(?:it\s+)?(?:suffices|is\s+(?:enough|sufficient|necessary))(?:\s+that)?\s*:?\s*$"
    r"|\b(?:solv(?:e|es|ing)|(?:converge(?:d|nce)|stationar(?:y|ity)|equilibrium|rest|stalled|stuck)\s+means)(?:\s+that)?\s*:?\s*$"
    r"|\b(?:choose|pick|take|select|find|determine|fix|adjust|tune|set)\b[^,.;:]{0,60}\bso\s+that\s*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    rf"(?<!what )(?<!all )(?<!as )(?<!which )(?<!that )\b{_WHO}\s+(?:\w+ly\s+|now\s+|also\s+|therefore\s+|then\s+)?"
    r"(?:need|want|require|demand|ask|wish|desire|seek|insist)(?:s|es|ed)?\b"
    r"(?!\s+(?:no|not|nothing|neither|only|just|a\s+(?:lemma|fact|bound)|(?:the|an)\s+(?:fact|lemma|estimate|inequality|identity)\b|to\s+(?:show|prove|know|check|compute|see|recall"
    r"|know|find|look|store|keep|divide|multiply|correct|understand|remember|estimate|bound|tell|explain|say|note))\b)"
    r"|\b(?:has|have|ought)\s+to\s+(?:be|have|hold|stay|remain|lie|drop|fall|rise|exceed|reach|satisfy)\b"
    rf"|\b(?:our|the|their|his|her|your|my|a)\s+(?:goal|target|aim|requirement|demand|specification|spec|wish|tolerance|objective)\b",
    re.IGNORECASE,
)


def demands(before: str) -> bool:
    """Whether the words directly before a formula demand it.

    >>> [demands(each) for each in ("We need ", "Our goal: ", "To have ", "It is what we need. Hence ", "It gives ")]
    [True, True, True, False, False]
    """
    return _DIRECTLY.search(before) is not None


def demanded(sentence: str) -> str | None:
    """The words by which a sentence demands something, which a formula in it may only spell out.

    >>> demanded("We want the start to be forgotten:"), demanded("We need to show that"), demanded("The mean obeys")
    ('We want', None, None)
    """
    found = _SENTENCE.search(sentence)
    return found[0] if found else None
