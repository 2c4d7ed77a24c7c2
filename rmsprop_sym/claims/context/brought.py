"""What the letters of a claim bring along: what was supposed where the note named them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rmsprop_sym.claims.context.accusing import for_every_step
from rmsprop_sym.claims.conventions.model import GRADIENT, Model
from rmsprop_sym.claims.expressions.formula import NATURALS, formula_in
from rmsprop_sym.claims.expressions.syntax import Chain, Name
from rmsprop_sym.claims.expressions.tree import names_in
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.words.expecting import Mean
from rmsprop_sym.claims.words.naming import Names, Naming
from rmsprop_sym.claims.words.readings import in_letters_of
from rmsprop_sym.claims.words.scope import is_freed
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.steady import is_given, is_standing
from rmsprop_sym.claims.words.wording import cut_sentences, words

_FOR_ALL = re.compile(
    r"\b(?:for|with|at|under)\s+(?:all|any|every|each|arbitrary|whatever)\s+(?:(?!if\b|when\b)[a-z]+\s+){0,3}?\$(?P<letters>[^$]+)\$"
    r"|\\forall(?P<beside>[^$]+)\$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r",|\\in(?![a-z])|[∈<>≤≥]|\\[lg]eq?(?![a-z])|\\text")


def brought_along(names: Names, formula: Formula, chain: Chain, model: Model | None) -> list[Naming]:
    """What the letters of a claim bring along that are no letters of its rule."""
    sentence = f"{cut_sentences(formula.before)[-1]} {cut_sentences(words(formula.rest))[0]}"
    if is_freed(sentence):
        return []
    hyper = model.rule.hyper if model else ()
    spoken = names_in(chain)
    names.reads(f"{formula.leading} {formula.rest}")
    return names.of(spoken - {*NATURALS, GRADIENT, *hyper})


def supposed_by(namings: Sequence[Naming], model: Model | None, mean: Mean) -> list[Hypothesis]:
    """What was supposed where letters were named, in the letters of the rule, for every step if it says so."""
    return [
        each
        for naming in namings
        for each in for_every_step(
            [in_letters_of(model, x) for x in mean.supposing(naming.supposed, model)], words(naming.said)
        )
    ]


def lasting(names: Names, model: Model | None, mean: Mean) -> list[Hypothesis]:
    """What was supposed above of a gradient that stays the same, for claims that do not speak of its letter."""
    named = dict.fromkeys(names.named.values())
    standing = [each for each in named if not each.unheard and is_standing(words(each.said))]
    found = supposed_by(standing, model, mean)
    return found if any(is_given(each) for each in found) else []


def freed(formula: Formula, model: Model | None) -> set[str]:
    r"""The letters of a rule for all values of which a formula is said to hold: for all $\beta \in (0, 1)$."""
    said = f"{cut_sentences(formula.leading)[-1]} ${formula.text}$ {cut_sentences(formula.rest)[0]}"
    texts = [text for match in _FOR_ALL.finditer(said) for text in _BETWEEN.split(match["letters"] or match["beside"])]
    chains = [chain for text in texts if (chain := formula_in(text))]
    known = (model.translated(chain) if model else chain for chain in chains)
    return {member.name for chain in known for member in chain.members if isinstance(member, Name)}
