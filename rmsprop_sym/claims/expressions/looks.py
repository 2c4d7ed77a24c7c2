r"""The looks of LaTeX taken off a formula: fonts, brackets of any size, hats, and signs that have several forms.

Every part keeps its place, for what is rewritten is as long as before.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rmsprop_sym.claims.expressions.moments import VARIANCE
from rmsprop_sym.claims.expressions.tokens import CHANGED, FUNCTIONS, GREEK, INFINITE, LATIN, WORDS

OPENED = "⁅"  # the bracket of an index: s[n]
HATTED = "abdeEGmMpqrsSuvV"  # a mean over the sum of its weights
_BARRED = "gmvsaxu"  # a mean, by what it is the mean of
_MEANS = {*(f"{letter}hat" for letter in HATTED), *(f"{letter}bar" for letter in _BARRED)}
KNOWN = {CHANGED, VARIANCE, "lr", "rate", "decay", "pi", *_MEANS, *GREEK.values(), *WORDS, *FUNCTIONS, *INFINITE} - {
    "sum",
    "limit",
}
_CHANGE_ALONE = re.compile(r"\\Delta(?=\s*_)")
_BLANK = re.compile(
    r"\\(?:left|right|[bB]ig{1,2}[lrm]?|limits|nolimits|displaystyle|textstyle|nonumber|notag|q?quad)(?![A-Za-z])"
    r"|\\[,;:! ]|\\(?:label|tag)\{[^{}]*\}|[&~]"
)
_FONT = re.compile(
    r"\\(?:mathbf|boldsymbol|bm|mathrm|mathit|mathsf|mathbb|text|textrm|operatorname|vec)\s*\{\s*(\\?[A-Za-z]+)\s*\}"
)
_BARE_FONT = re.compile(r"\\math(?:bb|bf|rm|sf|it)\s+([A-Za-z])(?![A-Za-z])")
_HAT = re.compile(rf"\\(?:wide)?hat\s*(?:\{{\s*([{HATTED}])\s*\}}|([{HATTED}])(?![A-Za-z]))")
_BAR = re.compile(rf"\\(?:bar|overline)\s*(?:\{{\s*([{_BARRED}])\s*\}}|([{_BARRED}])(?![A-Za-z]))")
_MEAN = re.compile(r"E\s*[\[(]\s*g\s*(?:\^\s*\{?\s*2\s*\}?|²)\s*[\])]\s*(?=[_^]|ₜ)")
_MEAN_OF = re.compile(r"(?<![A-Za-z\\])(E|Var)\s{4,}([\[(])")  # from E\left[ and the like
_AT = re.compile(
    r"(?<=[A-Za-zθ)])(?<!E)(?<!sqrt)(?<!Var)\[(\s*(?:[tnkijT](?:\s*[-+−]\s*(?:\d+|[tnkij]))?|[-−]?\d+)\s*)\]"
)
_SPREAD = re.compile(
    r"\\Var(?![A-Za-z])|\\mathbb\s*(?:\{V\}|V(?![A-Za-z]))|\\operatorname\{V\}|\\(?:operatorname|mathrm|text)\{var\}"
)
_EXPECTED = re.compile(r"\\E(?![A-Za-z])|𝔼")
_FIXED = re.compile(
    r"(?<![A-Za-z\\])([abcdehmpqrsuvyzEGMRSV]\s*)"
    r"[_^]\s*(?:\*(?![\w({*])|\{\s*(?:\*|\\ast|\\star)\s*\}|\\(?:ast|star)(?![A-Za-z]))"
)
_STEP = re.compile(r"\^\{\s*\(([^(){}]*)\)\s*\}|\^\(([^(){}]*)\)(?=\s|$|[-+=])")
_FROM = re.compile(r"((?:\\to|\\rightarrow|→)\s*[01])\s*\^\s*(?:[-+−]|\{\s*[-+−]\s*\})")
_CLIMBS = re.compile(r"\\(?:up|down|ne|se)arrow(?![A-Za-z])|[↑↓↗↘]")
_SQUARE = re.compile(
    r"(?<![A-Za-z\\])([A-Za-z])(\^(?:2|\{2\}))(_(?:\w|\{[^{}]*\}))|([A-Za-z])(²)(_(?:\w|\{[^{}]*\})|[ₜ₀-₉])"
)


def plain(text: str) -> str:
    r"""The formula, as long as before, without what LaTeX needs for its looks.

    >>> plain(r"\left| \mathbf{g}^2_t \right|")
    '     |          g_t^2       |'
    """
    for pattern, rewritten in _REWRITTEN:
        text = pattern.sub(_as_long(rewritten), text)
    return text


def _as_long(rewritten: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """The same rewriting, filled up with blanks to the length of what it replaces."""
    return lambda match: rewritten(match).ljust(len(match[0]))


def _upright(whole: str, word: str) -> str:
    """A letter or a known word out of its font; a word of a sentence stays what it is, and is not read."""
    return word.rjust(len(whole)) if len(word.lstrip("\\")) == 1 or is_known(word.lstrip("\\")) else whole


_REWRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_BLANK, lambda _: ""),
    (_SPREAD, lambda match: VARIANCE.rjust(len(match[0]))),
    (_EXPECTED, lambda match: "E".rjust(len(match[0]))),
    (re.compile(r"\\langle(?![A-Za-z])"), lambda match: "E(".rjust(len(match[0]))),
    (re.compile(r"\\rangle(?![A-Za-z])"), lambda _: ")"),
    (_FONT, lambda match: _upright(match[0], match[1])),
    (_BARE_FONT, lambda match: match[1].rjust(len(match[0]))),
    (_HAT, lambda match: f" {match[1] or match[2]}hat"),  # a command may stand right before it
    (_BAR, lambda match: f" {match[1] or match[2]}bar"),
    (_MEAN, lambda _: "E"),
    (_CHANGE_ALONE, lambda _: f" {CHANGED}"),
    (_FIXED, lambda match: f"{match[1]}_∞"),
    (re.compile(r"\\[lr]?vert(?![A-Za-z])"), lambda _: "|"),
    (re.compile(r"\\(ln|log)\s+(\d+(?:\.\d+)?)(?=\s*/\s*\\(?:ln|log)\b)"), lambda match: f"{match[1]}({match[2]})"),
    (_STEP, lambda match: f"_{{ {match[1] or match[2]} }}" if match[1] else f"_{{{match[2]}}}"),
    (_SQUARE, lambda match: (match[1] or match[4]) + (match[3] or match[6]) + (match[2] or match[5])),
    (_CLIMBS, lambda _: "→"),
    (_FROM, lambda match: match[1]),
    (_MEAN_OF, lambda match: match[1] + match[2]),
    (_AT, lambda match: f"{OPENED}{match[1]})"),
    (re.compile(r"\\(?:\{|lbrace(?![A-Za-z]))"), lambda _: "("),
    (re.compile(r"\\(?:\}|rbrace(?![A-Za-z]))"), lambda _: ")"),
    (re.compile(r"(?<!\\sqrt)\["), lambda _: "("),
    (re.compile(r"\]"), lambda _: ")"),
    (re.compile(r"\\odot(?![A-Za-z])|⊙|\\circ(?![A-Za-z])"), lambda _: "*"),
)


def is_known(word: str) -> bool:
    """Whether the letters are one name."""
    return word in KNOWN or word.rstrip("0123456789") in LATIN
