"""Lines of plain text that say what a word becomes by what it was, as programs do: `sq = decay*sq + (1-decay)*g*g`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rmsprop_sym.claims.expressions.tokens import FUNCTIONS

LONGEST = 200
CONSTANTS: Mapping[str, str] = {
    "learning_rate": "lr", "learningrate": "lr", "step_size": "lr", "stepsize": "lr", "epsilon": "eps",
}  # fmt: skip
GRADIENTS = {"grad", "grads", "dx", "dw", "dtheta"}
KNOWN = {
    "lr", "alpha", "beta", "rho", "gamma", "eps", "epsilon", "eta", "mu", "nu", "lambda", "delta", "theta", "decay",
    "beta1", "beta2", *FUNCTIONS,
}  # fmt: skip
_WORD = r"[A-Za-z]+\d*(?:_[A-Za-z][A-Za-z0-9]+)*"
INDEX = r"_(?:\d+|[^\W\d_])(?!\w)|_\{[^{}]*\}|_\([^()]*\)|[ₜₖ₋₀-₉]+|\[[tk](?:\s?-\s?1)?\]"
_UPDATE = re.compile(
    rf"\s*(?:[-*+•>]\s+|\(?\w[.)]\s+|(?:or|and|then)\s+)?`?(?P<name>{_WORD})(?:{INDEX})?(?P<gap>\s*)(?P<sign>=|:=|<-|←|≔|[-+]=)"
    r"(?P<wide>\s*)(?P<right>[^=<>≈#;`]+?)[`.,;]*\s*(?:(?:#|\s(?:<--?|←|//)\s).*|(?<![-+*/(])\s{2,}(?=[A-Za-z(]).*|(?<![-+*/])\s\((?!sqrt|abs|np|math)[a-z]{3}.*|,\s.*)?$"
)
_TERM = re.compile(
    rf"\s+|(?:np|math|torch|jnp)\.(?=sqrt|square)|(?P<word>{_WORD})|(?:{INDEX})|\d[\d.]*(?:e[-+]?\d+)?|\.\d+"
    r"|\*\*|[-+−*·×/^()\[\]²√]"
)
_MODULE = re.compile(r"(?<!\w)(?:np|math|torch|jnp)\.(?=sqrt|square)")
_SUM = re.compile(r"(?<![eE*/^(])\s*[-+−]")
_BRACKETED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_OBJECT = re.compile(r"(?<![\w.])(?:self|opt|state)\.(?=[A-Za-z_])")
_RETURN = re.compile(rf"^(\s*)return\s+\(?({_WORD})(\s*-\s*[^,]+?)(?:,.*)?$")
_ADDS = {"+=", "-="}


@dataclass(frozen=True)
class Update:
    """A line that says what a word becomes by what it was, and the words beside it; one that `moves` is a step."""

    name: str
    right: str
    words: tuple[str, ...]
    moves: bool

    def is_about(self, names: set[str]) -> bool:
        """Whether every word beside its own is known, is one of the names, or is a share of 1, or a rate."""
        strange = {word for word in self.words if len(word) > 1} - {*KNOWN, *CONSTANTS, *GRADIENTS, *names}
        pattern = r"(?<!\w){}\s*[*·×]" if self.moves else r"1\s*[-−]\s*{}(?!\w)"
        return all(re.search(pattern.format(word), self.right) for word in strange)


def updates(text: str) -> list[Update]:
    r"""The updates among the lines of a text.

    >>> [(each.name, each.moves) for each in updates("sq = d*sq + (1-d)*g*g\np -= lr*g/(sqrt(sq) + eps)\nso a = b")]
    [('sq', False), ('p', True)]
    """
    found = [update for line in text.split("\n") if (update := update_of(line))]
    names = {update.name for update in found}
    return [update for update in found if update.is_about(names)]


def bare(line: str) -> str:
    """The line of a program without the object that its names belong to, and with what it returns as an update.

    >>> bare("self.sq = self.rho*self.sq + (1 - self.rho)*g**2"), bare("return w - lr*g")
    ('sq = rho*sq + (1 - rho)*g**2', 'w = w - lr*g')
    """
    return _RETURN.sub(r"\1\2 = \2\3", _OBJECT.sub("", line))


def update_of(line: str) -> Update | None:
    """The update that a line is, if it is one: all of it computes, and a word stands on both sides."""
    line = bare(line) if len(line) < LONGEST else ""
    match = _UPDATE.match(line) if len(line) < LONGEST else None
    words = _words_of(match["right"]) if match else None
    if match is None or words is None:
        return None
    name, right = match["name"], match["right"]
    others = tuple(dict.fromkeys(word for word in words if word not in {name, *FUNCTIONS, "square"}))
    signal = {*others} & {*GRADIENTS, "g"} or re.search(r"1\s*[-−]|g_", right)
    if not signal or not (name in words or match["sign"] in _ADDS) or not re.search(r"[*·×/^²]|\w \w", right):
        return None
    return Update(name, right, others, moves="sqrt" in words or "√" in right or "-=" in match["sign"])


def _words_of(right: str) -> list[str] | None:
    """The words of an expression; None if something in it does not compute."""
    words, position = list[str](), 0
    while position < len(right):
        term = _TERM.match(right, position)
        beside = re.search(r"(\w+)\s+$", right[:position])
        if term is None or (term["word"] and beside and max(len(term["word"]), len(beside[1])) > 1):
            return None
        words += [term["word"]] if term["word"] else []
        position = term.end()
    return words


def spelled_out(line: str) -> str:
    """The line with x -= a as x = x - a if a is one product.

    >>> spelled_out("x += -lr*g/(np.sqrt(v) + eps)"), spelled_out("x -= a + b")
    ('x = x - lr*g/(sqrt(v) + eps)', 'x -= a + b')
    """
    bare = _MODULE.sub("", line)
    match = _UPDATE.match(bare)
    if match is None or match["sign"] not in _ADDS:
        return bare
    right, sign = match["right"], match["sign"][0]
    if right[0] in "-−":
        right, sign = right[1:].lstrip(), {"+": "-"}.get(sign, "")
    if not sign or _SUM.search(_BRACKETED.sub("", right)):
        return bare
    return f"{bare[: match.start('name')]}{match['name']} = {match['name']} {sign} {right}{bare[match.end('right') :]}"
