r"""Words that are set upright for letters: from `\text{cache} = d\,\text{cache} + (1-d)g^2` on, cache is a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.read.spelling import MEAN_SQUARES, MEANS, free_letters, is_squared
from rmsprop_sym.claims.read.updates import CONSTANTS, GRADIENTS, KNOWN

MOST_WORDS = 8
SHORT = (*"DRQLHUAZ",)  # for what is defined by a formula, and by no recurrence
_FONT = r"\\(?:text(?:rm|it|tt|sf|bf)?|math(?:rm|it|sf|tt|bf)|operatorname)"
_SET = rf"{_FONT}\s*\{{\s*(?P<word>[A-Za-z]{{2,}}(?:\\?_[A-Za-z]+)*)\s*\}}"
_INDEX = r"(?:\s*_\s*(?:\{[^{}]*\}|\w))?(?:\s*\^\s*\{\s*\(\s*\w\s*\)\s*\})?"
_WORD = re.compile(_SET)
_BECOMES = re.compile(
    rf"{_SET}{_INDEX}\s*&?\s*(?:=|:=|\\(?:leftarrow|gets|coloneqq)(?![A-Za-z]))(?P<right>(?:[^$=\\]|\\(?!\\|\]|\)|end\b|q?quad\b))*)"
)
_PASSED = {"Var", "var", "Cov", "cov", "const", "sgn", "sign", "diag", "tr", "arg", "argmin", "argmax", "erf", "std"}


def upright(text: str) -> dict[str, str]:
    r"""The letter for each word that a formula of the text defines, by the form in which it is set.

    >>> upright(r"$\text{cache}_t = d\,\text{cache}_{t-1} + (1-d)g_t^2$, $\mathrm{move}_t = 2g_t$")
    {'\\text{cache}': 'v', '\\mathrm{move}': 'D'}
    >>> upright(r"$v_t = 2\,\text{steps}$")
    {}
    """
    if "\\text" not in text and "\\math" not in text and "\\operatorname" not in text:
        return {}
    letters, free = dict[str, str](), free_letters(_WORD.sub(" ", text))
    for word, right in _defined(text):
        again = any(_bare(each["word"]) == word for each in _WORD.finditer(right))
        some = (MEAN_SQUARES if is_squared(right) else MEANS) if again else SHORT
        letter = next((each for each in some if each not in letters.values() and free(each)), None)
        if letter:
            letters.setdefault(word, letter)
    if not letters or len(letters) > MOST_WORDS:
        return {}
    fixed = {**{word: "g" for word in GRADIENTS if free("g")}, **CONSTANTS, **letters}
    return {each[0]: fixed[_bare(each["word"])] for each in _WORD.finditer(text) if _bare(each["word"]) in fixed}


def _defined(text: str) -> Iterator[tuple[str, str]]:
    """The words that stand left of a sign of equality, with what stands right of it; those of recurrences first."""
    found = [(_bare(each["word"]), each["right"]) for each in _BECOMES.finditer(text)]
    found = [each for each in found if each[0] not in KNOWN | GRADIENTS | _PASSED | {*CONSTANTS}]
    yield from sorted(found, key=lambda each: each[0] not in {_bare(m["word"]) for m in _WORD.finditer(each[1])})


def _bare(word: str) -> str:
    """The word without the strokes of its underscores."""
    return word.replace("\\_", "_")
