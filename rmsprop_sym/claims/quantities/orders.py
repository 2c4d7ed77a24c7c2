"""A grammar of order: what a subject never does or can do, from step to step, or held against something else.

A sentence is a subject, a quantifier and a relation: the sum of squares never falls, the effective rate can grow
again, `$v_t - m_t^2$` never turns negative, a centred step is never shorter than the plain one, no step is longer than
the first.
"""

from __future__ import annotations

import re

from rmsprop_sym.claims.quantities.saying import (
    ADVERBS,
    CENTRED,
    CONSTANT,
    ENDS,
    FALL,
    FIRST,
    GROW,
    NEVER_FALLS,
    NEVER_GROWS,
    NEXT,
    RATE,
    SQUARES,
    STEP,
    Saying,
    row,
)
from rmsprop_sym.claims.quantities.subjects import RULE

_TIME = (
    r"(?:\s+(?:again|either|any\s?more|all\s+the\s+(?:time|way)"
    r"|(?:from|at|in|with)\s+(?:each|every|one)\s+(?:step|iteration|update|\$\s*[tkn]\s*\$)(?:\s+to\s+(?:the\s+)?next)?"
    r"|(?:each|every)\s+(?:step|time|iteration)|step\s+by\s+step|(?:with|in)\s+\$\s*[tkn]\s*\$|(?:with|over|in)\s+time))"
)
_STEADILY = rf"(?:(?:\s+(?:monotonically|steadily|strictly))+{_TIME}*|{_TIME}+)"
_STOPS = rf"(?!\s+(?:as\s+(?:fast|quickly|much|far|long|slowly)|for\s+(?:long|more|a\s+moment))\b){ENDS}"
_RISING, _FALLING = "{v}(t) >= {v}(t - 1)", "{v}(t) <= {v}(t - 1)"
_MAY = r"(?:can|may)\s+(?:(?:also|even|well|again|sometimes|actually|indeed|still|very\s+well)\s+)*"
_KEEPS = r"keeps?\s+(?:on\s+)?"
_RISES = rf"{ADVERBS}\s+(?:{NEVER_FALLS}|{_KEEPS}(?:growing|rising|increasing)|{GROW}(?={_STEADILY})){_TIME}*{_STOPS}"
_FALLS = (
    rf"{ADVERBS}\s+(?:{NEVER_GROWS}|{_KEEPS}(?:falling|shrinking|decreasing)|{FALL}(?={_STEADILY})){_TIME}*{_STOPS}"
)
_MAY_FALL, _MAY_GROW = (rf"{ADVERBS}\s+{_MAY}{verb}{_TIME}*{ENDS}" for verb in (FALL, GROW))
_EFFECTIVE = rf"\b(?:effective|adaptive)\s+(?:learning\s+)?(?:rates?|step\s+sizes?)(?:\s+(?:of|in)\s+{RULE})?"
FORMULA = r"\$\s*(?P<formula>[^$=<>]{1,80}?)\s*\$"
_CENTRED_TEXT = re.compile(r"\bcent(?:re|er)e?d\b|\bcent(?:er|r)ing\b", re.IGNORECASE)
_ORDERS = (
    (_RISES, _RISING, _FALLING, False),
    (_FALLS, _FALLING, _RISING, False),
    (_MAY_FALL, _RISING, _FALLING, True),
    (_MAY_GROW, _FALLING, _RISING, True),
)


def _in_time() -> tuple[Saying, ...]:
    """What never falls, never grows, can fall and can grow: means of squares, rates over their roots, and formulas."""
    return tuple(
        saying
        for predicate, claim, mirrored, fails in _ORDERS
        for saying in (
            row(rf"\b{SQUARES}{predicate}", claim, fails=fails),
            row(rf"{_EFFECTIVE}{predicate}", mirrored, fails=fails),
            row(rf"{FORMULA}{predicate}", claim, mirrored=(mirrored,), fails=fails),
        )
    )


_LONGER, _SHORTER = r"(?:longer|larger|bigger|greater)", r"(?:shorter|smaller)"
_STEPS = r"\b(?:step\s+(?:lengths?|sizes?)|steps|updates|moves|lengths?\s+of\s+the\s+steps?)(?:\s+(?:of|in)\s+{RULE})?"
_STEPS = _STEPS.replace("{RULE}", RULE)
_TO_LIMIT = (
    r"\s+(?:(?:down|up)\s+)?(?:to|towards?)\s+(?:its|their|the)\s+(?:limit(?:ing\s+value)?|final\s+value)\s*,?\s*"
    rf"{RATE}"
)
_ALL_THE_WAY = r"(?:\s+(?:monotonically|steadily|strictly))?"
_GETS = r"(?:become|get|grow)s?\s+"
_FADE = rf"(?:{_GETS}{_SHORTER}{_STEADILY}|{_KEEPS}(?:shrinking|falling)|{FALL}{_STEADILY})"
_SWELL = rf"(?:{_GETS}{_LONGER}{_STEADILY}|{_KEEPS}(?:growing|rising)|{GROW}{_STEADILY})"
_STEADY = (
    row(
        rf"{_STEPS}{ADVERBS}\s+{FALL}{_ALL_THE_WAY}{_TO_LIMIT}{ENDS}",
        f"{NEXT} <= {STEP}",
        f"{STEP} >= eta",
        given=CONSTANT,
    ),
    row(rf"{_STEPS}{ADVERBS}\s+{GROW}{_ALL_THE_WAY}{_TO_LIMIT}{ENDS}", f"{STEP} <= eta", given=CONSTANT),
    row(rf"{_STEPS}{ADVERBS}\s+{_FADE}{ENDS}", f"{NEXT} <= {STEP}", given=("t >= 1",), steady=True),
    row(rf"{_STEPS}{ADVERBS}\s+{_SWELL}{ENDS}", f"{NEXT} >= {STEP}", given=("t >= 1",), steady=True),
)

