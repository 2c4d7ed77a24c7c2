"""What words before a chain say that it works out, and the slips that are made there: the first step, a weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.expressions.syntax import Node
from rmsprop_sym.claims.quantities.slips import Slip, is_right, slip

_ROOT, _TURNED = "the root is missing", "it is divided where it has to be multiplied"
_NO_SQUARE = "the square is missing"
_OTHER_DECAY = "the decay stands where 1 minus the decay belongs"
_TOO_EARLY, _TOO_LATE = "the exponent is one too small", "the exponent is one too large"
_IS = (
    r"\s+(?:(?:then|now|itself|there|thus|therefore|still|already)\s+)*"
    r"(?:(?:is|are|was|would\s+be|will\s+be|becomes?|equals?|comes\s+to|amounts\s+to)(?:\s+(?:of\s+)?(?:length"
    r"|size))?(?:\s+of)?"
    r"|has\s+(?:a\s+|the\s+)?(?:length|size)(?:\s+of)?|makes\s+(?:steps\s+)?of)"
    r"(?:\s+(?:only|just|about|still|then|already|exactly|therefore|thus))*\s*:?\s*$"
)
_FIRST = re.compile(
    rf"\bfirst\s+(?:step|update|move)(?:\s+(?:length|size))?{_IS}|\b(?:length|size)\s+of\s+the\s+first\s+(?:step"
    rf"|update){_IS}",
    re.IGNORECASE,
)
_STEP = re.compile(
    rf"\b(?<!first\s)(?:step(?:\s+(?:length|size))?|update|effective\s+(?:learning\s+)?rate){_IS}"
    r"|\b(?:makes?|takes?|making|taking)\s+(?:still\s+)?steps\s+of(?:\s+(?:length|size))?\s*$",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"\b(?:weight|coefficient|factor)(?:\s+(?:of|is|equals|at|in|there|it)|\s+\$[^$]*\$|\s+[a-z](?:_\w+)?)*\s*:?\s*$",
    re.IGNORECASE,
)
_OF_FIRST = re.compile(
    r"\bfirst\s+(?:squared\s+)?gradient|\bg_?\{?1\}?(?:\s*\^\s*\{?2\}?)?(?!\d)|\bfirst\s+(?:square"
    r"|gradient\s+square|term)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?P<age>\d+)\s+steps\s+(?:old|ago|back|earlier)\b|\bage\s+(?:of\s+)?\$?(?P<years>\d+)\b", re.IGNORECASE
)
_T = re.compile(
    r"(?:\b(?:at|for|with|when|after|of|in|and)\s+(?:step\s+|time\s+)?\$?\s*[tnT]\s*=\s*(?P<t>\d+)"
    r"|\b(?:at|in|after|of)\s+step\s+\$?(?P<step>\d+)|\bafter\s+\$?(?P<after>\d+)\$?\s+(?:steps|updates))",
    re.IGNORECASE,
)
STEADY = re.compile(
    r"\b(?:constant|steady)\s+(?:\$?g\b|gradients?|slope)|\bgradient\s+(?:is|stays)\s+constant", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"\b(?:without|forg\w*|omit\w*|miss\w*|wrong\w*|mistak\w*|no\s+root|not|never|squared?\s+of\s+the\s+step"
    r"|inverse|variance)\b|\?",
    re.IGNORECASE,
)
_FIRSTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "rmsprop": (
        "eta/sqrt(1 - beta)",
        {
            "eta/(1 - beta)": _ROOT,
            "eta*sqrt(1 - beta)": _TURNED,
            "eta*(1 - beta)": _TURNED,
            "eta/sqrt(beta)": _OTHER_DECAY,
            "eta/beta": f"{_OTHER_DECAY}, and {_ROOT}",
            "eta/sqrt(1 - beta^2)": "the decay is squared",
        },
    ),
    "rmsprop_centred": (
        "eta/sqrt(beta*(1 - beta))",
        {
            "eta/(beta*(1 - beta))": _ROOT,
            "eta*sqrt(beta*(1 - beta))": _TURNED,
            "eta/(1 - beta)": "the square of the mean is not subtracted, and the root is missing",
        },
    ),
    "adagrad": ("eta", {}),
}
_LATER = (
    "eta/sqrt(1 - beta^t)",
    {
        "eta/(1 - beta^t)": _ROOT,
        "eta*sqrt(1 - beta^t)": _TURNED,
        "eta*(1 - beta^t)": _TURNED,
        "eta/sqrt(beta^t)": _OTHER_DECAY,
        "eta/beta^t": f"{_OTHER_DECAY}, and {_ROOT}",
    },
)
_SUMMED = ("eta/sqrt(t)", {"eta/t": _ROOT, "eta*sqrt(t)": _TURNED, "eta*t": _TURNED})
_OLD = (
    "(1 - beta)*beta^n",
    {
        "(1 - beta)*beta^(n + 1)": _TOO_LATE,
        "(1 - beta)*beta^(n - 1)": _TOO_EARLY,
        "beta^n": "the factor 1 minus the decay is missing",
        "beta*(1 - beta)^n": "the decay and 1 minus the decay are exchanged",
    },
)


@dataclass(frozen=True)
class Setting:
    """What is known where a chain stands: the rule, the values of its letters, and whether the gradient is constant."""

    rule: str
    values: Mapping[str, Fraction]
    steady: bool = False


def misplaced(said: Node, before: str, settings: Sequence[Setting], *, per_rate: bool) -> Slip | None:
    """The slip in a number that words before it call a step or a weight; None if it is right in any of the settings.

    A number is one of rates if its letter was left out, and may be one in any case.
    """
    sentence = re.split(r"(?<=[.!?])\s", before)[-1]
    if _OTHERWISE.search(sentence):
        return None
    units = [{"eta": Fraction(1)}] if per_rate else [{}, {"eta": Fraction(1)}]
    found = []
    for setting in settings:
        for what, formula, slips, more in _meant(sentence, setting):
            for values in ({**setting.values, **more, **unit} for unit in units):
                if is_right(said, formula, values):
                    return None
                found.append(slip(what, said, formula, slips, values))
    return next(filter(None, found), None)


def _meant(sentence: str, setting: Setting) -> Iterator[tuple[str, str, Mapping[str, str], Mapping[str, Fraction]]]:
    """The quantity that the words at the end of a sentence name, its formula, its slips, and what else is known."""
    if _FIRST.search(sentence):
        if setting.rule in _FIRSTS:
            yield "the first step", *_FIRSTS[setting.rule], {}
    elif _STEP.search(sentence) and setting.steady and (steps := _steps(sentence)):
        formula, slips = _SUMMED if setting.rule == "adagrad" else _LATER
        if setting.rule in ("rmsprop", "adagrad"):
            yield "that step", formula, slips, {"t": Fraction(steps)}
    elif _WEIGHT.search(sentence) and setting.rule == "rmsprop":
        steps, age = _steps(sentence), _AGE.search(sentence)
        if age:
            yield "that weight", *_OLD, {"n": Fraction(age["age"] or age["years"])}
        elif steps and _OF_FIRST.search(sentence):
            yield "that weight", *_OLD, {"n": Fraction(steps - 1)}


def _steps(sentence: str) -> int:
    """The step of which a sentence speaks last; 0 if of none."""
    found: Sequence[re.Match[str]] = list(_T.finditer(sentence))
    return int(found[-1]["t"] or found[-1]["step"] or found[-1]["after"]) if found else 0
