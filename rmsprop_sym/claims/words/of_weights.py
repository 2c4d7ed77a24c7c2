"""What may narrow a formula about weights alone: nothing that is supposed of gradients."""

from __future__ import annotations

import re

from rmsprop_sym.claims.words.wording import cut_sentences, doubt

_OF_GRADIENTS = re.compile(r"^\W*throughout\b|\bgradients?\b", re.IGNORECASE)
_RULES = re.compile(r"\b(?:momentum|ada-?grad|adam|rms-?prop|nesterov|sgd|ewma)\b", re.IGNORECASE)


def doubt_of_weights(before: str, after: str) -> str | None:
    """The word beside a formula about weights alone that may narrow it; what is supposed of gradients does not.

    >>> doubt_of_weights("Throughout, let the gradients be bounded. The weights of momentum add up to ", ".")
    >>> doubt_of_weights("The weights add up to ", " for large steps."), doubt_of_weights("It is about ", ".")
    ('for', 'about')
    """
    *earlier, last = cut_sentences(before)
    kept = [each for each in earlier if not _OF_GRADIENTS.search(each)]
    return doubt(_RULES.sub(" ", ". ".join([*kept, last])), _RULES.sub(" ", after))
