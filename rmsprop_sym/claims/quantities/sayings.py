"""Claims that words alone make about a rule: AdaGrad's accumulator never falls, no step is longer than the rate.

Each row says what words mean, in the letters of a rule; `{v}` is the rule's sum or mean of squares.  What it means is
judged like any other statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.quantities.decays import decays
from rmsprop_sym.claims.quantities.orders import ORDERS
from rmsprop_sym.claims.quantities.saying import (
    CENTRED,
    CONSTANT,
    ENDS,
    FIRST,
    NEXT,
    RATE,
    SQUARES,
    STEP,
    Said,
    row,
)
from rmsprop_sym.claims.quantities.subjects import RULE
from rmsprop_sym.claims.words.sentences import clauses

_ONE_STEP = r"(?:step|update|move)"
_LONGER = r"(?:longer|larger|bigger|greater)"
_SHORTER = r"(?:shorter|smaller)"
_NO_STEP_THAN = (
    rf"\bno\s+(?:single\s+|{RULE}\s+)?{_ONE_STEP}\s+(?:of\s+{RULE}\s+)?"
    r"(?:is|can(?:\s+ever)?\s+be|is\s+ever|gets|becomes)\s+"
)
_STEPS_ARE = (
    rf"\b(?:(?:every|each)\s+(?:single\s+)?(?:{RULE}\s+)?{_ONE_STEP}\s+is"
    rf"|(?:all\s+|the\s+|its\s+)?(?:{_ONE_STEP}s|{_ONE_STEP}\s+lengths?)\s+(?:are|is))\s+"
)
_FIRST_STEP = rf"\b(?:very\s+)?first\s+{_ONE_STEP}(?:\s+(?:of|in)\s+(?:plain\s+)?{RULE})?"
_CENTRED_STEP = r"\b(?:the\s+|a\s+)?cent(?:re|er)e?d\s+(?:step|update)s?\s+(?:is|are|can)\s+"
_CENTRING = (
    r"\b(?:cent(?:er|r)ing|subtracting\s+(?:the\s+)?"
    r"(?:\$[^$]*\$|squared?(?:\s+of\s+the)?\s+(?:mean|average)\w*|mean|square\s+of\s+the\s+mean))"
    r"(?:\s+the\s+\w+(?:\s+\w+)?)?\s+(?:therefore\s+|thus\s+|always\s+|only\s+)*"
    r"(?:makes?|can\s+only\s+make|leaves?|keeps?)\s+(?:the\s+|its\s+|all\s+|every\s+|each\s+)*"
    r"(?:(?:very\s+)?first\s+)?(?:steps?|updates?)\s+"
)
_CONSTANTLY = r"(?:\s+(?:to|towards?|down\s+to|down\s+towards?)\s+)"
_TURNS = rf"(?:decrease|shrink|fall|drop|decline)s?(?:\s+(?:monotonically|steadily|strictly))?{_CONSTANTLY}"
_RISES = (
    rf"(?:increase|grow|rise|climb)s?(?:\s+(?:monotonically|steadily|strictly))?{_CONSTANTLY.replace('down', 'up')}"
)
_TENDS = r"(?:tends?|converges?|approach(?:es)?|goes?|go)\s+(?:to(?:wards?)?\s+)?"
_LENGTHS = r"\b(?:step\s+(?:lengths?|sizes?)|steps?|updates?|length\s+of\s+the\s+steps?)\s+(?:then\s+)?"


_UNCORRECTED = (
    r"\b(?:(?:leaving|dropping|omitting|skipping|switching\s+off|forgetting)\s+(?:the\s+|both\s+|these\s+|out\s+)*"
    r"(?:bias[- ]?)?corrections?(?:\s+(?:out|away|factors?))*"
    r"|without\s+(?:the\s+|any\s+|both\s+|these\s+|two\s+|such\s+a\s+)*(?:bias[- ]?)?corrections?)"
    r"\s*,?\s+(?:thus\s+|therefore\s+|hence\s+|then\s+)?"
)
_MAKES = r"(?:makes|renders|leaves)\s+"
_VERY_EARLY = r"(?:(?:very\s+)?(?:first|early|earliest|initial)\s+(?:few\s+)?)"
_EARLY = rf"(?:the\s+)?{_VERY_EARLY}(?:steps?|updates?)(?:\s+of\s+(?:plain\s+)?{RULE})?"
_EARLY_MEAN = rf"(?:the\s+|an?\s+)?{_VERY_EARLY}?(?:{SQUARES}|averages?|means?)"
_OUT = r"\s+(?:is|are|comes?\s+out|turns?\s+out|becomes?|gets?|will\s+be)\s+(?:much\s+|far\s+|always\s+)?"
_LONG, _SHORT = r"(?:long|large|big)", r"(?:short|small|little)"


_LONGER_FIRST = "eta/sqrt(beta*(1 - beta)) >= eta/sqrt(1 - beta)"
_SHORTER_FIRST = "eta/sqrt(beta*(1 - beta)) <= eta/sqrt(1 - beta)"
_THINNER = "v(t) - m(t)^2 <= v(t)"
_CORRECTED = ("rmsprop", "rmsprop_bias_corrected", "adam")
_BARE_LONGER = (("adam", "(1 - beta1)/sqrt(1 - beta2) > 1"),)
_BARE_SHORTER = (("adam", "(1 - beta1)/sqrt(1 - beta2) < 1"),)
SAYINGS = (
    *ORDERS,
    row(rf"{_NO_STEP_THAN}{_LONGER}\s+than\s+{RATE}{ENDS}", f"{STEP} <= eta"),
    row(rf"{_NO_STEP_THAN}{_SHORTER}\s+than\s+{RATE}{ENDS}", f"{STEP} >= eta"),
    row(
        rf"{_STEPS_ARE}(?:always\s+)?(?:at\s+most(?:\s+as\s+long\s+as)?|no\s+{_LONGER}\s+than"
        rf"|never\s+{_LONGER}\s+than|bounded\s+by)\s+{RATE}"
        rf"(?:\s+long|\s+in\s+(?:length|size))?{ENDS}",
        f"{STEP} <= eta",
    ),
    row(
        rf"{_FIRST_STEP}\s+(?:is\s+(?:always\s+)?(?:exactly\s+|precisely\s+)?(?:(?:as\s+long\s+as|equal\s+to"
        rf"|of\s+(?:length|size))\s+{RATE}|{RATE}\s+long)"
        rf"|has\s+(?:always\s+)?(?:exactly\s+)?(?:the\s+)?(?:length|size)\s+(?:of\s+)?{RATE}){ENDS}",
        f"{FIRST} = eta",
        given=("g(1) != 0",),
    ),
    row(
        rf"{_FIRST_STEP}\s+(?:is|(?:always\s+)?comes\s+out"
        rf"|turns\s+out)\s+(?:always\s+)?{_LONGER}\s+than\s+{RATE}{ENDS}",
        f"{FIRST} > eta",
        given=("g(1) != 0",),
    ),
    row(
        rf"{_FIRST_STEP}\s+(?:is|(?:always\s+)?comes\s+out"
        rf"|turns\s+out)\s+(?:always\s+)?{_SHORTER}\s+than\s+{RATE}{ENDS}",
        f"{FIRST} < eta",
        given=("g(1) != 0",),
    ),
    row(
        r"\b(?:update|step|every\s+step|each\s+step|every\s+update|each\s+update)\s+(?:always\s+)?(?:has"
        r"|carries)\s+(?:always\s+)?"
        r"(?:the\s+sign\s+of\s+minus\s+the\s+(?:current\s+)?gradient|the\s+(?:opposite\s+sign\s+(?:of|to|from"
        r"|as)|sign\s+opposite\s+to)\s+the\s+(?:current\s+)?gradient"
        r"|the\s+opposite\s+sign)",
        "theta(t) <= theta(t - 1)",
        given=("g(t) > 0", "t >= 1"),
    ),
    row(
        r"\b(?:update|step|every\s+step|each\s+step|every\s+update|each\s+update)\s+(?:always\s+)?(?:goes"
        r"|points|moves|is\s+taken)\s+(?:always\s+)?"
        r"against\s+the\s+(?:sign\s+of\s+the\s+)?(?:current\s+)?gradient",
        "theta(t) <= theta(t - 1)",
        given=("g(t) > 0", "t >= 1"),
    ),
    row(rf"{_LENGTHS}{_TURNS}{RATE}{ENDS}", f"{NEXT} <= {STEP}", f"{STEP} >= eta", given=CONSTANT),
    row(rf"{_LENGTHS}{_RISES}{RATE}{ENDS}", f"{STEP} <= eta", given=CONSTANT),
    row(rf"{_LENGTHS}(?:{_TENDS}|{_TURNS}|{_RISES}){RATE}\s+from\s+above\b", f"{STEP} >= eta", given=CONSTANT),
    row(rf"{_LENGTHS}(?:{_TENDS}|{_TURNS}|{_RISES}){RATE}\s+from\s+below\b", f"{STEP} <= eta", given=CONSTANT),
    row(rf"{_CENTRED_STEP}always\s+(?:be\s+)?at\s+least\s+as\s+long\s+as\b", _THINNER, rules=CENTRED),
    row(rf"{_CENTRING}(?:shorter|smaller)\b", _SHORTER_FIRST, rules=CENTRED),
    row(rf"{_CENTRING}(?:longer|larger)\b", _LONGER_FIRST, _THINNER, rules=CENTRED),
    row(
        rf"{_UNCORRECTED}{_EARLY}{_OUT}(?:too\s+)?{_LONG}\b|{_UNCORRECTED}{_MAKES}{_EARLY}\s+(?:too\s+)?{_LONG}\b",
        "1/sqrt(1 - beta^t) > 1",
        given=("t >= 1",),
        rules=_CORRECTED,
        others=_BARE_LONGER,
    ),
    row(
        rf"{_UNCORRECTED}{_EARLY}{_OUT}(?:too\s+)?{_SHORT}\b|{_UNCORRECTED}{_MAKES}{_EARLY}\s+(?:too\s+)?{_SHORT}\b",
        "1/sqrt(1 - beta^t) < 1",
        given=("t >= 1",),
        rules=_CORRECTED,
        others=_BARE_SHORTER,
    ),
    row(
        rf"{_UNCORRECTED}{_EARLY_MEAN}{_OUT}(?:too\s+|biased\s+)(?:small|low|downwards?|towards?\s+(?:zero|0))\b",
        "1 - beta^t < 1",
        given=("t >= 1",),
        rules=_CORRECTED,
        others=(("adam", "1 - beta2^t < 1"),),
    ),
    row(
        rf"{_UNCORRECTED}{_EARLY_MEAN}{_OUT}(?:too\s+|biased\s+)(?:large|big|high|upwards?)\b",
        "1 - beta^t > 1",
        given=("t >= 1",),
        rules=_CORRECTED,
        others=(("adam", "1 - beta2^t > 1"),),
    ),
)


def sayings(text: str) -> Iterator[Said]:
    """The sayings of a text, formulas between dollars, each with its sentence.

    >>> [said.saying.claims for said in sayings("The accumulator never shrinks. It is cheap.")]
    [('{v}(t) >= {v}(t - 1)',)]
    """
    for start, stop in clauses(text):
        taken: list[tuple[int, int]] = []
        if _COMPARES.search(text, start, stop):
            yield from decays(text, start, stop)
        for saying in SAYINGS:
            for match in saying.words.finditer(text, start, stop):
                if not any(match.start() < last and first < match.end() for first, last in taken):
                    taken.append(match.span())
                    formula = match.groupdict().get("formula") or ""
                    yield Said(saying, match.span(), (start, stop), formula)


_COMPARES = re.compile(r"\b(?:closer|nearer|larger|bigger|higher|greater|smaller|lower)\b", re.IGNORECASE)
