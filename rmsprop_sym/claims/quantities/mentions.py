"""What a few words name: which step of which rule, with which decay, and whether with the correction of its bias."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rmsprop_sym.claims.quantities.paces import ALWAYS
from rmsprop_sym.claims.quantities.subjects import named_in, nameless

_STEP = r"(?:steps?|updates?|moves?|iterations?)"
_SOLE = r"(?:step|update|move)(?: (?:length|size)s?)?"
_CORRECTIONS = r"(?:(?:the|its|a|any|this|that|both|these|2|bias) )*(?:bias[- ])?corrections?(?: of (?:the )?bias)?"
WITHOUT = (
    rf"(?:without|no|lacks|leav(?:e|es|ing) out|omit(?:s|ting)?|drop(?:s|ping)?|skip(?:s|ping)?|forget(?:s|ting)?"
    rf"|(?:has|have|there is|with) no) {_CORRECTIONS}|leav(?:e|es|ing) {_CORRECTIONS} out|(?:un|not )corrected(?: one)?"
)
WITH = (
    rf"(?:with|after|using|including|given|by) {_CORRECTIONS}|(?:bias[- ])?(?<!un)corrected(?: one)?"
    rf"|{_CORRECTIONS} makes"
)
_DECAYED = r"(?:(?:a |the )?(?:decay|beta|rho|gamma|alpha|beta_?2)(?:_t)?(?: factor)?(?: of)? ?=? ?)"
_COUNTED = {"tenth": "10", "hundredth": "100", "thousandth": "1000", "second": "2", "third": "3", "fifth": "5"}
_NTH = "|".join(_COUNTED)
STEADY = (
    r"(?:(?:under|for|with|if|when|given|since|as) )?(?:(?:a|the|any|one and the same) )?(?:(?:non-?zero|same) )?"
    r"(?:constant (?:non-?zero |positive )?(?:gradients?|slope|g)\b(?: (?:g|c|1)\b)?(?: ?(?:>|!=|≠|=) ?0)?"
    r"|gradients? (?:is |are |stays |remains )(?:always )?(?:constant|the same)|g_t ?= ?[gc]\b(?: ?> ?0)?"
    r"|equal gradients)"
)
POSSIBLE = rf"(?:largest|longest|biggest|greatest) (?:possible|conceivable) {_SOLE}\b"
_INFINITY = r"(?:oo|\\?infty|infinity)"
_NOUNS: tuple[tuple[str, str], ...] = (
    ("rate", r"\beffective (?:learning[ -]rate|rate|step size|lr)\b"),
    (
        "root",
        (
            r"\b(?:denominator|root (?:of (?:the |its )?(?:mean|average)(?: of squares)?)|rms|root mean square"
            r"|first root)\b"
        ),
    ),
    ("half-life", r"\bhalf[- ]?li(?:fe|ves)\b"),
    ("mean", r"\b(?:(?:mean|average)(?: of (?:the )?squares)?|mean square|accumulator)\b"),
    (
        "step",
        rf"\b{_SOLE}(?:'s)?\b|\b{_STEP} \d|\blengths? of the (?:step|update)s?\b|\bdisplacement\b|\bfirst(?: one)?$",
    ),
)
_PIECES: tuple[tuple[str, str], ...] = (
    ("without", rf"\b(?:{WITHOUT})\b"),
    ("with", rf"\b(?:{WITH})\b"),
    ("it without", r"\bwithout (?:it|them|that|this|those)\b"),
    ("it with", r"\bwith (?:it|them|that|those)\b"),
    ("steady", STEADY),
    ("decays", rf"\bfrom {_DECAYED}?(?P<a>0?\.\d+) to {_DECAYED}?(?P<b>0?\.\d+)(?![\d*^/])"),
    ("decay", rf"\b(?:for|with|at|of|has|by|is|where|and|if|when|in|than|using)? ?{_DECAYED}(?P<v>0?\.\d+)(?![\d*^/])"),
    ("decay", r"\b(?:for|with|at|than|of) (?P<v>0\.\d+)(?![\w*^/]| ?%)"),
    (
        "first",
        rf"\b(?:the )?(?:very )?(?:first|initial) {_SOLE}\b|\b{_STEP} (?:number )?1\b(?!\.\d)|\bt ?= ?1\b(?![.\d])",
    ),
    ("first", rf"\b(?:the )?{POSSIBLE}"),
    ("first", r"\bfirst (?:mean|average|root|denominator|accumulator)s?\b(?: of (?:the )?squares)?"),
    ("first", r"\b(?:the|its) (?:very )?first(?: one)?$"),
    ("count", rf"\b(?P<nth>{_NTH}) {_SOLE}\b|\b(?P<th>\d+)(?:th|st|nd|rd) {_SOLE}\b"),
    ("count", rf"\b(?:at|by|in|until|on|for|of|as)? ?(?:{_STEP} (?:number )?|t ?= ?)(?P<n>\d+)\b(?!\.\d| ?[*/^%])"),
    (
        "letter",
        (
            rf"(?<!\w)(?:at |after |in |by |of |for )?(?:{_STEP} (?:number )?|time )?(?P<n>[tTkn])(?:-?th)?"
            rf"(?: {_STEP})?(?![\w^(=])(?! ?[=*/^+-])"
        ),
    ),
    ("after", rf"\bafter (?P<k>\d+) (?:(?:such|equal|same|more|constant) )*(?:{_STEP}|gradients)\b"),
    (
        "always",
        (
            rf"\b(?:in the (?:long run|limit|end|steady state|stationary state)|eventually|asymptotically"
            rf"|for large t|finally|for t ?-> ?{_INFINITY}|once (?:it|r|v|the \w+|everything|all) (?:has|have)"
            rf" (?:settled|warmed up)|once warmed up|after a long time|as t (?:grows|-> ?{_INFINITY}))(?!\w)"
        ),
    ),
    (
        "fine",
        (
            r"-> ?(?:eta|lr|alpha)\b"
            r"|\b(?:for|with) the same (?:eta|lr|learning rate|gradients?|decay)\b|\bwith the defaults?\b|\bthat of\b"
            r"|\beps (?:left out|ignored|neglected|dropped|aside)\b|\bof (?:length|size)\b|\bin (?:other words|short)\b"
            r"|\b(?:ignoring|neglecting|dropping|leaving out|without) eps\b|\b(?:from|at) (?:r|v|s)(?:_0)? ?= ?0\b"
            r"|\bin (?:length|size|magnitude|absolute value)\b|\bwhatever (?:the gradient|g(?:_1)?)(?: is| may be)?\b"
        ),
    ),
)
_FOUND = tuple(
    (name, re.compile(pattern, re.IGNORECASE)) for name, pattern in (*_PIECES, *_NOUNS, ("step", rf"\b{_STEP}\b"))
)
_WHAT = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _NOUNS)
_FILLER = frozenset(
    re.findall(
        r"\S+",
        """
    a an the this that these its it of in at by to on for is are was be been has have had will would so thus therefore
    hence then now as than and or even still already only just exactly length size lengths sizes long here there comes
    out turns makes make made becomes become gets get takes take goes going moving changing switching passing raising
    lowering you we one i e that's i.e. ie which means say with also however but because since indeed namely every each
    all own plain ordinary usual another further x w theta parameter weight compared our your my covers moves equal
    equals amounts starts start begin begins again when very gives give uses using from used
    """,
    )
)


@dataclass(frozen=True)
class Mention:
    """What words name, as far as they do, and which of their words were not understood."""

    what: str = ""
    rule: str | None = None
    step: str = ""
    after: bool = False
    corrected: bool | None = None
    decay: str = ""
    decays: tuple[str, str] | None = None
    steady: bool = False
    pronoun: bool = False
    letter: str = ""
    strange: tuple[str, ...] = ()

    def beside(self, other: Mention) -> Mention:
        """This, named to be compared with another: of another rule it has its own decay and correction.

        >>> mentioned("Adam's").beside(mentioned("the uncorrected first step of RMSProp")).corrected
        """
        elsewhere = self.rule is not None and self.rule != other.rule
        ours = replace(other, corrected=None, decay="", decays=None) if elsewhere else other
        return replace(self.over(replace(ours, strange=())), strange=self.strange)

    def over(self, other: Mention) -> Mention:
        """This, with what it does not name itself taken from another.

        >>> mentioned("Adam's").over(mentioned("the first step of RMSProp")).step
        '1'
        """
        return Mention(
            self.what or other.what,
            self.rule if self.rule is not None else other.rule,
            self.step or other.step,
            self.after if self.step else other.after,
            other.corrected if self.corrected is None else self.corrected,
            self.decay or other.decay,
            self.decays or other.decays,
            self.steady or other.steady,
            self.pronoun,
            self.letter or other.letter,
            (*self.strange, *other.strange),
        )


def mentioned(text: str, before: str = "", squares: str = "") -> Mention:
    """What a few words in plain prose name; `before` is what a pronoun in them may stand for.

    `squares` is a pattern for the letters of means of squares.

    >>> said = mentioned("at t = 100 the uncorrected RMSProp's step")
    >>> said.what, said.rule, said.step, said.corrected, said.strange
    ('step', 'rmsprop', '100', False, ())
    """
    known: dict[str, str] = {}
    if squares and "_1" in text:
        text = re.sub(rf"(?:the )?sqrt\( ?(?:{squares})_1 ?\)", "the first root", text)
        text = re.sub(rf"(?<![\w(])(?:{squares})_1(?!\w)", "the first mean", text)
    rest = text
    for name, pattern in _FOUND:
        found = list(pattern.finditer(rest))
        if name.startswith("it ") and not re.search(r"\bcorrect", before):
            continue
        if found:
            known.setdefault(name.removeprefix("it "), _valued(found[-1]))
            rest = pattern.sub(" ; ", rest)
            if name == "decays":
                known["decays"] = f"{found[-1]['a']} {found[-1]['b']}"
    rules = [rule for *_, rule in named_in(rest)]
    rest = nameless(rest)
    strange = tuple(
        word for word in re.findall(r"[^\W_][\w.^]*|[^\s\w,.;:'’()\"-]", rest) if word.lower() not in _FILLER
    )
    step = (
        "1" if "first" in known else known.get("count") or known.get("after") or (ALWAYS if "always" in known else "")
    )
    both = "with" in known and "without" in known
    one, _, two = known.get("decays", "").partition(" ")
    return Mention(
        next((what for what, pattern in _WHAT if pattern.search(text)), ""),
        (rules[0] if len(set(rules)) == 1 else "") if rules else None,
        step,
        "after" in known and "count" not in known,
        None if both else True if "with" in known else False if "without" in known else None,
        known.get("decay", ""),
        (one, two) if two else None,
        "steady" in known,
        re.search(r"\b(?:its|it|that|this)\b", text, re.IGNORECASE) is not None,
        known.get("letter", ""),
        (*strange, *(("corrections",) if both else ())),
    )


def _valued(match: re.Match[str]) -> str:
    """The number of a piece, where it has one."""
    groups = match.groupdict()
    number = next((groups[name] for name in ("v", "n", "k", "th") if groups.get(name)), "")
    return _COUNTED[groups["nth"].lower()] if groups.get("nth") else number


def rules_in(texts: Iterator[str]) -> Iterator[str]:
    """The rules that texts name, in their order, each once."""
    yield from dict.fromkeys(name for text in texts for *_, name in named_in(text))
