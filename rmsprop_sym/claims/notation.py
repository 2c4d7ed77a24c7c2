"""What notes call the letters of a rule: profiles, which are data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rmsprop_sym.claims.syntax import LOWERED
from rmsprop_sym.claims.tokens import GREEK, WORDS
from rmsprop_sym.rules import Rule

Profile = Mapping[str, str]

COMMON: Profile = {
    "w": "theta",
    "x": "theta",
    "lr": "rate",
    "grad": "g",
    "t": "step",
    "rho": "beta",
    "gamma": "beta",
    "decay": "beta",
}

PROFILES: Mapping[str, Profile] = {
    "v": COMMON,
    "E": {**COMMON, "E": "v"},
    "s": {**COMMON, "s": "v"},
    "default": {**COMMON, "E": "v", "s": "v"},
}

_HEAD = re.compile(r"(?P<letter>\\?[^\W\d_]+?)(?:_?\{?(?P<index>\d+)\}?)?")


@dataclass(frozen=True)
class Head:
    """The head of a column: a letter of the rule, and which parameter it belongs to."""

    letter: str
    index: int = 1


def read_head(text: str, rule: Rule, profile: Profile) -> Head | None:
    r"""The letter of the rule that the head of a column names, or None.

    >>> from rmsprop_sym.rules import RULES
    >>> read_head("E₁", RULES["rmsprop"], PROFILES["default"]), read_head(r"$\theta_2$", RULES["rmsprop"], COMMON)
    (Head(letter='v', index=1), Head(letter='theta', index=2))
    """
    plain = text.strip().strip("$*`").translate(LOWERED)
    plain = "".join(GREEK.get(character, character) for character in plain)
    match = _HEAD.fullmatch(plain)
    if match is None:
        return None
    name = match["letter"].lstrip("\\")
    name = WORDS.get(name, name)
    known = {*rule.states, *rule.hyper, "g", "rate", "step"}
    if match["index"] and f"{name}{match['index']}" in rule.hyper:
        return Head(f"{name}{match['index']}")
    candidates = (name, profile.get(name), profile.get(name.lower()), name.lower())
    letter = next((each for each in candidates if each in known), None)
    return Head(letter, int(match["index"] or 1)) if letter else None
