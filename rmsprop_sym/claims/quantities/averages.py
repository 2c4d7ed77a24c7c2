"""The running means and sums that a note keeps, as its words and formulas say, and what their decays are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_LETTER = r"[A-Za-z]+(?:\[g\^2\])?"
_AT = r"(?:_\(?[tkniT]\)?|\[[tkniT]\])?"
_BEFORE = r"(?:_\(?[tkniT] ?- ?1\)?|\[[tkniT] ?- ?1\])?"
_DECAY = r"(?:[a-z]+(?:_?[12])?|0?\.\d+)"
_TIMES = r" ?\*? ?"
_SIGNAL = rf"(?P<what>(?:g|grad){_AT}(?: ?\^ ?2| ?\* ?(?:g|grad){_AT}(?!\w))?)(?![\w^*/(]| ?[*/^])"
_MEAN = re.compile(
    rf"(?<![\w\\])(?P<name>{_LETTER}){_AT} ?&?:?= ?(?P<decay>{_DECAY}){_TIMES}(?P=name){_BEFORE} ?\+ ?"
    rf"(?:\( ?1 ?- ?(?P=decay) ?\)|(?P<rest>0?\.\d+)){_TIMES}{_SIGNAL}"
)
_SUM = re.compile(
    rf"(?<![\w\\])(?P<name>{_LETTER}){_AT} ?&?:?= ?(?:(?P=name){_BEFORE} ?\+ ?g{_AT} ?\^ ?2"
    r"|sum_?(?:\([^()]*\)|\w)?(?:\^\(?\w\)?)? ?g_\w ?\^ ?2)(?![\w^*/(])"
)
_OTHER_MEMORY = re.compile(  # a buffer that is no mean: u_t = 0.8 u_(t-1) + g_t/sqrt(v_t)
    rf"(?<![\w\\])(?P<name>{_LETTER}){_AT} ?&?:?= ?(?P<decay>{_DECAY}){_TIMES}(?P=name){_BEFORE} ?[+-]"
)
_VALUE = re.compile(
    r"(?<![\w*/^\[{+-])(?<![\w*/^(+-]\()(?<![*/^(+-] )"
    r"(?P<names>[a-z]+(?:_?[12])?(?: ?= ?[a-z]+(?:_?[12])?)*) ?= ?(?P<value>(?:\d+)?\.\d+(?:e-\d+)?|\d+e-\d+)"
    r"(?![\d^])(?! ?[*/+^<>=≈-])"
)
_ALTERED = re.compile(
    r"(?<![A-Za-z])(?!what|that|chat)[A-Za-z]{1,5}hat(?:_t|_\(t\))? ?=|sqrt\( ?\w+(?:_t)? ?- ?\w+(?:_t)? ?\^ ?2"
    r"|\b[A-Za-z]\w* - [A-Za-z]\w*\^2"
)
_CENTRED = re.compile(r"(?<!\w)[A-Za-z](?:_t)? ?- ?[A-Za-z](?:_t)? ?\^ ?2(?! ?\*)")
_LOCAL = re.compile(r"(?:^|[.;:,] ?|\b(?:and|but|while) )(?:for|with|at|if|when|once) (?:\w+ ){0,3}$", re.IGNORECASE)
LEAST_DECAY = 0.5
OTHER_DECAY = re.compile(  # a decay that is said, and not as a letter with its decimals
    r"^\W*(?:there|in (?:that|this) case)\b(?! (?:is|are)\b)"
    r"|\b1 ?- ?(?:beta|rho|gamma|alpha|decay)(?:_?\d)? ?[=≈]|\bdecay (?:factor |rate )?of 0?\.\d"
    r"|\b(?:beta|rho|gamma)(?:_?\d)? ?= ?\d+ ?/"
    r"|\b(?:beta|rho|gamma|decay)(?:_?\d)? (?:(?:is )?equal to|at|is|were|was) 0?\.\d"
    r"|\b(?:for|with|at|by|under|of|in) (?:the |a |our |its |their )*(?:larger|smaller|bigger|other|slower|faster"
    r"|longer|shorter|default) (?:decay|beta|rho|gamma|one)\b",
    re.IGNORECASE,
)
USUAL = {"beta", "rho", "gamma", "decay", "beta1", "beta2"}


@dataclass(frozen=True)
class Average:
    """A running mean of gradients or of their squares, by its letter; a sum of squares has no decay."""

    name: str
    order: int
    decay: str

    @property
    def is_sum(self) -> bool:
        """Whether nothing is forgotten."""
        return not self.decay


@dataclass
class Averages:
    """The means of a note so far, by their letters, and the values that its decays were said to have, in order.

    They are `altered` if the denominator is not the root of one of them, but of what is
    corrected, or `centred`: a square is taken from it.
    The `buffers` are what fades by a decay and is no mean: the momentum of a heavy ball. The values that are `lasting`
    were said for more than a sentence.
    """

    kept: dict[str, Average] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    altered: bool = False
    buffers: dict[str, str] = field(default_factory=dict)
    centred: bool = False
    lasting: set[tuple[str, str]] = field(default_factory=set)

    def hears(self, text: str) -> None:
        """Takes notice of a text in plain words.

        >>> averages = Averages()
        >>> averages.hears("With rho = 0.9 we keep s_t = rho s_(t-1) + (1-rho) g_t^2, and G_t = G_(t-1) + g_t^2.")
        >>> [(each.name, each.order, each.decay) for each in averages.kept.values()], averages.values
        ([('s', 2, 'rho'), ('G', 2, '')], {'rho': ['0.9']})
        >>> averages.hears("r[k] := d * r[k-1] + (1 - d) * g[k]^2")
        >>> averages.kept["r"].decay
        'd'
        """
        self.altered = self.altered or _ALTERED.search(text) is not None
        for each in averages_in(text):
            self.kept.pop(each.name, None)
            self.kept[each.name] = each
        for match in _OTHER_MEMORY.finditer(text):
            if match["name"] not in self.kept:
                self.buffers[match["name"]] = plain_name(match["decay"])
        self.centred = self.centred or _CENTRED.search(text) is not None
        self.lasting |= {*settings_in(text)}
        for name, value in decays_in(text):
            if value not in (said := self.values.setdefault(name, [])):
                said.append(value)

    @property
    def squares(self) -> list[Average]:
        """The means of squares."""
        return [each for each in self.kept.values() if each.order == 2 and not each.is_sum]

    @property
    def _alpha(self) -> set[str]:
        """Alpha, if all its values are near 1, as no rate is."""
        said = self.values.get("alpha", [])
        return {"alpha"} if said and all(float(value) >= LEAST_DECAY for value in said) else set()

    @property
    def decays(self) -> list[str]:
        """What the decays are called; as many notes do, if the note has defined no mean."""
        found = dict.fromkeys(each.decay for each in self.kept.values() if each.decay)
        found |= dict.fromkeys(self.buffers.values())
        more = {"beta1", "beta2"} if found else USUAL | self._alpha
        return [*found, *(name for name in self.values if name in more and name not in found)]


def averages_in(text: str) -> Iterator[Average]:
    """The means and sums that a text in plain words defines."""
    found: list[tuple[int, Average]] = []
    for match in _MEAN.finditer(text):
        if match["rest"] and float(match["rest"]) + float(_number(match["decay"])) != 1:
            continue
        order = 2 if "^" in match["what"] or "*" in match["what"] else 1
        found.append((match.start(), Average(match["name"], order, plain_name(match["decay"]))))
    found += [(match.start(), Average(match["name"], 2, "")) for match in _SUM.finditer(text)]
    yield from (each for _, each in sorted(found, key=lambda pair: pair[0]))


def decays_in(text: str) -> Iterator[tuple[str, str]]:
    """The letters of a text in plain words that are said to be a number between 0 and 1, each with that."""
    for match in _VALUE.finditer(text):
        for name in re.split(r" ?= ?", match["names"]):
            if 0 < float(match["value"]) < 1:
                yield plain_name(name), match["value"]


def settings_in(text: str) -> list[tuple[str, str]]:
    """The values of decays that a text in plain words sets for more than a sentence.

    >>> settings_in("Let beta = 0.9. For rho = 0.5 it is short.")
    [('beta', '0.9')]
    """
    kept = _VALUE.sub(lambda match: " " * len(match[0]) if _LOCAL.search(text[: match.start()]) else match[0], text)
    return list(decays_in(kept))


def plain_name(name: str) -> str:
    """The name of a decay in one way: beta_1 is beta1.

    >>> plain_name("beta_1")
    'beta1'
    """
    return name.replace("_", "")


def worth(decay: str, said: Sequence[str]) -> list[str]:
    """The values that a decay may have; one that is a number is worth that."""
    return [decay] if decay[:1] in "0." and decay else list(dict.fromkeys(said))


def _number(text: str) -> str:
    """The text, if it is a number, else one that makes no sum of one."""
    return text if re.fullmatch(r"0?\.\d+", text) else "9"
