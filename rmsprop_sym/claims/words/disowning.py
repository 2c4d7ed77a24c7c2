"""Whether a note itself claims what it writes down: not what it asks, quotes, denies, or calls a mistake."""

from __future__ import annotations

import re

from rmsprop_sym.claims.words.wording import cut_sentences, without_idioms, without_task

DISOWNED = "the note itself does not claim it: {!r} stands beside it"
_QUOTED = re.compile(
    r"\b(?:false|wrong\w*|incorrect\w*|mistak\w*|myth|errors?(?![^\w.;:!?]{1,3}(?:correct\w*|feedback|form|driven|signal|bound|estimate|propagation|bars?)\b)|naive\w*|disprove|refute|whether|counterexample"
    r"|contradict\w*|absurd\w*|fallacy|pitfall|trap|nonsense|impossible|untrue|untenable|mis(?:quot|lead|read|under)\w*"
    r"|tempt\w*|slips?|typos?|misprint\w*|forgot\w*|forget(?:s|ting)?\s+(?:to\b|a\b|the\s+(?:square|root|factor|bias|correction|eps\w*|absolute|sign|term|index))|believ\w*|belief|thinks?|thought|guess\w*|conjectur\w*|allege\w*|supposedly|hop(?:e|ing)|intuiti\w*"
    r"|seem\w*|appear\w*|students?|someone|quiz|(?<!we )claim(?:s|ed)?(?!:)|doubtful|dubious|contrary|beware"
    r"|careless\w*|confus\w*|fails?|(?:some|many|most)\s+(?:people|authors?|blogs?|notes|texts?|books?|sources|write|say)"
    r"|(?:sometimes|often|occasionally|commonly)\s+(?:hears?|reads?|sees|finds|said|stated|written|quoted|heard|seen)"
    r"|(?:they|people)\s+say|earlier\s+version|would\s+(?:need|require|mean))\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\b(?:the|its|this|relative|absolute|remaining|approximation|squared|tracking)\s+"
    r"(?!(?:common|frequent|typical|usual|popular|classic|first)\b)(?:\w+\s+)?error\b"
    r"(?!\s+(?:in|here|was|lies|made|people|is\s+(?:to|that|made|often|usually)))",
    re.IGNORECASE,
)
_RETRACTED = re.compile(
    r"\b(?:this|that|it|which|both|neither)\s+(?:\w+\s+)?(?:fails?|breaks|(?:is|does|do|are|can|need)\s*n[o’']t|cannot|never"
    r"|would)\b|^\W*not\s+(?:\w+ly\s+)?(?:true|right|correct|valid)\b|\b(?:is|are)\s+(?:\w+\s+)?(?:wrong|false|untrue|incorrect)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"^\W*(?:(?:but|yet|however|alas|of\s+course|unfortunately)\W+)*(?:this|that|they|both|it|neither|wrong|false|not\s+so|no)\b"
    r"(?:\s+\w+)?(?:\s+(?:fails?|breaks|wrong|false|untrue|incorrect|mistaken)\b|\s*$)"
    r"|^\W*(?:but\s+)?(?:this|that)\s+(?:\w+\s+)?(?:is|does|need|can)\s*n[o’']t\b|\berror\b|^\W*which\s+of\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|cannot|no|fails?)\b|n[’']t\b", re.IGNORECASE)
_PARTS = re.compile(r"[,;:—]")
_SAME = re.compile(
    r"\b(?:(?:some|many|most)\s+(?:people|authors?|blogs?|notes|texts?|books?|of\s+us|of\s+you)\s+(?:like|prefer|write|use|keep|state)s?\b"
    r"|(?:sometimes|often|occasionally|commonly)\s+(?:stated|written)\b)"
    r"(?=[^.;]*\b(?:the|this)\s+same\s+(?:recursion|recurrence|rule|update|formula|average|identity|equation|thing)\b"
    r"|[^.;]*\bequivalent(?:ly)?\b)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:I|we)\s+(?:also\s+|still\s+|do\s+)?(?:think|believe)\b(?!\s+(?:not|so)\b)", re.IGNORECASE)
_OTHER_VALUE = re.compile(r"^\W*not\s+(?:to|by)\b(?:\s+(?:one|zero|unity|\d+))?\s*(?=[,;]|$)", re.IGNORECASE)
_NEXT = re.compile(r"\band\s+(?=(?:no|never)\b)", re.IGNORECASE)
_ASKED = re.compile(r"[^.!?]*\?")
_ANSWERED = re.compile(r"[\W\d]*(?:\w+\s+){0,2}(?:what|how|why|where)\b", re.IGNORECASE)
_HEADED = re.compile(
    r"\b(?:true|tick|decide|select|multiple[\s-]choice|correct\s+(?:statements?|answers?|ones?|claims?)|questions?(?!\s*\(?\d)|myths?|blogs?|sources|pitfalls?)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(  # a question that is a matter, and none that is asked
    r"\bthe\s+(?!following|next|first|second|third|last|above|below|open)\w+\s+question\b", re.IGNORECASE
)
_CALLED_WRONG = re.compile(
    r"\b(?:it\s+is|is\s+it)\s+(?:\w+ly\s+)?(?:not\s+(?:true|right|correct)|wrong|false|untrue|incorrect|a\s+mistake)\s+"
    r"(?:to\s+(?:say|write|claim|think|conclude|believe)\s+)?that\s*$"
    r"|\b(?:common|frequent|usual|typical|popular|classic)\s+(?:slip|mistake|error|wrong\s+answer|misprint)\s+is"
    r"(?:\s+to\s+(?:say|write|claim|think)(?:\s+that)?)?\W*$",
    re.IGNORECASE,
)
_IS_WRONG = re.compile(
    r"^\W*(?:(?:this|that|it|which)\s+)?is\s+(?:\w+ly\s+)?(?:wrong|false|untrue|incorrect|not\s+(?:true|right|correct))\W*$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^[”\"'’»*_\s]*,?\s*(?:wrote|writes?|says?|said|claims?|claimed|asks?|asked|argues?|argued|(?:some(?:one|body)|he|she|they|people)\s+"
    r"(?:wrote|writes?|says?|said|claims?|claimed))\b",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"\b(?:some(?:one|body|\s+\w+)?|many\s+\w+|most\s+\w+|people|students?|bloggers?|he|she|they|colleagues?|readers?|reviewers?"
    r"|a\s+\w+|another\s+\w+|the\s+(?:blog|student|reviewer|myth|meme|forum|post|folklore))\s+(?:\w+ly\s+|often\s+|sometimes\s+|once\s+"
    r"|has\s+|have\s+|had\s+)*"
    r"(?:wrote|writes?|written|claim\w*|says?|said|believ\w+|thinks?|thought|guess\w*|told|argu\w+|computes?|computed|gets?|got"
    r"|obtain\w*|answer\w*)\b(?=\W*(?:\bthat\b|\w+\b)?\W*$)",
    re.IGNORECASE,
)


