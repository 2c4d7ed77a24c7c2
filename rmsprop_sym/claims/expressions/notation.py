"""What notes call the letters of a rule: profiles, which are data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rmsprop_sym.claims.expressions.syntax import LOWERED
from rmsprop_sym.claims.expressions.tokens import GREEK, WORDS

if TYPE_CHECKING:
    from rmsprop_sym.claims.expressions.tree import Node
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

CORRECTED: Mapping[str, Mapping[str, tuple[str, str]]] = {  # a mean over the sum of its weights, and its decay
    "adam": {"mhat": ("m", "beta1"), "vhat": ("v", "beta2")},
    "momentum": {"mhat": ("m", "beta")},
    "rmsprop_bias_corrected": {"vhat": ("v", "beta")},
}

PHRASES: Profile = {
    "iteration": "step",
    "iter": "step",
    "k": "step",
    "n": "step",
    "#": "step",
    "gradient": "g",
    "gradients": "g",
    "learningrate": "rate",
    "effectivelr": "rate",
    "efflr": "rate",
    "effectiverate": "rate",
    "effectivelearningrate": "rate",
    "parameter": "theta",
    "weight": "theta",
}

# Of which letter it is made.
DERIVED: Mapping[str, str] = {"sqrt(v)": "v", "sqrt(G)": "G", "change": "theta", "g^2": "g"}

HARMLESS = {
    "loss",
    "error",
    "accuracy",
    "note",
    "notes",
    "remark",
    "comment",
    "epoch",
    "batch",
    "time",
    "rms",
    "f",
    "y",
}

_WORDED = re.compile(
    r"(?:(?:step|schritt|iteration|gradients?|grad|parameter|weight)\s+(\$[^$]+\$|[tkngwθ])|"
    r"(\$[^$]+\$|[^\W\d_]\w?)\s+\((?:step|gradient|parameter|weight|mean square|running mean|accumulator)\))",
    re.IGNORECASE,
)
_ROOT = re.compile(r"\\sqrt\s*(?:\{(.+)\}|(\S+))|√\s*(?:\((.+)\)|(\S+))")
_CHANGE = re.compile(r"(?:\\Delta(?![A-Za-z])|Δ)\s*(.+)")
_SQUARE = re.compile(r"(g(?:_\{?\w\}?|ₜ)?)\s*(?:²|\^\{?2\}?)(_\{?\w\}?)?")
_MEAN = re.compile(r"(?:\\mathbb\{E\}|E)\s*\[\s*g\s*(?:\^\{?2\}?|²)\s*\]")
_FONT = re.compile(r"\\(?:mathbf|boldsymbol|bm|mathrm|mathit|text|vec)\s*\{\s*(\\?[A-Za-z]+)\s*\}")
_HAT = re.compile(r"\\(?:wide)?hat\s*\{?\s*([mv])\s*\}?|([mv])\u0302")
_TIME = re.compile(r"_\{?[tkn](?:,(?=\d))?\}?(?![A-Za-z])|(?<=\d),[tkn](?=\})|ₜ|\^\{?\([tkn]\)\}?|\([tkn]\)")
_HEAD = re.compile(r"(?P<letter>\\?[^\W\d_]+?|#)(?:_?\{?(?P<index>\d+)\}?)?")


@dataclass(frozen=True)
class Head:
    """The head of a column: a letter of the rule and which parameter it belongs to, or a formula.

    A `vague` one is known by its words alone.
    """

    letter: str
    index: int = 1
    formula: Node | None = field(default=None, compare=False, repr=False)
    vague: bool = field(default=False, compare=False, repr=False)


def read_head(text: str, rule: Rule, profile: Profile) -> Head | None:
    r"""The letter of the rule that the head of a column names, or None.

    >>> from rmsprop_sym.rules import RULES
    >>> read_head("E₁", RULES["rmsprop"], PROFILES["default"]), read_head(r"$\theta_2$", RULES["rmsprop"], COMMON)
    (Head(letter='v', index=1), Head(letter='theta', index=2))
    >>> read_head(r"$\hat{m}_t$", RULES["adam"], COMMON).letter
    'mhat'
    >>> read_head(r"$\sqrt{v_t}$", RULES["rmsprop"], COMMON), read_head("Δθ", RULES["rmsprop"], COMMON)
    (Head(letter='sqrt(v)', index=1), Head(letter='change', index=1))
    >>> read_head(r"$\mathbb{E}[g^2]_t$", RULES["rmsprop"], COMMON | {"E": "v"}).letter
    'v'
    """
    worded = _WORDED.fullmatch(text.strip())
    return _derived(worded[1] or worded[2] if worded else text, rule, profile)


def _derived(text: str, rule: Rule, profile: Profile) -> Head | None:
    """What is made of a letter, such as a root or a change, or the letter itself."""
    bare = text.strip().strip("$*` ")
    for pattern, name in ((_ROOT, "sqrt({})"), (_CHANGE, "change"), (_SQUARE, "g^2")):
        match = pattern.fullmatch(bare)
        inner = _letter("".join(filter(None, match.groups())), rule, profile) if match else None
        if inner:
            made = name.format(inner.letter)
            return Head(made, inner.index) if inner.letter == DERIVED.get(made) else None
    return _letter(text, rule, profile)


def is_harmless(text: str) -> bool:
    """Whether a column so called tells nothing of the run.

    >>> is_harmless("Loss"), is_harmless("weight decay")
    (True, False)
    """
    return text.strip().strip("$*`").lower() in HARMLESS


def _letter(text: str, rule: Rule, profile: Profile) -> Head | None:
    """The letter that the text is."""
    bare = _HAT.sub(r"\1\2hat", _MEAN.sub("E", text.strip().strip("$*`")))
    plain = _TIME.sub(_kept_index, _FONT.sub(r"\1", bare))
    plain = "".join(plain.split()).translate(LOWERED)
    plain = "".join(GREEK.get(character, character) for character in plain)
    match = _HEAD.fullmatch(plain)
    if match is None:
        return None
    name = match["letter"].lstrip("\\")
    name = WORDS.get(name, name)
    if match["index"] and f"{name}{match['index']}" in rule.hyper:
        return Head(f"{name}{match['index']}")
    letter = letter_of(name, rule, profile)
    return Head(letter, int(match["index"] or 1)) if letter else None


def letter_of(name: str, rule: Rule, profile: Profile) -> str | None:
    """The letter of the rule that a name stands for, or None.

    >>> from rmsprop_sym.rules import RULES
    >>> letter_of("w", RULES["sgd"], COMMON), letter_of("q", RULES["sgd"], COMMON)
    ('theta', None)
    """
    known = {*rule.states, *rule.hyper, *CORRECTED.get(rule.name, ()), "g", "rate", "step"}
    usual = PHRASES.get(name.lower()) if name not in rule.hyper else None
    lower = name if name == "G" else name.lower()  # a sum of squares is no gradient
    bare = profile.get(name.removesuffix("hat")) if name.endswith("hat") else None
    candidates = (name, profile.get(name), profile.get(lower), lower, usual, bare and f"{bare}hat")
    return next((each for each in candidates if each in known), None)


def _kept_index(match: re.Match[str]) -> str:
    """What is left of an index when the time is taken out of it: the number of the parameter."""
    return "_{" if match[0].startswith("_{") and match[0].endswith(",") else ""
