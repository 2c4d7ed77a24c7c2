"""Steps in time: how many there are a second, and what words say of seconds, minutes and hours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.quantities.elements import ABOUT

_STEPS = r"(?:optimi[sz]er |training |gradient )?(?:steps|updates|iterations|(?:mini-?)?batches)"
_TIMES = {"ms": Fraction(1, 1000), "s": Fraction(1), "min": Fraction(60), "h": Fraction(3600), "d": Fraction(86400)}
EPOCH = Fraction(10) ** 12  # longer than all times: it is not known how long, and is never mixed with them
_TIMES["epoch"] = EPOCH
_NAMES = {
    "millisecond": "ms",
    "msec": "ms",
    "second": "s",
    "sec": "s",
    "minute": "min",
    "hour": "h",
    "hr": "h",
    "day": "d",
}
_UNIT = rf"(?:{'|'.join([*_NAMES, 'min', 'epoch'])})s?|ms|s|h"
_PACE = re.compile(
    rf"(?P<rate>(?<![\w.])\d+(?:\.\d+)?) {_STEPS} (?:per|an?|each|every|in an?|in one|/) ?(?P<per>{_UNIT})\b"
    r"|(?P<hertz>(?<![\w.])\d+(?:\.\d+)?) ?Hz\b"
    r"|\b(?:each|every|one|an?|per|single) (?:training |gradient )?(?:step|update|iteration|(?:mini-?)?batch)"
    r" (?:takes|lasts|needs|costs)"
    rf" (?:about )?(?P<many>\d+(?:\.\d+)?) ?(?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_TIME = re.compile(rf"{ABOUT}(?<![\w.])(?P<n>\d+(?:\.\d+)?) ?(?P<unit>{_UNIT})(?![\w/]| ?\^)")


@dataclass(frozen=True)
class Time:
    """A time in a text, its digits, and how many seconds its unit has."""

    start: int
    end: int
    text: str
    unit: Fraction
    about: bool = False


def pace(texts: Iterable[str]) -> Fraction | None:
    """The steps in a second by the last text that says how many; None if none does, or one says several.

    >>> pace(["We make 300 steps a minute."]), pace(["It runs at 200 Hz."]), pace(["Each step takes 20 ms."])
    (Fraction(5, 1), Fraction(200, 1), Fraction(50, 1))
    >>> pace(["It runs."])
    """
    for text in texts:
        found = {_steps(match) for match in _PACE.finditer(text)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def is_mixed(steps: Fraction) -> bool:
    """Whether a number of steps comes of epochs and of times.

    >>> is_mixed(20 * EPOCH), is_mixed(Fraction(20))
    (True, False)
    """
    return not 1 / EPOCH < steps * steps < EPOCH


def without_pace(text: str) -> str:
    """The text with marks for what says how many steps there are a second."""
    return _PACE.sub(lambda match: "#" * len(match[0]), text)


def times(text: str) -> list[Time]:
    """The times in plain words, in order.

    >>> [(each.text, str(each.unit)) for each in times("it takes about 3.5 s, or 20 ms")]
    [('3.5', '1'), ('20', '1/1000')]
    """
    return [
        Time(match.start("n"), match.end(), match["n"], _TIMES[_short(match["unit"])], bool(match["about"].strip()))
        for match in _TIME.finditer(text)
    ]


def _steps(match: re.Match[str]) -> Fraction:
    """How many steps a second are said."""
    if match["hertz"]:
        return Fraction(match["hertz"])
    if match["rate"]:
        return Fraction(match["rate"]) / _TIMES[_short(match["per"])]
    return 1 / (Fraction(match["many"]) * _TIMES[_short(match["unit"])])


def _short(unit: str) -> str:
    """The short name of a unit of time."""
    unit = unit.lower()
    return unit if unit in _TIMES else _NAMES.get(unit.removesuffix("s"), unit.removesuffix("s"))