_DIFFERENCE = (
    r"\$\s*(?P<mean>[A-Za-z])(?:_\{?[tkn]\}?|\[[tkn]\])?\s*[-−]\s*(?P<first>[A-Za-z])(?:_\{?[tkn]\}?|\[[tkn]\])?"
    r"\s*(?:\^\{?2\}?|²|(?:\*|\\cdot|·)?\s*(?P=first)(?:_\{?[tkn]\}?|\[[tkn]\])?)\s*\$"
)
_NEGATIVE = r"(?:negative|below\s+(?:zero|\$?0\$?))"
_NOT_NEGATIVE = (
    rf"\s+(?:(?:is|are)\s+never\s+negative|(?:is|are|stays?|remains?)\s+(?:always\s+)?non-?negative|(?:can\s+never|cannot|can\s+not|never)"
    rf"\s+(?:be(?:comes?)?|turns?|gets?|goes?|drops?|falls?)\s+{_NEGATIVE})"
)
_EXACTLY = r"(?:in\s+exact\s+arithmetic|without\s+(?:any\s+)?round\w*(?:\s+errors?)?|over\s+the\s+reals|mathematically)"
_TURNS_NEGATIVE = (
    rf"\s+(?:can|may|could)\s+(?:(?:also|even|well|still|indeed)\s+)*(?:be(?:come)?|turn|get|go|drop|fall)\s+(?:\w+ly\s+)?{_NEGATIVE}"
    rf"\s*,?\s*(?:even|also|already)\s+{_EXACTLY}"
)
_VARIANCE = (
    rf"(?:{_DIFFERENCE}|\b(?:cent(?:re|er)e?d\s+(?:second\s+moment|mean\s+square|quantity|average|estimate)"
    r"|(?:estimated\s+variance|variance\s+estimate)))"
)
_LARGEST = (
    r"the\s+(?:largest|biggest|maximal|greatest)\s+(?:squared\s+gradient|square(?:\s+of\s+a\s+gradient)?|\$\s*g(?:_\{?[a-z]\}?)?\^\{?2\}?\s*\$"
    r"|g\^2)(?:\s+(?:so\s+far|seen(?:\s+so\s+far)?|ever\s+seen))?"
)
_MEAN = rf"(?:\b{SQUARES}|{FORMULA})"
_SIGNS = (
    row(rf"{_VARIANCE}{_NOT_NEGATIVE}", "v(t) - m(t)^2 >= 0", rules=CENTRED),
    row(rf"{_VARIANCE}{_TURNS_NEGATIVE}", "v(t) - m(t)^2 >= 0", rules=CENTRED, fails=True),
    row(rf"\b{SQUARES}{ADVERBS}{_NOT_NEGATIVE}", "{v}(t) >= 0"),
    row(
        rf"{_MEAN}\s+(?:(?:never|cannot|can\s+never)\s+(?:exceeds?|rises?\s+above|overshoots?|(?:be|become|get)s?\s+{_LONGER}\s+than)"
        rf"|(?:is|are|stays?|remains?)\s+(?:(?:never|no)\s+{_LONGER}\s+than|(?:always\s+)?(?:at\s+most|bounded\s+by)))\s+{_LARGEST}",
        "{v}(t) <= M^2",
        given=("abs(g(i)) <= M",),
    ),
    row(
        rf"{_MEAN}\s+{_MAY}(?:exceed|overshoot|(?:rise|go)\s+(?:above|beyond)|(?:be|become|get)\s+{_LONGER}\s+than)\s+{_LARGEST}",
        "{v}(t) <= M^2",
        given=("abs(g(i)) <= M",),
        fails=True,
    ),
)

