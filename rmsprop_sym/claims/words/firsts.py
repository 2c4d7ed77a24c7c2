r"""Steps that a sentence says to be the first at which something holds: the first $t$ with $0.9^t < 0.01$ is $44$."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rmsprop_sym.claims.words.thresholds import beside

_STEP = r"(?:steps?|iterations?|updates?|time|index|integer|natural\s+number|whole\s+number|number|value|epoch)"
_LETTER = r"\$\s*[tnkijTN]\s*\$"
_DIGITS = r"\d{1,3}(?:(?:,|\{,\}|\\,)\d{3})+|\d+"
_ENDED = r"(?!\s*(?:[.,]\d|\\?%|\\|×|[-+*/^·]|percent\b|times\b|digits?\b|decimals?\b))"
_HERE = (
    rf"(?:\$\s*(?:[tnkijTN]\s*(?P<relation>=|\\geq?(?![a-z])|\\geqslant|≥|>)\s*)?(?P<formula>{_DIGITS})\s*\$"
    rf"|(?:[tnk]\s*(?:=|≥|>=)\s*)?(?P<plain>{_DIGITS})(?![\w$]){_ENDED})"
)
_ANY = r"(?:\$[^$]*\$|[^.;?!$]|\.(?=\w))"
_PLAINLY = (
    r"(?:(?:then|thus|therefore|hence|so|already|exactly|only|just|precisely|indeed|now|in\s+fact|at|in|the|reached"
    rf"|attained|number|no\.|{_STEP})\s+|,\s*)*"
)
_FIRST = r"\b(?:first|smallest|least|lowest|earliest|minimal|minimum)\b"
_WHICH = (
    r"(?:(?:for|at|in|with|by|from|after)\s+which|for\s+the\s+first|with|where|when|such\s+that|that|to|on\s+which|at"
    r"|satisfying|fulfilling)\b"
)
_CROSSED = (
    r"(?:exceed\w*|surpass\w*|reach\w*|holds?|true|satisfied|met|fulfilled|happens?|occurs?|the\s+case|attained|pass\w*"
    r"|cross\w*|drops?|falls?|fell|gets?|below|above|valid)"
)
_LEVEL = r"\$[^$]*\$|\d+(?:\.\d+)?(?:\s*\\?%|\s+percent)?"
_MOVES = (
    r"(?:(?:drops?|falls?|sinks?|gets?|goes)\s+(?:below|under)|(?:rises?|climbs?|gets?|goes)\s+(?:above|over)"
    r"|exceeds|surpasses|passes|crosses)"
)
_WORDED = re.compile(
    r"\$(?P<left>[^$]+)\$\s+(?:(?:is|has|first|already|then|only|finally|for\s+the\s+first\s+time)\s+)*"
    r"(?:(?P<less>(?:drops?|dropped|falls?|fallen|sinks?|gets?|goes)\s+(?:below|under)|below|(?:smaller|less)\s+than)"
    r"|(?P<more>(?:rises?|risen|climbs?|gets?|goes)\s+(?:above|over)|above|exceed(?:s|ed)|surpass(?:es|ed)|pass(?:es|ed)"
    r"|(?:larger|greater|more)\s+than)|(?P<most>at\s+most)|(?P<least>at\s+least))"
    rf"\s+(?P<right>{_LEVEL})",
    re.IGNORECASE,
)
_SIGNS = {"less": "<", "more": ">", "most": "<=", "least": ">="}
_HOLDS = (
    r"\b(?:holds?|true|satisfied|met|fulfilled|the\s+case|valid|correct|at\s+(?:most|least)|below|above|exceeds?)\b"
)
_PATTERNS = (
    (  # the first t for which it holds is 44
        True,
        (
            rf"{_FIRST}\s+(?P<about>(?:(?:such|possible|positive|admissible|of)\s+|{_STEP}\s+)*(?:{_LETTER}\s*)?)"
            rf"(?P<clause>{_ANY}{{0,240}}?)\b(?:is|was|equals|becomes|(?:occurs|comes|falls|happens|lies)\s+(?:at|in))\s+"
            rf"{_PLAINLY}{_HERE}"
        ),
    ),
    (  # it is first exceeded at step 22
        True,
        (
            rf"\b(?:for\s+the\s+)?first(?:\s+time)?\s+(?:\w+\s+){{0,2}}?{_CROSSED}\s+{_ANY}{{0,40}}?\b(?:at|in|after|with)\s+"
            rf"{_PLAINLY}{_HERE}"
        ),
    ),
    (  # it drops below 0.01 at step 44
        True,
        (
            rf"\b{_MOVES}\s+(?:{_LEVEL})\s+(?:only\s+|first\s+)?(?:at|in)\s+"
            rf"(?={_STEP}\s+|\$\s*[tnkTN]\s*=|[tnk]\s*=){_PLAINLY}{_HERE}"
        ),
    ),
    (  # it drops below 0.01 after 44 steps
        False,
        rf"\b{_MOVES}\s+(?:{_LEVEL})\s+(?:only\s+)?after\s+{_HERE}(?=\s+{_STEP}\b)",
    ),
    (  # it is exceeded for the first time at step 22
        True,
        rf"\b{_CROSSED}\s+{_ANY}{{0,40}}?\bfor\s+the\s+first\s+time\s+(?:at|in|after|with)\s+{_PLAINLY}{_HERE}",
    ),
    (  # we need at least 44 steps
        True,
        (
            rf"\b(?:needs?|requires?|takes?|took|wait)\s+(?:(?:for|at\s+least|exactly|precisely|no\s+fewer\s+than)\s+)*{_HERE}"
            r"(?=\s+(?:steps|iterations|updates)\b)"
        ),
    ),
    (  # it holds from step 38 on
        False,
        rf"\bfrom\s+{_PLAINLY}{_HERE}\s+(?:on|onwards?|upwards?)\b",
    ),
    (  # it holds for t >= 38
        False,
        (
            rf"{_HOLDS}\s+(?:{_ANY}{{0,40}}?\s)?(?:for|when|if|once|as\s+soon\s+as)\s+(?:all\s+|every\s+)?(?=\$\s*[tnkTN]\s*(?:\\ge|≥|>))"
            rf"{_HERE}"
        ),
    ),
)
_COMPILED = [(first, re.compile(pattern, re.IGNORECASE)) for first, pattern in _PATTERNS]
_MAY = re.compile(
    r"\$\s*[tnkTN]\s*(?:=|\\geq?(?:slant)?|≥|>=)\s*\d|\bsteps\b|\b(?:below|above|under|over|exceeds|surpasses|passes|crosses|first|smallest|least|lowest|earliest|minim\w+|from|needs?|requires?|takes?|took|wait|holds?)\b",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"[<>≤≥]|\\[lg](?:eq?|t|eqslant)(?![A-Za-z])|\b(?:below|above|under|over|exceed|surpass|pass|cross|than|at\s+(?:most|least))"
)
_HEDGED = re.compile(r"\b(?:about|roughly|approximately|around|nearly|almost|some|ca)\W*$", re.IGNORECASE)
_STOP = re.compile(r"(?<!\bi\.e)(?<!\be\.g)(?<!\bcf)[.!?;](?=\s|\\|$)|[.!?](?=\$)")
_SOUGHT = re.compile(  # a formula is a wide space here: the first $t$ with
    r"\b(?:below|above|under|over|exceeds|surpasses|passes|crosses|first|smallest|least|lowest|earliest|minimal|largest|last)\s+(?:such\s+)?(?:\w+\s+)?"
    r"(?:\s*(?:(?:for|at|in|from)\s+which|such\s+that|satisfying)|(?<=\s{2})(?:with|where))\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class First:
    """A step that is said to be the first, or one from which on it holds; where its number stands, and its sentence.

    `clause` is where it is said of what it is the first, if that stands inside; `before` is where the sentence before
    begins.  A `loose` step may be followed and preceded by others at which it holds.
    """

    step: int
    is_first: bool
    span: tuple[int, int]
    sentence: tuple[int, int]
    before: int
    clause: tuple[int, int]
    loose: bool = False


def is_sought(before: str) -> bool:
    """Whether the words before a formula look for the first step at which it holds.

    >>> [is_sought(f"The first {words}") for words in ("  for which ", "  with ", "step with ", "step, we start with ")]
    [True, True, False, False]
    """
    return _SOUGHT.search(before) is not None


def may_arrive(text: str) -> bool:
    """Whether a text may say of a step that it is the first, beside a relation.

    >>> may_arrive("the first $t$ with $t > 3$"), may_arrive("the first step")
    (True, False)
    """
    return _MAY.search(text) is not None and _RELATION.search(text) is not None


def firsts(text: str) -> Iterator[First]:
    r"""The steps that a text, formulas between dollars, says to be the first.

    >>> [(f.step, f.is_first) for f in firsts(r"The first $t$ with $0.9^t \le 0.01$ is $t = 44$.")]
    [(44, True)]
    >>> list(firsts(r"The first step is $2$ units long."))
    []
    """
    found: dict[tuple[int, int], First] = {}
    for is_first, pattern in _COMPILED:
        for match in pattern.finditer(text):
            group = "formula" if match["formula"] else "plain"
            if match.span(group) not in found and _is_meant(match):
                found[match.span(group)] = _first(text, match, group, is_first=is_first)
    for is_first, is_loose, match in beside(text):
        group = "formula" if match["formula"] else "plain"
        told = _first(text, match, group, is_first=is_first)
        found[match.span(group)] = replace(told, loose=is_loose)
    yield from sorted(found.values(), key=lambda each: each.span)


def worded(text: str) -> Iterator[tuple[int, str]]:
    r"""The inequalities that a text says in words, as formulas, each with its place.

    >>> list(worded(r"so $0.9^t$ drops below 1 % at step 44"))
    [(4, '0.9^t < 0.01')]
    """
    for match in _WORDED.finditer(text):
        sign = next(sign for name, sign in _SIGNS.items() if match[name])
        share = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:\\?%|percent)", match["right"].strip("$ "))
        level = str(Decimal(share[1]) / 100) if share else match["right"].strip("$")
        yield match.start("left"), f"{match['left']} {sign} {level}"


def _is_meant(match: re.Match[str]) -> bool:
    """Whether the words speak of a step, and plainly."""
    if match["relation"] == ">" or _HEDGED.search(
        match.string[: match.start("formula" if match["formula"] else "plain")].rstrip("$ ")
    ):
        return False
    about = match.groupdict().get("about")
    if about is None:
        return True
    return (
        "$" in about or "such" in about.lower() or re.match(_WHICH, match["clause"].strip(), re.IGNORECASE) is not None
    )


def _first(text: str, match: re.Match[str], group: str, *, is_first: bool) -> First:
    """What a match says, in its sentence."""
    plain = re.sub(r"\$[^$]*\$", lambda formula: formula[0].replace(".", "_").replace("!", "_").replace(";", "_"), text)
    stops = [0, *(stop.end() for stop in _STOP.finditer(plain))]
    begins = [stop for stop in stops if stop <= match.start(group)]
    end = next((stop for stop in stops if stop > match.start(group)), len(text))
    step = int(re.sub(r"\D", "", match[group]))
    clause = match.span("clause") if "clause" in match.groupdict() else (0, 0)
    return First(step, is_first, match.span(group), (begins[-1], end), begins[-2] if len(begins) > 1 else 0, clause)
