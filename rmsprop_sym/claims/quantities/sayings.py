"""Claims that words alone make about a rule: AdaGrad's accumulator never falls, no step is longer than the rate.

Each row says what words mean, in the letters of a rule; `{v}` is the rule's sum or mean of squares.  What it means is
judged like any other statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rmsprop_sym.claims.quantities.remark import stretches
from rmsprop_sym.claims.quantities.subjects import NAME

_RULE = rf"(?:{re.sub(r'[?]P<n[0-9]+>', '?:', NAME.pattern)})"
_STEP = "abs(theta(t) - theta(t - 1))"
_NEXT = "abs(theta(t + 1) - theta(t))"
_FIRST = "abs(theta(1) - theta(0))"
CONSTANT = ("constant g", "g != 0")
_SQUARES = (
    r"(?:accumulators?|accumulated\s+(?:sum|squares?)|sum\s+of\s+(?:the\s+)?(?:squares|squared\s+gradients)"
    r"|cache|running\s+sum"
    r"|(?:running|moving|exponential|weighted)\s+(?:average|mean)(?:\s+of\s+(?:the\s+)?(?:squares"
    r"|squared\s+gradients))?"
    r"|mean\s+square|average\s+of\s+(?:the\s+)?squares|second[- ]moment(?:\s+estimate)?|denominator)"
    rf"(?:\s+(?:of|in)\s+(?:plain\s+)?{_RULE})?"
)
_ADVERBS = r"(?:\s+(?:also|thus|therefore|hence|indeed|then|clearly|so|even|still|of\s+course))*"
_FALL = r"(?:decreases?|falls?|shrinks?|drops?|declines?|goes?\s+down|gets?\s+(?:any\s+)?smaller)"
_GROW = r"(?:increases?|grows?|rises?|goes?\s+up|gets?\s+(?:any\s+)?larger|recovers?)"
_NEVER = r"(?:can\s+never|never|cannot|can\s+not|does\s+not\s+ever|will\s+never|never\s+can)\s+(?:ever\s+)?"
_ONLY = r"(?:can|may|will|does)?\s*only\s+(?:ever\s+)?"
_IS = r"(?:is|are|stays?|remains?)\s+(?:always\s+)?"
_NEVER_FALLS = (
    rf"(?:{_NEVER}{_FALL}|{_ONLY}{_GROW}|{_IS}(?:monotonically\s+)?(?:non-?decreasing|never\s+decreasing)"
    rf"|grows?\s+monotonically"
    rf"|(?:increases?|rises?)\s+monotonically|{_IS}monotonically\s+(?:increasing|growing))"
)
_NEVER_GROWS = (
    rf"(?:{_NEVER}{_GROW}|{_ONLY}{_FALL}|{_IS}(?:monotonically\s+)?non-?increasing|{_FALL}\s+monotonically"
    rf"|{_IS}monotonically\s+(?:decreasing|shrinking|falling))"
)
RATE = (
    r"(?:(?:the\s+|its\s+|one\s+)?(?:global\s+|base\s+|nominal\s+)?(?:learning\s+rate|lr"
    r"|rate)(?:\s+itself)?(?:\s+\$?(?:\\eta|η|eta|\\alpha|α|alpha|lr)\$?)?"
    r"|\$\s*(?:\\?eta|\\?alpha|lr|\\text\{lr\}|η|α)\s*\$|`lr`|`eta`|η|\beta\b)"
)
_ENDS = r"(?=\s*(?:[.,;:!)]|$|(?:in|for|at|since|because|as|and|so|whatever|no\s+matter|however|by|either|long)\b))"
_ONE_STEP = r"(?:step|update|move)"
_LONGER = r"(?:longer|larger|bigger|greater)"
_SHORTER = r"(?:shorter|smaller)"
_NO_STEP_THAN = (
    rf"\bno\s+(?:single\s+|{_RULE}\s+)?{_ONE_STEP}\s+(?:of\s+{_RULE}\s+)?"
    r"(?:is|can(?:\s+ever)?\s+be|is\s+ever|gets|becomes)\s+"
)
_STEPS_ARE = (
    rf"\b(?:(?:every|each)\s+(?:single\s+)?(?:{_RULE}\s+)?{_ONE_STEP}\s+is"
    rf"|(?:all\s+|the\s+|its\s+)?(?:{_ONE_STEP}s|{_ONE_STEP}\s+lengths?)\s+(?:are|is))\s+"
)
_FIRST_STEP = rf"\b(?:very\s+)?first\s+{_ONE_STEP}(?:\s+(?:of|in)\s+(?:plain\s+)?{_RULE})?"
_CENTRED_STEP = r"\b(?:the\s+|a\s+)?cent(?:re|er)e?d\s+(?:step|update)s?\s+(?:is|are|can)\s+"
_PLAIN_ONE = (
    r"\s+than\s+(?:the\s+|its\s+|an?\s+)?(?:plain|uncent(?:re|er)e?d|ordinary|usual|non-?cent(?:re|er)e?d"
    r"|corresponding)\b"
    r"(?:\s+(?:ones?|steps?)\b)?"
)
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
_EARLY = rf"(?:the\s+)?{_VERY_EARLY}(?:steps?|updates?)(?:\s+of\s+(?:plain\s+)?{_RULE})?"
_EARLY_MEAN = rf"(?:the\s+|an?\s+)?{_VERY_EARLY}?(?:{_SQUARES}|averages?|means?)"
_OUT = r"\s+(?:is|are|comes?\s+out|turns?\s+out|becomes?|gets?|will\s+be)\s+(?:much\s+|far\s+|always\s+)?"
_LONG, _SHORT = r"(?:long|large|big)", r"(?:short|small|little)"


@dataclass(frozen=True)
class Saying:
    """Words, what they claim in letters of a rule, and what is understood; `rules` are those that they may be of."""

    words: re.Pattern[str]
    claims: tuple[str, ...]
    given: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def of(self, rule: str) -> tuple[str, ...]:
        """What the words claim of a rule."""
        return tuple(claim for name, claim in self.others if name == rule) or self.claims


@dataclass(frozen=True)
class Said:
    """A saying in a text, its sentence, and where both stand."""

    saying: Saying
    span: tuple[int, int]
    sentence: tuple[int, int]


def _row(
    words: str,
    *claims: str,
    given: tuple[str, ...] = (),
    rules: tuple[str, ...] = (),
    others: tuple[tuple[str, str], ...] = (),
) -> Saying:
    return Saying(re.compile(words, re.IGNORECASE), claims, given, rules, others)


_CENTRED = ("rmsprop_centred",)
_LONGER_FIRST = "eta/sqrt(beta*(1 - beta)) >= eta/sqrt(1 - beta)"
_SHORTER_FIRST = "eta/sqrt(beta*(1 - beta)) <= eta/sqrt(1 - beta)"
_THINNER = "v(t) - m(t)^2 <= v(t)"
_CORRECTED = ("rmsprop", "rmsprop_bias_corrected", "adam")
_BARE_LONGER = (("adam", "(1 - beta1)/sqrt(1 - beta2) > 1"),)
_BARE_SHORTER = (("adam", "(1 - beta1)/sqrt(1 - beta2) < 1"),)
SAYINGS = (
    _row(rf"\b{_SQUARES}{_ADVERBS}\s+{_NEVER_FALLS}", "{v}(t) >= {v}(t - 1)"),
    _row(rf"\b{_SQUARES}{_ADVERBS}\s+{_NEVER_GROWS}", "{v}(t) <= {v}(t - 1)"),
    _row(
        rf"\beffective\s+(?:learning\s+)?(?:rates?|step\s+sizes?)(?:\s+(?:of"
        rf"|in)\s+{_RULE})?{_ADVERBS}\s+{_NEVER_GROWS}",
        "1/(sqrt({v}(t)) + eps) <= 1/(sqrt({v}(t - 1)) + eps)",
        given=("eps > 0",),
    ),
    _row(
        rf"\b{_SQUARES}{_ADVERBS}\s+(?:is\s+never\s+negative|{_IS}non-?negative|can\s+never\s+(?:be"
        rf"|become)\s+negative)",
        "{v}(t) >= 0",
    ),
    _row(
        rf"(?:\b{_SQUARES}|\$\s*[A-Za-z](?:\[[^\]$]*\])?_\{{?t\}}?\s*\$)\s+(?:{_IS}(?:at\s+most"
        rf"|no\s+larger\s+than|bounded\s+by)|never\s+exceeds|cannot\s+exceed)"
        r"\s+the\s+(?:largest|biggest|maximal|greatest)\s+(?:squared\s+gradient|square(?:\s+of\s+a\s+gradient)?)",
        "{v}(t) <= M^2",
        given=("abs(g(i)) <= M",),
    ),
    _row(rf"{_NO_STEP_THAN}{_LONGER}\s+than\s+{RATE}{_ENDS}", f"{_STEP} <= eta"),
    _row(rf"{_NO_STEP_THAN}{_SHORTER}\s+than\s+{RATE}{_ENDS}", f"{_STEP} >= eta"),
    _row(
        rf"{_STEPS_ARE}(?:always\s+)?(?:at\s+most(?:\s+as\s+long\s+as)?|no\s+{_LONGER}\s+than"
        rf"|never\s+{_LONGER}\s+than|bounded\s+by)\s+{RATE}"
        rf"(?:\s+long|\s+in\s+(?:length|size))?{_ENDS}",
        f"{_STEP} <= eta",
    ),
    _row(
        rf"{_FIRST_STEP}\s+(?:is\s+(?:always\s+)?(?:exactly\s+|precisely\s+)?(?:(?:as\s+long\s+as|equal\s+to"
        rf"|of\s+(?:length|size))\s+{RATE}|{RATE}\s+long)"
        rf"|has\s+(?:always\s+)?(?:exactly\s+)?(?:the\s+)?(?:length|size)\s+(?:of\s+)?{RATE}){_ENDS}",
        f"{_FIRST} = eta",
        given=("g(1) != 0",),
    ),
    _row(
        rf"{_FIRST_STEP}\s+(?:is|(?:always\s+)?comes\s+out"
        rf"|turns\s+out)\s+(?:always\s+)?{_LONGER}\s+than\s+{RATE}{_ENDS}",
        f"{_FIRST} > eta",
        given=("g(1) != 0",),
    ),
    _row(
        rf"{_FIRST_STEP}\s+(?:is|(?:always\s+)?comes\s+out"
        rf"|turns\s+out)\s+(?:always\s+)?{_SHORTER}\s+than\s+{RATE}{_ENDS}",
        f"{_FIRST} < eta",
        given=("g(1) != 0",),
    ),
    _row(
        r"\b(?:update|step|every\s+step|each\s+step|every\s+update|each\s+update)\s+(?:always\s+)?(?:has"
        r"|carries)\s+(?:always\s+)?"
        r"(?:the\s+sign\s+of\s+minus\s+the\s+(?:current\s+)?gradient|the\s+(?:opposite\s+sign\s+(?:of|to|from"
        r"|as)|sign\s+opposite\s+to)\s+the\s+(?:current\s+)?gradient"
        r"|the\s+opposite\s+sign)",
        "theta(t) <= theta(t - 1)",
        given=("g(t) > 0", "t >= 1"),
    ),
    _row(
        r"\b(?:update|step|every\s+step|each\s+step|every\s+update|each\s+update)\s+(?:always\s+)?(?:goes"
        r"|points|moves|is\s+taken)\s+(?:always\s+)?"
        r"against\s+the\s+(?:sign\s+of\s+the\s+)?(?:current\s+)?gradient",
        "theta(t) <= theta(t - 1)",
        given=("g(t) > 0", "t >= 1"),
    ),
    _row(rf"{_LENGTHS}{_TURNS}{RATE}{_ENDS}", f"{_NEXT} <= {_STEP}", f"{_STEP} >= eta", given=CONSTANT),
    _row(rf"{_LENGTHS}{_RISES}{RATE}{_ENDS}", f"{_STEP} <= eta", given=CONSTANT),
    _row(rf"{_LENGTHS}(?:{_TENDS}|{_TURNS}|{_RISES}){RATE}\s+from\s+above\b", f"{_STEP} >= eta", given=CONSTANT),
    _row(rf"{_LENGTHS}(?:{_TENDS}|{_TURNS}|{_RISES}){RATE}\s+from\s+below\b", f"{_STEP} <= eta", given=CONSTANT),
    _row(rf"{_CENTRED_STEP}(?:never|no)\s+(?:be\s+)?{_LONGER}{_PLAIN_ONE}", _SHORTER_FIRST, rules=_CENTRED),
    _row(rf"{_CENTRED_STEP}(?:always|at\s+most)\s+(?:be\s+)?{_SHORTER}{_PLAIN_ONE}", _SHORTER_FIRST, rules=_CENTRED),
    _row(rf"{_CENTRED_STEP}(?:never|no)\s+(?:be\s+)?{_SHORTER}{_PLAIN_ONE}", _THINNER, rules=_CENTRED),
    _row(rf"{_CENTRED_STEP}always\s+(?:be\s+)?at\s+least\s+as\s+long\s+as\b", _THINNER, rules=_CENTRED),
    _row(rf"{_CENTRING}(?:shorter|smaller)\b", _SHORTER_FIRST, rules=_CENTRED),
    _row(rf"{_CENTRING}(?:longer|larger)\b", _LONGER_FIRST, _THINNER, rules=_CENTRED),
    _row(
        rf"{_UNCORRECTED}{_EARLY}{_OUT}(?:too\s+)?{_LONG}\b|{_UNCORRECTED}{_MAKES}{_EARLY}\s+(?:too\s+)?{_LONG}\b",
        "1/sqrt(1 - beta^t) > 1",
        given=("t >= 1",),
        rules=_CORRECTED,
        others=_BARE_LONGER,
    ),
    _row(
        rf"{_UNCORRECTED}{_EARLY}{_OUT}(?:too\s+)?{_SHORT}\b|{_UNCORRECTED}{_MAKES}{_EARLY}\s+(?:too\s+)?{_SHORT}\b",
        "1/sqrt(1 - beta^t) < 1",
        given=("t >= 1",),
        rules=_CORRECTED,
        others=_BARE_SHORTER,
    ),
    _row(
        rf"{_UNCORRECTED}{_EARLY_MEAN}{_OUT}(?:too\s+|biased\s+)(?:small|low|downwards?|towards?\s+(?:zero|0))\b",
        "1 - beta^t < 1",
        given=("t >= 1",),
        rules=_CORRECTED,
        others=(("adam", "1 - beta2^t < 1"),),
    ),
    _row(
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
    for start, stop in stretches(text, _SENTENCE):
        taken: list[tuple[int, int]] = []
        for saying in SAYINGS:
            for match in saying.words.finditer(text, start, stop):
                if not any(match.start() < last and first < match.end() for first, last in taken):
                    taken.append(match.span())
                    yield Said(saying, match.span(), (start, stop))


_SENTENCE = re.compile(r"(?<!\bi\.e)(?<!\be\.g)(?<!\bca)[.!?](?=\s|$)|;(?=\s)")