def disowned(before: str, after: str) -> str | None:
    """The word beside a formula by which a note asks, quotes or denies it; None if it claims it.

    >>> disowned("Is ", "? Yes"), disowned("Then ", ". But this is wrong.")
    ('?', 'But this is wrong')
    >>> disowned("A common error is ", "."), disowned("The relative error is ", "."), disowned("On the contrary, ", ".")
    ('error', None, None)
    >>> disowned("Some people like another form of the same rule, ", "."), disowned("Some people like ", ".")
    (None, 'Some people')
    >>> disowned("I think that ", "."), disowned("Many think that ", ".")
    (None, 'think')
    >>> disowned("So ", " for all t and no step is longer."), disowned("So ", " and this is not all.")
    (None, 'this is not')
    >>> disowned("They add up to ", ", not to one, but close."), disowned("They add up to ", ", not true.")
    (None, ', not true')
    """
    last, (first, *following) = cut_sentences(before)[-1], cut_sentences(after)
    if after[len(first) : len(first) + 1] == "?":
        return "?"
    last, first = _claimed(last), _claimed(without_other_value(without_task(first)))
    found = _QUOTED.search(f"{last} {first}") or _RETRACTED.search(first)
    found = found or _TAKEN_BACK.search(_claimed("".join(following[:1])))
    found = found or _DENIED.search(f"{_beside(last)} {_NEXT.split(_PARTS.split(first)[0])[0]}")
    return found[0].strip() if found else None


def without_other_value(rest: str) -> str:
    """The words after a formula without the value that they say it has not: they add up to this, not to one.

    >>> without_other_value(", not to one, but close"), without_other_value(", not true")
    (', but close', ', not true')
    """
    return _OTHER_VALUE.sub("", rest)


def disowned_below(title: str) -> str | None:
    """The word of a heading, or before a list, that asks or quotes what stands below.

    >>> disowned_below("Common mistakes"), disowned_below("Which of these are true?"), disowned_below("Bounds")
    ('mistakes', 'true', None)
    >>> disowned_below("Does it grow?"), disowned_below("What is in the mean?"), disowned_below("The spike question")
    ('?', None, None)
    """
    title = _TOPIC.sub(" ", title)
    found = _QUOTED.search(_claimed(title)) or _HEADED.search(title)
    asked = any(not _ANSWERED.match(each) for each in _ASKED.findall(title))
    return found[0] if found else "?" if asked else None


def is_called_wrong(before: str, after: str) -> bool:
    """Whether the words directly beside a formula say that it is wrong, and suppose nothing.

    >>> is_called_wrong("It is not true that ", "."), is_called_wrong("", " is wrong."), is_called_wrong("", ".")
    (True, True, False)
    >>> is_called_wrong("If so, it is not true that ", "."), is_called_wrong("", " is wrong for large steps.")
    (False, False)
    """
    last, (first, *following) = cut_sentences(before)[-1], cut_sentences(after)
    alone = len(_PARTS.split(last)) == 1 and not first.strip()
    said = _CALLED_WRONG.search(last) is not None or _IS_WRONG.match("".join(following[:1])) is not None
    return (alone and said) or (_IS_WRONG.match(first) is not None and not last.strip())


def is_quoted(before: str, after: str) -> bool:
    """Whether somebody else says what stands between the words, or the next sentence takes it back.

    >>> is_quoted("Someone wrote: ", ". Fine."), is_quoted("So ", ". That is wrong, it is 3."), is_quoted("So ", ". So")
    (True, True, False)
    """
    first, *following = cut_sentences(after)
    return (
        _SAID_BY.search(cut_sentences(before)[-1]) is not None
        or _SAYS.match(first) is not None
        or _TAKEN_BACK.search(_claimed("".join(following[:1]))) is not None
    )


def _claimed(text: str) -> str:
    """The text without turns of speech that deny nothing, errors that are quantities, and others who say the same."""
    return _OWN.sub(" ", _SAME.sub(" ", _QUANTITY.sub(" ", without_idioms(text))))


def _beside(sentence: str) -> str:
    """The part of the sentence that leads to a formula: what is denied before a comma is something else.

    >>> _beside("It never falls below zero, and so"), _beside("It is not true, however, that")
    (' and so', 'It is not true, however, that')
    """
    part = _PARTS.split(sentence)[-1]
    return sentence if part.split()[:1] == ["that"] else part
