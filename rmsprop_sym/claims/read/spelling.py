"""Words that the formulas of a plain note have for letters: from `sq = decay*sq + (1-decay)*g*g` on, sq is a letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.read.updates import CONSTANTS, GRADIENTS, INDEX, KNOWN, bare, spelled_out, update_of, updates

MOST_WORDS = 8
MEAN_SQUARES, MEANS, PARAMETERS, DECAYS, RATES = (
    (*"vrsqaz",),
    (*"muhqc",),
    (*"xw",),
    ("beta", "rho", *"dac"),
    ("lr", *"ah"),
)
SPOKEN = {"decay", "mean", "average", "state", "history", "smoothing", "momentum", "avg", "running"}
_SQUARED = re.compile(r"(?:\*\*|\^)\s*\{?2|²|square|(?<!\w)([A-Za-z]\w*)\s*[*·×]\s*\1(?!\w)")
_OPERATED = r"\s*[-+*/^)=]"


@dataclass(frozen=True)
class Spelling:
    """The letter for each word that a note has for one."""

    letters: Mapping[str, str]

    def __bool__(self) -> bool:
        """Whether the note has such words."""
        return bool(self.letters)

    def text(self, text: str) -> str:
        """The text with letters for its words, each line as long as before.

        >>> spelling("sq = 0.9*sq + 0.1*g^2").text("so sqrt(sq) <= sq_1")
        'so sqrt(v ) <= v_1 '
        """
        return "\n".join(map(self._line, text.split("\n")))

    def _line(self, text: str) -> str:
        """The line with letters for its words; one that says what a letter becomes has all its blanks at its end."""
        if update_of(text):
            return spelled_out(self._spelled(bare(text), lambda a, b, _: a + b)).ljust(len(text))
        return self._spelled(text, lambda letter, index, width: f"{letter}{index}".ljust(width))

    def line(self, line: Line) -> Line:
        """The line with letters for its words."""
        return replace(line, text=self.text(line.text))

    def table(self, table: Table) -> Table:
        """The table with letters for the words in its head."""
        head = (replace(cell, text=self._spelled(cell.text, lambda a, b, _: a + b)) for cell in table.head)
        return replace(table, head=tuple(head)) if self else table

    def _spelled(self, text: str, written: Callable[[str, str, int], str]) -> str:
        """The text with each word written as its letter, with its index and its width."""
        if not self:
            return text
        pattern = _words(tuple(sorted(self.letters, key=len, reverse=True)))
        return pattern.sub(
            lambda match: written(self.letters[match["word"]], match["index"] or "", len(match[0])), text
        )


def spelling(text: str) -> Spelling:
    """The letters for the words that the updates of a text are about; a letter that it has already is left alone.

    >>> dict(spelling("cache = d*cache + (1-d)*dx**2").letters)
    {'cache': 'v', 'dx': 'g'}
    >>> dict(spelling("v = b*v + (1-b)*g*g").letters), dict(spelling("the rate = the mean rate").letters)
    ({}, {})
    """
    found = updates(text)
    free, letters = free_letters(text), dict[str, str]()
    named = {update.name for update in found}
    for update in found:
        if update.moves and update.name not in {"x", "w", "theta"}:
            _give(letters, update.name, PARAMETERS, free)
        elif not update.moves and len(update.name) > 1 and update.name not in KNOWN:
            _give(letters, update.name, MEAN_SQUARES if is_squared(update.right) else MEANS, free)
        for word in update.words:
            if word in GRADIENTS and (free("g") or letters.get(word) == "g"):
                letters[word] = "g"
            elif word in CONSTANTS:
                letters[word] = CONSTANTS[word]
            elif word not in named | KNOWN | GRADIENTS and len(word) > 1:
                _give(letters, word, RATES if update.moves else DECAYS, free)
    for word in {word for update in found for word in update.words if word not in named and len(word) > 1}:
        alias = re.search(rf"(?<![\w^*/])([a-z])\s*(?:=|:=)\s*{re.escape(word)}(?=\s*(?:[.,;)]|$))", text, re.MULTILINE)
        if alias:
            letters[word] = alias[1]
    return Spelling(letters if len(letters) <= MOST_WORDS else {})


def _give(letters: dict[str, str], word: str, some: Sequence[str], free: Callable[[str], bool]) -> None:
    """Gives the word a letter that nothing else has, if there is one."""
    if word not in letters:
        fitting = (each for each in some if len(each) <= len(word) and each not in letters.values())
        letter = next(filter(free, fitting), None)
        if letter:
            letters[word] = letter


def free_letters(text: str) -> Callable[[str], bool]:
    """Whether a letter, or its name, does not stand alone in the text.

    >>> [letter for letter in "vrs" if free_letters("with v and s_t")(letter)]
    ['r']
    """
    taken = {*re.findall(r"(?<![A-Za-z\\'’])[A-Za-z]+(?![A-Za-z'’])", text)}
    return lambda letter: letter not in taken


def is_squared(right: str) -> bool:
    """Whether something is squared in an expression.

    >>> is_squared("(1-d)*g*g"), is_squared("(1-d)*g")
    (True, False)
    """
    return _SQUARED.search(right) is not None


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words wherever they stand, and those of the language where something is computed with them."""
    found = "|".join(re.escape(word) for word in words)
    spoken = "|".join(re.escape(word) for word in words if word in SPOKEN) or "(?!)"
    computed = rf"(?<=[(*/^=+√|])|(?<=[*/=+^−-]\s)|(?=(?:{found})(?:{INDEX})?{_OPERATED})|(?!(?:{spoken})(?!\w))"
    return re.compile(
        rf"(?<![\w\\.$@])(?<![A-Za-z]-)(?:{computed})(?P<word>{found})(?![A-Za-z0-9]|_[A-Za-z]{{2}}|['’-][A-Za-z])(?P<index>{INDEX})?(?!_)"
    )
