"""Durations and shares in plain words: after 90 steps, every 13.5, down to one per cent, a third of its value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rmsprop_sym.claims.words.hedges import HEDGED, HEDGES, MERELY

_EVEN = rf"{MERELY}|another|again|now|a mere|as many as|as few as|a|an|the|that"
ABOUT = rf"(?P<about>(?:(?:{_EVEN}|{HEDGES}|=) ?(?<![a-z](?=[a-z])))*)"
NUMBER = r"(?<![\w.])(?<!\d )(?P<n>\d+(?:\.\d+)?(?:e-?\d+)?)(?![\w^]|\.\d| ?[*/^+%]| \d{3}\b)"
_BARE = NUMBER.replace(r"(?<!\d )", "")
_KINDS = (
    r"further|more|such|ordinary|optimi[sz]er|training|gradient|normal|plain|quiet|silent|idle|empty|equal|identical"
    r"|old|older|past"
    r"|previous|consecutive|newest|latest|last|most recent|recent|squared|zero|single|whole|full|additional|extra"
    r"|constant"
)
_UNITS = (
    r"steps?|iterations?|updates?|(?:mini-?)?batch(?:es)?|gradients?|squares?|values?|samples|observations"
    r"|terms?|rounds"
)
_END = r"(?= ?(?:$|[,;:.)]|(?:and|but|while|whereas|for|with|at|if|when|it|the|an?|only) ))"
_COUNTED = re.compile(
    rf"(?P<lead>\b(?:older than|more than|(?:after|every|each|within|in|over|during|until|for|takes?|needs?|last"
    rf"|latest|newest|past"
    rf"|most recent|recent|is|are|becomes|once every|next|by)) )?(?:the )?{ABOUT}{NUMBER}"
    rf"(?: (?:{_KINDS}))*[ -](?P<unit>{_UNITS})\b(?P<tail> (?:later|ago|back|old|earlier|before|in the past))?",
    re.IGNORECASE,
)
_ELIDED = re.compile(
    rf"\b(?P<lead>after|every|within|is|becomes|are|it takes|one needs|we need|you need) {ABOUT}{NUMBER}{_END}",
    re.IGNORECASE,
)
_INDEXED = re.compile(
    rf"(?<![\w\\^({{])(?P<lead>[tnkhT] ?[=≈] ?|(?:at|by|in|after|until) (?:step|iteration|update) ){ABOUT}{NUMBER}",
    re.IGNORECASE,
)
DECAY = r"(?:(?:[a-z]+(?:_?[12])? ?= ?)|(?:a |the )?decay (?:factor |rate )?(?:of )?)?(?P<decay>0?\.\d+)"
_AGAIN = re.compile(
    rf"\b(?:for|with|at|when|under|using) {DECAY}(?: (?:already|instead|even))*,? ?(?:(?:it|this|that|they|we|one)"
    rf" (?:is|are|becomes?|equals"
    rf"|gets?|has|obtains?|takes?|needs?|rises to|falls to|drops to|grows to|would be|will be|amounts to|comes to)"
    rf" )?(?:to )?{ABOUT}{_BARE}"
    rf"(?:(?: {_UNITS})\b|{_END})",
    re.IGNORECASE,
)
_OF_DECAY = re.compile(
    rf"\b(?P<lead>(?:after|every|is|in|of) )?{ABOUT}{_BARE}(?: (?:{_UNITS}))?,? (?:for|with|at|when|under|using|if)"
    rf" {DECAY}(?![\w^]|\.\d| ?[%*/+])",
    re.IGNORECASE,
)
_SO_MANY = re.compile(rf"\b(?:that|so|this|as) many (?:{_UNITS})\b|\b(?:that|this) (?:long|time)\b", re.IGNORECASE)
_VALUED = re.compile(rf"\bhalf[- ]?li(?:fe|ves)(?: \([^)]*\))? ?[:=≈] ?{ABOUT}{NUMBER}(?= ?(?:$|[,;)]))", re.IGNORECASE)
_HEAD = re.compile(r"(?:older|more) than\b", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:last|latest|newest|most recent|recent)\b", re.IGNORECASE)
_LESS = r"less than|below|under|smaller than|at most|no more than|not more than|not even|fewer than"
_MORE = r"more than|above|over|at least|larger than|no less than|not less than|beyond|better than"
_RELATION = rf"(?P<relation>(?:(?:{_LESS}|{_MORE}|all but|to within|within|by) )?)"
_PER_CENT = re.compile(rf"{_RELATION}{ABOUT}(?<![\w.])(?P<n>\d+(?:\.\d+)?) ?%", re.IGNORECASE)
PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "twentieth": 20,
    "hundredth": 100, "thousandth": 1000, "millionth": 1_000_000,
}  # fmt: skip
_FRACTION = re.compile(
    rf"{_RELATION}{ABOUT}(?:(?P<n>one|\d)[ -])?(?P<part>half|(?:{'|'.join(PARTS)})s?)\b(?![- ]?(?:li(?:fe"
    rf"|ves)|steps?\b|time\b))",
    re.IGNORECASE,
)
_DIVIDED = re.compile(rf"{_RELATION}{ABOUT}(?<![\w.)/*^])1/(?P<n>e\b|\d+(?![\w.^]))(?! ?[*/^+(-])", re.IGNORECASE)
_DECIMAL = re.compile(
    rf"(?P<relation>\b(?:{_LESS}|{_MORE}|to|share of|share|fraction of|fraction|factor of|factor)) {ABOUT}"
    r"(?<![\w.])(?P<n>0?\.\d+|1e-\d+)(?![\w^]|\.\d| ?[%*/^+=])",
    re.IGNORECASE,
)
_HALVED = re.compile(
    rf"(?P<relation>\b(?:more than|at least) |){ABOUT}\b(?P<n>halves?|halved|halving)\b(?! time)", re.IGNORECASE
)
_FOLDED = re.compile(r"\bby (?:a|the) factor (?:of )?(?P<n>e|2|5|10|100|1000)\b(?!\.\d)", re.IGNORECASE)
_HALF_LIFE = re.compile(
    r"(?<!\d )(?<!\d)(?<!, longer than the )(?<!, shorter than the )(?<!, more than the )(?<!, less than the )"
    r"\b(?:half[- ]?li(?:fe|ves)|halving times?|half[- ]value time)\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(rf"(?:\bwithin|\b(?:{_LESS}|shorter than|up to|no later than|before|faster than))(?: the)?$")
_AT_LEAST = re.compile(rf"\b(?:{_MORE}|longer than|exceeds?|upwards? of)(?: the)?$")
_SMALL = re.compile(rf"{_LESS}|within|to within", re.IGNORECASE)
_LARGE = re.compile(_MORE, re.IGNORECASE)


@dataclass(frozen=True)
class Spell:
    """A number of steps in a text, how it stands there, and the decay that stands beside it."""

    start: int
    end: int
    text: str
    about: bool = False
    role: str = "after"
    decay: str | None = None
    pace: str = ""
    bound: str = ""


@dataclass(frozen=True)
class Share:
    """A part of a whole: as an expression, with its digits if it has some, and whether it is a bound."""

    start: int
    end: int
    value: str
    digits: str = ""
    scale: int = 1
    relation: str = "≈"
    about: bool = False
    is_name: bool = False
    but: bool = False
    is_verb: bool = False


def spells(text: str) -> list[Spell]:
    """The numbers of steps in plain words, in order.

    >>> [(each.text, each.role) for each in spells("Half is gone every 13.5 steps, 1 % is left after about 90")]
    [('13.5', 'every'), ('90', 'after')]
    >>> [(each.text, each.role) for each in spells("the last 10 gradients, and all older than 20 steps")]
    [('10', 'newest'), ('20', 'older')]
    >>> [(each.text, each.decay) for each in spells("it is 6.6 steps, for beta = 0.99 it is 69, and with 0.999 693")]
    [('6.6', None), ('69', '0.99'), ('693', '0.999')]
    """
    found: dict[int, Spell] = {}
    of_decay = list(_OF_DECAY.finditer(text))
    if len(of_decay) > 1:  # 7 steps for 0.9, 69 for 0.99
        found = {match.end("n"): _spell(match) for match in of_decay}
    taken = {match.start("decay") for match in of_decay} if found else set()
    for pattern in (_AGAIN, _COUNTED, _ELIDED, _INDEXED, _VALUED):
        for match in pattern.finditer(text):
            if pattern is not _AGAIN or match.start("decay") not in taken:
                found.setdefault(match.end("n"), _spell(match))
    counts = sorted(found.values(), key=lambda each: each.start)
    for match in _SO_MANY.finditer(text):
        before = [each for each in counts if each.end <= match.start()][-1:]
        counts = [replace(each, start=match.start(), end=match.end()) if each in before else each for each in counts]
    return counts


def _spell(match: re.Match[str]) -> Spell:
    """A number of steps as it was found."""
    group = match.groupdict()
    lead = (group.get("lead") or "").lower().strip()
    about = HEDGED.search(match["about"]) is not None or "≈" in lead
    role = "every" if "every" in lead else "after"
    if _HEAD.match(lead) and (lead.startswith("older") or group.get("tail")):
        role = "older"
    elif _NEWEST.search(match[0]):
        role = "newest"
    elif group.get("unit", "") in {"gradients", "squares", "values", "samples", "observations"} and not group.get(
        "tail"
    ):
        role = "some"
    elif (group.get("tail") or "").strip() in {"ago", "back", "old", "earlier", "before"}:
        role = "ago"
    start = match.start() if group.get("decay") else match.start("n")
    bound = _bound(match.string[: match.start("about")].rstrip().lower())
    bound = "" if role == "older" else bound
    return Spell(start, match.end(), match["n"], about, role, group.get("decay"), bound=bound)


def _bound(before: str) -> str:
    """Whether the words before a number make it more than something is, or less."""
    if _AT_MOST.search(before):
        return "<="
    return ">=" if _AT_LEAST.search(before) else "by" if before.endswith(" by") else ""


def shares(text: str) -> list[Share]:
    """The shares in plain words, in order; half-lives are such as well.

    >>> [each.value for each in shares("The half-life; 36.6 % of it, a third, nine tenths, 1/e, below 0.01")]
    ['1/2', '36.6/100', '1/3', '9/10', 'exp(-1)', '0.01']
    """
    text = text.replace("nine tenths", "9 tenths")
    found = [Share(*match.span(), "1/2", is_name=True) for match in _HALF_LIFE.finditer(text)]
    found += [_share(match, f"{match['n']}/100", match["n"], 100) for match in _PER_CENT.finditer(text)]
    found += [_share(match, _fraction(match)) for match in _FRACTION.finditer(text)]
    found += [_share(match, "exp(-1)" if match["n"] == "e" else f"1/{match['n']}") for match in _DIVIDED.finditer(text)]
    found += [_share(match, match["n"], match["n"]) for match in _DECIMAL.finditer(text)]
    halved = ((match, _share(match, "1/2")) for match in _HALVED.finditer(text))
    found += [replace(each, relation="<" if match["relation"] else "≈", is_verb=True) for match, each in halved]
    folded = _FOLDED.finditer(text)
    found += [Share(*m.span(), "exp(-1)" if m["n"] == "e" else f"1/{m['n']}", relation="factor") for m in folded]
    kept: list[Share] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _fraction(match: re.Match[str]) -> str:
    """A fraction in words, as a number."""
    part = match["part"].lower()
    below = PARTS.get(part) or PARTS.get(part.removesuffix("s")) or 2
    above = match["n"] if (match["n"] or "").isdecimal() else "1"
    return f"{above}/{below}"


def _share(match: re.Match[str], value: str, digits: str = "", scale: int = 1) -> Share:
    """A share as it was found."""
    said, about = (match["relation"] or "").lower().strip(), match["about"].lower()
    relation = "<" if _SMALL.fullmatch(said) else ">" if _LARGE.fullmatch(said) else "by" if said == "by" else "≈"
    hedged = HEDGED.search(about) is not None
    but = said == "all but"
    return Share(match.start(), match.end(), value, digits, scale, relation, hedged, but=but)
