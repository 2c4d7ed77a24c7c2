"""What words alone claim about a rule, as data: the words, what they mean in letters, and the turns that they share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rmsprop_sym.claims.quantities.subjects import RULE

STEP = "abs(theta(t) - theta(t - 1))"
NEXT = "abs(theta(t + 1) - theta(t))"
FIRST = "abs(theta(1) - theta(0))"
CENTRED = ("rmsprop_centred",)
CONSTANT = ("constant g", "g != 0")
SQUARES = (
    r"(?:accumulators?|accumulated\s+(?:sum|squares?)|sum\s+of\s+(?:the\s+)?(?:squares|squared\s+gradients)"
    r"|cache|running\s+sum"
    r"|(?:running|moving|exponential|weighted)\s+(?:average|mean)(?:\s+of\s+(?:the\s+)?(?:squares"
    r"|squared\s+gradients))?"
    r"|mean\s+square|average\s+of\s+(?:the\s+)?squares|second[- ]moment(?:\s+estimate)?|denominator)"
    rf"(?:\s+(?:of|in)\s+(?:plain\s+)?{RULE})?"
)
ADVERBS = r"(?:\s+(?:also|thus|therefore|hence|indeed|then|clearly|so|even|still|of\s+course))*"
FALL = (
    r"(?:decreases?|falls?|shrinks?|drops?|declines?|diminish(?:es)?|go(?:es)?\s+down"
    r"|(?:gets?|becomes?)\s+(?:any\s+)?smaller)"
)
GROW = r"(?:increases?|grows?|rises?|climbs?|go(?:es)?\s+up|(?:gets?|becomes?)\s+(?:any\s+)?larger|recovers?)"
NEVER = r"(?:can\s+never|never|cannot|can\s+not|does\s+not\s+ever|will\s+never|never\s+can)\s+(?:ever\s+)?"
ONLY = r"(?:can|may|will|does)?\s*only\s+(?:ever\s+)?"
IS = r"(?:is|are|stays?|remains?)\s+(?:always\s+)?"
NEVER_FALLS = (
    rf"(?:{NEVER}{FALL}|{ONLY}{GROW}|{IS}(?:monotonically\s+)?(?:non-?decreasing|never\s+decreasing)"
    rf"|grows?\s+monotonically"
    rf"|(?:increases?|rises?)\s+monotonically|{IS}monotonically\s+(?:increasing|growing))"
)
NEVER_GROWS = (
    rf"(?:{NEVER}{GROW}|{ONLY}{FALL}|{IS}(?:monotonically\s+)?non-?increasing|{FALL}\s+monotonically"
    rf"|{IS}monotonically\s+(?:decreasing|shrinking|falling))"
)
RATE = (
    r"(?:(?:the\s+|its\s+|one\s+)?(?:global\s+|base\s+|nominal\s+)?(?:learning\s+rate|lr"
    r"|rate)(?:\s+itself)?(?:\s+\$?(?:\\eta|η|eta|\\alpha|α|alpha|lr)\$?)?"
    r"|\$\s*(?:\\?eta|\\?alpha|lr|\\text\{lr\}|η|α)\s*\$|`lr`|`eta`|η|\beta\b)"
)
ENDS = r"(?=\s*(?:[.,;:!)]|$|(?:in|for|at|since|because|as|and|so|whatever|no\s+matter|however|by|either|long)\b))"


@dataclass(frozen=True)
class Saying:
    """Words, what they claim in letters of a rule, and what is understood; `rules` are those that they may be of.

    Of a formula that falls as the mean of squares rises they claim what is `mirrored`.  What `fails` holds if the
    claims do not; what is `steady` is only meant for a gradient that stays the same, and what is `about` something
    only where that is named.
    """

    words: re.Pattern[str]
    claims: tuple[str, ...]
    given: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    mirrored: tuple[str, ...] = ()
    fails: bool = False
    steady: bool = False
    about: re.Pattern[str] | None = None

    def of(self, rule: str) -> tuple[str, ...]:
        """What the words claim of a rule."""
        return tuple(claim for name, claim in self.others if name == rule) or self.claims


@dataclass(frozen=True)
class Said:
    """A saying in a text, its sentence, and where both stand."""

    saying: Saying
    span: tuple[int, int]
    sentence: tuple[int, int]
    formula: str = ""


def row(
    words: str,
    *claims: str,
    given: tuple[str, ...] = (),
    rules: tuple[str, ...] = (),
    others: tuple[tuple[str, str], ...] = (),
    mirrored: tuple[str, ...] = (),
    fails: bool = False,
    steady: bool = False,
    about: re.Pattern[str] | None = None,
) -> Saying:
    """A saying whose words are a pattern, whatever their case."""
    return Saying(re.compile(words, re.IGNORECASE), claims, given, rules, others, mirrored, fails, steady, about)