_LONGER_FIRST = "eta/sqrt(beta*(1 - beta)) >= eta/sqrt(1 - beta)"
_SHORTER_FIRST = "eta/sqrt(beta*(1 - beta)) <= eta/sqrt(1 - beta)"
_THINNER = "v(t) - m(t)^2 <= v(t)"
_ONE = r"(?:\s+(?:ones?|steps?|updates?|rule|version|variant)\b)?"
_PLAIN_WORD = r"(?:plain|uncent(?:re|er)e?d|ordinary|usual|non-?cent(?:re|er)e?d|corresponding)"
_CENTRED_STEP = r"\b(?:the\s+|a\s+|every\s+)?cent(?:re|er)e?d\s+(?:step|update)s?"
_PLAIN_STEP = rf"\b(?:the\s+|a\s+|every\s+)?{_PLAIN_WORD}\s+(?:step|update)s?"
_THAN_PLAIN = rf"\s+than\s+(?:the\s+|its\s+|those\s+of\s+the\s+|that\s+of\s+the\s+|an?\s+)?{_PLAIN_WORD}{_ONE}"
_THAN_CENTRED = r"\s+than\s+(?:the\s+|its\s+|an?\s+)?cent(?:re|er)e?d" + _ONE
_BE = r"\s+(?:is|are|can(?:\s+be)?|comes?\s+out)\s+"
_RELATIONS = (  # by how a centred step is said to be to a plain one, and that to it
    (rf"(?:(?:never|no|not)\s+(?:be\s+)?{_LONGER}|(?:always\s+)?{_SHORTER})", (_SHORTER_FIRST,), (_THINNER,)),
    (rf"(?:never|no|not)\s+(?:be\s+)?{_SHORTER}", (_THINNER,), (_SHORTER_FIRST,)),
    (rf"(?:always\s+)?{_LONGER}", (_LONGER_FIRST, _THINNER), (_SHORTER_FIRST,)),
)


def _centred() -> tuple[Saying, ...]:
    """How centred steps, and what they are divided by, compare with plain ones."""
    own = rf"\b(?:its|the)\s+(?:step|update)s?{_BE}"
    return (
        *(row(rf"{_CENTRED_STEP}{_BE}{how}{_THAN_PLAIN}", *ours, rules=CENTRED) for how, ours, _ in _RELATIONS),
        *(row(rf"{own}{how}{_THAN_PLAIN}", *ours, rules=CENTRED, about=_CENTRED_TEXT) for how, ours, _ in _RELATIONS),
        *(row(rf"{_PLAIN_STEP}{_BE}{how}{_THAN_CENTRED}", *theirs, rules=CENTRED) for how, _, theirs in _RELATIONS),
        row(
            rf"\bcent(?:re|er)e?d\s+denominator{_BE}(?:(?:never|no|not)\s+{_LONGER}|(?:always\s+)?{_SHORTER}){_THAN_PLAIN}",
            _THINNER,
            rules=CENTRED,
        ),
        row(
            rf"\bcent(?:re|er)e?d\s+denominator{_BE}(?:(?:never|no|not)\s+{_SHORTER}|(?:always\s+)?{_LONGER}){_THAN_PLAIN}",
            "v(t) - m(t)^2 >= v(t)",
            rules=CENTRED,
        ),
    )


_FIRST_STEP = rf"\b(?:very\s+)?first\s+(?:step|update|move)(?:\s+(?:of|in)\s+(?:plain\s+)?{RULE})?"
_SIZE = (
    r"(?:how\s+(?:large|big|small)\s+(?:\$\s*g_\{?1\}?\s*\$|the\s+(?:first\s+)?gradient)\s+is|(?:the\s+)?(?:size|magnitude|scale|length)\s+of\s+"
    r"(?:\$\s*g(?:_\{?1\}?)?\s*\$|the\s+(?:first\s+)?gradients?))"
)
_ALONE = (
    ("rmsprop", f"{FIRST} = eta/sqrt(1 - beta)"),
    ("rmsprop_centred", f"{FIRST} = eta/sqrt(beta*(1 - beta))"),
    *((name, f"{FIRST} = eta") for name in ("adagrad", "adam", "rmsprop_bias_corrected")),
)
_OF_THE_FIRST = (
    row(
        rf"(?:{_FIRST_STEP}|\bit)\s+(?:(?:never\s+depends|does\s+not\s+depend)\s+on|is\s+independent\s+of)\s+{_SIZE}",
        given=("g(1) != 0",),
        rules=tuple(name for name, _ in _ALONE),
        others=_ALONE,
        about=re.compile(r"\bfirst\s+(?:step|update|move)\b", re.IGNORECASE),
    ),
    row(
        rf"{_FIRST_STEP}\s+is\s+(?:always\s+)?the\s+(?:longest|largest|biggest)\b",
        f"{STEP} <= {FIRST}",
        given=("g(1) != 0", "t >= 1"),
    ),
    row(
        rf"\bno\s+(?:(?:later|other|further)\s+)?(?:step|update)\s+is\s+(?:ever\s+)?{_LONGER}\s+than\s+the\s+(?:very\s+)?first\b",
        f"{STEP} <= {FIRST}",
        given=("g(1) != 0", "t >= 1"),
    ),
    row(
        r"\b(?:total\s+|whole\s+)?(?:path(?:\s+length)?|distance(?:\s+covered|\s+travelled)?)\s+(?:(?:stays?|remains?|is)\s+(?:bounded|finite)"
        r"|converges)\b",
        "sum(1/sqrt(i), i, 1, t) >= 2*sqrt(t + 1) - 2",
        given=CONSTANT,
        rules=("adagrad",),
        fails=True,
        steady=True,
    ),
)
ORDERS = (*_in_time(), *_STEADY, *_SIGNS, *_centred(), *_OF_THE_FIRST)
