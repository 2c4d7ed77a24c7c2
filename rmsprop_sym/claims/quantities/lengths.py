"""Claims whose left side is told in words: the length of the step tends to eta, no step is longer than 2 eta."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rmsprop_sym.claims.conventions.model import PARAMETER, Model
from rmsprop_sym.claims.expressions.formula import expression_in, formula_in
from rmsprop_sym.claims.expressions.syntax import Chain
from rmsprop_sym.claims.expressions.tokens import GREEK
from rmsprop_sym.claims.quantities.subjects import named_in, stem
from rmsprop_sym.claims.words.correction import is_uncorrected, speaks_of_correction
from rmsprop_sym.claims.words.prose import Told

_WHICH = r"(?:(?P<which>(?:very\s+)?first|second|third|\$t\$-th|t-th|\$t\$th)\s+)?"
_STEP = r"(?:step|update)"
_X = r"(?:exactly\s+|just\s+|precisely\s+)?\$(?P<formula>[^$]+)\$"
_IS = r"(?:is|are)\s+(?:always\s+)?"
_VERBS = {
    "limit": r"(?:(?:tends?|converges?|creeps?\s+(?:up|down)|levels?\s+off|shrinks?|decays?)\s+(?:to|towards|at)"
    r"|approach(?:es)?|settles?\s+(?:down\s+)?(?:at|to))",
    "<=": rf"(?:{_IS}(?:at\s+most|bounded\s+by|no\s+(?:longer|larger)\s+than)|never\s+exceeds?|cannot\s+exceed)",
    ">=": rf"{_IS}at\s+least",
    "=": r"(?:is|equals)(?:\s+equal\s+to)?",
}
_LENGTH = (
    rf"(?:\b(?:the\s+)?(?:length|size)\s+of\s+(?:the|each|every|a)\s+{_WHICH}{_STEP}|\b(?:the\s+)?step\s+lengths?)\s+"
)
_HAS = (
    rf"\b(?:the|its|a|an|each|every|this)\s+{_WHICH}{_STEP}(?:\s+number\s+\$t\$)?\s+(?:has|is\s+of)\s+"
    r"(?:a\s+|the\s+)?(?:length|size)\s+(?:of\s+)?"
)
_LONGER = r"(?:is|can\s+(?:ever\s+)?be|is\s+ever|gets)\s+(?:longer|larger)\s+than\s+"
_CLAIMS = (
    *((relation, re.compile(_LENGTH + verb + r"\s+" + _X, re.IGNORECASE)) for relation, verb in _VERBS.items()),
    ("=", re.compile(_HAS + _X, re.IGNORECASE)),
    ("<=", re.compile(rf"\bno\s+(?:single\s+)?{_STEP}\s+{_LONGER}{_X}", re.IGNORECASE)),
    (
        "<=",
        re.compile(rf"\b(?:the\s+|all\s+)?{_STEP}s\s+{_VERBS['<=']}\s+(?:in\s+(?:length|size)\s+)?{_X}", re.IGNORECASE),
    ),
)
_LIMIT = rf"{_VERBS['limit']}\s+(?:the\s+(?:limit|value|constant)\s+)?"
_NEARS = re.compile(
    rf"(?<!of )\b(?:the|each|every|its|these|all)\s+{_STEP}s?\s+{_LIMIT}{_X}(?!\s*(?:times|of|in|where)\b)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\s*[-−]|(?:\\,|\\cdot|\s)*\\?(?:(?:mathrm|operatorname|text)\s*\{\s*)?(?:sign|sgn)\s*\}?\s*\(\s*[a-z](?:_t)?\s*\)"
)
_AVERAGE = re.compile(
    r"\b(?:the|this|our)\s+(?:(?:running|moving|exponential|weighted|uncorrected|squared)\s+)*(?:average|accumulator|mean\s+square)"
    rf"(?:\s+itself)?\s+{_VERBS['limit']}\s+{_X}(?!\s*(?:times|of|in|where)\b)",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[.!?;])\s+")
_ORDINALS = {"first": 1, "second": 2, "third": 3}
_ROUNDED = re.compile(  # a number of rates has digits of its own, and one that is computed leaves out a small eps
    r"^\s*\d+(?:\.\d+)?(?:\\[,;: ]|\\cdot|\s)*\\?[A-Za-z]*\s*$|\d\.\d"
)


def lengths(text: str, families: Sequence[Sequence[Model]], headings: Sequence[str] = ()) -> Iterator[Told]:
    """The claims of a passage, formulas between dollars, about how long the steps of the newest rule are.

    Nothing is read as a claim about it where the sentence, or else the passage or a heading, speaks of another rule.

    >>> from rmsprop_sym.rules import RULES
    >>> rules = [[Model(RULES["rmsprop"], {"w": "theta"})]]
    >>> [str(told.chain) for told in lengths("The length of the step tends to $η$.", rules)]
    ['limit(abs(w(t) - w(t - 1)), t, oo) = eta']
    """
    moving = next((family[0] for family in reversed(families) if _moving(family[0])), None)
    name = _moving(moving) if moving else None
    found = ((match, relation) for relation, pattern in _CLAIMS for match in pattern.finditer(text))
    for match, relation in sorted(found, key=lambda each: each[0].start()):
        told = _told(match, relation, name, moving.shifts.get(PARAMETER, 0)) if name and moving else None
        if told and moving and _is_of(moving.rule.name, match, headings):
            yield told
    for match in _NEARS.finditer(text):
        nearing = _nearing(match, _size(name, "t", "t-1"), "|{}|") if name else None
        if nearing and moving and _is_of(moving.rule.name, match, headings):
            yield nearing
    means = next(filter(None, (averages(family[0]) for family in reversed(families))), ())
    if len(means) == 1:
        yield from filter(None, (_nearing(match, f"{means[0]}_t", "{}") for match in _AVERAGE.finditer(text)))


def _is_of(rule: str, match: re.Match[str], headings: Sequence[str]) -> bool:
    """Whether a claim may be about a rule: its sentence, what stands before it, or a heading names no other one."""
    start, end = match.span()
    before, after = _STOP.split(match.string[:start]), _STOP.split(match.string[end:])
    sentence = f"{before[-1]} {match[0]} {after[0]}"
    if is_uncorrected(rule) and speaks_of_correction(f"{' '.join(before[-2:])} {after[0]}"):
        return False
    for text in (sentence, *reversed(before[:-1]), *reversed(headings)):
        names = {name for *_, name in named_in(text)}
        if names:
            return any(name and stem(rule).startswith(name) for name in names)
    return True


def averages(model: Model) -> tuple[str, ...]:
    """What the note calls the states beside the parameter."""
    ours = {name: theirs for theirs, name in model.letters.items()}
    return tuple(latex(ours.get(name, name)) for name in model.rule.states if name != PARAMETER)


def latex(letter: str) -> str:
    """A letter as LaTeX has it."""
    return f"\\{letter}" if letter in GREEK.values() else letter


def _size(name: str, now: str, before: str) -> str:
    """How far the parameter moves in a step."""
    return f"|{latex(name)}_{{{now}}} - {latex(name)}_{{{before}}}|"


def _nearing(match: re.Match[str], left: str, right: str) -> Told | None:
    """The claim that the left side tends to what is said, if that can be read and is no rounded number."""
    formula = match["formula"]
    size = _SIGNED.sub("", formula) if "|" in right else formula
    alone = not _ROUNDED.search(formula) and expression_in(formula)
    return the_limit(match, left, right.format(size)) if alone else None


def the_limit(match: re.Match[str], left: str, right: str) -> Told | None:
    """The claim that the left side tends to the right one, if it can be read."""
    chain = formula_in(rf"\lim_{{t\to\infty}} {left} = {right}")
    return Told(chain, match.start("formula"), match["formula"], match.start()) if chain else None


def _moving(model: Model) -> str | None:
    """What the note calls the parameter, if it has said how the rule moves it."""
    return next((theirs for theirs, ours in model.letters.items() if ours == PARAMETER), None)


def _told(match: re.Match[str], relation: str, name: str, shift: int) -> Told | None:
    """The claim, if its right side can be read and is no rounded number.

    Where the parameter is counted one later than its gradient, the step t leads from w_t to w_{t+1}.
    """
    formula = match["formula"]
    which = (match.groupdict().get("which") or "t").lower().split()[-1]
    step = _ORDINALS.get(which)
    now, before = (str(step), str(step - 1)) if step else ("t+1", "t") if shift else ("t", "t-1")
    size = _size(name, now, before)
    if _ROUNDED.search(formula) or (step and relation == "limit"):
        return None
    left = rf"\lim_{{t\to\infty}} {size}" if relation == "limit" else size
    stated, right = formula_in(f"{left} = 0"), formula_in(formula)
    if stated is None or right is None:
        return None
    chain = Chain((stated.members[0], *right.members), ("=" if relation == "limit" else relation, *right.relations))
    return Told(chain, match.start("formula"), formula, match.start())
