"""Claims whose left side words tell: the weights add up to 1 - beta^t, after n steps the mean is (1 - beta^n) c^2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rmsprop_sym.claims.conventions.model import PARAMETERS, Model
from rmsprop_sym.claims.expressions.formula import NATURALS, expression_in
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Literal, Node, Sum, parse_statement
from rmsprop_sym.claims.expressions.tree import names_in, walk
from rmsprop_sym.claims.quantities.lengths import averages, latex, the_limit
from rmsprop_sym.claims.words.prose import Told
from rmsprop_sym.claims.words.wording import cut_sentences

_X = r"\s+(?:exactly\s+|just\s+|precisely\s+|only\s+)?\$(?P<formula>[^$]+)\$(?!\s*(?:times|of|in|where)\b)"
_ADVERBS = r"(?:\s+(?:then|thus|therefore|hence|always|together|all|only|indeed|clearly|now))*"
_IS = rf"{_ADVERBS}\s+(?:is|equals|becomes|has\s+become|reads|amounts\s+to|has\s+grown\s+to|has\s+reached)"
_ONES = r"(?:squared\s+)?(?:gradients|squares|steps|terms|weights)(?:\s+of\s+(?:the\s+)?gradients)?"
_LAST = rf"\s+(?:of|on|for)\s+the\s+(?:last|latest|newest|most\s+recent|first)\s+\$\s*\w\s*\$\s+{_ONES}"
_OF_ALL = rf"\s+(?:of|on|for)\s+(?:all\s+)?(?:the\s+)?(?:past\s+)?{_ONES}|\s+in\s+(?:the|this)\s+(?:sum|average|mean)"
_OF = rf"(?:{_LAST}|{_OF_ALL})?"
_KIND = r"(?:(?:geometric|exponential|resulting|individual|decaying|(?:geometric|exponential)ly\s+decaying)\s+)*"
_WEIGHTS = rf"(?:the|these|its|all(?:\s+of)?(?:\s+(?:the|these))?)\s+{_KIND}(?:weights|coefficients)"
_EACH = r"(?:\s+\$(?P<each>[^$=<>]+)\$(?:\s*,?\s+\$[^$]*(?:dots|\\leq?\b|≤|…)[^$]*\$\s*,?)?)?"
_SUM_UP = r"(?:(?:sum|add)(?:\s+up)?\s+to|total|have\s+(?:the|a)\s+(?:sum|total(?:\s+(?:weight|mass))?)(?:\s+of)?)"
_ARE = r"(?:\s+(?:are|decay|fall|decrease)\s+\w+\s+and)?"
_SUMS = (
    re.compile(rf"\b{_WEIGHTS}{_EACH}{_OF}{_ARE}{_ADVERBS}\s+{_SUM_UP}{_X}", re.IGNORECASE),
    re.compile(rf"\bthe\s+sum\s+of\s+{_WEIGHTS}{_EACH}{_OF}{_IS}{_X}", re.IGNORECASE),
    re.compile(rf"\bthe\s+total\s+weight{_LAST}{_IS}{_X}", re.IGNORECASE),
)
_OTHER_WEIGHTS = re.compile(
    r"\b(?:correct\w*|normali[sz]\w*|divid\w*|older|oldest|remain\w*|rest|except|other\w*|window|truncat\w*|initial\w*|without"
    r"|missing|relative\w*)\b",
    re.IGNORECASE,
)
_MEAN = (
    r"(?:(?:running|moving|exponential|exponentially\s+weighted|weighted|uncorrected)\s+)+(?:average|mean)"
    r"(?:\s+of\s+(?:the\s+)?(?:squares|squared\s+gradients))?|accumulator|cache|mean\s+square|second[\s-]moment\s+estimate"
)
_STEPS = r"after\s+\$\s*(?P<{0}>\w)\s*\$\s+(?:steps|iterations|updates)"
_MEANS = re.compile(
    rf"\b(?:the|this|our)\s+(?:{_MEAN})(?:\s+\$[^$]+\$)?(?:\s+{_STEPS.format('early')})?{_IS}{_X}"
    rf"(?:\s+{_STEPS.format('late')})?",
    re.IGNORECASE,
)
_AFTER = re.compile(_STEPS.format("before") + r"\s*,?\s*$", re.IGNORECASE)
_TENDS = (
    r"(?:(?:tends?|converges?|shrinks?|decays?|falls?)\s+to(?:wards)?(?:\s+the\s+(?:limit|value|constant))?|approaches)"
)
_RATES = re.compile(
    rf"\b(?:the|its|this)\s+(?:effective|per-parameter|actual)\s+(?:learning\s+)?rate{_ADVERBS}\s+{_TENDS}{_X}",
    re.IGNORECASE,
)
_COUNTS_FROM_0 = re.compile(r"\w\s*\+\s*1")  # as the number of steps is where the first is step 0
_AVERAGING = ("rmsprop", "adam")  # what is new has the share that the decay leaves of 1
_DECAYS = {"beta", "beta1", "beta2"}


def worded(text: str, families: Sequence[Sequence[Model]]) -> Iterator[Told]:
    """The claims of a passage, formulas between dollars, about sums of weights, and about the mean of the newest rule.

    >>> from rmsprop_sym.rules import RULES
    >>> rules = [[Model(RULES["rmsprop"], {"beta": "beta", "v": "v"})]]
    >>> said = "The weights sum to $1-β^t$. The running average after $n$ steps is $v_0 β^n$."
    >>> [str(told.chain) for told in worded(said, rules)]
    ['sum((1 - beta)*beta^(t - i), i, 1, t) = 1 - beta^t', 'v(n) = v(0)*beta^n']
    """
    model = next((family[0] for family in reversed(families)), None)
    if model is None or not re.search(
        r"\b(?:weights?|coefficients|averag\w+|mean|accumulator|cache|rate|estimate)\b", text
    ):
        return
    for pattern in _SUMS:
        yield from filter(None, (_sum(match, model) for match in pattern.finditer(text)))
    states = averages(model)
    if len(states) == 1:
        yield from filter(None, (_mean(match, states[0]) for match in _MEANS.finditer(text)))
        yield from filter(None, (_rate(match, states[0], model) for match in _RATES.finditer(text)))


def is_averaging(said: Iterable[str], families: Sequence[Sequence[Model]]) -> bool:
    """Whether all letters that a note defines by recurrence are parameters, or states of rules that average."""
    models = [model for family in families for model in family if model.rule.name.startswith(_AVERAGING)]
    known = {name for model in models for name in model.letters} | PARAMETERS
    return {*said} <= known


def _sum(match: re.Match[str], model: Model) -> Told | None:
    """The claim about a sum of weights, if it has one decay and one number of steps."""
    before, after = cut_sentences(match.string[: match.start()])[-1], cut_sentences(match.string[match.end() :])[0]
    right = expression_in(match["formula"])
    if right is None or _OTHER_WEIGHTS.search(f"{before} {match[0]} {after}"):
        return None
    names = names_in(right)
    known = {theirs for theirs, ours in model.letters.items() if ours in _DECAYS} | (_DECAYS & {*model.rule.hyper})
    decays, steps = names & known, names & {*NATURALS}
    if len(decays) != 1 or len(steps) != 1 or names != decays | steps:
        return None
    each, last = match.groupdict().get("each"), re.search(_LAST, match[0], re.IGNORECASE)
    if not (each or last) and _COUNTS_FROM_0.search(match["formula"]):
        return None
    if not (each or model.rule.name.startswith(_AVERAGING)):
        return None
    left = _summed(each, steps.pop()) if each else _weights(decays.pop(), steps.pop())
    return _told(match, left, right) if left else None


def _weights(decay: str, last: str) -> Node:
    """The sum of the weights after so many steps."""
    index = "i" if last != "i" else "k"
    return parse_statement(f"sum((1 - {decay})*{decay}^({last} - {index}), {index}, 1, {last})").members[0]


def _summed(each: str, last: str) -> Node | None:
    """The sum of weights that are given one by one: over the letter that does not end it."""
    weight = expression_in(each)
    steps = names_in(weight) & {*NATURALS} if weight else set()
    if weight is None or len(steps - {last}) != 1:
        return None
    (index,) = steps - {last}
    end = parse_statement(last).members[0] if last in steps else parse_statement(f"{last} - 1").members[0]
    return Sum(weight, index, Literal("1" if last in steps else "0"), end)


def _mean(match: re.Match[str], state: str) -> Told | None:
    """The claim about the mean after a number of steps, which its formula has."""
    right = expression_in(match["formula"])
    before = _AFTER.search(match.string[: match.start()])
    said = {match["early"], match["late"], before["before"] if before else None} - {None}
    steps = names_in(right) & {*NATURALS} if right else set()
    own = any(isinstance(part, Apply) and part.name == state.lstrip("\\") for part in walk(right)) if right else True
    if right is None or len(said) != 1 or said != steps or (own and match["early"] is None):
        return None
    left = expression_in(f"{state}_{{{steps.pop()}}}")
    return _told(match, left, right) if left else None


def _rate(match: re.Match[str], state: str, model: Model) -> Told | None:
    """The claim about what the rate over the root of the mean tends to, in letters without a step."""
    rate = next((theirs for theirs, ours in model.letters.items() if ours == "eta"), "eta")
    formula = match["formula"]
    right = expression_in(formula)
    if right is None or rate not in names_in(right) or names_in(right) & {*NATURALS, "eps", "delta"}:
        return None
    return the_limit(match, rf"{latex(rate)}/\sqrt{{{state}_t}}", formula)


def _told(match: re.Match[str], left: Node, right: Node) -> Told:
    return Told(Chain((left, right), ("=",)), match.start("formula"), match["formula"], match.start())
