"""Formulas of decays, steps and rates: which words narrow one, and whether it holds for no decay and at no step.

No state stands in it, and one gradient at most, so that what is supposed of a run changes nothing; what is left is the
value of a decay, of a step or of that gradient, and it may fail for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rmsprop_sym.claims.context.anyway import FAR, comes_near, is_of_weights, steps_in
from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.syntax import Chain, Constant, Limit, Literal, walk
from rmsprop_sym.claims.expressions.tree import applied_in, bound_in, heads_in, names_in
from rmsprop_sym.claims.judge import Statement, lettered
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, read_hypotheses
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.spoken import spoken
from rmsprop_sym.claims.words.wording import cut_sentences, doubt

_DECAYS, _STEPS = ("1/10", "1/2", "9/10", "99/100"), ("1", "2", "5", "20")
_RATES = ("beta", "beta1", "beta2", "mu")
_NEARLY = re.compile(
    r"\b(?:about|approx\w*|roughly|nearly|almost|close|near\w*|orders?|large|small|leading|crude\w*|estimat\w*|heuristic\w*"
    r"|rules?\s+of\s+thumb|essentially|effectively|practically|basically|\w+ish|say|up\s+to|ballpark|neglect\w*|ignor\w*|dropp\w*"
    r"|if\s+(?:it|they|this|that|these|those|there|he|she)|would|were|had|could|might|should|nowhere|none|whether|either|or"
    r"|count(?:s|ed|ing)?|dispute\w*|joke\w*|folk\w*|legend\w*|pretend\w*|imagin\w*|wish\w*|hop(?:e|ed|ing))\b|[≈~?∼]",
    re.IGNORECASE,
)
_OF_GRADIENTS = re.compile(r"^\W*throughout\b|\bgradients?\b", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:first|start\w*|begin\w*|initial\w*|once|one|single|outset|early|lone|only|1|sole)\b|=\s*1\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(?:limit\w*|tend\w*|approach\w*|go(?:es|ing)?\s+to|vanish\w*|zero|unity|extreme\w*|infinit\w*|asymptot\w*)\b|→",
    re.IGNORECASE,
)
_SLOPES = ("1", "2", "-2", "1/3")
_RULES = re.compile(r"\b(?:momentum|ada-?grad|adam|rms-?prop|nesterov|sgd|ewma)\b", re.IGNORECASE)


def holds_nowhere(statement: Statement, link: Chain, sentence: str) -> bool:
    """Whether a link that speaks of no state fails for all values of its letters, and is not called a rough one."""
    plainly = spoken(sentence)[0]
    if _NEARLY.search(plainly):
        return False
    if not is_of_weights(statement, link):
        single = _is_of_rates(link) and _ENDS.search(plainly) is None
        return single and all(_fails(statement, link, each) for each in _lengths(link, sentence))
    nears = bool(_counted(link)) and comes_near(statement, link)
    return not nears and all(_fails(statement, link, each) for each in _grid(link))


def _is_of_rates(link: Chain) -> bool:
    """Whether both sides are so many times the rate, for one gradient at most: no equation to be solved."""
    gradients = {str(each) for each in applied_in(link)}
    indices = {name for each in applied_in(link) for part in each.arguments for name in names_in(part)}
    letters = {*_RATES, "eta", GRADIENT, *_counted(link)}
    small = all(part.value in (0, 1, 2) for part in walk(link) if isinstance(part, Literal))
    single = len(gradients) + (GRADIENT in names_in(link)) <= 1
    return (
        single
        and small
        and link.relations == ("=",)
        and heads_in(link) <= {GRADIENT}
        and names_in(link) <= letters
        and not bound_in(link)
        and "eta" in names_in(link)
        and len({frozenset(names_in(member) - indices - {GRADIENT}) for member in link.members}) == 1
    )


def _lengths(link: Chain, sentence: str) -> Iterator[tuple[Hypothesis, ...]]:
    """Values of the letters of a link on rates, the first step among them only where the words speak of one."""
    names = names_in(link)
    steps = _STEPS if _FIRST.search(sentence) else _STEPS[1:]
    choices = [[f"{name} = {value}" for value in _DECAYS] for name in _RATES if name in names]
    choices += [[f"{name} = {value}" for value in steps] for name in _counted(link)]
    choices += [[f"{each} = {value}" for value in _SLOPES] for each in {str(each) for each in applied_in(link)}]
    steady = [Constant(GRADIENT)] if GRADIENT in names else []
    choices += [[f"{GRADIENT} = {value}" for value in _SLOPES]] if steady else []
    for each in product(*choices):
        yield (*steady, *read_hypotheses("; ".join((*each, "eta = 1/10"))))


def _grid(link: Chain) -> Iterator[tuple[Hypothesis, ...]]:
    """Values of the letters of a link: decays from small to near 1, and steps from the first on."""
    names = names_in(link)
    choices = [[f"{name} = {value}" for value in _DECAYS] for name in _RATES if name in names]
    steps = (*_STEPS, str(FAR)) if link.relations[0] not in ("=", "≈") and not bound_in(link) else _STEPS
    choices += [[f"{name} = {value}" for value in steps] for name in _counted(link)]
    return (read_hypotheses("; ".join(each)) for each in product(*choices))


def _counted(link: Chain) -> list[str]:
    """The steps in a link that do not grow without an end."""
    endless = {part.variable for part in walk(link) if isinstance(part, Limit)}
    return [step for step in steps_in(link) if step not in endless]


def _fails(statement: Statement, link: Chain, given: tuple[Hypothesis, ...]) -> bool:
    tied = (each for each in statement.context.given if isinstance(each, Every))
    context = replace(statement.context, given=(*tied, *given), where=())
    return lettered(replace(statement, context=context), link).grade is Grade.REFUTED


def doubt_of_weights(before: str, after: str) -> str | None:
    """The word beside a formula about weights alone that may narrow it; what is supposed of gradients does not.

    >>> doubt_of_weights("Throughout, let the gradients be bounded. The weights of momentum add up to ", ".")
    >>> doubt_of_weights("The weights add up to ", " for large steps."), doubt_of_weights("It is about ", ".")
    ('for', 'about')
    """
    *earlier, last = cut_sentences(before)
    kept = [each for each in earlier if not _OF_GRADIENTS.search(each)]
    return doubt(_RULES.sub(" ", ". ".join([*kept, last])), _RULES.sub(" ", after))
