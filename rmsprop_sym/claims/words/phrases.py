"""Phrases as patterns, written with names for the turns of speech that come back in many of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{([a-z_]+)\}")


def compiled(phrase: str, turns: Mapping[str, str]) -> re.Pattern[str]:
    """The phrase as a pattern, with the turns that its names stand for; small and large letters are the same.

    >>> pattern = compiled(r"the {thing} {is}", {"thing": "gradients?", "is": "(?:is|are) {how}", "how": "zero"})
    >>> bool(pattern.search("Once the gradient is zero"))
    True
    """
    while found := _NAME.search(phrase):
        phrase = f"{phrase[: found.start()]}{turns[found[1]]}{phrase[found.end() :]}"
    return re.compile(phrase, re.IGNORECASE)
